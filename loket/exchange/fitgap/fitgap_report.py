"""The report of a fit-gap analysis that its institution gets: its own texts, and of other institutions never more than n/N."""

from __future__ import annotations

from collections.abc import Iterator

from loket.exchange.documents.document import Bar, Bars, Block, Bullets, Document, Facts, Heading, Paragraph, Table
from loket.insight.fitgap import LARGE, ExaminedDimension, ReportedAnalysis, reported_analysis, summarize
from loket.language import _, current_language, label
from loket.language.formats import number, written_date
from loket.models.words import FitGapDimension, FitGapState, YesNo
from loket.store.database import Store

FEWEST = 5
"""Of fewer institutions than this nothing is told, nor which of them they are by telling of all but those."""


def fitgap_report(store: Store, analysis: int) -> Document:
    """The report as a document, as of the business date."""
    with store.read_outside() as reader:
        found = reported_analysis(reader, analysis, store.today)
    title = _("Fit-gap analysis {set}").format(set=found.outcome_set)
    subtitle = f"{found.institution} · {written_date(store.today)}"
    return Document(title, tuple(_blocks(found)), subtitle=subtitle, on=store.today, lang=current_language())


def among_others(large: int, known: int) -> str:
    """How many other institutions have a large gap: `<5` for 1 to 4, `-` when all but so few have, nothing at all below five."""
    if known < FEWEST:
        return _("fewer than {few} others").format(few=FEWEST)
    if 0 < large < FEWEST:
        return f"<{FEWEST}"
    return "-" if 0 < known - large < FEWEST else f"{large}/{known}"


def _blocks(found: ReportedAnalysis) -> Iterator[Block]:
    yield Facts(
        (
            (_("Institution"), found.institution),
            (_("Outcome set"), found.outcome_set),
            (_("State"), label(found.state)),
            (_("Started"), found.started_on),
            (_("Reported"), found.reported_on),
            (_("Discussed"), found.discussed_on),
            (_("Your advisor"), found.advisor),
        )
    )
    if not found.examined:
        yield Paragraph(_("Nothing has been filled in for this analysis yet."))
        return
    yield from _in_short(found)
    yield Heading(_("What is there and what is needed"))
    rows = tuple((label(one.dimension), _gap(one), one.current, one.needed) for one in found.examined)
    yield Table((_("Dimension"), _("Gap"), _("Now"), _("Needed")), rows, ("left", "right", "left", "left"))
    yield from _shared(found)
    yield from _national(found)
    yield from _next_steps(found)


def _in_short(found: ReportedAnalysis) -> Iterator[Block]:
    gaps = summarize(one.gap for one in found.examined)
    yield Heading(_("In short"))
    told = _("Of the {all} dimensions {examined} were examined; the gap is known for {known}.").format(
        all=len(FitGapDimension), examined=len(found.examined), known=gaps.known
    )
    if gaps.tenths is not None:
        more = _("{large} of those {known} gaps are large (3 or 4); the average is {average}.")
        told += " " + more.format(large=gaps.large, known=gaps.known, average=number(gaps.tenths / 10, 1))
    yield Paragraph(told, "lead")
    bars = tuple(Bar(label(one.dimension), one.gap, "?" if one.gap is None else str(one.gap)) for one in found.examined)
    yield Bars(_("Gap by dimension, the largest first (0 none, 4 very large, ? unknown)"), bars, top=4)
    missing = [label(one) for one in FitGapDimension if one not in {each.dimension for each in found.examined}]
    if missing:
        yield Paragraph(_("Not examined: {dimensions}.").format(dimensions=", ".join(missing)), "note")


def _shared(found: ReportedAnalysis) -> Iterator[Block]:
    large = [one for one in found.examined if one.gap is not None and one.gap >= LARGE]
    if not large:
        return
    yield Heading(_("Large gaps at other institutions"))
    yield Paragraph(_("How many other institutions with an analysis of this set have a large gap on the same dimension."))
    rows = tuple((label(one.dimension), _gap(one), among_others(one.others, one.others_known)) for one in large)
    yield Table((_("Dimension"), _("Your gap"), _("Large gap elsewhere")), rows, ("left", "right", "right"))
    note = _(
        "Institutions whose gap is unknown are not counted. <{few} stands for 1 to {most}; - stands where the number would give few away."
    )
    yield Paragraph(note.format(few=FEWEST, most=FEWEST - 1), "note")


def _national(found: ReportedAnalysis) -> Iterator[Block]:
    asked = [one for one in found.examined if one.national is YesNo.YES]
    if asked:
        yield Heading(_("Where national action is asked"))
        yield Paragraph(_("An institution cannot solve these alone; the loket takes them to the national parties."))
        yield Bullets(tuple(_with(label(one.dimension), one.action or one.needed) for one in asked))


def _next_steps(found: ReportedAnalysis) -> Iterator[Block]:
    yield Heading(_("Next steps"))
    actions = tuple((label(one.dimension), one.action) for one in found.examined if one.action)
    if actions:
        yield Table((_("Dimension"), _("Action")), actions)
    steps = [
        _with(
            one.title,
            _("{state}, before {day}").format(state=label(one.state), day=written_date(one.due_on)) if one.due_on else label(one.state),
        )
        for one in found.requests
    ]
    if steps:
        yield Paragraph(_("Requests that came out of this analysis:"))
        yield Bullets(tuple(steps))
    if found.talk_on is not None:
        yield Paragraph(_("We discuss this report on {day}.").format(day=written_date(found.talk_on)))
    elif found.state is not FitGapState.DISCUSSED:
        yield Paragraph(_("Your advisor makes an appointment to discuss this report."))
    elif not actions and not steps:
        yield Paragraph(_("No actions have been agreed yet."))


def _gap(one: ExaminedDimension) -> str:
    return "?" if one.gap is None else str(one.gap)


def _with(name: str, text: str | None) -> str:
    return f"{name}: {text}" if text else name
