"""A document as Markdown: pipe tables, bars of blocks with their figure; what people typed is shown as typed."""

from __future__ import annotations

import re

from loket.exchange.documents.document import (
    Align,
    Bars,
    Block,
    Bullets,
    Columns,
    Contents,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    alignment,
    one_line,
    plain,
    shown,
)

_WIDTH = 20
_RULES: dict[Align, str] = {"left": ":---", "right": "---:", "centre": ":---:"}
_MEANS_SOMETHING = re.compile(r"([\\`*\[\]<|]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|&(?=#?\w+;))")
_BEGINS_SOMETHING = re.compile(r"(?m)^(\s*)([-+=>#]|\d{1,9}(?=[.)]))")
_MARKS = str.maketrans({"-": r"\-", "+": r"\+", "=": r"\=", ">": r"\>", "#": r"\#"})


def as_markdown(document: Document) -> bytes:
    """The document as UTF-8 Markdown."""
    parts = [f"# {_line(document.title)}"]
    if document.subtitle:
        parts.append(f"*{_line(document.subtitle)}*")
    parts += [written for block in document.blocks if (written := _block(block, document))]
    return ("\n\n".join(parts) + "\n").encode()


def _block(block: Block, document: Document) -> str:
    match block:
        case Heading():
            return f"{'#' * (min(block.level, 5) + 1)} {_line(block.text)}"
        case Paragraph():
            return _paragraph(block)
        case Bullets():
            return "\n".join(_item(f"{place}." if block.numbered else "-", item) for place, item in enumerate(block.items, 1))
        case Facts():
            return "\n".join(f"- **{_line(label)}**: {_text(shown(value), '  ')}" for label, value in block.rows)
        case Table():
            return _table(block)
        case Bars():
            return _bars(block)
        case Columns():
            return _table(block.as_table())
        case Contents():
            listed = [head for head in document.headings if head.level <= block.depth]
            return "\n".join([f"**{_line(block.title)}**", "", *(f"{'  ' * (head.level - 1)}- {_line(head.text)}" for head in listed)])
        case PageBreak():
            return ""


def _paragraph(block: Paragraph) -> str:
    text = _text(block.text)
    if block.kind == "quote":
        return "\n".join(f"> {line}" for line in text.split("\n"))
    return f"*{text}*" if block.kind == "note" and "\n" not in text else text


def _item(mark: str, text: str) -> str:
    return f"{mark} {_text(text, ' ' * (len(mark) + 1))}"


def _table(table: Table) -> str:
    rules = [_RULES[align] for align in alignment(table)]
    rows = [[_cell(shown(cell)) for cell in row] for row in table.rows]
    lines = [_row([_cell(head) for head in table.header]), _row(rules), *map(_row, rows)]
    return "\n".join([*([f"**{_line(table.caption)}**", ""] if table.caption else []), *lines])


def _bars(bars: Bars) -> str:
    rows = [_row([_cell(bar.label), _blocks(bars.share(bar)), _cell(bar.shown)]) for bar in bars.rows]
    return "\n".join([f"**{_line(bars.title)}**", "", "| | | |", _row([":---", ":---", "---:"]), *rows])


def _blocks(share: float) -> str:
    full = max(1, round(share * _WIDTH)) if share > 0 else 0
    return "█" * full + "░" * (_WIDTH - full)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return "<br>".join(_escaped(" ".join(line.split())) for line in plain(text).split("\n"))


def _line(text: str) -> str:
    return _escaped(one_line(text))


def _text(text: str, indent: str = "") -> str:
    """A text whose newlines stay: a backslash at the end of a line is a break; an empty line begins a new paragraph."""
    lines = [_escaped(line.strip()) for line in plain(text).strip().split("\n")]
    written = ""
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        written += f"{indent if written and line else ''}{line}" + ("\\\n" if line and after else "\n")
    return written.rstrip("\n")


def _escaped(text: str) -> str:
    marked = _MEANS_SOMETHING.sub(r"\\\1", text)
    return _BEGINS_SOMETHING.sub(_without_beginning, marked)


def _without_beginning(match: re.Match[str]) -> str:
    mark = match[2]
    # A list's number is only disarmed at its point.
    return f"{match[1]}{mark.translate(_MARKS)}" if not mark.isdecimal() else f"{match[1]}{mark}\\"
