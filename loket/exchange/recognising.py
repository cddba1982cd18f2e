"""Which canonical table a file holds: known by its headers, whatever the file's name."""

from __future__ import annotations

from loket.exchange.canonical import ALL_HEADERS, SPECS, TableSpec
from loket.exchange.matching import fold, likest
from loket.exchange.tabular import SourceTable
from loket.language import _
from loket.models.errors import Refused

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
        if known < _FEWEST_HEADERS or not _has_key(spec, source.headers) or _mostly_foreign(spec, source.headers, known):
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


def _has_key(spec: TableSpec, headers: tuple[str, ...]) -> bool:
    if spec.name == "instellingen":
        return "naam" in headers or "agb" in headers
    return all(header in headers for header in spec.key) or (spec.has_key_column and "sleutel" in headers)


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
    missing = [header for header in (spec.key if not spec.has_key_column else ("sleutel",)) if header not in source.headers]
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
