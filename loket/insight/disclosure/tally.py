"""A count on its way out: how many, from how many institutions, and how many are left of what it is a part of."""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[str | None, ...]
"""Where a count stands: `("requests_referred", "numerator")`, `("requests_by_theme", "3", "count")`."""

SMALLEST = 5
"""Below this a count is hidden; `--min-count` asks for more."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A count and the distinct institutions behind it. `rest`: what it leaves of its denominator, with its institutions.

    `of_institutions`: it counts institutions, each once, and so says how many are behind it.
    """

    value: int
    institutions: int
    rest: Tally | None = None
    of_institutions: bool = False

    def is_small(self, least: int) -> bool:
        """Whether it must be hidden: 1 to `least` − 1, or from fewer than `least` institutions. Nothing is not small."""
        return self.value > 0 and (self.value < least or self.institutions < least)

    def leaves_little(self, least: int) -> bool:
        """Whether its complement must be hidden, and it with it."""
        return self.rest is not None and self.rest.is_small(least)
