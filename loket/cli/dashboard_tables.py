"""The dashboard as Rich tables and bars: in colour as wide as the terminal, or plain text of one width."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from loket.insight.figures.breakdowns import BY_ID as BREAKDOWNS
from loket.insight.figures.charts.chart import Cell, Chart, Line, Shape
from loket.insight.figures.comparison import change
from loket.insight.figures.dashboard import Glance
from loket.insight.figures.figure import Duration, Figure, Share, days_text
from loket.insight.figures.indicators import GROUP_LABELS, INDICATORS, Group, Indicator
from loket.language import _
from loket.language.formats import month_name, number
from loket.language.safe_text import for_terminal
from loket.widgets.bars import bar, round_half_up, shade

WIDTH_WHEN_PIPED = 100
_WIDEST = 140
_OBSTACLES = 10
# From here on a figure's whole name fits beside its numbers.
_LONG_NAMES_FROM = 96


def print_tables(found: Glance) -> None:
    """On the terminal, as wide as it is."""
    console = Console(highlight=False, markup=False)
    for part in _parts(found, min(console.width, _WIDEST)):
        console.print(part)


def as_text(found: Glance) -> str:
    """Without colours and of one width: for a pipe or a file."""
    console = Console(file=StringIO(), width=WIDTH_WHEN_PIPED, highlight=False, markup=False, color_system=None, force_terminal=False)
    with console.capture() as captured:
        for part in _parts(found, WIDTH_WHEN_PIPED):
            console.print(part)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _parts(found: Glance, width: int) -> Iterator[RenderableType]:
    yield Text(_heading(found), style="bold")
    if found.figures:
        yield Text(plain(found.comparison.shown(found.period, found.today)), style="dim")
        yield ""
        yield _figures(found, width)
    left_out = [chart.title for chart in found.charts if chart.lines is None] if found.figures else []
    for chart in found.charts:
        if chart.title not in left_out:
            yield ""
            most = _OBSTACLES if found.figures and chart.id == "obstacles_by_institutions" else None
            yield from chart_table(chart, width, most)
    if left_out:
        yield ""
        yield Text(plain(_("Not applicable with these filters: {charts}.").format(charts=", ".join(left_out))), style="dim")


def _heading(found: Glance) -> str:
    parts = [found.period.shown(), found.filters.shown(), found.round or _("no round")]
    if found.moment is not None:
        parts.append(_("as known at {moment}, #{line}").format(moment=found.moment.at, line=found.moment.seq))
    return plain(" · ".join(parts))


def _figures(found: Glance, width: int) -> Table:
    """A figure a line, under the heading of its group."""
    wide = width >= _LONG_NAMES_FROM
    headings = (_("Figure"), "n/N", "%", "", _("unk."), "≠", _("difference"))
    rows: list[tuple[str, ...]] = []
    shown: list[Figure | None] = []
    groups = set()
    for group in Group:
        groups.add(len(rows))
        rows.append((_(GROUP_LABELS[group]).upper(), *[""] * (len(headings) - 1)))
        shown.append(None)
        for indicator in (each for each in INDICATORS if each.group is group):
            now, then = found.figures[indicator.id], found.earlier[indicator.id]
            rows.append((_(indicator.label if wide else indicator.short), *_figure_cells(indicator, now), change(now, then)))
            shown.append(now)
    return table_of(headings, rows, width, 3, lambda row, cells: _share_bar(shown[row], cells), groups)


def _share_bar(found: Figure | None, cells: int) -> str:
    """A share as a bar."""
    return bar(found.numerator, found.denominator, cells) if isinstance(found, Share) and found.denominator else ""


def _figure_cells(indicator: Indicator, found: Figure | None) -> tuple[str, ...]:
    """n/N, per cent, what stands in the place of a bar, unknown, contradictory."""
    if found is None:
        return (_("n/a"), "", "", "", "")
    if isinstance(found, Duration):
        return (f"{days_text(found.median_tenths)} d", "", f"p90 {days_text(found.p90_tenths)} d, n {number(found.n)}", "", "")
    unknown = number(found.unknown) if indicator.unknown else ""
    contradictory = f"≠ {number(found.contradictory)}" if found.contradictory else ""
    if found.denominator is None:
        return (number(found.numerator), "", "", unknown, contradictory)
    if not found.denominator:
        # Whoever answered without being invited still answered.
        return (f"{number(found.numerator) if found.numerator else '–'}/0", "", "", unknown, contradictory)
    percentage = f"{found.percentage}%" if found.denominator >= SMALL else ""
    return (f"{number(found.numerator)}/{number(found.denominator)}", percentage, "", unknown, contradictory)


# A percentage of fewer says more than is known.
SMALL = 5
BAR = 20
BARS_STYLE = "cyan"
_SHORTEST_BAR = 8
_SHORTEST_LABEL = 14
_GAP = 1


def chart_table(chart: Chart, width: int, most: int | None = None) -> list[RenderableType]:
    """The title, the table of at most `most` lines in `width` cells, and what a reader might get wrong."""
    title = Text(plain(chart_title(chart)).upper(), style="bold")
    if chart.lines is None:
        return [title, Text(_("not applicable with these filters"), style="dim")]
    lines = chart.lines[:most]
    if not lines:
        return [title, Text(_("nothing in this period"), style="dim")]
    notes = [chart.note] if chart.note else []
    if len(lines) < len(chart.lines):
        notes.append(_("The first {shown} of {all}.").format(shown=number(len(lines)), all=number(len(chart.lines))))
    if chart.shape is Shape.MONTHS:
        fitting = (width - _SHORTEST_LABEL) // (_number_width(lines) + _GAP)
        if fitting < len(lines):
            notes.append(_("The last {shown} of {all} months.").format(shown=number(fitting), all=number(len(lines))))
        lines = lines[-fitting:]
    return [title, _SHAPES[chart.shape](chart, lines, width), *(Text(plain(note), style="dim") for note in notes)]


def chart_title(chart: Chart) -> str:
    """What the chart is of; of a breakdown also by what."""
    return f"{chart.title} · {chart.heading}" if chart.id in BREAKDOWNS else chart.title


def plain(text: str) -> str:
    """A text as one line that does nothing to the terminal."""
    return " ".join(for_terminal(text).split())


def stacked(heading: str) -> str:
    """A column's heading, a word a line, so that it is no wider than it must be."""
    return "\n".join(plain(heading).split())


def table_of(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int,
    bar_at: int | None = None,
    bar_of: Callable[[int, int], str] | None = None,
    bold: Collection[int] = (),
) -> Table:
    """Labels, cut where there is no room, and numbers; the column `bar_at` holds bars, as long as there is room for them.

    `bar_of(row, width)` draws one bar, where the row has no text of its own there.
    """
    columns = [[heading, *(row[place] for row in rows)] for place, heading in enumerate(headings)]
    widths = [max(cell_len(part) for text in column for part in text.split("\n")) for column in columns]
    room = width - sum(widths[1:]) - _GAP * (len(widths) - 1)
    if bar_at is not None:
        room += widths[bar_at]
        longest = max(widths[bar_at], min(BAR, max(_SHORTEST_BAR, room - widths[0])))
        widths[bar_at] = longest if room - longest >= min(_SHORTEST_LABEL, widths[0]) else 0
        room -= widths[bar_at]
    widths[0] = max(1, min(widths[0], room))
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="dim")
    kept = [place for place, cells in enumerate(widths) if cells]
    for place in kept:
        justify, style = ("left", BARS_STYLE if place else "") if place in (0, bar_at) else ("right", "")
        table.add_column(
            Text(headings[place]),
            width=widths[place],
            no_wrap=True,
            overflow="ellipsis",
            vertical="bottom",
            justify=justify,  # type: ignore[arg-type]
            style=style,
        )
    for position, row in enumerate(rows):
        cells = [row[place] or (bar_of(position, widths[place]) if bar_of and place == bar_at else "") for place in kept]
        table.add_row(*map(Text, cells), style="bold" if position in bold else "")
    return table


def share_text(cell: Cell) -> tuple[str, str]:
    """A count out of a whole as `n/N` and per cent; the per cent of five or more."""
    if not cell.of:
        return (number(cell.count) if cell.of is None else f"{cell.count or '–'}/0", "")
    percentage = f"{round_half_up(100 * cell.count, cell.of)}%" if cell.of >= SMALL else ""
    return f"{number(cell.count)}/{number(cell.of)}", percentage


def _bars(chart: Chart, lines: Sequence[Line], width: int) -> Table:
    top = max(line.cells[0].count for line in lines)
    headings = [plain(chart.heading), stacked(chart.columns[0]), "", *map(stacked, chart.columns[1:])]
    rows = [[plain(line.label), number(line.cells[0].count), "", *(number(cell.count) for cell in line.cells[1:])] for line in lines]
    return table_of(headings, rows, width, 2, lambda row, cells: bar(lines[row].cells[0].count, top, cells))


def _shares(chart: Chart, lines: Sequence[Line], width: int) -> Table:
    # What the first column is out of needs no column of its own.
    others = [place for place in range(1, len(chart.columns)) if any(line.cells[place].count != line.cells[0].of for line in lines)]
    headings = [plain(chart.heading), stacked(chart.columns[0]), "%", "", *(stacked(chart.columns[place]) for place in others)]
    rows = [[plain(line.label), *share_text(line.cells[0]), "", *(number(line.cells[place].count) for place in others)] for line in lines]

    def share(row: int, cells: int) -> str:
        first = lines[row].cells[0]
        return bar(first.count, lines[0].cells[0].count if chart.id == "funnel" else first.of or 0, cells)

    return table_of(headings, rows, width, 3, share)


def _heat(chart: Chart, lines: Sequence[Line], width: int) -> Table:
    top = max((cell.count for line in lines for cell in line.cells[:-1]), default=0)
    # Where the headings leave no room for the labels, they are cut.
    longest = 12 if width >= 100 else 7
    headings = [plain(chart.heading), *(_cut(plain(column), longest) for column in chart.columns)]
    rows = []
    for line in lines:
        shaded = [f"{shade(cell.count, top)} {number(cell.count)}" for cell in line.cells[:-1]]
        rows.append([plain(line.label), *shaded, number(line.cells[-1].count)])
    return table_of(headings, rows, width)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "."


def _months(chart: Chart, lines: Sequence[Line], width: int) -> Table:
    several_years = lines[0].label[:4] != lines[-1].label[:4]
    headings = [""]
    for place, line in enumerate(lines):
        year, month = line.label.split("-")
        name = month_name(int(month), short=True)
        headings.append(f"{name}\n{year if place == 0 or month == '01' else ''}" if several_years else name)
    rows = [[plain(column), *(number(line.cells[place].count) for line in lines)] for place, column in enumerate(chart.columns)]
    return table_of(headings, rows, width)


def _number_width(lines: Sequence[Line]) -> int:
    """As wide as the widest number, and the name of a month or a year."""
    return max(4, *(len(number(cell.count)) for line in lines for cell in line.cells))


_SHAPES: dict[Shape, Callable[[Chart, Sequence[Line], int], Table]] = {
    Shape.BARS: _bars,
    Shape.SHARES: _shares,
    Shape.HEAT: _heat,
    Shape.MONTHS: _months,
}
