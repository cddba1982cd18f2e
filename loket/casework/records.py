"""Making and changing records: what all verbs share below their own rules, and in whose dossier a record belongs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm.attributes import flag_modified

from loket.casework.checks import Check, at_merge_redirects, given
from loket.casework.conflicts import merge
from loket.casework.done import Done, Ref
from loket.language import _
from loket.models.attached import FollowUp, Link, Note
from loket.models.base import Versioned
from loket.models.cases import Conversation, Signal, SupportRequest, Trend
from loket.models.errors import Refused
from loket.models.offerings import Offering, Referral
from loket.models.people import Advisor, Contact, Institution, Party
from loket.models.programme import Event, FitGapAnalysis, FitGapItem, LearningSession
from loket.models.tables import METADATA
from loket.models.wensenscan import WensenscanResponse, WensenscanRound
from loket.models.words import RecordKind
from loket.store.opening import Store
from loket.store.writing import Transaction

MODELS: Mapping[RecordKind, type[Versioned]] = {
    RecordKind.INSTITUTION: Institution,
    RecordKind.PARTY: Party,
    RecordKind.CONTACT: Contact,
    RecordKind.ADVISOR: Advisor,
    RecordKind.ROUND: WensenscanRound,
    RecordKind.RESPONSE: WensenscanResponse,
    RecordKind.CONVERSATION: Conversation,
    RecordKind.REQUEST: SupportRequest,
    RecordKind.SIGNAL: Signal,
    RecordKind.TREND: Trend,
    RecordKind.OFFERING: Offering,
    RecordKind.REFERRAL: Referral,
    RecordKind.SESSION: LearningSession,
    RecordKind.EVENT: Event,
    RecordKind.FITGAP: FitGapAnalysis,
    RecordKind.FITGAP_ITEM: FitGapItem,
    RecordKind.FOLLOW_UP: FollowUp,
    RecordKind.NOTE: Note,
    RecordKind.LINK: Link,
}


@dataclass(frozen=True, slots=True)
class ListField:
    """A field that is a list: kept in `link`, whose first key column is the owner's number and whose `column` holds the item."""

    name: str
    link: str
    column: str
    target: str | None

    @property
    def table(self) -> Table:
        """The table of the list."""
        return METADATA.tables[self.link]

    @property
    def owner(self) -> Any:
        """The column that holds the owner's number."""
        return next(iter(self.table.primary_key.columns))


def table_of(kind: RecordKind) -> Table:
    """The table of a kind of record."""
    return METADATA.tables[kind.table]


def fetch(tx: Transaction, kind: RecordKind, number: int) -> Any:
    """The record; Refused when there is none."""
    row = tx.session.get(MODELS[kind], number)
    if row is None:
        raise Refused(_("There is no {number}.").format(number=kind.number(number)))
    return row


def checked(
    tx: Transaction,
    check: Check,
    kind: RecordKind,
    values: Mapping[str, Any],
    lists: Collection[ListField] = (),
    required: Collection[str] = (),
) -> dict[str, Any]:
    """The values of an input, cleaned; lists without doubles and in order."""
    names = {field.name for field in lists}
    kept = check.values(tx.connection, table_of(kind), {name: value for name, value in values.items() if name not in names}, required)
    for field in lists:
        if field.name in values:
            items = tuple(dict.fromkeys(values[field.name] or ()))
            if field.target is not None:
                check.exist(tx.connection, field.target, field.name, items)
            if field.name in required:
                check.require(field.name, items)
            kept[field.name] = items
    return at_merge_redirects(tx, check, table_of(kind), kept, {field.name: field.target for field in lists})


def make(tx: Transaction, kind: RecordKind, values: Mapping[str, Any], lists: Collection[ListField] = ()) -> Any:
    """A new record with its lists, flushed, so that it has a number. The values must be checked."""
    names = {field.name for field in lists}
    row = MODELS[kind](**{name: value for name, value in values.items() if name not in names})
    tx.session.add(row)
    tx.session.flush()
    for field in lists:
        if values.get(field.name):
            rows = [{field.owner.name: row.id, field.column: item} for item in values[field.name]]
            tx.connection.execute(insert(field.table), rows)
    return row


def alter(
    tx: Transaction,
    check: Check,
    kind: RecordKind,
    number: int,
    values: Mapping[str, Any],
    lists: Collection[ListField] = (),
    version: int | None = None,
) -> Any:
    """Change a record; with a `version` that is no longer the record's, merge what others did or raise Conflict."""
    row = fetch(tx, kind, number)
    current = {field.name: items_of(tx, field, number) for field in lists if field.name in values}
    if version is not None and version != row.version:
        values = merge(tx.connection, check, Ref(kind, number), row, version, values, current, lists)
    for name, value in values.items():
        if name not in current and getattr(row, name) != value:
            setattr(row, name, value)
    for field in lists:
        if field.name in values and set(values[field.name]) != set(current[field.name]):
            set_items(tx, field, number, current[field.name], values[field.name])
            touch(row)
    tx.session.flush()
    return row


def touch(row: Any) -> None:
    """Count the version up at the next flush: who has the record open must see that a list of it changed."""
    flag_modified(row, "confidential")  # flagging `version` itself would keep it as it is


def items_of(tx: Transaction, field: ListField, number: int) -> tuple[Any, ...]:
    """What a list holds now."""
    column = field.table.columns[field.column]
    return tuple(tx.connection.execute(select(column).where(field.owner == number).order_by(column)).scalars())


def set_items(tx: Transaction, field: ListField, number: int, before: Collection[Any], after: Collection[Any]) -> None:
    """Make a list hold `after`; what stays is not touched."""
    column = field.table.columns[field.column]
    gone = [item for item in before if item not in after]
    new = [item for item in after if item not in before]
    if gone:
        tx.connection.execute(delete(field.table).where(field.owner == number, column.in_(gone)))
    if new:
        tx.connection.execute(insert(field.table), [{field.owner.name: number, field.column: item} for item in new])


def done(tx: Transaction, check: Check, message: str, *records: Ref) -> Done:
    """What a verb hands back; `message` may name the first record as {number}."""
    text = message.format(number=records[0].number) if records else message
    return Done(tx.id, text, records, tuple(check.warnings))


def ref(kind: RecordKind, row: Any) -> Ref:
    """The reference of a record that was flushed."""
    return Ref(kind, row.id)


Rules = Callable[[Transaction, Check, dict[str, Any], Any], None]
"""A record's own rules: may note errors and fill in values; the last argument is the row as it was, None when it is new."""


def no_rules(_tx: Transaction, _check: Check, _values: dict[str, Any], _row: Any) -> None:
    """For records without any."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What saving a kind of record has to know."""

    kind: RecordKind
    required: Collection[str] = ()
    lists: Collection[ListField] = ()
    rules: Rules = no_rules


def add(store: Store, verb: str, shape: Shape, data: Any, defaults: Mapping[str, Any] | None = None) -> Done:
    """A new record; what `data` says nothing about is taken from `defaults`, else empty."""
    with store.write(verb) as tx:
        check = Check()
        values = {**dict.fromkeys(shape.required), **(defaults or {}), **given(data)}
        row = add_within(tx, check, shape, values)
        return done(tx, check, _("Saved: {number}."), ref(shape.kind, row))


def add_within(tx: Transaction, check: Check, shape: Shape, values: Mapping[str, Any]) -> Any:
    """A new record in a transaction that does more."""
    kept = checked(tx, check, shape.kind, values, shape.lists, shape.required)
    shape.rules(tx, check, kept, None)
    check.finish()
    return make(tx, shape.kind, kept, shape.lists)


def change(store: Store, verb: str, shape: Shape, number: int, data: Any, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    with store.write(verb) as tx:
        check = Check()
        row = change_within(tx, check, shape, number, given(data), version)
        return done(tx, check, _("Saved: {number}."), ref(shape.kind, row))


def change_within(tx: Transaction, check: Check, shape: Shape, number: int, values: Mapping[str, Any], version: int | None = None) -> Any:
    """Change a record in a transaction that does more."""
    before = fetch(tx, shape.kind, number)
    kept = checked(tx, check, shape.kind, values, shape.lists, shape.required)
    shape.rules(tx, check, kept, before)
    check.finish()
    return alter(tx, check, shape.kind, number, kept, shape.lists, version)


CONVERSATION_INSTITUTIONS = ListField("institution_ids", "conversation_institution", "institution_id", "institution")

_THROUGH: Mapping[RecordKind, tuple[tuple[str, RecordKind], ...]] = {
    RecordKind.REFERRAL: (("request_id", RecordKind.REQUEST), ("conversation_id", RecordKind.CONVERSATION)),
    RecordKind.FITGAP_ITEM: (("analysis_id", RecordKind.FITGAP),),
}


def owning_institution(tx: Transaction, kind: RecordKind, number: int) -> int | None:
    """The institution whose dossier a record belongs to, if there is one; Refused when there is no such record."""
    row = fetch(tx, kind, number)
    if kind is RecordKind.INSTITUTION:
        return number
    if kind is RecordKind.CONVERSATION:
        return next(iter(items_of(tx, CONVERSATION_INSTITUTIONS, number)), None)
    found: int | None = getattr(row, "institution_id", None)
    for column, parent in _THROUGH.get(kind, ()):
        if found is None and getattr(row, column) is not None:
            found = owning_institution(tx, parent, getattr(row, column))
    return found
