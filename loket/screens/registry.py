"""Which screen shows what, by name: modules are loaded when their screen is first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from loket.language import N_

SHEETS: dict[int, tuple[str, ...]] = {
    1: ("loket.screens.work.queue:WorkQueueScreen",),
    2: (
        "loket.screens.institutions.list:InstitutionList",
        "loket.screens.people.list:ContactList",
        "loket.screens.people.parties:PartyList",
    ),
    3: ("loket.screens.requests.list:RequestList",),
    4: ("loket.screens.conversations.list:ConversationsScreen", "loket.screens.conversations.list:WeekScreen"),
    5: ("loket.screens.signals.screens:SignalBoard", "loket.screens.signals.list:SignalList"),
    6: (
        "loket.screens.offerings.list:OfferingList",
        "loket.screens.offerings.unmet:UnmetNeeds",
        "loket.screens.offerings.verdicts:Verdicts",
        "loket.screens.offerings.list:ReferralList",
    ),
    7: (
        "loket.screens.dashboard.screen:DashboardScreen",
        "loket.screens.dashboard.charts:DashboardCharts",
        "loket.screens.dashboard.charts:DashboardBreakdowns",
    ),
    8: (
        "loket.screens.wensenscan.round:RoundAnswers",
        "loket.screens.wensenscan.silent:RoundSilent",
        "loket.screens.wensenscan.population:RoundPopulation",
    ),
    9: (
        "loket.screens.programme.sessions:SessionList",
        "loket.screens.programme.fitgaps:FitGaps",
        "loket.screens.programme.comparing:FitGapComparison",
        "loket.screens.programme.events:EventList",
        "loket.screens.programme.lessons:LessonList",
    ),
}
"""The sheets of each place in the order that its own digit turns to them: `module:Class`, made without arguments."""

SHEET_NAMES: dict[int, tuple[str, ...]] = {
    2: (N_("institutions"), N_("contacts"), N_("parties")),
    4: (N_("list"), N_("week")),
    5: (N_("board"), N_("loose signals")),
    6: (N_("offerings"), N_("unmet needs"), N_("verdicts"), N_("referrals made")),
    7: (N_("figures"), N_("charts"), N_("breakdowns")),
    8: (N_("round"), N_("not answered"), N_("invited")),
    9: (N_("learning sessions"), N_("fit-gap"), N_("comparison"), N_("events"), N_("lessons")),
}
"""What the header calls the sheets of a place that has several."""

RECORDS: dict[str, str] = {
    "institution": "loket.screens.dossier.screen:DossierScreen",
    "support_request": "loket.screens.requests.detail:RequestDetail",
    "conversation": "loket.screens.conversations.detail:ConversationDetail",
    "signal": "loket.screens.records.detail:SignalDetail",
    "trend": "loket.screens.signals.trend:TrendDetail",
    "offering": "loket.screens.offerings.detail:OfferingDetail",
    "referral": "loket.screens.offerings.detail:ReferralDetail",
    "event": "loket.screens.programme.events:EventDetail",
    "party": "loket.screens.people.parties:PartyDetail",
    "learning_session": "loket.screens.programme.session_detail:SessionDetail",
    "fit_gap_analysis": "loket.screens.programme.fitgap_detail:FitGapDetail",
    "contact": "loket.screens.people.detail:ContactDetail",
    "follow_up": "loket.screens.records.detail:FollowUpDetail",
    "wensenscan_response": "loket.screens.records.detail:ResponseDetail",
}
"""The screen of one record, by the name of its table: `module:Class`, made with the record's number."""

SCREENS: dict[str, str] = {
    "search": "loket.screens.search:Search",
    "log": "loket.screens.log_conversation.screen:LogConversationScreen",
    "quick_entry": "loket.screens.quick_entry.screen:QuickEntryScreen",
    "follow_up": "loket.screens.forms.follow_up:follow_up_on",
    "follow_up_form": "loket.screens.forms.follow_up:FollowUpForm",
    "fitgap_item_form": "loket.screens.forms.fitgap:FitGapItemForm",
    "import_preview": "loket.screens.importing.screen:ImportPreview",
    "answers": "loket.screens.wensenscan.answers:Answers",
    "history": "loket.screens.history:HistoryScreen",
    "refer": "loket.screens.offerings.refer:Refer",
    "load_survey": "loket.screens.wensenscan.load:LoadScreen",
    "link": "loket.screens.forms.note:link_on",
    "link_form": "loket.screens.forms.note:LinkForm",
    "example": "loket.screens.examples.form:ExampleForm",
    "example_of": "loket.screens.examples.form:example_of",
    "examples": "loket.screens.examples.list:ExampleList",
    "why": "loket.screens.dashboard.why:Why",
    "kept_reports": "loket.screens.report.kept:KeptReports",
    "note": "loket.screens.forms.note:note_on",
    "lesson": "loket.screens.forms.note:lesson_on",
    "advisor_form": "loket.screens.forms.advisor:AdvisorForm",
    "contact_form": "loket.screens.forms.contact:ContactForm",
    "contact_leave_form": "loket.screens.forms.career:ContactLeaves",
    "contact_move_form": "loket.screens.forms.career:ContactMoves",
    "contact_role_form": "loket.screens.forms.career:ContactRole",
    "conversation_form": "loket.screens.forms.conversation:ConversationForm",
    "event_form": "loket.screens.forms.event:EventForm",
    "fitgap_form": "loket.screens.forms.fitgap:FitGapForm",
    "close_form": "loket.screens.forms.splitting:CloseForm",
    "duplicates": "loket.screens.institutions.duplicates:Duplicates",
    "split_form": "loket.screens.forms.splitting:SplitForm",
    "institution_form": "loket.screens.forms.institution:InstitutionForm",
    "noteworthy": "loket.screens.noteworthy.screen:NoteworthyScreen",
    "note_form": "loket.screens.forms.note:NoteForm",
    "offering_form": "loket.screens.forms.offering:OfferingForm",
    "party_form": "loket.screens.forms.party:PartyForm",
    "referral_form": "loket.screens.forms.referral:ReferralForm",
    "report": "loket.screens.report.screen:ReportScreen",
    "request_form": "loket.screens.forms.request:RequestForm",
    "round_form": "loket.screens.forms.round:RoundForm",
    "session_form": "loket.screens.forms.session:SessionForm",
    "session_outcome": "loket.screens.forms.session:SessionOutcomeForm",
    "session_calendar": "loket.screens.programme.calendar:SessionCalendar",
    "capacity": "loket.screens.programme.capacity:Capacity",
    "signal_form": "loket.screens.forms.signal:SignalForm",
    "templates": "loket.screens.templates:TemplateList",
    "template": "loket.screens.templates:TemplateForm",
    "trend_form": "loket.screens.forms.trend:TrendForm",
}
"""Every other screen, by name: `module:Class`."""


DRAFTS: dict[str, str] = {
    "conversation": "loket.screens.work.deeds:open_talk_draft",
    "quick_entry": "loket.screens.quick_entry.screen:open_draft",
    "load_survey": "loket.screens.wensenscan.load:open_draft",
    "report": "loket.screens.report.screen:open_draft",
    "*": "loket.screens.forms.base:open_draft",
}
"""What opens a draft again, by its form: `module:function`, called with the app, the form and the subject; `*` any other form."""


def find(path: str) -> Callable[..., Any]:
    """The screen class or function that `module:name` names."""
    module, _colon, name = path.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
