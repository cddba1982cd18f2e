"""A survey tool's file: whose it is, what its columns are called, and its responses, of which only the complete ones count."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loket.exchange.cell_kinds import cell_text
from loket.exchange.name_index import fold
from loket.exchange.source_tables import Cell, Grid, fitted, read_grids
from loket.exchange.survey.survey_tools import KNOWN_HEADERS, TOOLS, RowState, SurveyFormat, bare, guess_format, row_state
from loket.language import _
from loket.models.errors import Refused

_CODE = r"[A-Za-z]\w*(?:\[[^\]]*\])*"
_CODE_AND_TEXT = re.compile(rf"({_CODE})[.:]\s+(.+)", re.DOTALL)
_BRACKETED = re.compile(r"(.+?)\s*\[([^\]]*)\]", re.DOTALL)
_CHOICE = re.compile(r"(.*?) - (?:Selected Choice|Geselecteerde keuze)(?: - (.+))?", re.DOTALL)
_QUALTRICS_PART = re.compile(r"(.+?)_\d+(?:_TEXT)?")
_OTHER = re.compile(r"other\b|anders\b|overig\b|iets anders", re.IGNORECASE)
# What SurveyMonkey writes under a question that has no options.
_NO_OPTION = frozenset({"", "openendedresponse", "response", "antwoord", "openantwoord", "openvraag"})


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """One column: `shown` is what a person calls it, `names` are all that a mapping may call it, `groups` those of its whole question.

    `option` is the answer that it stands for when a question has a column for each; `other` marks free text beside the options.
    `role` is the tool's own header, `bare`.
    """

    place: int
    shown: str
    names: frozenset[str]
    groups: frozenset[str]
    option: str = ""
    other: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a column's header cells say before names are made of it."""

    shown: str
    names: tuple[str, ...]
    groups: tuple[str, ...] = ()
    option: str = ""
    other: bool = False
    role: str = ""


def read_head(rows: Sequence[Sequence[Cell]], tool: SurveyFormat) -> tuple[int, tuple[SurveyColumn, ...]]:
    """How many of the first rows are headers, and the columns that they make."""
    if tool is SurveyFormat.QUALTRICS:
        depth = _qualtrics_depth(rows)
    elif tool is SurveyFormat.SURVEYMONKEY:
        depth = _surveymonkey_depth(rows)
    else:
        depth = 1
    head = [[line(cell) for cell in row] for row in rows[:depth]]
    width = max(max((place for place, cell in enumerate(row, start=1) if cell), default=0) for row in head)
    lines = [[*row, *[""] * width][:width] for row in head]
    headings = _READERS[tool](lines)
    named = zip(headings, _unique(headings), strict=True)
    return depth, tuple(_column(place, heading, shown) for place, (heading, shown) in enumerate(named))


def line(cell: Cell) -> str:
    """A header on one line."""
    return " ".join(str(cell).replace("\ufeff", "").split())


def _column(place: int, heading: _Heading, shown: str) -> SurveyColumn:
    names = frozenset(fold(name) for name in (shown, *heading.names) if name)
    groups = frozenset(fold(name) for name in heading.groups if name)
    return SurveyColumn(place, shown, names, groups, heading.option, heading.other, heading.role)


def _unique(headings: Sequence[_Heading]) -> list[str]:
    """What each column is called; columns that are called the same get a number behind it."""
    shown = [heading.shown or _("column {number}").format(number=place) for place, heading in enumerate(headings, start=1)]
    count = Counter(map(fold, shown))
    turn: Counter[str] = Counter()
    named = []
    for name in shown:
        turn[fold(name)] += 1
        named.append(name if count[fold(name)] == 1 else f"{name} ({turn[fold(name)]})")
    return named


def _read_limesurvey(lines: Sequence[Sequence[str]]) -> list[_Heading]:
    """A code, the question's text, or both; an option stands in brackets behind either."""
    return [_limesurvey_heading(header) for header in lines[0]]


def _limesurvey_heading(header: str) -> _Heading:
    both = _CODE_AND_TEXT.fullmatch(header)
    code, text = (both[1], both[2]) if both else (header, header)
    groups, option, other = [], "", False
    if part := _BRACKETED.fullmatch(code):
        groups.append(part[1])
        other = bare(part[2]) == "other" or bare(part[2]).endswith("comment")
    if part := _BRACKETED.fullmatch(text):
        groups.append(part[1])
        # Of a code alone what stands in the brackets is a code too, no answer.
        if both or " " in header:
            option, other = part[2], other or _is_other(part[2])
    return _Heading(code if both else header, (header, code, text), tuple(groups), "" if other else option, other, bare(code))


def _is_other(option: str) -> bool:
    return _OTHER.match(option.strip()) is not None


def _read_single(lines: Sequence[Sequence[str]]) -> list[_Heading]:
    """The question's text, or whatever the maker of a plain table wrote."""
    headings = []
    for header in lines[0]:
        part = _BRACKETED.fullmatch(header)
        option = part[2] if part else ""
        other = _is_other(option)
        headings.append(_Heading(header, (header,), (part[1],) if part else (), "" if other else option, other, bare(header)))
    return headings


def _qualtrics_depth(rows: Sequence[Sequence[Cell]]) -> int:
    """Codes, then texts, then (in CSV) the import ids; some of them may have been deleted by hand."""
    depth = 1
    places = [place for place, cell in enumerate(rows[0]) if bare(cell) in {"startdate", "recordeddate", "responseid", "finished"}]
    for row in rows[1:3]:
        ids = any(_import_id(line(cell)) for cell in row)
        said = [bare(row[place]) for place in places if place < len(row)]
        if not ids and not any(word in _QUALTRICS_TEXTS for word in said):
            break
        depth += 1
    return depth


_QUALTRICS_TEXTS = frozenset({"startdate", "recordeddate", "responseid", "finished", "begindatum", "startdatum", "antwoordid"})


def _import_id(cell: str) -> str:
    """The id by which Qualtrics knows a question, with the option's behind it; empty when the cell has none."""
    if not cell.startswith("{"):
        return ""
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(found, dict) or not isinstance(found.get("ImportId"), str):
        return ""
    choice = found.get("choiceId")
    return f"{found['ImportId']}_{choice}" if isinstance(choice, str) and choice else str(found["ImportId"])


def _read_qualtrics(lines: Sequence[Sequence[str]]) -> list[_Heading]:
    codes = lines[0]
    texts: Sequence[str] = [""] * len(codes)
    ids: Sequence[str] = texts
    for row in lines[1:]:
        if any(map(_import_id, row)):
            ids = [_import_id(cell) for cell in row]
        else:
            texts = row
    asked = _qualtrics_questions(codes, texts)
    return [_qualtrics_heading(*one) for one in zip(codes, texts, ids, asked, strict=True)]


def _qualtrics_questions(codes: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The question of each column that is one of several options: what the texts of `Q3_1`, `Q3_2`, … begin with alike."""
    own: dict[str, list[str]] = {}
    parts = [_QUALTRICS_PART.fullmatch(code) if not _is_text(code) else None for code in codes]
    for part, text in zip(parts, texts, strict=True):
        if part:
            own.setdefault(part[1], []).append(text)
    begins = {group: _common_beginning(said).rpartition(" - ")[0] for group, said in own.items() if len(said) > 1}
    return [begins.get(part[1], "") if part else "" for part in parts]


def _common_beginning(texts: Sequence[str]) -> str:
    alike = itertools.takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in alike)


def _is_text(code: str) -> bool:
    return code.upper().endswith("_TEXT")


def _qualtrics_heading(code: str, text: str, import_id: str, question: str) -> _Heading:
    groups = [part[1] for name in (code, import_id) if (part := _QUALTRICS_PART.fullmatch(name))]
    option = ""
    other = _is_text(code) and bool(groups)
    if not other and (choice := _CHOICE.fullmatch(text)):
        question, option = choice[1], choice[2] or ""
    elif question:
        option = text.removeprefix(f"{question} - ")
    if not other and question:
        groups.append(question)
    return _Heading(code, (code, text, import_id), tuple(groups), option, other, bare(code))


def _surveymonkey_depth(rows: Sequence[Sequence[Cell]]) -> int:
    """Questions, then options: the second row has no respondent."""
    key = next((place for place, cell in enumerate(rows[0]) if bare(cell) in TOOLS[SurveyFormat.SURVEYMONKEY].key), 0)
    under = rows[1] if len(rows) > 1 else ()
    return 2 if len(under) > key and line(under[key]) == "" else 1


def _read_surveymonkey(lines: Sequence[Sequence[str]]) -> list[_Heading]:
    """A question stands above its first option only."""
    options = lines[1] if len(lines) > 1 else [""] * len(lines[0])
    headings = []
    question = ""
    for header, below in zip(lines[0], options, strict=True):
        question = header or question
        option = "" if bare(below) in _NO_OPTION else below
        other = _is_other(option)
        shown = f"{question} [{option}]" if option else question
        headings.append(_Heading(shown, (shown, option), (question,), "" if other else option, other, bare(header)))
    return headings


_READERS: dict[SurveyFormat, Callable[[Sequence[Sequence[str]]], list[_Heading]]] = {
    SurveyFormat.LIMESURVEY: _read_limesurvey,
    SurveyFormat.MSFORMS: _read_single,
    SurveyFormat.QUALTRICS: _read_qualtrics,
    SurveyFormat.SURVEYMONKEY: _read_surveymonkey,
    SurveyFormat.PLAIN: _read_single,
}


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
    """Read a survey file; `wanted` says whose it is, instead of the headers. Raises Refused when there is nothing in it."""
    return survey_in(path, read_grids(path, KNOWN_HEADERS), wanted)


def survey_in(path: Path, grids: Sequence[Grid], wanted: SurveyFormat | None = None) -> SurveyFile:
    """The survey file in what stands in a file, of a workbook the sheet that holds one."""
    files = [_read(grid, wanted) for grid in grids if any(cell != "" for row in grid.rows for cell in row)]
    if not files:
        raise Refused(_("{file}: the file is empty").format(file=path.name))
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


def _read(grid: Grid, wanted: SurveyFormat | None) -> SurveyFile:
    first = next(place for place, row in enumerate(grid.rows) if any(cell != "" for cell in row))
    body = grid.rows[first:]
    # The tool's own word in a header: of `submitdate. Date submitted` the code.
    codes = [(header, header.split(". ", 1)[0]) for header in map(line, body[0])]
    guessed = guess_format([bare(code if code.isalnum() else header) for header, code in codes])
    tool = wanted or guessed
    warnings = []
    if tool is not guessed:
        told = _("{file}: read as {wanted}, as the mapping says; by its headers it is {guessed}")
        warnings.append(told.format(file=grid.name, wanted=tool.label, guessed=guessed.label))
    depth, columns = read_head(body, tool)
    responses = []
    for number, row in enumerate(body[depth:], start=first + depth + 1):
        if any(cell != "" for cell in row):
            ragged: dict[int, str] = {}
            cells = tuple(row) if len(row) == len(columns) else tuple(fitted(row, len(columns), number, ragged))
            said = {column.role: cell_text(cells[column.place]).strip() for column in columns}
            responses.append(SurveyRow(number, cells, row_state(tool, said), ragged.get(number, "")))
    head = tuple(tuple(fitted(row, len(columns), 0, {})) for row in body[:depth])
    return SurveyFile(grid.path, grid.sheet, tool, grid.read_as, head, columns, tuple(responses), tuple(warnings), grid.clean)
