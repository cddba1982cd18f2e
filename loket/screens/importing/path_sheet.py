"""Asking for a file or folder: typed with completion, pasted as a terminal or file manager gives it, or one of the newest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from loket.exchange.typed_paths import Found, completions
from loket.language import N_
from loket.widgets.base_app import Pause
from loket.widgets.choice import OptionLines
from loket.widgets.sheet import Sheet
from loket.widgets.text import one_line
from loket.widgets.text_inputs import LineInput
from loket.widgets.workers import load_found

_PAUSE = 0.08


class AskPath(Sheet[str | None]):
    """Asks for a path; answers the text, for `typed_paths` in a thread. Tab goes on with the line under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("next"), show=False, id="path_down", priority=True),
        Binding("up", "move(-1)", N_("previous"), show=False, id="path_up", priority=True),
        Binding("tab", "complete", N_("go on"), show=False, id="path_complete", priority=True),
    ]
    DEFAULT_CSS = "AskPath OptionLines { max-height: 8; }"

    def __init__(self, title: str, question: str, suffixes: frozenset[str]) -> None:
        super().__init__(title)
        self._question, self._suffixes = question, suffixes
        self._found: Sequence[Found] = ()
        self._pause = Pause(self, _PAUSE, self._complete)

    def compose_sheet(self) -> ComposeResult:
        """The question, the line, and what it may go on to."""
        yield Static(Content(one_line(self._question)), markup=False)
        yield LineInput()
        lines = OptionLines([], numbered=False)
        lines.can_focus = False
        yield lines
        yield self.hint(N_("enter opens   tab goes on with the line below   ↑ ↓ others   esc back"))

    def on_mount(self) -> None:
        """Offer the newest files."""
        self._complete()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._pause.restart()

    def _complete(self) -> None:
        text = self.query_one(LineInput).value
        load_found(self, "complete", self._show, lambda _store: completions(text, self._suffixes))

    def _show(self, found: Sequence[Found]) -> None:
        self._found = found
        self.query_one(OptionLines).show([(one.text, "") for one in found])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        if text:
            self.dismiss(text)
        elif self._found:
            self._take(self._found[self.query_one(OptionLines).cursor])

    @on(OptionLines.Picked)
    def _picked(self, event: OptionLines.Picked) -> None:
        event.stop()
        self._take(self._found[event.place])

    def _take(self, one: Found) -> None:
        if one.is_folder:
            self._put(one.text)
        else:
            self.dismiss(str(one.path))

    def _put(self, text: str) -> None:
        line = self.query_one(LineInput)
        line.value = text
        line.cursor_position = len(text)

    def action_complete(self) -> None:
        """Go on with the line under the cursor."""
        if self._found:
            self._put(self._found[self.query_one(OptionLines).cursor].text)

    def action_move(self, by: int) -> None:
        """Move through what was found."""
        self.query_one(OptionLines).action_move(by)
