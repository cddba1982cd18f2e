"""Each advisor's load: what is open, late, promised and planned, and what was done in the period."""

from __future__ import annotations

from loket.insight.figures.behind import Behind
from loket.insight.figures.charts.chart import Cell, ChartKind, Drawing, Line, Shape, is_key
from loket.insight.figures.filters import OF_CONVERSATIONS
from loket.insight.figures.question import Question
from loket.language import N_, _
from loket.models.words import RecordKind
from loket.store.reading import Reader

_TALKS = (
    "SELECT c.id AS id, ca.advisor_id AS advisor_id FROM {conversations} c LEFT JOIN conversation_advisor ca ON ca.conversation_id = c.id"
)

# Every column: the kind of its records, and the SQL of their `id` and `advisor_id`; a talk with two advisors is with both.
_COLUMNS = (
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
    for _label, _kind, sql in _COLUMNS:
        # + 0: SQLite would group by walking an index of all requests, five times slower than the table.
        statement = question.sql(f"SELECT advisor_id + 0, count(*) FROM ({sql}) of_advisor GROUP BY advisor_id + 0")
        counted.append({advisor: int(n) for advisor, n in reader.rows(statement, question.parameters)})
    advisors = reader.rows("SELECT id, name, active FROM advisor")
    busy = set().union(*counted)
    listed: list[tuple[object, str | None, str]] = [
        (number, name, name)
        for number, name, active in sorted(advisors, key=lambda row: (not row[2], row[1].casefold(), row[0]))
        if active or number in busy or number == question.advisor_id
    ]
    if None in busy:
        listed.append((None, None, _("nobody")))
    if question.advisor_id:
        listed = [each for each in listed if each[0] == question.advisor_id]
    return Drawing(tuple(_line(stored, key, label, [counts.get(stored, 0) for counts in counted]) for stored, key, label in listed))


def _line(stored: object, key: str | None, label: str, counts: list[int]) -> Line:
    of_advisor, values = is_key("advisor_id", stored)
    cells = tuple(
        Cell(count, Behind(kind, f"{label}: {_(column)}", f"SELECT id FROM ({sql}) of_advisor WHERE {of_advisor}", values))
        for count, (column, kind, sql) in zip(counts, _COLUMNS, strict=True)
    )
    return Line(key, label, cells)


ADVISOR_CHARTS = (
    ChartKind(
        "load_by_advisor",
        N_("Load by advisor"),
        Shape.BARS,
        N_("Advisor"),
        tuple(label for label, _kind, _sql in _COLUMNS),
        _load,
        N_(
            "of each advisor: requests open on the last day and those of them overdue, actions open now, talks to be held, talks held and "
            "requests closed in the period, and active institutions as account advisor; a talk with two advisors counts with both"
        ),
        OF_CONVERSATIONS,
    ),
)
