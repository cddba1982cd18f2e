"""What the pickers of the forms find: by name, the likeliest first, else by words; by likeness of the name when nothing hits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from loket.insight import choices, names
from loket.insight.lists.contacts import CONTACTS
from loket.insight.lists.institutions import INSTITUTIONS
from loket.insight.lists.listing import View, page
from loket.insight.lists.offerings import OFFERINGS
from loket.insight.lists.requests import REQUESTS
from loket.insight.lists.trends import TRENDS
from loket.language import label
from loket.models.words import RecordKind
from loket.widgets.picker import Pick

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.store.reader import Reader

MOST = 8
_LIKE_ENOUGH = 60


def find_institutions(store: Store, text: str) -> Sequence[Pick]:
    """Institutions by name, old name, place or code; when nothing is hit, those whose name is most alike."""
    with store.read() as reader:
        rows = page(reader, INSTITUTIONS, View(text=text, scope="open"), store.today, size=MOST).rows
        if not rows:
            return _alike(reader, text)
    found = []
    for row in rows:
        facts = [label(word) if word else "?" for word in (row.kind, row.umbrella)]
        called = row.called(text)
        found.append(Pick(row.id, row.name, " · ".join([*facts, row.city or "?", *([called] if called else [])])))
    return found


def _alike(reader: Reader, text: str) -> Sequence[Pick]:
    from rapidfuzz import fuzz, process, utils

    there = choices.institution_names(reader)
    found = process.extract(text, there, scorer=fuzz.WRatio, processor=utils.default_process, limit=MOST, score_cutoff=_LIKE_ENOUGH)
    return [Pick(number, name) for name, _score, number in found]


def _called(reader: Reader, kind: RecordKind, text: str) -> Sequence[Pick]:
    return [Pick(one.called.key, one.called.name) for one in names.called(reader, kind, text)[:MOST]]


def find_parties(store: Store, text: str) -> Sequence[Pick]:
    """Parties by name or other name."""
    with store.read() as reader:
        return _called(reader, RecordKind.PARTY, text)


def find_contacts(store: Store, text: str) -> Sequence[Pick]:
    """Contacts by name, function or institution."""
    with store.read() as reader:
        rows = page(reader, CONTACTS, View(text=text, scope="open"), store.today, size=MOST).rows
    return [Pick(row.id, row.name or "?", " · ".join(part for part in (row.function, row.whose) if part)) for row in rows]


def find_colleagues(number: int, store: Store, text: str) -> Sequence[Pick]:
    """Who is there beside contact `number`, at the same place, by the letters of a name or function."""
    with store.read() as reader:
        return [Pick(*one) for one in choices.colleagues_called(reader, number, text, MOST)]


def find_advisors(store: Store, text: str) -> Sequence[Pick]:
    """Advisors by name."""
    with store.read() as reader:
        return _called(reader, RecordKind.ADVISOR, text)


def find_tags(store: Store, text: str) -> Sequence[Pick]:
    """Networks and labels by name."""
    with store.read() as reader:
        return [Pick(one.called.key, one.called.name) for one in names.tags(reader, text)[:MOST]]


def find_offerings(store: Store, text: str) -> Sequence[Pick]:
    """Offerings by title, provider or theme."""
    with store.read() as reader:
        rows = page(reader, OFFERINGS, View(text=text, scope="open"), store.today, size=MOST).rows
    return [Pick(row.id, row.title, row.provider or "") for row in rows]


def find_requests(store: Store, text: str) -> Sequence[Pick]:
    """Requests by number, title or institution."""
    with store.read() as reader:
        rows = page(reader, REQUESTS, View(text=text, sort="number", descending=True), store.today, size=MOST).rows
    return [Pick(row.id, f"{row.number} {row.title}", row.whose or "") for row in rows]


def find_trends(store: Store, text: str) -> Sequence[Pick]:
    """Trends by title or theme."""
    with store.read() as reader:
        rows = page(reader, TRENDS, View(text=text), store.today, size=MOST).rows
    return [Pick(row.id, row.title, label(row.state)) for row in rows]
