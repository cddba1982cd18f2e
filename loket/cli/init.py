"""`loket init`: make the database, and on request fill it with the public lists."""

from __future__ import annotations

from loket.cli.base import command, option
from loket.cli.output import say
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _


@command("init", help=N_("Make the database, with themes, obstacles and outcome sets."))
@option("--register", is_flag=True, help=N_("Also load the public register of institutions."))
@option("--offerings", is_flag=True, help=N_("Also load the known offerings."))
@pass_globals
def init(asked: Globals, register: bool, offerings: bool) -> None:
    """Make it, or leave it as it is; the two lists come in as any import does."""
    store = asked.open_store()
    try:
        say(_("The database is ready: {where}").format(where=store.address.shown))
    finally:
        store.close()
