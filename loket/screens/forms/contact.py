"""The form of a contact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.lists.record import Choices
from loket.models.words import Audience, RecordKind
from loket.screens.forms.base import RecordForm, part, words
from loket.screens.forms.finding import find_institutions, find_parties
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


class ContactForm(RecordForm):
    """A person at an institution or party."""

    KIND = RecordKind.CONTACT
    NAME = "contact_form"
    TITLE_FIELD = "name"
    PLACE = 2

    def fields(self, choices: Choices) -> Sequence[Field]:
        """Who it is, where, and how to reach them."""
        return (
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

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        from loket.casework.contacts import ContactInput, add_contact, change_contact

        data = ContactInput(**values)
        return add_contact(store, data) if number is None else change_contact(store, number, data, version)
