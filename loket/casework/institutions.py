"""Institutions: adding, changing (an old name stays findable), closing and opening again, with what is open there settled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import field_validator
from sqlmodel import select

from loket.casework.done import Done, Ref
from loket.casework.inputs import Check, Input, Line, Lines
from loket.casework.reassignment import Item
from loket.casework.records import alter, checked, done, fetch, make, ref, standing
from loket.casework.states import Advance, advance_within
from loket.language import _
from loket.models.advisors import Advisor
from loket.models.errors import FieldError, Refused
from loket.models.institutions import Institution, InstitutionAlias
from loket.models.notes import FollowUp
from loket.models.words import (
    AdoptionPhase,
    ConversationState,
    FollowUpState,
    InstitutionKind,
    InstitutionRole,
    Province,
    RecordKind,
    RequestState,
    SessionState,
    Umbrella,
    Word,
)
from loket.store.database import Store
from loket.store.reader import Reader, as_date
from loket.store.transaction import Transaction


class InstitutionInput(Input):
    """The fields of an institution; `aliases` are other names that it is found by in imports, `tag_ids` its networks and labels."""

    KIND = RecordKind.INSTITUTION
    REQUIRED = ("name",)

    name: Line = None
    short_name: Line = None
    aliases: Lines = ()
    tag_ids: Sequence[int] = ()
    kind: InstitutionKind | None = None
    umbrella: Umbrella | None = None
    city: Line = None
    province: Province | None = None
    agb: Line = None
    website: Line = None
    epd_vendor: Line = None
    role: InstitutionRole | None = None
    role_since: date | None = None
    phase: AdoptionPhase | None = None
    advisor_id: int | None = None
    stand_in_id: int | None = None
    active: bool = True
    confidential: bool = False

    @field_validator("agb")
    @classmethod
    def _agb(cls, value: str | None) -> str | None:
        if value and not re.fullmatch("[0-9]{8}", value):
            raise ValueError(_("An AGB code has 8 digits."))
        return value


class Closing(Input):
    """An institution is closed since `closed_on` (today when left out).

    What is `ended` of the open records is dropped or cancelled; follow-ups may go to the advisor `to` instead. The rest stays open.
    """

    closed_on: date | None = None
    ended: Sequence[RecordKind] = ()
    to: int | None = None
    reason: Line = None


def add_institution(store: Store, data: InstitutionInput) -> Done:
    """A new institution. The name must be filled in; an AGB code is no other's."""
    with store.write("add_institution") as tx:
        check = Check()
        data = _checked(tx, check, data, None)
        return done(tx, check, _("Saved: {number}."), ref(make(tx, data)))


def change_institution(store: Store, number: int, data: InstitutionInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; a former name stays as an alias, with the day until which it was the name.

    The day of closing goes with being active or not; a merged institution stays what it is.
    """
    with store.write("change_institution") as tx:
        check = Check()
        row = fetch(tx, Institution, number)
        if row.merged_into_id is not None and version is not None and version != row.version:
            raise Refused(_merged_meanwhile(tx, row))
        former, was_active = row.name, row.active
        data = _checked(tx, check, data, row)
        if data.says("active") and data.active and not was_active and row.merged_into_id is not None:
            raise Refused(errors=[FieldError("active", _("{name} was merged already.").format(name=row.name))])
        alter(tx, check, ref(row), data.said(), version)
        if row.active != was_active:
            row.closed_on = None if row.active else tx.today
        if row.name != former:
            keep_former_name(tx, row, former)
        tx.session.flush()
        return done(tx, check, _("Saved: {number}."), ref(row))


def _merged_meanwhile(tx: Transaction, row: Institution) -> str:
    """What an institution is part of now, to somebody who had it open when it was merged."""
    survivor = fetch(tx, Institution, row.merged_into_id or 0)
    message = _("{name} was merged into {survivor} while you had it open: nothing was saved. Change it there; what you typed stays here.")
    return message.format(name=row.name, survivor=survivor.name)


def keep_former_name(tx: Transaction, row: Institution, former: str) -> None:
    """Let an institution be found by a name that it had until today."""
    where = (InstitutionAlias.institution_id == row.id, InstitutionAlias.alias == former)
    alias = tx.session.exec(select(InstitutionAlias).where(*where)).first()
    if alias is None:
        alias = InstitutionAlias(institution_id=row.id or 0, alias=former)
    alias.former_until = tx.today
    tx.session.add(alias)
    tx.session.flush()


def _checked(tx: Transaction, check: Check, data: InstitutionInput, row: Institution | None) -> InstitutionInput:
    data = checked(tx, check, data, row)
    if data.agb:
        other = tx.session.exec(select(Institution).where(Institution.agb == data.agb)).first()
        if other is not None and other is not row:
            name = other.name if tx.viewer.may_see(other.confidential) else _("confidential")
            check.fail("agb", _("{name} has this AGB code already.").format(name=name))
    if row is not None and data.stand_in_id and data.stand_in_id == standing(tx, data, row).advisor_id:
        check.fail("stand_in_id", _("The stand-in is somebody else than the advisor."))
    check.finish()
    return data


OPEN_AT: Mapping[RecordKind, str] = {
    RecordKind.FOLLOW_UP: "SELECT x.id, x.what, x.due_on, 1 FROM follow_up x WHERE x.institution_id = :id AND x.state = 'open'",
    RecordKind.CONVERSATION: (
        "SELECT x.id, coalesce(x.subject, x.kind, ''), x.planned_at, "
        "(SELECT count(*) FROM conversation_institution o JOIN institution i ON i.id = o.institution_id "
        "WHERE o.conversation_id = x.id AND (i.active OR i.id = :id)) FROM conversation x "
        "JOIN conversation_institution ci ON ci.conversation_id = x.id WHERE ci.institution_id = :id AND x.state IN ('to_plan', 'planned')"
    ),
    RecordKind.REQUEST: (
        "SELECT x.id, x.title, x.due_on, 1 FROM support_request x WHERE x.institution_id = :id AND x.state NOT IN ('resolved', 'dropped')"
    ),
    RecordKind.SESSION: (
        "SELECT x.id, coalesce(x.team, ''), x.session_on, 1 FROM learning_session x WHERE x.institution_id = :id "
        "AND x.state IN ('interest', 'enrolled', 'scheduled')"
    ),
}
"""What can be open at an institution, the last column how many institutions that are active it is with."""

_ENDS: Mapping[RecordKind, Word] = {
    RecordKind.FOLLOW_UP: FollowUpState.DROPPED,
    RecordKind.CONVERSATION: ConversationState.CANCELLED,
    RecordKind.REQUEST: RequestState.DROPPED,
    RecordKind.SESSION: SessionState.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class OpenItem(Item):
    """Something open at an institution; `shared` is a conversation with others too, which goes on without this one."""

    shared: bool = False


def open_at(store: Store, number: int) -> tuple[OpenItem, ...]:
    """What is open at an institution: what closing it has to settle; changes nothing."""
    with store.read() as reader:
        return _open_items(reader, number)


def close_institution(store: Store, number: int, data: Closing, version: int | None = None) -> Done:
    """Close an institution; nothing of it is thrown away, and no past round's population changes."""
    check = Check()
    check.take(data)
    with store.read() as reader:
        items = _open_items(reader, number)
    with store.write("close_institution", reason=data.reason) as tx:
        row = fetch(tx, Institution, number)
        _closable(tx, check, row, data)
        check.finish()
        ended = _end(tx, check, [item for item in items if item.record.kind in data.ended and not item.shared])
        if data.to is not None and RecordKind.FOLLOW_UP not in data.ended:
            ended += _give(tx, items, data.to)
        alter(tx, check, ref(row), {"active": False, "closed_on": data.closed_on or tx.today}, version)
        left = [item.record.number for item in items if item.record not in ended]
        if left:
            check.warnings.append(_("Still open: {numbers}.").format(numbers=", ".join(left)))
        return done(tx, check, _("{name} is closed.").format(name=row.name), ref(row), *ended)


def reopen_institution(store: Store, number: int) -> Done:
    """Open a closed institution again."""
    with store.write("reopen_institution") as tx:
        row = fetch(tx, Institution, number)
        if row.merged_into_id is not None:
            raise Refused(_("{name} was merged already.").format(name=row.name))
        if row.active and row.closed_on is None:
            raise Refused(_("{name} is open.").format(name=row.name))
        row.active, row.closed_on = True, None
        return done(tx, Check(), _("{name} is open again.").format(name=row.name), ref(row))


def _closable(tx: Transaction, check: Check, row: Institution, data: Closing) -> None:
    if row.merged_into_id is not None:
        check.fail("closed_on", _("{name} was merged already.").format(name=row.name))
    elif not row.active:
        check.fail("closed_on", _("{name} is closed already.").format(name=row.name))
    check.not_to_come("closed_on", data.closed_on, tx.today)
    receiver = tx.session.get(Advisor, data.to) if data.to is not None else None
    if data.to is not None and (receiver is None or not receiver.active):
        check.fail("to", _("Choose somebody who works here."))


def _end(tx: Transaction, check: Check, items: Sequence[OpenItem]) -> list[Ref]:
    """Drop or cancel, each kind in its own words."""
    for kind, state in _ENDS.items():
        numbers = [item.record.id for item in items if item.record.kind is kind]
        if numbers:
            advance_within(tx, check, Advance(kind=kind, numbers=numbers, to=state))
    return [item.record for item in items]


def _give(tx: Transaction, items: Sequence[OpenItem], to: int) -> list[Ref]:
    """Give the follow-ups to somebody."""
    mine = [item.record for item in items if item.record.kind is RecordKind.FOLLOW_UP]
    for one in mine:
        fetch(tx, FollowUp, one.id).advisor_id = to
    return mine


def _open_items(reader: Reader, number: int) -> tuple[OpenItem, ...]:
    return tuple(
        OpenItem(Ref(kind, one), title, None, as_date(day), kind is RecordKind.CONVERSATION and among > 1)
        for kind, sql in OPEN_AT.items()
        for one, title, day, among in reader.rows(f"{sql} ORDER BY 3, 1", id=number)
    )
