"""Lists of records that have no list of their own elsewhere: trends and follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.insight.lists.followups import FOLLOW_UPS, FollowUpRow
from loket.insight.lists.listing import Looker, View
from loket.insight.lists.trends import TRENDS, TrendRow
from loket.insight.trends.trend_overview import trend_overview
from loket.language import N_, label
from loket.models.words import FollowUpState
from loket.screens.records.detail import field_lines
from loket.screens.records.lines import day, days_in, joined, late_cell
from loket.screens.records.list import Detail, RecordList
from loket.screens.signals.moving import MovesTrends
from loket.screens.signals.words import trend_lines
from loket.widgets.columns import Cell, Column, Row

if TYPE_CHECKING:
    from loket.store.opening import Store


class TrendList(MovesTrends, RecordList):
    """Trends as a list, those with most signals first."""

    PLACE = 5
    LISTING = TRENDS
    FORM = "trend_form"
    SAVED_AS = "trends"
    START = View(sort="signals", descending=True)
    EMPTY = N_("No trends with this filter. / clears it.")
    FOOTER = ("open", "state", "decision", "edit", "select", "filter", "sort", "export", "views")
    COLUMNS = (
        Column("number", N_("Nr"), 6, sortable=True),
        Column("title", N_("Trend"), 24, flexible=3, keep=True, sortable=True),
        Column("theme", N_("Th"), 2, sortable=True),
        Column("owner", N_("Owner"), 12, flexible=1),
        Column("signals", N_("Signals"), 8, keep=True, align="right", sortable=True),
        Column("institutions", N_("Inst."), 6, align="right"),
        Column("state", N_("State"), 12, keep=True, sortable=True),
        Column("since", N_("Since"), 10, align="right"),
    )

    @property
    def trend_here(self) -> TrendRow | None:
        """The trend under the cursor."""
        row = self.table.cursor_row
        found: TrendRow | None = row.record if row is not None else None
        return found

    def row(self, record: TrendRow) -> Row:
        """The line of one trend."""
        return Row(
            record.id,
            (
                record.number, record.title, str(record.theme or "?"), record.owner or "–", str(record.signals), str(record.institutions),
                Cell(label(record.state)), day(record.since, self.app.today),
            ),
            record=record,
        )  # fmt: skip

    @staticmethod
    def detail(store: Store, record: TrendRow) -> Detail:
        """What the trend comes to."""
        with store.read() as reader:
            found = trend_overview(reader, Looker.of(reader, store.actor), record.id, store.today)
        brief = joined(record.number, label(record.state), days_in(record.state_since, store.today), record.owner)
        return trend_lines(found, store.today) if found is not None else (), (record.title, brief)

    def action_state(self) -> None:
        """The next state; what the step needs is asked."""
        self.ask_trend_state(back=False)

    def action_state_back(self) -> None:
        """An earlier state, with a reason."""
        self.ask_trend_state(back=True)


class FollowUpList(RecordList):
    """Follow-ups by the day they are due."""

    PLACE = 1
    LISTING = FOLLOW_UPS
    FORM = "follow_up_form"
    SAVED_AS = "followups"
    START = View(sort="due")
    EMPTY = N_("No follow-ups with this filter. / clears it.")
    FOOTER = ("open", "state", "move_date", "hand_over", "edit", "select", "filter", "sort", "export", "views")
    COLUMNS = (
        Column("number", N_("Nr"), 6, keep=True, sortable=True),
        Column("what", N_("What"), 24, flexible=3, keep=True, sortable=True),
        Column("on", N_("On"), 8),
        Column("institution", N_("Institution"), 14, flexible=1, sortable=True),
        Column("advisor", N_("Advisor"), 10, sortable=True),
        Column("state", N_("State"), 10),
        Column("due", N_("Due"), 10, keep=True, align="right", sortable=True),
    )

    def row(self, record: FollowUpRow) -> Row:
        """The line of one follow-up."""
        state = Cell(label(record.state), "" if record.state is FollowUpState.OPEN else "muted")
        due = late_cell(day(record.due_on, self.app.today), record.late)
        cells = (record.number, record.what, record.on or "–", record.institution or "–", record.advisor or "–", state, due)
        return Row(record.id, cells, late=record.late, record=record)

    @staticmethod
    def detail(store: Store, record: FollowUpRow) -> Detail:
        """Its fields."""
        told = joined(label(record.state), record.advisor, day(record.due_on, store.today))
        return field_lines(record), (joined(record.number, record.what, record.institution), told)
