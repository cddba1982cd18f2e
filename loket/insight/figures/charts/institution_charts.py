"""Charts of institutions: how far they came, where they were reached, and which obstacles they name."""

from __future__ import annotations

from collections.abc import Callable

from loket.insight.figures.breakdowns import BY_ID, Property
from loket.insight.figures.charts.chart import Cell, ChartKind, Drawing, Line, Shape, key_condition, with_empty
from loket.insight.figures.filters import OF_INSTITUTIONS, OF_SURVEY, Narrowing
from loket.insight.figures.question import Question
from loket.insight.figures.record_set import RecordSet
from loket.language import N_, _
from loket.language.formats import number
from loket.models.words import RecordKind
from loket.store.reader import Reader

# Each step counts institutions of the step before it: all are of the invited ones. The name is that of the relation with its rows.
STEPS = (
    ("population", N_("invited")),
    ("responding", N_("filled in")),
    ("followed_up", N_("talked to")),
    ("asked_help", N_("asked for help")),
    ("got_referred", N_("referred")),
    ("was_helped", N_("helped")),
)


def _funnel(reader: Reader, question: Question) -> Drawing:
    steps = [(name, _(label), f"SELECT id FROM {{{name}}} s WHERE id IN (SELECT id FROM {{population}})") for name, label in STEPS]
    counts = ", ".join(f"(SELECT count(*) FROM ({sql}) {name})" for name, _label, sql in steps)
    uninvited = "(SELECT count(*) FROM {responding} WHERE id NOT IN (SELECT id FROM {population}))"
    *found, others = map(int, reader.rows(question.sql(f"SELECT {counts}, {uninvited}"), question.parameters)[0])
    lines = []
    for (name, label, sql), count, before in zip(steps, found, (None, *found[:-1]), strict=True):
        behind = RecordSet(RecordKind.INSTITUTION, _("Funnel: {step}").format(step=label), sql)
        lines.append(Line(name, label, (Cell(count, behind, before),)))
    note = _("{count} more filled in without being invited.").format(count=number(others)) if others else ""
    return Drawing(tuple(lines), note=note)


# What reaches an institution; the first column counts those with any of it.
_REACHED = (
    ("filled_in", N_("filled in"), "SELECT id FROM {responding}"),
    (
        "talked_to",
        N_("talked to"),
        "SELECT ci.institution_id FROM conversation_institution ci JOIN {held_conversations} h ON h.id = ci.conversation_id",
    ),
    ("asked", N_("asked for help"), "SELECT institution_id FROM {received_requests} WHERE institution_id IS NOT NULL"),
    ("signalled", N_("signalled"), "SELECT institution_id FROM {recorded_signals} WHERE institution_id IS NOT NULL"),
    (
        "in_session",
        N_("session"),
        "SELECT institution_id FROM {sessions} WHERE session_on >= :start AND session_on <= :end AND state = 'held'",
    ),
)
_ANY = " OR ".join(f"{name} = 1" for name, _label, _sql in _REACHED)
_FLAGS = ", ".join(f"CASE WHEN x.id IN ({sql}) THEN 1 ELSE 0 END AS {name}" for name, _label, sql in _REACHED)
# Every column of the coverage with its condition on the flags.
_COVERED = (
    (N_("reached"), f"({_ANY})"),
    (N_("active"), "1 = 1"),
    *((label, f"{name} = 1") for name, label, _sql in _REACHED),
    (N_("not reached"), f"NOT ({_ANY})"),
)


def _coverage(by: Property) -> Callable[[Reader, Question], Drawing]:
    """Active institutions by a property: how many were reached in the period, and by what."""
    flagged = f"(SELECT x.id AS id, {by.key} AS key_value, {_FLAGS} FROM {{active_institutions}} x {by.join}) flagged"

    def draw(reader: Reader, question: Question) -> Drawing:
        sums = ", ".join(f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END)" for _label, condition in _COVERED)
        statement = question.sql(f"SELECT key_value, {sums} FROM {flagged} GROUP BY key_value")
        counted = {key: tuple(map(int, counts)) for key, *counts in reader.rows(statement, question.parameters)}
        lines = []
        for stored, key, label in with_empty(by.values(reader, question), counted, _("not filled in")):
            of_key, values = key_condition("key_value", stored)
            counts = counted.get(stored, (0,) * len(_COVERED))
            cells: list[Cell] = []
            for (column, condition), count in zip(_COVERED, counts, strict=True):
                sql = f"SELECT id FROM {flagged} WHERE {of_key} AND {condition}"
                behind = RecordSet(RecordKind.INSTITUTION, f"{label}: {_(column)}", sql, values)
                cells.append(Cell(count, behind, None if cells else counts[1]))
            lines.append(Line(key, label, tuple(cells)))
        return Drawing(tuple(lines))

    return draw


# What names an obstacle; an institution that several do counts once.
_SOURCES = (
    (
        "survey",
        N_("WensenScan"),
        "SELECT ro.obstacle_id, w.institution_id FROM response_obstacle ro JOIN {responses} w ON w.id = ro.response_id",
    ),
    (
        "request",
        N_("requests"),
        "SELECT b.obstacle_id, r.institution_id FROM request_obstacle b JOIN {received_requests} r ON r.id = b.request_id",
    ),
    ("signal", N_("signals"), "SELECT s.obstacle_id, s.institution_id FROM {recorded_signals} s"),
)
_NAMED = " UNION ".join(f"SELECT '{name}' AS source, obstacle_id, institution_id FROM ({sql}) {name}" for name, _label, sql in _SOURCES)
_NAMING = f"({_NAMED}) named WHERE institution_id IN (SELECT id FROM {{active_institutions}}) AND obstacle_id IS NOT NULL"


def _obstacles(reader: Reader, question: Question) -> Drawing:
    """Obstacles by how many active institutions name them, anywhere; those of one theme under a theme."""
    sources = ", ".join(f"count(DISTINCT CASE WHEN source = '{name}' THEN institution_id END)" for name, _label, _sql in _SOURCES)
    counts = f"SELECT obstacle_id, count(DISTINCT institution_id) AS n, {sources} FROM {_NAMING} GROUP BY obstacle_id"
    counted = {found[0]: tuple(map(int, found[1:])) for found in reader.rows(question.sql(counts), question.parameters)}
    of_theme = "WHERE theme_id = :theme" if question.filters.theme is not None else ""
    listed = reader.rows(f"SELECT id, label FROM obstacle {of_theme} ORDER BY id", {"theme": question.filters.theme} if of_theme else {})
    nothing = (0,) * (len(_SOURCES) + 1)
    sql = f"SELECT institution_id AS id FROM {_NAMING} AND obstacle_id = :row_key"
    conditions = [("", ""), *((f", {_(column)}", f" AND source = '{name}'") for name, column, _sql in _SOURCES)]
    lines = []
    for obstacle, label in sorted(listed, key=lambda row: (-counted.get(row[0], nothing)[0], row[0])):
        cells = (
            Cell(count, RecordSet(RecordKind.INSTITUTION, f"{label}{words}", sql + condition, (("row_key", obstacle),)))
            for count, (words, condition) in zip(counted.get(obstacle, nothing), conditions, strict=True)
        )
        lines.append(Line(label, label, tuple(cells)))
    return Drawing(tuple(lines))


INSTITUTION_CHARTS = (
    ChartKind(
        "funnel",
        N_("Funnel"),
        Shape.SHARES,
        N_("Step"),
        (N_("institutions"),),
        _funnel,
        N_(
            "institutions of the round, each step of those of the step before: invited; filled in; a WensenScan conversation held since; "
            "a request received since; such a request referred; such a referral used, and helped or partly helped"
        ),
        OF_SURVEY,
    ),
    *(
        ChartKind(
            f"coverage_by_{name}",
            title,
            Shape.SHARES,
            heading,
            tuple(column for column, _condition in _COVERED),
            _coverage(BY_ID[f"responses_by_{name}"].by),
            N_(
                "active institutions that were reached: filled in the round's WensenScan by the last day, or in the period talked to, "
                "asked for help, signalled something or had a learning session"
            ),
            OF_INSTITUTIONS,
        )
        for name, title, heading in (
            ("province", N_("Coverage by province"), N_("Province")),
            ("umbrella", N_("Coverage by umbrella"), N_("Umbrella")),
            ("kind", N_("Coverage by kind of institution"), N_("Kind")),
        )
    ),
    ChartKind(
        "obstacles_by_institutions",
        N_("Obstacles by number of institutions"),
        Shape.BARS,
        N_("Obstacle"),
        (N_("institutions"), *(label for _name, label, _sql in _SOURCES)),
        _obstacles,
        N_(
            "active institutions that named the obstacle: in the round's WensenScan by the last day, in a request received in the period, "
            "or in a signal recorded in it; each once"
        ),
        OF_INSTITUTIONS | {Narrowing.THEME},
    ),
)
