"""Making a progress report: read everything once, write the chapters, and put them in a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from loket.exchange.documents.document import Block, Contents, Document, PageBreak, Paragraph
from loket.exchange.report.chapters import (
    account,
    effect,
    formulas,
    frontrunners,
    institutions,
    requests,
    sessions,
    signals,
    summary,
    warnings,
)
from loket.exchange.report.report_comparison import comparison, definitions_hash, kept_figures
from loket.exchange.report.report_data import ReportData, read_report_data
from loket.exchange.report.report_model import CHAPTERS, Chapter, Part, Report, ReportAsked, written_moment
from loket.insight.disclosure.half_years import check_half_years, is_whole_half_years
from loket.insight.disclosure.shown_figures import shown_figures
from loket.insight.figures.period import Period
from loket.language import _, current_language
from loket.models.errors import FieldError, Refused
from loket.store.as_of import PastStore, moment
from loket.store.database import Moment, Store

if TYPE_CHECKING:
    from loket.casework.reports import ReportInput

_WRITTEN: Mapping[str, Callable[[ReportData], Iterator[Part]]] = {
    "summary": summary,
    "institutions": institutions,
    "requests": requests,
    "signals": signals,
    "effect": effect,
    "sessions": sessions,
    "frontrunners": frontrunners,
    "comparison": comparison,
    "account": account,
    "formulas": formulas,
}


def report(store: Store, asked: ReportAsked) -> Report:
    """The report that was asked. Raises Refused for a period that is not over, or that is no whole half-years unless internal.

    It is always read as of one line of the change log, the last one when no moment is asked: so it can be made again.
    """
    check_period(asked.period, store.today, asked.internal)
    with _known_at(store, asked.moment) as past:
        known = past.moment
        found = read_report_data(past, store, asked, known)
        whole = found.shown if asked.internal else shown_figures(past, asked.period, min_count=None)
        shared = None
        if not asked.internal:
            shared = found.shown
        elif is_whole_half_years(asked.period) and asked.period.end <= past.today:
            shared = shown_figures(past, asked.period)
    spelled = _spelled(asked.period)
    texts = {chapter: text for chapter, text in asked.texts.items() if text.strip()}
    return Report(
        _("Progress report Uitkomstgerichte Zorg"),
        f"{spelled[:1].upper()}{spelled[1:]} · {_('internal version') if asked.internal else _('version that may be shared')}",
        asked.period,
        asked.internal,
        known,
        found.shown.round,
        tuple(_chapter(name, found, texts.get(name, "")) for name in CHAPTERS),
        found.previous,
        kept_figures(whole, shared),
        definitions_hash(),
        texts,
    )


def as_document(made: Report) -> Document:
    """The report as a document, its chapters each on a page of their own from the third on."""
    known = _("With what was known on {moment} (#{line}).").format(moment=written_moment(made.moment), line=made.moment.seq)
    about = _(
        "This report tells where institutions stand with samen beslissen and outcome information, what they asked of the UZ-loket, "
        "what they got, and what is still missing."
    )
    blocks: list[Block] = [Paragraph(about, "lead"), Paragraph(known, "note"), Contents(_("Contents"), 1), PageBreak()]
    return Document(
        made.title,
        (*blocks, *(block for chapter in made.chapters for block in chapter.blocks)),
        subtitle=made.subtitle,
        on=date.fromisoformat(made.moment.at[:10]),
        lang=current_language(),
    )


def to_keep(made: Report) -> ReportInput:
    """The report as `keep_report` takes it."""
    from loket.casework.reports import ReportInput  # loads SQLModel, which only keeping needs

    period, known = made.period, made.moment
    return ReportInput(period.start, period.end, known.at, known.seq, made.internal, made.definitions, made.figures, made.texts)


def check_period(period: Period, today: date, internal: bool) -> None:
    """Refuse a period that is not over, and unless internal one that is no row of whole half-years."""
    if not internal:
        check_half_years(period, today)
    elif period.end > today:
        message = _("The period {period} is not over yet. Take an end on or before {today}.")
        raise Refused(errors=[FieldError("end", message.format(period=period.shown(), today=today))])


@contextmanager
def _known_at(store: Store, asked: Moment | None) -> Iterator[PastStore]:
    """The database at a moment. Its business day is never before that of the live one: a period that is over may be told of."""
    if isinstance(store, PastStore):
        yield store
        return
    if asked is None:
        with store.read() as reader:
            asked = moment(store, f"#{reader.last_line()}")
    past = PastStore(store, replace(asked, day=max(asked.day, store.today)))
    try:
        yield past
    finally:
        past.close()


def _chapter(name: str, data: ReportData, own: str) -> Chapter:
    """A chapter, opened by the lead's own words if there are any."""
    opening = tuple(Part(Paragraph(text.strip())) for text in own.split("\n\n") if text.strip())
    found = list(warnings(data)) if name == "requests" else []
    if own and not data.internal and data.known.is_named_in(own):
        found.append(_("Your own text has a name in it that loket knows; this version may be shared."))
    return Chapter(name, _(CHAPTERS[name]), (*opening, *_WRITTEN[name](data)), tuple(found))


def _spelled(period: Period) -> str:
    """The period in a title: a half-year by its name."""
    if is_whole_half_years(period) and len(list(period.months())) == 6:
        half = _("first half of {year}") if period.start.month == 1 else _("second half of {year}")
        return half.format(year=period.start.year)
    return period.shown()
