"""All tables together, with the checks that every dialect holds: the one module that store and migrations read."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Date, Table

from loket.models import (
    advisors,
    conversations,
    documents,
    fitgap,
    institutions,
    notes,
    offerings,
    requests,
    rounds,
    sessions,
    signals,
    themes,
)
from loket.models.record import METADATA, WordType

__all__ = [
    "METADATA",
    "advisors",
    "conversations",
    "documents",
    "fitgap",
    "institutions",
    "is_logged",
    "logged_tables",
    "notes",
    "offerings",
    "requests",
    "rounds",
    "sessions",
    "signals",
    "themes",
]


def is_logged(table: Table) -> bool:
    """Whether changes of this table's rows are recorded in the change log."""
    return not table.info.get("unlogged", False)


def logged_tables() -> list[Table]:
    """The tables of the change log, parents before children."""
    return [table for table in METADATA.sorted_tables if is_logged(table)]


def _finish(table: Table) -> None:
    """Add what every table has: STRICT, numbers that are never given again, a named CHECK for each closed list and date."""
    table.dialect_options["sqlite"]["strict"] = True
    if "id" in table.columns and table.columns["id"].autoincrement is not False:
        table.dialect_options["sqlite"]["autoincrement"] = True
    for column in table.columns:
        if isinstance(column.type, WordType):
            words = ", ".join(f"'{member.value}'" for member in column.type.words)
            table.append_constraint(CheckConstraint(f"{column.name} IN ({words})", name=column.name))
        elif isinstance(column.type, Boolean):
            _only_sqlite(table, column.name, f"{column.name} IN (0, 1)")
        elif isinstance(column.type, Date):
            # A plain date() lets 30 February through; computing with it does not.
            _only_sqlite(table, column.name, f"{column.name} IS date({column.name}, '+0 days')")


def _only_sqlite(table: Table, name: str, rule: str) -> None:
    """A check for what PostgreSQL's types hold by themselves."""
    table.append_constraint(CheckConstraint(rule, name=name).ddl_if(dialect="sqlite"))


for _table in METADATA.tables.values():
    _finish(_table)
