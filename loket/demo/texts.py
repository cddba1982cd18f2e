"""What institutions ask and tell in the demo: the invented texts of `db/demo`. `{vak}` in them becomes a department."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loket.store.db_files import db_folder


@dataclass(frozen=True, slots=True)
class Ask:
    """A kind of request. `offerings`: sleutels of what such a request is usually referred to; none is an unmet need."""

    title: str
    description: str
    themes: tuple[int, ...]
    obstacle: str | None
    nature: str | None
    outcome_info: str | None
    audience: str | None
    offerings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrendText:
    """A trend, the obstacle whose signals it takes, and who owns it."""

    title: str
    obstacle: str
    state: str
    owner: str | None
    description: str


@dataclass(frozen=True, slots=True)
class ExampleText:
    """A paraphrase: what it is about (how a request's title begins, or a signal's obstacle) and how many days ago that came."""

    about: str
    theme: int
    days: int
    released: bool
    text: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (db_folder() / "demo" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


@cache
def asks() -> tuple[Ask, ...]:
    """All kinds of request."""
    return tuple(
        Ask(
            row["title"],
            row["description"],
            tuple(int(number) for number in row["themes"].split("|")),
            row["obstacle"] or None,
            row["nature"] or None,
            row["outcome_info"] or None,
            row["audience"] or None,
            tuple(row["offerings"].split("|")) if row["offerings"] else (),
        )
        for row in _rows("asks")
    )


@cache
def trend_texts() -> tuple[TrendText, ...]:
    """All trends."""
    return tuple(
        TrendText(row["title"], row["obstacle"], row["state"], row["owner"] or None, row["description"]) for row in _rows("trends")
    )


@cache
def examples() -> tuple[ExampleText, ...]:
    """All examples."""
    return tuple(
        ExampleText(row["about"], int(row["theme"]), int(row["days"]), row["released"] == "ja", row["text"]) for row in _rows("examples")
    )


@cache
def phrases(kind: str) -> tuple[str, ...]:
    """All phrases of one kind: summary, agreement, follow_up, resolution, dropped, note, ambition, free_text."""
    return tuple(row["text"] for row in _rows("phrases") if row["kind"] == kind)


@cache
def about(kind: str) -> dict[str, tuple[str, ...]]:
    """The phrases of one kind by what they are about: `saying` by obstacle, `lesson` by theme number."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows("phrases"):
        if row["kind"] == kind:
            found[row["about"]] = (*found.get(row["about"], ()), row["text"])
    return found
