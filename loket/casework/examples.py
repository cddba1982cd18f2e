"""Examples: a request, signal or conversation told anew without who said it, which a report takes once an advisor released it.

What stands in the way is asked by the SQL of `anonymity`, which reads without SQLAlchemy too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text as sql

from loket.casework.anonymity import objections
from loket.casework.conflicts import merge
from loket.casework.done import Done, Ref
from loket.casework.inputs import Check, Input, Text
from loket.casework.list_fields import CONVERSATION_INSTITUTIONS, CONVERSATION_PARTIES, REQUEST_THEMES, items_of
from loket.casework.records import exist, fetch
from loket.language import _
from loket.models.errors import Refused
from loket.models.notes import Example
from loket.models.tables import METADATA
from loket.models.words import AdvisorRole, RecordKind
from loket.store.database import Store
from loket.store.transaction import Transaction

LONGEST = 600
"""Characters of an example: one paragraph."""

_SOURCES: Mapping[str, RecordKind] = {
    "institution_id": RecordKind.INSTITUTION,
    "party_id": RecordKind.PARTY,
    "conversation_id": RecordKind.CONVERSATION,
    "response_id": RecordKind.RESPONSE,
    "session_id": RecordKind.SESSION,
    "event_id": RecordKind.EVENT,
    "fitgap_item_id": RecordKind.FITGAP_ITEM,
}
"""What a record that has an example came from: where that is confidential, the record counts as confidential too."""

_ABOUT = (RecordKind.REQUEST, RecordKind.SIGNAL, RecordKind.CONVERSATION)


class ExampleInput(Input):
    """An example of the record `on_kind` `on_id`; without `theme_id` a new one is under the record's own (first) theme."""

    on_kind: RecordKind | None = None
    on_id: int | None = None
    theme_id: int | None = None
    text: Text = None


def write_example(store: Store, data: ExampleInput, *, release: bool = False) -> Done:
    """A new example; with `release` a report may take it at once. Else what would stand in the way of that is said as a warning."""
    with store.write("write_example") as tx:
        check = Check()
        about = _about(tx, check, data)
        data = data.usual(theme_id=_own_theme(tx, about) if about else None)
        text = _checked(tx, check, data.usual(text=None))
        check.finish()
        row = Example(**data.having(text=text).said(), written_on=tx.today, advisor_id=tx.advisor.id)
        if release:
            return _released(tx, check, row)
        return _done(tx, check, row, _("Example of {number} kept; no report takes it before an advisor releases it."))


def change_example(store: Store, number: int, data: ExampleInput, version: int | None = None, *, release: bool = False) -> Done:
    """Change the text or theme. Another text takes a release back, unless it is released anew: what was released is what was read.

    What others changed since this `version` is merged, or raises Conflict; it is not released then, for nobody has read it whole.
    """
    with store.write("change_example") as tx:
        check = Check()
        row = _fetch(tx, number)
        about = Ref(row.on_kind, row.on_id)
        _refuse_confidential(tx, check, about)
        text = _checked(tx, check, data)
        check.finish()
        said: Mapping[str, Any] = {name: value for name, value in (("text", text), ("theme_id", data.theme_id)) if data.says(name)}
        stale = version is not None and version != row.version
        if stale:
            said = merge(tx, check, about, row, version or 0, said, {}, ())
        withdrawn = row.released_on is not None and said.get("text", row.text) != row.text
        row.text, row.theme_id = said.get("text", row.text), said.get("theme_id", row.theme_id)
        if withdrawn:
            row.released_on = row.released_by_id = None
        if release and not stale:
            return _released(tx, check, row)
        if release:
            check.warnings.append(_("It is not released: somebody changed it while you had it open. Read it, then release it."))
        elif withdrawn:
            check.warnings.append(_("Its release is taken back: it was of the earlier text."))
        return _done(tx, check, row, _("Example of {number} changed."))


def release_example(store: Store, number: int, version: int | None = None) -> Done:
    """Let reports take an example. An advisor's or admin's to do; refused while it tells who said it. `version` is what they read."""
    with store.write("release_example") as tx:
        check = Check()
        row = _fetch(tx, number, version)
        _refuse_confidential(tx, check, Ref(row.on_kind, row.on_id))
        _checked(tx, check, ExampleInput(text=row.text, theme_id=row.theme_id))
        return _released(tx, check, row)


def withdraw_example(store: Store, number: int) -> Done:
    """Take a release back: no report takes it any more. Anybody's to do."""
    with store.write("withdraw_example") as tx:
        row = _fetch(tx, number)
        row.released_on = row.released_by_id = None
        message = _("Example of {number} withdrawn: no report takes it any more.")
        return _done(tx, Check(), row, message, read=False)


def remove_example(store: Store, number: int) -> Done:
    """Throw an example away."""
    with store.write("remove_example") as tx:
        row = _fetch(tx, number)
        tx.session.delete(row)
        return _done(tx, Check(), row, _("Example of {number} removed."), read=False)


def objections_to(store: Store, kind: RecordKind, number: int, text: str) -> tuple[str, ...]:
    """What would stand in the way of releasing this text as an example of a record: to show while it is written."""
    with store.read() as reader:
        return objections(reader.rows, kind, number, text)


def _fetch(tx: Transaction, number: int, version: int | None = None) -> Example:
    row = tx.session.get(Example, number)
    if row is None:
        raise Refused(_("There is no example {number} any more.").format(number=number))
    if version is not None and version != row.version:
        raise Refused(_("Somebody changed this example after you opened it: read it again first."))
    return row


def _about(tx: Transaction, check: Check, data: ExampleInput) -> Ref | None:
    """The record that a new example is about; notes why there can be none of it."""
    if data.on_kind not in _ABOUT or data.on_id is None:
        check.fail("on_kind", _("An example is of a request, a signal or a conversation."))
        return None
    about = Ref(data.on_kind, data.on_id)
    _refuse_confidential(tx, check, about)
    return about


def _refuse_confidential(tx: Transaction, check: Check, about: Ref) -> None:
    row = fetch(tx, about.kind, about.id)
    sources = [Ref(kind, getattr(row, name)) for name, kind in _SOURCES.items() if getattr(row, name, None) is not None]
    if about.kind is RecordKind.CONVERSATION:
        sources += [Ref(RecordKind.INSTITUTION, one) for one in items_of(tx, CONVERSATION_INSTITUTIONS, about.id)]
        sources += [Ref(RecordKind.PARTY, one) for one in items_of(tx, CONVERSATION_PARTIES, about.id)]
    for one in (about, *sources):
        if fetch(tx, one.kind, one.id).confidential:
            check.fail("text", _("{number} is confidential: nothing of it may be an example.").format(number=one.number))


def _checked(tx: Transaction, check: Check, data: ExampleInput) -> str:
    """The text as it is kept, one paragraph."""
    check.take(data)
    for name in ("text", "theme_id"):
        if data.says(name):
            check.require(name, getattr(data, name))
    if data.theme_id is not None:
        exist(tx, check, METADATA.tables["theme"], "theme_id", [data.theme_id])
    text = (data.text or "").strip()
    if "\n\n" in text:
        check.fail("text", _("An example is one paragraph: take the empty lines out."))
    if len(text) > LONGEST:
        check.fail("text", _("An example has at most {most} characters; this has {count}.").format(most=LONGEST, count=len(text)))
    return " ".join(text.split())


def _released(tx: Transaction, check: Check, row: Example) -> Done:
    if tx.advisor.role is AdvisorRole.LEAD:
        check.fail("text", _("An advisor releases examples, not a programme lead: who wants the example must not be who lets it go."))
    for objection in _objections(tx, row):
        check.fail("text", objection)
    check.finish()
    if row.released_on is None:
        row.released_on, row.released_by_id = tx.today, tx.advisor.id
    return _done(tx, check, row, _("Example of {number} released: reports may take it."), read=False)


def _own_theme(tx: Transaction, about: Ref) -> int | None:
    if about.kind is RecordKind.REQUEST:
        return next(iter(items_of(tx, REQUEST_THEMES, about.id)), None)
    found: int | None = getattr(fetch(tx, about.kind, about.id), "theme_id", None)
    return found


def _objections(tx: Transaction, row: Example) -> tuple[str, ...]:
    return objections(lambda select: tx.connection.execute(sql(select)), row.on_kind, row.on_id, row.text)


def _done(tx: Transaction, check: Check, row: Example, message: str, *, read: bool = True) -> Done:
    """What a verb hands back: an example is known by the record that it is of. `read`: warn of what stands in the way of releasing it."""
    if row not in tx.session.deleted:
        tx.session.add(row)
    tx.session.flush()
    about = Ref(row.on_kind, row.on_id)
    warnings = (*check.warnings, *(_objections(tx, row) if read else ()))
    return Done(tx.id, message.format(number=about.number), (about,), warnings)
