"""Progress reports: those that were kept, so that the next one can compare, and the facts that a report gives beside the figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.record_set import RecordSet
from loket.insight.lists.row_sql import lists_of
from loket.language import _
from loket.models.errors import Refused
from loket.models.words import OfferingKind, RecordKind, TrendState
from loket.store.database import Moment
from loket.store.reader import Reader, as_date


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A kept report: what was asked for, its figures (their shape is in `exchange/report/report_comparison.py`), the lead's own texts."""

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


def kept_reports(reader: Reader, where: str = "1 = 1", **values: Any) -> tuple[KeptReport, ...]:
    """Every kept report, the one kept last first; `where` is a condition on `r`."""
    rows = reader.dicts(
        f"""SELECT r.*, coalesce(a.name, '') AS advisor FROM progress_report r LEFT JOIN advisor a ON a.id = r.advisor_id
        WHERE {where} ORDER BY r.id DESC""",
        values,
    )
    return tuple(
        KeptReport(
            number=row["id"],
            period=Period(as_date(row["start_on"]) or date.min, as_date(row["end_on"]) or date.min),
            as_of_at=row["as_of_at"],
            as_of_seq=row["as_of_seq"],
            internal=bool(row["internal"]),
            definitions=row["definitions"],
            figures=json.loads(row["figures"]),
            texts=json.loads(row["texts"]),
            written_on=as_date(row["written_on"]) or date.min,
            advisor=row["advisor"],
        )
        for row in rows
    )


def kept_report(reader: Reader, number: int) -> KeptReport:
    """One kept report. Raises Refused when there is none with that number."""
    found = kept_reports(reader, "r.id = :number", number=number)
    if not found:
        raise Refused(_("There is no kept report {number}.").format(number=number))
    return found[0]


def previous_report(reader: Reader, period: Period, internal: bool) -> KeptReport | None:
    """What a report on this period is compared with: the latest kept one that ends before it, of the same reach if there is one.

    Of those with one last day the one kept last counts.
    """
    found = sorted(kept_reports(reader, "r.end_on < :start", start=period.start), key=lambda one: one.period.end, reverse=True)
    return next((one for one in found if one.internal == internal), next(iter(found), None))


@dataclass(frozen=True, slots=True)
class TrendFact:
    """A trend, with its signals up to the last day and the active institutions that they come from."""

    id: int
    title: str
    theme: int | None
    state: TrendState
    owner: str | None
    signals: int
    institutions: int

    @property
    def behind(self) -> RecordSet:
        """Finds the trend itself."""
        sql = "SELECT id FROM {trends} WHERE id = :trend"
        return RecordSet(RecordKind.TREND, _("Trend: {title}").format(title=self.title), sql, (("trend", self.id),))

    @property
    def behind_signals(self) -> RecordSet:
        """Finds its signals up to the last day."""
        sql = "SELECT id FROM {signals} WHERE trend_id = :trend AND recorded_on <= :end"
        return RecordSet(RecordKind.SIGNAL, _("Signals of the trend: {title}").format(title=self.title), sql, (("trend", self.id),))


@dataclass(frozen=True, slots=True)
class OfferingFact:
    """An offering that is being made (`on`: when it is expected) or that came in the period (`on`: since when)."""

    id: int
    title: str
    kind: OfferingKind | None
    themes: tuple[int, ...]
    on: date | None

    @property
    def behind(self) -> RecordSet:
        """Finds the offering itself."""
        return RecordSet(RecordKind.OFFERING, self.title, "SELECT id FROM offering WHERE id = :offering", (("offering", self.id),))


@dataclass(frozen=True, slots=True)
class SessionsOfTheme:
    """Sessions held in the period with a theme among their focus themes, at how many institutions, and how many people took part.

    `unknown`: sessions of which nobody wrote down how many took part.
    """

    theme: int | None
    held: int
    institutions: int
    participants: int
    unknown: int

    @property
    def behind(self) -> RecordSet:
        """Finds the sessions."""
        has = "EXISTS (SELECT 1 FROM session_theme t WHERE t.session_id = x.id{of})"
        of_theme = has.format(of=" AND t.theme_id = :row_key") if self.theme is not None else f"NOT {has.format(of='')}"
        values = (("row_key", self.theme),) if self.theme is not None else ()
        return RecordSet(RecordKind.SESSION, _("Learning sessions held"), f"SELECT x.id AS id {_HELD} AND {of_theme}", values)


_HELD = "FROM {sessions} x WHERE x.session_on >= :start AND x.session_on <= :end AND x.state = 'held'"


def trends(reader: Reader, question: Question) -> tuple[TrendFact, ...]:
    """The trends by how far they came, the furthest first, then by how many institutions are behind them."""
    seen = reader.viewer.outside().sees
    statement = f"""SELECT t.id, t.title, t.theme_id AS theme, t.state, p.name AS owner, count(s.id) AS signals,
            count(DISTINCT i.id) AS institutions
        FROM {{trends}} t LEFT JOIN party p ON p.id = t.owner_party_id AND {seen("p")}
        LEFT JOIN {{signals}} s ON s.trend_id = t.id AND s.recorded_on <= :end
        LEFT JOIN {{active_institutions}} i ON i.id = s.institution_id
        WHERE {seen("t")} GROUP BY t.id, t.title, t.theme_id, t.state, p.name"""
    found = reader.records(TrendFact, question.sql(statement), question.parameters)
    order = list(TrendState)
    return tuple(sorted(found, key=lambda one: (-order.index(one.state), -one.institutions, one.id)))


def being_made(reader: Reader) -> tuple[OfferingFact, ...]:
    """The offerings in development, those expected first first."""
    return _offerings(reader, "o.state = 'in_development'", "o.expected_on", {})


def come_available(reader: Reader, question: Question) -> tuple[OfferingFact, ...]:
    """The offerings that came in the period and are available."""
    where = "o.state = 'available' AND o.available_from >= :start AND o.available_from <= :end"
    return _offerings(reader, where, "o.available_from", {"start": question.period.start, "end": question.period.end})


def _offerings(reader: Reader, where: str, day: str, values: dict[str, date]) -> tuple[OfferingFact, ...]:
    themes = lists_of(reader, "SELECT offering_id, theme_id FROM offering_theme ORDER BY 1, 2")
    found = reader.records(
        OfferingFact,
        f'SELECT o.id, o.title, o.kind, {day} AS "on" FROM offering o WHERE {where} AND {reader.viewer.outside().sees("o")}',
        values,
        filled={"themes": lambda row: themes.get(row["id"], ())},
    )
    return tuple(sorted(found, key=lambda one: (one.on or date.max, one.id)))


def sessions_by_theme(reader: Reader, question: Question) -> tuple[SessionsOfTheme, ...]:
    """The sessions held, by focus theme; one with two themes stands in both."""
    counts = "count(*), count(DISTINCT x.institution_id), coalesce(sum(x.participants), 0), count(*) - count(x.participants)"
    joined = _HELD.replace(" WHERE", " LEFT JOIN session_theme t ON t.session_id = x.id WHERE", 1)
    statement = question.sql(f"SELECT t.theme_id, {counts} {joined} GROUP BY t.theme_id")
    found = [SessionsOfTheme(theme, *map(int, numbers)) for theme, *numbers in reader.rows(statement, question.parameters)]
    return tuple(sorted(found, key=lambda one: (one.theme is None, one.theme or 0)))


def obstacles_of_themes(reader: Reader) -> dict[int, tuple[str, ...]]:
    """The labels of each theme's obstacles."""
    return dict(lists_of(reader, "SELECT theme_id, label FROM obstacle ORDER BY theme_id, id"))


def themes(reader: Reader) -> dict[int, str]:
    """The labels of the themes by number."""
    return dict(reader.rows("SELECT id, label FROM theme ORDER BY id"))
