"""What a verb hands back, and the errors that only verbs raise."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

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
class TheirChange:
    """What others made of a field: what it was, what it is now, who did that last and when (UTC, ISO). Values as in JSON."""

    field: str
    was: Any
    now: Any
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that both changed: what it was, what the other made of it, what this person typed; who and when. Values as in JSON.

    Where several columns say one thing (which record a note is on), the values are words for people, and `columns` are theirs.
    """

    field: str
    was: Any
    theirs: Any
    mine: Any
    who: str
    at: str
    columns: Mapping[str, Any] = dataclasses.field(default_factory=dict)


class Conflict(Refused):
    """Somebody changed the same fields since this person opened the record; nothing was saved.

    `fields` are to be chosen; `alone` is what others alone changed, `mine_alone` what this person did. `version` is the record's version
    now: what is chosen is saved with it, without the fields that have `given_way` to what others said, and what is changed again meanwhile
    conflicts again.
    """

    def __init__(
        self,
        record: Ref,
        version: int,
        fields: Sequence[FieldConflict],
        alone: Sequence[TheirChange] = (),
        mine_alone: Sequence[str] = (),
        given_way: Sequence[str] = (),
    ) -> None:
        self.record = record
        self.version = version
        self.fields = tuple(fields)
        self.alone = tuple(alone)
        self.mine_alone = tuple(mine_alone)
        self.given_way = tuple(given_way)
        latest = max(self.fields, key=lambda one: one.at)
        self.who, self.at = latest.who, latest.at
        names = ", ".join(field_label(conflict.field) for conflict in fields)
        message = _("{number}: {who} changed {fields} while you had it open. Look at it again, then choose.")
        errors = [FieldError(conflict.field, _("Changed by {who} meanwhile.").format(who=conflict.who)) for conflict in fields]
        super().__init__(message.format(number=record.number, who=self.who, fields=names), errors)

    def resolved(self, values: Mapping[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
        """What to save of these `values` now, with another version `chosen` of some: with `version`."""
        return {**{name: value for name, value in values.items() if name not in self.given_way}, **chosen}


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
