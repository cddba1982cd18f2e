"""The programme's instruments: reminders and mappings of a survey, agendas, text templates, sessions' capacity, waiting requests,
institutions that close or split, contacts that move.
"""

from pathlib import Path

from alembic import op

from loket.store.rebuilding import load_text_templates, run_step

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what the instruments keep, and the texts to start from."""
    connection = op.get_bind()
    script = Path(__file__).parent / f"0002_instruments.{connection.dialect.name}.sql"
    run_step(connection, script.read_text(encoding="utf-8"))
    load_text_templates(connection)
