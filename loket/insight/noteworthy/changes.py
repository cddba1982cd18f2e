"""What rose and fell since the period before: counts by subject, each change with its sentence and the records of both periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from loket.insight.figures.breakdowns import BY_ID as BREAKDOWNS
from loket.insight.figures.charts.catalogue import CHARTS
from loket.insight.figures.comparison import USUAL, Comparison
from loket.insight.figures.figure import Share, compute_figure
from loket.insight.figures.filters import OF_SIGNALS, Filters
from loket.insight.figures.indicators import INDICATORS, Timing
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.record_set import RecordSet, indicator_records
from loket.insight.noteworthy.significance import Counts
from loket.language import N_, _
from loket.language.formats import number
from loket.models.words import RecordKind
from loket.store.reader import Reader

if TYPE_CHECKING:
    from loket.store.database import Store


class Subject(StrEnum):
    """What a change is a change of, in the order of reading; the value is an English msgid."""

    FIGURE = N_("figures")
    THEME = N_("themes")
    OBSTACLE = N_("obstacles")
    NEED = N_("unmet needs")
    TREND = N_("trends")
    KIND = N_("kinds and umbrellas")
    PROVINCE = N_("provinces")
    ABOUT = N_("audience and outcome information")


@dataclass(frozen=True, slots=True)
class SubjectCount:
    """One thing that is counted in both periods; `said` is how a sentence names it, `count` in this period."""

    label: str
    said: str
    count: int
    behind: RecordSet


@dataclass(frozen=True, slots=True)
class ComparedChart:
    """A chart whose lines are compared; `said` is the msgid of what a line counts, `narrows` the filter that would say the same."""

    chart: str
    subject: Subject
    said: str
    timing: Timing = Timing.FLOW
    narrows: str = ""


COMPARED_CHARTS = (
    ComparedChart("requests_by_theme", Subject.THEME, N_("requests about “{what}”"), narrows="theme"),
    ComparedChart("signals_by_theme", Subject.THEME, N_("signals about “{what}”"), narrows="theme"),
    ComparedChart("obstacles_by_institutions", Subject.OBSTACLE, N_("institutions that name “{what}” as an obstacle")),
    ComparedChart("requests_by_obstacle", Subject.OBSTACLE, N_("requests with the obstacle “{what}”")),
    ComparedChart("signals_by_obstacle", Subject.OBSTACLE, N_("signals with the obstacle “{what}”")),
    ComparedChart("unmet_by_theme", Subject.NEED, N_("open requests about “{what}” that nothing fits"), Timing.STATE, narrows="theme"),
    ComparedChart("requests_by_kind", Subject.KIND, N_("requests from institutions of the kind “{what}”"), narrows="kind"),
    ComparedChart("signals_by_kind", Subject.KIND, N_("signals from institutions of the kind “{what}”"), narrows="kind"),
    ComparedChart("requests_by_umbrella", Subject.KIND, N_("requests from institutions of {what}"), narrows="umbrella"),
    ComparedChart("signals_by_umbrella", Subject.KIND, N_("signals from institutions of {what}"), narrows="umbrella"),
    ComparedChart("requests_by_province", Subject.PROVINCE, N_("requests from {what}"), narrows="province"),
    ComparedChart("signals_by_province", Subject.PROVINCE, N_("signals from {what}"), narrows="province"),
    ComparedChart("requests_by_audience", Subject.ABOUT, N_("requests for the audience “{what}”"), narrows="audience"),
    ComparedChart("requests_by_outcome_info", Subject.ABOUT, N_("requests with outcome information “{what}”"), narrows="outcome_info"),
)
_TREND = "SELECT id FROM {recorded_signals} s WHERE trend_id = :row_key"
_OF_ONE_INSTITUTION = frozenset({RecordKind.REQUEST, RecordKind.SIGNAL})
_UNITS = {RecordKind.REQUEST: N_("requests"), RecordKind.SIGNAL: N_("signals"), RecordKind.INSTITUTION: N_("institutions")}
_SAME_LENGTH = Fraction(1, 20)
"""Periods that differ by a smaller part count as equally long."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change that is worth a mention. `behind` finds the records of both periods: ask it of `now` or of `then`.

    `institutions`: how many these records are of, then and now; None where the records are institutions themselves.
    """

    subject: Subject
    label: str
    said: str
    counts: Counts
    behind: RecordSet
    now: Period
    then: Period
    timing: Timing
    institutions: tuple[int, int] | None = None

    def sentence(self) -> str:
        """The change as one reads it aloud."""
        return change_sentence(self.said, self.counts, self.institutions, is_figure=self.subject is Subject.FIGURE)

    def brief(self) -> str:
        """`9 → 14 instellingen`, for a line with the label before it; a figure's label says itself what it counts."""
        unit = "" if self.subject is Subject.FIGURE else _(_UNITS[self.behind.kind])
        return f"{number(self.counts.before)} → {number(self.counts.now)} {unit}".rstrip()


def change_sentence(what: str, counts: Counts, institutions: tuple[int, int] | None = None, *, is_figure: bool = False) -> str:
    """`Het aantal vragen over “…” steeg van 31 naar 46 (+48%), bij 28 in plaats van 19 instellingen. Dat kan toeval zijn.`

    `what` is what is counted; `institutions`: how many it is of, then and now.
    """
    if is_figure:
        told = _("“{what}” rose from {before} to {now}") if counts.rises else _("“{what}” fell from {before} to {now}")
    elif counts.rises:
        told = _("The number of {what} rose from {before} to {now}")
    else:
        told = _("The number of {what} fell from {before} to {now}")
    text = told.format(what=what, before=number(counts.before), now=number(counts.now))
    if counts.per_cent is not None:
        text += f" ({signed(counts.per_cent)}%)"
    if institutions:
        then, now = institutions
        at = _(", at {count} institutions as before") if then == now else _(", at {now} instead of {then} institutions")
        text += at.format(count=number(now), now=number(now), then=number(then))
    if counts.scale != 1:
        text += _("; in proportion to the days {expected} would be the same").format(expected=number(float(counts.expected), 1))
    return f"{text}." if counts.is_more_than_chance else f"{text}. {_('That may be chance.')}"


def signed(value: int) -> str:
    """A number with its sign: `+48`, `−12`."""
    return f"+{number(value)}" if value > 0 else f"−{number(-value)}"


@dataclass(frozen=True, slots=True)
class Noteworthy:
    """What rises and what falls, each by subject and then the largest first. `compared` is everything that was looked at.

    `filters` name the round that both periods are of: ask the records with these.
    """

    rises: tuple[Change, ...]
    falls: tuple[Change, ...]
    compared: tuple[Counts, ...]
    filters: Filters

    @property
    def changes(self) -> tuple[Change, ...]:
        """All of them: what is more than chance first, then the largest."""
        return tuple(sorted((*self.rises, *self.falls), key=lambda one: (not one.counts.is_more_than_chance, -abs(one.counts.by))))


def noteworthy(store: Store, period: Period, filters: Filters, comparison: Comparison = USUAL) -> Noteworthy:
    """What changed since what the period is compared with, on one snapshot. Raises Refused for a round or theme that is not there."""
    with store.read() as reader:
        question = Question.resolve(reader, period, filters)
        pairs = list(_pairs(reader, question, comparison))
        institutions = _InstitutionCounts(reader)
        worth = _distinct(reader, [pair for pair in pairs if pair.counts().is_worth_a_mention])
        changes = [_change(reader, pair, institutions) for pair in worth]
    ranked = sorted(changes, key=lambda one: (list(Subject).index(one.subject), -abs(one.counts.by), one.label))
    return Noteworthy(
        tuple(change for change in ranked if change.counts.rises),
        tuple(change for change in ranked if not change.counts.rises),
        tuple(pair.counts() for pair in pairs),
        replace(filters, round=question.round.name if question.round else None),
    )


# -- what is compared ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """One thing in both periods, and the questions that its records are found with. `chart` names where it was counted, if in one."""

    subject: Subject
    timing: Timing
    chart: str
    now: SubjectCount
    then: SubjectCount
    asked: Question
    asked_then: Question

    @property
    def size(self) -> tuple[RecordKind, int, int]:
        """What pairs that count the very same records have in common."""
        return self.now.behind.kind, self.then.count, self.now.count

    def counts(self) -> Counts:
        """A state is of one day, a flow of all days of its period; periods of about the same length count as the same."""
        scale = Fraction(self.asked.period.days, self.asked_then.period.days)
        alike = self.timing is Timing.STATE or abs(scale - 1) <= _SAME_LENGTH
        return Counts(self.then.count, self.now.count, scale=Fraction(1) if alike else scale)

    def ids(self, reader: Reader) -> tuple[str, str]:
        """The numbers of the records of then and of now, each as one text, in order."""
        found = []
        for behind, question in ((self.then.behind, self.asked_then), (self.now.behind, self.asked)):
            statement, parameters = behind.select(question)
            gathered = f"SELECT {reader.dialect.gathered('id')} FROM (SELECT id FROM ({statement}) found ORDER BY id) counted"
            found.append(str(reader.value(gathered, parameters)))
        return found[0], found[1]


def _pairs(reader: Reader, question: Question, comparison: Comparison) -> Iterator[_Pair]:
    """Everything that is counted in both periods, the figures first."""
    earlier = {timing: replace(question, period=comparison.of(question.period, timing)) for timing in Timing}
    counters: list[tuple[Subject, Timing, str, Callable[[Question], Mapping[str, SubjectCount]]]] = [
        *((Subject.FIGURE, timing, "", partial(_count_figures, reader, timing)) for timing in Timing),
        *((one.subject, one.timing, one.chart, partial(_count_chart, reader, one)) for one in COMPARED_CHARTS),
    ]
    if question.filters.apply_to(OF_SIGNALS):
        counters.append((Subject.TREND, Timing.FLOW, "", partial(_count_trends, reader)))
    for subject, timing, chart, count in counters:
        then, now = count(earlier[timing]), count(question)
        for key, found in now.items():
            if key in then:
                yield _Pair(subject, timing, chart, found, then[key], question, earlier[timing])


def _count_figures(reader: Reader, timing: Timing, question: Question) -> Mapping[str, SubjectCount]:
    """What each figure of this timing counts; durations count nothing."""
    found = {}
    for indicator in INDICATORS:
        figure = compute_figure(reader, question, indicator) if indicator.timing is timing and not indicator.days else None
        if isinstance(figure, Share):
            label = _(indicator.label)
            found[indicator.id] = SubjectCount(label, label, figure.numerator, indicator_records(indicator))
    return found


def _count_chart(reader: Reader, compared: ComparedChart, question: Question) -> Mapping[str, SubjectCount]:
    """The first number of each line of a chart, by key; what is not filled in is left out, and all where a filter cannot apply."""
    if compared.narrows and getattr(question.filters, compared.narrows) is not None:
        return {}
    found = {}
    for line in CHARTS[compared.chart].compute(reader, question).lines or ():
        if line.key is not None:
            cell, label = line.cells[0], line.label.removeprefix(f"{line.key} ")
            found[line.key] = SubjectCount(label, _(compared.said).format(what=label), cell.count, cell.behind)
    return found


def _count_trends(reader: Reader, question: Question) -> Mapping[str, SubjectCount]:
    """Signals recorded in the period, by trend."""
    counted = "SELECT trend_id, count(*) FROM {recorded_signals} s WHERE trend_id IS NOT NULL GROUP BY trend_id"
    counts = dict(reader.rows(question.sql(counted), question.parameters))
    found = {}
    for trend, title in reader.rows("SELECT id, title FROM trend ORDER BY id"):
        behind = RecordSet(RecordKind.SIGNAL, _("Signals recorded, trend “{title}”").format(title=title), _TREND, (("row_key", trend),))
        said = _("signals in the trend “{title}”").format(title=title)
        found[str(trend)] = SubjectCount(title, said, int(counts.get(trend, 0)), behind)
    return found


# -- what changed -------------------------------------------------------------------------------------------------------


def _distinct(reader: Reader, pairs: Sequence[_Pair]) -> list[_Pair]:
    """Without what counts the very same records under another name: all of an umbrella that are all of a kind."""
    many = Counter(pair.size for pair in pairs)
    seen: set[tuple[str, str]] = set()
    kept = []
    for pair in pairs:
        ids = pair.ids(reader) if many[pair.size] > 1 else None
        if ids is None or ids not in seen:
            kept.append(pair)
        if ids is not None:
            seen.add(ids)
    return kept


def _change(reader: Reader, pair: _Pair, institutions: _InstitutionCounts) -> Change:
    counts, behind = pair.counts(), pair.now.behind
    apart = pair.asked_then.period.end < pair.asked.period.start
    if pair.timing is Timing.STATE or not apart or behind.kind is RecordKind.INSTITUTION:
        # The same record can be counted in both periods.
        then, now = pair.ids(reader)

        def only(here: str, there: str) -> int:
            of_here, of_there = reader.dialect.is_among("x.id", ":here"), reader.dialect.is_among("x.id", ":there")
            sql = f"SELECT count(*) FROM {behind.kind.table} x WHERE {of_here} AND NOT ({of_there})"
            return int(reader.value(sql, here=here, there=there))

        counts = replace(counts, came=only(now, then), went=only(then, now))
    at = None
    if behind.kind in _OF_ONE_INSTITUTION:
        at = institutions.of(pair.chart, pair.then.behind, pair.asked_then), institutions.of(pair.chart, behind, pair.asked)
    periods = pair.asked.period, pair.asked_then.period
    return Change(pair.subject, pair.now.label, pair.now.said, counts, behind, *periods, pair.timing, at)


class _InstitutionCounts:
    """How many institutions records are of; of a breakdown those of all its lines at once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._counted: dict[tuple[str, Period], dict[object, int]] = {}

    def of(self, chart: str, behind: RecordSet, question: Question) -> int:
        """Of the records behind one number of a chart."""
        if chart not in BREAKDOWNS:
            statement, parameters = behind.select(question)
            counted = f"SELECT count(DISTINCT institution_id) FROM {behind.kind.table} WHERE id IN ({statement})"
            return int(self._reader.value(counted, parameters))
        if (chart, question.period) not in self._counted:
            grouped = f"""SELECT b.key_value, count(DISTINCT r.institution_id)
                FROM ({BREAKDOWNS[chart].records_sql()}) b JOIN {behind.kind.table} r ON r.id = b.id GROUP BY b.key_value"""
            self._counted[chart, question.period] = dict(self._reader.rows(question.sql(grouped), question.parameters))
        return int(self._counted[chart, question.period].get(dict(behind.values)["row_key"], 0))
