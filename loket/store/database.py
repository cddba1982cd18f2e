"""Opening a database. Loads neither SQLAlchemy nor SQLModel until something is written or the schema must change."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from loket.language import _
from loket.models.errors import DatabaseUnusable, LoketError, Refused
from loket.models.words import AdvisorRole
from loket.store.access import HOUSEKEEPING, Viewer
from loket.store.address import Address, parse_address
from loket.store.db_files import db_folder
from loket.store.reader import Reader, ReaderPool

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from loket.store.transaction import Transaction


_LOOK_FIRST: ContextVar[Callable[[Transaction], None] | None] = ContextVar("look_first", default=None)


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the database: `seq`, the last line of the change log that counts; `at`, how it was asked for; `day`, its business day."""

    at: str
    seq: int
    day: date


@dataclass(slots=True)
class Discretion:
    """Whether others look along: then nothing confidential is shown."""

    hides: bool = False


class Store:
    """An open database and who is at work in it. `moment` is None: it shows what is known now (`as_of.PastStore`: what was known then).

    `last_tx` is the latest transaction of the change log that was written through it. `discretion` is one for all stores of a
    session; one that `folds` shows what is confidential as a sign and a word.
    """

    moment: Moment | None = None
    folds = False

    def __init__(self, address: Address, actor: str) -> None:
        self.address = address
        self.actor = actor
        self._reading = ReaderPool(address)
        self._engine: Engine | None = None
        self.made_by: str | None = None
        self.last_tx: int | None = None
        self.demo_today: date | None = None
        self.discretion = Discretion()

    @property
    def today(self) -> date:
        """The business date: LOKET_TODAY, else a demo's own, else the calendar's. Never the time of record."""
        return business_today(self.demo_today)

    def read(self) -> AbstractContextManager[Reader]:
        """One consistent look by who is at work: `with store.read() as reader`. What they may not see is masked (`store.access`)."""
        return self.read_for(self.viewer())

    def folded(self) -> Store:
        """This store for looking over many records at once: what is confidential is folded until it is opened."""
        store = copy(self)
        store.folds = True
        return store

    def read_outside(self) -> AbstractContextManager[Reader]:
        """One consistent look for what leaves the house: nothing confidential, whoever is at work."""
        return self.read_for(self.viewer().outside())

    def read_everything(self) -> AbstractContextManager[Reader]:
        """One consistent look that hides nothing: for the loket's own housekeeping, of which nothing is shown to people."""
        return self.read_for(HOUSEKEEPING)

    def viewer(self) -> Viewer:
        """Who is at work, and what they may see; a name that is not known yet is about to become an advisor."""
        with self._reading.read(HOUSEKEEPING) as reader:
            row = reader.row("SELECT id, role FROM advisor WHERE name = :name", name=self.actor)
        found = Viewer(self.actor, None, True, True) if row is None else Viewer.with_role(self.actor, row[0], AdvisorRole(row[1]))
        if self.discretion.hides:
            return found.outside()
        return found.folding() if self.folds else found

    def read_for(self, viewer: Viewer) -> AbstractContextManager[Reader]:
        """One consistent look by somebody."""
        return self._reading.read(viewer, self.today)

    @property
    def engine(self) -> Engine:
        """The engine of the writing side, made at the first write."""
        if self._engine is None:
            from loket.store.transaction import make_engine

            self._engine = make_engine(self.address)
        return self._engine

    @contextmanager
    def write(self, verb: str, reason: str | None = None, *, undoes: int | None = None) -> Iterator[Transaction]:
        """One transaction: `with store.write("register_request") as tx`. `verb` and `reason` go into the change log.

        `undoes` is the transaction that this one undoes.
        """
        with self._transaction(verb, reason=reason, undoes=undoes) as tx:
            look = _LOOK_FIRST.get()
            if look is not None:
                look(tx)
            yield tx
        self.last_tx = tx.id

    @contextmanager
    def looking_first(self, look: Callable[[Transaction], None]) -> Iterator[None]:
        """Within it every write begins with `look`, which raises when what the person saw does not hold any more: nobody comes between."""
        before = _LOOK_FIRST.set(look)
        try:
            yield
        finally:
            _LOOK_FIRST.reset(before)

    def _transaction(self, verb: str, **log: Any) -> AbstractContextManager[Transaction]:
        from loket.store.transaction import transaction

        return transaction(self.engine, self.address, self.actor, self.made_by, self.today, verb, **log)

    @contextmanager
    def scratch(self) -> Iterator[Transaction]:
        """A transaction for what is not in the change log: drafts, saved views, the export log."""
        with self._transaction("scratch", reason=None) as tx:
            yield tx

    def role(self) -> AdvisorRole:
        """What the actor may do."""
        with self._reading.read(HOUSEKEEPING) as reader:
            found = reader.value("SELECT role FROM advisor WHERE name = :name", name=self.actor)
        if found is not None:
            return AdvisorRole(found)
        return AdvisorRole.ADMIN if self.actor == self.made_by else AdvisorRole.ADVISOR

    def require_admin(self) -> None:
        """Raise Refused unless the actor is an admin."""
        if self.role() is not AdvisorRole.ADMIN:
            raise Refused(_("Only an admin may do this; {name} is not one. Ask an admin.").format(name=self.actor))

    def close(self) -> None:
        """Let go of every connection."""
        self._reading.close()
        if self._engine is not None:
            self._engine.dispose()


def business_today(otherwise: date | None = None) -> date:
    """LOKET_TODAY (ISO), else `otherwise`, else the calendar's date. Raises LoketError for a date that is none."""
    given = os.environ.get("LOKET_TODAY")
    if not given:
        return otherwise or date.today()
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise LoketError(_("LOKET_TODAY is not a date: {text}. Write it as 2026-11-21.").format(text=given)) from error


def open_store(address: str | Address | None = None, actor: str | None = None, *, create: bool = True) -> Store:
    """Open a database, making it on first use unless `create` is False.

    `actor` is who is at work: default the operating system's user, on PostgreSQL the database role. Raises DatabaseUnusable
    (missing right, locked, damaged, newer schema, not loket's, unreachable).
    """
    place = address if isinstance(address, Address) else parse_address(address)
    name = actor or os.environ.get("LOKET_ADVISOR") or _system_user()
    if place.path is not None and not place.path.exists():
        if not create:
            raise DatabaseUnusable(_("There is no database {where}.").format(where=place.shown))
        _make(place, name)
    store = Store(place, name)
    try:
        _check_schema(store)
        if place.is_postgresql:
            store.actor = _postgresql_actor(store, actor or os.environ.get("LOKET_ADVISOR"))
    except BaseException:
        store.close()
        raise
    return store


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "loket"


def _make(place: Address, name: str) -> None:
    from loket.store.migrations import make_database

    make_database(place, name)


def head_revision() -> str:
    """The newest step of `db/migrations`, by its file name: known without loading Alembic."""
    return max(path.name.split("_")[0] for path in (db_folder() / "migrations" / "versions").glob("[0-9]*.py"))


def schema_revision(store: Store) -> str | None:
    """The database's schema, or None for a PostgreSQL database without tables. Raises DatabaseUnusable when it is newer or not loket's."""
    with store.read_everything() as reader:
        if store.address.is_postgresql:
            ours = reader.value("SELECT to_regclass('alembic_version') IS NOT NULL AND to_regclass('loket_meta') IS NOT NULL")
            strange = reader.value("SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema()")
        else:
            ours = reader.value("SELECT count(*) = 2 FROM sqlite_master WHERE name IN ('alembic_version', 'loket_meta')")
            strange = True
        if not ours and strange:
            raise DatabaseUnusable(
                _("{where} is not a loket database. Name another one with --database.").format(where=store.address.shown)
            )
        revision: str | None = reader.value("SELECT version_num FROM alembic_version") if ours else None
    if revision is not None and revision > head_revision():
        raise DatabaseUnusable(
            _("{where} was made by a newer loket (schema {theirs}, this one knows {ours}). Install the newest loket.").format(
                where=store.address.shown, theirs=revision, ours=head_revision()
            )
        )
    return revision


def _check_schema(store: Store) -> None:
    """Make a new PostgreSQL database, upgrade an older file, refuse a newer schema or something that is not loket's."""
    revision = schema_revision(store)
    if revision is None:
        with store.read_everything() as reader:
            role = reader.value("SELECT session_user")
        _make(store.address, role)
    elif revision < head_revision():
        if store.address.is_postgresql:
            raise DatabaseUnusable(
                _("{where} has an older schema. Let its admin run `loket db upgrade` when nobody is at work.").format(
                    where=store.address.shown
                )
            )
        from loket.store.migrations import upgrade

        upgrade(store.address)
    with store.read_everything() as reader:
        meta = dict(reader.rows("SELECT name, value FROM loket_meta WHERE name IN ('made_by', 'demo_today')"))
    store.made_by = meta.get("made_by")
    store.demo_today = date.fromisoformat(meta["demo_today"]) if "demo_today" in meta else None


def _postgresql_actor(store: Store, wanted: str | None) -> str:
    """The database role decides who is at work; another name needs admin, and both names are recorded."""
    with store.read_everything() as reader:
        role: str = reader.value("SELECT session_user")
    store.actor = role
    if wanted is not None and wanted != role:
        store.require_admin()
        return wanted
    return role
