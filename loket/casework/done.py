"""What a verb hands back, and the errors that only verbs raise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from loket.language import _
from loket.language.labels import field_label
from loket.models.errors import FieldError, Refused
from loket.models.words import RecordKind


@dataclass(frozen=True, slots=True)
class Ref:
    """A record: its kind and id."""

    kind: RecordKind
    id: int

    @property
    def number(self) -> str:
        """The number as people say it: `V-371`."""
        return self.kind.number(self.id)


@dataclass(frozen=True, slots=True)
class Done:
    """A verb that was done. `tx` is what undo takes; `records` are all that it made or changed, the main one first."""

    tx: int
    message: str
    records: tuple[Ref, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def record(self) -> Ref:
        """The record that it was about."""
        return self.records[0]


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that both changed: what it was, what the other made of it, what this person typed. Values as in JSON."""

    field: str
    was: object
    theirs: object
    mine: object


class Conflict(Refused):
    """Somebody changed the same fields since this person opened the record; nothing was saved.

    `version` is the record's version now: saving again with it takes mine.
    """

    def __init__(self, record: Ref, version: int, who: str, at: str, fields: Sequence[FieldConflict]) -> None:
        self.record = record
        self.version = version
        self.who = who
        self.at = at
        self.fields = tuple(fields)
        names = ", ".join(field_label(conflict.field) for conflict in fields)
        message = _("{number}: {who} changed {fields} while you had it open. Look at it again, then save once more.")
        errors = [FieldError(conflict.field, _("Changed by {who} meanwhile.").format(who=who)) for conflict in fields]
        super().__init__(message.format(number=record.number, who=who, fields=names), errors)


class Candidate(Protocol):
    """What a name can mean."""

    @property
    def kind(self) -> RecordKind:
        """The kind of record."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def name(self) -> str:
        """Its name."""


class Ambiguous(Refused):
    """A name that can mean several: `candidates`, the likeliest first; none at all when nothing is close."""

    def __init__(self, message: str, field: str, candidates: Sequence[Candidate] = ()) -> None:
        self.candidates = tuple(candidates)
        super().__init__(message, [FieldError(field, message)])
