"""`loket search QUERY`: everything that words and fields find, of every kind."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import click

from loket.cli.commands import argument, command, option
from loket.cli.options import output_option
from loket.cli.output import deliver
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _, label, ngettext
from loket.language.formats import short_date
from loket.language.safe_text import for_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from loket.insight.search import Hit

_WIDEST = 48
FIELDS = ("kind", "number", "title", "where", "found_in", "day")


@command("search", help=N_("Search everything by words and fields: at a glance, or as JSON or CSV."))
@argument("query", metavar=N_("QUERY"))
@option("--json", "json_", is_flag=True, help=N_("Every hit, as JSON."))
@option("--csv", "csv_", is_flag=True, help=N_("Every hit, as CSV."))
@output_option
@pass_globals
def search(asked: Globals, query: str, json_: bool, csv_: bool, output: str | None) -> None:
    """Find, write."""
    if json_ and csv_:
        raise click.UsageError(_("Choose --json or --csv, not both."))
    from loket.exchange.output_files import json_text, write_csv_text
    from loket.insight.search import find_all, hits_of

    store = asked.open_store()
    try:
        with store.read() as reader:
            found = find_all(reader, query)
            hits = [hit for start in range(0, len(found), 500) for hit in hits_of(reader, found[start : start + 500], query, store.today)]
        today = store.today
    finally:
        store.close()
    if json_:
        deliver(json_text([dict(zip(FIELDS, _line(hit), strict=True)) for hit in hits]), output)
    elif csv_:
        text = io.StringIO(newline="")
        write_csv_text(text, FIELDS, map(_line, hits))
        deliver(text.getvalue(), output)
    else:
        deliver(_at_a_glance(hits, today), output)


def _line(hit: Hit) -> tuple[str, str, str, str, str, str | None]:
    return (hit.kind.value if hit.kind else "", hit.number, hit.name, hit.where, hit.snippet, hit.day.isoformat() if hit.day else None)


def _at_a_glance(hits: Sequence[Hit], today: date) -> str:
    rows = [
        (label(hit.kind) if hit.kind else "", hit.number, hit.name, hit.where, short_date(hit.day, today, weekday=False) if hit.day else "")
        for hit in hits
    ]
    shown = [[_short(cell) for cell in row] for row in rows]
    widths = [max((len(row[place]) for row in shown), default=0) for place in range(5)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown]
    return "\n".join([*lines, ngettext("{count} hit", "{count} hits", len(hits)).format(count=len(hits))]) + "\n"


def _short(text: str) -> str:
    line = for_terminal(" ".join(text.split()))
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"
