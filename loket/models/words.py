"""The closed lists of the domain: each word's identifier (stored, in JSON), its Dutch word (in files and on screen) and its English one.

Source: DOMAIN.md §2–4 and the words that INTERFACE.md allows in the canonical tables.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

CONFIDENTIAL = "◆"
"""The sign of a confidential record, wherever it is shown."""


class Word(StrEnum):
    """A member of a closed list. `value` is the identifier, `dutch` the canonical word, `also` other spellings that are read."""

    dutch: str
    english: str
    also: tuple[str, ...]

    def __new__(cls, value: str, dutch: str = "", english: str = "", *also: str) -> Self:
        """Make a member; a missing Dutch or English word is the identifier itself."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.dutch = dutch or value
        member.english = english or value.replace("_", " ")
        member.also = also
        return member

    @classmethod
    def understand(cls, text: str) -> Self | None:
        """The member that `text` names by identifier, Dutch or English word, whatever its case and outer spaces; None if none does."""
        wanted = text.strip().casefold()
        for member in cls:
            if wanted in {word.casefold() for word in (member.value, member.dutch, member.english, *member.also)}:
                return member
        return None


class InstitutionKind(Word):
    """Kinds of MSZ institution."""

    UMC = "umc", "umc", "university medical centre"
    TOP_CLINICAL = "top_clinical", "topklinisch", "top clinical"
    GENERAL = "general", "algemeen", "general"
    SPECIALISED = "specialised", "categoraal", "specialised"
    CLINIC = "clinic", "kliniek", "clinic"


class Umbrella(Word):
    """The associations of institutions."""

    NVZ = "NVZ"
    UMCNL = "UMCNL"
    ZKN = "ZKN"


class Province(Word):
    """The twelve provinces; Fryslân and Friesland are one."""

    DRENTHE = "Drenthe"
    FLEVOLAND = "Flevoland"
    FRIESLAND = "Friesland", "Friesland", "Friesland", "Fryslân", "Fryslan"
    GELDERLAND = "Gelderland"
    GRONINGEN = "Groningen"
    LIMBURG = "Limburg"
    NOORD_BRABANT = "Noord-Brabant", "Noord-Brabant", "North Brabant", "Noord Brabant"
    NOORD_HOLLAND = "Noord-Holland", "Noord-Holland", "North Holland", "Noord Holland"
    OVERIJSSEL = "Overijssel"
    UTRECHT = "Utrecht"
    ZEELAND = "Zeeland"
    ZUID_HOLLAND = "Zuid-Holland", "Zuid-Holland", "South Holland", "Zuid Holland"


class InstitutionRole(Word):
    """Front-runner, candidate front-runner or follower."""

    FRONTRUNNER = "frontrunner", "voorloper", "front-runner"
    CANDIDATE = "candidate", "kandidaat", "candidate"
    FOLLOWER = "follower", "volger", "follower"


class AdoptionPhase(Word):
    """How far outcome-based work has come at an institution."""

    AWARENESS = "awareness", "bewust worden", "awareness"
    INVOLVEMENT = "involvement", "betrekken en bevorderen", "involve and promote"
    SUSTAINED = "sustained", "beklijven", "sustained"


class Audience(Word):
    """Who answers or attends. The order decides between answers of one day (DOMAIN.md §5)."""

    POLICY_QUALITY = "policy_quality", "beleid en kwaliteit", "policy and quality"
    PROFESSIONALS = "professionals", "zorgverleners", "care professionals"
    PATIENTS = "patients", "patiëntvertegenwoordiging", "patient representatives", "patientvertegenwoordiging"
    BOARD = "board", "bestuur", "board"
    IT = "it", "ict", "IT"

    @property
    def letter(self) -> str:
        """The sign that stands for it in narrow columns, the same in every language: B Z P R I."""
        return {"policy_quality": "B", "professionals": "Z", "patients": "P", "board": "R", "it": "I"}[self.value]


class PartyKind(Word):
    """Who is not an institution."""

    UMBRELLA = "umbrella", "koepel", "umbrella association"
    SCIENTIFIC = "scientific", "wetenschappelijke vereniging", "scientific association"
    PATIENT_ORGANISATION = "patient_organisation", "patiëntenorganisatie", "patient organisation"
    SUPPLIER = "supplier", "leverancier", "supplier"
    PROVIDER = "provider", "aanbieder", "provider"
    MINISTRY = "ministry", "ministerie", "ministry"
    OTHER = "other", "overig", "other"


class AdvisorRole(Word):
    """What a user may do."""

    ADVISOR = "advisor", "adviseur", "advisor"
    LEAD = "lead", "programmaleider", "programme lead"
    ADMIN = "admin", "beheerder", "admin"


class SdmScope(Word):
    """To which patient groups samen beslissen is applied; unknown is stored as empty."""

    ALL = "all", "alle patiëntgroepen", "all patient groups", "alle patientgroepen"
    SOME = "some", "enkele patiëntgroepen", "some patient groups", "enkele patientgroepen"
    NONE = "none", "niet", "not applied"


class YesNo(Word):
    """A known answer; unknown is stored as empty."""

    YES = "yes", "ja", "yes"
    NO = "no", "nee", "no"


class ConversationKind(Word):
    """Why we talk; wensenscan is the follow-up of a survey response."""

    WENSENSCAN = "wensenscan", "wensenscan", "WensenScan follow-up"
    INTAKE = "intake", "intake", "intake"
    PROGRESS = "progress", "voortgang", "progress"
    FIT_GAP = "fit_gap", "fit-gap", "fit-gap"
    EVALUATION = "evaluation", "evaluatie", "evaluation"
    OTHER = "other", "overig", "other"


class Channel(Word):
    """How we talk."""

    TEAMS = "teams", "Teams", "Teams"
    PHONE = "phone", "telefoon", "phone"
    VISIT = "visit", "bezoek", "visit"
    MAIL = "mail", "mail", "mail"


class ConversationState(Word):
    """States of a conversation."""

    TO_PLAN = "to_plan", "te plannen", "to plan"
    PLANNED = "planned", "gepland", "planned"
    HELD = "held", "gehouden", "held"
    CANCELLED = "cancelled", "geannuleerd", "cancelled"
    DECLINED = "declined", "niet gewenst", "declined"


class RequestState(Word):
    """States of a support request."""

    NEW = "new", "nieuw", "new"
    IN_PROGRESS = "in_progress", "in behandeling", "in progress"
    WAITING = "waiting", "wacht op instelling", "waiting for institution"
    REFERRED = "referred", "doorverwezen", "referred"
    RESOLVED = "resolved", "afgerond", "resolved"
    DROPPED = "dropped", "vervallen", "dropped"


class Nature(Word):
    """The two kinds of support."""

    TECHNICAL = "technical", "technisch", "technical"
    CHANGE = "change", "veranderkundig", "change"


class OutcomeInfo(Word):
    """Whether help concerns samen beslissen with or without outcome information; empty is unknown."""

    WITH = "with", "met", "with"
    WITHOUT = "without", "zonder", "without"
    BOTH = "both", "beide", "both"
    NOT_APPLICABLE = "not_applicable", "nvt", "not applicable", "n.v.t."


class RequestSource(Word):
    """How a request reached the loket."""

    WENSENSCAN = "wensenscan", "wensenscan", "WensenScan"
    CONVERSATION = "conversation", "gesprek", "conversation"
    PHONE = "phone", "telefoon", "phone"
    MAIL = "mail", "mail", "mail"
    SESSION = "session", "leersessie", "learning session"
    FIT_GAP = "fit_gap", "fit-gap", "fit-gap"
    OTHER = "other", "overig", "other"


class Priority(Word):
    """How urgent a request is."""

    LOW = "low", "laag", "low"
    NORMAL = "normal", "normaal", "normal"
    HIGH = "high", "hoog", "high"


class Verdict(Word):
    """The advisor's judgement of what exists for a request; empty is not judged."""

    FITS = "fits", "past", "fits"
    PARTLY = "partly", "past deels", "fits partly", "deels"
    NOTHING = "nothing", "niets past", "nothing fits", "niets"
    NOT_JUDGED = "not_judged", "niet beoordeeld", "not judged"


class Reach(Word):
    """Whether a signal is of one institution or national; empty is unknown."""

    INSTITUTION = "institution", "instelling", "institution"
    NATIONAL = "national", "landelijk", "national"


class SignalState(Word):
    """States of a signal."""

    NEW = "new", "nieuw", "new"
    INTERPRETED = "interpreted", "geduid", "interpreted"
    RAISED = "raised", "geagendeerd", "raised"
    PICKED_UP = "picked_up", "opgepakt", "picked up"
    CLOSED = "closed", "afgehandeld", "closed"
    REJECTED = "rejected", "verworpen", "rejected"


class TrendState(Word):
    """States of a trend (a national signal)."""

    OBSERVED = "observed", "waargenomen", "observed"
    RAISED = "raised", "geagendeerd", "raised"
    PICKED_UP = "picked_up", "opgepakt", "picked up"
    DONE = "done", "afgerond", "done"


class OfferingKind(Word):
    """Kinds of support that exist."""

    MATERIAL = "material", "leermateriaal", "learning material"
    E_LEARNING = "e_learning", "e-learning", "e-learning"
    TRAINING = "training", "training", "training"
    SESSION = "session", "leersessie", "learning session"
    WEBINAR = "webinar", "webinar", "webinar"
    ROADMAP = "roadmap", "routekaart", "roadmap"
    TOOL = "tool", "tool", "tool"
    GUIDE = "guide", "handreiking", "guide"
    EXPERTISE = "expertise", "expertise", "expertise"


class OfferingStatus(Word):
    """Whether an offering can be referred to."""

    AVAILABLE = "available", "beschikbaar", "available"
    IN_DEVELOPMENT = "in_development", "in ontwikkeling", "in development"
    LAPSED = "lapsed", "vervallen", "lapsed"


class ReferralState(Word):
    """States of a referral."""

    OPEN = "open", "open", "open"
    USED = "used", "gebruikt", "used"
    NOT_USED = "not_used", "niet gebruikt", "not used"


class Helped(Word):
    """Whether a used referral helped; unknown is stored as empty."""

    YES = "yes", "ja", "yes"
    PARTLY = "partly", "deels", "partly"
    NO = "no", "nee", "no"


class SessionState(Word):
    """States of a learning session."""

    INTEREST = "interest", "belangstelling", "interest"
    ENROLLED = "enrolled", "aangemeld", "enrolled"
    SCHEDULED = "scheduled", "gepland", "scheduled"
    HELD = "held", "gehouden", "held"
    CANCELLED = "cancelled", "geannuleerd", "cancelled"


class FitGapState(Word):
    """States of a fit-gap analysis."""

    PLANNED = "planned", "gepland", "planned"
    RUNNING = "running", "loopt", "running"
    REPORTED = "reported", "gerapporteerd", "reported"
    DISCUSSED = "discussed", "besproken", "discussed"


class FitGapDimension(Word):
    """What a fit-gap analysis looks at."""

    SUPPORT = "support", "draagvlak", "support"
    CAPACITY = "capacity", "capaciteit", "capacity"
    CARE_PROCESS = "care_process", "zorgproces", "care process"
    QUESTIONNAIRES = "questionnaires", "vragenlijsten in EPD", "questionnaires in EPD"
    PROM_COLLECTION = "prom_collection", "PROM-afname", "PROM collection"
    API = "api", "API-koppeling", "API connection"
    CLINICAL_DATA = "clinical_data", "BgZ/klinische data", "BgZ/clinical data"
    DASHBOARD = "dashboard", "dashboard", "dashboard"
    COMPETENCES = "competences", "competenties", "competences"
    PATIENT_INFORMATION = "patient_information", "patiëntinformatie", "patient information", "patientinformatie"


class FollowUpState(Word):
    """States of a follow-up."""

    OPEN = "open", "open", "open"
    DONE = "done", "gedaan", "done"
    DROPPED = "dropped", "vervallen", "dropped"


class NoteKind(Word):
    """What a note is: a plain one, a lesson for the loket's blueprints, or a decision on a trend."""

    NOTE = "note", "notitie", "note"
    LESSON = "lesson", "les", "lesson"
    DECISION = "decision", "besluit", "decision"


class EventKind(Word):
    """Kinds of event."""

    WEBINAR = "webinar", "webinar", "webinar"
    KNOWLEDGE_MEETING = "knowledge_meeting", "kennisbijeenkomst", "knowledge meeting"
    CONFERENCE = "conference", "conferentie", "conference"


class RecordKind(Word):
    """Every kind of record that a number, follow-up, note, link, history line or search result can point at.

    `prefix` stands before the number on screen (V-371); `table` is where it is kept.
    """

    INSTITUTION = "institution", "instelling", "institution", "I", "institution"
    PARTY = "party", "partij", "party", "PA", "party"
    CONTACT = "contact", "contactpersoon", "contact", "C", "contact"
    ADVISOR = "advisor", "adviseur", "advisor", "AD", "advisor"
    ROUND = "round", "ronde", "round", "R", "wensenscan_round"
    RESPONSE = "response", "inzending", "response", "W", "wensenscan_response"
    CONVERSATION = "conversation", "gesprek", "conversation", "G", "conversation"
    REQUEST = "request", "vraag", "request", "V", "support_request"
    SIGNAL = "signal", "signaal", "signal", "S", "signal"
    TREND = "trend", "trend", "trend", "T", "trend"
    OFFERING = "offering", "aanbod", "offering", "O", "offering"
    REFERRAL = "referral", "doorverwijzing", "referral", "D", "referral"
    SESSION = "session", "leersessie", "learning session", "L", "learning_session"
    EVENT = "event", "bijeenkomst", "event", "B", "event"
    FITGAP = "fitgap", "fit-gapanalyse", "fit-gap analysis", "F", "fit_gap_analysis"
    FITGAP_ITEM = "fitgap_item", "fit-gappunt", "fit-gap item", "FP", "fit_gap_item"
    FOLLOW_UP = "follow_up", "actie", "follow-up", "A", "follow_up"
    NOTE = "note", "notitie", "note", "N", "note"
    LINK = "link", "link", "link", "K", "link"

    @property
    def prefix(self) -> str:
        """What stands before the number on screen."""
        return self.also[0]

    @property
    def table(self) -> str:
        """Where the records are kept."""
        return self.also[1]

    def number(self, record_id: int) -> str:
        """The record's number as people say it: `V-371`."""
        return f"{self.prefix}-{record_id}"
