"""The line above the notes: what kind of talk this is, since when it runs, who is there; and the sheet that changes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from loket.insight.institution.conversation_context import Context
from loket.language import N_, _, label
from loket.language.formats import short_date
from loket.models.errors import FieldError
from loket.models.words import Channel, ConversationKind
from loket.screens.forms.finders import find_institutions, find_parties
from loket.widgets.base_app import app_of
from loket.widgets.choice import Option
from loket.widgets.fields import Field, Form
from loket.widgets.sheet import Sheet
from loket.widgets.text import one_line, shorten

_HALF_A_DAY = 12 * 60
_NAMES_SHOWN = 3
_ROOMY = 98


@dataclass(frozen=True, slots=True)
class ConversationDraft:
    """What is known of the conversation apart from its notes. Without `duration_min`, a talk of today still runs."""

    kind: ConversationKind | None
    channel: Channel | None
    held_on: dt.date
    held_time: str
    duration_min: int | None = None
    institution_ids: tuple[int, ...] = ()
    party_ids: tuple[int, ...] = ()
    contact_ids: tuple[int, ...] = ()
    attendees: tuple[str, ...] = ()

    def runs(self, today: dt.date) -> bool:
        """Whether the clock runs."""
        return self.duration_min is None and self.held_on == today and bool(self.held_time)

    def minutes(self, today: dt.date, now: dt.time) -> int | None:
        """How long it lasted, or has lasted until now; a start that is still to come has lasted nothing."""
        if not self.runs(today):
            return self.duration_min
        start = dt.time.fromisoformat(self.held_time)
        elapsed = (now.hour * 60 + now.minute - start.hour * 60 - start.minute) % (24 * 60)
        return elapsed if elapsed < _HALF_A_DAY else 0


def first_talk(context: Context, today: dt.date, now: dt.time) -> ConversationDraft:
    """What the planned conversation, who is spoken with, and the clock say."""
    planned = context.planned
    return ConversationDraft(
        planned.kind if planned and planned.kind else context.usual_kind,
        planned.channel if planned and planned.channel else Channel.PHONE,
        today,
        f"{now.hour:02}:{now.minute:02}",
        institution_ids=tuple(talker.facts.id for talker in context.institutions),
        party_ids=tuple(party.id for party in context.parties),
        contact_ids=planned.contact_ids if planned else (),
        attendees=planned.attendees if planned else (),
    )


def kind_name(kind: ConversationKind | None, *, brief: bool = False) -> str:
    """The kind of a conversation as it is said on the screen."""
    if kind is ConversationKind.WENSENSCAN:
        return _("WensenScan follow-up") if brief else _("WensenScan follow-up talk")
    return label(kind) if kind else _("kind ?")


def names(found: Sequence[str], most: int = _NAMES_SHOWN) -> str:
    """Some names, and how many more: `A. de Wit, R. Postma +2`."""
    more = f" +{len(found) - most}" if len(found) > most else ""
    return ", ".join(found[:most]) + more


class ConversationLine(Widget):
    """One line with all of it. A click, as shift+tab, changes it."""

    DEFAULT_CSS = "ConversationLine { height: 1; width: 100%; padding: 0 1; color: $foreground; }"

    class Clicked(Message):
        """The person wants to change something."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []

    def show(self, talk: ConversationDraft, people: Sequence[str], now: dt.time) -> None:
        """Show these facts as they are at this moment."""
        today = app_of(self).today
        parts = [
            kind_name(talk.kind),
            label(talk.channel) if talk.channel else "",
            _moment(talk, today, now, brief=0 < self.size.width < _ROOMY),
            names(people),
        ]
        parts = [one_line(part) for part in parts if part]
        if parts != self._parts:
            self._parts = parts
            self.refresh()

    def render(self) -> Content:
        """The facts, and the key that changes them where there is room."""
        width = self.size.width
        line = shorten(" · ".join(self._parts), width)
        hint = _("shift+tab changes this")
        fill = width - Content(line).cell_length - len(hint)
        return Content.assemble(line, " " * fill, (hint, "$muted")) if fill >= 2 else Content(line)

    def on_click(self, event: events.Click) -> None:
        """Change it."""
        event.stop()
        self.post_message(self.Clicked())


def _moment(talk: ConversationDraft, today: dt.date, now: dt.time, *, brief: bool) -> str:
    day = _("today") if talk.held_on == today else short_date(talk.held_on, today)
    day = "" if brief and talk.held_on == today else day
    start = f"{day} {talk.held_time}".strip()
    minutes = talk.minutes(today, now)
    if minutes is None:
        return start
    lasted = f"{minutes // 60:02}:{minutes % 60:02}"
    if talk.runs(today):
        lasted = _("running {clock}").format(clock=lasted)
    return f"{start}, {lasted}"


class ConversationSheet(Sheet[ConversationDraft | None]):
    """All facts of the conversation as fields; answers the changed talk, or nothing."""

    DEFAULT_CSS = "ConversationSheet Form { height: auto; max-height: 80vh; padding: 0; }"

    def __init__(self, talk: ConversationDraft, context: Context, known: Mapping[tuple[str, int], str]) -> None:
        super().__init__(_("This conversation"))
        self._talk, self._about, self._known = talk, context, known

    def compose_sheet(self) -> ComposeResult:
        """The fields."""
        talk = self._talk
        values = {
            "kind": talk.kind,
            "channel": talk.channel,
            "held_at": talk.held_on,
            "held_time": talk.held_time,
            "duration_min": "" if talk.duration_min is None else talk.duration_min,
            "contact_ids": talk.contact_ids,
            "attendees": ", ".join(talk.attendees),
            "who": self._who(),
        }
        yield Form(self._fields(), values)
        yield self.hint(N_("ctrl+s f2 takes it over   digits choose   esc back"))

    def _who(self) -> tuple[tuple[str, int], ...]:
        institutions = tuple(("institution", number) for number in self._talk.institution_ids)
        return (*institutions, *(("party", number) for number in self._talk.party_ids))

    def _fields(self) -> list[Field]:
        people = [Option(person.id, person.name, person.function) for person in self._about.people]
        fields = [
            Field("kind", N_("kind"), "choice", [Option(kind, kind_name(kind)) for kind in ConversationKind]),
            Field("channel", N_("channel"), "choice", [Option(channel, label(channel)) for channel in Channel]),
            Field("held_at", N_("held on"), "date", last=True),
            Field("held_time", N_("start"), hint=N_("such as 10:00")),
            Field("duration_min", N_("duration in minutes"), "number", hint=N_("empty: the clock runs")),
        ]
        if people:
            fields.append(Field("contact_ids", N_("attendees"), "several", people))
        fields.append(Field("attendees", N_("others there"), hint=N_("names, with commas between")))
        who = [Option(one, self._known.get(one, "?")) for one in self._who()]
        if len(who) > 1:
            fields.append(Field("who", N_("in this conversation"), "several", who))
        fields.append(Field("institution", N_("one more institution"), "pick", finder=find_institutions))
        fields.append(Field("party", N_("one more party"), "pick", finder=find_parties))
        return fields

    @on(Form.Left)
    def _left(self) -> None:
        self.dismiss(None)

    @on(Form.Saved)
    def _saved(self, event: Form.Saved) -> None:
        values = event.values
        start = clock_typed(values["held_time"])
        if start is None:
            event.form.show_errors([FieldError("held_time", _("Type a time such as 09:30."))])
            return
        if values["held_at"] is not None and values["held_at"] > app_of(self).today:
            event.form.show_errors([FieldError("held_at", _("This day has not come yet."))])
            return
        self.dismiss(self._changed(values, start))

    def _changed(self, values: Mapping[str, Any], start: str) -> ConversationDraft:
        who = list(values.get("who", self._who()))
        who += [(kind, values[kind]) for kind in ("institution", "party") if values[kind] is not None]
        return replace(
            self._talk,
            kind=values["kind"],
            channel=values["channel"],
            held_on=values["held_at"] or app_of(self).today,
            held_time=start,
            duration_min=values["duration_min"],
            contact_ids=tuple(values.get("contact_ids", ())),
            attendees=tuple(name.strip() for name in values["attendees"].split(",") if name.strip()),
            institution_ids=tuple(dict.fromkeys(number for kind, number in who if kind == "institution")),
            party_ids=tuple(dict.fromkeys(number for kind, number in who if kind == "party")),
        )


def clock_typed(text: str) -> str | None:
    """`10:00` of `10`, `10u`, `10.00`, `1000`; empty stays empty, None when it is no time of day."""
    digits = text.strip().casefold().replace("u", ":").replace(".", ":").rstrip(":")
    if not digits:
        return ""
    hour, _colon, minute = digits.partition(":")
    if not _colon and len(digits) in (3, 4):
        hour, minute = digits[:-2], digits[-2:]
    if not (hour.isdecimal() and (minute or "0").isdecimal()):
        return None
    hours, minutes = int(hour), int(minute or 0)
    return f"{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else None
