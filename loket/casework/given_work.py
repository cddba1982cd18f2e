"""Work that a colleague gave somebody: new on top of their Werk until they look at it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlmodel import col, delete

from loket.casework.done import Ref
from loket.models.advisors import GivenWork
from loket.models.words import RecordKind

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.store.transaction import Transaction

KINDS = frozenset({
    RecordKind.INSTITUTION, RecordKind.REQUEST, RecordKind.SIGNAL, RecordKind.CONVERSATION, RecordKind.REFERRAL, RecordKind.FOLLOW_UP,
})  # fmt: skip
"""What an advisor can be given."""


def note_given(tx: Transaction, record: Ref, advisors: Iterable[int | None]) -> None:
    """Remember that the actor gave this record to these advisors; what one gives oneself is no news."""
    if record.kind not in KINDS:
        return
    for number in advisors:
        if number is not None and number != tx.advisor.id:
            given = GivenWork(advisor_id=number, on_kind=record.kind.value, on_id=record.id, given_by=tx.advisor.name, given_on=tx.today)
            tx.session.merge(given)


def mark_seen(store: Store, records: Iterable[Ref]) -> None:
    """The one at work has looked at these: they take their ordinary place."""
    me = store.viewer().advisor_id
    with store.scratch() as tx:
        for record in records:
            mine = (col(GivenWork.advisor_id) == me) & (col(GivenWork.on_kind) == record.kind.value)
            tx.session.exec(delete(GivenWork).where(mine & (col(GivenWork.on_id) == record.id)))
