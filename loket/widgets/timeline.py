"""A timeline: everything that happened, newest first, with a line for each year."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.language import N_
from loket.language.formats import short_date
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Loader

COLUMNS = (
    Column("day", N_("When"), 7, keep=True, align="right"),
    Column("kind", N_("What"), 9),
    Column("text", "", 20, flexible=1),
    Column("outcome", "", 16),
)

_ALL = 100_000


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: when, its kind in a word, what, and what came of it."""

    key: Hashable
    day: date | None
    kind: str
    text: str
    outcome: str = ""
    late: bool = False
    record: Any = None
    confidential: bool = False


def timeline_lines(events: Iterable[Event], today: date) -> Iterator[Line]:
    """The lines of a page of events, with a line where another year begins. For a loader of `Timeline`."""
    year = today.year
    for event in events:
        if event.day is not None and event.day.year != year:
            year = event.day.year
            yield Group(str(year))
        shown = short_date(event.day, today, weekday=False).split(" '")[0] if event.day else "?"
        cells = (shown, Cell(event.kind, "muted"), event.text, Cell(event.outcome, "muted"))
        yield Row(event.key, cells, late=event.late, record=event.record, confidential=event.confidential)


class Timeline(PagedTable):
    """A table of events, read at once; its loader makes its lines with `timeline_lines`."""

    def __init__(self, loader: Loader, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002
        # One page: the lines of years do not count as records, so that a loader could not tell where a page begins.
        super().__init__(COLUMNS, loader, empty=empty, show_head=False, page_size=_ALL, id=id)
