"""The figures: one definition each. Dashboard, JSON, report, export and docs/figures.md are drawn from `INDICATORS`.

An indicator is the SQL of the records behind it, each with flags: counted (numerator), based (denominator) and unknown.
The figure is the sum of those flags, so that the records of a figure are always exactly those that it counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from loket.insight.figures.filters import (
    OF_INSTITUTIONS,
    OF_REQUESTS,
    OF_SESSIONS,
    OF_SIGNALS,
    OF_SURVEY,
    OF_TRENDS,
    Narrowing,
)
from loket.insight.figures.question import Question
from loket.language import N_
from loket.models.words import RecordKind


class Group(StrEnum):
    """Where an indicator stands on the dashboard."""

    WENSENSCAN = "wensenscan"
    REQUESTS = "requests"
    EFFECT = "effect"
    SIGNALS = "signals"
    PROGRAMME = "programme"


GROUP_LABELS = {
    Group.WENSENSCAN: N_("WensenScan"),
    Group.REQUESTS: N_("Requests"),
    Group.EFFECT: N_("Offerings and effect"),
    Group.SIGNALS: N_("Signals"),
    Group.PROGRAMME: N_("Programme"),
}


class Timing(StrEnum):
    """Whether a figure is a state at the last day, a flow in the period, or neither."""

    STATE = "state"
    FLOW = "flow"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure's definition. Texts are English msgids; `source` is the place in the seeds that asks for the figure.

    `of`: FROM and WHERE, the rows as `x`; `counted`, `based`, `unknown`: conditions on them. `based` None: no denominator.
    """

    id: str
    group: Group
    timing: Timing
    short: str
    label: str
    numerator: str
    denominator: str
    source: str
    record: RecordKind
    of: str
    counted: str = "1 = 1"
    based: str | None = "1 = 1"
    unknown: str | None = None
    unknown_label: str = ""
    contradicts: str | None = None
    days: str | None = None
    narrowed_by: frozenset[Narrowing] = OF_REQUESTS

    def applies(self, question: Question) -> bool:
        """Whether the question's filters can be applied to this figure; if not it is "n.v.t."."""
        return question.filters.apply_to(self.narrowed_by)

    def records_sql(self) -> str:
        """The records behind the figure: id, counted, based, unknown, contradicts (0 or 1), days (of a duration)."""
        flags = {
            "counted": self.counted,
            "based": self.based,
            "unknown": self.unknown,
            "contradicts": self.contradicts,
        }
        columns = [f"CASE WHEN {condition or '1 = 0'} THEN 1 ELSE 0 END AS {name}" for name, condition in flags.items()]
        return f"SELECT x.id AS id, {', '.join(columns)}, {self.days or 'NULL'} AS days FROM {self.of}"


_PROGRESS = "003, voortgangsrapportage"
_SURVEY_2025 = f"{_PROGRESS}, Waar staan wij in 2025 – WensenScan"
_DESK = f"{_PROGRESS}, UZ-loket"
_RESPONDING = N_("responding active institutions")
_ANSWERED = N_("responding active institutions with a known answer")
_UNANSWERED = N_("responding, answer unknown")
_ACTIVE = N_("active institutions")
_RECEIVED = N_("requests received in the period")
_SDM = "{responding} x LEFT JOIN {sdm_answers} a ON a.id = x.id LEFT JOIN {sdm_contradictions} c ON c.id = x.id"
_INFO = "{responding} x LEFT JOIN {info_answers} a ON a.id = x.id LEFT JOIN {info_contradictions} c ON c.id = x.id"

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        id="wensenscan_response",
        group=Group.WENSENSCAN,
        timing=Timing.STATE,
        short=N_("filled in"),
        label=N_("Institutions that filled in the WensenScan"),
        numerator=N_("active institutions with a response in the round, submitted on or before the last day"),
        denominator=N_("the round's population, as it was frozen when the round was loaded"),
        source=_SURVEY_2025,
        record=RecordKind.INSTITUTION,
        of="{invited_or_responding} x",
        counted="x.responded = 1",
        based="x.invited = 1",
        narrowed_by=OF_SURVEY,
    ),
    Indicator(
        id="wensenscan_followed_up",
        group=Group.WENSENSCAN,
        timing=Timing.STATE,
        short=N_("followed up"),
        label=N_("Respondents with a follow-up conversation"),
        numerator=N_(
            "of the responding ones, those with a held WensenScan conversation since their first response, on or before the last day"
        ),
        denominator=_RESPONDING,
        source=_SURVEY_2025,
        record=RecordKind.INSTITUTION,
        of="{responding} x",
        counted="x.id IN (SELECT id FROM {followed_up})",
        narrowed_by=OF_SURVEY,
    ),
    Indicator(
        id="sdm_any",
        group=Group.WENSENSCAN,
        timing=Timing.STATE,
        short=N_("in some form"),
        label=N_("Samen beslissen in some form"),
        numerator=N_("responding ones that apply samen beslissen to all or some patient groups"),
        denominator=_ANSWERED,
        source=_SURVEY_2025,
        record=RecordKind.INSTITUTION,
        of=_SDM,
        counted="a.answer IN ('all', 'some')",
        based="a.answer IS NOT NULL",
        unknown="a.answer IS NULL",
        unknown_label=_UNANSWERED,
        contradicts="c.id IS NOT NULL",
        narrowed_by=OF_SURVEY,
    ),
    Indicator(
        id="sdm_all_groups",
        group=Group.WENSENSCAN,
        timing=Timing.STATE,
        short=N_("all groups"),
        label=N_("Samen beslissen with all patient groups"),
        numerator=N_("responding ones that apply samen beslissen to all patient groups"),
        denominator=_ANSWERED,
        source=_SURVEY_2025,
        record=RecordKind.INSTITUTION,
        of=_SDM,
        counted="a.answer = 'all'",
        based="a.answer IS NOT NULL",
        unknown="a.answer IS NULL",
        unknown_label=_UNANSWERED,
        contradicts="c.id IS NOT NULL",
        narrowed_by=OF_SURVEY,
    ),
    Indicator(
        id="outcome_info_used",
        group=Group.WENSENSCAN,
        timing=Timing.STATE,
        short=N_("outcome info"),
        label=N_("Institutions that use outcome information"),
        numerator=N_("responding ones that use outcome information"),
        denominator=_ANSWERED,
        source=_SURVEY_2025,
        record=RecordKind.INSTITUTION,
        of=_INFO,
        counted="a.answer = 'yes'",
        based="a.answer IS NOT NULL",
        unknown="a.answer IS NULL",
        unknown_label=_UNANSWERED,
        contradicts="c.id IS NOT NULL",
        narrowed_by=OF_SURVEY,
    ),
    Indicator(
        id="institutions_supported",
        group=Group.PROGRAMME,
        timing=Timing.FLOW,
        short=N_("supported"),
        label=N_("Institutions supported"),
        numerator=N_("active institutions with a request received in the period"),
        denominator=_ACTIVE,
        source="001, plan 2018–2022, Indicatoren: aantal zorgaanbieders dat deelneemt",
        record=RecordKind.INSTITUTION,
        of="{active_institutions} x",
        counted="x.id IN (SELECT institution_id FROM {received_requests} WHERE institution_id IS NOT NULL)",
    ),
    Indicator(
        id="requests_received",
        group=Group.REQUESTS,
        timing=Timing.FLOW,
        short=N_("received"),
        label=N_("Requests received"),
        numerator=_RECEIVED,
        denominator="",
        source=_DESK,
        record=RecordKind.REQUEST,
        of="{received_requests} x",
        based=None,
    ),
    Indicator(
        id="requests_closed",
        group=Group.REQUESTS,
        timing=Timing.FLOW,
        short=N_("closed"),
        label=N_("Requests closed"),
        numerator=N_("requests resolved or dropped in the period"),
        denominator="",
        source=_DESK,
        record=RecordKind.REQUEST,
        of="{closed_requests} x",
        based=None,
    ),
    Indicator(
        id="requests_open",
        group=Group.REQUESTS,
        timing=Timing.STATE,
        short=N_("open"),
        label=N_("Requests open"),
        numerator=N_("requests received on or before the last day and not closed by then"),
        denominator="",
        source=_DESK,
        record=RecordKind.REQUEST,
        of="{open_requests} x",
        based=None,
    ),
    Indicator(
        id="request_lead_time",
        group=Group.REQUESTS,
        timing=Timing.FLOW,
        short=N_("lead time"),
        label=N_("Lead time of requests"),
        numerator=N_("median and 90th percentile of the days from received to closed"),
        denominator=N_("requests resolved with their closing date in the period"),
        source=_DESK,
        record=RecordKind.REQUEST,
        of="{resolved_requests} x",
        days="x.days",
    ),
    Indicator(
        id="requests_overdue",
        group=Group.REQUESTS,
        timing=Timing.STATE,
        short=N_("overdue"),
        label=N_("Requests overdue"),
        numerator=N_("open requests that were due before the last day"),
        denominator=N_("open requests with a due date"),
        source=_DESK,
        record=RecordKind.REQUEST,
        of="{open_requests} x",
        counted="x.due_on < :end",
        based="x.due_on IS NOT NULL",
        unknown="x.due_on IS NULL",
        unknown_label=N_("open requests without a due date"),
    ),
    Indicator(
        id="requests_with_outcome_info",
        group=Group.REQUESTS,
        timing=Timing.FLOW,
        short=N_("on outcomes"),
        label=N_("Requests that concern outcome information"),
        numerator=N_("requests received in the period that are about outcome information: with, or both"),
        denominator=N_("requests received in the period: with, without or both"),
        source=f"{_PROGRESS}, Samen beslissen met en zonder uitkomstinformatie",
        record=RecordKind.REQUEST,
        of="{received_requests} x",
        counted="x.outcome_info IN ('with', 'both')",
        based="x.outcome_info IN ('with', 'without', 'both')",
        unknown="x.outcome_info IS NULL",
        unknown_label=N_("not filled in; “not applicable” is neither"),
    ),
    Indicator(
        id="requests_referred",
        group=Group.EFFECT,
        timing=Timing.FLOW,
        short=N_("referred"),
        label=N_("Requests referred"),
        numerator=N_("requests received in the period with a referral on or before the last day"),
        denominator=_RECEIVED,
        source=_DESK,
        record=RecordKind.REQUEST,
        of="{received_requests} x",
        counted="x.id IN (SELECT request_id FROM {referred})",
    ),
    Indicator(
        id="referrals_used",
        group=Group.EFFECT,
        timing=Timing.FLOW,
        short=N_("used"),
        label=N_("Referrals used"),
        numerator=N_("referrals with their check-back date in the period that were used"),
        denominator=N_("referrals with their check-back date in the period, used or not used"),
        source="001, plan 2018–2022, Indicatoren: aantal zorgverleners dat tools inzet",
        record=RecordKind.REFERRAL,
        of="{checked_referrals} x",
        counted="x.state = 'used'",
        based="x.state IN ('used', 'not_used')",
        unknown="x.state = 'open'",
        unknown_label=N_("still open"),
    ),
    Indicator(
        id="referrals_helped",
        group=Group.EFFECT,
        timing=Timing.FLOW,
        short=N_("helped"),
        label=N_("Referrals that helped"),
        numerator=N_("of the referrals used, those that helped or partly helped"),
        denominator=N_("of the referrals used, those of which it is known whether they helped"),
        source=_DESK,
        record=RecordKind.REFERRAL,
        of="{checked_referrals} x WHERE x.state = 'used'",
        counted="x.helped IN ('yes', 'partly')",
        based="x.helped IS NOT NULL",
        unknown="x.helped IS NULL",
        unknown_label=N_("used, not known whether it helped"),
    ),
    Indicator(
        id="unmet_needs",
        group=Group.EFFECT,
        timing=Timing.STATE,
        short=N_("unmet"),
        label=N_("Unmet needs"),
        numerator=N_("open requests without a referral on or before the last day, that no offering fits"),
        denominator=N_("open requests"),
        source=f"{_DESK}: ondersteuningsmaterialen of -activiteiten die nog niet beschikbaar zijn",
        record=RecordKind.REQUEST,
        of="{open_requests} x",
        counted="""x.id NOT IN (SELECT request_id FROM {referred})
            AND NOT EXISTS (SELECT 1 FROM request_theme rt WHERE rt.request_id = x.id
                AND (rt.theme_id, coalesce(x.audience, ''), coalesce(x.outcome_info, ''))
                    IN (SELECT theme_id, audience, outcome_info FROM {fitting_wants}))""",
    ),
    Indicator(
        id="signals_recorded",
        group=Group.SIGNALS,
        timing=Timing.FLOW,
        short=N_("recorded"),
        label=N_("Signals recorded"),
        numerator=N_("signals recorded in the period"),
        denominator="",
        source=_DESK,
        record=RecordKind.SIGNAL,
        of="{recorded_signals} x",
        based=None,
        narrowed_by=OF_SIGNALS,
    ),
    Indicator(
        id="signals_national",
        group=Group.SIGNALS,
        timing=Timing.FLOW,
        short=N_("national"),
        label=N_("National signals"),
        numerator=N_("signals recorded in the period that are national"),
        denominator=N_("signals recorded in the period whose reach is known"),
        source=f"{_DESK}: trends en ontwikkelingen op landelijk niveau",
        record=RecordKind.SIGNAL,
        of="{recorded_signals} x",
        counted="x.reach = 'national'",
        based="x.reach IS NOT NULL",
        unknown="x.reach IS NULL",
        unknown_label=N_("reach not filled in"),
        narrowed_by=OF_SIGNALS,
    ),
    Indicator(
        id="institutions_signalling",
        group=Group.SIGNALS,
        timing=Timing.FLOW,
        short=N_("signalling"),
        label=N_("Institutions that signalled something"),
        numerator=N_("active institutions with a signal recorded in the period"),
        denominator=_ACTIVE,
        source=f"{_DESK}: overzicht van de signalen per instelling",
        record=RecordKind.INSTITUTION,
        of="{active_institutions} x",
        counted="x.id IN (SELECT institution_id FROM {recorded_signals} WHERE institution_id IS NOT NULL)",
        narrowed_by=OF_SIGNALS,
    ),
    Indicator(
        id="trends_raised",
        group=Group.SIGNALS,
        timing=Timing.STATE,
        short=N_("trends"),
        label=N_("Trends raised"),
        numerator=N_("trends that were raised, picked up or done"),
        denominator=N_("trends"),
        source=f"{_DESK}: signaleert trends op landelijk niveau",
        record=RecordKind.TREND,
        of="{trends} x",
        counted="x.state IN ('raised', 'picked_up', 'done')",
        narrowed_by=OF_TRENDS,
    ),
    Indicator(
        id="sessions_held",
        group=Group.PROGRAMME,
        timing=Timing.FLOW,
        short=N_("sessions"),
        label=N_("Learning sessions held"),
        numerator=N_("learning sessions dated in the period that were held"),
        denominator=N_("learning sessions dated in the period that were not cancelled"),
        source=f"{_PROGRESS}, leersessies ‘Samen beslissen in de praktijk’",
        record=RecordKind.SESSION,
        of="{sessions} x WHERE x.session_on >= :start AND x.session_on <= :end AND x.state <> 'cancelled'",
        counted="x.state = 'held'",
        narrowed_by=OF_SESSIONS,
    ),
    Indicator(
        id="institutions_in_sessions",
        group=Group.PROGRAMME,
        timing=Timing.STATE,
        short=N_("in sessions"),
        label=N_("Institutions in learning sessions"),
        numerator=N_("active institutions with a session enrolled, scheduled or held, whatever its date"),
        denominator=_ACTIVE,
        source=f"{_PROGRESS}, leersessies ‘Samen beslissen in de praktijk’",
        record=RecordKind.INSTITUTION,
        of="{active_institutions} x",
        counted="x.id IN (SELECT institution_id FROM {sessions} WHERE state IN ('enrolled', 'scheduled', 'held'))",
        narrowed_by=OF_SESSIONS,
    ),
    Indicator(
        id="fitgap_reported",
        group=Group.PROGRAMME,
        timing=Timing.STATE,
        short=N_("fit-gaps"),
        label=N_("Front-runners with a reported fit-gap analysis"),
        numerator=N_("active front-runners with an analysis reported on or before the last day"),
        denominator=N_("active front-runners"),
        source=f"{_PROGRESS}, Implementatie bij de voorlopers",
        record=RecordKind.INSTITUTION,
        of="{active_institutions} x WHERE x.role = 'frontrunner'",
        counted="x.id IN (SELECT institution_id FROM fit_gap_analysis WHERE reported_on <= :end)",
        narrowed_by=OF_INSTITUTIONS,
    ),
)

BY_ID = {indicator.id: indicator for indicator in INDICATORS}
