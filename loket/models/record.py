"""What every table shares: the metadata, the types that are the same on both dialects, the version column."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Boolean, Date, Dialect, MetaData, String, Table, Text, TypeDecorator
from sqlalchemy import false as sql_false
from sqlalchemy import true as sql_true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import declared_attr
from sqlalchemy.sql.compiler import TypeCompiler
from sqlmodel import Field, SQLModel

from loket.models.words import Word

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class WordType(TypeDecorator[Word]):
    """A member of a closed list, kept as its identifier; the allowed ones stand in a CHECK (`models.tables`)."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[Word]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Word | None, dialect: Dialect) -> str | None:
        """The identifier; a word that is not in the list raises ValueError."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Word | None:
        """The member."""
        return None if value is None else self.words(value)


# SQLite's STRICT tables know TEXT, INTEGER, REAL, BLOB and ANY only.
@compiles(Date, "sqlite")
def _date_as_text(type_: Date, compiler: TypeCompiler, **kw: Any) -> str:
    return "TEXT"


@compiles(Boolean, "sqlite")
def _boolean_as_integer(type_: Boolean, compiler: TypeCompiler, **kw: Any) -> str:
    return "INTEGER"


@compiles(String, "sqlite")
def _string_as_text(type_: String, compiler: TypeCompiler, **kw: Any) -> str:
    return "TEXT"


def word(words: type[Word], default: Word | None = None) -> Any:
    """A column that holds a member of a closed list; empty is unknown, unless there is a default."""
    kwargs = {} if default is None else {"server_default": default.value}
    return Field(default=default, sa_type=WordType(words), sa_column_kwargs=kwargs)


def ref(table: str, *, index: bool = True) -> Any:
    """A column that points at `table`; nullable when the annotation is."""
    return Field(default=None, foreign_key=f"{table}.id", index=index)


def key(table: str) -> Any:
    """Half of a link table's key: rows go when a parent goes only by the hand of whoever deletes the parent."""
    return Field(foreign_key=f"{table}.id", primary_key=True)


def flag(default: bool = False) -> Any:
    """A yes or no that is always known."""
    return Field(default=default, nullable=False, sa_column_kwargs={"server_default": sql_true() if default else sql_false()})


def personal() -> Any:
    """A column with personal data: the change log keeps its values apart, where an erasure finds them."""
    return Field(default=None, sa_column_kwargs={"info": {"personal": True}})


def new_key() -> str:
    """A `sleutel` for a record that came from loket itself; no survey tool or spreadsheet makes the same one."""
    return f"loket-{uuid.uuid4().hex[:16]}"


def sleutel() -> Any:
    """The key by which imports know a record (INTERFACE.md, Import: Keys)."""
    return Field(default_factory=new_key, unique=True)


class Record(SQLModel):
    """The base of every table class. Writing validates nothing: the input classes of `casework` and `exchange` do."""

    metadata = METADATA

    @classmethod
    def sql_table(cls) -> Table:
        """The database's table, for statements over many rows."""
        return METADATA.tables[str(cls.__tablename__)]


class Numbered(Record):
    """A record with a number that is never given again."""

    id: int | None = Field(default=None, primary_key=True)


class Versioned(Numbered):
    """A record that several people may edit: a stale `version` makes the flush fail instead of losing an edit."""

    version: int = Field(default=1, nullable=False, sa_column_kwargs={"server_default": "1"})
    confidential: bool = flag()

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """SQLAlchemy counts the version up at each change."""
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]
