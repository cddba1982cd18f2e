"""The demo with a word of its own in every confidential text of every table, now and earlier, and in every contact's data.

A word begins with `qz`, as no Dutch or English one does, so that also the beginning of a word that was cut off is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Table, text
from sqlmodel import AutoString

from loket.models.tables import METADATA
from loket.store.access import NOT_MASKED, PARENTS
from loket.store.database import Store, open_store
from tests.store.test_access import KEYS

LEAD, ADVISOR, ADMIN = "marieke", "ilse", "beheer"
WORD = re.compile(r"qz[0-9a-z]{1,3}", re.IGNORECASE)

HIDDEN, LIFTED = 2, 3
"""In every table: the record that is confidential now, flagged after it was filled and changed since; and the one that was, and was
changed before its flag was taken away. A third one was removed while it was confidential."""

CONTACT_DATA = {"contact": ("name", "email", "phone"), "conversation_attendee": ("name",)}


@dataclass
class World:
    """Where the words are: `words` says of each one what it is; `removed` numbers the records that were removed, by table.

    `lines`: ends of the change log's parts, to look back at: before anything was confidential, while all of it was, after the removals.
    """

    address: str
    words: dict[str, str] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)

    @property
    def path(self) -> Path:
        """The file, when it is one."""
        return Path(self.address)

    def word(self, what: str) -> str:
        """A new word."""
        number, signs = len(self.words), "0123456789abcdefghijklmnopqrstuvwxyz"
        made = "qz" + signs[number // 1296] + signs[number // 36 % 36] + signs[number % 36]
        self.words[made] = what
        return made

    def told(self, *texts: str) -> set[str]:
        """The words of the world, or the beginnings of some, that stand in these texts."""
        return {found.lower() for one in texts for found in WORD.findall(one)}


def make_world(address: str) -> World:
    """Fill the demo in this database."""
    world = World(address)
    store = open_store(address, actor=ADMIN)
    try:
        tables = [table for table in METADATA.sorted_tables if "confidential" in table.columns and table.name not in NOT_MASKED]
        with _writing(store) as connection:
            _refer(connection)
            for table in (*tables, *(METADATA.tables[name] for name in PARENTS if name not in {one.name for one in tables})):
                _remember_one_to_remove(world, connection, table)
            for table in _filled():
                for number in (HIDDEN, LIFTED):
                    _fill(world, connection, table, number, "before its flag" if number == HIDDEN else "before its flag, lifted since")
        _line(world, store)
        with _writing(store, world.word("reason of setting the flags")) as connection:
            for table in tables:
                flagged = HIDDEN, LIFTED, world.removed[table.name]
                connection.execute(text(f"UPDATE {table.name} SET confidential = TRUE WHERE id IN {flagged}"))
        with _writing(store, world.word("reason of a change under the flag")) as connection:
            for table in _filled():
                _fill(world, connection, table, HIDDEN, "now")
                _fill(world, connection, table, world.removed.get(table.name, 0), "removed")
        _line(world, store)
        with _writing(store, world.word("reason of a removal")) as connection:
            for table in reversed(_filled()):
                connection.execute(text(f"DELETE FROM {table.name} WHERE id = {world.removed[table.name]}"))
        with _writing(store) as connection:
            for table in _filled():
                for number in _numbers(connection, table, LIFTED):
                    names = {name: f"openbaar {table.name} {number} {name}" for name in _texts(table)}
                    _update(connection, table, number, names)
            for table in tables:
                connection.execute(text(f"UPDATE {table.name} SET confidential = FALSE WHERE id = {LIFTED}"))
            _contacts(world, connection)
            draft = {"title": world.word("another's draft"), "content": world.word("another's draft")}
            connection.execute(
                text(
                    "INSERT INTO draft (advisor, form, subject, title, content, kept_at) "
                    "VALUES ('ilse', 'quick_entry', 'x', :title, :content, '2026-11-01T10:00:00.000Z')"
                ),
                {"title": draft["title"], "content": '{"line": "' + draft["content"] + '"}'},
            )
        _line(world, store)
    finally:
        store.close()
    return world


@contextmanager
def _writing(store: Store, reason: str | None = None) -> Iterator[Connection]:
    """One transaction of the admin, with a reason."""
    with store.write("change_many", reason) as tx:
        yield tx.connection


def _line(world: World, store: Store) -> None:
    with store.read_everything() as reader:
        world.lines.append(reader.last_line())


def _filled() -> list[Table]:
    """The tables with texts that can be confidential, parents before their parts."""
    flagged = [one for one in METADATA.sorted_tables if "confidential" in one.columns or one.name in PARENTS]
    return [one for one in flagged if _texts(one) and one.name not in NOT_MASKED]


def _texts(table: Table) -> list[str]:
    return [column.name for column in table.columns if isinstance(column.type, AutoString) and column.name not in KEYS]


def _refer(connection: Connection) -> None:
    """What everybody may see refers to what they may not: what it shows of that is masked."""
    for statement in (
        "UPDATE signal SET trend_id = 2, institution_id = 2, party_id = 2 WHERE id = 1",
        "UPDATE support_request SET institution_id = 2, party_id = 2, contact_id = 2, conversation_id = 2 WHERE id = 1",
        "UPDATE support_request SET conversation_id = 2 WHERE id = 4",
        "UPDATE trend SET owner_party_id = 2 WHERE id = 1",
        "UPDATE referral SET request_id = 2, offering_id = 2 WHERE id = 1",
        "UPDATE referral SET request_id = 1, offering_id = 2 WHERE id = 2",
        "UPDATE institution SET merged_into_id = 2, active = FALSE WHERE id = 200",
        "UPDATE follow_up SET on_kind = 'request', on_id = 2, institution_id = 2 WHERE id = 1",
        "UPDATE note SET kind = 'lesson', theme_id = 1, on_kind = 'institution', on_id = 2, institution_id = 2 WHERE id = 1",
        "UPDATE note SET kind = 'decision', on_kind = 'trend', on_id = 1 WHERE id = 2",
        "UPDATE example SET on_kind = 'request', on_id = 2 WHERE id = 1",
        "UPDATE example SET on_kind = 'request', on_id = 1 WHERE id IN (2, 3)",
        "UPDATE event SET offering_id = 2 WHERE id = 1",
        "UPDATE learning_session SET institution_id = 2 WHERE id = 1",
        "UPDATE fit_gap_analysis SET institution_id = 2 WHERE id = 1",
        "UPDATE conversation_attendee SET conversation_id = 2 WHERE id = 2",
        "UPDATE conversation_attendee SET conversation_id = 3 WHERE id = 3",
        "UPDATE institution_alias SET institution_id = id WHERE id IN (2, 3)",
        "UPDATE party_alias SET party_id = id WHERE id IN (2, 3)",
        "UPDATE contact SET institution_id = 2, party_id = NULL WHERE id IN (1, 2)",
        "INSERT INTO conversation_institution (conversation_id, institution_id) VALUES (1, 2), (2, 1), (2, 2) ON CONFLICT DO NOTHING",
        "INSERT INTO event_contact (event_id, contact_id) VALUES (1, 2), (2, 1) ON CONFLICT DO NOTHING",
        "INSERT INTO waiting_request (request_id, offering_id, waits_since) VALUES (1, 2, '2026-10-01'), (2, 1, '2026-10-01') "
        "ON CONFLICT DO NOTHING",
        "INSERT INTO link (id, on_kind, on_id, title, url) VALUES (2, 'request', 1, 'x', 'https://x.example')",
        "INSERT INTO link (id, on_kind, on_id, title, url) VALUES (3, 'request', 1, 'x', 'https://x.example')",
        "INSERT INTO contact_former_role (id, contact_id, function, until_on) VALUES (2, 2, 'x', '2026-03-01'), (3, 3, 'x', '2026-03-01')",
    ):
        connection.execute(text(statement))


def _remember_one_to_remove(world: World, connection: Connection, table: Table) -> None:
    """A copy of record 2 that nothing points at."""
    number = int(connection.execute(text(f"SELECT max(id) + 1000 FROM {table.name}")).scalar_one())
    values = {name: f"t.{name}" for name in table.columns.keys()}  # noqa: SIM118 - their names; a loop would give the columns
    values["id"] = str(number)
    for column in table.columns:
        if column.unique:
            values[column.name] = f"'weg-{table.name}-{column.name}'"
    if table.name in PARENTS:
        values[PARENTS[table.name][1]] = str(world.removed[PARENTS[table.name][0]])
    copied = f"SELECT {', '.join(values.values())} FROM {table.name} t WHERE id = {HIDDEN}"
    connection.execute(text(f"INSERT INTO {table.name} ({', '.join(values)}) {copied}"))
    world.removed[table.name] = number


def _numbers(connection: Connection, table: Table, number: int) -> list[int]:
    """A record, or the parts of the record of this number."""
    if table.name not in PARENTS or number > 1000:
        return [number]
    parent = PARENTS[table.name][1]
    return [row[0] for row in connection.execute(text(f"SELECT id FROM {table.name} WHERE {parent} = {number}"))]


def _fill(world: World, connection: Connection, table: Table, number: int, when: str) -> None:
    for one in _numbers(connection, table, number):
        _update(connection, table, one, {name: world.word(f"{table.name}.{name} of {one} {when}") for name in _texts(table)})


def _update(connection: Connection, table: Table, number: int, values: Mapping[str, str]) -> None:
    made = dict(values)
    if "raw" in made:
        made["raw"] = '{"vraag": "' + made["raw"] + '"}'
    if "email" in made:
        made["email"] += "@voorbeeld.example"
    settings = ", ".join(f"{name} = :{name}" for name in made)
    connection.execute(text(f"UPDATE {table.name} SET {settings} WHERE id = :id"), {**made, "id": number})


def _contacts(world: World, connection: Connection) -> None:
    """Data of people for everybody who has some, hidden or not."""
    for table, names in CONTACT_DATA.items():
        numbers = connection.execute(text(f"SELECT id FROM {table} WHERE name IS NOT NULL AND id < 1000 ORDER BY id LIMIT 40"))
        for (number,) in numbers.fetchall():
            words = {name: world.word(f"{table}.{name} of {number}, a person's") for name in names}
            _update(connection, METADATA.tables[table], number, words)


def texts_in(found: object, seen: set[int] | None = None) -> Iterator[str]:
    """Every text in what a function gave, however deep."""
    seen = set() if seen is None else seen
    if isinstance(found, str):
        yield found
    elif found is None or isinstance(found, int | float | bytes | type):
        return
    elif id(found) not in seen:
        seen.add(id(found))
        if isinstance(found, Mapping):
            for name, value in found.items():
                yield from texts_in(name, seen)
                yield from texts_in(value, seen)
        elif hasattr(found, "__iter__"):
            for one in found:
                yield from texts_in(one, seen)
        if hasattr(found, "__dict__"):
            yield from texts_in(vars(found), seen)
        for name in getattr(type(found), "__slots__", ()):
            yield from texts_in(getattr(found, name, None), seen)
