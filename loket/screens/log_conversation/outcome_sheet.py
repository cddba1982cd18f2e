"""All fields of one thing that comes out of a conversation, before it is saved; and what the form said, for a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult

from loket.insight.institution.conversation_context import Context
from loket.language import N_, label
from loket.models.words import Audience, Nature, OutcomeInfo, Priority, Reach, RecordKind, RequestSource, Word
from loket.screens.forms.finders import find_advisors
from loket.screens.log_conversation.outcomes import Inherited, Outcome, Who, outcome_of
from loket.widgets.choice import Option
from loket.widgets.fields import Field, Form
from loket.widgets.picker import Pick
from loket.widgets.sheet import Sheet


def field_values(outcome: Outcome, context: Context, inherited: Inherited) -> dict[str, Any]:
    """Every field of the record as it stands: from the line and the talk, changed by what was said apart."""
    entry = outcome.entry
    obstacle_ids = {text: number for number, text, _theme in context.obstacles}
    advisor_ids = {name: number for number, name in context.advisors}
    obstacles = tuple(obstacle_ids[text] for text in entry.obstacles if text in obstacle_ids)
    advisor = advisor_ids.get(entry.advisor or "")
    whose = outcome_of(outcome)
    if outcome.kind is RecordKind.REQUEST:
        values: dict[str, Any] = {
            "title": entry.title, "description": "", "themes": entry.themes, "obstacles": obstacles, "nature": None,
            "outcome_info": entry.outcome_info, "audience": None, "department": "", "priority": entry.priority or Priority.NORMAL,
            "due_on": entry.date,
        }  # fmt: skip
    elif outcome.kind is RecordKind.SIGNAL:
        values = {
            "description": entry.title, "theme_id": next(iter(entry.themes), None), "obstacle_id": next(iter(obstacles), None),
            "reach": Reach.NATIONAL if entry.national else None, "department": "", "recorded_on": entry.date,
        }  # fmt: skip
    elif outcome.kind is RecordKind.CONTACT:
        values = {
            "name": entry.title,
            "function": entry.function or "",
            "email": entry.email or "",
            "phone": entry.phone or "",
            "audience": None,
        }
    else:
        values = {"what": entry.title, "due_on": entry.date}
    return {**values, **inherited.of(outcome), "advisor_id": advisor, "whose": whose, **outcome.said}


class OutcomeSheet(Sheet[Mapping[str, Any] | None]):
    """The fields of one outcome; answers those that are otherwise than the line says."""

    DEFAULT_CSS = "OutcomeSheet Form { height: auto; max-height: 80vh; padding: 0; }"

    def __init__(self, title: str, outcome: Outcome, context: Context, names: Mapping[Who, str], inherited: Inherited) -> None:
        super().__init__(title)
        self._outcome, self._about, self._names, self._inherited = outcome, context, names, inherited

    def compose_sheet(self) -> ComposeResult:
        """The fields."""
        values = field_values(self._outcome, self._about, self._inherited)
        advisor = dict(self._about.advisors).get(values["advisor_id"])
        yield Form(self._fields(), {**values, "advisor_id": Pick(values["advisor_id"], advisor) if advisor else None})
        yield self.hint(N_("ctrl+s f2 takes it over   digits choose   esc back"))

    def _fields(self) -> list[Field]:
        of_kind = {
            RecordKind.REQUEST: self._request,
            RecordKind.SIGNAL: self._signal,
            RecordKind.FOLLOW_UP: self._follow_up,
            RecordKind.CONTACT: self._contact,
        }
        fields = of_kind[self._outcome.kind]()
        if "mail_text" in self._outcome.said:
            fields.append(Field("mail_text", N_("text of the mail"), "text", height=5))
            fields.append(Field("left_out", N_("left out"), "text", height=4, hint=N_("is not saved: take what must stay to the text")))
        if self._outcome.kind is not RecordKind.CONTACT:
            fields.append(Field("advisor_id", N_("advisor"), "pick", finder=find_advisors, hint=N_("empty: you")))
        if len(self._names) > 1:
            fields.append(Field("whose", N_("of"), "choice", [Option(who, name) for who, name in self._names.items()]))
        fields.append(Field("confidential", N_("confidential"), "check"))
        return fields

    def _request(self) -> list[Field]:
        return [
            Field("title", N_("title"), required=True),
            Field("themes", N_("themes"), "several", self._themes(), required=True),
            Field("outcome_info", N_("outcome information"), "choice", _words(OutcomeInfo)),
            *([Field("contact_id", N_("contact"), "choice", people)] if (people := self._people()) else []),
            Field("nature", N_("nature"), "choice", _words(Nature)),
            Field("audience", N_("audience"), "choice", _words(Audience)),
            Field("priority", N_("priority"), "choice", _words(Priority)),
            Field("due_on", N_("due date"), "date"),
            Field("department", N_("department")),
            Field("description", N_("description"), "text", height=3),
            Field("obstacles", N_("obstacles"), "several", self._obstacles()),
        ]

    def _signal(self) -> list[Field]:
        return [
            Field("description", N_("description"), required=True),
            Field("theme_id", N_("theme"), "choice", self._themes()),
            Field("reach", N_("reach"), "choice", _words(Reach)),
            Field("recorded_on", N_("recorded on"), "date", last=True, hint=N_("empty: the day of the conversation")),
            Field("department", N_("department")),
            Field("obstacle_id", N_("obstacle"), "choice", self._obstacles()),
        ]

    def _follow_up(self) -> list[Field]:
        return [Field("what", N_("what"), required=True), Field("due_on", N_("due date"), "date", required=True)]

    def _contact(self) -> list[Field]:
        return [
            Field("name", N_("name"), required=True),
            Field("function", N_("function")),
            Field("audience", N_("audience"), "choice", _words(Audience)),
            Field("email", N_("e-mail")),
            Field("phone", N_("phone")),
        ]

    def _people(self) -> list[Option[int]]:
        whose = outcome_of(self._outcome)
        return [Option(person.id, person.name, person.function) for person in self._about.people_of(whose)]

    def _themes(self) -> list[Option[int]]:
        return [Option(number, text) for number, text in self._about.themes]

    def _obstacles(self) -> list[Option[int]]:
        return [Option(number, text) for number, text, _theme in self._about.obstacles]

    @on(Form.Left)
    def _left(self) -> None:
        self.dismiss(None)

    @on(Form.Saved)
    def _saved(self, event: Form.Saved) -> None:
        stands = field_values(self._outcome, self._about, self._inherited)
        line = field_values(Outcome(0, "", self._outcome.entry, self._outcome.whose), self._about, self._inherited)
        said = dict(self._outcome.said)
        for name, value in event.values.items():
            if value != stands.get(name):
                said[name] = value
            if name in said and value == line.get(name):
                del said[name]
        self.dismiss(said)


def _words(words: type[Word]) -> list[Option[Word]]:
    return [Option(word, label(word)) for word in words]


def said_as_json(said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said apart, for a draft."""
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in said.items()}


_READ: Mapping[str, Callable[[Any], Any]] = {
    "due_on": dt.date.fromisoformat,
    "recorded_on": dt.date.fromisoformat,
    "received_on": dt.date.fromisoformat,
    "source": RequestSource,
    "themes": tuple,
    "obstacles": tuple,
    "whose": lambda who: (str(who[0]), int(who[1])),
    "outcome_info": OutcomeInfo,
    "nature": Nature,
    "audience": Audience,
    "priority": Priority,
    "reach": Reach,
}


def said_from_json(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft says of it."""
    return {name: _READ.get(name, lambda one: one)(value) if value is not None else None for name, value in kept.items()}
