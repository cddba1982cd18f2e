"""Puts a world straight into the tables, past the import: the figures are tested apart from the reading of files."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Session, select

from loket.models import words as w
from loket.models.cases import (
    Conversation,
    ConversationInstitution,
    ConversationParty,
    RequestObstacle,
    RequestTheme,
    Signal,
    SupportRequest,
    Trend,
)
from loket.models.offerings import Offering, OfferingAudience, OfferingTheme, Referral
from loket.models.people import Advisor, Institution, Party
from loket.models.programme import FitGapAnalysis, LearningSession, SessionTheme
from loket.models.reference import Obstacle, OutcomeSet
from loket.models.wensenscan import RoundPopulation, WensenscanResponse, WensenscanRound
from loket.store.opening import Store
from tests.worlds.world import Row, World, listed


def load(store: Store, world: World) -> None:
    """One transaction with everything that a figure is made of."""
    with store.write("load_world") as tx:
        _Loader(tx.session, world).load()


def _day(cell: str | None) -> date | None:
    return date.fromisoformat(cell) if cell else None


class _Loader:
    def __init__(self, session: Session, world: World) -> None:
        self.session = session
        self.world = world
        self.ids: dict[tuple[str, str], int] = {}

    def load(self) -> None:
        for row in self.session.exec(select(Obstacle)):
            self.ids["obstacle", row.label] = row.id or 0
        for outcome_set in self.session.exec(select(OutcomeSet)):
            self.ids["outcome_set", outcome_set.name] = outcome_set.id or 0
        for advisor in self.session.exec(select(Advisor)):
            self.ids["advisor", advisor.name] = advisor.id or 0
        self.institutions()
        self.survey()
        self.conversations()
        self.requests()
        self.signals()
        self.offerings()
        self.programme()

    def put(self, kind: str, name: str, record: Any) -> int:
        self.session.add(record)
        self.session.flush()
        self.ids[kind, name] = record.id
        return int(record.id)

    def named(self, kind: str, name: str, table: type[Any]) -> int | None:
        """The id of an advisor or party, who is made at the first mention."""
        if not name:
            return None
        return self.ids.get((kind, name)) or self.put(kind, name, table(name=name))

    def whose(self, row: Row) -> dict[str, Any]:
        return {
            "institution_id": self.ids.get(("institution", row["instelling"])),
            "party_id": self.named("party", row.get("partij", ""), Party),
        }

    def institutions(self) -> None:
        for row in self.world.rows("instellingen"):
            record = Institution(
                name=row["naam"],
                kind=w.InstitutionKind.understand(row["soort"]),
                umbrella=w.Umbrella.understand(row["koepel"]),
                province=w.Province.understand(row["provincie"]),
                epd_vendor=row["epd"] or None,
                role=w.InstitutionRole.understand(row["rol"]),
                phase=w.AdoptionPhase.understand(row["fase"]),
                active=row["actief"] != "nee",
            )
            self.put("institution", row["naam"], record)

    def survey(self) -> None:
        invited = [(row["ronde"], row["instelling"]) for row in self.world.rows("uitnodigingen")]
        for name in dict.fromkeys(r["ronde"] for t in ("uitnodigingen", "wensenscan") for r in self.world.rows(t)):
            number = self.put("round", name, WensenscanRound(name=name))
            active = [row["naam"] for row in self.world.rows("instellingen") if row["actief"] != "nee"]
            for institution in [who for round_name, who in invited if round_name == name] or active:
                which = self.ids["institution", institution]
                self.session.add(RoundPopulation(round_id=number, institution_id=which))
        for row in self.world.rows("wensenscan"):
            record = WensenscanResponse(
                round_id=self.ids["round", row["ronde"]],
                institution_id=self.ids["institution", row["instelling"]],
                audience=w.Audience.understand(row["doelgroep"]),
                submitted_on=_day(row["ingevuld_op"]),
                sdm_scope=w.SdmScope.understand(row["samen_beslissen"]),
                uses_outcome_info=w.YesNo.understand(row["uitkomstinformatie"]),
                **({"sleutel": row["sleutel"]} if row.get("sleutel") else {}),
            )
            self.session.add(record)
            self.session.flush()

    def conversations(self) -> None:
        for row in self.world.rows("gesprekken"):
            record = Conversation(
                sleutel=row["sleutel"],
                kind=w.ConversationKind.understand(row["soort"]),
                state=w.ConversationState.understand(row["status"]),
                held_at=_day(row["gehouden_op"]),
            )
            number = self.put("conversation", row["sleutel"], record)
            for name in listed(row["instelling"]):
                which = self.ids["institution", name]
                self.session.add(ConversationInstitution(conversation_id=number, institution_id=which))
            if party := self.named("party", row.get("partij", ""), Party):
                self.session.add(ConversationParty(conversation_id=number, party_id=party))

    def requests(self) -> None:
        for row in self.world.rows("ondersteuningsvragen"):
            record = SupportRequest(
                sleutel=row["sleutel"],
                **self.whose(row),
                title=row["titel"],
                nature=w.Nature.understand(row["aard"]),
                outcome_info=w.OutcomeInfo.understand(row["uitkomstinformatie"]),
                audience=w.Audience.understand(row["doelgroep"]),
                source=w.RequestSource.understand(row["bron"]),
                advisor_id=self.named("advisor", row["adviseur"], Advisor),
                received_on=_day(row["ontvangen_op"]),
                due_on=_day(row["streefdatum"]),
                state=w.RequestState.understand(row["status"]),
                closed_on=_day(row["afgesloten_op"]),
            )
            number = self.put("request", row["sleutel"], record)
            for theme in listed(row["themas"]):
                self.session.add(RequestTheme(request_id=number, theme_id=int(theme)))
            for label in listed(row.get("knelpunten")):
                which = self.ids["obstacle", label]
                self.session.add(RequestObstacle(request_id=number, obstacle_id=which))

    def signals(self) -> None:
        for row in self.world.rows("trends"):
            theme = int(row["thema"]) if row["thema"] else None
            state = w.TrendState.understand(row["status"])
            self.put("trend", row["titel"], Trend(title=row["titel"], theme_id=theme, state=state))
        for row in self.world.rows("signalen"):
            record = Signal(
                sleutel=row["sleutel"],
                **self.whose(row),
                theme_id=int(row["thema"]) if row["thema"] else None,
                obstacle_id=self.ids.get(("obstacle", row["knelpunt"])),
                reach=w.Reach.understand(row["reikwijdte"]),
                advisor_id=self.named("advisor", row["adviseur"], Advisor),
                state=w.SignalState.understand(row["status"]),
                recorded_on=_day(row["vastgelegd_op"]),
                trend_id=self.ids.get(("trend", row["trend"])),
            )
            self.session.add(record)

    def offerings(self) -> None:
        for row in self.world.rows("aanbod"):
            record = Offering(
                sleutel=row["sleutel"],
                title=row["titel"],
                kind=w.OfferingKind.understand(row["soort"]),
                outcome_info=w.OutcomeInfo.understand(row["uitkomstinformatie"]),
                state=w.OfferingStatus.understand(row["status"]),
                available_from=_day(row["vanaf"]),
                available_until=_day(row["tot"]),
            )
            number = self.put("offering", row["sleutel"], record)
            for theme in listed(row["themas"]):
                self.session.add(OfferingTheme(offering_id=number, theme_id=int(theme)))
            for audience in listed(row["doelgroepen"]):
                self.session.add(OfferingAudience(offering_id=number, audience=w.Audience.understand(audience)))
        for row in self.world.rows("doorverwijzingen"):
            record = Referral(
                sleutel=row["sleutel"],
                request_id=self.ids["request", row["vraag"]],
                offering_id=self.ids["offering", row["aanbod"]],
                referred_on=_day(row["op"]),
                check_back_on=_day(row["navraag_op"]),
                state=w.ReferralState.understand(row["status"]),
                helped=w.Helped.understand(row["geholpen"]),
            )
            self.session.add(record)

    def programme(self) -> None:
        for row in self.world.rows("leersessies"):
            record = LearningSession(
                sleutel=row["sleutel"],
                institution_id=self.ids["institution", row["instelling"]],
                session_on=_day(row["datum"]),
                state=w.SessionState.understand(row["status"]),
            )
            number = self.put("session", row["sleutel"], record)
            for theme in listed(row["themas"]):
                self.session.add(SessionTheme(session_id=number, theme_id=int(theme)))
        for row in self.world.rows("fitgap"):
            analysis = FitGapAnalysis(
                sleutel=row["sleutel"],
                institution_id=self.ids["institution", row["instelling"]],
                outcome_set_id=self.ids["outcome_set", row["uz_set"]],
                state=w.FitGapState.understand(row["status"]),
                reported_on=_day(row["gerapporteerd_op"]),
            )
            self.session.add(analysis)
