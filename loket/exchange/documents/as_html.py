"""A document as one HTML file: its own style that prints well, charts as SVG, every text escaped, nothing that runs."""

from __future__ import annotations

from html import escape

from loket.exchange.documents.document import (
    Bars,
    Block,
    Bullets,
    Columns,
    Contents,
    Document,
    Facts,
    Group,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    alignment,
    one_line,
    plain,
    shown,
)

_BAR_WIDTH, _BAR_HEIGHT = 240, 14
_WIDTH, _HEIGHT, _LEGEND, _FOOT = 680, 256, 26, 30
_MOST, _SERIES = 78, 3
_WIDEST = 30.0
_FILLED = 0.86
_ROOMY = 56
_DEEP = "#0a5c6b"
# Solid, hatched, open: they stay apart on a black-and-white printer.
_HATCH = (
    '<pattern id="{id}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="5" height="5" fill="#fff"/><rect width="2.2" height="5" fill="{_DEEP}"/></pattern>'
)


def drawn_bar(share: float) -> str:
    """One bar of a list; its number stands beside it, so that a screen reader need not see it."""
    length = round(share * _BAR_WIDTH)
    return (
        f'<svg width="100%" height="{_BAR_HEIGHT}" viewBox="0 0 {_BAR_WIDTH} {_BAR_HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" width="{_BAR_WIDTH}" height="{_BAR_HEIGHT}"/>'
        f'<rect class="bar" width="{length}" height="{_BAR_HEIGHT}"/></svg>'
    )


def fits(columns: Columns) -> bool:
    """Whether the columns can be drawn with their numbers readable; else a table says it better."""
    return len(columns.series) <= _SERIES and 0 < len(columns.groups) * len(columns.series) <= _MOST and columns.top > 0


def drawn_columns(place: int, columns: Columns) -> str:
    """A column chart; `place` sets its names apart from those of the document's other charts."""
    fills = (_DEEP, f"url(#hatch{place})", "#fff")
    step = _WIDTH / len(columns.groups)
    drawn = "".join(_group(columns, group, step * number, step, fills) for number, group in enumerate(columns.groups))
    said = "; ".join(f"{one_line(group.label)}: {_told(columns, group)}" for group in columns.groups)
    base = _HEIGHT - _FOOT
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="100%" role="img" aria-labelledby="t{place} d{place}">'
        f'<title id="t{place}">{escape(one_line(columns.title))}</title><desc id="d{place}">{escape(said)}</desc>'
        f"<defs>{_HATCH.format(id=f'hatch{place}')}</defs>{_legend(columns, fills)}{drawn}"
        f'<line x1="0" y1="{base}" x2="{_WIDTH}" y2="{base}" stroke="#cfd5d3"/></svg>'
    )


def _told(columns: Columns, group: Group) -> str:
    return ", ".join(f"{one_line(name)} {one_line(figure)}" for name, figure in zip(columns.series, group.shown, strict=True))


def _legend(columns: Columns, fills: tuple[str, ...]) -> str:
    parts, left = [], 1.0
    for name, fill in zip(columns.series, fills, strict=False):
        text = one_line(name)
        parts.append(
            f'<rect x="{left:.1f}" y="1" width="12" height="12" fill="{fill}" stroke="{_DEEP}"/>'
            f'<text x="{left + 18:.1f}" y="11" class="small">{escape(text)}</text>'
        )
        left += 18 + 7 * len(text) + 22
    return "".join(parts)


def _group(columns: Columns, group: Group, left: float, step: float, fills: tuple[str, ...]) -> str:
    wide = min(_WIDEST, step * _FILLED / len(columns.series))
    first = left + (step - wide * len(columns.series)) / 2
    base, room = _HEIGHT - _FOOT, _HEIGHT - _FOOT - _LEGEND - 14
    parts = []
    for number, (value, figure) in enumerate(zip(group.values, group.shown, strict=True)):
        x, tall = first + number * wide, room * (value or 0) / columns.top
        if value:
            parts.append(
                f'<rect x="{x + 1:.1f}" y="{base - tall:.1f}" width="{wide - 2:.1f}" height="{tall:.1f}" '
                f'fill="{fills[number]}" stroke="{_DEEP}"/>'
            )
        size = "small" if wide >= 18 else "tiny"
        parts.append(
            f'<text x="{x + wide / 2:.1f}" y="{base - tall - 4:.1f}" text-anchor="middle" class="{size}">{escape(one_line(figure))}</text>'
        )
    return "".join(parts) + _name(one_line(group.label), left + step / 2, step)


def _name(label: str, middle: float, step: float) -> str:
    """A group's name below it; where there is little room a word a line."""
    lines, size = ([label], "small") if step >= _ROOMY else (label.split(), "tiny")
    spans = "".join(f'<tspan x="{middle:.1f}" y="{_HEIGHT - _FOOT + 15 + 11 * n}">{escape(line)}</tspan>' for n, line in enumerate(lines))
    return f'<text text-anchor="middle" class="{size}">{spans}</text>'


# A table of no more rows than this stays on one page.
_TOGETHER = 14
_STYLE = """
@page { size: A4; margin: 22mm 20mm; @bottom-center { content: counter(page) " / " counter(pages); color: #546064;
  font: 400 9pt "Segoe UI", Calibri, "Helvetica Neue", Arial, sans-serif; } }
@page :first { @bottom-center { content: none; } }
:root { --ink: #21282b; --soft: #546064; --line: #cfd5d3; --wash: #f3f1eb; --deep: #0a5c6b; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 50rem; color: var(--ink); background: #fff;
  font: 400 1rem/1.55 "Segoe UI", Calibri, "Helvetica Neue", Arial, sans-serif; }
h1, h2, h3, h4 { line-height: 1.25; color: var(--deep); break-after: avoid; }
h1 { font-size: 2rem; margin: 0 0 .25rem; }
h2 { font-size: 1.35rem; margin: 2.2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
h4 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p { margin: 0 0 .8rem; }
.subtitle, .note, caption, figcaption { color: var(--soft); }
.lead { font-size: 1.1rem; }
.note { font-size: .875rem; }
blockquote { margin: 0 0 .8rem; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--deep); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.25rem; margin: 0 0 1.2rem; }
dt { color: var(--soft); }
dd { margin: 0; }
.sheet { overflow-x: auto; margin: 0 0 1.4rem; }
.keep { break-inside: avoid; }
caption, figcaption { break-after: avoid; }
table { width: 100%; border-collapse: collapse; font-size: .925rem; font-variant-numeric: tabular-nums; }
caption { padding: 0 0 .4rem; text-align: left; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
thead th { background: var(--wash); font-weight: 600; vertical-align: bottom; }
.right { text-align: right; white-space: nowrap; }
.centre { text-align: center; }
figure { margin: 0 0 1.4rem; break-inside: avoid; }
figcaption { margin: 0 0 .3rem; }
figure th, figure td { border: 0; padding: .15rem .6rem .15rem 0; vertical-align: middle; }
figure .drawn { width: 60%; }
svg { display: block; max-width: 100%; }
.track { fill: #e7ecea; }
.bar { fill: var(--deep); }
.small { font-size: 12px; fill: var(--ink); }
.tiny { font-size: 9px; fill: var(--ink); }
nav ol { list-style: none; margin: 0; padding: 0; }
nav .deeper { padding-left: 1.25rem; }
nav a { color: inherit; }
footer { margin-top: 3rem; padding-top: .6rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
.break { break-before: page; }
@media print { body { padding: 0; max-width: none; font-size: 10.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .sheet { overflow: visible; } }
"""

_COMPACT = """
@page { margin: 11mm 14mm; @bottom-center { content: none; } }
body { font-size: .875rem; line-height: 1.35; }
h1 { font-size: 1.5rem; }
h2, h3 { font-size: 1rem; margin: .8rem 0 .25rem; padding: 0; border: 0; }
p, .sheet { margin: 0 0 .35rem; }
.lead { font-size: 1em; }
.note { font-size: .9em; }
ul, ol { margin: 0 0 .35rem; padding-left: 1.2rem; }
table { font-size: 1em; }
th, td { padding: .1rem .5rem .1rem 0; }
thead th { padding-left: 0; background: none; }
th:first-child, td:first-child { white-space: nowrap; }
footer { margin-top: .6rem; padding-top: .2rem; }
@media print { body { font-size: 8pt; line-height: 1.25; } h1 { font-size: 14pt; } h2, h3 { font-size: 9.5pt; margin: 5pt 0 1pt; }
  footer { display: none; } }
"""


def as_html(document: Document) -> bytes:
    """The document as one UTF-8 HTML file."""
    subtitle = f'<p class="subtitle">{_line(document.subtitle)}</p>' if document.subtitle else ""
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(document.lang)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""",
        f'<meta name="author" content="{_line(document.author)}">',
        f"<title>{_line(document.title)}</title>",
        f"<style>{_STYLE}{_COMPACT if document.compact else ''}</style>",
        "</head>",
        "<body>",
        f"<header><h1>{_line(document.title)}</h1>{subtitle}</header>",
        "<main>",
        *(_block(place, block, document) for place, block in enumerate(document.blocks)),
        "</main>",
        f"<footer>{_line(' · '.join(part for part in (document.author, shown(document.on) if document.on else '') if part))}</footer>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _block(place: int, block: Block, document: Document) -> str:
    match block:
        case Heading():
            level = min(block.level, 3) + 1
            return f'<h{level} id="h{place}">{_line(block.text)}</h{level}>'
        case Paragraph():
            return _paragraph(block)
        case Bullets():
            tag = "ol" if block.numbered else "ul"
            return f"<{tag}>{''.join(f'<li>{_text(item)}</li>' for item in block.items)}</{tag}>"
        case Facts():
            return f"<dl>{''.join(f'<dt>{_line(label)}</dt><dd>{_text(shown(value))}</dd>' for label, value in block.rows)}</dl>"
        case Table():
            return _table(block)
        case Bars():
            return _bars(block)
        case Columns():
            return _columns(place, block)
        case Contents():
            return _contents(block, document)
        case PageBreak():
            return '<div class="break"></div>'


def _paragraph(block: Paragraph) -> str:
    if block.kind == "quote":
        return f"<blockquote><p>{_text(block.text)}</p></blockquote>"
    return f'<p class="{block.kind}">{_text(block.text)}</p>' if block.kind != "body" else f"<p>{_text(block.text)}</p>"


def _table(table: Table) -> str:
    aligns = alignment(table)
    caption = f"<caption>{_line(table.caption)}</caption>" if table.caption else ""
    head = "".join(f'<th scope="col" class="{align}">{_line(text)}</th>' for text, align in zip(table.header, aligns, strict=True))
    rows = []
    for row in table.rows:
        cells = [f'<td class="{align}">{_text(shown(cell))}</td>' for cell, align in zip(row, aligns, strict=True)]
        if table.first_is_name:
            cells[0] = f'<th scope="row" class="{aligns[0]}">{_text(shown(row[0]))}</th>'
        rows.append(f"<tr>{''.join(cells)}</tr>")
    body = "\n".join(rows)
    keep = " keep" if len(table.rows) <= _TOGETHER else ""
    return f'<div class="sheet{keep}"><table>{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>'


def _bars(bars: Bars) -> str:
    rows = "\n".join(
        f'<tr><th scope="row">{_line(bar.label)}</th><td class="drawn">{drawn_bar(bars.share(bar))}</td>'
        f'<td class="right">{_line(bar.shown)}</td></tr>'
        for bar in bars.rows
    )
    return f"<figure><figcaption>{_line(bars.title)}</figcaption><table><tbody>\n{rows}\n</tbody></table></figure>"


def _columns(place: int, columns: Columns) -> str:
    if not fits(columns):
        return _table(columns.as_table())
    return f"<figure><figcaption>{_line(columns.title)}</figcaption>{drawn_columns(place, columns)}</figure>"


def _contents(block: Contents, document: Document) -> str:
    lines = [
        f'<li{" class=deeper" if head.level > 1 else ""}><a href="#h{place}">{_line(head.text)}</a></li>'
        for place, head in enumerate(document.blocks)
        if isinstance(head, Heading) and head.level <= block.depth
    ]
    return f"<nav><h2>{_line(block.title)}</h2><ol>{''.join(lines)}</ol></nav>"


def _line(text: str) -> str:
    return escape(one_line(text))


def _text(text: str) -> str:
    return escape(plain(text).strip()).replace("\n", "<br>\n")
