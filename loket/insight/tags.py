"""The networks and labels that there are, and how many of some institutions have each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loket.insight.lists.row_sql import numbers
from loket.store.database import Store


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag: whether it is still given, how many institutions have it, and how many of those that were asked for."""

    id: int
    name: str
    active: bool
    institutions: int
    among: int


def tags(store: Store, institutions: Sequence[int] = ()) -> tuple[TagUse, ...]:
    """Every tag, those that ended last."""
    count = "SELECT count(*) FROM institution_tag l WHERE l.tag_id = x.id"
    among = f"{count} AND l.institution_id IN ({numbers(institutions) or '0'})"
    with store.read() as reader:
        columns = f"x.id, x.name, x.active, ({count}) AS institutions, ({among}) AS among"
        sql = f"SELECT {columns} FROM tag x ORDER BY NOT x.active, lower(x.name)"
        return tuple(reader.records(TagUse, sql))
