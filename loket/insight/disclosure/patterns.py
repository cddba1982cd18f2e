"""What is hidden in a period: decided for each half-year; a longer period hides what any of its half-years hides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loket.insight.disclosure.counting import Counts
from loket.insight.disclosure.tally import Place
from loket.insight.figures.question import Question
from loket.store.reading import Reader

GIVES_AWAY = "-"
"""Stands for a count that would give a small one away."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The hidden places, each with the mark that stands there."""

    marks: Mapping[Place, str]


def pattern_of(reader: Reader, question: Question, counts: Counts, min_count: int) -> Pattern:
    """What a period of whole half-years hides."""
    marks: dict[Place, str] = {}
    for place, tally in counts.tallies.items():
        if tally.is_small(min_count):
            marks[place] = f"<{min_count}"
        elif tally.leaves_little(min_count):
            marks[place] = GIVES_AWAY
    return Pattern(marks)
