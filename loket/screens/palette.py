"""`ctrl+p`: everything that can be done here, found by a few letters, in the language of the screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.fuzzy import Matcher
from textual.screen import Screen
from textual.widgets import Input, Static

from loket.language import N_, _
from loket.screens.registry import SHEET_NAMES
from loket.screens.synonyms import SYNONYMS
from loket.widgets.base_app import BaseApp
from loket.widgets.choice import OptionLines
from loket.widgets.header import PLACES
from loket.widgets.sheet import Sheet
from loket.widgets.text import one_line
from loket.widgets.text_inputs import LineInput


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done: its word, its explanation with its key, and what runs it where."""

    word: str
    detail: str
    action: str
    node: DOMNode
    other_words: str = ""

    def score(self, text: str) -> float:
        """How well `text` fits: its word first, then another word that begins so, then its explanation; 0 when it does not fit."""
        asked = text.casefold().split()
        score = Matcher(text).match(self.word)
        for words, weight in ((self.word, 100), (self.other_words, 50)):
            if asked and all(any(word.startswith(one) for word in words.casefold().split()) for one in asked):
                score += weight
        if score == 0 and all(one in self.detail.casefold() for one in asked):
            return 0.1
        return score


def matching(commands: Sequence[Command], text: str) -> list[Command]:
    """The commands that `text` finds, the best first."""
    scored = [(command.score(text), command) for command in commands]
    return [one for score, one in sorted(scored, key=lambda pair: -pair[0]) if score > 0]


def commands_of(app: BaseApp, screen: Screen[object]) -> list[Command]:
    """What can be done on `screen` now: every live binding, each once; then every sheet of every place."""
    found: dict[tuple[int, str], Command] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id is None or not active.enabled or binding.id in _POINTLESS:
            continue
        word = _(binding.description)
        printed = app.get_key_display(binding)
        why = _(binding.tooltip) if binding.tooltip else ""
        detail = f"{printed:<8} {why}"
        others = SYNONYMS.get(binding.id, "")
        found.setdefault((id(active.node), binding.action), Command(word, detail, binding.action, active.node, others))
    return [*found.values(), *_sheets(app)]


def _sheets(app: BaseApp) -> list[Command]:
    """Every sheet of the places that have several, such as contacts and advisors."""
    return [
        Command(_(name)[:1].upper() + _(name)[1:], place_name(place), f"show_sheet({place}, {number})", app, SYNONYMS.get(name, ""))
        for place, names in SHEET_NAMES.items()
        for number, name in enumerate(names)
    ]


def place_name(place: int) -> str:
    """The key and the name of a place: `2 Instellingen`."""
    return f"{place} {_(PLACES[place - 1])}" if place <= len(PLACES) else f"{place % 10} {_('administration')}"


_POINTLESS = ("palette", "line_up", "line_down", "page_up", "page_down", "first", "last", "back", "help_too", "save_too")


class CommandPalette(Sheet[Command | str | None]):
    """Asks which command to run; a text that is no command's answers itself, to be searched for."""

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
        yield Static(Content(""), id="nothing", classes="hint", markup=False)
        yield self.hint(N_("enter does it   ↑ ↓ others   esc back"))

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        text = event.value.strip()
        self._shown = matching(self._all, text) if text else self._all
        self.query_one(OptionLines).show([(command.word, command.detail) for command in self._shown])
        self.query_one(OptionLines).display = bool(self._shown)
        nothing = (
            "" if self._shown else _("Nothing that can be done here is called {text}. enter searches all records for it.").format(text=text)
        )
        self.query_one("#nothing", Static).update(Content(one_line(nothing)))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._shown:
            self.query_one(OptionLines).action_pick()
        else:
            self.dismiss(event.value.strip())

    @on(OptionLines.Picked)
    def _picked(self, event: OptionLines.Picked) -> None:
        if event.place < len(self._shown):
            self.dismiss(self._shown[event.place])

    def action_move(self, by: int) -> None:
        """Move through the commands."""
        self.query_one(OptionLines).action_move(by)
