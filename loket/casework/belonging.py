"""Whose record it is: the institution in whose dossier it belongs."""

from __future__ import annotations

from collections.abc import Mapping

from loket.casework.records import ListField, fetch, items_of
from loket.models.words import RecordKind
from loket.store.writing import Transaction

CONVERSATION_INSTITUTIONS = ListField("institution_ids", "conversation_institution", "institution_id", "institution")

_THROUGH: Mapping[RecordKind, tuple[tuple[str, RecordKind], ...]] = {
    RecordKind.REFERRAL: (("request_id", RecordKind.REQUEST), ("conversation_id", RecordKind.CONVERSATION)),
    RecordKind.FITGAP_ITEM: (("analysis_id", RecordKind.FITGAP),),
}


def institution_of(tx: Transaction, kind: RecordKind, number: int) -> int | None:
    """The institution whose dossier a record belongs to, if there is one; Refused when there is no such record."""
    row = fetch(tx, kind, number)
    if kind is RecordKind.INSTITUTION:
        return number
    if kind is RecordKind.CONVERSATION:
        return next(iter(items_of(tx, CONVERSATION_INSTITUTIONS, number)), None)
    found: int | None = getattr(row, "institution_id", None)
    for column, parent in _THROUGH.get(kind, ()):
        if found is None and getattr(row, column) is not None:
            found = institution_of(tx, parent, getattr(row, column))
    return found
