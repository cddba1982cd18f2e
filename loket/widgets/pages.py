"""Pages of a long list: what the table asks its loader for, what it gets, and the few that it remembers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from loket.widgets.columns import Line, Row

SIZE = 100
_MOST = 30


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Page `index` (from 0) of `size` lines.

    `after` is the anchor that the page before it ended with, `before` the one that the page after it began with, when
    these are known: with one of them a loader pages by key. Neither known means a jump: the loader counts its way there.
    """

    index: int
    size: int = SIZE
    after: Any = None
    before: Any = None
    sort: str = ""
    descending: bool = False
    filter: str = ""

    @property
    def offset(self) -> int:
        """The line that the page begins with."""
        return self.index * self.size


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page; `total` counts all lines, group lines included.

    `records` and `of` are the n of N for the header: in this list, and without its filter. `first` and `last` are
    anchors for the neighbouring pages, whatever the loader likes them to be.
    """

    lines: Sequence[Line]
    total: int
    records: int | None = None
    of: int | None = None
    first: Any = None
    last: Any = None


@dataclass
class Pages:
    """The pages that are remembered, the latest used last."""

    size: int = SIZE
    total: int = 0
    _held: OrderedDict[int, Page] = field(default_factory=OrderedDict)

    def clear(self) -> None:
        """Forget every page, not the total: the list keeps its height until the new first page is there."""
        self._held.clear()

    def put(self, index: int, page: Page) -> None:
        """Remember a page, and forget the one that was used longest ago."""
        self._held[index] = page
        self._held.move_to_end(index)
        self.total = page.total
        while len(self._held) > _MOST:
            self._held.popitem(last=False)

    def line(self, number: int) -> Line | None:
        """Line `number`, or None while its page is not there."""
        page = self._held.get(number // self.size)
        if page is None:
            return None
        within = number % self.size
        return page.lines[within] if within < len(page.lines) else None

    def number_of(self, key: object) -> int | None:
        """The line that the row with `key` stands on, if its page is remembered."""
        for index, page in self._held.items():
            for within, line in enumerate(page.lines):
                if isinstance(line, Row) and line.key == key:
                    return index * self.size + within
        return None

    def missing(self, first: int, last: int) -> int | None:
        """The first page between two lines that is not there yet."""
        for index in range(max(0, first) // self.size, max(0, min(last, self.total - 1)) // self.size + 1):
            if index not in self._held:
                return index
            self._held.move_to_end(index)
        return None

    def request(self, index: int, sort: str, descending: bool, text: str) -> PageRequest:
        """What to ask the loader for page `index`, with the anchors that are known."""
        before = self._held.get(index - 1)
        after = self._held.get(index + 1)
        return PageRequest(index, self.size, before.last if before else None, after.first if after else None, sort, descending, text)
