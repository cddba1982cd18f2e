"""Referrals: from a request to an offering, and whether it was used and helped; and material handed out without a request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Self

from loket.casework.done import Done, Ref
from loket.casework.inputs import Check, Ids, Input, Text
from loket.casework.list_fields import CONVERSATION_INSTITUTIONS, items_of
from loket.casework.offerings import forget_within, is_coming, wait_within, waits_for
from loket.casework.records import add_within, change, done, fetch, ref
from loket.casework.states import Advance, advance_within
from loket.language import _, ngettext
from loket.language.dates import first_workday
from loket.language.formats import written_date
from loket.models.conversations import Conversation
from loket.models.errors import FieldError, Refused
from loket.models.offerings import Offering, Referral
from loket.models.requests import SupportRequest
from loket.models.states import STATES
from loket.models.themes import Setting
from loket.models.words import ConversationState, Helped, OfferingStatus, RecordKind, ReferralState, RequestState
from loket.store.database import Store
from loket.store.transaction import Transaction

CHECK_BACK_WEEKS = 6
"""After how many weeks to ask whether it was used and helped, where the settings say nothing."""


class ReferralInput(Input):
    """The fields of a referral: of a request, or of a conversation or institution when material was only handed out.

    A new one without `advisor_id` is the actor's, without `referred_on` of today, without `check_back_on` so many weeks later as
    the setting `check_back_weeks` says.
    """

    KIND = RecordKind.REFERRAL
    REQUIRED = ("offering_id", "referred_on")

    offering_id: int | None = None
    request_id: int | None = None
    conversation_id: int | None = None
    institution_id: int | None = None
    advisor_id: int | None = None
    referred_on: date | None = None
    check_back_on: date | None = None
    remark: Text = None
    confidential: bool = False

    def as_new(self, tx: Transaction) -> Self:
        """The actor's, of today, checked back when the loket usually does."""
        data = self.usual(advisor_id=tx.advisor.id, referred_on=tx.today)
        return data if data.referred_on is None else data.usual(check_back_on=first_workday(data.referred_on + check_back_after(tx)))

    def rules(self) -> Iterator[tuple[str, str]]:
        """It is for something, and checked back after it was made."""
        if not self.request_id and not self.conversation_id and not self.institution_id:
            yield "request_id", _("Say for which request, conversation or institution it is.")
        if self.check_back_on and self.referred_on and self.check_back_on < self.referred_on:
            yield "check_back_on", _("Checking back comes after referring.")


def refer(store: Store, data: ReferralInput) -> Done:
    """Refer to an offering; the request, when it is open and not there yet, becomes `referred`."""
    with store.write("refer") as tx:
        check = Check()
        records = _refer_within(tx, check, data)
        return done(tx, check, _("Saved: {number}."), *records)


def refer_to_all(store: Store, requests: Sequence[int], offerings: Sequence[int], check_back_on: date | None = None) -> Done:
    """Refer each of these requests to each of these offerings in one step; for what is still to come they wait instead."""
    data = ReferralInput() if check_back_on is None else ReferralInput(check_back_on=check_back_on)
    with store.write("refer") as tx:
        check = Check()
        coming = [number for number in offerings if is_coming(tx, fetch(tx, Offering, number))]
        there = [number for number in offerings if number not in coming]
        records = [
            record
            for request in requests
            for offering in there
            for record in _refer_within(tx, check, data.having(request_id=request, offering_id=offering))
        ]
        for offering in coming:
            wait_within(tx, check, requests, offering)
        texts = [_saved(len(requests) * len(there))] if there else []
        if coming:
            texts.append(waits_for(tx, requests, coming).replace("{number}", RecordKind.REQUEST.number(requests[0])))
        records += [Ref(RecordKind.REQUEST, number) for number in requests]
        return done(tx, check, " ".join(texts), *dict.fromkeys(records))


def refer_waiting(store: Store, waits: Sequence[tuple[int, int]]) -> Done:
    """Refer requests to what they waited for, now that it is there: pairs of a request and an offering, in one step."""
    with store.write("refer") as tx:
        check = Check()
        records = [
            record
            for request, offering in waits
            for record in _refer_within(tx, check, ReferralInput(request_id=request, offering_id=offering))
        ]
        return done(tx, check, _saved(len(waits)), *records)


def _saved(count: int) -> str:
    if count == 1:
        return _("Saved: {number}.")
    return ngettext("Saved: {number} and {count} more.", "Saved: {number} and {count} more.", count - 1).replace("{count}", str(count - 1))


def _refer_within(tx: Transaction, check: Check, data: ReferralInput) -> list[Ref]:
    row: Referral = add_within(tx, check, data)
    _warn_of_the_end(tx, check, row)
    records = [ref(row)]
    if row.request_id is not None:
        forget_within(tx, [row.request_id], [row.offering_id])
        request = fetch(tx, SupportRequest, row.request_id)
        if RequestState.REFERRED in STATES[RecordKind.REQUEST].next_states(request.state):
            request.state, request.state_since = RequestState.REFERRED, tx.today
            records.append(ref(request))
    tx.session.flush()
    return records


def check_back_after(tx: Transaction) -> timedelta:
    """How long after a referral to ask whether it was used and helped: the setting `check_back_weeks`."""
    setting = tx.session.get(Setting, "check_back_weeks")
    return timedelta(weeks=int(setting.value) if setting and setting.value.isdecimal() else CHECK_BACK_WEEKS)


def _warn_of_the_end(tx: Transaction, check: Check, referral: Referral) -> None:
    offering = fetch(tx, Offering, referral.offering_id)
    until = offering.available_until
    if until is not None and until < referral.referred_on:
        text = _("{offering} ended on {day}.").format(offering=offering.title, day=written_date(until))
        check.warnings += [text] if text not in check.warnings else []


def change_referral(store: Store, number: int, data: ReferralInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_referral", number, data, version)


def check_back(store: Store, numbers: Sequence[int], used: bool, helped: Helped | None = None, remark: str | None = None) -> Done:
    """Note for one or more referrals, in one step, whether they were used and whether that helped.

    Of one that was used already it notes anew whether it helped; an empty `remark` leaves the old one.
    """
    to = ReferralState.USED if used else ReferralState.NOT_USED
    with store.write("check_back") as tx:
        check = Check()
        text = check.text("remark", remark)
        check.finish()
        known = [number for number in numbers if used and fetch(tx, Referral, number).state is ReferralState.USED]
        new = [number for number in numbers if number not in known]
        message = _("Saved: {number}.")
        if new:
            message = advance_within(tx, check, Advance(kind=RecordKind.REFERRAL, numbers=new, to=to, helped=helped))
        for number in numbers:
            row = fetch(tx, Referral, number)
            row.remark = text or row.remark
            row.helped = helped if number in known else row.helped
        return done(tx, check, message, *(Ref(RecordKind.REFERRAL, number) for number in numbers))


class HandOut(Input):
    """What was handed out and to whom: to an institution, or at a conversation to every institution in it.

    Without `on` it was the day of the conversation when that was held, else today; `check_back_on` comes as with other referrals.
    """

    offering_ids: Ids = ()
    institution_id: int | None = None
    conversation_id: int | None = None
    on: date | None = None
    check_back_on: date | None = None
    remark: Text = None


def hand_out(store: Store, data: HandOut) -> Done:
    """Note that material was handed out: a referral for each offering and institution, in one step."""
    with store.write("hand_out") as tx:
        check = Check()
        check.take(data)
        if not data.offering_ids:
            raise Refused(errors=[FieldError("offering_id", _("Choose what was handed out."))])
        institutions, day = _to_whom(tx, data)
        for offering in data.offering_ids:
            _must_be_there(tx, offering)
        records = [_hand(tx, check, data, offering, institution, day) for offering in data.offering_ids for institution in institutions]
        titles = ", ".join(fetch(tx, Offering, number).title for number in data.offering_ids)
        back = fetch(tx, Referral, records[0].id).check_back_on
        message = _("Handed out: {titles}.").format(titles=titles)
        if back is not None:
            message += " " + _("Check back on {day}.").format(day=written_date(back))
        return Done(tx.id, message, tuple(records), tuple(check.warnings))


def _to_whom(tx: Transaction, data: HandOut) -> tuple[Sequence[int | None], date]:
    if data.conversation_id is None:
        if data.institution_id is None:
            raise Refused(errors=[FieldError("institution_id", _("Say for which request, conversation or institution it is."))])
        return [data.institution_id], data.on or tx.today
    talk = fetch(tx, Conversation, data.conversation_id)
    day = data.on or (talk.held_at if talk.state is ConversationState.HELD else None) or tx.today
    found = items_of(tx, CONVERSATION_INSTITUTIONS, data.conversation_id)
    return ([data.institution_id] if data.institution_id is not None else [*found] or [None]), day


def _must_be_there(tx: Transaction, number: int) -> None:
    offering = fetch(tx, Offering, number)
    if offering.state is OfferingStatus.IN_DEVELOPMENT:
        raise Refused(errors=[FieldError("offering_id", _("{offering} is still in development.").format(offering=offering.title))])


def _hand(tx: Transaction, check: Check, data: HandOut, offering: int, institution: int | None, day: date) -> Ref:
    given = ReferralInput(
        offering_id=offering, institution_id=institution, conversation_id=data.conversation_id, referred_on=day, remark=data.remark
    )
    if data.says("check_back_on"):
        given = given.having(check_back_on=data.check_back_on)
    return ref(add_within(tx, check, given))
