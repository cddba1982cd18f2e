"""Which files an import reads: the ones named, and in a folder those that can be input; the others are named and left alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loket.exchange.canonical import ALL_HEADERS, TableSpec
from loket.exchange.fitgap.reading import FilledWorkbook, is_workbook, read_workbook
from loket.exchange.recognising import NoTable, recognise, unknown_headers
from loket.exchange.survey.binding import fits
from loket.exchange.survey.mapping import SurveyMapping
from loket.exchange.survey.reading import SurveyFile, SurveyFormat, in_format, read_survey
from loket.exchange.survey.tools import KNOWN_HEADERS
from loket.exchange.tabular import CSV_SUFFIXES, SHEET_SUFFIXES, Grid, SourceTable, read_bytes, read_grids, table_from
from loket.language import _
from loket.models.errors import Refused

FORMAT = "loket-export"
"""The mark by which loket's own JSON is known."""
REJECTED_SUFFIX = ".afgewezen.csv"

Survey = tuple[SurveyFile, SurveyMapping]
KnownMapping = Callable[[SurveyFile], SurveyMapping | None]


@dataclass(slots=True)
class Gathered:
    """What was found to read."""

    tables: list[tuple[TableSpec, SourceTable]] = field(default_factory=list)
    documents: list[tuple[Path, dict[str, object]]] = field(default_factory=list)
    workbooks: list[FilledWorkbook] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def of(self, spec: TableSpec) -> list[SourceTable]:
        """The tables of one kind."""
        return [source for known, source in self.tables if known is spec]


@dataclass(frozen=True, slots=True)
class _Mappings:
    """How survey files are read: by the mapping that was asked for, else by the one that is remembered for their headers."""

    asked: SurveyMapping | None
    known: KnownMapping

    def of(self, path: Path, *, named: bool, is_table: bool) -> Survey | None:
        """The survey file with its mapping; None when it is none, or when nobody said how to read it."""
        if is_table and (self.asked is None or not named):
            return None
        survey = read_survey(path)
        mapping = self.asked or self.known(survey)
        if mapping is None:
            return None
        surely = not is_table and (named or survey.format is not SurveyFormat.PLAIN)
        return (survey, mapping) if surely or fits(in_format(survey, mapping.format), mapping) else None


def gather(paths: Sequence[Path], mapping: SurveyMapping | None = None, known: KnownMapping = lambda _survey: None) -> Gathered:
    """Read everything that is named; what cannot be read is refused, all of it at once.

    Survey files are read by `mapping`, else by the one that `known` gives.
    """
    mappings = _Mappings(mapping, known)
    gathered = Gathered()
    refusals: list[str] = []
    seen: set[Path] = set()
    for path in paths:
        for file in _files(path, gathered):
            if file.resolve() in seen:
                continue
            seen.add(file.resolve())
            try:
                _read(file, gathered, mappings, named=not path.is_dir())
            except Refused as refusal:
                refusals.append(str(refusal))
    if refusals:
        raise Refused("\n".join(refusals))
    if not gathered.files:
        nothing = _("{paths}: nothing to import here; loket reads CSV, TSV, XLSX, ODS and its own JSON")
        raise Refused("\n".join([*gathered.warnings, nothing.format(paths=", ".join(map(str, paths)) or "–")]))
    return gathered


def _files(path: Path, gathered: Gathered) -> list[Path]:
    """The file itself, or those of a folder that can be input."""
    if not path.is_dir():
        if path.name.lower().endswith(REJECTED_SUFFIX):
            raise Refused(
                _("{file}: rows that an import rejected are never read again under this name; correct them and rename it").format(
                    file=path.name
                )
            )
        if not path.exists():
            raise Refused(_("{file}: there is no such file").format(file=path))
        return [path]
    try:
        entries = sorted(path.iterdir())
    except OSError as error:
        raise Refused(_("{folder}: cannot be read ({why})").format(folder=path, why=error.strerror or error)) from error
    found = []
    for entry in entries:
        if entry.is_file() and _can_be_input(entry):
            found.append(entry)
        else:
            gathered.left_alone.append(entry.name)
    return found


def _can_be_input(path: Path) -> bool:
    if path.name.startswith((".", "~$")) or path.name.lower().endswith(REJECTED_SUFFIX):
        return False
    return path.suffix.lower() in CSV_SUFFIXES | SHEET_SUFFIXES | {".json"} and path.stat().st_size > 0


def _read(path: Path, gathered: Gathered, mappings: _Mappings, *, named: bool) -> None:
    """One file: its tables, or all that loket's own JSON holds."""
    if path.suffix.lower() == ".json":
        document = _document(path)
        if document is not None:
            gathered.documents.append((path, document))
            gathered.files.append(path)
        elif named:
            raise Refused(_("{file}: not a JSON file that loket exported").format(file=path.name))
        else:
            gathered.left_alone.append(path.name)
        return
    grids = read_grids(path, ALL_HEADERS | KNOWN_HEADERS)
    if is_workbook(grids):
        gathered.workbooks.append(read_workbook(path, grids))
        gathered.files.append(path)
        return
    tables, refusals = _tables(grids)
    survey = mappings.of(path, named=named, is_table=bool(tables))
    if survey is not None:
        gathered.surveys.append(survey)
        gathered.files.append(path)
    elif tables:
        for spec, source in tables:
            _take(gathered, spec, source)
        gathered.warnings += map(str, refusals)
        gathered.files.append(path)
    else:
        _take_nothing(path, gathered, refusals, named=named)


def _tables(grids: Sequence[Grid]) -> tuple[list[tuple[TableSpec, SourceTable]], list[Refused]]:
    """The canonical tables in a file, and why its other sheets are none."""
    tables, refusals = [], []
    for grid in grids:
        source = table_from(grid)
        try:
            tables.append((recognise(source), source))
        except Refused as refusal:
            refusals.append(refusal)
    return tables, refusals


def _take(gathered: Gathered, spec: TableSpec, source: SourceTable) -> None:
    gathered.tables.append((spec, source))
    gathered.warnings += [f"{source.name}: {warning}" for warning in source.warnings]
    strange = unknown_headers(spec, source)
    if strange:
        gathered.warnings.append(_("{file}: unknown columns, kept out: {columns}").format(file=source.name, columns=", ".join(strange)))


def _take_nothing(path: Path, gathered: Gathered, refusals: Sequence[Refused], *, named: bool) -> None:
    """A file that is no table: refused when it was asked for or must have been meant as one, else named and left alone."""
    message = "\n".join(map(str, refusals)) or _("{file}: the file is empty").format(file=path.name)
    tool = read_survey(path).format if refusals else SurveyFormat.PLAIN
    if tool is not SurveyFormat.PLAIN:
        message = _("{file}: a survey file of {tool}; say with --mapping how to read it (--suggest-mapping writes a first mapping)")
        message = message.format(file=path.name, tool=tool.label)
    elif any(not isinstance(refusal, NoTable) or refusal.meant for refusal in refusals):
        named = True
    if named:
        raise Refused(message)
    gathered.left_alone.append(path.name)
    gathered.warnings.append(message)


def _document(path: Path) -> dict[str, object] | None:
    """The content of a JSON file that bears loket's mark; None for any other."""
    try:
        content = json.loads(read_bytes(path))
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) and content.get("format") == FORMAT else None
