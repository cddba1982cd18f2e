"""Follow-ups: the dated to-dos that any record can have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator

from loket.casework.done import Done, Ref
from loket.casework.inputs import Check, Input, Line
from loket.casework.records import alter, change, checked, done, make, moved_along, owning_institution, ref
from loket.casework.session_places import PlaceWatch
from loket.language import _, ngettext
from loket.language.formats import long_date
from loket.language.recurrence import recurrence_of, understand_recurrence
from loket.models.errors import Refused
from loket.models.notes import FollowUp
from loket.models.words import RecordKind
from loket.store.database import Store, business_today
from loket.store.transaction import Transaction

_DATES: Mapping[RecordKind, str] = {
    RecordKind.FOLLOW_UP: "due_on",
    RecordKind.REQUEST: "due_on",
    RecordKind.CONVERSATION: "planned_at",
    RecordKind.REFERRAL: "check_back_on",
    RecordKind.SESSION: "session_on",
}


def _rule(value: str | None) -> str | None:
    try:
        return understand_recurrence(value, business_today()).kept() if value else None
    except Refused as refusal:
        raise ValueError(str(refusal)) from refusal


Recurs = Annotated[Line, AfterValidator(_rule)]
"""How often it recurs, in words or as it is stored."""


class FollowUpInput(Input):
    """The fields of a follow-up, on the record `on_kind` `on_id` or on nothing. A new one without `advisor_id` is the actor's.

    `institution_id` is the dossier it belongs to: the record's own when left out.
    """

    KIND = RecordKind.FOLLOW_UP
    REQUIRED = ("what",)

    what: Line = None
    due_on: date | None = None
    on_kind: RecordKind | None = None
    on_id: int | None = None
    institution_id: int | None = None
    advisor_id: int | None = None
    recurs: Recurs = None
    result: Line = None
    confidential: bool = False

    def as_new(self, tx: Transaction) -> Self:
        """The actor's, in the dossier of what it is on; a series that has no day yet begins one step from today."""
        data = self
        rule = recurrence_of(data.recurs)
        if rule is not None:
            day = data.due_on or rule.first(tx.today)
            data = data.having(due_on=day, recurs=rule.from_day(day).kept())
        if data.on_kind is not None and data.on_id is not None:
            data = data.usual(institution_id=owning_institution(tx, data.on_kind, data.on_id))
        return data.usual(advisor_id=tx.advisor.id)


def _changed(tx: Transaction, _check: Check, data: FollowUpInput, row: FollowUp) -> FollowUpInput:
    """A rule that is given to a follow-up that is there counts from the day it has; the rule that it had stays as it was."""
    data = moved_along(tx, data, row)
    rule, had = recurrence_of(data.recurs), recurrence_of(row.recurs)
    if rule is None or rule.since is not None:
        return data
    if had is not None and had.from_day(None) == rule:
        return data.having(recurs=row.recurs)
    return data.having(recurs=rule.from_day(data.due_on if data.says("due_on") else row.due_on).kept())


def add_follow_up(store: Store, data: FollowUpInput) -> Done:
    """A new follow-up. What and when must be filled in."""
    with store.write("add_follow_up") as tx:
        check = Check()
        data = checked(tx, check, data, also=("due_on",))
        check.finish()
        return done(tx, check, _("Saved: {number}."), ref(make(tx, data)))


def add_follow_ups(store: Store, records: Sequence[Ref], what: str, due_on: date) -> Done:
    """The same follow-up on each of several records."""
    with store.write("add_follow_up") as tx:
        check = Check()
        made = []
        for record in records:
            data = FollowUpInput(what=what, due_on=due_on, on_kind=record.kind, on_id=record.id)
            data = checked(tx, check, data, also=("due_on",))
            check.finish()
            made.append(ref(make(tx, data)))
        text = ngettext("Follow-up {number} saved.", "{count} follow-ups saved.", len(made)).replace("{count}", str(len(made)))
        return done(tx, check, text, *made)


def change_follow_up(store: Store, number: int, data: FollowUpInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_follow_up", number, data, version, _changed)


def make_next(tx: Transaction, check: Check, row: FollowUp) -> None:
    """A follow-up of a series was done: the next one takes the series over."""
    rule = recurrence_of(row.recurs)
    if rule is None:
        return
    day = rule.after(max(row.due_on or tx.today, tx.today))
    if day is None:
        check.warnings.append(_("That was the last of the series."))
    else:
        kept = ("what", "on_kind", "on_id", "institution_id", "advisor_id", "confidential", "recurs")
        following = FollowUp(**{name: getattr(row, name) for name in kept}, due_on=day, state_since=tx.today)
        tx.session.add(following)
        tx.session.flush()
        check.warnings.append(_("The next: {number}, {day}.").format(number=ref(following).number, day=long_date(day)))
    row.recurs = None
    tx.session.flush()


def postpone(store: Store, kind: RecordKind, numbers: Sequence[int], to: date) -> Done:
    """Move the date by which something has to be done: of follow-ups, requests, conversations or referrals, all or none."""
    field = _DATES.get(kind)
    if field is None:
        raise Refused(_("This kind of record has no date to move."))
    with store.write("postpone") as tx:
        check = Check()
        watch = PlaceWatch(tx, numbers if kind is RecordKind.SESSION else ())
        records = [ref(alter(tx, check, Ref(kind, number), {field: to})) for number in dict.fromkeys(numbers)]
        watch.tell(check)
        text = ngettext("Moved: {number}.", "{count} records moved.", len(records)).replace("{count}", str(len(records)))
        return done(tx, check, text, *records)
