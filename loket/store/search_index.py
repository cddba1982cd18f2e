"""The search index: which columns are found by search, kept up to date by triggers on both dialects.

SQLite: the FTS5 table `search_index` (columns kind, record_id, confidential, title, body), accents folded; a row's rowid is
`record_id * 32 + place of its kind in SEARCHED`, so that a trigger finds it without a scan. PostgreSQL: the table `search_index`
with the same columns and `words`, a tsvector of title and body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loket.models.words import RecordKind
from loket.store.access import PARENTS, is_confidential


@dataclass(frozen=True, slots=True)
class Part:
    """Names that a record has besides its own: a column of another table, which points at the record by another."""

    table: str
    column: str
    owner: str


@dataclass(frozen=True, slots=True)
class Searched:
    """What is found of one kind of record: a title and the other columns. `parts` are tables with texts of its parts, and those texts."""

    kind: RecordKind
    title: str
    body: tuple[str, ...]
    parts: tuple[Part, ...] = ()

    @property
    def watched(self) -> tuple[str, ...]:
        """The columns whose change changes the index."""
        return (self.title, *self.body, "confidential")

    @property
    def parent(self) -> tuple[str, str] | None:
        """The table of the record that it is part of, and as confidential as, with the column that points there."""
        return PARENTS.get(self.kind.table)

    def confidential(self, row: str) -> str:
        """The SQL of whether a record is for advisors only: itself, or what it is part of."""
        return is_confidential(row, self.kind.table)


SEARCHED = (
    Searched(
        RecordKind.INSTITUTION,
        "name",
        ("short_name", "city", "agb", "epd_vendor", "website"),
        (Part("institution_alias", "alias", "institution_id"),),
    ),
    Searched(RecordKind.CONTACT, "name", ("function", "department", "email", "phone")),
    Searched(RecordKind.REQUEST, "title", ("description", "department", "resolution", "verdict_reason")),
    Searched(RecordKind.CONVERSATION, "subject", ("summary", "agreements", "agenda", "location")),
    Searched(RecordKind.SIGNAL, "description", ("department",)),
    Searched(RecordKind.TREND, "title", ("description",)),
    Searched(RecordKind.OFFERING, "title", ("provider", "description", "owner", "url")),
    Searched(RecordKind.NOTE, "text", ()),
    Searched(RecordKind.FOLLOW_UP, "what", ("result",)),
    Searched(RecordKind.PARTY, "name", (), (Part("party_alias", "alias", "party_id"),)),
    Searched(RecordKind.RESPONSE, "ambition", ("free_text",)),
    Searched(RecordKind.SESSION, "team", ("goal", "evaluation", "provider")),
    Searched(RecordKind.EVENT, "title", ()),
    Searched(RecordKind.FITGAP_ITEM, "action", ("current", "needed")),
    Searched(RecordKind.REFERRAL, "remark", ()),
    Searched(RecordKind.LINK, "title", ("url",)),
)
"""Every text that people write, by kind. A kind keeps its place: the number of a line in the index is made of it."""


def search_body(searched: Searched, row: str, dialect: str) -> str:
    """The SQL of what is found of a record besides its title: its texts, then the names of its parts."""
    pieces = [f"coalesce({row}.{name}, '')" for name in searched.body]
    for part in searched.parts:
        joined = f"group_concat(a.{part.column}, ' ')" if dialect == "sqlite" else f"string_agg(a.{part.column}, ' ' ORDER BY a.id)"
        pieces.append(f"coalesce((SELECT {joined} FROM {part.table} a WHERE a.{part.owner} = {row}.id), '')")
    return " || ' ' || ".join(pieces) or "''"


def search_ddl(dialect: str) -> Iterator[str]:
    """The statements that make the empty index and what keeps it up to date."""
    yield from _sqlite_ddl() if dialect == "sqlite" else _postgresql_ddl()


def fill_ddl(dialect: str) -> Iterator[str]:
    """The statements that fill the index with every record there is."""
    for place, searched in enumerate(SEARCHED):
        yield _sqlite_add(place, searched, "r") + f" FROM {searched.kind.table} r" if dialect == "sqlite" else _postgresql_add(searched)


def _sqlite_add(place: int, searched: Searched, row: str) -> str:
    return (
        f"INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT {row}.id * 32 + {place}, "
        f"'{searched.kind.value}', {row}.id, {searched.confidential(row)}, coalesce({row}.{searched.title}, ''), "
        f"{search_body(searched, row, 'sqlite')}"
    )


def _sqlite_ddl() -> Iterator[str]:
    yield (
        "CREATE VIRTUAL TABLE search_index USING fts5 (kind UNINDEXED, record_id UNINDEXED, confidential UNINDEXED, title, body, "
        "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');\n"
    )
    for place, searched in enumerate(SEARCHED):
        table = searched.kind.table
        add_new = _sqlite_add(place, searched, "NEW")
        add_from = _sqlite_add(place, searched, "i")

        def remove(row_id: str, place: int = place) -> str:
            return f"DELETE FROM search_index WHERE rowid = {row_id} * 32 + {place}"

        changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in searched.watched)
        yield f"CREATE TRIGGER search_{table}_insert AFTER INSERT ON {table} BEGIN {add_new}; END;\n"
        yield f"CREATE TRIGGER search_{table}_delete AFTER DELETE ON {table} BEGIN {remove('OLD.id')}; END;\n"
        yield (f"CREATE TRIGGER search_{table}_update AFTER UPDATE ON {table} WHEN {changed} BEGIN {remove('OLD.id')}; {add_new}; END;\n")
        for part in searched.parts:
            for operation, rows in (("insert", ("NEW",)), ("delete", ("OLD",)), ("update", ("OLD", "NEW"))):
                renew = "; ".join(
                    f"{remove(f'{row}.{part.owner}')}; {add_from} FROM {table} i WHERE i.id = {row}.{part.owner}" for row in rows
                )
                yield f"CREATE TRIGGER search_{part.table}_{operation} AFTER {operation.upper()} ON {part.table} BEGIN {renew}; END;\n"
        if searched.parent is not None:
            above, column = searched.parent
            mine = f"(SELECT c.id * 32 + {place} FROM {table} c WHERE c.{column} = NEW.id)"
            yield (
                f"CREATE TRIGGER search_{above}_{table}_update AFTER UPDATE ON {above} WHEN OLD.confidential IS NOT NEW.confidential BEGIN "
                f"DELETE FROM search_index WHERE rowid IN {mine}; {add_from} FROM {table} i WHERE i.{column} = NEW.id; END;\n"
            )


def _postgresql_add(searched: Searched, rows: str = "") -> str:
    return (
        f"INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT '{searched.kind.value}', r.id, "
        f"{searched.confidential('r')}, coalesce(r.{searched.title}, ''), {search_body(searched, 'r', 'postgresql')} "
        f"FROM {rows or searched.kind.table} r"
    )


def _postgresql_ddl() -> Iterator[str]:
    yield _POSTGRESQL_FOLD
    yield (
        "CREATE TABLE search_index (kind text NOT NULL, record_id integer NOT NULL, confidential boolean NOT NULL, title text NOT NULL, "
        "body text NOT NULL, words tsvector GENERATED ALWAYS AS (to_tsvector('simple', loket_fold(title || ' ' || body))) STORED, "
        "PRIMARY KEY (kind, record_id));\n"
        "CREATE INDEX ix_search_index_words ON search_index USING gin (words);\n"
    )
    for searched in SEARCHED:
        table, kind = searched.kind.table, searched.kind.value
        remove = f"DELETE FROM search_index WHERE kind = '{kind}' AND record_id"
        # Whole statements at once where they come in bulk; an update row by row, only when a searched column changed.
        yield _postgresql_trigger(
            f"search_{table}_added",
            f"{_postgresql_add(searched, 'moved')};",
            f"INSERT ON {table} REFERENCING NEW TABLE AS moved",
            "STATEMENT",
        )
        yield _postgresql_trigger(
            f"search_{table}_removed",
            f"{remove} IN (SELECT id FROM moved);",
            f"DELETE ON {table} REFERENCING OLD TABLE AS moved",
            "STATEMENT",
        )
        yield _postgresql_trigger(
            f"search_{table}_changed",
            f"{remove} = OLD.id; {_postgresql_add(searched)} WHERE r.id = NEW.id;",
            f"UPDATE OF {', '.join(searched.watched)} ON {table}",
            "ROW",
        )
        for part in searched.parts:
            wanted = f"IN (NEW.{part.owner}, OLD.{part.owner})"
            yield _postgresql_trigger(
                f"search_{part.table}_changed",
                f"{remove} {wanted}; {_postgresql_add(searched)} WHERE r.id {wanted};",
                f"INSERT OR DELETE OR UPDATE ON {part.table}",
                "ROW",
            )
        if searched.parent is not None:
            above, column = searched.parent
            mine = f"(SELECT c.id FROM {table} c WHERE c.{column} = NEW.id)"
            yield _postgresql_trigger(
                f"search_{above}_{table}_changed",
                f"{remove} IN {mine}; {_postgresql_add(searched)} WHERE r.{column} = NEW.id;",
                f"UPDATE OF confidential ON {above}",
                "ROW",
            )


def _postgresql_trigger(name: str, body: str, event: str, level: str) -> str:
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$;\n"
        f"CREATE TRIGGER {name} AFTER {event} FOR EACH {level} EXECUTE FUNCTION {name}();\n"
    )


# unaccent is an extension that an office's server may not have: these are the accents that Dutch and its names use.
_POSTGRESQL_FOLD = """
CREATE FUNCTION loket_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT translate(lower(value), 'áàâäãåéèêëíìîïóòôöõøúùûüýÿçñ', 'aaaaaaeeeeiiiioooooouuuuyycn') $$;
"""
