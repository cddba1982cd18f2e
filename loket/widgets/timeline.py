"""A timeline: everything that happened, newest first, with a line for each year."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.cells import cell_len
from textual.content import Content

from loket.language import N_
from loket.language.formats import short_date
from loket.widgets.columns import Below, Cell, Column, Group, Line, Row
from loket.widgets.paged_table import LaidOut, PagedTable
from loket.widgets.pages import Loader
from loket.widgets.text import one_line

_OUTCOME = 16
COLUMNS = (
    Column("day", N_("When"), 7, keep=True, align="right"),
    Column("kind", N_("What"), 9),
    Column("text", "", 20, flexible=1),
    Column("outcome", "", _OUTCOME),
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


def timeline_lines(events: Iterable[Event], today: date, width: int = 0) -> Iterator[Line]:
    """The lines of a page of events, with a line where another year begins. For a loader of `Timeline`.

    With a `width` texts go on below in that many cells, and an outcome that is longer than its column stands behind its text.
    """
    year = today.year
    for event in events:
        if event.day is not None and event.day.year != year:
            year = event.day.year
            yield Group(str(year))
        shown = short_date(event.day, today, weekday=False).split(" '")[0] if event.day else "?"
        text, outcome = event.text, event.outcome
        if width and cell_len(outcome) > _OUTCOME:
            text, outcome = f"{text}. {outcome}" if text else outcome, ""
        # What is confidential is folded with its line: none of it goes on below.
        first, *more = _wrapped(text, width) if width and not event.confidential else [text]
        cells = (shown, Cell(event.kind, "muted"), first, Cell(outcome, "muted"))
        yield Row(event.key, cells, late=event.late, record=event.record, confidential=event.confidential)
        yield from (Below(line, column="text") for line in more)


def _wrapped(text: str, width: int) -> list[str]:
    return [line.plain.rstrip() for line in Content(one_line(text)).wrap(max(8, width))] or [""]


class Timeline(PagedTable):
    """A table of events, read at once; its loader makes its lines with `timeline_lines`."""

    def __init__(self, loader: Loader, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002
        # One page: the lines of years do not count as records, so that a loader could not tell where a page begins.
        super().__init__(COLUMNS, loader, empty=empty, show_head=False, page_size=_ALL, id=id)


class WrappedTimeline(LaidOut, Timeline):
    """A timeline whose loader gives `timeline_lines` the width of its texts."""

    @property
    def text_width(self) -> int:
        """How wide the column of texts is."""
        return self.width_of("text")
