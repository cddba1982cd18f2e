"""Place 5: the board of trends with its export, and below it the signals that belong to none with what they look like."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from loket.casework import states
from loket.exchange import output_files
from loket.insight.lists.listing import count, page
from loket.insight.lists.signals import SIGNALS, SignalRow
from loket.insight.lists.trends import TrendRow
from loket.insight.trends.trend_board import LOOSE, Board, Card, board
from loket.insight.trends.trend_proposals import Cluster, Proposals
from loket.language import N_, _, label, ngettext
from loket.language.formats import number as figure
from loket.models.states import STATES
from loket.models.words import RecordKind, SignalState, TrendState
from loket.screens.export_file import ask_file
from loket.screens.forms.ask_sheets import ask, reason_for
from loket.screens.loket_screen import LoketScreen
from loket.screens.records.record_lines import day, joined
from loket.screens.signals.signal_keys import Bundles
from loket.screens.signals.trend_board import TrendBoard
from loket.screens.signals.trend_lines import why
from loket.screens.signals.trend_moves import DECISION, TrendMoves
from loket.screens.signals.trends import TrendDetail
from loket.screens.state_refusal import state_refusal
from loket.widgets.choice import Choice, Option
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.keys import key, keys_of
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Rule
from loket.widgets.workers import act, folded, load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.exchange.output_files import OutCell
    from loket.store.database import Store
    from loket.store.reader import Reader


def ask_export(screen: LoketScreen) -> None:
    """Ask for a file and write the trends to it."""
    ask_file(screen, _("Export the trends"), f"loket-trends-{screen.app.today.isoformat()}.csv", _write, logged_as="trends")


def _write(store: Store, path: Path) -> int:
    with store.read() as reader:
        found = board(reader, store.today)
    cards = [card for state in TrendState for card in found.columns[state]]
    return output_files.write_table(path, _headers(), (_cells(card) for card in cards))


def _headers() -> list[str]:
    return [
        _("Nr"), _("title"), _("theme"), _("state"), _("owner"), _("signals"), _("institutions"), _("kinds"), _("since"),
        _("institutions, last 3 months"), _("institutions, 3 months before"), _("latest decision on"), _("latest decision"),
        _("confidential"),
    ]  # fmt: skip


def _cells(card: Card) -> list[OutCell]:
    trend, (on, decision) = card.trend, card.decision or (None, None)
    return [
        trend.number, trend.title, trend.theme, label(trend.state), trend.owner, trend.signals, trend.institutions, trend.kinds,
        trend.since, card.movement.recent, card.movement.before, on, decision, _("yes") if trend.confidential else _("no"),
    ]  # fmt: skip


_FEW_CLUSTERS = 3
_ALL_BUNDLED = N_("No loose signals: every one belongs to a trend.")
_NO_SIGNALS = N_("No signals yet. a notes one in a line: signaal instelling: tekst.")
_MORE = ("more", 0)


class SignalBoard(TrendMoves, Bundles):
    """Trends by state; below them the signals that belong to none, those that look like each other first."""

    PLACE = 5
    FOOTER = ("open", "state", "bundle", "decision", "apart", "select", "new", "merge_trends", "export", "log")
    COLUMNS = (
        Column("day", N_("When"), 11, keep=True),
        Column("institution", N_("Institution"), 19, keep=True),
        Column("description", N_("Signal"), 30, flexible=4),
        Column("like", N_("looks like"), 30, flexible=3),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        DECISION,
        *keys_of("state", "state_back", "edit", "new", "select"),
        key("export", show=False),
        key("copy", show=False, tooltip=N_("Copies the trend for a steering group, without names of institutions; a signal as its line.")),
    ]
    DEFAULT_CSS = "SignalBoard TrendBoard { height: 3fr; } SignalBoard PagedTable { height: 2fr; }"
    _unfolded: frozenset[int] = frozenset()
    _all_clusters = False

    def compose_body(self) -> ComposeResult:
        """The board and the loose signals."""
        yield TrendBoard()
        yield Rule()
        yield PagedTable(self.COLUMNS, self._loose, empty=_ALL_BUNDLED, id="loose")

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
        self.cards.focus()
        self._read_board()

    def refresh_data(self) -> None:
        """Read trends and signals anew."""
        super().refresh_data()
        self._read_board()

    def _read_board(self) -> None:
        load(self, "board", self._show, folded(_board))
        self.read_proposals()

    def _show(self, found: Board) -> None:
        self.cards.show(found)
        self.loose.empty = _ALL_BUNDLED if found.signals else _NO_SIGNALS
        self.loose.refresh()
        trends = ngettext("{count} trend", "{count} trends", found.trends).format(count=found.trends)
        signals = _("{count} signals, {loose} loose").format(count=figure(found.signals), loose=figure(found.loose))
        self.show_header(count=f"{trends} · {signals}")

    # The loose signals

    def _take_proposals(self, found: Proposals) -> None:
        super()._take_proposals(found)
        if self.on_board and found.clusters:
            self.loose.go_to(("cluster", found.clusters[0].signals[0]))

    def _loose(self, store: Store, request: PageRequest) -> Page:
        with store.read() as reader:
            above = self._cluster_lines(reader, store)
            lines = above[request.offset : request.offset + request.size]
            total = count(reader, SIGNALS, LOOSE)
            room, skip = request.size - len(lines), max(0, request.offset - len(above))
            if room:
                part = page(reader, SIGNALS, LOOSE, store.today, offset=skip, size=room)
                lines = [*lines, *(self._line(row) for row in part.rows)]
        return Page(lines, total + len(above), total, total)

    def _cluster_lines(self, reader: Reader, store: Store) -> list[Line]:
        clusters = self.proposed.clusters
        lines: list[Line] = [Group(_("LOOK LIKE EACH OTHER"), len(clusters))] if clusters else []
        for cluster in clusters if self._all_clusters else clusters[:_FEW_CLUSTERS]:
            lines.append(self._cluster_line(cluster))
            if cluster.signals[0] in self._unfolded:
                rows = SIGNALS.rows(reader, cluster.signals, store.today)
                lines += [self._line(rows[number], within=True) for number in cluster.signals if number in rows]
        more = len(clusters) - _FEW_CLUSTERS
        if more > 0 and not self._all_clusters:
            text = ngettext("{count} more, enter shows it", "{count} more, enter shows them", more).format(count=more)
            lines.append(Row(_MORE, ("", "", Cell(text, "muted"), "")))
        return [*lines, Group(_("LOOSE SIGNALS"))] if clusters else lines

    def _cluster_line(self, cluster: Cluster) -> Row:
        first = cluster.signals[0]
        many = ngettext("{count} signal", "{count} signals", len(cluster.signals)).format(count=len(cluster.signals))
        where = ngettext("at {count} institution", "at {count} institutions", cluster.institutions).format(count=cluster.institutions)
        text = joined(cluster.title, ", ".join(cluster.words), by=": ")
        fold = "▾ " if first in self._unfolded else "▸ "
        cells = (many, where, Cell(fold + text, "bold"), Cell(_("→ a new trend, b starts it"), "muted"))
        return Row(("cluster", first), cells, sign="~", record=cluster)

    def _line(self, row: SignalRow, *, within: bool = False) -> Row:
        likely = self.proposed.trends.get(row.id)
        proposal = _("no proposal") if likely is None else _("→ {trend}, b adds it").format(trend=likely.title)
        if likely is not None:
            proposal = f"{proposal} ({why(likely.why)})"
        what = ("  " if within else "") + (row.description or "?")
        cells = (day(row.recorded_on, self.app.today, weekday=True), row.whose or "?", what, Cell("" if within else proposal, "muted"))
        return Row(("within", row.id) if within else row.id, cells, sign="~" if likely else "", record=row)

    # Keys

    @property
    def on_board(self) -> bool:
        """Whether the cursor is among the cards."""
        return self.focused is not self.loose

    @property
    def trend_here(self) -> TrendRow | None:
        """The trend under the cursor."""
        card = self.cards.card
        return card.trend if card is not None and self.on_board else None

    def _here(self) -> SignalRow | None:
        """The loose signal under the cursor."""
        row = None if self.on_board else self.loose.cursor_row
        return row.record if row is not None and isinstance(row.record, SignalRow) else None

    def _cluster_here(self) -> Cluster | None:
        row = None if self.on_board else self.loose.cursor_row
        return row.record if row is not None and isinstance(row.record, Cluster) else None

    def _selected(self) -> list[SignalRow]:
        found = [row.record for row in self.loose.selected.values() if isinstance(row.record, SignalRow)]
        return list({one.id: one for one in found}.values())

    def on_trend_board_left_below(self) -> None:
        """Down from the last card is the list."""
        self.loose.focus()

    def on_trend_board_opened(self, event: TrendBoard.Opened) -> None:
        """Open the trend; `[` and `]` go along the cards of its column."""
        self.app.push_screen(TrendDetail(event.card.trend.id, event.neighbours))

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Open the signal; unfold what looks like each other, or fold it again."""
        if isinstance(event.row.record, Cluster) or event.row.key == _MORE:
            if event.row.key == _MORE:
                self._all_clusters = True
            else:
                self._unfolded ^= {event.row.record.signals[0]}
            self.loose.reload()
        else:
            self.app.open_record(RecordKind.SIGNAL, event.row.record.id)

    def action_bundle(self) -> None:
        """Take the selected together; else take the proposal under the cursor, or ask for a trend."""
        selected, here, cluster = self._selected(), self._here(), self._cluster_here()
        if selected:
            self.bundle(selected)
        elif cluster is not None:
            self.bundle_cluster(cluster)
        else:
            self.bundle([here] if here else [], self.proposed.trends.get(here.id) if here else None)

    def action_apart(self) -> None:
        """The proposal under the cursor is wrong."""
        cluster, here = self._cluster_here(), self._here()
        if cluster is not None:
            self.refuse_cluster(cluster)
        elif here is not None or self._selected():
            self.put_apart(self._selected() or [here] if here else self._selected())

    def action_state(self) -> None:
        """The trend's next state, or the signal's."""
        self._ask_state(back=False)

    def action_state_back(self) -> None:
        """An earlier state, with a reason."""
        self._ask_state(back=True)

    def _ask_state(self, *, back: bool) -> None:
        here = self._here()
        if self.on_board:
            self.ask_trend_state(back=back)
        elif here is not None:
            self._ask_signal_state(self._selected() or [here], back=back)

    def _ask_signal_state(self, signals: Sequence[SignalRow], *, back: bool) -> None:
        table, numbers = STATES[RecordKind.SIGNAL], [one.id for one in signals]
        offered = [table.back_states(one.state) if back else table.next_states(one.state) for one in signals]
        common = [SignalState(state) for state in offered[0] if all(state in others for others in offered)]

        def advance(state: SignalState, reason: str | None = None) -> None:
            def verb(store: Store) -> Done:
                return states.advance(store, states.Advance(kind=RecordKind.SIGNAL, numbers=numbers, to=state, reason=reason))

            act(self, self.bundled, None, verb)

        def go(state: SignalState) -> None:
            if back:
                ask(self.app, reason_for(label(state)), lambda why: advance(state, why))
            else:
                advance(state)

        if not common:
            self.app.say(state_refusal(self.app, RecordKind.SIGNAL, [one.state for one in signals], back=back), "attention")
        else:
            title = _("State back") if back else _("Next state")
            ask(self.app, Choice(title, [Option(state, label(state)) for state in common]), go)

    def action_new(self) -> None:
        """A first trend on an empty board, a new signal in the list."""
        self.app.open_screen("trend_form" if self.on_board else "signal_form")

    def action_copy(self) -> None:
        """Copy the trend for a steering group, or the signal's line."""
        here = self._here()
        if here is not None:
            self.app.copy_to_clipboard(joined(here.number, here.whose, here.description, by="\t"))
            self.app.say(ngettext("{count} line copied.", "{count} lines copied.", 1).format(count=1))
        else:
            self.copy_trend()

    def action_export(self) -> None:
        """Write the trends with their figures to a file."""
        ask_export(self)

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The trend or signal under the cursor."""
        trend, here = self.trend_here, self._here()
        if trend is not None:
            return RecordKind.TREND, trend.id
        return (RecordKind.SIGNAL, here.id) if here is not None else None

    def institution_here(self) -> int | None:
        """The institution of the signal under the cursor."""
        here = self._here()
        return here.institution_id if here else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A decision is on a trend, so `n` makes something new only where there is none; selecting is in the list."""
        if not self.is_mounted:
            return False
        if action in ("decision", "merge"):
            return self.trend_here is not None
        if action == "new":
            return self.trend_here is None
        if action == "apart":
            return not self.on_board
        return super().check_action(action, parameters)

    def show_done(self, outcome: Done) -> None:
        """A card went to another column: the cursor stays with it."""
        super().show_done(outcome)
        self.refresh_bindings()


def _board(store: Store) -> Board:
    with store.read() as reader:
        return board(reader, store.today)
