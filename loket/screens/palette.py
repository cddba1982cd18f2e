"""`ctrl+p`: everything that can be done here, found by a few letters, in the language of the screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.fuzzy import Matcher
from textual.screen import Screen
from textual.widgets import Input

from loket.language import N_, _
from loket.widgets.base_app import BaseApp
from loket.widgets.choice import OptionLines
from loket.widgets.sheet import Sheet
from loket.widgets.text_inputs import LineInput


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done: its word, its explanation with its key, and what runs it where."""

    word: str
    detail: str
    action: str
    node: DOMNode


def commands_of(app: BaseApp, screen: Screen[object]) -> list[Command]:
    """What can be done on `screen` now: every live binding, each once."""
    found: dict[tuple[int, str], Command] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id is None or not active.enabled or binding.id in _POINTLESS:
            continue
        word = _(binding.description)
        printed = app.get_key_display(binding)
        why = _(binding.tooltip) if binding.tooltip else ""
        detail = f"{printed:<8} {why}"
        found.setdefault((id(active.node), binding.action), Command(word, detail, binding.action, active.node))
    return list(found.values())


_POINTLESS = ("palette", "line_up", "line_down", "page_up", "page_down", "first", "last", "back", "help_too", "save_too")


class CommandPalette(Sheet[Command | None]):
    """Asks which command to run."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("next"), show=False, id="palette_down", priority=True),
        Binding("up", "move(-1)", N_("previous"), show=False, id="palette_up", priority=True),
    ]
    DEFAULT_CSS = "CommandPalette OptionLines { max-height: 16; }"

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__(_("Commands"))
        self._all = list(commands)
        self._shown = self._all

    def compose_sheet(self) -> ComposeResult:
        """The field and the commands that match."""
        yield LineInput(placeholder=_("a few letters of what you want to do"))
        lines = OptionLines([(command.word, command.detail) for command in self._shown], numbered=False)
        lines.can_focus = False
        yield lines
        yield self.hint(N_("enter does it   ↑ ↓ others   esc back"))

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        text = event.value.strip()
        if text:
            matcher = Matcher(text)
            scored = [(matcher.match(command.word), command) for command in self._all]
            self._shown = [one for score, one in sorted(scored, key=lambda pair: -pair[0]) if score > 0]
        else:
            self._shown = self._all
        self.query_one(OptionLines).show([(command.word, command.detail) for command in self._shown])

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(OptionLines).action_pick()

    @on(OptionLines.Picked)
    def _picked(self, event: OptionLines.Picked) -> None:
        if event.place < len(self._shown):
            self.dismiss(self._shown[event.place])

    def action_move(self, by: int) -> None:
        """Move through the commands."""
        self.query_one(OptionLines).action_move(by)
