"""A sheet of place 9: the overarching fit-gap analysis, over all sets and front-runners."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from loket.insight.fitgap import LARGE, FitgapCase, FitgapComparison, FrontRunner, GapSummary, SharedGapRow, fitgap_cases, fitgap_comparison
from loket.insight.lists.listing import Looker
from loket.language import N_, _, label
from loket.language.formats import number as figure
from loket.models.words import FitGapDimension, RecordKind
from loket.screens.base import LoketScreen
from loket.screens.programme.fitgap_export import ask_comparison_export
from loket.screens.programme.heat import Heat, HeatRow, HeatSheet, HeatTable
from loket.screens.records.lines import joined
from loket.widgets.bars import bar, share
from loket.widgets.keys import keys_of
from loket.widgets.loading import load
from loket.widgets.pane import Rule
from loket.widgets.text import one_line

if TYPE_CHECKING:
    from loket.store.opening import Store

_MOST_CASES = 12


class FitGapComparison(LoketScreen):
    """Where gaps are shared and national action is asked, by dimension and set; or the same by front-runner."""

    PLACE = 9
    FOOTER = ("open", "turn", "analysis", "export", "log")
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("export"),
        Binding(
            "v", "turn", N_("by dimension/front-runner"), id="turn", tooltip=N_("Shows dimensions by set, or front-runners by dimension.")
        ),
        Binding(
            "w", "analysis", N_("the analysis"), id="analysis", tooltip=N_("Opens the analysis with the largest gap behind this cell.")
        ),
    ]
    DEFAULT_CSS = """
    FitGapComparison #cases { height: 9; padding: 0 1; }
    FitGapComparison #cases Static { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    FitGapComparison.-low #cases { height: 5; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: FitgapComparison | None = None
        self.by_front_runner = False
        self._cases: tuple[FitgapCase, ...] = ()

    @property
    def heat(self) -> HeatTable:
        """The table."""
        return self.query_one(HeatTable)

    def compose_body(self) -> ComposeResult:
        """The table, and what is behind the cell."""
        yield HeatTable()
        yield Rule()
        with VerticalScroll(id="cases", can_focus=False):
            yield Static(Content(""), id="said", markup=False)

    def on_mount(self) -> None:
        """Read the analyses."""
        super().on_mount()
        self.heat.focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the analyses anew."""
        load(self, "comparison", self._show, _comparison)

    def _show(self, found: FitgapComparison) -> None:
        self.found = found
        if not found.front_runners:
            self.heat.show(None)
            self._say([Content.styled(_("Nothing to compare yet: no analysis has been filled in."), "$muted")])
            return
        self.heat.show(_by_front_runner(found) if self.by_front_runner else _by_dimension(found))
        view = _("by front-runner") if self.by_front_runner else _("by dimension")
        counted = _("{institutions} front-runners, {sets} sets").format(institutions=len(found.front_runners), sets=len(found.sets))
        self.show_header(view, counted)

    def action_turn(self) -> None:
        """The other view."""
        if self.found is not None:
            self.by_front_runner = not self.by_front_runner
            self.heat.row = self.heat.column = 0
            self._show(self.found)

    # What is behind the cell

    @property
    def at(self) -> tuple[FitGapDimension, int | None, FrontRunner | None] | None:
        """The dimension of the cursor, with its set or its front-runner."""
        if self.found is None or not self.found.front_runners:
            return None
        if self.by_front_runner:
            return list(FitGapDimension)[self.heat.column], None, self.found.front_runners[self.heat.row]
        return self.found.rows[self.heat.row].dimension, self.found.sets[self.heat.column][0], None

    def on_heat_table_moved(self) -> None:
        """Say which analyses are behind the number."""
        at = self.at
        if at is not None:
            dimension, outcome_set, front_runner = at
            load(self, "cases", self._show_cases, _cases, dimension, outcome_set, front_runner.id if front_runner else None)

    def _show_cases(self, found: tuple[FitgapCase, ...]) -> None:
        self._cases, at = found, self.at
        if at is None or self.found is None:
            return
        dimension, outcome_set, front_runner = at
        where = front_runner.name if front_runner else dict(self.found.sets)[outcome_set or 0]
        lines = [Content.styled(one_line(joined(label(dimension), where)), "bold")]
        for case in found[:_MOST_CASES]:
            gap = "?" if case.gap is None else str(case.gap)
            name = case.outcome_set if front_runner else case.institution
            national = _("national") if case.national else ""
            text = joined(RecordKind.FITGAP.number(case.analysis), name, national, case.action or "")
            style = "$attention" if case.gap is not None and case.gap >= LARGE else "$foreground"
            lines.append(Content.assemble(Content.styled(f"{gap}  ", style), Content(one_line(text))))
        if len(found) > _MOST_CASES:
            lines.append(Content.styled(_("and {count} more").format(count=len(found) - _MOST_CASES), "$muted"))
        if not found:
            lines.append(Content.styled(_("Nothing was examined here."), "$muted"))
        self._say(lines)

    def _say(self, lines: list[Content]) -> None:
        self.query_one("#said", Static).update(Content("\n").join(lines))

    # Acts

    def on_heat_table_opened(self) -> None:
        """The grid of the set that the cursor is on; a front-runner's with its largest gap."""
        from loket.screens.programme.fitgaps import FitGaps

        at = self.at
        if at is None:
            return
        outcome_set = at[1]
        if outcome_set is None and self._cases and self.found is not None:
            outcome_set = next((number for number, name in self.found.sets if name == self._cases[0].outcome_set), None)
        self.app.push_screen(FitGaps(outcome_set, self._cases[0].analysis if self._cases else None, at[0]))

    def action_analysis(self) -> None:
        """The analysis with the largest gap behind this cell."""
        if self._cases:
            self.app.open_record(RecordKind.FITGAP, self._cases[0].analysis)

    def action_export(self) -> None:
        """Write the comparison to a file."""
        if self.found is not None and self.found.front_runners:
            ask_comparison_export(self, self.found, by_front_runner=self.by_front_runner)

    def institution_here(self) -> int | None:
        """The front-runner of the cursor."""
        at = self.at
        return at[2].id if at and at[2] else None


def _by_dimension(found: FitgapComparison) -> HeatSheet:
    """Dimensions down, most shared first; sets across with average and number of analyses."""
    rows = tuple(_dimension_row(row, found) for row in found.rows)
    names = tuple(name for _number, name in found.sets)
    head, brief = _("avg  ≥3 of institutions  unk.  national"), _("avg   ≥3  unk.   nat.")
    return HeatSheet(_("Average gap (n)"), names, head, brief, rows, 22, 12)


def _dimension_row(row: SharedGapRow, found: FitgapComparison) -> HeatRow:
    over = row.over_all
    average = _average(over.gaps)
    large, known, unknown = over.institutions.large, over.institutions.known, over.institutions.unknown
    national = f"{over.national}/{over.asked}"
    tail = f"{average:>3}  {bar(large, known, 5)} {share(large, known):<13}{unknown:>3}  {bar(over.national, over.asked, 5)} {national}"
    cells = tuple(_heat(row, number) for number, _name in found.sets)
    return HeatRow(label(row.dimension), cells, tail, f"{average:>3} {f'{large}/{known}':>5} {unknown:>4} {national:>6}")


def _heat(row: SharedGapRow, outcome_set: int) -> Heat:
    shared = row.by_set[outcome_set]
    return Heat(shared.gaps.tenths, shared.asked > 0, note=f" ({shared.gaps.known})")


def _by_front_runner(found: FitgapComparison) -> HeatSheet:
    """Front-runners down, dimensions across with their largest gap."""
    columns = tuple(label(dimension) for dimension in FitGapDimension)
    head = _("avg   ≥3/n  unk. nat.")
    return HeatSheet(_("Largest gap (0–4)"), columns, head, head, tuple(_front_runner_row(one) for one in found.front_runners), 22, 7)


def _front_runner_row(one: FrontRunner) -> HeatRow:
    cells = []
    for dimension in FitGapDimension:
        gap = one.largest.get(dimension)
        note = "L" if dimension in one.national else ""
        cells.append(Heat(None if gap is None else 10 * gap, dimension in one.largest, whole=True, note=note))
    tail = f"{_average(one.gaps):>3} {f'{one.gaps.large}/{one.gaps.known}':>6}  {one.gaps.unknown:>3} {len(one.national):>4}"
    return HeatRow(one.name, tuple(cells), tail, tail)


def _average(gaps: GapSummary) -> str:
    return "–" if gaps.tenths is None else figure(gaps.tenths / 10, 1)


def _comparison(store: Store) -> FitgapComparison:
    with store.read() as reader:
        return fitgap_comparison(reader, Looker.of(reader, store.actor))


def _cases(store: Store, dimension: FitGapDimension, outcome_set: int | None, institution: int | None) -> tuple[FitgapCase, ...]:
    with store.read() as reader:
        return fitgap_cases(reader, Looker.of(reader, store.actor), dimension, outcome_set, institution)
