"""`/`: narrow this list while typing, by words and by fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from loket.language import N_
from loket.widgets.base_app import Pause, app_of
from loket.widgets.query_suggester import QuerySuggester, told
from loket.widgets.text_inputs import LineInput

if TYPE_CHECKING:
    from loket.insight.lists.completion import Completion
    from loket.insight.lists.listing import Listing

_PAUSE = 0.12


class FilterBar(Vertical):
    """One line with what is typed; `Narrowed` comes at each pause. Enter goes back to the list, escape clears.

    With the `lists` that are narrowed it completes fields and their values: a second line says which there are, tab takes the first.
    """

    DEFAULT_CSS = """
    FilterBar { height: auto; display: none; background: $pane; padding: 0 1; }
    FilterBar.-open { display: block; }
    FilterBar Horizontal { height: 1; }
    FilterBar .sign { width: 2; color: $focus; }
    FilterBar LineInput { width: 1fr; }
    FilterBar .offered { height: 1; color: $muted; display: none; padding: 0 2; }
    FilterBar.-offers .offered { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", N_("clear"), id="filter_clear", tooltip=N_("Clears the filter.")),
        Binding("down", "keep", N_("to the list"), show=False, id="filter_keep"),
        Binding("tab", "complete", N_("fill in"), id="filter_complete", tooltip=N_("Takes the first of what the word can be.")),
    ]
    FOOTER = ("filter_submit", "filter_complete", "filter_clear")

    class Narrowed(Message):
        """The list should show what `text` finds; empty shows all."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The person goes back to the list."""

    def __init__(self, lists: Sequence[Listing[Any]] = ()) -> None:
        super().__init__()
        self._pause = Pause(self, _PAUSE, self._tell)
        self._told = ""
        self._lists = lists
        self._offered: Sequence[Completion] = ()

    def compose(self) -> ComposeResult:
        """The sign and the field; below, what the word can be."""
        with Horizontal():
            yield Static(Content("/ "), classes="sign", markup=False)
            field = LineInput()
            if self._lists:
                field.suggester = QuerySuggester(self, self._lists, self._offer)
            # A field that is not seen must not take the focus when the screen opens.
            field.can_focus = False
            yield field
        yield Static(Content(""), classes="offered", markup=False)

    def _offer(self, text: str, offered: Sequence[Completion]) -> None:
        """Say what the last word can be, when it is still the one that was asked for."""
        if self.is_attached and text == self.query_one(LineInput).value:
            self._offered = offered
            self.set_class(bool(offered), "-offers")
            self.query_one(".offered", Static).update(Content(told(offered, max(20, self.size.width - 6))))

    def action_complete(self) -> None:
        """Take the first of what the word can be."""
        field = self.query_one(LineInput)
        if self._offered:
            field.value = self._offered[0].text
            field.cursor_position = len(field.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tab goes on to the next pane where there is nothing to complete."""
        return bool(self._offered) if action == "complete" else super().check_action(action, parameters)

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
        if not event.value:
            self._offer("", ())
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
            app = app_of(self)
            if app.said.tone == "error":
                app.say("")  # what was wrong with the text before this one
            self.post_message(self.Narrowed(text))

    def action_keep(self) -> None:
        """Keep the filter, go to the list."""
        self._offered = ()
        self.remove_class("-offers")
        self._tell()
        self.set_class(bool(self._told), "-open")
        self.query_one(LineInput).can_focus = bool(self._told)
        self.post_message(self.Left())

    def action_clear(self) -> None:
        """Clear the filter, go to the list."""
        field = self.query_one(LineInput)
        field.value = ""
        field.can_focus = False
        self._offered = ()
        self._tell()
        self.remove_class("-open", "-offers")
        self.post_message(self.Left())
