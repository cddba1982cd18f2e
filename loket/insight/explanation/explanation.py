"""Why a figure differs between two moments, as lines that add up to the difference: each a cause, with its records."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
        """What it adds."""
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
        """How many left it."""
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
    """The difference of one figure between two looks. Raises Refused where a filter cannot apply, or names what was not there."""
    (then_known, then_look), (now_known, now_look) = then, now
    check_order(then_known, now_known)
    was, is_now = _asked(then_known, then_look, span, filters), _asked(now_known, now_look, span, filters)
    ends = (_end(then_known, then_look, was, indicator), _end(now_known, now_look, is_now, indicator))
    log = LogRange(now_look.reader, then_look.seq, now_look.seq)
    attribution = Attribution(indicator.record.table, log, evidence_for(indicator, filters.narrowings))
    changed = _changed(indicator, attribution, was, is_now)
    return Explanation(indicator, filters, *ends, _lines(changed))


def _asked(known: AsOf, found: Snapshot, span: Periods, filters: Filters) -> Side:
    try:
        return Side(found.reader, Question.resolve(found.reader, span.period(found.today), filters))
    except Refused as refused:
        raise Refused(_("At {moment}: {message}").format(moment=known.shown(), message=refused)) from refused


def _end(known: AsOf, found: Snapshot, side: Side, indicator: Indicator) -> End:
    counted = compute_figure(side.reader, side.question, indicator)
    if counted is None:
        message = _("“{figure}” cannot be narrowed to {filters}.")
        raise Refused(errors=[FieldError("indicator", message.format(figure=_(indicator.label), filters=side.question.filters.shown()))])
    named = side.question.round.name if side.question.round else None
    return End(known, found.at, found.seq, found.today, side.question.period, named, counted)


def _changed(indicator: Indicator, attribution: Attribution, first: Side, last: Side) -> list[Changed]:
    """The records that count otherwise. On the way from the first to the last lie two steps: the days pass, then things are recorded,

    and at last another round may be the latest. The cause is in the last step that changed what the record is in the figure.
    """
    passed = Side(first.reader, replace(first.question, period=last.question.period))
    rounds = first.question.round, last.question.round
    turned = all(rounds) and rounds[0] != rounds[1]
    recorded = Side(last.reader, replace(last.question, round=first.question.round)) if turned else last
    a, b = _standings(first, indicator), _standings(last, indicator)
    m = a if passed.question == first.question else _standings(passed, indicator)
    n = _standings(recorded, indicator) if turned else b
    differing = [number for number in sorted(a.keys() | b.keys()) if a.get(number, ABSENT) != b.get(number, ABSENT)]
    by_round = [number for number in differing if n.get(number, ABSENT) != b.get(number, ABSENT)]
    others = set(differing) - set(by_round)
    by_record = [number for number in differing if number in others and m.get(number, ABSENT) != n.get(number, ABSENT)]
    by_days = sorted(others - set(by_record))
    attribution.recorded(by_record, _moved(by_record, m, n), passed, recorded)
    usual = {number: _by_days(indicator, number, a, b) for number in by_days}
    attribution.passed(usual, _moved(by_days, a, m), first, passed)
    attribution.reasons |= dict.fromkeys(by_round, Reason(Cause.ROUND))
    return [Changed(number, a.get(number, ABSENT), b.get(number, ABSENT), attribution.reasons[number]) for number in differing]


def _moved(ids: Collection[int], was: Mapping[int, Standing], now: Mapping[int, Standing]) -> set[int]:
    """Those that are in the figure's relation on one side only."""
    return {number for number in ids if (number in was) != (number in now)}


def _by_days(indicator: Indicator, number: int, was: Mapping[int, Standing], now: Mapping[int, Standing]) -> Cause:
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
