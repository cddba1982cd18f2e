"""What rose and fell against the same days a year before, from counts that are shown in both."""

from __future__ import annotations

from loket.exchange.report.material import Material
from loket.insight.disclosure.shown import ShownRow
from loket.insight.figures.behind import Behind
from loket.language import _
from loket.language.formats import number

LEAST, LEAST_PER_CENT = 5, 20
_TOLD = ("requests_by_theme", "signals_by_theme", "requests_by_obstacle", "signals_by_obstacle", "requests_by_kind")


def rule() -> str:
    """The rule in words."""
    return _(
        "A change is told when it is {least} or more and {share}% or more of the earlier count: smaller differences are chance as often "
        "as not. A count that is hidden in one of the two periods is not compared."
    ).format(least=LEAST, share=LEAST_PER_CENT)


def is_worth_a_mention(before: int, now: int) -> bool:
    """Whether a change is more than noise."""
    return abs(now - before) >= LEAST and 100 * abs(now - before) >= LEAST_PER_CENT * before


def movements(material: Material) -> list[tuple[str, tuple[Behind, ...]]]:
    """The changes worth a mention as sentences, each with the records of now."""
    found = []
    for name in _TOLD:
        earlier = {row.key: row for row in material.before.breakdowns[name] or ()}
        for row in material.rows(name):
            before = earlier.get(row.key)
            if row.key is None or before is None or row.count.value is None or before.count.value is None:
                continue
            if is_worth_a_mention(before.count.value, row.count.value):
                found.append((_said(name, row, before.count.value, row.count.value), material.behind(name, row.key)))
    return found


def _said(name: str, row: ShownRow, before: int, now: int) -> str:
    what = f"{row.key} {row.label}" if name.endswith("theme") else row.label
    told = {
        (True, True): _("Requests about “{what}” rose from {before} to {now}."),
        (True, False): _("Requests about “{what}” fell from {before} to {now}."),
        (False, True): _("Signals about “{what}” rose from {before} to {now}."),
        (False, False): _("Signals about “{what}” fell from {before} to {now}."),
    }[name.startswith("requests"), now > before]
    if name.endswith("kind"):
        told = (
            _("Requests from “{what}” rose from {before} to {now}.")
            if now > before
            else _("Requests from “{what}” fell from {before} to {now}.")
        )
    return told.format(what=what, before=number(before), now=number(now))
