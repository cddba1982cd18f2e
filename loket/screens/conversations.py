"""Place 4: conversations as a list and as a week, and one in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from loket.insight.lists.conversations import CONVERSATIONS, ConversationRow, long_texts, next_planned
from loket.insight.lists.listing import View, count, page
from loket.insight.mails import MailDraft, conversation_mail
from loket.language import N_, _, label
from loket.language.formats import long_date, short_date, weekday_name
from loket.language.formats import minutes as lasted
from loket.models.words import ConversationState
from loket.screens.calendar_file import CALENDAR_KEY, ask_calendar
from loket.screens.log_conversation.conversation_draft import kind_name, names
from loket.screens.mail_sheet import Mail, offer_mail
from loket.screens.offerings.referral_questions import ask_hand_out
from loket.screens.records.record_detail import RecordDetail, Shown
from loket.screens.records.record_lines import hidden
from loket.screens.records.record_list import Detail, RecordList
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.keys import key
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Heading, PaneLine
from loket.widgets.text import one_line, shorten
from loket.widgets.workers import load

if TYPE_CHECKING:
    from loket.store.database import Store


_MOST_IN_A_WEEK = 500
_SUMMARY = 1200
_SUBJECT = 15
_COLUMNS = (
    Column("institution", N_("Institution"), 18, flexible=3),
    Column("kind", N_("Kind"), 14, flexible=2, sortable=True),
    Column("channel", N_("Channel"), 8),
    Column("with", N_("With"), 12, flexible=1),
    Column("state", N_("State"), 12, keep=True, sortable=True),
    Column("yield", N_("Yield"), 11),
)


class ConversationsScreen(RecordList):
    """The list: what is planned first, then what was; the cursor on the next one."""

    PLACE = 4
    LISTING = CONVERSATIONS
    START: ClassVar[View] = View(scope="all", mine=True, sort="agenda")
    FORM = "conversation_form"
    SAVED_AS = "conversations"
    EMPTY = N_("No conversations with this filter. / clears it, m shows everybody's, n plans one.")
    COLUMNS = (Column("day", N_("When"), 16, keep=True, sortable=True), *_COLUMNS)
    FOOTER = ("open", "log", "new", "state", "calendar", "place_4", "filter", "export", "mine", "views")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("log", "app.log", N_("log now")),
        key("new", word=N_("plan")),
        CALENDAR_KEY,
        Binding("4", "app.go(4)", N_("week"), id="place_4", tooltip=N_("Shows the conversations of one week.")),
    ]
    DEFAULT_CSS = "ConversationsScreen Pane { display: none; } ConversationsScreen.-third Pane { display: block; width: 50; }"

    def on_mount(self) -> None:
        """Begin at the next conversation: what is late stands above it."""
        super().on_mount()
        if self.view.sort == "agenda":
            load(self, "next", self._begin_at, _next, self.view.mine)

    def _begin_at(self, number: int | None) -> None:
        if number is not None and self.table.cursor == 0:
            self.table.go_to(number)

    def action_calendar(self) -> None:
        """A file for the calendar: the conversation under the cursor, or my week."""
        row = self.table.cursor_row
        ask_calendar(self, row.record.id if row is not None else None, self.week_of(row.record.day if row is not None else None))

    def week_of(self, day: date | None) -> date:
        """The Monday of the week that a file of my week is about: that of the conversation under the cursor."""
        day = day or self.app.today
        return day - timedelta(days=day.weekday())

    def where(self) -> str:
        """Line 2: list or week, then what is shown."""
        parts = [part for part in super().where().split(" · ") if part]
        if self._sort == "agenda" and self.view.scope == "all":
            parts = [_("latest and coming") if part == _("all") else part for part in parts]
        return " · ".join(parts)

    def loader(self) -> Callable[[Store, PageRequest], Page]:
        """As every list; conversations of one day stand in the order of the clock."""
        read = super().loader()

        def by_the_clock(store: Store, request: PageRequest) -> Page:
            found = read(store, request)
            if request.sort not in ("agenda", "day"):
                return found
            return replace(found, lines=_by_the_clock([line for line in found.lines if isinstance(line, Row)], request))

        return by_the_clock

    def row(self, record: Any) -> Row:
        """One conversation."""
        return Row(record.id, (_when(record, self.app.today), *_cells(record)), late=record.late, record=record)

    @staticmethod
    def detail(store: Store, record: Any) -> Detail:
        """What was said, for a wide terminal."""
        return conversation_lines(record, store.today), ()

    def institution_of(self, record: Any) -> int | None:
        """The first institution."""
        return next(iter(record.institution_ids), None)


class WeekScreen(ConversationsScreen):
    """One week, a heading a day; `[` and `]` turn to another."""

    START: ClassVar[View] = View(scope="all", mine=True, sort="day")
    COLUMNS = (Column("time", N_("Time"), 5, keep=True), *_COLUMNS)
    EMPTY = N_("No conversations this week. [ and ] turn to another, m shows everybody's, n plans one.")
    FOOTER = ("open", "log", "new", "state", "calendar", "place_4", "previous", "next", "mine", "filter")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("4", "app.go(4)", N_("list"), id="place_4", tooltip=N_("Shows all conversations.")),
        key("previous", "turn(-1)", N_("week before"), tooltip=N_("Shows the week before.")),
        key("next", "turn(1)", N_("week after"), tooltip=N_("Shows the week after.")),
    ]

    def __init__(self, view: View | None = None) -> None:
        super().__init__(view)
        self._weeks = 0

    @property
    def monday(self) -> date:
        """The day that the week begins on."""
        today = self.app.today
        return today - timedelta(days=today.weekday()) + timedelta(weeks=self._weeks)

    def week_of(self, day: date | None) -> date:
        """The week that is shown."""
        return self.monday

    def where(self) -> str:
        """Line 2: which week."""
        monday = self.monday
        whose = _("mine") if self.view.mine else _("everybody's")
        week = _("week {number}").format(number=monday.isocalendar().week)
        day = short_date(monday, self.app.today, weekday=False)
        text = f" · /{self.table.text}" if self.is_mounted and self.table.text else ""
        return f"{whose} · {week}, {_('from {day}').format(day=day)}{text}"

    def loader(self) -> Callable[[Store, PageRequest], Page]:
        """The whole week at once, with a line for each day."""
        monday, today = self.monday, self.app.today
        sunday = monday + timedelta(days=6)
        week = self.view.filtered("from", monday.isoformat()).filtered("until", sunday.isoformat())

        def read(store: Store, request: PageRequest) -> Page:
            view = replace(week, text=request.filter, sort="day", descending=False)
            with store.read() as reader:
                rows = page(reader, self.LISTING, view, today, size=_MOST_IN_A_WEEK).rows
                of = count(reader, self.LISTING, replace(view, text="", mine=False))
            lines = list(self._days(rows, today))
            shown = lines[request.offset : request.offset + request.size]
            return Page(shown, len(lines), len(rows), of)

        return read

    def _days(self, rows: Sequence[ConversationRow], today: date) -> Iterator[Line]:
        last: date | None = None
        for row in sorted(rows, key=lambda one: (one.day or today, one.time or "~", one.id)):
            if row.day != last and row.day is not None:
                last = row.day
                yield Group(_("today") + ", " + long_date(row.day) if row.day == today else long_date(row.day))
            yield Row(row.id, (row.time or "", *_cells(row)), late=row.late, record=row)

    def action_turn(self, weeks: int) -> None:
        """Show another week."""
        self._weeks += weeks
        self.show_view(self.view)


def _next(store: Store, mine: bool) -> int | None:
    with store.read() as reader:
        return next_planned(reader, store.today, mine=mine)


def _by_the_clock(rows: Sequence[Row], request: PageRequest) -> list[Row]:
    """The rows of a page, those of one day among each other: the latest first where the days go back."""
    ordered: list[Row] = []
    for (_day, planned), group in groupby(rows, lambda row: (row.record.day, row.record.state is ConversationState.PLANNED)):
        back = (not planned if request.sort == "agenda" else False) is not request.descending
        ordered += sorted(group, key=lambda row: row.record.time or ("" if back else "~"), reverse=back)
    return ordered


def _when(row: ConversationRow, today: date) -> str:
    if row.day is None:
        return label(row.state)
    day = row.day
    if day.year == today.year:  # the weekday and the day each in their own column, as a calendar has them
        shown = f"{weekday_name(day, short=True)} {short_date(day, today, weekday=False):<6}"
    else:
        shown = short_date(day, today)
    return f"{shown} {row.time or ''}".rstrip()


def _cells(row: ConversationRow) -> tuple[str | Cell, ...]:
    return (
        _whose(row),
        kind_name(row.kind, brief=True) if row.kind else "–",
        label(row.channel) if row.channel else "–",
        names(row.attendees, 1) or "–",
        Cell(label(row.state), "muted" if row.state is not ConversationState.PLANNED else ""),
        _yield(row),
    )


def _whose(row: ConversationRow) -> str:
    """`Regio Noord, 4 inst.` for several with a subject, else the names."""
    several = len(row.institutions)
    if several > 1:
        return shorten(one_line(row.subject or row.institutions[0]), _SUBJECT) + ", " + _("{n} inst.").format(n=several)
    return row.whose or row.subject or "–"


def _yield(row: ConversationRow) -> str:
    parts = [
        _("{n} r").format(n=row.requests) if row.requests else "",
        _("{n} s").format(n=row.signals) if row.signals else "",
    ]
    return " · ".join(part for part in parts if part) or "–"


def conversation_lines(row: ConversationRow, today: date) -> list[PaneLine]:
    """A conversation as lines of a pane."""
    facts = [
        kind_name(row.kind, brief=True) if row.kind else "",
        label(row.channel) if row.channel else "",
        _when(row, today),
        lasted(row.duration_min) if row.duration_min else "",
    ]
    lines: list[PaneLine] = [
        Heading(row.whose or "–"),
        Fact(" · ".join(part for part in facts if part), tone="muted"),
        *hidden(row.confidential),
        Fact(label(row.state), _("State")),
        *([Fact(row.location, _("Where"))] if row.location else []),
        *([Fact(row.subject, _("Subject"))] if row.subject else []),
        Fact(names(row.attendees, 6) or "–", _("With")),
        Fact(", ".join(row.advisors) or "–", _("Advisor")),
        Fact(_yield(row), _("Yield")),
    ]
    if row.agreements:
        lines += ["", Heading(_("Agreed")), row.agreements[:_SUMMARY]]
    if row.summary:
        lines += ["", Heading(_("Said")), row.summary[:_SUMMARY]]
    return lines


_READABLE = 100_000


class ConversationDetail(RecordDetail):
    """One conversation."""

    LISTING, PLACE = CONVERSATIONS, 4
    FOOTER = ("log", "edit", "state", "calendar", "copy", "follow_up", "note", "history", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("log", "app.log", N_("log now")),
        key("copy", word=N_("mail"), tooltip=N_("Makes the mail that confirms a planned conversation; copies any other.")),
        key("refer", "hand_out", N_("hand out"), show=False, tooltip=N_("Notes material that was handed out at this conversation.")),
        CALENDAR_KEY,
    ]

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        if shown is None:
            return None
        row = shown.record
        with store.read() as reader:
            said = long_texts(reader, self.number)
        summary, agreements, agenda = ((text or "")[:_READABLE] for text in said)
        lines = conversation_lines(replace(row, summary=None, agreements=None), store.today)
        for name, text in ((_("Agreed"), agreements), (_("Said"), summary), (_("Agenda"), agenda)):
            lines += ["", Heading(name), text] if text else []
        return replace(shown, heading=row.whose or row.subject or "–", lines=tuple(lines))

    def action_calendar(self) -> None:
        """A file for the calendar."""
        day = (self.shown.record.day if self.shown else None) or self.app.today
        ask_calendar(self, self.number, day - timedelta(days=day.weekday()))

    def action_copy(self) -> None:
        """The mail that confirms it while it is to come; else its facts as text."""
        if self.shown and self.shown.record.state is ConversationState.PLANNED:
            load(self, "mail", self._offer, conversation_mail, self.number)
        else:
            super().action_copy()

    def _offer(self, mail: MailDraft | None) -> None:
        if mail is None:
            super().action_copy()
        else:
            offer_mail(self.app, Mail(mail.to, mail.subject, mail.body))

    def action_hand_out(self) -> None:
        """Note what was handed out to all who took part."""
        if self.shown:
            ask_hand_out(self, self.shown.heading, conversation=self.number)

    def institution_here(self) -> int | None:
        """The first institution in it."""
        return next(iter(self.shown.record.institution_ids), None) if self.shown else None
