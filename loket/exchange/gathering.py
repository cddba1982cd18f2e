"""Which files an import reads: the ones named, and in a folder those that can be input; the others are named and left alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loket.exchange.canonical import ALL_HEADERS, TableSpec
from loket.exchange.recognising import recognise, unknown_headers
from loket.exchange.tabular import CSV_SUFFIXES, SHEET_SUFFIXES, SourceTable, read_bytes, read_tables
from loket.language import _
from loket.models.errors import Refused

FORMAT = "loket-export"
"""The mark by which loket's own JSON is known."""
REJECTED_SUFFIX = ".afgewezen.csv"


@dataclass(slots=True)
class Gathered:
    """What was found to read."""

    tables: list[tuple[TableSpec, SourceTable]] = field(default_factory=list)
    documents: list[tuple[Path, dict[str, object]]] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def of(self, spec: TableSpec) -> list[SourceTable]:
        """The tables of one kind."""
        return [source for known, source in self.tables if known is spec]


def gather(paths: Sequence[Path]) -> Gathered:
    """Read everything that is named; what cannot be read is refused, all of it at once."""
    gathered = Gathered()
    refusals: list[str] = []
    seen: set[Path] = set()
    for path in paths:
        for file in _files(path, gathered):
            if file.resolve() in seen:
                continue
            seen.add(file.resolve())
            try:
                _read(file, gathered, named=not path.is_dir())
            except Refused as refusal:
                refusals.append(str(refusal))
    if refusals:
        raise Refused("\n".join(refusals))
    if not gathered.tables and not gathered.documents:
        raise Refused(
            _("{paths}: nothing to import here; loket reads CSV, TSV, XLSX, ODS and its own JSON").format(
                paths=", ".join(map(str, paths)) or "–"
            )
        )
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
    return path.suffix.lower() in CSV_SUFFIXES | SHEET_SUFFIXES | {".json"}


def _read(path: Path, gathered: Gathered, *, named: bool) -> None:
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
    sources = read_tables(path, ALL_HEADERS)
    refusals = []
    for source in sources:
        try:
            spec = recognise(source)
        except Refused as refusal:
            refusals.append(str(refusal))
            continue
        gathered.tables.append((spec, source))
        gathered.warnings += [f"{source.name}: {warning}" for warning in source.warnings]
        strange = unknown_headers(spec, source)
        if strange:
            gathered.warnings.append(_("{file}: unknown columns, kept out: {columns}").format(file=source.name, columns=", ".join(strange)))
    if len(refusals) == len(sources):
        raise Refused("\n".join(refusals) or _("{file}: the file is empty").format(file=path.name))
    gathered.warnings += refusals
    gathered.files.append(path)


def _document(path: Path) -> dict[str, object] | None:
    """The content of a JSON file that bears loket's mark; None for any other."""
    try:
        content = json.loads(read_bytes(path))
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) and content.get("format") == FORMAT else None
