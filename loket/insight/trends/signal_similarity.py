"""How similar signals are: points for the same obstacle, theme and words, so that a person can count after.

Pure: texts in, points out, the same on every computer. The rule in words is in `docs/trends.md`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loket.language.name_ranking import folded

OBSTACLE, THEME, MOST_WORDS, HALF_OF_THE_WORDS = 3, 1, 4, 1
ENOUGH = 4
"""From so many points on two are alike: the same obstacle (which brings its theme), or the same theme and three words."""
MAIN_SHARE = 4
"""A trend's obstacles are those of at least one in so many of its signals: a trend that mixes everything has none."""
_COMMON_SHARE, _COMMON_FROM = 5, 25
_LEAST_SHARE = 4
_USUAL_WORDS = 24
_PIECES = re.compile(r"[^\W\d_]{3,}")
_SHORTEST_PART = 4

_SAYING_NOTHING = """
    aan al alle alleen als altijd andere anders bij dan dat deze die dit doen door dus een eerst eigen elk elke enkele geen gaat gaan
    gehoord goed had half hebben heeft hem hen het hier hoe hun iedere ieder iets ik in is ja kan komen komt kunnen laat ligt maar me
    meer men met mij moet moeten na naar nee niet niets nog nooit nu of om omdat onder ons onze ook op over per pas staan staat te tegen
    tijdens toch toe tot twee drie vier uit van vanaf veel voor voordat waar waarom wanneer want was wat weer wel welke werd weten wie wij
    wil willen word worden wordt zal zelf zich zien ziet zij zijn zo zonder zou zullen
    about and are for from have not that the their they this was with
    """
_STOP_WORDS = frozenset(_SAYING_NOTHING.split())


def stem(word: str) -> str:
    """A word without its commonest endings: `vragenlijsten` and `vragenlijst`, `brieven` and `brief` are one."""
    if len(word) > 5 and word.endswith("heden"):
        return word[:-5] + "heid"
    if len(word) > 4 and word.endswith("s") and (word[-2] not in "aeious" or word.endswith("ies")):
        word = word[:-1]
    for ending, least in (("ingen", 4), ("ing", 4), ("en", 3), ("e", 4)):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: -len(ending)]
            break
    word = re.sub(r"([aeou])\1([^aeiou])$", r"\1\2", word)
    if len(word) > 4 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] + {"v": "f", "z": "s"}.get(word[-1], word[-1])


@dataclass(frozen=True, slots=True)
class Similarity:
    """Why two are alike. `words` are the words that both have, as somebody wrote them."""

    points: int = 0
    obstacle: bool = False
    theme: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignalText:
    """A text with the theme and obstacle that were named with it; `words` are its telling words."""

    id: int
    theme: int | None
    obstacle: int | None
    words: frozenset[str]


class Vocabulary:
    """The words of everything that is compared: which are too common to tell anything, and which are made of two others."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._stems: dict[str, str] = {}
        self._pieces = {text: self._taken_apart(text) for text in dict.fromkeys(texts)}
        spelled: dict[str, Counter[str]] = {}
        for pieces in self._pieces.values():
            for found, written in pieces.items():
                spelled.setdefault(found, Counter())[written] += 1
        self._spelled = spelled
        self._parts = {word: self._split(word) for word in spelled}
        held = Counter(part for text in self._pieces for part in self._all_words(text))
        most = len(self._pieces) // _COMMON_SHARE if len(self._pieces) >= _COMMON_FROM else len(self._pieces)
        self._common = frozenset(word for word, many in held.items() if many > most)
        self._telling: dict[str, frozenset[str]] = {}

    def words(self, text: str) -> frozenset[str]:
        """The telling words of one of the texts, their endings off, long ones taken apart."""
        if text not in self._telling:
            self._telling[text] = frozenset(self._all_words(text) - self._common)
        return self._telling[text]

    def shown(self, words: Iterable[str]) -> tuple[str, ...]:
        """Words as they were written most often, in alphabetical order."""
        spelled = [(word, self._spelled.get(word)) for word in words]
        return tuple(sorted(min(forms, key=lambda form: (-forms[form], len(form), form)) if forms else word for word, forms in spelled))

    def _taken_apart(self, text: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for written in _PIECES.findall(text.lower()):
            if written not in self._stems:
                plain = folded(written)
                self._stems[written] = "" if plain in _STOP_WORDS else stem(plain)
            found[self._stems[written]] = written
        found.pop("", None)
        return found

    def _all_words(self, text: str) -> set[str]:
        return {part for word in self._pieces[text] for part in self._parts[word]}

    def _split(self, word: str) -> tuple[str, ...]:
        """`koppelkosten` is `koppeling` and `kosten`, when both are words of their own here."""
        ways = []
        for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            first, last = stem(word[:place]), word[place:]
            if first in self._spelled and last in self._spelled:
                ways.append((min(len(first), len(last)), first, last))
        return max(ways)[1:] if ways else (word,)


@dataclass(frozen=True, slots=True)
class SignalGroup:
    """What a signal may belong to: a trend, or loose signals that are alike. `words` are those of its title and its usual ones."""

    id: int
    theme: int | None
    obstacles: frozenset[int]
    title: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, number: int, theme: int | None, title: frozenset[str], signals: Sequence[SignalText]) -> SignalGroup:
        """A trend with its signals; without a theme of its own, that of most of its signals."""
        named = Counter(one.obstacle for one in signals if one.obstacle is not None)
        obstacles = frozenset(obstacle for obstacle, many in named.items() if many * MAIN_SHARE >= named.total())
        themes = Counter(one.theme for one in signals if one.theme is not None)
        usual = min(themes, key=lambda one: (-themes[one], one)) if themes else None
        held = Counter(word for one in signals for word in one.words)
        most = sorted(held, key=lambda word: (-held[word], word))[:_USUAL_WORDS]
        return cls(number, usual if theme is None else theme, obstacles, title, title.union(most))

    def similarity(self, signal: SignalText) -> tuple[int, frozenset[str]]:
        """The points of a signal, and the words that it shares."""
        shared = self.words & signal.words
        if len(shared) * _LEAST_SHARE < min(len(signal.words), len(self.words)):
            shared = frozenset()
        points = word_points(shared, signal.words, self.title)
        if signal.obstacle in self.obstacles:
            points += OBSTACLE
        if self.theme is not None and signal.theme == self.theme:
            points += THEME
        return points, shared

    def why(self, signal: SignalText, vocabulary: Vocabulary) -> Similarity:
        """The similarity with its reasons, the words as they were written."""
        points, shared = self.similarity(signal)
        same_theme = self.theme is not None and signal.theme == self.theme
        return Similarity(points, signal.obstacle in self.obstacles, same_theme, vocabulary.shown(shared))


def most_similar(signal: SignalText, groups: Iterable[SignalGroup], apart: frozenset[int] = frozenset()) -> SignalGroup | None:
    """The group that a signal is most like, and like enough; `apart` are those that somebody said it does not belong to."""
    best, most = None, (ENOUGH - 1, 0)
    for one in groups:
        if one.id not in apart:
            points, shared = one.similarity(signal)
            if (points, len(shared)) > most and points >= ENOUGH:
                best, most = one, (points, len(shared))
    return best


def word_points(shared: frozenset[str], *texts: frozenset[str]) -> int:
    """A point a shared word, up to four; one more when they are half of the words of one of the texts."""
    if not shared:
        return 0
    half = any(text and 2 * len(shared & text) >= len(text) for text in texts)
    return min(len(shared), MOST_WORDS) + HALF_OF_THE_WORDS * half
