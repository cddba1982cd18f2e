"""Offerings: what institutions can be referred to, and the requests that wait for one that is still to come."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import func
from sqlmodel import col, select

from loket.casework.done import Done, Ref
from loket.casework.inputs import Check, Ids, Input, Line, Text
from loket.casework.records import add_within, change, done, fetch, ref
from loket.language import _, ngettext
from loket.models.errors import Refused
from loket.models.offerings import Offering, WaitingRequest
from loket.models.requests import SupportRequest
from loket.models.words import Audience, OfferingKind, OfferingStatus, OutcomeInfo, RecordKind
from loket.store.database import Store
from loket.store.transaction import Transaction


class OfferingInput(Input):
    """The fields of an offering; a new one without `state` is available. No audience means everyone."""

    KIND = RecordKind.OFFERING
    REQUIRED = ("title", "kind", "themes")

    title: Line = None
    kind: OfferingKind | None = None
    provider: Line = None
    url: Line = None
    description: Text = None
    outcome_info: OutcomeInfo | None = None
    themes: Ids = ()
    obstacles: Ids = ()
    audiences: Sequence[Audience] = ()
    state: OfferingStatus = OfferingStatus.AVAILABLE
    available_from: date | None = None
    available_until: date | None = None
    owner: Line = None
    expected_on: date | None = None
    confidential: bool = False

    def rules(self) -> Iterator[tuple[str, str]]:
        """It is for a known kind of help, and ends after it begins."""
        if self.outcome_info is OutcomeInfo.NOT_APPLICABLE:
            yield "outcome_info", _("An offering is with, without or for both.")
        if self.available_from and self.available_until and self.available_until < self.available_from:
            yield "available_until", _("The end comes after the beginning.")


def add_offering(store: Store, data: OfferingInput, waiting: Sequence[int] = ()) -> Done:
    """A new offering. Title, kind and at least one theme must be filled in; the requests in `waiting` wait for it."""
    with store.write("add_offering") as tx:
        check = Check()
        made = ref(add_within(tx, check, data))
        message = _("Saved: {number}.")
        if waiting:
            wait_within(tx, check, waiting, made.id)
            text = ngettext("{count} request waits for it.", "{count} requests wait for it.", len(waiting))
            message += " " + text.format(count=len(waiting))
        return done(tx, check, message, made)


def change_offering(store: Store, number: int, data: OfferingInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; its status changes through `states.advance`."""
    return change(store, "change_offering", number, data, version, _state_stays)


def _state_stays(_tx: Transaction, check: Check, data: OfferingInput, row: Offering) -> OfferingInput:
    """A state is moved by itself."""
    if data.says("state") and data.state != row.state:
        check.fail("state", _("Change the state by itself (key s)."))
    return data


def wait_for_offering(store: Store, requests: Sequence[int], offering: int) -> Done:
    """Let open requests wait for an offering that is not there yet; those that wait for it already stay as they are."""
    with store.write("wait_for_offering") as tx:
        check = Check()
        wait_within(tx, check, requests, offering)
        return done(tx, check, waits_for(tx, requests, [offering]), *(Ref(RecordKind.REQUEST, number) for number in requests))


def stop_waiting(store: Store, waits: Sequence[tuple[int, int]]) -> Done:
    """Let requests wait no longer: pairs of a request and the offering that it waits for."""
    with store.write("stop_waiting") as tx:
        if not sum(forget_within(tx, [request], [offering]) for request, offering in waits):
            raise Refused(_("None of these waits for it."))
        requests = list(dict.fromkeys(request for request, _offering in waits))
        titles = ", ".join(fetch(tx, Offering, offering).title for offering in dict.fromkeys(pair[1] for pair in waits))
        message = ngettext("{number} no longer waits for: {title}.", "{count} requests no longer wait for: {title}.", len(requests))
        message = message.replace("{count}", str(len(requests))).replace("{title}", _braced(titles))
        return done(tx, Check(), message, *(Ref(RecordKind.REQUEST, number) for number in requests))


def wait_within(tx: Transaction, check: Check, requests: Sequence[int], offering: int) -> None:
    """Let requests wait, in a transaction that does more."""
    row = fetch(tx, Offering, offering)
    if not is_coming(tx, row):
        gone = _("{number} is not being made any more: nothing to wait for.")
        there = _("{number} is there now: refer to it.")
        text = gone if row.state is OfferingStatus.LAPSED else there
        raise Refused(text.format(number=RecordKind.OFFERING.number(offering)))
    for number in requests:
        request = fetch(tx, SupportRequest, number)
        if request.closed_on is not None:
            check.fail("request_id", _("{number} is closed.").format(number=RecordKind.REQUEST.number(number)))
    check.finish()
    for number in requests:
        if tx.session.get(WaitingRequest, (number, offering)) is None:
            tx.session.add(WaitingRequest(request_id=number, offering_id=offering, waits_since=tx.today))
    tx.session.flush()


def forget_within(tx: Transaction, requests: Collection[int], offerings: Collection[int]) -> int:
    """Requests wait no longer for these offerings; gives how many did."""
    chosen = (col(WaitingRequest.request_id).in_(requests), col(WaitingRequest.offering_id).in_(offerings))
    waits = tx.session.exec(select(WaitingRequest).where(*chosen)).all()
    for wait in waits:
        tx.session.delete(wait)
    tx.session.flush()
    return len(waits)


def is_coming(tx: Transaction, offering: Offering) -> bool:
    """Whether an offering is in development, or begins later: what one can wait for."""
    starts_later = offering.available_from is not None and offering.available_from > tx.today
    return offering.state is OfferingStatus.IN_DEVELOPMENT or (offering.state is OfferingStatus.AVAILABLE and starts_later)


def count_waiting(tx: Transaction, offering: int) -> int:
    """How many open requests wait for an offering."""
    open_ones = select(func.count()).select_from(WaitingRequest).join(SupportRequest)
    return tx.session.exec(open_ones.where(WaitingRequest.offering_id == offering, col(SupportRequest.closed_on).is_(None))).one()


def waits_for(tx: Transaction, requests: Sequence[int], offerings: Sequence[int]) -> str:
    """`V-1 waits for: Blueprints.`"""
    titles = ", ".join(fetch(tx, Offering, number).title for number in offerings)
    message = ngettext("{number} waits for: {title}.", "{count} requests wait for: {title}.", len(requests))
    return message.replace("{count}", str(len(requests))).replace("{title}", _braced(titles))


def _braced(text: str) -> str:
    """A title inside a message that is still to be formatted."""
    return text.replace("{", "{{").replace("}", "}}")
