"""Writing a file from a screen: ask where, write it in a thread, remember that it left the database, say what was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widget import Widget

from loket.casework import reports
from loket.exchange.documents import document_files
from loket.language import N_, _
from loket.screens.forms.ask_sheets import AskText, ask
from loket.widgets.base_app import app_of
from loket.widgets.workers import act

if TYPE_CHECKING:
    from loket.exchange.documents.document import Document
    from loket.screens.loket_screen import LoketScreen
    from loket.store.database import Store

WRITTEN = N_("{count} lines written to {file}.")


def ask_file(
    owner: Widget,
    title: str,
    name: str,
    write: Callable[[Store, Path], int],
    *,
    logged_as: str = "",
    question: str = "",
    then: Callable[[Path, int], None] | None = None,
) -> None:
    """Ask for a file, usually `name` in the person's own folder, and `write` it, which gives how many lines it has.

    The end of its name says what a table becomes.

    `logged_as` is what the log of exports calls it: none when nothing of the database is in it. `then` gets the file and the lines, to
    say more than how many they are.
    """
    app = app_of(owner)

    def export(store: Store, path: Path) -> tuple[Path, int]:
        many = write(store, path)
        if logged_as:
            reports.remember_export(store, logged_as, many)
        return path, many

    def written(found: tuple[Path, int]) -> None:
        if then is not None:
            then(*found)
        else:
            app.say(_(WRITTEN).format(file=found[0], count=found[1]), "done")

    sheet = AskText(title, question or _("To which file? .csv, .xlsx or .json"), value=str(Path.home() / name), needed=True)
    ask(app, sheet, lambda path: act(owner, written, None, export, Path(path).expanduser()))


def ask_document(screen: LoketScreen, title: str, name: str, make: Callable[[Store], Document], logged_as: str, advice: str = "") -> None:
    """Ask for a file (.docx, .html or .md) and write the document to it that `make` gives; `advice` is what to do before it goes out."""

    def write(store: Store, path: Path) -> int:
        document_files.write_document(path, make(store), document_files.format_of(path))
        return 1

    def written(path: Path, _lines: int) -> None:
        screen.app.say(" ".join([_("Written to {file}.").format(file=path), advice]).strip(), "done")

    ask_file(screen, title, name, write, logged_as=logged_as, question=_("To which file? .docx, .html or .md"), then=written)
