"""One conversation in full: with whom, what was said and agreed, and everything that came out of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from loket.insight.lists.conversations import CONVERSATIONS
from loket.language import N_, _
from loket.screens.conversations.list import conversation_lines
from loket.screens.records.detail import RecordDetail, Shown
from loket.widgets.keys import key
from loket.widgets.pane import Heading

if TYPE_CHECKING:
    from loket.store.opening import Store

_READABLE = 100_000


class ConversationDetail(RecordDetail):
    """One conversation."""

    LISTING, FORM, PLACE = CONVERSATIONS, "conversation_form", 4
    FOOTER = ("log", "edit", "state", "follow_up", "note", "link", "history", "copy", "previous", "next")
    BINDINGS = [key("log", "app.log", N_("log now"))]

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        if shown is None:
            return None
        row = shown.record
        with store.read() as reader:
            said = reader.row("SELECT summary, agreements FROM conversation WHERE id = :id", id=self.number) or ("", "")
        summary, agreements = ((text or "")[:_READABLE] for text in said)
        lines = conversation_lines(replace(row, summary=None, agreements=None), store.today)
        for name, text in ((_("Agreed"), agreements), (_("Said"), summary)):
            lines += ["", Heading(name), text] if text else []
        return replace(shown, heading=row.whose or row.subject or "–", lines=tuple(lines))

    def institution_here(self) -> int | None:
        """The first institution in it."""
        return next(iter(self.shown.record.institution_ids), None) if self.shown else None
