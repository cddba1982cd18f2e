"""Choosing several out of many by a few letters each: who takes part in a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from loket.language import N_
from loket.widgets.inputs import LineInput
from loket.widgets.picker import Finder, Pick, Picker
from loket.widgets.text import one_line, shorten


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
