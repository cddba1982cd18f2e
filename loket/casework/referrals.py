"""Referrals: from a request to an offering, and whether it was used and helped; and material handed out without a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done, Ref
from loket.casework.offerings import forget_within, is_coming, wait_within, waits_for
from loket.casework.records import CONVERSATION_INSTITUTIONS, Shape, add_within, alter, change, checked, done, fetch, items_of, ref
from loket.casework.states import Advance, advance_within
from loket.language import _, ngettext
from loket.language.formats import written_date
from loket.models.errors import FieldError, Refused
from loket.models.offerings import Offering, Referral
from loket.models.reference import Setting
from loket.models.states import STATES
from loket.models.words import ConversationState, Helped, OfferingStatus, RecordKind, ReferralState, RequestState
from loket.store.opening import Store
from loket.store.writing import Transaction

CHECK_BACK_WEEKS = 6
"""After how many weeks to ask whether it was used and helped, where the settings say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralInput:
    """The fields of a referral: of a request, or of a conversation or institution when material was only handed out.

    A new one without `advisor_id` is the actor's, without `referred_on` of today, without `check_back_on` so many weeks later as
    the setting `check_back_weeks` says.
    """

    offering_id: int | Keep = KEEP
    request_id: int | Keep | None = KEEP
    conversation_id: int | Keep | None = KEEP
    institution_id: int | Keep | None = KEEP
    advisor_id: int | Keep | None = KEEP
    referred_on: date | Keep = KEEP
    check_back_on: date | Keep | None = KEEP
    remark: str | Keep | None = KEEP
    confidential: bool | Keep = KEEP


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
        coming = [number for number in offerings if is_coming(tx, fetch(tx, RecordKind.OFFERING, number))]
        there = [number for number in offerings if number not in coming]
        records = [
            record
            for request in requests
            for offering in there
            for record in _refer_within(tx, check, replace(data, request_id=request, offering_id=offering))
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
    said = given(data)
    day = said.get("referred_on") or tx.today
    usual = {"offering_id": None, "advisor_id": tx.advisor.id, "referred_on": day, "check_back_on": day + check_back_after(tx)}
    row = add_within(tx, check, _SHAPE, {**usual, "state": ReferralState.OPEN, "state_since": tx.today, **said})
    _warn_of_the_end(tx, check, row)
    records = [ref(RecordKind.REFERRAL, row)]
    if row.request_id is not None:
        forget_within(tx, [row.request_id], [row.offering_id])
        if _may_be_referred(tx, row.request_id):
            alter(tx, check, RecordKind.REQUEST, row.request_id, {"state": RequestState.REFERRED, "state_since": tx.today})
            records.append(Ref(RecordKind.REQUEST, row.request_id))
    return records


def check_back_after(tx: Transaction) -> timedelta:
    """How long after a referral to ask whether it was used and helped: the setting `check_back_weeks`."""
    setting = tx.session.get(Setting, "check_back_weeks")
    return timedelta(weeks=int(setting.value) if setting and setting.value.isdecimal() else CHECK_BACK_WEEKS)


def _warn_of_the_end(tx: Transaction, check: Check, referral: Referral) -> None:
    offering: Offering = fetch(tx, RecordKind.OFFERING, referral.offering_id)
    until = offering.available_until
    if until is not None and until < referral.referred_on:
        text = _("{offering} ended on {day}.").format(offering=offering.title, day=written_date(until))
        check.warnings += [text] if text not in check.warnings else []


def change_referral(store: Store, number: int, data: ReferralInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_referral", _SHAPE, number, data, version)


def check_back(store: Store, numbers: Sequence[int], used: bool, helped: Helped | None = None, remark: str | None = None) -> Done:
    """Note for one or more referrals, in one step, whether they were used and whether that helped.

    Of one that was used already it notes anew whether it helped; an empty `remark` leaves the old one.
    """
    to = ReferralState.USED if used else ReferralState.NOT_USED
    with store.write("check_back") as tx:
        check = Check()
        values = checked(tx, check, RecordKind.REFERRAL, {"remark": remark} if remark else {})
        known = [number for number in numbers if used and fetch(tx, RecordKind.REFERRAL, number).state is ReferralState.USED]
        new = [number for number in numbers if number not in known]
        message = _("Saved: {number}.")
        if new:
            message = advance_within(tx, check, Advance(kind=RecordKind.REFERRAL, numbers=new, to=to, helped=helped))
        for number in numbers:
            alter(tx, check, RecordKind.REFERRAL, number, {**values, **({"helped": helped} if number in known else {})})
        return done(tx, check, message, *(Ref(RecordKind.REFERRAL, number) for number in numbers))


def _may_be_referred(tx: Transaction, number: int) -> bool:
    state = fetch(tx, RecordKind.REQUEST, number).state
    return RequestState.REFERRED in STATES[RecordKind.REQUEST].next_states(state)


def _rules(_tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    def now(name: str) -> Any:
        return values[name] if name in values else getattr(row, name, None)

    if not any(now(name) for name in ("request_id", "conversation_id", "institution_id")):
        check.fail("request_id", _("Say for which request, conversation or institution it is."))
    if now("check_back_on") and now("referred_on") and now("check_back_on") < now("referred_on"):
        check.fail("check_back_on", _("Checking back comes after referring."))


_SHAPE = Shape(RecordKind.REFERRAL, required=("offering_id", "referred_on"), rules=_rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOut:
    """What was handed out and to whom: to an institution, or at a conversation to every institution in it.

    Without `on` it was the day of the conversation when that was held, else today; `check_back_on` comes as with other referrals.
    """

    offering_ids: Sequence[int]
    institution_id: int | None = None
    conversation_id: int | None = None
    on: date | None = None
    check_back_on: date | Keep | None = KEEP
    remark: str | Keep | None = KEEP


def hand_out(store: Store, data: HandOut) -> Done:
    """Note that material was handed out: a referral for each offering and institution, in one step."""
    with store.write("hand_out") as tx:
        check = Check()
        if not data.offering_ids:
            raise Refused(errors=[FieldError("offering_id", _("Choose what was handed out."))])
        institutions, day = _to_whom(tx, data)
        for offering in data.offering_ids:
            _must_be_there(tx, offering)
        records = [_hand(tx, check, data, offering, institution, day) for offering in data.offering_ids for institution in institutions]
        titles = ", ".join(fetch(tx, RecordKind.OFFERING, number).title for number in data.offering_ids)
        back = fetch(tx, RecordKind.REFERRAL, records[0].id).check_back_on
        message = _("Handed out: {titles}.").format(titles=titles)
        if back is not None:
            message += " " + _("Check back on {day}.").format(day=written_date(back))
        return Done(tx.id, message, tuple(records), tuple(check.warnings))


def _to_whom(tx: Transaction, data: HandOut) -> tuple[Sequence[int | None], date]:
    if data.conversation_id is None:
        if data.institution_id is None:
            raise Refused(errors=[FieldError("institution_id", _("Say for which request, conversation or institution it is."))])
        return [data.institution_id], data.on or tx.today
    talk = fetch(tx, RecordKind.CONVERSATION, data.conversation_id)
    day = data.on or (talk.held_at if talk.state is ConversationState.HELD else None) or tx.today
    found = items_of(tx, CONVERSATION_INSTITUTIONS, data.conversation_id)
    return ([data.institution_id] if data.institution_id is not None else [*found] or [None]), day


def _must_be_there(tx: Transaction, number: int) -> None:
    offering = fetch(tx, RecordKind.OFFERING, number)
    if offering.state is OfferingStatus.IN_DEVELOPMENT:
        raise Refused(errors=[FieldError("offering_id", _("{offering} is still in development.").format(offering=offering.title))])


def _hand(tx: Transaction, check: Check, data: HandOut, offering: int, institution: int | None, day: date) -> Ref:
    values = {
        "offering_id": offering,
        "institution_id": institution,
        "conversation_id": data.conversation_id,
        "advisor_id": tx.advisor.id,
        "referred_on": day,
        "check_back_on": day + check_back_after(tx),
        "state": ReferralState.OPEN,
        "state_since": tx.today,
    }
    kept = given(data, "offering_ids", "institution_id", "conversation_id", "on")
    return ref(RecordKind.REFERRAL, add_within(tx, check, _REFERRAL, {**values, **kept}))


_REFERRAL = Shape(RecordKind.REFERRAL, required=("offering_id", "referred_on"))
