"""One fit-gap analysis in full: its dimensions with the largest gap first, and the report of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from loket.insight.fitgap import LARGE, Grid, GridCell, fitgap_grid
from loket.insight.lists.fitgaps import FITGAPS, FitGapRow
from loket.insight.lists.listing import Looker
from loket.language import N_, _, label
from loket.models.words import FitGapDimension, YesNo
from loket.screens.programme.fitgaps import FitGaps
from loket.screens.programme.from_cell import ask_report
from loket.screens.records.detail import RecordDetail, Shown
from loket.screens.records.lines import day, hidden, joined
from loket.widgets.keys import keys_of
from loket.widgets.pane import Fact, Heading, PaneLine

if TYPE_CHECKING:
    from loket.store.opening import Store


class FitGapDetail(RecordDetail):
    """One fit-gap analysis."""

    LISTING, FORM, PLACE = FITGAPS, "fitgap_form", 9
    FOOTER: ClassVar[tuple[str, ...]] = ("state", "edit", "report", "grid", "follow_up", "note", "log", "history", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("report"),
        Binding("w", "grid", N_("the grid"), id="grid", tooltip=N_("Shows this analysis beside the others of its set, to fill it in.")),
    ]

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        if shown is None:
            return None
        row: FitGapRow = shown.record
        with store.read() as reader:
            grid = fitgap_grid(reader, Looker.of(reader, store.actor), row.outcome_set_id)
        return replace(shown, heading=joined(row.institution, row.outcome_set), lines=tuple(_lines(store, row, grid)))

    def action_report(self) -> None:
        """Write the institution's report."""
        ask_report(self, self.number)

    def action_grid(self) -> None:
        """The grid with the cursor on this analysis."""
        if self.shown is not None:
            self.app.push_screen(FitGaps(self.shown.record.outcome_set_id, self.number))


def _lines(store: Store, row: FitGapRow, grid: Grid | None) -> Iterator[PaneLine]:
    """Where it stands, and each dimension: gap, now → needed, action."""
    today = store.today
    yield Heading(joined(row.number, row.institution, by="  "))
    yield from hidden(row.confidential)
    yield Fact(row.outcome_set, _("Outcome set"))
    yield Fact(label(row.state), _("State"))
    for name, on in ((_("Started"), row.started_on), (_("Reported"), row.reported_on), (_("Discussed"), row.discussed_on)):
        yield Fact(day(on, today), name)
    yield Fact(
        _("{large} of {known} large, {unknown} unknown").format(large=row.large, known=row.known, unknown=row.items - row.known), _("Gaps")
    )
    cells = [(one, grid.cells[one, row.id]) for one in FitGapDimension if grid is not None and (one, row.id) in grid.cells]
    for dimension, cell in sorted(cells, key=lambda pair: -1 if pair[1].gap is None else pair[1].gap, reverse=True):
        yield from _dimension(dimension, cell)


def _dimension(dimension: FitGapDimension, cell: GridCell) -> Iterator[PaneLine]:
    gap = "?" if cell.gap is None else str(cell.gap)
    national = _("national") if cell.national is YesNo.YES else ""
    yield ""
    yield Fact(joined(f"{gap}  {label(dimension)}", national), tone="attention" if cell.gap is not None and cell.gap >= LARGE else "")
    if cell.current or cell.needed:
        yield Fact(_("now {current} → needed {needed}").format(current=cell.current or "?", needed=cell.needed or "?"))
    if cell.action:
        yield Fact(_("action: {text}").format(text=cell.action))
