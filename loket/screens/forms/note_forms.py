"""The forms of what hangs on any record: notes, links to documents, follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from loket.casework import follow_ups, notes
from loket.casework.done import Done
from loket.insight.choices import Choices, kind_of, name_of, record_values
from loket.language import N_
from loket.language.recurrence import shown_recurrence
from loket.models.words import FollowUpState, NoteKind, RecordKind
from loket.screens.addresses import open_address
from loket.screens.forms.finders import find_advisors, find_institutions, find_records
from loket.screens.forms.record_form import RecordForm, pairs, part, words
from loket.widgets.fields import Field
from loket.widgets.picker import Pick
from loket.widgets.workers import act

if TYPE_CHECKING:
    from loket.store.database import Store


class HangingForm(RecordForm):
    """The form of what hangs on a record. One that is there can be put on another: its field `on` holds `request:371`."""

    def look_up(self, store: Store) -> Pick | None:
        """The record that it is on, as people call it."""
        if self.number is None:
            return None
        with store.read() as reader:
            found = record_values(reader, self.KIND, self.number) or {}
            if found.get("on_kind") is None or found.get("on_id") is None:
                return None
            kind = RecordKind(found["on_kind"])
            name, number = name_of(reader, kind.table, found["on_id"]), kind.number(found["on_id"])
        return Pick(f"{kind.value}:{found['on_id']}", number if name == number else f"{number} {name}")

    def where(self) -> Sequence[Field]:
        """The record that it is on, of one that is there."""
        return (part("on", "pick", finder=find_records),) if self.number is not None else ()

    def moved(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values with the record that it was put on, if it was."""
        if "on" not in values:
            return values
        on = values.pop("on")
        was = self.known.value if isinstance(self.known, Pick) else None
        if self.number is None or on == was:
            return values
        values.pop("institution_id", None)
        kind, _colon, number = str(on or "").partition(":")
        return {**values, "on_kind": kind or None, "on_id": int(number) if number else None}


class NoteForm(HangingForm):
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
            *self.where(),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """A new one is a plain note of today."""
        return {"kind": NoteKind.NOTE, "written_on": self.app.today, **values} if self.number is None else {**values, "on": self.known}

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """What was left empty is the usual."""
        values = self.moved(values)
        return {name: value for name, value in values.items() if value is not None or name == "theme_id"}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = notes.NoteInput.model_validate(values)
        return notes.write_note(store, data) if number is None else notes.change_note(store, number, data, version)


class LinkForm(RecordForm):
    """The address of a document that belongs to a record: `given` says which, by `on_kind` and `on_id`."""

    KIND = RecordKind.LINK
    NAME = "link_form"
    FOOTER = ("save", "visit", "take_away", "leave_form", "discard")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "visit", N_("open address"), id="visit", tooltip=N_("Opens the document in your browser.")),
        Binding("f7", "take_away", N_("take away"), id="take_away", tooltip=N_("Takes this link away; u brings it back.")),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A link that is not there yet cannot be taken away."""
        return self.number is not None if action in ("take_away", "visit") else super().check_action(action, parameters)

    def action_visit(self) -> None:
        """Open the document."""
        if self.form:
            open_address(self.app, str(self.form.values()["url"]).strip())

    def action_take_away(self) -> None:
        """Take the link away and go back."""
        if self.number is not None:
            act(self, self._done, None, _remove, self.number)

    def fields(self, choices: Choices) -> Sequence[Field]:
        """Where it is, and what it is called."""
        return (part("url", required=True), part("title"), part("confidential", "check"))

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = notes.LinkInput.model_validate(values)
        return notes.add_link(store, data) if number is None else notes.change_link(store, number, data, version)


def _remove(store: Store, number: int) -> Done:
    return notes.remove_link(store, number)


def note_on(table: str, number: int) -> NoteForm:
    """The form of a new note on record `number` of `table`."""
    return NoteForm(None, {"on_kind": kind_of(table).value, "on_id": number})


def lesson_on(table: str, number: int, theme: int | None = None) -> NoteForm:
    """The form of a lesson learned from record `number` of `table`; `theme` is the record's own."""
    more = {"theme_id": theme} if theme is not None else {}
    return NoteForm(None, {"on_kind": kind_of(table).value, "on_id": number, "kind": NoteKind.LESSON.value, **more})


def link_on(table: str, number: int) -> LinkForm:
    """The form of a new link on record `number` of `table`."""
    return LinkForm(None, {"on_kind": kind_of(table).value, "on_id": number})


class FollowUpForm(HangingForm):
    """A dated to-do. `given` may say what it is on: `on_kind` and `on_id`."""

    KIND = RecordKind.FOLLOW_UP
    NAME = "follow_up_form"
    TITLE_FIELD = "what"
    PLACE = 1

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What, when, by whom."""
        where = () if self._session.given.get("on_kind") else (part("institution_id", "pick", finder=find_institutions),)
        return (
            part("what", required=True),
            part("due_on", "date", required=True),
            part("recurs", hint=N_("every 2 weeks until 1 jul, every month, every monday; doing one makes the next, empty stops it")),
            part("advisor_id", "pick", finder=find_advisors),
            *where,
            *self.where(),
            *((part("result"),) if self._session.record.get("state") == FollowUpState.DONE.value else ()),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """How often it recurs, in words."""
        return {**values, "recurs": shown_recurrence(values.get("recurs"), self.app.today), "on": self.known}

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """An advisor left empty in a new one is the person at work; an institution left empty is the record's."""
        values = self.moved(values)
        optional = ("advisor_id", "institution_id")
        return {name: value for name, value in values.items() if self.number is not None or name not in optional or value is not None}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = follow_ups.FollowUpInput.model_validate(values)
        return follow_ups.add_follow_up(store, data) if number is None else follow_ups.change_follow_up(store, number, data, version)


def follow_up_on(table: str, number: int) -> FollowUpForm:
    """The form of a new follow-up on record `number` of `table`."""
    return FollowUpForm(None, {"on_kind": kind_of(table).value, "on_id": number})
