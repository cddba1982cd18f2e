"""Which record a row of a file is: found by its key (INTERFACE.md, Import: Keys), or new."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from loket.exchange.cell_kinds import Row, Value
from loket.exchange.name_index import NotUnderstood, fold
from loket.language import _

_OWN_KEY = "loket-"  # what `models.record.new_key` begins with: no survey tool gave it


@dataclass(frozen=True, slots=True)
class RowKey:
    """What tells the rows of a table apart: these columns together, or `own` alone in a row that fills it.

    Names are compared without case and spaces, unless the key is `exact`.
    """

    columns: tuple[str, ...]
    own: str | None = None
    exact: bool = False

    def is_among(self, headers: Collection[str]) -> bool:
        """Whether a table with these headers has its key."""
        return self.own in headers or all(header in headers for header in self.columns)

    def lacks(self, row: Row) -> list[str]:
        """The columns that are empty and may not be."""
        if self.own and row.get(self.own) is not None:
            return []
        return [header for header in self.columns if row.get(header) is None]

    def of(self, row: Row) -> tuple[Value, ...]:
        """The row's key, its own column aside."""
        values = [row.get(header) for header in self.columns]
        return tuple(values if self.exact else [fold(value) if isinstance(value, str) else value for value in values])


class RowMatcher:
    """The records of one table by key; a key seen for the first time gets a new, negative number.

    `formers` are the names that records once had.
    """

    def __init__(self, key: RowKey, current: Mapping[int, Row], new_numbers: Iterator[int], formers: Mapping[int, set[str]]) -> None:
        self.key = key
        self.new_numbers = new_numbers
        self._by_key: dict[tuple[Value, ...], list[int]] = {}
        self._by_own: dict[Value, int] = {}
        for number, row in current.items():
            self.enter(row, number)
        self._formers: dict[str, set[int]] = {}
        for number, names in formers.items():
            for name in names:
                self._formers.setdefault(fold(name), set()).add(number)

    def number(self, row: Row) -> int:
        """The number of the record that the row is; only for a row that lacks nothing of its key."""
        known = self._by_key.get(self.key.of(row))
        if known:
            return known[-1]
        number = next(self.new_numbers)
        self.enter(row, number)
        return number

    def enter(self, row: Row, number: int) -> None:
        """Take down a record that is there."""
        if self.key.own and (own := row.get(self.key.own)) is not None:
            self._by_own[own] = number
        numbers = self._by_key.setdefault(self.key.of(row), [])
        if number not in numbers:
            numbers.append(number)


class InstitutionMatcher(RowMatcher):
    """By AGB code if the row has one, else by name; one that was known without a code is found by its name too."""

    def __init__(self, key: RowKey, current: Mapping[int, Row], new_numbers: Iterator[int], formers: Mapping[int, set[str]]) -> None:
        self._codes: dict[int, Value] = {}
        super().__init__(key, current, new_numbers, formers)

    def number(self, row: Row) -> int:
        """The record with this code; without a code the one with this name, or the one that once had it."""
        code = row.get("agb")
        if code in self._by_own:
            return self._by_own[code]
        named = [n for n in self._by_key.get(self.key.of(row), ()) if code is None or self._codes[n] is None]
        if code is None and not named:
            named = list(self._formers.get(fold(str(row["naam"])), ()))
        if len(named) > 1:
            raise NotUnderstood(_("several institutions have this name; give the agb of the one that is meant"))
        number = named[0] if named else next(self.new_numbers)
        self.enter({"agb": code or self._codes.get(number), "naam": row.get("naam")}, number)
        return number

    def enter(self, row: Row, number: int) -> None:
        """Take down a record by code and name."""
        self._codes[number] = row.get("agb")
        super().enter(row, number)


class ResponseMatcher(RowMatcher):
    """By `sleutel` if the row has one, else by round, institution, audience and day."""

    def __init__(self, key: RowKey, current: Mapping[int, Row], new_numbers: Iterator[int], formers: Mapping[int, set[str]]) -> None:
        super().__init__(key, current, new_numbers, formers)
        self._unkeyed = {number for own, number in self._by_own.items() if str(own).startswith(_OWN_KEY)}

    def number(self, row: Row) -> int:
        """The response with this key; a key that is new may be that of a response that came without one."""
        sleutel = row.get("sleutel")
        if sleutel in self._by_own:
            return self._by_own[sleutel]
        same = self._by_key.get(self.key.of(row), [])
        if sleutel is not None:
            same = [number for number in same if number in self._unkeyed]
        if len(same) > 1:
            raise NotUnderstood(_("several responses have this round, institution, audience and day; give their sleutel"))
        number = same[0] if same else next(self.new_numbers)
        self._unkeyed.discard(number)
        self.enter(row, number)
        return number
