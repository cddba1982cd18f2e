"""The forms of a note (a lesson among them) and of a link, on any record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.lists.record import Choices, kind_of, words_of
from loket.models.words import NoteKind, RecordKind
from loket.screens.forms.base import RecordForm, pairs, part, words
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.opening import Store


class NoteForm(RecordForm):
    """A note on a record: `given` says which, by `on_kind` and `on_id`. A lesson is collected by its theme."""

    KIND = RecordKind.NOTE
    NAME = "note_form"
    TITLE_FIELD = "text"

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What it says, and whether it is a lesson."""
        on_trend = self._session.given.get("on_kind") == RecordKind.TREND.value
        kinds = [option for option in words(NoteKind) if on_trend or option.value is not NoteKind.DECISION]
        return (
            part("text", "text", height=8, required=True),
            part("kind", "choice", options=kinds),
            part("theme_id", "choice", options=pairs(choices.themes)),
            part("written_on", "date", last=True),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """A new one is a plain note of today."""
        return {"kind": NoteKind.NOTE, "written_on": self.desk.today, **values} if self.number is None else values

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """What was left empty is the usual."""
        return {name: value for name, value in values.items() if value is not None or name == "theme_id"}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        from loket.casework.notes import NoteInput, change_note, write_note

        if values.get("on_kind"):
            values["on_kind"] = words_of(values["on_kind"])
        data = NoteInput(**values)
        return write_note(store, data) if number is None else change_note(store, number, data, version)


class LinkForm(RecordForm):
    """The address of a document that belongs to a record: `given` says which, by `on_kind` and `on_id`."""

    KIND = RecordKind.LINK
    NAME = "link_form"

    def fields(self, choices: Choices) -> Sequence[Field]:
        """Where it is, and what it is called."""
        return (part("url", required=True), part("title"), part("confidential", "check"))

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verb."""
        from loket.casework.notes import LinkInput, add_link

        if values.get("on_kind"):
            values["on_kind"] = words_of(values["on_kind"])
        return add_link(store, LinkInput(**values))


def note_on(table: str, number: int) -> NoteForm:
    """The form of a new note on record `number` of `table`."""
    return NoteForm(None, {"on_kind": kind_of(table).value, "on_id": number})


def link_on(table: str, number: int) -> LinkForm:
    """The form of a new link on record `number` of `table`."""
    return LinkForm(None, {"on_kind": kind_of(table).value, "on_id": number})
