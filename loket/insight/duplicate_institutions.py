"""Institutions that may be there twice: pairs that look alike by name, other name, place and website, each with its reasons."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from loket.insight.lists.row_sql import lists_of
from loket.language.name_ranking import folded
from loket.models.words import InstitutionKind
from loket.store.reader import Reader

if TYPE_CHECKING:
    from loket.store.database import Store

LIKE_ENOUGH = 88
"""How alike names must be, in per cent, that nothing else speaks for."""
_WITH_WEBSITE = 55
_COMPARED = 200
_LEAST = 78
_OTHER_CODE, _OTHER_KIND = 10, 12


class DuplicateReason(Enum):
    """Why two are proposed."""

    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"
    OTHER_NAME = "other_name"
    PLACE = "place"
    WEBSITE = "website"


@dataclass(frozen=True, slots=True)
class DuplicateCandidate:
    """One of the two: who it is, and how much hangs on it."""

    id: int
    name: str
    short_name: str
    kind: InstitutionKind | None
    city: str
    agb: str
    website: str
    epd_vendor: str
    advisor: str
    aliases: tuple[str, ...]
    contacts: int
    requests: int
    conversations: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that may be one; `score` is in per cent, the first has most records."""

    first: DuplicateCandidate
    second: DuplicateCandidate
    score: int
    reasons: tuple[DuplicateReason, ...]


def duplicates(store: Store) -> tuple[Pair, ...]:
    """The pairs that may be one, the likeliest first; what somebody said not to be the same, and what was split, is left out."""
    with store.read() as reader:
        found = _candidates(reader)
        apart = {frozenset(row) for row in reader.rows("SELECT institution_id, other_id FROM distinct_institutions")}
        apart |= {frozenset(row) for row in reader.rows("SELECT id, split_from_id FROM institution WHERE split_from_id IS NOT NULL")}
    pairs = (_pair(*two) for two in _to_compare(found) if frozenset(one.candidate.id for one in two) not in apart)
    likely = [pair for pair in pairs if pair is not None]
    return tuple(sorted(likely, key=lambda pair: (-pair.score, pair.first.name.casefold(), pair.first.id, pair.second.id)))


def like_institution(reader: Reader, values: Mapping[str, Any]) -> list[tuple[DuplicateCandidate, int]]:
    """The institutions that one of these values looks like, each with how much, in per cent: the field's names are those of a form."""
    kind = values.get("kind")
    new = DuplicateCandidate(
        0, str(values["name"]), str(values.get("short_name") or ""), InstitutionKind(kind) if kind else None,
        str(values.get("city") or ""), str(values.get("agb") or ""), str(values.get("website") or ""), "", "",
        tuple(values.get("aliases") or ()), 0, 0, 0,
    )  # fmt: skip
    told = _told(new)
    pairs = [(other.candidate, _pair(told, other)) for other in _candidates(reader)]
    return [(other, pair.score) for other, pair in pairs if pair is not None]


def _candidates(reader: Reader) -> list[_Told]:
    aliases = lists_of(reader, "SELECT institution_id, alias FROM institution_alias ORDER BY 1, 2")
    found = reader.records(
        DuplicateCandidate,
        f"""SELECT x.id, x.name, coalesce(x.short_name, '') AS short_name, x.kind, coalesce(x.city, '') AS city,
            coalesce(x.agb, '') AS agb, coalesce(x.website, '') AS website, coalesce(x.epd_vendor, '') AS epd_vendor,
            coalesce(a.name, '') AS advisor, (SELECT count(*) FROM contact c WHERE c.institution_id = x.id) AS contacts,
            (SELECT count(*) FROM support_request r WHERE r.institution_id = x.id) AS requests,
            (SELECT count(*) FROM conversation_institution l WHERE l.institution_id = x.id) AS conversations
        FROM institution x LEFT JOIN advisor a ON a.id = x.advisor_id
        WHERE x.active AND x.merged_into_id IS NULL AND {reader.viewer.sees()} ORDER BY x.id""",
        filled={"aliases": lambda row: aliases.get(row["id"], ())},
    )
    return [_told(one) for one in found]


@dataclass(frozen=True, slots=True)
class _Told:
    """A candidate with its names as they are compared."""

    candidate: DuplicateCandidate
    full: str
    core: str
    other: frozenset[str]
    host: str
    city: str


def _told(one: DuplicateCandidate) -> _Told:
    city = " ".join(_WORDS.findall(folded(one.city)))
    other = frozenset(_full(name) for name in (one.short_name, *one.aliases) if name)
    return _Told(one, _full(one.name), _core(one.name, city), other, _host(one.website), _CITIES.get(city, city))


_WORDS = re.compile(r"[^\W_]+")
_LOCATION = re.compile(r"\s*(?:[-,(]\s*)?\b(?:locatie|loc|vestiging)\b.*|\s*\([^)]*\)\s*$", re.IGNORECASE)
_SPELLED = {
    "zkh": "ziekenhuis", "zh": "ziekenhuis", "ziekenh": "ziekenhuis", "hosp": "ziekenhuis", "st": "sint", "mc": "medisch centrum",
    "umc": "universitair medisch centrum", "centre": "centrum", "center": "centrum", "clinic": "kliniek", "clinics": "kliniek",
    "klinieken": "kliniek", "ziekenhuizen": "ziekenhuis", "ziekenhuisgroep": "ziekenhuis", "dr": "",
}  # fmt: skip
_GLUED = ("ziekenhuizen", "ziekenhuis", "klinieken", "kliniek", "umc")
_CITIES = {"den haag": "s gravenhage", "den bosch": "s hertogenbosch"}
_EMPTY = frozenset(
    {"ziekenhuis", "medisch", "centrum", "universitair", "stichting", "bv", "b", "v", "nv", "kliniek", "zorggroep", "groep"}
    | {"de", "het", "van", "voor", "en", "the", "zbc", "in", "te", "t"}
)  # fmt: skip


def _full(name: str) -> str:
    """A name with its abbreviations written out, without its location."""
    begin = name[:_COMPARED]
    return " ".join(_spelled(_LOCATION.sub("", begin) or begin))


def _spelled(name: str) -> Iterator[str]:
    for part in _WORDS.findall(folded(name)):
        yield from _SPELLED.get(part, part).split()


def _core(name: str, city: str) -> str:
    """What tells an institution from others: its name without the words that most have, and without its place where more is left."""
    parts = [_unglued(part) for part in _full(name).split() if part not in _EMPTY]
    places = set(_WORDS.findall(city))
    return " ".join(part for part in parts if part not in places) or " ".join(parts) or _full(name)


def _unglued(part: str) -> str:
    for end in _GLUED:
        if part.endswith(end) and len(part) - len(end) >= 4:
            return part.removesuffix(end)
    return part


def _host(website: str) -> str:
    """The site without `www.`; nothing when there is none, or what stands there is no address."""
    try:
        host = urlsplit(website if "//" in website else f"//{website}").hostname
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")


def _to_compare(found: Iterable[_Told]) -> list[tuple[_Told, _Told]]:
    """Pairs that share the beginning of a word, a name or a website: comparing all with all takes too long where there are many."""
    blocks: dict[str, list[_Told]] = defaultdict(list)
    for one in found:
        keys = {f"word {part[:4]}" for part in one.core.split()} | {f"name {name}" for name in (one.full, *one.other)}
        for key in keys | ({f"site {one.host}"} if one.host else set()):
            blocks[key].append(one)
    pairs = {(a.candidate.id, b.candidate.id): (a, b) for block in blocks.values() for a, b in combinations(block, 2)}
    return list(pairs.values())


def _pair(one: _Told, other: _Told) -> Pair | None:
    """The two as a proposal, unless too little speaks for it."""
    from rapidfuzz import fuzz

    a, b = one.candidate, other.candidate
    elsewhere = bool(one.city and other.city) and one.city != other.city
    if elsewhere and one.full != other.full:
        return None
    score = fuzz.token_sort_ratio(one.core, other.core)
    reasons = [DuplicateReason.SAME_NAME if one.full == other.full else DuplicateReason.LIKE_NAME] if score >= LIKE_ENOUGH else []
    if one.full in other.other or other.full in one.other:
        score = max(score, 95)
        reasons.append(DuplicateReason.OTHER_NAME)
    if one.host and one.host == other.host and score >= _WITH_WEBSITE:
        score = max(score, LIKE_ENOUGH + 4)
        reasons.append(DuplicateReason.WEBSITE)
    score -= _OTHER_CODE * ((bool(a.agb and b.agb)) + elsewhere)
    if a.kind and b.kind and a.kind is not b.kind:
        score -= _OTHER_KIND
    if not reasons or score < _LEAST:
        return None
    if one.city and one.city == other.city:
        reasons.append(DuplicateReason.PLACE)
    first, second = sorted((a, b), key=lambda told: (-(told.contacts + told.requests + told.conversations), told.id))
    return Pair(first, second, round(score), tuple(reasons))
