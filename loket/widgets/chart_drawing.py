"""Draws a chart: as bars, shares, a heat map or months across, or as a table with everything in it. Every number is a spot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from loket.insight.figures.breakdowns import BY_ID as BREAKDOWNS
from loket.insight.figures.charts.chart import Cell, Chart, Line, Shape
from loket.language import _
from loket.language.formats import month_name, number
from loket.widgets.bars import bar, fraction, percent, shade, step
from loket.widgets.canvas import Drawing
from loket.widgets.text import fit, in_two, one_line

_LEAST_NAME, _LEAST_BAR, _MOST_BAR = 10, 6, 24
_HEAT_CELL, _MOST_HEAT_CELL = 7, 11
_MONTH_CELL = 5
_HEADING, _TABLE_HEADING = 10, 13
# So many lines with nothing are left out of bars.
_MANY_EMPTY = 5


@dataclass(frozen=True, slots=True)
class CellKey:
    """A number of a chart: its line by key and label, its column by place."""

    chart: str
    line: str | None
    label: str
    column: int


def chart_title(chart: Chart) -> str:
    """What the chart is of; of a breakdown also by what."""
    title = one_line(chart.title)
    return f"{title} · {one_line(chart.heading)}" if chart.id in BREAKDOWNS else title


def draw_chart(chart: Chart, width: int, *, as_table: bool = False, why_not: str = "") -> Drawing:
    """The chart in `width` columns, under its title; what a reader might get wrong stands below. `why_not`: why there is no chart."""
    drawing = Drawing()
    drawing.write(1, 0, fit(_titled(chart_title(chart)), width - 1).rstrip(), "head")
    if chart.lines is None:
        drawing.write(1, 1, fit(": ".join(filter(None, (_("n/a"), why_not))), width - 2).rstrip(), "muted")
    elif not chart.lines:
        drawing.write(1, 1, _("nothing to show yet"), "muted")
    elif as_table:
        _table(drawing, chart, chart.lines, width)
    elif chart.shape is Shape.HEAT:
        _heat(drawing, chart, chart.lines, width)
    elif chart.shape is Shape.MONTHS:
        _months(drawing, chart, chart.lines, width)
    else:
        _bars(drawing, chart, chart.lines, width)
    if chart.note:
        for text in _wrapped(chart.note, width - 2):
            drawing.write(1, drawing.height, text, "muted")
    return drawing


def cell_at(chart: Chart, key: CellKey) -> Cell | None:
    """The cell that a spot shows."""
    for line in chart.lines or ():
        if (line.key, line.label) == (key.line, key.label) and key.column < len(line.cells):
            return line.cells[key.column]
    return None


def is_funnel(chart: Chart) -> bool:
    """Whether each line is a part of the line before it: the first alone is of nothing."""
    lines = chart.lines or ()
    return chart.shape is Shape.SHARES and len(lines) > 1 and lines[0].cells[0].of is None and lines[1].cells[0].of is not None


def month_label(name: str, *, with_year: bool = False) -> str:
    """`nov` or `nov 26` for `2026-11`; anything else as it is."""
    year, _dash, month = name.partition("-")
    if not (month.isdigit() and 1 <= int(month) <= 12):
        return name
    text = month_name(int(month), short=True)
    return f"{text} {year[2:]}" if with_year else text


def _titled(text: str) -> str:
    head, dot, rest = text.partition(" · ")
    return head.upper() + dot + rest


def _name_width(lines: Sequence[Line], heading: str, most: int) -> int:
    widest = max((cell_len(one_line(line.label)) for line in lines), default=0)
    return max(_LEAST_NAME, min(max(widest, cell_len(heading)), most))


# Bars and shares


def _bars(drawing: Drawing, chart: Chart, lines: Sequence[Line], width: int) -> None:
    """A bar for the first column with its number, and as many other columns as there is room for."""
    shown = _telling(lines)
    form = _BarForm.of(chart, shown, width)
    if form.others:
        drawing.write(1 + form.name + 1, 1, fit(one_line(chart.columns[0]), form.blocks + 1 + form.counts, "right"), "muted")
        for column, at, room in form.others:
            drawing.write(at + 1, 1, fit(one_line(chart.columns[column]), room - 1, "right"), "muted")
    for line in shown:
        y = drawing.height
        drawing.write(1, y, fit(one_line(line.label), form.name))
        drawing.spot(1 + form.name, y, form.first(line.cells[0]), _key(chart, line, 0), chart.id)
        for column, at, room in form.others:
            drawing.spot(at, y, f"{number(line.cells[column].count):>{room - 1}}", _key(chart, line, column), chart.id)
    if len(shown) < len(lines):
        drawing.write(1, drawing.height, _("{count} more with nothing; the table has them").format(count=len(lines) - len(shown)), "muted")


def _telling(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with a number; all of them where few have none."""
    found = [line for line in lines if any(cell.count for cell in line.cells)]
    return found if found and len(lines) - len(found) >= _MANY_EMPTY else lines


@dataclass(frozen=True, slots=True)
class _BarForm:
    """Where everything of a line with a bar stands. `others`: column, where it begins, how wide it is."""

    name: int
    blocks: int
    counts: int
    top: int
    is_funnel: bool
    with_percent: bool
    others: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, chart: Chart, lines: Sequence[Line], width: int) -> _BarForm:
        """The form of a chart in `width` columns."""
        firsts, funnel = [line.cells[0] for line in lines], is_funnel(chart)
        counts = max(cell_len(fraction(cell.count, None if funnel else cell.of)) for cell in firsts)
        with_percent = any(cell.of is not None for cell in firsts)
        fixed = 1 + 2 + counts + (5 if with_percent else 0) + 1
        most = width * 2 // 5 if len(chart.columns) > 1 else width - fixed - 2 * _LEAST_BAR
        name = _name_width(lines, "", max(_LEAST_NAME, most))
        room, widths = width - fixed - name - _LEAST_BAR, list[int]()
        for column, heading in enumerate(chart.columns[1:], 1):
            widest = max(cell_len(number(line.cells[column].count)) for line in lines)
            widths.append(max(widest, min(cell_len(one_line(heading)), _HEADING)) + 2)
        fitting = [column for column in range(len(widths)) if sum(widths[: column + 1]) <= room]
        blocks = min(_MOST_BAR, width - fixed - name - sum(widths[: len(fitting)]))
        start = fixed + name + blocks
        others = tuple((column + 1, start + sum(widths[:column]), widths[column]) for column in fitting)
        top = firsts[0].count if funnel else max(cell.count for cell in firsts)
        return cls(name, blocks, counts, top, funnel, with_percent, others)

    def first(self, cell: Cell) -> str:
        """The bar of the first column, its number, its per cent."""
        part_of_all = cell.of is None or self.is_funnel
        text = fraction(cell.count, None if part_of_all else cell.of)
        tail = f"{percent(cell.count, cell.of):>5}" if self.with_percent else ""
        whole = self.top if cell.of is None or self.is_funnel else cell.of
        return f"{bar(cell.count, whole, self.blocks)} {text:>{self.counts}}{tail}"


# Heat map


def _heat(drawing: Drawing, chart: Chart, lines: Sequence[Line], width: int) -> None:
    """A shade beside each number; the last column, the line's total, has none. A table where the numbers would be cut."""
    many = len(chart.columns)
    digits = max(len(number(found.count)) for line in lines for found in line.cells)
    room = (width - 1 - _LEAST_NAME) // many
    if room < digits + 3:
        _table(drawing, chart, lines, width)
        return
    wanted = _name_width(lines, chart.heading, width)
    headings = [one_line(heading) for heading in chart.brief or chart.columns]
    cell = min(room, max(_HEAT_CELL, digits + 3, min(_MOST_HEAT_CELL, (width - wanted - 1) // many)))
    name = max(_LEAST_NAME, min(wanted, width - 1 - cell * many))
    drawing.write(1, 1, fit(one_line(chart.heading), name), "muted")
    for place, heading in enumerate(headings):
        drawing.write(1 + name + cell * place + 1, 1, fit(heading, cell - 1, "right"), "muted")
    top = max(found.count for line in lines for found in line.cells[:-1])
    for line in lines:
        y = drawing.height
        drawing.write(1, y, fit(one_line(line.label), name))
        for place, found in enumerate(line.cells):
            sign = shade(found.count, top) if place < many - 1 else ""
            text = f"{sign} {number(found.count):>{digits}}"
            drawing.spot(1 + name + cell * place, y, f"{text:>{cell - 1}}", _key(chart, line, place), chart.id)


# Months


def _months(drawing: Drawing, chart: Chart, lines: Sequence[Line], width: int) -> None:
    """Months across, the last ones when they do not all fit; each number beside how high it is in its row."""
    name = max(_LEAST_NAME, min(max(cell_len(one_line(column)) for column in chart.columns), width // 4))
    widest = max(cell_len(number(cell.count)) for line in lines for cell in line.cells)
    cell = max(_MONTH_CELL, widest + 2)
    shown = lines[-max(1, (width - 1 - name) // cell) :]
    several_years = len({(line.key or "")[:4] for line in shown}) > 1
    heading = _("last {count}").format(count=len(shown)) if len(shown) < len(lines) else one_line(chart.heading)
    drawing.write(1, 1, fit(heading, name), "muted")
    for place, line in enumerate(shown):
        new_year = several_years and (line.key or "").endswith("-01")
        text = f"’{(line.key or '')[2:4]}" if new_year else month_label(line.label)
        drawing.write(1 + name + cell * place, 1, fit(text, cell, "right"), "muted")
    for column, label in enumerate(chart.columns):
        y, top = drawing.height, max(line.cells[column].count for line in shown)
        drawing.write(1, y, fit(one_line(label), name))
        for place, line in enumerate(shown):
            count = line.cells[column].count
            text = f"{step(count, top)}{number(count):>{cell - 2}}"
            drawing.spot(1 + name + cell * place, y, text, _key(chart, line, column), chart.id)


# Table


def _table(drawing: Drawing, chart: Chart, lines: Sequence[Line], width: int) -> None:
    """Every column; those that find no room stand in a further table below."""
    labels = [month_label(line.label, with_year=True) if chart.shape is Shape.MONTHS else one_line(line.label) for line in lines]
    widest = max(max(map(cell_len, labels)), cell_len(one_line(chart.heading)))
    name = max(_LEAST_NAME, min(widest, max(width // 3, width - 40)))
    columns = [_Column.of(chart, lines, column) for column in range(len(chart.columns))]
    while columns:
        fitting, room = [columns[0]], width - 1 - name - columns[0].width
        while len(fitting) < len(columns) and columns[len(fitting)].width <= room:
            room -= columns[len(fitting)].width
            fitting.append(columns[len(fitting)])
        columns = columns[len(fitting) :]
        _band(drawing, chart, lines, labels, name, fitting)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a table: its place, its cells as text, its total, its heading in two lines."""

    place: int
    texts: tuple[str, ...]
    total: str
    heading: tuple[str, str]
    width: int

    @classmethod
    def of(cls, chart: Chart, lines: Sequence[Line], place: int) -> _Column:
        cells = [line.cells[place] for line in lines]
        shares = any(cell.of is not None for cell in cells)
        texts = tuple(_in_table(cell.count, cell.of, shares=shares) for cell in cells)
        total = _total(chart, cells, shares=shares)
        upper, lower = in_two(one_line(chart.columns[place]), max(_TABLE_HEADING, max(map(cell_len, texts))))
        width = 2 + max(map(cell_len, (*texts, total, upper, lower)))
        return cls(place, texts, total, (upper, lower), width)


def _in_table(count: int, of: int | None, *, shares: bool) -> str:
    return f"{fraction(count, of)}{percent(count, of):>5}" if shares else number(count)


def _total(chart: Chart, cells: Sequence[Cell], *, shares: bool) -> str:
    """The sum of a column; none of steps, or of months, at whose end the same requests may be open."""
    if chart.shape is Shape.MONTHS or is_funnel(chart):
        return ""
    return _in_table(sum(cell.count for cell in cells), sum(cell.of or 0 for cell in cells) if shares else None, shares=shares)


def _band(drawing: Drawing, chart: Chart, lines: Sequence[Line], labels: Sequence[str], name: int, columns: Sequence[_Column]) -> None:
    """One table with some of the columns, its totals below."""
    if any(column.heading[0] for column in columns):
        _table_line(drawing, "", name, [(column, column.heading[0]) for column in columns])
    _table_line(drawing, one_line(chart.heading), name, [(column, column.heading[1]) for column in columns])
    for place, (line, label) in enumerate(zip(lines, labels, strict=True)):
        y, at = drawing.height, 1 + name
        drawing.write(1, y, fit(label, name))
        for column in columns:
            text = f"{column.texts[place]:>{column.width - 1}}"
            drawing.spot(at, y, text, _key(chart, line, column.place), chart.id)
            at += column.width
    if any(column.total for column in columns):
        _table_line(drawing, _("sum"), name, [(column, column.total) for column in columns])


def _table_line(drawing: Drawing, label: str, name: int, cells: Sequence[tuple[_Column, str]]) -> None:
    y, at = drawing.height, 1 + name
    drawing.write(1, y, fit(label, name), "muted")
    for column, text in cells:
        drawing.write(at, y, fit(text, column.width, "right"), "muted")
        at += column.width


def _key(chart: Chart, line: Line, column: int) -> CellKey:
    return CellKey(chart.id, line.key, line.label, column)


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in one_line(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if cell_len(longer) <= width else [*lines, word]
    return [fit(line, width).rstrip() for line in lines]


def draw_waiting(title: str) -> Drawing:
    """The title of a chart that is being computed."""
    drawing = Drawing()
    drawing.write(1, 0, _titled(one_line(title)), "head")
    drawing.write(1, 1, "…", "muted")
    return drawing
