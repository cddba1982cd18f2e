"""The views of a list as tabs, on one line above it: the one that shows now in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from loket.widgets.text import one_line, shorten


class TabLine(Widget):
    """Names beside each other; a click chooses one. Without more than one it is not there."""

    DEFAULT_CSS = "TabLine { height: 1; width: 100%; padding: 0 1; display: none; } TabLine.-shown { display: block; }"

    class Chosen(Message):
        """A tab was clicked; `place` counts from 0."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._now: int | None = None
        self._keys = ""

    def show(self, names: Sequence[str], now: int | None, keys: str) -> None:
        """Show these names; `now` is the one in brackets, `keys` stand at the right where there is room."""
        self._names, self._now, self._keys = tuple(map(one_line, names)), now, one_line(keys)
        self.set_class(len(names) > 1, "-shown")
        self.refresh()

    def _words(self) -> list[str]:
        return [f"[{name}]" if place == self._now else f" {name} " for place, name in enumerate(self._names)]

    def render(self) -> Content:
        """The names; those that do not fit give way from the left until the present one is in sight."""
        width, words, now = self.size.width, self._words(), self._now or 0
        first = 0
        while first < now and sum(map(len, words[first : now + 1])) > width:
            first += 1
        line = shorten("".join(words[first:]), width)
        start = sum(map(len, words[first:now])) if self._now is not None else 0
        end = min(len(line), start + len(words[now])) if self._now is not None and words else 0
        shown = Content.assemble((line[:start], "$muted"), (line[start:end], "bold $focus"), (line[end:], "$muted"))
        room = width - Content(line).cell_length - len(self._keys)
        return Content.assemble(shown, " " * room, (self._keys, "$muted")) if room >= 2 else shown

    def on_click(self, event: events.Click) -> None:
        """Choose the name under the pointer."""
        at = event.x
        for place, word in enumerate(self._words()):
            if at < len(word):
                self.post_message(self.Chosen(place))
                return
            at -= len(word)
