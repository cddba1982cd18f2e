"""The change log between two of its lines: which rows changed net, how, and which line of the log did it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from loket.insight.history import NOISE
from loket.store.log_images import decoded, images_of
from loket.store.reader import Reader

_CHUNK = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the change log: who did what when, and why. `at` is UTC, ISO; `undid` is the verb that an undo took back."""

    seq: int
    at: str
    who: str | None
    verb: str | None
    reason: str | None
    undid: str | None


@dataclass(frozen=True, slots=True)
class _Line:
    log_line: LogLine
    op: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class RowChange:
    """What became of one row: `was` and `now` are its images at both ends, None where it was not there."""

    def __init__(self, table: str, key: str, lines: Sequence[_Line]) -> None:
        self.table, self.key, self._lines = table, key, lines
        first, last = lines[0], lines[-1]
        self.was: Mapping[str, Any] | None = None if first.op == "insert" else {**first.after, **first.before}
        self.now: Mapping[str, Any] | None = None if last.op == "delete" else last.after

    @property
    def columns(self) -> frozenset[str]:
        """The columns that differ between both ends; none when the row came or went."""
        if self.was is None or self.now is None:
            return frozenset()
        return frozenset(name for name in {**self.was, **self.now} if self.was.get(name) != self.now.get(name))

    def differences(self, among: Iterable[str] | None = None) -> tuple[tuple[str, Any, Any], ...]:
        """The columns that differ, or those of some, each with what it was and is; without what says nothing to people."""
        names = sorted(self.columns) if among is None else among
        was, now = self.was or {}, self.now or {}
        return tuple((name, was.get(name), now.get(name)) for name in names if name in self.columns and name not in NOISE)

    def log_line(self, columns: Collection[str] = ()) -> LogLine:
        """The last line that changed one of the columns, or made or deleted the row; without columns the last line of all."""
        for line in reversed(self._lines):
            if not columns or line.op != "update" or any(name in line.before for name in columns):
                return line.log_line
        return self._lines[-1].log_line


_IMAGES = ("c.before", "c.after")
_LINES = """SELECT c.pk, c.op, {images}, c.seq, c.at, coalesce(c.actor, c.db_user), t.verb, t.reason, u.verb
    FROM change_log c LEFT JOIN log_tx t ON t.id = c.tx LEFT JOIN log_tx u ON u.id = t.undoes
    WHERE c.tbl = :tbl AND c.seq > :after AND c.seq <= :until AND {which} ORDER BY c.seq"""
_ENDS = """SELECT m.pk, f.op, l.op, m.made, l.seq FROM (
        SELECT pk, min(seq) AS first, max(seq) AS last, max(CASE WHEN op = 'insert' THEN seq END) AS made
        FROM change_log WHERE tbl = :tbl AND seq > :after AND seq <= :until GROUP BY pk) m
    JOIN change_log f ON f.seq = m.first JOIN change_log l ON l.seq = m.last
    WHERE (f.op = 'insert') <> (l.op = 'delete')"""
_LOG_LINES = """SELECT c.seq, c.at, coalesce(c.actor, c.db_user) AS who, t.verb, t.reason, u.verb AS undid
    FROM change_log c LEFT JOIN log_tx t ON t.id = c.tx LEFT JOIN log_tx u ON u.id = t.undoes WHERE c.seq IN ({numbers})"""


class LogRange:
    """The lines of the log after `after`, up to and with `until`."""

    def __init__(self, reader: Reader, after: int, until: int) -> None:
        self._reader, self._after, self._until = reader, after, until

    def came_or_went(self, table: str) -> dict[int, tuple[bool, int]]:
        """The numbered rows that are there at one end only: whether the row came, and the line that made or deleted it. Reads no images."""
        rows = self._reader.rows(_ENDS, tbl=table, after=self._after, until=self._until)
        return {int(pk): (op != "delete", made if op != "delete" else last) for pk, _first, op, made, last in rows}

    def changes(self, table: str, keys: Iterable[str]) -> dict[str, RowChange]:
        """What became of the rows with these keys; those without a line are left out."""
        found: dict[str, RowChange] = {}
        for chunk in chunks(sorted(set(keys)), _CHUNK):
            names = {f"k{place}": key for place, key in enumerate(chunk)}
            which = f"c.pk IN ({', '.join(f':{name}' for name in names)})"
            found |= self._read(table, which, names)
        return found

    def parts(self, table: str, owner: int) -> dict[str, RowChange]:
        """What became of the rows of a list that belongs to a record: those whose key begins with its number."""
        return self._read(table, "c.pk >= :first AND c.pk < :beyond", {"first": f"{owner},", "beyond": f"{owner}-"})

    def lines(self, numbers: Iterable[int]) -> dict[int, LogLine]:
        """Lines of the log by their numbers."""
        found: dict[int, LogLine] = {}
        for chunk in chunks(sorted(set(numbers)), 5 * _CHUNK):
            lines = self._reader.records(LogLine, _LOG_LINES.format(numbers=", ".join(map(str, chunk))))
            found |= {line.seq: line for line in lines}
        return found

    def _read(self, table: str, which: str, values: Mapping[str, str]) -> dict[str, RowChange]:
        lines: dict[str, list[_Line]] = {}
        for pk, op, before, after, *log_line in self._reader.rows(
            _LINES.format(which=which, images=images_of(self._reader, *_IMAGES)), values, tbl=table, after=self._after, until=self._until
        ):
            lines.setdefault(pk, []).append(_Line(LogLine(*log_line), op, decoded(before), decoded(after)))
        return {pk: RowChange(table, pk, found) for pk, found in lines.items()}


def image(reader: Reader, table: str, key: str, seq: int) -> Mapping[str, Any] | None:
    """A row as it was after line `seq`; one that was deleted by then as it last was."""
    row = reader.row(
        f"SELECT {images_of(reader, *_IMAGES)} FROM change_log c "
        "WHERE c.tbl = :tbl AND c.pk = :pk AND c.seq <= :seq ORDER BY c.seq DESC LIMIT 1",
        tbl=table,
        pk=key,
        seq=seq,
    )
    return None if row is None else decoded(row[1]) or decoded(row[0])


def images(reader: Reader, table: str, numbers: Iterable[int], seq: int) -> dict[int, Mapping[str, Any]]:
    """Many numbered rows as they were after line `seq`."""
    found: dict[int, Mapping[str, Any]] = {}
    for chunk in chunks(sorted(set(numbers)), _CHUNK):
        names = {f"k{place}": str(number) for place, number in enumerate(chunk)}
        rows = reader.rows(
            f"""SELECT c.pk, {images_of(reader, *_IMAGES)} FROM change_log c JOIN (
                    SELECT max(seq) AS seq FROM change_log WHERE tbl = :tbl AND seq <= :seq
                    AND pk IN ({", ".join(f":{name}" for name in names)}) GROUP BY pk
                ) m ON m.seq = c.seq""",
            names,
            tbl=table,
            seq=seq,
        )
        found |= {int(pk): decoded(after) or decoded(before) for pk, before, after in rows}
    return found


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The items, so many at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
