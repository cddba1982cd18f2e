"""The tables to which the made-up step in `next_step` leads, as the models would give them."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Table, Text

from loket.models.tables import METADATA

_RENAMED = {"verdict_reason": "verdict_why"}


def _changed(name: str, renamed: dict[str, str], dropped: str = "", *added: Column[str]) -> Table:
    columns = [
        Column(renamed.get(old.name, old.name), old.type, primary_key=old.primary_key, info=old.info)
        for old in METADATA.tables[name].columns
        if old.name != dropped
    ]
    return Table(name, MetaData(), *columns, *added)


_CHANGED = {
    "support_request": _changed("support_request", {"verdict_reason": "verdict_why"}, "outcome_set_id", Column("urgency", Text)),
    "conversation_attendee": _changed("conversation_attendee", {"name": "full_name"}),
}
NEXT = [_CHANGED.get(table.name, table) for table in METADATA.sorted_tables]
