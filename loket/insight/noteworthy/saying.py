"""A change as a sentence that one reads aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.language import N_, _
from loket.language.formats import number
from loket.models.words import RecordKind

if TYPE_CHECKING:
    from loket.insight.noteworthy.finding import Change
    from loket.insight.noteworthy.rule import Counts

_UNITS = {RecordKind.REQUEST: N_("requests"), RecordKind.SIGNAL: N_("signals"), RecordKind.INSTITUTION: N_("institutions")}


def brief(change: Change) -> str:
    """`9 → 14 instellingen`; a figure says itself what it counts."""
    from loket.insight.noteworthy.subjects import Subject

    unit = "" if change.subject is Subject.FIGURE else _(_UNITS[change.behind.kind])
    return f"{number(change.counts.before)} → {number(change.counts.now)} {unit}".rstrip()


def sentence(change: Change) -> str:
    """`Het aantal vragen over “…” steeg van 31 naar 46 (+48%), bij 28 in plaats van 19 instellingen. Dat kan toeval zijn.`"""
    from loket.insight.noteworthy.subjects import Subject

    return say(change.said, change.counts, change.institutions, is_figure=change.subject is Subject.FIGURE)


def say(what: str, counts: Counts, institutions: tuple[int, int] | None = None, *, is_figure: bool = False) -> str:
    """The sentence of any two counts; `what` is what they count."""
    if is_figure:
        told = _("“{what}” rose from {before} to {now}") if counts.rises else _("“{what}” fell from {before} to {now}")
    elif counts.rises:
        told = _("The number of {what} rose from {before} to {now}")
    else:
        told = _("The number of {what} fell from {before} to {now}")
    parts = [told.format(what=what, before=number(counts.before), now=number(counts.now))]
    if counts.per_cent is not None:
        parts.append(f" ({signed(counts.per_cent)}%)")
    parts += [_at(*institutions)] if institutions else []
    if counts.scale != 1:
        expected = number(float(counts.expected), 1)
        parts.append(_("; reckoned to days {expected} would be the same").format(expected=expected))
    return "".join(parts) + "." + ("" if counts.is_more_than_chance else " " + _("That may be chance."))


def signed(value: int) -> str:
    """`+48`, `−12`."""
    return f"+{number(value)}" if value > 0 else f"−{number(-value)}"


def _at(then: int, now: int) -> str:
    if then == now:
        return _(", at {count} institutions as before").format(count=number(now))
    return _(", at {now} instead of {then} institutions").format(now=number(now), then=number(then))
