"""`loket export`: everything for admins, or what may leave the house."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from loket.cli.commands import argument, command, option
from loket.cli.options import days_of
from loket.cli.output import say
from loket.cli.root import Globals, pass_globals
from loket.exchange import full_export
from loket.exchange import shareable_export as shareable_counts
from loket.insight.disclosure.cells import THRESHOLD
from loket.language import N_, _

if TYPE_CHECKING:
    from loket.exchange.full_export import Format


@command(
    "export", help=N_("Export everything (admins only) as canonical tables or lossless JSON; or with --shareable what may leave the house.")
)
@argument("target", metavar=N_("TARGET"), type=click.Path(path_type=Path))
@option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "xlsx", "json"]),
    help=N_("csv: TARGET is a folder; xlsx, json: a file. Default: by the ending of TARGET, else csv."),
)
@option("--shareable", is_flag=True, help=N_("Only figures of whole half-years, with small counts hidden; anybody may."))
@option(
    "--min-count", "min_count", metavar=N_("NUMBER"), type=int, help=N_("With --shareable: hide counts below this; 5 or more. Default: 5.")
)
@option("--from", "start", metavar=N_("DAY"), help=N_("With --shareable: 1 January or 1 July. Default: the last half-year that is over."))
@option("--to", "end", metavar=N_("DAY"), help=N_("With --shareable: 30 June or 31 December."))
@pass_globals
def export(
    asked: Globals, target: Path, file_format: str | None, shareable: bool, min_count: int | None, start: str | None, end: str | None
) -> None:
    """Export and tell how much."""
    _check(shareable, min_count, start, end)
    chosen = cast("Format", file_format or {".json": "json", ".xlsx": "xlsx"}.get(target.suffix.lower(), "csv"))
    store = asked.open_store()
    try:
        if shareable:
            first, last = days_of(start, end, store.today)
            done = shareable_counts.export_shareable(store, target, chosen, start=first, end=last, min_count=min_count or THRESHOLD)
        else:
            done = full_export.export_all(store, target, chosen)
    finally:
        store.close()
    for table, rows in done.rows.items():
        if rows:
            say(f"{table}: {rows}")
    for warning in done.warnings:
        say(warning)
    told = _("{count} rows are in {target}; keep them safe, personal data is among them.")
    if shareable:
        told = _("{count} rows are in {target}; small counts are hidden, it may be shared.")
    say(told.format(count=done.total, target=target))


def _check(shareable: bool, min_count: int | None, start: str | None, end: str | None) -> None:
    """Raise UsageError for options that only the shareable export has, and for a threshold below the house's own."""
    if not shareable and (min_count is not None or start is not None or end is not None):
        raise click.UsageError(_("--min-count, --from and --to go with --shareable; everything is exported whole."))
    if min_count is not None and min_count < THRESHOLD:
        message = _("counts below {smallest} never leave the house; take {smallest} or more.").format(smallest=THRESHOLD)
        raise click.BadParameter(message, param_hint="--min-count")
