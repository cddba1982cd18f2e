"""The pages of a list: what is asked, what is remembered, and the feed that gets them in a thread, one at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from textual.widget import Widget

from loket.models.errors import LoketError
from loket.widgets.columns import Line, Row
from loket.widgets.pane import ThirdPane
from loket.widgets.workers import load_beside, load_found

if TYPE_CHECKING:
    from loket.store.database import Store


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


Loader = Callable[["Store", PageRequest], Page]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the list is narrowed to and how it is sorted."""

    sort: str = ""
    descending: bool = False
    filter: str = ""


class PageFeed:
    """The pages of `owner`'s list. `taken` is called for each page; its argument says whether everything was read anew.

    While it `folds`, what is confidential stands in it as a sign and a word.
    """

    folds = True

    def __init__(self, owner: Widget, loader: Loader, size: int, taken: Callable[[Page, bool], None]) -> None:
        self.loader = loader
        self.pages = Pages(size)
        self.asked = Narrowing()
        self.is_loaded = False
        self._owner, self._taken = owner, taken
        self._fresh = False
        self._loading: int | None = None

    def renew(self, asked: Narrowing, line: int) -> None:
        """Read everything anew, beginning with the page of `line`."""
        self.asked = asked
        self._fresh = True
        self._request(line // self.pages.size)

    @property
    def is_fresh(self) -> bool:
        """Whether what is remembered is being read anew."""
        return self._fresh

    def requests(self) -> list[PageRequest]:
        """What to ask the loader for the whole list."""
        asked, size = self.asked, self.pages.size
        return [
            PageRequest(index, size, sort=asked.sort, descending=asked.descending, filter=asked.filter)
            for index in range(-(-self.pages.total // size))
        ]

    def fill(self, first: int, last: int) -> None:
        """Get what is missing between two lines, unless something is on its way already."""
        if self._loading is None and self.is_loaded:
            missing = self.pages.missing(first, last)
            if missing is not None:
                self._request(missing)

    def _request(self, index: int) -> None:
        self._loading = index
        asked = self.asked
        request = self.pages.request(index, asked.sort, asked.descending, asked.filter)
        if self._fresh:
            # Anchors of what is about to be forgotten lead nowhere.
            request = replace(request, after=None, before=None)
        loader = self.loader

        def fetch(store: Store) -> tuple[int, Page]:
            try:
                return _existing_page(loader, store.folded() if self.folds else store, request)
            except LoketError:
                self._owner.call_later(self._not_loaded)
                raise

        # Keys that act on the rows wait for them, but not for those that scroll into sight.
        (load_found if self._fresh and self._awaited() else load_beside)(self._owner, "page", self._take, fetch)

    def _awaited(self) -> bool:
        return not any(isinstance(node, ThirdPane) for node in self._owner.ancestors)

    def _not_loaded(self) -> None:
        self._loading = None

    def _take(self, loaded: tuple[int, Page]) -> None:
        index, page = loaded
        anew = self._fresh
        if anew:
            self.pages.clear()
        self._fresh, self.is_loaded, self._loading = False, True, None
        self.pages.put(index, page)
        self._taken(page, anew)


def _existing_page(loader: Loader, store: Store, request: PageRequest) -> tuple[int, Page]:
    """The page asked for, or the last one when the list has become shorter."""
    page = loader(store, request)
    if page.total and not page.lines and request.index:
        last = (page.total - 1) // request.size
        return last, loader(store, replace(request, index=last, after=None, before=None))
    return request.index, page
