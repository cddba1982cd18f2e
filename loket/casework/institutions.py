"""Institutions: adding, changing (an old name stays findable), closing and opening again, with what is open there settled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import select

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done, Ref
from loket.casework.reassignment import Item
from loket.casework.records import alter, checked, done, fetch, make, ref, touch
from loket.casework.states import Advance, advance_within
from loket.language import _
from loket.models.errors import FieldError, Refused
from loket.models.people import Advisor, Institution, InstitutionAlias
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
from loket.store.opening import Store
from loket.store.reading import Reader, as_date
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionInput:
    """The fields of an institution; `aliases` are other names that it is found by in imports."""

    name: str | Keep = KEEP
    short_name: str | Keep | None = KEEP
    aliases: Sequence[str] | Keep = KEEP
    kind: InstitutionKind | Keep | None = KEEP
    umbrella: Umbrella | Keep | None = KEEP
    city: str | Keep | None = KEEP
    province: Province | Keep | None = KEEP
    agb: str | Keep | None = KEEP
    website: str | Keep | None = KEEP
    epd_vendor: str | Keep | None = KEEP
    role: InstitutionRole | Keep | None = KEEP
    role_since: date | Keep | None = KEEP
    phase: AdoptionPhase | Keep | None = KEEP
    advisor_id: int | Keep | None = KEEP
    stand_in_id: int | Keep | None = KEEP
    active: bool | Keep = KEEP
    confidential: bool | Keep = KEEP


def add_institution(store: Store, data: InstitutionInput) -> Done:
    """A new institution. The name must be filled in; an AGB code is no other's."""
    with store.write("add_institution") as tx:
        check = Check()
        values, aliases = _values(tx, check, {"name": None, **given(data)}, None)
        row = make(tx, RecordKind.INSTITUTION, values)
        _set_aliases(tx, row, aliases)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.INSTITUTION, row))


def change_institution(store: Store, number: int, data: InstitutionInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; a former name stays as an alias, with the day until which it was the name."""
    with store.write("change_institution") as tx:
        check = Check()
        row: Institution = fetch(tx, RecordKind.INSTITUTION, number)
        former = row.name
        values, aliases = _values(tx, check, given(data), row)
        values |= _closing(tx, row, values)
        alter(tx, check, RecordKind.INSTITUTION, number, values, version=version)
        if _set_aliases(tx, row, aliases):
            touch(row)
        if row.name != former:
            keep_former_name(tx, row, former)
        tx.session.flush()
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.INSTITUTION, row))


def keep_former_name(tx: Transaction, row: Institution, former: str) -> None:
    """Let an institution be found by a name that it had until today."""
    where = (InstitutionAlias.institution_id == row.id, InstitutionAlias.alias == former)
    alias = tx.session.exec(select(InstitutionAlias).where(*where)).first()
    if alias is None:
        alias = InstitutionAlias(institution_id=row.id or 0, alias=former)
    alias.former_until = tx.today
    tx.session.add(alias)
    tx.session.flush()


def _values(
    tx: Transaction, check: Check, given_values: dict[str, Any], row: Institution | None
) -> tuple[dict[str, Any], tuple[str, ...] | None]:
    aliases = given_values.pop("aliases", None)
    values = checked(tx, check, RecordKind.INSTITUTION, given_values, required=("name",))
    agb = values.get("agb")
    if agb:
        if not re.fullmatch("[0-9]{8}", agb):
            check.fail("agb", _("An AGB code has 8 digits."))
        other = tx.session.exec(select(Institution).where(Institution.agb == agb)).first()
        if other is not None and other is not row:
            check.fail("agb", _("{name} has this AGB code already.").format(name=other.name))
    if row is not None and values.get("stand_in_id") and values["stand_in_id"] == values.get("advisor_id", row.advisor_id):
        check.fail("stand_in_id", _("The stand-in is somebody else than the advisor."))
    cleaned = None
    if aliases is not None:
        lines = [check.line("aliases", alias) for alias in aliases]
        cleaned = tuple(dict.fromkeys(line for line in lines if line))
    check.finish()
    return values, cleaned


def _closing(tx: Transaction, row: Institution, values: dict[str, Any]) -> dict[str, Any]:
    """The day of closing goes with being active or not; a merged institution stays what it is."""
    active = values.get("active", row.active)
    if active == row.active:
        return {}
    if active and row.merged_into_id is not None:
        raise Refused(errors=[FieldError("active", _("{name} was merged already.").format(name=row.name))])
    return {"closed_on": None if active else tx.today}


def _set_aliases(tx: Transaction, row: Institution, aliases: Sequence[str] | None) -> bool:
    """Make the aliases those given; former names stay. Returns whether any changed."""
    if aliases is None:
        return False
    there = list(tx.session.exec(select(InstitutionAlias).where(InstitutionAlias.institution_id == row.id)).all())
    gone = [alias for alias in there if alias.alias not in aliases and alias.former_until is None]
    known = {alias.alias for alias in there}
    new = [InstitutionAlias(institution_id=row.id or 0, alias=alias) for alias in aliases if alias not in known]
    for alias in gone:
        tx.session.delete(alias)
    tx.session.add_all(new)
    tx.session.flush()
    return bool(gone or new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """An institution is closed since `closed_on` (today when left out).

    What is `ended` of the open records is dropped or cancelled; follow-ups may go to the advisor `to` instead. The rest stays open.
    """

    closed_on: date | None = None
    ended: Sequence[RecordKind] = ()
    to: int | None = None
    reason: str | None = None


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
    with store.read() as reader:
        items = _open_items(reader, number)
    with store.write("close_institution", reason=check.line("reason", data.reason)) as tx:
        row: Institution = fetch(tx, RecordKind.INSTITUTION, number)
        _closable(tx, check, row, data)
        check.finish()
        ended = _end(tx, check, [item for item in items if item.record.kind in data.ended and not item.shared])
        if data.to is not None and RecordKind.FOLLOW_UP not in data.ended:
            ended += _give(tx, check, items, data.to)
        alter(tx, check, RecordKind.INSTITUTION, number, {"active": False, "closed_on": data.closed_on or tx.today}, version=version)
        left = [item.record.number for item in items if item.record not in ended]
        if left:
            check.warnings.append(_("Still open: {numbers}.").format(numbers=", ".join(left)))
        return done(tx, check, _("{name} is closed.").format(name=row.name), Ref(RecordKind.INSTITUTION, number), *ended)


def reopen_institution(store: Store, number: int) -> Done:
    """Open a closed institution again."""
    with store.write("reopen_institution") as tx:
        check = Check()
        row: Institution = fetch(tx, RecordKind.INSTITUTION, number)
        if row.merged_into_id is not None:
            raise Refused(_("{name} was merged already.").format(name=row.name))
        if row.active and row.closed_on is None:
            raise Refused(_("{name} is open.").format(name=row.name))
        alter(tx, check, RecordKind.INSTITUTION, number, {"active": True, "closed_on": None})
        return done(tx, check, _("{name} is open again.").format(name=row.name), Ref(RecordKind.INSTITUTION, number))


def _closable(tx: Transaction, check: Check, row: Institution, data: Closing) -> None:
    if row.merged_into_id is not None:
        check.fail("closed_on", _("{name} was merged already.").format(name=row.name))
    elif not row.active:
        check.fail("closed_on", _("{name} is closed already.").format(name=row.name))
    if data.closed_on is not None and data.closed_on > tx.today:
        check.fail("closed_on", _("{date} has not come yet.").format(date=data.closed_on.isoformat()))
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


def _give(tx: Transaction, check: Check, items: Sequence[OpenItem], to: int) -> list[Ref]:
    """Give the follow-ups to somebody."""
    mine = [item.record for item in items if item.record.kind is RecordKind.FOLLOW_UP]
    for one in mine:
        alter(tx, check, one.kind, one.id, {"advisor_id": to})
    return mine


def _open_items(reader: Reader, number: int) -> tuple[OpenItem, ...]:
    return tuple(
        OpenItem(Ref(kind, one), title, None, as_date(day), kind is RecordKind.CONVERSATION and among > 1)
        for kind, sql in OPEN_AT.items()
        for one, title, day, among in reader.rows(f"{sql} ORDER BY 3, 1", id=number)
    )
