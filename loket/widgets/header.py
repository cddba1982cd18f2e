"""The two lines above every screen: the nine places, and what is shown here, how many, by whom, where and when."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from loket.language import N_, _
from loket.models.words import CONFIDENTIAL
from loket.widgets.base_app import app_of
from loket.widgets.text import one_line, shorten

PLACES = (
    N_("Work"),
    N_("Institutions"),
    N_("Requests"),
    N_("Conversations"),
    N_("Signals"),
    N_("Offerings"),
    N_("Dashboard"),
    N_("WensenScan"),
    N_("Programme"),
)
"""The nine places, in the order of their keys."""

_NAMES_FROM = 100


@dataclass(frozen=True, slots=True)
class HeaderState:
    """Line 2: `sheets` are those of the place, number `sheet` the open one; `where` is the filter or record; `count` is n of N;
    `who`, `database` and `day` stand right.

    `short_day` is the date on a narrow terminal; `demo` says that the database is made up.
    """

    where: str = ""
    count: str = ""
    who: str = ""
    database: str = ""
    day: str = ""
    short_day: str = ""
    demo: bool = False
    sheets: tuple[str, ...] = ()
    sheet: int = 0

    def left(self, width: int) -> str:
        """`[Leersessies] fit-gap · vergelijking    sep 2025 – okt 2026`; where that does not fit, the open sheet alone."""
        where = one_line(self.where)
        if not self.sheets:
            return where
        names = [_bracketed(name) if number == self.sheet else name for number, name in enumerate(self.sheets)]
        together = " · ".join(names).replace("] · ", "] ")
        gap = "    " if where else ""
        full = f"{together}{gap}{where}"
        return full if cell_len(full) <= width else f"{names[self.sheet]}{gap[:2]}{where}"


def _bracketed(name: str) -> str:
    return f"[{name[:1].upper()}{name[1:]}]"


class Header(Widget):
    """Shows the nine places with the open one in brackets, line 2, and a rule."""

    DEFAULT_CSS = "Header { height: 3; width: 100%; color: $foreground; }"

    class PlaceChosen(Message):
        """A place was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    class NameChosen(Message):
        """The name of who is at work was clicked."""

    def __init__(self, place: int = 0) -> None:
        super().__init__()
        self._place = place
        self._state = HeaderState()

    def show(self, state: HeaderState) -> None:
        """Show another line 2."""
        self._state = state
        self.refresh()

    def render(self) -> Content:
        """The three lines."""
        width = self.size.width
        places = Content.assemble(*self._places(width))
        rule = Content.styled("─" * width, "$muted")
        return Content("\n").join([places, self._line(width), rule])

    def place_at(self, column: int) -> int | None:
        """The place whose name stands at `column` of line 1."""
        start = 0
        for number, (text, _style) in enumerate(self._places(self.size.width)):
            start += cell_len(text)
            if column < start:
                return number if number else None
        return None

    def on_click(self, event: events.Click) -> None:
        """Go to the place that was clicked."""
        place = self.place_at(event.x) if event.y == 0 else None
        if place is not None:
            self.post_message(self.PlaceChosen(place))
        elif event.y == 1 and self._state.who:
            start = self.size.width - 1 - cell_len(self._right())
            if start <= event.x < start + cell_len(self._state.who):
                self.post_message(self.NameChosen())

    def _places(self, width: int) -> list[tuple[str, str]]:
        parts: list[tuple[str, str]] = [(" ", "")]
        needed = 1 + sum(len("1 ") + cell_len(_(name)) + len("  ") for name in PLACES)
        with_names = width >= max(_NAMES_FROM, needed)
        for number, name in enumerate(PLACES, 1):
            gap = "  " if with_names else " "
            if number == self._place:
                parts.append((f"[{number} {_(name)}]" + gap, "bold $focus"))
            else:
                parts.append((f"{number} {_(name)}" + gap if with_names else f"{number}{gap}", "$muted"))
        return parts

    def _right(self) -> str:
        """`ilse · loket · ma 23 nov 2026`."""
        state, width = self._state, self.size.width
        day = state.short_day if width < _NAMES_FROM and state.short_day else state.day
        where_from = "DEMO" if state.demo else state.database
        parts = (state.who, where_from, day, _hidden() if app_of(self).hides_confidential else "")
        return shorten(" · ".join(one_line(part) for part in parts if part), width - 2)

    def _line(self, width: int) -> Content:
        state = self._state
        right = self._right()
        room = width - 2 - cell_len(right) - 2
        count = shorten(one_line(state.count), max(0, room - 10))
        for_left = max(0, room - cell_len(count) - (4 if count else 0))
        left = shorten(state.left(for_left), for_left)
        gap = "    " if count and left else ""
        fill = width - 2 - cell_len(left) - cell_len(gap) - cell_len(count) - cell_len(right)
        tone = "$attention" if state.demo or app_of(self).hides_confidential else "$muted"
        return Content.assemble(" ", (left, "bold"), gap, count, " " * max(0, fill), (right, tone))


def _hidden() -> str:
    """That others look along."""
    return f"{CONFIDENTIAL} {_('hidden')}"
