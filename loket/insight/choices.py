"""What forms, pickers and menus offer, to who may see it; and the record that a form begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loket.insight.lists.row_sql import lists_of, numbers
from loket.insight.lists.word_search import like
from loket.language import _
from loket.models.words import RecordKind
from loket.store.reader import Reader


def institution_names(reader: Reader) -> dict[int, str]:
    """The institutions that are there now."""
    seen = reader.viewer.sees()
    return dict(reader.rows(f"SELECT x.id, x.name FROM institution x WHERE x.active AND x.merged_into_id IS NULL AND {seen}"))


def colleagues_called(reader: Reader, contact: int, text: str, most: int) -> list[tuple[int, str, str]]:
    """Number, name and function of who is at the same place as a contact, with these letters in the name or function."""
    rows = reader.rows(
        f"""SELECT x.id, x.name, x.function FROM contact x JOIN contact c ON c.id = :number
        WHERE x.id <> c.id AND (x.institution_id = c.institution_id OR x.party_id = c.party_id)
        AND x.left_on IS NULL AND x.erased_on IS NULL AND x.name IS NOT NULL AND {reader.viewer.sees()}
        AND (lower(x.name) LIKE :like ESCAPE '!' OR lower(coalesce(x.function, '')) LIKE :like ESCAPE '!') ORDER BY x.name LIMIT :most""",
        number=contact, like=like(text.lower()), most=most,
    )  # fmt: skip
    return [(row[0], row[1], row[2] or "") for row in rows]


def providers(reader: Reader) -> list[tuple[str, tuple[str, ...]]]:
    """Who provides: of offerings, sessions and their places, and parties that are providers, each with its other names."""
    seen = reader.viewer.sees()
    named = reader.rows(
        f"""SELECT x.provider FROM offering x WHERE x.provider IS NOT NULL AND {seen}
        UNION SELECT x.provider FROM learning_session x WHERE x.provider IS NOT NULL AND {seen} UNION SELECT provider FROM session_capacity
        UNION SELECT x.name FROM party x WHERE x.kind = 'provider' AND {seen}"""
    )
    others = lists_of(
        reader,
        f"""SELECT x.name, a.alias FROM party x JOIN party_alias a ON a.party_id = x.id
        WHERE x.kind = 'provider' AND {seen} ORDER BY a.id""",
    )
    return sorted(((name, others.get(name, ())) for (name,) in named), key=lambda one: one[0].casefold())


def state_of(reader: Reader, kind: RecordKind, number: int) -> str | None:
    """The state of a record, by its identifier; None when there is no such record."""
    found: str | None = reader.value(f"SELECT state FROM {kind.table} WHERE id = :id", id=number)
    return found


def institution_name(reader: Reader, number: int) -> str | None:
    """The name of an institution; None when there is none."""
    found: str | None = reader.value("SELECT name FROM institution WHERE id = :id", id=number)
    return found


def request_title(reader: Reader, number: int) -> str | None:
    """The title of a request; None when there is none that they may see."""
    found: str | None = reader.value(f"SELECT x.title FROM support_request x WHERE x.id = :id AND {reader.viewer.sees('x')}", id=number)
    return found


LISTS: Mapping[RecordKind, Mapping[str, str]] = {
    RecordKind.REQUEST: {
        "themes": "SELECT theme_id FROM request_theme WHERE request_id = :id ORDER BY 1",
        "obstacles": "SELECT obstacle_id FROM request_obstacle WHERE request_id = :id ORDER BY 1",
    },
    RecordKind.OFFERING: {
        "themes": "SELECT theme_id FROM offering_theme WHERE offering_id = :id ORDER BY 1",
        "obstacles": "SELECT obstacle_id FROM offering_obstacle WHERE offering_id = :id ORDER BY 1",
        "audiences": "SELECT audience FROM offering_audience WHERE offering_id = :id ORDER BY 1",
    },
    RecordKind.SESSION: {"themes": "SELECT theme_id FROM session_theme WHERE session_id = :id ORDER BY 1"},
    RecordKind.EVENT: {
        "institution_ids": "SELECT institution_id FROM event_institution WHERE event_id = :id ORDER BY 1",
        "contact_ids": "SELECT contact_id FROM event_contact WHERE event_id = :id ORDER BY 1",
    },
    RecordKind.CONVERSATION: {
        "institution_ids": "SELECT institution_id FROM conversation_institution WHERE conversation_id = :id ORDER BY 1",
        "party_ids": "SELECT party_id FROM conversation_party WHERE conversation_id = :id ORDER BY 1",
        "advisor_ids": "SELECT advisor_id FROM conversation_advisor WHERE conversation_id = :id ORDER BY 1",
        "contact_ids": "SELECT contact_id FROM conversation_attendee WHERE conversation_id = :id AND contact_id IS NOT NULL ORDER BY 1",
        "attendees": "SELECT name FROM conversation_attendee WHERE conversation_id = :id AND contact_id IS NULL ORDER BY id",
    },
    RecordKind.INSTITUTION: {
        "aliases": "SELECT alias FROM institution_alias WHERE institution_id = :id AND former_until IS NULL ORDER BY alias",
        "tag_ids": "SELECT tag_id FROM institution_tag WHERE institution_id = :id ORDER BY 1",
    },
    RecordKind.RESPONSE: {
        "themes": "SELECT theme_id FROM response_theme WHERE response_id = :id ORDER BY 1",
        "obstacles": "SELECT obstacle_id FROM response_obstacle WHERE response_id = :id ORDER BY 1",
    },
    RecordKind.PARTY: {"aliases": "SELECT alias FROM party_alias WHERE party_id = :id ORDER BY alias"},
}

_NAMES: Mapping[str, str] = {
    "institution": "SELECT name FROM institution WHERE id = :id",
    "party": "SELECT name FROM party WHERE id = :id",
    "contact": "SELECT coalesce(name, '?') FROM contact WHERE id = :id",
    "advisor": "SELECT name FROM advisor WHERE id = :id",
    "tag": "SELECT name FROM tag WHERE id = :id",
    "offering": "SELECT title FROM offering WHERE id = :id",
    "trend": "SELECT title FROM trend WHERE id = :id",
    "support_request": "SELECT title FROM support_request WHERE id = :id",
    "signal": "SELECT substr(coalesce(description, '?'), 1, 80) FROM signal WHERE id = :id",
    "follow_up": "SELECT what FROM follow_up WHERE id = :id",
    "learning_session": "SELECT coalesce(team, '?') FROM learning_session WHERE id = :id",
    "event": "SELECT title FROM event WHERE id = :id",
    "note": "SELECT substr(text, 1, 80) FROM note WHERE id = :id",
    "link": "SELECT coalesce(title, url) FROM link WHERE id = :id",
}


def record_values(reader: Reader, kind: RecordKind, number: int) -> dict[str, Any] | None:
    """The record's columns, with its lists as tuples; None when there is no such record."""
    found = reader.dicts(f"SELECT * FROM {kind.table} WHERE id = :id", id=number)
    if not found:
        return None
    lists = {name: tuple(row[0] for row in reader.rows(sql, id=number)) for name, sql in LISTS.get(kind, {}).items()}
    return {**found[0], **lists}


def name_of(reader: Reader, table: str, number: int) -> str:
    """What people call a record; its number when it has no name."""
    found: str | None = reader.value(_NAMES[table], id=number) if table in _NAMES else None
    if found is None:
        return next(kind.number(number) for kind in RecordKind if kind.table == table)
    return found


@dataclass(frozen=True, slots=True)
class Choices:
    """What forms let one choose from: pairs of number and label."""

    themes: tuple[tuple[int, str], ...]
    obstacles: tuple[tuple[int, str], ...]
    outcome_sets: tuple[tuple[int, str], ...]
    advisors: tuple[tuple[int, str], ...]
    me: int | None

    @classmethod
    def read(cls, reader: Reader, actor: str, record: Mapping[str, Any] | None = None) -> Choices:
        """The lists as they are now; what ended is among them where this record has it, and says that it ended."""
        held = record or {}
        obstacles = numbers([*(held.get("obstacles") or ()), held.get("obstacle_id") or 0])
        outcome_set = int(held.get("outcome_set_id") or 0)
        advisors = reader.rows("SELECT id, name FROM advisor WHERE active ORDER BY lower(name)")
        return cls(
            tuple((row[0], row[1]) for row in reader.rows("SELECT id, label FROM theme ORDER BY id")),
            _in_use(reader.rows(f"SELECT id, label, active FROM obstacle WHERE active OR id IN ({obstacles}) ORDER BY theme_id, id")),
            _in_use(reader.rows("SELECT id, name, active FROM outcome_set WHERE active OR id = :held ORDER BY id", held=outcome_set)),
            tuple((row[0], row[1]) for row in advisors),
            next((row[0] for row in advisors if row[1] == actor), None),
        )


def _in_use(rows: Iterable[Sequence[Any]]) -> tuple[tuple[int, str], ...]:
    return tuple((number, text if active else _("{name} (ended)").format(name=text)) for number, text, active in rows)


def kind_of(table: str) -> RecordKind:
    """The kind of record that a table holds."""
    return next(kind for kind in RecordKind if kind.table == table)
