"""The documents about what was done: for a visit, for a handover, the lessons; and what every command that writes one shares."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loket.casework import reports
from loket.cli.commands import argument, command, option
from loket.cli.options import format_option, output_option
from loket.cli.output import deliver, warn
from loket.cli.root import Globals, pass_globals
from loket.exchange import institution_documents, lessons
from loket.language import N_, _
from loket.models.errors import Refused

if TYPE_CHECKING:
    from loket.exchange.documents.document import Document
    from loket.store.database import Store


def deliver_document(store: Store, document: Document, form: str | None, output: str | None, what: str, rows: int) -> None:
    """Write the document where it was asked, and remember that it left the database."""
    from loket.exchange.documents.document_files import Format, document_bytes, format_of

    by_name = output is not None and output != "-" and Path(output).suffix
    chosen = Format(form) if form else format_of(Path(output)) if output is not None and by_name else Format.MARKDOWN
    if chosen is Format.WORD and output in (None, "-") and sys.stdout is not None and sys.stdout.isatty():
        raise Refused(_("A Word document cannot be shown here; name a file with -o."))
    written = document_bytes(document, chosen)
    deliver(written.decode() if chosen is not Format.WORD else written, output)
    reports.remember_export(store, what, rows)


@command("visit", help=N_("Write one page about an institution for a visit: answered, asked, got, told, open; nothing confidential."))
@argument("institution", metavar=N_("INSTITUTION"))
@format_option
@output_option
@pass_globals
def visit_command(asked: Globals, institution: str, form: str | None, output: str | None) -> None:
    """INSTITUTION is a number, AGB code, name, short name or alias."""
    _write_about(asked, institution, form, output, "visit", institution_documents.visit_document)


@command("handover", help=N_("Write the closing handover of an institution: asked, given, learned, open; nothing confidential."))
@argument("institution", metavar=N_("INSTITUTION"))
@format_option
@output_option
@pass_globals
def handover_command(asked: Globals, institution: str, form: str | None, output: str | None) -> None:
    """INSTITUTION is a number, AGB code, name, short name or alias."""
    _write_about(asked, institution, form, output, "handover", institution_documents.handover_document)


def _write_about(
    asked: Globals, institution: str, form: str | None, output: str | None, what: str, document_of: Callable[[Store, int], Document]
) -> None:
    """Write a document about one institution, and say that somebody must read it first."""
    store = asked.open_store()
    try:
        document = document_of(store, institution_documents.institution_named(store, institution))
        deliver_document(store, document, form, output, f"{what} {document.title}", 1)
    finally:
        store.close()
    warn(_("it holds names and free texts: read it through before it goes out."))


@command("lessons", help=N_("Write the lessons learned by theme, without names, as the start of the blueprints."))
@format_option
@option("--theme", metavar=N_("NUMBER"), type=click.IntRange(1, 6), help=N_("Only the lessons of this theme."))
@output_option
@pass_globals
def lessons_command(asked: Globals, form: str | None, theme: int | None, output: str | None) -> None:
    """Write them, and say that somebody must read them first."""
    store = asked.open_store()
    try:
        written = lessons.lessons_document(store, theme)
        deliver_document(store, written.document, form, output, "lessons", written.lessons)
    finally:
        store.close()
    warn(_("lessons are free text: read them through before they leave the house."))
