"""The page for a visit to an institution, from its dossier."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from loket.language import N_, _
from loket.screens.documents import Writing, ask_document
from loket.widgets.keys import key

if TYPE_CHECKING:
    from loket.exchange.documents.model import Document
    from loket.screens.base import LoketScreen
    from loket.store.opening import Store

VISIT = key(
    "report",
    word=N_("for a visit"),
    tooltip=N_("Writes one page to take along: what is open, answered, asked, given and told; nothing confidential."),
)


def ask_visit(screen: LoketScreen, institution: int, name: str) -> None:
    """Ask for a file and write the page to it."""
    plain = re.sub(r"\W+", "-", name.lower()).strip("-")
    advice = _("Read it through before it goes out.")
    make = partial(_document, institution=institution)
    ask_document(screen, Writing(_("Page for a visit"), f"bezoek-{plain}", make, f"visit {institution}", advice))


def _document(store: Store, institution: int) -> Document:
    from loket.exchange.visit import visit_document

    return visit_document(store, institution)
