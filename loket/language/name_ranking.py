"""Which names a typed text can mean, the likeliest first: pickers, search, lists and quick entry all ask here.

In this order: the whole name (a short name or any other), the beginning of a name, of a word in it, letters within a word, where it is
(its place, whose it is), and last what is one slip of the finger away: one letter wrong, missing, too many, or two swapped. Slips are
looked for only when nothing begins as typed. Case, accents, signs and spaces make no difference; `st` is `sint`, `zkh` is `ziekenhuis`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache


class Match(IntEnum):
    """How a typed text meets a name; the lower, the likelier."""

    WHOLE = 0
    BEGIN = 1
    WORD = 2
    WITHIN = 3
    PLACE = 4
    SLIP = 5


@dataclass(frozen=True, slots=True)
class Called:
    """What can be meant: its key, its own name, its short name, its other names, and where it is. `past` comes after what is there now."""

    key: int
    name: str
    short: str = ""
    others: tuple[str, ...] = ()
    place: str = ""
    past: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, its own first."""
        return (self.name, *((self.short,) if self.short else ()), *self.others)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One that can be meant, how it is met, and by which of its names."""

    called: Called
    match: Match
    by: str


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A text as names are compared: its words, and its letters without anything between them."""

    words: tuple[str, ...]
    letters: str


@dataclass(frozen=True, slots=True)
class _Told:
    """All that one is called, spelled; `every` holds all of it, to tell quickly who cannot be meant."""

    names: tuple[tuple[str, _Spelled], ...]
    words: tuple[str, ...]
    place: tuple[str, ...]
    every: str


_WORDS = re.compile(r"[^\W_]+")
_SHORT_FOR = {"st": "sint", "zkh": "ziekenhuis", "zh": "ziekenhuis"}
_LEAST_FOR_SLIP = 3
_LEAST_FOR_BEGUN_SLIP = 4


def _spelled(text: str) -> _Spelled:
    words = tuple(_SHORT_FOR.get(word, word) for word in _WORDS.findall(folded(text)))
    return _Spelled(words, "".join(words))


@lru_cache(maxsize=65_536)
def _told(called: Called) -> _Told:
    names = tuple((name, _spelled(name)) for name in called.names)
    words = tuple(word for _name, spelled in names for word in spelled.words)
    place = _spelled(called.place).words
    return _Told(names, words, place, " ".join((*words, *place, *(spelled.letters for _name, spelled in names))))


def folded(text: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()


def ranked(known: Iterable[Called], typed: str) -> list[Ranked]:
    """What `typed` can mean, likeliest first; nothing for a text without letters."""
    asked = _spelled(typed)
    if not asked.words:
        return []
    every = [(called, _told(called)) for called in known]
    found = _ordered(one for one in (_met(called, told, asked) for called, told in every) if one is not None)
    if found and found[0].match <= Match.WORD:
        return found
    there = {one.called.key for one in found}
    meant = _Slips({word for _called, told in every for word in (*told.words, *(name.letters for _name, name in told.names))})
    slips = (_slipped(called, told, asked, meant) for called, told in every if called.key not in there)
    return [*found, *_ordered(one for one in slips if one is not None)]


def _ordered(found: Iterable[Ranked]) -> list[Ranked]:
    return sorted(found, key=lambda one: (one.match, one.called.past, *_among_equals(one)))


def _among_equals(one: Ranked) -> tuple[int, int, str, int]:
    """Of equal matches: its own names before others, the shortest first, since most of it was typed."""
    called = one.called
    return (one.by not in (called.name, called.short), len(one.by), folded(called.name), called.key)


def _met(called: Called, told: _Told, asked: _Spelled) -> Ranked | None:
    if asked.letters not in told.every and not all(word in told.every for word in asked.words):
        return None
    best: tuple[Match, str] | None = None
    for name, spelled in told.names:
        match = _by_name(spelled, asked)
        if match is not None and (best is None or match < best[0]):
            best = match, name
    if best is None:
        # Words of one name and another, or of a name and where it is: `antonius nieuwegein`.
        matches = [_by_word(word, told.words) or (Match.PLACE if _begins(word, told.place) else None) for word in asked.words]
        if any(match is None for match in matches):
            return None
        best = max(match for match in matches if match is not None), called.name
    return Ranked(called, *best)


def _by_name(name: _Spelled, asked: _Spelled) -> Match | None:
    if name.letters == asked.letters:
        return Match.WHOLE
    if name.letters.startswith(asked.letters):
        return Match.BEGIN
    matches = [_by_word(word, name.words) for word in asked.words]
    if all(match is not None for match in matches):
        return max(match for match in matches if match is not None)
    return Match.WITHIN if len(asked.words) == 1 and asked.letters in name.letters else None


def _by_word(typed: str, words: Sequence[str]) -> Match | None:
    if _begins(typed, words):
        return Match.WORD
    return Match.WITHIN if any(typed in word for word in words) else None


def _begins(typed: str, words: Sequence[str]) -> bool:
    return any(word.startswith(typed) for word in words)


def _slipped(called: Called, told: _Told, asked: _Spelled, meant: _Slips) -> Ranked | None:
    whole = meant.of(asked.letters)
    for name, spelled in told.names:
        if spelled.letters in whole:
            return Ranked(called, Match.SLIP, name)
    if all(_by_word(word, told.words) or _begins(word, told.place) or not meant.of(word).isdisjoint(told.words) for word in asked.words):
        return Ranked(called, Match.SLIP, called.name)
    return None


class _Slips:
    """Which of many words a typed one is a slip of: it is one slip away from the word or, with four letters or more, its beginning."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)
        self._found: dict[str, frozenset[str]] = {}

    def of(self, typed: str) -> frozenset[str]:
        """The words that it can be a slip of."""
        if typed not in self._found:
            self._found[typed] = frozenset(self._near(typed))
        return self._found[typed]

    def _near(self, typed: str) -> Iterator[str]:
        from rapidfuzz import process  # 15 ms, only when nothing begins as typed
        from rapidfuzz.distance import OSA

        many = len(typed)
        if many < _LEAST_FOR_SLIP:
            return
        begun = (many - 1, many, many + 1) if many >= _LEAST_FOR_BEGUN_SLIP else ()
        beginnings: dict[str, list[str]] = {}
        for word in self._words:
            if abs(len(word) - many) <= 1:
                beginnings.setdefault(word, []).append(word)
            for end in begun:
                if end < len(word):
                    beginnings.setdefault(word[:end], []).append(word)
        for beginning, _distance, _place in process.extract_iter(typed, list(beginnings), scorer=OSA.distance, score_cutoff=1):
            yield from beginnings[beginning]
