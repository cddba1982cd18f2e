"""The canonical tables: for each its columns, what they hold and where the database keeps it. Import and export both read this."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Table

from loket.exchange.cell_kinds import Agb, Aliases, AllNamed, Day, Flag, Kind, Line, Named, OneOf, Text, Value, Whole, Words
from loket.language import _
from loket.models.tables import METADATA
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
    """Where several values of one record are kept: a table with the record's number and one value a row."""

    table: str
    owner: str
    value: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a canonical table. `place` is the database's column, or the table of a list.

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
    """One canonical table. `key`: the columns that tell its rows apart; `dated`: those that say since when a record is in its state."""

    name: str
    record: RecordKind
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rules: tuple[Rule, ...] = ()
    dated: tuple[str, ...] = ()

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
    def empty(self) -> dict[str, Value]:
        """A row of which nothing is known."""
        return {column.header: column.empty for column in self.columns}

    @cached_property
    def pointing(self) -> tuple[str, ...]:
        """The columns that name other records."""
        return tuple(column.header for column in self.columns if isinstance(column.kind, Named | AllNamed))

    @property
    def table(self) -> Table:
        """The database's table."""
        return METADATA.tables[self.record.table]

    @property
    def has_key_column(self) -> bool:
        """Whether its records carry a `sleutel`."""
        return "sleutel" in self.by_header


def _key(*, extra: bool = False) -> Column:
    return Column("sleutel", Line(), "sleutel", must=not extra, extra=extra)


def _institution(*, must: bool = True) -> Column:
    return Column("instelling", Named("institution"), "institution_id", must=must)


def _party() -> Column:
    return Column("partij", Named("party"), "party_id", extra=True)


def _themes(table: str, owner: str) -> Column:
    return Column("themas", AllNamed("theme"), Link(table, owner, "theme_id"))


def _obstacles(table: str, owner: str, *, extra: bool = False) -> Column:
    return Column("knelpunten", AllNamed("obstacle"), Link(table, owner, "obstacle_id"), extra=extra)


def _advisor(header: str = "adviseur", place: str = "advisor_id", *, extra: bool = False) -> Column:
    return Column(header, Named("advisor"), place, extra=extra)


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


SPECS: tuple[TableSpec, ...] = (
    TableSpec(
        "instellingen",
        RecordKind.INSTITUTION,
        (
            Column("naam", Line(), "name", must=True),
            Column("korte_naam", Line(), "short_name"),
            Column("aliassen", Aliases(), Link("institution_alias", "institution_id", "alias")),
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
            _CONFIDENTIAL,
        ),
        key=("naam",),
    ),
    TableSpec(
        "contactpersonen",
        RecordKind.CONTACT,
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
        key=("instelling", "naam"),
    ),
    TableSpec(
        "uitnodigingen",
        RecordKind.ROUND,
        (
            Column("ronde", Named("round"), "round_id", must=True),
            _institution(),
        ),
        key=("ronde", "instelling"),
    ),
    TableSpec(
        "wensenscan",
        RecordKind.RESPONSE,
        (
            Column("ronde", Named("round"), "round_id", must=True),
            _institution(),
            _AUDIENCE,
            Column("ingevuld_op", Day(), "submitted_on"),
            Column("samen_beslissen", OneOf(SdmScope, UNKNOWN), "sdm_scope"),
            Column("uitkomstinformatie", OneOf(YesNo, UNKNOWN), "uses_outcome_info"),
            Column("ambitie", Text(), "ambition"),
            _themes("response_theme", "response_id"),
            _obstacles("response_obstacle", "response_id"),
            Column("toelichting", Text(), "free_text"),
            _key(extra=True),
            _CONFIDENTIAL,
        ),
        key=("ronde", "instelling", "doelgroep", "ingevuld_op"),
    ),
    TableSpec(
        "gesprekken",
        RecordKind.CONVERSATION,
        (
            _key(),
            Column(
                "instelling",
                AllNamed("institution"),
                Link("conversation_institution", "conversation_id", "institution_id"),
            ),
            Column("soort", OneOf(ConversationKind), "kind"),
            Column("kanaal", OneOf(Channel), "channel"),
            Column("adviseur", AllNamed("advisor"), Link("conversation_advisor", "conversation_id", "advisor_id")),
            Column("status", OneOf(ConversationState), "state", must=True),
            Column("gepland_op", Day(), "planned_at"),
            Column("gehouden_op", Day(), "held_at"),
            Column("duur_min", Whole(), "duration_min"),
            Column("samenvatting", Text(), "summary"),
            Column("afspraken", Text(), "agreements"),
            Column("partij", AllNamed("party"), Link("conversation_party", "conversation_id", "party_id"), extra=True),
            _CONFIDENTIAL,
        ),
        key=("sleutel",),
        rules=(someone, held_with_its_day),
        dated=("gehouden_op", "gepland_op"),
    ),
    TableSpec(
        "ondersteuningsvragen",
        RecordKind.REQUEST,
        (
            _key(),
            _institution(must=False),
            Column("titel", Line(), "title", must=True),
            Column("omschrijving", Text(), "description"),
            _themes("request_theme", "request_id"),
            Column("aard", OneOf(Nature), "nature"),
            Column("uitkomstinformatie", OneOf(OutcomeInfo), "outcome_info"),
            _AUDIENCE,
            Column("uz_set", Named("outcome_set"), "outcome_set_id"),
            Column("bron", OneOf(RequestSource), "source"),
            Column("gesprek", Named("conversation"), "conversation_id"),
            _advisor(),
            Column("prioriteit", OneOf(Priority), "priority"),
            Column("ontvangen_op", Day(), "received_on", must=True),
            Column("streefdatum", Day(), "due_on"),
            Column("status", OneOf(RequestState), "state", must=True),
            Column("afgesloten_op", Day(), "closed_on"),
            Column("resultaat", Text(), "resolution"),
            _party(),
            Column("afdeling", Line(), "department", extra=True),
            _obstacles("request_obstacle", "request_id", extra=True),
            Column("oordeel", OneOf(Verdict), "verdict", extra=True),
            _CONFIDENTIAL,
        ),
        key=("sleutel",),
        rules=(someone, closed_with_its_day),
        dated=("afgesloten_op", "ontvangen_op"),
    ),
    TableSpec(
        "trends",
        RecordKind.TREND,
        (
            Column("titel", Line(), "title", must=True),
            Column("thema", Named("theme"), "theme_id"),
            Column("eigenaar", Named("party"), "owner_party_id"),
            Column("status", OneOf(TrendState), "state", must=True),
            _CONFIDENTIAL,
        ),
        key=("titel",),
    ),
    TableSpec(
        "signalen",
        RecordKind.SIGNAL,
        (
            _key(),
            _institution(must=False),
            Column("thema", Named("theme"), "theme_id"),
            Column("knelpunt", Named("obstacle"), "obstacle_id"),
            Column("reikwijdte", OneOf(Reach), "reach"),
            Column("omschrijving", Text(), "description"),
            Column("status", OneOf(SignalState), "state", must=True),
            Column("vastgelegd_op", Day(), "recorded_on", must=True),
            Column("gesprek", Named("conversation"), "conversation_id"),
            _advisor(),
            Column("trend", Named("trend"), "trend_id"),
            _party(),
            Column("afdeling", Line(), "department", extra=True),
            _CONFIDENTIAL,
        ),
        key=("sleutel",),
        rules=(someone_or_none,),
        dated=("vastgelegd_op",),
    ),
    TableSpec(
        "aanbod",
        RecordKind.OFFERING,
        (
            _key(),
            Column("titel", Line(), "title", must=True),
            Column("soort", OneOf(OfferingKind), "kind"),
            Column("aanbieder", Line(), "provider"),
            Column("url", Text(), "url"),
            _themes("offering_theme", "offering_id"),
            Column("doelgroepen", Words(OneOf(Audience)), Link("offering_audience", "offering_id", "audience")),
            Column("uitkomstinformatie", OneOf(OutcomeInfo, (), (OutcomeInfo.NOT_APPLICABLE,)), "outcome_info"),
            Column("status", OneOf(OfferingStatus), "state", must=True),
            Column("vanaf", Day(), "available_from"),
            Column("tot", Day(), "available_until"),
            _obstacles("offering_obstacle", "offering_id", extra=True),
            Column("eigenaar", Line(), "owner", extra=True),
            Column("verwacht_op", Day(), "expected_on", extra=True),
            _CONFIDENTIAL,
        ),
        key=("sleutel",),
    ),
    TableSpec(
        "doorverwijzingen",
        RecordKind.REFERRAL,
        (
            _key(),
            Column("vraag", Named("request"), "request_id"),
            Column("aanbod", Named("offering"), "offering_id", must=True),
            _advisor(),
            Column("op", Day(), "referred_on", must=True),
            Column("navraag_op", Day(), "check_back_on"),
            Column("status", OneOf(ReferralState), "state", must=True),
            Column("geholpen", OneOf(Helped, UNKNOWN), "helped"),
            Column("opmerking", Text(), "remark"),
            Column("gesprek", Named("conversation"), "conversation_id", extra=True),
            Column("instelling", Named("institution"), "institution_id", extra=True),
            _CONFIDENTIAL,
        ),
        key=("sleutel",),
        rules=(referred_for_someone,),
        dated=("op",),
    ),
    TableSpec(
        "leersessies",
        RecordKind.SESSION,
        (
            _key(),
            _institution(),
            Column("team", Line(), "team"),
            _AUDIENCE,
            _themes("session_theme", "session_id"),
            Column("aanbieder", Line(), "provider"),
            Column("datum", Day(), "session_on"),
            Column("deelnemers", Whole(), "participants"),
            Column("status", OneOf(SessionState), "state", must=True),
            Column("doel", Text(), "goal", extra=True),
            Column("aangemeld_op", Day(), "enrolled_on", extra=True),
            Column("evaluatie", Text(), "evaluation", extra=True),
            _CONFIDENTIAL,
        ),
        key=("sleutel",),
    ),
    TableSpec(
        "fitgap",
        RecordKind.FITGAP,
        (
            _key(),
            _institution(),
            Column("uz_set", Named("outcome_set"), "outcome_set_id", must=True),
            Column("status", OneOf(FitGapState), "state", must=True),
            Column("gestart_op", Day(), "started_on"),
            Column("gerapporteerd_op", Day(), "reported_on"),
            Column("besproken_op", Day(), "discussed_on"),
            _CONFIDENTIAL,
        ),
        key=("sleutel",),
    ),
    TableSpec(
        "fitgap_punten",
        RecordKind.FITGAP_ITEM,
        (
            Column("analyse", Named("fitgap"), "analysis_id", must=True),
            Column("dimensie", OneOf(FitGapDimension), "dimension", must=True),
            Column("huidig", Text(), "current"),
            Column("gewenst", Text(), "needed"),
            Column("kloof", Whole(4), "gap"),
            Column("actie", Text(), "action"),
            Column("landelijk", OneOf(YesNo), "national"),
            _CONFIDENTIAL,
        ),
        key=("analyse", "dimensie"),
    ),
)
"""In the order in which they are read and written: what is pointed at comes first."""

BY_NAME = {spec.name: spec for spec in SPECS}
ALL_HEADERS = frozenset(column.header for spec in SPECS for column in spec.columns)
