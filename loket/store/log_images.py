"""Images of rows in the change log, and how an older one becomes today's though a step has renamed or mapped what it holds.

A step says so in its `lift`, and `log_schema` keeps it with the last line that was written before:

    lift = {"support_request": {
        "renamed": {"team": "department"},                  # columns
        "values": {"priority": {"urgent": "high"}},         # words that went, by the column's new name
        "added": {"language": "nl"},                        # columns that are never empty; others are empty in older lines
    }}

What a step drops needs no word here: readers take the columns that a table has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loket.store.reader import Reader

LIFTS = "SELECT from_seq, lift FROM log_schema WHERE lift IS NOT NULL ORDER BY revision DESC"


@dataclass(frozen=True, slots=True)
class Lift:
    """What happens to one table's images of one shape on their way to today's."""

    renamed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[Any, Any]] = field(default_factory=dict)
    added: Mapping[str, Any] = field(default_factory=dict)

    def then(self, later: Lift) -> Lift:
        """Both in one: this lift and then a later step's."""
        renamed = {old: later.renamed.get(new, new) for old, new in self.renamed.items()}
        renamed |= {old: new for old, new in later.renamed.items() if old not in self.renamed.values()}
        values = {name: dict(mapped) for name, mapped in later.values.items()}
        for name, mapped in self.values.items():
            name = later.renamed.get(name, name)
            after = later.values.get(name, {})
            values[name] = {**after, **{old: after.get(new, new) for old, new in mapped.items()}}
        added = {name: later.values.get(later.renamed.get(name, name), {}).get(value, value) for name, value in self.added.items()}
        return Lift(renamed, values, {**{later.renamed.get(name, name): value for name, value in added.items()}, **later.added})


def decoded(image: str | Mapping[str, Any] | None) -> dict[str, Any]:
    """An image as the log has it, text on SQLite and decoded by PostgreSQL's driver; {} for none."""
    return dict(json.loads(image) if isinstance(image, str) else image or {})


def lifted(rows: Iterable[Sequence[Any]], postgresql: bool, image: str, *, seq: str = "c.seq", table: str = "") -> str:
    """The SQL of a log line's image in today's shape; `rows` are those of `LIFTS`, `image` is the SQL of a `before` or an `after`.

    The lines are all of `table`, else each of its own `c.tbl`. As long as no step had a lift it is `image` itself.
    """
    whole = image.endswith("after")  # a `before` may hold the changed columns only: nothing is added there
    lifts: dict[str, list[tuple[int, Lift]]] = {}
    for until, text in rows:  # newest first: what is older goes through all later ones
        for name, said in json.loads(text).items():
            if table not in ("", name):
                continue
            eras = lifts.setdefault(name, [])
            lift = Lift(**said)
            eras.append((until, lift.then(eras[-1][1]) if eras else lift))
    cases = ""
    for name, eras in lifts.items():
        for until, lift in reversed(eras):
            lines = f"{seq} <= {until} AND {image} IS NOT NULL" + ("" if table else f" AND c.tbl = '{name}'")
            cases += f" WHEN {lines} THEN {_sql(lift, postgresql, image, whole)}"
    return f"CASE{cases} ELSE {image} END" if cases else image


def images_of(reader: Reader, *images: str) -> str:
    """The SQL of columns of the change log (as `c`) in today's shape, for a query of `reader`."""
    rows = reader.rows(LIFTS)
    return ", ".join(lifted(rows, reader.dialect.is_postgresql, image) for image in images)


def _sql(lift: Lift, postgresql: bool, image: str, whole: bool) -> str:
    literal = _postgresql_literal if postgresql else _sqlite_literal
    keys = "".join(f" WHEN '{old}' THEN '{new}'" for old, new in lift.renamed.items())
    before = {new: old for old, new in lift.renamed.items()}
    values = "".join(
        f" WHEN key = '{before.get(name, name)}' AND value = {literal(old)} THEN {literal(new)}"
        for name, mapped in lift.values.items()
        for old, new in mapped.items()
    )
    key = f"CASE key{keys} ELSE key END" if keys else "key"
    value = f"CASE{values} ELSE value END" if values else "value"
    if postgresql:
        found = f"(SELECT jsonb_object_agg({key}, {value}) FROM jsonb_each({image}))"
        return f"{literal(lift.added)} || {found}" if whole and lift.added else found
    found = f"(SELECT json_group_object({key}, {value}) FROM json_each({image}))"
    added = "".join(f", '$.{name}', {literal(value)}" for name, value in lift.added.items())
    return f"json_insert({found}{added})" if whole and added else found


def _sqlite_literal(value: Any) -> str:
    if value is None:
        return "NULL"
    return _quoted(value) if isinstance(value, str) else str(int(value))


def _postgresql_literal(value: Any) -> str:
    return f"{_quoted(json.dumps(value))}::jsonb"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
