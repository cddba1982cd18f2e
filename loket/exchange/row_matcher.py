"""Which record a row of a file is: found by its key (INTERFACE.md, Import: Keys), or new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from loket.exchange.canonical import TableSpec
from loket.exchange.canonical_rows import Row
from loket.exchange.name_index import NotUnderstood, fold
from loket.language import _

_OWN_KEY = "loket-"  # what `models.base.new_key` begins with: no survey tool gave it


class RowMatcher:
    """The records of one table by key; a key seen for the first time gets a new, negative number."""

    def __init__(self, spec: TableSpec, current: Mapping[int, Row], numbers: Iterator[int]) -> None:
        self.spec = spec
        self.numbers = numbers
        self._by_key: dict[Any, int] = {}
        for number, row in current.items():
            self.enter(row, number)

    def lacks(self, row: Row) -> list[str]:
        """The key columns that are empty."""
        return [header for header in self.spec.key if row.get(header) is None]

    def number(self, row: Row) -> int:
        """The number of the record that the row is; call only when `lacks` names nothing."""
        key = self._key(row)
        if key not in self._by_key:
            self._by_key[key] = next(self.numbers)
        return self._by_key[key]

    def enter(self, row: Row, number: int) -> None:
        """Take down a record that is there."""
        self._by_key[self._key(row)] = number

    def _key(self, row: Row) -> Any:
        return tuple(_folded(header, row.get(header)) for header in self.spec.key)


def _folded(header: str, value: Any) -> Any:
    return fold(value) if isinstance(value, str) and header in ("naam", "titel") else value


class InstitutionMatcher(RowMatcher):
    """By AGB code if the row has one, else by name; one that was known without a code is found by its name too."""

    def __init__(self, spec: TableSpec, current: Mapping[int, Row], numbers: Iterator[int], formers: Mapping[int, set[str]]) -> None:
        self._names: dict[str, list[int]] = {}
        self._codes: dict[int, str | None] = {}
        super().__init__(spec, current, numbers)
        self._formers: dict[str, set[int]] = {}
        for number, names in formers.items():
            for name in names:
                self._formers.setdefault(fold(name), set()).add(number)

    def lacks(self, row: Row) -> list[str]:
        """A name or a code must be there."""
        return [] if row.get("naam") or row.get("agb") else ["naam"]

    def number(self, row: Row) -> int:
        """The record with this code; without a code the one with this name, or the one that once had it."""
        code, name = row.get("agb"), fold(str(row.get("naam") or ""))
        if code in self._by_key:
            return self._by_key[code]
        named = [n for n in self._names.get(name, []) if code is None or self._codes[n] is None]
        if code is None and not named:
            named = list(self._formers.get(name, ()))
        if len(named) > 1:
            raise NotUnderstood(_("several institutions have this name; give the agb of the one that is meant"))
        number = named[0] if named else next(self.numbers)
        self.enter({"agb": code or self._codes.get(number), "naam": row.get("naam")}, number)
        return number

    def enter(self, row: Row, number: int) -> None:
        """Take down a record by code and name."""
        code = row.get("agb")
        self._codes[number] = None if code is None else str(code)
        if code is not None:
            self._by_key[code] = number
        owners = self._names.setdefault(fold(str(row.get("naam") or "")), [])
        if number not in owners:
            owners.append(number)


class ResponseMatcher(RowMatcher):
    """By `sleutel` if the row has one, else by round, institution, audience and day."""

    def __init__(self, spec: TableSpec, current: Mapping[int, Row], numbers: Iterator[int]) -> None:
        self._by_answer: dict[Any, list[int]] = {}
        self._unkeyed: set[int] = set()
        super().__init__(spec, current, numbers)

    def lacks(self, row: Row) -> list[str]:
        """With a key only round and institution are needed, which must be filled anyway."""
        return [] if row.get("sleutel") else super().lacks(row)

    def number(self, row: Row) -> int:
        """The response with this key; a key that is new may be that of a response that came without one."""
        sleutel, answer = row.get("sleutel"), self._key(row)
        if sleutel in self._by_key:
            return self._by_key[sleutel]
        same = self._by_answer.get(answer, [])
        if sleutel is not None:
            same = [number for number in same if number in self._unkeyed]
        if len(same) > 1:
            raise NotUnderstood(_("several responses have this round, institution, audience and day; give their sleutel"))
        number = same[0] if same else next(self.numbers)
        self._unkeyed.discard(number)
        self.enter(row, number)
        return number

    def enter(self, row: Row, number: int) -> None:
        """Take down a response by key and by what it answers."""
        sleutel = row.get("sleutel")
        if sleutel is not None:
            self._by_key[sleutel] = number
            if number > 0 and str(sleutel).startswith(_OWN_KEY):
                self._unkeyed.add(number)
        numbers = self._by_answer.setdefault(self._key(row), [])
        if number not in numbers:
            numbers.append(number)


def matcher_for(spec: TableSpec, current: Mapping[int, Row], numbers: Iterator[int], formers: Mapping[int, set[str]]) -> RowMatcher:
    """The ledger of a table; `formers` are names that institutions once had."""
    if spec.name == "instellingen":
        return InstitutionMatcher(spec, current, numbers, formers)
    return ResponseMatcher(spec, current, numbers) if spec.name == "wensenscan" else RowMatcher(spec, current, numbers)
