"""Notes (lessons and decisions among them) and links to documents, on any record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done, Ref
from loket.casework.records import Shape, add, add_within, change, done, fetch, owning_institution, ref
from loket.language import _
from loket.models.words import NoteKind, RecordKind
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteInput:
    """The fields of a note on the record `on_kind` `on_id`; a lesson has a theme, a decision is on a trend."""

    on_kind: RecordKind | Keep = KEEP
    on_id: int | Keep = KEEP
    kind: NoteKind | Keep = KEEP
    theme_id: int | Keep | None = KEEP
    text: str | Keep = KEEP
    written_on: date | Keep = KEEP
    advisor_id: int | Keep | None = KEEP
    confidential: bool | Keep = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkInput:
    """The fields of a link: the address of a document that belongs to the record `on_kind` `on_id`."""

    on_kind: RecordKind | Keep = KEEP
    on_id: int | Keep = KEEP
    title: str | Keep | None = KEEP
    url: str | Keep = KEEP
    confidential: bool | Keep = KEEP


def write_note(store: Store, data: NoteInput) -> Done:
    """A new note, by the actor, of today, unless `data` says otherwise."""
    return add(store, "write_note", _NOTE, data, {"kind": NoteKind.NOTE, "written_on": store.today})


def write_note_within(tx: Transaction, check: Check, data: NoteInput) -> Ref:
    """A new note in a transaction that does more."""
    usual = {"kind": NoteKind.NOTE, "written_on": tx.today}
    row = add_within(tx, check, _NOTE, {**dict.fromkeys(_NOTE.required), **usual, **given(data)})
    return ref(RecordKind.NOTE, row)


def change_note(store: Store, number: int, data: NoteInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_note", _NOTE, number, data, version)


def add_link(store: Store, data: LinkInput) -> Done:
    """A new link."""
    return add(store, "add_link", _LINK, data)


def change_link(store: Store, number: int, data: LinkInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_link", _LINK, number, data, version)


def remove_link(store: Store, number: int) -> Done:
    """Take a link away."""
    with store.write("remove_link") as tx:
        row = fetch(tx, RecordKind.LINK, number)
        tx.session.delete(row)
        tx.session.flush()
        return done(tx, Check(), _("Removed: {number}."), ref(RecordKind.LINK, row))


def _on_a_record(tx: Transaction, values: dict[str, Any]) -> int | None:
    if values.get("on_kind") is None or values.get("on_id") is None:
        return None
    return owning_institution(tx, values["on_kind"], values["on_id"])


def _note_rules(tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    if row is None:
        values["institution_id"] = _on_a_record(tx, values)
        values.setdefault("advisor_id", tx.advisor.id)
    kind = values.get("kind") or getattr(row, "kind", None)
    on_kind = values.get("on_kind") or getattr(row, "on_kind", None)
    if kind is NoteKind.DECISION and on_kind is not RecordKind.TREND:
        check.fail("kind", _("Only a trend has decisions."))


def _link_rules(tx: Transaction, _check: Check, values: dict[str, Any], row: Any) -> None:
    if row is None:
        _on_a_record(tx, values)


_NOTE = Shape(RecordKind.NOTE, required=("on_kind", "on_id", "text"), rules=_note_rules)
_LINK = Shape(RecordKind.LINK, required=("on_kind", "on_id", "url"), rules=_link_rules)
