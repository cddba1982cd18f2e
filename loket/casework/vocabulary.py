"""The words that markers in quick entry can name, and how a beginning finds the one that is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from loket.store.database import Store

Meaning = TypeVar("Meaning", bound=Hashable)

_WORDS = re.compile(r"\w+")
_SMALL_WORDS = frozenset({"de", "den", "der", "en", "het", "in", "of", "op", "te", "ten", "van", "voor", "and", "the"})


@dataclass(frozen=True, slots=True)
class ThemeWord:
    """A theme as it can be named: by number or by a word of its label."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class ObstacleWord:
    """An obstacle as it can be named: by a word of its label; it brings its theme's number."""

    label: str
    theme: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known: themes, obstacles, the names of advisors, and for notes the institutions in the conversation."""

    themes: tuple[ThemeWord, ...] = ()
    obstacles: tuple[ObstacleWord, ...] = ()
    advisors: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The vocabulary of a database, with the numbers behind the names."""

    vocabulary: Vocabulary
    obstacle_ids: Mapping[str, int]
    advisor_ids: Mapping[str, int]


def known_words(store: Store) -> KnownWords:
    """What this database knows now. Loads no SQLModel; keep it while a person types."""
    with store.read() as reader:
        themes = reader.rows("SELECT id, label FROM theme ORDER BY id")
        obstacles = reader.rows("SELECT id, label, theme_id FROM obstacle WHERE active ORDER BY id")
        advisors = reader.rows("SELECT id, name FROM advisor WHERE active ORDER BY name")
    vocabulary = Vocabulary(
        tuple(ThemeWord(number, label) for number, label in themes),
        tuple(ObstacleWord(label, theme) for _number, label, theme in obstacles),
        tuple(name for _number, name in advisors),
    )
    return KnownWords(vocabulary, {label: number for number, label, _theme in obstacles}, {name: n for n, name in advisors})


def fold(text: str) -> str:
    """`text` without case and accents, for comparing."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def known(typed: str, words: Iterable[tuple[str, Meaning]]) -> set[Meaning]:
    """What `typed` can mean: a whole word's meaning when it is one, else those of all words that begin with it."""
    wanted = fold(typed)
    if not wanted:
        return set()
    exact: set[Meaning] = set()
    begun: set[Meaning] = set()
    for word, meaning in words:
        folded = fold(word)
        if folded == wanted:
            exact.add(meaning)
        elif folded.startswith(wanted):
            begun.add(meaning)
    return exact if len(exact) == 1 else exact | begun


def label_words(label: str) -> list[str]:
    """The words of a label by which it can be named."""
    return [word for word in _WORDS.findall(label) if fold(word) not in _SMALL_WORDS]
