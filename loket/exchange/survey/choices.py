"""What a person says about institutions that a survey file calls by names nobody knows, and how it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from loket.exchange.canonical import BY_NAME, TableSpec
from loket.exchange.matching import Books, fold
from loket.exchange.tabular import SourceTable
from loket.language import _
from loket.language.text import LINE_LIMIT, clean_line


@dataclass(frozen=True, slots=True)
class NewInstitution:
    """The name belongs to an institution that is not there yet."""

    name: str


class LeftOut(Enum):
    """The name belongs to no institution: its responses are left out."""

    LEFT_OUT = "left_out"


LEFT_OUT = LeftOut.LEFT_OUT
Choice = int | NewInstitution | LeftOut
"""An institution's number, a new institution, or LEFT_OUT."""


@dataclass(slots=True)
class Settled:
    """What came of the choices: `aliases` are the names to remember with the institution that each means."""

    skipped: frozenset[str] = frozenset()
    aliases: dict[str, int] = field(default_factory=dict)

    def skips(self, name: str) -> bool:
        """Whether the responses of this institution are left out."""
        return fold(name) in self.skipped


def new_institutions(choices: Mapping[str, Choice], path: Path) -> list[tuple[TableSpec, SourceTable]]:
    """The institutions that are to be made, as a canonical table: it is checked like any other."""
    names: dict[str, dict[str, None]] = {}
    for name, choice in choices.items():
        if isinstance(choice, NewInstitution):
            others = names.setdefault(choice.name, {})
            if fold(name) != fold(choice.name) and _can_be_alias(name):
                others[name] = None
    if not names:
        return []
    rows = [(name, "|".join(others)) for name, others in names.items()]
    numbers = list(range(1, len(rows) + 1))
    return [(BY_NAME["instellingen"], SourceTable(path, "", ("naam", "aliassen"), list(rows), numbers, _("as chosen"), ""))]


def _can_be_alias(name: str) -> bool:
    """Whether a name can be remembered: canonical tables have `|` between aliases, and no control characters in them."""
    return "|" not in name and len(name) <= LINE_LIMIT and clean_line(name).text == name.strip()


def settle(choices: Mapping[str, Choice], books: Books) -> Settled:
    """Let each name mean what was chosen. One that belongs to nobody becomes an alias; one that several share cannot be remembered."""
    institutions = books["institution"]
    settled = Settled(frozenset(fold(name) for name, choice in choices.items() if choice is LEFT_OUT))
    for name, choice in choices.items():
        if isinstance(choice, int):
            if not institutions.owners(name) and _can_be_alias(name):
                settled.aliases[name] = choice
            institutions.settle(name, choice)
    return settled
