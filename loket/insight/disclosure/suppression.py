"""Which cells of a period are suppressed: small counts (primary suppression), and others that would reveal them (secondary suppression).

Nothing is taken on trust: a suppressed count is safe when moves (`audit`) were found that give it two other values, each proof
that what is shown is true of another world too. Where there is none, the cheapest cells that make one are suppressed as well.
A longer period suppresses what any of its half-years suppresses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loket.insight.disclosure.audit import NO_LIMIT, Effort, Freedom
from loket.insight.disclosure.cells import THRESHOLD, AuxiliaryCells, CellCount, CellKey, Cells, auxiliary_cells, count_cells
from loket.insight.disclosure.constraints import OPEN_AT_END, OPEN_BEFORE, Constraints
from loket.insight.disclosure.half_years import half_years
from loket.insight.figures.indicators import BY_ID, Timing
from loket.insight.figures.question import Question
from loket.language import _
from loket.models.errors import Refused
from loket.store.reader import Reader

PRIMARY = "<"
SECONDARY = "-"
"""Marks: of a small count, with the threshold behind it; and of one that would give a small one away."""

OTHER_VALUES = 2
"""How many values beside the real one a hidden count must be able to have."""

_STEPS = (1, -1, 2, -2, 3, -3)
_BOUNDARY_STEPS = (1, -1, 2, -2)
# For one value more, and for one at all: where a total must be hidden so much hangs on it that only haste comes to an end.
_BRISK = Effort(60)
_PATIENT = (Effort(1000), Effort(1000, haste=100))
_WITHOUT_MARKS = (Freedom.HIDDEN_ONLY, Freedom.MORE_HIDDEN)


def suppress(counts: Cells, ties: AuxiliaryCells, min_count: int) -> dict[CellKey, str]:
    """The hidden places of a half-year with `<` or `-`."""
    protector = _Suppression(counts, ties)
    # Level by level, so that a higher threshold hides more and never something else: two exports tell no more than one.
    for level in protector.levels(min_count):
        protector.suppress_primary(level)
        protector.suppress_secondary()
    return {place: protector.marks[one] for place in counts.tallies for one in [protector.relations.one(place)] if one in protector.marks}


class _Suppression:
    """One half-year's marks in the making."""

    def __init__(self, counts: Cells, ties: AuxiliaryCells) -> None:
        self.relations = Constraints(counts, ties)
        self.system = self.relations.system
        self.tallies = {**counts.tallies, OPEN_BEFORE: ties.open_before}
        self.marks: dict[CellKey, str] = {}
        self.waiting: list[CellKey] = []
        self.few: set[CellKey] = set()
        self.reached: dict[CellKey, set[int]] = defaultdict(set)

    def levels(self, min_count: int) -> list[int]:
        """The thresholds up to `min_count` at which more becomes small."""
        turning = set()
        for place, tally in self.tallies.items():
            turning |= {min(count.value, count.institutions) + 1 for count in (tally, tally.rest) if count and count.value}
            turning.add(self._left(place) + 1)
        return [THRESHOLD, *sorted(level for level in turning if THRESHOLD < level <= min_count)]

    def suppress_primary(self, level: int) -> None:
        """Hide what is small, and what leaves little of its denominator."""
        for place, tally in self.tallies.items():
            one = self.relations.one(place)
            if tally.is_small(level):
                if one not in self.system.hidden and tally.value >= level:
                    self.few.add(one)
                self._hide(one, PRIMARY, _range(tally, level))
            elif tally.leaves_little(level) or 0 < self._left(place) < level:
                self._hide(one, SECONDARY, _opened(tally.value))
            if tally.rest is not None and tally.rest.is_small(level):
                self._keep(("rest", *one), tally.rest.value, level)
        for place in self.relations.uninvited:
            if self.system.values[place] < level:
                self._keep(place, self.system.values[place], level)

    def _left(self, place: CellKey) -> int:
        """What a numerator leaves of its denominator as they stand there; an institution may answer that was not invited."""
        if self.tallies[place].rest is None:
            return 0
        return self.system.values[self.relations.denominator(place)] - self.tallies[place].value

    def _hide(self, place: CellKey, mark: str, span: tuple[int, int]) -> None:
        if place not in self.system.hidden:
            self.system.hidden[place] = span
            self.marks[place] = mark
            self.waiting.append(place)

    def _keep(self, place: CellKey, value: int, level: int) -> None:
        """A small count that stands nowhere must not be found either. No mark says that it is small."""
        if self.system.values.get(place) == value and level == THRESHOLD:
            self.waiting.append(place)

    # -- until nothing can be worked out --------------------------------------------------------------------------------

    def suppress_secondary(self) -> None:
        """Hide more until every hidden count may have other values."""
        for boundary, other in ((OPEN_BEFORE, OPEN_AT_END), (OPEN_AT_END, OPEN_BEFORE)):
            if boundary in self.waiting:
                self._secure_boundary(boundary, other)
        while self.waiting:
            self._secure(self.waiting.pop(0))

    def _secure_boundary(self, boundary: CellKey, other: CellKey) -> None:
        """What is open between two half-years is in both: each must be able to follow the other's moves by itself."""
        value = self.system.values[boundary]
        low, high = self.system.hidden[boundary]
        self.system.hidden[boundary] = (max(low, value - 2), min(high, value + 2))
        for step in _BOUNDARY_STEPS:
            any(self._make(boundary, step, freedom, effort, frozenset({other})) for freedom in _WITHOUT_MARKS for effort in _PATIENT)

    def _secure(self, place: CellKey) -> None:
        """Two other values where the marks leave room for them; one at any price."""
        value = self.system.values[place]
        while len(self.reached[place] - {value}) < OTHER_VALUES:
            steps = [step for step in _STEPS if value + step not in self.reached[place]]
            if not any(self._make(place, step, freedom, _BRISK) for freedom in _WITHOUT_MARKS for step in steps):
                break
        if not self.reached[place] - {value}:
            self._secure_at_any_price(place)
        if not self.reached[place] - {value} and self._let_rise():
            self._secure_at_any_price(place)
        if not self.reached[place] - {value}:
            self._give_up(place)

    def _secure_at_any_price(self, place: CellKey) -> None:
        any(self._make(place, step, freedom, effort) for freedom in Freedom for effort in _PATIENT for step in _STEPS)

    def _let_rise(self) -> bool:
        """From here on counts of few institutions may be higher too, as their mark allows: otherwise nothing could be shared."""
        few, self.few = self.few, set()
        for place in few:
            self.system.hidden[place] = (self.system.hidden[place][0], NO_LIMIT)
        return bool(few)

    def _give_up(self, place: CellKey) -> None:
        """Show a nought after all, which is no small count, and whose denominator is hidden; else share nothing."""
        if self.system.values[place] or place not in self.marks:
            raise Refused(_("These figures cannot be shared: a small count in them could be worked out, whatever else is hidden."))
        del self.system.hidden[place], self.marks[place]

    def _make(self, place: CellKey, step: int, freedom: Freedom, effort: Effort, fixed: frozenset[CellKey] = frozenset()) -> bool:
        move = self.system.move(place, step, freedom, effort, fixed)
        if move is None:
            return False
        for opened in sorted(move.opened, key=str):
            self._open(opened)
        for changed, change in move.changes.items():
            self.reached[changed].add(self.system.values[changed] + change)
        return True

    def _open(self, place: CellKey) -> None:
        """Hide a shown count, or say less about a hidden one: that a count is small can be what gives it away."""
        if place in self.marks:
            self.marks[place] = SECONDARY
            self.system.hidden[place] = (0, NO_LIMIT)
        else:
            self._hide(place, SECONDARY, _opened(self.system.values[place]))


def _range(tally: CellCount, level: int) -> tuple[int, int]:
    """What a small count's mark leaves. One of few institutions may be any; a higher threshold's mark will tell that it is no higher."""
    return (1, max(level - 1, tally.value))


def _opened(value: int) -> tuple[int, int]:
    """What `-` leaves: were the count small, another mark would stand there."""
    return (min(value, THRESHOLD), NO_LIMIT)


IN_ALL, OF_SURVEY = "0", "1"
"""The columns of the obstacles that count institutions in all, and those of the answers of the round, whenever these came in."""
_STATES = ("responses_by_", "funnel", "unmet_by_theme")


@dataclass(frozen=True, slots=True)
class SuppressionPattern:
    """The hidden places, each with the mark that stands there."""

    marks: Mapping[CellKey, str]


@dataclass(frozen=True, slots=True)
class _Half:
    """A half-year's counts and hidden places."""

    counts: Cells
    hidden: Mapping[CellKey, str]


def suppression_pattern(reader: Reader, question: Question, counts: Cells, min_count: int) -> SuppressionPattern:
    """What a period of whole half-years hides."""
    periods = list(half_years(question.period))
    if len(periods) == 1:
        hidden = suppress(counts, auxiliary_cells(reader, question), min_count)
    else:
        halves = []
        for period in periods:
            asked = Question.resolve(reader, period, question.filters)
            half = count_cells(reader, asked)
            halves.append(_Half(half, suppress(half, auxiliary_cells(reader, asked), min_count)))
        hidden = _longer(counts, halves, min_count)
    return SuppressionPattern({place: f"{PRIMARY}{min_count}" if mark == PRIMARY else mark for place, mark in hidden.items()})


def _longer(counts: Cells, halves: Sequence[_Half], min_count: int) -> dict[CellKey, str]:
    """What the half-years hide, and what is small in the longer period only: a request received in one, referred in the next."""
    hidden = {}
    for place, tally in counts.tallies.items():
        own = [half for half in halves if place in half.counts.tallies]
        if any(place in half.hidden for half in own):
            hidden[place] = _mark(place, own)
        elif tally.is_small(min_count):
            hidden[place] = PRIMARY
        elif tally.leaves_little(min_count):
            hidden[place] = SECONDARY
    return hidden


def _mark(place: CellKey, halves: Sequence[_Half]) -> str:
    """`<` only where the half-years say so already: that 1 + 3 is small and 1 + 4 is not would tell."""
    if is_state(place):
        return halves[-1].hidden.get(place, SECONDARY)
    if place[0] == "obstacles_by_institutions" and place[2] == IN_ALL:
        # The round's answers are in it: when another round came, it may be nought again.
        return SECONDARY
    marks = [half.hidden.get(place) for half in halves if place in half.hidden or half.counts.tallies[place].value]
    return PRIMARY if marks == [PRIMARY] else SECONDARY


def is_state(place: CellKey) -> bool:
    """Whether a longer period shows what its last half-year shows."""
    table = str(place[0])
    if table == "obstacles_by_institutions":
        return place[2] == OF_SURVEY
    return BY_ID[table].timing is Timing.STATE if table in BY_ID else table.startswith(_STATES)
