"""How a mail addresses a person: `Anna` of `dr. Anna de Wit`, but `A. de Wit` as a whole."""

from __future__ import annotations

NOBODY = "collega"
"""Whom a mail addresses that has no name to address; the mails are Dutch, whatever the language of the screen."""

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
