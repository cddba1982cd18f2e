"""The causes: what can have happened to a record so that a figure counts it otherwise than before."""

from __future__ import annotations

from enum import StrEnum

from loket.language import N_


class Cause(StrEnum):
    """What happened, as scripts know it; `CAUSES` says it in words."""

    NEW = "new"
    IMPORTED = "imported"
    DELETED = "deleted"
    UNDONE = "undone"
    MERGED = "merged"
    SPLIT = "split"
    INSTITUTION_CLOSED = "institution_closed"
    DEACTIVATED = "deactivated"
    ACTIVATED = "activated"
    RESOLVED = "resolved"
    DROPPED = "dropped"
    REOPENED = "reopened"
    REFERRED = "referred"
    REFERRAL_WENT = "referral_withdrawn"
    OFFERING_CAME = "offering_available"
    OFFERING_LAPSED = "offering_lapsed"
    OFFERING_CHANGED = "offering_changed"
    OUTCOME = "outcome_known"
    RAISED = "raised"
    HELD = "held"
    CANCELLED = "cancelled"
    STATE = "state_changed"
    MOVED = "moved"
    CORRECTED = "corrected"
    RESPONSE_CAME = "response_came"
    RESPONSE_WENT = "response_went"
    ANSWER = "answer_changed"
    INVITED = "invited"
    UNINVITED = "uninvited"
    TALK_CAME = "conversation_held"
    TALK_WENT = "conversation_went"
    REQUEST_CAME = "request_came"
    REQUEST_WENT = "request_went"
    SIGNAL_CAME = "signal_came"
    SIGNAL_WENT = "signal_went"
    SESSION_CAME = "session_came"
    SESSION_WENT = "session_went"
    REPORT_CAME = "analysis_reported"
    REPORT_WENT = "analysis_report_went"
    ROUND = "round"
    CAME = "came_into_period"
    WENT = "left_period"
    DUE = "due_date_passed"


CAUSES: dict[Cause, str] = {
    Cause.NEW: N_("newly recorded"),
    Cause.IMPORTED: N_("imported"),
    Cause.DELETED: N_("deleted"),
    Cause.UNDONE: N_("undone"),
    Cause.MERGED: N_("merged"),
    Cause.SPLIT: N_("split"),
    Cause.INSTITUTION_CLOSED: N_("institution closed"),
    Cause.DEACTIVATED: N_("no longer active"),
    Cause.ACTIVATED: N_("active again"),
    Cause.RESOLVED: N_("resolved"),
    Cause.DROPPED: N_("dropped"),
    Cause.REOPENED: N_("reopened"),
    Cause.REFERRED: N_("referred"),
    Cause.REFERRAL_WENT: N_("referral withdrawn"),
    Cause.OFFERING_CAME: N_("an offering became available"),
    Cause.OFFERING_LAPSED: N_("an offering lapsed"),
    Cause.OFFERING_CHANGED: N_("an offering changed"),
    Cause.OUTCOME: N_("checked back"),
    Cause.RAISED: N_("raised"),
    Cause.HELD: N_("held"),
    Cause.CANCELLED: N_("cancelled"),
    Cause.STATE: N_("another state"),
    Cause.MOVED: N_("moved to another day"),
    Cause.CORRECTED: N_("corrected afterwards"),
    Cause.RESPONSE_CAME: N_("a response came in"),
    Cause.RESPONSE_WENT: N_("a response counts no longer"),
    Cause.ANSWER: N_("an answer changed"),
    Cause.INVITED: N_("invited"),
    Cause.UNINVITED: N_("no longer among the invited"),
    Cause.TALK_CAME: N_("a conversation was held"),
    Cause.TALK_WENT: N_("a conversation counts no longer"),
    Cause.REQUEST_CAME: N_("a request came in"),
    Cause.REQUEST_WENT: N_("a request counts no longer"),
    Cause.SIGNAL_CAME: N_("a signal was recorded"),
    Cause.SIGNAL_WENT: N_("a signal counts no longer"),
    Cause.SESSION_CAME: N_("a learning session was arranged"),
    Cause.SESSION_WENT: N_("a learning session counts no longer"),
    Cause.REPORT_CAME: N_("an analysis was reported"),
    Cause.REPORT_WENT: N_("an analysis counts no longer as reported"),
    Cause.ROUND: N_("another round"),
    Cause.CAME: N_("time passed: came into the period"),
    Cause.WENT: N_("time passed: left the period"),
    Cause.DUE: N_("time passed: the due date is over"),
}
