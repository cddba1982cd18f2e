"""The programme's window, in which learning sessions are given: what to say of a day outside it."""

from __future__ import annotations

from datetime import date

from loket.language import _
from loket.language.formats import written_date


def outside(day: date, first: date | None, last: date | None) -> str:
    """What to say of a day before the first or after the last of the programme; empty when it lies within. None is an open end."""
    if (first is None or day >= first) and (last is None or day <= last):
        return ""
    days = [written_date(one) if one else "…" for one in (first, last)]
    return _("{day} lies outside the programme ({first} – {last}).").format(day=written_date(day), first=days[0], last=days[1])
