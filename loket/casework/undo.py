"""Undo: the actor's last act, or any transaction that nobody built on since."""

from __future__ import annotations

from loket.casework.done import Done, Ref
from loket.language import _
from loket.language.labels import verb_label
from loket.models.errors import Refused
from loket.models.words import RecordKind
from loket.store import undo as log
from loket.store.database import Store

_KINDS = {kind.table: kind for kind in RecordKind}
_TOLD = 100


def next_undo(store: Store) -> int:
    """The transaction that `u` takes back next: the actor's last act that still holds. Refused when there is none."""
    with store.read() as reader:
        last = log.last_undoable(reader, store.actor)
    if last is None:
        raise Refused(_("There is nothing to undo."))
    return last.id


def next_redo(store: Store) -> int:
    """The undo that `U` takes back next: the actor's last that holds and after which nothing else was done. Refused when there is none."""
    with store.read() as reader:
        last = log.last_redoable(reader, store.actor)
    if last is None:
        raise Refused(_("There is nothing to do again."))
    return last.id


def undo(store: Store, tx: int | None = None) -> Done:
    """Put back what transaction `tx` changed; without one, the actor's last act that still holds.

    `Done.records` are those that were put back, the first hundred of very many; one that is gone by it among them.
    Raises Refused when there is nothing to undo, UndoRefused (who, when, which fields) when somebody changed it since.
    """
    tx = next_undo(store) if tx is None else tx
    with store.read() as reader:
        found = reader.rows("SELECT t.verb, u.verb FROM log_tx t LEFT JOIN log_tx u ON u.id = t.undoes WHERE t.id = :tx", tx=tx)
        changed = reader.rows("SELECT tbl, pk FROM change_log WHERE tx = :tx ORDER BY seq LIMIT :most", tx=tx, most=_TOLD)
    if not found:
        raise Refused(_("There is nothing to undo."))
    verb, undid = found[0]
    records = tuple(dict.fromkeys(Ref(_KINDS[table], int(key)) for table, key in changed if table in _KINDS))
    said = _("Undone: {what}.").format(what=verb_label(verb)) if undid is None else _("Done again: {what}.").format(what=verb_label(undid))
    return Done(log.undo(store, tx), said, records)
