"""The two verbs that most records have, add and change, with a place for the record's own rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from loket.casework.checking import Check, given
from loket.casework.done import Done
from loket.casework.records import ListField, alter, checked, done, fetch, make, ref
from loket.language import _
from loket.models.words import RecordKind
from loket.store.opening import Store
from loket.store.writing import Transaction

Rules = Callable[[Transaction, Check, dict[str, Any], Any], None]
"""A record's own rules: may note errors and fill in values; the last argument is the row as it was, None when it is new."""


def no_rules(_tx: Transaction, _check: Check, _values: dict[str, Any], _row: Any) -> None:
    """For records without any."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What saving a kind of record has to know."""

    kind: RecordKind
    required: Collection[str] = ()
    lists: Collection[ListField] = ()
    rules: Rules = no_rules


def add(store: Store, verb: str, shape: Shape, data: Any, defaults: Mapping[str, Any] | None = None) -> Done:
    """A new record; what `data` says nothing about is taken from `defaults`, else empty."""
    with store.write(verb) as tx:
        check = Check()
        values = {**dict.fromkeys(shape.required), **(defaults or {}), **given(data)}
        row = add_within(tx, check, shape, values)
        return done(tx, check, _("Saved: {number}."), ref(shape.kind, row))


def add_within(tx: Transaction, check: Check, shape: Shape, values: Mapping[str, Any]) -> Any:
    """A new record in a transaction that does more."""
    kept = checked(tx, check, shape.kind, values, shape.lists, shape.required)
    shape.rules(tx, check, kept, None)
    check.finish()
    return make(tx, shape.kind, kept, shape.lists)


def change(store: Store, verb: str, shape: Shape, number: int, data: Any, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    with store.write(verb) as tx:
        check = Check()
        row = change_within(tx, check, shape, number, given(data), version)
        return done(tx, check, _("Saved: {number}."), ref(shape.kind, row))


def change_within(tx: Transaction, check: Check, shape: Shape, number: int, values: Mapping[str, Any], version: int | None = None) -> Any:
    """Change a record in a transaction that does more."""
    before = fetch(tx, shape.kind, number)
    kept = checked(tx, check, shape.kind, values, shape.lists, shape.required)
    shape.rules(tx, check, kept, before)
    check.finish()
    return alter(tx, check, shape.kind, number, kept, shape.lists, version)
