"""Lists of records: narrowed, sorted and read a page at a time by key, so that a page costs the same at any size.

A `Listing` describes one list; the functions here count it and read pages of it. A page is found in two steps: the numbers
of its records along an index, then the rows of just those records. Where the sorting value is empty the record comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from typing import Any, Generic, Literal, TypeVar

from loket.insight import names
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.record_set import RecordSet
from loket.insight.lists.query import parse
from loket.insight.lists.row_sql import numbers
from loket.insight.lists.terms import conditions_of, day_condition
from loket.insight.lists.word_search import Narrowed, WordSearch, narrowed
from loket.models.words import RecordKind
from loket.store.reader import Reader

R = TypeVar("R")
Scope = Literal["open", "closed", "all"]


@dataclass(frozen=True, slots=True)
class View:
    """What a list is narrowed to and how it is sorted. `filters` are pairs of a filter's name and its value as text.

    `among` are the records behind a figure; a saved view does not keep them.
    """

    sort: str = ""
    descending: bool = False
    text: str = ""
    scope: Scope = "all"
    mine: bool = False
    filters: tuple[tuple[str, str], ...] = ()
    among: Among | None = None

    def filtered(self, name: str, value: str | None) -> View:
        """The same view with one filter set, or taken away for None."""
        kept = tuple(pair for pair in self.filters if pair[0] != name)
        return replace(self, filters=kept if value is None else (*kept, (name, value)))

    def value_of(self, name: str) -> str | None:
        """What one filter is set to."""
        return dict(self.filters).get(name)

    def as_query(self) -> dict[str, Any]:
        """For a saved view."""
        return {"sort": self.sort, "descending": self.descending, "text": self.text, "scope": self.scope, "mine": self.mine,
                "filters": [list(pair) for pair in self.filters]}  # fmt: skip

    @classmethod
    def of_query(cls, kept: Mapping[str, Any]) -> View:
        """A saved view; parts that are not known any more are left out."""
        scope = kept.get("scope")
        return cls(
            str(kept.get("sort", "")), bool(kept.get("descending")), str(kept.get("text", "")),
            scope if scope in ("open", "closed") else "all", bool(kept.get("mine")),
            tuple((str(name), str(value)) for name, value in kept.get("filters", ())),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sort:
    """An order: an SQL expression over `x`, and whether it can be empty.

    With `parents`, a select of numbers in their order, `sql` is the column that points at one of them: the records go along
    their parents, so that sorting by an institution's name need not look up the name of every record.
    """

    sql: str
    nullable: bool = False
    parents: str = ""


BY_INSTITUTION = "SELECT id FROM institution ORDER BY lower(name), id"
BY_ADVISOR = "SELECT id FROM advisor ORDER BY lower(name), id"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a record in an order: the pages beside it begin here."""

    value: Any
    id: int


@dataclass(frozen=True, slots=True)
class Slice(Generic[R]):
    """The rows of one page, with the anchors of its first and last."""

    rows: tuple[R, ...]
    first: Anchor | None
    last: Anchor | None


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """One list. SQL is over the table of `kind` as `x`.

    `rows` reads the rows of some records, in any order. `filters` are conditions with `:value`; `numeric` ones compare numbers.
    `days` are expressions of days by the name under which they are filtered, `day` that of the day that a record is about; `texts` are
    columns of text that are narrowed by what they have in them. `contact` is a condition with `{found}` for the people that were found.
    `always` is a condition that every record of the list meets.
    """

    name: str
    kind: RecordKind
    sorts: Mapping[str, Sort]
    rows: Callable[[Reader, Sequence[int], date], Mapping[int, R]]
    search: WordSearch
    open_when: str = ""
    mine: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    numeric: frozenset[str] = frozenset()
    day: str = ""
    days: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    contact: str = ""
    always: str = ""

    @property
    def conditions(self) -> Mapping[str, str]:
        """Its own filters, and the tags of the institutions that its records are at."""
        among = "SELECT institution_id FROM institution_tag WHERE tag_id = :value"
        if self.kind is RecordKind.INSTITUTION:
            return {**self.filters, "tag": f"x.id IN ({among})"}
        return (
            {**self.filters, "tag": f"x.id IN ({self.search.institution.format(found=among)})"} if self.search.institution else self.filters
        )

    @property
    def filtered_by(self) -> tuple[str, ...]:
        """What the list can be narrowed to: values of its records, days, texts."""
        return tuple(dict.fromkeys((*self.conditions, *self.days, *self.texts)))

    def sort_of(self, view: View) -> Sort:
        """The view's order, else the list's own: its first."""
        return self.sorts.get(view.sort) or next(iter(self.sorts.values()))


def count(reader: Reader, listing: Listing[Any], view: View) -> int:
    """How many records the view shows."""
    wanted = narrow(reader, listing, view)
    number: int = reader.value(f"SELECT count(*) FROM {listing.kind.table} x {wanted.where}", wanted.parameters)
    return number


def page(
    reader: Reader,
    listing: Listing[R],
    view: View,
    today: date,
    *,
    after: Anchor | None = None,
    before: Anchor | None = None,
    offset: int = 0,
    size: int = 100,
) -> Slice[R]:
    """The `size` records after one anchor, or before another, or from the `offset`th on."""
    walk = _walk(reader, listing, view)
    found = walk.forwards(after, size) if after else walk.backwards(before, size) if before else walk.jump(offset, size)
    rows = listing.rows(reader, [anchor.id for anchor in found], today) if found else {}
    kept = tuple(rows[anchor.id] for anchor in found if anchor.id in rows)
    return Slice(kept, found[0] if found else None, found[-1] if found else None)


def ids(reader: Reader, listing: Listing[Any], view: View, most: int = 1_000_000) -> list[int]:
    """The numbers of all records that the view shows, in its order: for selecting everything."""
    walk = _walk(reader, listing, view)
    return [anchor.id for anchor in walk.jump(0, most)]


def every(reader: Reader, listing: Listing[R], view: View, today: date) -> Iterator[R]:
    """All rows of the view, in its order, a page at a time."""
    after: Anchor | None = None
    while True:
        part = page(reader, listing, view, today, after=after, size=500)
        yield from part.rows
        if part.last is None:
            return
        after = part.last


_MOST_RANKED = 60
"""So many names are put in order; what comes after them is in nobody's sight."""


def _named(reader: Reader, listing: Listing[Any], text: str) -> list[int]:
    """Those of a list of names that the filter's words can mean, likeliest first."""
    marked = any(word[0] in "#@" for word in text.split())
    if not text or marked or listing.kind not in names.NAMED:
        return []
    return [one.called.key for one in names.called(reader, listing.kind, text)[:_MOST_RANKED]]


def _ranking(listing: Listing[Any], view: View, named: Sequence[int]) -> Sort | None:
    """The order of what was typed, in place of the list's own first one: the likeliest name first, then the rest as it was."""
    usual = next(iter(listing.sorts))
    if not named or view.sort not in ("", usual) or view.descending:
        return None
    places = " ".join(f"WHEN {number} THEN '0{place:04}'" for place, number in enumerate(named))
    return Sort(f"CASE x.id {places} ELSE 'z' || coalesce(CAST({listing.sorts[usual].sql} AS TEXT), '') END")


def narrow(reader: Reader, listing: Listing[Any], view: View, named: Sequence[int] | None = None) -> Narrowed:
    """The conditions on `x` that a record of the view meets. Raises Refused for a field or value of its text that there is not.

    `named` are those whose names the words can mean, when that is known already.
    """
    asked = parse(view.text)
    named = _named(reader, listing, asked.text) if named is None else named
    found = narrowed(reader, listing.search, listing.kind, asked.text)
    terms, values = conditions_of(reader, listing, asked.terms)
    words = [f"({' AND '.join(found.conditions)} OR x.id IN ({numbers(named)}))"] if named and found.conditions else [*found.conditions]
    conditions, parameters = [*terms, *words, reader.viewer.sees("x", listing.kind.table)], {**found.parameters, **values}
    if listing.always:
        conditions.append(listing.always)
    if view.among is not None:
        condition, values = view.among.condition(reader)
        conditions.append(condition)
        parameters |= values
    if view.mine and listing.mine:
        conditions.append(listing.mine)
        parameters["me"] = reader.viewer.advisor_id or 0
    if listing.open_when and view.scope != "all":
        conditions.append(listing.open_when if view.scope == "open" else f"NOT ({listing.open_when})")
    for number, (name, value) in enumerate(view.filters):
        condition, values = _filter(listing, name, value, f"filter{number}")
        conditions += [f"({condition})"] if condition else []
        parameters |= values
    return Narrowed(tuple(conditions), parameters)


def _filter(listing: Listing[Any], name: str, value: str, parameter: str) -> tuple[str, dict[str, Any]]:
    """The condition of one filter of a view with its parameters; none for a filter that the list has not any more."""
    if name in ("from", "until") and listing.day:
        return f"{listing.day} {'>=' if name == 'from' else '<='} :{parameter}", {parameter: date.fromisoformat(value)}
    if name in listing.days:
        return day_condition(listing.days[name], value, parameter)
    condition = listing.conditions.get(name, "")
    if not condition and name in listing.texts:
        return f"{listing.texts[name]} = :{parameter}", {parameter: value}
    values = {parameter: int(value) if name in listing.numeric or name == "tag" else value} if condition else {}
    return condition.replace(":value", f":{parameter}"), values


def _walk(reader: Reader, listing: Listing[Any], view: View) -> _Walk:
    named = _named(reader, listing, parse(view.text).text)
    return _Walk(reader, listing, view, narrow(reader, listing, view, named), _ranking(listing, view, named))


@dataclass(frozen=True, slots=True)
class _Walk:
    """Reads anchors along an order, which has two segments when its value can be empty: filled ones, then empty ones."""

    reader: Reader
    listing: Listing[Any]
    view: View
    wanted: Narrowed
    ranking: Sort | None = None

    @property
    def _sort(self) -> Sort:
        return self.ranking or self.listing.sort_of(self.view)

    def forwards(self, after: Anchor | None, size: int) -> list[Anchor]:
        """The anchors that come after one, or the first ones."""
        found: list[Anchor] = []
        if after is None or after.value is not None:
            found = self._filled(after, size, backwards=False)
            after = None
        if len(found) < size and self._sort.nullable:
            found += self._empty(after, size - len(found), backwards=False)
        return found

    def backwards(self, before: Anchor, size: int) -> list[Anchor]:
        """The anchors that come before one, in the list's order."""
        found: list[Anchor] = []
        start: Anchor | None = before
        if before.value is None:
            found = self._empty(before, size, backwards=True)
            start = None
        if len(found) < size:
            found += self._filled(start, size - len(found), backwards=True)
        return found[::-1]

    def jump(self, offset: int, size: int) -> list[Anchor]:
        """The anchors from a place on, counted along the index."""
        if not offset:
            return self.forwards(None, size)
        filled = 0
        if self._sort.nullable:
            condition = f"{self._sort.sql} IS NOT NULL"
            where = self.wanted.also(condition).where
            filled = self.reader.value(f"SELECT count(*) FROM {self.listing.kind.table} x {where}", self.wanted.parameters)
            if offset >= filled:
                return self._empty(None, size, backwards=False, offset=offset - filled)
        found = self._filled(None, size, backwards=False, offset=offset)
        if len(found) < size and self._sort.nullable:
            found += self._empty(None, size - len(found), backwards=False)
        return found

    def _filled(self, start: Anchor | None, size: int, *, backwards: bool, offset: int = 0) -> list[Anchor]:
        if self._sort.parents:
            return self._along_parents(start, size, backwards=backwards, offset=offset)
        wanted, up = self.wanted, backwards == self.view.descending
        value = self._sort.sql
        if self._sort.nullable:
            wanted = wanted.also(f"{value} IS NOT NULL")
        if start is not None:
            wanted = wanted.also(f"({value}, x.id) {'>' if up else '<'} (:after, :after_id)", after=start.value, after_id=start.id)
        return self._anchors(value, wanted, "ASC" if up else "DESC", size, offset, by_value=True)

    def _along_parents(self, start: Anchor | None, size: int, *, backwards: bool, offset: int) -> list[Anchor]:
        column, table = self._sort.sql, self.listing.kind.table
        up = backwards == self.view.descending
        filled = self.wanted.also(f"{column} IS NOT NULL")
        grouped = f"SELECT {column}, count(*) FROM {table} x {filled.where} GROUP BY {column}"
        counts = {row[0]: row[1] for row in self.reader.rows(grouped, filled.parameters)}
        parents = [row[0] for row in self.reader.rows(self._sort.parents)]
        parents = parents if up else parents[::-1]
        found: list[Anchor] = []
        for parent in parents[parents.index(start.value) if start is not None and start.value in parents else 0 :]:
            if offset >= counts.get(parent, 0):
                offset -= counts.get(parent, 0)
                continue
            wanted = self.wanted.also(f"{column} = :parent", parent=parent)
            if start is not None and parent == start.value:
                wanted = wanted.also(f"x.id {'>' if up else '<'} :after_id", after_id=start.id)
            found += self._anchors(column, wanted, "ASC" if up else "DESC", size - len(found), offset, by_value=False)
            offset = 0
            if len(found) >= size:
                break
        return found

    def _empty(self, start: Anchor | None, size: int, *, backwards: bool, offset: int = 0) -> list[Anchor]:
        up = backwards == self.view.descending
        wanted = self.wanted.also(f"{self._sort.sql} IS NULL")
        if start is not None:
            wanted = wanted.also(f"x.id {'>' if up else '<'} :after_id", after_id=start.id)
        return self._anchors("NULL", wanted, "ASC" if up else "DESC", size, offset, by_value=False)

    def _anchors(self, value: str, wanted: Narrowed, way: str, size: int, offset: int, *, by_value: bool) -> list[Anchor]:
        order = f"{value} {way}, x.id {way}" if by_value else f"x.id {way}"
        rows = self.reader.rows(
            f"SELECT {value}, x.id FROM {self.listing.kind.table} x {wanted.where} ORDER BY {order} LIMIT :size OFFSET :skip",
            {**wanted.parameters, "size": size, "skip": offset},
        )
        return [Anchor(found, number) for found, number in rows]


class Among:
    """What a list's view is narrowed to: the records that a figure of this period and these filters counted.

    They are found once and kept as one text that the database made and reads: a page costs the same whatever the figure does.
    """

    def __init__(self, behind: RecordSet, period: Period, filters: Filters) -> None:
        self.behind, self.period, self.filters = behind, period, filters
        self._found: str | None = None
        self._one_at_a_time = Lock()

    def renew(self) -> None:
        """Look again at the next reading: something may have changed."""
        self._found = None

    def count(self, reader: Reader) -> int:
        """How many there are, whoever looks: the number as it was shown."""
        return self.behind.count(reader, Question.resolve(reader, self.period, self.filters))

    def condition(self, reader: Reader) -> tuple[str, dict[str, Any]]:
        """The condition on `x` that a record is one of them, with its parameter."""
        return reader.dialect.is_among("x.id", ":among"), {"among": self._numbers(reader)}

    def _numbers(self, reader: Reader) -> str:
        with self._one_at_a_time:
            if self._found is None:
                statement, parameters = self.behind.select(Question.resolve(reader, self.period, self.filters))
                self._found = str(reader.value(f"SELECT {reader.dialect.gathered('id')} FROM ({statement}) counted", parameters))
            return self._found
