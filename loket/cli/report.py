"""`loket report`: a complete draft of the progress report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from loket.casework import reports
from loket.cli.commands import command, option
from loket.cli.documents import deliver_document
from loket.cli.options import as_of_option, days_of, format_option, output_option
from loket.cli.output import complain, warn
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _

if TYPE_CHECKING:
    from loket.exchange.report.report_model import Report, ReportAsked
    from loket.insight.reports import KeptReport
    from loket.store.database import Store


@command("report", help=N_("Write a complete draft of the progress report; small counts are hidden unless it is internal."))
@option("--from", "start", metavar=N_("DAY"), help=N_("The first day; default: of the last half-year that is over."))
@option("--to", "end", metavar=N_("DAY"), help=N_("The last day; default: of the last half-year that is over."))
@as_of_option
@option("--internal", is_flag=True, help=N_("Any period, and nothing hidden: not to be shared."))
@format_option
@output_option
@option("--keep", is_flag=True, help=N_("Keep it with its figures, so that the next report can compare."))
@option("--kept", metavar=N_("NUMBER"), type=click.IntRange(1), help=N_("Write this kept report again, as it was."))
@pass_globals
def report(
    asked: Globals,
    start: str | None,
    end: str | None,
    as_of: str | None,
    internal: bool,
    form: str | None,
    output: str | None,
    keep: bool,
    kept: int | None,
) -> None:
    """Make it, write it, and on request keep it."""
    from loket.exchange.report.progress_report import as_document, to_keep
    from loket.exchange.report.progress_report import report as make
    from loket.exchange.report.report_model import ReportAsked
    from loket.insight.reports import kept_report

    if kept is not None and (start or end or as_of or internal or keep):
        raise click.UsageError(_("A kept report has its own period and moment: name --kept alone, with --format and -o."))
    store = asked.open_store()
    try:
        again = None
        if kept is not None:
            with store.read() as reader:
                again = kept_report(reader, kept)
        wanted = ReportAsked.again(again) if again is not None else _asked(store, start, end, as_of, internal)
        made = make(store, wanted)
        document = as_document(made)
        what = f"report {made.period.start} - {made.period.end}{' internal' if made.internal else ''}"
        deliver_document(store, document, form, output, what, len(made.chapters))
        if keep:
            complain(reports.keep_report(store, to_keep(made)).message)  # standard output is the report's
    finally:
        store.close()
    if again is not None:
        _audit(made, again)
    for warning in made.warnings:
        warn(warning)


def _asked(store: Store, start: str | None, end: str | None, as_of: str | None, internal: bool) -> ReportAsked:
    """What the options ask for; without days the last half-year that is over, seen from the moment."""
    from loket.exchange.report.report_model import ReportAsked
    from loket.insight.disclosure.half_years import asked_half_years
    from loket.insight.figures.period import Period
    from loket.store.as_of import moment

    known = moment(store, as_of) if as_of is not None else None
    today = known.day if known is not None else store.today
    first, last = days_of(start, end, today)
    if internal and (first or last):
        period = Period.of(first, last, today)
    elif first is not None and last is not None:
        period = Period(first, last)
    else:
        period = asked_half_years(first, last, today)
    return ReportAsked(period, internal, known)


def _audit(made: Report, kept: KeptReport) -> None:
    """Say which figures are not what they were: another database's report, or another calculation."""
    from loket.exchange.report.report_comparison import no_longer_the_same
    from loket.insight.figures.indicators import BY_ID

    names = [_(BY_ID[name].label) for name in no_longer_the_same(kept.figures, made.figures) if name in BY_ID]
    if names:
        told = _("these figures are not those that were kept, as the calculation or the whole change log is another one: {figures}.")
        warn(told.format(figures=", ".join(names)))
