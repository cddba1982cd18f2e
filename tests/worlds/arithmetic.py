"""Days, months and percentiles, reckoned apart from the program's own."""

from __future__ import annotations

from datetime import date, timedelta


def day(cell: str | None) -> date | None:
    """The date of a cell, None for an empty one."""
    return date.fromisoformat(cell) if cell else None


def percentile(values: list[int], tenths: int) -> float | None:
    """Linear interpolation at q·(n−1); whole days and tenths of q make one decimal exact."""
    if not values:
        return None
    ordered = sorted(values)
    whole, rest = divmod(tenths * (len(ordered) - 1), 10)
    above = ordered[min(whole + 1, len(ordered) - 1)]
    return (10 * ordered[whole] + rest * (above - ordered[whole])) / 10


def months(start: date, end: date) -> list[tuple[str, date, date]]:
    """Each month of the period with its first and last day inside it."""
    found = []
    first = start
    while first <= end:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        found.append((f"{first:%Y-%m}", first, min(following - timedelta(days=1), end)))
        first = following
    return found
