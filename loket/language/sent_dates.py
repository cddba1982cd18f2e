"""When a mail was sent, as mail programs write it in Dutch and English: `maandag 16 november 2026 09:12`, `Mon, Nov 16, 2026 at 9:12 AM`.

`loket.language.dates` reads what people type; this reads what programs print: dateutil's parser with the Dutch words beside the English.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from loket.language.date_words import DUTCH, ENGLISH

if TYPE_CHECKING:
    from dateutil.parser import parserinfo

_HERE = ZoneInfo("Europe/Amsterdam")
_LONGEST = 90
_ASIDE = re.compile(r"\([^)]*\)|[\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"[^\W\d_]+")
_DUTCH_CLOCK = re.compile(r"\b(\d{1,2})(?:u(\d{2})\b|\.(\d{2})\s*(?:uur|u)\b)")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_TWO_NUMBERS = re.compile(r"\d\D+\d")
_YEAR = re.compile(r"\b(?:19|20|21)\d{2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2}\b")
_MONTH_FIRST = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b.*\b[ap]\.?m\b", re.IGNORECASE)
_BETWEEN = frozenset(
    {"om", "at", "on", "op", "uur", "u", "am", "pm", "a", "m", "p", "t", "z", "cet", "cest", "utc", "gmt", "st", "nd", "rd", "th"}
)
_ZONES = {"CET": 3600, "CEST": 7200, "UTC": 0, "GMT": 0, "Z": 0}


def sent_moment(text: str, today: dt.date) -> dt.datetime | None:
    """The moment that `text` names, on the clock here; None when it says anything else. Without a year it is the last such day."""
    said = " ".join(_ASIDE.sub(" ", text).replace("\xa0", " ").replace("\u202f", " ").split()).strip(" ,;")
    words = [word.casefold() for word in _WORD.findall(said)]
    if not said or len(said) > _LONGEST or not any(sign.isdigit() for sign in said) or not all(map(_known, words)):
        return None
    near = next((days for word in words if (days := _near(word)) is not None), None)
    said = " ".join(word for word in said.split(" ") if _near(word.casefold().strip(",")) is None)
    said = _DUTCH_CLOCK.sub(lambda found: f"{found[1]}:{found[2] or found[3]}", said)
    day = today + dt.timedelta(days=near or 0)
    found = _parsed(said, day) if _TWO_NUMBERS.search(said) else None
    if found is None:
        return None
    if not _YEAR.search(said) and not _ISO.search(said) and found.date() > today:
        return _parsed(said, day.replace(year=day.year - 1, day=min(day.day, 28)))
    return found


def _parsed(said: str, day: dt.date) -> dt.datetime | None:
    from dateutil.parser import parse  # 15 ms, when a mail is pasted

    iso = _ISO.search(said)
    try:
        if iso:  # dateutil takes 2026-11-06 for the eleventh of June when days come first
            day = dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
            said = _ISO.sub(" ", said).strip(" T,") or "00:00"
        default = dt.datetime.combine(day, dt.time())
        found = parse(said, _words(), default=default, dayfirst=not _MONTH_FIRST.search(said), tzinfos=_ZONES)
        return found.astimezone(_HERE).replace(tzinfo=None) if found.tzinfo is not None else found
    except (ValueError, OverflowError, AttributeError, TypeError, IndexError):
        return None  # what looks like a moment and is none: dateutil raises all of these


@cache
def _words() -> parserinfo:
    from dateutil.parser import parserinfo

    class Words(parserinfo):
        """English words, as dateutil knows them, with the Dutch beside them."""

        JUMP = [*parserinfo.JUMP, "om", "op", "uur"]
        WEEKDAYS: list[Any] = [(nl[:2], nl, en[:3], en) for nl, en in zip(DUTCH.weekdays, ENGLISH.weekdays, strict=True)]
        MONTHS: list[Any] = [
            tuple(dict.fromkeys(names))
            for names in zip(DUTCH.short_months, ENGLISH.short_months, _alternatives(), DUTCH.months, ENGLISH.months, strict=True)
        ]

    return Words(dayfirst=True)


def _alternatives() -> tuple[str, ...]:
    return tuple({"september": "sept", "maart": "maa"}.get(name, name) for name in DUTCH.months)


def _known(word: str) -> bool:
    return (
        word in _BETWEEN or _near(word) is not None or any(_of_calendar(word, words.weekdays, words.months) for words in (DUTCH, ENGLISH))
    )


def _of_calendar(word: str, weekdays: tuple[str, ...], months: tuple[str, ...]) -> bool:
    begins = any(len(word) >= 2 and name.startswith(word) for name in weekdays)
    return begins or word in ("mrt", "maa") or any(len(word) >= 3 and name.startswith(word) for name in months)


def _near(word: str) -> int | None:
    return {"vandaag": 0, "today": 0, "gisteren": -1, "yesterday": -1}.get(word)
