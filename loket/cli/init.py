"""`loket init`: make the database, and on request fill it with the public lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.cli.base import command, option
from loket.cli.output import say
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _

if TYPE_CHECKING:
    from loket.store.opening import Store


@command("init", help=N_("Make the database, with themes, obstacles and outcome sets."))
@option("--register", is_flag=True, help=N_("Also load the public register of institutions."))
@option("--offerings", is_flag=True, help=N_("Also load the known offerings."))
@pass_globals
def init(asked: Globals, register: bool, offerings: bool) -> None:
    """Make it, or leave it as it is; the two lists come in as any import does."""
    store = asked.open_store()
    try:
        say(_("The database is ready: {where}").format(where=store.address.shown))
        for wanted, name in ((register, "register.csv"), (offerings, "offerings.csv")):
            if wanted:
                _load(store, name)
    finally:
        store.close()


def _load(store: Store, name: str) -> None:
    """Import one of the public lists; what somebody edited in loket since stays as it is."""
    from loket.exchange.importing import import_paths
    from loket.store.folders import db_folder

    for table in import_paths(store, [db_folder() / "reference" / name]).tables:
        line = _("{table}: {new} new, {changed} changed, {same} the same, {conflicts} kept as edited here")
        say(line.format(table=table.table, new=table.new, changed=table.changed, same=table.same, conflicts=table.conflicts))
