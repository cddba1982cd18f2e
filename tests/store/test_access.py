"""Who may see what: what the masks cover, and who goes around them. The walk that looks for leaks is tests/canaries."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import AutoString

from loket.models.institutions import Contact, Institution
from loket.models.record import WordType
from loket.models.tables import METADATA
from loket.store.access import HOUSEKEEPING, NOT_MASKED, PARENTS, Viewer
from loket.store.database import Store
from loket.store.reader import masks_over

LOKET = Path(__file__).parents[2] / "loket"
LEAD = Viewer("lena", None, sees_confidential=False, sees_contacts=False)

KEYS = {"sleutel", "recurs", "planned_time", "held_time", "preferred_month"}
"""Texts that say nothing by themselves: what imports know a record by, times, months."""

AROUND = {
    "read_everything": {
        "store/database.py": "the schema, and who made the database, before anybody is known to be at work",
        "store/doctor.py": "compares tables with index and log; tells numbers only",
        "insight/shareable.py": "names to take out of texts, of whom the writer may not know",
        "insight/institution/visit.py": "as above, of other institutions",
    },
    "read_for": {"store/database.py": "what `read` and the two others are made of", "store/as_of.py": "the same of an earlier moment"},
    "HOUSEKEEPING": {
        "exchange/full_export.py": "for admins", "store/access.py": "what it is",
        "store/database.py": "as above, and to see who is at work",
    },
    "connect(": {
        "store/reader.py": "what readers are made of", "store/transaction.py": "verbs write true rows", "store/as_of.py": "the fold",
        "store/migrations.py": "the schema", "store/doctor.py": "a second connection to the file", "store/address.py": "tries a password",
        "demo/demo_file.py": "the demo",
    },
}  # fmt: skip
"""What reads past the masks, the files that may use it, and why. A new one is a decision."""


def test_masks_cover_every_text_that_can_be_confidential(store: Store) -> None:
    with store.read_for(LEAD) as reader:
        masks = masks_over(reader)
    covered = set(masks.tables())
    for table in METADATA.sorted_tables:
        if "confidential" in table.columns and table.name not in NOT_MASKED:
            assert table.name in covered, table.name
        if table.name in covered:
            texts = {column.name for column in table.columns if isinstance(column.type, AutoString)} - KEYS
            assert set(masks.masked(table.name, masks.home)) == texts, table.name
            words = {column.name for column in table.columns if isinstance(column.type, WordType)}
            assert not words & texts


def test_a_confidential_record_is_for_who_may_see_it_and_any_other_for_everybody() -> None:
    assert [LEAD.may_see(confidential) for confidential in (True, False)] == [False, True]
    assert [HOUSEKEEPING.may_see(confidential) for confidential in (True, False)] == [True, True]
    assert not HOUSEKEEPING.outside().may_see(True), "whoever writes what leaves the house"


def test_words_find_people_for_who_sees_contact_data_and_nothing_confidential_for_who_does_not(store: Store) -> None:
    with store.write("import") as tx:
        tx.session.add(Institution(id=1, name="Kliniek"))
        tx.session.flush()
        tx.session.add_all([Contact(institution_id=1, name="open"), Contact(institution_id=1, name="dicht", confidential=True)])
    found = {}
    for viewer in (HOUSEKEEPING, HOUSEKEEPING.outside(), LEAD):
        with store.read_for(viewer) as reader:
            found[viewer] = reader.value("SELECT count(*) FROM search_index WHERE kind = 'contact'")
    assert list(found.values()) == [2, 1, 0]


def test_who_has_no_flag_follows_what_it_is_part_of() -> None:
    """A table of texts without a flag is part of a record with one, or holds what everybody may read."""
    public = {
        "theme", "obstacle", "outcome_set", "setting", "text_template", "progress_report", "survey_mapping", "session_capacity",
        "tag", "draft", "presence", "given_work", "saved_view", "import_memory", "export_log",
    }  # fmt: skip
    for table in METADATA.sorted_tables:
        texts = [column for column in table.columns if isinstance(column.type, AutoString)]
        if texts and "confidential" not in table.columns:
            assert table.name in PARENTS or table.name in public, table.name


@pytest.mark.parametrize("name", AROUND)
def test_what_goes_around_the_masks_is_known_by_name(name: str) -> None:
    allowed = AROUND[name]
    used = {str(path.relative_to(LOKET)) for path in LOKET.rglob("*.py") if re.search(rf"\b{re.escape(name)}", path.read_text())}
    assert used == set(allowed)


def test_the_flag_is_compared_in_one_place() -> None:
    compared = re.compile(r"(NOT|AND|OR|WHEN|WHERE) \(?\w*\.?confidential\b|confidential = [01]|confidential IS|\.confidential (and|or)\b")
    found = [f"{path.relative_to(LOKET)}: {line}" for path, line in _lines("insight", "screens", "cli") if compared.search(line)]
    assert found == []


def test_sql_is_written_where_the_database_is_read_and_nowhere_else() -> None:
    sql = re.compile(r"\b(SELECT|INSERT INTO|DELETE FROM|UPDATE)\s+\S+.*\b(FROM|SET|VALUES|WHERE)\b", re.DOTALL)
    found = defaultdict(list)
    for room in ("app.py", "screens", "widgets", "cli", "language", "config.py"):
        for path in [LOKET / room] if room.endswith(".py") else (LOKET / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.JoinedStr):
                    text = "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)  # type: ignore[misc]
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    text = node.value
                else:
                    continue
                if sql.search(text):
                    found[str(path.relative_to(LOKET))].append(text)
    assert not found


def _lines(*rooms: str) -> Iterator[tuple[Path, str]]:
    for room in rooms:
        for path in (LOKET / room).rglob("*.py"):
            for line in path.read_text().splitlines():
                yield path, line.strip()
