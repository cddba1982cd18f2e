"""Every public function of `insight` that reads, with what it can be called with: to a lead it tells no canary, to an advisor it does.

The functions are found by looking; what a parameter takes is said once by its name or type. A function that cannot be called so fails here.
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import EnumMeta
from functools import cache
from typing import Any

import pytest

import loket.insight
from loket.demo.story import TODAY
from loket.insight.explanation.explanation import Span
from loket.insight.explanation.moments import AsOf, parse_moment
from loket.insight.figures.charts.catalogue import CHARTS
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.lists.conversations import CONVERSATIONS
from loket.insight.lists.listing import Listing, View, every
from loket.insight.lists.query import parse
from loket.insight.lists.requests import REQUESTS
from loket.insight.search import SOURCES
from loket.models.errors import DatabaseUnusable, Refused
from loket.models.words import ConversationKind, FitGapDimension, RecordKind
from loket.store.access import PARENTS, Masks, Viewer
from loket.store.as_of import PastStore, moment
from loket.store.database import Store, open_store
from loket.store.reader import Reader
from tests.canaries.world import HIDDEN, LEAD, LIFTED, World, texts_in

Values = Callable[[str, inspect.Parameter], list[Any]]
NUMBERS = (1, HIDDEN, LIFTED)
MOST = 60
"""Calls of one function; of more possible ones these many are drawn, by the same seed every time."""

NOT_CALLED = {
    "disclosure.suppression.suppression_pattern": "takes counted cells and gives which are hidden: numbers only",
    "explanation.moments.snapshots": "gives readers of earlier moments: the walk back reads with those",
    "lists.row_sql.lists_of": "runs the SQL that it is given",
}
"""Functions that no value here fits, and why they tell nothing by themselves."""


GIVES_EARLIER = {"explanation.moments.months_from", "explanation.moments.snapshot", "explanation.rendering.render_explanation"}
"""Functions that look back themselves, from now only."""

NO_SUCH_COLUMN = re.compile("no such column|column .* does not exist")
NOT_TOLD = ("reason", "another's draft", "example.text of 2 before", "example.text of 3", "example.text of 10", *PARENTS)
"""What insight does not tell all of to an advisor either: what is a colleague's own, and how the parts of a record were earlier."""


@cache
def functions() -> dict[str, Callable[..., Any]]:
    """Every public function of insight that takes a store or a reader, by `module.name`."""
    found: dict[str, Callable[..., Any]] = {}
    for module in pkgutil.walk_packages(loket.insight.__path__, "loket.insight."):
        for name, function in vars(importlib.import_module(module.name)).items():
            if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != module.name:
                continue
            if {"Store", "Reader"} & {str(one.annotation) for one in inspect.signature(function).parameters.values()}:
                found[f"{module.name.removeprefix('loket.insight.')}.{name}"] = function
    return found


def values(store: Store, reader: Reader, removed: Sequence[int], lines: Sequence[int]) -> Values:
    """What a parameter takes, by its name within a function, its name, or its type."""
    today = store.today
    period = Period.of(None, None, today)
    question = Question.resolve(reader, period, Filters())
    listings = _constants(Listing)
    by_name: dict[str, list[Any]] = {
        "text": ["zieken", "qz", "van", "1"], "name": ["theme", "advisor", "obstacle", "trend", "mail.referral", "requests_received"],
        "round_name": ["WensenScan 2024"], "actor": [store.actor], "who": [store.actor], "seen": [reader.viewer.sees()],
        "month": ["2026-10"], "table": [kind.table for kind in RecordKind], "most": [50], "asked": ["#10"],
        "one_chart.name": list(CHARTS), "names": [("requests_by_theme",), ("sankey",)], "indicators": [("requests_received",)],
        "key": ["1", "2"], "seq": [reader.last_line()],
        "sql": [f"SELECT id, {name} FROM {table}" for table, name in (("trend", "title"), ("contact", "name"), ("note", "text"))],
        "search": [one.search for one in listings], "number": list(NUMBERS), "history.number": [*NUMBERS, *removed],
        "value_texts.name": ["institution_id", "trend_id", "contact_id", "attendees"], "value_texts.values": [[1, HIDDEN, LIFTED]],
    }  # fmt: skip
    typed = [{"name": f"Ziekenhuis {word}", "title": word, "institution_id": number} for word in ("qz", "Merenrand") for number in NUMBERS]
    by_type: dict[str, list[Any]] = {
        "Values": typed, "Mapping[str, Any]": typed,
        "AsOf": [AsOf(), *(parse_moment(store, f"#{line}") for line in lines)] if store.moment is None else [], "Periods": [Span()],
        "ConversationRow": list(CONVERSATIONS.rows(reader, NUMBERS, today).values()),
        "Store": [store], "Reader": [reader],
        "date": [today], "bool": [True, False], "View": [View(), View(text="zieken"), View(text="qz")],
        "Period": [period], "Filters": [Filters()], "Question": [question], "Indicator": list(INDICATORS), "RecordKind": list(RecordKind),
        "ConversationKind": list(ConversationKind), "FitGapDimension": list(FitGapDimension), "int": list(NUMBERS),
        "Sequence[int]": [NUMBERS], "Sequence[Listing": [listings], "Iterable[Term]": [parse("wat:vraag vertrouwelijk:ja").terms],
        "Sequence[Found]": [[(place, number) for place in range(len(SOURCES)) for number in NUMBERS]],
        "Iterable[int]": [NUMBERS], "Iterable[tuple[RecordKind, int]]": [[(kind, 2) for kind in RecordKind]],
    }  # fmt: skip

    def of(function: str, parameter: inspect.Parameter) -> list[Any]:
        if f"{function}.{parameter.name}" in by_name:
            return by_name[f"{function}.{parameter.name}"]
        kind = str(parameter.annotation).partition(" |")[0].partition("[Any")[0].partition("[R]")[0]
        if kind.startswith("Listing"):
            return listings
        if parameter.name in by_name and kind in ("str", "int", "Iterable[str]", "Sequence[str]", "WordSearch"):
            return by_name[parameter.name]
        return by_type.get(kind) or _constants_of(kind)

    return of


def _constants(kind: type) -> list[Any]:
    return list({id(one): one for one in _all_constants() if isinstance(one, kind)}.values())


def _constants_of(name: str) -> list[Any]:
    """The values of a type that insight itself has as constants: its breakdowns, charts …"""
    return list({id(one): one for one in _all_constants() if type(one).__name__ == name}.values())


@cache
def _all_constants() -> tuple[Any, ...]:
    return tuple(_found_constants())


def _found_constants() -> Iterator[Any]:
    for module in pkgutil.walk_packages(loket.insight.__path__, "loket.insight."):
        for value in vars(importlib.import_module(module.name)).values():
            yield value
            if isinstance(value, dict):
                yield from value.values()
            elif isinstance(value, tuple | list | frozenset | EnumMeta):
                yield from value


def calls(function: Callable[..., Any], of: Values, most: int) -> Iterator[dict[str, Any]]:
    """Arguments for the parameters that must be given."""
    loose = inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL
    needed = [one for one in inspect.signature(function).parameters.values() if one.default is one.empty and one.kind not in loose]
    every = list(itertools.product(*(of(function.__name__, one) for one in needed)))
    for given in random.Random(7).sample(every, most) if len(every) > most else every:
        yield {one.name: value for one, value in zip(needed, given, strict=True)}


def walk(
    store: Store, removed: Sequence[int], lines: Sequence[int], only: str = "", most: int = MOST
) -> tuple[dict[str, set[str]], dict[str, int]]:
    """What each function told, and how often each was called to an end."""
    told: dict[str, set[str]] = {}
    called: dict[str, int] = {}
    with store.read() as first:
        of = values(store, first, removed, lines)
    for name, function in functions().items():
        if not name.endswith(only):
            continue
        told[name], called[name] = set(), 0
        for given in calls(function, of, 10 * most if name.endswith(".history") else most):
            try:
                told[name].update(texts_in(call(store, function, given)))
            except Refused as refused:
                told[name].add(str(refused))
            except (KeyError, TypeError, ValueError, StopIteration):
                continue  # a value that does not fit: a name of something else
            except DatabaseUnusable as error:
                if not NO_SUCH_COLUMN.search(str(error.__cause__)):
                    raise
                continue  # a kind without this column
            called[name] += 1
    return told, called


def call(store: Store, function: Callable[..., Any], given: Mapping[str, Any]) -> Any:
    """What a function gives, with a look of its own where it takes a reader."""
    if not any(isinstance(value, Reader) for value in given.values()):
        return function(**given)
    with store.read() as reader:
        found = function(**{name: reader if isinstance(value, Reader) else value for name, value in given.items()})
        return list(found) if isinstance(found, Iterator) else found


def leaks(world: World, told: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The functions that told a canary, and of what."""
    return {name: {world.words.get(word, word) for word in world.told(*texts)} for name, texts in told.items() if world.told(*texts)}


def test_a_lead_is_told_no_canary_now(lead: Store, canaries: World) -> None:
    told, called = walk(lead, sorted({*canaries.removed.values()}), canaries.lines)
    print(f"{len(called)} functions, {sum(called.values())} calls")
    assert {name for name, times in called.items() if not times} == NOT_CALLED.keys()
    assert leaks(canaries, told) == {}


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_lead_is_told_no_canary_of_earlier(lead: Store, canaries: World, part: int) -> None:
    past = PastStore(lead, moment(lead, f"#{canaries.lines[part]}"))
    try:
        told, called = walk(past, sorted({*canaries.removed.values()}), canaries.lines)
    finally:
        past.close()
    print(f"{len(called)} functions, {sum(called.values())} calls")
    assert {name for name, times in called.items() if not times} == NOT_CALLED.keys() | GIVES_EARLIER
    assert leaks(canaries, told) == {}


@pytest.mark.parametrize("when", ["now", "while all was confidential"])
def test_a_lead_is_told_no_canary_on_postgresql(canaries_on_postgresql: World, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """Every function runs over views there too, where a primary key says less than over tables."""
    world = canaries_on_postgresql
    monkeypatch.setenv("LOKET_TODAY", str(TODAY))
    lead = open_store(world.address, actor=LEAD)
    store = lead if when == "now" else PastStore(lead, moment(lead, f"#{world.lines[1]}"))
    told, called = walk(store, sorted({*world.removed.values()}), world.lines, most=6)
    told_more, called_more = walk(store, [], world.lines, only=".every", most=MOST)
    for one in {store, lead}:
        one.close()
    print(f"{len(called)} functions, {sum(called.values()) + sum(called_more.values())} calls")
    assert {name for name, times in called.items() if not times} == NOT_CALLED.keys() | (GIVES_EARLIER if store is not lead else set())
    assert leaks(world, told) == leaks(world, told_more) == {}


def test_an_advisor_is_told_every_canary(advisor: Store, canaries: World) -> None:
    """Else the walk would not look."""
    told, _called = walk(advisor, sorted({*canaries.removed.values()}), canaries.lines)
    seen = {word for texts in told.values() for word in canaries.told(*texts)}
    unseen = {what for word, what in canaries.words.items() if word not in seen}
    assert {what for what in unseen if not what.startswith(NOT_TOLD)} == set()


MASKED = Masks.masked
TAKEN_AWAY: dict[str, tuple[str, str, Callable[..., Any]]] = {
    "the mask of trends": (".name_of", "masked", lambda self, table, where: {} if table == "trend" else MASKED(self, table, where)),
    "the mask of people": (".every", "masked", lambda self, table, at: {} if table == "contact" else MASKED(self, table, at)),
    "the mask of the log": (".history", "_line_is_hidden", lambda self: "FALSE"),
}
"""Where it is seen, and what stands instead."""


@pytest.mark.parametrize("what", TAKEN_AWAY)
def test_the_walk_finds_what_a_mask_taken_away_lets_out(lead: Store, canaries: World, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    road, name, instead = TAKEN_AWAY[what]
    monkeypatch.setattr(Masks, name, instead)
    told, _called = walk(lead, sorted({*canaries.removed.values()}), canaries.lines, only=road)
    assert leaks(canaries, told)


def test_the_walk_finds_what_a_condition_taken_away_lets_out(lead: Store, canaries: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The masks hold then; the lists show rows that say that they are confidential."""
    monkeypatch.setattr(Viewer, "sees", lambda self, row="x", table="": "TRUE")
    told, _called = walk(lead, [], canaries.lines, only=".every")
    assert leaks(canaries, told) == {}
    with lead.read() as reader:
        assert any(row.confidential for row in every(reader, REQUESTS, View(), lead.today))
