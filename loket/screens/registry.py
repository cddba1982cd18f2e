"""Which screen shows what, by name: modules are loaded when their screen is first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from loket.language import N_

SHEETS: dict[int, tuple[str, ...]] = {
    1: (
        "loket.screens.work.work_queue:WorkQueueScreen",
        "loket.screens.work.follow_ups:FollowUpList",
        "loket.screens.work.follow_ups:FollowUpCalendar",
    ),
    2: (
        "loket.screens.institutions:InstitutionList",
        "loket.screens.contacts:ContactList",
        "loket.screens.parties:PartyList",
    ),
    3: ("loket.screens.requests:RequestList",),
    4: ("loket.screens.conversations:ConversationsScreen", "loket.screens.conversations:WeekScreen"),
    5: ("loket.screens.signals.signal_board:SignalBoard", "loket.screens.signals.signal_list:SignalList"),
    6: (
        "loket.screens.offerings.offerings:OfferingList",
        "loket.screens.offerings.unmet_needs:UnmetNeeds",
        "loket.screens.offerings.verdicts:Verdicts",
        "loket.screens.offerings.offerings:ReferralList",
    ),
    7: (
        "loket.screens.dashboard.dashboard:DashboardScreen",
        "loket.screens.dashboard.dashboard_sheet:DashboardCharts",
        "loket.screens.dashboard.dashboard_sheet:DashboardBreakdowns",
    ),
    8: (
        "loket.screens.wensenscan.round_sheets:RoundAnswers",
        "loket.screens.wensenscan.round_silent:RoundSilent",
        "loket.screens.wensenscan.round_sheets:RoundPopulation",
    ),
    9: (
        "loket.screens.programme.sessions:SessionList",
        "loket.screens.programme.fitgaps:FitGaps",
        "loket.screens.programme.fitgap_comparison:FitGapComparison",
        "loket.screens.programme.events:EventList",
        "loket.screens.programme.lessons:LessonList",
    ),
    10: (
        "loket.screens.administration.admin_lists:AdvisorList",
        "loket.screens.administration.admin_lists:ObstacleList",
        "loket.screens.administration.admin_lists:OutcomeSetList",
        "loket.screens.administration.admin_lists:TagList",
        "loket.screens.administration.admin_lists:SettingList",
        "loket.screens.administration.admin_lists:ExportList",
        "loket.screens.administration.admin_lists:ImportList",
    ),
}
"""The sheets of each place in the order that its own digit turns to them: `module:Class`, made without arguments. `0` is 10: Beheer."""

SHEET_NAMES: dict[int, tuple[str, ...]] = {
    1: (N_("queue"), N_("follow-ups"), N_("month")),
    2: (N_("institutions"), N_("contacts"), N_("parties")),
    4: (N_("list"), N_("week")),
    5: (N_("board"), N_("loose signals")),
    6: (N_("offerings"), N_("unmet needs"), N_("verdicts"), N_("referrals made")),
    7: (N_("figures"), N_("charts"), N_("breakdowns")),
    8: (N_("round"), N_("not answered"), N_("invited")),
    9: (N_("learning sessions"), N_("fit-gap"), N_("comparison"), N_("events"), N_("lessons")),
    10: (N_("advisors"), N_("obstacles"), N_("UZ-sets"), N_("labels"), N_("rules"), N_("went out"), N_("came in")),
}
"""What the header calls the sheets of a place that has several."""

RECORDS: dict[str, str] = {
    "institution": "loket.screens.dossier.dossier:DossierScreen",
    "support_request": "loket.screens.requests:RequestDetail",
    "conversation": "loket.screens.conversations:ConversationDetail",
    "signal": "loket.screens.records.record_detail:SignalDetail",
    "trend": "loket.screens.signals.trends:TrendDetail",
    "offering": "loket.screens.offerings.offerings:OfferingDetail",
    "referral": "loket.screens.offerings.offerings:ReferralDetail",
    "event": "loket.screens.programme.events:EventDetail",
    "party": "loket.screens.parties:PartyDetail",
    "learning_session": "loket.screens.programme.sessions:SessionDetail",
    "fit_gap_analysis": "loket.screens.programme.fitgaps:FitGapDetail",
    "contact": "loket.screens.contacts:ContactDetail",
    "follow_up": "loket.screens.records.record_detail:FollowUpDetail",
    "wensenscan_response": "loket.screens.records.record_detail:ResponseDetail",
    "note": "loket.screens.records.attached_details:NoteDetail",
    "link": "loket.screens.records.attached_details:LinkDetail",
    "fit_gap_item": "loket.screens.records.attached_details:FitGapItemDetail",
}
"""The screen of one record, by the name of its table: `module:Class`, made with the record's number."""

FORMS: dict[str, str] = {
    "institution": "institution_form",
    "support_request": "request_form",
    "conversation": "conversation_form",
    "signal": "signal_form",
    "trend": "trend_form",
    "offering": "offering_form",
    "referral": "referral_form",
    "event": "event_form",
    "party": "party_form",
    "learning_session": "session_form",
    "fit_gap_analysis": "fitgap_form",
    "fit_gap_item": "fitgap_item_form",
    "contact": "contact_form",
    "follow_up": "follow_up_form",
    "note": "note_form",
    "link": "link_form",
    "wensenscan_round": "round_form",
    "advisor": "advisor_form",
}
"""The screen in which one record is edited, by the name of its table: what `e` opens wherever the cursor is on one."""

SCREENS: dict[str, str] = {
    "search": "loket.screens.search:Search",
    "hits": "loket.screens.hits:HitList",
    "log": "loket.screens.log_conversation.log_screen:LogConversationScreen",
    "quick_entry": "loket.screens.quick_entry_sheet:QuickEntryScreen",
    "follow_up": "loket.screens.forms.note_forms:follow_up_on",
    "follow_up_form": "loket.screens.forms.note_forms:FollowUpForm",
    "fitgap_item_form": "loket.screens.forms.fitgap_forms:FitGapItemForm",
    "import_preview": "loket.screens.importing.import_preview:ImportPreview",
    "answers": "loket.screens.wensenscan.answers:Answers",
    "history": "loket.screens.history:HistoryScreen",
    "refer": "loket.screens.offerings.refer:Refer",
    "load_survey": "loket.screens.wensenscan.survey_load:LoadScreen",
    "link": "loket.screens.forms.note_forms:link_on",
    "link_form": "loket.screens.forms.note_forms:LinkForm",
    "example": "loket.screens.examples.example_form:ExampleForm",
    "example_of": "loket.screens.examples.example_form:example_of",
    "examples": "loket.screens.examples.example_list:ExampleList",
    "why": "loket.screens.dashboard.why:Why",
    "kept_reports": "loket.screens.report.kept_reports:KeptReports",
    "note": "loket.screens.forms.note_forms:note_on",
    "lesson": "loket.screens.forms.note_forms:lesson_on",
    "signature_form": "loket.screens.forms.administration_forms:SignatureForm",
    "absence_form": "loket.screens.forms.administration_forms:AbsenceForm",
    "obstacle_form": "loket.screens.forms.administration_forms:ObstacleForm",
    "outcome_set_form": "loket.screens.forms.administration_forms:OutcomeSetForm",
    "setting_form": "loket.screens.forms.administration_forms:SettingForm",
    "advisor_form": "loket.screens.forms.advisor_form:AdvisorForm",
    "contact_form": "loket.screens.forms.contact_forms:ContactForm",
    "contact_leave_form": "loket.screens.forms.contact_forms:ContactLeaves",
    "contact_move_form": "loket.screens.forms.contact_forms:ContactMoves",
    "contact_role_form": "loket.screens.forms.contact_forms:ContactRole",
    "conversation_form": "loket.screens.forms.conversation_form:ConversationForm",
    "event_form": "loket.screens.forms.session_forms:EventForm",
    "fitgap_form": "loket.screens.forms.fitgap_forms:FitGapForm",
    "close_form": "loket.screens.forms.institution_forms:CloseForm",
    "duplicates": "loket.screens.duplicate_institutions:Duplicates",
    "split_form": "loket.screens.forms.institution_forms:SplitForm",
    "institution_form": "loket.screens.forms.institution_forms:InstitutionForm",
    "noteworthy": "loket.screens.noteworthy:NoteworthyScreen",
    "note_form": "loket.screens.forms.note_forms:NoteForm",
    "offering_form": "loket.screens.forms.offering_forms:OfferingForm",
    "party_form": "loket.screens.forms.contact_forms:PartyForm",
    "referral_form": "loket.screens.forms.offering_forms:ReferralForm",
    "response_form": "loket.screens.forms.response_form:ResponseForm",
    "report": "loket.screens.report.report_screen:ReportScreen",
    "request_form": "loket.screens.forms.request_form:RequestForm",
    "round_form": "loket.screens.forms.round_form:RoundForm",
    "session_form": "loket.screens.forms.session_forms:SessionForm",
    "session_outcome": "loket.screens.forms.session_forms:SessionOutcomeForm",
    "session_calendar": "loket.screens.programme.session_calendar:SessionCalendar",
    "capacity": "loket.screens.programme.capacity:Capacity",
    "signal_form": "loket.screens.forms.signal_forms:SignalForm",
    "templates": "loket.screens.templates:TemplateList",
    "template": "loket.screens.templates:TemplateForm",
    "trend_form": "loket.screens.forms.signal_forms:TrendForm",
}
"""Every other screen, by name: `module:Class`."""


DRAFTS: dict[str, str] = {
    "conversation": "loket.screens.work.work_actions:open_talk_draft",
    "quick_entry": "loket.screens.quick_entry_sheet:open_draft",
    "load_survey": "loket.screens.wensenscan.survey_load:open_draft",
    "report": "loket.screens.report.report_screen:open_draft",
    "*": "loket.screens.forms.record_form:open_draft",
}
"""What opens a draft again, by its form: `module:function`, called with the app, the form and the subject; `*` any other form."""


def find(path: str) -> Callable[..., Any]:
    """The screen class or function that `module:name` names."""
    module, _colon, name = path.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
