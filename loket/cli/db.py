"""`loket db`: the schema of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.cli.base import command, group
from loket.cli.output import say
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _

if TYPE_CHECKING:
    from loket.store.address import Address


@group("db", help=N_("The schema of the database: status, upgrade."))
def db() -> None:
    """Holds the subcommands."""


@command("status", help=N_("Say which schema the database has; 0 only when it is the one that this loket needs."))
@pass_globals
def status(asked: Globals) -> int:
    """Say which schema the database has."""
    from loket.store.opening import head_revision

    address, found = _found(asked)
    say(_("{where}: schema {found}, this loket needs {needed}.").format(where=address.shown, found=found, needed=head_revision()))
    if found == head_revision():
        return 0
    say(_("Run `loket db upgrade` when nobody is at work."))
    return 1


@command("upgrade", help=N_("Bring the database to the schema that this loket needs, wholly or not at all."))
@pass_globals
def upgrade(asked: Globals) -> None:
    """Upgrade, also the shared database that opening leaves alone."""
    from loket.store.migrate import upgrade
    from loket.store.opening import head_revision

    address, found = _found(asked)
    if found == head_revision():
        say(_("{where} has schema {found} already; nothing changed.").format(where=address.shown, found=found))
        return
    upgrade(address)
    say(_("{where} went from schema {before} to {after}.").format(where=address.shown, before=found, after=head_revision()))


def _found(asked: Globals) -> tuple[Address, str]:
    """The database and its schema, without making or changing anything."""
    from loket.models.errors import DatabaseUnusable
    from loket.store.address import parse_address
    from loket.store.opening import Store, schema_revision

    asked.ask_password()
    address = parse_address(asked.database)
    if address.path is not None and not address.path.exists():
        raise DatabaseUnusable(_("There is no database {where}.").format(where=address.shown))
    store = Store(address, "")
    try:
        found = schema_revision(store)
    finally:
        store.close()
    if found is None:
        raise DatabaseUnusable(_("{where} has no tables yet; `loket init` makes them.").format(where=address.shown))
    return address, found


db.add_command(status)
db.add_command(upgrade)
