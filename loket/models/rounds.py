"""The WensenScan: rounds, their frozen populations, and the responses."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from loket.models.record import Record, Versioned, key, ref, sleutel, word
from loket.models.words import Audience, SdmScope, YesNo


class WensenscanRound(Versioned, table=True):
    """One mailing of the survey."""

    __tablename__ = "wensenscan_round"
    name: str = Field(unique=True)
    sent_on: date | None = None
    closed_on: date | None = None


class RoundPopulation(Record, table=True):
    """An institution that the round was sent to: frozen when the round is first loaded (DOMAIN.md §5)."""

    __tablename__ = "round_population"
    round_id: int = key("wensenscan_round")
    institution_id: int = key("institution")


class RoundReminder(Record, table=True):
    """An institution that had not answered yet was reminded on a day."""

    __tablename__ = "round_reminder"
    round_id: int = key("wensenscan_round")
    institution_id: int = key("institution")
    reminded_on: date = Field(primary_key=True)


class WensenscanResponse(Versioned, table=True):
    """One filled-in survey, by one audience of one institution; `raw` is the survey tool's row as JSON, unchanged."""

    __tablename__ = "wensenscan_response"
    sleutel: str = sleutel()
    round_id: int = ref("wensenscan_round")
    institution_id: int = ref("institution")
    audience: Audience | None = word(Audience)
    submitted_on: date | None = Field(default=None, index=True)
    sdm_scope: SdmScope | None = word(SdmScope)
    uses_outcome_info: YesNo | None = word(YesNo)
    ambition: str | None = None
    free_text: str | None = None
    raw: str | None = None


class ResponseTheme(Record, table=True):
    """A theme that a response wants support with."""

    __tablename__ = "response_theme"
    response_id: int = key("wensenscan_response")
    theme_id: int = key("theme")


class ResponseObstacle(Record, table=True):
    """An obstacle that a response names."""

    __tablename__ = "response_obstacle"
    response_id: int = key("wensenscan_response")
    obstacle_id: int = key("obstacle")
