"""What is hidden in a period: decided for each half-year; a longer period hides what any of its half-years hides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loket.insight.disclosure.counting import Counts, count_all, ties
from loket.insight.disclosure.half_years import half_years
from loket.insight.disclosure.protecting import GIVES_AWAY, SMALL, hidden_places
from loket.insight.disclosure.tally import Place
from loket.insight.figures.indicators import BY_ID, Timing
from loket.insight.figures.question import Question
from loket.store.reading import Reader

IN_ALL, OF_SURVEY = "0", "1"
"""The columns of the obstacles that count institutions in all, and those of the answers of the round, whenever these came in."""
_STATES = ("responses_by_", "funnel", "unmet_by_theme")


@dataclass(frozen=True, slots=True)
class Pattern:
    """The hidden places, each with the mark that stands there."""

    marks: Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class _Half:
    """A half-year's counts and hidden places."""

    counts: Counts
    hidden: Mapping[Place, str]


def pattern_of(reader: Reader, question: Question, counts: Counts, min_count: int) -> Pattern:
    """What a period of whole half-years hides."""
    periods = list(half_years(question.period))
    if len(periods) == 1:
        hidden = hidden_places(counts, ties(reader, question), min_count)
    else:
        halves = []
        for period in periods:
            asked = Question.put(reader, period, question.filters)
            half = count_all(reader, asked)
            halves.append(_Half(half, hidden_places(half, ties(reader, asked), min_count)))
        hidden = _longer(counts, halves, min_count)
    return Pattern({place: f"{SMALL}{min_count}" if mark == SMALL else mark for place, mark in hidden.items()})


def _longer(counts: Counts, halves: Sequence[_Half], min_count: int) -> dict[Place, str]:
    """What the half-years hide, and what is small in the longer period only: a request received in one, referred in the next."""
    hidden = {}
    for place, tally in counts.tallies.items():
        own = [half for half in halves if place in half.counts.tallies]
        if any(place in half.hidden for half in own):
            hidden[place] = _mark(place, own)
        elif tally.is_small(min_count):
            hidden[place] = SMALL
        elif tally.leaves_little(min_count):
            hidden[place] = GIVES_AWAY
    return hidden


def _mark(place: Place, halves: Sequence[_Half]) -> str:
    """`<` only where the half-years say so already: that 1 + 3 is small and 1 + 4 is not would tell."""
    if is_state(place):
        return halves[-1].hidden.get(place, GIVES_AWAY)
    if place[0] == "obstacles_by_institutions" and place[2] == IN_ALL:
        # The round's answers are in it: when another round came, it may be nought again.
        return GIVES_AWAY
    marks = [half.hidden.get(place) for half in halves if place in half.hidden or half.counts.tallies[place].value]
    return SMALL if marks == [SMALL] else GIVES_AWAY


def is_state(place: Place) -> bool:
    """Whether a longer period shows what its last half-year shows."""
    table = str(place[0])
    if table == "obstacles_by_institutions":
        return place[2] == OF_SURVEY
    return BY_ID[table].timing is Timing.STATE if table in BY_ID else table.startswith(_STATES)
