"""Requests in groups that open and close: what the sheets of unmet needs and of verdicts share."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType

from loket.exchange import output_files
from loket.insight.lists.requests import RequestRow
from loket.language import N_, _, ngettext
from loket.models.words import RecordKind
from loket.screens.export_file import ask_file
from loket.screens.loket_screen import LoketScreen
from loket.screens.offerings.referral_questions import VERDICT_KEY, ask_verdict
from loket.screens.records.record_lines import day, joined, late_cell, said, short
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.keys import key, keys_of
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.text import fit, one_line

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.exchange.output_files import OutCell
    from loket.store.database import Store


NO_OPEN_REQUESTS = N_("There are no open requests.")
_WIDEST = 60
"""Cells that the name of a group gets at most, so that the counts stand below each other."""


@dataclass(frozen=True, slots=True)
class RequestGroup:
    """A group on the screen: its line, and the rows that come out when it is opened."""

    key: Hashable
    label: str
    tail: str
    rows: tuple[Row, ...]
    late: bool = False
    record: Any = None


class GroupedRequests(LoketScreen):
    """Groups of requests: enter opens and closes a group, f6 all of them; on a request the usual keys work."""

    FOLLOWS = True
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("number", N_("Nr"), 8, keep=True),
        Column("title", N_("Request"), 26, flexible=3, keep=True),
        Column("institution", N_("Institution"), 16, flexible=1),
        Column("outcome", N_("Outc"), 6),
        Column("audience", N_("Audience"), 10),
        Column("verdict", N_("Verdict"), 16),
        Column("due", N_("Due"), 10, keep=True, align="right"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*keys_of("refer", "edit", "export"), key("copy", show=False), VERDICT_KEY]
    EMPTY: ClassVar[str] = ""
    EXPORT: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self.parts: tuple[RequestGroup, ...] = ()
        self.unfolded: set[Hashable] = set()
        self.counted = 0

    # Given by a sheet

    def export_table(self) -> tuple[Sequence[str], list[Sequence[OutCell]]]:
        """The headers and rows that `x` writes."""
        raise NotImplementedError

    # The screen

    @property
    def table(self) -> PagedTable:
        """The groups and their requests."""
        return self.query_one(PagedTable)

    def compose_body(self) -> ComposeResult:
        """The groups."""
        yield PagedTable(self.COLUMNS, self._page, empty=self.EMPTY)

    def show_parts(self, parts: Sequence[RequestGroup], counted: int) -> None:
        """Show other groups; those that were open stay open."""
        self.parts, self.counted = tuple(parts), counted
        self.table.reload(self._page)

    def _page(self, store: Store, request: PageRequest) -> Page:
        lines: list[Row] = []
        width = min(_WIDEST, max((cell_len(one_line(part.label)) for part in self.parts), default=0))
        for part in self.parts:
            is_open = part.key in self.unfolded
            head = Cell(f"{'▾' if is_open else '▹'} {fit(one_line(part.label), width)}", "bold", tail=part.tail)
            lines.append(Row(("part", part.key), (head,), late=part.late, record=part, across=True))
            if is_open:
                lines += part.rows
        return Page(lines[request.offset : request.offset + request.size], len(lines), self.counted, self.counted)

    def request_row(self, group: Hashable, record: RequestRow, sign: str = "") -> Row:
        """The line of a request in its group."""
        return Row(
            (group, record.id),
            (
                record.number, record.title, record.whose or "?", said(record.outcome_info), short(record.audience),
                said(record.verdict, ""), late_cell(day(record.due_on, self.app.today), record.late),
            ),
            late=record.late,
            sign=sign,
            record=record,
        )  # fmt: skip

    # Keys

    def part_here(self) -> RequestGroup | None:
        """The group that the cursor is on or in."""
        row = self.table.cursor_row
        if row is None:
            return None
        if isinstance(row.record, RequestGroup):
            return row.record
        return next((part for part in self.parts if any(one.key == row.key for one in part.rows)), None)

    def here(self) -> RequestRow | None:
        """The request under the cursor."""
        row = self.table.cursor_row
        return row.record if row is not None and isinstance(row.record, RequestRow) else None

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Open or close a group, or open the request."""
        record = event.row.record
        if isinstance(record, RequestGroup):
            self.unfolded ^= {record.key}
            self.table.reload(self._page)
        elif isinstance(record, RequestRow):
            self.app.open_record(RecordKind.REQUEST, record.id)
        else:
            self.open_other(record)

    def open_other(self, record: Any) -> None:
        """Open a line that is no request."""

    def next_pane(self) -> None:
        """f6 opens all groups, or closes them."""
        keys = {part.key for part in self.parts}
        self.unfolded = set() if keys <= self.unfolded else keys
        self.table.reload(self._page)

    def chosen(self) -> list[int]:
        """The requests that a key acts on: the selected ones, else the one under the cursor."""
        return list(dict.fromkeys(row.record.id for row in self.table.acted_on if isinstance(row.record, RequestRow)))

    def action_verdict(self) -> None:
        """Say what exists for the selected requests."""
        chosen = self.chosen()
        if chosen:
            ask_verdict(self, chosen, self._judged)
        else:
            self.app.say(self.app.keyed(_("Put the cursor on a request: {open} opens the group.")))

    def _judged(self, done: Done) -> None:
        self.table.clear_selection()
        self.show_done(done)

    def action_refer(self) -> None:
        """Look at what there is for the selected requests, else the one under the cursor."""
        chosen = self.chosen()
        if chosen:
            self.table.clear_selection()
            self.app.open_screen("refer", chosen[0], chosen[1:])

    def action_copy(self) -> None:
        """Copy the line."""
        here, part = self.here(), self.part_here()
        text = joined(here.number, here.title, here.whose, by="\t") if here else joined(part.label, part.tail, by="\t") if part else ""
        if text:
            self.app.copy_to_clipboard(text)
            self.app.say(_("Copied."))

    def action_export(self) -> None:
        """Write the groups with their requests to a file."""
        name = f"loket-{self.EXPORT}-{self.app.today.isoformat()}.csv"
        headers, rows = self.export_table()

        def write(_store: Store, path: Path) -> int:
            return output_files.write_table(path, headers, rows)

        ask_file(self, _("Export this list"), name, write, logged_as=f"list {self.EXPORT}")

    def institution_here(self) -> int | None:
        """The institution that asks."""
        here = self.here()
        return here.institution_id if here else None

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The request under the cursor."""
        here = self.here()
        return (RecordKind.REQUEST, here.id) if here else None


def requests_and_institutions(requests: int, institutions: int) -> str:
    """`12 vragen · 9 instellingen`."""
    return joined(
        ngettext("{count} request", "{count} requests", requests).format(count=requests),
        ngettext("{count} institution", "{count} institutions", institutions).format(count=institutions),
    )
