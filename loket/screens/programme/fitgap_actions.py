"""What leads on from the fit-gap grid: its export, the report of an institution, and a request or signal made from a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from loket.exchange import output_files
from loket.exchange.fitgap import fitgap_report
from loket.insight.fitgap import Analysis, FitgapComparison, GapSummary, Grid, GridCell, SharedGaps
from loket.language import _, label
from loket.models.words import FitGapDimension, OutcomeInfo, Reach, RecordKind, RequestSource, YesNo
from loket.screens.export_file import ask_document, ask_file
from loket.screens.forms.ask_sheets import ask
from loket.screens.forms.record_form import open_form
from loket.widgets.choice import Choice, Option

if TYPE_CHECKING:
    from loket.exchange.output_files import OutCell
    from loket.screens.loket_screen import LoketScreen


Rows = list[list["OutCell"]]


def ask_grid_export(screen: LoketScreen, grid: Grid) -> None:
    """Ask for a file and write a set's grid to it, a line an institution and dimension."""
    headers = [_("institution"), _("outcome set"), _("state"), _("dimension"), _("gap"), _("now"), _("needed"), _("action"), _("national")]
    _ask(screen, "fit-gap", headers, list(_grid_rows(grid)))


def ask_comparison_export(screen: LoketScreen, found: FitgapComparison, *, by_front_runner: bool) -> None:
    """Ask for a file and write what the comparison shows to it."""
    figures = [_("average"), _("known"), _("unknown"), _("large gaps")]
    if by_front_runner:
        headers = [_("institution"), *(label(dimension) for dimension in FitGapDimension), *figures, _("national")]
        _ask(screen, "fit-gap-per-voorloper", headers, list(_front_runner_rows(found)))
    else:
        counted = [_("institutions, gap known"), _("institutions, gap unknown"), _("institutions, large gap")]
        headers = [_("dimension"), _("outcome set"), *figures, *counted, _("institutions, national action"), _("institutions")]
        _ask(screen, "fit-gap-overkoepelend", headers, list(_shared_rows(found)))


def _grid_rows(grid: Grid) -> Iterator[list[OutCell]]:
    for one in grid.analyses:
        for dimension in FitGapDimension:
            cell = grid.cells.get((dimension, one.id))
            if cell is not None:
                texts = [cell.gap, cell.current, cell.needed, cell.action]
                yield [
                    one.institution,
                    grid.name,
                    label(one.state),
                    label(dimension),
                    *texts,
                    label(cell.national) if cell.national else None,
                ]


def _shared_rows(found: FitgapComparison) -> Iterator[list[OutCell]]:
    for row in found.rows:
        yield [label(row.dimension), _("all sets"), *_shared(row.over_all)]
        for number, name in found.sets:
            yield [label(row.dimension), name, *_shared(row.by_set[number])]


def _shared(shared: SharedGaps) -> list[OutCell]:
    institutions = shared.institutions
    return [*_figures(shared.gaps), institutions.known, institutions.unknown, institutions.large, shared.national, shared.asked]


def _front_runner_rows(found: FitgapComparison) -> Iterator[list[OutCell]]:
    for one in found.front_runners:
        national = "|".join(label(dimension) for dimension in FitGapDimension if dimension in one.national)
        yield [one.name, *(one.largest.get(dimension) for dimension in FitGapDimension), *_figures(one.gaps), national]


def _figures(gaps: GapSummary) -> list[OutCell]:
    return [None if gaps.tenths is None else gaps.tenths / 10, gaps.known, gaps.unknown, gaps.large]


def _ask(screen: LoketScreen, name: str, headers: list[str], rows: Rows) -> None:
    file = f"loket-{name}-{screen.app.today.isoformat()}.csv"
    ask_file(screen, _("Export"), file, lambda _store, path: output_files.write_table(path, headers, rows), logged_as=name)


# The theme under which a dimension's wishes fall as a rule; the form shows it, and a person may choose another.
_THEMES: Mapping[FitGapDimension, int] = {
    FitGapDimension.SUPPORT: 5,
    FitGapDimension.CAPACITY: 5,
    FitGapDimension.COMPETENCES: 3,
    FitGapDimension.PATIENT_INFORMATION: 6,
}
_USUAL_THEME = 4


def ask_new(screen: LoketScreen, analysis: Analysis, outcome_set: int, dimension: FitGapDimension, cell: GridCell | None) -> None:
    """A request or a signal from the cell, or a new analysis."""
    options = [
        Option("request_form", label(RecordKind.REQUEST), label(dimension)),
        Option("signal_form", label(RecordKind.SIGNAL), label(dimension)),
        Option("fitgap_form", _("a new analysis")),
    ]

    def chosen(form: str) -> None:
        if form == "fitgap_form":
            open_form(screen.app, form, None, {"outcome_set_id": outcome_set})
        elif cell is None or not cell.item_id:
            screen.app.say(screen.app.keyed(_("Nothing is filled in here yet: {open} fills in, {edit} takes the texts.")), "attention")
        else:
            given = _request(analysis, outcome_set, dimension, cell) if form == "request_form" else _signal(analysis, dimension, cell)
            open_form(screen.app, form, None, {"institution_id": analysis.institution_id, "fitgap_item_id": cell.item_id, **given})

    ask(screen.app, Choice(_("New from this cell"), options, text=analysis.institution), chosen)


def _request(analysis: Analysis, outcome_set: int, dimension: FitGapDimension, cell: GridCell) -> dict[str, Any]:
    wish = cell.action or cell.needed
    return {
        "title": f"{label(dimension)}: {wish}" if wish else label(dimension),
        "description": _in_words(cell),
        "themes": (_THEMES.get(dimension, _USUAL_THEME),),
        "outcome_set_id": outcome_set,
        "outcome_info": OutcomeInfo.WITH,
        "source": RequestSource.FIT_GAP,
    }


def _signal(analysis: Analysis, dimension: FitGapDimension, cell: GridCell) -> dict[str, Any]:
    return {
        "description": "\n".join(part for part in (f"{label(dimension)}: {cell.action or cell.needed or '?'}", _in_words(cell)) if part),
        "theme_id": _THEMES.get(dimension, _USUAL_THEME),
        "reach": Reach.NATIONAL if cell.national is YesNo.YES else Reach.INSTITUTION,
    }


def _in_words(cell: GridCell) -> str:
    said = (
        (_("now"), cell.current),
        (_("needed"), cell.needed),
        (_("gap"), None if cell.gap is None else str(cell.gap)),
        (_("action"), cell.action),
    )
    return "\n".join(f"{name}: {text}" for name, text in said if text)


def ask_report(screen: LoketScreen, analysis: int) -> None:
    """Ask for a file and write the institution's report to it: its ending says as what."""
    number = RecordKind.FITGAP.number(analysis)
    title, name = _("Report of {number}").format(number=number), f"fit-gap-{number}-{screen.app.today.isoformat()}.docx"
    ask_document(screen, title, name, lambda store: fitgap_report.fitgap_report(store, analysis), f"fitgap report {number}")
