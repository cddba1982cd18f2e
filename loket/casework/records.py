"""Making and changing records: what all verbs share below their own rules, and in whose dossier a record belongs.

References are looked up through Core, since the tables that they point at are known by the schema alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeVar, overload

from sqlalchemy import Table, select
from sqlalchemy.orm.attributes import flag_modified

from loket.casework.conflicts import gone, merge
from loket.casework.done import Done, Ref
from loket.casework.given_work import note_given
from loket.casework.inputs import Check, Input
from loket.casework.list_fields import CONVERSATION_ADVISORS, CONVERSATION_INSTITUTIONS, LISTS, items_of, set_items
from loket.language import _
from loket.language.labels import field_label
from loket.models.advisors import Advisor
from loket.models.conversations import Conversation
from loket.models.errors import Refused
from loket.models.fitgap import FitGapAnalysis, FitGapItem
from loket.models.institutions import Contact, Institution, Party
from loket.models.notes import FollowUp, Link, Note
from loket.models.offerings import Offering, Referral
from loket.models.record import Versioned
from loket.models.requests import SupportRequest
from loket.models.rounds import WensenscanResponse, WensenscanRound
from loket.models.sessions import Event, LearningSession
from loket.models.signals import Signal, Trend
from loket.models.tables import METADATA
from loket.models.words import RecordKind
from loket.store.database import Store
from loket.store.transaction import Transaction

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
_KINDS = {model: kind for kind, model in MODELS.items()}
_Row = TypeVar("_Row", bound=Versioned)
_Input = TypeVar("_Input", bound=Input)
Rules = Callable[[Transaction, Check, _Input, Any], _Input]
"""A record's rules that need the database: may note errors, and give the input back; the row is None when it is new."""

Columns = Mapping[str, Any]
"""Values by column, of a record whose kind is known at run time only."""


def table_of(kind: RecordKind) -> Table:
    """The table of a kind of record."""
    return METADATA.tables[kind.table]


@overload
def fetch(tx: Transaction, what: type[_Row], number: int) -> _Row: ...
@overload
def fetch(tx: Transaction, what: RecordKind, number: int) -> Any: ...
def fetch(tx: Transaction, what: type[_Row] | RecordKind, number: int) -> Any:
    """The record of a class, or of a kind that is only known at run time; Refused when there is none that they may see."""
    model = MODELS[what] if isinstance(what, RecordKind) else what
    row = tx.session.get(model, number)
    if row is None:
        raise Refused(gone(tx, _KINDS[model], number))
    if not tx.viewer.may_see(row.confidential):
        raise Refused(_("There is no {number}.").format(number=_KINDS[model].number(number)))
    if isinstance(row, FitGapItem):
        fetch(tx, FitGapAnalysis, row.analysis_id)  # as confidential as what it is part of
    return row


def ref(row: Versioned) -> Ref:
    """The reference of a record that was flushed."""
    return Ref(_KINDS[type(row)], row.id or 0)


def checked(tx: Transaction, check: Check, data: _Input, row: Any = None, also: Collection[str] = ()) -> _Input:
    """The input, with every error noted that it has by itself, over the row as it is, and by what only the database knows.

    A new record (without a `row`) gets what is usual. An institution that was merged meanwhile is replaced by what it is part of now.
    `also` are fields that must be filled in beside the input's `REQUIRED`; in a record that is there a required field may be left
    out but not emptied.
    """
    check.take(data)
    data = data.as_new(tx) if row is None else data
    columns, lists = table_of(data.KIND).columns, {field.name: field for field in LISTS.get(data.KIND, ())}
    redirected: dict[str, object] = {}
    for name, value in data.said().items():
        if name in lists:
            target, numbers = lists[name].target, getattr(data, name)
        elif name in columns and value is not None:
            target, numbers = next((key.column.table for key in columns[name].foreign_keys), None), (value,)
        else:
            continue
        if target is not None and not exist(tx, check, target, name, numbers):
            continue
        at_institution = name == "on_id" and getattr(data, "on_kind", None) is RecordKind.INSTITUTION
        if at_institution or (target is not None and target.name == "institution"):
            there = tuple(dict.fromkeys(_redirect(tx, check, number) for number in numbers))
            redirected[name] = there if name in lists else there[0]
    for name in type(data).model_fields:
        demanded = name in data.REQUIRED or name in also or (data.says(name) and name in columns and not columns[name].nullable)
        if demanded and (row is None or data.says(name)):
            check.require(name, getattr(data, name))
    data = data.having(**redirected)
    for name, message in standing(tx, data, row).rules():
        check.fail(name, message)
    return data


def standing(tx: Transaction, data: _Input, row: Versioned | None) -> _Input:
    """The record as it would stand: what the input says, else what the row and its lists hold."""
    if row is None:
        return data
    fields = type(data).model_fields.keys() - data.model_fields_set
    lists = {field.name: items_of(tx, field, row.id or 0) for field in LISTS.get(data.KIND, ()) if field.name in fields}
    return data.having(**{name: getattr(row, name) for name in fields if hasattr(row, name)}, **lists)


def exist(tx: Transaction, check: Check, table: Table, field: str, numbers: Iterable[int]) -> bool:
    """Whether there are rows with all these numbers; notes an error when there are not."""
    wanted = list(dict.fromkeys(numbers))
    found: set[int] = set()
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        found.update(tx.connection.execute(select(table.c.id).where(table.c.id.in_(part))).scalars())
    missing = [number for number in wanted if number not in found]
    for number in missing:
        check.fail(field, _("{field}: there is none with number {number}.").format(field=field_label(field), number=number))
    return not missing


def _redirect(tx: Transaction, check: Check, number: int) -> int:
    """The institution, or what it is part of now: a form that was open when it was merged is not lost from sight."""
    asked = found = tx.session.get(Institution, number)
    while found is not None and found.merged_into_id is not None:
        found = tx.session.get(Institution, found.merged_into_id)
    if asked is None or found is None or found is asked:
        return number
    check.warnings.append(_("{name} is part of {survivor} now: saved there.").format(name=asked.name, survivor=found.name))
    return found.id or number


def make(tx: Transaction, data: Input, **more: object) -> Any:
    """A new record of a checked input and its lists, flushed, so that it has a number. It is in its first state since today."""
    model: type[Any] = MODELS[data.KIND]
    values = {**data.said(), **more}
    columns = table_of(data.KIND).columns
    if "state_since" in columns:
        values.setdefault("state_since", tx.today)
    row = model(**{name: value for name, value in values.items() if name in columns})
    tx.session.add(row)
    tx.session.flush()
    for field in LISTS.get(data.KIND, ()):
        if values.get(field.name):
            set_items(tx, field, row.id or 0, getattr(data, field.name))
    note_given(tx, ref(row), [values.get("advisor_id"), *(values.get("advisor_ids") or ())])
    return row


def alter(
    tx: Transaction,
    check: Check,
    record: Ref,
    values: Columns,
    version: int | None = None,
    *,
    own: Columns | None = None,
    yields: Collection[str] = (),
) -> Any:
    """Change a record; with a `version` that is no longer the record's, merge what others did or raise Conflict.

    `own` is what the verb itself sets, whatever others did: a state it moves to. `yields` are fields that were filled in for the person,
    and give way to what another said meanwhile.
    """
    row = fetch(tx, record.kind, record.id)
    columns, lists = table_of(record.kind).columns, LISTS.get(record.kind, ())
    names = {field.name for field in lists}
    values = {name: value for name, value in values.items() if name in columns or name in names}
    if version is not None and version != row.version:
        held = {field.name: items_of(tx, field, record.id) for field in lists}
        values = merge(tx, check, record, row, version, values, held, lists, yields)
    had = {getattr(row, "advisor_id", None), *(items_of(tx, CONVERSATION_ADVISORS, record.id) if "advisor_ids" in values else ())}
    for name, value in {**values, **(own or {})}.items():
        if name not in names and getattr(row, name) != value:
            setattr(row, name, value)
    for field in lists:
        if field.name in values and set_items(tx, field, record.id, values[field.name]):
            touch(row)
    note_given(tx, record, {values.get("advisor_id"), *(values.get("advisor_ids") or ())} - had)
    tx.session.flush()
    return row


def touch(row: Versioned) -> None:
    """Count the version up at the next flush: who has the record open must see that a list of it changed."""
    flag_modified(row, "confidential")  # flagging `version` itself would keep it as it is


def add(store: Store, verb: str, data: _Input, rules: Rules[_Input] | None = None) -> Done:
    """A new record, in a transaction of its own."""
    with store.write(verb) as tx:
        check = Check()
        return done(tx, check, _("Saved: {number}."), ref(add_within(tx, check, data, rules)))


def add_within(tx: Transaction, check: Check, data: _Input, rules: Rules[_Input] | None = None, **more: object) -> Any:
    """A new record in a transaction that does more; `more` are columns that no person fills in."""
    data = checked(tx, check, data)
    data = rules(tx, check, data, None) if rules else data
    check.finish()
    return make(tx, data, **more)


def change(store: Store, verb: str, number: int, data: _Input, version: int | None = None, rules: Rules[_Input] | None = None) -> Done:
    """Change the fields that `data` names, in a transaction of its own; `version` is the one the person saw."""
    with store.write(verb) as tx:
        check = Check()
        return done(tx, check, _("Saved: {number}."), ref(change_within(tx, check, number, data, version, rules)))


def change_within(
    tx: Transaction, check: Check, number: int, data: _Input, version: int | None = None, rules: Rules[_Input] | None = None
) -> Any:
    """Change a record in a transaction that does more."""
    before = fetch(tx, data.KIND, number)
    data = checked(tx, check, data, before)
    data = rules(tx, check, data, before) if rules else data
    check.finish()
    return alter(tx, check, Ref(data.KIND, number), data.said(), version)


def done(tx: Transaction, check: Check, message: str, *records: Ref) -> Done:
    """What a verb hands back; `message` may name the first record as {number}."""
    text = message.format(number=records[0].number) if records else message
    return Done(tx.id, text, records, tuple(check.warnings))


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


def moved_along(tx: Transaction, data: _Input, row: Any) -> _Input:
    """What is moved to another record goes into the dossier of that one, unless the input says which."""
    on = getattr(data, "on_kind", None), getattr(data, "on_id", None)
    if not data.says("on_id") or data.says("institution_id") or on == (row.on_kind, row.on_id):
        return data
    kind, number = on
    return data.having(institution_id=owning_institution(tx, kind, number) if kind is not None and number is not None else None)


_THROUGH: Mapping[RecordKind, tuple[tuple[str, RecordKind], ...]] = {
    RecordKind.REFERRAL: (("request_id", RecordKind.REQUEST), ("conversation_id", RecordKind.CONVERSATION)),
    RecordKind.FITGAP_ITEM: (("analysis_id", RecordKind.FITGAP),),
}
