"""The strip that comes over the top of a screen to ask one thing: a rule with a title, no box."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from loket.language import _
from loket.widgets.base_app import BaseApp
from loket.widgets.keys import key
from loket.widgets.text import one_line, shorten

Answer = TypeVar("Answer")


class TitleRule(Widget):
    """A rule with a title in it and, at the right, a count."""

    DEFAULT_CSS = "TitleRule { height: 1; width: 100%; color: $muted; }"

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self._title, self._note = one_line(title), one_line(note)

    def show_note(self, note: str) -> None:
        """Show another note at the right."""
        self._note = one_line(note)
        self.refresh()

    def render(self) -> Content:
        """`── Title ───────── note`."""
        width = self.size.width
        note = f" {self._note} " if self._note else ""
        title = shorten(self._title, max(1, width - 6 - len(note)))
        left = Content.assemble(("── ", "$muted"), (title, "bold $focus"), " ")
        fill = max(0, width - left.cell_length - len(note))
        return Content.assemble(left, ("─" * fill, "$muted"), (note, "$muted"))


class Sheet(ModalScreen[Answer]):
    """A modal strip. Subclasses compose their content in `compose_sheet`; escape answers `no_answer`."""

    app = getters.app(BaseApp)
    no_answer: Answer | None = None
    DEFAULT_CSS = """
    Sheet { align-horizontal: center; background: $ground 60%; }
    Sheet > #sheet {
        width: 90; max-width: 100%; height: auto; max-height: 100%; background: $pane; padding: 0 1;
        border-bottom: solid $muted;
    }
    Sheet .hint { color: $muted; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [key("back", "no", show=False)]

    def __init__(self, title: str) -> None:
        super().__init__()
        self.sheet_title = title

    def compose(self) -> ComposeResult:
        """The rule with its title, then the content."""
        with Vertical(id="sheet"):
            yield TitleRule(self.sheet_title)
            yield from self.compose_sheet()

    def compose_sheet(self) -> ComposeResult:
        """What stands under the title."""
        yield from ()

    def hint(self, text: str) -> Static:
        """A muted line that names the keys."""
        return Static(Content(_(text)), classes="hint", markup=False)

    def next_pane(self) -> None:
        """Go to the next part (f6)."""
        self.focus_next()

    def action_no(self) -> None:
        """Answer nothing."""
        self.dismiss(self.no_answer)
