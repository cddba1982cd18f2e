"""Bars and shades of blocks, always beside their number."""

from __future__ import annotations

_FULL, _EMPTY = "█", "░"
_SHADES = " ░▒▓█"


def bar(part: float, whole: float, width: int) -> str:
    """`width` blocks of which as many are full as `part` is of `whole`; all empty when there is no whole."""
    if width <= 0:
        return ""
    share = min(1.0, max(0.0, part / whole)) if whole else 0.0
    full = round(share * width)
    return _FULL * full + _EMPTY * (width - full)


def share(part: int, whole: int | None, unknown: int = 0) -> str:
    """`n/N  p%`: no percentage below five, `–/0` when there is nothing to divide by."""
    if whole is None:
        return str(part)
    if whole == 0:
        return "–/0"
    figures = f"{part}/{whole}"
    return figures if whole < 5 else f"{figures} {round_half_up(100 * part, whole)}%"


def round_half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` to the nearest whole number, a half upwards."""
    return (2 * numerator + denominator) // (2 * denominator)


def shade(value: float, top: float) -> str:
    """One cell of a heat map, beside which the number stands."""
    if top <= 0 or value <= 0:
        return _SHADES[0]
    steps = len(_SHADES) - 1
    return _SHADES[min(steps, max(1, round(value / top * steps)))]
