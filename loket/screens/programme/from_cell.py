"""What a cell of the fit-gap grid leads to: a request or signal that keeps its origin, filled in as far as the cell says it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loket.insight.fitgap import Analysis, GridCell
from loket.language import _, label
from loket.models.words import FitGapDimension, OutcomeInfo, Reach, RecordKind, RequestSource, YesNo
from loket.screens.forms.asking import AskText, ask
from loket.screens.forms.base import open_form
from loket.widgets.choice import Choice, Option
from loket.widgets.loading import act

if TYPE_CHECKING:
    from loket.screens.base import LoketScreen
    from loket.store.opening import Store

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
            screen.app.say(_("Nothing is filled in here yet: enter fills in, e takes the texts."), "attention")
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
    usual = Path.home() / f"fit-gap-{number}-{screen.app.today.isoformat()}.docx"
    sheet = AskText(_("Report of {number}").format(number=number), _("To which file (.docx, .html or .md)?"), value=str(usual), needed=True)

    def written(path: Path) -> None:
        screen.app.say(_("{number} is written to {file}.").format(number=number, file=path), "done")

    ask(screen.app, sheet, lambda path: act(screen, written, None, _write_report, Path(path).expanduser(), analysis))


def _write_report(store: Store, path: Path, analysis: int) -> Path:
    from loket.casework.reports import remember_export
    from loket.exchange.documents.writing import format_of, write_document
    from loket.exchange.fitgap.report import fitgap_report

    form = format_of(path)
    write_document(path, fitgap_report(store, analysis), form)
    remember_export(store, f"fitgap report {RecordKind.FITGAP.number(analysis)}", 1)
    return path
