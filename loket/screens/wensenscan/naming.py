"""What a person said so far of the names in a survey file: choices in their order, so that the latest can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from loket.exchange.survey.choices import LEFT_OUT, Choice, NewInstitution

if TYPE_CHECKING:
    from loket.exchange.survey.names import UnknownName


@dataclass(slots=True)
class Said:
    """One choice: the name in the file, what it means, and what the screen shows for it."""

    name: str
    choice: Choice
    shown: str

    @property
    def is_left_out(self) -> bool:
        """Whether its responses are left out."""
        return self.choice is LEFT_OUT


@dataclass(slots=True)
class Naming:
    """The choices, the latest last. Nothing is chosen by itself."""

    said: list[Said] = field(default_factory=list)

    def choose(self, name: str, choice: Choice, shown: str) -> None:
        """Let a name mean this, in place of what it meant before."""
        self.said = [one for one in self.said if one.name != name]
        self.said.append(Said(name, choice, shown))

    def take_back(self) -> str | None:
        """Take the latest choice back, and give its name."""
        return self.said.pop().name if self.said else None

    def of(self, name: str) -> Said | None:
        """What was said of a name."""
        return next((one for one in self.said if one.name == name), None)

    def next_open(self, unknown: tuple[UnknownName, ...], after: int) -> int | None:
        """The place of the next name that nothing was said of, from `after` on and then from the top; None when all are dealt with."""
        places = [place for place, one in enumerate(unknown) if self.of(one.name) is None]
        return next((place for place in places if place > after), places[0] if places else None)

    @property
    def choices(self) -> dict[str, Choice]:
        """What each name means, for the load."""
        return {one.name: one.choice for one in self.said}

    def kept(self) -> list[list[Any]]:
        """The choices as a draft keeps them."""
        return [[one.name, _kept(one.choice), one.shown] for one in self.said]

    @classmethod
    def restored(cls, kept: list[list[Any]]) -> Naming:
        """The choices of a draft."""
        return cls([Said(name, _restored(choice), shown) for name, choice, shown in kept])


def _kept(choice: Choice) -> Any:
    if isinstance(choice, NewInstitution):
        return {"new": choice.name}
    return None if choice is LEFT_OUT else choice


def _restored(kept: int | Mapping[str, str] | None) -> Choice:
    if kept is None:
        return LEFT_OUT
    return kept if isinstance(kept, int) else NewInstitution(kept["new"])
