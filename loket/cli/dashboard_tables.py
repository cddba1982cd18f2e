"""The dashboard as Rich tables and bars: in colour as wide as the terminal, or plain text of one width."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from loket.cli.chart_tables import SMALL, chart_table, plain, table_of
from loket.insight.figures.comparison import change
from loket.insight.figures.glance import Glance
from loket.insight.figures.indicators import GROUP_LABELS, INDICATORS, Group, Indicator
from loket.insight.figures.reckoning import Duration, Figure, Share, days_text
from loket.language import _
from loket.language.formats import number
from loket.widgets.bars import bar

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
            rows.append((_(indicator.label if wide else indicator.short), *_cells(indicator, now), change(now, then)))
            shown.append(now)
    return table_of(headings, rows, width, 3, lambda row, cells: _bar(shown[row], cells), groups)


def _bar(found: Figure | None, cells: int) -> str:
    """A share as a bar."""
    return bar(found.numerator, found.denominator, cells) if isinstance(found, Share) and found.denominator else ""


def _cells(indicator: Indicator, found: Figure | None) -> tuple[str, ...]:
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
