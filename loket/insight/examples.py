"""Examples: paraphrases of requests, signals and conversations; which of them a report may take, and which wait for release.

An example belongs to the period of the day of its record: received, recorded, or held (while it is not held, planned).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.insight.figures.period import Period
from loket.insight.lists.row_sql import INSTITUTION_NAME
from loket.models.words import InstitutionKind, RecordKind
from loket.store.reader import Reader

KINDS = (RecordKind.REQUEST, RecordKind.SIGNAL, RecordKind.CONVERSATION)
"""What an example can be about."""


@dataclass(frozen=True, slots=True)
class ReleasedExample:
    """An example as a report takes it: nothing in it says who said it. `theme` is None only where an import left it so."""

    id: int
    theme: int | None
    text: str
    on_kind: RecordKind
    institution_kind: InstitutionKind | None
    released_by: str | None
    released_on: date


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """An example as the people of the loket see it, with what it is about. `hidden`: its record or its source is confidential.

    `institution_kind` is known where it is about one kind of institution only.
    """

    id: int
    version: int
    theme: int | None
    text: str
    on_kind: RecordKind
    on_id: int
    day: date | None
    about: str
    institution_id: int | None
    institution_kind: InstitutionKind | None
    whose: str | None
    written_on: date
    advisor: str | None
    released_on: date | None
    released_by: str | None
    hidden: bool

    @property
    def on(self) -> str:
        """The number of the record that it is about."""
        return self.on_kind.number(self.on_id)

    @property
    def is_released(self) -> bool:
        """Whether a report takes it: released, and nothing that it comes from is confidential."""
        return self.released_on is not None and not self.hidden


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a record says in its own words, to tell anew: its name, whose it is, its themes, and its texts with their fields' names."""

    name: str
    whose: str | None
    institution_id: int | None
    themes: tuple[int, ...]
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """How one kind of record is read: its day, what it is called, and the columns that name where it came from."""

    table: str
    day: str
    called: str
    sources: Mapping[str, str]
    texts: tuple[str, ...]
    themes: str = ""


_ORIGINS = {
    "conversation_id": "conversation",
    "response_id": "wensenscan_response",
    "session_id": "learning_session",
    "fitgap_item_id": "fit_gap_item",
}
_OF_ONE = {"institution_id": "institution", "party_id": "party"}
_SOURCE_OF: Mapping[RecordKind, _Source] = {
    RecordKind.REQUEST: _Source(
        "support_request",
        "x.received_on",
        "x.title",
        {**_ORIGINS, **_OF_ONE},
        ("title", "description", "resolution"),
        "SELECT theme_id FROM request_theme WHERE request_id = :id ORDER BY 1",
    ),
    RecordKind.SIGNAL: _Source(
        "signal",
        "x.recorded_on",
        "x.description",
        {**_ORIGINS, **_OF_ONE, "event_id": "event"},
        ("description",),
        "SELECT theme_id FROM signal WHERE id = :id AND theme_id IS NOT NULL",
    ),
    RecordKind.CONVERSATION: _Source(
        "conversation",
        "coalesce(x.held_at, x.planned_at)",
        "coalesce(x.subject, x.summary, x.kind)",
        {"response_id": "wensenscan_response"},
        ("subject", "summary", "agreements"),
    ),
}


def released_examples(reader: Reader, period: Period, theme: int | None = None) -> tuple[ReleasedExample, ...]:
    """What a report of the period may take: released, and nothing that it comes from is confidential. By theme, the oldest first."""
    return tuple(
        ReleasedExample(one.id, one.theme, one.text, one.on_kind, one.institution_kind, one.released_by, one.released_on)
        for one in _examples(reader, period, theme)
        if one.is_released and one.released_on is not None
    )


def examples(reader: Reader, period: Period | None = None) -> tuple[ExampleRow, ...]:
    """All examples that somebody may see, or those of a period; confidential ones to advisors only."""
    return tuple(one for one in _examples(reader, period) if reader.viewer.may_see(one.hidden))


def example(reader: Reader, number: int) -> ExampleRow | None:
    """One example, if this person may see it."""
    return next((one for one in examples(reader) if one.id == number), None)


def examples_of(reader: Reader, kind: RecordKind, number: int) -> tuple[ExampleRow, ...]:
    """The examples of one record."""
    return tuple(one for one in examples(reader) if (one.on_kind, one.on_id) == (kind, number))


def own_words(reader: Reader, kind: RecordKind, number: int) -> OwnWords | None:
    """What a record says, to tell anew; None when there is no such record, or none that this person may see."""
    about = _SOURCE_OF[kind]
    row = next(iter(reader.dicts(_records_sql(reader, kind, "x.id = :id"), id=number)), None)
    if row is None or not reader.viewer.may_see(row["hidden"]):
        return None
    texts = reader.row(f"SELECT {', '.join(about.texts)} FROM {about.table} WHERE id = :id", id=number) or ()
    themes = tuple(theme for (theme,) in reader.rows(about.themes, id=number)) if about.themes else ()
    told = tuple((field, text) for field, text in zip(about.texts, texts, strict=True) if text)
    return OwnWords(row["called"] or "?", row["whose"], row["institution_id"], themes, told)


def waiting_examples(reader: Reader, period: Period) -> tuple[ExampleRow, ...]:
    """The examples of a period that somebody could still release: written, not released, nothing confidential."""
    return tuple(one for one in _examples(reader, period) if one.released_on is None and not one.hidden)


def _examples(reader: Reader, period: Period | None, theme: int | None = None) -> list[ExampleRow]:
    limits = [] if theme is None else ["e.theme_id = :theme"]
    limits += [] if period is None else ["a.day BETWEEN :start AND :end"]
    named: dict[str, Any] = {} if theme is None else {"theme": theme}
    named |= {} if period is None else {"start": period.start, "end": period.end}
    have = "x.id IN (SELECT on_id FROM example WHERE on_kind = '{kind}')"
    records = " UNION ALL ".join(_records_sql(reader, kind, have.format(kind=kind.value)) for kind in KINDS)
    return reader.records(
        ExampleRow,
        f"""WITH a AS ({records})
        SELECT e.id, e.version, e.theme_id AS theme, e.text, e.on_kind, e.on_id, a.day, coalesce(substr(a.called, 1, 300), '?') AS about,
            a.institution_id, a.kinds AS institution_kind, a.whose, e.written_on, w.name AS advisor, e.released_on,
            r.name AS released_by, a.hidden = 1 OR {_hidden(reader, "e")} AS hidden
        FROM example e JOIN a ON a.on_kind = e.on_kind AND a.on_id = e.on_id
        LEFT JOIN advisor w ON w.id = e.advisor_id LEFT JOIN advisor r ON r.id = e.released_by_id
        {"WHERE " + " AND ".join(limits) if limits else ""}
        ORDER BY e.theme_id IS NULL, e.theme_id, a.day, e.id""",
        named,
    )


def _records_sql(reader: Reader, kind: RecordKind, where: str) -> str:
    """Some records of one kind: day, name, whose, the kind of institution where there is one kind only, hidden."""
    about = _SOURCE_OF[kind]
    sources = [
        f"EXISTS (SELECT 1 FROM {table} s WHERE s.id = x.{column} AND {_hidden(reader, 's')})" for column, table in about.sources.items()
    ]
    if kind is RecordKind.CONVERSATION:
        own = "SELECT {what} FROM conversation_institution l JOIN institution i ON i.id = l.institution_id WHERE l.conversation_id = x.id"
        parties = "SELECT {what} FROM conversation_party l JOIN party p ON p.id = l.party_id WHERE l.conversation_id = x.id"
        sources += [
            f"EXISTS ({own.format(what='1')} AND {_hidden(reader, 'i')})",
            f"EXISTS ({parties.format(what='1')} AND {_hidden(reader, 'p')})",
        ]
        institution = f"({own.format(what='min(l.institution_id)')})"
        whose = f"coalesce(({own.format(what=f'min({INSTITUTION_NAME})')}), ({parties.format(what='min(p.name)')}))"
        kinds = f"({own.format(what='CASE WHEN min(i.kind) = max(i.kind) THEN min(i.kind) END')})"
    else:
        institution = "x.institution_id"
        whose = (
            f"coalesce((SELECT {INSTITUTION_NAME} FROM institution i WHERE i.id = x.institution_id), "
            "(SELECT p.name FROM party p WHERE p.id = x.party_id))"
        )
        kinds = "(SELECT i.kind FROM institution i WHERE i.id = x.institution_id)"
    return (
        f"SELECT '{kind.value}' AS on_kind, x.id AS on_id, {about.day} AS day, {about.called} AS called, {institution} AS institution_id, "
        f"{whose} AS whose, {kinds} AS kinds, CASE WHEN {' OR '.join([_hidden(reader, 'x'), *sources])} THEN 1 ELSE 0 END AS hidden "
        f"FROM {about.table} x WHERE {where}"
    )


def _hidden(reader: Reader, row: str) -> str:
    return f"NOT {reader.viewer.outside().sees(row)}"
