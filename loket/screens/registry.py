"""Which screen shows what, by name: modules are loaded when their screen is first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

SHEETS: dict[int, tuple[str, ...]] = {
    1: ("loket.screens.work_queue:WorkQueueScreen",),
    2: ("loket.screens.institutions:InstitutionList",),
    3: ("loket.screens.requests:RequestList",),
    4: ("loket.screens.conversations:ConversationsScreen", "loket.screens.conversations:WeekScreen"),
    5: ("loket.screens.signals:SignalBoard", "loket.screens.signals:SignalList"),
    6: ("loket.screens.offerings:OfferingList", "loket.screens.offerings:UnmetNeeds"),
    7: ("loket.screens.dashboard:DashboardScreen", "loket.screens.dashboard_tables:DashboardTables"),
    8: ("loket.screens.wensenscan:RoundAnswers", "loket.screens.wensenscan:RoundSilent"),
    9: ("loket.screens.programme:SessionList", "loket.screens.programme:FitGaps"),
}
"""The sheets of each place in the order that its own digit turns to them: `module:Class`, made without arguments."""

RECORDS: dict[str, str] = {
    "institution": "loket.screens.dossier:DossierScreen",
    "support_request": "loket.screens.detail:RequestDetail",
    "conversation": "loket.screens.conversations_detail:ConversationDetail",
    "signal": "loket.screens.detail:SignalDetail",
    "trend": "loket.screens.detail:TrendDetail",
    "offering": "loket.screens.detail:OfferingDetail",
    "referral": "loket.screens.detail:ReferralDetail",
    "learning_session": "loket.screens.detail:SessionDetail",
    "fit_gap_analysis": "loket.screens.detail:FitGapDetail",
    "contact": "loket.screens.detail:ContactDetail",
    "follow_up": "loket.screens.detail:FollowUpDetail",
    "wensenscan_response": "loket.screens.detail:ResponseDetail",
}
"""The screen of one record, by the name of its table: `module:Class`, made with the record's number."""

SCREENS: dict[str, str] = {
    "search": "loket.screens.search:Search",
    "log": "loket.screens.log_conversation:LogConversationScreen",
    "quick_entry": "loket.screens.quick_entry:QuickEntryScreen",
    "follow_up": "loket.screens.forms.follow_up:follow_up_on",
    "follow_up_form": "loket.screens.forms.follow_up:FollowUpForm",
    "fitgap_item_form": "loket.screens.forms.fitgap:FitGapItemForm",
    "answers": "loket.screens.answers:Answers",
    "history": "loket.screens.history:HistoryScreen",
    "refer": "loket.screens.refer:Refer",
    "link": "loket.screens.forms.note:link_on",
    "link_form": "loket.screens.forms.note:LinkForm",
    "note": "loket.screens.forms.note:note_on",
    "referral_outcome": "loket.screens.forms.referral:OutcomeForm",
    "advisor_form": "loket.screens.forms.advisor:AdvisorForm",
    "contact_form": "loket.screens.forms.contact:ContactForm",
    "conversation_form": "loket.screens.forms.conversation:ConversationForm",
    "event_form": "loket.screens.forms.event:EventForm",
    "fitgap_form": "loket.screens.forms.fitgap:FitGapForm",
    "institution_form": "loket.screens.forms.institution:InstitutionForm",
    "note_form": "loket.screens.forms.note:NoteForm",
    "offering_form": "loket.screens.forms.offering:OfferingForm",
    "party_form": "loket.screens.forms.party:PartyForm",
    "referral_form": "loket.screens.forms.referral:ReferralForm",
    "request_form": "loket.screens.forms.request:RequestForm",
    "session_form": "loket.screens.forms.session:SessionForm",
    "signal_form": "loket.screens.forms.signal:SignalForm",
    "trend_form": "loket.screens.forms.trend:TrendForm",
}
"""Every other screen, by name: `module:Class`."""


DRAFTS: dict[str, str] = {
    "conversation": "loket.screens.work_deeds:open_talk_draft",
    "quick_entry": "loket.screens.quick_entry:open_draft",
    "*": "loket.screens.forms.base:open_draft",
}
"""What opens a draft again, by its form: `module:function`, called with the app, the form and the subject; `*` any other form."""


def find(path: str) -> Callable[..., Any]:
    """The screen class or function that `module:name` names."""
    module, _colon, name = path.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
