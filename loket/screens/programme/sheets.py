"""The sheets of place 9, as the header names them."""

from __future__ import annotations

from collections.abc import Mapping

from loket.language import N_, _

_SHEETS: Mapping[str, str] = {
    "sessions": N_("Sessions"),
    "fitgap": N_("Fit-gap"),
    "compare": N_("Comparison"),
    "events": N_("Events"),
    "lessons": N_("Lessons"),
}


def sheets_line(here: str, *others: str) -> str:
    """`[Leersessies] fit-gap · vergelijking · bijeenkomsten`; `others` are the sheets beside, all of them when left out."""
    wanted = [name for name in _SHEETS if name == here or name in (others or _SHEETS)]
    return " · ".join(f"[{_(_SHEETS[name])}]" if name == here else _(_SHEETS[name]).lower() for name in wanted)
