"""A survey tool's file: whose it is, its columns, and its responses, of which only the complete ones count."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loket.exchange.matching import fold
from loket.exchange.survey.headings import SurveyColumn, line, read_head
from loket.exchange.survey.tools import KNOWN_HEADERS, TOOLS, RowState, SurveyFormat, bare, guess_format, row_state
from loket.exchange.tabular import Cell, Grid, fitted, read_grids
from loket.exchange.values import cell_text
from loket.language import _
from loket.models.errors import Refused

__all__ = ["RowState", "SurveyColumn", "SurveyFile", "SurveyFormat", "SurveyRow", "read_survey"]


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One response as it stands in the file; `number` is the row that a spreadsheet shows, `fault` what is wrong with its shape."""

    number: int
    cells: tuple[Cell, ...]
    state: RowState
    fault: str = ""


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A survey tool's file. `head` are its header rows as they stand."""

    path: Path
    sheet: str
    format: SurveyFormat
    read_as: str
    head: tuple[tuple[Cell, ...], ...]
    columns: tuple[SurveyColumn, ...]
    rows: tuple[SurveyRow, ...]
    warnings: tuple[str, ...]
    clean: Callable[[Cell], Cell]

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def fingerprint(self) -> str:
        """The same for every file with these headers."""
        said = json.dumps([self.format.value, *([fold(line(cell)) for cell in row] for row in self.head)], ensure_ascii=False)
        return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()

    @property
    def complete(self) -> list[SurveyRow]:
        """The responses that count."""
        return [row for row in self.rows if row.state is RowState.COMPLETE]

    def count(self, state: RowState) -> int:
        """How many responses are so."""
        return sum(1 for row in self.rows if row.state is state)

    def cell(self, row: SurveyRow, column: SurveyColumn) -> Cell:
        """A cell without outer spaces and without what a CSV puts before a text that a spreadsheet would run."""
        cell = self.clean(row.cells[column.place])
        return cell.strip() if isinstance(cell, str) else cell

    def text(self, row: SurveyRow, column: SurveyColumn) -> str:
        """A cell as a person sees it."""
        return cell_text(self.cell(row, column))

    def find(self, reference: str) -> list[SurveyColumn]:
        """The columns that a name means: one, or all options of a question but for free text; raises Refused when several are called so."""
        wanted = fold(line(reference))
        named = [column for column in self.columns if wanted in column.names]
        if len(named) > 1:
            called = " / ".join(column.shown for column in named)
            raise Refused(_("several columns of {file} are called so; write {names}").format(file=self.name, names=called))
        grouped = [column for column in self.columns if wanted in column.groups]
        return named or [column for column in grouped if not column.other] or grouped

    def own(self, wanted: frozenset[str]) -> SurveyColumn | None:
        """The tool's own column of one of these headers."""
        return next((column for column in self.columns if column.role in wanted), None)

    def raw(self, row: SurveyRow) -> str:
        """The response as JSON, header → text as read; who answered (name, mail, address) is not an answer and stays out."""
        personal = TOOLS[self.format].personal
        answers = {column.shown: cell_text(row.cells[column.place]) for column in self.columns if column.role not in personal}
        return json.dumps(answers, ensure_ascii=False)


def read_survey(path: Path, wanted: SurveyFormat | None = None) -> SurveyFile:
    """Read a survey file, of a workbook the sheet that holds one; `wanted` says whose it is, instead of the headers.

    Raises Refused when there is nothing in it.
    """
    found = [(grid, list(grid.rows)) for grid in read_grids(path, KNOWN_HEADERS)]
    sheets = [(grid, rows) for grid, rows in found if any(any(cell != "" for cell in row) for row in rows)]
    if not sheets:
        raise Refused(_("{file}: the file is empty").format(file=path.name))
    files = [_read(grid, rows, wanted) for grid, rows in sheets]
    chosen = next((file for file in files if file.format is not SurveyFormat.PLAIN), files[0])
    others = [file.sheet for file in files if file is not chosen]
    if others:
        told = _("{file}: only the sheet {sheet} is read; left alone: {others}")
        told = told.format(file=path.name, sheet=chosen.sheet, others=", ".join(others))
        chosen = replace(chosen, warnings=(*chosen.warnings, told))
    return chosen


def in_format(survey: SurveyFile, wanted: SurveyFormat | None) -> SurveyFile:
    """The file as of the tool that a mapping names."""
    return survey if wanted in (None, survey.format) else read_survey(survey.path, wanted)


def _read(grid: Grid, rows: Sequence[Sequence[Cell]], wanted: SurveyFormat | None) -> SurveyFile:
    first = next(place for place, row in enumerate(rows) if any(cell != "" for cell in row))
    body = rows[first:]
    guessed = guess_format([_role(line(cell)) for cell in body[0]])
    tool = wanted or guessed
    warnings = []
    if tool is not guessed:
        told = _("{file}: read as {wanted}, as the mapping says; by its headers it is {guessed}")
        warnings.append(told.format(file=grid.name, wanted=tool.label, guessed=guessed.label))
    depth, columns = read_head(body, tool)
    responses = []
    for number, row in enumerate(body[depth:], start=first + depth + 1):
        if any(cell != "" for cell in row):
            responses.append(_response(number, row, columns, tool))
    head = tuple(tuple(fitted(row, len(columns), 0, {})) for row in body[:depth])
    return SurveyFile(grid.path, grid.sheet, tool, grid.read_as, head, columns, tuple(responses), tuple(warnings), grid.clean)


def _role(header: str) -> str:
    """The tool's own word in a header: of `submitdate. Date submitted` the code."""
    code = header.split(". ", 1)[0]
    return bare(code if code.isalnum() else header)


def _response(number: int, row: Sequence[Cell], columns: Sequence[SurveyColumn], tool: SurveyFormat) -> SurveyRow:
    ragged: dict[int, str] = {}
    cells = tuple(row) if len(row) == len(columns) else tuple(fitted(row, len(columns), number, ragged))
    said = {column.role: cell_text(cells[column.place]).strip() for column in columns}
    return SurveyRow(number, cells, row_state(tool, said), ragged.get(number, ""))
