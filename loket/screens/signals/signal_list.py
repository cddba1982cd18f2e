"""The second sheet of place 5: signals as a list, the loose ones to begin with, each with its trend or what it looks like."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from loket.insight.lists.signals import SIGNALS, SignalRow
from loket.insight.trends.trend_board import LOOSE
from loket.insight.trends.trend_proposals import Proposals
from loket.language import N_, _, label
from loket.screens.records.record_lines import day, hidden, joined, said
from loket.screens.records.record_list import Detail, RecordList
from loket.screens.signals.signal_keys import Bundles
from loket.screens.signals.trend_lines import why_in_full
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.pane import Fact, Heading, PaneLine

if TYPE_CHECKING:
    from loket.store.database import Store


class SignalList(Bundles, RecordList):
    """Every signal; the loose ones to begin with, the latest first."""

    PLACE = 5
    LISTING = SIGNALS
    FORM = "signal_form"
    SAVED_AS = "signals"
    START = LOOSE
    EMPTY = N_("No signals with this filter. l shows those in a trend too, / clears the filter.")
    FOOTER = ("open", "state", "bundle", "apart", "loose", "follow_up", "log", "edit", "new", "filter", "views")
    COLUMNS = (
        Column("number", N_("Nr"), 6, sortable=True),
        Column("description", N_("Signal"), 26, flexible=3, keep=True),
        Column("institution", N_("Institution"), 12, flexible=1, sortable=True),
        Column("theme", N_("Th"), 2, sortable=True),
        Column("trend", N_("Trend"), 12, flexible=1),
        Column("reach", N_("Reach"), 10),
        Column("state", N_("State"), 11, keep=True, sortable=True),
        Column("recorded", N_("When"), 10, keep=True, align="right", sortable=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "loose", N_("loose/all"), id="loose", tooltip=N_("Shows only signals that belong to no trend, or all of them.")),
    ]

    def on_mount(self) -> None:
        """Read the list, and beside it what the loose ones look like."""
        super().on_mount()
        self.read_proposals()

    def refresh_data(self) -> None:
        """Read list and proposals anew."""
        super().refresh_data()
        self.read_proposals()

    def row(self, record: SignalRow) -> Row:
        """The line of one signal."""
        likely = self.proposed.trends.get(record.id)
        trend = Cell(f"~ {likely.title}", "muted") if likely is not None else record.trend or "–"
        return Row(
            record.id,
            (
                record.number, record.description or "?", record.whose or _("without institution"), str(record.theme or "?"), trend,
                said(record.reach), Cell(label(record.state), "" if record.trend_id is None else "muted"),
                day(record.recorded_on, self.app.today),
            ),
            record=record,
        )  # fmt: skip

    @staticmethod
    def detail(store: Store, record: SignalRow) -> Detail:
        """What was heard, where, and what it belongs to."""
        lines: list[PaneLine] = [
            Heading(record.number),
            *hidden(record.confidential),
            Fact(record.description or "?"),
            "",
            Fact(joined(record.whose, record.department) or _("without institution"), _("Institution")),
            Fact(joined(str(record.theme) if record.theme else "?", record.obstacle), _("Theme")),
            Fact(joined(label(record.state), said(record.reach)), _("State")),
            Fact(joined(record.advisor, day(record.recorded_on, store.today, weekday=True)), _("Advisor")),
            Fact(record.trend or _("none yet, b takes it into one"), _("Trend")),
        ]
        return lines, (joined(record.number, record.whose, label(record.state)), record.description or "?")

    def _show_detail(self, detail: Detail) -> None:
        lines, brief = detail
        row = self.table.cursor_row
        likely = self.proposed.trends.get(row.record.id) if row is not None else None
        if likely is not None:
            lines = [*lines, "", Heading(_("LOOKS LIKE")), Fact(likely.title), Fact(why_in_full(likely.why), tone="muted")]
            lines.append(Fact(_("b adds it, - says that it does not belong"), tone="muted"))
        super()._show_detail((lines, brief))

    def _take_proposals(self, found: Proposals) -> None:
        super()._take_proposals(found)
        self.refresh_bindings()

    def action_bundle(self) -> None:
        """Take the selected together; one that looks like a trend goes there at once."""
        chosen = self.chosen()
        likely = self.proposed.trends.get(chosen[0].id) if len(chosen) == 1 else None
        self.bundle(chosen, likely)

    def action_apart(self) -> None:
        """Out of the trend, or not into the proposed one."""
        if self.chosen():
            self.put_apart(self.chosen())

    def action_loose(self) -> None:
        """Only the loose ones, or all."""
        value = None if self.view.value_of("loose") == "yes" else "yes"
        self.show_view(replace(self._present(), filters=self.view.filtered("loose", value).filters))
