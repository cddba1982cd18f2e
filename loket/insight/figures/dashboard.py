"""The dashboard: every indicator, breakdown and series of one question, and its JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from loket.insight.figures.breakdowns import BREAKDOWNS, Row, rows
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.reckoning import Duration, Figure, figure
from loket.insight.figures.series import Series, series

if TYPE_CHECKING:
    from loket.store.as_of import Moment
    from loket.store.opening import Store


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Figures by indicator, rows by breakdown, and the series; None where a filter cannot apply."""

    today: date
    period: Period
    filters: Filters
    round: str | None
    figures: Mapping[str, Figure | None]
    breakdowns: Mapping[str, list[Row] | None]
    series: Series
    moment: Moment | None = None

    def as_json(self) -> str:
        """The JSON that people script against: the same dashboard gives the same bytes."""
        whole = {
            "today": self.today.isoformat(),
            "from": self.period.start.isoformat(),
            "to": self.period.end.isoformat(),
            "as_of": None if self.moment is None else {"at": self.moment.at, "seq": self.moment.seq},
            "filters": self.filters.as_json(),
            "indicators": {name: figure_as_json(found) for name, found in self.figures.items()},
            "breakdowns": {name: _rows(found) for name, found in self.breakdowns.items()},
            "series": _series(self.series),
        }
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def dashboard(store: Store, period: Period, filters: Filters) -> Dashboard:
    """All figures of a period on one snapshot. Raises Refused for a round or theme that is not there."""
    with store.read() as reader:
        question = Question.put(reader, period, filters)
        return Dashboard(
            store.today,
            period,
            question.filters,
            question.round.name if question.round else None,
            {indicator.id: figure(reader, question, indicator) for indicator in INDICATORS},
            {breakdown.id: rows(reader, question, breakdown) for breakdown in BREAKDOWNS},
            series(reader, question),
            store.moment,
        )


def figure_as_json(found: Figure | None) -> dict[str, Any] | None:
    """A figure for scripts."""
    if found is None:
        return None
    if isinstance(found, Duration):
        return {"median_days": _days(found.median_tenths), "p90_days": _days(found.p90_tenths), "n": found.n}
    shown: dict[str, Any] = {
        "numerator": found.numerator,
        "denominator": found.denominator,
        "unknown": found.unknown,
    }
    if found.contradictory is not None:
        shown["contradictory"] = found.contradictory
    return shown


def _days(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10


def _rows(found: list[Row] | None) -> list[dict[str, Any]] | None:
    if found is None:
        return None
    return [
        {"key": row.key, "label": row.label, "count": row.count}
        if row.denominator is None
        else {"key": row.key, "label": row.label, "numerator": row.count, "denominator": row.denominator}
        for row in found
    ]


def _series(found: Series) -> dict[str, Any]:
    talks = found.conversations
    return {
        "requests_per_month": [{"month": m.month, "received": m.received, "closed": m.closed, "open": m.open} for m in found.requests],
        "signals_per_month": None
        if found.signals is None
        else [
            {
                "month": m.month,
                "recorded": m.recorded,
                "themes": [{"key": key, "count": count} for key, count in m.themes],
            }
            for m in found.signals
        ],
        "conversations_per_month": None if talks is None else [{"month": m.month, "held": m.held} for m in talks],
    }
