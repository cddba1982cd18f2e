"""`loket records NUMBER`: exactly the records behind a number of the dashboard, for scripts or at a glance."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from loket.cli.base import argument, command, option, output_option
from loket.cli.dashboard import day_of, past_store
from loket.cli.listing import as_csv, at_a_glance
from loket.cli.narrowing import narrowing_options
from loket.cli.output import deliver
from loket.cli.root import Globals, pass_globals
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.language import N_, _, ngettext
from loket.language.formats import number as figure
from loket.language.text import for_terminal

if TYPE_CHECKING:
    from loket.insight.lists.among import Among
    from loket.store.opening import Store


@command("records", help=N_("List exactly the records behind a number of the dashboard, as it is or as it was known."))
@argument("number", metavar=N_("FIGURE[:PART] | CHART:LINE[:COLUMN]"))
@option("--json", "json_", is_flag=True, help=N_("Every field, as JSON."))
@option("--csv", "csv_", is_flag=True, help=N_("Every field, as CSV."))
@output_option
@option("--from", "start", metavar=N_("DAY"), help=N_("The first day; default: 1 January."))
@option("--to", "end", metavar=N_("DAY"), help=N_("The last day; default: today."))
@option("--as-of", "as_of", metavar=N_("MOMENT"), help=N_("As the database knew it then: a day, a date-time, or #N of the change log."))
@narrowing_options
@pass_globals
def records(
    asked: Globals,
    number: str,
    json_: bool,
    csv_: bool,
    output: str | None,
    start: str | None,
    end: str | None,
    as_of: str | None,
    filters: Filters,
) -> None:
    """Find the number, read its records, write."""
    if json_ and csv_:
        raise click.UsageError(_("Choose --json or --csv, not both."))
    from loket.exchange.listing import list_among
    from loket.insight.lists.listing import Looker

    store = asked.open_store()
    try:
        with store.read() as reader:
            looker = Looker.of(reader, store.actor)
        if as_of is not None:
            store = past_store(store, as_of)
        period = Period.of(day_of("--from", start, store.today), day_of("--to", end, store.today), store.today)
        among, many = _among(store, number, period, filters)
        listed, found = list_among(store, among, looker)
    finally:
        store.close()
    if json_:
        deliver(json.dumps(found, ensure_ascii=False, indent=1) + "\n", output)
    elif csv_:
        deliver(as_csv(listed, found), output)
    else:
        deliver(_heading(among, many, many - len(found)) + at_a_glance(listed, found), output)


def _among(store: Store, name: str, period: Period, filters: Filters) -> tuple[Among, int]:
    """The records, and how many there are in all."""
    from loket.insight.figures.named import behind_named
    from loket.insight.figures.question import Question
    from loket.insight.lists.among import Among

    with store.read() as reader:
        question = Question.put(reader, period, filters)
        behind = behind_named(reader, question, name)
        return Among(behind, period, filters), behind.count(reader, question)


def _heading(among: Among, many: int, hidden: int) -> str:
    """What was counted, of when, and what is not shown."""
    parts = [among.behind.label, among.period.shown(), among.filters.shown()]
    parts.append(ngettext("{count} record", "{count} records", many).format(count=figure(many)))
    if hidden:
        parts.append(_("{count} confidential, not shown to you").format(count=figure(hidden)))
    return for_terminal(" · ".join(parts)) + "\n"
