"""What hangs on something confidential, for what leaves the house. Who may see what is `store.access`'s rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from loket.insight.lists.rows import numbers
from loket.models.words import RecordKind
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
