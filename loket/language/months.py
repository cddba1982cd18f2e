"""Months without a day: `2026-10` in the database, `okt 2026` on screen, and what people type for one."""

from __future__ import annotations

import datetime as dt
import re
from itertools import count

from loket.language import _, current_language
from loket.language.dates import FIRST_YEAR, LAST_YEAR, DateNotUnderstood
from loket.language.formats import month_name
from loket.language.vocabulary import DUTCH, ENGLISH

_NUMBERS = re.compile(r"(?:([0-9]{4})[-/]([0-9]{1,2})|([0-9]{1,2})[-/]([0-9]{4}))(?:-[0-9]{1,2})?")
_NAMED = re.compile(r"([a-z]{3,9})\.?(?:\s?'?([0-9]{4}|[0-9]{2}))?")


_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


def is_month(text: str | None) -> bool:
    """Whether a text is a month as the database holds it; another SQL client may have written something else."""
    return text is not None and _MONTH.fullmatch(text) is not None and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR


def month_of(day: dt.date) -> str:
    """The month of a day: `2026-10`."""
    return f"{day.year:04}-{day.month:02}"


def first_day(month: str) -> dt.date:
    """The first day of `2026-10`."""
    return dt.date(int(month[:4]), int(month[5:7]), 1)


def month_after(month: str, by: int = 1) -> str:
    """The month `by` months later, or earlier."""
    place = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{place // 12:04}-{place % 12 + 1:02}"


def shown_month(month: str) -> str:
    """`okt 2026`; what is no month, as it stands."""
    if not is_month(month):
        return month
    return f"{month_name(int(month[5:7]), short=True)} {month[:4]}"


def understand_month(text: str, today: dt.date) -> str:
    """The month that `text` names: `okt 2026`, `oktober` (this one or the next), `10-2026`, `2026-10`; refuses with an example."""
    typed = " ".join(text.strip().casefold().replace("’", "'").split())
    found = _by_numbers(typed) or _by_name(typed, today)
    if found is None or not (1 <= found[1] <= 12 and FIRST_YEAR <= found[0] <= LAST_YEAR):
        raise DateNotUnderstood(_("“{text}” is not a month. Type oct 2026, october or 2026-10.").format(text=text.strip()))
    return f"{found[0]:04}-{found[1]:02}"


def _by_numbers(typed: str) -> tuple[int, int] | None:
    match = _NUMBERS.fullmatch(typed)
    if match is None:
        return None
    return (int(match[1]), int(match[2])) if match[1] else (int(match[4]), int(match[3]))


def _by_name(typed: str, today: dt.date) -> tuple[int, int] | None:
    match = _NAMED.fullmatch(typed)
    if match is None:
        return None
    vocabularies = (ENGLISH, DUTCH) if current_language() == "en" else (DUTCH, ENGLISH)
    month = next((found for words in vocabularies if (found := words.month(match[1])) is not None), None)
    if month is None:
        return None
    if match[2]:
        return int(match[2]) if len(match[2]) == 4 else 2000 + int(match[2]), month
    return next(year for year in count(today.year) if (year, month) >= (today.year, today.month)), month
