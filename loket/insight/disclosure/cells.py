"""The cells of everything that is ever shared about a period: each a count, with the distinct institutions that contribute to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from loket.insight.figures.breakdowns import BREAKDOWNS, Breakdown, Value, themes
from loket.insight.figures.breakdowns import BY_ID as BREAKDOWN
from loket.insight.figures.charts.catalogue import CHARTS
from loket.insight.figures.charts.chart import Chart
from loket.insight.figures.figure import Duration, compute_figure
from loket.insight.figures.indicators import BY_ID, INDICATORS, Indicator
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.models.words import RecordKind
from loket.store.reader import Reader

CellKey = tuple[str | None, ...]
"""Where a count stands: `("requests_referred", "numerator")`, `("requests_by_theme", "3", "count")`."""

THRESHOLD = 5
"""The minimum frequency: below it a count is suppressed; `--min-count` asks for more."""

CHART_TABLES = ("funnel", "unmet_by_theme", "obstacles_by_institutions")
"""The charts that the progress report shows beside indicators, breakdowns and series."""

# By advisor it is about a person; an EPD vendor is a text that anybody may type anything into.
_NOT_SHARED = ("_by_advisor", "_by_epd_vendor")
SHARED_BREAKDOWNS: tuple[Breakdown, ...] = tuple(breakdown for breakdown in BREAKDOWNS if not breakdown.id.endswith(_NOT_SHARED))

REGISTER = ("kind", "umbrella", "province")
"""What the public register says of an institution; breakdowns by these count the same institutions' records."""

# Which institutions a record comes from; a party is none.
_CONTRIBUTORS = {
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
class CellCount:
    """A count and the distinct institutions that contribute to it. `complement`: what it leaves of its denominator, counted likewise."""

    value: int
    contributors: int
    complement: CellCount | None = None

    def is_small(self, threshold: int) -> bool:
        """Whether primary suppression hides it: 1 to `threshold` − 1, or from fewer than `threshold` institutions. Nothing is not small."""
        return self.value > 0 and (self.value < threshold or self.contributors < threshold)

    def has_small_complement(self, threshold: int) -> bool:
        """Whether its complement is small, so that it must be hidden too."""
        return self.complement is not None and self.complement.is_small(threshold)


_NOTHING = CellCount(0, 0)


@dataclass(frozen=True, slots=True)
class Cells:
    """All counts of a period, and what a reader sees beside them.

    `rows`: key and label of each row of a breakdown; `themes`: the keys of the signals' series, None for no theme.
    """

    period: Period
    counts: Mapping[CellKey, CellCount]
    durations: Mapping[str, Duration]
    rows: Mapping[str, Sequence[tuple[str | None, str]]]
    themes: Sequence[str | None]
    charts: Sequence[Chart]


@dataclass(frozen=True, slots=True)
class AuxiliaryCells:
    """What is never shown and everybody knows to be there: it ties the counts of a half-year to each other.

    `open_before`: what was open the day before. `joint`: by table and column the counts by all that is public of an institution.
    `obstacles`: labels by theme.
    """

    open_before: CellCount
    joint: Mapping[tuple[str, str], Mapping[tuple[str | None, ...], int]]
    obstacles: Mapping[str, Sequence[str]]


def count_cells(reader: Reader, question: Question) -> Cells:
    """Everything that is ever shared of a question without filters."""
    counts: dict[CellKey, CellCount] = {}
    durations: dict[str, Duration] = {}
    rows: dict[str, Sequence[tuple[str | None, str]]] = {}
    for indicator in INDICATORS:
        found = compute_figure(reader, question, indicator) if indicator.days else None
        if isinstance(found, Duration):
            durations[indicator.id] = found
        counts |= _indicator_cells(reader, question, indicator)
    for breakdown in SHARED_BREAKDOWNS:
        listed = breakdown.by.listed(reader, question)
        rows[breakdown.id] = [(key, label) for _stored, key, label in listed]
        counts |= _breakdown_cells(reader, question, breakdown, listed)
    theme_keys = [*((stored, key) for stored, key, _label in themes(reader, question)), (None, None)]
    counts |= _series_cells(reader, question, theme_keys)
    charts = [CHARTS[name].compute(reader, question) for name in CHART_TABLES]
    for chart in charts:
        counts |= _chart_cells(reader, question, chart)
    return Cells(question.period, counts, durations, rows, [key for _stored, key in theme_keys], charts)


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
    combinations = dict.fromkeys(reader.rows(f"SELECT DISTINCT {columns} FROM institution i"))
    combinations[(None,) * len(REGISTER)] = None
    joint = {}
    for table in ("requests", "signals", "responses"):
        breakdown = BREAKDOWN[f"{table}_by_{REGISTER[0]}"]
        flags = "x.id AS of_id, x.counted AS counted, x.based AS based" if breakdown.share else "x.institution_id AS of_id, 1 AS counted"
        sums = ["sum(f.counted)", "sum(f.based)"] if breakdown.share else ["sum(f.counted)"]
        joined = f"(SELECT {flags} FROM {breakdown.of} x) f LEFT JOIN institution i ON i.id = f.of_id"
        statement = question.sql(f"SELECT {columns}, {', '.join(sums)} FROM {joined} GROUP BY {columns}")
        found = {row[: len(REGISTER)]: row[len(REGISTER) :] for row in reader.rows(statement, question.parameters)}
        for place, column in enumerate(("count", "of")[: len(sums)]):
            joint[table, column] = {one: int(found[one][place]) if one in found else 0 for one in combinations}
    return joint


def _open_at(reader: Reader, question: Question, period: Period) -> CellCount:
    return _indicator_cells(reader, replace(question, period=period), BY_ID["requests_open"])["requests_open", "numerator"]


def _count(
    reader: Reader, question: Question, kind: RecordKind, records: str, conditions: Sequence[str], key: str = "NULL"
) -> dict[object, list[CellCount]]:
    """By `key` how many of the records meet each condition, with the institutions that contribute."""
    counts = ", ".join(
        f"count(DISTINCT CASE WHEN {condition} THEN f.id END), count(DISTINCT CASE WHEN {condition} THEN b.institution_id END)"
        for condition in conditions
    )
    statement = f"SELECT {key}, {counts} FROM ({records}) f LEFT JOIN ({_CONTRIBUTORS[kind]}) b ON b.record_id = f.id"
    statement += f" GROUP BY {key}" if key != "NULL" else ""
    return {
        found: [CellCount(int(n), int(many)) for n, many in zip(numbers[::2], numbers[1::2], strict=True)]
        for found, *numbers in reader.rows(question.sql(statement), question.parameters)
    }


def _indicator_cells(reader: Reader, question: Question, indicator: Indicator) -> dict[CellKey, CellCount]:
    conditions = (_COUNTED, _BASED, _REST, _UNKNOWN, _CONTRADICTS)
    found = _count(reader, question, indicator.record, indicator.records_sql(), conditions)
    ((counted, based, rest, unknown, contradicts),) = found.values()
    if indicator.days:
        return {(indicator.id, "n"): counted}
    cells: dict[CellKey, CellCount] = {(indicator.id, "numerator"): counted}
    if indicator.based is not None:
        cells = {(indicator.id, "numerator"): replace(counted, complement=rest), (indicator.id, "denominator"): based}
    if indicator.unknown:
        cells[indicator.id, "unknown"] = unknown
    if indicator.contradicts:
        cells[indicator.id, "contradictory"] = contradicts
    return cells


def _breakdown_cells(reader: Reader, question: Question, breakdown: Breakdown, listed: Sequence[Value]) -> dict[CellKey, CellCount]:
    found = _count(reader, question, breakdown.record, breakdown.records_sql(), (_COUNTED, _BASED, _REST), "key_value")
    cells: dict[CellKey, CellCount] = {}
    for stored, key, _label in listed:
        counted, based, rest = found.get(stored, [_NOTHING] * 3)
        cells[breakdown.id, key, "count"] = replace(counted, complement=rest) if breakdown.share else counted
        if breakdown.share:
            cells[breakdown.id, key, "of"] = based
    return cells


def theme_column(key: str | None) -> str:
    """The column of the signals' series that counts a theme."""
    return f"theme {key}" if key else "without theme"


def _series_cells(reader: Reader, question: Question, theme_keys: Sequence[tuple[object, str | None]]) -> dict[CellKey, CellCount]:
    months = list(question.period.months())

    def monthly(kind: RecordKind, of: str, day: str, table: str, column: str) -> Iterator[tuple[CellKey, CellCount]]:
        records = f"SELECT x.id AS id, 1 AS counted, {question.dialect.month(f'x.{day}')} AS month FROM {of} x"
        found = _count(reader, question, kind, records, (_COUNTED,), "month")
        return (((table, month.name, column), found.get(month.name, [_NOTHING])[0]) for month in months)

    cells: dict[CellKey, CellCount] = {}
    cells |= monthly(RecordKind.REQUEST, "{received_requests}", "received_on", "requests_per_month", "received")
    cells |= monthly(RecordKind.REQUEST, "{closed_requests}", "closed_on", "requests_per_month", "closed")
    for month in months:
        cells["requests_per_month", month.name, "open"] = _open_at(reader, question, Period(question.period.start, month.last))
    cells |= monthly(RecordKind.SIGNAL, "{recorded_signals}", "recorded_on", "signals_per_month", "recorded")
    for stored, key in theme_keys:
        of_theme = "theme_id IS NULL" if stored is None else f"theme_id = {int(str(stored))}"
        of = f"(SELECT * FROM {{recorded_signals}} WHERE {of_theme})"
        cells |= monthly(RecordKind.SIGNAL, of, "recorded_on", "signals_per_month", theme_column(key))
    cells |= monthly(RecordKind.CONVERSATION, "{held_conversations}", "held_at", "conversations_per_month", "held")
    return cells


def _chart_cells(reader: Reader, question: Question, chart: Chart) -> dict[CellKey, CellCount]:
    cells: dict[CellKey, CellCount] = {}
    if chart.id == "unmet_by_theme":
        # Both columns of each theme in one go: what is unmet is dear to find.
        flags = "u.id AS id, t.theme_id AS theme, u.counted AS counted, u.based AS based"
        of = f"({BY_ID['unmet_needs'].records_sql()}) u LEFT JOIN request_theme t ON t.request_id = u.id"
        found = _count(reader, question, RecordKind.REQUEST, f"SELECT {flags} FROM {of}", (_COUNTED, _BASED, _REST), "theme")
        by_key = {None if theme is None else str(theme): counts for theme, counts in found.items()}
        for line in chart.lines or ():
            unmet, open_ones, rest = by_key.get(line.key, [_NOTHING] * 3)
            cells[chart.id, line.key, "0"] = replace(unmet, complement=rest)
            cells[chart.id, line.key, "1"] = open_ones
        return cells
    for line in chart.lines or ():
        for column, cell in enumerate(line.cells):
            # Numbers of institutions; what one leaves of its `of` is within the step before.
            rest_of = None if cell.of is None else cell.of - cell.count
            complement = None if rest_of is None else CellCount(rest_of, rest_of)
            cells[chart.id, line.key, str(column)] = CellCount(cell.count, cell.count, complement)
    return cells
