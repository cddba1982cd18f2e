"""Which cells of a period are suppressed: small counts (primary suppression), and others that would reveal them (secondary suppression).

Nothing is taken on trust: a suppressed cell is safe when moves (`audit`) were found that give it two other values, each proof that
what is shown is true of another world too. Where there is none, the cheapest cells that make one are suppressed as well.
A longer period suppresses what any of its half-years suppresses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from loket.insight.disclosure.audit import NO_LIMIT, Effort, Freedom
from loket.insight.disclosure.cells import THRESHOLD, AuxiliaryCells, CellKey, Cells, auxiliary_cells, count_cells
from loket.insight.disclosure.constraints import OPEN_AT_END, OPEN_BEFORE, Constraints
from loket.insight.disclosure.half_years import half_years
from loket.insight.figures.indicators import BY_ID, Timing
from loket.insight.figures.question import Question
from loket.language import _
from loket.models.errors import Refused
from loket.store.reader import Reader

Marks = Mapping[CellKey, str]
"""The suppression pattern: what stands instead of a count."""

PRIMARY = "<"
SECONDARY = "-"
"""Marks: of a small count, with the threshold behind it; and of one that would reveal a small one."""

OTHER_VALUES = 2
"""How many values beside the real one a suppressed cell must be able to have."""

_STEPS = (1, -1, 2, -2, 3, -3)
_BOUNDARY_STEPS = (1, -1, 2, -2)
# For one value more, and for one at all: where a total must be hidden so much hangs on it that only haste comes to an end.
_BRISK = Effort(60)
_PATIENT = (Effort(1000), Effort(1000, haste=100))
_WITHOUT_MARKS = (Freedom.HIDDEN_ONLY, Freedom.MORE_HIDDEN)


def suppression_pattern(reader: Reader, question: Question, cells: Cells, min_count: int) -> Marks:
    """The suppressed cells of a period of whole half-years, each with the mark that stands there."""
    periods = list(half_years(question.period))
    if len(periods) == 1:
        marks = suppress(cells, auxiliary_cells(reader, question), min_count)
    else:
        halves = []
        for period in periods:
            asked = Question.resolve(reader, period, question.filters)
            half = count_cells(reader, asked)
            halves.append((half, suppress(half, auxiliary_cells(reader, asked), min_count)))
        marks = _longer_period(cells, halves, min_count)
    return {key: f"{PRIMARY}{min_count}" if mark == PRIMARY else mark for key, mark in marks.items()}


# -- a half-year --------------------------------------------------------------------------------------------------------


def suppress(cells: Cells, auxiliary: AuxiliaryCells, min_count: int) -> Marks:
    """The suppressed cells of a half-year with `<` or `-`."""
    suppression = _Suppression(cells, auxiliary)
    # Level by level, so that a higher threshold hides more and never something else: two exports tell no more than one.
    for threshold in suppression.thresholds(min_count):
        suppression.suppress_primary(threshold)
        suppression.suppress_secondary()
    found = {key: suppression.marks.get(suppression.constraints.one(key)) for key in cells.counts}
    return {key: mark for key, mark in found.items() if mark is not None}


class _Suppression:
    """One half-year's marks in the making. `few` are counts of few institutions that are themselves above the threshold."""

    def __init__(self, cells: Cells, auxiliary: AuxiliaryCells) -> None:
        self.constraints = Constraints(cells, auxiliary)
        self.system = self.constraints.system
        self.counts = {**cells.counts, OPEN_BEFORE: auxiliary.open_before}
        self.marks: dict[CellKey, str] = {}
        self.waiting: list[CellKey] = []
        self.few: set[CellKey] = set()
        self.reached: dict[CellKey, set[int]] = defaultdict(set)

    def thresholds(self, min_count: int) -> list[int]:
        """The thresholds up to `min_count` at which more becomes small."""
        turning = set()
        for key, count in self.counts.items():
            turning |= {min(one.value, one.contributors) + 1 for one in (count, count.complement) if one and one.value}
            turning.add(self._left(key) + 1)
        return [THRESHOLD, *sorted(threshold for threshold in turning if THRESHOLD < threshold <= min_count)]

    def suppress_primary(self, threshold: int) -> None:
        """Hide what is small, and what leaves little of its denominator."""
        for key, count in self.counts.items():
            one = self.constraints.one(key)
            if count.is_small(threshold):
                if one not in self.system.hidden and count.value >= threshold:
                    self.few.add(one)
                # One of few institutions may be any; a higher threshold's mark will tell that it is no higher.
                self._hide(one, PRIMARY, (1, max(threshold - 1, count.value)))
            elif count.has_small_complement(threshold) or 0 < self._left(key) < threshold:
                self._hide(one, SECONDARY, _left_by_dash(count.value))
            if count.complement is not None and count.complement.is_small(threshold):
                self._keep(("rest", *one), count.complement.value, threshold)
        for key in self.constraints.uninvited:
            if self.system.values[key] < threshold:
                self._keep(key, self.system.values[key], threshold)

    def _left(self, key: CellKey) -> int:
        """What a numerator leaves of its denominator as they stand there; an institution may answer that was not invited."""
        if self.counts[key].complement is None:
            return 0
        return self.system.values[self.constraints.denominator(key)] - self.counts[key].value

    def _hide(self, key: CellKey, mark: str, span: tuple[int, int]) -> None:
        if key not in self.system.hidden:
            self.system.hidden[key] = span
            self.marks[key] = mark
            self.waiting.append(key)

    def _keep(self, key: CellKey, value: int, threshold: int) -> None:
        """A small count that stands nowhere must not be found either. No mark says that it is small."""
        if self.system.values.get(key) == value and threshold == THRESHOLD:
            self.waiting.append(key)

    def suppress_secondary(self) -> None:
        """Hide more until every suppressed cell may have other values."""
        for boundary, other in ((OPEN_BEFORE, OPEN_AT_END), (OPEN_AT_END, OPEN_BEFORE)):
            if boundary in self.waiting:
                # What is open between two half-years is in both: each must be able to follow the other's moves by itself.
                value = self.system.values[boundary]
                low, high = self.system.hidden[boundary]
                self.system.hidden[boundary] = (max(low, value - 2), min(high, value + 2))
                fixed, ways = frozenset({other}), [(freedom, effort) for freedom in _WITHOUT_MARKS for effort in _PATIENT]
                for step in _BOUNDARY_STEPS:
                    any(self._make(boundary, step, freedom, effort, fixed) for freedom, effort in ways)
        while self.waiting:
            self._protect(self.waiting.pop(0))

    def _protect(self, key: CellKey) -> None:
        """Two other values where the marks leave room for them; one at any price."""
        value = self.system.values[key]
        while len(self.reached[key] - {value}) < OTHER_VALUES:
            steps = [step for step in _STEPS if value + step not in self.reached[key]]
            if not any(self._make(key, step, freedom, _BRISK) for freedom in _WITHOUT_MARKS for step in steps):
                break
        if not self.reached[key] - {value}:
            self._protect_at_any_price(key)
        if not self.reached[key] - {value} and self.few:
            # From here on counts of few institutions may be higher too, as their mark allows: otherwise nothing could be shared.
            for few in self.few:
                self.system.hidden[few] = (self.system.hidden[few][0], NO_LIMIT)
            self.few = set()
            self._protect_at_any_price(key)
        if not self.reached[key] - {value}:
            # A nought is no small count, and its denominator is hidden: it can be shown after all.
            if value or key not in self.marks:
                raise Refused(_("These figures cannot be shared: a small count in them could be worked out, whatever else is hidden."))
            del self.system.hidden[key], self.marks[key]

    def _protect_at_any_price(self, key: CellKey) -> None:
        any(self._make(key, step, freedom, effort) for freedom in Freedom for effort in _PATIENT for step in _STEPS)

    def _make(self, key: CellKey, step: int, freedom: Freedom, effort: Effort, fixed: frozenset[CellKey] = frozenset()) -> bool:
        """Find a move and suppress what it opens; False when none was found."""
        move = self.system.move(key, step, freedom, effort, fixed)
        if move is None:
            return False
        for opened in sorted(move.opened, key=str):
            if opened in self.marks:
                # Say less about a hidden one: that a count is small can be what reveals it.
                self.marks[opened] = SECONDARY
                self.system.hidden[opened] = (0, NO_LIMIT)
            else:
                self._hide(opened, SECONDARY, _left_by_dash(self.system.values[opened]))
        for changed, change in move.changes.items():
            self.reached[changed].add(self.system.values[changed] + change)
        return True


def _left_by_dash(value: int) -> tuple[int, int]:
    """The range that `-` leaves: were the count small, another mark would stand there."""
    return (min(value, THRESHOLD), NO_LIMIT)


# -- a longer period ----------------------------------------------------------------------------------------------------

_STATES = ("responses_by_", "funnel", "unmet_by_theme")


def _longer_period(cells: Cells, halves: Sequence[tuple[Cells, Marks]], min_count: int) -> Marks:
    """What the half-years hide, and what is small in the longer period only: a request received in one, referred in the next."""
    found = {}
    for key, count in cells.counts.items():
        own = [(half, marks) for half, marks in halves if key in half.counts]
        if any(key in marks for _half, marks in own):
            found[key] = _longer_mark(key, own)
        elif count.is_small(min_count):
            found[key] = PRIMARY
        elif count.has_small_complement(min_count):
            found[key] = SECONDARY
    return found


def _longer_mark(key: CellKey, halves: Sequence[tuple[Cells, Marks]]) -> str:
    """`<` only where the half-years say so already: that 1 + 3 is small and 1 + 4 is not would tell."""
    table = str(key[0])
    if table == "obstacles_by_institutions" and key[2] == "0":
        # The institutions in all: the round's answers are in it, and when another round came, it may be nought again.
        return SECONDARY
    if table == "obstacles_by_institutions":
        is_state = key[2] == "1"  # the answers of the round, whenever these came in
    else:
        is_state = BY_ID[table].timing is Timing.STATE if table in BY_ID else table.startswith(_STATES)
    if is_state:
        return halves[-1][1].get(key, SECONDARY)
    found = [marks.get(key) for half, marks in halves if key in marks or half.counts[key].value]
    return PRIMARY if found == [PRIMARY] else SECONDARY
