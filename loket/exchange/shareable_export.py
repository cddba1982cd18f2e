"""The shareable export: indicators, breakdowns and series of whole half-years, and nothing about one institution or person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from loket.casework.reports import remember_export
from loket.exchange.full_export import ExportDone, Format, write_folder
from loket.exchange.output_files import Mark, OutCell, Sheet, whole_file, write_xlsx
from loket.insight.disclosure.cells import THRESHOLD
from loket.insight.disclosure.half_years import asked_half_years
from loket.insight.disclosure.shown_figures import ShownCount, ShownDuration, ShownFigures, ShownRow, ShownShare, shown_figures
from loket.insight.figures.breakdowns import BY_ID as BREAKDOWN
from loket.insight.figures.indicators import BY_ID as INDICATOR
from loket.language import N_, _
from loket.models.errors import Refused
from loket.store.database import Store

TABLES = ("toelichting", "indicatoren", "uitsplitsingen", "reeksen")

_INDICATORS = (
    "indicator", "naam", "aantal", "teller", "noemer", "onbekend", "tegenstrijdig", "percentage", "mediaan_dagen", "p90_dagen",
    "telt", "van",
)  # fmt: skip
_BREAKDOWNS = ("uitsplitsing", "naam", "naar", "sleutel", "waarde", "aantal", "teller", "noemer", "percentage")
_WORDS = {"received": N_("received"), "closed": N_("closed"), "open": N_("open"), "recorded": N_("recorded"), "held": N_("held")}
_SERIES = ("reeks", "maand", "wat", "sleutel", "waarde", "aantal")


def export_shareable(
    store: Store, target: Path, file_format: Format, *, start: date | None = None, end: date | None = None, min_count: int = THRESHOLD
) -> ExportDone:
    """Write what may leave the house to `target`, a folder for csv, else a file. Anybody of the loket may; it is recorded.

    Raises Refused for another period than whole half-years, and for a folder with anything else in it.
    """
    period = asked_half_years(start, end, store.today)
    figures = shown_figures(store, period, min_count=min_count)
    sheets = _sheets(figures)
    if file_format == "json":
        _write_json(target, figures, sheets)
        rows = {sheet.name: len(list(sheet.rows)) for sheet in sheets}
    elif file_format == "xlsx":
        rows = write_xlsx(target, sheets)
    else:
        _refuse_company(target)
        rows = write_folder(target, sheets)
    done = ExportDone(target, rows)
    remember_export(store, f"shareable {file_format} {period.start}/{period.end} <{min_count}", done.total)
    return done


def _refuse_company(folder: Path) -> None:
    """A folder is sent whole: nothing else may be in it."""
    if folder.is_dir():
        ours = {f"{table}.csv" for table in TABLES}
        others = sorted(path.name for path in folder.iterdir() if path.name not in ours)
        if others:
            message = _("{folder}: other files are in it ({names}) and would go along; give a new or empty folder")
            raise Refused(message.format(folder=folder, names=", ".join(others[:3]) + (", …" if len(others) > 3 else "")))


def _sheets(figures: ShownFigures) -> list[Sheet]:
    """The four tables."""
    return [
        Sheet("toelichting", ("onderwerp", "tekst"), list(_about(figures))),
        Sheet("indicatoren", _INDICATORS, list(_indicators(figures))),
        Sheet("uitsplitsingen", _BREAKDOWNS, list(_breakdowns(figures))),
        Sheet("reeksen", _SERIES, list(_series(figures))),
    ]


def _write_json(target: Path, figures: ShownFigures, sheets: Sequence[Sheet]) -> None:
    """The same tables as lists of records, with the period in front."""
    document = {
        "from": figures.period.start.isoformat(),
        "to": figures.period.end.isoformat(),
        "min_count": figures.min_count,
        **{sheet.name: [dict(zip(sheet.headers, row, strict=True)) for row in sheet.rows] for sheet in sheets},
    }
    with whole_file(target) as file:
        file.write((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def _about(figures: ShownFigures) -> Iterator[tuple[OutCell, ...]]:
    """What a reader must know who has only these tables."""
    least = figures.min_count
    yield _("period"), figures.period.shown()
    yield _("first day"), figures.period.start.isoformat()
    yield _("last day"), figures.period.end.isoformat()
    yield (
        Mark(f"<{least}"),
        _("a count from 1 to {most}, or one with fewer than {least} institutions behind it").format(most=(least or 0) - 1, least=least),
    )
    yield Mark("-"), _("not shown: it would give away a count that is hidden, or leaves so little of its denominator")
    yield _("percentage"), _("only where both counts are shown, and the denominator is {least} or more").format(least=THRESHOLD)
    yield _("half-years"), _("what is hidden is decided for each half-year; a longer period hides what any of its half-years hides")


def _cell(shown: ShownCount | None) -> OutCell:
    if shown is None:
        return None
    return Mark(shown.mark) if shown.value is None else shown.value


def _days(tenths: int | None) -> OutCell:
    if tenths is None:
        return None
    return tenths / 10 if tenths % 10 else tenths // 10


def _indicators(figures: ShownFigures) -> Iterator[tuple[OutCell, ...]]:
    for name, found in figures.figures.items():
        indicator = INDICATOR[name]
        meaning = (_(indicator.numerator), _(indicator.denominator) if indicator.denominator else None)
        match found:
            case ShownDuration():
                days = (_days(found.median_tenths), _days(found.p90_tenths))
                yield name, _(indicator.label), _cell(found.n), None, None, None, None, None, *days, *meaning
            case ShownShare(denominator=None):
                yield name, _(indicator.label), _cell(found.numerator), None, None, None, None, None, None, None, *meaning
            case ShownShare():
                counts = map(_cell, (found.numerator, found.denominator, found.unknown, found.contradictory))
                yield name, _(indicator.label), None, *counts, found.percentage, None, None, *meaning


def _breakdowns(figures: ShownFigures) -> Iterator[tuple[OutCell, ...]]:
    for name, rows in figures.breakdowns.items():
        breakdown = BREAKDOWN[name]
        for row in rows or ():
            yield name, _(breakdown.label), _(breakdown.by.label), row.key, row.label, *_row_counts(row)


def _row_counts(row: ShownRow) -> tuple[OutCell, ...]:
    if row.denominator is None:
        return _cell(row.count), None, None, None
    share = ShownShare(row.count, row.denominator, None, None)
    return None, _cell(row.count), _cell(row.denominator), share.percentage


def _series(figures: ShownFigures) -> Iterator[tuple[OutCell, ...]]:
    series = figures.series
    for month in series.requests or ():
        for what, shown in (("received", month.received), ("closed", month.closed), ("open", month.open)):
            yield "requests_per_month", month.month, what, None, _(_WORDS[what]), _cell(shown)
    labels = {row.key: row.label for row in figures.breakdowns["signals_by_theme"] or ()}
    for signals in series.signals or ():
        yield "signals_per_month", signals.month, "recorded", None, _(_WORDS["recorded"]), _cell(signals.recorded)
        for key, shown in signals.themes:
            yield "signals_per_month", signals.month, "theme", key, labels.get(key, ""), _cell(shown)
    for talks in series.conversations or ():
        yield "conversations_per_month", talks.month, "held", None, _(_WORDS["held"]), _cell(talks.held)
