"""Progress reports that are kept; examples as records of their own; a row's new key logged as one gone and one made."""

from pathlib import Path

from alembic import op
from sqlalchemy import text

from loket.store.rebuilding import run_step

revision = "0003"
down_revision = "0002"

# Until here a request or signal had one example, in columns of its own.
_SOURCES = (("request", "support_request", "NULL", "received_on"), ("signal", "signal", "theme_id", "recorded_on"))
_EXAMPLES = """SELECT '{kind}' AS on_kind, id AS on_id, confidential, {theme} AS theme_id, example AS text,
    coalesce(example_released_on, {day}) AS written_on, advisor_id, example_released_on AS released_on,
    example_released_by_id AS released_by_id
    FROM {table} WHERE example IS NOT NULL AND example <> '' ORDER BY id"""


def upgrade() -> None:
    """Add the tables and the triggers anew, and move the examples."""
    connection = op.get_bind()
    examples = [
        dict(row)
        for kind, table, theme, day in _SOURCES
        for row in connection.execute(text(_EXAMPLES.format(kind=kind, table=table, theme=theme, day=day))).mappings()
    ]
    script = Path(__file__).parent / f"0003_insight.{connection.dialect.name}.sql"
    run_step(connection, script.read_text(encoding="utf-8"))
    for example in examples:
        names = ", ".join(example)
        values = ", ".join(f":{name}" for name in example)
        connection.execute(text(f"INSERT INTO example ({names}) VALUES ({values})"), example)
