"""Programma, place 9: learning sessions by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from loket.insight.lists.listing import Looker, View, count, every
from loket.insight.lists.sessions import SESSIONS, SessionRow
from loket.language import N_, _, label, ngettext
from loket.language.formats import month_name
from loket.models.words import SessionState
from loket.screens.records.lines import day, hidden, joined, said, text_block, themes
from loket.screens.records.list import Detail, RecordList
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Heading, PaneLine

if TYPE_CHECKING:
    from loket.store.opening import Store
    from loket.store.reading import Reader


class SessionList(RecordList):
    """All learning sessions by month; who waits for a place stands last."""

    PLACE = 9
    LISTING = SESSIONS
    FORM = "session_form"
    SAVED_AS = "sessions"
    START = View(sort="day")
    EMPTY = N_("No sessions with this filter. / clears it.")
    FOOTER = ("open", "new", "state", "edit", "previous", "next", "filter", "log", "export")
    COLUMNS = (
        Column("day", N_("Day"), 10, keep=True, sortable=True),
        Column("institution", N_("Institution"), 18, flexible=2, keep=True, sortable=True),
        Column("team", N_("Team"), 12, flexible=1),
        Column("themes", N_("Themes"), 7),
        Column("participants", N_("There"), 5, align="right"),
        Column("state", N_("State"), 14, keep=True, sortable=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("[", "month(-1)", N_("month back"), id="previous", tooltip=N_("To the month before.")),
        Binding("]", "month(1)", N_("month on"), id="next", tooltip=N_("To the month after.")),
    ]

    def loader(self) -> Callable[[Store, PageRequest], Page]:
        """All sessions of the view, a line for each month: they are few."""
        base = self.view

        def read(store: Store, request: PageRequest) -> Page:
            view = replace(base, text=request.filter, sort=request.sort, descending=request.descending)
            with store.read() as reader:
                looker = Looker.of(reader, store.actor)
                rows = list(every(reader, SESSIONS, looker, view, store.today))
                of = count(reader, SESSIONS, looker, View())
                self._window = _window(reader)
            if self._this_month is None:
                first = store.today.replace(day=1)
                days = [(row.session_on, row.id) for row in rows if row.session_on is not None]
                self._this_month = next((number for session_on, number in days if session_on >= first), days[-1][1] if days else 0)
            lines = list(self._by_month(rows) if request.sort == "day" else map(self.row, rows))
            return Page(lines[request.offset : request.offset + request.size], len(lines), len(rows), of)

        return read

    _window = ""
    _this_month: int | None = None

    def on_paged_table_counted(self, event: PagedTable.Counted) -> None:
        """Begin in this month; the header says how many."""
        super().on_paged_table_counted(event)
        if self._this_month:
            self.table.go_to(self._this_month)
            self._this_month = 0

    def where(self) -> str:
        """The programme's window stands with it."""
        return joined(_("[Sessions] fit-gap"), self._window, super().where())

    def _by_month(self, rows: Sequence[SessionRow]) -> Sequence[Line]:
        lines: list[Line] = []
        months: dict[tuple[int, int] | None, list[SessionRow]] = {}
        for row in rows:
            months.setdefault((row.session_on.year, row.session_on.month) if row.session_on else None, []).append(row)
        for month, those in months.items():
            lines.append(Group(_month_line(month, those)))
            lines += [self.row(row) for row in those]
        return lines

    def row(self, record: SessionRow) -> Row:
        """The line of one session."""
        when = day(record.session_on, self.desk.today, weekday=True) if record.session_on else _("waits")
        tone = "muted" if record.state is SessionState.CANCELLED else ""
        return Row(
            record.id,
            (
                when, record.institution, record.team or "?", themes(record.themes),
                "–" if record.participants is None else str(record.participants), Cell(label(record.state), "muted" if tone else ""),
            ),
            late=record.late,
            record=record,
        )  # fmt: skip

    @staticmethod
    def detail(store: Store, record: SessionRow) -> Detail:
        """For whom, about what, and how it went."""
        many = "" if record.participants is None else ngettext("{count} participant", "{count} participants", record.participants)
        lines: list[PaneLine] = [
            Heading(joined(record.number, record.institution, by="  ")),
            *hidden(record.confidential),
            Fact(joined(label(record.state), day(record.session_on, store.today, weekday=True), many.format(count=record.participants))),
            Fact(joined(record.team, said(record.audience))),
            Fact(record.provider or "?", _("Provider")),
            Fact(themes(record.themes), _("Themes")),
            Fact(day(record.enrolled_on, store.today), _("Enrolled")),
            *text_block(_("Goal"), record.goal),
            *text_block(_("Evaluation"), record.evaluation or (_("! not there yet") if record.late else None)),
        ]
        return lines, (joined(record.institution, record.team, label(record.state)), joined(record.provider, record.evaluation))

    def action_month(self, by: int) -> None:
        """To the first session of the month before or after."""
        here = self.table.cursor_row
        if here is None:
            return
        start = _month_of(here.record)
        while True:
            before = self.table.cursor
            self.table.action_move(by)
            row = self.table.cursor_row
            if row is None or self.table.cursor == before or _month_of(row.record) != start:
                return


def _month_of(row: SessionRow) -> tuple[int, int] | None:
    return (row.session_on.year, row.session_on.month) if row.session_on else None


def _month_line(month: tuple[int, int] | None, rows: Sequence[SessionRow]) -> str:
    if month is None:
        return joined(_("Waiting list"), str(len(rows)))
    states = Counter(row.state for row in rows)
    providers = Counter(row.provider for row in rows if row.provider and row.state is not SessionState.CANCELLED)
    counted = [f"{states[state]} {label(state)}" for state in reversed(SessionState) if states[state]]
    given_by = [f"{name} {many}" for name, many in providers.most_common(4)]
    return joined(f"{month_name(month[1], short=True)} {month[0]}", *counted, *given_by)


def _window(reader: Reader) -> str:
    """The programme's window for sessions, as the settings have it."""
    rows = reader.rows("SELECT name, value FROM setting WHERE name IN ('sessions_from', 'sessions_until')")
    found = {row[0]: date.fromisoformat(row[1]) for row in rows}
    days = [found[name] for name in ("sessions_from", "sessions_until") if name in found]
    return " – ".join(f"{month_name(one.month, short=True)} {one.year}" for one in days)
