"""The forms of an institution: what it is; a part that goes on by itself; closing it, with what is open there shown and settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.containers import VerticalScroll

from loket.casework import institution_split, institutions
from loket.casework.done import Done
from loket.insight.choices import Choices
from loket.language import N_, _, label
from loket.language.formats import short_date
from loket.models.words import AdoptionPhase, InstitutionKind, InstitutionRole, Province, RecordKind, Umbrella
from loket.screens.forms.finders import find_advisors, find_tags
from loket.screens.forms.record_form import Opened, RecordForm, pairs, part, words
from loket.widgets.choice import Option
from loket.widgets.fields import Field
from loket.widgets.pane import Fact, Facts, Heading, PaneLine
from loket.widgets.text import shorten

if TYPE_CHECKING:
    from loket.casework.institution_split import SplitOffer
    from loket.casework.institutions import OpenItem
    from loket.store.database import Store


class InstitutionForm(RecordForm):
    """An institution. A name that is changed stays findable as a former name."""

    KIND = RecordKind.INSTITUTION
    NAME = "institution_form"
    TITLE_FIELD = "name"
    PLACE = 2

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What it is called, what it is, and who looks after it."""
        return (
            part("name", required=True),
            part("short_name"),
            part("aliases", hint=N_("several: | between them")),
            part("kind", "choice", options=words(InstitutionKind)),
            part("tag_ids", "picks", finder=find_tags, hint=N_("Santeon, mProve, STZ, or one of your own")),
            part("umbrella", "choice", options=words(Umbrella)),
            part("city"),
            part("province", "choice", options=words(Province)),
            part("advisor_id", "pick", finder=find_advisors),
            part("stand_in_id", "pick", finder=find_advisors),
            part("role", "choice", options=words(InstitutionRole)),
            part("role_since", "date", last=True),
            part("phase", "choice", options=words(AdoptionPhase)),
            part("epd_vendor"),
            part("agb"),
            part("website"),
            part("active", "check"),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """Other names stand on one line; a new institution is active."""
        return {"active": True, **values, "aliases": " | ".join(values.get("aliases", ()))}

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """The line of other names as names."""
        return {**values, "aliases": tuple(name.strip() for name in values["aliases"].split("|") if name.strip())}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = institutions.InstitutionInput.model_validate(values)
        return (
            institutions.add_institution(store, data) if number is None else institutions.change_institution(store, number, data, version)
        )


_TITLE = 44


class SplitForm(RecordForm):
    """A part of institution `number` goes on by itself."""

    KIND = RecordKind.INSTITUTION
    NAME = "split_form"
    TITLE_FIELD = "name"
    PLACE = 2
    EDITS = False

    def _heading(self, name: str) -> str:
        return _("Split {name}").format(name=name).strip()

    def look_up(self, store: Store) -> SplitOffer:
        """What can go along."""
        return institution_split.split_offer(store, self.number or 0)

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What the new one is called, and what goes along with it."""
        offer: SplitOffer = self.known
        requests = [(number, shorten(f"{RecordKind.REQUEST.number(number)} {title}", _TITLE)) for number, title in offer.requests]
        several = (
            Field("aliases", N_("Other names that go along"), "several", options=[Option(one, one) for one in offer.aliases]),
            Field(
                "departments", N_("Departments that go along"), "several", options=[Option(one, one) for one in offer.departments],
                hint=N_("with their contacts, open requests and signals"),
            ),
            Field("contact_ids", N_("Contacts that go along"), "several", options=pairs(offer.contacts)),
            Field("request_ids", N_("Open requests that go along"), "several", options=pairs(requests)),
        )  # fmt: skip
        return part("name", required=True), part("short_name"), part("city"), *(one for one in several if one.options)

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """The part begins empty."""
        return {}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verb."""
        return institution_split.split_institution(store, number or 0, institution_split.SplitInput.model_validate(values))


_ASKED = {
    RecordKind.CONVERSATION: ("conversations", N_("Cancel these conversations")),
    RecordKind.REQUEST: ("requests", N_("Drop these requests")),
    RecordKind.SESSION: ("sessions", N_("Cancel these learning sessions")),
}


class CloseForm(RecordForm):
    """Institution `number` closes; what is open there is listed, and settled or left as one asks."""

    KIND = RecordKind.INSTITUTION
    NAME = "close_form"
    TITLE_FIELD = "name"
    PLACE = 2
    EDITS = False
    DEFAULT_CSS = "CloseForm #open-here { height: auto; max-height: 50%; padding: 0 1; scrollbar-size-vertical: 1; }"

    def _heading(self, name: str) -> str:
        return _("Close {name}").format(name=name).strip()

    def look_up(self, store: Store) -> tuple[OpenItem, ...]:
        """What is open at the institution."""
        return institutions.open_at(store, self.number or 0)

    def _open(self, opened: Opened) -> None:
        if opened.record is not None:
            self.query_one("#form").mount(VerticalScroll(Facts(self._lines(opened.known)), id="open-here", can_focus=False))
        super()._open(opened)

    def _lines(self, items: Sequence[OpenItem]) -> Sequence[PaneLine]:
        """What is open, kind by kind."""
        today = self.app.today
        if not items:
            return [_("Nothing is open here any more."), ""]
        lines: list[PaneLine] = [Heading(_("STILL OPEN {count}").format(count=len(items)))]
        for item in items:
            day = short_date(item.due, today) if item.due else "–"
            shared = _("with others too: goes on without this one") if item.shared else ""
            text = "  ".join(part for part in (item.record.number, label(item.record.kind), day, item.title, shared) if part)
            lines.append(Fact(text, tone="muted" if item.shared else ""))
        return [*lines, ""]

    def fields(self, choices: Choices) -> Sequence[Field]:
        """Since when, and what becomes of each kind of thing that is open."""
        kinds = {item.record.kind for item in self.known if not item.shared}
        asked: list[Field] = [Field(name, text, "check") for kind, (name, text) in _ASKED.items() if kind in kinds]
        if RecordKind.FOLLOW_UP in kinds:
            asked = [
                Field("follow_ups", N_("Drop these follow-ups"), "check"),
                Field("to", N_("or give them to"), "pick", finder=find_advisors),
                *asked,
            ]
        return part("closed_on", "date", last=True, hint=N_("empty is today")), *asked, part("reason")

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """Nothing is settled unasked."""
        return {}

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """The kinds that are ended."""
        names = {RecordKind.FOLLOW_UP: "follow_ups", **{kind: name for kind, (name, _text) in _ASKED.items()}}
        ended = tuple(kind for kind, name in names.items() if values.get(name))
        return {"closed_on": values["closed_on"], "reason": values["reason"], "to": values.get("to"), "ended": ended}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verb."""
        return institutions.close_institution(store, number or 0, institutions.Closing.model_validate(values), version)
