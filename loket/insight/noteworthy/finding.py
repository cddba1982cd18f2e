"""What rose and fell since the period before: counts by subject, each change with its sentence and the records of both periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from loket.insight.figures.behind import Behind
from loket.insight.figures.breakdowns import BY_ID as BREAKDOWNS
from loket.insight.figures.comparison import USUAL, Comparison
from loket.insight.figures.filters import OF_SIGNALS, Filters
from loket.insight.figures.indicators import Timing
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.noteworthy.rule import Counts
from loket.insight.noteworthy.saying import brief, sentence
from loket.insight.noteworthy.subjects import SOURCES, Counted, Subject, of_chart, of_indicators, of_trends
from loket.models.words import RecordKind
from loket.store.reading import Reader

if TYPE_CHECKING:
    from loket.store.opening import Store

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
    behind: Behind
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
    now: Counted
    then: Counted
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
        question = Question.put(reader, period, filters)
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

    def paired(subject: Subject, timing: Timing, read: Callable[[Question], Mapping[str, Counted]], source: str = "") -> Iterator[_Pair]:
        then = read(earlier[timing])
        for key, now in read(question).items():
            if key in then:
                yield _Pair(subject, timing, source, now, then[key], question, earlier[timing])

    for timing in Timing:
        yield from paired(Subject.FIGURE, timing, partial(of_indicators, reader, timing))
    for source in SOURCES:
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


def _gathered(reader: Reader, behind: Behind, question: Question) -> str:
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

    def of(self, source: str, behind: Behind, question: Question) -> int:
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
