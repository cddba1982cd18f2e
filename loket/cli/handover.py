"""`loket handover INSTITUTION`: what an institution and the loket did together, for the institution itself."""

from __future__ import annotations

from loket.cli.base import argument, command, output_option
from loket.cli.documents import deliver_document, format_option
from loket.cli.output import warn
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _


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
