"""Reading the rows of some records: their numbers in SQL, lists per record, and words and dates from what drivers give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from loket.models.words import Word
from loket.store.reader import Reader

W = TypeVar("W", bound=Word)

TEXT_SHOWN = 2000
"""Characters of a long text that a list reads."""

INSTITUTION_NAME = "coalesce(i.short_name, i.name)"


def numbers(ids: Sequence[int]) -> str:
    """`1, 2, 3` for `IN (…)`."""
    return ", ".join(str(int(number)) for number in ids)


def lists_of(reader: Reader, sql: str, /, **named: Any) -> Mapping[int, tuple[Any, ...]]:
    """The second column's values by the first: the themes of each request."""
    found: dict[int, list[Any]] = defaultdict(list)
    for owner, value in reader.rows(sql, **named):
        found[owner].append(value)
    return {owner: tuple(values) for owner, values in found.items()}


def word(words: type[W], value: str | None) -> W | None:
    """A member of a closed list, or None."""
    return None if value is None else words(value)


def shown(column: str) -> str:
    """The beginning of a long text."""
    return f"substr({column}, 1, {TEXT_SHOWN})"
