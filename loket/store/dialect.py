"""What SQLite and PostgreSQL say differently in plain SQL: the one adapter that insight's queries use."""

from __future__ import annotations

import re
from dataclasses import dataclass

WRITERS_LOCK = 727_273  # the advisory lock that makes PostgreSQL's writers take turns: sequence order is commit order

_NAMED = re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Dialect:
    """Pieces of SQL that differ. Arguments are SQL expressions, not values."""

    name: str

    @property
    def is_postgresql(self) -> bool:
        """Whether this is PostgreSQL."""
        return self.name == "postgresql"

    def days_between(self, earlier: str, later: str) -> str:
        """Whole days from one date to another."""
        if self.is_postgresql:
            return f"(({later})::date - ({earlier})::date)"
        return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"

    def month(self, day: str) -> str:
        """The month of a date as `2026-11`."""
        return f"to_char({day}, 'YYYY-MM')" if self.is_postgresql else f"substr({day}, 1, 7)"

    def gathered(self, number: str) -> str:
        """An aggregate: the numbers of all rows as one text, for `is_among`."""
        return f"coalesce(string_agg(({number})::text, ','), '')" if self.is_postgresql else f"json_group_array({number})"

    def is_among(self, number: str, gathered: str) -> str:
        """The condition that a number is one of those in a text that `gathered` made."""
        if self.is_postgresql:
            return f"{number} = ANY (CAST(string_to_array({gathered}, ',') AS bigint[]))"
        return f"{number} IN (SELECT value FROM json_each({gathered}))"

    def later(self, *expressions: str) -> str:
        """The latest of some dates, empty ones left out; empty when all are."""
        if self.is_postgresql:
            return f"GREATEST({', '.join(expressions)})"
        filled = ", ".join(f"coalesce({e}, '')" for e in expressions)
        return f"nullif(max({filled}), '')"

    def prepare(self, sql: str) -> str:
        """A query with `:name` parameters as the driver wants it."""
        if not self.is_postgresql:
            return sql
        return _NAMED.sub(r"%(\1)s", sql.replace("%", "%%"))


SQLITE = Dialect("sqlite")
POSTGRESQL = Dialect("postgresql")
