"""Signalen, place 5: the board of trends with the loose signals below it; second sheet, all signals as a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from loket.insight.board import LOOSE, Board, board, likely_trends
from loket.insight.lists.listing import Looker, View, count, every, page
from loket.insight.lists.signals import SIGNALS, SignalRow
from loket.insight.lists.trends import TRENDS
from loket.language import N_, _, label, ngettext
from loket.language.formats import number as figure
from loket.models.states import STATES
from loket.models.words import RecordKind, TrendState, Word
from loket.screens.base import LoketScreen
from loket.screens.forms.asking import AskText, ask, reason_for
from loket.screens.records.lines import day, hidden, joined, said
from loket.screens.records.list import Detail, RecordList
from loket.screens.signals.board import TrendBoard
from loket.widgets.choice import Choice, Option
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.keys import key, keys_of
from loket.widgets.loading import act, load
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Heading, PaneLine, Rule

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.opening import Store

NEW_TREND = 0


class Bundles(LoketScreen):
    """What the board and the list share: `b` takes signals together."""

    def bundle(self, signals: Sequence[SignalRow], proposed: tuple[int, str] | None = None) -> None:
        """Take signals into a trend: the proposed one at once, else an existing or a new one by number."""
        numbers = [signal.id for signal in signals]
        if not numbers:
            self.desk.say(_("Select the signals that belong together first: space."))
        elif proposed is not None:
            act(self, self._bundled, None, _bundle, proposed[0], numbers)
        else:
            load(self, "trends", lambda trends: self._ask_trend(numbers, trends), _open_trends)

    def _ask_trend(self, numbers: list[int], trends: Sequence[tuple[int, str, str]]) -> None:
        options = [Option(number, title, detail) for number, title, detail in trends]
        title = ngettext("{count} signal into", "{count} signals into", len(numbers)).format(count=len(numbers))
        sheet = Choice(title, options, none=Option(NEW_TREND, _("a new trend")))
        self.desk.push_screen(sheet, lambda trend: self._take_trend(numbers, trend))

    def _take_trend(self, numbers: list[int], trend: int | None) -> None:
        if trend == NEW_TREND:
            self.desk.open_screen("trend_form", None, {"signals": " ".join(map(str, numbers))})
        elif trend is not None:
            act(self, self._bundled, None, _bundle, trend, numbers)

    def _bundled(self, done: Done) -> None:
        self.desk.say(done.message, "done", undoable=True)
        for table in self.query(PagedTable):
            table.clear_selection()
        self.refresh_data()


class SignalBoard(Bundles):
    """Trends by state; below them the signals that belong to none."""

    PLACE = 5
    FOOTER = ("open", "state", "decision", "edit", "bundle", "select", "new", "log", "follow_up")
    COLUMNS = (
        Column("day", N_("When"), 10, keep=True),
        Column("institution", N_("Institution"), 20, flexible=1, keep=True),
        Column("description", N_("Signal"), 30, flexible=3),
        Column("like", N_("looks like"), 26, flexible=1),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("state", "state_back", "bundle", "edit", "new", "select"),
        Binding("d", "decision", N_("decision"), id="decision", tooltip=N_("Notes a decision on this trend.")),
    ]
    DEFAULT_CSS = "SignalBoard TrendBoard { height: 3fr; } SignalBoard PagedTable { height: 2fr; }"

    def compose_body(self) -> ComposeResult:
        """The board and the loose signals."""
        yield TrendBoard()
        yield Rule()
        yield PagedTable(self.COLUMNS, self._loose, empty=N_("No loose signals: every one belongs to a trend."), id="loose")

    @property
    def cards(self) -> TrendBoard:
        """The board itself."""
        return self.query_one(TrendBoard)

    @property
    def loose(self) -> PagedTable:
        """The loose signals."""
        return self.query_one("#loose", PagedTable)

    def on_mount(self) -> None:
        """Read the trends."""
        super().on_mount()
        self.show_bearing(_("[Board] signals"))
        self.cards.focus()
        load(self, "board", self._show, _board)

    def refresh_data(self) -> None:
        """Read trends and signals anew."""
        super().refresh_data()
        load(self, "board", self._show, _board)

    def _show(self, found: Board) -> None:
        self.cards.show(found)
        trends = ngettext("{count} trend", "{count} trends", found.trends).format(count=found.trends)
        signals = _("{count} signals, {loose} loose").format(count=figure(found.signals), loose=figure(found.loose))
        self.show_bearing(_("[Board] signals"), f"{trends} · {signals}")

    def _loose(self, store: Store, request: PageRequest) -> Page:
        with store.read() as reader:
            looker = Looker.of(reader, store.actor)
            part = page(
                reader, SIGNALS, looker, LOOSE, store.today, after=request.after, before=request.before, offset=request.offset,
                size=request.size,
            )  # fmt: skip
            likely = likely_trends(reader, [row.id for row in part.rows])
            total = count(reader, SIGNALS, looker, LOOSE)
        return Page([self._line(row, likely.get(row.id)) for row in part.rows], total, total, total, part.first, part.last)

    def _line(self, row: SignalRow, likely: tuple[int, str] | None) -> Row:
        proposal = _("→ {trend}, b adds it").format(trend=likely[1]) if likely else _("no proposal")
        cells = (day(row.recorded_on, self.desk.today, weekday=True), row.whose or "?", row.description or "?", Cell(proposal, "muted"))
        return Row(row.id, cells, sign="~" if likely else "", record=(row, likely))

    # Keys

    @property
    def on_board(self) -> bool:
        """Whether the cursor is among the cards."""
        return self.focused is not self.loose

    def on_trend_board_left_below(self) -> None:
        """Down from the last card is the list."""
        self.loose.focus()

    def on_trend_board_opened(self, event: TrendBoard.Opened) -> None:
        """Open the trend."""
        self.desk.open_record(RecordKind.TREND, event.card.trend.id)

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Open the signal."""
        self.desk.open_record(RecordKind.SIGNAL, event.row.record[0].id)

    def action_bundle(self) -> None:
        """Take the selected together; the one under the cursor into the trend that it looks like."""
        selected = [row.record[0] for row in self.loose.selected.values()]
        row = self.loose.cursor_row
        if selected:
            self.bundle(selected)
        elif row is not None and not self.on_board:
            self.bundle([row.record[0]], row.record[1])
        else:
            self.bundle([])

    def action_state(self) -> None:
        """The trend's next state, or the signal's."""
        self._ask_state(back=False)

    def action_state_back(self) -> None:
        """An earlier state, with a reason."""
        self._ask_state(back=True)

    def _ask_state(self, *, back: bool) -> None:
        record = self.record_here()
        if record is None:
            return
        kind, number = record
        present = self.cards.card.trend.state if self.on_board and self.cards.card else self._signal_state()
        table = STATES[kind]
        states = table.back_states(present) if back else table.next_states(present)

        def go(state: object) -> None:
            word = next(one for one in table.states if one == state)
            if back:
                ask(self.desk, reason_for(label(word)), lambda why: act(self, self._bundled, None, _advance, kind, number, word, why))
            else:
                act(self, self._bundled, None, _advance, kind, number, word, None)

        if len(states) == 1:
            go(states[0])
        elif states:
            title = _("State back") if back else _("Next state")
            ask(self.desk, Choice(title, [Option(state, label(state)) for state in states]), go)
        else:
            self.desk.say(_("There is no such state from here."))

    def _signal_state(self) -> TrendState:
        row = self.loose.cursor_row
        return row.record[0].state if row else TrendState.OBSERVED

    def action_decision(self) -> None:
        """Note a decision on the trend under the cursor."""
        card = self.cards.card
        if card is not None and self.on_board:
            sheet = AskText(card.trend.title, _("What was decided?"), needed=True)
            ask(self.desk, sheet, lambda text: act(self, self._bundled, None, _decide, card.trend.id, text))

    def action_edit(self) -> None:
        """Edit the trend or the signal."""
        record = self.record_here()
        if record is not None:
            self.desk.open_screen("trend_form" if self.on_board else "signal_form", record[1])

    def action_new(self) -> None:
        """A new trend on the board, a new signal in the list."""
        self.desk.open_screen("trend_form" if self.on_board else "signal_form")

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The trend or signal under the cursor."""
        if self.on_board:
            return (RecordKind.TREND, self.cards.card.trend.id) if self.cards.card else None
        row = self.loose.cursor_row
        return (RecordKind.SIGNAL, row.record[0].id) if row else None

    def institution_here(self) -> int | None:
        """The institution of the signal under the cursor."""
        row = None if self.on_board else self.loose.cursor_row
        found: int | None = row.record[0].institution_id if row else None
        return found

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A decision is on a trend; selecting is in the list."""
        if action == "decision":
            return self.is_mounted and self.on_board
        return super().check_action(action, parameters)


class SignalList(Bundles, RecordList):
    """Every signal; the open ones to begin with, the latest first."""

    PLACE = 5
    LISTING = SIGNALS
    FORM = "signal_form"
    SAVED_AS = "signals"
    START = View(sort="recorded", descending=True, scope="open")
    EMPTY = N_("No signals with this filter. / clears it, m shows everybody's.")
    FOOTER = ("open", "state", "bundle", "follow_up", "log", "edit", "new", "select", "filter", "views")
    COLUMNS = (
        Column("number", N_("Nr"), 8, sortable=True),
        Column("description", N_("Signal"), 26, flexible=3, keep=True),
        Column("institution", N_("Institution"), 12, flexible=1, sortable=True),
        Column("theme", N_("Th"), 2, sortable=True),
        Column("reach", N_("Reach"), 10),
        Column("state", N_("State"), 11, keep=True, sortable=True),
        Column("recorded", N_("When"), 10, keep=True, align="right", sortable=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [key("bundle")]

    def row(self, record: SignalRow) -> Row:
        """The line of one signal."""
        return Row(
            record.id,
            (
                record.number, record.description or "?", record.whose or _("without institution"), str(record.theme or "?"),
                said(record.reach), Cell(label(record.state), "" if record.trend_id is None else "muted"),
                day(record.recorded_on, self.desk.today),
            ),
            record=record,
        )  # fmt: skip

    @staticmethod
    def detail(store: Store, record: SignalRow) -> Detail:
        """What was heard, where, and what it belongs to."""
        with store.read() as reader:
            likely = likely_trends(reader, [record.id]).get(record.id) if record.trend_id is None else None
        trend = record.trend or (_("looks like: {trend}").format(trend=likely[1]) if likely else _("none yet, b takes it into one"))
        lines: list[PaneLine] = [
            Heading(record.number),
            *hidden(record.confidential),
            Fact(record.description or "?"),
            "",
            Fact(joined(record.whose, record.department) or _("without institution"), _("Institution")),
            Fact(joined(str(record.theme) if record.theme else "?", record.obstacle), _("Theme")),
            Fact(joined(label(record.state), said(record.reach)), _("State")),
            Fact(joined(record.advisor, day(record.recorded_on, store.today, weekday=True)), _("Advisor")),
            Fact(trend, _("Trend")),
        ]
        return lines, (joined(record.number, record.whose, label(record.state)), record.description or "?")

    def action_bundle(self) -> None:
        """Take the selected, or the one under the cursor, together."""
        self.bundle(self.chosen())


def _board(store: Store) -> Board:
    with store.read() as reader:
        return board(reader, Looker.of(reader, store.actor), store.today)


def _open_trends(store: Store) -> list[tuple[int, str, str]]:
    with store.read() as reader:
        looker = Looker.of(reader, store.actor)
        rows = every(reader, TRENDS, looker, View(sort="title", scope="open"), store.today)
        return [(row.id, row.title, label(row.state)) for row in rows]


def _bundle(store: Store, trend: int, signals: list[int]) -> Done:
    from loket.casework.trends import bundle_signals

    return bundle_signals(store, trend, signals)


def _decide(store: Store, trend: int, text: str) -> Done:
    from loket.casework.trends import decide

    return decide(store, trend, text)


def _advance(store: Store, kind: RecordKind, number: int, to: Word, reason: str | None) -> Done:
    from loket.casework.states import Advance, advance

    return advance(store, Advance(kind=kind, numbers=[number], to=to, reason=reason))
