"""Saved views: filters and orders of a list by name, an advisor's own or shared with everybody; and how each has them before them.

The order of the tabs and the columns of a list are each advisor's own, and stand under a place of their own beside the views.

Plain SQL: loads no SQLModel with the list, and says "insert or replace" in one statement.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class ListHabits:
    """How the actor has a list before them: the views in their own order, and what they changed of the columns."""

    views: tuple[KeptView, ...] = ()
    columns: Mapping[str, Any] = field(default_factory=dict)


def list_habits(store: Store, place: str) -> ListHabits:
    """The views of a list in the actor's order, new ones last, and their columns."""
    views = kept_views(store, place)
    order = [tuple(pair) for pair in saved_views(store, place + _ORDER).get(_OWN, {}).get("views", ())]
    wanted = {pair: number for number, pair in enumerate(order)}
    views = tuple(sorted(views, key=lambda view: wanted.get((view.by, view.name), len(wanted))))
    return ListHabits(views, saved_views(store, place + _COLUMNS).get(_OWN, {}))


def keep_order(store: Store, place: str, views: Sequence[KeptView]) -> None:
    """Keep the order in which the actor has the views of a list."""
    save_view(store, place + _ORDER, _OWN, {"views": [[view.by, view.name] for view in views]})


def keep_columns(store: Store, place: str, columns: Mapping[str, Any]) -> None:
    """Keep the columns as the actor has them in a list."""
    save_view(store, place + _COLUMNS, _OWN, columns)


_ORDER, _COLUMNS, _OWN = ".order", ".columns", "own"
