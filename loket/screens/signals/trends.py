"""One trend: what it comes to at the left, what was decided and heard at the right, by institution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from loket.casework import trends
from loket.insight.lists.attached_records import Attached, attached
from loket.insight.lists.trends import TRENDS, TrendRow
from loket.insight.trends.trend_overview import InstitutionSignals, SignalLine, TrendOverview, trend_overview
from loket.language import N_, _, label
from loket.models.words import NoteKind, RecordKind
from loket.screens.records.record_detail import RecordDetail, Shown
from loket.screens.records.record_lines import day
from loket.screens.signals.trend_lines import trend_lines
from loket.screens.signals.trend_moves import TrendMoves
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Facts, Split
from loket.widgets.workers import act

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


@dataclass(frozen=True, slots=True)
class ShownTrend(Shown):
    """A trend with everything about it."""

    about: TrendOverview
    hanging: tuple[Attached, ...]


class TrendDetail(TrendMoves, RecordDetail):
    """One trend, with its signals and decisions."""

    LISTING, PLACE = TRENDS, 5
    FOOTER = ("open", "state", "decision", "edit", "apart", "note", "follow_up", "copy", "merge_trends", "history", "previous", "next")
    COLUMNS = (
        Column("day", N_("When"), 10, keep=True, align="right"),
        Column("where", N_("Institution"), 14, flexible=1, keep=True),
        Column("what", "", 20, flexible=4, keep=True),
        Column("state", N_("State"), 11),
    )
    DEFAULT_CSS = """
    TrendDetail.-wide #happened, TrendDetail.-third #happened { width: 3fr; }
    TrendDetail.-wide #fields, TrendDetail.-third #fields { width: 2fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("N", "note", N_("note"), show=False, id="note", tooltip=N_("Writes a note on this record; a lesson too.")),
        Binding("minus", "apart", N_("out of this trend"), id="apart", key_display="-",
                tooltip=N_("Takes the selected signals, or the one under the cursor, out of this trend.")),
    ]  # fmt: skip

    def compose_body(self) -> ComposeResult:
        """Figures at the left; decisions, signals and notes at the right."""
        with Split():
            with VerticalScroll(id="fields"):
                yield Facts(id="facts")
            yield PagedTable(self.COLUMNS, self._page, empty=N_("Nothing was heard of this yet."), id="happened")

    def on_mount(self) -> None:
        """The cursor stands among the signals."""
        super().on_mount()
        self.table.focus()

    @property
    def about(self) -> TrendOverview | None:
        """What is shown."""
        return self.shown.about if isinstance(self.shown, ShownTrend) else None

    @property
    def trend_here(self) -> TrendRow | None:
        """This trend."""
        return self.about.trend if self.about else None

    def _read(self, store: Store) -> Shown | None:
        with store.read() as reader:
            found = trend_overview(reader, self.number, store.today)
            if found is None:
                return None
            hanging = attached(reader, self.kind, self.number, store.today)
        others = tuple(one for one in hanging if one.kind is not RecordKind.SIGNAL and not _is_decision(one))
        return ShownTrend(found.trend, found.trend.title, tuple(trend_lines(found, store.today)), (), found, others)

    def _page(self, store: Store, request: PageRequest) -> Page:
        lines = self._lines(self.shown) if isinstance(self.shown, ShownTrend) else []
        many = self.about.signals if self.about else 0
        return Page(lines[request.offset : request.offset + request.size], len(lines), many, many)

    def _lines(self, shown: ShownTrend) -> list[Line]:
        found, today = shown.about, self.app.today
        lines: list[Line] = []
        if found.decisions:
            lines.append(Group(_("DECISIONS"), len(found.decisions)))
            for one in found.decisions:
                cells = (day(one.on, today), one.who, one.text, "")
                lines.append(Row(("note", one.id), cells, record=Attached(RecordKind.NOTE, one.id, one.on, one.text, None)))
        if found.places:
            lines.append(Group(_("SIGNALS BY INSTITUTION"), found.signals))
        for place in found.places:
            lines += [self._signal(place, line, first=line is place.signals[0]) for line in place.signals]
        if shown.hanging:
            lines.append(Group(_("NOTES, ACTIONS, LINKS"), len(shown.hanging)))
            for item in shown.hanging:
                cells = (day(item.day, today), label(item.kind), item.text, "")
                lines.append(Row((item.kind.value, item.id), cells, late=item.late, record=item))
        return lines

    def _signal(self, place: InstitutionSignals, line: SignalLine, *, first: bool) -> Row:
        where = place.name or _("without institution")
        record = Attached(RecordKind.SIGNAL, line.id, line.day, line.text, line.state.value)
        cells = (day(line.day, self.app.today), Cell(where if first else "  ″", "" if first else "muted"), line.text, label(line.state))
        return Row(("signal", line.id), cells, record=record)

    # Keys

    def action_state(self) -> None:
        """The next state, with the owner or decision that it asks."""
        self.ask_trend_state(back=False)

    def action_state_back(self) -> None:
        """An earlier state, with a reason."""
        self.ask_trend_state(back=True)

    def action_apart(self) -> None:
        """Take signals out of this trend."""
        numbers = [row.record.id for row in self.table.acted_on if row.record.kind is RecordKind.SIGNAL]
        if numbers:
            act(self, self._taken_out, None, trends.unbundle_signals, numbers)
        else:
            self.app.say(self.app.keyed(_("Put the cursor on a signal, or select some: {select}.")))

    def _taken_out(self, done: Done) -> None:
        self.table.clear_selection()
        self.show_done(done)

    def merged(self, outcome: Done) -> None:
        """This trend went up into another: show that one."""
        self.number = outcome.record.id
        self.neighbours = ()
        self.show_done(outcome)

    def action_copy(self) -> None:
        """Copy the trend for a steering group."""
        self.copy_trend()

    def institution_here(self) -> int | None:
        """The institution of the signal under the cursor."""
        row = self.table.cursor_row
        places: Sequence[InstitutionSignals] = self.about.places if self.about else ()
        return next((place.id for place in places for line in place.signals if row is not None and row.key == ("signal", line.id)), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to merge or to take out only where there is a trend."""
        if action in ("decision", "merge", "apart"):
            return self.is_mounted
        return super().check_action(action, parameters)


def _is_decision(one: Attached) -> bool:
    return one.kind is RecordKind.NOTE and one.state == NoteKind.DECISION.value
