"""Learning sessions: the list with its months, one in full, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from loket.casework import reports
from loket.exchange import calendar_file
from loket.insight.lists.listing import View, count, every
from loket.insight.lists.sessions import SESSIONS, SessionRow
from loket.insight.mails import MailDraft, session_mail
from loket.insight.sessions import SessionMonths, session_months
from loket.language import N_, _, label, ngettext
from loket.language.dates import month_of, shown_month
from loket.language.formats import number as figure
from loket.models.words import RecordKind, RequestSource, SessionState, Word
from loket.screens.calendar_file import ask_calendar_file
from loket.screens.forms.ask_sheets import ask
from loket.screens.forms.record_form import open_form
from loket.screens.mail_sheet import Mail, offer_mail
from loket.screens.programme.session_months import MonthTable
from loket.screens.records.bulk_actions import RecordActions
from loket.screens.records.record_detail import RecordDetail, Shown
from loket.screens.records.record_lines import day, hidden, joined, said, text_block, themes
from loket.screens.records.record_list import Detail, RecordList
from loket.widgets.choice import Choice, Option
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Heading, PaneLine, Rule
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from datetime import date

    from loket.store.database import Store


class SessionActions(RecordActions):
    """Mixed into a session's list and detail: holding one asks how it went."""

    def action_state(self) -> None:
        """The next state; of one that was held, what they thought of it."""
        records = self.chosen()
        if len(records) == 1 and records[0].state is SessionState.HELD:
            self.app.open_screen("session_outcome", records[0].id)
        else:
            super().action_state()

    def _step(self, records: Sequence[Any], state: Word) -> None:
        if state is SessionState.HELD and len(records) == 1:
            self.app.open_screen("session_outcome", records[0].id)
        else:
            super()._step(records, state)


def wanted_month(record: SessionRow) -> str:
    """The month that one who waits asks for."""
    return shown_month(record.preferred_month) if record.waits and record.preferred_month else ""


def session_lines(store: Store, record: SessionRow) -> list[PaneLine]:
    """For whom, about what, when, and how it went."""
    today = store.today
    many = "" if record.participants is None else ngettext("{count} participant", "{count} participants", record.participants)
    when = day(record.session_on, today, weekday=True, none="")
    mark = _("mark {mark}").format(mark=figure(record.mark, 1)) if record.mark is not None else ""
    return [
        Heading(joined(record.number, record.institution, by="  ")),
        *hidden(record.confidential),
        Fact(joined(label(record.state), when, many.format(count=record.participants), mark)),
        *([Fact(_turn(store, record), tone="attention")] if record.waits and record.preferred_month and record.provider else []),
        Fact(joined(record.team or "?", said(record.audience)), _("Team")),
        Fact(record.provider or "?", _("Provider")),
        Fact(themes(record.themes), _("Themes")),
        Fact(day(record.enrolled_on, today), _("Enrolled")),
        *([Fact(shown_month(record.preferred_month), _("Wants"))] if record.preferred_month else []),
        *text_block(_("Goal"), record.goal),
        *text_block(_("Evaluation"), record.evaluation or (_("! not there yet") if record.late else None)),
    ]


def _turn(store: Store, record: SessionRow) -> str:
    """Whether there is a place in the wanted month, or the place on its waiting list."""
    with store.read() as reader:
        room = session_months(reader).room_of(record.provider, record.preferred_month)
    if room is None or room.left is None:
        return _("Nobody noted the places of this month: c does.")
    if record.id in room.invited and room.month < month_of(store.today):
        return _("The month that it asked for is past: e names another.")
    if record.id in room.invited:
        return _("There is a place: s plans it.")
    place = room.waiting.index(record.id) + 1 if record.id in room.waiting else len(room.waiting) + 1
    return _("No place left: number {place} on the waiting list.").format(place=place)


_LAST = "9999-99"


class SessionList(SessionActions, RecordList):
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
                rows = list(every(reader, SESSIONS, view, store.today))
                of = count(reader, SESSIONS, View(among=view.among))
                self._months = session_months(reader)
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


class SessionDetail(SessionActions, RecordDetail):
    """One learning session."""

    LISTING, PLACE = SESSIONS, 9
    FOOTER: ClassVar[tuple[str, ...]] = ("state", "edit", "from_session", "calendar_file", "mail", "follow_up", "note", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "calendar", N_("calendar (.ics)"), id="calendar_file",
                tooltip=N_("Writes this session to a file that Outlook reads.")),
        Binding("v", "wish", N_("request or signal"), id="from_session",
                tooltip=N_("What the teams asked or told at this session, as a request or a signal that keeps its origin.")),
        Binding("Y", "mail", N_("mail"), id="mail", tooltip=N_("The mail that confirms the day to the institution.")),
    ]  # fmt: skip

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        if shown is None:
            return None
        row: SessionRow = shown.record
        return replace(shown, heading=joined(row.institution, row.team), lines=tuple(session_lines(store, row)))

    def action_wish(self) -> None:
        """A request or a signal that came out of it."""
        if self.shown is None:
            return
        row: SessionRow = self.shown.record
        given = {"institution_id": row.institution_id, "session_id": row.id, "department": row.team}
        theme = row.themes[0] if len(row.themes) == 1 else None
        more: dict[str, dict[str, Any]] = {
            "request_form": {"source": RequestSource.SESSION.value, "themes": row.themes},
            "signal_form": {"theme_id": theme},
        }
        options = [Option("request_form", label(RecordKind.REQUEST)), Option("signal_form", label(RecordKind.SIGNAL))]
        sheet = Choice(_("Came out of {number}").format(number=row.number), options, text=joined(row.institution, row.team))
        ask(self.app, sheet, lambda form: open_form(self.app, form, None, {**given, **more[form]}))

    def action_mail(self) -> None:
        """Show the mail, to copy or to send."""
        load(self, "mail", self._show_mail, session_mail, self.number)

    def _show_mail(self, mail: MailDraft | None) -> None:
        if mail is None:
            self.app.say(self.app.keyed(_("Plan a day first: {state}.")), "attention")
        else:
            offer_mail(self.app, Mail(to=mail.to, subject=mail.subject, body=mail.body))

    def action_calendar(self) -> None:
        """Ask into which file, and write it."""
        file = f"loket-{self.kind.number(self.number)}.ics"
        ask_calendar_file(self, file, lambda path: act(self, self._written, None, _write_calendar, self.number, path))

    def _written(self, path: Path) -> None:
        self.app.say(_("Written: {file}.").format(file=path), "done")


def _write_calendar(store: Store, number: int, path: Path) -> Path:
    written = calendar_file.write_session_calendar(store, number, path, datetime.now(UTC))
    reports.remember_export(store, "calendar", 1)
    return written
