"""Which record a name in a file means: exact but for case and spaces, never a guess; what looks like it is proposed."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from loket.language import _
from loket.language.safe_text import clean_line
from loket.models.advisors import Advisor
from loket.models.conversations import Conversation
from loket.models.errors import Refused
from loket.models.fitgap import FitGapAnalysis
from loket.models.institutions import Institution, InstitutionAlias, Party, PartyAlias, Tag
from loket.models.offerings import Offering
from loket.models.record import Record
from loket.models.requests import SupportRequest
from loket.models.rounds import WensenscanRound
from loket.models.signals import Trend
from loket.models.themes import Obstacle, OutcomeSet, Theme
from loket.store.access import Viewer

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_LONG = {
    "zkh": "ziekenhuis",
    "zh": "ziekenhuis",
    "zks": "ziekenhuis",
    "ziekenh": "ziekenhuis",
    "kl": "kliniek",
    "mc": "medisch centrum",
    "mch": "medisch centrum",
    "st": "sint",
    "loc": "locatie",
    "stg": "stichting",
}
_SAYS_LITTLE = frozenset(
    {"ziekenhuis", "ziekenhuizen", "hospital", "kliniek", "klinieken", "zorgkliniek", "medisch", "centrum", "centra", "universitair", "umc"}
    | {"stichting", "groep", "zorg", "zorggroep", "locatie", "bv", "de", "het", "en", "van", "der", "den", "in", "te", "aan"}
)
_NOT_THE_SAME = 0.97
_WITHOUT_BRACKETS = 0.95
_PART_OF = 0.9
_NAME, _WHOLE = 0.65, 0.35


def likeness(one: str, other: str) -> float:
    """From 0 to 0.97: names that are the same are not compared here."""
    score = _score(_words(one), _words(other))
    shorter = _BRACKETS.sub(" ", one)
    if shorter != one and shorter.strip():
        score = max(score, _WITHOUT_BRACKETS * _score(_words(shorter), _words(other)))
    return min(score, _NOT_THE_SAME)


def _words(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    found = [word for word in _NO_LETTER.split(plain.replace("'", "").replace("’", "")) if word]
    return " ".join(_LONG.get(word, word) for word in found).split()


def _score(one: list[str], other: list[str]) -> float:
    from rapidfuzz import fuzz

    if not one or not other:
        return 0.0
    whole = fuzz.token_sort_ratio(" ".join(one), " ".join(other)) / 100
    names = [" ".join(word for word in words if word not in _SAYS_LITTLE) for words in (one, other)]
    if not all(names):
        return whole
    name = max(fuzz.token_sort_ratio(*names), _PART_OF * fuzz.token_set_ratio(*names)) / 100
    return _NAME * name + _WHOLE * whole


# Proposals compare with every name there is; a file with nothing but unknown names gets them for the first ones.
_MOST_PROPOSALS = 300
_LIKE_ENOUGH = 70
_LIKE_ENOUGH_TO_BE = 0.55
_LETTERS_FOR_A_SLIP = 5


class NotUnderstood(Exception):
    """A cell says nothing that its column knows: why, and what comes nearest."""

    def __init__(self, why: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.why = why
        self.nearest = tuple(nearest)


class DependsOnRejected(NotUnderstood):
    """The cell points at a row of this import that is rejected itself."""


def fold(text: str) -> str:
    """A name as names are compared: NFC, without case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def likest(text: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """The names that look like `text`, likest first."""
    from rapidfuzz import fuzz, process

    choices = list(names)
    found = process.extract(fold(text), [fold(name) for name in choices], scorer=fuzz.WRatio, limit=limit, score_cutoff=_LIKE_ENOUGH)
    return [choices[index] for _name, _score, index in found]


class NameIndex:
    """The names of one kind of record. A name is looked up tier by tier: what is its own name comes before what it is also called."""

    def __init__(self, unknown: str, tiers: int = 1) -> None:
        self._unknown = unknown
        self._tiers: list[dict[str, set[int]]] = [{} for _ in range(tiers)]
        self._shown: dict[int, str] = {}
        self._spelled: dict[str, str] = {}
        self._chosen: dict[str, int] = {}
        self._rejected: dict[int, str] = {}
        self._proposed = 0
        self._hidden: set[int] = set()

    def hide(self, record: int) -> None:
        """Tell nobody that this record is called so: it is found by who knows its name, and proposed to nobody."""
        self._hidden.add(record)
        self._shown[record] = _("confidential")

    def add(self, record: int, name: str | None, tier: int = 0) -> None:
        """Let `name` mean this record; its first name is the one it is shown by."""
        if name:
            folded = self._folded(name)
            self._shown.setdefault(record, name)
            self._spelled.setdefault(folded, name)
            self._tiers[tier].setdefault(folded, set()).add(record)

    def demote(self, record: int, name: str) -> None:
        """Let `name` be only what this record is also called: it has another name now."""
        self._tiers[0].get(self._folded(name), set()).discard(record)
        self.add(record, name, tier=1)

    def choose(self, name: str, record: int) -> None:
        """Let `name` mean this record whoever else it may belong to: a person said so."""
        self._chosen[self._folded(name)] = record

    def show_as(self, record: int, name: str) -> None:
        """Show this record by `name`."""
        self._shown[record] = name

    def reject(self, record: int, where: str) -> None:
        """What points at this record is to be rejected too."""
        self._rejected[record] = where

    def name(self, record: int) -> str:
        """The name that a record is shown by."""
        return self._shown[record]

    def find(self, text: str) -> int:
        """The one record that `text` means; raises NotUnderstood with the candidates or the likest names."""
        name = self._folded(text)
        if name in self._chosen:
            return self._chosen[name]
        for tier in self._tiers:
            records = tier.get(name, set())
            if len(records) > 1:
                candidates = sorted(self._shown[record] for record in records - self._hidden)
                raise NotUnderstood(_("this name has several owners; name the one that is meant"), candidates)
            for record in records:
                if record in self._rejected:
                    raise DependsOnRejected(_("points at a row that is rejected itself ({where})").format(where=self._rejected[record]))
                return record
        return self._missing(text)

    def owners(self, text: str) -> tuple[int, ...]:
        """The records that `text` may mean: none, the one that `find` gives, or several of one rank."""
        name = self._folded(text)
        if name in self._chosen:
            return (self._chosen[name],)
        return next((tuple(sorted(tier[name])) for tier in self._tiers if tier.get(name)), ())

    def spellings(self) -> list[str]:
        """Every name as it is written, of whatever rank."""
        return list(self._spelled.values())

    def shared(self, name: str) -> bool:
        """Whether looking up this name would not give one record."""
        folded = self._folded(name)
        return next((len(tier[folded]) > 1 for tier in self._tiers if folded in tier), False)

    def _missing(self, text: str) -> int:
        self._proposed += 1
        raise NotUnderstood(self._unknown, self._nearest(text) if self._proposed <= _MOST_PROPOSALS else ())

    def _nearest(self, text: str) -> list[str]:
        return likest(text, sorted({name for record, name in self._shown.items() if record not in self._hidden}))

    @staticmethod
    def _folded(text: str) -> str:
        return fold(text)


class InstitutionIndex(NameIndex):
    """Institutions, by every name they have; what looks like one of these is proposed with how much it does."""

    def propose(self, text: str, limit: int = 3) -> list[tuple[int, float]]:
        """The institutions whose names look most like `text`, likest first, each with its likeness."""
        found: dict[int, float] = {}
        for name, written in self._spelled.items():
            score = likeness(text, written)
            for record in set(self.owners(name)) - self._hidden if score >= _LIKE_ENOUGH_TO_BE else ():
                found[record] = max(score, found.get(record, 0.0))
        ordered = sorted(found.items(), key=lambda one: (-one[1], self.name(one[0])))
        return ordered[:limit]

    def _nearest(self, text: str) -> list[str]:
        return [self.name(record) for record, _score in self.propose(text)]


class KeyIndex(NameIndex):
    """Records by their `sleutel`, which is exact, case included."""

    @staticmethod
    def _folded(text: str) -> str:
        return unicodedata.normalize("NFC", text).strip()


class OpenNameIndex(NameIndex):
    """Records that a file may name for the first time: an unknown name is taken down as new."""

    def __init__(self, numbers: Iterator[int], *, slips: bool = False) -> None:
        super().__init__("")
        self._numbers = numbers
        self._slips = slips
        self._known: set[str] = set()
        self.new: dict[int, str] = {}

    def know(self, record: int, name: str) -> None:
        """Take down a record that is there already."""
        self.add(record, name)
        self._known.add(name)

    def _missing(self, text: str) -> int:
        try:
            name = clean_line(text).text
        except Refused as error:
            raise NotUnderstood(str(error)) from error
        if self._slips:
            self._refuse_slip(name)
        record = next(self._numbers)
        self.new[record] = name
        self.add(record, name)
        return record

    def _refuse_slip(self, name: str) -> None:
        """One letter off a known name is a slip of the finger, when both are long enough to tell."""
        from rapidfuzz.distance import Levenshtein

        if len(name) < _LETTERS_FOR_A_SLIP:
            return
        long_enough = (known for known in self._known if len(known) >= _LETTERS_FOR_A_SLIP)
        near = sorted(known for known in long_enough if Levenshtein.distance(fold(name), fold(known), score_cutoff=1) == 1)
        if near:
            raise NotUnderstood(_("not known, and one letter off a name that is; write that, or add this advisor first"), near)


class NameIndexes(dict[type[Record], NameIndex]):
    """The names of all that a file may point at, by kind of record, and what reading the cells has dropped on the way."""

    def __init__(self) -> None:
        super().__init__()
        self.dropped_characters = 0
        self.new_numbers = itertools.count(-1, -1)

    @property
    def institutions(self) -> InstitutionIndex:
        """Those of institutions."""
        found = self[Institution]
        assert isinstance(found, InstitutionIndex)
        return found


def all_indexes(connection: Connection, viewer: Viewer) -> NameIndexes:
    """The names of everything that a file may point at, from what the database holds; what is proposed is what `viewer` may see."""
    indexes = NameIndexes()
    indexes[Institution] = institution_index(connection)
    advisors = OpenNameIndex(indexes.new_numbers, slips=True)
    parties, rounds, tags = (OpenNameIndex(indexes.new_numbers) for _index in range(3))
    for index, number, name in (
        (advisors, col(Advisor.id), col(Advisor.name)),
        (parties, col(Party.id), col(Party.name)),
        (parties, col(PartyAlias.party_id), col(PartyAlias.alias)),
        (rounds, col(WensenscanRound.id), col(WensenscanRound.name)),
        (tags, col(Tag.id), col(Tag.name)),
    ):
        for record, text in _names(connection, number, name):
            index.know(record, text)
    indexes |= {Advisor: advisors, Party: parties, WensenscanRound: rounds, Tag: tags}
    themes = indexes[Theme] = NameIndex(_("unknown theme; themes run from 1 to 6"), tiers=2)
    for record, text in _names(connection, col(Theme.id), col(Theme.label)):
        themes.add(record, str(record))
        themes.add(record, text, tier=1)
    indexes[Obstacle] = _index(_("unknown obstacle; an admin adds new ones on purpose"), connection, col(Obstacle.id), col(Obstacle.label))
    indexes[OutcomeSet] = _index(_("unknown UZ-set"), connection, col(OutcomeSet.id), col(OutcomeSet.name))
    indexes[Trend] = _index(_("unknown trend"), connection, col(Trend.id), col(Trend.title))
    for model in (Conversation, SupportRequest, Offering, FitGapAnalysis):
        keys = indexes[model] = KeyIndex(_("there is no row with this sleutel, in this import or in loket"))
        for record, text in _names(connection, col(model.id), col(model.sleutel)):
            keys.add(record, text)
    for shown in (Institution, Party, Trend):
        for found in connection.execute(select(col(shown.id), col(shown.confidential)).where(col(shown.confidential))):
            if not viewer.may_see(found.confidential):
                indexes[shown].hide(found.id)
    return indexes


def _index(unknown: str, connection: Connection, number: Mapped[int | None], name: Mapped[str]) -> NameIndex:
    index = NameIndex(unknown)
    for record, text in _names(connection, number, name):
        index.add(record, text)
    return index


def _names(connection: Connection, number: Mapped[Any], name: Mapped[str]) -> list[tuple[int, str]]:
    return [(record, text) for record, text in connection.execute(select(number, name).order_by(number))]


def institution_index(connection: Connection) -> InstitutionIndex:
    """Institutions by name and AGB code, then by short name and alias; a merged one's names mean its survivor."""
    index = InstitutionIndex(_("unknown institution"), tiers=2)
    table = Institution.sql_table()
    columns = (table.c.id, table.c.name, table.c.short_name, table.c.agb, table.c.merged_into_id)
    rows = connection.execute(select(*columns).order_by(table.c.id)).all()
    merged: dict[int, int] = {number: into for number, _name, _short, _agb, into in rows if into is not None}
    # Survivors first: a record is shown by the first name it gets.
    for number, name, short, agb, into in sorted(rows, key=lambda row: row.merged_into_id is not None):
        record, tier = survivor(merged, number), 0 if into is None else 1
        index.add(record, name, tier)
        index.add(record, agb, tier)
        index.add(record, short, tier=1)
        if number in merged:
            index.show_as(number, name)
    for owner, alias in connection.execute(select(col(InstitutionAlias.institution_id), col(InstitutionAlias.alias))):
        index.add(survivor(merged, owner), alias, tier=1)
    return index


def survivor(merged: Mapping[int, int], number: int) -> int:
    """Where a record that was merged, perhaps more than once, ended up."""
    seen = {number}
    while number in merged and merged[number] not in seen:
        number = merged[number]
        seen.add(number)
    return number
