"""What merging two records of a kind has in common: what is told of it beforehand, what the one fills in for the other, what was chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from loket.casework.contacts import DuplicateContact
from loket.casework.inputs import Check
from loket.casework.records import fetch
from loket.language import _, label
from loket.language.formats import long_date
from loket.language.labels import field_label
from loket.models.errors import Refused
from loket.models.record import Versioned
from loket.models.words import Word
from loket.store.reader import as_date
from loket.store.transaction import Transaction

_Row = TypeVar("_Row", bound=Versioned)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two records contradict each other, as people read it: one of the two is to be chosen."""

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge does: how many rows of each table move, which empty fields of the survivor are filled, and what to know first.

    `duplicates` are contacts that are at both; `warnings` are sentences; `differences` are fields to choose.
    """

    survivor: str
    merged: str
    moves: Mapping[str, int]
    fills: tuple[str, ...]
    duplicates: tuple[DuplicateContact, ...] = ()
    warnings: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


def two_of(tx: Transaction, model: type[_Row], survivor: int, merged: int) -> tuple[_Row, _Row]:
    """The two records; Refused when they are one, or when only one of them is confidential."""
    keep, gone = fetch(tx, model, survivor), fetch(tx, model, merged)
    if survivor == merged:
        raise Refused(_("Choose two records."))
    if keep.confidential != gone.confidential:
        hidden, other = (keep, gone) if keep.confidential else (gone, keep)
        message = _("{hidden} is confidential and {other} is not; make that the same first, so that nothing shows that should not.")
        raise Refused(message.format(hidden=_called(hidden), other=_called(other)))
    return keep, gone


def fills(keep: Versioned, gone: Versioned, fields: Sequence[str]) -> Mapping[str, Any]:
    """What the survivor does not know and the other does."""
    return {name: getattr(gone, name) for name in fields if getattr(keep, name) is None and getattr(gone, name) is not None}


def differences(keep: Versioned, gone: Versioned, fields: Sequence[str]) -> Iterator[Difference]:
    """The fields in which the two contradict each other."""
    for name in fields:
        ours, theirs = getattr(keep, name), getattr(gone, name)
        if None not in (ours, theirs) and ours != theirs:
            yield Difference(name, _said(ours), _said(theirs))


def taken(check: Check, keep: Versioned, gone: Versioned, fields: Sequence[str], take: Collection[str]) -> Mapping[str, Any]:
    """The values of the other that were chosen above the survivor's own."""
    for name in sorted(set(take) - set(fields)):
        check.fail(name, _("{field} is not chosen at a merge.").format(field=field_label(name)))
    return {name: getattr(gone, name) for name in fields if name in take and getattr(gone, name) is not None}


def _called(row: Versioned) -> str:
    return str(getattr(row, "name", None) or row.id)


def _said(value: object) -> str:
    if isinstance(value, Word):
        return label(value)
    day = as_date(value) if hasattr(value, "isoformat") else None  # type: ignore[arg-type]
    return long_date(day) if day is not None else str(value)
