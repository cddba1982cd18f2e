"""What may leave the house: nothing confidential, nor what hangs on something confidential."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from loket.insight.lists.listing import Looker
from loket.insight.lists.rows import numbers
from loket.models.words import RecordKind
from loket.store.reading import Reader

SHAREABLE = Looker(None, sees_confidential=False)
"""Who sees what anybody may see."""


def confidential_among(reader: Reader, records: Iterable[tuple[RecordKind, int]]) -> frozenset[tuple[RecordKind, int]]:
    """Those of some records that are confidential: what hangs on them may tell what they say."""
    asked: dict[RecordKind, set[int]] = defaultdict(set)
    for kind, number in records:
        asked[kind].add(number)
    hidden = "confidential" if reader.dialect.is_postgresql else "confidential = 1"
    return frozenset(
        (kind, row[0])
        for kind, ids in asked.items()
        for row in reader.rows(f"SELECT id FROM {kind.table} WHERE {hidden} AND id IN ({numbers(sorted(ids))})")
    )
