"""The screen that stands in for all others when the database cannot be used."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from loket.language import N_, _
from loket.screens.base import LoketScreen
from loket.widgets.text import content


class Problem(LoketScreen):
    """Says what is wrong with the database, and what to do; `r` tries again."""

    FOOTER = ("try_again", "quit")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,enter", "try_again", N_("try again"), id="try_again", tooltip=N_("Opens the database again.")),
    ]
    DEFAULT_CSS = "Problem #body Vertical { padding: 1 4; } Problem .wrong { color: $error; height: auto; }"

    def __init__(self, message: str) -> None:
        super().__init__()
        self._message = message

    def compose_body(self) -> ComposeResult:
        """The message, and that nothing is lost."""
        with Vertical():
            yield Static(content("! " + self._message), classes="wrong", markup=False)
            yield Static(content(""), markup=False)
            yield Static(content(_("Nothing was changed. r tries again, ctrl+q leaves.")), markup=False)

    def action_try_again(self) -> None:
        """Open the database again."""
        self.app.try_again()

    def action_back(self) -> None:
        """There is nowhere to go back to."""
