"""Saved views: filters and orders of a list by name, an advisor's own or shared with everybody.

Plain SQL: loads no SQLModel with the list, and says "insert or replace" in one statement.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loket.store.database import Store

_SAVE = """
INSERT INTO saved_view (advisor, place, name, query, shared) VALUES (:advisor, :place, :name, :query, :shared)
ON CONFLICT (advisor, place, name) DO UPDATE SET query = excluded.query, shared = excluded.shared
"""


@dataclass(frozen=True, slots=True)
class KeptView:
    """A view of a list by its name; `by` is who keeps it, `shared` whether everybody sees it."""

    name: str
    query: Mapping[str, Any]
    by: str
    shared: bool


def save_view(store: Store, place: str, name: str, query: Mapping[str, Any], *, shared: bool = False) -> None:
    """Keep a view of the list at `place` under a name, in place of one's own of that name. Refused without a name."""
    from sqlalchemy import text

    from loket.casework.inputs import Check

    check = Check()
    clean = check.line("name", name)
    check.require("name", clean)
    check.finish()
    kept = json.dumps(query, ensure_ascii=True)
    values = {"advisor": store.actor, "place": place, "name": clean, "query": kept, "shared": shared}
    with store.scratch() as tx:
        tx.connection.execute(text(_SAVE), values)


def remove_view(store: Store, place: str, name: str) -> None:
    """Forget a view of one's own."""
    from sqlalchemy import text

    with store.scratch() as tx:
        gone = text("DELETE FROM saved_view WHERE advisor = :advisor AND place = :place AND name = :name")
        tx.connection.execute(gone, {"advisor": store.actor, "place": place, "name": name})


def kept_views(store: Store, place: str) -> tuple[KeptView, ...]:
    """The views of a list that the actor sees: their own by name, then what others share."""
    with store.read() as reader:
        rows = reader.rows(
            "SELECT name, query, advisor, shared FROM saved_view WHERE place = :place AND (advisor = :advisor OR shared) ORDER BY name, id",
            advisor=store.actor,
            place=place,
        )
    views = [KeptView(name, json.loads(query), by, bool(shared)) for name, query, by, shared in rows]
    return tuple(sorted(views, key=lambda view: view.by != store.actor))


def saved_views(store: Store, place: str) -> dict[str, dict[str, Any]]:
    """The actor's own views of a list: name → query, by name."""
    return {view.name: dict(view.query) for view in kept_views(store, place) if view.by == store.actor}
