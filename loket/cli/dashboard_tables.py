"""The dashboard as Rich tables and bars."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from loket.insight.figures.indicators import GROUP_LABELS, INDICATORS, Group, Indicator
from loket.insight.figures.overview import Cross, Overview, Step
from loket.insight.figures.reckoning import Duration, Figure, days_text
from loket.language import _
from loket.language.formats import number
from loket.language.text import for_terminal
from loket.widgets.bars import bar, round_half_up

WIDTH_WHEN_PIPED = 100
BAR = 20
# A percentage of fewer says more than is known.
SMALL = 5


def print_tables(overview: Overview) -> None:
    """On the terminal, as wide as it is."""
    console = Console(highlight=False, markup=False)
    for part in _parts(overview):
        console.print(part)


def as_text(overview: Overview) -> str:
    """Without colours and of one width: for a pipe or a file."""
    plain = Console(file=StringIO(), width=WIDTH_WHEN_PIPED, highlight=False, markup=False, color_system=None, force_terminal=False)
    with plain.capture() as captured:
        for part in _parts(overview):
            plain.print(part)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _parts(overview: Overview) -> Iterator[RenderableType]:
    yield Text(_heading(overview), style="bold")
    yield ""
    yield _figures(overview)
    if overview.funnel:
        yield ""
        yield _funnel(overview.funnel)
    yield ""
    yield _cross(overview.cross)
    yield Text(
        _("{total} in all for {requests} requests: one with two themes counts in both rows.").format(
            total=number(overview.cross.total), requests=number(overview.cross.requests)
        )
    )
    yield ""
    yield _months(overview)


def _heading(overview: Overview) -> str:
    which = for_terminal(overview.round) if overview.round else _("no round")
    return f"{overview.period.shown()} · {overview.filters.shown()} · {which}"


def _table(title: str, *columns: str) -> Table:
    """A table of which the first column is text, which may wrap, and the others are numbers and bars, which may not."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for position, column in enumerate(columns):
        table.add_column(column, justify="right" if position and column else "left", no_wrap=position > 0)
    return table


def _figures(overview: Overview) -> Table:
    table = _table("", _("Figure"), "n/N", "%", "", _("unk."), _("contradict"))
    for group in Group:
        table.add_row(Text(_(GROUP_LABELS[group]).upper(), style="bold"))
        for indicator in INDICATORS:
            if indicator.group is group:
                table.add_row(_(indicator.label), *_cells(indicator, overview.figures[indicator.id]))
    return table


def _cells(indicator: Indicator, found: Figure | None) -> tuple[str, ...]:
    if found is None:
        return (_("n/a"), "", "", "", "")
    if isinstance(found, Duration):
        spread = f"p90 {days_text(found.p90_tenths)} d, n {number(found.n)}"
        return (f"{days_text(found.median_tenths)} d", "", spread, "", "")
    unknown = number(found.unknown) if indicator.unknown else ""
    contradictory = f"≠ {number(found.contradictory)}" if found.contradictory else ""
    if found.denominator is None:
        return (number(found.numerator), "", "", unknown, contradictory)
    if not found.denominator:
        # Whoever answered without being invited still answered.
        return (f"{number(found.numerator) if found.numerator else '–'}/0", "", "", unknown, contradictory)
    percentage = f"{found.percentage}%" if found.denominator >= SMALL else ""
    shares = f"{number(found.numerator)}/{number(found.denominator)}"
    return (shares, percentage, bar(found.numerator, found.denominator, BAR), unknown, contradictory)


def _funnel(steps: tuple[Step, ...]) -> Table:
    table = _table(_("FUNNEL, institutions, % of the step before"), _("Step"), _("number"), "%", "")
    for step in steps:
        percentage = f"{round_half_up(100 * step.count, step.before)}%" if step.before and step.before >= SMALL else ""
        table.add_row(step.label, number(step.count), percentage, bar(step.count, steps[0].count, BAR))
    return table


def _cross(cross: Cross) -> Table:
    title = _("REQUESTS RECEIVED by theme and kind of institution")
    table = _table(title, _("Theme"), *(text for _key, text in cross.columns), _("in all"))
    for row in cross.rows:
        name = f"{row.key} {for_terminal(row.label)}" if row.key else row.label
        table.add_row(Text(name), *map(number, row.counts), number(row.total))
    return table


def _months(overview: Overview) -> Table:
    table = _table(_("REQUESTS PER MONTH"), _("Month"), _("received"), _("closed"), _("open at the end"))
    for month in overview.months:
        table.add_row(month.month, number(month.received), number(month.closed), number(month.open))
    return table
