"""The search index: which columns are found by search, kept up to date by triggers on both dialects.

SQLite: the FTS5 table `search_index` (columns kind, record_id, confidential, title, body), accents folded; a row's rowid is
`record_id * 32 + place of its kind in SEARCHED`, so that a trigger finds it without a scan. PostgreSQL: the table `search_index`
with the same columns and `words`, a tsvector of title and body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loket.models.words import RecordKind


@dataclass(frozen=True, slots=True)
class Searched:
    """What is found of one kind of record: a title and the other columns."""

    kind: RecordKind
    title: str
    body: tuple[str, ...]

    @property
    def watched(self) -> tuple[str, ...]:
        """The columns whose change changes the index."""
        return (self.title, *self.body, "confidential")


SEARCHED = (
    Searched(RecordKind.INSTITUTION, "name", ("short_name", "city", "agb", "epd_vendor")),
    Searched(RecordKind.CONTACT, "name", ("function", "department", "email", "phone")),
    Searched(RecordKind.REQUEST, "title", ("description", "department", "resolution")),
    Searched(RecordKind.CONVERSATION, "subject", ("summary", "agreements")),
    Searched(RecordKind.SIGNAL, "description", ("department",)),
    Searched(RecordKind.TREND, "title", ("description",)),
    Searched(RecordKind.OFFERING, "title", ("provider", "description")),
    Searched(RecordKind.NOTE, "text", ()),
    Searched(RecordKind.FOLLOW_UP, "what", ("result",)),
    Searched(RecordKind.PARTY, "name", ()),
    Searched(RecordKind.RESPONSE, "ambition", ("free_text",)),
)

_ALIASES = "coalesce((SELECT {joined} FROM institution_alias a WHERE a.institution_id = {row}.id), '')"


def search_body(searched: Searched, row: str, joined: str) -> str:
    """The SQL of what is found of a record besides its title; `joined` aggregates an institution's aliases `a.alias`."""
    parts = [f"coalesce({row}.{name}, '')" for name in searched.body]
    if searched.kind is RecordKind.INSTITUTION:
        parts.append(_ALIASES.format(joined=joined, row=row))
    return " || ' ' || ".join(parts) or "''"


def search_ddl(dialect: str) -> Iterator[str]:
    """The statements that make the empty index and what keeps it up to date."""
    yield from _sqlite_ddl() if dialect == "sqlite" else _postgresql_ddl()


def fill_ddl(dialect: str) -> Iterator[str]:
    """The statements that fill the index with every record there is."""
    for place, searched in enumerate(SEARCHED):
        yield _sqlite_add(place, searched, "r") + f" FROM {searched.kind.table} r" if dialect == "sqlite" else _postgresql_add(searched)


def _sqlite_add(place: int, searched: Searched, row: str) -> str:
    body = search_body(searched, row, "group_concat(a.alias, ' ')")
    return (
        f"INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT {row}.id * 32 + {place}, "
        f"'{searched.kind.value}', {row}.id, {row}.confidential, coalesce({row}.{searched.title}, ''), {body}"
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
        if searched.kind is RecordKind.INSTITUTION:
            for operation, rows in (("insert", ("NEW",)), ("delete", ("OLD",)), ("update", ("OLD", "NEW"))):
                renew = "; ".join(
                    f"{remove(f'{row}.institution_id')}; {add_from} FROM institution i WHERE i.id = {row}.institution_id" for row in rows
                )
                yield f"CREATE TRIGGER search_alias_{operation} AFTER {operation.upper()} ON institution_alias BEGIN {renew}; END;\n"


def _postgresql_add(searched: Searched, rows: str = "") -> str:
    body = search_body(searched, "r", "string_agg(a.alias, ' ' ORDER BY a.id)")
    return (
        f"INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT '{searched.kind.value}', r.id, "
        f"r.confidential, coalesce(r.{searched.title}, ''), {body} FROM {rows or searched.kind.table} r"
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
        if searched.kind is RecordKind.INSTITUTION:
            wanted = "IN (NEW.institution_id, OLD.institution_id)"
            yield _postgresql_trigger(
                "search_alias_changed",
                f"{remove} {wanted}; {_postgresql_add(searched)} WHERE r.id {wanted};",
                "INSERT OR DELETE OR UPDATE ON institution_alias",
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
