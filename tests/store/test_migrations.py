from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from loket.casework.institutions import InstitutionInput, add_institution
from loket.insight.explanation.row_changes import image
from loket.insight.history import history
from loket.models.errors import DatabaseUnusable
from loket.models.words import RecordKind
from loket.store.address import parse_address
from loket.store.as_of import PastStore, moment
from loket.store.database import Store, open_store
from loket.store.db_files import db_folder
from loket.store.doctor import examine, log_problems
from loket.store.migrations import upgrade
from loket.store.schema import schema_sql
from loket.store.search_index import SEARCHED
from loket.store.transaction import make_engine
from loket.store.undo import undo
from tests import postgres
from tests.store.earlier_shapes import SEQ, SHAPES, known, load
from tests.store.next_tables import NEXT

NEXT_STEP = Path(__file__).parent / "next_step"


@pytest.fixture(params=sorted(SHAPES.iterdir()), ids=lambda folder: str(folder.name))
def shape(request: pytest.FixtureRequest) -> Path:
    """The folder of an earlier step's databases."""
    folder: Path = request.param
    return folder


@pytest.fixture
def earlier(shape: Path, empty_database: str) -> str:
    """A database as an earlier step made it, on each dialect, in which two people worked."""
    load(shape, empty_database)
    return empty_database


@pytest.fixture
def search_after_the_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is searched, with the names that the made-up step gives its columns."""
    renamed = tuple(replace(one, body=tuple("verdict_why" if name == "verdict_reason" else name for name in one.body)) for one in SEARCHED)
    for module in ("loket.store.search_index", "loket.store.doctor"):
        monkeypatch.setattr(f"{module}.SEARCHED", renamed)


def problems(store: Store) -> dict[str, tuple[str, ...]]:
    return {finding.check: finding.problems for finding in examine(store) if finding.problems and finding.check != "file_rights"}


def test_an_older_database_is_upgraded_with_everything_in_it(earlier: str) -> None:
    upgrade(parse_address(earlier))
    store = open_store(earlier, actor="loket")
    assert problems(store) == {}
    with store.read() as reader:
        assert reader.rows("SELECT i.name, c.name, r.title FROM institution i, contact c, support_request r ORDER BY r.id") == [
            ("Ziekenhuis Merenrand", "A. de Wit", "PROM's"),
            ("Ziekenhuis Merenrand", "A. de Wit", "Dashboard"),
        ]
        assert reader.value("SELECT count(*) FROM search_index WHERE title = 'Dashboard'") == 1
    assert add_institution(store, InstitutionInput(name="Kliniek Hoogland")).record.id == 3, (
        "the number of a removed one is not given again"
    )
    assert problems(store) == {}, "what happens from here on is logged and found"
    store.close()


def test_an_upgrade_changes_nothing_of_what_was_known_before(earlier: str, shape: Path) -> None:
    upgrade(parse_address(earlier))
    assert known(earlier, SEQ) == (shape / "known.json").read_text(encoding="utf-8")


@pytest.fixture
def after_next_step(earlier: str, search_after_the_step: None) -> Iterator[Store]:
    """A database after the made-up step that renames, drops and adds."""
    upgrade(parse_address(earlier), steps=NEXT_STEP, tables=NEXT)
    store = Store(parse_address(earlier), "loket")
    store.made_by = "loket"
    yield store
    store.close()


def test_a_step_that_renames_drops_and_adds_keeps_the_bytes_of_an_earlier_moment(after_next_step: Store, shape: Path) -> None:
    assert known(after_next_step.address.url or str(after_next_step.address.path), SEQ) == (shape / "known.json").read_text(
        encoding="utf-8"
    )


def test_an_earlier_moment_is_read_in_the_new_shape(after_next_step: Store) -> None:
    columns = "SELECT id, priority, verdict_why, urgency, state FROM support_request ORDER BY id"
    past = PastStore(after_next_step, moment(after_next_step, f"#{SEQ}"))
    with past.read() as reader:
        assert reader.rows(columns) == [(1, "normal", "alleen voor CVA", "usual", "new"), (2, "high", None, "usual", "new")]
        assert reader.value("SELECT count(*) FROM request_theme") == 3
        assert reader.value("SELECT count(*) FROM theme") == 6
    past.close()
    with after_next_step.read() as reader:
        assert reader.rows(columns) == [(1, "normal", "alleen voor CVA", "usual", "new"), (2, "high", None, "usual", "dropped")]
        assert reader.value("SELECT full_name FROM conversation_attendee") == "Mevrouw Zwart"


def test_the_log_still_folds_to_the_tables_and_knows_what_the_step_added(after_next_step: Store) -> None:
    logged = [table for table in NEXT if not table.info.get("unlogged")]
    with after_next_step.read() as reader:
        assert log_problems(reader, logged) == []
        assert reader.value("SELECT op FROM change_log WHERE tbl = 'theme' AND pk = '7'") == "insert"
        assert reader.value("SELECT count(*) FROM request_theme") == 2, "a table made anew keeps its children"


def test_history_and_explanation_tell_older_lines_in_the_new_shape(after_next_step: Store) -> None:
    (made,) = history(after_next_step, RecordKind.REQUEST, 1)
    assert {change.field: change.after for change in made.changes}.items() >= {"verdict_why": "alleen voor CVA", "urgency": "usual"}.items()
    # Of a low priority that became a normal one nothing is left to tell.
    with after_next_step.read() as reader:
        row = image(reader, "support_request", "1", SEQ)
    assert row is not None
    assert (row["verdict_why"], row["priority"], row["urgency"]) == ("alleen voor CVA", "normal", "usual")


def test_what_was_done_before_the_step_can_be_undone_after_it(after_next_step: Store) -> None:
    with after_next_step.read() as reader:
        last = reader.value("SELECT max(id) FROM log_tx")
    undo(after_next_step, last)
    with after_next_step.read() as reader:
        found = "SELECT priority, state, verdict_why FROM support_request ORDER BY id"
        assert reader.rows(found) == [("normal", "new", "alleen voor CVA"), ("high", "new", None)]
        assert reader.value("SELECT count(*) FROM request_theme") == 3


@pytest.mark.usefixtures("search_after_the_step")
def test_the_second_step_on_sqlite_keeps_strict_checks_and_numbers(shape: Path, tmp_path: Path) -> None:
    """Alembic's batch mode makes a table anew: only what the step says may differ."""

    def schema() -> tuple[set[str], set[str]]:
        with closing(sqlite3.connect(tmp_path / "loket.db")) as file:
            (table,) = file.execute("SELECT sql FROM sqlite_master WHERE name = 'support_request'").fetchone()
            indexes = file.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'support_request' AND sql <> ''")
            return {line.strip().rstrip(",") for line in table.replace('"', "").splitlines() if line.strip()}, {sql for (sql,) in indexes}

    load(shape, str(tmp_path / "loket.db"))
    table_before, indexes_before = schema()
    upgrade(parse_address(str(tmp_path / "loket.db")), steps=NEXT_STEP, tables=NEXT)
    table_after, indexes_after = schema()
    assert {"STRICT", "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"} <= table_after
    assert table_before - table_after == {
        "outcome_set_id INTEGER",
        "verdict_reason TEXT",
        "CONSTRAINT ck_support_request_priority CHECK (priority IN ('low', 'normal', 'high'))",
        "CONSTRAINT fk_support_request_outcome_set_id FOREIGN KEY(outcome_set_id) REFERENCES outcome_set (id)",
    } | ({") STRICT"} & table_before)
    assert table_after - table_before - {")", "STRICT"} == {
        "verdict_why TEXT",
        "urgency TEXT DEFAULT 'usual' NOT NULL",
        "CONSTRAINT ck_support_request_priority CHECK (priority IN ('normal', 'high'))",
        "CONSTRAINT ck_support_request_urgency CHECK (urgency IN ('usual', 'urgent'))",
    }
    assert indexes_before - indexes_after == {"CREATE INDEX ix_support_request_outcome_set_id ON support_request (outcome_set_id)"}
    assert indexes_after <= indexes_before


_FAILING = """
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.execute("CREATE TABLE half (id INTEGER)")
    op.execute("UPDATE institution SET name = 'anders'")
    {then}
"""


@pytest.mark.parametrize(
    ("then", "error"),
    [
        ("raise ZeroDivisionError", ZeroDivisionError),
        ("op.execute('DELETE FROM institution')", (DatabaseUnusable, IntegrityError)),  # what points at it would point at nothing
    ],
)
def test_a_step_that_fails_or_breaks_references_changes_nothing(
    earlier: str, tmp_path: Path, then: str, error: type[Exception] | tuple[type[Exception], ...]
) -> None:
    upgrade(parse_address(earlier))
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "0002_failing.py").write_text(_FAILING.format(then=then), encoding="utf-8")
    with pytest.raises(error):
        upgrade(parse_address(earlier), steps=tmp_path / "steps")
    store = open_store(earlier, actor="loket")
    assert problems(store) == {}
    with store.read() as reader:
        assert reader.value("SELECT version_num FROM alembic_version") == "0001"
        assert reader.value("SELECT name FROM institution") == "Ziekenhuis Merenrand"
        tables = "pg_catalog.pg_tables WHERE tablename" if reader.dialect.is_postgresql else "sqlite_master WHERE name"
        assert reader.value(f"SELECT count(*) FROM {tables} = 'half'") == 0
    store.close()


def test_an_upgrade_makes_a_lost_trigger_again_and_keeps_rights(database: str) -> None:
    engine = make_engine(parse_address(database))
    postgresql = parse_address(database).is_postgresql
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER log_update ON theme" if postgresql else "DROP TRIGGER log_theme_update")
        if postgresql:
            connection.exec_driver_sql("DROP ROLE IF EXISTS gast_van_zoeken")
            connection.exec_driver_sql("CREATE ROLE gast_van_zoeken")
            connection.exec_driver_sql("GRANT SELECT ON search_index TO gast_van_zoeken")
    upgrade(parse_address(database))
    store = open_store(database, actor="loket")
    assert problems(store) == {}
    with store.read() as reader:
        assert not postgresql or reader.value("SELECT has_table_privilege('gast_van_zoeken', 'search_index', 'SELECT')")
    store.close()
    engine.dispose()


_CATALOGUE = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
)


def test_the_steps_on_postgresql_end_where_the_models_are(postgres_database: str, postgres_server: postgres.Server) -> None:
    fresh = postgres_server.create("from_the_models")
    engine = make_engine(parse_address(fresh))
    with engine.begin() as connection:
        connection.exec_driver_sql(schema_sql("postgresql"))
    catalogues = []
    for address in (postgres_database, fresh):
        engine = make_engine(parse_address(address))
        with engine.begin() as connection:
            rows = {tuple(row) for query in _CATALOGUE for row in connection.exec_driver_sql(query)}
            catalogues.append({row for row in rows if "alembic_version" not in row})
        engine.dispose()
    assert catalogues[0] == catalogues[1]


def changed_since_release(folder: Path) -> list[str]:
    """The steps in `released.txt` whose file is gone or no longer what a release brought."""
    changed = []
    for line in (folder / "released.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            wanted, name = line.split()
            step = folder / "versions" / name
            if not step.exists() or hashlib.sha256(step.read_bytes().replace(b"\r\n", b"\n")).hexdigest() != wanted:
                changed.append(name)
    return changed


def test_a_released_step_stays_as_it_was(tmp_path: Path) -> None:
    assert changed_since_release(db_folder() / "migrations") == []
    (tmp_path / "versions").mkdir()
    steps = {name: tmp_path / "versions" / f"{name}.py" for name in ("0001_kept", "0002_changed", "0003_gone")}
    for step in steps.values():
        step.write_text("revision = 1\n", encoding="utf-8")
    lines = [f"{hashlib.sha256(step.read_bytes()).hexdigest()}  {step.name}" for step in steps.values()]
    (tmp_path / "released.txt").write_text("\n".join(["# what a release brought", *lines]) + "\n", encoding="utf-8")
    assert changed_since_release(tmp_path) == []
    steps["0002_changed"].write_text("revision = 2\n", encoding="utf-8")
    steps["0003_gone"].unlink()
    assert changed_since_release(tmp_path) == ["0002_changed.py", "0003_gone.py"]


def test_steps_import_nothing_of_loket_and_read_no_file() -> None:
    steps = sorted((db_folder() / "migrations" / "versions").glob("*"))
    assert [step.name for step in steps if step.suffix not in (".py", "")] == []
    for step in (step for step in steps if step.suffix == ".py"):
        text = step.read_text(encoding="utf-8")
        assert "loket." not in text.replace("nothing of loket.", "")
        assert "open(" not in text
        assert "read_text" not in text
