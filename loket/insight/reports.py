"""Progress reports that were kept: with their figures, so that the next one can compare."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.insight.figures.period import Period
from loket.language import _
from loket.models.errors import Refused
from loket.store.as_of import Moment
from loket.store.reading import Reader, as_date

_COLUMNS = """SELECT r.id, r.start_on, r.end_on, r.as_of_at, r.as_of_seq, r.internal, r.definitions, r.figures, r.texts,
    r.written_on, a.name FROM progress_report r LEFT JOIN advisor a ON a.id = r.advisor_id"""


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A kept report: what was asked for, its figures (see `exchange/report/keeping.py` for their shape) and the lead's own texts."""

    number: int
    period: Period
    as_of_at: str
    as_of_seq: int
    internal: bool
    definitions: str
    figures: Mapping[str, Any]
    texts: Mapping[str, str]
    written_on: date
    advisor: str

    @property
    def moment(self) -> Moment:
        """The moment of knowledge, so that it can be written again; its business day is that of `as_of_at`."""
        return Moment(self.as_of_at, self.as_of_seq, date.fromisoformat(self.as_of_at[:10]))


def kept_reports(reader: Reader) -> tuple[KeptReport, ...]:
    """Every kept report, the one kept last first."""
    return tuple(map(_report, reader.rows(f"{_COLUMNS} ORDER BY r.id DESC")))


def kept_report(reader: Reader, number: int) -> KeptReport:
    """One kept report. Raises Refused when there is none with that number."""
    found = reader.row(f"{_COLUMNS} WHERE r.id = :number", number=number)
    if found is None:
        raise Refused(_("There is no kept report {number}.").format(number=number))
    return _report(found)


def previous_report(reader: Reader, period: Period, internal: bool) -> KeptReport | None:
    """What a report on this period is compared with: the latest kept one that ends before it, of the same reach if there is one.

    Of those with one last day the one kept last counts.
    """
    rows = reader.rows(f"{_COLUMNS} WHERE r.end_on < :start ORDER BY r.end_on DESC, r.id DESC", start=period.start)
    found = [_report(row) for row in rows]
    return next((one for one in found if one.internal == internal), next(iter(found), None))


def _report(row: tuple[Any, ...]) -> KeptReport:
    number, start, end, at, seq, internal, definitions, figures, texts, written, advisor = row
    period = Period(as_date(start) or date.min, as_date(end) or date.min)
    day = as_date(written) or date.min
    return KeptReport(number, period, at, seq, bool(internal), definitions, json.loads(figures), json.loads(texts), day, advisor or "")
