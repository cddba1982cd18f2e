"""`loket export`: everything for admins, as the canonical tables or as lossless JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from loket.cli.base import argument, command, option
from loket.cli.output import say
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _

if TYPE_CHECKING:
    from loket.exchange.exporting import Format


@command("export", help=N_("Export everything (admins only): the canonical tables, or JSON that loses nothing."))
@argument("target", metavar=N_("TARGET"), type=click.Path(path_type=Path))
@option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "xlsx", "json"]),
    help=N_("csv: TARGET is a folder; xlsx, json: a file. Default: by the ending of TARGET, else csv."),
)
@pass_globals
def export(asked: Globals, target: Path, file_format: str | None) -> None:
    """Export and tell how much."""
    from loket.exchange.exporting import export_all

    chosen = file_format or {".json": "json", ".xlsx": "xlsx"}.get(target.suffix.lower(), "csv")
    store = asked.open_store()
    try:
        done = export_all(store, target, cast("Format", chosen))
    finally:
        store.close()
    for table, rows in done.rows.items():
        if rows:
            say(f"{table}: {rows}")
    for warning in done.warnings:
        say(warning)
    say(_("{count} rows are in {target}; keep them safe, personal data is among them.").format(count=done.total, target=target))
