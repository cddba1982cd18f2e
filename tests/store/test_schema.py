from __future__ import annotations

import subprocess
import sys

from alembic.script import ScriptDirectory

from loket.models.states import STATES
from loket.models.tables import METADATA
from loket.models.words import RecordKind
from loket.store.database import Store, head_revision
from loket.store.db_files import db_folder
from loket.store.doctor import examine


def test_a_migrated_database_has_the_schema_that_the_models_say(store: Store) -> None:
    found = {finding.check: finding.problems for finding in examine(store)}
    assert found["schema"] == ()
    assert found["schema_version"] == ()


def test_the_newest_step_is_known_without_alembic() -> None:
    """By its file's name: the same that Alembic finds when it follows the steps."""
    program = """
import sys
from loket.store.database import head_revision
print(head_revision())
assert not {"alembic", "sqlalchemy", "sqlmodel"} & sys.modules.keys()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [ScriptDirectory(str(db_folder() / "migrations")).get_current_head()]


def test_the_shape_of_the_log_is_recorded(store: Store) -> None:
    with store.read() as reader:
        revision, shape = reader.rows("SELECT revision, shape FROM log_schema ORDER BY revision DESC")[0]
    assert revision == head_revision()
    assert '"support_request"' in shape


def test_every_kind_of_record_has_its_table_and_every_state_its_column() -> None:
    for kind in RecordKind:
        assert kind.table in METADATA.tables
    for kind in STATES:
        assert {"state", "state_since"} <= set(METADATA.tables[kind.table].columns.keys())


def test_new_databases_have_the_reference_lists(store: Store) -> None:
    with store.read() as reader:
        assert [row[0] for row in reader.rows("SELECT id FROM theme ORDER BY id")] == [1, 2, 3, 4, 5, 6]
        assert reader.value("SELECT count(*) FROM obstacle") == 21
        assert reader.value("SELECT count(*) FROM outcome_set") == 6
        assert reader.value("SELECT count(*) FROM institution") == 0
        assert reader.value("SELECT value FROM setting WHERE name = 'sessions_from'") == "2025-09-01"
