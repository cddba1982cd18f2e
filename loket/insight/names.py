"""The names by which institutions, parties, contacts, advisors, offerings and trends are found, and what a typed name can mean.

These are the small tables: a few thousand names are read and ranked at every look. The rest is found through the search index.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from weakref import WeakKeyDictionary

from loket.insight.lists.row_sql import lists_of
from loket.language.name_ranking import Called, Match, Ranked, folded, ranked
from loket.models.words import RecordKind
from loket.store.reader import Reader

Rows = list[Called]


def _institutions(reader: Reader) -> Rows:
    aliases = lists_of(reader, "SELECT institution_id, alias FROM institution_alias ORDER BY 1, id")
    rows = reader.rows(
        f"SELECT x.id, x.name, x.short_name, x.city, x.active AND x.merged_into_id IS NULL FROM institution x WHERE {reader.viewer.sees()}"
    )
    return [Called(key, name, short or "", aliases.get(key, ()), city or "", not here) for key, name, short, city, here in rows]


def _parties(reader: Reader) -> Rows:
    aliases = lists_of(reader, "SELECT party_id, alias FROM party_alias ORDER BY 1, id")
    rows = reader.rows(f"SELECT x.id, x.name FROM party x WHERE {reader.viewer.sees()}")
    return [Called(key, name, "", aliases.get(key, ())) for key, name in rows]


def _contacts(reader: Reader) -> Rows:
    rows = reader.rows(
        f"""SELECT x.id, x.name, x.function, coalesce(i.name, '') || ' ' || coalesce(i.short_name, '') || ' ' || coalesce(p.name, ''),
            x.left_on IS NOT NULL OR x.erased_on IS NOT NULL
        FROM contact x LEFT JOIN institution i ON i.id = x.institution_id LEFT JOIN party p ON p.id = x.party_id
        WHERE x.name IS NOT NULL AND {reader.viewer.sees()}"""
    )
    return [Called(key, name, "", (), f"{function or ''} {whose}", bool(past)) for key, name, function, whose, past in rows]


def _titled(sql: str) -> Callable[[Reader], Rows]:
    return lambda reader: [Called(key, name) for key, name in reader.rows(sql.format(seen=reader.viewer.sees()))]


_NAMES: Mapping[RecordKind, Callable[[Reader], Rows]] = {
    RecordKind.INSTITUTION: _institutions,
    RecordKind.PARTY: _parties,
    RecordKind.CONTACT: _contacts,
    RecordKind.ADVISOR: _titled("SELECT x.id, x.name FROM advisor x WHERE x.active"),
    RecordKind.OFFERING: _titled("SELECT x.id, x.title FROM offering x WHERE {seen}"),
    RecordKind.TREND: _titled("SELECT x.id, x.title FROM trend x WHERE {seen}"),
}
NAMED = frozenset(_NAMES)
"""The kinds that are found by name."""


_FOUND: WeakKeyDictionary[Reader, dict[tuple[RecordKind, str], list[Ranked]]] = WeakKeyDictionary()
"""What was found in one look at the database: a search asks the same word of every kind of record."""


def called(reader: Reader, kind: RecordKind, text: str) -> list[Ranked]:
    """Who of a kind `text` can mean, likeliest first; without a text all that are there, by name."""
    found = _FOUND.setdefault(reader, {})
    if (kind, text) not in found:
        found[kind, text] = likeliest(_NAMES[kind](reader), text)
    return found[kind, text]


def likeliest(known: Rows, text: str) -> list[Ranked]:
    """What of these `text` can mean, likeliest first; without a text all of them, by name."""
    if text.strip():
        return ranked(known, text)
    there = sorted((one for one in known if not one.past), key=lambda one: (folded(one.name), one.key))
    return [Ranked(one, Match.WITHIN, one.name) for one in there]


def tags(reader: Reader, text: str) -> list[Ranked]:
    """The networks and labels that `text` can mean, of those that are given."""
    return likeliest([Called(key, name) for key, name in reader.rows("SELECT id, name FROM tag WHERE active")], text)


def slips(reader: Reader, kind: RecordKind, word: str) -> list[int]:
    """Those of which a name is one slip away from a word that is in no name as typed."""
    found = called(reader, kind, word)
    return [] if any(one.match is not Match.SLIP for one in found) else [one.called.key for one in found]
