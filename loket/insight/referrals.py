"""What a request can be referred to: every offering, the fitting ones first, with what fits and what does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from loket.insight.figures.offering_fit import FITS, IS_AVAILABLE, SHARES_A_THEME, SUITS_THE_AUDIENCE, SUITS_THE_OUTCOME_INFO
from loket.insight.lists.offerings import OfferingRow, offering_rows
from loket.insight.lists.requests import REQUESTS, RequestRow
from loket.insight.lists.row_sql import numbers
from loket.insight.unmet_needs import waits_of, would_fit_counts
from loket.models.words import Helped, InstitutionKind, OfferingKind, Province, ReferralState
from loket.store.reader import Reader

CHECK_BACK_WEEKS = 6
_SURE = 1.96  # the 95% interval of a share


@dataclass(frozen=True, slots=True)
class OfferingCandidate:
    """An offering for a request, and which of the four conditions it meets.

    `would_fit` open requests would fit if it were there; `waits_since` is the day from which this request waits for it.
    `fits_others` counts those it fits of the other requests that are referred along.
    """

    offering: OfferingRow
    theme: bool
    audience: bool
    outcome: bool
    available: bool
    same_obstacle: bool
    would_fit: int
    referred: bool
    waits_since: date | None
    is_coming: bool
    fits_others: int

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
class ReferralChoices:
    """The request, and the offerings in the order to consider them. `check_back_after` is when the loket usually asks again."""

    request: RequestRow
    check_back_after: timedelta
    fitting: tuple[OfferingCandidate, ...]
    nearly: tuple[OfferingCandidate, ...]
    always: tuple[OfferingCandidate, ...]
    others: tuple[OfferingCandidate, ...]


def referral_choices(reader: Reader, number: int, today: date, others: Sequence[int] = ()) -> ReferralChoices | None:
    """What a request, and others along with it, can be referred to; None when there is no such request for these eyes."""
    request = REQUESTS.rows(reader, [number], today).get(number)
    if request is None or not reader.viewer.may_see(request.confidential):
        return None
    ranked = sorted(_candidates(reader, number, today, others), key=_rank)
    fitting = tuple(one for one in ranked if one.fits)
    nearly = tuple(sorted((one for one in ranked if one.nearly), key=lambda one: not one.available))
    always = tuple(one for one in ranked if one.is_expertise and one.available)
    shown = {one.offering.id for one in (*fitting, *nearly, *always)}
    rest = tuple(one for one in ranked if one.offering.id not in shown)
    return ReferralChoices(request, check_back_after(reader), fitting, nearly, always, rest)


@dataclass(frozen=True, slots=True)
class UsedNearby:
    """An institution like this one that was referred to an offering, and what came of it."""

    institution: str
    kind: InstitutionKind | None
    province: Province | None
    referred_on: date | None
    state: ReferralState
    helped: Helped | None


def used_nearby(reader: Reader, offering: int, institution: int, most: int = 6) -> tuple[UsedNearby, ...]:
    """Who else of the same kind or province was referred to an offering: of both first, then where it helped, the latest first."""
    seen = " AND ".join(reader.viewer.sees(alias) for alias in ("x", "i"))
    return tuple(
        reader.records(
            UsedNearby,
            f"""SELECT coalesce(i.short_name, i.name) AS institution, i.kind, i.province, x.referred_on, x.state, x.helped FROM referral x
            LEFT JOIN support_request r ON r.id = x.request_id JOIN institution i ON i.id = coalesce(x.institution_id, r.institution_id)
            JOIN institution own ON own.id = :own
            WHERE x.offering_id = :offering AND i.id <> own.id AND {seen} AND (r.id IS NULL OR {reader.viewer.sees("r")})
                AND (i.kind = own.kind OR i.province = own.province)
            ORDER BY CASE WHEN i.kind = own.kind AND i.province = own.province THEN 0 ELSE 1 END,
                CASE WHEN x.helped IN ('yes', 'partly') THEN 0 WHEN x.helped IS NOT NULL THEN 1 WHEN x.state <> 'open' THEN 2 ELSE 3 END,
                x.referred_on DESC, x.id DESC LIMIT :most""",
            offering=offering,
            own=institution,
            most=most,
        )
    )


def check_back_after(reader: Reader) -> timedelta:
    """How long after a referral the loket asks whether it was used and helped: the setting `check_back_weeks`."""
    said = reader.value("SELECT value FROM setting WHERE name = 'check_back_weeks'")
    return timedelta(weeks=int(said) if said and said.isdecimal() else CHECK_BACK_WEEKS)


def _rank(one: OfferingCandidate) -> tuple[bool, float, int, int, str]:
    """The same obstacle first, then what surely helped most, what was used most, what most requests wait for."""
    effect = one.offering.effect
    return (
        not one.same_obstacle,
        -surely_helped(effect.helped, effect.known),
        -effect.referred,
        -one.would_fit,
        one.offering.title.casefold(),
    )


def surely_helped(helped: int, known: int) -> float:
    """The share that helped, as low as it may well be (Wilson): 6 of 8 tells more than 2 of 2."""
    if not known:
        return 0.0
    part, square = helped / known, _SURE * _SURE
    middle = part + square / (2 * known)
    margin = _SURE * sqrt(part * (1 - part) / known + square / (4 * known * known))
    return (middle - margin) / (1 + square / known)


_SAME_OBSTACLE = """EXISTS (SELECT 1 FROM offering_obstacle oo JOIN request_obstacle ro ON ro.obstacle_id = oo.obstacle_id
    WHERE oo.offering_id = o.id AND ro.request_id = x.id)"""
_IS_REFERRED = "EXISTS (SELECT 1 FROM referral f WHERE f.request_id = x.id AND f.offering_id = o.id)"


@dataclass(frozen=True, slots=True)
class _Met:
    id: int
    theme: bool
    audience: bool
    outcome: bool
    available: bool
    same_obstacle: bool
    referred: bool


def _candidates(reader: Reader, number: int, today: date, others: Sequence[int]) -> list[OfferingCandidate]:
    rows = reader.records(
        _Met,
        f"""SELECT o.id, {SHARES_A_THEME} AS theme, {SUITS_THE_AUDIENCE} AS audience, {SUITS_THE_OUTCOME_INFO} AS outcome,
            {IS_AVAILABLE} AS available, {_SAME_OBSTACLE} AS same_obstacle, {_IS_REFERRED} AS referred
        FROM offering o, support_request x WHERE x.id = :id AND o.state <> 'lapsed'""",
        id=number,
        end=today,
    )
    offerings = offering_rows(reader, [one.id for one in rows], today) if rows else {}
    would_fit = would_fit_counts(reader, [one.id for one in rows if not one.available])
    waits = {wait.offering_id: wait.since for wait in waits_of(reader, number)}
    fits_others: dict[int, int] = {}
    if others:
        fits = f"SELECT o.id, count(*) FROM offering o, support_request x WHERE x.id IN ({numbers(others)}) AND {FITS} GROUP BY o.id"
        fits_others = dict(reader.rows(fits, end=today))
    found = []
    for met in rows:
        offering = offerings.get(met.id)
        if offering is not None and reader.viewer.may_see(offering.confidential):
            found.append(
                OfferingCandidate(
                    offering, met.theme, met.audience, met.outcome, met.available, met.same_obstacle, would_fit.get(met.id, 0),
                    met.referred, waits.get(met.id), offering.is_coming(today), fits_others.get(met.id, 0),
                )
            )  # fmt: skip
    return found
