"""Choosing one or several out of many by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from loket.language import N_, _
from loket.widgets.base_app import Pause
from loket.widgets.choice import OptionLines
from loket.widgets.sheet import Sheet
from loket.widgets.text import one_line, shorten
from loket.widgets.text_inputs import LineInput
from loket.widgets.workers import load

if TYPE_CHECKING:
    from loket.store.database import Store


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

    Enter or a click takes the line under the cursor; enter on what is picked, or on nothing, goes on (`Input.Submitted` comes through).
    Leaving the field with a text that is nobody's keeps no value.
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
        """The arrows are ours while there is something to choose from; in an empty field down shows what there is."""
        return bool(self._found) or not self.field.value if action == "move" else True

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
        if self._found:
            self.call_after_refresh(lines.scroll_visible, animate=False)
        self.refresh_bindings()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if self._found:
            self.take(self._found[self.query_one(OptionLines).cursor])
        elif self.pick is None and event.value.strip():
            event.stop()  # nobody's name: it stays until it is somebody's

    @on(OptionLines.Picked)
    def _picked(self, event: OptionLines.Picked) -> None:
        event.stop()
        self.take(self._found[event.place])

    def action_move(self, by: int) -> None:
        """Move through what was found; in an empty field, find without a word."""
        if self._found:
            self.query_one(OptionLines).action_move(by)
        elif by > 0:
            load(self, "find", self._show, lambda store: self._finder(store, ""))

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


class PickedName(Widget):
    """One that was picked; a click takes it away."""

    DEFAULT_CSS = "PickedName { height: 1; width: 1fr; }"

    class Gone(Message):
        """It is to be taken away."""

        def __init__(self, pick: Pick) -> None:
            super().__init__()
            self.pick = pick

    def __init__(self, pick: Pick) -> None:
        super().__init__()
        self.pick = pick

    def render(self) -> Content:
        """`Ziekenhuis Merenrand ×`."""
        name = shorten(one_line(self.pick.label), max(1, self.size.width - 2))
        return Content.assemble(name, (" ×", "$muted"))

    def on_click(self, event: events.Click) -> None:
        """Take it away."""
        event.stop()
        self.post_message(self.Gone(self.pick))


class PickMany(Vertical):
    """What was picked, a line each, and below them the field that finds one more. Backspace in the empty field takes the last away."""

    DEFAULT_CSS = "PickMany, PickMany > #picked { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "remove", N_("take the last away"), show=False, id="pick_remove", priority=True),
    ]

    class Changed(Message):
        """Others are picked."""

    def __init__(self, finder: Finder, picks: Sequence[Pick] = ()) -> None:
        super().__init__()
        self._finder = finder
        self.picks: tuple[Pick, ...] = tuple(picks)

    def compose(self) -> ComposeResult:
        """The names, then the field."""
        with Vertical(id="picked"):
            for pick in self.picks:
                yield PickedName(pick)
        yield Picker(self._finder)

    @property
    def picker(self) -> Picker:
        """The field that finds one more."""
        return self.query_one(Picker)

    @property
    def values(self) -> tuple[Any, ...]:
        """What was picked."""
        return tuple(pick.value for pick in self.picks)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Backspace is ours only in an empty field."""
        return bool(self.picks) and not self.picker.field.value if action == "remove" else True

    def settle(self) -> bool:
        """Whether nothing is left in the field that is nobody's; one single candidate is taken."""
        settled = self.picker.settle()
        self._add(self.picker.pick)
        return settled

    def action_remove(self) -> None:
        """Take the last away."""
        self._hold(self.picks[:-1])

    @on(PickedName.Gone)
    def _gone(self, event: PickedName.Gone) -> None:
        event.stop()
        self._hold(tuple(pick for pick in self.picks if pick is not event.pick))
        self.picker.query_one(LineInput).focus()

    @on(Picker.Changed)
    def _picked(self, event: Picker.Changed) -> None:
        event.stop()
        self._add(event.pick)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """A name that was picked makes room for one more; enter in the empty field goes on."""
        if event.value.strip():
            event.stop()

    def _add(self, pick: Pick | None) -> None:
        if pick is None:
            return
        self.picker.take(None)
        if pick.value not in self.values:
            self._hold((*self.picks, pick))

    def _hold(self, picks: tuple[Pick, ...]) -> None:
        self.picks = picks
        names = self.query_one("#picked", Vertical)
        names.remove_children()
        names.mount(*(PickedName(pick) for pick in picks))
        self.post_message(self.Changed())
