"""A document as DOCX: styles, tables whose header is repeated, a table of contents, page numbers, and bars that are drawn."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Length, Mm, Pt, RGBColor

from loket.exchange.documents.document import (
    Align,
    Bars,
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

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.table import Table as WordTable
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph as WordParagraph

_INK, _SOFT, _DEEP = RGBColor(0x21, 0x28, 0x2B), RGBColor(0x54, 0x60, 0x64), RGBColor(0x0A, 0x5C, 0x6B)
_LINE, _WASH, _TRACK, _BAR = "CFD5D3", "F3F1EB", "E7ECEA", "0A5C6B"
_FONT = "Calibri"
_TEXT_WIDTH = Mm(170)
_BAR_STEPS, _BAR_LETTERS = 40, 34
_COLUMN_STEPS = 12
_NAME_SHARE = 14
_COLUMN_FILLS = ("0A5C6B", "7FA9B1", "C9D9DC")
_SIDES: dict[Align, WD_ALIGN_PARAGRAPH] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
}
_BLANK = ("24", "FFFFFF")
_NARROWEST, _WIDEST, _AIR, _LETTERS = 8, 48, 3, 92
# A table of no more rows than this stays on one page.
_TOGETHER = 14
# A zip keeps no moment before this one; the same document must give the same bytes whenever it is written.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
_GAP = "Loket Gap"


def as_word(document: Document) -> bytes:
    """The document as a DOCX file."""
    word = docx.Document()
    _set_page(word, document)
    _set_styles(word, document.lang)
    word.add_paragraph(one_line(document.title), style="Title")
    if document.subtitle:
        word.add_paragraph(one_line(document.subtitle), style="Subtitle")
    for place, block in enumerate(document.blocks):
        match block:
            case Heading():
                _bookmark(word.add_heading(one_line(block.text), min(block.level, 3)), place)
            case Paragraph():
                _paragraph(word, block)
            case Bullets():
                for item in block.items:
                    word.add_paragraph(plain(item), style="List Number" if block.numbered else "List Bullet")
            case Facts():
                _facts(word, block)
            case Table():
                _table(word, block)
            case Bars():
                _bars(word, block)
            case Columns():
                _columns(word, block)
            case Contents():
                _contents(word, block, document)
            case PageBreak():
                word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    if document.compact:
        _tighten(word)
    packed = io.BytesIO()
    word.save(packed)
    return _without_moments(packed.getvalue())


def _set_page(word: Word, document: Document) -> None:
    """A4, and at the foot of each page its number."""
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(22)
    foot = page.footer.paragraphs[0]
    foot.add_run(f"{one_line(document.title)} · ")
    _field(foot, "PAGE", "1")
    properties = word.core_properties
    moment = dt.datetime.combine(document.on or dt.date(2000, 1, 1), dt.time())
    properties.title, properties.author, properties.last_modified_by = one_line(document.title), document.author, document.author
    properties.created = properties.modified = moment
    properties.language, properties.comments, properties.revision = document.lang, "", 1


def _set_styles(word: Word, lang: str) -> None:
    """Calm type in two colours; the language, so that a spelling check knows it."""
    normal = _style(word, "Normal", 10.5, _INK, after=6)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL" if lang == "nl" else "en-GB")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.line_spacing = 1.15
    _style(word, "Title", 24, _DEEP, after=2, bold=True)
    _style(word, "Subtitle", 12, _SOFT, after=16)
    for level, (size, before) in enumerate(((16, 20), (13, 14), (11, 10)), 1):
        _style(word, f"Heading {level}", size, _DEEP, before=before, after=4, bold=True)
    for name in ("List Bullet", "List Number"):
        _style(word, name, 10.5, _INK, after=2)
    _style(word, "Caption", 9.5, _SOFT, before=6, after=4)
    _style(word, "Footer", 8.5, _SOFT)
    _style(word, "Loket Quote", 10.5, _INK, after=6).paragraph_format.left_indent = Mm(8)
    _style(word, "Loket Lead", 12, _INK, after=10)
    _style(word, "Loket Note", 9, _SOFT, after=6)
    _style(word, "Loket Cell", 9.5, _INK)
    _style(word, _GAP, 9, _SOFT, after=6)
    for level in (1, 2, 3):
        line = _style(word, f"TOC {level}", 10.5, _INK, after=2).paragraph_format
        line.left_indent = Mm(6 * (level - 1))
        line.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    title = cast("BaseOxmlElement", word.styles["Title"].element)
    for border in title.findall(f".//{qn('w:pBdr')}"):
        parent = border.getparent()
        if parent is not None:
            parent.remove(border)


def _tighten(word: Word) -> None:
    """Everything smaller and closer, so that a page holds more."""
    page = word.sections[0]
    page.top_margin = page.bottom_margin = Mm(11)
    page.header_distance = page.footer_distance = Mm(5)
    for one in word.styles:
        style = cast("ParagraphStyle", one)
        if one.type is WD_STYLE_TYPE.PARAGRAPH and style.font.size is not None:
            style.font.size = Pt(max(7.5, round(style.font.size.pt * 1.5) / 2))
            form = style.paragraph_format
            form.line_spacing, form.space_before, form.space_after = 1.0, _closer(form.space_before), _closer(form.space_after)
    cast("ParagraphStyle", word.styles[_GAP]).font.size = Pt(3)
    for side in ("w:top", "w:bottom"):
        for margin in word.element.body.iterfind(f".//{qn('w:tblCellMar')}/{qn(side)}"):
            margin.set(qn("w:w"), "10")


def _closer(space: Length | None) -> Length | None:
    return Pt(space.pt * 0.3) if space is not None else None


def _style(
    word: Word, name: str, size: float, colour: RGBColor, *, before: float = 0, after: float = 0, bold: bool = False
) -> ParagraphStyle:
    """A style of the template set to ours, or a new one."""
    known = {style.name for style in word.styles}
    style = cast("ParagraphStyle", word.styles[name] if name in known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), colour
    style.font.bold, style.font.italic = bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:cs"), _FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def _paragraph(word: Word, block: Paragraph) -> None:
    styles = {"body": "Normal", "lead": "Loket Lead", "note": "Loket Note", "quote": "Loket Quote"}
    word.add_paragraph(plain(block.text), style=styles[block.kind])


def _facts(word: Word, block: Facts) -> None:
    made = _grid(word, len(block.rows), _widths([[label for label, _value in block.rows], ["x" * _WIDEST]]), line=_BLANK)
    for row, (label, value) in zip(made.rows, block.rows, strict=True):
        _write(row.cells[0], one_line(label), colour=_SOFT)
        _write(row.cells[1], shown(value))
    _space(word)


def _table(word: Word, block: Table) -> None:
    if block.caption:
        word.add_paragraph(one_line(block.caption), style="Caption").paragraph_format.keep_with_next = True
    written = [[shown(cell) for cell in row] for row in block.rows]
    columns = [[head, *(row[place] for row in written)] for place, head in enumerate(block.header)]
    made = _grid(word, len(written) + 1, _widths(columns))
    aligns = alignment(block)
    head = made.rows[0]
    for cell, text, align in zip(head.cells, block.header, aligns, strict=True):
        _write(cell, one_line(text), align, bold=True)
        _shade(cell, _WASH)
    _mark_row(head, "w:tblHeader")
    for row, texts in zip(made.rows[1:], written, strict=True):
        for cell, text, align in zip(row.cells, texts, aligns, strict=True):
            _write(cell, text, align)
        _mark_row(row, "w:cantSplit")
    _keep_together(made)
    _space(word)


def _bars(word: Word, block: Bars) -> None:
    """Bars of shaded cells: they need no font that has blocks, and their figure stands beside them."""
    word.add_paragraph(one_line(block.title), style="Caption").paragraph_format.keep_with_next = True
    label, length, figure = _widths([[bar.label for bar in block.rows], ["x" * _BAR_LETTERS], [bar.shown for bar in block.rows]])
    made = _grid(word, len(block.rows), [label, *[length // _BAR_STEPS] * _BAR_STEPS, figure], line=_BLANK)
    for row, bar in zip(made.rows, block.rows, strict=True):
        share = block.share(bar)
        full = max(1, round(share * _BAR_STEPS)) if share > 0 else 0
        cells = row.cells
        _write(cells[0], one_line(bar.label))
        for first, last, fill in ((1, full, _BAR), (full + 1, _BAR_STEPS, _TRACK)):
            if first <= last:
                drawn = cells[first].merge(cells[last])
                _write(drawn, "")
                _shade(drawn, fill)
        _write(cells[-1], one_line(bar.shown), "right")
        _mark_row(row, "w:cantSplit")
    _keep_together(made)
    _space(word)


def _columns(word: Word, block: Columns) -> None:
    """A line for each group and in it a bar for each series, its number before it: a page has more height than width."""
    if len(block.series) > len(_COLUMN_FILLS) or block.top <= 0:
        _table(word, block.as_table())
        return
    word.add_paragraph(one_line(block.title), style="Caption").paragraph_format.keep_with_next = True
    names = _NAME_SHARE * _TEXT_WIDTH // 100
    figure = step = (_TEXT_WIDTH - names) // (len(block.series) * (_COLUMN_STEPS + 2))
    widths = [names, *([figure * 2, *[step] * _COLUMN_STEPS] * len(block.series))]
    made = _grid(word, len(block.groups) + 1, widths, line=_BLANK)
    head = made.rows[0].cells
    _write(head[0], one_line(block.heading), bold=True)
    for number, name in enumerate(block.series):
        _write(_span(head, number, 0, _COLUMN_STEPS), one_line(name), bold=True)
    _mark_row(made.rows[0], "w:tblHeader")
    for row, group in zip(made.rows[1:], block.groups, strict=True):
        cells = row.cells
        _write(cells[0], one_line(group.label))
        for number, (value, told) in enumerate(zip(group.values, group.shown, strict=True)):
            _write(_span(cells, number, 0, 0), one_line(told), "right")
            full = max(1, round(_COLUMN_STEPS * value / block.top)) if value else 0
            if full:
                bar = _span(cells, number, 1, full)
                _write(bar, "")
                _shade(bar, _COLUMN_FILLS[number])
        _mark_row(row, "w:cantSplit")
    _keep_together(made)
    _space(word)


def _span(cells: Sequence[_Cell], series: int, first: int, last: int) -> _Cell:
    """The cells of one series in a row, from its number (0) to the end of its bar, as one."""
    begin = 1 + series * (_COLUMN_STEPS + 1)
    return cells[begin + first].merge(cells[begin + last]) if last > first else cells[begin + first]


def _contents(word: Word, block: Contents, document: Document) -> None:
    """A field with the headings in it already; the page numbers Word computes when it opens the file, as nobody knows them before."""
    word.add_paragraph(one_line(block.title), style="Subtitle")
    listed = [(place, head) for place, head in enumerate(document.blocks) if isinstance(head, Heading) and head.level <= block.depth]
    if not listed:
        return
    lines = [word.add_paragraph(style=f"TOC {min(head.level, 3)}") for _place, head in listed]
    _field_begins(lines[0], rf'TOC \o "1-{block.depth}" \h \z \u', stale=True)
    for line, (place, head) in zip(lines, listed, strict=True):
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _anchor(place))
        link.append(line.add_run(one_line(head.text))._r)
        link.append(line.add_run("\t")._r)
        first = len(line._p)
        _field(line, f"PAGEREF {_anchor(place)} \\h", " ", stale=True)
        for run in list(line._p)[first:]:
            link.append(run)
        line._p.append(link)
    _field_mark(lines[-1], "end")


def _bookmark(heading: WordParagraph, place: int) -> None:
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    begin.set(qn("w:id"), str(place))
    begin.set(qn("w:name"), _anchor(place))
    end.set(qn("w:id"), str(place))
    heading._p.insert(1, begin)
    heading._p.append(end)


def _anchor(place: int) -> str:
    return f"_Toc{place:06}"


def _field(paragraph: WordParagraph, code: str, result: str, *, stale: bool = False) -> None:
    _field_begins(paragraph, code, stale=stale)
    paragraph.add_run(result)
    _field_mark(paragraph, "end")


def _field_begins(paragraph: WordParagraph, code: str, *, stale: bool = False) -> None:
    """The beginning of a field; Word computes a stale one anew when it opens the file."""
    _field_mark(paragraph, "begin", stale=stale)
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    _field_mark(paragraph, "separate")


def _field_mark(paragraph: WordParagraph, kind: str, *, stale: bool = False) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if stale:
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(mark)


def _widths(columns: Sequence[Sequence[str]]) -> list[int]:
    """How wide the columns are, from what stands in them; no word is broken as long as the words of a row fit beside each other."""
    # A bold word of a header, in the widest font that may stand in for ours, takes a fifth more.
    needs = [max((len(word) * 6 // 5 for text in texts for word in text.split()), default=0) + _AIR for texts in columns]
    longest = [max((len(line) for text in texts for line in text.split("\n")), default=0) + _AIR for texts in columns]
    wants = [max(_NARROWEST, need, min(_WIDEST, length)) for need, length in zip(needs, longest, strict=True)]
    over = sum(wants) - sum(needs)
    if sum(wants) > _LETTERS and over > 0:
        share = max(0, _LETTERS - sum(needs)) / over
        wants = [round(need + share * (want - need)) for need, want in zip(needs, wants, strict=True)]
    return [int(_TEXT_WIDTH * want / sum(wants)) for want in wants]


def _grid(word: Word, rows: int, widths: Sequence[int], *, line: tuple[str, str] = ("4", _LINE)) -> WordTable:
    """An empty table as wide as the text; `line` is the thickness and colour of what stands between its rows."""
    made: WordTable = word.add_table(rows, len(widths))
    made.autofit = False
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", line[0]), ("space", "0"), ("color", line[1])):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    # The format wants these in this order: borders, layout, padding, look.
    layout, look = (made._tbl.tblPr.find(qn(name)) for name in ("w:tblLayout", "w:tblLook"))
    layout.addprevious(borders)
    look.addprevious(_padding())
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    return made


def _padding() -> BaseOxmlElement:
    """Air in the cells; none at the left, so that a table begins where the text does."""
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", "50"), ("left", "0"), ("bottom", "50"), ("right", "140")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), twips)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _write(cell: _Cell, text: str, align: Align = "left", *, bold: bool = False, colour: RGBColor | None = None) -> None:
    paragraph = cell.paragraphs[0]
    # By its id: python-docx looks through all styles at each name, which took most of the time of a long document.
    paragraph._p.style = "LoketCell"
    paragraph.alignment = _SIDES[align]
    run = paragraph.add_run(plain(text))
    run.bold = bold or None
    if colour is not None:
        run.font.color.rgb = colour


def _keep_together(table: WordTable) -> None:
    """Keep a short table on one page, and of a long one the header with its first row."""
    rows = table._tbl.tr_lst
    for row in rows[: -1 if len(rows) <= _TOGETHER + 1 else 1]:
        row.tc_lst[0].p_lst[0].get_or_add_pPr().keepNext_val = True


def _shade(cell: _Cell, fill: str) -> None:
    cell._tc.get_or_add_tcPr().append(_shading(fill))


def _shading(fill: str) -> BaseOxmlElement:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(qn(f"w:{name}"), value)
    return shading


def _mark_row(row: _Row, mark: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(mark))


def _space(word: Word) -> None:
    """Air after a table, which has none of its own."""
    word.add_paragraph(style=_GAP)


def _without_moments(packed: bytes) -> bytes:
    """The same archive with no time of writing in it."""
    steady = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.infolist():
            after.writestr(zipfile.ZipInfo(member.filename, _NO_MOMENT), before.read(member), zipfile.ZIP_DEFLATED)
    return steady.getvalue()
