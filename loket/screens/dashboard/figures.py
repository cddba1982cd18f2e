"""The figures of the dashboard as a drawing, and what the one under the cursor means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from textual.app import ComposeResult

from loket.insight.figures.charts.catalogue import CHARTS
from loket.insight.figures.charts.chart import Cell, Chart
from loket.insight.figures.comparison import USUAL, Against, Comparison, change
from loket.insight.figures.dashboard import Figures
from loket.insight.figures.figure import Duration, Figure, Share, days_text
from loket.insight.figures.filters import Filters, Narrowing
from loket.insight.figures.indicators import GROUP_LABELS, INDICATORS, Group, Indicator, Timing
from loket.language import N_, _
from loket.language.formats import number, short_date
from loket.widgets.bars import bar, fraction, percent, sparkline
from loket.widgets.canvas import Drawing
from loket.widgets.chart_drawing import chart_title
from loket.widgets.pane import Fact, Facts
from loket.widgets.sheet import Sheet
from loket.widgets.text import fit, shorten

# Below this a column has no room for what is unknown.
SIDE_BY_SIDE_FROM = 117
# From this on each figure has its last twelve months beside it.
SPARKS_FROM = 158
_SPARK = 12
# A figure's line up to there, besides its bar.
_WITHOUT_SPARK = 69
_COLUMNS = ((Group.WENSENSCAN, Group.PROGRAMME), (Group.REQUESTS,), (Group.EFFECT, Group.SIGNALS))
_ORDER = (Group.WENSENSCAN, Group.REQUESTS, Group.EFFECT, Group.SIGNALS, Group.PROGRAMME)


@dataclass(frozen=True, slots=True)
class FigureKey:
    """A figure under the cursor."""

    indicator: str


@dataclass(slots=True)
class Progress:
    """What is known of the figures so far: they come first, then what they are compared with, then how they went."""

    found: Figures | None = None
    comparison: Comparison = USUAL
    earlier: Mapping[str, Figure | None] = field(default_factory=dict)
    levels: dict[str, tuple[int | None, ...]] = field(default_factory=dict)

    def figure(self, indicator: Indicator) -> Figure | None:
        """One figure; None where a filter cannot apply, or when it is not there yet."""
        return self.found.figures[indicator.id] if self.found else None

    def changed(self, indicator: Indicator) -> str:
        """How it changed."""
        return change(self.figure(indicator), self.earlier.get(indicator.id))


def draw_figures(progress: Progress, width: int, *, as_table: bool = False) -> Drawing:
    """All figures in `width` columns."""
    if as_table or width < SIDE_BY_SIDE_FROM:
        return _rows(progress, width)
    drawing = Drawing()
    each = width // len(_COLUMNS)
    for place, groups in enumerate(_COLUMNS):
        for y, entry in enumerate(_entries(groups)):
            if isinstance(entry, Group):
                drawing.write(each * place + 1, y, _heading(entry, progress), "head")
            else:
                text = figure_line(progress, entry, each - 2, spark=_SPARK if width >= SPARKS_FROM else 0)
                drawing.spot(each * place, y, text, FigureKey(entry.id), f"figures-{place}")
    return drawing


def _entries(groups: Sequence[Group]) -> Iterator[Group | Indicator]:
    for group in groups:
        yield group
        yield from (indicator for indicator in INDICATORS if indicator.group is group)


def _heading(group: Group, progress: Progress) -> str:
    text = _(GROUP_LABELS[group]).upper()
    response = progress.found.figures["wensenscan_response"] if progress.found else None
    if group is Group.WENSENSCAN and isinstance(response, Share):
        return _("{group}, {count} invited").format(group=text, count=number(response.denominator or 0))
    return text


# In columns


def figure_line(progress: Progress, indicator: Indicator, width: int, *, spark: int = 0) -> str:
    """One figure in `width` cells: name, n/N, bar, per cent, unknown, change, and how it went."""
    name = fit(_(indicator.short), 12)
    if progress.found is None:
        return fit(f"{name} …", width)
    figure, changed = progress.figure(indicator), progress.changed(indicator)
    if figure is None:
        return fit(name + fit(_("n/a"), 8, "right"), width)
    line = f" {sparkline(progress.levels[indicator.id])}" if spark and indicator.id in progress.levels else ""
    width -= spark + 1 if spark else 0
    rest = width - len(name) - 8
    if isinstance(figure, Duration):
        spread = f"p90 {days_text(figure.p90_tenths)}, n {number(figure.n)}"
        tail = changed if len(spread) + 2 + len(changed) <= rest else ""
        text = f"{name}{days_text(figure.median_tenths) + ' d':>8} {spread}{tail:>{max(0, rest - 1 - len(spread))}}"
        return fit(text, width) + line
    if figure.denominator is None:
        return fit(f"{name}{number(figure.numerator):>8}{changed:>{rest}}", width) + line
    blocks = min(14, max(3, rest - 14))
    room = rest - blocks - 7
    unknown = _("unk. {count}").format(count=number(figure.unknown)) if figure.unknown else ""
    unknown = unknown if len(unknown) <= room else f"?{figure.unknown}"
    tail = _fitting((unknown, f"≠{figure.contradictory}" if figure.contradictory else "", changed), room)
    counted = fraction(figure.numerator, figure.denominator)
    lead = f"{name}{counted:>8} {bar(figure.numerator, figure.denominator, blocks)}"
    return fit(f"{lead}{percent(figure.numerator, figure.denominator):>5} {tail:>{room}}", width) + line


def _fitting(parts: Sequence[str], room: int) -> str:
    """The first parts that fit in `room` cells."""
    found = ""
    for part in parts:
        longer = f"{found} {part}".strip()
        found = longer if len(longer) <= room else found
    return found


# One a line


def _rows(progress: Progress, width: int) -> Drawing:
    """A table: name, n/N, per cent, bar, unknown, change, since when; how it went where there is room."""
    drawing = Drawing()
    blocks = max(6, min(20, width - 68))
    heading = f"{fit(_('Figure'), 21)}{'n/N':>11}{'%':>6}  {'':{blocks}}{fit(_('unk.'), 9, 'right')}{fit(_('change'), 9, 'right')}  "
    drawing.write(1, 0, shorten(heading + _("against"), width - 2), "muted")
    sparks = width - _WITHOUT_SPARK - blocks > _SPARK
    for group in _ORDER:
        drawing.write(1, drawing.height, _heading(group, progress), "head")
        for indicator in INDICATORS:
            if indicator.group is group:
                text = _row(progress, indicator, blocks)
                line = sparkline(progress.levels[indicator.id]) if sparks and indicator.id in progress.levels else ""
                text = fit(f"{fit(text, _WITHOUT_SPARK + blocks)}{line}", width - 1)
                drawing.spot(0, drawing.height, text, FigureKey(indicator.id), f"figures-{group}")
    return drawing


def _row(progress: Progress, indicator: Indicator, blocks: int) -> str:
    name = fit(_(indicator.short), 21)
    if progress.found is None:
        return f"{name} …"
    figure = progress.figure(indicator)
    if figure is None:
        return name + fit(_("n/a"), 11, "right")
    changed = progress.changed(indicator)
    tail = f"{changed:>9}  {since(progress.comparison, indicator.timing, progress.found) if changed else ''}"
    if isinstance(figure, Duration):
        spread = f"p90 {days_text(figure.p90_tenths)} d, n {number(figure.n)}"
        return f"{name}{days_text(figure.median_tenths) + ' d':>11}  {fit(spread, blocks + 15)}{tail}"
    if figure.denominator is None:
        return f"{name}{number(figure.numerator):>11}{'':{blocks + 17}}{tail}"
    unknown = f"{number(figure.unknown) if figure.unknown else ''} {f'≠{figure.contradictory}' if figure.contradictory else ''}".strip()
    share = f"{fraction(figure.numerator, figure.denominator):>11}{percent(figure.numerator, figure.denominator):>6}"
    return f"{name}{share}  {bar(figure.numerator, figure.denominator, blocks)}{unknown:>9}{tail}"


def since(comparison: Comparison, timing: Timing, found: Figures) -> str:
    """What a figure of this timing is compared with: `21 okt` of a state, `2025` of a flow, or the other period."""
    other = comparison.of(found.period, timing)
    if timing is Timing.STATE:
        return short_date(other.end, found.today, weekday=False)
    if comparison.against in (Against.USUAL, Against.YEAR_AGO) and found.period.start == date(found.period.start.year, 1, 1):
        return str(other.end.year)
    return other.shown()


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
        counts = " ".join("·" if level is None else days_text(level) if indicator.days else number(level) for level in levels)
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
