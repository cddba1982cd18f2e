"""Notes (lessons and decisions among them) and links to documents, on any record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Self

from loket.casework.done import Done
from loket.casework.inputs import Check, Input, Line, Text
from loket.casework.records import add, change, done, fetch, moved_along, owning_institution, ref
from loket.language import _
from loket.models.notes import Link, Note
from loket.models.words import NoteKind, RecordKind
from loket.store.database import Store
from loket.store.transaction import Transaction


class NoteInput(Input):
    """The fields of a note on the record `on_kind` `on_id`; a lesson has a theme, a decision is on a trend.

    A new one without `advisor_id` is the actor's, without `written_on` of today, and of the dossier of its record.
    """

    KIND = RecordKind.NOTE
    REQUIRED = ("on_kind", "on_id", "text")

    on_kind: RecordKind | None = None
    on_id: int | None = None
    institution_id: int | None = None
    kind: NoteKind | None = None
    theme_id: int | None = None
    text: Text = None
    written_on: date | None = None
    advisor_id: int | None = None
    confidential: bool = False

    def as_new(self, tx: Transaction) -> Self:
        """A plain note of today, by the actor, in the dossier of what it is on."""
        data = self.usual(kind=NoteKind.NOTE, written_on=tx.today, advisor_id=tx.advisor.id)
        if data.on_kind is None or data.on_id is None:
            return data
        return data.usual(institution_id=owning_institution(tx, data.on_kind, data.on_id))

    def rules(self) -> Iterator[tuple[str, str]]:
        """Only a trend has decisions."""
        if self.kind is NoteKind.DECISION and self.on_kind is not RecordKind.TREND:
            yield "kind", _("Only a trend has decisions.")


class LinkInput(Input):
    """The fields of a link: the address of a document that belongs to the record `on_kind` `on_id`."""

    KIND = RecordKind.LINK
    REQUIRED = ("on_kind", "on_id", "url")

    on_kind: RecordKind | None = None
    on_id: int | None = None
    title: Line = None
    url: Line = None
    confidential: bool = False


def write_note(store: Store, data: NoteInput) -> Done:
    """A new note, by the actor, of today, unless `data` says otherwise."""
    return add(store, "write_note", data)


def change_note(store: Store, number: int, data: NoteInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw. Put on another record it goes into that dossier."""
    return change(store, "change_note", number, data, version, _moved)


def _moved(tx: Transaction, _check: Check, data: NoteInput, row: Note) -> NoteInput:
    return moved_along(tx, data, row)


def add_link(store: Store, data: LinkInput) -> Done:
    """A new link."""
    return add(store, "add_link", data, _on_a_record)


def change_link(store: Store, number: int, data: LinkInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_link", number, data, version)


def remove_link(store: Store, number: int) -> Done:
    """Take a link away."""
    with store.write("remove_link") as tx:
        row = fetch(tx, Link, number)
        tx.session.delete(row)
        tx.session.flush()
        return done(tx, Check(), _("Removed: {number}."), ref(row))


def _on_a_record(tx: Transaction, _check: Check, data: LinkInput, _row: Link | None) -> LinkInput:
    """What it hangs on must be there."""
    if data.on_kind is not None and data.on_id is not None:
        fetch(tx, data.on_kind, data.on_id)
    return data
