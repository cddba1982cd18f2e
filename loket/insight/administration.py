"""What an admin keeps: advisors with what each has open, obstacles and UZ-sets with their records, settings, what went out and came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loket.models.words import AdvisorRole, RecordKind
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class AdvisorRow:
    """An advisor, with the institutions, requests, conversations and follow-ups that wait for them."""

    id: int
    version: int
    name: str
    email: str | None
    role: AdvisorRole
    away_until: date | None
    stand_in: str
    active: bool
    institutions: int
    requests: int
    conversations: int
    follow_ups: int

    @property
    def number(self) -> str:
        """`AD-3`."""
        return RecordKind.ADVISOR.number(self.id)

    @property
    def open_work(self) -> int:
        """How many records would need another advisor."""
        return self.institutions + self.requests + self.conversations + self.follow_ups


@dataclass(frozen=True, slots=True)
class ObstacleRow:
    """An obstacle under theme number `theme_id`, with how many requests, signals and survey responses name it."""

    id: int
    label: str
    theme_id: int
    theme: str
    active: bool
    requests: int
    signals: int
    responses: int


@dataclass(frozen=True, slots=True)
class OutcomeSetRow:
    """A UZ-set, with how many requests and fit-gap analyses are about it."""

    id: int
    name: str
    status: str | None
    active: bool
    requests: int
    analyses: int


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One line of the log of exports; `exported_at` is UTC, ISO."""

    id: int
    exported_at: str
    advisor: str
    what: str
    rows: int


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import: transaction `id`, when (UTC, ISO), by whom, from which files, how many rows it wrote, whether it was undone."""

    id: int
    at: str
    actor: str
    files: str
    rows: int
    undone: bool


def advisors(reader: Reader) -> tuple[AdvisorRow, ...]:
    """Everybody, those who work here first, by name."""
    return tuple(
        reader.records(
            AdvisorRow,
            """SELECT x.id, x.version, x.name, x.email, x.role, x.away_until, coalesce(s.name, '') AS stand_in, x.active,
                (SELECT count(*) FROM institution i WHERE i.advisor_id = x.id AND i.active) AS institutions,
                (SELECT count(*) FROM support_request r WHERE r.advisor_id = x.id AND r.closed_on IS NULL) AS requests,
                (SELECT count(*) FROM conversation c JOIN conversation_advisor a ON a.conversation_id = c.id
                    WHERE a.advisor_id = x.id AND c.state IN ('to_plan', 'planned')) AS conversations,
                (SELECT count(*) FROM follow_up f WHERE f.advisor_id = x.id AND f.state = 'open') AS follow_ups
            FROM advisor x LEFT JOIN advisor s ON s.id = x.stand_in_id
            ORDER BY CASE WHEN x.active THEN 0 ELSE 1 END, lower(x.name), x.id""",
        )
    )


def obstacles(reader: Reader) -> tuple[ObstacleRow, ...]:
    """All obstacles by theme, those that ended too."""
    return tuple(
        reader.records(
            ObstacleRow,
            """SELECT x.id, x.label, x.theme_id, t.label AS theme, x.active,
                (SELECT count(*) FROM request_obstacle r WHERE r.obstacle_id = x.id) AS requests,
                (SELECT count(*) FROM signal s WHERE s.obstacle_id = x.id) AS signals,
                (SELECT count(*) FROM response_obstacle w WHERE w.obstacle_id = x.id) AS responses
            FROM obstacle x JOIN theme t ON t.id = x.theme_id
            ORDER BY CASE WHEN x.active THEN 0 ELSE 1 END, x.theme_id, x.id""",
        )
    )


def outcome_sets(reader: Reader) -> tuple[OutcomeSetRow, ...]:
    """All UZ-sets, those that ended last."""
    return tuple(
        reader.records(
            OutcomeSetRow,
            """SELECT x.id, x.name, x.status, x.active,
                (SELECT count(*) FROM support_request r WHERE r.outcome_set_id = x.id) AS requests,
                (SELECT count(*) FROM fit_gap_analysis f WHERE f.outcome_set_id = x.id) AS analyses
            FROM outcome_set x ORDER BY CASE WHEN x.active THEN 0 ELSE 1 END, x.id""",
        )
    )


def settings(reader: Reader) -> Mapping[str, str]:
    """The programme's own rules that are data, by name, as they are kept (dates ISO)."""
    return dict(reader.rows("SELECT name, value FROM setting ORDER BY name"))


_LIKE = "(:text = '' OR lower({columns}) LIKE '%' || :text || '%')"


def export_count(reader: Reader, text: str = "") -> int:
    """How many exports there were, of those that name `text`."""
    where = _LIKE.format(columns="x.advisor || ' ' || x.what")
    found: int = reader.value(f"SELECT count(*) FROM export_log x WHERE {where}", text=text.lower())
    return found


def exports(reader: Reader, text: str = "", offset: int = 0, most: int = 100) -> tuple[ExportRow, ...]:
    """The log of exports, the latest first."""
    where = _LIKE.format(columns="x.advisor || ' ' || x.what")
    return tuple(
        reader.records(
            ExportRow,
            f"""SELECT x.id, x.exported_at, x.advisor, x.what, x.rows FROM export_log x WHERE {where}
            ORDER BY x.id DESC LIMIT :most OFFSET :skip""",
            text=text.lower(), most=most, skip=offset,
        )
    )  # fmt: skip


def imports(reader: Reader) -> tuple[ImportRow, ...]:
    """Every import, the latest first; `undone` when an undo of it holds now."""
    undone: set[int] = set()
    for tx, undoes in reader.rows("SELECT id, undoes FROM log_tx WHERE undoes IS NOT NULL ORDER BY id DESC"):
        if tx not in undone:
            undone.add(undoes)
    rows = reader.rows(
        """SELECT t.id, t.at, t.actor, coalesce(t.reason, ''), (SELECT count(*) FROM change_log c WHERE c.tx = t.id)
        FROM log_tx t WHERE t.verb = 'import' ORDER BY t.id DESC"""
    )
    return tuple(ImportRow(tx, at, actor, files, many, tx in undone) for tx, at, actor, files, many in rows)
