"""Taking out of a text the names that loket knows, before it leaves the house. What it does not know, a person must find."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loket.store.reading import Reader

TAKEN_OUT = "[…]"
_SHORTEST, _SHORTEST_SURNAME = 4, 3
_INITIALS = re.compile(r"^(?:(?:dr|drs|prof|ir|mr|mw|dhr|mevr)\.?\s+|[A-Z]{1,2}\.\s*)+", re.IGNORECASE)


class Names:
    """The names of institutions, contacts and advisors. `taken_out` counts what was found so far."""

    def __init__(self, institutions: Iterable[str], people: Iterable[str]) -> None:
        whole = {name.strip() for name in (*institutions, *people)}
        surnames = {_INITIALS.sub("", name.strip()) for name in people} - whole
        self._whole = _any_of(whole, _SHORTEST, re.IGNORECASE)
        self._surnames = _any_of({form for name in surnames for form in _forms(name)}, _SHORTEST_SURNAME)
        self.taken_out = 0

    @classmethod
    def of(cls, reader: Reader) -> Names:
        """Every name in the database."""
        institutions = reader.rows(
            "SELECT name FROM institution UNION SELECT short_name FROM institution UNION SELECT alias FROM institution_alias"
        )
        people = reader.rows(
            # Whoever only administers often has the name of a function.
            "SELECT name FROM contact UNION SELECT name FROM conversation_attendee UNION SELECT name FROM advisor WHERE role <> 'admin'"
        )
        return cls([row[0] for row in institutions if row[0]], [row[0] for row in people if row[0]])

    def without(self, text: str) -> str:
        """The text with `[…]` for each name that is known."""
        for pattern in (self._whole, self._surnames):
            if pattern is not None:
                text, many = pattern.subn(TAKEN_OUT, text)
                self.taken_out += many
        return text


def _forms(surname: str) -> tuple[str, str]:
    """`de Wit` as in a name, and `De Wit` as after mevrouw."""
    return surname, surname[:1].upper() + surname[1:]


def _any_of(names: Iterable[str], shortest: int, flags: int = 0) -> re.Pattern[str] | None:
    told = sorted({name for name in names if len(name) >= shortest}, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in told) + r")(?!\w)", flags) if told else None
