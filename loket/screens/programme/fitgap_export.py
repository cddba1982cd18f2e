"""The fit-gap grid and the overarching analysis as CSV: the numbers themselves, unknown ones empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from loket.insight.fitgap import FitgapComparison, GapSummary, Grid, SharedGaps
from loket.language import _, label
from loket.models.words import FitGapDimension
from loket.screens.forms.asking import AskText, ask
from loket.widgets.loading import act

if TYPE_CHECKING:
    from loket.exchange.writing import OutCell
    from loket.screens.base import LoketScreen
    from loket.store.opening import Store

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
    usual = Path.home() / f"loket-{name}-{screen.app.today.isoformat()}.csv"
    sheet = AskText(_("Export"), _("To which file?"), value=str(usual), needed=True)

    def written(found: tuple[Path, int]) -> None:
        screen.app.say(_("{count} lines written to {file}.").format(count=found[1], file=found[0]), "done")

    ask(screen.app, sheet, lambda path: act(screen, written, None, _write, Path(path).expanduser(), name, headers, rows))


def _write(store: Store, path: Path, name: str, headers: list[str], rows: Rows) -> tuple[Path, int]:
    from loket.casework.reports import remember_export
    from loket.exchange.writing import write_csv

    many = write_csv(path, headers, rows)
    remember_export(store, name, many)
    return path, many
