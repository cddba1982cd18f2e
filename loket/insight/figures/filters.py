"""The filters of a question, and which figures each of them can narrow."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from loket.language import N_, _, label
from loket.models.words import Audience, InstitutionKind, OutcomeInfo, Province, Umbrella, Word


class Narrowing(StrEnum):
    """What a figure can be narrowed by; the value is an English msgid."""

    INSTITUTION = N_("kind, umbrella, province, EPD vendor, network or label")
    THEME = N_("theme")
    AUDIENCE = N_("audience")
    ADVISOR = N_("advisor")
    OUTCOME_INFO = N_("outcome information")


OF_REQUESTS = frozenset(Narrowing)
"""A request has an institution, themes, an audience, an advisor, and is with or without outcome information."""
OF_SIGNALS = frozenset({Narrowing.INSTITUTION, Narrowing.THEME, Narrowing.ADVISOR})
OF_SURVEY = frozenset({Narrowing.INSTITUTION, Narrowing.AUDIENCE})
OF_SESSIONS = frozenset({Narrowing.INSTITUTION, Narrowing.THEME, Narrowing.AUDIENCE})
OF_TRENDS = frozenset({Narrowing.THEME})
OF_CONVERSATIONS = frozenset({Narrowing.INSTITUTION, Narrowing.ADVISOR})
OF_INSTITUTIONS = frozenset({Narrowing.INSTITUTION})


@dataclass(frozen=True, slots=True)
class Filters:
    """Which institutions (kind, umbrella, province, EPD vendor, tag), which records (theme, audience, advisor's name, with or without
    outcome information), and which WensenScan round by name. None does not narrow.
    """

    kind: InstitutionKind | None = None
    umbrella: Umbrella | None = None
    province: Province | None = None
    theme: int | None = None
    round: str | None = None
    epd_vendor: str | None = None
    audience: Audience | None = None
    advisor: str | None = None
    outcome_info: OutcomeInfo | None = None
    tag: str | None = None

    @property
    def by_institution(self) -> bool:
        """Whether only some institutions are asked for."""
        return any((self.kind, self.umbrella, self.province, self.epd_vendor, self.tag))

    @property
    def narrowings(self) -> frozenset[Narrowing]:
        """What is narrowed; a figure that knows one of them not is "n.v.t."."""
        asked = {
            Narrowing.INSTITUTION: self.by_institution,
            Narrowing.THEME: self.theme is not None,
            Narrowing.AUDIENCE: self.audience is not None,
            Narrowing.ADVISOR: self.advisor is not None,
            Narrowing.OUTCOME_INFO: self.outcome_info is not None,
        }
        return frozenset(narrowing for narrowing, is_asked in asked.items() if is_asked)

    def apply_to(self, narrowed_by: frozenset[Narrowing]) -> bool:
        """Whether all that is narrowed can be."""
        return self.narrowings <= narrowed_by

    def shown(self) -> str:
        """What is asked for as people read it: `algemeen, thema 3`, or `alle`. The round is told apart."""
        words = [label(word) for word in (self.kind, self.umbrella, self.province) if word]
        words += [name for name in (self.epd_vendor, self.tag) if name]
        words += [_("theme {number}").format(number=self.theme)] if self.theme is not None else []
        words += [label(self.audience)] if self.audience else []
        words += [_("outcome information: {word}").format(word=label(self.outcome_info))] if self.outcome_info else []
        words += [self.advisor] if self.advisor else []
        return ", ".join(words) or _("all")

    def as_json(self) -> dict[str, str]:
        """The filters that narrow, by identifier."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value.value if isinstance(value, Word) else str(value) for name, value in found.items() if value is not None}
