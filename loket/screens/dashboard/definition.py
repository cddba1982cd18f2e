"""What is under the cursor, in words: two lines below the sheet, and for a figure everything on a sheet of its own."""

from __future__ import annotations

from textual.app import ComposeResult

from loket.insight.figures.charts.catalogue import CHARTS
from loket.insight.figures.charts.chart import Cell, Chart
from loket.insight.figures.figure import Duration, days_text
from loket.insight.figures.filters import Filters, Narrowing
from loket.insight.figures.indicators import Indicator, Timing
from loket.language import N_, _
from loket.language.formats import number
from loket.screens.dashboard.figures import Progress, since
from loket.widgets.bars import fraction, percent, sparkline
from loket.widgets.chart_drawing import chart_title
from loket.widgets.pane import Fact, Facts
from loket.widgets.sheet import Sheet


class Definition(Sheet[None]):
    """Everything about one figure: what it counts, out of what, what is unknown, how it went, who asked for it."""

    def __init__(self, indicator: Indicator, progress: Progress) -> None:
        super().__init__(_(indicator.label))
        self._lines = [Fact(text, label) for label, text in definition(indicator, progress)]

    def compose_sheet(self) -> ComposeResult:
        """The lines."""
        yield Facts(self._lines)
        yield self.hint(N_("esc back"))


def definition(indicator: Indicator, progress: Progress) -> list[tuple[str, str]]:
    """What a figure is, each line with its label; the first two say the most."""
    when = _("state on the last day") if indicator.timing is Timing.STATE else _("flow in the period")
    lines = [(_("figure"), f"{_(indicator.label)}: {_in_words(indicator, progress)}"), (_("counted"), _(indicator.numerator))]
    if indicator.denominator:
        lines.append((_("out of"), _(indicator.denominator)))
    if indicator.unknown_label:
        lines.append((_("unknown"), _(indicator.unknown_label)))
    if (changed := progress.changed(indicator)) and progress.found:
        lines.append((_("change"), f"{changed} · {since(progress.comparison, indicator.timing, progress.found)}"))
    if levels := progress.levels.get(indicator.id):
        counts = " ".join("·" if level is None else _level(indicator, level) for level in levels)
        lines.append((_("last 12 months"), f"{sparkline(levels)}  {counts}"))
    narrowed = ", ".join(_(narrowing) for narrowing in Narrowing if narrowing in indicator.narrowed_by)
    return [*lines, (_("taken"), when), (_("narrowed by"), narrowed), (_("source"), indicator.source)]


def figure_lines(indicator: Indicator, progress: Progress) -> tuple[str, str]:
    """The two lines below the sheet."""
    if progress.found is None:
        return "", ""
    first = f"{_(indicator.label)}: {_in_words(indicator, progress)}"
    if (changed := progress.changed(indicator)) and changed != "=":
        text = _("{change} since {then}")
        first += " · " + text.format(change=changed, then=since(progress.comparison, indicator.timing, progress.found))
    if levels := progress.levels.get(indicator.id):
        first += f" · {sparkline(levels)}"
    if progress.found.figures[indicator.id] is None:
        return first, why_not(indicator.narrowed_by, progress.found.filters)
    counted = _(indicator.numerator)
    return first, f"{counted}, {_('out of')} {_(indicator.denominator)}" if indicator.denominator else counted


def cell_lines(chart: Chart, cell: Cell) -> tuple[str, str]:
    """The two lines of a number in a chart."""
    shown = fraction(cell.count, cell.of)
    if share := percent(cell.count, cell.of):
        shown += f"  {share}"
    return f"{cell.behind.label}: {shown}", f"{chart_title(chart)}: {_(CHARTS[chart.id].counts)}"


def why_not(narrowed_by: frozenset[Narrowing], filters: Filters) -> str:
    """Which of the filters cannot apply, in words; nothing when all can."""
    asked = filters.narrowings - narrowed_by
    names = ", ".join(_(narrowing) for narrowing in Narrowing if narrowing in asked)
    return _("cannot be narrowed by {filters}").format(filters=names) if names else ""


def _level(indicator: Indicator, level: int) -> str:
    return days_text(level) if indicator.days else number(level)


def _in_words(indicator: Indicator, progress: Progress) -> str:
    figure = progress.figure(indicator)
    if figure is None:
        return _("not applicable with these filters")
    if isinstance(figure, Duration):
        text = _("median {median} days, 90th percentile {p90} days, of {n}")
        return text.format(median=days_text(figure.median_tenths), p90=days_text(figure.p90_tenths), n=number(figure.n))
    words = [number(figure.numerator)]
    if figure.denominator is not None:
        words = [_("{n} of {all}").format(n=number(figure.numerator), all=number(figure.denominator))]
    if indicator.unknown:
        words.append(_("{n} unknown").format(n=number(figure.unknown)))
    if figure.contradictory is not None:
        words.append(_("{n} contradictory").format(n=number(figure.contradictory)))
    return ", ".join(words)
