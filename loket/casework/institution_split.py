"""Splitting an institution: part of it goes on under a name of its own, with the people, cases and names that belong to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from loket.casework.done import Done, Ref
from loket.casework.inputs import Check
from loket.casework.institutions import InstitutionInput
from loket.casework.list_fields import INSTITUTION_TAGS, items_of
from loket.casework.records import checked, done, fetch, make, ref, touch
from loket.language import _
from loket.models.institutions import Contact, Institution, InstitutionAlias
from loket.models.notes import FollowUp, Note
from loket.models.offerings import Referral
from loket.models.requests import SupportRequest
from loket.models.signals import Signal
from loket.models.words import FollowUpState, RecordKind, RequestState, SignalState
from loket.store.database import Store
from loket.store.transaction import Transaction

_TAKEN = ("name", "function", "department", "audience", "email", "phone", "retention_until", "confidential")
_CARRIED = ("kind", "umbrella", "province", "epd_vendor", "advisor_id", "stand_in_id", "confidential")


class SplitInput(InstitutionInput):
    """The part that goes on by itself. `departments` take their people, open requests and signals that are not settled along.

    `aliases` are names of the institution that are the new one's from now on.
    """

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
        row = fetch(tx, Institution, number)
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
        old = fetch(tx, Institution, number)
        if old.merged_into_id is not None:
            check.fail("name", _("{name} was merged already.").format(name=old.name))
        data = checked(tx, check, data)
        if data.name == old.name:
            check.fail("name", _("Choose another name than {name}.").format(name=old.name))
        people, cases = _going_along(tx, check, number, data)
        check.finish()
        carried = data.usual(**{name: getattr(old, name) for name in _CARRIED})
        carried = carried.having(aliases=(), tag_ids=items_of(tx, INSTITUTION_TAGS, number))  # its names are moved, below
        new: Institution = make(tx, carried, split_from_id=number)
        moved = _Moved(tx, number, new.id or 0)
        contacts = moved.contacts(people)
        moved.requests(cases, contacts)
        moved.signals(data.departments)
        moved.names(data.aliases)
        touch(old)
        message = _("{name} goes on by itself: {number}.").format(name=new.name, number=ref(new).number)
        records = [ref(new), ref(old), *(Ref(RecordKind.CONTACT, one) for one in contacts.values()), *(ref(one) for one in cases)]
        return done(tx, check, message, *records)


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
            new = Contact(**{name: getattr(one, name) for name in _TAKEN}, institution_id=self.new, moved_from_id=one.id)
            self.tx.session.add(new)
            self.tx.session.flush()
            one.left_on = self.tx.today
            numbers[one.id or 0] = new.id or 0
        self._hanging(RecordKind.CONTACT, numbers)
        return numbers

    def requests(self, cases: Sequence[SupportRequest], contacts: dict[int, int]) -> None:
        """Open requests go with their contact, where that went too, and with what hangs on them."""
        for case in cases:
            case.institution_id = self.new
            case.contact_id = contacts.get(case.contact_id or 0, case.contact_id)
        self.tx.session.flush()
        numbers = [case.id or 0 for case in cases]
        self._to_new(Referral, col(Referral.request_id).in_(numbers))
        self._to_new(FollowUp, (col(FollowUp.on_kind) == RecordKind.REQUEST) & col(FollowUp.on_id).in_(numbers))
        self._to_new(Note, (col(Note.on_kind) == RecordKind.REQUEST) & col(Note.on_id).in_(numbers))

    def signals(self, departments: Collection[str]) -> None:
        """Signals of a department that are not settled yet."""
        settled = (SignalState.CLOSED, SignalState.REJECTED)
        self._to_new(Signal, col(Signal.department).in_(departments) & col(Signal.state).not_in(settled))

    def names(self, aliases: Collection[str]) -> None:
        """Other names that are the new one's now."""
        for alias in self.tx.session.exec(select(InstitutionAlias).where(InstitutionAlias.institution_id == self.old)).all():
            if alias.alias in aliases:
                alias.institution_id = self.new
        self.tx.session.flush()

    def _hanging(self, kind: RecordKind, numbers: dict[int, int]) -> None:
        """Open follow-ups on who went along go along."""
        is_open = (FollowUp.on_kind == kind, FollowUp.state == FollowUpState.OPEN)
        for one in self.tx.session.exec(select(FollowUp).where(*is_open, col(FollowUp.on_id).in_(numbers))).all():
            one.on_id, one.institution_id = numbers[one.on_id or 0], self.new
        self.tx.session.flush()

    def _to_new(self, model: type[Referral] | type[FollowUp] | type[Note] | type[Signal], where: ColumnElement[bool]) -> None:
        for row in self.tx.session.exec(select(model).where(col(model.institution_id) == self.old, where)).all():
            row.institution_id = self.new
        self.tx.session.flush()
