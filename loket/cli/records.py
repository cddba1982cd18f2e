"""`loket list RECORD` and `loket records NUMBER`: records of a kind, or behind a number, for scripts or at a glance."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loket.cli.commands import argument, command, option
from loket.cli.options import as_of_option, days_of, from_option, narrowing_options, output_option, past_store, to_option
from loket.cli.output import deliver
from loket.cli.root import Globals, pass_globals
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.language import N_, _, label, ngettext
from loket.language.formats import number as figure
from loket.language.safe_text import for_terminal
from loket.models.states import STATES
from loket.models.words import RecordKind, Word

if TYPE_CHECKING:
    from loket.exchange.record_export import Listed, Record
    from loket.insight.lists.listing import Among
    from loket.store.database import Store


_WIDEST = 40
RECORDS = (
    "institutions",
    "contacts",
    "requests",
    "conversations",
    "signals",
    "trends",
    "offerings",
    "referrals",
    "sessions",
    "events",
    "parties",
    "fitgaps",
    "fitgapitems",
    "followups",
    "responses",
    "rounds",
    "notes",
    "links",
    "advisors",
)


@command("list", help=N_("List records: at a glance, or every field as JSON or CSV, or in a file as its name says (.csv, .xlsx, .json)."))
@argument("record", metavar=N_("RECORD"), type=click.Choice(RECORDS, case_sensitive=False))
@option("--json", "json_", is_flag=True, help=N_("Every field, as JSON."))
@option("--csv", "csv_", is_flag=True, help=N_("Every field, as CSV."))
@output_option
@option("--state", metavar=N_("WORD"), help=N_("Only records in this state."))
@option("--open", "only_open", is_flag=True, help=N_("Only records where something is left to do."))
@option("--institution", metavar=N_("NAME"), help=N_("Only records of this institution."))
@option("--advisor", metavar=N_("NAME"), help=N_("Only records of this advisor."))
@option("--theme", metavar=N_("NUMBER"), type=click.IntRange(1, 6), help=N_("Only records with this theme."))
@option("--tag", metavar=N_("NAME"), help=N_("Only institutions with this network or label, and records of these."))
@option(
    "--where",
    metavar=N_("QUERY"),
    help=N_("Only records that this finds, as / does in the app: promis kind:umc state:open since:2026-01."),
)
@option("--from", "first", metavar=N_("DAY"), help=N_("Only records from this day on."))
@option("--to", "last", metavar=N_("DAY"), help=N_("Only records up to and including this day."))
@pass_globals
def list_(
    asked: Globals,
    record: str,
    json_: bool,
    csv_: bool,
    output: str | None,
    state: str | None,
    only_open: bool,
    institution: str | None,
    advisor: str | None,
    theme: int | None,
    tag: str | None,
    where: str | None,
    first: str | None,
    last: str | None,
) -> None:
    """Read, narrow, write."""
    if json_ and csv_:
        raise click.UsageError(_("Choose --json or --csv, not both."))
    from loket.exchange.record_export import LISTED, Wanted, list_records

    listed = LISTED[record]
    store = asked.open_store()
    try:
        days = days_of(first, last, store.today)
        wanted = Wanted(_state(listed.kind, state), only_open, institution, advisor, theme, tag, *days, where)
        found = list_records(store, listed, wanted)
    finally:
        store.close()
    deliver_records(listed, found, output, ".json" if json_ else ".csv" if csv_ else "")


def _state(kind: RecordKind, text: str | None) -> str | None:
    """The state that a word in either language names, for this kind of record."""
    if text is None:
        return None
    table = STATES.get(kind)
    found = table.states.understand(text) if table is not None else None
    if found is None:
        allowed = ", ".join(label(word) for word in table.states) if table is not None else "–"
        message = _("“{word}” is not known here. Choose from: {allowed}.").format(word=text, allowed=allowed)
        raise click.BadParameter(message, param_hint="--state")
    return found.value


def deliver_records(listed: Listed, found: list[Record], output: str | None, asked: str, heading: str = "") -> None:
    """To a file as its name says, by the very function of the app's lists; to standard output as it is asked, else at a glance."""
    from loket.exchange.output_files import json_text, table_format, write_table
    from loket.exchange.record_export import fields

    if output in (None, "-"):
        deliver(json_text(found) if asked == ".json" else as_csv(listed, found) if asked else heading + at_a_glance(listed, found), output)
        return
    path = Path(output)
    form = asked if asked and not path.suffix else table_format(path)
    if asked and form != asked:
        raise click.UsageError(
            _("{file} is no {form} file: give another name, or leave the option out.").format(file=path.name, form=asked)
        )
    if not path.suffix:
        deliver(json_text(found) if form == ".json" else as_csv(listed, found), output)
        return
    names = fields(listed)
    rows = ([record[name] if form == ".json" else _cell(record[name]) for name in names] for record in found)
    write_table(path, names, rows, name=listed.kind.value)


def as_csv(listed: Listed, found: list[Record]) -> str:
    """Every field as CSV, a list with `|` between its items."""
    from loket.exchange.output_files import write_csv_text
    from loket.exchange.record_export import fields

    names = fields(listed)
    text = io.StringIO(newline="")
    write_csv_text(text, names, ([_cell(record[name]) for name in names] for record in found))
    return text.getvalue()


def _cell(value: object) -> str | int | None:
    if isinstance(value, list):
        return "|".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None or isinstance(value, str | int) else str(value)


def at_a_glance(listed: Listed, found: list[Record]) -> str:
    """What a person needs to know which records these are, in columns; words of closed lists as people say them."""
    from loket.exchange.record_export import words_of

    names = ("number", *listed.brief)
    said = {name: words_of(listed, name) for name in names}
    rows = [[_short(_said(said[name], record[name])) for name in names] for record in found]
    widths = [max((len(row[place]) for row in rows), default=0) for place in range(len(names))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    count = ngettext("{count} record", "{count} records", len(found)).format(count=len(found))
    return "\n".join([*lines, count]) + "\n"


def _said(words: type[Word] | None, value: object) -> object:
    """A word of a closed list as people say it; a yes or no too."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if words is None or value is None:
        return value
    return [label(words(str(one))) for one in value] if isinstance(value, list) else label(words(str(value)))


def _short(value: object) -> str:
    text = for_terminal(" ".join(str(_cell(value) if value is not None else "").split()))
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


@command("records", help=N_("List exactly the records behind a number of the dashboard, as it is or as it was known."))
@argument("number", metavar=N_("FIGURE[:PART] | CHART:LINE[:COLUMN]"))
@option("--json", "json_", is_flag=True, help=N_("Every field, as JSON."))
@option("--csv", "csv_", is_flag=True, help=N_("Every field, as CSV."))
@output_option
@from_option
@to_option
@as_of_option
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
    from loket.exchange.record_export import list_among

    store = asked.open_store()
    try:
        if as_of is not None:
            store = past_store(store, as_of)
        period = Period.of(*days_of(start, end, store.today), store.today)
        among, many = _records_among(store, number, period, filters)
        listed, found = list_among(store, among)
    finally:
        store.close()
    heading = _records_heading(among, many, many - len(found))
    deliver_records(listed, found, output, ".json" if json_ else ".csv" if csv_ else "", heading)


def _records_among(store: Store, name: str, period: Period, filters: Filters) -> tuple[Among, int]:
    """The records, and how many there are in all."""
    from loket.insight.figures.figure_names import named_record_set
    from loket.insight.figures.question import Question
    from loket.insight.lists.listing import Among

    with store.read() as reader:
        question = Question.resolve(reader, period, filters)
        behind = named_record_set(reader, question, name)
        return Among(behind, period, filters), behind.count(reader, question)


def _records_heading(among: Among, many: int, hidden: int) -> str:
    """What was counted, of when, and what is not shown."""
    parts = [among.behind.label, among.period.shown(), among.filters.shown()]
    parts.append(ngettext("{count} record", "{count} records", many).format(count=figure(many)))
    if hidden:
        parts.append(_("{count} confidential, not shown to you").format(count=figure(hidden)))
    return for_terminal(" · ".join(parts)) + "\n"
