"""What a half-year hides: the small counts, and as many others as it takes that none of them can be worked out.

Nothing is taken on trust: a hidden count is safe when moves (`system`) were found that give it two other values, each proof
that what is shown is true of another world too. Where there is none, the cheapest counts that make one are hidden as well.
"""

from __future__ import annotations

from collections import defaultdict

from loket.insight.disclosure.counting import Counts, Ties
from loket.insight.disclosure.relations import OPEN_AT_END, OPEN_BEFORE, Relations
from loket.insight.disclosure.system import NO_LIMIT, Effort, Freedom
from loket.insight.disclosure.tally import SMALLEST, Place, Tally
from loket.language import _
from loket.models.errors import Refused

SMALL = "<"
GIVES_AWAY = "-"
"""Marks: of a small count, with the threshold behind it; and of one that would give a small one away."""

OTHER_VALUES = 2
"""How many values beside the real one a hidden count must be able to have."""

_STEPS = (1, -1, 2, -2, 3, -3)
_BOUNDARY_STEPS = (1, -1, 2, -2)
# For one value more, and for one at all: where a total must be hidden so much hangs on it that only haste comes to an end.
_BRISK = Effort(60)
_PATIENT = (Effort(1000), Effort(1000, haste=100))
_WITHOUT_MARKS = (Freedom.HIDDEN_ONLY, Freedom.MORE_HIDDEN)


def hidden_places(counts: Counts, ties: Ties, min_count: int) -> dict[Place, str]:
    """The hidden places of a half-year with `<` or `-`."""
    protector = _Protector(counts, ties)
    # Level by level, so that a higher threshold hides more and never something else: two exports tell no more than one.
    for level in protector.levels(min_count):
        protector.hide_small(level)
        protector.secure_all()
    return {place: protector.marks[one] for place in counts.tallies for one in [protector.relations.one(place)] if one in protector.marks}


class _Protector:
    """One half-year's marks in the making."""

    def __init__(self, counts: Counts, ties: Ties) -> None:
        self.relations = Relations(counts, ties)
        self.system = self.relations.system
        self.tallies = {**counts.tallies, OPEN_BEFORE: ties.open_before}
        self.marks: dict[Place, str] = {}
        self.waiting: list[Place] = []
        self.few: set[Place] = set()
        self.reached: dict[Place, set[int]] = defaultdict(set)

    def levels(self, min_count: int) -> list[int]:
        """The thresholds up to `min_count` at which more becomes small."""
        turning = set()
        for place, tally in self.tallies.items():
            turning |= {min(count.value, count.institutions) + 1 for count in (tally, tally.rest) if count and count.value}
            turning.add(self._left(place) + 1)
        return [SMALLEST, *sorted(level for level in turning if SMALLEST < level <= min_count)]

    def hide_small(self, level: int) -> None:
        """Hide what is small, and what leaves little of its denominator."""
        for place, tally in self.tallies.items():
            one = self.relations.one(place)
            if tally.is_small(level):
                if one not in self.system.hidden and tally.value >= level:
                    self.few.add(one)
                self._hide(one, SMALL, _range(tally, level))
            elif tally.leaves_little(level) or 0 < self._left(place) < level:
                self._hide(one, GIVES_AWAY, _opened(tally.value))
            if tally.rest is not None and tally.rest.is_small(level):
                self._keep(("rest", *one), tally.rest.value, level)
        for place in self.relations.uninvited:
            if self.system.values[place] < level:
                self._keep(place, self.system.values[place], level)

    def _left(self, place: Place) -> int:
        """What a numerator leaves of its denominator as they stand there; an institution may answer that was not invited."""
        if self.tallies[place].rest is None:
            return 0
        return self.system.values[self.relations.denominator(place)] - self.tallies[place].value

    def _hide(self, place: Place, mark: str, span: tuple[int, int]) -> None:
        if place not in self.system.hidden:
            self.system.hidden[place] = span
            self.marks[place] = mark
            self.waiting.append(place)

    def _keep(self, place: Place, value: int, level: int) -> None:
        """A small count that stands nowhere must not be found either. No mark says that it is small."""
        if self.system.values.get(place) == value and level == SMALLEST:
            self.waiting.append(place)

    # -- until nothing can be worked out --------------------------------------------------------------------------------

    def secure_all(self) -> None:
        """Hide more until every hidden count may have other values."""
        for boundary, other in ((OPEN_BEFORE, OPEN_AT_END), (OPEN_AT_END, OPEN_BEFORE)):
            if boundary in self.waiting:
                self._secure_boundary(boundary, other)
        while self.waiting:
            self._secure(self.waiting.pop(0))

    def _secure_boundary(self, boundary: Place, other: Place) -> None:
        """What is open between two half-years is in both: each must be able to follow the other's moves by itself."""
        value = self.system.values[boundary]
        low, high = self.system.hidden[boundary]
        self.system.hidden[boundary] = (max(low, value - 2), min(high, value + 2))
        for step in _BOUNDARY_STEPS:
            any(self._make(boundary, step, freedom, effort, frozenset({other})) for freedom in _WITHOUT_MARKS for effort in _PATIENT)

    def _secure(self, place: Place) -> None:
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

    def _secure_at_any_price(self, place: Place) -> None:
        any(self._make(place, step, freedom, effort) for freedom in Freedom for effort in _PATIENT for step in _STEPS)

    def _let_rise(self) -> bool:
        """From here on counts of few institutions may be higher too, as their mark allows: otherwise nothing could be shared."""
        few, self.few = self.few, set()
        for place in few:
            self.system.hidden[place] = (self.system.hidden[place][0], NO_LIMIT)
        return bool(few)

    def _give_up(self, place: Place) -> None:
        """Show a nought after all, which is no small count, and whose denominator is hidden; else share nothing."""
        if self.system.values[place] or place not in self.marks:
            raise Refused(_("These figures cannot be shared: a small count in them could be worked out, whatever else is hidden."))
        del self.system.hidden[place], self.marks[place]

    def _make(self, place: Place, step: int, freedom: Freedom, effort: Effort, fixed: frozenset[Place] = frozenset()) -> bool:
        move = self.system.move(place, step, freedom, effort, fixed)
        if move is None:
            return False
        for opened in sorted(move.opened, key=str):
            self._open(opened)
        for changed, change in move.changes.items():
            self.reached[changed].add(self.system.values[changed] + change)
        return True

    def _open(self, place: Place) -> None:
        """Hide a shown count, or say less about a hidden one: that a count is small can be what gives it away."""
        if place in self.marks:
            self.marks[place] = GIVES_AWAY
            self.system.hidden[place] = (0, NO_LIMIT)
        else:
            self._hide(place, GIVES_AWAY, _opened(self.system.values[place]))


def _range(tally: Tally, level: int) -> tuple[int, int]:
    """What a small count's mark leaves. One of few institutions may be any; a higher threshold's mark will tell that it is no higher."""
    return (1, max(level - 1, tally.value))


def _opened(value: int) -> tuple[int, int]:
    """What `-` leaves: were the count small, another mark would stand there."""
    return (min(value, SMALLEST), NO_LIMIT)
