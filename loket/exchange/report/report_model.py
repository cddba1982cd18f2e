"""What a progress report is made of: chapters of parts, each with the records behind its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from loket.exchange.documents.document import Block, Heading
from loket.insight.figures.period import Period
from loket.insight.figures.record_set import RecordSet
from loket.insight.reports import KeptReport
from loket.language import N_
from loket.language.formats import clock, written_date
from loket.store.database import Moment

CHAPTERS: Mapping[str, str] = {
    "summary": N_("Summary"),
    "institutions": N_("Where institutions stand"),
    "requests": N_("What institutions ask for"),
    "signals": N_("Signals and trends"),
    "effect": N_("Offerings, referrals and effect"),
    "sessions": N_("Learning sessions"),
    "frontrunners": N_("Front-runners and fit-gap analyses"),
    "comparison": N_("Compared with the previous report"),
    "account": N_("How this was counted"),
    "formulas": N_("Appendix: what each figure means"),
}
"""The chapters in their order, by id, with their titles as msgids."""


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """What is asked: a period, whether small counts are shown (`internal`), and the moment of knowledge (None: now).

    `texts` are a lead's own words by chapter id: each opens its chapter. `previous` is the number of the kept report to compare
    with; None takes the latest that ends before this period.
    """

    period: Period
    internal: bool = False
    moment: Moment | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    previous: int | None = None

    @classmethod
    def again(cls, kept: KeptReport) -> ReportAsked:
        """A kept report, asked for again."""
        return cls(kept.period, kept.internal, kept.moment, kept.texts)


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a chapter. `behind` finds the records of the numbers in it, in the order in which they stand there."""

    block: Block
    behind: tuple[RecordSet, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter without its heading; `warnings` are for who writes the report and stand in no document."""

    id: str
    title: str
    parts: tuple[Part, ...]
    warnings: tuple[str, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The chapter as it stands in the document, heading first."""
        return (Heading(self.title), *(part.block for part in self.parts))


@dataclass(frozen=True, slots=True)
class Report:
    """A progress report. `moment` is what it knew, resolved; `figures` and `definitions` are what is kept of it to compare with later."""

    title: str
    subtitle: str
    period: Period
    internal: bool
    moment: Moment
    round: str | None
    chapters: tuple[Chapter, ...]
    previous: KeptReport | None
    figures: str
    definitions: str
    texts: Mapping[str, str]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the writer should look at, chapter by chapter."""
        return tuple(f"{chapter.title}: {warning}" for chapter in self.chapters for warning in chapter.warnings)


def written_moment(moment: Moment) -> str:
    """`21 november 2026`, with the time where one was asked for."""
    if len(moment.at) <= 10:
        return written_date(date.fromisoformat(moment.at))
    when = datetime.fromisoformat(moment.at)
    return f"{written_date(when.date())} {clock(when)}"
