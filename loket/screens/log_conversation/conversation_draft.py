"""The lines above the notes: which talk this is, what kind, since when it runs, who is there, what was agreed; and what changes each."""

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

from loket.insight.institution.conversation_context import Context, PlannedTalk
from loket.language import N_, _, label
from loket.language.formats import short_date
from loket.models.errors import FieldError
from loket.models.words import CONFIDENTIAL, Channel, ConversationKind
from loket.screens.forms.finders import find_institutions, find_parties
from loket.widgets.base_app import app_of
from loket.widgets.choice import Choice, Option
from loket.widgets.fields import Field, Form
from loket.widgets.sheet import Sheet
from loket.widgets.text import one_line, shorten

FACTS = (
    "kind",
    "channel",
    "held_at",
    "held_time",
    "duration_min",
    "institution_ids",
    "party_ids",
    "contact_ids",
    "attendees",
    "agreements",
    "confidential",
    "advisor_ids",
)
"""What is filled in of a conversation before anybody types, by the names of the verb's fields."""
_HALF_A_DAY = 12 * 60
_NAMES_SHOWN = 3
_ROOMY = 98
_AGREED = 40


@dataclass(frozen=True, slots=True)
class ConversationDraft:
    """What is known of the conversation apart from its notes. Without `duration_min`, a talk of today still runs.

    `planned_id` is the planned talk that it is, None a talk by itself; while it is not `settled`, nobody said which.
    """

    kind: ConversationKind | None
    channel: Channel | None
    held_on: dt.date
    held_time: str
    duration_min: int | None = None
    institution_ids: tuple[int, ...] = ()
    party_ids: tuple[int, ...] = ()
    contact_ids: tuple[int, ...] = ()
    attendees: tuple[str, ...] = ()
    advisor_ids: tuple[int, ...] = ()
    agreements: str = ""
    confidential: bool = False
    planned_id: int | None = None
    settled: bool = True

    def fact(self, name: str) -> object:
        """One of `FACTS`."""
        return getattr(self, "held_on" if name == "held_at" else name)

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
    """What the planned conversation, who is spoken with, and the clock say. A planned one is held by who planned it and who logs it."""
    planned = context.planned
    me = (context.me,) if context.me is not None else ()
    return ConversationDraft(
        planned.kind if planned and planned.kind else context.usual_kind,
        planned.channel if planned and planned.channel else Channel.PHONE,
        today,
        f"{now.hour:02}:{now.minute:02}",
        institution_ids=tuple(talker.facts.id for talker in context.institutions),
        party_ids=tuple(party.id for party in context.parties),
        contact_ids=planned.contact_ids if planned else (),
        attendees=planned.attendees if planned else (),
        advisor_ids=tuple(dict.fromkeys((*planned.advisor_ids, *me))) if planned else me,
        agreements=planned.agreements if planned else "",
        confidential=planned.confidential if planned else False,
        planned_id=planned.id if planned else None,
        settled=planned is not None or not context.could_be,
    )


def as_planned(talk: ConversationDraft, before: ConversationDraft, after: ConversationDraft) -> ConversationDraft:
    """A talk that turns out to be another planned one, or none: what nobody changed by hand goes along from `before` to `after`."""
    names = ("kind", "channel", "institution_ids", "party_ids", "contact_ids", "attendees", "advisor_ids", "agreements", "confidential")
    moved = {name: getattr(after, name) for name in names if getattr(talk, name) == getattr(before, name)}
    return replace(talk, **moved, planned_id=after.planned_id, settled=True)


def kind_name(kind: ConversationKind | None, *, brief: bool = False) -> str:
    """The kind of a conversation as it is said on the screen."""
    if kind is ConversationKind.WENSENSCAN:
        return _("WensenScan follow-up") if brief else _("WensenScan follow-up talk")
    return label(kind) if kind else _("kind ?")


def names(found: Sequence[str], most: int = _NAMES_SHOWN) -> str:
    """Some names, and how many more: `A. de Wit, R. Postma +2`."""
    more = f" +{len(found) - most}" if len(found) > most else ""
    return ", ".join(found[:most]) + more


def planned_name(talk: PlannedTalk | None, today: dt.date) -> str:
    """`het geplande van 09:00`, `het geplande van wo 18 nov 09:00`; without a talk: one by itself."""
    if talk is None:
        return _("a talk by itself")
    if talk.planned_on is None:
        return _("the one still to plan")
    day = short_date(talk.planned_on, today) if talk.planned_on != today else "" if talk.planned_time else _("today")
    return _("the one planned for {when}").format(when=f"{day} {talk.planned_time}".strip())


def which_talk(could_be: Sequence[PlannedTalk], today: dt.date) -> list[Option[int]]:
    """What this talk may be, the last a talk by itself (0)."""
    found = [Option(one.id, planned_name(one, today), _of_which(one)) for one in could_be]
    return [*found, Option(0, planned_name(None, today))]


def _of_which(talk: PlannedTalk) -> str:
    return " · ".join(part for part in (kind_name(talk.kind, brief=True) if talk.kind else "", ", ".join(talk.advisors)) if part)


class ConversationLine(Widget):
    """Two lines with all of it. A click, as shift+tab, changes it."""

    DEFAULT_CSS = "ConversationLine { height: 2; width: 100%; padding: 0 1; color: $foreground; }"

    class Clicked(Message):
        """The person wants to change something."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._more: list[str] = []
        self._question = ""

    def show(self, talk: ConversationDraft, context: Context, could_be: Sequence[PlannedTalk], now: dt.time) -> None:
        """Show these facts as they are at this moment; of a talk that nobody settled, the question which it is."""
        today = app_of(self).today
        parts = [
            kind_name(talk.kind),
            label(talk.channel) if talk.channel else "",
            _moment(talk, today, now, brief=0 < self.size.width < _ROOMY),
            names(people_in(talk, context)),
        ]
        question = ""
        if could_be and not talk.settled:
            answers = [f"{place} {option.label}" for place, option in enumerate(which_talk(could_be, today), 1)]
            question = " · ".join(answers)
        planned = next((one for one in could_be if one.id == talk.planned_id), None)
        more = [
            planned_name(planned, today) if could_be else "",
            names(advisors_in(talk, context)),
            _("agreed: {text}").format(text=talk.agreements) if talk.agreements.strip() else _("nothing agreed yet"),
            CONFIDENTIAL + " " + _("confidential") if talk.confidential else _("not confidential"),
        ]
        shown = ([one_line(part) for part in parts if part], [one_line(part) for part in more if part], one_line(question))
        if shown != (self._parts, self._more, self._question):
            self._parts, self._more, self._question = shown
            self.refresh()

    def render(self) -> Content:
        """The facts, and the key that changes them where there is room."""
        width = self.size.width
        line = shorten(" · ".join(self._parts), width)
        hint = _("shift+tab changes this")
        fill = width - Content(line).cell_length - len(hint)
        first = Content.assemble(line, " " * fill, (hint, "$muted")) if fill >= 2 else Content(line)
        asked = _("Which is it?") + "  "
        if len(asked) + Content(self._question).cell_length > width:
            asked = ""
        second = (shorten(asked + self._question, width), "$attention") if self._question else (_fitted(self._more, width), "$muted")
        return Content("\n").join([first, Content.assemble(second)])

    def on_click(self, event: events.Click) -> None:
        """Change it."""
        event.stop()
        self.post_message(self.Clicked())


def _fitted(parts: Sequence[str], width: int) -> str:
    """The parts on one line; what was agreed, the longest, gives way."""
    line = " · ".join(parts)
    over = Content(line).cell_length - width
    if over <= 0:
        return line
    longest = max(parts, key=len)
    return " · ".join(shorten(part, max(12, len(part) - over)) if part is longest else part for part in parts)


def people_in(talk: ConversationDraft, context: Context) -> list[str]:
    """The names of who is spoken with."""
    known = {person.id: person.name for person in context.people}
    return [*(known[one] for one in talk.contact_ids if one in known), *talk.attendees]


def advisors_in(talk: ConversationDraft, context: Context) -> list[str]:
    """The names of the advisors."""
    known = dict(context.advisors)
    return [known[one] for one in talk.advisor_ids if one in known]


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


def facets(talk: ConversationDraft, context: Context, could_be: Sequence[PlannedTalk], now: dt.time, today: dt.date) -> list[Option[str]]:
    """What can be changed of a talk, each with how it stands: the answers of the first question."""
    planned = next((one for one in could_be if one.id == talk.planned_id), None)
    which = planned_name(planned, today) if talk.settled else "?"
    whom = [*(talker.facts.shown for talker in context.institutions), *(party.name for party in context.parties)]
    return [
        Option("kind", _("kind"), kind_name(talk.kind)),
        Option("channel", _("channel"), label(talk.channel) if talk.channel else "?"),
        Option("when", _("when"), _moment(talk, today, now, brief=False)),
        Option("people", _("attendees"), names(people_in(talk, context)) or "–"),
        Option("agreements", _("agreements"), shorten(one_line(talk.agreements), _AGREED) or "–"),
        Option("advisors", _("advisors"), names(advisors_in(talk, context)) or "–"),
        Option("confidential", _("confidential"), _("yes") if talk.confidential else _("no")),
        Option("whom", _("with whom"), names(whom)),
        *([Option("which", _("which talk"), which)] if could_be else []),
    ]


def one_word(facet: str, could_be: Sequence[PlannedTalk], today: dt.date) -> Choice[Any] | None:
    """The question of a facet that one digit answers."""
    if facet == "kind":
        return Choice(_("Kind of conversation"), [Option(kind, kind_name(kind)) for kind in ConversationKind])
    if facet == "channel":
        return Choice(_("Channel"), [Option(channel, label(channel)) for channel in Channel])
    return Choice(_("Which conversation is this?"), which_talk(could_be, today)) if facet == "which" else None


class ConversationSheet(Sheet[ConversationDraft | None]):
    """One facet of the conversation as fields; answers the changed talk, or nothing."""

    DEFAULT_CSS = "ConversationSheet Form { height: auto; max-height: 80vh; padding: 0; }"

    def __init__(self, talk: ConversationDraft, context: Context, known: Mapping[tuple[str, int], str], facet: str) -> None:
        super().__init__(_("This conversation"))
        self._talk, self._about, self._known, self._facet = talk, context, known, facet

    def compose_sheet(self) -> ComposeResult:
        """The fields."""
        talk = self._talk
        values = {
            "held_at": talk.held_on,
            "held_time": talk.held_time,
            "duration_min": "" if talk.duration_min is None else talk.duration_min,
            "contact_ids": talk.contact_ids,
            "attendees": ", ".join(talk.attendees),
            "agreements": talk.agreements,
            "advisor_ids": talk.advisor_ids,
            "who": self._who(),
        }
        yield Form(self._fields(), values)
        yield self.hint(N_("ctrl+s f2 takes it over   digits choose   esc back"))

    def _who(self) -> tuple[tuple[str, int], ...]:
        institutions = tuple(("institution", number) for number in self._talk.institution_ids)
        return (*institutions, *(("party", number) for number in self._talk.party_ids))

    def _fields(self) -> list[Field]:
        if self._facet == "when":
            return [
                Field("held_at", N_("held on"), "date", last=True),
                Field("held_time", N_("start"), hint=N_("such as 10:00")),
                Field("duration_min", N_("duration in minutes"), "number", hint=N_("empty: the clock runs")),
            ]
        if self._facet == "people":
            people = [Option(person.id, person.name, person.function) for person in self._about.people]
            there = [Field("contact_ids", N_("attendees"), "several", people)] if people else []
            return [*there, Field("attendees", N_("others there"), hint=N_("names, with commas between"))]
        if self._facet == "agreements":
            return [Field("agreements", N_("agreements"), "text", height=6)]
        if self._facet == "advisors":
            return [Field("advisor_ids", N_("advisors"), "several", [Option(number, name) for number, name in self._about.advisors])]
        who = [Option(one, self._known.get(one, "?")) for one in self._who()]
        return [
            Field("institution", N_("one more institution"), "pick", finder=find_institutions),
            Field("party", N_("one more party"), "pick", finder=find_parties),
            *([Field("who", N_("in this conversation"), "several", who)] if len(who) > 1 else []),
        ]

    @on(Form.Left)
    def _left(self) -> None:
        self.dismiss(None)

    @on(Form.Saved)
    def _saved(self, event: Form.Saved) -> None:
        values = event.values
        if "held_time" in values:
            start = clock_typed(values["held_time"])
            if start is None:
                event.form.show_errors([FieldError("held_time", _("Type a time such as 09:30."))])
                return
            if values["held_at"] is not None and values["held_at"] > app_of(self).today:
                event.form.show_errors([FieldError("held_at", _("This day has not come yet."))])
                return
            values = {**values, "held_time": start}
        self.dismiss(self._changed(values))

    def _changed(self, values: Mapping[str, Any]) -> ConversationDraft:
        if self._facet == "when":
            held = values["held_at"] or app_of(self).today
            return replace(self._talk, held_on=held, held_time=values["held_time"], duration_min=values["duration_min"])
        if self._facet == "people":
            others = tuple(name.strip() for name in values["attendees"].split(",") if name.strip())
            return replace(self._talk, contact_ids=tuple(values.get("contact_ids", ())), attendees=others)
        if self._facet == "agreements":
            return replace(self._talk, agreements=values["agreements"].strip())
        if self._facet == "advisors":
            return replace(self._talk, advisor_ids=tuple(values["advisor_ids"]))
        who = list(values.get("who", self._who()))
        who += [(kind, values[kind]) for kind in ("institution", "party") if values[kind] is not None]
        return replace(
            self._talk,
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
