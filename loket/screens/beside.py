"""The third pane of a wide terminal: what happened at the institution that the cursor is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from loket.insight.dossier import timeline
from loket.language import N_
from loket.screens.dossier.lines import timeline_rows
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import ThirdPane
from loket.widgets.timeline import Timeline

if TYPE_CHECKING:
    from loket.store.opening import Store

_FROM = 160
_MOST = 100


class TimelineBeside(ThirdPane):
    """The latest happenings of one institution; nothing is read while the terminal is too narrow for it."""

    def __init__(self) -> None:
        super().__init__()
        self._institution: int | None = None

    def compose(self) -> ComposeResult:
        """The timeline."""
        shown = Timeline(self._page, empty=N_("Nothing happened here yet."))
        shown.can_focus = False
        yield shown

    def show(self, institution: int | None) -> None:
        """Show what happened at another institution."""
        if institution != self._institution and self.app.size.width >= _FROM:
            self._institution = institution
            self.query_one(Timeline).reload()

    def _page(self, store: Store, _request: PageRequest) -> Page:
        if self._institution is None:
            return Page((), 0)
        found = timeline(store, self._institution, size=_MOST)
        lines = timeline_rows(found.happenings, store.today)
        return Page(lines, len(lines))
