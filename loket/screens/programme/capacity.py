"""How many learning sessions each provider can give in each month: a grid in which one types the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from loket.casework import sessions
from loket.insight.sessions import Room, SessionMonths, session_months, window_months
from loket.language import N_, _
from loket.language.dates import month_after, month_of, shown_month
from loket.screens.forms.ask_sheets import AskText, ask
from loket.screens.loket_screen import LoketScreen
from loket.widgets.keys import key
from loket.widgets.text import fit, one_line
from loket.widgets.workers import act, load, reading

if TYPE_CHECKING:
    pass

_MONTH = 12
_CELL = 16
_COMING = 6
"""How many months from this one on can always be filled in, also where the programme's window ends before."""


class CapacityGrid(Widget, can_focus=True):
    """Months down, providers across; a digit sets the places of the cell, two digits go through enter."""

    DEFAULT_CSS = "CapacityGrid { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "ask", word=N_("places")),
        Binding("left", "move(-1, 0)", N_("cell left"), show=False, id="cell_left", tooltip=N_("To the provider at the left.")),
        Binding("right", "move(1, 0)", N_("cell right"), show=False, id="cell_right", tooltip=N_("To the provider at the right.")),
        Binding("up", "move(0, -1)", N_("cell up"), show=False, id="cell_up", tooltip=N_("To the month above.")),
        Binding("down", "move(0, 1)", N_("cell down"), show=False, id="cell_down", tooltip=N_("To the month below.")),
        Binding("delete,backspace", "forget", N_("unknown"), id="forget_places", tooltip=N_("Nobody knows how many places there are.")),
    ]

    class Typed(Message):
        """Places for the cell of the cursor; None is unknown."""

        def __init__(self, places: int | None) -> None:
            super().__init__()
            self.places = places

    class Asked(Message):
        """A number is to be asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.providers: list[str] = []
        self.months: list[str] = []
        self._rooms: dict[tuple[str, str], Room] = {}
        self.column = self.row = 0

    def show(self, providers: Sequence[str], months: Sequence[str], found: SessionMonths) -> None:
        """Show what is known; the cursor stays in its cell."""
        self.providers, self.months = list(providers), list(months)
        self._rooms = {(one.month, name): room for one in found.months for name, room in one.rooms.items()}
        self.action_move(0, 0)

    @property
    def here(self) -> tuple[str, str] | None:
        """Provider and month of the cursor."""
        return (self.providers[self.column], self.months[self.row]) if self.providers and self.months else None

    @property
    def room(self) -> Room | None:
        """What is known of the cell."""
        return self._rooms.get((self.here[1], self.here[0])) if self.here else None

    def go_to(self, *, provider: str = "", month: str = "") -> None:
        """Put the cursor on a provider or a month."""
        self.column = self.providers.index(provider) if provider in self.providers else self.column
        self.row = self.months.index(month) if month in self.months else self.row
        self.refresh()

    def action_move(self, across: int, down: int) -> None:
        """Move the cursor."""
        self.column = max(0, min(len(self.providers) - 1, self.column + across))
        self.row = max(0, min(len(self.months) - 1, self.row + down))
        self.refresh()

    def action_ask(self) -> None:
        """Ask for a number."""
        if self.here:
            self.post_message(self.Asked())

    def action_forget(self) -> None:
        """Nobody knows."""
        if self.here and self.room and self.room.places is not None:
            self.post_message(self.Typed(None))

    def on_key(self, event: events.Key) -> None:
        """A digit is the number of places."""
        if self.here and event.character and event.character in "0123456789":
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(int(event.character)))

    def on_click(self, event: events.Click) -> None:
        """A click goes to the cell, a second one asks."""
        first_column, first_row = self._first()
        if event.y >= 1 and event.x >= _MONTH:
            self.column = first_column + (event.x - _MONTH) // _CELL
            self.row = first_row + event.y - 1
            self.action_move(0, 0)
            if event.chain == 2:
                self.action_ask()

    def _first(self) -> tuple[int, int]:
        across = max(1, (self.size.width - _MONTH) // _CELL)
        down = max(1, self.size.height - 1)
        return max(0, self.column - across + 1), max(0, min(self.row - down // 2, len(self.months) - down))

    def render(self) -> Content:
        """Head, then a line a month."""
        if not self.here:
            return Content.styled("   " + _("No provider yet. n names one."), "$muted")
        first_column, first_row = self._first()
        across = max(1, (self.size.width - _MONTH) // _CELL)
        shown = list(enumerate(self.providers))[first_column : first_column + across]
        head = fit(" " + _("Month"), _MONTH) + "".join(fit(one_line(name), _CELL - 2) + "  " for _place, name in shown)
        lines = [Content.styled(fit(head, self.size.width), "$muted")]
        for place in range(first_row, min(len(self.months), first_row + self.size.height - 1)):
            at = place == self.row
            month = Content.styled(("▸" if at else " ") + fit(shown_month(self.months[place]), _MONTH - 1), "bold" if at else "$foreground")
            cells = [self._cell(place, column, name) for column, name in shown]
            lines.append(Content.assemble(month, *cells))
        return Content("\n").join(lines)

    def _cell(self, row: int, column: int, provider: str) -> Content:
        room = self._rooms.get((self.months[row], provider))
        places = "?" if room is None or room.places is None else str(room.places)
        taken = room.taken if room else 0
        wanted = len(room.wanted) if room else 0
        text = f" {taken}/{places}" + (f"  +{wanted}" if wanted else "")
        tone = "$muted" if places == "?" else "$attention" if room and room.places is not None and taken > room.places else "$foreground"
        at = row == self.row and column == self.column
        return Content.assemble(Content.styled(fit(text, _CELL - 2), f"{tone} on $cursor-row" if at else tone), "  ")


class Capacity(LoketScreen):
    """The places of each provider in each month of the programme."""

    PLACE = 9
    FOOTER = ("open", "forget_places", "fill_down", "new_provider", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "provider", N_("new provider"), id="new_provider", tooltip=N_("Names a provider that gives sessions.")),
        Binding("v", "fill", N_("fill down"), id="fill_down", tooltip=N_("The same number for all later months of the programme.")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._named: list[str] = []
        self._begun = False

    @property
    def grid(self) -> CapacityGrid:
        """The grid."""
        return self.query_one(CapacityGrid)

    def compose_body(self) -> ComposeResult:
        """The grid."""
        yield CapacityGrid()

    def on_mount(self) -> None:
        """Read the places."""
        super().on_mount()
        self.show_header(_("Places for sessions") + " · " + _("type a digit; 3/4 +2: three of four taken, two more want this month"))
        self.grid.focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the places anew."""
        load(self, "places", self._show, reading(session_months))

    def _show(self, found: SessionMonths) -> None:
        coming = [month_after(month_of(self.app.today), by) for by in range(_COMING)]
        months = sorted({*window_months(found.window), *(one.month for one in found.months), *coming})
        known = [name for name in found.providers if name]
        self.grid.show([*known, *(name for name in self._named if name not in known)], months, found)
        if not self._begun:
            self._begun = True
            self.grid.go_to(month=coming[0])

    def on_capacity_grid_typed(self, event: CapacityGrid.Typed) -> None:
        """Keep the places of this cell."""
        if self.grid.here:
            provider, month = self.grid.here
            act(self, self.show_done, None, sessions.set_capacity, provider, (month,), event.places)

    def on_capacity_grid_asked(self) -> None:
        """Ask for a number of any size."""
        if self.grid.here:
            provider, month = self.grid.here
            room = self.grid.room
            value = str(room.places) if room and room.places is not None else ""
            sheet = AskText(f"{provider} · {shown_month(month)}", _("How many places?"), value=value, needed=True)
            ask(self.app, sheet, self._typed)

    def _typed(self, text: str) -> None:
        if text.isdecimal() and len(text) <= 3:
            self.on_capacity_grid_typed(CapacityGrid.Typed(int(text)))
        else:
            self.app.say(_("This is not a whole number: {text}.").format(text=text), "attention")

    def action_provider(self) -> None:
        """Name a provider."""
        ask(self.app, AskText(_("New provider"), _("What is it called?"), needed=True), self._take_provider)

    def _take_provider(self, name: str) -> None:
        self._named.append(name)
        if name not in self.grid.providers:
            self.grid.providers.append(name)
        self.grid.go_to(provider=name)

    def action_fill(self) -> None:
        """The places of this cell for all months below it."""
        room = self.grid.room
        if self.grid.here is None or room is None or room.places is None:
            self.app.say(_("Type the places of this month first."))
            return
        act(self, self.show_done, None, sessions.set_capacity, room.provider, tuple(self.grid.months[self.grid.row :]), room.places)
