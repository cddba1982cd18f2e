"""Splitting an institution: part of it goes on under a name of its own, with the people, cases and names that belong to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, update
from sqlmodel import col, select

from loket.casework.checks import Check
from loket.casework.done import Done, Ref
from loket.casework.records import checked, done, fetch, make, table_of, touch
from loket.language import _
from loket.models.cases import SupportRequest
from loket.models.people import Contact, Institution, InstitutionAlias
from loket.models.tables import METADATA
from loket.models.words import RecordKind, RequestState
from loket.store.opening import Store
from loket.store.writing import Transaction

_CARRIED = ("kind", "umbrella", "province", "epd_vendor", "advisor_id", "stand_in_id", "confidential")


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitInput:
    """The part that goes on by itself. `departments` take their people, open requests and signals that are not settled along.

    `aliases` are names of the institution that are the new one's from now on.
    """

    name: str | None = None
    short_name: str | None = None
    city: str | None = None
    aliases: Sequence[str] = ()
    departments: Sequence[str] = ()
    contact_ids: Sequence[int] = ()
    request_ids: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class SplitOffer:
    """What can go along: other names, departments, contacts (number, name) and open requests (number, title)."""

    name: str
    aliases: tuple[str, ...]
    departments: tuple[str, ...]
    contacts: tuple[tuple[int, str], ...]
    requests: tuple[tuple[int, str], ...]


def split_offer(store: Store, number: int) -> SplitOffer:
    """What of an institution can go along with a part of it; changes nothing."""
    with store.write("preview") as tx:
        row: Institution = fetch(tx, RecordKind.INSTITUTION, number)
        contacts, requests = _contacts(tx, number), _open_requests(tx, number)
        departments = {one.department for one in contacts} | {one.department for one in requests}
        aliases = tx.session.exec(select(InstitutionAlias.alias).where(InstitutionAlias.institution_id == number)).all()
        return SplitOffer(
            row.name,
            tuple(sorted(aliases)),
            tuple(sorted(one for one in departments if one)),
            tuple((one.id or 0, one.name or "?") for one in contacts),
            tuple((one.id or 0, one.title) for one in requests),
        )


def split_institution(store: Store, number: int, data: SplitInput) -> Done:
    """Make part of an institution one of its own; what happened until now stays where it happened."""
    with store.write("split_institution") as tx:
        check = Check()
        old: Institution = fetch(tx, RecordKind.INSTITUTION, number)
        if old.merged_into_id is not None:
            check.fail("name", _("{name} was merged already.").format(name=old.name))
        values = checked(tx, check, RecordKind.INSTITUTION, _values(data), required=("name",))
        if values.get("name") == old.name:
            check.fail("name", _("Choose another name than {name}.").format(name=old.name))
        people, cases = _going_along(tx, check, number, data)
        check.finish()
        carried = {name: getattr(old, name) for name in _CARRIED}
        new: Institution = make(tx, RecordKind.INSTITUTION, {**carried, **values, "split_from_id": number})
        moved = _Moved(tx, number, new.id or 0)
        contacts = moved.contacts(people)
        moved.requests(cases, contacts)
        moved.signals(data.departments)
        moved.names(data.aliases)
        touch(old)
        message = _("{name} goes on by itself: {number}.").format(name=new.name, number=RecordKind.INSTITUTION.number(new.id or 0))
        records = [Ref(RecordKind.INSTITUTION, one) for one in (new.id or 0, number)]
        records += [Ref(RecordKind.CONTACT, one) for one in contacts.values()] + [Ref(RecordKind.REQUEST, one.id or 0) for one in cases]
        return done(tx, check, message, *records)


def _values(data: SplitInput) -> dict[str, Any]:
    return {"name": data.name, "short_name": data.short_name, "city": data.city}


def _contacts(tx: Transaction, number: int) -> Sequence[Contact]:
    there = (col(Contact.left_on).is_(None), col(Contact.erased_on).is_(None), col(Contact.name).is_not(None))
    return tx.session.exec(select(Contact).where(Contact.institution_id == number, *there).order_by(Contact.name, col(Contact.id))).all()


def _open_requests(tx: Transaction, number: int) -> Sequence[SupportRequest]:
    is_open = col(SupportRequest.state).not_in((RequestState.RESOLVED, RequestState.DROPPED))
    where = (SupportRequest.institution_id == number, is_open)
    return tx.session.exec(select(SupportRequest).where(*where).order_by(col(SupportRequest.id))).all()


def _going_along(tx: Transaction, check: Check, number: int, data: SplitInput) -> tuple[list[Contact], list[SupportRequest]]:
    """The contacts and open requests that were chosen, by themselves or with their department."""
    contacts, requests = _contacts(tx, number), _open_requests(tx, number)
    for field, chosen, there in (("contact_ids", data.contact_ids, contacts), ("request_ids", data.request_ids, requests)):
        if set(chosen) - {one.id for one in there}:
            check.fail(field, _("Choose from what is at this institution now."))
    people = [one for one in contacts if one.id in data.contact_ids or one.department in data.departments]
    return people, [one for one in requests if one.id in data.request_ids or one.department in data.departments]


@dataclass(frozen=True, slots=True)
class _Moved:
    """Takes records from an institution to the one that was split off."""

    tx: Transaction
    old: int
    new: int

    def contacts(self, people: Sequence[Contact]) -> dict[int, int]:
        """Each person gets a contact at the new institution, as anybody who moves; gives the new number of each."""
        numbers: dict[int, int] = {}
        for one in people:
            names = ("name", "function", "department", "audience", "email", "phone", "retention_until", "confidential")
            values = {name: getattr(one, name) for name in names}
            new = make(self.tx, RecordKind.CONTACT, {**values, "institution_id": self.new, "moved_from_id": one.id})
            one.left_on = self.tx.today
            numbers[one.id or 0] = new.id
        self._hanging(RecordKind.CONTACT, numbers)
        return numbers

    def requests(self, cases: Sequence[SupportRequest], contacts: dict[int, int]) -> None:
        """Open requests go with their contact, where that went too, and with what hangs on them."""
        for case in cases:
            case.institution_id = self.new
            case.contact_id = contacts.get(case.contact_id or 0, case.contact_id)
        self.tx.session.flush()
        numbers = [case.id or 0 for case in cases]
        referrals = METADATA.tables["referral"]
        self._to_new(referrals, referrals.c.request_id.in_(numbers))
        for name in ("follow_up", "note"):
            table = METADATA.tables[name]
            self._to_new(table, (table.c.on_kind == RecordKind.REQUEST) & table.c.on_id.in_(numbers))

    def signals(self, departments: Collection[str]) -> None:
        """Signals of a department that are not settled yet."""
        table = table_of(RecordKind.SIGNAL)
        self._to_new(table, table.c.department.in_(list(departments)) & table.c.state.not_in(("closed", "rejected")))

    def names(self, aliases: Collection[str]) -> None:
        """Other names that are the new one's now."""
        for alias in self.tx.session.exec(select(InstitutionAlias).where(InstitutionAlias.institution_id == self.old)).all():
            if alias.alias in aliases:
                alias.institution_id = self.new
        self.tx.session.flush()

    def _hanging(self, kind: RecordKind, numbers: dict[int, int]) -> None:
        """Open follow-ups on who went along go along."""
        table = METADATA.tables["follow_up"]
        for old, new in numbers.items():
            where = (table.c.on_kind == kind) & (table.c.on_id == old) & (table.c.state == "open")
            values = {"on_id": new, "institution_id": self.new, "version": table.c.version + 1}
            self.tx.connection.execute(update(table).where(where).values(values))

    def _to_new(self, table: Table, where: Any) -> None:
        values = {"institution_id": self.new, "version": table.c.version + 1}
        self.tx.connection.execute(update(table).where(table.c.institution_id == self.old, where).values(values))
