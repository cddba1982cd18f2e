"""What a person said so far of the names in a survey file: choices in their order, so that the latest can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loket.exchange.survey.choices import Choice
    from loket.exchange.survey.names import UnknownName

Meant = int | str | None
"""What a name means, as a draft keeps it: an institution's number, the name of a new one, or None when its responses are left out."""


@dataclass(frozen=True, slots=True)
class Said:
    """One choice: the name in the file, what it means, and what the screen shows for it."""

    name: str
    meant: Meant
    shown: str


@dataclass(slots=True)
class Naming:
    """The choices, the latest last. Nothing is chosen by itself."""

    said: list[Said] = field(default_factory=list)

    def choose(self, name: str, meant: Meant, shown: str) -> None:
        """Let a name mean this, in place of what it meant before."""
        self.said = [one for one in self.said if one.name != name]
        self.said.append(Said(name, meant, shown))

    def take_back(self) -> str | None:
        """Take the latest choice back, and give its name."""
        return self.said.pop().name if self.said else None

    def of(self, name: str) -> Said | None:
        """What was said of a name."""
        return next((one for one in self.said if one.name == name), None)

    def next_open(self, unknown: Sequence[UnknownName], after: int) -> int | None:
        """The place of the next name that nothing was said of, from `after` on and then from the top; None when all are dealt with."""
        places = [place for place, one in enumerate(unknown) if self.of(one.name) is None]
        return next((place for place in places if place > after), places[0] if places else None)

    def choices(self) -> dict[str, Choice]:
        """What each name means, for the load."""
        from loket.exchange.survey.choices import LEFT_OUT, NewInstitution

        def choice(meant: Meant) -> Choice:
            if meant is None:
                return LEFT_OUT
            return meant if isinstance(meant, int) else NewInstitution(meant)

        return {one.name: choice(one.meant) for one in self.said}

    def kept(self) -> list[list[Any]]:
        """The choices as a draft keeps them."""
        return [[one.name, one.meant, one.shown] for one in self.said]

    @classmethod
    def restored(cls, kept: Sequence[Sequence[Any]]) -> Naming:
        """The choices of a draft."""
        return cls([Said(name, meant, shown) for name, meant, shown in kept])
