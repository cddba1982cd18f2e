"""How much two names of institutions look alike: what kind of house it is says less than what it is called."""

from __future__ import annotations

import re
import unicodedata

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_LONG = {
    "zkh": "ziekenhuis",
    "zh": "ziekenhuis",
    "zks": "ziekenhuis",
    "ziekenh": "ziekenhuis",
    "kl": "kliniek",
    "mc": "medisch centrum",
    "mch": "medisch centrum",
    "st": "sint",
    "loc": "locatie",
    "stg": "stichting",
}
_SAYS_LITTLE = frozenset(
    {"ziekenhuis", "ziekenhuizen", "hospital", "kliniek", "klinieken", "zorgkliniek", "medisch", "centrum", "centra", "universitair", "umc"}
    | {"stichting", "groep", "zorg", "zorggroep", "locatie", "bv", "de", "het", "en", "van", "der", "den", "in", "te", "aan"}
)
_NOT_THE_SAME = 0.97
_WITHOUT_BRACKETS = 0.95
_PART_OF = 0.9
_NAME, _WHOLE = 0.65, 0.35


def likeness(one: str, other: str) -> float:
    """From 0 to 0.97: names that are the same are not compared here."""
    score = _score(_words(one), _words(other))
    shorter = _BRACKETS.sub(" ", one)
    if shorter != one and shorter.strip():
        score = max(score, _WITHOUT_BRACKETS * _score(_words(shorter), _words(other)))
    return min(score, _NOT_THE_SAME)


def _words(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    found = [word for word in _NO_LETTER.split(plain.replace("'", "").replace("’", "")) if word]
    return " ".join(_LONG.get(word, word) for word in found).split()


def _score(one: list[str], other: list[str]) -> float:
    from rapidfuzz import fuzz

    if not one or not other:
        return 0.0
    whole = fuzz.token_sort_ratio(" ".join(one), " ".join(other)) / 100
    names = [" ".join(word for word in words if word not in _SAYS_LITTLE) for words in (one, other)]
    if not all(names):
        return whole
    name = max(fuzz.token_sort_ratio(*names), _PART_OF * fuzz.token_set_ratio(*names)) / 100
    return _NAME * name + _WHOLE * whole
