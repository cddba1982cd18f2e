"""The days in a survey tool's column: each tool, and each country's Excel, writes them in its own order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from loket.exchange.cell_kinds import cell_text
from loket.exchange.name_index import NotUnderstood
from loket.exchange.source_tables import Cell
from loket.exchange.survey.survey_tools import SurveyFormat
from loket.language import _
from loket.models.errors import Refused

ANONYMISED = dt.date(1980, 1, 1)
"""What LimeSurvey writes for a date in an anonymous survey."""

_PARTS = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{2,4})(?:[ T,]+\d.*)?", re.DOTALL)
_LETTERS = re.compile(r"d+|m+|y+|j+", re.IGNORECASE)
_HALF_DAY = re.compile(r"\d ?[ap]\.?m\b", re.IGNORECASE)
_FIRST_DAY_OF_EXCEL = dt.date(1899, 12, 30)
_LIKELY_SERIAL = range(20_000, 80_000)  # 1954 to 2119
_EXAMPLE = dt.datetime(2024, 12, 31, 14, 5)


class DayReader:
    """Reads one column's days. What 03/04 means is decided by the whole column, else by whose file it is."""

    def __init__(self, tool: SurveyFormat, cells: Iterable[Cell], date_format: str | None = None) -> None:
        """Raises Refused for a `date_format` that does not give a day, a month and a year."""
        self._pattern = date_format if date_format and "%" in date_format else None
        if self._pattern:
            _check_pattern(self._pattern)
        self._asked = _order(date_format) if date_format and not self._pattern else ""
        self._slashed = self._asked or _slashed_order(tool, [cell for cell in cells if isinstance(cell, str)])

    def read(self, cell: Cell) -> dt.date:
        """The day; a time behind it is left off. Raises NotUnderstood."""
        if isinstance(cell, dt.date):
            return cell.date() if isinstance(cell, dt.datetime) else cell
        if isinstance(cell, int | float) and int(cell) in _LIKELY_SERIAL:
            return _FIRST_DAY_OF_EXCEL + dt.timedelta(days=int(cell))
        day = self._by_pattern(cell_text(cell).strip()) if self._pattern else self._by_parts(cell_text(cell).strip())
        if not 1900 <= day.year <= 2199:
            raise NotUnderstood(_("a year must lie between 1900 and 2199"))
        return day

    def _by_pattern(self, text: str) -> dt.date:
        try:
            return dt.datetime.strptime(text, self._pattern or "").date()
        except ValueError:
            raise NotUnderstood(_("not a date as date_format says ({format})").format(format=self._pattern)) from None

    def _by_parts(self, text: str) -> dt.date:
        parts = _PARTS.fullmatch(text)
        if parts is None:
            raise NotUnderstood(_("not a date; write it as 2026-11-21 or 21-11-2026"))
        first, sign, second, third = parts.groups()
        order = self._asked or ("ymd" if len(first) == 4 else self._slashed if sign == "/" else "dmy")
        found = dict(zip(order, (first, second, third), strict=True))
        try:
            year = int(found["y"])
            return dt.date(year + 2000 if len(found["y"]) <= 2 else year, int(found["m"]), int(found["d"]))
        except ValueError:
            shown = {"dmy": _("day-month-year"), "mdy": _("month-day-year")}.get(order, _("year-month-day"))
            raise NotUnderstood(_("this day does not exist (read as {order})").format(order=shown)) from None


def _check_pattern(pattern: str) -> None:
    try:
        if dt.datetime.strptime(_EXAMPLE.strftime(pattern), pattern).date() == _EXAMPLE.date():
            return
    except ValueError:
        pass
    raise Refused(_("date_format “{format}” does not give a day, a month and a year; write for example dd-mm-yyyy").format(format=pattern))


def _order(date_format: str) -> str:
    """The order of day, month and year in `dd-mm-jjjj`."""
    found = "".join(dict.fromkeys(part[0].casefold().replace("j", "y") for part in _LETTERS.findall(date_format)))[:3]
    if sorted(found) != ["d", "m", "y"]:
        raise Refused(
            _("date_format “{format}” does not give a day, a month and a year; write for example dd-mm-yyyy").format(format=date_format)
        )
    return found


def _slashed_order(tool: SurveyFormat, texts: list[str]) -> str:
    """Day or month first in 03/04/2024."""
    slashed = [parts for text in texts if (parts := _PARTS.fullmatch(text.strip())) and parts[2] == "/" and len(parts[1]) < 4]
    day_first = any(int(parts[1]) > 12 for parts in slashed)
    month_first = any(int(parts[3]) > 12 for parts in slashed)
    if day_first != month_first:
        return "dmy" if day_first else "mdy"
    american = tool is SurveyFormat.SURVEYMONKEY or any(_HALF_DAY.search(text) for text in texts)
    return "mdy" if american or (tool is SurveyFormat.MSFORMS and any(len(parts[4]) == 2 for parts in slashed)) else "dmy"
