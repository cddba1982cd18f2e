"""Undo: the actor's last act, or any transaction that nobody built on since."""

from __future__ import annotations

from loket.casework.done import Done
from loket.language import _
from loket.language.verbs import verb_label
from loket.models.errors import Refused
from loket.store import undo as log
from loket.store.opening import Store


def undo(store: Store, tx: int | None = None) -> Done:
    """Put back what transaction `tx` changed; without one, the actor's last act that still holds.

    Raises Refused when there is nothing to undo, UndoRefused (who, when, which fields) when somebody changed it since.
    """
    with store.read() as reader:
        if tx is None:
            last = log.last_undoable(reader, store.actor)
            tx = last.id if last else None
        verb = reader.value("SELECT verb FROM log_tx WHERE id = :tx", tx=tx or 0)
    if tx is None or verb is None:
        raise Refused(_("There is nothing to undo."))
    return Done(log.undo(store, tx), _("Undone: {what}.").format(what=verb_label(verb)))
