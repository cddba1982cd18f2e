"""Bars, shades and sparklines of blocks, always beside their number; and a share in words: `n/N`, per cent."""

from __future__ import annotations

from collections.abc import Sequence

from loket.language.formats import number

_FULL, _EMPTY = "█", "░"
_SHADES = " ░▒▓█"
_STEPS = "▁▂▃▄▅▆▇█"
# A percentage of fewer says more than is known.
SMALL = 5


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
    return figures if whole < SMALL else f"{figures} {round_half_up(100 * part, whole)}%"


def fraction(part: int, whole: int | None) -> str:
    """`n/N` with both as people write them; `–/0` when there is nothing to be a part of, `n` when it is of nothing."""
    if whole is None:
        return number(part)
    return f"{number(part)}/{number(whole)}" if whole else f"{number(part) if part else '–'}/0"


def percent(part: int, whole: int | None) -> str:
    """The per cent of five or more."""
    return f"{round_half_up(100 * part, whole)}%" if whole and whole >= SMALL else ""


def round_half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` to the nearest whole number, a half upwards."""
    return (2 * numerator + denominator) // (2 * denominator)


def shade(value: float, top: float) -> str:
    """One cell of a heat map, beside which the number stands."""
    if top <= 0 or value <= 0:
        return _SHADES[0]
    steps = len(_SHADES) - 1
    return _SHADES[min(steps, max(1, round(value / top * steps)))]


def step(value: float, top: float) -> str:
    """One column of a sparkline: eight heights up to `top`; blank for nothing."""
    if top <= 0 or value <= 0:
        return " "
    return _STEPS[min(len(_STEPS) - 1, int(value / top * len(_STEPS)))]


def sparkline(values: Sequence[int | None]) -> str:
    """A column a value, from zero up to the highest; `·` where nothing is known."""
    top = max((value for value in values if value is not None), default=0)
    return "".join("·" if value is None else step(value, top) if value else _STEPS[0] for value in values)
