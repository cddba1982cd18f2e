"""What rose and fell against the same days a year before, from counts that are shown in both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loket.exchange.report.material import COMPARED, Material
from loket.insight.disclosure.shown_figures import ShownShare
from loket.insight.figures.record_set import RecordSet
from loket.insight.noteworthy.changes import say
from loket.insight.noteworthy.significance import LEAST, LEAST_PER_CENT, LEVEL, Counts
from loket.language import _

_PERHAPS = 5


def explained() -> str:
    """The rule in words."""
    return _(
        "A change is told when it is {least} or more and {share}% or more of the earlier count; “that may be chance” stands with one that "
        "an exact test does not tell from chance (p < 0.05). A count that is hidden in one of the two periods is not compared."
    ).format(least=LEAST, share=LEAST_PER_CENT)


@dataclass(frozen=True, slots=True)
class Movement:
    """A change as a sentence, how often chance alone would bring it, and the records of now."""

    said: str
    chance: float
    behind: tuple[RecordSet, ...]


def movements(material: Material) -> tuple[list[Movement], int]:
    """The changes worth a mention that are more than chance, and some of those that may be, least likely first; and how many are left."""
    found = sorted(_worth_a_mention(material), key=lambda one: one.chance)
    clear = sum(one.chance < LEVEL for one in found)
    told = found[: clear + _PERHAPS]
    return told, len(found) - len(told)


def _worth_a_mention(material: Material) -> Iterator[Movement]:
    for source in COMPARED:
        if not _had_any(material, source.chart):
            continue
        earlier = {row.key: row.count.value for row in material.before.breakdowns[source.chart] or ()}
        for row in material.rows(source.chart):
            before, now = earlier.get(row.key), row.count.value
            if row.key is None or before is None or now is None:
                continue
            counts = Counts(before, now)
            if counts.is_worth_a_mention:
                yield Movement(say(_(source.said).format(what=row.label), counts), counts.chance, material.behind(source.chart, row.key))


def had_anything(material: Material) -> bool:
    """Whether there is anything to compare with: before there was a loket, everything was nothing."""
    return any(_had_any(material, source.chart) for source in COMPARED)


def _had_any(material: Material, chart: str) -> bool:
    found = material.before.figures["requests_received" if chart.startswith("requests") else "signals_recorded"]
    return isinstance(found, ShownShare) and found.numerator.value != 0
