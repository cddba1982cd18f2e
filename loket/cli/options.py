"""The options that several commands have: where to write, as what, of which days and moment, narrowed to what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

import click

from loket.cli.commands import F, option
from loket.insight.figures.filters import Filters
from loket.language import N_, _, label
from loket.language.dates import understand_date
from loket.models.errors import Refused
from loket.models.words import Audience, InstitutionKind, OutcomeInfo, Province, Umbrella, Word

if TYPE_CHECKING:
    from loket.store.database import Store


output_option = option("-o", "--output", "output", metavar=N_("FILE"), help=N_("Write to this file, as UTF-8."))
format_option = option("--format", "form", type=click.Choice(["md", "html", "docx"]), help=N_("Default: by the ending of -o, else md."))
from_option = option("--from", "start", metavar=N_("DAY"), help=N_("The first day; default: 1 January."))
to_option = option("--to", "end", metavar=N_("DAY"), help=N_("The last day; default: today."))
as_of_option = option(
    "--as-of", "as_of", metavar=N_("MOMENT"), help=N_("As the database knew it then: a day, a date-time, or #N of the change log.")
)


def day_of(option_name: str, value: str | None, today: date) -> date | None:
    """An option's value as a day that has been, in a date's notation or in words."""
    if value is None:
        return None
    try:
        return understand_date(value, today, direction="last")
    except Refused as error:
        raise click.BadParameter(str(error), param_hint=option_name) from error


def days_of(start: str | None, end: str | None, today: date) -> tuple[date | None, date | None]:
    """The values of --from and --to as days."""
    return day_of("--from", start, today), day_of("--to", end, today)


def past_store(store: Store, asked: str) -> Store:
    """The store at an earlier moment, in the place of the one of now."""
    from loket.store.as_of import PastStore, moment

    try:
        return PastStore(store, moment(store, asked))
    finally:
        store.close()


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


_WORD, _NAME = N_("WORD"), N_("NAME")
_OPTIONS = (
    option("--kind", metavar=_WORD, callback=word_of(InstitutionKind), help=N_("Only institutions of this kind.")),
    option("--umbrella", metavar=_WORD, callback=word_of(Umbrella), help=N_("Only institutions of this association.")),
    option("--province", metavar=_WORD, callback=word_of(Province), help=N_("Only institutions in this province.")),
    option("--epd-vendor", metavar=_NAME, help=N_("Only institutions with this EPD vendor.")),
    option("--tag", metavar=_NAME, help=N_("Only institutions with this network or label.")),
    option("--theme", metavar=N_("NUMBER"), type=int, help=N_("Only what is about this theme, 1 to 6.")),
    option("--audience", metavar=_WORD, callback=word_of(Audience), help=N_("Only requests, responses and sessions of this audience.")),
    option("--advisor", metavar=_NAME, help=N_("Only requests, signals and conversations of this advisor.")),
    option(
        "--outcome-info",
        metavar=_WORD,
        callback=word_of(OutcomeInfo),
        help=N_("Only requests with, or without, outcome information; one for both counts in each."),
    ),
    option("--round", metavar=_NAME, help=N_("This WensenScan round; default: the latest.")),
)


def narrowing_options(function: F) -> F:
    """Gives a command the options, which reach it together as `filters`."""

    @wraps(function)
    def narrowed(*arguments: Any, **values: Any) -> Any:
        filters = Filters(**{field.name: values.pop(field.name) for field in fields(Filters)})
        return function(*arguments, filters=filters, **values)

    for add in reversed(_OPTIONS):
        narrowed = add(narrowed)
    return cast(F, narrowed)
