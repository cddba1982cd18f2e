"""A step that was made up for the tests: it adds, renames and drops a column, and takes a word from a closed list."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0002"
down_revision = "0001"
lift = {
    "support_request": {
        "renamed": {"verdict_reason": "verdict_why"},
        "values": {"priority": {"low": "normal"}},
        "added": {"urgency": "usual"},
    },
    "conversation_attendee": {"renamed": {"name": "full_name"}},
}


def upgrade() -> None:
    """Change two tables, and add a row."""
    strict = {"sqlite_strict": True, "sqlite_autoincrement": True}
    op.execute("UPDATE support_request SET priority = 'normal' WHERE priority = 'low'")
    with op.batch_alter_table("support_request", table_kwargs=strict) as table:
        table.add_column(Column("urgency", Text, nullable=False, server_default="usual"))
        table.create_check_constraint("ck_support_request_urgency", "urgency IN ('usual', 'urgent')")
        table.alter_column("verdict_reason", new_column_name="verdict_why")
        table.drop_index("ix_support_request_outcome_set_id")
        table.drop_constraint("fk_support_request_outcome_set_id", type_="foreignkey")
        table.drop_column("outcome_set_id")
        table.drop_constraint("ck_support_request_priority", type_="check")
        table.create_check_constraint("ck_support_request_priority", "priority IN ('normal', 'high')")
    with op.batch_alter_table("conversation_attendee", table_kwargs=strict) as table:
        table.alter_column("name", new_column_name="full_name")
    op.execute("INSERT INTO theme (id, label) VALUES (7, 'Duurzaamheid')")
