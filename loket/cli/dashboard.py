"""`loket dashboard`: the figures as tables and bars, or as JSON."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from loket.cli.commands import command, option
from loket.cli.options import as_of_option, days_of, from_option, narrowing_options, output_option, past_store, to_option
from loket.cli.output import deliver
from loket.cli.root import Globals, pass_globals
from loket.insight.figures.charts.chart import Cell, Chart
from loket.insight.figures.comparison import USUAL, Against, Comparison
from loket.insight.figures.dashboard import Glance
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.language import N_, _

if TYPE_CHECKING:
    pass

_AGAINST = {
    **dict.fromkeys(("before", "ervoor"), Against.BEFORE),
    **dict.fromkeys(("month", "maand"), Against.MONTH_AGO),
    **dict.fromkeys(("year", "jaar"), Against.YEAR_AGO),
}


def _comparison(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> Comparison:
    """What the figures are compared with, by a word of either language."""
    if value is None:
        return USUAL
    if value.casefold() not in _AGAINST:
        message = _("“{word}” is not known here. Choose from: {allowed}.")
        raise click.BadParameter(message.format(word=value, allowed=", ".join(_AGAINST)))
    return Comparison(_AGAINST[value.casefold()])


def _together(explain: str | None, between: tuple[str, str] | None, as_of: str | None, chart: str | None, both: bool) -> None:
    """Raise UsageError for options that need each other, or cannot go together."""
    if (explain is None) != (between is None):
        raise click.UsageError(_("--explain and --between go together: the figure, and the two moments."))
    if explain is not None and (chart is not None or both):
        raise click.UsageError(_("--explain is of a figure, as text, --json or --csv."))
    if explain is not None and as_of is not None:
        raise click.UsageError(_("--explain has moments of its own: give them to --between instead of --as-of."))


@command("dashboard", help=N_("Show the figures of a period, with what they are a part of and what is unknown."))
@option("--json", "as_json", is_flag=True, help=N_("Write JSON, for scripts."))
@option("--chart", metavar=N_("NAME"), help=N_("One chart only; a wrong name tells which there are."))
@option(
    "--against",
    metavar=N_("WORD"),
    callback=_comparison,
    help=N_(
        "Compare with: before (the period before), month or year (a month or a year ago); default: a state a month, a flow a year ago."
    ),
)
@option("--csv", "as_csv", is_flag=True, help=N_("The chart of --chart, or the records of --explain, as CSV."))
@output_option
@from_option
@to_option
@as_of_option
@narrowing_options
@option("--explain", metavar=N_("INDICATOR"), help=N_("Why this figure differs between the two moments of --between, record by record."))
@option("--between", nargs=2, metavar=N_("MOMENT MOMENT"), help=N_("The two moments that --explain compares, as for --as-of; also: now."))
@pass_globals
def dashboard(
    asked: Globals,
    as_json: bool,
    chart: str | None,
    against: Comparison,
    as_csv: bool,
    output: str | None,
    start: str | None,
    end: str | None,
    as_of: str | None,
    filters: Filters,
    explain: str | None,
    between: tuple[str, str] | None,
) -> None:
    """Compute and show."""
    _together(explain, between, as_of, chart, as_json and as_csv)
    _of_chart(chart, as_json, as_csv and explain is None)
    store = asked.open_store()
    try:
        if explain is not None and between is not None:
            from loket.cli.explanation import explanation
            from loket.insight.explanation.explanation import Span

            span = Span(*days_of(start, end, store.today))
            deliver(explanation(store, explain, filters, span, between, json=as_json, csv=as_csv), output)
            return
        if as_of is not None:
            store = past_store(store, as_of)
        period = Period.of(*days_of(start, end, store.today), store.today)
        if chart is not None:
            from loket.insight.figures.dashboard import one_chart

            found = one_chart(store, period, filters, chart)
        elif as_json:
            from loket.insight.figures.dashboard import dashboard as compute

            deliver(compute(store, period, filters).as_json(), output)
            return
        else:
            from loket.insight.figures.dashboard import glance

            found = glance(store, period, filters, against)
    finally:
        store.close()
    if as_json or as_csv:
        deliver(chart_json(found) if as_json else chart_csv(found.charts[0]), output)
        return
    from loket.cli.dashboard_tables import as_text, print_tables

    if output is None and sys.stdout is not None and sys.stdout.isatty():
        print_tables(found)
    else:
        deliver(as_text(found), output)


def _of_chart(chart: str | None, as_json: bool, as_csv: bool) -> None:
    """Raise UsageError for a chart that there is not, and for what only a chart can be."""
    if as_csv and (as_json or chart is None):
        raise click.UsageError(_("Choose --json or --csv, not both.") if as_json else _("--csv writes one chart: name it with --chart."))
    if chart is not None:
        from loket.insight.figures.charts.catalogue import CHARTS

        if chart not in CHARTS:
            message = _("There is no chart “{name}”. Choose from: {names}.").format(name=chart, names=", ".join(CHARTS))
            raise click.BadParameter(message, param_hint="--chart")


def chart_json(found: Glance) -> str:
    """What is asked for and the chart; `lines` is null where a filter cannot apply. Keys are never translated, texts are."""
    (chart,) = found.charts
    whole: dict[str, Any] = {
        "today": found.today.isoformat(),
        "from": found.period.start.isoformat(),
        "to": found.period.end.isoformat(),
        "as_of": None if found.moment is None else {"at": found.moment.at, "seq": found.moment.seq},
        "filters": found.filters.as_json(),
        "chart": chart.id,
        "title": chart.title,
        "columns": list(chart.columns),
        "lines": None
        if chart.lines is None
        else [{"key": line.key, "label": line.label, "cells": [_chart_cell(cell) for cell in line.cells]} for line in chart.lines],
        "note": chart.note,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _chart_cell(cell: Cell) -> dict[str, int]:
    return {"count": cell.count} if cell.of is None else {"count": cell.count, "of": cell.of}


def chart_csv(chart: Chart) -> str:
    """A line a value with its numbers, for a spreadsheet."""
    from loket.exchange.output_files import OutCell, write_csv_text

    text = io.StringIO(newline="")
    rows: list[Sequence[OutCell]] = [[line.label, *(cell.count for cell in line.cells)] for line in chart.lines or ()]
    write_csv_text(text, [chart.heading, *chart.columns], rows)
    return text.getvalue()
