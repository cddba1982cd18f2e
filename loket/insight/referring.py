"""What a request can be referred to: every offering, the fitting ones first, with what fits and what does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.figures.fitting import IS_AVAILABLE, SHARES_A_THEME, SUITS_THE_AUDIENCE, SUITS_THE_OUTCOME_INFO
from loket.insight.lists.listing import Looker
from loket.insight.lists.offerings import OfferingRow, offering_rows
from loket.insight.lists.requests import REQUESTS, RequestRow
from loket.insight.lists.rows import numbers
from loket.models.words import OfferingKind
from loket.store.reading import Reader


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offering for a request, and which of the four conditions it meets. `waiting` open requests would fit if it were there."""

    offering: OfferingRow
    theme: bool
    audience: bool
    outcome: bool
    available: bool
    waiting: int
    referred: bool

    @property
    def is_expertise(self) -> bool:
        """The advisors' own help: it goes with everything, so it never counts as fitting."""
        return self.offering.kind is OfferingKind.EXPERTISE

    @property
    def fits(self) -> bool:
        """Whether it fits, as the figures count it."""
        return not self.is_expertise and self.theme and self.audience and self.outcome and self.available

    @property
    def nearly(self) -> bool:
        """The right theme, and one thing in the way."""
        return not self.is_expertise and self.theme and (self.audience, self.outcome, self.available).count(False) == 1


@dataclass(frozen=True, slots=True)
class ReferringTo:
    """The request, and the offerings in the order to consider them."""

    request: RequestRow
    contact_email: str | None
    fitting: tuple[Candidate, ...]
    nearly: tuple[Candidate, ...]
    always: tuple[Candidate, ...]
    others: tuple[Candidate, ...]


def referring_to(reader: Reader, looker: Looker, number: int, today: date) -> ReferringTo | None:
    """What a request can be referred to; None when there is no such request for these eyes."""
    request = REQUESTS.rows(reader, [number], today).get(number)
    if request is None or (request.confidential and not looker.sees_confidential):
        return None
    candidates = _candidates(reader, looker, number, today)
    ranked = sorted(candidates, key=lambda one: (-_helped(one), -one.offering.effect.referred, one.offering.title.casefold()))
    email = reader.value("SELECT c.email FROM support_request x JOIN contact c ON c.id = x.contact_id WHERE x.id = :id", id=number)
    fitting = tuple(one for one in ranked if one.fits)
    nearly = tuple(one for one in ranked if one.nearly)
    always = tuple(one for one in ranked if one.is_expertise and one.available)
    shown = {one.offering.id for one in (*fitting, *nearly, *always)}
    return ReferringTo(request, email, fitting, nearly, always, tuple(one for one in ranked if one.offering.id not in shown))


def _helped(one: Candidate) -> float:
    effect = one.offering.effect
    return effect.helped / effect.known if effect.known else 0.0


def _candidates(reader: Reader, looker: Looker, number: int, today: date) -> list[Candidate]:
    rows = reader.rows(
        f"""SELECT o.id, CASE WHEN {SHARES_A_THEME} THEN 1 ELSE 0 END, CASE WHEN {SUITS_THE_AUDIENCE} THEN 1 ELSE 0 END,
            CASE WHEN {SUITS_THE_OUTCOME_INFO} THEN 1 ELSE 0 END, CASE WHEN {IS_AVAILABLE} THEN 1 ELSE 0 END,
            CASE WHEN EXISTS (SELECT 1 FROM referral f WHERE f.request_id = x.id AND f.offering_id = o.id) THEN 1 ELSE 0 END
        FROM offering o, support_request x WHERE x.id = :id AND o.state <> 'lapsed'""",
        id=number,
        end=today,
    )
    offerings = offering_rows(reader, [row[0] for row in rows], today) if rows else {}
    waiting = _waiting(reader, [row[0] for row in rows if not row[4]], today)
    return [
        Candidate(offerings[row[0]], bool(row[1]), bool(row[2]), bool(row[3]), bool(row[4]), waiting.get(row[0], 0), bool(row[5]))
        for row in rows
        if row[0] in offerings and (looker.sees_confidential or not offerings[row[0]].confidential)
    ]


def _waiting(reader: Reader, offerings: Sequence[int], today: date) -> Mapping[int, int]:
    """How many open, unreferred requests would fit an offering that is not there now."""
    if not offerings:
        return {}
    rows = reader.rows(
        f"""SELECT o.id, count(*) FROM offering o, support_request x WHERE o.id IN ({numbers(offerings)}) AND x.closed_on IS NULL
        AND NOT EXISTS (SELECT 1 FROM referral f WHERE f.request_id = x.id)
        AND {SHARES_A_THEME} AND {SUITS_THE_AUDIENCE} AND {SUITS_THE_OUTCOME_INFO} GROUP BY o.id"""
    )
    return {row[0]: row[1] for row in rows}
