"""${message}"""

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
# How older lines of the change log become rows of the new shape: see loket/store/log_images.py. Delete it if nothing is renamed or mapped.
lift = {}


def upgrade() -> None:
    """SQLite's tables change through `op.batch_alter_table(…, table_kwargs={"sqlite_strict": True, "sqlite_autoincrement": True})`."""
    ${upgrades if upgrades else "raise NotImplementedError"}
