"""The trial of a survey file, and taking it in: the import preview, with the choices that were made of its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.language import _
from loket.screens.importing.screen import ImportPreview
from loket.screens.importing.watching import Watched
from loket.screens.records.lines import joined

if TYPE_CHECKING:
    from loket.exchange.importing import ImportSummary
    from loket.exchange.planning import Problem
    from loket.screens.wensenscan.survey_file import SurveyOnItsWay
    from loket.store.opening import Store


class LoadTrial(ImportPreview):
    """What would become of the responses; `ctrl+s` takes them in, escape goes back to the names."""

    PLACE = 8

    def __init__(self, names: SurveyOnItsWay) -> None:
        assert names.opened is not None
        super().__init__((names.opened.survey.path,))
        self._names = names

    def heading(self) -> str:
        """The file and its round."""
        names = self._names
        return joined(_("Load › {file}").format(file=self.paths[0].name if self.paths else ""), names.round)

    def run(self, store: Store, watched: Watched, *, dry_run: bool) -> ImportSummary:
        """The load itself, in a thread."""
        from loket.exchange.survey.loading import SurveyOptions, load_survey

        names = self._names
        assert names.opened is not None
        assert names.mapping is not None
        options = SurveyOptions(names.round, names.naming.choices(), dry_run, self.skip_invalid, self.overwrite)
        return load_survey(store, names.opened.survey, names.mapping, options, watched)

    def read_row(self, store: Store, summary: ImportSummary, file: str, row: int) -> tuple[tuple[str, str], ...]:
        """The questions and answers of a row."""
        from loket.exchange.survey.opening import cells_of

        assert self._names.opened is not None
        return cells_of(self._names.opened.survey, row)

    @staticmethod
    def header_of(problem: Problem) -> str:
        """The file's own column."""
        return problem.column or problem.header

    def leave(self) -> None:
        """It is in: back to the place."""
        self.app.go_back()
        self._names.taken_in()
