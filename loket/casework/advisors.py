"""Advisors: who they are, when they are away and who stands in, and giving work to somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import select

from loket.casework.checking import KEEP, Check, Keep, given
from loket.casework.conversations import LISTS as CONVERSATION_LISTS
from loket.casework.done import Done, Ref
from loket.casework.records import alter, checked, done, fetch
from loket.casework.saving import Shape, add, change
from loket.language import _, ngettext
from loket.models.errors import Refused
from loket.models.people import Advisor
from loket.models.words import AdvisorRole, RecordKind
from loket.store.opening import Store
from loket.store.writing import Transaction

_HAVE_AN_ADVISOR = frozenset(
    {RecordKind.INSTITUTION, RecordKind.REQUEST, RecordKind.SIGNAL, RecordKind.REFERRAL, RecordKind.FOLLOW_UP, RecordKind.NOTE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisorInput:
    """The fields of an advisor. Only an admin gives another role than advisor, or takes one away."""

    name: str | Keep = KEEP
    email: str | Keep | None = KEEP
    role: AdvisorRole | Keep = KEEP
    strong_in_technical: bool | Keep = KEEP
    strong_in_change: bool | Keep = KEEP
    away_until: date | Keep | None = KEEP
    stand_in_id: int | Keep | None = KEEP
    active: bool | Keep = KEEP


def add_advisor(store: Store, data: AdvisorInput) -> Done:
    """A new advisor, of a name that no other has."""
    if given(data).get("role", AdvisorRole.ADVISOR) is not AdvisorRole.ADVISOR:
        store.require_admin()
    return add(store, "add_advisor", _SHAPE, data)


def change_advisor(store: Store, number: int, data: AdvisorInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    if "role" in given(data):
        store.require_admin()
    return change(store, "change_advisor", _SHAPE, number, data, version)


def set_away(store: Store, advisor: int, until: date | None, stand_in: int | None = None) -> Done:
    """Away until and with this day, with who stands in; None is back again."""
    with store.write("set_away") as tx:
        check = Check()
        row: Advisor = fetch(tx, RecordKind.ADVISOR, advisor)
        values = checked(tx, check, RecordKind.ADVISOR, {"away_until": until, "stand_in_id": stand_in})
        if until is not None:
            check.require("stand_in_id", stand_in or row.stand_in_id)
            if until < tx.today:
                check.fail("away_until", _("{date} is past.").format(date=until.isoformat()))
        _rules(tx, check, values, row)
        check.finish()
        if until is None or stand_in is None:
            values.pop("stand_in_id")
        alter(tx, check, RecordKind.ADVISOR, advisor, values)
        message = _("{name} is back.") if until is None else _("{name} is away until {date}.")
        return done(tx, check, message.format(name=row.name, date=until), Ref(RecordKind.ADVISOR, advisor))


def reassign(store: Store, kind: RecordKind, numbers: Sequence[int], to: int) -> Done:
    """Give one or more records to an advisor, in one step; of a conversation they become its only advisor."""
    if kind is not RecordKind.CONVERSATION and kind not in _HAVE_AN_ADVISOR:
        raise Refused(_("This kind of record has no advisor."))
    with store.write("reassign") as tx:
        check = Check()
        receiver: Advisor = fetch(tx, RecordKind.ADVISOR, to)
        if not receiver.active:
            check.fail("to", _("{name} does not work here any more.").format(name=receiver.name))
        check.finish()
        records = [Ref(kind, number) for number in dict.fromkeys(numbers)]
        for record in records:
            if kind is RecordKind.CONVERSATION:
                alter(tx, check, kind, record.id, {"advisor_ids": (to,)}, CONVERSATION_LISTS)
            else:
                alter(tx, check, kind, record.id, {"advisor_id": to})
        message = ngettext("{number} is now with {name}.", "{count} records are now with {name}.", len(records))
        return done(tx, check, message.replace("{name}", receiver.name).replace("{count}", str(len(records))), *records)


def _rules(tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    other = tx.session.exec(select(Advisor).where(Advisor.name == values.get("name"))).first()
    if other is not None and other is not row:
        check.fail("name", _("{number} has this name already.").format(number=RecordKind.ADVISOR.number(other.id or 0)))
    if row is not None and values.get("stand_in_id") == row.id:
        check.fail("stand_in_id", _("The stand-in is somebody else."))


_SHAPE = Shape(RecordKind.ADVISOR, required=("name",), rules=_rules)
