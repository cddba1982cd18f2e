"""What the columns of a record mean to people: the names behind numbers, the words behind identifiers, the lists beside the row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loket.models import words
from loket.models.words import RecordKind, Word

NOISE = frozenset({"id", "version", "state_since", "sleutel"})
"""Columns whose changes tell a person nothing."""

FLAGS = frozenset({"confidential", "active", "strong_in_technical", "strong_in_change"})
"""Columns that are yes or no."""

LISTS: Mapping[RecordKind, Mapping[str, tuple[str, str]]] = {
    RecordKind.REQUEST: {
        "request_theme": ("themes", "theme_id"),
        "request_obstacle": ("obstacles", "obstacle_id"),
        "waiting_request": ("waiting_for", "offering_id"),
    },
    RecordKind.CONVERSATION: {
        "conversation_institution": ("institution_ids", "institution_id"),
        "conversation_party": ("party_ids", "party_id"),
        "conversation_advisor": ("advisor_ids", "advisor_id"),
    },
    RecordKind.OFFERING: {
        "offering_theme": ("themes", "theme_id"),
        "offering_obstacle": ("obstacles", "obstacle_id"),
        "offering_audience": ("audiences", "audience"),
    },
    RecordKind.SESSION: {"session_theme": ("themes", "theme_id")},
    RecordKind.RESPONSE: {"response_theme": ("themes", "theme_id"), "response_obstacle": ("obstacles", "obstacle_id")},
    RecordKind.EVENT: {
        "event_institution": ("institution_ids", "institution_id"),
        "event_contact": ("contact_ids", "contact_id"),
    },
}
"""The tables that hold lists of a record: link table → (the list's name, the column of its items)."""

_ADVISOR = "SELECT name FROM advisor WHERE id = :id"
_INSTITUTION = "SELECT name FROM institution WHERE id = :id"
_PARTY = "SELECT name FROM party WHERE id = :id"

NAMES: Mapping[str, str] = {
    "advisor_id": _ADVISOR,
    "stand_in_id": _ADVISOR,
    "released_by_id": _ADVISOR,
    "institution_id": _INSTITUTION,
    "merged_into_id": _INSTITUTION,
    "party_id": _PARTY,
    "owner_party_id": _PARTY,
    "contact_id": "SELECT name FROM contact WHERE id = :id",
    "theme_id": "SELECT label FROM theme WHERE id = :id",
    "obstacle_id": "SELECT label FROM obstacle WHERE id = :id",
    "outcome_set_id": "SELECT name FROM outcome_set WHERE id = :id",
    "offering_id": "SELECT title FROM offering WHERE id = :id",
    "trend_id": "SELECT title FROM trend WHERE id = :id",
    "round_id": "SELECT name FROM wensenscan_round WHERE id = :id",
    "request_id": "SELECT 'V-' || id || ' ' || title FROM support_request WHERE id = :id",
    "conversation_id": "SELECT 'G-' || id FROM conversation WHERE id = :id",
    "response_id": "SELECT 'W-' || id FROM wensenscan_response WHERE id = :id",
    "session_id": "SELECT 'L-' || id FROM learning_session WHERE id = :id",
    "event_id": "SELECT title FROM event WHERE id = :id",
    "fitgap_item_id": "SELECT 'FP-' || id FROM fit_gap_item WHERE id = :id",
    "analysis_id": "SELECT 'F-' || id FROM fit_gap_analysis WHERE id = :id",
}
"""How the name behind a number is found, by column."""

_WORDS: Mapping[str, type[Word]] = {
    "audience": words.Audience,
    "channel": words.Channel,
    "dimension": words.FitGapDimension,
    "helped": words.Helped,
    "national": words.YesNo,
    "nature": words.Nature,
    "on_kind": words.RecordKind,
    "outcome_info": words.OutcomeInfo,
    "phase": words.AdoptionPhase,
    "priority": words.Priority,
    "province": words.Province,
    "reach": words.Reach,
    "sdm_scope": words.SdmScope,
    "source": words.RequestSource,
    "umbrella": words.Umbrella,
    "uses_outcome_info": words.YesNo,
    "verdict": words.Verdict,
}
_WORDS_OF: Mapping[tuple[RecordKind, str], type[Word]] = {
    (RecordKind.REQUEST, "state"): words.RequestState,
    (RecordKind.CONVERSATION, "state"): words.ConversationState,
    (RecordKind.SIGNAL, "state"): words.SignalState,
    (RecordKind.TREND, "state"): words.TrendState,
    (RecordKind.REFERRAL, "state"): words.ReferralState,
    (RecordKind.SESSION, "state"): words.SessionState,
    (RecordKind.FITGAP, "state"): words.FitGapState,
    (RecordKind.FOLLOW_UP, "state"): words.FollowUpState,
    (RecordKind.OFFERING, "state"): words.OfferingStatus,
    (RecordKind.INSTITUTION, "kind"): words.InstitutionKind,
    (RecordKind.INSTITUTION, "role"): words.InstitutionRole,
    (RecordKind.PARTY, "kind"): words.PartyKind,
    (RecordKind.ADVISOR, "role"): words.AdvisorRole,
    (RecordKind.CONVERSATION, "kind"): words.ConversationKind,
    (RecordKind.OFFERING, "kind"): words.OfferingKind,
    (RecordKind.EVENT, "kind"): words.EventKind,
    (RecordKind.NOTE, "kind"): words.NoteKind,
}


def word_of(kind: RecordKind, column: str, value: Any) -> Word | None:
    """The member of a closed list that a stored value is, if the column holds one."""
    closed = _WORDS_OF.get((kind, column)) or _WORDS.get(column)
    if closed is None or not isinstance(value, str):
        return None
    return next((word for word in closed if word.value == value), None)
