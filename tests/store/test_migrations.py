from __future__ import annotations

import datetime as dt

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from loket.casework.institutions import InstitutionInput, add_institution
from loket.insight.figures.dashboard import dashboard
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.store import migrations
from loket.store.address import parse_address
from loket.store.as_of import PastStore
from loket.store.database import Moment, Store, open_store
from loket.store.doctor import examine
from loket.store.schema import schema_sql
from loket.store.transaction import begin_log, end_log, make_engine
from tests import postgres


@pytest.fixture
def first_version(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database as the first version made it, in which somebody worked with plain SQL: the second institution was undone."""
    address = parse_address(empty_database)
    upgrade = command.upgrade

    def to_first(config: Config, _revision: str) -> None:
        upgrade(config, "0001")

    with monkeypatch.context() as patched:
        patched.setattr(migrations.command, "upgrade", to_first)
        migrations.make_database(address, "loket")
    engine = make_engine(address)
    with engine.begin() as connection:
        tx = begin_log(connection, "ilse", "register_request", None)
        for name in ("Ziekenhuis Merenrand", "Kliniek Duinzicht"):
            connection.execute(text("INSERT INTO institution (name) VALUES (:name)"), {"name": name})
        connection.execute(text("INSERT INTO contact (institution_id, name, function) VALUES (1, 'A. de Wit', 'beleid')"))
        connection.execute(
            text(
                "INSERT INTO support_request (sleutel, institution_id, title, received_on, example) "
                "VALUES ('s1', 1, 'PROM''s', '2026-11-01', 'Men zoekt een koppeling.')"
            )
        )
        connection.execute(text("DELETE FROM institution WHERE id = 2"))
        end_log(connection, tx)
    engine.dispose()
    return empty_database


def test_an_older_database_is_upgraded_with_everything_in_it(first_version: str) -> None:
    migrations.upgrade(parse_address(first_version))
    store = open_store(first_version, actor="loket")
    problems = {finding.check: finding.problems for finding in examine(store) if finding.check != "free_space"}
    assert not any(problems.values()), problems
    with store.read() as reader:
        assert reader.rows(
            "SELECT i.name, c.name, r.title FROM institution i JOIN contact c ON c.institution_id = i.id, support_request r"
        ) == [("Ziekenhuis Merenrand", "A. de Wit", "PROM's")]
        assert reader.value("SELECT count(*) FROM text_template") > 0
        assert reader.rows("SELECT on_kind, on_id, text FROM example") == [("request", 1, "Men zoekt een koppeling.")]
    store.close()


def test_an_upgrade_changes_nothing_of_what_was_known_before(first_version: str) -> None:
    """The bytes of an earlier moment, folded by the first schema's tables and by today's."""
    address = parse_address(first_version)
    with Store(address, "loket").read() as reader:
        last = int(reader.value("SELECT max(seq) FROM change_log"))
    known = Moment("2026-11-20", last, dt.date(2026, 11, 20))

    def told() -> str:
        past = PastStore(Store(address, "loket"), known)
        try:
            return dashboard(past, Period.of(None, None, past.today), Filters()).as_json()
        finally:
            past.close()

    before = told()
    migrations.upgrade(address)
    assert '"requests_received": {\n   "numerator": 1' in before
    assert told() == before


def test_an_upgrade_gives_no_number_again(first_version: str) -> None:
    migrations.upgrade(parse_address(first_version))
    store = open_store(first_version, actor="loket")
    assert add_institution(store, InstitutionInput(name="Kliniek Hoogland")).record.id == 3
    store.close()


def test_an_upgrade_that_would_break_references_changes_nothing(first_version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    address = parse_address(first_version)
    if address.is_postgresql:
        return  # its foreign keys hold during an upgrade too
    found = iter([set(), {("contact", 1, "institution", 0)}])
    monkeypatch.setattr(migrations, "_broken_references", lambda _connection: next(found))
    with pytest.raises(migrations.DatabaseUnusable, match="er is niets veranderd"):
        migrations.upgrade(address)
    engine = make_engine(address)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
        assert connection.execute(text("SELECT count(*) FROM institution")).scalar() == 1
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
