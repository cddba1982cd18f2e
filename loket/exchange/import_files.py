"""Which files an import reads and which table each holds, known by its headers; other files of a folder are named and left alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loket.exchange.canonical import ALL_HEADERS, SPECS, TableSpec
from loket.exchange.cell_kinds import cell_text
from loket.exchange.fitgap.filled_workbook import FilledWorkbook, is_workbook, read_workbook, row_as_filled
from loket.exchange.name_index import fold, likest
from loket.exchange.source_tables import CSV_SUFFIXES, SHEET_SUFFIXES, Grid, SourceTable, read_bytes, read_grids, table_from
from loket.exchange.survey.mapping_binding import fits
from loket.exchange.survey.survey_file import SurveyFile, in_format, read_survey
from loket.exchange.survey.survey_mapping import SurveyMapping
from loket.exchange.survey.survey_tools import KNOWN_HEADERS, SurveyFormat
from loket.language import _
from loket.models.errors import Refused

FORMAT = "loket-export"
"""The mark by which loket's own JSON is known."""
REJECTED_SUFFIX = ".afgewezen.csv"

Survey = tuple[SurveyFile, SurveyMapping]
KnownMapping = Callable[[SurveyFile], SurveyMapping | None]


@dataclass(slots=True)
class Collected:
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


def collect(paths: Sequence[Path], mapping: SurveyMapping | None = None, known: KnownMapping = lambda _survey: None) -> Collected:
    """Read everything that is named; what cannot be read is refused, all of it at once.

    Survey files are read by `mapping`, else by the one that `known` gives.
    """
    mappings = _Mappings(mapping, known)
    collected = Collected()
    refusals: list[str] = []
    seen: set[Path] = set()
    for path in paths:
        for file in _files(path, collected):
            if file.resolve() in seen:
                continue
            seen.add(file.resolve())
            try:
                _read(file, collected, mappings, named=not path.is_dir())
            except Refused as refusal:
                refusals.append(str(refusal))
    if refusals:
        raise Refused("\n".join(refusals))
    if not collected.files:
        nothing = _("{paths}: nothing to import here; loket reads CSV, TSV, XLSX, ODS and its own JSON")
        raise Refused("\n".join([*collected.warnings, nothing.format(paths=", ".join(map(str, paths)) or "–")]))
    return collected


def _files(path: Path, collected: Collected) -> list[Path]:
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
            collected.left_alone.append(entry.name)
    return found


def _can_be_input(path: Path) -> bool:
    if path.name.startswith((".", "~$")) or path.name.lower().endswith(REJECTED_SUFFIX):
        return False
    return path.suffix.lower() in CSV_SUFFIXES | SHEET_SUFFIXES | {".json"} and path.stat().st_size > 0


def _read(path: Path, collected: Collected, mappings: _Mappings, *, named: bool) -> None:
    """One file: its tables, or all that loket's own JSON holds."""
    if path.suffix.lower() == ".json":
        document = _document(path)
        if document is not None:
            collected.documents.append((path, document))
            collected.files.append(path)
        elif named:
            raise Refused(_("{file}: not a JSON file that loket exported").format(file=path.name))
        else:
            collected.left_alone.append(path.name)
        return
    grids = read_grids(path, ALL_HEADERS | KNOWN_HEADERS)
    if is_workbook(grids):
        collected.workbooks.append(read_workbook(path, grids))
        collected.files.append(path)
        return
    tables, refusals = _tables(grids)
    survey = mappings.of(path, named=named, is_table=bool(tables))
    if survey is not None:
        collected.surveys.append(survey)
        collected.files.append(path)
    elif tables:
        for spec, source in tables:
            _take(collected, spec, source)
        collected.warnings += map(str, refusals)
        collected.files.append(path)
    else:
        _take_nothing(path, collected, refusals, named=named)


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


def _take(collected: Collected, spec: TableSpec, source: SourceTable) -> None:
    collected.tables.append((spec, source))
    collected.warnings += [f"{source.name}: {warning}" for warning in source.warnings]
    strange = unknown_headers(spec, source)
    if strange:
        collected.warnings.append(_("{file}: unknown columns, kept out: {columns}").format(file=source.name, columns=", ".join(strange)))


def _take_nothing(path: Path, collected: Collected, refusals: Sequence[Refused], *, named: bool) -> None:
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
    collected.left_alone.append(path.name)
    collected.warnings.append(message)


def _document(path: Path) -> dict[str, object] | None:
    """The content of a JSON file that bears loket's mark; None for any other."""
    try:
        content = json.loads(read_bytes(path))
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) and content.get("format") == FORMAT else None


# Fewer than this many known headers could be any list that happens to have a column `naam`.
_FEWEST_HEADERS = 2


class NoTable(Refused):
    """The headers make no table; `meant` when one was meant all the same, by the file's name or by most of its headers."""

    def __init__(self, message: str, *, meant: bool) -> None:
        super().__init__(message)
        self.meant = meant


def recognise(source: SourceTable) -> TableSpec:
    """The table that the headers make; raises NoTable when they make none, Refused when they could make several."""
    _refuse_doubles(source)
    best: list[TableSpec] = []
    best_score = (0, 0)
    most = 0
    for spec in SPECS:
        known = sum(1 for header in source.headers if header in spec.by_header)
        most = max(most, known)
        if known < _FEWEST_HEADERS or not spec.key.is_among(source.headers) or _mostly_foreign(spec, source.headers, known):
            continue
        score = (known, int(all(column.extra or column.header in source.headers for column in spec.columns)))
        if score > best_score:
            best, best_score = [spec], score
        elif score == best_score:
            best.append(spec)
    if len(best) > 1:
        # Only when the headers leave it open may the name decide: `sleutel;status` is in every other table.
        named = fold(source.sheet or source.path.stem)
        best = [spec for spec in best if spec.name == named] or best
    # A table that knows more of the headers but lacks its key is what was meant, not the one that happens to share some.
    if len(best) == 1 and best_score[0] == most:
        return best[0]
    raise Refused(_several(source, best)) if len(best) > 1 else _none(source)


def unknown_headers(spec: TableSpec, source: SourceTable) -> list[str]:
    """The headers that the table does not know."""
    return [header for header in source.headers if header and header not in spec.by_header]


def _mostly_foreign(spec: TableSpec, headers: tuple[str, ...], known: int) -> bool:
    """Whether this is rather some other list that shares a few words."""
    foreign = sum(1 for header in headers if header and header not in spec.by_header)
    usual = sum(1 for column in spec.columns if not column.extra)
    return foreign > known and known * 4 < usual * 3


def _refuse_doubles(source: SourceTable) -> None:
    doubles = sorted({header for header in source.headers if header in ALL_HEADERS and source.headers.count(header) > 1})
    if doubles:
        raise Refused(_("{file}: the column {columns} is there twice; keep one").format(file=source.name, columns=", ".join(doubles)))


def _several(source: SourceTable, specs: list[TableSpec]) -> str:
    return _("{file}: these headers could be {tables}; add a column that tells, or name the file after the table").format(
        file=source.name, tables=", ".join(spec.name for spec in specs)
    )


def _none(source: SourceTable) -> NoTable:
    """Say what comes nearest and what it lacks."""
    spec = max(SPECS, key=lambda spec: sum(1 for header in source.headers if header in spec.by_header))
    known = [header for header in source.headers if header in spec.by_header]
    missing = [header for header in (("sleutel",) if "sleutel" in spec.by_header else spec.key.columns) if header not in source.headers]
    usual = sum(1 for column in spec.columns if not column.extra)
    meant = fold(source.sheet or source.path.stem) in {spec.name for spec in SPECS} or len(known) * 4 >= usual * 3
    if len(known) >= _FEWEST_HEADERS and missing:
        message = _("{file}: looks like {table}, but has no column {columns}")
        return NoTable(message.format(file=source.name, table=spec.name, columns=", ".join(missing)), meant=meant)
    strange = [header for header in source.headers if header and header not in ALL_HEADERS]
    hints = [f"{header} → {near[0]}" for header in strange[:5] if (near := likest(header, ALL_HEADERS, 1))]
    message = _("{file}: not a table that loket knows by its headers ({headers})").format(
        file=source.name, headers=", ".join(source.headers[:8]) or "–"
    )
    if hints:
        message = _("{message}; did you mean: {hints}?").format(message=message, hints=", ".join(hints))
    return NoTable(message, meant=meant)


def row_as_read(files: Sequence[Path], name: str, row: int) -> tuple[tuple[str, str], ...]:
    """The headers and cells of a row, by the file's name (with its sheet) and the row's number in a spreadsheet."""
    for path in files:
        if name != path.name and not name.startswith(f"{path.name} ["):
            continue
        grids = read_grids(path, ALL_HEADERS)
        if is_workbook(grids):
            return tuple((header, cell_text(cell)) for header, cell in row_as_filled(grids, name, row))
        for source in map(table_from, grids):
            if source.name == name and row in source.row_numbers:
                cells = source.rows[source.row_numbers.index(row)]
                return tuple((header, cell_text(cell)) for header, cell in zip(source.headers, cells, strict=True))
    raise Refused(_("{file}, row {row}: not there any more; the file was changed since the trial.").format(file=name, row=row))
