"""`/`: narrow this list while typing."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from loket.language import N_
from loket.widgets.base_app import Pause
from loket.widgets.text_inputs import LineInput

_PAUSE = 0.12


class FilterBar(Horizontal):
    """One line with what is typed; `Narrowed` comes at each pause. Enter goes back to the list, escape clears."""

    DEFAULT_CSS = """
    FilterBar { height: 1; display: none; background: $pane; padding: 0 1; }
    FilterBar.-open { display: block; }
    FilterBar Static { width: 2; color: $focus; }
    FilterBar LineInput { width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", N_("clear"), id="filter_clear", tooltip=N_("Clears the filter.")),
        Binding("down", "keep", N_("to the list"), show=False, id="filter_keep"),
    ]
    FOOTER = ("filter_submit", "filter_clear")

    class Narrowed(Message):
        """The list should show what `text` finds; empty shows all."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The person goes back to the list."""

    def __init__(self) -> None:
        super().__init__()
        self._pause = Pause(self, _PAUSE, self._tell)
        self._told = ""

    def compose(self) -> ComposeResult:
        """The sign and the field."""
        yield Static(Content("/ "), markup=False)
        field = LineInput()
        # A field that is not seen must not take the focus when the screen opens.
        field.can_focus = False
        yield field

    def open(self) -> None:
        """Show the field and type in it."""
        self.add_class("-open")
        field = self.query_one(LineInput)
        field.can_focus = True
        field.focus()

    def show_text(self, text: str) -> None:
        """Show what the list is narrowed to already, such as a saved view's words."""
        field = self.query_one(LineInput)
        field.value = text
        field.can_focus = bool(text)
        self._told = text
        self.set_class(bool(text), "-open")

    def put(self, text: str) -> None:
        """Narrow the list to `text` as if it had been typed."""
        with self.prevent(Input.Changed):
            self.query_one(LineInput).value = text
        self.action_keep()

    @property
    def text(self) -> str:
        """What the list is narrowed to."""
        return self._told

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._pause.restart()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_keep()

    def _tell(self) -> None:
        self._pause.stop()
        text = self.query_one(LineInput).value.strip()
        if text != self._told:
            self._told = text
            self.post_message(self.Narrowed(text))

    def action_keep(self) -> None:
        """Keep the filter, go to the list."""
        self._tell()
        self.set_class(bool(self._told), "-open")
        self.query_one(LineInput).can_focus = bool(self._told)
        self.post_message(self.Left())

    def action_clear(self) -> None:
        """Clear the filter, go to the list."""
        field = self.query_one(LineInput)
        field.value = ""
        field.can_focus = False
        self._tell()
        self.remove_class("-open")
        self.post_message(self.Left())
