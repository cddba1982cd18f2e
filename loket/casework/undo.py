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


def undo(store: Store, tx: int | None = None) -> Done:
    """Put back what transaction `tx` changed; without one, the actor's last act that still holds.

    `Done.records` are those that were put back, the first hundred of very many; one that is gone by it among them.
    Raises Refused when there is nothing to undo, UndoRefused (who, when, which fields) when somebody changed it since.
    """
    with store.read() as reader:
        if tx is None:
            last = log.last_undoable(reader, store.actor)
            tx = last.id if last else None
        verb = reader.value("SELECT verb FROM log_tx WHERE id = :tx", tx=tx or 0)
        changed = reader.rows("SELECT tbl, pk FROM change_log WHERE tx = :tx ORDER BY seq LIMIT :most", tx=tx or 0, most=_TOLD)
    if tx is None or verb is None:
        raise Refused(_("There is nothing to undo."))
    records = tuple(dict.fromkeys(Ref(_KINDS[table], int(key)) for table, key in changed if table in _KINDS))
    return Done(log.undo(store, tx), _("Undone: {what}.").format(what=verb_label(verb)), records)
