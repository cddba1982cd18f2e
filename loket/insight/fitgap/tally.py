"""Counting gaps: unknown ones stand apart, averages are rounded half up to one decimal, 3 and 4 are large."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LARGE = 3
"""From this gap on a gap is large."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Gaps together: `tenths` is their average in tenths, None when none is known."""

    tenths: int | None
    known: int
    unknown: int
    large: int


def tally(gaps: Iterable[int | None]) -> Tally:
    """The gaps counted."""
    found = list(gaps)
    known = [gap for gap in found if gap is not None]
    tenths = (20 * sum(known) + len(known)) // (2 * len(known)) if known else None
    return Tally(tenths, len(known), len(found) - len(known), sum(1 for gap in known if gap >= LARGE))
