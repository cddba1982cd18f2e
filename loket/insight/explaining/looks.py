"""Where to look for the cause, for each figure: in the record itself, and in the rows that make it count.

A record's looks are tried in order, and the first that finds something changed between the two moments gives the cause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loket.insight.explaining.causes import Cause
from loket.insight.figures.filters import Narrowing
from loket.insight.figures.fitting import FITS
from loket.insight.figures.indicators import Indicator
from loket.models.words import RecordKind


@dataclass(frozen=True, slots=True)
class Own:
    """Look at columns of the record's own row; of a state only whether it is one of `among`, and which."""

    columns: tuple[str, ...]
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """Look at the rows of `table` that make a record count: `sql`, a template of the question, gives `id` of the record and the row's key.

    Rows that came, went, or changed in one of `columns`; `key` names what its key is made of, `lists` the tables of its lists.
    `dates`: the calendar alone may make such a row count or not, and then it is the cause, and not that time passed.
    """

    table: str
    sql: str
    came: Cause = Cause.CORRECTED
    went: Cause = Cause.CORRECTED
    changed: Cause = Cause.CORRECTED
    columns: tuple[str, ...] = ()
    key: tuple[str, ...] = ("row",)
    lists: tuple[str, ...] = ()
    dates: bool = False


Look = Own | Support


@dataclass(frozen=True, slots=True)
class Looks:
    """`presence`: what brings a record into the figure's relation or takes it out; `flags`: what else decides how it counts."""

    presence: tuple[Look, ...]
    flags: tuple[Look, ...] = ()


_ACTIVE = Own(("active", "merged_into_id"))
_RESPONSES = Support(
    "wensenscan_response",
    "SELECT institution_id AS id, id AS row FROM {responses}",
    Cause.RESPONSE_CAME,
    Cause.RESPONSE_WENT,
    Cause.ANSWER,
    ("sdm_scope", "uses_outcome_info", "submitted_on", "audience", "institution_id", "round_id", "sleutel"),
)
_ROUND_ROW = Support(
    "wensenscan_round",
    "SELECT institution_id AS id, round_id AS row FROM wensenscan_response WHERE round_id = :round",
    columns=("closed_on",),
)
_TALK_SQL = """SELECT x.id AS id, v.id AS row FROM {responding} x JOIN conversation_institution vi ON vi.institution_id = x.id
    JOIN conversation v ON v.id = vi.conversation_id
    WHERE v.state = 'held' AND v.kind = 'wensenscan' AND v.held_at >= x.first_on AND v.held_at <= :end"""
_TALKS = Support("conversation", _TALK_SQL, Cause.TALK_CAME, Cause.TALK_WENT)
_TALK_PLACES = Support(
    "conversation_institution",
    "SELECT vi.institution_id AS id, vi.conversation_id AS row, vi.institution_id AS place FROM conversation_institution vi",
    Cause.TALK_CAME,
    Cause.TALK_WENT,
    key=("row", "place"),
)
_CLOSING = Own(("state", "closed_on"), ("resolved", "dropped"))
_RECEIVED = Own(("received_on",))
_REQUEST_THEMES = Support(
    "request_theme", "SELECT request_id AS id, request_id AS row, theme_id AS theme FROM request_theme", key=("row", "theme")
)
_REFERRALS = Support(
    "referral",
    "SELECT request_id AS id, id AS row FROM referral WHERE request_id IS NOT NULL AND referred_on <= :end",
    Cause.REFERRED,
    Cause.REFERRAL_WENT,
)
_OFFERINGS = Support(
    "offering",
    f"SELECT x.id AS id, o.id AS row FROM {{open_requests}} x JOIN offering o ON {FITS}",
    Cause.OFFERING_CAME,
    Cause.OFFERING_LAPSED,
    lists=("offering_theme", "offering_audience"),
    dates=True,
)
_INSTITUTION_FIELDS = ("kind", "umbrella", "province", "epd_vendor")


def _of_institution(table: str, relation: str, came: Cause, went: Cause) -> Support:
    return Support(table, f"SELECT institution_id AS id, id AS row FROM {{{relation}}} WHERE institution_id IS NOT NULL", came, went)


LOOKS: Mapping[str, Looks] = {
    "wensenscan_response": Looks(
        (
            _ACTIVE,
            _RESPONSES,
            Support(
                "round_population",
                "SELECT institution_id AS id, round_id AS row, institution_id AS place FROM round_population WHERE round_id = :round",
                Cause.INVITED,
                Cause.UNINVITED,
                key=("row", "place"),
            ),
            _ROUND_ROW,
        )
    ),
    "wensenscan_followed_up": Looks((_ACTIVE, _RESPONSES, _ROUND_ROW), (_TALKS, _TALK_PLACES)),
    **dict.fromkeys(("sdm_any", "sdm_all_groups", "outcome_info_used"), Looks((_ACTIVE, _RESPONSES, _ROUND_ROW))),
    "institutions_supported": Looks(
        (_ACTIVE,), (_of_institution("support_request", "received_requests", Cause.REQUEST_CAME, Cause.REQUEST_WENT),)
    ),
    "institutions_signalling": Looks((_ACTIVE,), (_of_institution("signal", "recorded_signals", Cause.SIGNAL_CAME, Cause.SIGNAL_WENT),)),
    "institutions_in_sessions": Looks(
        (_ACTIVE,),
        (
            Support(
                "learning_session",
                "SELECT institution_id AS id, id AS row FROM {sessions} WHERE state IN ('enrolled', 'scheduled', 'held')",
                Cause.SESSION_CAME,
                Cause.SESSION_WENT,
            ),
        ),
    ),
    "fitgap_reported": Looks(
        (Own(("active", "merged_into_id", "role")),),
        (
            Support(
                "fit_gap_analysis",
                "SELECT institution_id AS id, id AS row FROM fit_gap_analysis WHERE reported_on <= :end",
                Cause.REPORT_CAME,
                Cause.REPORT_WENT,
            ),
        ),
    ),
    "requests_received": Looks((_RECEIVED,)),
    "requests_closed": Looks((_CLOSING,)),
    "requests_open": Looks((_CLOSING, _RECEIVED)),
    "request_lead_time": Looks((_CLOSING, _RECEIVED)),
    "requests_overdue": Looks((_CLOSING, _RECEIVED), (Own(("due_on",)),)),
    "requests_with_outcome_info": Looks((_RECEIVED,), (Own(("outcome_info",)),)),
    "requests_referred": Looks((_RECEIVED,), (_REFERRALS,)),
    "unmet_needs": Looks((_CLOSING, _RECEIVED), (_REFERRALS, Own(("outcome_info", "audience")), _REQUEST_THEMES, _OFFERINGS)),
    "referrals_used": Looks((Own(("check_back_on",)),), (Own(("state",)),)),
    "referrals_helped": Looks((Own(("state",), ("used",)), Own(("check_back_on",))), (Own(("helped",)),)),
    "signals_recorded": Looks((Own(("recorded_on",)),)),
    "signals_national": Looks((Own(("recorded_on",)),), (Own(("reach",)),)),
    "trends_raised": Looks((), (Own(("state",), ("raised", "picked_up", "done")),)),
    "sessions_held": Looks((Own(("state",), ("cancelled",)), Own(("session_on",))), (Own(("state",), ("held",)),)),
}
"""The looks of each figure."""

_FILTERED: Mapping[RecordKind, tuple[Look, ...]] = {
    RecordKind.REQUEST: (
        Own(("institution_id", "outcome_info", "audience", "advisor_id")),
        _REQUEST_THEMES,
        Support("institution", "SELECT id, institution_id AS row FROM support_request", columns=_INSTITUTION_FIELDS),
    ),
    RecordKind.REFERRAL: (
        Own(("request_id", "institution_id", "conversation_id", "offering_id", "advisor_id")),
        Support(
            "support_request",
            "SELECT id, request_id AS row FROM referral",
            columns=("institution_id", "outcome_info", "audience", "advisor_id"),
        ),
        Support(
            "request_theme",
            """SELECT f.id AS id, t.request_id AS row, t.theme_id AS theme
                FROM referral f JOIN request_theme t ON t.request_id = f.request_id""",
            key=("row", "theme"),
        ),
        Support(
            "offering_theme",
            """SELECT f.id AS id, t.offering_id AS row, t.theme_id AS theme
                FROM referral f JOIN offering_theme t ON t.offering_id = f.offering_id""",
            key=("row", "theme"),
        ),
        Support(
            "conversation_institution",
            """SELECT f.id AS id, ci.conversation_id AS row, ci.institution_id AS place
                FROM referral f JOIN conversation_institution ci ON ci.conversation_id = f.conversation_id""",
            key=("row", "place"),
        ),
        Support(
            "institution",
            """SELECT f.id AS id, coalesce(f.institution_id, r.institution_id, ci.institution_id) AS row FROM referral f
                LEFT JOIN support_request r ON r.id = f.request_id
                LEFT JOIN conversation_institution ci ON ci.conversation_id = f.conversation_id""",
            columns=_INSTITUTION_FIELDS,
        ),
    ),
    RecordKind.SIGNAL: (
        Own(("institution_id", "theme_id", "advisor_id")),
        Support("institution", "SELECT id, institution_id AS row FROM signal", columns=_INSTITUTION_FIELDS),
    ),
    RecordKind.SESSION: (
        Own(("institution_id", "audience")),
        Support("session_theme", "SELECT session_id AS id, session_id AS row, theme_id AS theme FROM session_theme", key=("row", "theme")),
        Support("institution", "SELECT id, institution_id AS row FROM learning_session", columns=_INSTITUTION_FIELDS),
    ),
    RecordKind.TREND: (Own(("theme_id",)),),
    RecordKind.INSTITUTION: (
        Own(_INSTITUTION_FIELDS),
        Support(
            "request_theme",
            """SELECT r.institution_id AS id, t.request_id AS row, t.theme_id AS theme
                FROM support_request r JOIN request_theme t ON t.request_id = r.id WHERE r.institution_id IS NOT NULL""",
            key=("row", "theme"),
        ),
        Support(
            "session_theme",
            """SELECT l.institution_id AS id, t.session_id AS row, t.theme_id AS theme
                FROM learning_session l JOIN session_theme t ON t.session_id = l.id""",
            key=("row", "theme"),
        ),
    ),
}


def looks_at(indicator: Indicator, narrowings: frozenset[Narrowing]) -> Looks:
    """The looks of a figure; what the filters look at comes after what the figure's formula names."""
    looks = LOOKS[indicator.id]
    return Looks((*looks.presence, *_FILTERED[indicator.record]), looks.flags) if narrowings else looks
