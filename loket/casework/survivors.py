"""What is saved at an institution that was merged meanwhile is its survivor's: a form that was open then is not lost from sight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table

from loket.casework.checking import Check
from loket.language import _
from loket.models.people import Institution
from loket.models.words import RecordKind
from loket.store.writing import Transaction


def at_survivors(tx: Transaction, check: Check, table: Table, values: Mapping[str, Any], lists: Mapping[str, str | None]) -> dict[str, Any]:
    """The checked values with every merged institution replaced; `lists` are the values that are lists, with the table they name."""
    kept = dict(values)
    for name, value in values.items():
        if name in lists:
            if lists[name] == "institution":
                kept[name] = tuple(dict.fromkeys(_survivor(tx, check, one) for one in value))
        elif value is not None and _names_institution(table, values, name):
            kept[name] = _survivor(tx, check, value)
    return kept


def _names_institution(table: Table, values: Mapping[str, Any], name: str) -> bool:
    if name == "on_id":
        return values.get("on_kind") is RecordKind.INSTITUTION
    return any(key.column.table.name == "institution" for key in table.columns[name].foreign_keys)


def _survivor(tx: Transaction, check: Check, number: int) -> int:
    """The institution, or what it is part of now."""
    asked = found = tx.session.get(Institution, number)
    while found is not None and found.merged_into_id is not None:
        found = tx.session.get(Institution, found.merged_into_id)
    if asked is None or found is None or found is asked:
        return number
    check.warnings.append(_("{name} is part of {survivor} now: saved there.").format(name=asked.name, survivor=found.name))
    return found.id or number
