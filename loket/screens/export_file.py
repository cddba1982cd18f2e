"""Writing a document to a file from a screen: ask where, write it in a thread, say what to do before it goes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from loket.casework import reports
from loket.exchange.documents import document_files
from loket.language import _
from loket.screens.forms.ask_sheets import AskText, ask
from loket.widgets.workers import act

if TYPE_CHECKING:
    from loket.exchange.documents.document import Document
    from loket.screens.loket_screen import LoketScreen
    from loket.store.database import Store


@dataclass(frozen=True, slots=True)
class Writing:
    """A document to write: its title in the sheet, the file's usual name, what makes it, what the export log calls it."""

    title: str
    name: str
    make: Callable[[Store], Document]
    logged_as: str
    advice: str = ""


def ask_document(screen: LoketScreen, wanted: Writing) -> None:
    """Ask for a file (.docx, .html or .md) and write the document to it."""
    usual = Path.home() / f"loket-{wanted.name}-{screen.app.today.isoformat()}.docx"
    sheet = AskText(wanted.title, _("To which file? .docx, .html or .md"), value=str(usual), needed=True)

    def written(path: Path) -> None:
        screen.app.say(" ".join([_("Written to {file}.").format(file=path), wanted.advice]).strip(), "done")

    ask(screen.app, sheet, lambda path: act(screen, written, None, _write, Path(path).expanduser(), wanted))


def _write(store: Store, path: Path, wanted: Writing) -> Path:
    document_files.write_document(path, wanted.make(store))
    reports.remember_export(store, wanted.logged_as, 1)
    return path
