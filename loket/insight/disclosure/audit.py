"""The audit of suppressed cells: could they have other values than the real ones, given everything that is shown?

A move changes some suppressed cells at once so that every linear relation still holds and every mark is still true. Since it begins
at the real values, it is a proof: who sees what is shown cannot tell the real value from the one after the move.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from loket.insight.disclosure.cells import CellKey

Equation = Mapping[CellKey, int]
"""Coefficients; the sum of coefficient × count is the same whatever the hidden counts are."""

NO_LIMIT = 10**9
PRICE_OF_MARK = 5


@dataclass(frozen=True, slots=True)
class Move:
    """Changes of counts that nobody could notice once `opened` is hidden too, by a mark that says no more than that."""

    changes: Mapping[CellKey, int]
    opened: frozenset[CellKey]


class Freedom(IntEnum):
    """What a move may do: change what is hidden, have more hidden, or put `-` where `<5` itself would tell."""

    HIDDEN_ONLY = 0
    MORE_HIDDEN = 1
    WEAKER_MARKS = 2


@dataclass(frozen=True, slots=True)
class Effort:
    """How many states a search looks at, and how much it would rather be done soon (`haste`) than cheaply."""

    states: int
    haste: int = 2


@dataclass
class LinearSystem:
    """Cells with their real values, the linear relations between them, and which of them are suppressed.

    `hidden`: the range that the mark leaves; also what is never shown. `prices`: what hiding a shown one costs; without one it stays.
    """

    values: dict[CellKey, int] = field(default_factory=dict)
    hidden: dict[CellKey, tuple[int, int]] = field(default_factory=dict)
    prices: dict[CellKey, int] = field(default_factory=dict)
    lowest_opened: int = 0
    _equations: list[dict[CellKey, int]] = field(default_factory=list)
    _holding: dict[CellKey, list[int]] = field(default_factory=lambda: defaultdict(list))

    def equal(self, whole: CellKey, parts: Iterable[CellKey]) -> None:
        """The parts sum to the whole; nothing is said where a count is missing or it is not so."""
        self._add({whole: 1}, parts)

    def equation(self, terms: Mapping[CellKey, int]) -> None:
        """Counts with these coefficients sum to nought; nothing is said where a count is missing or it is not so."""
        self._add(terms, ())

    def at_most(self, part: Iterable[CellKey], whole: Iterable[CellKey], name: str) -> None:
        """One sum is no more than another."""
        terms: dict[CellKey, int] = defaultdict(int)
        for key in whole:
            terms[key] += 1
        for key in part:
            terms[key] -= 1
        if not all(key in self.values for key in terms):
            return
        slack = sum(coefficient * self.values[key] for key, coefficient in terms.items())
        if slack >= 0:
            self.never_shown(("slack", name, *map(str, (len(self._equations),))), slack)
            self._add(terms, [("slack", name, str(len(self._equations)))])

    def never_shown(self, key: CellKey, value: int) -> None:
        """A count that is tied to the shown ones and stands nowhere."""
        self.values[key] = value
        self.hidden[key] = (0, NO_LIMIT)

    def _add(self, terms: Mapping[CellKey, int], less: Iterable[CellKey]) -> None:
        equation: dict[CellKey, int] = defaultdict(int)
        equation.update(terms)
        for key in less:
            equation[key] -= 1
        known = {key: coefficient for key, coefficient in equation.items() if coefficient}
        if not all(key in self.values for key in known):
            return
        if sum(coefficient * self.values[key] for key, coefficient in known.items()) == 0:
            for key in known:
                self._holding[key].append(len(self._equations))
            self._equations.append(known)

    # -- the search -----------------------------------------------------------------------------------------------------

    def move(self, target: CellKey, step: int, freedom: Freedom, effort: Effort, fixed: frozenset[CellKey] = frozenset()) -> Move | None:
        """A move that changes `target` by `step`; None when none was found with this effort."""
        first = self.price(target, step, freedom)
        return None if first is None else _Search(self, fixed, freedom, effort).run(target, step, first)

    def price(self, key: CellKey, step: int, freedom: Freedom) -> int | None:
        """What it costs to change a count: nothing when it is hidden and still what its mark says; None where it may not be."""
        after = self.values[key] + step
        if key in self.hidden:
            low, high = self.hidden[key]
            if low <= after <= high:
                return 0
            return PRICE_OF_MARK if freedom is Freedom.WEAKER_MARKS and key in self.prices and after >= 0 else None
        if freedom is Freedom.HIDDEN_ONLY or after < self.lowest_opened:
            return None
        return self.prices.get(key)

    def changed(self, off: Mapping[int, int], key: CellKey, step: int) -> dict[int, int]:
        """How far the equations are off once a count is changed as well; those that are not are left out."""
        after = dict(off)
        for number in self._holding[key]:
            after[number] = after.get(number, 0) + self._equations[number][key] * step
            if not after[number]:
                del after[number]
        return after

    def terms(self, number: int) -> Equation:
        """One equation: the coefficient of each cell in it."""
        return self._equations[number]

    def ties(self, key: CellKey) -> int:
        """In how many equations a count stands."""
        return len(self._holding[key])


@dataclass(frozen=True, slots=True)
class _State:
    """Some changes, what they cost, and the equations that they leave unbalanced."""

    changes: Mapping[CellKey, int]
    price: int
    opened: frozenset[CellKey]
    off: Mapping[int, int]

    def score(self, haste: int) -> int:
        """Cheap, short and nearly balanced comes first."""
        return _WEIGHT_OF_PRICE * self.price + len(self.changes) + haste * len(self.off)


_WEIGHT_OF_PRICE = 3


class _Search:
    """Best first: takes the most promising changes so far, and balances of their equations the one with the fewest ways to do so."""

    def __init__(self, system: LinearSystem, fixed: frozenset[CellKey], freedom: Freedom, effort: Effort) -> None:
        self.system, self.fixed, self.freedom, self.effort = system, fixed, freedom, effort

    def run(self, target: CellKey, step: int, price: int) -> Move | None:
        first = _State({target: step}, price, frozenset({target} if price else ()), self.system.changed({}, target, step))
        heap = [(0, 0, first)]
        made = 0
        for _taken in range(self.effort.states):
            if not heap:
                return None
            state = heapq.heappop(heap)[2]
            if not state.off:
                return Move(state.changes, state.opened)
            for price, key, change in self._fewest_ways(state):
                made += 1
                changes = {**state.changes, key: change}
                opened = state.opened | {key} if price else state.opened
                following = _State(changes, state.price + price, opened, self.system.changed(state.off, key, change))
                heapq.heappush(heap, (following.score(self.effort.haste), made, following))
        return None

    def _fewest_ways(self, state: _State) -> list[tuple[int, CellKey, int]]:
        """The ways to balance the equation that has the fewest."""
        fewest: list[tuple[int, CellKey, int]] | None = None
        for number in state.off:
            ways = self._ways(state, number)
            if fewest is None or len(ways) < len(fewest):
                fewest = ways
            if len(fewest) <= 1:
                break
        return fewest or []

    def _ways(self, state: _State, number: int) -> list[tuple[int, CellKey, int]]:
        """The changes of one more count that balance an equation, each with its price."""
        system, off = self.system, state.off[number]
        found = []
        for key, coefficient in system.terms(number).items():
            if key in state.changes or key in self.fixed or off % coefficient:
                continue
            price = system.price(key, -off // coefficient, self.freedom)
            if price is not None:
                found.append((price, system.ties(key), system.values[key], key, -off // coefficient))
        return [(price, key, change) for price, _ties, _value, key, change in sorted(found, key=lambda way: way[:3])]
