"""The forms of learning sessions, of how they went, and of events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from loket.casework import events, sessions
from loket.casework.done import Done
from loket.insight.choices import Choices
from loket.insight.sessions import sessions_window
from loket.language import N_, _
from loket.language.dates import shown_month
from loket.language.session_window import outside
from loket.models.words import Audience, EventKind, RecordKind
from loket.screens.forms.finders import find_contacts, find_institutions, find_offerings, find_providers
from loket.screens.forms.record_form import RecordForm, pairs, part, words
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.store.database import Store


_EVALUATION = N_("the mark first: 7,9 – well received")


class SessionForm(RecordForm):
    """A tailor-made learning session at one institution. A new one is an enrolment of today."""

    KIND = RecordKind.SESSION
    NAME = "session_form"
    TITLE_FIELD = "team"
    PLACE = 9

    def fields(self, choices: Choices) -> Sequence[Field]:
        """For whom, about what, when; how it went once it is there."""
        went = (part("participants", "number"), part("evaluation", "text", height=3, hint=_EVALUATION))
        return (
            part("institution_id", "pick", finder=find_institutions, required=True),
            part("team", hint=N_("several teams: a comma between them")),
            part("audience", "choice", options=words(Audience)),
            part("themes", "several", options=pairs(choices.themes)),
            part("goal", "text", height=3),
            part("provider", "pick", finder=find_providers),
            part("preferred_month", hint=N_("oct 2026, october or 2026-10")),
            part("enrolled_on", "date", last=True, hint=N_("empty: only interest")),
            part("session_on", "date", warning=self._outside),
            *(went if self.number is not None else ()),
            part("confidential", "check"),
        )

    def look_up(self, store: Store) -> tuple[date | None, date | None]:
        """The programme's window."""
        with store.read() as reader:
            return sessions_window(reader)

    def _outside(self, day: date) -> str:
        """A day outside the programme: it can be saved all the same."""
        first, last = self.known
        text = outside(day, first, last)
        return f"! {text} {_('It can be saved all the same.')}" if text else ""

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """The month as people write it."""
        month = values.get("preferred_month")
        start = {"enrolled_on": self.app.today} if self.number is None else {}
        return {**start, **values, "preferred_month": shown_month(month) if month else None}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = sessions.SessionInput.model_validate(values)
        return sessions.add_session(store, data) if number is None else sessions.change_session(store, number, data, version)


class SessionOutcomeForm(RecordForm):
    """How a session went: one that was planned is held by this."""

    KIND = RecordKind.SESSION
    NAME = "session_outcome"
    TITLE_FIELD = "team"
    PLACE = 9

    def fields(self, choices: Choices) -> Sequence[Field]:
        """How many were there, and what they thought of it."""
        return (part("participants", "number"), part("evaluation", "text", height=4, hint=_EVALUATION))

    def _heading(self, name: str) -> str:
        return _("How was it? {team}").format(team=f"{self.KIND.number(self.number or 0)} {name}".strip())

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verb."""
        return sessions.evaluate_session(store, number or 0, sessions.SessionOutcome.model_validate(values), version)


class EventForm(RecordForm):
    """A webinar, knowledge meeting or conference, with who attended."""

    KIND = RecordKind.EVENT
    NAME = "event_form"
    PLACE = 9

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What it was, when, and who was there."""
        return (
            part("title", required=True),
            part("kind", "choice", options=words(EventKind)),
            part("event_on", "date"),
            part("offering_id", "pick", finder=find_offerings),
            part("participants", "number", hint=N_("everybody in the room, the contacts below among them")),
            part("institution_ids", "picks", finder=find_institutions, hint=N_("any number; backspace takes the last away")),
            part("contact_ids", "picks", finder=find_contacts, hint=N_("their institutions are added by themselves")),
            part("confidential", "check"),
        )

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = events.EventInput.model_validate(values)
        return events.record_event(store, data) if number is None else events.change_event(store, number, data, version)
