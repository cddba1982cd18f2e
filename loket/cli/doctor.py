"""`loket doctor`: is this database sound?"""

from __future__ import annotations

import json

import click

from loket.cli.base import command, option
from loket.cli.output import say
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _, ngettext


@command("doctor", help=N_("Check the database: integrity, schema, orphans, search index, change log, rights, space."))
@option("--json", "as_json", is_flag=True, help=N_("Give the findings as JSON."))
@pass_globals
def doctor(asked: Globals, as_json: bool) -> int:
    """Tell every check in a line; 0 only when all hold."""
    from loket.store.doctor import examine
    from loket.store.opening import open_store

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
