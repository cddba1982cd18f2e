"""The causes of a changed figure, and where the evidence for each is: in the record's own row, or in the rows that make it count.

The evidence of a figure is tried in order; the first that changed between the two moments gives the cause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from loket.insight.figures.filters import Narrowing
from loket.insight.figures.indicators import Indicator
from loket.insight.figures.offering_fit import FITS
from loket.language import N_
from loket.models.words import RecordKind


class Cause(StrEnum):
    """What happened to a record: the code that scripts know it by, and its `label`, an English msgid."""

    label: str

    def __new__(cls, code: str, label: str) -> Cause:
        """A member is its code."""
        member = str.__new__(cls, code)
        member._value_, member.label = code, label
        return member

    NEW = "new", N_("newly recorded")
    IMPORTED = "imported", N_("imported")
    DELETED = "deleted", N_("deleted")
    UNDONE = "undone", N_("undone")
    MERGED = "merged", N_("merged")
    SPLIT = "split", N_("split")
    INSTITUTION_CLOSED = "institution_closed", N_("institution closed")
    DEACTIVATED = "deactivated", N_("no longer active")
    ACTIVATED = "activated", N_("active again")
    RESOLVED = "resolved", N_("resolved")
    DROPPED = "dropped", N_("dropped")
    REOPENED = "reopened", N_("reopened")
    REFERRED = "referred", N_("referred")
    REFERRAL_WENT = "referral_withdrawn", N_("referral withdrawn")
    OFFERING_CAME = "offering_available", N_("an offering became available")
    OFFERING_LAPSED = "offering_lapsed", N_("an offering lapsed")
    OFFERING_CHANGED = "offering_changed", N_("an offering changed")
    OUTCOME = "outcome_known", N_("checked back")
    RAISED = "raised", N_("raised")
    HELD = "held", N_("held")
    CANCELLED = "cancelled", N_("cancelled")
    STATE = "state_changed", N_("another state")
    MOVED = "moved", N_("moved to another day")
    CORRECTED = "corrected", N_("corrected afterwards")
    RESPONSE_CAME = "response_came", N_("a response came in")
    RESPONSE_WENT = "response_went", N_("a response counts no longer")
    ANSWER = "answer_changed", N_("an answer changed")
    INVITED = "invited", N_("invited")
    UNINVITED = "uninvited", N_("no longer among the invited")
    TALK_CAME = "conversation_held", N_("a conversation was held")
    TALK_WENT = "conversation_went", N_("a conversation counts no longer")
    REQUEST_CAME = "request_came", N_("a request came in")
    REQUEST_WENT = "request_went", N_("a request counts no longer")
    SIGNAL_CAME = "signal_came", N_("a signal was recorded")
    SIGNAL_WENT = "signal_went", N_("a signal counts no longer")
    SESSION_CAME = "session_came", N_("a learning session was arranged")
    SESSION_WENT = "session_went", N_("a learning session counts no longer")
    REPORT_CAME = "analysis_reported", N_("an analysis was reported")
    REPORT_WENT = "analysis_report_went", N_("an analysis counts no longer as reported")
    ROUND = "round", N_("another round")
    CAME = "came_into_period", N_("time passed: came into the period")
    WENT = "left_period", N_("time passed: left the period")
    DUE = "due_date_passed", N_("time passed: the due date is over")


@dataclass(frozen=True, slots=True)
class OwnColumns:
    """Look at columns of the record's own row; of a state only whether it is one of `among`, and which."""

    columns: tuple[str, ...]
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelatedRows:
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


Evidence = OwnColumns | RelatedRows


@dataclass(frozen=True, slots=True)
class FigureEvidence:
    """`presence`: what brings a record into the figure's relation or takes it out; `flags`: what else decides how it counts."""

    presence: tuple[Evidence, ...]
    flags: tuple[Evidence, ...] = ()


_ACTIVE = OwnColumns(("active", "merged_into_id"))
_RESPONSES = RelatedRows(
    "wensenscan_response",
    "SELECT institution_id AS id, id AS row FROM {responses}",
    Cause.RESPONSE_CAME,
    Cause.RESPONSE_WENT,
    Cause.ANSWER,
    ("sdm_scope", "uses_outcome_info", "submitted_on", "audience", "institution_id", "round_id", "sleutel"),
)
_ROUND_ROW = RelatedRows(
    "wensenscan_round",
    "SELECT institution_id AS id, round_id AS row FROM wensenscan_response WHERE round_id = :round",
    columns=("closed_on",),
)
_TALK_SQL = """SELECT x.id AS id, v.id AS row FROM {responding} x JOIN conversation_institution vi ON vi.institution_id = x.id
    JOIN conversation v ON v.id = vi.conversation_id
    WHERE v.state = 'held' AND v.kind = 'wensenscan' AND v.held_at >= x.first_on AND v.held_at <= :end"""
_TALKS = RelatedRows("conversation", _TALK_SQL, Cause.TALK_CAME, Cause.TALK_WENT)
_TALK_PLACES = RelatedRows(
    "conversation_institution",
    "SELECT vi.institution_id AS id, vi.conversation_id AS row, vi.institution_id AS place FROM conversation_institution vi",
    Cause.TALK_CAME,
    Cause.TALK_WENT,
    key=("row", "place"),
)
_CLOSING = OwnColumns(("state", "closed_on"), ("resolved", "dropped"))
_RECEIVED = OwnColumns(("received_on",))
_REQUEST_THEMES = RelatedRows(
    "request_theme", "SELECT request_id AS id, request_id AS row, theme_id AS theme FROM request_theme", key=("row", "theme")
)
_REFERRALS = RelatedRows(
    "referral",
    "SELECT request_id AS id, id AS row FROM referral WHERE request_id IS NOT NULL AND referred_on <= :end",
    Cause.REFERRED,
    Cause.REFERRAL_WENT,
)
_OFFERINGS = RelatedRows(
    "offering",
    f"SELECT x.id AS id, o.id AS row FROM {{open_requests}} x JOIN offering o ON {FITS}",
    Cause.OFFERING_CAME,
    Cause.OFFERING_LAPSED,
    lists=("offering_theme", "offering_audience"),
    dates=True,
)
_INSTITUTION_FIELDS = ("kind", "umbrella", "province", "epd_vendor")


def _tagged(places: str) -> RelatedRows:
    """The tags of the institutions that records are at; `places` selects `id` of the record and `place`."""
    sql = f"SELECT p.id AS id, p.place AS row, t.tag_id AS tag FROM ({places}) p JOIN institution_tag t ON t.institution_id = p.place"
    return RelatedRows("institution_tag", sql, key=("row", "tag"))


def _of_institution(table: str, relation: str, came: Cause, went: Cause) -> RelatedRows:
    return RelatedRows(table, f"SELECT institution_id AS id, id AS row FROM {{{relation}}} WHERE institution_id IS NOT NULL", came, went)


EVIDENCE: Mapping[str, FigureEvidence] = {
    "wensenscan_response": FigureEvidence(
        (
            _ACTIVE,
            _RESPONSES,
            RelatedRows(
                "round_population",
                "SELECT institution_id AS id, round_id AS row, institution_id AS place FROM round_population WHERE round_id = :round",
                Cause.INVITED,
                Cause.UNINVITED,
                key=("row", "place"),
            ),
            _ROUND_ROW,
        )
    ),
    "wensenscan_followed_up": FigureEvidence((_ACTIVE, _RESPONSES, _ROUND_ROW), (_TALKS, _TALK_PLACES)),
    **dict.fromkeys(("sdm_any", "sdm_all_groups", "outcome_info_used"), FigureEvidence((_ACTIVE, _RESPONSES, _ROUND_ROW))),
    "institutions_supported": FigureEvidence(
        (_ACTIVE,), (_of_institution("support_request", "received_requests", Cause.REQUEST_CAME, Cause.REQUEST_WENT),)
    ),
    "institutions_signalling": FigureEvidence(
        (_ACTIVE,), (_of_institution("signal", "recorded_signals", Cause.SIGNAL_CAME, Cause.SIGNAL_WENT),)
    ),
    "institutions_in_sessions": FigureEvidence(
        (_ACTIVE,),
        (
            RelatedRows(
                "learning_session",
                "SELECT institution_id AS id, id AS row FROM {sessions} WHERE state IN ('enrolled', 'scheduled', 'held')",
                Cause.SESSION_CAME,
                Cause.SESSION_WENT,
            ),
        ),
    ),
    "fitgap_reported": FigureEvidence(
        (OwnColumns(("active", "merged_into_id", "role")),),
        (
            RelatedRows(
                "fit_gap_analysis",
                "SELECT institution_id AS id, id AS row FROM fit_gap_analysis WHERE reported_on <= :end",
                Cause.REPORT_CAME,
                Cause.REPORT_WENT,
            ),
        ),
    ),
    "requests_received": FigureEvidence((_RECEIVED,)),
    "requests_closed": FigureEvidence((_CLOSING,)),
    "requests_open": FigureEvidence((_CLOSING, _RECEIVED)),
    "request_lead_time": FigureEvidence((_CLOSING, _RECEIVED)),
    "requests_overdue": FigureEvidence((_CLOSING, _RECEIVED), (OwnColumns(("due_on",)),)),
    "requests_with_outcome_info": FigureEvidence((_RECEIVED,), (OwnColumns(("outcome_info",)),)),
    "requests_referred": FigureEvidence((_RECEIVED,), (_REFERRALS,)),
    "unmet_needs": FigureEvidence(
        (_CLOSING, _RECEIVED), (_REFERRALS, OwnColumns(("outcome_info", "audience")), _REQUEST_THEMES, _OFFERINGS)
    ),
    "referrals_used": FigureEvidence((OwnColumns(("check_back_on",)),), (OwnColumns(("state",)),)),
    "referrals_helped": FigureEvidence((OwnColumns(("state",), ("used",)), OwnColumns(("check_back_on",))), (OwnColumns(("helped",)),)),
    "signals_recorded": FigureEvidence((OwnColumns(("recorded_on",)),)),
    "signals_national": FigureEvidence((OwnColumns(("recorded_on",)),), (OwnColumns(("reach",)),)),
    "trends_raised": FigureEvidence((), (OwnColumns(("state",), ("raised", "picked_up", "done")),)),
    "sessions_held": FigureEvidence(
        (OwnColumns(("state",), ("cancelled",)), OwnColumns(("session_on",))), (OwnColumns(("state",), ("held",)),)
    ),
}
"""The looks of each figure."""

_FILTERED: Mapping[RecordKind, tuple[Evidence, ...]] = {
    RecordKind.REQUEST: (
        OwnColumns(("institution_id", "outcome_info", "audience", "advisor_id")),
        _REQUEST_THEMES,
        RelatedRows("institution", "SELECT id, institution_id AS row FROM support_request", columns=_INSTITUTION_FIELDS),
        _tagged("SELECT id, institution_id AS place FROM support_request"),
    ),
    RecordKind.REFERRAL: (
        OwnColumns(("request_id", "institution_id", "conversation_id", "offering_id", "advisor_id")),
        RelatedRows(
            "support_request",
            "SELECT id, request_id AS row FROM referral",
            columns=("institution_id", "outcome_info", "audience", "advisor_id"),
        ),
        RelatedRows(
            "request_theme",
            """SELECT f.id AS id, t.request_id AS row, t.theme_id AS theme
                FROM referral f JOIN request_theme t ON t.request_id = f.request_id""",
            key=("row", "theme"),
        ),
        RelatedRows(
            "offering_theme",
            """SELECT f.id AS id, t.offering_id AS row, t.theme_id AS theme
                FROM referral f JOIN offering_theme t ON t.offering_id = f.offering_id""",
            key=("row", "theme"),
        ),
        RelatedRows(
            "conversation_institution",
            """SELECT f.id AS id, ci.conversation_id AS row, ci.institution_id AS place
                FROM referral f JOIN conversation_institution ci ON ci.conversation_id = f.conversation_id""",
            key=("row", "place"),
        ),
        RelatedRows(
            "institution",
            """SELECT f.id AS id, coalesce(f.institution_id, r.institution_id, ci.institution_id) AS row FROM referral f
                LEFT JOIN support_request r ON r.id = f.request_id
                LEFT JOIN conversation_institution ci ON ci.conversation_id = f.conversation_id""",
            columns=_INSTITUTION_FIELDS,
        ),
    ),
    RecordKind.SIGNAL: (
        OwnColumns(("institution_id", "theme_id", "advisor_id")),
        RelatedRows("institution", "SELECT id, institution_id AS row FROM signal", columns=_INSTITUTION_FIELDS),
        _tagged("SELECT id, institution_id AS place FROM signal"),
    ),
    RecordKind.SESSION: (
        OwnColumns(("institution_id", "audience")),
        RelatedRows(
            "session_theme", "SELECT session_id AS id, session_id AS row, theme_id AS theme FROM session_theme", key=("row", "theme")
        ),
        RelatedRows("institution", "SELECT id, institution_id AS row FROM learning_session", columns=_INSTITUTION_FIELDS),
        _tagged("SELECT id, institution_id AS place FROM learning_session"),
    ),
    RecordKind.TREND: (OwnColumns(("theme_id",)),),
    RecordKind.INSTITUTION: (
        OwnColumns(_INSTITUTION_FIELDS),
        _tagged("SELECT id, id AS place FROM institution"),
        RelatedRows(
            "request_theme",
            """SELECT r.institution_id AS id, t.request_id AS row, t.theme_id AS theme
                FROM support_request r JOIN request_theme t ON t.request_id = r.id WHERE r.institution_id IS NOT NULL""",
            key=("row", "theme"),
        ),
        RelatedRows(
            "session_theme",
            """SELECT l.institution_id AS id, t.session_id AS row, t.theme_id AS theme
                FROM learning_session l JOIN session_theme t ON t.session_id = l.id""",
            key=("row", "theme"),
        ),
    ),
}


def evidence_for(indicator: Indicator, narrowings: frozenset[Narrowing]) -> FigureEvidence:
    """The looks of a figure; what the filters look at comes after what the figure's formula names."""
    evidence = EVIDENCE[indicator.id]
    return FigureEvidence((*evidence.presence, *_FILTERED[indicator.record]), evidence.flags) if narrowings else evidence
