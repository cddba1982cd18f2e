"""The first schema: all records, the change log, the search index, and the reference lists.

Its SQL is frozen beside it, one file a dialect, as `python -m loket.store.schema` printed it: STRICT tables, named checks
and triggers need each dialect's own words.
"""

from pathlib import Path

from alembic import op

from loket.store.rebuilding import load_reference
from loket.store.schema import statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make everything."""
    connection = op.get_bind()
    dialect = connection.dialect.name
    script = (Path(__file__).parent / f"0001_first.{dialect}.sql").read_text(encoding="utf-8")
    for statement in statements(script) if dialect == "sqlite" else [script]:
        connection.exec_driver_sql(statement)
    load_reference(connection)
