"""What a record that is being made looks like: an institution, contact, party, offering, trend or request that may be the same one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loket.insight.duplicate_institutions import like_institution
from loket.insight.lists.row_sql import lists_of
from loket.language import _
from loket.language.name_ranking import folded
from loket.models.words import RecordKind
from loket.store.reader import Reader

if TYPE_CHECKING:
    from loket.store.database import Store

Values = Mapping[str, Any]
MOST = 3
_WORDS = re.compile(r"[^\W_]+")
_LIKE = 85
_LIKE_HERE = 80
"""How alike two names or titles must be, in per cent; of one institution less will do."""


@dataclass(frozen=True, slots=True)
class Resembling:
    """A record that looks like the one that is being made, how much, in per cent, and where it is."""

    kind: RecordKind
    id: int
    name: str
    where: str
    percent: int


def resembling(store: Store, kind: RecordKind, values: Values) -> tuple[Resembling, ...]:
    """The records of a kind that look like what is being made of `values`, the likest first."""
    with store.read() as reader:
        found = sorted(_LOOKS[kind](reader, values), key=lambda one: (-one.percent, one.name.casefold(), one.id))
    return tuple(found[:MOST])


def resembling_request(store: Store, title: str, institution: int | None, party: int | None) -> tuple[str, ...]:
    """In a sentence, the request of the same institution or party that a new one looks like; nothing when there is none."""
    found = resembling(store, RecordKind.REQUEST, {"title": title, "institution_id": institution, "party_id": party})
    return tuple(
        _("Resembles {name}, {percent}%.").format(name=f"{one.kind.number(one.id)} {one.name}", percent=one.percent) for one in found[:1]
    )


def _institutions(reader: Reader, values: Values) -> Iterator[Resembling]:
    if str(values.get("name") or "").strip():
        for other, percent in like_institution(reader, values):
            yield Resembling(RecordKind.INSTITUTION, other.id, other.name, other.city, percent)


def _parties(reader: Reader, values: Values) -> Iterator[Resembling]:
    others = lists_of(reader, "SELECT party_id, alias FROM party_alias ORDER BY 1, id")
    rows = reader.rows(f"SELECT x.id, x.name FROM party x WHERE {reader.viewer.sees()}")
    every = ((number, name, "", (name, *others.get(number, ()))) for number, name in rows)
    return _like(RecordKind.PARTY, values.get("name"), every)


def _contacts(reader: Reader, values: Values) -> Iterator[Resembling]:
    """Who is called about so at the same place, or exactly so, or has the same e-mail address, elsewhere."""
    rows = reader.rows(
        f"""SELECT x.id, x.name, coalesce(i.name, p.name, ''), lower(coalesce(x.email, '')),
            coalesce(x.institution_id = :institution, FALSE) OR coalesce(x.party_id = :party, FALSE)
        FROM contact x LEFT JOIN institution i ON i.id = x.institution_id LEFT JOIN party p ON p.id = x.party_id
        WHERE x.name IS NOT NULL AND x.left_on IS NULL AND x.erased_on IS NULL AND {reader.viewer.sees()}""",
        institution=values.get("institution_id") or 0,
        party=values.get("party_id") or 0,
    )
    name, email = str(values.get("name") or ""), str(values.get("email") or "").strip().lower()
    for number, other, place, address, here in rows:
        percent = 100 if email and address == email else _percent(name, other)
        if percent >= (_LIKE_HERE if here else 100):
            yield Resembling(RecordKind.CONTACT, number, other, place, percent)


def _offerings(reader: Reader, values: Values) -> Iterator[Resembling]:
    rows = reader.rows(
        f"SELECT x.id, x.title, coalesce(x.provider, '') FROM offering x WHERE x.state <> 'lapsed' AND {reader.viewer.sees()}"
    )
    return _like(RecordKind.OFFERING, values.get("title"), ((number, title, provider, (title,)) for number, title, provider in rows))


def _trends(reader: Reader, values: Values) -> Iterator[Resembling]:
    rows = reader.rows(f"SELECT x.id, x.title FROM trend x WHERE {reader.viewer.sees()}")
    return _like(RecordKind.TREND, values.get("title"), ((number, title, "", (title,)) for number, title in rows))


def _requests(reader: Reader, values: Values) -> Iterator[Resembling]:
    """Requests of the same institution or party that were not dropped."""
    rows = reader.rows(
        f"""SELECT x.id, x.title, x.received_on FROM support_request x
        WHERE (x.institution_id = :institution OR x.party_id = :party) AND x.state <> 'dropped' AND {reader.viewer.sees()}""",
        institution=values.get("institution_id") or 0,
        party=values.get("party_id") or 0,
    )
    every = ((number, title, RecordKind.REQUEST.number(number), (title,)) for number, title, _day in rows)
    return _like(RecordKind.REQUEST, values.get("title"), every, _LIKE_HERE)


def _like(kind: RecordKind, name: Any, every: Iterable[tuple[int, str, str, tuple[str, ...]]], least: int = _LIKE) -> Iterator[Resembling]:
    for number, own, where, names in every:
        percent = max(_percent(str(name or ""), one) for one in names)
        if percent >= least:
            yield Resembling(kind, number, own, where, percent)


def _percent(one: str, other: str) -> int:
    from rapidfuzz import fuzz

    first, second = (" ".join(_WORDS.findall(folded(text))) for text in (one, other))
    return round(fuzz.token_sort_ratio(first, second)) if first and second else 0


_LOOKS: Mapping[RecordKind, Callable[[Reader, Values], Iterator[Resembling]]] = {
    RecordKind.INSTITUTION: _institutions,
    RecordKind.PARTY: _parties,
    RecordKind.CONTACT: _contacts,
    RecordKind.OFFERING: _offerings,
    RecordKind.TREND: _trends,
    RecordKind.REQUEST: _requests,
}
LOOKED_AT = frozenset(_LOOKS)
"""The kinds of record of which a new one is compared with those that are there."""
