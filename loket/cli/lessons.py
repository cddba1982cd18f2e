"""`loket lessons`: what was learned, by theme, as the start of the blueprints."""

from __future__ import annotations

import click

from loket.cli.base import command, option, output_option
from loket.cli.documents import deliver_document, format_option
from loket.cli.output import warn
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _


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
