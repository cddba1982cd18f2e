"""Writing: one transaction a verb, with the actor where the change log's triggers find them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session, select

from loket.models.advisors import Advisor
from loket.models.errors import DatabaseUnusable
from loket.models.words import AdvisorRole
from loket.store.access import Viewer
from loket.store.address import Address
from loket.store.reader import WRITERS_LOCK, connect, explain

BECOME_ADVISOR = "become_advisor"


@dataclass(slots=True)
class Transaction:
    """What a verb works with. `id` is the change log's number of this transaction: undo takes it."""

    session: Session
    id: int
    advisor: Advisor
    today: date

    @property
    def viewer(self) -> Viewer:
        """Who writes, and what they may be told of what they did not write."""
        return Viewer.with_role(self.advisor.name, self.advisor.id, self.advisor.role)

    @property
    def connection(self) -> Connection:
        """The SQLAlchemy connection of this transaction, for bulk work through Core."""
        return self.session.connection()


def make_engine(address: Address) -> Engine:
    """An engine whose every transaction starts as a writer's, so that two writers wait instead of losing an update."""
    dialect = "postgresql+psycopg" if address.is_postgresql else "sqlite"

    def connection_for_writing() -> Any:
        connection = connect(address)
        if address.is_postgresql:
            connection.autocommit = False  # SQLite says BEGIN itself, below
        return connection

    engine = create_engine(f"{dialect}://", creator=connection_for_writing, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if address.is_postgresql:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def driver_errors(address: Address) -> Iterator[None]:
    """Turn what the driver says about the database itself into DatabaseUnusable; a broken rule of the schema stays what it is."""
    try:
        yield
    except DBAPIError as error:
        original = error.orig
        operational = isinstance(original, sqlite3.OperationalError | sqlite3.DatabaseError) and not isinstance(
            original, sqlite3.IntegrityError | sqlite3.ProgrammingError
        )
        if operational or type(original).__name__ in ("OperationalError", "InsufficientPrivilege", "AdminShutdown"):
            raise DatabaseUnusable(explain(original or error, address)) from error
        raise


def begin_log(connection: Connection, actor: str, verb: str, reason: str | None, undoes: int | None = None) -> int:
    """Open an entry of the log for this transaction and tell the triggers."""
    if connection.dialect.name == "postgresql":
        row = connection.execute(
            text("INSERT INTO log_tx (at, actor, verb, reason, undoes) VALUES (loket_now(), :actor, :verb, :reason, :undoes) RETURNING id"),
            {"actor": actor, "verb": verb, "reason": reason, "undoes": undoes},
        )
        tx: int = row.scalar_one()
        settings = {"tx": str(tx), "actor": actor}
        connection.execute(text("SELECT set_config('loket.tx', :tx, true), set_config('loket.actor', :actor, true)"), settings)
        return tx
    row = connection.execute(
        text(
            "INSERT INTO log_tx (at, actor, verb, reason, undoes) "
            "VALUES (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), :actor, :verb, :reason, :undoes) RETURNING id"
        ),
        {"actor": actor, "verb": verb, "reason": reason, "undoes": undoes},
    )
    tx = row.scalar_one()
    connection.execute(
        text("INSERT INTO log_session (id, tx, actor) VALUES (1, :tx, :actor)"),
        {"tx": tx, "actor": actor},
    )
    return tx


def end_log(connection: Connection, tx: int) -> bool:
    """Close the entry; an entry without a change goes. Returns whether anything changed."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM log_session"))
    changed = connection.execute(text("SELECT 1 FROM change_log WHERE tx = :tx LIMIT 1"), {"tx": tx}).first() is not None
    if not changed:
        connection.execute(text("DELETE FROM log_tx WHERE id = :tx"), {"tx": tx})
    return changed


def _the_advisor(session: Session, name: str, made_by: str | None) -> Advisor:
    """The advisor of this name; a new name becomes one at its first write, as admin if they made the database.

    That is a log entry of its own, so that undoing the first write does not undo the person.
    """
    advisor = session.exec(select(Advisor).where(Advisor.name == name)).first()
    if advisor is None:
        tx = begin_log(session.connection(), name, BECOME_ADVISOR, None)
        advisor = Advisor(name=name, role=AdvisorRole.ADMIN if name == made_by else AdvisorRole.ADVISOR)
        session.add(advisor)
        session.flush()
        end_log(session.connection(), tx)
    return advisor


@contextmanager
def transaction(
    engine: Engine, address: Address, actor: str, made_by: str | None, today: date, verb: str, **log: Any
) -> Iterator[Transaction]:
    """One transaction: everything in the `with` happens, or nothing."""
    with driver_errors(address), Session(engine, expire_on_commit=False) as session:
        advisor = _the_advisor(session, actor, made_by)
        tx = begin_log(session.connection(), actor, verb, **log)
        yield Transaction(session, tx, advisor, today)
        session.flush()
        end_log(session.connection(), tx)
        session.commit()


@contextmanager
def backdated_entry(connection: sqlite3.Connection, at: str, actor: str, verb: str, reason: str | None = None) -> Iterator[None]:
    """Let the triggers log what is written inside as one entry of that moment (UTC, ISO) by that actor."""
    made = connection.execute("INSERT INTO log_tx (at, actor, verb, reason) VALUES (?, ?, ?, ?)", (at, actor, verb, reason))
    connection.execute("INSERT INTO log_session (id, tx, actor, at) VALUES (1, ?, ?, ?)", (made.lastrowid, actor, at))
    yield
    connection.execute("DELETE FROM log_session")
