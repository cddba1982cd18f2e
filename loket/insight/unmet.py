"""Unmet needs by theme: open requests that nobody referred and that nothing available fits, and what is being made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loket.insight.figures.filters import Filters
from loket.insight.figures.fitting import FITS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.lists.listing import Looker
from loket.insight.lists.requests import REQUESTS, RequestRow
from loket.store.reading import Reader

# The same relations as the figure's: a request of which the closing lies ahead is open today.
_UNMET = f"""SELECT x.id FROM {{open_requests}} x WHERE x.id NOT IN (SELECT request_id FROM {{referred}})
    AND NOT EXISTS (SELECT 1 FROM offering o WHERE {FITS})"""
MOST = 5000


@dataclass(frozen=True, slots=True)
class ThemeNeeds:
    """The unmet needs under one theme (None: requests without a theme), and how many offerings for it are in development."""

    theme: int | None
    label: str
    requests: tuple[RequestRow, ...]
    coming: int


@dataclass(frozen=True, slots=True)
class Unmet:
    """All unmet needs. A request with two themes stands under both; `unmet` and `open` count each once."""

    themes: tuple[ThemeNeeds, ...]
    unmet: int
    open: int


def unmet_needs(reader: Reader, looker: Looker, today: date) -> Unmet:
    """The unmet needs of today, by theme; the oldest first."""
    hidden = "" if looker.sees_confidential else " AND NOT x.confidential" if reader.dialect.is_postgresql else " AND x.confidential = 0"
    question = Question.put(reader, Period(today, today), Filters())
    unmet = question.sql(f"{_UNMET}{hidden} ORDER BY x.received_on, x.id LIMIT {MOST}")
    ids = [row[0] for row in reader.rows(unmet, question.parameters)]
    rows: dict[int, RequestRow] = {}
    for start in range(0, len(ids), 500):
        rows |= REQUESTS.rows(reader, ids[start : start + 500], today)
    open_now = reader.value(question.sql(f"SELECT count(*) FROM {{open_requests}} x WHERE 1 = 1{hidden}"), question.parameters)
    coming = _coming(reader)
    labels: list[tuple[int | None, str]] = [(row[0], row[1]) for row in reader.rows("SELECT id, label FROM theme ORDER BY id")]
    found = [rows[number] for number in ids if number in rows]

    def of(theme: int | None) -> tuple[RequestRow, ...]:
        return tuple(row for row in found if (theme in row.themes if theme is not None else not row.themes))

    themes = tuple(ThemeNeeds(theme, label, of(theme), coming.get(theme, 0)) for theme, label in [*labels, (None, "")])
    return Unmet(themes, len(found), open_now)


def _coming(reader: Reader) -> Mapping[int | None, int]:
    rows = reader.rows(
        "SELECT ot.theme_id, count(*) FROM offering_theme ot JOIN offering o ON o.id = ot.offering_id "
        "WHERE o.state = 'in_development' GROUP BY ot.theme_id"
    )
    return {row[0]: row[1] for row in rows}
