"""Texts that people start from: filling in what is known, what may be sent of them, and how a mail addresses a person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_WORD = re.compile(r"\{(\w+)\}")


def filled(text: str, words: Mapping[str, str | None]) -> str:
    """The text with its words filled in; a word that is not known, or whose value is None, stays as it stands."""

    def value(match: re.Match[str]) -> str:
        known = words.get(match[1])
        return match[0] if known is None else known

    return _WORD.sub(value, text)


def words_in(text: str) -> tuple[str, ...]:
    """The words in braces, each once, in their order."""
    return tuple(dict.fromkeys(_WORD.findall(text)))


OWN_PART = "———"
"""A line that begins with this says that what stands below it is for ourselves."""


def shared_part(agenda: str) -> str:
    """What may be sent of an agenda: all that stands above the line that begins our own part."""
    lines = agenda.splitlines()
    end = next((place for place, line in enumerate(lines) if line.startswith(OWN_PART)), len(lines))
    return "\n".join(lines[:end]).strip()


NOBODY = "collega"
"""Whom a mail addresses that has no name to address; the mails are Dutch, whatever the language of the screen."""

MANY = "collega's"
"""Whom a mail to many addresses."""
_MOST_NAMED = 4


def greeting(names: Sequence[str | None]) -> str:
    """What comes after “Beste” in a mail to these: their names, of many none."""
    if not 0 < len(names) <= _MOST_NAMED:
        return MANY if names else NOBODY
    known = [salutation(name) for name in names]
    return " en ".join(part for part in (", ".join(known[:-1]), known[-1]) if part)


_TITLES = frozenset(
    {"prof", "prof.", "dr", "dr.", "drs", "drs.", "ing", "ing.", "ir", "ir.", "mr", "mr."}
    | {"mw", "mw.", "mevr", "mevr.", "mevrouw", "dhr", "dhr.", "heer", "ds.", "ds"}
)


def salutation(name: str | None) -> str:
    """What comes after “Beste”: the first name where one is written, else the name without titles, else a colleague."""
    last, comma, first = (name or "").strip().partition(",")
    words = (f"{first} {last}" if comma and first.strip() else last).split()
    while words and words[0].casefold() in _TITLES:
        words = words[1:]
    if not words:
        return NOBODY
    return " ".join(words) if _are_initials(words[0]) else words[0]


def _are_initials(word: str) -> bool:
    return "." in word or len(word) == 1 or (len(word) <= 3 and word.isupper())
