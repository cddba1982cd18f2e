"""HIERUIT KOMT: a line for each thing that comes out of the notes, with what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget

from loket.language import N_, _
from loket.widgets.keys import key
from loket.widgets.text import fit, one_line, shorten

_TITLE_SHARE = 42
_LEAST = 18


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """What is shown of one outcome: its letter, title, what was understood, and a hint that stands below it."""

    letter: str
    title: str
    detail: str
    is_open: bool = False
    hint: str = ""


class OutcomeLines(Widget, can_focus=True):
    """The lines, with a cursor when they have focus."""

    FOOTER = ("outcome_fields", "outcome_link", "outcome_remove", "save", "leave_outcomes")
    DEFAULT_CSS = "OutcomeLines { height: auto; max-height: 12; width: 1fr; padding: 0 1; overflow-y: auto; scrollbar-size-vertical: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "do('fields')", N_("all fields"), id="outcome_fields", tooltip=N_("Shows every field of what this line becomes.")),
        Binding("equals_sign", "do('link')", N_("links to an open request"), id="outcome_link",
                tooltip=N_("Notes it on a request that is open already, instead of making a new one; once more makes it new again.")),
        Binding("space,backspace,delete", "do('remove')", N_("just a note"), id="outcome_remove", key_display="space",
                tooltip=N_("Makes this line an ordinary note again.")),
        Binding("up", "move(-1)", N_("line up"), show=False, id="line_up"),
        Binding("down", "move(1)", N_("line down"), show=False, id="line_down"),
        key("back", "leave", N_("to the notes"), tooltip=N_("Goes back to the notes.")),
    ]  # fmt: skip
    cursor: var[int] = var(0)

    class Asked(Message):
        """Something is to be done with a line: `fields`, `link` or `remove`."""

        def __init__(self, place: int, what: str) -> None:
            super().__init__()
            self.place, self.what = place, what

    class Left(Message):
        """The person goes back to the notes."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Sequence[OutcomeLine] = ()

    def show(self, lines: Sequence[OutcomeLine]) -> None:
        """Show these lines; the cursor stays where it was."""
        if list(lines) == list(self._lines):
            return
        taller = self._height(lines) != self._height(self._lines)
        self._lines = lines
        self.cursor = max(0, min(self.cursor, len(lines) - 1))
        self.refresh(layout=taller)

    @staticmethod
    def _height(lines: Sequence[OutcomeLine]) -> int:
        return sum(2 if line.hint else 1 for line in lines)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """A line for each, and one for each hint."""
        return max(1, self._height(self._lines))

    def render(self) -> Content:
        """The lines."""
        width = self.size.width
        if not self._lines:
            return Content.styled(shorten(_("Nothing yet: begin a line with v: s: or a:"), width), "$muted")
        title = max(_LEAST, width * _TITLE_SHARE // 100)
        rows: list[Content] = []
        for place, line in enumerate(self._lines):
            at = self.has_focus and place == self.cursor
            detail = shorten(one_line(line.detail), max(0, width - title - 6))
            tone = "$attention" if line.is_open else "$muted"
            text = Content.assemble(f"{line.letter}  {fit(one_line(line.title), title)}  ", (detail, tone))
            row = Content.assemble(("▸" if at else " ", "$focus"), text)
            rows.append(row.pad_right(max(0, width - row.cell_length)).stylize("on $cursor-row") if at else row)
            if line.hint:
                rows.append(Content.styled(shorten("    " + one_line(line.hint), width), "$attention"))
        return Content("\n").join(rows)

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        self.refresh()
        if self.is_attached and self.max_scroll_y:
            self.scroll_to(y=max(0, self._height(self._lines[: self.cursor]) - self.size.height // 2), animate=False)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a second one opens the fields."""
        row = event.y + self.scroll_offset.y
        for place in range(len(self._lines)):
            if row < self._height(self._lines[: place + 1]):
                self.cursor = place
                break
        if event.chain == 2:
            self.action_do("fields")

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        if self._lines:
            self.cursor = (self.cursor + by) % len(self._lines)

    def action_do(self, what: str) -> None:
        """Ask for something to be done with the line under the cursor."""
        if self._lines:
            self.post_message(self.Asked(self.cursor, what))

    def action_leave(self) -> None:
        """Go back to the notes."""
        self.post_message(self.Left())
