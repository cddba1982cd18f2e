"""The overarching fit-gap analysis: dimensions by outcome set or by front runner, as shades with their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from loket.insight.fitgap import LARGE, FitgapCase, FitgapComparison, FrontRunner, GapSummary, SharedGapRow, fitgap_cases, fitgap_comparison
from loket.language import N_, _, label
from loket.language.formats import number as figure
from loket.models.words import FitGapDimension, RecordKind
from loket.screens.loket_screen import LoketScreen
from loket.screens.programme.fitgap_actions import ask_comparison_export
from loket.screens.programme.fitgaps import FitGaps
from loket.screens.records.record_lines import joined
from loket.widgets.bars import bar, share
from loket.widgets.keys import key, keys_of
from loket.widgets.pane import Rule
from loket.widgets.text import fit, in_two, one_line
from loket.widgets.workers import folded, load, reading

if TYPE_CHECKING:
    pass


_SHADES = " ░▒▓█"
_NARROW, _NARROW_SCREEN, _TWO_LINES = 9, 100, 12


@dataclass(frozen=True, slots=True)
class Heat:
    """One cell: tenths of a gap (None: unknown), shown whole when `whole`; `there` is False where nothing was examined."""

    tenths: int | None = None
    there: bool = True
    whole: bool = False
    note: str = ""

    @property
    def text(self) -> str:
        """The shade with its number, and the note behind it."""
        if not self.there:
            return "·"
        if self.tenths is None:
            return "?"
        shown = str(self.tenths // 10) if self.whole else figure(self.tenths / 10, 1)
        return f"{_SHADES[min(4, (self.tenths + 5) // 10)]}{shown}{self.note}"

    @property
    def style(self) -> str:
        """The colour that the number has besides its shade."""
        if not self.there or self.tenths is None:
            return "$muted"
        return "$attention" if self.tenths >= 10 * LARGE - 5 else "$foreground"


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row: its name, its cells, and what stands at its end, in full and where there is little room."""

    name: str
    cells: tuple[Heat, ...]
    tail: str
    brief: str


@dataclass(frozen=True, slots=True)
class HeatSheet:
    """All rows under their head. `wide` is how wide a name is, `cell` a column at least."""

    head: str
    columns: tuple[str, ...]
    tail: str
    brief: str
    rows: tuple[HeatRow, ...]
    wide: int
    cell: int


class HeatTable(Widget, can_focus=True):
    """Shows a sheet; arrows go from cell to cell, and rows and columns scroll when there are many."""

    DEFAULT_CSS = "HeatTable { height: 1fr; min-height: 4; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "open_cell"),
        Binding("left", "move(-1, 0)", N_("cell left"), show=False, id="cell_left", tooltip=N_("To the column at the left.")),
        Binding("right", "move(1, 0)", N_("cell right"), show=False, id="cell_right", tooltip=N_("To the column at the right.")),
        Binding("home,ctrl+home", "move(-1000, 0)", show=False, id="cell_first", tooltip=N_("To the first column.")),
        Binding("end,ctrl+end", "move(1000, 0)", show=False, id="cell_last", tooltip=N_("To the last column.")),
        Binding("up", "move(0, -1)", N_("cell up"), show=False, id="cell_up", tooltip=N_("To the row above.")),
        Binding("down", "move(0, 1)", N_("cell down"), show=False, id="cell_down", tooltip=N_("To the row below.")),
        Binding("pageup", "move(0, -10)", show=False, id="page_up", tooltip=N_("Ten rows up.")),
        Binding("pagedown", "move(0, 10)", show=False, id="page_down", tooltip=N_("Ten rows down.")),
    ]

    class Moved(Message):
        """The cursor stands on another cell."""

    class Opened(Message):
        """A cell was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: HeatSheet | None = None
        self.column = self.row = 0

    def show(self, sheet: HeatSheet | None) -> None:
        """Show a sheet; the cursor stays where it was as far as it can."""
        self.sheet = sheet
        self.action_move(0, 0)

    def action_move(self, across: int, down: int) -> None:
        """Move the cursor."""
        if self.sheet is None:
            return
        self.column = max(0, min(len(self.sheet.columns) - 1, self.column + across))
        self.row = max(0, min(len(self.sheet.rows) - 1, self.row + down))
        self.refresh()
        self.post_message(self.Moved())

    def action_open_cell(self) -> None:
        """Open the cell."""
        if self.sheet is not None and self.sheet.rows:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """A click goes to the cell, a second one opens it."""
        if self.sheet is None:
            return
        first, fitting = self._columns(self.sheet)
        column = first + (event.x - self.sheet.wide - 1) // self._cell(self.sheet)
        row = self._first_row + event.y - self._head_lines(self.sheet)
        if (
            event.y >= self._head_lines(self.sheet)
            and event.x > self.sheet.wide
            and column < first + fitting
            and row < len(self.sheet.rows)
        ):
            self.column, self.row = column, row
            self.action_move(0, 0)
            if event.chain == 2:
                self.action_open_cell()

    @property
    def _first_row(self) -> int:
        head = self._head_lines(self.sheet) if self.sheet else 1
        return max(0, self.row - max(1, self.size.height - head) + 1)

    def _head_lines(self, sheet: HeatSheet) -> int:
        """Names of sets that do not fit on one line stand on two."""
        return 2 if any(cell_len(one_line(name)) > self._cell(sheet) - 1 for name in sheet.columns) and sheet.cell >= _TWO_LINES else 1

    def _end(self, sheet: HeatSheet) -> int:
        """How wide the end of a row is."""
        texts = [sheet.brief, *(row.brief for row in sheet.rows)] if self._is_narrow else [sheet.tail, *(row.tail for row in sheet.rows)]
        return max(map(cell_len, texts)) + 2

    @property
    def _is_narrow(self) -> bool:
        return self.size.width < _NARROW_SCREEN

    def _cell(self, sheet: HeatSheet) -> int:
        """How wide a column is: twice its least where there is room."""
        room = self.size.width - sheet.wide - 1 - self._end(sheet)
        return max(sheet.cell, min(2 * sheet.cell, room // max(1, len(sheet.columns))))

    def _columns(self, sheet: HeatSheet) -> tuple[int, int]:
        """The first column in sight and how many there are."""
        many = len(sheet.columns)
        fitting = max(1, (self.size.width - sheet.wide - 1 - self._end(sheet)) // self._cell(sheet))
        return max(0, min(self.column - fitting + 1, many - fitting)), min(fitting, many)

    def render(self) -> Content:
        """The head, and as many rows as fit."""
        sheet = self.sheet
        if sheet is None:
            return Content("")
        first, fitting = self._columns(sheet)
        width, height = self._cell(sheet) - 1, self._head_lines(sheet)
        above = [Content(" " * (sheet.wide + 1))]
        parts = [Content.styled(fit(f" {sheet.head}", sheet.wide) + ("◂" if first else " "), "$muted")]
        for place in range(first, first + fitting):
            name, style = one_line(sheet.columns[place]), "bold" if place == self.column else "$muted"
            upper, lower = in_two(name, width) if height > 1 else ("", name)
            # Of a narrow column every letter tells more than an ellipsis.
            above.append(Content.styled(f"{fit(upper, width)} ", style))
            parts.append(Content.styled(f"{fit(lower[:width] if width < _NARROW else lower, width)} ", style))
        more = "▸" if first + fitting < len(sheet.columns) else " "
        head = Content.assemble(*parts, Content.styled(f"{more} {sheet.brief if self._is_narrow else sheet.tail}", "$muted"))
        lines = [Content.assemble(*above), head] if height > 1 else [head]
        top = self._first_row
        for place, row in enumerate(sheet.rows[top : top + max(1, self.size.height - height)], top):
            lines.append(self._line(sheet, row, first, fitting, at=place == self.row))
        return Content("\n").join(lines)

    def _line(self, sheet: HeatSheet, row: HeatRow, first: int, fitting: int, *, at: bool) -> Content:
        parts = [
            Content.styled("▸" if at else " ", "$focus"),
            Content.styled(fit(one_line(row.name), sheet.wide - 1) + " ", "bold" if at else "$foreground"),
        ]
        for place, cell in enumerate(row.cells[first : first + fitting], first):
            style = f"{cell.style} on $cursor-row bold" if at and place == self.column else cell.style
            parts += [Content.styled(fit(cell.text, self._cell(sheet) - 1), style), Content(" ")]
        return Content.assemble(*parts, Content(f"  {row.brief if self._is_narrow else row.tail}"))


_MOST_CASES = 12
_LEGEND = N_(
    "Gap: 0 none, 4 largest; (n): of n analyses · ≥3: institutions with a large gap · unk.: unknown · nat., L: asks for national action"
)


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
    FitGapComparison.-low #cases { height: 4; }
    FitGapComparison .legend { height: auto; color: $muted; padding: 0 1; }
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
        yield Static(Content(_(_LEGEND)), classes="legend", markup=False)

    def on_mount(self) -> None:
        """Read the analyses."""
        super().on_mount()
        self.heat.focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the analyses anew."""
        load(self, "comparison", self._show, reading(fitgap_comparison))

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
            load(
                self,
                "cases",
                self._show_cases,
                folded(reading(fitgap_cases)),
                dimension,
                outcome_set,
                front_runner.id if front_runner else None,
            )

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
    sets = [row.by_set[number] for number, _name in found.sets]
    cells = tuple(Heat(one.gaps.tenths, one.asked > 0, note=f" ({one.gaps.known})") for one in sets)
    return HeatRow(label(row.dimension), cells, tail, f"{average:>3} {f'{large}/{known}':>5} {unknown:>4} {national:>6}")


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
