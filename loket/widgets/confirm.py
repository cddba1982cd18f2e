"""One question with yes or no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from loket.language import N_, _
from loket.widgets.sheet import Sheet
from loket.widgets.text import content


class Confirm(Sheet[bool]):
    """Asks `question`; j or y is yes, n or escape is no. `consequence` says what yes does."""

    no_answer = False
    can_focus = True
    DEFAULT_CSS = "Confirm .question { height: auto; text-style: bold; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,y", "yes", N_("yes"), id="yes", tooltip=N_("Yes, do it.")),
        Binding("n", "no", N_("no"), id="no", tooltip=N_("No, leave everything as it is.")),
    ]

    def __init__(self, title: str, question: str, consequence: str = "", *, yes: str = "", no: str = "") -> None:
        super().__init__(title)
        self._question, self._consequence = question, consequence
        self._yes, self._no = yes, no

    def compose_sheet(self) -> ComposeResult:
        """The question, what follows from it, and the two keys."""
        yield Static(content(self._question), classes="question", markup=False)
        if self._consequence:
            yield Static(content(self._consequence), markup=False)
        yes, no = self._yes or _("yes"), self._no or _("no")
        keys = Content.assemble(("j ", "$focus"), content(yes), ("    n ", "$focus"), content(no))
        yield Static(keys, markup=False)

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)
