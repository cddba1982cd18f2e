"""Support requests: registering one, changing one or many, judging what exists for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Self

from loket.casework.done import Done, Ref
from loket.casework.inputs import Check, Ids, Input, Line, Text
from loket.casework.list_fields import REQUEST_THEMES, items_of
from loket.casework.records import alter, checked, done, fetch, make, ref
from loket.language import _, label, ngettext
from loket.models.requests import SupportRequest
from loket.models.words import Audience, Nature, OutcomeInfo, Priority, RecordKind, RequestSource, Verdict
from loket.store.database import Store
from loket.store.transaction import Transaction


class RequestInput(Input):
    """The fields of a support request.

    A new one without `advisor_id` is the actor's, without `received_on` of today. `themes` and `obstacles` are numbers.
    """

    KIND = RecordKind.REQUEST
    REQUIRED = ("title",)

    title: Line = None
    description: Text = None
    institution_id: int | None = None
    party_id: int | None = None
    department: Line = None
    contact_id: int | None = None
    themes: Ids = ()
    obstacles: Ids = ()
    nature: Nature | None = None
    outcome_info: OutcomeInfo | None = None
    audience: Audience | None = None
    outcome_set_id: int | None = None
    source: RequestSource | None = None
    response_id: int | None = None
    conversation_id: int | None = None
    session_id: int | None = None
    fitgap_item_id: int | None = None
    priority: Priority | None = None
    advisor_id: int | None = None
    received_on: date | None = None
    due_on: date | None = None
    resolution: Text = None
    verdict: Verdict | None = None
    verdict_reason: Text = None
    confidential: bool = False

    def as_new(self, tx: Transaction) -> Self:
        """The actor's, received today, of normal priority."""
        return self.usual(advisor_id=tx.advisor.id, received_on=tx.today, priority=Priority.NORMAL)


def register_request(store: Store, data: RequestInput) -> Done:
    """A new request. Title, at least one theme, and an institution or party must be filled in."""
    return _register(store, data, ("themes",))


def register_quickly(store: Store, data: RequestInput) -> Done:
    """A new request from one line: its theme may still be unknown."""
    return _register(store, data, ())


def _register(store: Store, data: RequestInput, also: Collection[str]) -> Done:
    with store.write("register_request") as tx:
        check = Check()
        data = _with_source(checked(tx, check, data, also=also), None)
        if not data.institution_id and not data.party_id:
            check.fail("institution_id", _("Fill in an institution or a party."))
        check.finish()
        return done(tx, check, _("Saved: {number}."), ref(make(tx, data)))


def change_request(store: Store, number: int, data: RequestInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    with store.write("change_request") as tx:
        check = Check()
        row = fetch(tx, SupportRequest, number)
        data = _with_source(checked(tx, check, data, row), row.source)
        received = data.received_on or row.received_on
        if row.closed_on is not None and received > row.closed_on:
            check.fail("received_on", _("Received after it was closed."))
        check.finish()
        alter(tx, check, ref(row), data.said(), version)
        return done(tx, check, _("Saved: {number}."), ref(row))


_SOURCES = {
    "conversation_id": RequestSource.CONVERSATION,
    "response_id": RequestSource.WENSENSCAN,
    "session_id": RequestSource.SESSION,
    "fitgap_item_id": RequestSource.FIT_GAP,
}


def _with_source(data: RequestInput, known: RequestSource | None) -> RequestInput:
    """Of a request whose origin is said, and nobody said how it came in: the origin tells."""
    if known is not None or data.source is not None:
        return data
    source = next((source for name, source in _SOURCES.items() if getattr(data, name) is not None), None)
    return data.having(source=source) if source is not None else data


def judge(store: Store, numbers: Sequence[int], verdict: Verdict, reason: str | None = None) -> Done:
    """Say of one or more requests what exists for them, and why: they stay open. An earlier reason goes with its verdict."""
    with store.write("judge") as tx:
        check = Check()
        data = RequestInput(verdict=verdict, verdict_reason=reason)
        check.take(data)
        check.finish()
        records = [Ref(RecordKind.REQUEST, number) for number in numbers]
        for record in records:
            alter(tx, check, record, data.said())
        message = ngettext("Verdict on {number}: {verdict}.", "Verdict on {count} requests: {verdict}.", len(numbers))
        return done(tx, check, message.replace("{verdict}", label(verdict)).replace("{count}", str(len(numbers))), *records)


def set_priority(store: Store, numbers: Sequence[int], priority: Priority) -> Done:
    """Give one or more requests a priority."""
    with store.write("set_priority") as tx:
        for number in numbers:
            fetch(tx, SupportRequest, number).priority = priority
        return _changed(tx, numbers)


def add_theme(store: Store, numbers: Sequence[int], theme: int) -> Done:
    """Give one or more requests a theme beside those they have."""
    with store.write("add_theme") as tx:
        check = Check()
        for number in numbers:
            row = fetch(tx, SupportRequest, number)
            data = checked(tx, check, RequestInput(themes=sorted({*items_of(tx, REQUEST_THEMES, number), theme})), row)
            check.finish()
            alter(tx, check, ref(row), data.said())
        return _changed(tx, numbers)


def _changed(tx: Transaction, numbers: Sequence[int]) -> Done:
    text = ngettext("{number} is changed.", "{count} records are changed.", len(numbers)).replace("{count}", str(len(numbers)))
    return done(tx, Check(), text, *(Ref(RecordKind.REQUEST, number) for number in numbers))
