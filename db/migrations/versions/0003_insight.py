"""Progress reports that are kept, examples that a report may use, and a change log that tells a row's new key as one gone and one made."""

from pathlib import Path

from alembic import op

from loket.store.rebuilding import run_step

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables, and the triggers anew."""
    connection = op.get_bind()
    script = Path(__file__).parent / f"0003_insight.{connection.dialect.name}.sql"
    run_step(connection, script.read_text(encoding="utf-8"))
