"""`loket dashboard`: the figures as tables and bars, or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import click

from loket.cli.base import command, option, output_option
from loket.cli.output import deliver
from loket.cli.root import Globals, pass_globals
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.language import N_, _, label
from loket.language.dates import understand_date
from loket.models.errors import Refused
from loket.models.words import InstitutionKind, Province, Umbrella, Word

if TYPE_CHECKING:
    from loket.store.opening import Store


def word_of(words: type[Word]) -> Callable[[click.Context, click.Parameter, str | None], Word | None]:
    """An option's value as a word of a closed list, in either language; another is refused with those that are known."""

    def understand(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> Word | None:
        found = words.understand(value) if value is not None else None
        if value is not None and found is None:
            allowed = ", ".join(label(member) for member in words)
            message = _("“{word}” is not known here. Choose from: {allowed}.")
            raise click.BadParameter(message.format(word=value, allowed=allowed))
        return found

    return understand


def _day(option_name: str, value: str | None, today: date) -> date | None:
    """An option's value as a day, in a date's notation or in words."""
    if value is None:
        return None
    try:
        return understand_date(value, today, direction="last")
    except Refused as error:
        raise click.BadParameter(str(error), param_hint=option_name) from error


def past_store(store: Store, asked: str) -> Store:
    """The store at an earlier moment, in the place of the one of now."""
    from loket.store.as_of import PastStore, moment

    try:
        return PastStore(store, moment(store, asked))
    finally:
        store.close()


@command("dashboard", help=N_("Show the figures of a period, with what they are a part of and what is unknown."))
@option("--json", "as_json", is_flag=True, help=N_("Write JSON, for scripts."))
@output_option
@option("--from", "start", metavar=N_("DAY"), help=N_("The first day; default: 1 January."))
@option("--to", "end", metavar=N_("DAY"), help=N_("The last day; default: today."))
@option("--as-of", "as_of", metavar=N_("MOMENT"), help=N_("As the database knew it then: a day, a date-time, or #N of the change log."))
@option("--kind", metavar=N_("WORD"), callback=word_of(InstitutionKind), help=N_("Only institutions of this kind."))
@option("--umbrella", metavar=N_("WORD"), callback=word_of(Umbrella), help=N_("Only institutions of this association."))
@option("--province", metavar=N_("WORD"), callback=word_of(Province), help=N_("Only institutions in this province."))
@option("--theme", metavar=N_("NUMBER"), type=int, help=N_("Only what is about this theme, 1 to 6."))
@option("--round", "round_name", metavar=N_("NAME"), help=N_("This WensenScan round; default: the latest."))
@pass_globals
def dashboard(
    asked: Globals,
    as_json: bool,
    output: str | None,
    start: str | None,
    end: str | None,
    as_of: str | None,
    kind: InstitutionKind | None,
    umbrella: Umbrella | None,
    province: Province | None,
    theme: int | None,
    round_name: str | None,
) -> None:
    """Reckon and show."""
    filters = Filters(kind, umbrella, province, theme, round_name)
    store = asked.open_store()
    try:
        if as_of is not None:
            store = past_store(store, as_of)
        period = Period.of(_day("--from", start, store.today), _day("--to", end, store.today), store.today)
        if as_json:
            from loket.insight.figures.dashboard import dashboard as reckon

            deliver(reckon(store, period, filters).as_json(), output)
            return
        from loket.cli.dashboard_tables import as_text, print_tables
        from loket.insight.figures.overview import overview

        found = overview(store, period, filters)
    finally:
        store.close()
    if output is None and sys.stdout is not None and sys.stdout.isatty():
        print_tables(found)
    else:
        deliver(as_text(found), output)
