"""Support requests: registering one, changing one or many, judging what exists for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done, Ref
from loket.casework.records import ListField, alter, checked, done, fetch, items_of, make, ref
from loket.language import _, label, ngettext
from loket.models.cases import SupportRequest
from loket.models.words import Audience, Nature, OutcomeInfo, Priority, RecordKind, RequestSource, RequestState, Verdict
from loket.store.opening import Store
from loket.store.writing import Transaction

LISTS = (
    ListField("themes", "request_theme", "theme_id", "theme"),
    ListField("obstacles", "request_obstacle", "obstacle_id", "obstacle"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestInput:
    """The fields of a support request; those left out stay as they are, or are empty in a new one.

    A new one without `advisor_id` is the actor's, without `received_on` of today. `themes` and `obstacles` are numbers.
    """

    title: str | Keep = KEEP
    description: str | Keep | None = KEEP
    institution_id: int | Keep | None = KEEP
    party_id: int | Keep | None = KEEP
    department: str | Keep | None = KEEP
    contact_id: int | Keep | None = KEEP
    themes: Sequence[int] | Keep = KEEP
    obstacles: Sequence[int] | Keep = KEEP
    nature: Nature | Keep | None = KEEP
    outcome_info: OutcomeInfo | Keep | None = KEEP
    audience: Audience | Keep | None = KEEP
    outcome_set_id: int | Keep | None = KEEP
    source: RequestSource | Keep | None = KEEP
    response_id: int | Keep | None = KEEP
    conversation_id: int | Keep | None = KEEP
    session_id: int | Keep | None = KEEP
    fitgap_item_id: int | Keep | None = KEEP
    priority: Priority | Keep | None = KEEP
    advisor_id: int | Keep | None = KEEP
    received_on: date | Keep = KEEP
    due_on: date | Keep | None = KEEP
    resolution: str | Keep | None = KEEP
    verdict: Verdict | Keep | None = KEEP
    verdict_reason: str | Keep | None = KEEP
    confidential: bool | Keep = KEEP


def register_request(store: Store, data: RequestInput) -> Done:
    """A new request. Title, at least one theme, and an institution or party must be filled in."""
    return _register(store, data, ("title", "themes"))


def register_quickly(store: Store, data: RequestInput) -> Done:
    """A new request from one line: its theme may still be unknown."""
    return _register(store, data, ("title",))


def _register(store: Store, data: RequestInput, required: Sequence[str]) -> Done:
    with store.write("register_request") as tx:
        check = Check()
        values = check_request(tx, check, data, required)
        if not values.get("institution_id") and not values.get("party_id"):
            check.fail("institution_id", _("Fill in an institution or a party."))
        check.finish()
        row = make_request(tx, values)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.REQUEST, row))


def change_request(store: Store, number: int, data: RequestInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    with store.write("change_request") as tx:
        check = Check()
        row: SupportRequest = fetch(tx, RecordKind.REQUEST, number)
        values = checked(tx, check, RecordKind.REQUEST, given(data), LISTS, required=("title",))
        received = values.get("received_on") or row.received_on
        if row.closed_on is not None and received > row.closed_on:
            check.fail("received_on", _("Received after it was closed."))
        check.finish()
        alter(tx, check, RecordKind.REQUEST, number, values, LISTS, version)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.REQUEST, row))


def judge(store: Store, numbers: Sequence[int], verdict: Verdict, reason: str | None = None) -> Done:
    """Say of one or more requests what exists for them, and why: they stay open. An earlier reason goes with its verdict."""
    with store.write("judge") as tx:
        check = Check()
        values = checked(tx, check, RecordKind.REQUEST, {"verdict": verdict, "verdict_reason": reason})
        check.finish()
        for number in numbers:
            alter(tx, check, RecordKind.REQUEST, number, values)
        message = ngettext("Verdict on {number}: {verdict}.", "Verdict on {count} requests: {verdict}.", len(numbers))
        message = message.replace("{verdict}", label(verdict)).replace("{count}", str(len(numbers)))
        return done(tx, check, message, *(Ref(RecordKind.REQUEST, number) for number in numbers))


def check_request(tx: Transaction, check: Check, data: RequestInput, required: Sequence[str] = ("title",)) -> dict[str, object]:
    """The values of a new request, checked and with the defaults filled in."""
    values = {
        "title": None,
        "themes": (),
        "advisor_id": tx.advisor.id,
        "received_on": tx.today,
        "priority": Priority.NORMAL,
        **given(data),
    }
    return checked(tx, check, RecordKind.REQUEST, values, LISTS, required)


def make_request(tx: Transaction, values: dict[str, object]) -> SupportRequest:
    """A new request of checked values."""
    row: SupportRequest = make(tx, RecordKind.REQUEST, {"state": RequestState.NEW, "state_since": tx.today, **values}, LISTS)
    return row


def set_priority(store: Store, numbers: Sequence[int], priority: Priority) -> Done:
    """Give one or more requests a priority."""
    with store.write("set_priority") as tx:
        check = Check()
        for number in numbers:
            alter(tx, check, RecordKind.REQUEST, number, {"priority": priority})
        return done(tx, check, _changed(len(numbers)), *(Ref(RecordKind.REQUEST, number) for number in numbers))


def add_theme(store: Store, numbers: Sequence[int], theme: int) -> Done:
    """Give one or more requests a theme beside those they have."""
    themes = next(field for field in LISTS if field.name == "themes")
    with store.write("add_theme") as tx:
        check = Check()
        check.exist(tx.connection, "theme", "themes", [theme])
        check.finish()
        for number in numbers:
            fetch(tx, RecordKind.REQUEST, number)
            there = items_of(tx, themes, number)
            alter(tx, check, RecordKind.REQUEST, number, {"themes": tuple(sorted({*there, theme}))}, LISTS)
        return done(tx, check, _changed(len(numbers)), *(Ref(RecordKind.REQUEST, number) for number in numbers))


def _changed(count: int) -> str:
    return ngettext("{number} is changed.", "{count} records are changed.", count).replace("{count}", str(count))
