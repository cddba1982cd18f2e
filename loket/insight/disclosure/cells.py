"""The cells of everything that is ever shared about a period: each a count, with the distinct institutions that contribute to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from loket.insight.figures.breakdowns import BREAKDOWNS, Breakdown, themes
from loket.insight.figures.breakdowns import BY_ID as BREAKDOWN
from loket.insight.figures.charts.catalogue import CHARTS
from loket.insight.figures.charts.chart import Cell, Chart
from loket.insight.figures.figure import Duration, compute_figure
from loket.insight.figures.filters import OF_CONVERSATIONS, OF_REQUESTS, OF_SIGNALS
from loket.insight.figures.indicators import BY_ID, INDICATORS, Indicator
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.language import _
from loket.models.words import RecordKind
from loket.store.reader import Reader

CellKey = tuple[str | None, ...]
"""Where a count stands: `("requests_referred", "numerator")`, `("requests_by_theme", "3", "count")`."""

THRESHOLD = 5
"""Below this a count is hidden; `--min-count` asks for more."""


@dataclass(frozen=True, slots=True)
class CellCount:
    """A count and the distinct institutions behind it. `rest`: what it leaves of its denominator, with its institutions.

    `of_institutions`: it counts institutions, each once, and so says how many are behind it.
    """

    value: int
    institutions: int
    rest: CellCount | None = None
    of_institutions: bool = False

    def is_small(self, least: int) -> bool:
        """Whether it must be hidden: 1 to `least` − 1, or from fewer than `least` institutions. Nothing is not small."""
        return self.value > 0 and (self.value < least or self.institutions < least)

    def leaves_little(self, least: int) -> bool:
        """Whether its complement must be hidden, and it with it."""
        return self.rest is not None and self.rest.is_small(least)


TABLES = ("funnel", "unmet_by_theme", "obstacles_by_institutions")
"""The charts that the progress report shows beside indicators, breakdowns and series."""

# By advisor it is about a person; an EPD vendor is a text that anybody may type anything into.
NOT_SHARED = ("_by_advisor", "_by_epd_vendor")
SHARED_BREAKDOWNS: tuple[Breakdown, ...] = tuple(breakdown for breakdown in BREAKDOWNS if not breakdown.id.endswith(NOT_SHARED))

REGISTER = ("kind", "umbrella", "province")
"""What the public register says of an institution; breakdowns by these count the same institutions' records."""

# Which institutions a record comes from; a party is none.
_COMES_FROM = {
    RecordKind.INSTITUTION: "SELECT id AS record_id, id AS institution_id FROM institution",
    RecordKind.REQUEST: "SELECT id AS record_id, institution_id FROM support_request",
    RecordKind.SIGNAL: "SELECT id AS record_id, institution_id FROM signal",
    RecordKind.SESSION: "SELECT id AS record_id, institution_id FROM learning_session",
    RecordKind.CONVERSATION: "SELECT conversation_id AS record_id, institution_id FROM conversation_institution",
    RecordKind.TREND: "SELECT trend_id AS record_id, institution_id FROM signal WHERE trend_id IS NOT NULL",
    RecordKind.REFERRAL: """SELECT f.id AS record_id, coalesce(r.institution_id, f.institution_id, ci.institution_id) AS institution_id
        FROM referral f LEFT JOIN support_request r ON r.id = f.request_id
        LEFT JOIN conversation_institution ci ON ci.conversation_id = f.conversation_id AND f.request_id IS NULL""",
}
# What is counted of the records behind a figure, as conditions on their flags.
_COUNTED, _BASED, _REST = "counted = 1", "based = 1", "based = 1 AND counted = 0"
_UNKNOWN, _CONTRADICTS = "unknown = 1", "contradicts = 1"


@dataclass(frozen=True, slots=True)
class Cells:
    """All counts of a period by place, and what a reader sees beside them.

    `rows`: key and label of each row of a breakdown, `themes` those of the signals' series; None: a filter cannot apply.
    """

    period: Period
    tallies: Mapping[CellKey, CellCount]
    durations: Mapping[str, Duration | None]
    rows: Mapping[str, Sequence[tuple[str | None, str]] | None]
    themes: Sequence[str | None]
    charts: Sequence[Chart]


@dataclass(frozen=True, slots=True)
class AuxiliaryCells:
    """What is never shown and everybody knows to be there: it ties the counts of a half-year.

    `open_before`: what was open the day before. `joint`: by table and column the counts by all that is public of an institution.
    `obstacles`: labels by theme.
    """

    open_before: CellCount
    joint: Mapping[tuple[str, str], Mapping[tuple[str | None, ...], int]]
    obstacles: Mapping[str, Sequence[str]]


def count_cells(reader: Reader, question: Question) -> Cells:
    """Everything that is ever shared of a question."""
    tallies: dict[CellKey, CellCount] = {}
    durations: dict[str, Duration | None] = {}
    rows: dict[str, Sequence[tuple[str | None, str]] | None] = {}
    for indicator in INDICATORS:
        if indicator.days:
            found = compute_figure(reader, question, indicator)
            durations[indicator.id] = found if isinstance(found, Duration) else None
        if indicator.applies(question):
            tallies |= _indicator_cells(reader, question, indicator)
    for breakdown in SHARED_BREAKDOWNS:
        rows[breakdown.id] = None
        if breakdown.applies(question):
            listed, counted = _breakdown_cells(reader, question, breakdown)
            rows[breakdown.id] = listed
            tallies |= counted
    theme_keys = [*((stored, key) for stored, key, _label in themes(reader, question)), (None, None)]
    tallies |= _series_cells(reader, question, theme_keys)
    charts = [CHARTS[name].compute(reader, question) for name in TABLES]
    for chart in charts:
        tallies |= _chart_cells(reader, question, chart)
    return Cells(question.period, tallies, durations, rows, [key for _stored, key in theme_keys], charts)


def auxiliary_cells(reader: Reader, question: Question) -> AuxiliaryCells:
    """What ties the counts of a half-year."""
    last = question.period.start - timedelta(days=1)
    obstacles: dict[str, list[str]] = {}
    for theme, text in reader.rows("SELECT theme_id, label FROM obstacle WHERE theme_id IS NOT NULL ORDER BY id"):
        obstacles.setdefault(str(theme), []).append(text)
    return AuxiliaryCells(_open_at(reader, question, Period(last, last)), _joint(reader, question), obstacles)


def _joint(reader: Reader, question: Question) -> dict[tuple[str, str], dict[tuple[str | None, ...], int]]:
    """By table and column: counts by what the public register says of institutions, every combination that it has."""
    columns = ", ".join(f"i.{name}" for name in REGISTER)
    known = [tuple(found) for found in reader.rows(f"SELECT DISTINCT {columns} FROM institution i")]
    joint = {}
    for breakdown in (BREAKDOWN[f"{table}_by_{REGISTER[0]}"] for table in ("requests", "signals", "responses")):
        flags = "x.counted AS counted, x.based AS based" if breakdown.share else "1 AS counted, 1 AS based"
        records = f"SELECT x.institution_id AS of_id, {flags} FROM {breakdown.of} x"
        if breakdown.share:
            records = records.replace("x.institution_id", "x.id")
        joined = f"({records}) f LEFT JOIN institution i ON i.id = f.of_id"
        statement = f"SELECT {columns}, sum(f.counted), sum(f.based) FROM {joined} GROUP BY {columns}"
        found = {tuple(row[:-2]): (int(row[-2]), int(row[-1])) for row in reader.rows(question.sql(statement), question.parameters)}
        places = dict.fromkeys([*known, (None,) * len(REGISTER)])
        table = breakdown.id.removesuffix(f"_by_{REGISTER[0]}")
        joint[table, "count"] = {place: found.get(place, (0, 0))[0] for place in places}
        if breakdown.share:
            joint[table, "of"] = {place: found.get(place, (0, 0))[1] for place in places}
    return joint


def _open_at(reader: Reader, question: Question, period: Period) -> CellCount:
    return _indicator_cells(reader, replace(question, period=period), BY_ID["requests_open"])["requests_open", "numerator"]


def _count(
    reader: Reader, question: Question, kind: RecordKind, records: str, conditions: Sequence[str], key: str = "NULL"
) -> dict[object, list[CellCount]]:
    """By `key` how many of the records meet each condition, with their institutions."""
    counts = ", ".join(
        f"count(DISTINCT CASE WHEN {condition} THEN f.id END), count(DISTINCT CASE WHEN {condition} THEN b.institution_id END)"
        for condition in conditions
    )
    statement = f"SELECT {key}, {counts} FROM ({records}) f LEFT JOIN ({_COMES_FROM[kind]}) b ON b.record_id = f.id"
    statement += f" GROUP BY {key}" if key != "NULL" else ""
    is_unit = kind is RecordKind.INSTITUTION
    return {
        found: [CellCount(int(n), int(behind), of_institutions=is_unit) for n, behind in zip(numbers[::2], numbers[1::2], strict=True)]
        for found, *numbers in reader.rows(question.sql(statement), question.parameters)
    }


def _indicator_cells(reader: Reader, question: Question, indicator: Indicator) -> dict[CellKey, CellCount]:
    conditions = (_COUNTED, _BASED, _REST, _UNKNOWN, _CONTRADICTS)
    ((counted, based, rest, unknown, contradicts),) = _count(
        reader, question, indicator.record, indicator.records_sql(), conditions
    ).values()
    if indicator.days:
        return {(indicator.id, "n"): counted}
    places: dict[CellKey, CellCount] = {(indicator.id, "numerator"): counted}
    if indicator.based is not None:
        places = {(indicator.id, "numerator"): replace(counted, rest=rest), (indicator.id, "denominator"): based}
    if indicator.unknown:
        places[indicator.id, "unknown"] = unknown
    if indicator.contradicts:
        places[indicator.id, "contradictory"] = contradicts
    return places


def _breakdown_cells(
    reader: Reader, question: Question, breakdown: Breakdown
) -> tuple[list[tuple[str | None, str]], dict[CellKey, CellCount]]:
    found = _count(reader, question, breakdown.record, breakdown.records_sql(), (_COUNTED, _BASED, _REST), "key_value")
    listed: list[tuple[object, str | None, str]] = [*breakdown.by.values(reader, question)]
    if not breakdown.by.always_filled:
        listed.append((None, None, _("not filled in")))
    places: dict[CellKey, CellCount] = {}
    nothing = _nothing(breakdown.record)
    for stored, key, _label in listed:
        counted, based, rest = found.get(stored, [nothing] * 3)
        places[breakdown.id, key, "count"] = replace(counted, rest=rest) if breakdown.share else counted
        if breakdown.share:
            places[breakdown.id, key, "of"] = based
    return [(key, label) for _stored, key, label in listed], places


def _nothing(kind: RecordKind) -> CellCount:
    return CellCount(0, 0, of_institutions=kind is RecordKind.INSTITUTION)


def _series_cells(reader: Reader, question: Question, theme_keys: Sequence[tuple[object, str | None]]) -> dict[CellKey, CellCount]:
    filters = question.filters
    places: dict[CellKey, CellCount] = {}
    if filters.apply_to(OF_REQUESTS):
        places |= _monthly(reader, question, RecordKind.REQUEST, "{received_requests}", "received_on", ("requests_per_month", "received"))
        places |= _monthly(reader, question, RecordKind.REQUEST, "{closed_requests}", "closed_on", ("requests_per_month", "closed"))
        for month in question.period.months():
            places["requests_per_month", month.name, "open"] = _open_at(reader, question, Period(question.period.start, month.last))
    if filters.apply_to(OF_SIGNALS):
        places |= _monthly(reader, question, RecordKind.SIGNAL, "{recorded_signals}", "recorded_on", ("signals_per_month", "recorded"))
        for stored, key in theme_keys:
            of_theme = "theme_id IS NULL" if stored is None else f"theme_id = {int(str(stored))}"
            of = f"(SELECT * FROM {{recorded_signals}} WHERE {of_theme})"
            places |= _monthly(reader, question, RecordKind.SIGNAL, of, "recorded_on", ("signals_per_month", theme_column(key)))
    if filters.apply_to(OF_CONVERSATIONS):
        places |= _monthly(
            reader, question, RecordKind.CONVERSATION, "{held_conversations}", "held_at", ("conversations_per_month", "held")
        )
    return places


def theme_column(key: str | None) -> str:
    """The column of the signals' series that counts a theme."""
    return f"theme {key}" if key else "without theme"


def _monthly(reader: Reader, question: Question, kind: RecordKind, of: str, day: str, column: tuple[str, str]) -> dict[CellKey, CellCount]:
    records = f"SELECT x.id AS id, 1 AS counted, {question.dialect.month(f'x.{day}')} AS month FROM {of} x"
    found = _count(reader, question, kind, records, (_COUNTED,), "month")
    nothing = [_nothing(kind)]
    table, name = column
    return {(table, month.name, name): found.get(month.name, nothing)[0] for month in question.period.months()}


def _chart_cells(reader: Reader, question: Question, chart: Chart) -> dict[CellKey, CellCount]:
    if chart.id == "unmet_by_theme":
        return _unmet(reader, question, chart)
    return {(chart.id, line.key, str(column)): _institutions(cell) for line in chart.lines or () for column, cell in enumerate(line.cells)}


def _institutions(cell: Cell) -> CellCount:
    """A number of institutions; what it leaves of its `of` is within the step before."""
    rest = None if cell.of is None else CellCount(cell.of - cell.count, cell.of - cell.count, of_institutions=True)
    return CellCount(cell.count, cell.count, rest, of_institutions=True)


def _unmet(reader: Reader, question: Question, chart: Chart) -> dict[CellKey, CellCount]:
    """Unmet needs and open requests of each theme, in one go: what is unmet is dear to find."""
    needs = f"SELECT u.id AS id, t.theme_id AS theme, u.counted AS counted, u.based AS based FROM ({BY_ID['unmet_needs'].records_sql()}) u"
    records = f"{needs} LEFT JOIN request_theme t ON t.request_id = u.id"
    found = _count(reader, question, RecordKind.REQUEST, records, (_COUNTED, _BASED, _REST), "theme")
    by_key = {None if theme is None else str(theme): counts for theme, counts in found.items()}
    places: dict[CellKey, CellCount] = {}
    for line in chart.lines or ():
        unmet, everything, rest = by_key.get(line.key, [_nothing(RecordKind.REQUEST)] * 3)
        places[chart.id, line.key, "0"] = replace(unmet, rest=rest)
        places[chart.id, line.key, "1"] = everything
    return places
