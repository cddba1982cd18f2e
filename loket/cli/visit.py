"""`loket visit INSTITUTION`: one page about an institution, to take along when visiting it."""

from __future__ import annotations

from loket.cli.base import argument, command, output_option
from loket.cli.documents import deliver_document, format_option
from loket.cli.output import warn
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _


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
