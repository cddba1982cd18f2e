"""What commands that write a document share: the form it is asked in, and where it goes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loket.cli.base import option
from loket.cli.output import deliver
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
