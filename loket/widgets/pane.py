"""The detail beside a list: a pane at the right, two lines below it when the terminal is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loket.widgets.text import fit, one_line, paragraphs, shorten

Tone = Literal["", "muted", "attention", "error", "done", "focus", "bold"]

_STYLES = {
    "": "", "muted": "$muted", "attention": "$attention", "error": "$error", "done": "$done",
    "focus": "$focus", "bold": "bold",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a pane: a text, with a label in its own column when it has one. A text may be of several lines."""

    text: str = ""
    label: str = ""
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names what stands below it."""

    text: str


PaneLine = Fact | Heading | str


def pane_content(lines: Sequence[PaneLine], width: int, label_width: int = 0) -> Content:
    """The lines wrapped to `width`, texts beside their labels."""
    own = max((cell_len(one_line(line.label)) for line in lines if isinstance(line, Fact)), default=0)
    column = min(label_width or own + 2, max(0, width // 2)) if own else 0
    rows: list[Content] = []
    for line in lines:
        if isinstance(line, Heading):
            rows.append(Content.styled(shorten(one_line(line.text), width), "bold $focus"))
            continue
        fact = Fact(line) if isinstance(line, str) else line
        indent = column if fact.label else 0
        text = Content.styled(paragraphs(fact.text), _STYLES[fact.tone])
        wrapped = text.wrap(max(8, width - indent)) or [Content("")]
        for number, part in enumerate(wrapped):
            label = f"{fit(one_line(fact.label), indent - 1)} " if number == 0 and indent else " " * indent
            rows.append(Content.assemble((label, "$muted"), part))
    return Content("\n").join(rows)


class Facts(Static):
    """Pane lines, laid out to the width that they get."""

    DEFAULT_CSS = "Facts { height: auto; width: 1fr; }"

    def __init__(self, lines: Sequence[PaneLine] = (), *, label_width: int = 0, id: str | None = None) -> None:  # noqa: A002
        super().__init__(Content(""), id=id, markup=False)
        self._lines: Sequence[PaneLine] = lines
        self._label_width = label_width

    def show(self, lines: Sequence[PaneLine]) -> None:
        """Show other lines."""
        self._lines = lines
        self._lay_out()

    def on_resize(self) -> None:
        """Lay out to the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        if self.size.width:
            self.update(pane_content(self._lines, self.size.width, self._label_width))


class Pane(VerticalScroll, can_focus=False):
    """What the cursor is on, in full; with the class `-slim` it leaves more of the line to the list.

    `brief` are the two lines that stand below a list on a narrow terminal.
    """

    # Selectors that begin with a class of the screen are not ours alone.
    SCOPED_CSS = False
    DEFAULT_CSS = """
    Pane { background: $pane; border-left: solid $muted; padding: 0 1; width: 38; scrollbar-size-vertical: 1; }
    Pane.-slim { width: 30; }
    Pane > #brief { display: none; height: 2; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    .-narrow Pane, .-digits Pane {
        width: 100%; height: 3; border-left: none; border-top: solid $muted; overflow-y: hidden;
    }
    .-narrow Pane > #brief, .-digits Pane > #brief { display: block; }
    .-narrow Pane > #full, .-digits Pane > #full { display: none; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None, label_width: int = 0) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._label_width = label_width

    def compose(self) -> ComposeResult:
        """The full lines and the brief ones; the width of the terminal decides which are seen."""
        yield Facts(label_width=self._label_width, id="full")
        yield Static(Content(""), id="brief", markup=False)

    def show(self, lines: Sequence[PaneLine], brief: Sequence[str] = ()) -> None:
        """Show what belongs to another record."""
        self.query_one("#full", Facts).show(lines)
        two = Content("\n").join(Content(one_line(text)) for text in brief[:2])
        self.query_one("#brief", Static).update(two)
        self.scroll_home(animate=False)


class ThirdPane(VerticalScroll, can_focus=False):
    """A further pane that only shows from 160 columns on: a timeline beside list and detail."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    ThirdPane { width: 56; border-left: solid $muted; background: $ground; scrollbar-size-vertical: 1; }
    .-narrow ThirdPane, .-digits ThirdPane, .-wide ThirdPane { display: none; }
    """


class Split(Horizontal):
    """A list and its panes, beside each other or, under 110 columns, below each other."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    Split { height: 1fr; }
    .-narrow Split, .-digits Split { layout: vertical; }
    """


class Rule(Widget):
    """One thin line from left to right."""

    DEFAULT_CSS = "Rule { height: 1; width: 100%; color: $muted; }"

    def render(self) -> Content:
        """The line."""
        return Content("─" * self.size.width)
