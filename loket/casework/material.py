"""Material handed out without a request: a referral that belongs to an institution, or to all that took part in a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loket.casework.belonging import CONVERSATION_INSTITUTIONS
from loket.casework.checking import KEEP, Check, Keep, given
from loket.casework.done import Done, Ref
from loket.casework.records import fetch, items_of, ref
from loket.casework.referrals import check_back_after
from loket.casework.saving import Shape, add_within
from loket.language import _
from loket.language.formats import written_date
from loket.models.errors import FieldError, Refused
from loket.models.words import ConversationState, OfferingStatus, RecordKind, ReferralState
from loket.store.opening import Store
from loket.store.writing import Transaction


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
