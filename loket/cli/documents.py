"""What commands that write a document share: the form it is asked in, and where it goes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loket.cli.commands import argument, command, option, output_option
from loket.cli.output import deliver, warn
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _
from loket.models.errors import Refused

if TYPE_CHECKING:
    from loket.exchange.documents.model import Document
    from loket.store.opening import Store


format_option = option("--format", "form", type=click.Choice(["md", "html", "docx"]), help=N_("Default: by the ending of -o, else md."))


def deliver_document(store: Store, document: Document, form: str | None, output: str | None, what: str, rows: int) -> None:
    """Write the document where it was asked, and remember that it left the database."""
    from loket.casework.reports import remember_export
    from loket.exchange.documents.writing import Format, document_bytes, format_of

    by_name = output is not None and output != "-" and Path(output).suffix
    chosen = Format(form) if form else format_of(Path(output)) if output is not None and by_name else Format.MARKDOWN
    if chosen is Format.WORD and output in (None, "-") and sys.stdout is not None and sys.stdout.isatty():
        raise Refused(_("A Word document cannot be shown here; name a file with -o."))
    written = document_bytes(document, chosen)
    deliver(written.decode() if chosen is not Format.WORD else written, output)
    remember_export(store, what, rows)


@command("visit", help=N_("Write one page about an institution for a visit: answered, asked, got, told, open; nothing confidential."))
@argument("institution", metavar=N_("INSTITUTION"))
@format_option
@output_option
@pass_globals
def visit(asked: Globals, institution: str, form: str | None, output: str | None) -> None:
    """INSTITUTION is a number, AGB code, name, short name or alias."""
    from loket.exchange.handover import institution_named
    from loket.exchange.visit import visit_document

    store = asked.open_store()
    try:
        document = visit_document(store, institution_named(store, institution))
        deliver_document(store, document, form, output, f"visit {document.title}", 1)
    finally:
        store.close()
    warn(_("it holds names and free texts: read it through before it goes out."))


@command("handover", help=N_("Write the closing handover of an institution: asked, given, learned, open; nothing confidential."))
@argument("institution", metavar=N_("INSTITUTION"))
@format_option
@output_option
@pass_globals
def handover(asked: Globals, institution: str, form: str | None, output: str | None) -> None:
    """INSTITUTION is a number, AGB code, name, short name or alias."""
    from loket.exchange.handover import handover_document, institution_named

    store = asked.open_store()
    try:
        document = handover_document(store, institution_named(store, institution))
        deliver_document(store, document, form, output, f"handover {document.title}", 1)
    finally:
        store.close()
    warn(_("it holds names and free texts: read it through before it goes out."))


@command("lessons", help=N_("Write the lessons learned by theme, without names, as the start of the blueprints."))
@format_option
@option("--theme", metavar=N_("NUMBER"), type=click.IntRange(1, 6), help=N_("Only the lessons of this theme."))
@output_option
@pass_globals
def lessons(asked: Globals, form: str | None, theme: int | None, output: str | None) -> None:
    """Write them, and say that somebody must read them first."""
    from loket.exchange.lessons import lessons_document

    store = asked.open_store()
    try:
        written = lessons_document(store, theme)
        deliver_document(store, written.document, form, output, "lessons", written.lessons)
    finally:
        store.close()
    warn(_("lessons are free text: read them through before they leave the house."))
