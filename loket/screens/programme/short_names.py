"""Names of institutions short enough to stand above a narrow column, and still told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from loket.widgets.text import one_line

_USUAL = frozenset({"ziekenhuis", "zkh", "zkh.", "kliniek", "kl.", "umc", "medisch", "centrum", "de", "het", "stichting"})


def short_names(names: Sequence[str], width: int) -> list[str]:
    """The telling word of each name in `width` cells; those that would look the same get a letter of their kind, else a number."""
    words = [_telling(name) for name in names]
    short = [word[:width] for word in words]
    many = Counter(short)
    short = [
        f"{one_line(name)[:1]}.{word}"[:width] if many[text] > 1 else text for name, word, text in zip(names, words, short, strict=True)
    ]
    many, seen = Counter(short), Counter[str]()
    for place, text in enumerate(short):
        if many[text] > 1:
            seen[text] += 1
            number = str(seen[text])
            short[place] = f"{text[: width - len(number)]}{number}"
    return short


def _telling(name: str) -> str:
    line = one_line(name)
    words = [word for word in line.split() if word.casefold() not in _USUAL]
    return words[0] if words else line
