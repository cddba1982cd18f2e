"""Why a figure differs between two moments, as lines that add up to the difference: each a cause, with its records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from loket.insight.explanation.attribution import Attribution, Reason, Side
from loket.insight.explanation.evidence import Cause, evidence_for
from loket.insight.explanation.moments import AsOf, Snapshot, check_order
from loket.insight.explanation.row_changes import LogRange
from loket.insight.figures.figure import Figure, compute_figure
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import Indicator
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.language import _
from loket.models.errors import FieldError, Refused


@dataclass(frozen=True, slots=True)
class Standing:
    """What a record is in a figure: in its numerator, denominator, among the unknown, contradictory; its days, of a duration."""

    counted: bool = False
    based: bool = False
    unknown: bool = False
    contradicts: bool = False
    days: int | None = None


ABSENT = Standing()


@dataclass(frozen=True, slots=True)
class Effect:
    """How much something adds to a figure's numbers."""

    numerator: int = 0
    denominator: int = 0
    unknown: int = 0
    contradictory: int = 0

    def __add__(self, other: Effect) -> Effect:
        return Effect(
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.unknown + other.unknown,
            self.contradictory + other.contradictory,
        )

    @classmethod
    def between(cls, was: Standing, now: Standing) -> Effect:
        """What a record adds by counting otherwise."""
        return cls(now.counted - was.counted, now.based - was.based, now.unknown - was.unknown, now.contradicts - was.contradicts)


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that counts otherwise, and why."""

    id: int
    was: Standing
    now: Standing
    reason: Reason

    @property
    def effect(self) -> Effect:
        """How much it adds to each number of the figure."""
        return Effect.between(self.was, self.now)


@dataclass(frozen=True, slots=True)
class Line:
    """One cause: the records that came into the numerator by it (`sign` 1), left it (-1), or changed beside it (0)."""

    cause: Cause
    sign: int
    effect: Effect
    records: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class End:
    """A figure at one of the two moments."""

    known: AsOf
    at: str
    seq: int
    today: date
    period: Period
    round: str | None
    figure: Figure


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure at two moments, and the lines that add up to the difference, the largest first."""

    indicator: Indicator
    filters: Filters
    then: End
    now: End
    lines: tuple[Line, ...]

    @property
    def difference(self) -> Effect:
        """What the lines add up to."""
        return sum((line.effect for line in self.lines), Effect())

    @property
    def came(self) -> int:
        """How many records came into the numerator."""
        return sum(len(line.records) for line in self.lines if line.sign > 0)

    @property
    def went(self) -> int:
        """How many records left the numerator."""
        return sum(len(line.records) for line in self.lines if line.sign < 0)


class Periods(Protocol):
    """What gives the days that are asked for, as seen from a day: they may move along with it."""

    def period(self, today: date, /) -> Period:
        """The period as seen from a day."""


@dataclass(frozen=True, slots=True)
class Span:
    """Two days; what is None follows the moment: up to its business day, from 1 January of that year."""

    start: date | None = None
    end: date | None = None

    @classmethod
    def moving(cls, start: date, end: date, today: date) -> Span:
        """The days as chosen today: a last day that is today moves along, and so does the first day of the year before it."""
        if end != today:
            return cls(start, end)
        return cls(None if start == today.replace(month=1, day=1) else start)

    def period(self, today: date) -> Period:
        """The period as seen from a day."""
        return Period.of(self.start, self.end, today)


def explain(indicator: Indicator, filters: Filters, span: Periods, then: tuple[AsOf, Snapshot], now: tuple[AsOf, Snapshot]) -> Explanation:
    """The difference of one figure between two snapshots. Raises Refused where a filter cannot apply, or names what was not there."""
    check_order(then[0], now[0])
    first, was = _end(*then, indicator, filters, span)
    last, is_now = _end(*now, indicator, filters, span)
    log = LogRange(now[1].reader, first.seq, last.seq)
    attribution = Attribution(indicator.record.table, log, evidence_for(indicator, filters.narrowings))
    return Explanation(indicator, filters, first, last, _lines(_changed(indicator, attribution, was, is_now)))


def _end(known: AsOf, found: Snapshot, indicator: Indicator, filters: Filters, span: Periods) -> tuple[End, Side]:
    try:
        question = Question.resolve(found.reader, span.period(found.today), filters)
    except Refused as refused:
        raise Refused(_("At {moment}: {message}").format(moment=known.shown(), message=refused)) from refused
    counted = compute_figure(found.reader, question, indicator)
    if counted is None:
        message = _("“{figure}” cannot be narrowed to {filters}.")
        raise Refused(errors=[FieldError("indicator", message.format(figure=_(indicator.label), filters=question.filters.shown()))])
    round_name = question.round.name if question.round else None
    return End(known, found.at, found.seq, found.today, question.period, round_name, counted), Side(found.reader, question)


def _changed(indicator: Indicator, attribution: Attribution, first: Side, last: Side) -> list[Changed]:
    """The records that count otherwise, each with its reason.

    On the way from the first to the last lie three steps: the days pass, then things are recorded, and at last another round may be
    the latest. The cause is in the last step that changed what the record is in the figure.
    """
    passed = Side(first.reader, replace(first.question, period=last.question.period))
    rounds = first.question.round, last.question.round
    turned = all(rounds) and rounds[0] != rounds[1]
    recorded = Side(last.reader, replace(last.question, round=first.question.round)) if turned else last
    was, now = _standings(first, indicator), _standings(last, indicator)
    after_days = was if passed.question == first.question else _standings(passed, indicator)
    before_round = _standings(recorded, indicator) if turned else now

    def differing(ids: Iterable[int], before: Mapping[int, Standing], after: Mapping[int, Standing]) -> list[int]:
        return [number for number in ids if before.get(number, ABSENT) != after.get(number, ABSENT)]

    def moved(ids: Iterable[int], before: Mapping[int, Standing], after: Mapping[int, Standing]) -> set[int]:
        return {number for number in ids if (number in before) != (number in after)}

    ids = differing(sorted(was.keys() | now.keys()), was, now)
    by_round = set(differing(ids, before_round, now))
    by_record = differing((number for number in ids if number not in by_round), after_days, before_round)
    by_calendar = {number: _calendar_cause(indicator, number, was, now) for number in sorted(set(ids) - by_round - set(by_record))}
    attribution.by_record(by_record, moved(by_record, after_days, before_round), passed, recorded)
    attribution.by_calendar(by_calendar, moved(by_calendar, was, after_days), first, passed)
    attribution.reasons |= dict.fromkeys(by_round, Reason(Cause.ROUND))
    return [Changed(number, was.get(number, ABSENT), now.get(number, ABSENT), attribution.reasons[number]) for number in ids]


def _calendar_cause(indicator: Indicator, number: int, was: Mapping[int, Standing], now: Mapping[int, Standing]) -> Cause:
    if indicator.id == "requests_overdue" and number in was and number in now:
        return Cause.DUE
    before, after = was.get(number, ABSENT), now.get(number, ABSENT)
    return Cause.CAME if (after.counted, after.based, after.unknown) > (before.counted, before.based, before.unknown) else Cause.WENT


def _standings(side: Side, indicator: Indicator) -> dict[int, Standing]:
    """What each record of the figure's relation is in the figure."""
    statement = side.question.sql(f"SELECT id, counted, based, unknown, contradicts, days FROM ({indicator.records_sql()}) records")
    based, kinds = indicator.based is not None, dict[tuple[object, ...], Standing]()
    found = {}
    for number, *flags in side.reader.rows(statement, side.question.parameters):
        key = tuple(flags)
        if key not in kinds:
            kinds[key] = Standing(bool(flags[0]), based and bool(flags[1]), bool(flags[2]), bool(flags[3]), flags[4])
        found[int(number)] = kinds[key]
    return found


def _lines(changed: Collection[Changed]) -> tuple[Line, ...]:
    grouped: dict[tuple[int, Cause], list[Changed]] = {}
    for one in changed:
        grouped.setdefault((one.effect.numerator, one.reason.cause), []).append(one)
    places = {cause: place for place, cause in enumerate(Cause)}
    order = sorted(grouped, key=lambda key: (-key[0] if key[0] else 2, -len(grouped[key]), places[key[1]]))
    return tuple(
        Line(cause, sign, sum((one.effect for one in grouped[sign, cause]), Effect()), tuple(grouped[sign, cause])) for sign, cause in order
    )
