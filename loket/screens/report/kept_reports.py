"""The reports that were kept: to read one again as it was, and to write the same file again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from loket.insight.reports import KeptReport
from loket.language import N_, _
from loket.screens.loket_screen import LoketScreen
from loket.screens.records.record_lines import day
from loket.screens.report.report_making import all_kept
from loket.screens.report.report_question import ReportQuestion
from loket.screens.report.report_screen import ReportScreen
from loket.widgets.columns import Column, Row
from loket.widgets.keys import key
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest

if TYPE_CHECKING:
    from loket.store.database import Store


class KeptReports(LoketScreen):
    """Every kept report, the last first. Enter reads one again; there `x` writes it."""

    PLACE = 7
    FOOTER = ("open", "new", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", show=False),
        key("new", word=N_("new report"), tooltip=N_("Starts a report of the last half-year.")),
    ]
    COLUMNS = (
        Column("number", N_("Nr"), 5, keep=True),
        Column("period", N_("Period"), 26, flexible=1, keep=True),
        Column("reach", N_("For"), 10),
        Column("moment", N_("As of"), 22),
        Column("written", N_("Kept"), 11, keep=True),
        Column("who", N_("By"), 10),
        Column("own", N_("Own text"), 10),
    )

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield PagedTable(self.COLUMNS, self._page, empty=N_("No report was kept yet. In a report ctrl+s keeps it; n starts one."))

    def on_mount(self) -> None:
        """Say where one is."""
        super().on_mount()
        self.show_header(_("Kept reports"))
        self.query_one(PagedTable).focus()

    def _page(self, store: Store, request: PageRequest) -> Page:
        found = all_kept(store)
        rows = [self._row(one) for one in found[request.offset : request.offset + request.size]]
        return Page(rows, len(found), len(found), len(found))

    def _row(self, one: KeptReport) -> Row:
        today = self.app.today
        cells = (
            f"#{one.number}", one.period.shown(), _("internal") if one.internal else _("shareable"),
            ReportQuestion.again(one).known.shown(),
            day(one.written_on, today), one.advisor or "–", str(len(one.texts)) if one.texts else "–",
        )  # fmt: skip
        return Row(one.number, cells, record=one)

    def on_paged_table_counted(self, event: PagedTable.Counted) -> None:
        """Say how many."""
        self.show_header(count=str(event.records))

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Read it again as it was."""
        self.app.push_screen(ReportScreen(ReportQuestion.again(event.row.record)))

    def action_new(self) -> None:
        """A report of the last half-year."""
        self.app.push_screen(ReportScreen())
