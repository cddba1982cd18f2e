"""The form of a follow-up, on any record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.lists.record import Choices, kind_of, words_of
from loket.models.words import RecordKind
from loket.screens.forms.base import RecordForm, part
from loket.screens.forms.finding import find_advisors, find_institutions
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


class FollowUpForm(RecordForm):
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
            part("advisor_id", "pick", finder=find_advisors),
            *where,
            part("confidential", "check"),
        )

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """An advisor left empty in a new one is the person at work; an institution left empty is the record's."""
        optional = ("advisor_id", "institution_id")
        return {name: value for name, value in values.items() if self.number is not None or name not in optional or value is not None}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        from loket.casework.follow_ups import FollowUpInput, add_follow_up, change_follow_up

        if values.get("on_kind"):
            values["on_kind"] = words_of(values["on_kind"])
        data = FollowUpInput(**values)
        return add_follow_up(store, data) if number is None else change_follow_up(store, number, data, version)


def follow_up_on(table: str, number: int) -> FollowUpForm:
    """The form of a new follow-up on record `number` of `table`."""
    return FollowUpForm(None, {"on_kind": kind_of(table).value, "on_id": number})
