"""The work queue: what one person, or everybody, should do now, in groups from late to waiting.

Each source of work is one select, each with the same columns, for oneself, for all, or for an absent colleague. A group shows at
most `MOST` lines of a source and counts them all, so that the queue costs the same whether three things are late or thirty thousand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from loket.insight.figures.offering_fit import FITS, IS_AVAILABLE
from loket.insight.lists.row_sql import lists_of, numbers
from loket.insight.work.work_items import Group, SourceRow, Wording, WorkItem, audience_letters, draft_item, end_of_next_week, item_of
from loket.language.dates import month_of
from loket.models.words import RecordKind
from loket.store.access import Viewer
from loket.store.reader import Dialect, Reader

if TYPE_CHECKING:
    from loket.store.database import Store

_AWAY = "(SELECT a.id FROM advisor a WHERE a.away_until >= :today AND coalesce(i.stand_in_id, a.stand_in_id) = :me)"


@dataclass(frozen=True, slots=True)
class WorkSource:
    """One source of work. SQL is over `x`, its institution `i` and what `joins` adds.

    `at` is the condition that it is that of `:institution`, where the institution is no column of its own.
    `owner` is the column with the advisor whose work it is; `{mine}` in `own` and `covered` is that advisor.
    """

    kind: RecordKind
    wording: Wording
    table: str
    joins: str
    where: str
    day: str
    text: str
    institution: str
    owner: str
    time: str = "NULL"
    detail: str = "NULL"
    state: str = "x.state"
    about: tuple[str, str] = ("NULL", "NULL")
    unowned_too: bool = False
    many_owners: bool = False
    silent: bool = False
    confidential: bool = True
    at: str = ""

    def sql(self, dialect: Dialect, owner: str, viewer: Viewer, *, at_institution: bool = False) -> tuple[str, str]:
        """The select of the rows, the most urgent first, and that of how many there are: of `own`, `all` or `covered` work.

        With `at_institution` only that of `:institution`.
        """
        conditions = [self.where]
        if at_institution:
            conditions.append(self.at or f"{self.institution} = :institution")
        if owner == "own":
            conditions.append(self._owned(":me"))
        elif owner == "covered":
            conditions.append(self._owned(_AWAY, listed=True))
        if self.confidential:
            conditions.append(viewer.sees())
        first = "(SELECT min(ca.advisor_id) FROM conversation_advisor ca WHERE ca.conversation_id = x.id)"
        owner_id = first if self.many_owners else self.owner
        on_kind, on_id = self.about
        columns = f"""x.id, {self.day} AS day, coalesce({self.time}, '') AS time, coalesce({self.text}, '') AS text,
            coalesce({self.detail}, '') AS detail, coalesce({self.state}, '') AS state, i.id AS institution_id,
            coalesce(i.short_name, i.name, '') AS institution,
            coalesce((SELECT a.name FROM advisor a WHERE a.id = {owner_id}), '') AS advisor, {on_kind} AS on_kind, {on_id} AS on_id,
            {"1 = 1" if self.silent else "1 = 0"} AS silent, {"x.confidential" if self.confidential else "1 = 0"} AS confidential"""
        source = f"FROM {self.table} x {self.joins} LEFT JOIN institution i ON i.id = {self.institution} WHERE {' AND '.join(conditions)}"
        selects = (f"SELECT {columns} {source} ORDER BY {self.day}, x.id LIMIT :most", f"SELECT count(*) {source}")
        rows, counts = (select.replace("{later_move}", _later_move(dialect)) for select in selects)
        return rows, counts

    def _owned(self, who: str, *, listed: bool = False) -> str:
        test = f"IN {who}" if listed else f"= {who}"
        if self.many_owners:
            return f"EXISTS (SELECT 1 FROM conversation_advisor ca WHERE ca.conversation_id = x.id AND ca.advisor_id {test})"
        unowned = f" OR {self.owner} IS NULL" if self.unowned_too and not listed else ""
        return f"({self.owner} {test}{unowned})"


def _later_move(dialect: Dialect) -> str:
    """The last day on which something happened to request `x`."""
    return dialect.later(
        "x.received_on",
        "x.state_since",
        "(SELECT max(d.referred_on) FROM referral d WHERE d.request_id = x.id)",
        "(SELECT max(n.written_on) FROM note n WHERE n.on_kind = 'request' AND n.on_id = x.id)",
        "(SELECT max(f.done_on) FROM follow_up f WHERE f.on_kind = 'request' AND f.on_id = x.id)",
    )


_TALKS_TO = "(SELECT min(ci.institution_id) FROM conversation_institution ci WHERE ci.conversation_id = x.id)"
_TALK_AT = "x.id IN (SELECT ci.conversation_id FROM conversation_institution ci WHERE ci.institution_id = :institution)"
_PROMISED = """NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.on_kind = 'request' AND f.on_id = x.id AND f.state = 'open'
    AND f.due_on >= :today)"""
# An offering that was there from the start is no news: it became available on its date, or somebody made it so.
_NEWS = "(o.available_from BETWEEN :news AND :today OR (o.version > 1 AND o.state_since >= :news))"
_AWAITED = "SELECT min(o.id) FROM waiting_request w JOIN offering o ON o.id = w.offering_id WHERE w.request_id = x.id AND "
_SINCE = "coalesce(n.available_from, n.state_since)"
# An offering's owner is a name: an advisor's, whose work it is, or somebody's else; then it is the work of every lead.
_OWNER = """coalesce((SELECT min(a.id) FROM advisor a WHERE lower(a.name) = lower(x.owner)),
    (SELECT a.id FROM advisor a WHERE a.id = :me AND a.role = 'lead'))"""
# Of one that was held long ago nobody remembers how many there were.
_UNEVALUATED = """x.session_on < :today AND (x.state IN ('enrolled', 'scheduled')
    OR x.state = 'held' AND x.session_on >= :asked AND (x.participants IS NULL OR x.evaluation IS NULL))"""
_INVITED = """JOIN (SELECT w.id, w.provider, w.preferred_month,
        row_number() OVER (PARTITION BY w.provider, w.preferred_month ORDER BY w.enrolled_on IS NULL, w.enrolled_on, w.id) AS turn,
        c.places - (SELECT count(*) FROM learning_session t WHERE t.provider = w.provider AND t.state <> 'cancelled'
            AND substr(CAST(t.session_on AS TEXT), 1, 7) = w.preferred_month) AS room
        FROM learning_session w JOIN session_capacity c ON c.provider = w.provider AND c.month = w.preferred_month
        WHERE w.session_on IS NULL AND w.state IN ('interest', 'enrolled') AND w.preferred_month >= :month) p ON p.id = x.id"""
_UNDISCUSSED = """x.state = 'reported' AND NOT EXISTS (SELECT 1 FROM conversation c
    JOIN conversation_institution ci ON ci.conversation_id = c.id
    WHERE ci.institution_id = x.institution_id AND c.kind = 'fit_gap' AND c.state IN ('to_plan', 'planned'))"""
_ROUND = """(SELECT w.round_id FROM wensenscan_response w WHERE w.submitted_on <= :today GROUP BY w.round_id
    ORDER BY min(w.submitted_on) DESC, w.round_id DESC LIMIT 1)"""

DATED = (
    WorkSource(
        RecordKind.FOLLOW_UP, Wording.ACTION, "follow_up", "", "x.state = 'open' AND x.due_on <= :until",
        "x.due_on", "x.what", "x.institution_id", "x.advisor_id", about=("x.on_kind", "x.on_id"), detail="x.recurs",
    ),
    WorkSource(
        RecordKind.REFERRAL, Wording.CHECK_BACK, "referral",
        "JOIN offering o ON o.id = x.offering_id LEFT JOIN support_request r ON r.id = x.request_id",
        "x.state = 'open' AND x.check_back_on <= :until",
        "x.check_back_on", "o.title", "coalesce(x.institution_id, r.institution_id)", "x.advisor_id",
        at="""(x.institution_id = :institution
            OR x.request_id IN (SELECT q.id FROM support_request q WHERE q.institution_id = :institution))""",
    ),
    WorkSource(
        RecordKind.CONVERSATION, Wording.TALK, "conversation", "", "x.state = 'planned' AND x.planned_at <= :until",
        "x.planned_at", "x.kind", _TALKS_TO, "", time="x.planned_time", detail="x.channel", many_owners=True, at=_TALK_AT,
    ),
    WorkSource(
        RecordKind.REQUEST, Wording.DUE, "support_request", "", "x.closed_on IS NULL AND x.due_on <= :until",
        "x.due_on", "x.title", "x.institution_id", "x.advisor_id",
    ),
    WorkSource(
        RecordKind.SESSION, Wording.SESSION, "learning_session", "", _UNEVALUATED,
        "x.session_on", "x.team", "x.institution_id", "i.advisor_id",
    ),
    WorkSource(
        RecordKind.OFFERING, Wording.ENDING, "offering", "", "x.state = 'available' AND x.available_until <= :until",
        "x.available_until", "x.title", "NULL", _OWNER,
    ),
    WorkSource(
        RecordKind.OFFERING, Wording.EXPECTED, "offering", "", "x.state = 'in_development' AND x.expected_on <= :until",
        "x.expected_on", "x.title", "NULL", _OWNER,
    ),
)  # fmt: skip
"""Work with a date: what the groups late, today, this week and next week are made of."""

_BY_THEN = "<= :until"
LATER = tuple(
    replace(one, where=one.where.replace(_BY_THEN, "> :until"))
    for one in DATED
    if _BY_THEN in one.where and one.kind is not RecordKind.OFFERING
)
"""What was promised for after next week: it stands in the last group."""

OTHERS = (
    WorkSource(
        RecordKind.FOLLOW_UP, Wording.ACTION, "follow_up", "", "x.state = 'open' AND x.due_on IS NULL",
        "CAST(NULL AS date)", "x.what", "x.institution_id", "x.advisor_id", about=("x.on_kind", "x.on_id"), detail="x.recurs",
    ),
    WorkSource(
        RecordKind.CONVERSATION, Wording.TALK, "conversation", "", "x.state = 'to_plan'", "CAST(NULL AS date)", "x.kind", _TALKS_TO, "",
        detail="x.channel", many_owners=True, at=_TALK_AT,
    ),
    WorkSource(
        RecordKind.INSTITUTION, Wording.CALL, "institution",
        f"""JOIN (SELECT w.institution_id AS id, min(w.submitted_on) AS first_on FROM wensenscan_response w
            WHERE w.round_id = {_ROUND} GROUP BY w.institution_id) answered ON answered.id = x.id""",
        """x.active AND NOT EXISTS (SELECT 1 FROM conversation c JOIN conversation_institution ci ON ci.conversation_id = c.id
            WHERE ci.institution_id = x.id AND c.kind = 'wensenscan'
            AND (c.state IN ('to_plan', 'planned', 'declined') OR c.held_at >= answered.first_on))""",
        "answered.first_on", "x.name", "x.id", "x.advisor_id", state="NULL", unowned_too=True,
    ),
    WorkSource(
        RecordKind.REQUEST, Wording.ARRIVED, "support_request", f"JOIN offering n ON n.id = ({_AWAITED} {IS_AVAILABLE})",
        "x.closed_on IS NULL", _SINCE, "x.title", "x.institution_id", "coalesce(x.advisor_id, i.advisor_id)",
        detail="n.title", about=("'offering'", "n.id"),
    ),
    WorkSource(
        RecordKind.REQUEST, Wording.WITHDRAWN, "support_request", f"JOIN offering n ON n.id = ({_AWAITED} o.state = 'lapsed')",
        "x.closed_on IS NULL", "n.state_since", "x.title", "x.institution_id", "coalesce(x.advisor_id, i.advisor_id)",
        detail="n.title", about=("'offering'", "n.id"),
    ),
    WorkSource(
        RecordKind.REQUEST, Wording.NEWS, "support_request",
        f"JOIN offering n ON n.id = (SELECT min(o.id) FROM offering o WHERE {_NEWS} AND {FITS})",
        f"""x.closed_on IS NULL AND NOT EXISTS (SELECT 1 FROM referral d WHERE d.request_id = x.id)
            AND ({_AWAITED} {IS_AVAILABLE}) IS NULL""",
        _SINCE, "x.title", "x.institution_id", "x.advisor_id", detail="n.title",
    ),
    WorkSource(
        RecordKind.SESSION, Wording.PLACE, "learning_session", _INVITED, "p.turn <= p.room",
        "CAST(NULL AS date)", "x.team", "x.institution_id", "i.advisor_id", detail="p.preferred_month || ' ' || p.provider",
    ),
    WorkSource(
        RecordKind.FITGAP, Wording.DISCUSS, "fit_gap_analysis", "JOIN outcome_set s ON s.id = x.outcome_set_id", _UNDISCUSSED,
        "x.reported_on", "s.name", "x.institution_id", "i.advisor_id",
    ),
    WorkSource(
        RecordKind.REQUEST, Wording.DUE, "support_request", "",
        f"x.closed_on IS NULL AND (x.due_on IS NULL OR x.due_on > :until) AND {{later_move}} < :silent AND {_PROMISED}",
        "{later_move}", "x.title", "x.institution_id", "x.advisor_id", silent=True,
    ),
)  # fmt: skip
"""Work without a date of its own."""


def responses_of(reader: Reader, institutions: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    """Of each institution, who answered (`B Z`) and which themes they want help with (`3 4`), in their latest round."""
    if not institutions:
        return {}
    latest = f"""w.institution_id IN ({numbers(institutions)}) AND w.round_id =
        (SELECT max(l.round_id) FROM wensenscan_response l WHERE l.institution_id = w.institution_id)"""
    audiences = lists_of(reader, f"SELECT w.institution_id, w.audience FROM wensenscan_response w WHERE {latest}")
    themes = lists_of(
        reader,
        f"""SELECT DISTINCT w.institution_id, t.theme_id FROM wensenscan_response w
            JOIN response_theme t ON t.response_id = w.id WHERE {latest} ORDER BY t.theme_id""",
    )
    return {one: (audience_letters(given), " ".join(map(str, themes.get(one, ())))) for one, given in audiences.items()}


def _given(kind: RecordKind, where: str, text: str, institution: str, *, many_owners: bool = False) -> WorkSource:
    """What a colleague gave the one who asks, of one kind, as long as it is open and theirs."""
    given = f"JOIN given_work w ON w.on_kind = '{kind.value}' AND w.on_id = x.id AND w.advisor_id = :me"
    theirs = "" if many_owners else " AND x.advisor_id = :me"
    return WorkSource(
        kind, Wording.GIVEN, kind.table, given, f"{where}{theirs}", "w.given_on", text, institution, "x.advisor_id", detail="w.given_by",
        state="NULL" if kind is RecordKind.INSTITUTION else "x.state", many_owners=many_owners,
    )  # fmt: skip


OWNERSHIP = (
    _given(RecordKind.INSTITUTION, "x.active", "x.name", "x.id"),
    _given(RecordKind.REQUEST, "x.closed_on IS NULL", "x.title", "x.institution_id"),
    _given(RecordKind.SIGNAL, "x.state NOT IN ('closed', 'rejected')", "x.description", "x.institution_id"),
    _given(RecordKind.CONVERSATION, "x.state IN ('to_plan', 'planned')", "x.kind", _TALKS_TO, many_owners=True),
    _given(RecordKind.FOLLOW_UP, "x.state = 'open'", "x.what", "x.institution_id"),
    _given(
        RecordKind.REFERRAL, "x.state = 'open'", "(SELECT o.title FROM offering o WHERE o.id = x.offering_id)",
        "coalesce(x.institution_id, (SELECT q.institution_id FROM support_request q WHERE q.id = x.request_id))",
    ),
    WorkSource(
        RecordKind.REQUEST, Wording.UNOWNED, "support_request", "", "x.closed_on IS NULL AND x.advisor_id IS NULL",
        "x.received_on", "x.title", "x.institution_id", "i.advisor_id", unowned_too=True,
    ),
)  # fmt: skip
"""What changed hands, and what nobody has: of an institution with an advisor, that one's to take; else everybody's."""

MOST = 200
SILENT_AFTER_DAYS = 21
"""How long is long, unless the setting `silent_after_days` says otherwise."""
NEWS_FOR = timedelta(weeks=3)
ASKED_FOR = timedelta(days=90)
"""How long after a learning session it is asked how many were there and what they thought of it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A group with its items; `count` is how many there are, of which at most `MOST` a source are listed."""

    group: Group
    items: tuple[WorkItem, ...]
    count: int


@dataclass(frozen=True, slots=True)
class WorkQueue:
    """The sections that have something in them, in their order; `all_count` is what is there without the filter."""

    today: date
    sections: tuple[Section, ...]
    all_count: int

    @property
    def count(self) -> int:
        """How many lines of work."""
        return sum(section.count for section in self.sections)

    def count_of(self, group: Group) -> int:
        """How many lines of one group."""
        return next((section.count for section in self.sections if section.group is group), 0)


def work_queue(store: Store, *, mine: bool = True, text: str = "") -> WorkQueue:
    """What `mine` or everybody's work is; `text` narrows it to lines that hold each of its words; `@fatima` to hers."""
    today = store.today
    with store.read() as reader:
        counts: dict[Group, int] = dict.fromkeys(Group, 0)
        owner = "own" if mine else "all"
        found = [item for source in (*OWNERSHIP, *DATED, *OTHERS, *LATER) for item in _read(reader, source, today, owner, counts)]
        if mine:
            found += _covered(reader, today, counts)
        found += _drafts(reader, store.actor, counts)
    found = _each_once(found, counts)
    total = sum(counts.values())
    if text.strip():
        found = [item for item in found if item.matches(text)]
        counts = {group: sum(item.group is group for item in found) for group in Group}
    return WorkQueue(today, _sections(_with_company(found), counts), total)


def _each_once(found: list[WorkItem], counts: dict[Group, int]) -> list[WorkItem]:
    """What was given stands there alone until it is seen; what nobody has stands among what is due, when it is."""
    given = {(item.kind, item.id) for item in found if item.group is Group.GIVEN}
    dated = {(item.kind, item.id) for item in found if item.group.is_dated or item.group is Group.LATER}
    kept = []
    for item in found:
        record = (item.kind, item.id)
        if (record in given and item.group is not Group.GIVEN) or (record in dated and item.group is Group.UNOWNED):
            counts[item.group] -= 1
        else:
            kept.append(item)
    return kept


_AT_INSTITUTIONS = (RecordKind.FOLLOW_UP, RecordKind.REFERRAL, RecordKind.CONVERSATION, RecordKind.SESSION, RecordKind.FITGAP)


def work_at(reader: Reader, institution: int, today: date) -> tuple[WorkItem, ...]:
    """What anybody has still to do at an institution, whatever its day: actions, check-backs, talks; what is due first first.

    Its open requests are not among these: they stand by themselves in the dossier.
    """
    found: list[WorkItem] = []
    for source in (*DATED, *LATER, *OTHERS):
        if source.kind in _AT_INSTITUTIONS and source.wording is not Wording.PLACE:
            select, _count = source.sql(reader.dialect, "all", reader.viewer, at_institution=True)
            rows = reader.records(SourceRow, select, {**_parameters(reader, today), "institution": institution})
            found += [item_of(source.wording, source.kind, row, today, {}) for row in rows]
    return tuple(sorted(found, key=lambda item: item.order))


def _covered(reader: Reader, today: date, counts: dict[Group, int]) -> list[WorkItem]:
    """What an absent colleague has due by now, for the stand-in."""
    seen: dict[Group, int] = dict.fromkeys(Group, 0)
    found = [item for source in DATED for item in _read(reader, source, today, "covered", seen)]
    counts[Group.STAND_IN] = sum(seen.values())
    return [replace(item, group=Group.STAND_IN) for item in found]


def _read(reader: Reader, source: WorkSource, today: date, owner: str, counts: dict[Group, int]) -> list[WorkItem]:
    parameters = _parameters(reader, today, silent=source.silent)
    select, count = source.sql(reader.dialect, owner, reader.viewer)
    rows = reader.records(SourceRow, select, parameters)
    extra = responses_of(reader, [row.id for row in rows]) if source.kind is RecordKind.INSTITUTION else {}
    items = [item_of(source.wording, source.kind, row, today, extra) for row in rows]
    for item in items:
        counts[item.group] += 1
    if len(items) == MOST:
        # The rows are the most urgent ones: what was not read belongs to the group of the last.
        counts[items[-1].group] += int(reader.value(count, parameters)) - MOST
    return items


def _silent_after(reader: Reader) -> int:
    kept = reader.value("SELECT value FROM setting WHERE name = 'silent_after_days'")
    return int(kept) if kept and kept.isdecimal() else SILENT_AFTER_DAYS


def _parameters(reader: Reader, today: date, *, silent: bool = False) -> dict[str, Any]:
    return {
        "me": reader.viewer.advisor_id or -1,
        "today": today,
        "until": end_of_next_week(today),
        "silent": today - timedelta(days=_silent_after(reader) if silent else 0),
        "news": today - NEWS_FOR,
        "asked": today - ASKED_FOR,
        "month": month_of(today),
        "end": today,
        "most": MOST,
    }


def _drafts(reader: Reader, actor: str, counts: dict[Group, int]) -> list[WorkItem]:
    rows = reader.rows(
        "SELECT id, kept_at, title, form, subject, content FROM draft WHERE advisor = :actor ORDER BY kept_at DESC, id DESC LIMIT :most",
        actor=actor,
        most=MOST,
    )
    items = [one for row in rows if reader.viewer.may_see((one := draft_item(*row)).confidential)]
    counts[Group.DRAFTS] = len(items)
    return items


def _with_company(items: list[WorkItem]) -> list[WorkItem]:
    """Say on each dated line how many of these the same institution has."""
    seen: dict[int, int] = {}
    for item in items:
        if item.institution_id is not None and item.group.is_dated:
            seen[item.institution_id] = seen.get(item.institution_id, 0) + 1
    return [
        replace(item, company=seen.get(item.institution_id, 1)) if item.institution_id and item.group.is_dated else item for item in items
    ]


def _sections(items: Sequence[WorkItem], counts: Mapping[Group, int]) -> tuple[Section, ...]:
    sections = []
    for group in Group:
        own = [item for item in items if item.group is group]
        if group is not Group.DRAFTS:
            own.sort(key=lambda item: item.order)
        if own:
            sections.append(Section(group, tuple(own), counts[group]))
    return tuple(sections)
