"""Choosing one out of many by a few letters: institutions, contacts, offerings, obstacles, advisors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from loket.language import N_, _
from loket.widgets.choice import OptionLines
from loket.widgets.inputs import LineInput
from loket.widgets.loading import load
from loket.widgets.pausing import Pause
from loket.widgets.sheet import Sheet

if TYPE_CHECKING:
    from loket.store.opening import Store

_PAUSE = 0.08


@dataclass(frozen=True, slots=True)
class Pick:
    """What can be picked: its value, its name, and what tells it from its namesakes."""

    value: Any
    label: str
    detail: str = ""


Finder = Callable[["Store", str], Sequence[Pick]]


class Picker(Vertical):
    """A field that finds while you type. `finder` is called in a thread with what was typed; best first.

    Enter or a click takes the line under the cursor. Leaving the field with a text that is nobody's keeps no value.
    """

    DEFAULT_CSS = """
    Picker { height: auto; }
    Picker OptionLines { display: none; max-height: 6; background: $pane; }
    Picker.-finding OptionLines { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("next"), show=False, id="pick_down", priority=True),
        Binding("up", "move(-1)", N_("previous"), show=False, id="pick_up", priority=True),
    ]

    class Changed(Message):
        """Another value was picked, or none any more."""

        def __init__(self, picker: Picker, pick: Pick | None) -> None:
            super().__init__()
            self.picker, self.pick = picker, pick

    def __init__(
        self,
        finder: Finder,
        *,
        pick: Pick | None = None,
        text: str = "",
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._finder = finder
        self._placeholder = placeholder
        self._found: Sequence[Pick] = ()
        self._pause = Pause(self, _PAUSE, self._find)
        self.pick = pick
        self._start = pick.label if pick else text

    def compose(self) -> ComposeResult:
        """The field, and what was found below it."""
        yield LineInput(self._start, placeholder=self._placeholder)
        lines = OptionLines([], numbered=False)
        lines.can_focus = False
        yield lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The arrows are ours only while there is something to choose from."""
        return bool(self._found) if action == "move" else True

    @property
    def field(self) -> LineInput:
        """The field itself."""
        return self.query_one(LineInput)

    def take(self, pick: Pick | None) -> None:
        """Hold this value, or none."""
        changed, self.pick = pick != self.pick, pick
        with self.prevent(Input.Changed):
            self.field.value = pick.label if pick else ""
            self.field.cursor_position = len(self.field.value)
        self._show(())
        if changed:
            self.post_message(self.Changed(self, pick))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.pick is not None and event.value != self.pick.label:
            self.pick = None
            self.post_message(self.Changed(self, None))
        self._pause.restart()

    def _find(self) -> None:
        text = self.field.value.strip()
        if not text or self.pick is not None:
            self._show(())
            return
        load(self, "find", self._show, lambda store: self._finder(store, text))

    def _show(self, found: Sequence[Pick]) -> None:
        self._found = found if self.pick is None else ()
        lines = self.query_one(OptionLines)
        lines.show([(pick.label, pick.detail) for pick in self._found])
        self.set_class(bool(self._found), "-finding")
        self.refresh_bindings()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if self._found:
            event.stop()
            self.take(self._found[self.query_one(OptionLines).cursor])

    @on(OptionLines.Picked)
    def _picked(self, event: OptionLines.Picked) -> None:
        event.stop()
        self.take(self._found[event.place])

    def action_move(self, by: int) -> None:
        """Move through what was found."""
        self.query_one(OptionLines).action_move(by)

    def settle(self) -> bool:
        """Whether the text in the field stands for a value; one single candidate, or an equal name, is taken."""
        text = self.field.value.strip()
        if self.pick is None and text and self._found:
            same = [pick for pick in self._found if pick.label.casefold() == text.casefold()]
            if len(same) == 1 or len(self._found) == 1:
                self.take((same or list(self._found))[0])
        return self.pick is not None or not text


class PickSheet(Sheet[Pick | None]):
    """The picker as a question of its own."""

    def __init__(self, title: str, finder: Finder, *, placeholder: str = "") -> None:
        super().__init__(title)
        self._finder, self._placeholder = finder, placeholder

    def compose_sheet(self) -> ComposeResult:
        """The field, and the keys."""
        yield Picker(self._finder, placeholder=self._placeholder or _("a few letters of the name"))
        yield self.hint(N_("enter chooses   ↑ ↓ others   esc back"))

    def on_picker_changed(self, event: Picker.Changed) -> None:
        """Answer."""
        if event.pick is not None:
            self.dismiss(event.pick)
