"""Gets the pages of a table: one at a time, in a thread, the stale ones kept until the fresh one is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.widget import Widget

from loket.models.errors import LoketError
from loket.widgets.loading import load
from loket.widgets.pages import Page, PageRequest, Pages

if TYPE_CHECKING:
    from loket.store.opening import Store

Loader = Callable[["Store", PageRequest], Page]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to and how it is sorted."""

    sort: str = ""
    descending: bool = False
    filter: str = ""


class PageFeed:
    """The pages of `owner`'s list. `taken` is called for each page; its argument says whether everything was read anew."""

    def __init__(self, owner: Widget, loader: Loader, size: int, taken: Callable[[Page, bool], None]) -> None:
        self.loader = loader
        self.pages = Pages(size)
        self.asked = Asked()
        self.is_loaded = False
        self._owner, self._taken = owner, taken
        self._fresh = False
        self._loading: int | None = None

    def renew(self, asked: Asked, line: int) -> None:
        """Read everything anew, beginning with the page of `line`."""
        self.asked = asked
        self._fresh = True
        self._request(line // self.pages.size)

    @property
    def is_fresh(self) -> bool:
        """Whether what is remembered is being read anew."""
        return self._fresh

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
                return _existing_page(loader, store, request)
            except LoketError:
                self._owner.call_later(self._not_loaded)
                raise

        load(self._owner, "page", self._take, fetch)

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
