"""Follow-ups: the dated to-dos that any record can have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done, Ref
from loket.casework.records import alter, checked, done, make, owning_institution, ref
from loket.casework.session_places import PlaceWatch
from loket.language import _, ngettext
from loket.models.attached import FollowUp
from loket.models.errors import Refused
from loket.models.words import FollowUpState, RecordKind
from loket.store.opening import Store
from loket.store.writing import Transaction

_DATES: Mapping[RecordKind, str] = {
    RecordKind.FOLLOW_UP: "due_on",
    RecordKind.REQUEST: "due_on",
    RecordKind.CONVERSATION: "planned_at",
    RecordKind.REFERRAL: "check_back_on",
    RecordKind.SESSION: "session_on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpInput:
    """The fields of a follow-up, on the record `on_kind` `on_id` or on nothing. A new one without `advisor_id` is the actor's.

    `institution_id` is the dossier it belongs to: the record's own when left out.
    """

    what: str | Keep = KEEP
    due_on: date | Keep | None = KEEP
    on_kind: RecordKind | Keep | None = KEEP
    on_id: int | Keep | None = KEEP
    institution_id: int | Keep | None = KEEP
    advisor_id: int | Keep | None = KEEP
    confidential: bool | Keep = KEEP


def add_follow_up(store: Store, data: FollowUpInput) -> Done:
    """A new follow-up. What and when must be filled in."""
    with store.write("add_follow_up") as tx:
        check = Check()
        values = check_follow_up(tx, check, data, required=("what", "due_on"))
        check.finish()
        row = make_follow_up(tx, values)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.FOLLOW_UP, row))


def add_follow_ups(store: Store, records: Sequence[Ref], what: str, due_on: date) -> Done:
    """The same follow-up on each of several records."""
    with store.write("add_follow_up") as tx:
        check = Check()
        made = []
        for record in records:
            data = FollowUpInput(what=what, due_on=due_on, on_kind=record.kind, on_id=record.id)
            values = check_follow_up(tx, check, data, required=("what", "due_on"))
            check.finish()
            made.append(ref(RecordKind.FOLLOW_UP, make_follow_up(tx, values)))
        text = ngettext("Follow-up {number} saved.", "{count} follow-ups saved.", len(made)).replace("{count}", str(len(made)))
        return done(tx, check, text, *made)


def change_follow_up(store: Store, number: int, data: FollowUpInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    with store.write("change_follow_up") as tx:
        check = Check()
        values = checked(tx, check, RecordKind.FOLLOW_UP, given(data), required=("what",))
        check.finish()
        row = alter(tx, check, RecordKind.FOLLOW_UP, number, values, version=version)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.FOLLOW_UP, row))


def postpone(store: Store, kind: RecordKind, numbers: Sequence[int], to: date) -> Done:
    """Move the date by which something has to be done: of follow-ups, requests, conversations or referrals, all or none."""
    field = _DATES.get(kind)
    if field is None:
        raise Refused(_("This kind of record has no date to move."))
    with store.write("postpone") as tx:
        check = Check()
        watch = PlaceWatch(tx, numbers if kind is RecordKind.SESSION else ())
        rows = [alter(tx, check, kind, number, {field: to}) for number in dict.fromkeys(numbers)]
        watch.tell(check)
        text = ngettext("Moved: {number}.", "{count} records moved.", len(rows)).replace("{count}", str(len(rows)))
        return done(tx, check, text, *(ref(kind, row) for row in rows))


def check_follow_up(tx: Transaction, check: Check, data: FollowUpInput, required: Sequence[str] = ("what",)) -> dict[str, Any]:
    """The values of a new follow-up, checked and with the defaults filled in."""
    values = {"what": None, "due_on": None, "advisor_id": tx.advisor.id, **given(data)}
    kept = checked(tx, check, RecordKind.FOLLOW_UP, values, required=required)
    if kept.get("on_kind") and kept.get("on_id"):
        institution = owning_institution(tx, kept["on_kind"], kept["on_id"])
        kept.setdefault("institution_id", institution)
    return kept


def make_follow_up(tx: Transaction, values: Mapping[str, Any]) -> FollowUp:
    """A new follow-up of checked values."""
    row: FollowUp = make(tx, RecordKind.FOLLOW_UP, {"state": FollowUpState.OPEN, "state_since": tx.today, **values})
    return row
