"""The names that loket knows, to take out of a text before it leaves the house."""

from __future__ import annotations

from loket.language.known_names import TAKEN_OUT, KnownNames
from loket.store.reader import Reader

__all__ = ["TAKEN_OUT", "Names"]


class Names(KnownNames):
    """The names of institutions, contacts and advisors."""

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
