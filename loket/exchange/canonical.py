"""The canonical tables: for each what it makes, its columns, what tells its rows apart and what they need. Import and export read this.

A new table, or another header, is written here and nowhere else (`docs/import-formats.md` says it to people; `survey` and `fitgap` name
the columns that they fill). An import builds none of casework's inputs: a file may say what a form refuses (INTERFACE.md: dates that
look odd together are legal), a state comes as it stands, and an input for each of 100,000 rows would cost more than planning them.
What a text, name or word may be is the same for both (`language.safe_text`, `models.words`); the rules between columns that hold for
files stand with their tables below.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Table

from loket.exchange.cell_kinds import Agb, Aliases, AllNamed, Day, Flag, Kind, Line, Named, OneOf, Row, Text, Value, Whole, Words
from loket.exchange.row_matcher import InstitutionMatcher, ResponseMatcher, RowKey, RowMatcher
from loket.language import N_, _
from loket.models.advisors import Advisor
from loket.models.conversations import Conversation, ConversationAdvisor, ConversationInstitution, ConversationParty
from loket.models.fitgap import FitGapAnalysis, FitGapItem
from loket.models.institutions import Contact, Institution, InstitutionAlias, InstitutionTag, Party, Tag
from loket.models.offerings import Offering, OfferingAudience, OfferingObstacle, OfferingTheme, Referral
from loket.models.record import Record
from loket.models.requests import RequestObstacle, RequestTheme, SupportRequest
from loket.models.rounds import ResponseObstacle, ResponseTheme, RoundPopulation, WensenscanResponse, WensenscanRound
from loket.models.sessions import LearningSession, SessionTheme
from loket.models.signals import Signal, Trend
from loket.models.themes import Obstacle, OutcomeSet, Theme
from loket.models.words import (
    AdoptionPhase,
    Audience,
    Channel,
    ConversationKind,
    ConversationState,
    FitGapDimension,
    FitGapState,
    Helped,
    InstitutionKind,
    InstitutionRole,
    Nature,
    OfferingKind,
    OfferingStatus,
    OutcomeInfo,
    Priority,
    Province,
    Reach,
    RecordKind,
    ReferralState,
    RequestSource,
    RequestState,
    SdmScope,
    SessionState,
    SignalState,
    TrendState,
    Umbrella,
    Verdict,
    YesNo,
)

UNKNOWN = ("onbekend",)


@dataclass(frozen=True, slots=True)
class Link:
    """Where several values of one record are kept: the rows of `model` have the record's number in `owner` and one value in `value`.

    Where that is empty, `otherwise` is the column with a text instead.
    """

    model: type[Record]
    owner: str
    value: str
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a canonical table. `place` is the database's column, or where its list is kept.

    `must`: never empty. `extra`: may be absent from a file as a matter of course (INTERFACE.md's optional columns).
    """

    header: str
    kind: Kind
    place: str | Link
    must: bool = False
    extra: bool = False

    @property
    def empty(self) -> Value:
        """What an empty cell means."""
        if isinstance(self.kind, Flag):
            return self.kind.default
        return () if isinstance(self.place, Link) else None


Rule = Callable[[Mapping[str, Value], frozenset[str]], "tuple[str, str] | None"]
"""What must hold between the columns of a row: gives the column and why, or None. Also told which columns the file has."""


@dataclass(frozen=True)
class TableSpec:
    """One canonical table: its columns, which record a row of it is, what it makes, and what its rows need.

    `names`: the columns by which rows of other tables call its records, its own names before what they are also called.
    `former_names`: the list that keeps the name which a record loses.
    `dated`: the columns that say since when a record is in its state, the first filled one counts.
    `makes_records`: its rows are records, not the population of a round (`rounds`).
    `kept_because`: why a row that differs may be left as it is (msgid).
    """

    name: str
    model: type[Record]
    columns: tuple[Column, ...]
    key: RowKey
    matcher: type[RowMatcher] = RowMatcher
    names: tuple[tuple[str, ...], ...] = ()
    former_names: str | None = None
    rules: tuple[Rule, ...] = ()
    dated: tuple[str, ...] = ()
    makes_records: bool = True
    kept_because: str = N_("edited in loket since its last import; --overwrite takes the file's")

    @cached_property
    def by_header(self) -> dict[str, Column]:
        """The columns by header."""
        return {column.header: column for column in self.columns}

    @cached_property
    def plain(self) -> tuple[tuple[str, str, Value, bool], ...]:
        """Of the columns that are no lists: header, place, what an empty cell means, and whether it points at a record."""
        return tuple(
            (column.header, column.place, column.empty, isinstance(column.kind, Named))
            for column in self.columns
            if isinstance(column.place, str)
        )

    @cached_property
    def lists(self) -> tuple[tuple[str, Link], ...]:
        """Of the columns that are lists: header, and where it is kept."""
        return tuple((column.header, column.place) for column in self.columns if isinstance(column.place, Link))

    @cached_property
    def empty(self) -> Row:
        """A row of which nothing is known."""
        return {column.header: column.empty for column in self.columns}

    @cached_property
    def pointing(self) -> tuple[str, ...]:
        """The columns that name other records."""
        return tuple(column.header for column in self.columns if isinstance(column.kind, Named | AllNamed))

    @property
    def kind(self) -> RecordKind:
        """What its records are."""
        return next(kind for kind in RecordKind if kind.table == self.model.__tablename__)

    @property
    def table(self) -> Table:
        """The database's table."""
        return self.model.sql_table()


def _key(*, extra: bool = False) -> Column:
    return Column("sleutel", Line(), "sleutel", must=not extra, extra=extra)


def _institution(*, must: bool = True) -> Column:
    return Column("instelling", Named(Institution), "institution_id", must=must)


def _party() -> Column:
    return Column("partij", Named(Party), "party_id", extra=True)


def _themes(rows: type[Record], owner: str) -> Column:
    return Column("themas", AllNamed(Theme), Link(rows, owner, "theme_id"))


def _obstacles(rows: type[Record], owner: str, *, extra: bool = False) -> Column:
    return Column("knelpunten", AllNamed(Obstacle), Link(rows, owner, "obstacle_id"), extra=extra)


def _advisor(header: str = "adviseur", place: str = "advisor_id", *, extra: bool = False) -> Column:
    return Column(header, Named(Advisor), place, extra=extra)


_SLEUTEL = RowKey(("sleutel",), exact=True)
_CONFIDENTIAL = Column("vertrouwelijk", Flag(default=False), "confidential", extra=True)
_AUDIENCE = Column("doelgroep", OneOf(Audience), "audience")


def someone(row: Mapping[str, Value], present: frozenset[str]) -> tuple[str, str] | None:
    """A conversation or request is of an institution or a party; a signal may be of none, but only a file with `partij` can say so."""
    if row.get("instelling") in (None, ()) and row.get("partij") in (None, ()):
        return "instelling", _("must be filled")
    return None


def someone_or_none(row: Mapping[str, Value], present: frozenset[str]) -> tuple[str, str] | None:
    """As `someone`, unless the file has the column `partij` and leaves that empty too."""
    return None if "partij" in present else someone(row, present)


def closed_with_its_day(row: Mapping[str, Value], present: frozenset[str]) -> tuple[str, str] | None:
    """A request has a closing date when, and only when, it is closed; not before it was received."""
    closed, received = row.get("afgesloten_op"), row.get("ontvangen_op")
    is_closed = row.get("status") in (RequestState.RESOLVED, RequestState.DROPPED)
    if is_closed and closed is None:
        return "afgesloten_op", _("must be filled when the status is afgerond or vervallen")
    if not is_closed and closed is not None:
        return "afgesloten_op", _("must be empty as long as the status is not afgerond or vervallen")
    if isinstance(closed, dt.date) and isinstance(received, dt.date) and closed < received:
        return "afgesloten_op", _("lies before ontvangen_op ({date})").format(date=received.isoformat())
    return None


def held_with_its_day(row: Mapping[str, Value], present: frozenset[str]) -> tuple[str, str] | None:
    """A held conversation has its day."""
    if row.get("status") == ConversationState.HELD and row.get("gehouden_op") is None:
        return "gehouden_op", _("must be filled when the status is gehouden")
    return None


def referred_for_someone(row: Mapping[str, Value], present: frozenset[str]) -> tuple[str, str] | None:
    """A referral belongs to a request; material handed out without one to a conversation or institution."""
    if all(row.get(header) is None for header in ("vraag", "gesprek", "instelling")):
        return "vraag", _("must be filled")
    return None


INSTITUTIONS = TableSpec(
    "instellingen",
    Institution,
    (
        Column("naam", Line(), "name", must=True),
        Column("korte_naam", Line(), "short_name"),
        Column("aliassen", Aliases(), Link(InstitutionAlias, "institution_id", "alias")),
        Column("soort", OneOf(InstitutionKind), "kind"),
        Column("koepel", OneOf(Umbrella), "umbrella"),
        Column("plaats", Line(), "city"),
        Column("provincie", OneOf(Province), "province"),
        Column("agb", Agb(), "agb"),
        Column("website", Text(), "website"),
        Column("epd", Line(), "epd_vendor"),
        Column("rol", OneOf(InstitutionRole), "role"),
        Column("fase", OneOf(AdoptionPhase), "phase"),
        _advisor(),
        Column("actief", Flag(default=True), "active"),
        Column("rol_vanaf", Day(), "role_since", extra=True),
        _advisor("waarneming", "stand_in_id", extra=True),
        Column("labels", AllNamed(Tag), Link(InstitutionTag, "institution_id", "tag_id"), extra=True),
        _CONFIDENTIAL,
    ),
    key=RowKey(("naam",), own="agb"),
    matcher=InstitutionMatcher,
    names=(("naam", "agb"), ("korte_naam", "aliassen")),
    former_names="aliassen",
)
CONTACTS = TableSpec(
    "contactpersonen",
    Contact,
    (
        _institution(),
        Column("naam", Line(), "name", must=True),
        Column("functie", Line(), "function"),
        _AUDIENCE,
        Column("email", Line(), "email"),
        Column("telefoon", Line(), "phone"),
        Column("afdeling", Line(), "department", extra=True),
        _CONFIDENTIAL,
    ),
    key=RowKey(("instelling", "naam")),
)
INVITATIONS = TableSpec(
    "uitnodigingen",
    RoundPopulation,
    (
        Column("ronde", Named(WensenscanRound), "round_id", must=True),
        _institution(),
    ),
    key=RowKey(("ronde", "instelling")),
    makes_records=False,
    kept_because=N_("the population of this round was fixed when it was first loaded"),
)
RESPONSES = TableSpec(
    "wensenscan",
    WensenscanResponse,
    (
        Column("ronde", Named(WensenscanRound), "round_id", must=True),
        _institution(),
        _AUDIENCE,
        Column("ingevuld_op", Day(), "submitted_on"),
        Column("samen_beslissen", OneOf(SdmScope, UNKNOWN), "sdm_scope"),
        Column("uitkomstinformatie", OneOf(YesNo, UNKNOWN), "uses_outcome_info"),
        Column("ambitie", Text(), "ambition"),
        _themes(ResponseTheme, "response_id"),
        _obstacles(ResponseObstacle, "response_id"),
        Column("toelichting", Text(), "free_text"),
        _key(extra=True),
        _CONFIDENTIAL,
    ),
    key=RowKey(("ronde", "instelling", "doelgroep", "ingevuld_op"), own="sleutel"),
    matcher=ResponseMatcher,
)
CONVERSATIONS = TableSpec(
    "gesprekken",
    Conversation,
    (
        _key(),
        Column(
            "instelling",
            AllNamed(Institution),
            Link(ConversationInstitution, "conversation_id", "institution_id"),
        ),
        Column("soort", OneOf(ConversationKind), "kind"),
        Column("kanaal", OneOf(Channel), "channel"),
        Column("adviseur", AllNamed(Advisor), Link(ConversationAdvisor, "conversation_id", "advisor_id")),
        Column("status", OneOf(ConversationState), "state", must=True),
        Column("gepland_op", Day(), "planned_at"),
        Column("gehouden_op", Day(), "held_at"),
        Column("duur_min", Whole(), "duration_min"),
        Column("samenvatting", Text(), "summary"),
        Column("afspraken", Text(), "agreements"),
        Column("partij", AllNamed(Party), Link(ConversationParty, "conversation_id", "party_id"), extra=True),
        _CONFIDENTIAL,
    ),
    key=_SLEUTEL,
    names=(("sleutel",),),
    rules=(someone, held_with_its_day),
    dated=("gehouden_op", "gepland_op"),
)
REQUESTS = TableSpec(
    "ondersteuningsvragen",
    SupportRequest,
    (
        _key(),
        _institution(must=False),
        Column("titel", Line(), "title", must=True),
        Column("omschrijving", Text(), "description"),
        _themes(RequestTheme, "request_id"),
        Column("aard", OneOf(Nature), "nature"),
        Column("uitkomstinformatie", OneOf(OutcomeInfo), "outcome_info"),
        _AUDIENCE,
        Column("uz_set", Named(OutcomeSet), "outcome_set_id"),
        Column("bron", OneOf(RequestSource), "source"),
        Column("gesprek", Named(Conversation), "conversation_id"),
        _advisor(),
        Column("prioriteit", OneOf(Priority), "priority"),
        Column("ontvangen_op", Day(), "received_on", must=True),
        Column("streefdatum", Day(), "due_on"),
        Column("status", OneOf(RequestState), "state", must=True),
        Column("afgesloten_op", Day(), "closed_on"),
        Column("resultaat", Text(), "resolution"),
        _party(),
        Column("afdeling", Line(), "department", extra=True),
        _obstacles(RequestObstacle, "request_id", extra=True),
        Column("oordeel", OneOf(Verdict), "verdict", extra=True),
        _CONFIDENTIAL,
    ),
    key=_SLEUTEL,
    names=(("sleutel",),),
    rules=(someone, closed_with_its_day),
    dated=("afgesloten_op", "ontvangen_op"),
)
TRENDS = TableSpec(
    "trends",
    Trend,
    (
        Column("titel", Line(), "title", must=True),
        Column("thema", Named(Theme), "theme_id"),
        Column("eigenaar", Named(Party), "owner_party_id"),
        Column("status", OneOf(TrendState), "state", must=True),
        _CONFIDENTIAL,
    ),
    key=RowKey(("titel",)),
    names=(("titel",),),
)
SIGNALS = TableSpec(
    "signalen",
    Signal,
    (
        _key(),
        _institution(must=False),
        Column("thema", Named(Theme), "theme_id"),
        Column("knelpunt", Named(Obstacle), "obstacle_id"),
        Column("reikwijdte", OneOf(Reach), "reach"),
        Column("omschrijving", Text(), "description"),
        Column("status", OneOf(SignalState), "state", must=True),
        Column("vastgelegd_op", Day(), "recorded_on", must=True),
        Column("gesprek", Named(Conversation), "conversation_id"),
        _advisor(),
        Column("trend", Named(Trend), "trend_id"),
        _party(),
        Column("afdeling", Line(), "department", extra=True),
        _CONFIDENTIAL,
    ),
    key=_SLEUTEL,
    rules=(someone_or_none,),
    dated=("vastgelegd_op",),
)
OFFERINGS = TableSpec(
    "aanbod",
    Offering,
    (
        _key(),
        Column("titel", Line(), "title", must=True),
        Column("soort", OneOf(OfferingKind), "kind"),
        Column("aanbieder", Line(), "provider"),
        Column("url", Text(), "url"),
        _themes(OfferingTheme, "offering_id"),
        Column("doelgroepen", Words(OneOf(Audience)), Link(OfferingAudience, "offering_id", "audience")),
        Column("uitkomstinformatie", OneOf(OutcomeInfo, (), (OutcomeInfo.NOT_APPLICABLE,)), "outcome_info"),
        Column("status", OneOf(OfferingStatus), "state", must=True),
        Column("vanaf", Day(), "available_from"),
        Column("tot", Day(), "available_until"),
        _obstacles(OfferingObstacle, "offering_id", extra=True),
        Column("eigenaar", Line(), "owner", extra=True),
        Column("verwacht_op", Day(), "expected_on", extra=True),
        _CONFIDENTIAL,
    ),
    key=_SLEUTEL,
    names=(("sleutel",),),
)
REFERRALS = TableSpec(
    "doorverwijzingen",
    Referral,
    (
        _key(),
        Column("vraag", Named(SupportRequest), "request_id"),
        Column("aanbod", Named(Offering), "offering_id", must=True),
        _advisor(),
        Column("op", Day(), "referred_on", must=True),
        Column("navraag_op", Day(), "check_back_on"),
        Column("status", OneOf(ReferralState), "state", must=True),
        Column("geholpen", OneOf(Helped, UNKNOWN), "helped"),
        Column("opmerking", Text(), "remark"),
        Column("gesprek", Named(Conversation), "conversation_id", extra=True),
        Column("instelling", Named(Institution), "institution_id", extra=True),
        _CONFIDENTIAL,
    ),
    key=_SLEUTEL,
    rules=(referred_for_someone,),
    dated=("op",),
)
SESSIONS = TableSpec(
    "leersessies",
    LearningSession,
    (
        _key(),
        _institution(),
        Column("team", Line(), "team"),
        _AUDIENCE,
        _themes(SessionTheme, "session_id"),
        Column("aanbieder", Line(), "provider"),
        Column("datum", Day(), "session_on"),
        Column("deelnemers", Whole(), "participants"),
        Column("status", OneOf(SessionState), "state", must=True),
        Column("doel", Text(), "goal", extra=True),
        Column("aangemeld_op", Day(), "enrolled_on", extra=True),
        Column("evaluatie", Text(), "evaluation", extra=True),
        _CONFIDENTIAL,
    ),
    key=_SLEUTEL,
)
FITGAPS = TableSpec(
    "fitgap",
    FitGapAnalysis,
    (
        _key(),
        _institution(),
        Column("uz_set", Named(OutcomeSet), "outcome_set_id", must=True),
        Column("status", OneOf(FitGapState), "state", must=True),
        Column("gestart_op", Day(), "started_on"),
        Column("gerapporteerd_op", Day(), "reported_on"),
        Column("besproken_op", Day(), "discussed_on"),
        _CONFIDENTIAL,
    ),
    key=_SLEUTEL,
    names=(("sleutel",),),
)
FITGAP_ITEMS = TableSpec(
    "fitgap_punten",
    FitGapItem,
    (
        Column("analyse", Named(FitGapAnalysis), "analysis_id", must=True),
        Column("dimensie", OneOf(FitGapDimension), "dimension", must=True),
        Column("huidig", Text(), "current"),
        Column("gewenst", Text(), "needed"),
        Column("kloof", Whole(4), "gap"),
        Column("actie", Text(), "action"),
        Column("landelijk", OneOf(YesNo), "national"),
        _CONFIDENTIAL,
    ),
    key=RowKey(("analyse", "dimensie")),
)

SPECS = (
    INSTITUTIONS,
    CONTACTS,
    INVITATIONS,
    RESPONSES,
    CONVERSATIONS,
    REQUESTS,
    TRENDS,
    SIGNALS,
    OFFERINGS,
    REFERRALS,
    SESSIONS,
    FITGAPS,
    FITGAP_ITEMS,
)
"""In the order in which they are read and written: what is pointed at comes first."""

ALL_HEADERS = frozenset(column.header for spec in SPECS for column in spec.columns)
