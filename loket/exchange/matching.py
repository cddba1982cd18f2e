"""Which record a name in a file means: exact but for case and spaces, never a guess; what looks like it is proposed."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from loket.exchange.likeness import likeness
from loket.language import _
from loket.language.text import clean_line
from loket.models.errors import Refused

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


class Book:
    """The names of one kind of record. A name is looked up tier by tier: what is its own name comes before what it is also called."""

    def __init__(self, unknown: str, tiers: int = 1) -> None:
        self._unknown = unknown
        self._tiers: list[dict[str, set[int]]] = [{} for _ in range(tiers)]
        self._shown: dict[int, str] = {}
        self._spelled: dict[str, str] = {}
        self._settled: dict[str, int] = {}
        self._rejected: dict[int, str] = {}
        self._proposed = 0

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

    def settle(self, name: str, record: int) -> None:
        """Let `name` mean this record whoever else it may belong to: a person said so."""
        self._settled[self._folded(name)] = record

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
        if name in self._settled:
            return self._settled[name]
        for tier in self._tiers:
            records = tier.get(name, set())
            if len(records) > 1:
                candidates = sorted(f"{self._shown[record]}" for record in records)
                raise NotUnderstood(_("this name has several owners; name the one that is meant"), candidates)
            for record in records:
                if record in self._rejected:
                    raise DependsOnRejected(_("points at a row that is rejected itself ({where})").format(where=self._rejected[record]))
                return record
        return self._missing(text)

    def owners(self, text: str) -> tuple[int, ...]:
        """The records that `text` may mean: none, the one that `find` gives, or several of one rank."""
        name = self._folded(text)
        if name in self._settled:
            return (self._settled[name],)
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
        return likest(text, sorted(set(self._shown.values())))

    @staticmethod
    def _folded(text: str) -> str:
        return fold(text)


class InstitutionBook(Book):
    """Institutions, by every name they have; what looks like one of these is proposed with how much it does."""

    def propose(self, text: str, limit: int = 3) -> list[tuple[int, float]]:
        """The institutions whose names look most like `text`, likest first, each with its likeness."""
        found: dict[int, float] = {}
        for name, written in self._spelled.items():
            score = likeness(text, written)
            for record in self.owners(name) if score >= _LIKE_ENOUGH_TO_BE else ():
                found[record] = max(score, found.get(record, 0.0))
        ordered = sorted(found.items(), key=lambda one: (-one[1], self.name(one[0])))
        return ordered[:limit]

    def _nearest(self, text: str) -> list[str]:
        return [self.name(record) for record, _score in self.propose(text)]


class KeyBook(Book):
    """Records by their `sleutel`, which is exact, case included."""

    @staticmethod
    def _folded(text: str) -> str:
        return unicodedata.normalize("NFC", text).strip()


class OpenBook(Book):
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


class Books(dict[str, Book]):
    """All the books of one import or export, and what reading the cells has dropped on the way."""

    def __init__(self) -> None:
        super().__init__()
        self.dropped_characters = 0
        self.new_numbers = itertools.count(-1, -1)
