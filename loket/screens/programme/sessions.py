"""Programma, place 9: learning sessions by month, with how full the months are and who waits for a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from loket.insight.lists.listing import View, count, every
from loket.insight.lists.sessions import SESSIONS, SessionRow
from loket.insight.session_months import SessionMonths, session_months
from loket.language import N_, _, label
from loket.language.formats import number as figure
from loket.language.months import month_of, shown_month
from loket.models.words import SessionState
from loket.screens.programme.months import MonthTable
from loket.screens.programme.session_acts import SessionActs, session_lines, wanted_month
from loket.screens.records.lines import day, joined, themes
from loket.screens.records.list import Detail, RecordList
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Rule

if TYPE_CHECKING:
    from datetime import date

    from loket.store.opening import Store

_LAST = "9999-99"


class SessionList(SessionActs, RecordList):
    """All learning sessions by month; who waits for a place stands last, in the order of the waiting list."""

    PLACE = 9
    LISTING = SESSIONS
    FORM = "session_form"
    SAVED_AS = "sessions"
    START = View(sort="day")
    EMPTY = N_("No sessions with this filter. / clears it.")
    FOOTER = ("open", "new", "state", "capacity", "calendar", "previous", "next", "filter", "export")
    COLUMNS = (
        Column("day", N_("Day"), 9, keep=True, sortable=True),
        Column("institution", N_("Institution"), 16, flexible=2, keep=True, sortable=True),
        Column("team", N_("Team"), 10, flexible=1),
        Column("themes", N_("Themes"), 6),
        Column("participants", N_("There"), 5, align="right"),
        Column("provider", N_("Provider"), 12, sortable=True),
        Column("state", N_("State"), 14, keep=True, sortable=True),
        Column("outcome", N_("Evaluation"), 14, keep=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("[", "month(-1)", N_("month back"), id="previous", tooltip=N_("To the month before.")),
        Binding("]", "month(1)", N_("month on"), id="next", tooltip=N_("To the month after.")),
        Binding("c", "capacity", N_("places"), id="capacity", tooltip=N_("How many sessions each provider can give in a month.")),
        Binding("k", "calendar", N_("calendar"), id="calendar", tooltip=N_("The sessions and events of a month on their days.")),
    ]

    def __init__(self, view: View | None = None) -> None:
        super().__init__(view)
        self._months: SessionMonths | None = None
        self._this_month: int | None = None

    def compose_body(self) -> ComposeResult:
        """The months, then the list."""
        yield MonthTable()
        yield Rule()
        yield from super().compose_body()

    def loader(self) -> Callable[[Store, PageRequest], Page]:
        """All sessions of the view, a line for each month: they are few."""
        base = self.view

        def read(store: Store, request: PageRequest) -> Page:
            view = replace(base, text=request.filter, sort=request.sort, descending=request.descending)
            with store.read() as reader:
                looker = self.looker(store, reader)
                rows = list(every(reader, SESSIONS, looker, view, store.today))
                of = count(reader, SESSIONS, looker, View(among=view.among))
                self._months = session_months(reader, looker)
            if self._this_month is None:
                self._this_month = _first_from(rows, store.today)
            lines = list(self._by_month(rows) if request.sort == "day" else map(self.row, rows))
            return Page(lines[request.offset : request.offset + request.size], len(lines), len(rows), of)

        return read

    def on_paged_table_counted(self, event: PagedTable.Counted) -> None:
        """Begin in this month; the header says how many."""
        super().on_paged_table_counted(event)
        if self._months is not None:
            self.query_one(MonthTable).show(self._months)
        if self._this_month:
            self.table.go_to(self._this_month)
            self._this_month = 0
        if self.table.cursor_row is None:
            self.query_one(MonthTable).show_month(month_of(self.app.today))

    def on_paged_table_highlighted(self, event: PagedTable.Highlighted) -> None:
        """The months above follow the cursor."""
        super().on_paged_table_highlighted(event)
        if event.table is self.table and event.row is not None:
            self.query_one(MonthTable).show_month(_month_of(event.row.record) or "")

    def where(self) -> str:
        """The programme's window stands with it."""
        first, last = self._months.window if self._months else (None, None)
        window = " – ".join(shown_month(month_of(one)) if one else "…" for one in (first, last)) if first or last else ""
        return joined(window, super().where())

    def _by_month(self, rows: Sequence[SessionRow]) -> Sequence[Line]:
        groups: dict[str, list[SessionRow]] = {}
        for row in sorted(rows, key=self._order):
            groups.setdefault(_group_of(row), []).append(row)
        lines: list[Line] = []
        for name, those in groups.items():
            lines.append(Group(name, len(those)))
            lines += [self.row(row) for row in those]
        return lines

    def _order(self, row: SessionRow) -> tuple[str, int]:
        """Those with a day as they come; then who waits, by month and turn; what was cancelled without a day last."""
        if row.session_on is not None:
            return "", 0
        if not row.waits:
            return f"{_LAST}~", row.id
        room = self._months.room_of(row.provider, row.preferred_month) if self._months else None
        return row.preferred_month or _LAST, room.wanted.index(row.id) if room and row.id in room.wanted else row.id

    def row(self, record: SessionRow) -> Row:
        """The line of one session."""
        when = day(record.session_on, self.app.today, weekday=True) if record.session_on else _("waits") if record.waits else "–"
        outcome, sign = self._outcome(record)
        return Row(
            record.id,
            (
                when, record.institution, record.team or "?", themes(record.themes),
                "–" if record.participants is None else str(record.participants), record.provider or "?",
                Cell(label(record.state), "muted" if record.state is SessionState.CANCELLED else ""), outcome,
            ),
            late=record.late,
            sign=sign,
            record=record,
        )  # fmt: skip

    def _outcome(self, record: SessionRow) -> tuple[Cell, str]:
        """The mark, or what is still missing; of who waits, whether there is a place."""
        if record.state is SessionState.HELD:
            if record.mark is not None:
                return Cell(figure(record.mark, 1)), ""
            return (Cell(_("without a mark"), "muted"), "") if record.evaluation else (Cell(_("evaluation ?"), "attention"), "")
        room = self._months.room_of(record.provider, record.preferred_month) if self._months and record.waits else None
        if room is None or room.left is None:
            month = wanted_month(record)
            return Cell(_("wants {month}").format(month=month) if month else "", "muted"), ""
        if record.id not in room.invited:
            return Cell(_("no place left"), "attention"), ""
        past = room.month < month_of(self.app.today)
        return (Cell(_("month is past"), "attention"), "") if past else (Cell(_("place free"), "done"), "~")

    @staticmethod
    def detail(store: Store, record: SessionRow) -> Detail:
        """For whom, about what, and how it went."""
        return session_lines(store, record), (
            joined(record.institution, record.team, label(record.state)),
            joined(record.provider, wanted_month(record), record.evaluation),
        )

    def action_month(self, by: int) -> None:
        """To the first session of the month before or after."""
        here = self.table.cursor_row
        if here is None:
            return
        start = _group_of(here.record)
        while True:
            before = self.table.cursor
            self.table.action_move(by)
            row = self.table.cursor_row
            if row is None or self.table.cursor == before or _group_of(row.record) != start:
                return

    def action_capacity(self) -> None:
        """The places of each provider."""
        self.app.open_screen("capacity")

    def action_calendar(self) -> None:
        """This month, or the one under the cursor, day by day."""
        row = self.table.cursor_row
        on: date | None = row.record.session_on if row else None
        self.app.open_screen("session_calendar", month_of(on or self.app.today))


def _first_from(rows: Sequence[SessionRow], today: date) -> int:
    """The first session of this month or later, else the last that there was."""
    first = today.replace(day=1)
    days = sorted((row.session_on, row.id) for row in rows if row.session_on is not None)
    return next((number for session_on, number in days if session_on >= first), days[-1][1] if days else 0)


def _month_of(row: SessionRow) -> str | None:
    return month_of(row.session_on) if row.session_on else row.preferred_month if row.waits else None


def _group_of(row: SessionRow) -> str:
    if row.session_on is not None:
        return shown_month(month_of(row.session_on))
    if not row.waits:
        return _("Cancelled, without a day")
    if row.preferred_month is None:
        return _("Without a day, any month")
    return _("Without a day, wants {month}").format(month=shown_month(row.preferred_month))
