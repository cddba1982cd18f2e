"""What pickers and menus offer, to who may see it."""

from __future__ import annotations

from collections.abc import Mapping

from loket.insight.lists.words import like
from loket.models.words import RecordKind
from loket.store.reader import Reader

Choice = tuple[int, str]
"""A record's number, and what people call it."""

_CHOICES: Mapping[str, str] = {
    "theme": "SELECT x.id, x.label FROM theme x ORDER BY x.id",
    "advisor": "SELECT x.id, x.name FROM advisor x WHERE x.active ORDER BY lower(x.name)",
    "obstacle": "SELECT x.id, x.label FROM obstacle x WHERE x.active ORDER BY x.theme_id, x.id",
    "trend": "SELECT x.id, x.title FROM trend x WHERE {seen} ORDER BY lower(x.title)",
}
CHOSEN_BY_NUMBER = frozenset(_CHOICES)
"""What lists are filtered by that is a record."""


def choices(reader: Reader, name: str) -> list[Choice]:
    """The records of one of `CHOSEN_BY_NUMBER`."""
    return [(row[0], row[1]) for row in reader.rows(_CHOICES[name].format(seen=reader.viewer.sees()))]


def institution_names(reader: Reader) -> dict[int, str]:
    """The institutions that are there now."""
    seen = reader.viewer.sees()
    return dict(reader.rows(f"SELECT x.id, x.name FROM institution x WHERE x.active AND x.merged_into_id IS NULL AND {seen}"))


def parties_called(reader: Reader, text: str, most: int) -> list[Choice]:
    """Parties with these letters in a name or other name."""
    rows = reader.rows(
        f"""SELECT DISTINCT x.id, x.name FROM party x LEFT JOIN party_alias a ON a.party_id = x.id
        WHERE (lower(x.name) LIKE :like ESCAPE '!' OR lower(a.alias) LIKE :like ESCAPE '!') AND {reader.viewer.sees()}
        ORDER BY x.name LIMIT :most""",
        like=like(text.lower()), most=most,
    )  # fmt: skip
    return [(row[0], row[1]) for row in rows]


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


def advisors_called(reader: Reader, text: str, most: int) -> list[Choice]:
    """Advisors with these letters in the name."""
    sql = "SELECT id, name FROM advisor WHERE active AND lower(name) LIKE :like ESCAPE '!' ORDER BY lower(name) LIMIT :most"
    return [(row[0], row[1]) for row in reader.rows(sql, like=like(text.lower()), most=most)]


def state_of(reader: Reader, kind: RecordKind, number: int) -> str | None:
    """The state of a record, by its identifier; None when there is no such record."""
    found: str | None = reader.value(f"SELECT state FROM {kind.table} WHERE id = :id", id=number)
    return found


def institution_name(reader: Reader, number: int) -> str | None:
    """The name of an institution; None when there is none."""
    found: str | None = reader.value("SELECT name FROM institution WHERE id = :id", id=number)
    return found
