"""Charts of requests (by theme and kind of institution, per month, by age, unmet) and of the load of each advisor."""

from __future__ import annotations

from loket.insight.figures.breakdowns import REQUEST_PROPERTIES, Value
from loket.insight.figures.charts.chart import Cell, ChartKind, Drawing, Line, Shape, days_of, key_condition, with_empty
from loket.insight.figures.filters import OF_CONVERSATIONS
from loket.insight.figures.indicators import BY_ID
from loket.insight.figures.question import Question
from loket.insight.figures.record_set import RecordSet
from loket.insight.figures.series import requests_per_month
from loket.insight.lists.row_sql import word
from loket.language import N_, _
from loket.language.brief_words import kind_letters
from loket.language.formats import number
from loket.models.words import InstitutionKind, RecordKind
from loket.store.reader import Reader

_THEME, _KIND = REQUEST_PROPERTIES["theme"], REQUEST_PROPERTIES["kind"]
_BY_BOTH = f"{{received_requests}} x {_THEME.join} {_KIND.join}"
_UNMET = BY_ID["unmet_needs"].records_sql()


def _theme_line(key: str | None, label: str, *cells: Cell) -> Line:
    return Line(key, f"{key} {label}" if key else label, cells)


def _cross(reader: Reader, question: Question) -> Drawing:
    """Themes by kinds of institution; the empty row and column only where they are needed."""
    statement = question.sql(f"SELECT {_THEME.key}, {_KIND.key}, count(*) FROM {_BY_BOTH} GROUP BY {_THEME.key}, {_KIND.key}")
    counted = {(theme, kind): int(n) for theme, kind, n in reader.rows(statement, question.parameters)}
    kinds = with_empty(_KIND.values(reader, question), (kind for _theme, kind in counted), _("without"))
    lines = []
    for stored, key, label in with_empty(_THEME.values(reader, question), (theme for theme, _kind in counted), _("without theme")):
        of_theme, values = key_condition(_THEME.key, stored)
        sql, words = f"SELECT x.id AS id FROM {_BY_BOTH} WHERE {of_theme}", _("Requests received, {theme}").format(theme=label)
        cells = []
        for kind, _kind_key, kind_label in kinds:
            of_kind, kind_values = key_condition(_KIND.key, kind, "column_key")
            behind = RecordSet(RecordKind.REQUEST, f"{words}, {kind_label}", f"{sql} AND {of_kind}", values + kind_values)
            cells.append(Cell(counted.get((stored, kind), 0), behind))
        whole = RecordSet(RecordKind.REQUEST, words, sql, values)
        lines.append(_theme_line(key, label, *cells, Cell(sum(cell.count for cell in cells), whole)))
    requests = int(reader.value(question.sql("SELECT count(*) FROM {received_requests}"), question.parameters))
    # Two themes count in both rows, and once in all.
    note = _("{total} in all for {requests} requests: one with two themes counts in both rows.")
    return Drawing(
        tuple(lines),
        (*(label for _stored, _key, label in kinds), _("in all")),
        note.format(total=number(sum(counted.values())), requests=number(requests)),
        (
            *(kind_letters(word(InstitutionKind, stored if isinstance(stored, str) else None)) for stored, _key, _name in kinds),
            _("in all"),
        ),
    )


_MONTHLY = (
    (N_("received"), "received_on >= :first_day AND received_on <= :last_day"),
    (N_("closed"), "state IN ('resolved', 'dropped') AND closed_on >= :first_day AND closed_on <= :last_day"),
    (N_("open"), "received_on <= :last_day AND (state NOT IN ('resolved', 'dropped') OR closed_on > :last_day)"),
)


def _per_month(reader: Reader, question: Question) -> Drawing:
    lines = []
    for month, found in zip(question.period.months(), requests_per_month(reader, question), strict=True):
        cells = []
        for (name, condition), count in zip(_MONTHLY, (found.received, found.closed, found.open), strict=True):
            sql = f"SELECT id FROM {{requests}} r WHERE {condition}"
            cells.append(Cell(count, RecordSet(RecordKind.REQUEST, f"{month.name}: {_(name)}", sql, days_of(month))))
        lines.append(Line(month.name, month.name, tuple(cells)))
    return Drawing(tuple(lines))


# From how many days on; the last is longer than a year.
_AGES = (
    (0, N_("less than 2 weeks")),
    (14, N_("2 to 6 weeks")),
    (42, N_("6 weeks to 3 months")),
    (91, N_("3 to 6 months")),
    (182, N_("half a year to a year")),
    (365, N_("longer than a year")),
)


def _ageing(reader: Reader, question: Question) -> Drawing:
    days = question.dialect.days_between("x.received_on", ":end")
    ends = [start for start, _label in _AGES[1:]]
    age = f"CASE {' '.join(f'WHEN {days} < {end} THEN {place}' for place, end in enumerate(ends))} ELSE {len(ends)} END"
    aged = f"SELECT x.id AS id, {age} AS age, CASE WHEN x.due_on < :end THEN 1 ELSE 0 END AS overdue FROM {{open_requests}} x"
    statement = question.sql(f"SELECT age, count(*), sum(overdue) FROM ({aged}) aged GROUP BY age")
    counted = {place: (int(n), int(overdue)) for place, n, overdue in reader.rows(statement, question.parameters)}
    everything = sum(n for n, _overdue in counted.values())
    lines = []
    for place, (_start, text) in enumerate(_AGES):
        n, overdue = counted.get(place, (0, 0))
        sql = f"SELECT id FROM ({aged}) aged WHERE age = {place}"
        words = _("Open requests, {age}").format(age=_(text))
        late = RecordSet(RecordKind.REQUEST, f"{words}, {_('overdue')}", f"{sql} AND overdue = 1")
        lines.append(Line(str(place), _(text), (Cell(n, RecordSet(RecordKind.REQUEST, words, sql), everything), Cell(overdue, late))))
    return Drawing(tuple(lines))


def _unmet_by_theme(reader: Reader, question: Question) -> Drawing:
    joined = f"({_UNMET}) u LEFT JOIN request_theme t ON t.request_id = u.id"
    statement = question.sql(f"SELECT t.theme_id, sum(u.counted), count(*) FROM {joined} GROUP BY t.theme_id")
    counted = {theme: (int(unmet), int(n)) for theme, unmet, n in reader.rows(statement, question.parameters)}
    lines = []
    for stored, key, label in with_empty(_THEME.values(reader, question), counted, _("without theme")):
        unmet, everything = counted.get(stored, (0, 0))
        of_theme, values = key_condition("t.theme_id", stored)
        sql = f"SELECT u.id AS id FROM {joined} WHERE {of_theme}"
        needs = RecordSet(RecordKind.REQUEST, _("Unmet needs, {theme}").format(theme=label), f"{sql} AND u.counted = 1", values)
        open_ones = RecordSet(RecordKind.REQUEST, _("Open requests, {theme}").format(theme=label), sql, values)
        lines.append(_theme_line(key, label, Cell(unmet, needs, everything), Cell(everything, open_ones)))
    return Drawing(tuple(lines))


_TALKS = (
    "SELECT c.id AS id, ca.advisor_id AS advisor_id FROM {conversations} c LEFT JOIN conversation_advisor ca ON ca.conversation_id = c.id"
)

# Every column: the kind of its records, and the SQL of their `id` and `advisor_id`; a talk with two advisors is with both.
_LOADS = (
    (N_("open requests"), RecordKind.REQUEST, "SELECT id, advisor_id FROM {open_requests} r"),
    (N_("overdue"), RecordKind.REQUEST, "SELECT id, advisor_id FROM {open_requests} r WHERE due_on < :end"),
    (N_("actions"), RecordKind.FOLLOW_UP, "SELECT id, advisor_id FROM {open_follow_ups} f"),
    (N_("talks planned"), RecordKind.CONVERSATION, f"{_TALKS} WHERE c.state IN ('to_plan', 'planned')"),
    (N_("talks held"), RecordKind.CONVERSATION, f"{_TALKS} WHERE c.state = 'held' AND c.held_at >= :start AND c.held_at <= :end"),
    (N_("requests closed"), RecordKind.REQUEST, "SELECT id, advisor_id FROM {closed_requests} r"),
    (N_("institutions"), RecordKind.INSTITUTION, "SELECT id, advisor_id FROM {active_institutions} i"),
)


def _load(reader: Reader, question: Question) -> Drawing:
    """Active advisors by name, then whoever else has something, then what nobody has; or only the advisor that is asked for."""
    counted: list[dict[object, int]] = []
    for _label, _kind, sql in _LOADS:
        # + 0: SQLite would group by walking an index of all requests, five times slower than the table.
        statement = question.sql(f"SELECT advisor_id + 0, count(*) FROM ({sql}) of_advisor GROUP BY advisor_id + 0")
        counted.append({advisor: int(n) for advisor, n in reader.rows(statement, question.parameters)})
    advisors = reader.rows("SELECT id, name, active FROM advisor")
    busy = set().union(*counted)
    listed: list[Value] = [
        (number, name, name)
        for number, name, active in sorted(advisors, key=lambda row: (not row[2], row[1].casefold(), row[0]))
        if active or number in busy or number == question.advisor_id
    ]
    lines = []
    for stored, key, label in with_empty(listed, busy, _("nobody")):
        if question.advisor_id in (0, stored):
            of_advisor, values = key_condition("advisor_id", stored)
            cells = tuple(
                Cell(
                    counts.get(stored, 0),
                    RecordSet(kind, f"{label}: {_(column)}", f"SELECT id FROM ({sql}) of_advisor WHERE {of_advisor}", values),
                )
                for counts, (column, kind, sql) in zip(counted, _LOADS, strict=True)
            )
            lines.append(Line(key, label, cells))
    return Drawing(tuple(lines))


REQUEST_CHARTS = (
    ChartKind(
        "requests_by_theme_and_kind",
        N_("Requests received by theme and kind of institution"),
        Shape.HEAT,
        N_("Theme"),
        (),
        _cross,
        N_("requests received in the period, by theme and by kind of institution; one with two themes counts in both rows"),
    ),
    ChartKind(
        "requests_per_month",
        N_("Requests per month"),
        Shape.MONTHS,
        N_("Month"),
        tuple(name for name, _sql in _MONTHLY),
        _per_month,
        N_("requests received and closed in each month, and those open at its end; the first and last month as far as the period goes"),
    ),
    ChartKind(
        "requests_ageing",
        N_("Open requests by age"),
        Shape.SHARES,
        N_("Age"),
        (N_("open"), N_("overdue")),
        _ageing,
        N_(
            "requests open on the last day, by the days since they were received, of all open ones; and those that were due before that day"
        ),
    ),
    ChartKind(
        "unmet_by_theme",
        N_("Unmet needs by theme"),
        Shape.SHARES,
        N_("Theme"),
        (N_("unmet"), N_("open")),
        _unmet_by_theme,
        N_(
            "open requests without a referral that no offering fits, of the open requests of each theme; one with two themes counts in both"
        ),
    ),
    ChartKind(
        "load_by_advisor",
        N_("Load by advisor"),
        Shape.BARS,
        N_("Advisor"),
        tuple(label for label, _kind, _sql in _LOADS),
        _load,
        N_(
            "of each advisor: requests open on the last day and those of them overdue, actions open now, talks to be held, talks held and "
            "requests closed in the period, and active institutions as account advisor; a talk with two advisors counts with both"
        ),
        OF_CONVERSATIONS,
    ),
)
