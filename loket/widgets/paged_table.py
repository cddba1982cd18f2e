"""The list of every screen: one line a record, drawn on demand from pages that a thread loads."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from loket.language import N_, _
from loket.models.words import CONFIDENTIAL
from loket.widgets.choice import Choice, Option
from loket.widgets.columns import Below, Cell, Column, ColumnLayout, Group, Placed, Row, place_columns
from loket.widgets.keys import key
from loket.widgets.pages import SIZE, Loader, Narrowing, Page, PageFeed
from loket.widgets.text import fit, one_line, shorten
from loket.widgets.workers import load


class PagedTable(ScrollView, can_focus=True):
    """A list over `loader`, which is called in a thread, a page at a time.

    Before each row stand `■` selected, `▸` cursor and `!` late. `empty` is the sentence for a list without rows.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"paged-table--{part}" for part in ("head", "cursor", "group", "muted", "attention", "error", "done", "focus", "bold")
    }
    DEFAULT_CSS = """
    PagedTable {
        background: $ground; color: $foreground; height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1;
        & > .paged-table--head { color: $muted; }
        & > .paged-table--group { color: $focus; text-style: bold; }
        & > .paged-table--cursor { background: $pane; }
        &:focus > .paged-table--cursor { background: $cursor-row; }
        & > .paged-table--muted { color: $muted; }
        & > .paged-table--attention { color: $attention; }
        & > .paged-table--error { color: $error; }
        & > .paged-table--done { color: $done; }
        & > .paged-table--focus { color: $focus; }
        & > .paged-table--bold { text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "open_row"),
        key("select", "select_row", show=False),
        Binding(
            "ctrl+a", "select_all", N_("select all"), show=False, id="select_all", tooltip=N_("Selects everything that this list shows.")
        ),
        key("sort", "choose_sort", show=False),
        Binding("up", "move(-1)", N_("line up"), show=False, id="line_up", tooltip=N_("One line up.")),
        Binding("down", "move(1)", N_("line down"), show=False, id="line_down", tooltip=N_("One line down.")),
        Binding("pageup", "move_page(-1)", N_("page up"), show=False, id="page_up", tooltip=N_("One page up.")),
        Binding("pagedown", "move_page(1)", N_("page down"), show=False, id="page_down", tooltip=N_("One page down.")),
        Binding("home,ctrl+home", "move_to_line(0)", N_("first"), show=False, id="first", tooltip=N_("To the first line.")),
        Binding("end,ctrl+end", "move_to_line(-1)", N_("last"), show=False, id="last", tooltip=N_("To the last line.")),
    ]

    cursor: var[int] = var(0)
    # Often known only when the first page is there, and drawn, already.
    empty: reactive[str] = reactive("", init=False)

    class Told(Message):
        """What a table tells; `control` lets a handler name its table: `@on(PagedTable.Opened, "#about")`."""

        def __init__(self, table: PagedTable) -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> PagedTable:
            """The table."""
            return self.table

    class Highlighted(Told):
        """The cursor stands on another row, or on none."""

        def __init__(self, table: PagedTable, row: Row | None) -> None:
            super().__init__(table)
            self.row = row

    class Opened(Told):
        """A row was opened."""

        def __init__(self, table: PagedTable, row: Row) -> None:
            super().__init__(table)
            self.row = row

    class Selected(Told):
        """Other rows are selected."""

    class Counted(Told):
        """How many records there are: in this list, and without its filter."""

        def __init__(self, table: PagedTable, records: int, of: int) -> None:
            super().__init__(table)
            self.records, self.of = records, of

    def __init__(
        self,
        columns: Sequence[Column],
        loader: Loader,
        *,
        empty: str = "",
        sort: str = "",
        show_head: bool = True,
        page_size: int = SIZE,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.layout_of_columns = ColumnLayout()
        self.set_reactive(PagedTable.empty, empty)
        self.sort, self.descending = sort, False
        self.text = ""
        self.selected: dict[Hashable, Row] = {}
        self._head = 1 if show_head else 0
        self._feed = PageFeed(self, loader, page_size, self._take)
        self._pages = self._feed.pages
        self._wanted_key: Hashable = None
        self._line_on_screen: int | None = None
        self._told: Row | None = None
        self._tones: dict[str, Style] = {}

    # What there is

    @property
    def cursor_row(self) -> Row | None:
        """The row under the cursor."""
        line = self._pages.line(self.cursor)
        return line if isinstance(line, Row) else None

    @property
    def acted_on(self) -> list[Row]:
        """The rows that a key acts on: the selected ones, else the one under the cursor."""
        row = self.cursor_row
        return list(self.selected.values()) or ([row] if row else [])

    @property
    def is_loaded(self) -> bool:
        """Whether the first page has come."""
        return self._feed.is_loaded

    def on_mount(self) -> None:
        """Ask for the first page."""
        self.reload()

    def reload(self, loader: Loader | None = None) -> None:
        """Read everything anew, with another loader if given; the cursor stays on its row where that stands, else on its line."""
        self._feed.loader = loader or self._feed.loader
        row = self.cursor_row
        self._wanted_key = row.key if row is not None else self._wanted_key
        self._line_on_screen = self.cursor - self.scroll_offset.y if row is not None else None
        self._feed.renew(Narrowing(self.sort, self.descending, self.text), self.cursor)

    def filter_by(self, text: str) -> None:
        """Narrow the list to what `text` finds; the cursor goes to the first, which is the likeliest."""
        if text != self.text:
            self.text = text
            self.cursor = 0
            self.reload()
            self._wanted_key = None

    def sort_by(self, column: str, *, descending: bool = False) -> None:
        """Sort by a column; the loader does it."""
        self.sort, self.descending = column, descending
        self.reload()

    def go_to(self, wanted: Hashable) -> None:
        """Put the cursor on the row with this key, now or when its page comes."""
        self._wanted_key, self._line_on_screen = wanted, None
        self._settle()

    def go_to_place(self, place: int, wanted: Hashable) -> None:
        """Put the cursor on a line that may be on a page that is not there yet: on the row with this key."""
        self.cursor = place
        self.go_to(wanted)

    def clear_selection(self) -> None:
        """Select nothing."""
        self.selected.clear()
        self._selection_changed()

    # Pages

    def _take(self, page: Page, anew: bool) -> None:
        self.virtual_size = Size(self.size.width, page.total + self._head)
        for line in page.lines if self.selected else ():
            if isinstance(line, Row) and line.key in self.selected:
                self.selected[line.key] = line
        if anew:
            records = page.total if page.records is None else page.records
            self.post_message(self.Counted(self, records, records if page.of is None else page.of))
        self._settle()
        self.refresh()

    def _fill(self) -> None:
        top = self.scroll_offset.y
        self._feed.fill(top, top + max(1, self.size.height))

    def _settle(self) -> None:
        if self._wanted_key is not None:
            found = self._pages.number_of(self._wanted_key)
            self._wanted_key = None if found is not None or not self._feed.is_fresh else self._wanted_key
            if found is not None:
                self.cursor = found
                if self._line_on_screen is not None:  # what was read anew may have come above it: nothing moves under the eyes
                    self.scroll_to(y=max(0, found - self._line_on_screen), animate=False, immediate=True)
                    self._line_on_screen = None
                    self._fill()
                    self._tell()
                    return
        self.cursor = max(0, min(self.cursor, self._pages.total - 1))
        if isinstance(self._pages.line(self.cursor), Group):
            self.cursor = self._nearest_row(self.cursor, 1)
        self._show_cursor()
        self._tell()

    # The cursor

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the cursor where it stands now."""
        self.refresh_line(old + self._head)
        self.refresh_line(new + self._head)

    def _nearest_row(self, start: int, step: int) -> int:
        for direction in (step, -step):
            at = start
            while 0 <= at < self._pages.total:
                if not isinstance(self._pages.line(at), Group):
                    return at
                at += direction
        return start

    def _move_to(self, target: int, step: int) -> None:
        if not self._pages.total:
            return
        target = max(0, min(target, self._pages.total - 1))
        if isinstance(self._pages.line(target), Group):
            target = self._nearest_row(target, step)
        self.cursor = target
        self._wanted_key = None
        self._show_cursor()
        self._tell()

    def _show_cursor(self) -> None:
        height = max(1, self.size.height - self._head)
        top = self.scroll_offset.y
        with_group = self.cursor - 1 if isinstance(self._pages.line(self.cursor - 1), Group) else self.cursor
        if with_group < top:
            self.scroll_to(y=with_group, animate=False, immediate=True)
        elif self._end_of_row >= top + height:
            self.scroll_to(y=min(self.cursor, self._end_of_row - height + 1), animate=False, immediate=True)
        self._fill()

    @property
    def _end_of_row(self) -> int:
        """The last line of the row under the cursor."""
        end = self.cursor
        while isinstance(self._pages.line(end + 1), Below):
            end += 1
        return end

    def _tell(self) -> None:
        row = self.cursor_row
        if row is not self._told:
            self._told = row
            self.post_message(self.Highlighted(self, row))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Load what scrolls into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._fill()

    def on_resize(self) -> None:
        """Lay out anew, and keep the cursor in sight."""
        self.virtual_size = Size(self.size.width, self._pages.total + self._head)
        if self._feed.is_loaded:
            self._show_cursor()

    def action_move(self, by: int) -> None:
        """Move the cursor some lines."""
        self._move_to(self.cursor + by, 1 if by > 0 else -1)

    def action_move_page(self, by: int) -> None:
        """Move the cursor a page."""
        self._move_to(self.cursor + by * max(1, self.size.height - self._head - 1), by)

    def action_move_to_line(self, line: int) -> None:
        """Move the cursor to a line; -1 is the last."""
        self._move_to(self._pages.total - 1 if line < 0 else line, -1 if line < 0 else 1)

    def action_open_row(self) -> None:
        """Open the row under the cursor."""
        row = self.cursor_row
        if row is not None:
            self.post_message(self.Opened(self, row))

    def action_select_row(self) -> None:
        """Select the row under the cursor, or not any more; the cursor stays."""
        self._toggle(self.cursor_row)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A screen that selects all in a way of its own does so."""
        return not hasattr(self.screen, "action_select_all") if action == "select_all" else True

    def action_select_all(self) -> None:
        """Select everything that the list shows, also what is not in sight."""
        loader, requests = self._feed.loader, self._feed.requests()
        load(self, "all", self._select, lambda store: [loader(store, request) for request in requests])

    def _select(self, pages: Sequence[Page]) -> None:
        self.selected = {line.key: line for page in pages for line in page.lines if isinstance(line, Row)}
        self._selection_changed()

    def action_choose_sort(self) -> None:
        """Ask by which column to sort; the present one turns around."""
        sortable = [column for column in self.columns if column.sortable]
        if sortable:
            options = [Option(column.key, _(column.label)) for column in sortable]
            self.app.push_screen(Choice(_("Sort by"), options, now=self.sort or None), self._sort_chosen)

    def _sort_chosen(self, column: str | None) -> None:
        if column is not None:
            self.sort_by(column, descending=column == self.sort and not self.descending)

    def _toggle(self, row: Row | None) -> None:
        if row is None:
            return
        if self.selected.pop(row.key, None) is None:
            self.selected[row.key] = row
        self._selection_changed()

    def _selection_changed(self) -> None:
        self.refresh()
        self.post_message(self.Selected(self))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, on the gutter selects, a second one opens; on the head sorts."""
        if event.y < self._head:
            self._click_head(event.x)
            return
        number = self.scroll_offset.y + event.y - self._head
        line = self._pages.line(number)
        if not isinstance(line, Row):
            return
        self._move_to(number, 1)
        if event.x == 0:
            self._toggle(line)
        elif event.chain == 2:
            self.action_open_row()

    def _click_head(self, x: int) -> None:
        start = GUTTER
        for placed in self._placed(self.size.width):
            if start <= x < start + placed.width and placed.column.sortable:
                self._sort_chosen(placed.column.key)
            start += placed.width + gap_of(self.size.width)

    # Drawing

    def _placed(self, width: int) -> list[Placed]:
        return place_columns(self.columns, width - GUTTER - 1, gap_of(width), self.layout_of_columns)

    def lay_out(self, layout: ColumnLayout) -> None:
        """Show these columns, this wide."""
        if layout != self.layout_of_columns:
            self.layout_of_columns = layout
            self.refresh()

    def columns_in_sight(self) -> list[str]:
        """The columns that are shown now."""
        return [placed.column.key for placed in self._placed(self.size.width)]

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme."""
        self._tones.clear()
        super().notify_style_update()

    def _tone(self, name: str) -> Style:
        if name not in self._tones:
            self._tones[name] = self.get_component_rich_style(f"paged-table--{name}", partial=True) if name else Style()
        return self._tones[name]

    def render_line(self, y: int) -> Strip:
        """Line `y` of what is in sight."""
        width = self.size.width
        renderer = RowRenderer(self._placed(width), width, self.rich_style, self._tone)
        if y < self._head:
            return renderer.head(self.sort, self.descending)
        number = self.scroll_offset.y + y - self._head
        if number >= self._pages.total:
            nothing = self._feed.is_loaded and not self._pages.total and y == self._head
            return renderer.muted(_(self.empty) if nothing and self.empty else "")
        line = self._pages.line(number)
        if line is None:
            return renderer.muted("…")
        if isinstance(line, Group):
            return renderer.group(line)
        return renderer.row(line, at_cursor=number == self.cursor, selected=line.key in self.selected, focused=self.has_focus)


GUTTER = 3
"""Cells before the first column: selected, cursor, late."""

_WIDE = 100


class LaidOut(PagedTable):
    """A table whose loader lays its lines out to the width that it gets: `room` of it is for the cells."""

    room = 0

    def on_resize(self) -> None:
        """Lay out anew to another width."""
        room = self.size.width - GUTTER - 1
        if self.room != room:
            self.room = room
            self.reload()

    def width_of(self, column: str) -> int:
        """How wide a column is now."""
        placed = place_columns(self.columns, self.room, gap_of(self.size.width), self.layout_of_columns)
        return next((one.width for one in placed if one.column.key == column), 0)


def gap_of(width: int) -> int:
    """How far columns are apart in a table of `width` cells."""
    return 2 if width >= _WIDE else 1


@dataclass(frozen=True, slots=True)
class RowRenderer:
    """Draws lines of `width` cells with these columns; `tone` gives the style of a tone."""

    placed: Sequence[Placed]
    width: int
    base: Style
    tone: Callable[[str], Style]

    def head(self, sort: str, descending: bool) -> Strip:
        """The columns' names, with an arrow at the one that is sorted by."""
        parts = []
        for placed in self.placed:
            label = one_line(_(placed.column.label)) if placed.column.label else ""
            if placed.column.key == sort:
                arrow = "↓" if descending else "↑"
                label = f"{label} {arrow}" if cell_len(label) + 2 <= placed.width else shorten(label, placed.width - 1) + arrow
            parts.append(fit(label, placed.width, placed.column.align))
        text = " " * GUTTER + (" " * gap_of(self.width)).join(parts)
        return self._strip(Segment(fit(text, self.width), self.base + self.tone("head")))

    def muted(self, text: str) -> Strip:
        """A line that is no record: nothing there, or not yet."""
        return self._strip(Segment(fit(" " * GUTTER + text, self.width), self.base + self.tone("muted")))

    def group(self, group: Group) -> Strip:
        """The name of the rows below it, and how many they are; or more of the row above it, in its column."""
        if isinstance(group, Below):
            return self._below(group)
        count = "" if group.count is None else f" {group.count}"
        text = fit(" " * GUTTER + one_line(group.label) + count, self.width)
        return self._strip(Segment(text, self.base + self.tone("group")))

    def _below(self, line: Below) -> Strip:
        used = GUTTER
        for placed in self.placed:
            if placed.column.key == line.column:
                break
            used += placed.width + gap_of(self.width)
        return self._strip(Segment(fit(" " * used + one_line(line.label), self.width), self.base))

    def row(self, row: Row, *, at_cursor: bool, selected: bool, focused: bool = True) -> Strip:
        """A record: its signs and its cells. The cursor of a table without focus is muted."""
        style = self.base + self.tone("cursor") if at_cursor else self.base
        focus, attention = style + self.tone("focus"), style + self.tone("attention")
        segments = [
            Segment("■", focus) if selected else Segment(CONFIDENTIAL if row.confidential else " ", attention),
            Segment("▸" if at_cursor else " ", focus if focused else style + self.tone("muted")),
            Segment("!" if row.late else row.sign[:1] or " ", attention),
        ]
        used, gap = GUTTER, " " * gap_of(self.width)
        across = [Placed(self.placed[0].column, 0, max(1, self.width - GUTTER - 1))] if row.across and self.placed else self.placed
        for place, placed in enumerate(across):
            before = gap if place else ""
            cell = row.cells[placed.index] if placed.index < len(row.cells) else ""
            segments.append(Segment(before, style))
            segments += self._cell(cell if isinstance(cell, Cell) else Cell(cell), placed, style)
            used += len(before) + placed.width
        segments.append(Segment(" " * max(0, self.width - used), style))
        return self._strip(*segments)

    def _cell(self, cell: Cell, placed: Placed, style: Style) -> list[Segment]:
        text, tail = one_line(cell.text), f"  {one_line(cell.tail)}" if cell.tail else ""
        lead = shorten(one_line(cell.lead), placed.width)
        before = [Segment(lead, style + self.tone("muted"))] if lead else []
        width = placed.width - cell_len(lead)
        if cell.brief and cell_len(text) > width:
            text = one_line(cell.brief)
        if not tail:
            return [*before, Segment(fit(text, width, placed.column.align), style + self.tone(cell.tone))]
        shown = shorten(text, max(0, width - cell_len(tail)))
        rest = fit(tail, width - cell_len(shown))
        return [*before, Segment(shown, style + self.tone(cell.tone)), Segment(rest, style + self.tone("muted"))]

    def _strip(self, *segments: Segment) -> Strip:
        return Strip(segments, self.width)
