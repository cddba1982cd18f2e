"""Finding in a text the names that loket knows. What it does not know, a person must find."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

TAKEN_OUT = "[…]"
_SHORTEST, _SHORTEST_SURNAME, _SHORTEST_CAPITALS = 4, 3, 2
_INITIALS = re.compile(r"^(?:(?:dr|drs|prof|ir|mr|mw|dhr|mevr)\.?\s+|[A-Z]{1,2}\.\s*)+", re.IGNORECASE)


class KnownNames:
    """The names of organisations and people. `exact` are words that are names only when they are written just so."""

    def __init__(self, organisations: Iterable[str], people: Iterable[str], exact: Iterable[str] = ()) -> None:
        organisations, people = tuple(organisations), tuple(people)
        whole = {name.strip() for name in (*organisations, *people)}
        surnames = {_INITIALS.sub("", name.strip()) for name in people} - whole
        capitals = {name.strip() for name in organisations if name.strip().isupper() and len(name.strip()) < _SHORTEST}
        self._patterns = [
            pattern
            for pattern in (
                _any_of(whole, _SHORTEST, re.IGNORECASE),
                _any_of({form for name in surnames for form in _forms(name)}, _SHORTEST_SURNAME),
                _any_of({*capitals, *exact}, _SHORTEST_CAPITALS),
            )
            if pattern is not None
        ]
        self.taken_out = 0

    def without(self, text: str) -> str:
        """The text with `[…]` for each name that is known; `taken_out` counts what was found so far."""
        for pattern in self._patterns:
            text, many = pattern.subn(TAKEN_OUT, text)
            self.taken_out += many
        return text

    def found(self, text: str) -> tuple[str, ...]:
        """The names in a text as they are written there, in their order, each once."""
        return tuple(dict.fromkeys(name for _place, name in sorted(self._found(text))))

    def _found(self, text: str) -> Iterator[tuple[int, str]]:
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                yield match.start(), match.group()
            text = pattern.sub(lambda match: " " * len(match.group()), text)


def _forms(surname: str) -> tuple[str, str]:
    """`de Wit` as in a name, and `De Wit` as after mevrouw."""
    return surname, surname[:1].upper() + surname[1:]


def _any_of(names: Iterable[str], shortest: int, flags: int = 0) -> re.Pattern[str] | None:
    told = sorted({name for name in names if len(name) >= shortest}, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in told) + r")(?!\w)", flags) if told else None
