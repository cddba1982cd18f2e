"""Write the SQL of the next migration: what makes an older schema that of the models.

    python -m loket.store.schema sqlite > old.sql        # before the models change
    python -m tools.next_step sqlite old.sql > db/migrations/versions/000N_what_for.sqlite.sql

SQLite: changed tables whole, with their indexes and triggers, and changed triggers, for `store.rebuilding`. PostgreSQL: columns and
constraints are added. What was taken away or renamed has to be written by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from loket.store.schema import schema_sql, statements

_TABLE = re.compile(r"\s*CREATE TABLE (\w+)")
_ON = re.compile(r"\s*CREATE (?:UNIQUE )?(?:INDEX|TRIGGER) \w+ .*?\bON (\w+)", re.S)


def sqlite_step(old: str, new: str) -> Iterator[str]:
    """Every statement of `new` about a table whose columns or checks differ from `old`; of the others only what is new."""
    known = set(statements(old))
    parts = list(statements(new))
    made_anew = {_table(part) for part in parts if part not in known and _TABLE.match(part)}
    yield from (part.lstrip("\n") for part in parts if part not in known or _table(part) in made_anew)


def postgresql_step(old: str, new: str) -> Iterator[str]:
    """Tables, indexes, functions and triggers that `old` lacks, and the lines that its tables lack."""
    known = {_table(part): part for part in _split(old) if _TABLE.match(part)}
    there = set(_split(old))
    for part in _split(new):
        table = _table(part)
        if part in there:
            continue
        if not _TABLE.match(part) or table not in known:
            yield f"{part.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION', 1)};\n"
            continue
        before = {line.strip().rstrip(",") for line in known[table].splitlines()}
        lines = [line.strip().rstrip(",") for line in part.splitlines()[1:-1]]
        for line in lines:
            if line not in before:
                yield f"ALTER TABLE {table} ADD {'' if line.startswith('CONSTRAINT') else 'COLUMN '}{line};\n"


def _table(statement: str) -> str:
    found = _TABLE.match(statement) or _ON.match(statement)
    return found[1] if found else statement


def _split(script: str) -> list[str]:
    """The statements of a PostgreSQL script; a function's body between `$$` is one with it."""
    return [part.strip() for part in re.findall(r"(?:\$\$.*?\$\$|[^;])+", script, re.S) if part.strip()]


if __name__ == "__main__":
    dialect, old_file = sys.argv[1:]
    step = {"sqlite": sqlite_step, "postgresql": postgresql_step}[dialect]
    sys.stdout.writelines(step(Path(old_file).read_text(encoding="utf-8"), schema_sql(dialect)))
