"""Saved views: an advisor's own filters and orders of a list, by name.

Plain SQL: loads no SQLModel with the list, and says "insert or replace" in one statement.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loket.store.database import Store

_SAVE = """
INSERT INTO saved_view (advisor, place, name, query) VALUES (:advisor, :place, :name, :query)
ON CONFLICT (advisor, place, name) DO UPDATE SET query = excluded.query
"""


def save_view(store: Store, place: str, name: str, query: Mapping[str, Any]) -> None:
    """Keep a view of the list at `place` under a name, in place of one of that name. Refused without a name."""
    from sqlalchemy import text

    from loket.casework.inputs import Check

    check = Check()
    clean = check.line("name", name)
    check.require("name", clean)
    check.finish()
    values = {"advisor": store.actor, "place": place, "name": clean, "query": json.dumps(query, ensure_ascii=True)}
    with store.scratch() as tx:
        tx.connection.execute(text(_SAVE), values)


def remove_view(store: Store, place: str, name: str) -> None:
    """Forget a view."""
    from sqlalchemy import text

    with store.scratch() as tx:
        gone = text("DELETE FROM saved_view WHERE advisor = :advisor AND place = :place AND name = :name")
        tx.connection.execute(gone, {"advisor": store.actor, "place": place, "name": name})


def saved_views(store: Store, place: str) -> dict[str, dict[str, Any]]:
    """The actor's views of a list: name → query, by name."""
    with store.read() as reader:
        rows = reader.rows(
            "SELECT name, query FROM saved_view WHERE advisor = :advisor AND place = :place ORDER BY name",
            advisor=store.actor,
            place=place,
        )
    return {name: json.loads(query) for name, query in rows}
