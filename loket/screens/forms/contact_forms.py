"""The forms of contacts and parties: who they are; who left, works elsewhere, has another role."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from loket.casework import contacts, parties
from loket.casework.done import Done
from loket.insight.choices import Choices
from loket.language import N_, _
from loket.models.words import Audience, PartyKind, RecordKind
from loket.screens.forms.finders import find_colleagues, find_institutions, find_parties
from loket.screens.forms.record_form import RecordForm, part, words
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.store.database import Store


class ContactForm(RecordForm):
    """A person at an institution or party."""

    KIND = RecordKind.CONTACT
    NAME = "contact_form"
    TITLE_FIELD = "name"
    PLACE = 2

    def look_up(self, store: Store) -> bool:
        """Whether names and addresses can be filled in: a programme lead was shown a function where the name of a contact stands."""
        return self.number is None or store.viewer().sees_contacts

    def fields(self, choices: Choices) -> Sequence[Field]:
        """Who it is, where, and how to reach them."""
        fields = (
            part("name", required=True),
            part("institution_id", "pick", finder=find_institutions),
            part("function"),
            part("department"),
            part("audience", "choice", options=words(Audience)),
            part("email"),
            part("phone"),
            part("party_id", "pick", finder=find_parties),
            part("left_on", "date", last=True),
            part("retention_until", "date"),
            part("confidential", "check"),
        )
        return [one for one in fields if self.known or one.name not in ("name", "email", "phone")]

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = contacts.ContactInput.model_validate(values)
        return contacts.add_contact(store, data) if number is None else contacts.change_contact(store, number, data, version)


class _CareerForm(RecordForm):
    """A form on contact `number`; `KEEPS` are the fields that begin with what is noted now."""

    KIND = RecordKind.CONTACT
    TITLE_FIELD = "name"
    PLACE = 2
    EDITS = False
    ASKS = ""
    KEEPS: tuple[str, ...] = ()

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """Only what goes along; the rest is about what is now."""
        kept = ("name", *self.KEEPS)
        return {name: value for name, value in values.items() if name in kept}

    def _heading(self, name: str) -> str:
        return f"{_(self.ASKS)}: {name or RecordKind.CONTACT.number(self.number or 0)}"

    def _successor(self) -> Field:
        return part("successor_id", "pick", finder=partial(find_colleagues, self.number or 0), hint=N_("gets what is still open with them"))


class ContactLeaves(_CareerForm):
    """A contact left."""

    NAME = "contact_leave_form"
    ASKS = N_("Left")

    def fields(self, choices: Choices) -> Sequence[Field]:
        """Since when, and who takes over."""
        return part("left_on", "date", last=True, hint=N_("empty is today")), self._successor()

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verb."""
        return contacts.contact_leaves(store, number or 0, contacts.Leaving.model_validate(values), version)


class ContactMoves(_CareerForm):
    """A contact works elsewhere."""

    NAME = "contact_move_form"
    ASKS = N_("Works elsewhere")
    KEEPS = ("function", "department", "audience")

    def fields(self, choices: Choices) -> Sequence[Field]:
        """Where to, since when, what they do there and how they are reached, and who takes over here."""
        return (
            part("institution_id", "pick", finder=find_institutions),
            part("party_id", "pick", finder=find_parties),
            part("left_on", "date", last=True, hint=N_("empty is today")),
            part("function"),
            part("department"),
            part("audience", "choice", options=words(Audience)),
            part("email"),
            part("phone"),
            self._successor(),
        )

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verb."""
        return contacts.contact_moves(store, number or 0, contacts.Moving.model_validate(values), version)


class ContactRole(_CareerForm):
    """A contact has another role at the same place."""

    NAME = "contact_role_form"
    EDITS = True
    ASKS = N_("Another role")
    KEEPS = ("function", "department", "audience")

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What they do now, and until when they did what they did."""
        return (
            part("function"),
            part("department"),
            part("audience", "choice", options=words(Audience)),
            part("until_on", "date", last=True, hint=N_("the last day of the former role; empty is today")),
        )

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verb."""
        return contacts.contact_changes_role(store, number or 0, contacts.NewRole.model_validate(values), version)


class PartyForm(RecordForm):
    """Who is not an institution."""

    KIND = RecordKind.PARTY
    NAME = "party_form"
    TITLE_FIELD = "name"

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What it is called, and what it is."""
        return (
            part("name", required=True),
            part("kind", "choice", options=words(PartyKind)),
            part("aliases", hint=N_("several: | between them")),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """Other names stand on one line."""
        return {**values, "aliases": " | ".join(values.get("aliases", ()))}

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """The line of other names as names."""
        return {**values, "aliases": tuple(name.strip() for name in values["aliases"].split("|") if name.strip())}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = parties.PartyInput.model_validate(values)
        return parties.add_party(store, data) if number is None else parties.change_party(store, number, data, version)
