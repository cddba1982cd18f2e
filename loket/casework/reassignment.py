"""Giving work to somebody else: single records, or a whole portfolio with the promises that are open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from loket.casework.advisors import keep_an_admin
from loket.casework.done import Done, Ref
from loket.casework.given_work import note_given
from loket.casework.inputs import Check
from loket.casework.list_fields import CONVERSATION_ADVISORS, items_of, set_items
from loket.casework.records import alter, done, fetch, touch
from loket.language import _, ngettext
from loket.models.advisors import Advisor
from loket.models.conversations import Conversation
from loket.models.errors import Refused
from loket.models.institutions import Institution
from loket.models.words import RecordKind
from loket.store.database import Store
from loket.store.reader import Reader, as_date
from loket.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of work: the record, what it is about, of which institution, and when it is due."""

    record: Ref
    title: str
    institution: str | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All that waits for one advisor. `promises` are what the last talk with each institution left agreed; drafts do not move."""

    advisor: str
    institutions: tuple[Item, ...]
    requests: tuple[Item, ...]
    conversations: tuple[Item, ...]
    follow_ups: tuple[Item, ...]
    referrals: tuple[Item, ...]
    promises: tuple[Item, ...]
    drafts: tuple[str, ...]

    @property
    def moving(self) -> tuple[Item, ...]:
        """Everything that gets another advisor."""
        return (*self.institutions, *self.requests, *self.conversations, *self.follow_ups, *self.referrals)


@dataclass(frozen=True, slots=True)
class HandOver:
    """A portfolio that was handed over: what moved, to whom, and how to undo it (`done.tx`)."""

    done: Done
    portfolio: Portfolio
    to: str


_INSTITUTION = "(SELECT name FROM institution WHERE id = {column})"
_OF_CONVERSATION = (
    "(SELECT min(i.name) FROM institution i JOIN conversation_institution ci ON ci.institution_id = i.id WHERE ci.conversation_id = c.id)"
)
_ITEMS: dict[RecordKind, str] = {
    RecordKind.INSTITUTION: "SELECT i.id, i.name, NULL, NULL FROM institution i WHERE i.advisor_id = :advisor ORDER BY i.name, i.id",
    RecordKind.REQUEST: (
        f"SELECT r.id, r.title, {_INSTITUTION.format(column='r.institution_id')}, r.due_on FROM support_request r "
        "WHERE r.advisor_id = :advisor AND r.state NOT IN ('resolved', 'dropped') ORDER BY r.id"
    ),
    RecordKind.CONVERSATION: (
        f"SELECT c.id, coalesce(c.subject, c.kind, ''), {_OF_CONVERSATION}, c.planned_at FROM conversation c "
        "JOIN conversation_advisor a ON a.conversation_id = c.id "
        "WHERE a.advisor_id = :advisor AND c.state IN ('to_plan', 'planned') ORDER BY c.planned_at, c.id"
    ),
    RecordKind.FOLLOW_UP: (
        f"SELECT f.id, f.what, {_INSTITUTION.format(column='f.institution_id')}, f.due_on FROM follow_up f "
        "WHERE f.advisor_id = :advisor AND f.state = 'open' ORDER BY f.due_on, f.id"
    ),
    RecordKind.REFERRAL: (
        f"SELECT r.id, o.title, {_INSTITUTION.format(column='coalesce(r.institution_id, q.institution_id)')}, r.check_back_on "
        "FROM referral r JOIN offering o ON o.id = r.offering_id LEFT JOIN support_request q ON q.id = r.request_id "
        "WHERE r.advisor_id = :advisor AND r.state = 'open' ORDER BY r.check_back_on, r.id"
    ),
}
_PROMISES = """
SELECT c.id, c.agreements, i.name, c.held_at FROM institution i
JOIN conversation_institution ci ON ci.institution_id = i.id JOIN conversation c ON c.id = ci.conversation_id
WHERE i.advisor_id = :advisor AND c.state = 'held' AND c.agreements IS NOT NULL AND c.id = (
  SELECT l.id FROM conversation l JOIN conversation_institution li ON li.conversation_id = l.id
  WHERE li.institution_id = i.id AND l.state = 'held' ORDER BY l.held_at DESC, l.id DESC LIMIT 1)
ORDER BY i.name, c.id
"""


_HAVE_AN_ADVISOR = frozenset(
    {RecordKind.INSTITUTION, RecordKind.REQUEST, RecordKind.SIGNAL, RecordKind.REFERRAL, RecordKind.FOLLOW_UP, RecordKind.NOTE}
)


def reassign(store: Store, kind: RecordKind, numbers: Sequence[int], to: int) -> Done:
    """Give one or more records to an advisor, in one step; of a conversation they become its only advisor."""
    if kind is not RecordKind.CONVERSATION and kind not in _HAVE_AN_ADVISOR:
        raise Refused(_("This kind of record has no advisor."))
    with store.write("reassign") as tx:
        check = Check()
        receiver = fetch(tx, Advisor, to)
        if not receiver.active:
            check.fail("to", _("{name} does not work here any more.").format(name=receiver.name))
        check.finish()
        records = [Ref(kind, number) for number in dict.fromkeys(numbers)]
        given = {"advisor_ids": (to,)} if kind is RecordKind.CONVERSATION else {"advisor_id": to}
        for record in records:
            alter(tx, check, record, given)
        message = ngettext("{number} is now with {name}.", "{count} records are now with {name}.", len(records))
        return done(tx, check, message.replace("{name}", receiver.name).replace("{count}", str(len(records))), *records)


def portfolio(store: Store, advisor: int) -> Portfolio:
    """What handing over would move; changes nothing."""
    with store.read() as reader:
        name = reader.value("SELECT name FROM advisor WHERE id = :advisor", advisor=advisor)
        items = {kind: tuple(_items(reader, kind, sql, advisor)) for kind, sql in _ITEMS.items()}
        promises = tuple(_items(reader, RecordKind.CONVERSATION, _PROMISES, advisor))
        drafts = reader.rows("SELECT title FROM draft WHERE advisor = :name ORDER BY kept_at DESC, id DESC", name=name)
    return Portfolio(
        name or "",
        items[RecordKind.INSTITUTION],
        items[RecordKind.REQUEST],
        items[RecordKind.CONVERSATION],
        items[RecordKind.FOLLOW_UP],
        items[RecordKind.REFERRAL],
        promises,
        tuple(title for (title,) in drafts),
    )


def hand_over(store: Store, advisor: int, to: int, *, leaves: bool = False, reason: str | None = None) -> HandOver:
    """Give all open work of `advisor` to `to` in one step, stand-ins included; who `leaves` works here no more."""
    check = Check()
    if leaves:
        store.require_admin()
    with store.write("hand_over", reason=check.line("reason", reason)) as tx:
        giver = fetch(tx, Advisor, advisor)
        receiver = fetch(tx, Advisor, to)
        if advisor == to:
            check.fail("to", _("Choose somebody else."))
        elif not receiver.active:
            check.fail("to", _("{name} does not work here any more.").format(name=receiver.name))
        if leaves:
            keep_an_admin(tx, check, giver, "leaves")
        check.finish()
        moved = portfolio(store, advisor)
        for item in moved.moving:
            if item.record.kind is not RecordKind.CONVERSATION:
                fetch(tx, item.record.kind, item.record.id).advisor_id = to
            note_given(tx, item.record, (to,))
        _give_conversations(tx, [item.record.id for item in moved.conversations], advisor, to)
        _give_stand_ins(tx, advisor, to)
        if leaves:
            giver.active, giver.stand_in_id = False, None
        tx.session.flush()
        message = _("{count} records of {giver} are now with {receiver}.")
        text = message.format(count=len(moved.moving), giver=giver.name, receiver=receiver.name)
        return HandOver(done(tx, check, text, *(item.record for item in moved.moving)), moved, receiver.name)


def _items(reader: Reader, kind: RecordKind, sql: str, advisor: int) -> Iterator[Item]:
    for number, title, institution, due in reader.rows(sql, advisor=advisor):
        yield Item(Ref(kind, number), title, institution, as_date(due))


def _give_conversations(tx: Transaction, numbers: Sequence[int], advisor: int, to: int) -> None:
    """Put one advisor in the place of another, beside whoever takes part too."""
    for number in numbers:
        there = items_of(tx, CONVERSATION_ADVISORS, number)
        set_items(tx, CONVERSATION_ADVISORS, number, tuple(dict.fromkeys(to if one == advisor else one for one in there)))
        touch(fetch(tx, Conversation, number))


def _give_stand_ins(tx: Transaction, advisor: int, to: int) -> None:
    """Where the leaving one stood in, the receiver does; nobody stands in for themselves."""
    both = (col(Institution.stand_in_id) == advisor) | (col(Institution.stand_in_id) == to)
    for institution in tx.session.exec(select(Institution).where(both)).all():
        institution.stand_in_id = None if institution.advisor_id == to else to
    for colleague in tx.session.exec(select(Advisor).where(Advisor.stand_in_id == advisor)).all():
        colleague.stand_in_id = None if colleague.id == to else to
