"""A modal list of at most a few answers: digits pick, `0` means none of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from loket.language import N_, _
from loket.widgets.keys import key
from loket.widgets.sheet import Sheet
from loket.widgets.text import content, fit, one_line

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Option(Generic[Value]):
    """One answer: its value, its label (translated already), and a remark beside it."""

    value: Value
    label: str
    detail: str = ""


class OptionLines(Widget, can_focus=True):
    """Numbered lines with a cursor; a digit, enter or a click picks. Of more lines than there is room for, those around the cursor."""

    DEFAULT_CSS = "OptionLines { height: auto; max-height: 20; color: $foreground; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "pick", N_("choose")),
        Binding("up", "move(-1)", N_("line up"), show=False, id="line_up"),
        Binding("down", "move(1)", N_("line down"), show=False, id="line_down"),
    ]
    cursor: var[int] = var(0)

    class Picked(Message):
        """A line was picked; `place` counts from 0."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, lines: Sequence[tuple[str, str]], *, numbered: bool = True, cursor: int = 0) -> None:
        super().__init__()
        self.set_reactive(OptionLines.cursor, cursor)
        self._lines = [(one_line(label), one_line(detail)) for label, detail in lines]
        self._numbered = numbered

    def show(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show other lines; the cursor goes to the first."""
        self._lines = [(one_line(label), one_line(detail)) for label, detail in lines]
        self.cursor = 0
        self.refresh(layout=True)

    def watch_cursor(self) -> None:
        """Draw the cursor where it stands now, in sight."""
        self.refresh()

    @property
    def _top(self) -> int:
        """The first line in sight."""
        height = max(1, self.size.height)
        return max(0, min(self.cursor - height // 2, len(self._lines) - height))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """One line an option."""
        return max(1, len(self._lines))

    def render(self) -> Content:
        """The lines, their numbers and the cursor."""
        width = self.size.width
        name_width = max((cell_len(label) for label, detail in self._lines if detail), default=0)
        rows = []
        top, last = self._top, min(len(self._lines), self._top + max(1, self.size.height)) - 1
        for place, (label, detail) in list(enumerate(self._lines))[top : last + 1]:
            number = f"{place + 1:>2} " if self._numbered and place < 9 else "   "
            text = f"{label:<1}" if not detail else f"{fit(label, name_width)}   {detail}"
            more = "▴" if place == top > 0 else "▾" if place == last < len(self._lines) - 1 else ""
            line = fit(number + text, max(1, width - 3)) + f"{more:>2}"
            at = place == self.cursor
            rows.append(Content.assemble(("▸" if at else " ", "$focus"), (line, "on $cursor-row" if at else "")))
        return Content("\n").join(rows)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        if self._lines:
            self.cursor = (self.cursor + by) % len(self._lines)

    def action_pick(self) -> None:
        """Pick the line under the cursor."""
        self.pick(self.cursor)

    def pick(self, place: int) -> None:
        """Pick a line by its place."""
        if 0 <= place < len(self._lines):
            self.post_message(self.Picked(place))

    def on_key(self, event: events.Key) -> None:
        """A digit picks its line."""
        if self._numbered and event.character and event.character in "123456789":
            event.stop()
            self.pick(int(event.character) - 1)

    def on_click(self, event: events.Click) -> None:
        """A click picks the line."""
        self.pick(event.y + self._top)


class Choice(Sheet[Value | None], Generic[Value]):
    """Asks one of `options`; the answer is its value, or None for escape. With `none`, `0` answers that there is none.

    The cursor begins on the option with `now`'s value, which has a sign: enter leaves it as it is.
    """

    def __init__(
        self,
        title: str,
        options: Sequence[Option[Value]],
        *,
        none: Option[Value] | None = None,
        text: str = "",
        now: Value | None = None,
    ) -> None:
        super().__init__(title)
        self._options = [
            replace(option, detail=f"● {option.detail}".rstrip()) if now is not None and option.value == now else option
            for option in options
        ]
        self._start = next((place for place, option in enumerate(options) if now is not None and option.value == now), 0)
        self._none = none
        self._text = text

    def compose_sheet(self) -> ComposeResult:
        """The question, the answers, and none of these."""
        if self._text:
            yield Static(Content(one_line(self._text)), markup=False)
        yield OptionLines([(option.label, option.detail) for option in self._options], cursor=self._start)
        if self._none is not None:
            yield Static(Content(f"  0 {one_line(self._none.label)}"), markup=False, classes="hint")
        yield self.hint(N_("digit or enter chooses   esc back"))

    def on_key(self, event: events.Key) -> None:
        """`0` answers none of these."""
        if event.character == "0" and self._none is not None:
            event.stop()
            self.dismiss(self._none.value)

    def on_option_lines_picked(self, event: OptionLines.Picked) -> None:
        """Answer."""
        self.dismiss(self._options[event.place].value)


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
