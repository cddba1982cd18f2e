"""Completes a query while it is typed: the likeliest one stands in grey behind the cursor (`→` takes it), the others are told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.suggester import Suggester
from textual.widget import Widget

from loket.insight.lists.completion import Completion, complete, may_complete
from loket.models.errors import LoketError
from loket.widgets.base_app import app_of

if TYPE_CHECKING:
    from loket.insight.lists.listing import Listing


class QuerySuggester(Suggester):
    """Asks what a query over some lists can go on with. `tell` gets it all, with the text that it was asked for."""

    def __init__(self, owner: Widget, lists: Sequence[Listing[Any]], tell: Callable[[str, Sequence[Completion]], None]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._owner, self._lists, self._tell = owner, lists, tell

    async def get_suggestion(self, value: str) -> str | None:
        """The text with its last word made whole, where it goes on as it was typed."""
        store = app_of(self._owner).store
        offered: Sequence[Completion] = ()
        if store is not None and may_complete(value):
            try:
                offered = await asyncio.to_thread(complete, store, value, self._lists)
            except LoketError:
                offered = ()
        self._tell(value, offered)
        return next((one.text for one in offered if one.text != value and one.text.startswith(value)), None)


def told(offered: Sequence[Completion], room: int) -> str:
    """`wacht op instelling · doorverwezen · …`: as many as there is room for."""
    text = ""
    for one in offered:
        longer = f"{text} · {one.shown}" if text else one.shown
        if len(longer) > room - 2:
            return f"{text} …" if text else longer[: room - 2] + "…"
        text = longer
    return text
