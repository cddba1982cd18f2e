"""When an offering fits a request (DOMAIN.md §5): one condition, for unmet needs and for choosing what to refer to."""

from __future__ import annotations

from loket.models.words import Audience, OutcomeInfo, Word

SHARES_A_THEME = """EXISTS (SELECT 1 FROM offering_theme ot JOIN request_theme rt ON rt.theme_id = ot.theme_id
    WHERE ot.offering_id = o.id AND rt.request_id = x.id)"""
SUITS_THE_AUDIENCE = """(x.audience IS NULL OR NOT EXISTS (SELECT 1 FROM offering_audience oa WHERE oa.offering_id = o.id)
    OR EXISTS (SELECT 1 FROM offering_audience oa WHERE oa.offering_id = o.id AND oa.audience = x.audience))"""
SUITS_THE_OUTCOME_INFO = """(o.outcome_info = 'both' OR x.outcome_info IS NULL OR x.outcome_info = 'not_applicable'
    OR o.outcome_info = x.outcome_info)"""
IS_AVAILABLE = """(o.state = 'available' AND (o.available_from IS NULL OR o.available_from <= :end)
    AND (o.available_until IS NULL OR o.available_until >= :end))"""
# The advisors' own guidance goes with every request: it would hide every unmet need.
IS_NO_EXPERTISE = "(o.kind IS NULL OR o.kind <> 'expertise')"

FITS = " AND ".join((IS_NO_EXPERTISE, IS_AVAILABLE, SHARES_A_THEME, SUITS_THE_AUDIENCE, SUITS_THE_OUTCOME_INFO))
"""Offering `o` fits request `x` on the day `:end`."""

# For counting many requests, what they want is judged instead of each of them: `x` is then a theme, an audience and outcome information.
_HAS_THE_THEME = "EXISTS (SELECT 1 FROM offering_theme ot WHERE ot.offering_id = o.id AND ot.theme_id = x.theme_id)"
FITS_A_WANT = " AND ".join((IS_NO_EXPERTISE, IS_AVAILABLE, _HAS_THE_THEME, SUITS_THE_AUDIENCE, SUITS_THE_OUTCOME_INFO))


def _words(words: type[Word], name: str) -> str:
    """The words of a list and the empty one, as rows."""
    return " UNION ALL ".join([*(f"SELECT '{word.value}' AS {name}" for word in words), f"SELECT NULL AS {name}"])


# Everything that can be wanted: some two hundred rows.
WANTS = f"""SELECT t.id AS theme_id, a.audience AS audience, i.outcome_info AS outcome_info
    FROM theme t CROSS JOIN ({_words(Audience, "audience")}) a CROSS JOIN ({_words(OutcomeInfo, "outcome_info")}) i"""
