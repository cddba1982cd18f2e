"""What an import would do: every row read, checked and compared with what is there. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from sqlalchemy import Connection, select
from sqlmodel import col

from loket.exchange.canonical import Column, TableSpec
from loket.exchange.canonical_rows import current_rows, raw_answers, row_hash
from loket.exchange.cell_kinds import Row, Text, Value, cell_text
from loket.exchange.name_index import DependsOnRejected, NameIndexes, NotUnderstood
from loket.exchange.row_matcher import RowMatcher
from loket.exchange.source_tables import Cell, Flaw, SourceTable
from loket.language import _
from loket.models.documents import ImportMemory

_SHOWN_OF_A_VALUE = 200
_ROWS_BETWEEN_TICKS = 2_000

Tick = Callable[[int], None]
"""Told how many more rows were dealt with."""


class Outcome(Enum):
    """What happens to a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one cell: where, what stands there, why it cannot be, what comes nearest.

    `column` is what the file calls it, `header` the canonical column. `follows`: nothing is wrong with the cell itself, it points at a
    row that is rejected. `cell` is its name on a sheet (`D7`) where row and column are not what a person sees.
    """

    file: str
    row: int
    column: str
    value: str
    why: str
    nearest: tuple[str, ...] = ()
    follows: bool = False
    header: str = ""
    cell: str = ""


@dataclass(slots=True)
class PlannedRow:
    """One row of a file and what happens to it. `number` is the record's: negative when it is new.

    `raw` is what a survey's respondent answered, as it stands in the file, when that is to be kept with the record.
    """

    source: SourceTable
    index: int
    values: Row
    problems: list[Problem] = field(default_factory=list)
    number: int = 0
    outcome: Outcome = Outcome.SAME
    changes: Row = field(default_factory=dict)
    raw: str | None = None

    @property
    def row(self) -> int:
        """The row's number as a spreadsheet shows it."""
        return self.source.row_numbers[self.index]

    @property
    def place(self) -> str:
        """Where the row stands: `signalen.csv 12`."""
        return f"{self.source.name} {self.row}"

    def cell(self, header: str) -> str:
        """What stands in a column, short enough to show."""
        headers, original = self.source.headers, self.source.original
        if original is not None and original.columns.get(header):
            cells = original.cells(self.index, header)
        else:
            cells = [self.source.rows[self.index][headers.index(header)]] if header in headers else []
        return shortened(" ".join(text for cell in cells if (text := cell_text(cell))))

    def blame(self, column: str, why: str, nearest: Sequence[str] = (), *, follows: bool = False) -> None:
        """Reject the row for what stands in a column."""
        original = self.source.original
        shown = column if original is None else original.column(self.index, column)
        name = self.source.cells.get((self.row, column), "")
        self._add(Problem(self.source.name, self.row, shown, self.cell(column), why, tuple(nearest), follows, column, name))

    def blame_flaw(self, flaw: Flaw) -> None:
        """Reject the row for what was wrong with it before it became a canonical one."""
        self._add(Problem(self.source.name, self.row, flaw.column, shortened(flaw.value), flaw.why, flaw.nearest, header=flaw.header))

    def _add(self, problem: Problem) -> None:
        self.outcome = Outcome.REJECTED
        self.problems.append(problem)


def shortened(text: str) -> str:
    """A value that is short enough to show."""
    return text if len(text) <= _SHOWN_OF_A_VALUE else f"{text[:_SHOWN_OF_A_VALUE]}…"


@dataclass(slots=True)
class TablePlan:
    """What happens to one table. `renamed`: the names that institutions lose; `raw`: what is kept with each record as it was answered."""

    spec: TableSpec
    rows: list[PlannedRow]
    current: dict[int, Row] = field(default_factory=dict)
    memory: dict[int, str] = field(default_factory=dict)
    renamed: dict[int, str] = field(default_factory=dict)
    raw: dict[int, str] = field(default_factory=dict)

    def of(self, *outcomes: Outcome) -> list[PlannedRow]:
        """The rows with one of these outcomes, in the order of the files."""
        return [row for row in self.rows if row.outcome in outcomes]


def plan_table(
    connection: Connection, spec: TableSpec, sources: Sequence[SourceTable], indexes: NameIndexes, *, overwrite: bool, tick: Tick
) -> TablePlan:
    """Read, check and compare all rows of one table, and enter them in the indexes for the tables that point at it."""
    plan = TablePlan(spec, [row for source in sources for row in read_rows(spec, source, indexes, tick)])
    plan.current = current_rows(connection, spec)
    plan.memory = _memory(connection, spec)
    if any(source.original for source in sources):
        plan.raw = raw_answers(connection, spec)
    formers = _former_names(connection, spec)
    _identify(plan, spec.matcher(spec.key, plan.current, indexes.new_numbers, formers))
    for row in plan.rows:
        _check(plan, row)
        if row.outcome is not Outcome.REJECTED:
            _compare(plan, row, formers, overwrite=overwrite)
    _enter(plan, indexes)
    return plan


def read_rows(spec: TableSpec, source: SourceTable, indexes: NameIndexes, tick: Tick) -> list[PlannedRow]:
    """The rows of a file with their cells understood, or blamed."""
    columns: list[tuple[int, Column, dict[Cell, Value | NotUnderstood] | None]] = [
        (place, column, None if isinstance(column.kind, Text) else {})
        for place, header in enumerate(source.headers)
        if (column := spec.by_header.get(header)) is not None
    ]
    rows = []
    for index, cells in enumerate(source.rows):
        row = PlannedRow(source, index, {})
        if source.row_numbers[index] in source.ragged:
            row.blame("", source.ragged[source.row_numbers[index]])
        if source.original is not None:
            row.raw = source.original.raw[index]
            for flaw in source.original.flaws.get(index, ()):
                row.blame_flaw(flaw)
        flawed = {problem.header for problem in row.problems}
        for place, column, seen in columns:
            if column.header not in flawed:
                _read_cell(row, column, cells[place], seen, indexes)
        rows.append(row)
        if index % _ROWS_BETWEEN_TICKS == _ROWS_BETWEEN_TICKS - 1:
            tick(_ROWS_BETWEEN_TICKS)
    tick(len(rows) % _ROWS_BETWEEN_TICKS)
    return rows


def _read_cell(row: PlannedRow, column: Column, cell: Cell, seen: dict[Cell, Value | NotUnderstood] | None, indexes: NameIndexes) -> None:
    """One cell's value into its row; what was read before is not read again."""
    if cell == "" or (isinstance(cell, str) and cell.isspace()):
        row.values[column.header] = column.empty
        if column.must:
            row.blame(column.header, _("must be filled"))
        return
    result = _understand(column, cell, indexes) if seen is None or cell not in seen else seen[cell]
    if seen is not None:
        seen[cell] = result
    if not isinstance(result, NotUnderstood):
        row.values[column.header] = result
    else:
        row.blame(column.header, result.why, result.nearest, follows=isinstance(result, DependsOnRejected))


def _understand(column: Column, cell: Cell, indexes: NameIndexes) -> Value | NotUnderstood:
    try:
        value = column.kind.read(cell, indexes)
    except NotUnderstood as error:
        return error
    return column.empty if value is None else value


def _memory(connection: Connection, spec: TableSpec) -> dict[int, str]:
    """What each record's row looked like right after its last import."""
    found = select(col(ImportMemory.record_id), col(ImportMemory.row_hash)).where(col(ImportMemory.kind) == spec.kind.value)
    return {number: digest for number, digest in connection.execute(found)}  # noqa: C416 - a Row is no pair to mypy


def _former_names(connection: Connection, spec: TableSpec) -> dict[int, set[str]]:
    """The names that records once had."""
    found: dict[int, set[str]] = {}
    for header, link in spec.lists:
        if header == spec.former_names:
            own = link.model.sql_table().c
            for owner, name in connection.execute(select(own[link.owner], own[link.value]).where(own.former_until.is_not(None))):
                found.setdefault(owner, set()).add(name)
    return found


def _identify(plan: TablePlan, matcher: RowMatcher) -> None:
    """Find each row's record by its key; two different rows with one key are both blamed."""
    first: dict[int, PlannedRow] = {}
    for row in plan.rows:
        blamed = {problem.header for problem in row.problems}
        lacking = plan.spec.key.lacks(row.values)
        for header in lacking:
            if header not in blamed:
                row.blame(header, _("must be filled"))
        if lacking:
            continue
        try:
            row.number = matcher.number(row.values)
        except NotUnderstood as error:
            row.blame(plan.spec.key.columns[0], error.why, error.nearest)
            continue
        earlier = first.setdefault(row.number, row)
        if earlier is not row and not (earlier.values == row.values and (earlier.raw == row.raw or None in (earlier.raw, row.raw))):
            key = "sleutel" if "sleutel" in row.source.headers else plan.spec.key.columns[0]
            for one, other in ((earlier, row), (row, earlier)):
                one.blame(key, _("{place} has the same key and says something else").format(place=other.place))


def _check(plan: TablePlan, row: PlannedRow) -> None:
    """What a new record must have, and what must hold between the columns of a row."""
    blamed = {problem.header for problem in row.problems}
    if row.number < 0:
        for column in plan.spec.columns:
            if column.must and column.header not in row.values and column.header not in blamed:
                row.blame(column.header, _("a new record needs this column"))
    if blamed & {"status", "partij", ""}:
        return
    whole = {**plan.current.get(row.number, {}), **row.values}
    for rule in plan.spec.rules:
        broken = rule(whole, frozenset(row.source.headers))
        if broken is not None and broken[0] not in blamed:
            row.blame(*broken)


def _compare(plan: TablePlan, row: PlannedRow, formers: Mapping[int, set[str]], *, overwrite: bool) -> None:
    """Whether the row is new, changed, the same, or in conflict with what was edited in loket."""
    if row.number < 0:
        row.outcome, row.changes = Outcome.NEW, row.values
        return
    current = plan.current[row.number]
    if plan.spec.former_names is not None:
        _keep_former_names(plan, row, plan.spec.former_names, formers.get(row.number, set()))
    row.changes = {header: value for header, value in row.values.items() if current[header] != value}
    if row.raw == plan.raw.get(row.number):
        row.raw = None
    if not row.changes:
        row.outcome = Outcome.SAME if row.raw is None else Outcome.CHANGED
        return
    remembered = {known for known in (plan.memory.get(row.number), row.source.went_out.get(row.row)) if known is not None}
    edited = bool(remembered) and row_hash(plan.spec, current) not in remembered
    row.outcome = Outcome.CONFLICT if edited and not overwrite else Outcome.CHANGED


def _keep_former_names(plan: TablePlan, row: PlannedRow, header: str, formers: set[str]) -> None:
    """A record stays findable by the names it once had, whatever a file says of its other names."""
    current, own = plan.current[row.number], plan.spec.key.columns[0]
    old_name, name = current[own], row.values.get(own)
    renamed = name is not None and name != old_name
    if not renamed and header not in row.values:
        return
    names = row.values.get(header, current[header])
    kept = formers | ({str(old_name)} if renamed else set())
    if renamed:
        plan.renamed[row.number] = str(old_name)
    row.values[header] = tuple(sorted(kept.union(map(str, names if isinstance(names, tuple) else ()))))


def _enter(plan: TablePlan, indexes: NameIndexes) -> None:
    """Enter the rows' names for the tables that point at them; a new record that is rejected stands there as such."""
    if not plan.spec.names:
        return
    index = indexes[plan.spec.model]
    for row in plan.rows:
        if row.number < 0 or row.outcome in (Outcome.NEW, Outcome.CHANGED):
            if row.number in plan.renamed:
                index.demote(row.number, plan.renamed[row.number])
            whole = {**plan.current.get(row.number, {}), **row.values}
            for tier, headers in enumerate(plan.spec.names):
                for header in headers:
                    value = whole.get(header)
                    for name in value if isinstance(value, tuple) else (value,):
                        index.add(row.number, None if name is None else str(name), tier)
        if row.number < 0 and row.outcome is Outcome.REJECTED:
            index.reject(row.number, row.place)
