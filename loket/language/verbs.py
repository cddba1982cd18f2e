"""What people did, as history and undo say it: the verbs of the change log."""

from __future__ import annotations

from collections.abc import Mapping

from loket.language import N_, _

_VERBS: Mapping[str, str] = {
    "add_advisor": N_("advisor added"),
    "add_contact": N_("contact added"),
    "add_fitgap": N_("fit-gap analysis added"),
    "add_follow_up": N_("follow-up added"),
    "add_institution": N_("institution added"),
    "add_link": N_("link added"),
    "add_offering": N_("offering added"),
    "add_party": N_("party added"),
    "add_session": N_("learning session added"),
    "advance": N_("state changed"),
    "add_theme": N_("theme added"),
    "become_advisor": N_("advisor since the first save"),
    "bundle_signals": N_("signals bundled"),
    "change_advisor": N_("advisor changed"),
    "change_contact": N_("contact changed"),
    "change_conversation": N_("conversation changed"),
    "change_event": N_("event changed"),
    "change_fitgap": N_("fit-gap analysis changed"),
    "change_follow_up": N_("follow-up changed"),
    "change_institution": N_("institution changed"),
    "change_note": N_("note changed"),
    "change_offering": N_("offering changed"),
    "change_party": N_("party changed"),
    "change_referral": N_("referral changed"),
    "change_request": N_("request changed"),
    "change_session": N_("learning session changed"),
    "change_signal": N_("signal changed"),
    "change_trend": N_("trend changed"),
    "check_back": N_("checked back"),
    "demo": N_("demo made"),
    "hand_out": N_("material handed out"),
    "hand_over": N_("portfolio handed over"),
    "evaluate_session": N_("learning session evaluated"),
    "import": N_("import"),
    "judge": N_("verdict given"),
    "log_conversation": N_("conversation logged"),
    "make_database": N_("database made"),
    "merge_institutions": N_("institutions merged"),
    "plan_conversation": N_("conversation planned"),
    "postpone": N_("moved to another day"),
    "reassign": N_("reassigned"),
    "record_event": N_("event recorded"),
    "record_signal": N_("signal recorded"),
    "refer": N_("referred"),
    "register_event": N_("event recorded"),
    "register_request": N_("request registered"),
    "register_session": N_("learning session added"),
    "release_example": N_("example released"),
    "remove_link": N_("link removed"),
    "score_item": N_("fit-gap item filled in"),
    "set_priority": N_("priority changed"),
    "set_away": N_("absence noted"),
    "set_capacity": N_("places of a provider noted"),
    "start_trend": N_("trend started"),
    "stop_waiting": N_("no longer waits for an offering"),
    "unbundle_signals": N_("signals taken out of a trend"),
    "undo": N_("undone"),
    "wait_for_offering": N_("waits for an offering"),
    "write_note": N_("note written"),
}


def verb_label(verb: str) -> str:
    """What people call a verb of the change log, in the language spoken now."""
    return _(_VERBS[verb]) if verb in _VERBS else verb.replace("_", " ")
