"""What leaves the house: what hangs on something confidential, and the names to take out. Who may see what is `store.access`'s rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from loket.insight.lists.row_sql import numbers
from loket.language.known_names import KnownNames
from loket.models.words import RecordKind
from loket.store.database import Store
from loket.store.reader import Reader


def confidential_among(reader: Reader, records: Iterable[tuple[RecordKind, int]]) -> frozenset[tuple[RecordKind, int]]:
    """Those of some records that are confidential: what hangs on them may tell what they say."""
    asked: dict[RecordKind, set[int]] = defaultdict(set)
    for kind, number in records:
        asked[kind].add(number)
    hidden = f"NOT {reader.viewer.outside().sees()}"
    return frozenset(
        (kind, row[0])
        for kind, ids in asked.items()
        for row in reader.rows(f"SELECT x.id FROM {kind.table} x WHERE {hidden} AND x.id IN ({numbers(sorted(ids))})")
    )


def known_names(store: Store) -> KnownNames:
    """Every name of an institution, contact or advisor, also those that who is at work may not see: to take out of texts."""
    with store.read_everything() as reader:
        institutions = reader.rows(
            "SELECT name FROM institution UNION SELECT short_name FROM institution UNION SELECT alias FROM institution_alias"
        )
        people = reader.rows(
            # Whoever only administers often has the name of a function.
            "SELECT name FROM contact UNION SELECT name FROM conversation_attendee UNION SELECT name FROM advisor WHERE role <> 'admin'"
        )
    return KnownNames([name for (name,) in institutions if name], [name for (name,) in people if name])
