"""The work queue: what one person, or everybody, should do now, in groups from late to waiting.

Each source of work is one select. A group shows at most `MOST` lines of a source and counts them all, so that the queue
costs the same whether three things are late or thirty thousand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from loket.insight.work.sources import DATED, OTHERS, Source, responses_of
from loket.insight.work.words import Group, Wording, WorkItem, item_of
from loket.language.dates import month_of
from loket.models.words import RecordKind
from loket.store.reader import Reader

if TYPE_CHECKING:
    from loket.store.database import Store

MOST = 200
SILENT_AFTER = timedelta(weeks=3)
NEWS_FOR = timedelta(weeks=3)
ASKED_FOR = timedelta(days=90)
"""How long after a learning session it is asked how many were there and what they thought of it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A group with its items; `count` is how many there are, of which at most `MOST` a source are listed."""

    group: Group
    items: tuple[WorkItem, ...]
    count: int


@dataclass(frozen=True, slots=True)
class WorkQueue:
    """The sections that have something in them, in their order; `all_count` is what is there without the filter."""

    today: date
    sections: tuple[Section, ...]
    all_count: int

    @property
    def count(self) -> int:
        """How many lines of work."""
        return sum(section.count for section in self.sections)

    def count_of(self, group: Group) -> int:
        """How many lines of one group."""
        return next((section.count for section in self.sections if section.group is group), 0)


def work_queue(store: Store, *, mine: bool = True, text: str = "") -> WorkQueue:
    """What `mine` or everybody's work is; `text` narrows it to lines that hold each of its words."""
    today = store.today
    with store.read() as reader:
        found, counts = _items(reader, today, mine)
        if mine:
            found += _covered(reader, today, counts)
        found += _drafts(reader, store.actor, counts)
    total = sum(counts.values())
    if text.strip():
        words = text.casefold().split()
        found = [item for item in found if all(word in item.searched for word in words)]
        counts = {group: sum(item.group is group for item in found) for group in Group}
    return WorkQueue(today, _sections(_with_company(found), counts), total)


def _items(reader: Reader, today: date, mine: bool) -> tuple[list[WorkItem], dict[Group, int]]:
    owner = "own" if mine else "all"
    found: list[WorkItem] = []
    counts: dict[Group, int] = dict.fromkeys(Group, 0)
    for source in (*DATED, *OTHERS):
        rows = _read(reader, source, today, owner, counts)
        found += rows
    return found, counts


def _covered(reader: Reader, today: date, counts: dict[Group, int]) -> list[WorkItem]:
    """What an absent colleague has due by now, for the stand-in."""
    seen: dict[Group, int] = dict.fromkeys(Group, 0)
    found = [item for source in DATED for item in _read(reader, source, today, "covered", seen)]
    counts[Group.STAND_IN] = sum(seen.values())
    return [replace(item, group=Group.STAND_IN) for item in found]


def _read(reader: Reader, source: Source, today: date, owner: str, counts: dict[Group, int]) -> list[WorkItem]:
    parameters = {
        "me": reader.viewer.advisor_id or -1,
        "today": today,
        "until": _end_of_next_week(today),
        "silent": today - SILENT_AFTER,
        "news": today - NEWS_FOR,
        "asked": today - ASKED_FOR,
        "month": month_of(today),
        "end": today,
        "most": MOST,
    }
    select = source.sql(reader.dialect, owner, reader.viewer)
    rows = reader.rows(select.rows, parameters)
    extra = responses_of(reader, [row[0] for row in rows]) if source.kind is RecordKind.INSTITUTION else {}
    items = [item_of(source.wording, source.kind, row, today, extra) for row in rows]
    for item in items:
        counts[item.group] += 1
    if len(items) == MOST:
        # The rows are the most urgent ones: what was not read belongs to the group of the last.
        counts[items[-1].group] += int(reader.value(select.counts, parameters)) - MOST
    return items


def _end_of_next_week(today: date) -> date:
    return today + timedelta(days=13 - today.weekday())


def _drafts(reader: Reader, actor: str, counts: dict[Group, int]) -> list[WorkItem]:
    rows = reader.rows(
        "SELECT id, kept_at, title, form, subject FROM draft WHERE advisor = :actor ORDER BY kept_at DESC LIMIT :most",
        actor=actor,
        most=MOST,
    )
    counts[Group.DRAFTS] = len(rows)
    return [
        WorkItem(Group.DRAFTS, Wording.DRAFT, None, number, date.fromisoformat(kept_at[:10]), title, form=form, subject=subject)
        for number, kept_at, title, form, subject in rows
    ]


def _with_company(items: list[WorkItem]) -> list[WorkItem]:
    """Say on each dated line how many of these the same institution has."""
    seen: dict[int, int] = {}
    for item in items:
        if item.institution_id is not None and item.group.is_dated:
            seen[item.institution_id] = seen.get(item.institution_id, 0) + 1
    return [
        replace(item, company=seen.get(item.institution_id, 1)) if item.institution_id and item.group.is_dated else item for item in items
    ]


def _sections(items: Sequence[WorkItem], counts: Mapping[Group, int]) -> tuple[Section, ...]:
    sections = []
    for group in Group:
        own = sorted((item for item in items if item.group is group), key=lambda item: item.order)
        if own:
            sections.append(Section(group, tuple(own), counts[group]))
    return tuple(sections)
