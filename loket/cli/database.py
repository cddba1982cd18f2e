"""The database itself: `loket init`, `loket demo`, `loket doctor` and `loket db`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loket.cli.commands import argument, command, group, option
from loket.cli.output import say
from loket.cli.root import DEMO_ADVISOR, Globals, pass_globals
from loket.exchange import import_run
from loket.language import N_, _, ngettext

if TYPE_CHECKING:
    from loket.store.address import Address


@command("init", help=N_("Make the database, with themes, obstacles and outcome sets."))
@option("--register", is_flag=True, help=N_("Also load the public register of institutions."))
@option("--offerings", is_flag=True, help=N_("Also load the known offerings."))
@pass_globals
def init(asked: Globals, register: bool, offerings: bool) -> None:
    """Make it, or leave it as it is."""
    from loket.store.db_files import db_folder

    store = asked.open_store()
    try:
        say(_("The database is ready: {where}").format(where=store.address.shown))
        for wanted, name in ((register, "register.csv"), (offerings, "offerings.csv")):
            if not wanted:
                continue
            # As any import does it: what somebody edited in loket since stays as it is.
            for table in import_run.import_paths(store, [db_folder() / "reference" / name]).tables:
                line = _("{table}: {new} new, {changed} changed, {same} the same, {conflicts} kept as edited here")
                say(line.format(table=table.table, new=table.new, changed=table.changed, same=table.same, conflicts=table.conflicts))
    finally:
        store.close()


@command("demo", help=N_("Make a demo database: fictitious institutions, two years of work. Replaces an older demo, nothing else."))
@argument("file", metavar=N_("FILE"), type=str)
def demo(file: str) -> None:
    """Make it and open nothing."""
    from loket.demo.demo_file import make_demo

    path = make_demo(Path(file))
    say(_("The demo is ready. Open it with: loket --database {path} --as {advisor}").format(path=path, advisor=DEMO_ADVISOR))


@command("doctor", help=N_("Check the database: integrity, schema, orphans, search index, change log, rights, space."))
@option("--json", "as_json", is_flag=True, help=N_("Give the findings as JSON."))
@pass_globals
def doctor(asked: Globals, as_json: bool) -> int:
    """Tell every check in a line; 0 only when all hold."""
    from loket.store.database import open_store
    from loket.store.doctor import examine

    store = open_store(asked.database, actor=asked.advisor, create=False)
    try:
        findings = []
        for finding in examine(store):
            findings.append(finding)
            if not as_json:
                lines = "; ".join(finding.problems)
                say(f"✓ {finding.label}" if finding.ok else f"× {finding.label}: {lines}. {finding.advice}")
        sound = all(finding.ok for finding in findings)
        if as_json:
            checks = [{"check": f.check, "ok": f.ok, "problems": list(f.problems), "advice": f.advice} for f in findings]
            result = {"database": store.address.shown, "ok": sound, "checks": checks}
            click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        else:
            bad = sum(not finding.ok for finding in findings)
            say(
                _("All is well with {where}.").format(where=store.address.shown)
                if sound
                else ngettext("{count} check fails.", "{count} checks fail.", bad).format(count=bad)
            )
    finally:
        store.close()
    return 0 if sound else 1


@group("db", help=N_("The schema of the database: status, upgrade."))
def db() -> None:
    """Holds the subcommands."""


@command("status", help=N_("Say which schema the database has; 0 only when it is the one that this loket needs."))
@pass_globals
def status(asked: Globals) -> int:
    """Say which schema the database has."""
    from loket.store.database import head_revision

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
    from loket.store.database import head_revision
    from loket.store.migrations import upgrade

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
    from loket.store.database import Store, schema_revision

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
