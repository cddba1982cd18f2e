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
from loket.exchange.source_tables import CSV_SUFFIXES, SHEET_SUFFIXES, SourceTable, read_bytes, read_grids, table_from
from loket.exchange.survey.mapping_binding import fits
from loket.exchange.survey.survey_file import SurveyFile, in_format, survey_in
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


def collect(paths: Sequence[Path], mapping: SurveyMapping | None = None, known: KnownMapping = lambda _survey: None) -> Collected:
    """Read everything that is named; what cannot be read is refused, all of it at once.

    Survey files are read by `mapping`, else by the one that `known` gives.
    """
    collected = Collected()
    refusals: list[str] = []
    seen: set[Path] = set()
    for path in paths:
        for file in _files(path, collected):
            if file.resolve() in seen:
                continue
            seen.add(file.resolve())
            try:
                _read(file, collected, mapping, known, named=not path.is_dir())
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


def _read(path: Path, collected: Collected, asked: SurveyMapping | None, known: KnownMapping, *, named: bool) -> None:
    """One file: its tables, a survey, a workbook, or all that loket's own JSON holds."""
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
    tables: list[tuple[TableSpec, SourceTable]] = []
    refusals: list[Refused] = []
    for source in map(table_from, grids):
        try:
            tables.append((recognise(source), source))
        except Refused as refusal:
            refusals.append(refusal)
    survey = survey_in(path, grids) if not tables or (asked is not None and named) else None
    mapping = (asked or known(survey)) if survey is not None else None
    surely = survey is not None and not tables and (named or survey.format is not SurveyFormat.PLAIN)
    if survey is not None and mapping is not None and (surely or fits(in_format(survey, mapping.format), mapping)):
        collected.surveys.append((survey, mapping))
        collected.files.append(path)
    elif tables:
        for spec, source in tables:
            collected.warnings += [f"{source.name}: {warning}" for warning in source.warnings]
            if strange := unknown_headers(spec, source):
                told = _("{file}: unknown columns, kept out: {columns}")
                collected.warnings.append(told.format(file=source.name, columns=", ".join(strange)))
        collected.tables += tables
        collected.warnings += map(str, refusals)
        collected.files.append(path)
    elif survey is not None:
        _leave(survey, collected, refusals, named=named)


def _leave(survey: SurveyFile, collected: Collected, refusals: Sequence[Refused], *, named: bool) -> None:
    """A file that is no table: refused when it was asked for or must have been meant as one, else named and left alone."""
    path, message = survey.path, "\n".join(map(str, refusals))
    if survey.format is not SurveyFormat.PLAIN:
        message = _("{file}: a survey file of {tool}; say with --mapping how to read it (--suggest-mapping writes a first mapping)")
        message = message.format(file=path.name, tool=survey.format.label)
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
    twice = sorted({header for header in source.headers if header in ALL_HEADERS and source.headers.count(header) > 1})
    if twice:
        raise Refused(_("{file}: the column {columns} is there twice; keep one").format(file=source.name, columns=", ".join(twice)))
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
    if len(best) > 1:
        told = _("{file}: these headers could be {tables}; add a column that tells, or name the file after the table")
        raise Refused(told.format(file=source.name, tables=", ".join(spec.name for spec in best)))
    # A table that knows more of the headers but lacks its key is what was meant, not the one that happens to share some.
    if not best or best_score[0] < most:
        raise _none(source)
    return best[0]


def unknown_headers(spec: TableSpec, source: SourceTable) -> list[str]:
    """The headers that the table does not know."""
    return [header for header in source.headers if header and header not in spec.by_header]


def _mostly_foreign(spec: TableSpec, headers: tuple[str, ...], known: int) -> bool:
    """Whether this is rather some other list that shares a few words."""
    foreign = sum(1 for header in headers if header and header not in spec.by_header)
    usual = sum(1 for column in spec.columns if not column.extra)
    return foreign > known and known * 4 < usual * 3


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
