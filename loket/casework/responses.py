"""Responses to the WensenScan by hand: entering what was told by phone or on paper, and correcting what was noted down wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from loket.casework.done import Done
from loket.casework.inputs import Check, Ids, Input, Line, Text
from loket.casework.records import add_within, change_within, done, fetch, ref
from loket.casework.rounds import to_invite
from loket.language import _
from loket.models.rounds import RoundPopulation, WensenscanResponse, WensenscanRound
from loket.models.words import Audience, RecordKind, SdmScope, YesNo
from loket.store.database import Store
from loket.store.transaction import Transaction


class ResponseInput(Input):
    """The answers of one audience of an institution in a round; an answer left empty is not known.

    The survey tool's own row is none of these: it stays as it is.
    """

    KIND = RecordKind.RESPONSE
    REQUIRED = ("round_id", "institution_id")

    round_id: int | None = None
    institution_id: int | None = None
    audience: Audience | None = None
    submitted_on: date | None = None
    sdm_scope: SdmScope | None = None
    uses_outcome_info: YesNo | None = None
    ambition: Line = None
    themes: Ids = ()
    obstacles: Ids = ()
    free_text: Text = None
    confidential: bool = False


def enter_response(store: Store, data: ResponseInput) -> Done:
    """A response that did not come in a file. Round, institution, audience and day must be filled in.

    In a round of which nothing was loaded it fixes who was invited, as a file does: the institutions that are active now.
    """
    with store.write("enter_response") as tx:
        check = Check()
        row = add_within(tx, check, data, _new)
        _freeze(tx, check, row.round_id)
        return done(tx, check, _("Saved: {number}."), ref(row))


def correct_response(store: Store, number: int, data: ResponseInput, reason: str | None, version: int | None = None) -> Done:
    """Change what was noted down of a response; history keeps the reason. `version` is the one the person saw."""
    check = Check()
    said = check.line("reason", reason)
    check.require("reason", said)
    check.finish()
    with store.write("correct_response", reason=said) as tx:
        return done(tx, check, _("Corrected: {number}."), ref(change_within(tx, check, number, data, version, _possible)))


def _new(tx: Transaction, check: Check, data: ResponseInput, _row: None) -> ResponseInput:
    check.require("audience", data.audience)
    check.require("submitted_on", data.submitted_on)
    same = select(WensenscanResponse.id).where(
        col(WensenscanResponse.round_id) == data.round_id,
        col(WensenscanResponse.institution_id) == data.institution_id,
        col(WensenscanResponse.audience) == data.audience,
        col(WensenscanResponse.submitted_on) == data.submitted_on,
    )
    there = tx.session.exec(same).first()
    if there is not None:
        text = _("{number} is of this audience and day already: correct that one.")
        check.fail("submitted_on", text.format(number=RecordKind.RESPONSE.number(there)))
    return _possible(tx, check, data, None)


def _possible(tx: Transaction, check: Check, data: ResponseInput, _row: WensenscanResponse | None) -> ResponseInput:
    check.not_to_come("submitted_on", data.submitted_on, tx.today)
    return data


def _freeze(tx: Transaction, check: Check, round_id: int) -> None:
    if tx.session.exec(select(RoundPopulation).where(RoundPopulation.round_id == round_id)).first() is not None:
        return
    invited: Sequence[int] = to_invite(tx.connection)
    tx.session.add_all([RoundPopulation(round_id=round_id, institution_id=number) for number in invited])
    tx.session.flush()
    text = _("Who was invited for {round} is fixed by this: the {count} institutions that are active now.")
    check.warnings.append(text.format(round=fetch(tx, WensenscanRound, round_id).name, count=len(invited)))
