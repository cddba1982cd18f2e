"""What a question is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass

from loket.language import _, label
from loket.models.words import InstitutionKind, Province, Umbrella


@dataclass(frozen=True, slots=True)
class Filters:
    """Institutions of one kind, umbrella or province; one theme; one named WensenScan round. None does not narrow."""

    kind: InstitutionKind | None = None
    umbrella: Umbrella | None = None
    province: Province | None = None
    theme: int | None = None
    round: str | None = None

    @property
    def by_institution(self) -> bool:
        """Whether only some institutions are asked for: then trends, which have none, cannot be shown."""
        return any((self.kind, self.umbrella, self.province))

    def shown(self) -> str:
        """What is asked for as people read it: `algemeen, thema 3`, or `alle`. The round is told apart."""
        words = [label(word) for word in (self.kind, self.umbrella, self.province) if word]
        theme = [_("theme {number}").format(number=self.theme)] if self.theme is not None else []
        return ", ".join(words + theme) or _("all")

    def as_json(self) -> dict[str, str]:
        """The filters that narrow, by identifier."""
        given = {
            "kind": self.kind,
            "umbrella": self.umbrella,
            "province": self.province,
            "theme": self.theme,
            "round": self.round,
        }
        return {name: str(value) for name, value in given.items() if value is not None}
