"""When a change between two counts is worth a mention, and when it is more than chance. Nothing but numbers: see docs/noteworthy.md.

Of records that happened in one of two periods the exact test is that of Przyborowski and Wilenski (1940); of the same institutions or
requests at two moments that of McNemar (1947). Both ask one thing: among what is there only now or was there only then, is the part
that is there now further from what the lengths of the periods let expect than chance would bring it in one of twenty cases?
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from loket.language import _

LEAST = 5
"""A smaller difference is not mentioned."""
LEAST_PER_CENT = 20
"""Nor is one that is a smaller part of the count before."""
LEVEL = 0.05
"""A change is more than chance when chance would bring it, or a larger one, in fewer cases than this."""
SMALL = 20
"""Of fewer a percentage says more than is known."""
_EXACT_UP_TO = 2000
# Five throws of a coin that fall alike are no surprise at this level; six are.
_FEWEST_TO_TELL = 6


@dataclass(frozen=True, slots=True)
class Counts:
    """One thing counted in two periods. `came` is counted only now, `went` only then; not given, the two have nothing in common.

    `scale`: how much longer the period of now is; what was before is expected that many times.
    """

    before: int
    now: int
    came: int | None = None
    went: int | None = None
    scale: Fraction = Fraction(1)

    @property
    def expected(self) -> Fraction:
        """What there would be now if nothing had changed."""
        return self.before * self.scale

    @property
    def by(self) -> Fraction:
        """How much more there is than that; less is negative."""
        return self.now - self.expected

    @property
    def rises(self) -> bool:
        """Whether there is more than was expected."""
        return self.by > 0

    @property
    def per_cent(self) -> int | None:
        """The change in whole per cent of what was expected, half away from zero; None of a small count before."""
        if self.before < SMALL:
            return None
        share = abs(self.by) * 100 / self.expected
        return int(share + Fraction(1, 2)) * (1 if self.rises else -1)

    @property
    def is_worth_a_mention(self) -> bool:
        """The plain rule: at least so many, and at least such a part."""
        return abs(self.by) >= LEAST and 100 * abs(self.by) >= LEAST_PER_CENT * self.expected

    @property
    def chance(self) -> float:
        """How often chance alone would bring such a change, or a larger one."""
        return two_sided(self._came, self._came + self._went, self.scale / (1 + self.scale))

    @property
    def is_more_than_chance(self) -> bool:
        """Whether the change is hardly chance."""
        return self.chance < LEVEL

    @property
    def can_tell(self) -> bool:
        """Whether there is enough to tell a change from chance at all."""
        return self._came + self._went >= _FEWEST_TO_TELL

    @property
    def _came(self) -> int:
        return self.now if self.came is None else self.came

    @property
    def _went(self) -> int:
        return self.before if self.went is None else self.went


def two_sided(hits: int, of: int, share: Fraction) -> float:
    """How often as many hits or as few, out of `of` that each hit with `share`; exact, of thousands by the normal curve."""
    if of == 0:
        return 1.0
    tail = _normal_tail if of > _EXACT_UP_TO else _exact_tail
    return min(1.0, 2 * min(tail(hits, of, float(share)), tail(of - hits, of, 1 - float(share))))


def _exact_tail(hits: int, of: int, share: float) -> float:
    """The chance of at most so many hits."""
    whole = math.lgamma(of + 1)
    yes, no = math.log(share), math.log1p(-share)
    return math.fsum(math.exp(whole - math.lgamma(k + 1) - math.lgamma(of - k + 1) + k * yes + (of - k) * no) for k in range(hits + 1))


def _normal_tail(hits: int, of: int, share: float) -> float:
    deviation = math.sqrt(of * share * (1 - share))
    return math.erfc((of * share - hits - 0.5) / deviation / math.sqrt(2)) / 2


def by_chance_at_most(compared: Iterable[Counts]) -> int:
    """How many of these comparisons may look more than chance while nothing changed: one in twenty of those that can tell, rounded up."""
    return math.ceil(LEVEL * sum(counts.can_tell for counts in compared))


def rule() -> str:
    """The rule in one line."""
    return _("difference ≥ {least} and ≥ {share}%").format(least=LEAST, share=LEAST_PER_CENT)


def rule_in_full(compared: Sequence[Counts]) -> str:
    """The rule, how many were compared, and how many of the signs chance may have set."""
    text = _("{rule}; ● more than chance (p < 0.05), ○ may be chance; {count} compared, of which chance alone may give {most} a ●")
    return text.format(rule=rule(), count=len(compared), most=by_chance_at_most(compared))
