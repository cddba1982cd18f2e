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


def of_chart(reader: Reader, source: ComparedChart, question: Question) -> Mapping[str, SubjectCount]:
    """The first number of each line of a chart, by key; what is not filled in is left out, and all where a filter cannot apply."""
    if source.narrows and getattr(question.filters, source.narrows) is not None:
        return {}
    found = {}
    for line in CHARTS[source.chart].compute(reader, question).lines or ():
        if line.key is not None:
            cell, label = line.cells[0], line.label.removeprefix(f"{line.key} ")
            found[line.key] = SubjectCount(label, _(source.said).format(what=label), cell.count, cell.behind)
    return found


def of_trends(reader: Reader, question: Question) -> Mapping[str, SubjectCount]:
    """Signals recorded in the period, by trend."""
    counted = "SELECT trend_id, count(*) FROM {recorded_signals} s WHERE trend_id IS NOT NULL GROUP BY trend_id"
    counts = dict(reader.rows(question.sql(counted), question.parameters))
    found = {}
    for trend, title in reader.rows("SELECT id, title FROM trend ORDER BY id"):
        behind = RecordSet(RecordKind.SIGNAL, _("Signals recorded, trend “{title}”").format(title=title), _TREND, (("row_key", trend),))
        said = _("signals in the trend “{title}”").format(title=title)
        found[str(trend)] = SubjectCount(title, said, int(counts.get(trend, 0)), behind)
    return found


def of_indicators(reader: Reader, timing: Timing, question: Question) -> Mapping[str, SubjectCount]:
    """What each figure of this timing counts; durations count nothing."""
    found = {}
    for indicator in INDICATORS:
        computed = compute_figure(reader, question, indicator) if indicator.timing is timing and not indicator.days else None
        if isinstance(computed, Share):
            label = _(indicator.label)
            found[indicator.id] = SubjectCount(label, label, computed.numerator, indicator_records(indicator))
    return found


_AT = frozenset({RecordKind.REQUEST, RecordKind.SIGNAL})
"""Records of one institution each."""
_ALIKE = Fraction(1, 20)


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
        return sentence(self)

    def brief(self) -> str:
        """`9 → 14 instellingen`, for a line with the label before it."""
        return brief(self)


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


@dataclass(frozen=True, slots=True)
class _Pair:
    """One thing in both periods, and the questions that its records are found with."""

    subject: Subject
    timing: Timing
    source: str
    now: SubjectCount
    then: SubjectCount
    asked: Question
    asked_then: Question

    def counts(self) -> Counts:
        """A state is of one day, a flow of all days of its period; periods of about the same length count as the same."""
        scale = Fraction(self.asked.period.days, self.asked_then.period.days)
        alike = self.timing is Timing.STATE or abs(scale - 1) <= _ALIKE
        return Counts(self.then.count, self.now.count, scale=Fraction(1) if alike else scale)

    @property
    def may_share(self) -> bool:
        """Whether the same record can be counted in both periods."""
        apart = self.asked_then.period.end < self.asked.period.start
        return self.timing is Timing.STATE or not apart or self.now.behind.kind is RecordKind.INSTITUTION


def noteworthy(store: Store, period: Period, filters: Filters, comparison: Comparison = USUAL) -> Noteworthy:
    """What changed since what the period is compared with, on one snapshot. Raises Refused for a round or theme that is not there."""
    with store.read() as reader:
        question = Question.resolve(reader, period, filters)
        pairs = list(_pairs(reader, question, comparison))
        places = _Places(reader)
        changes = [_change(reader, pair, places) for pair in _once(reader, [pair for pair in pairs if pair.counts().is_worth_a_mention])]
    ranked = sorted(changes, key=lambda one: (list(Subject).index(one.subject), -abs(one.counts.by), one.label))
    return Noteworthy(
        tuple(change for change in ranked if change.counts.rises),
        tuple(change for change in ranked if not change.counts.rises),
        tuple(pair.counts() for pair in pairs),
        replace(filters, round=question.round.name if question.round else None),
    )


def _pairs(reader: Reader, question: Question, comparison: Comparison) -> Iterator[_Pair]:
    """Everything that is counted in both periods, the figures first."""
    earlier = {timing: replace(question, period=comparison.of(question.period, timing)) for timing in Timing}

    def paired(
        subject: Subject, timing: Timing, read: Callable[[Question], Mapping[str, SubjectCount]], source: str = ""
    ) -> Iterator[_Pair]:
        then = read(earlier[timing])
        for key, now in read(question).items():
            if key in then:
                yield _Pair(subject, timing, source, now, then[key], question, earlier[timing])

    for timing in Timing:
        yield from paired(Subject.FIGURE, timing, partial(of_indicators, reader, timing))
    for source in COMPARED_CHARTS:
        yield from paired(source.subject, source.timing, partial(of_chart, reader, source), source.chart)
    if question.filters.apply_to(OF_SIGNALS):
        yield from paired(Subject.TREND, Timing.FLOW, partial(of_trends, reader))


def _once(reader: Reader, pairs: Sequence[_Pair]) -> list[_Pair]:
    """Without what counts the very same records under another name: all of an umbrella that are all of a kind."""
    many = Counter(_looks(pair) for pair in pairs)
    seen: set[tuple[str, str]] = set()
    kept = []
    for pair in pairs:
        if many[_looks(pair)] > 1:
            records = _gathered(reader, pair.now.behind, pair.asked), _gathered(reader, pair.then.behind, pair.asked_then)
            if records in seen:
                continue
            seen.add(records)
        kept.append(pair)
    return kept


def _looks(pair: _Pair) -> tuple[RecordKind, int, int]:
    return pair.now.behind.kind, pair.then.count, pair.now.count


def _gathered(reader: Reader, behind: RecordSet, question: Question) -> str:
    """The numbers of the records as one text, in order."""
    statement, parameters = behind.select(question)
    gathered = reader.dialect.gathered("id")
    return str(reader.value(f"SELECT {gathered} FROM (SELECT id FROM ({statement}) found ORDER BY id) counted", parameters))


def _change(reader: Reader, pair: _Pair, places: _Places) -> Change:
    counts = pair.counts()
    if pair.may_share:
        then, now = _gathered(reader, pair.then.behind, pair.asked_then), _gathered(reader, pair.now.behind, pair.asked)
        table = pair.now.behind.kind.table
        counts = replace(counts, came=_only(reader, table, now, then), went=_only(reader, table, then, now))
    at = None
    if pair.now.behind.kind in _AT:
        at = places.of(pair.source, pair.then.behind, pair.asked_then), places.of(pair.source, pair.now.behind, pair.asked)
    return Change(
        pair.subject, pair.now.label, pair.now.said, counts, pair.now.behind, pair.asked.period, pair.asked_then.period, pair.timing, at
    )


def _only(reader: Reader, table: str, here: str, there: str) -> int:
    """How many records are in one of two texts of numbers and not in the other."""
    of_here, of_there = reader.dialect.is_among("x.id", ":here"), reader.dialect.is_among("x.id", ":there")
    return int(reader.value(f"SELECT count(*) FROM {table} x WHERE {of_here} AND NOT ({of_there})", here=here, there=there))


class _Places:
    """How many institutions records are of; of a breakdown those of all its lines at once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._counted: dict[tuple[str, Period], dict[object, int]] = {}

    def of(self, source: str, behind: RecordSet, question: Question) -> int:
        """Of the records behind one number of a source."""
        if source not in BREAKDOWNS:
            statement, parameters = behind.select(question)
            counted = f"SELECT count(DISTINCT institution_id) FROM {behind.kind.table} WHERE id IN ({statement})"
            return int(self._reader.value(counted, parameters))
        if (source, question.period) not in self._counted:
            grouped = f"""SELECT b.key_value, count(DISTINCT r.institution_id)
                FROM ({BREAKDOWNS[source].records_sql()}) b JOIN {behind.kind.table} r ON r.id = b.id GROUP BY b.key_value"""
            self._counted[source, question.period] = dict(self._reader.rows(question.sql(grouped), question.parameters))
        return int(self._counted[source, question.period].get(dict(behind.values)["row_key"], 0))


_UNITS = {RecordKind.REQUEST: N_("requests"), RecordKind.SIGNAL: N_("signals"), RecordKind.INSTITUTION: N_("institutions")}


def brief(change: Change) -> str:
    """`9 → 14 instellingen`; a figure says itself what it counts."""

    unit = "" if change.subject is Subject.FIGURE else _(_UNITS[change.behind.kind])
    return f"{number(change.counts.before)} → {number(change.counts.now)} {unit}".rstrip()


def sentence(change: Change) -> str:
    """`Het aantal vragen over “…” steeg van 31 naar 46 (+48%), bij 28 in plaats van 19 instellingen. Dat kan toeval zijn.`"""

    return say(change.said, change.counts, change.institutions, is_figure=change.subject is Subject.FIGURE)


def say(what: str, counts: Counts, institutions: tuple[int, int] | None = None, *, is_figure: bool = False) -> str:
    """The sentence of any two counts; `what` is what they count."""
    if is_figure:
        told = _("“{what}” rose from {before} to {now}") if counts.rises else _("“{what}” fell from {before} to {now}")
    elif counts.rises:
        told = _("The number of {what} rose from {before} to {now}")
    else:
        told = _("The number of {what} fell from {before} to {now}")
    parts = [told.format(what=what, before=number(counts.before), now=number(counts.now))]
    if counts.per_cent is not None:
        parts.append(f" ({signed(counts.per_cent)}%)")
    parts += [_at(*institutions)] if institutions else []
    if counts.scale != 1:
        expected = number(float(counts.expected), 1)
        parts.append(_("; reckoned to days {expected} would be the same").format(expected=expected))
    return "".join(parts) + "." + ("" if counts.is_more_than_chance else " " + _("That may be chance."))


def signed(value: int) -> str:
    """`+48`, `−12`."""
    return f"+{number(value)}" if value > 0 else f"−{number(-value)}"


def _at(then: int, now: int) -> str:
    if then == now:
        return _(", at {count} institutions as before").format(count=number(now))
    return _(", at {now} instead of {then} institutions").format(now=number(now), then=number(then))
