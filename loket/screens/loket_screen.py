"""What every screen has: header, body, message line, keys; a screen with a list to filter; one for a database that cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static, TextArea

from loket.language import N_, _
from loket.language.formats import long_date, short_date
from loket.models.words import RecordKind
from loket.screens.registry import SHEET_NAMES, SHEETS
from loket.widgets.base_app import BaseApp
from loket.widgets.columns import Row
from loket.widgets.filter_bar import FilterBar
from loket.widgets.footer import KeyLine, MessageLine
from loket.widgets.header import Header, HeaderState
from loket.widgets.keys import key
from loket.widgets.paged_table import PagedTable
from loket.widgets.text import content

if TYPE_CHECKING:
    from loket.casework.done import Done, Ref


class LoketScreen(Screen[None]):
    """A screen of loket. Subclasses compose `compose_body`, set `PLACE`, and call `show_header` for the header.

    `FOOTER` names the likeliest keys by binding id, in order; a part with focus may have its own. One that `FOLLOWS` is read anew when a
    colleague saves something.
    """

    app = getters.app(BaseApp)
    PLACE: ClassVar[int] = 0
    FOOTER: ClassVar[tuple[str, ...]] = ()
    FOLLOWS: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [key("back", show=False), key("edit", show=False)]
    DEFAULT_CSS = """
    LoketScreen { background: $ground; color: $foreground; layout: vertical; }
    LoketScreen > #body { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._where = ""
        self._count = ""
        self._was_left = False

    def compose(self) -> ComposeResult:
        """Header, body, message line, keys."""
        yield Header(self.PLACE)
        with Vertical(id="body"):
            yield from self.compose_body()
        yield MessageLine()
        yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """What stands between header and message line."""
        yield from ()

    def show_header(self, where: str | None = None, count: str | None = None) -> None:
        """Say in the header what is shown (filter, record) and how many there are; None leaves as it was. The sheets name themselves."""
        self._where = self._where if where is None else where
        self._count = self._count if count is None else count
        app = self.app
        short = short_date(app.today, app.today, weekday=False)
        sheets, sheet = self._sheets()
        state = HeaderState(self._where, self._count, app.who, app.database, long_date(app.today), short, app.is_demo, sheets, sheet)
        self.query_one(Header).show(state)

    def _sheets(self) -> tuple[tuple[str, ...], int]:
        """The names of this place's sheets and which of them this is; none for any other screen."""
        names, path = SHEET_NAMES.get(self.PLACE, ()), f"{type(self).__module__}:{type(self).__name__}"
        if not names or path not in SHEETS[self.PLACE]:
            return (), 0
        return tuple(map(_, names)), SHEETS[self.PLACE].index(path)

    def on_mount(self) -> None:
        """Fill the header as soon as there is one."""
        self.show_header()

    def on_screen_resume(self) -> None:
        """Show what was said while another screen was open, and read anew what may have changed there."""
        self.app.screen_shown(self)
        self.query_one(MessageLine).refresh(layout=True)
        self.app.show_presence(self.record_open())
        if self._was_left:
            self._was_left = False
            self.refresh_data()
            made, self.app.made = self.app.made, None
            if made is not None:
                self.show_made(made)

    def on_screen_suspend(self) -> None:
        """Another screen is open: what this one shows may change meanwhile."""
        self._was_left = True

    def refresh_data(self) -> None:
        """Read anew what this screen shows: after coming back, after a save, after an undo."""
        for table in self.query(PagedTable):
            table.reload()

    def show_made(self, made: Ref) -> None:
        """Put the cursor on the record that was just made, if this screen shows it."""

    def may_follow(self) -> bool:
        """Whether it can be read anew now: not while somebody types."""
        return self.FOLLOWS and not isinstance(self.focused, Input | TextArea)

    def institution_here(self) -> int | None:
        """The institution that the cursor is on or that this screen is about, for `g`."""
        return None

    def record_here(self) -> tuple[RecordKind | str, int] | None:
        """The record that the cursor is on or that this screen is about, for `f` and `h`."""
        return None

    def record_to_edit(self) -> tuple[RecordKind | str, int] | None:
        """What `e` edits: the record that the cursor is on, in whichever list or timeline has the focus, else what the screen is about."""
        return record_of_row(self.focused.cursor_row if isinstance(self.focused, PagedTable) else None) or self.record_here()

    def removable_here(self) -> tuple[RecordKind | None, Sequence[int]]:
        """What `del` removes: the records of one kind that a key acts on; none where that would be a guess."""
        return None, ()

    def record_open(self) -> tuple[RecordKind, int] | None:
        """The one record that this screen is about, for colleagues to see that somebody is at it."""
        return None

    def shows_confidential(self) -> bool:
        """Whether something confidential stands here in full, so that this screen is left when others look along."""
        return False

    def next_pane(self) -> None:
        """Go to the next part of this screen (f6)."""
        self.focus_next()

    def show_done(self, outcome: Done) -> None:
        """Say what a verb did, with its warnings, and read anew: for `act`'s `then`."""
        self.app.say(" ".join((outcome.message, *outcome.warnings)), "done", undoable=True)
        self.refresh_data()

    def action_edit(self) -> None:
        """Edit what the cursor is on."""
        record = self.record_to_edit()
        if record is not None:
            self.app.edit_record(*record)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to edit: no key for it."""
        if action == "edit" and type(self).action_edit is LoketScreen.action_edit:
            return self.is_mounted and self.record_to_edit() is not None
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """One step back; the first screen of a place stays."""
        self.app.go_back()


def record_of_row(row: Row | None) -> tuple[RecordKind, int] | None:
    """The record that a line of a list or timeline stands for: its kind and number, where the line says both."""
    record = row.record if row is not None else None
    kind, number = (
        record[:2] if isinstance(record, tuple) and len(record) >= 2 else (getattr(record, "kind", None), getattr(record, "id", None))
    )
    return (kind, number) if isinstance(kind, RecordKind) and isinstance(number, int) and number else None


class FilteredScreen(LoketScreen):
    """A screen with one list and a filter bar over it."""

    @property
    def table(self) -> PagedTable:
        """The list."""
        return self.query_one(PagedTable)

    def action_filter(self) -> None:
        """Narrow the list while typing."""
        self.query_one(FilterBar).open()

    def on_filter_bar_narrowed(self, event: FilterBar.Narrowed) -> None:
        """Show what the words find."""
        self.table.filter_by(event.text)

    def on_filter_bar_left(self) -> None:
        """Back to the list."""
        self.table.focus()

    def action_back(self) -> None:
        """One step back: the selection, then the filter, then the screen."""
        if self.table.selected:
            self.table.clear_selection()
        elif self.table.text:
            self.query_one(FilterBar).action_clear()
        else:
            super().action_back()


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
