"""What the report screen asks for, and how it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from loket.exchange.documents.document_files import Format
from loket.exchange.report.report_model import ReportAsked
from loket.insight.disclosure.cells import THRESHOLD
from loket.insight.disclosure.half_years import half_year_of, is_whole_half_years, last_half_year, nearest_half_years
from loket.insight.explanation.moments import AsOf
from loket.insight.figures.period import Period
from loket.insight.reports import KeptReport
from loket.language import _
from loket.language.formats import short_date

_HALF_YEARS = 6


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """A report to write: `previous` None is the latest that ends before the period; `kept` is one to read again as it was."""

    period: Period
    internal: bool = False
    known: AsOf = field(default_factory=AsOf)
    previous: int | None = None
    formats: tuple[Format, ...] = (Format.WORD,)
    texts: Mapping[str, str] = field(default_factory=dict)
    kept: KeptReport | None = None

    @classmethod
    def first(cls, today: date) -> ReportQuestion:
        """The half-year that was over last, to be shared."""
        return cls(last_half_year(today))

    @classmethod
    def again(cls, kept: KeptReport) -> ReportQuestion:
        """A kept report as it was."""
        return cls(kept.period, kept.internal, AsOf(kept.moment), texts=kept.texts, kept=kept)

    @property
    def wanted(self) -> ReportAsked:
        """As the report is made of it."""
        return ReportAsked(self.period, self.internal, self.known.moment, self.texts, self.previous)

    @property
    def subject(self) -> str:
        """What stands for its texts among the drafts."""
        return f"{self.period.start} {self.period.end} {'internal' if self.internal else 'shared'}"

    @classmethod
    def of_subject(cls, subject: str) -> ReportQuestion:
        """The report that a draft's texts are of."""
        start, end, reach = subject.split()
        return cls(Period(date.fromisoformat(start), date.fromisoformat(end)), reach == "internal")

    def between(self, period: Period) -> ReportQuestion:
        """The same of other days; what was compared with follows."""
        return replace(self, period=period, previous=None, texts={}, kept=None)

    def turned(self, today: date) -> ReportQuestion:
        """Internal to shareable and back: what is shared is of whole half-years that are over."""
        day = self.known.moment.day if self.known.moment else today
        period = nearest_half_years(self.period, day) if self.internal else self.period
        return replace(self, period=period, internal=not self.internal, previous=None, texts={}, kept=None)

    def half_years(self, today: date) -> list[Period]:
        """The half-years to choose from, the last first; one that still goes on only of an internal report."""
        day = self.known.moment.day if self.known.moment else today
        here = last_half_year(day)
        found = [Period(half_year_of(day).start, day)] if self.internal and half_year_of(day) != here else []
        while len(found) < _HALF_YEARS:
            found.append(here)
            here = half_year_of(here.start - timedelta(days=1))
        return found

    def named(self) -> str:
        """The name of its file."""
        halves = f"{self.period.start.year}-{1 if self.period.start.month == 1 else 2}"
        one_half = is_whole_half_years(self.period) and half_year_of(self.period.start) == self.period
        days = halves if one_half else f"{self.period.start}-{self.period.end}"
        return f"voortgangsrapportage-{days}{'-intern' if self.internal else ''}"

    def reach(self) -> str:
        """Whether it may be shared, and what that hides."""
        return (
            _("no, internal: nothing is hidden")
            if self.internal
            else _("yes: 1–{most} becomes <{few}").format(most=THRESHOLD - 1, few=THRESHOLD)
        )

    def moment_shown(self) -> str:
        """The moment of knowledge."""
        return self.known.shown() if self.known.moment else _("now, is put on record")

    def formats_shown(self) -> str:
        """The forms of the file."""
        return " · ".join(form.value for form in self.formats)


def kept_shown(kept: KeptReport) -> str:
    """`#3, 1 jan – 30 jun 2026`."""
    return f"#{kept.number}, {kept.period.shown()}"


def kept_detail(kept: KeptReport, today: date) -> str:
    """When, who, and for whom."""
    reach = _("internal") if kept.internal else _("shareable")
    return " · ".join(part for part in (short_date(kept.written_on, today, weekday=False), kept.advisor, reach) if part)
