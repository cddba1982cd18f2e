"""A moment of knowledge in words."""

from __future__ import annotations

from datetime import date, datetime

from loket.language.formats import clock, written_date
from loket.store.as_of import Moment


def written_moment(moment: Moment) -> str:
    """`21 november 2026`, with the time where one was asked for."""
    if len(moment.at) <= 10:
        return written_date(date.fromisoformat(moment.at))
    when = datetime.fromisoformat(moment.at)
    return f"{written_date(when.date())} {clock(when)}"
