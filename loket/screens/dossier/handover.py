"""The closing handover of an institution, from its dossier."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding

from loket.language import N_, _
from loket.screens.documents import Writing, ask_document

if TYPE_CHECKING:
    from loket.exchange.documents.model import Document
    from loket.screens.base import LoketScreen
    from loket.store.opening import Store

HANDOVER = Binding(
    "H", "handover", N_("closing handover"), show=False, id="handover",
    tooltip=N_("Writes what was asked, given, learned and is open, for the institution itself; nothing confidential."),
)  # fmt: skip


def ask_handover(screen: LoketScreen, institution: int, name: str) -> None:
    """Ask for a file and write the handover to it."""
    plain = re.sub(r"\W+", "-", name.lower()).strip("-")
    advice = _("Read it through before it goes out.")
    make = partial(_document, institution=institution)
    ask_document(screen, Writing(_("Closing handover"), f"overdracht-{plain}", make, f"handover {institution}", advice))


def _document(store: Store, institution: int) -> Document:
    from loket.exchange.handover import handover_document

    return handover_document(store, institution)
