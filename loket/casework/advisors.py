"""Advisors: who they are, and when they are away and who stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import select

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done
from loket.casework.records import Shape, add, change
from loket.language import _
from loket.models.people import Advisor
from loket.models.words import AdvisorRole, RecordKind
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisorInput:
    """The fields of an advisor. Only an admin gives another role than advisor, or takes one away."""

    name: str | Keep = KEEP
    email: str | Keep | None = KEEP
    role: AdvisorRole | Keep = KEEP
    strong_in_technical: bool | Keep = KEEP
    strong_in_change: bool | Keep = KEEP
    away_until: date | Keep | None = KEEP
    stand_in_id: int | Keep | None = KEEP
    active: bool | Keep = KEEP


def add_advisor(store: Store, data: AdvisorInput) -> Done:
    """A new advisor, of a name that no other has."""
    if given(data).get("role", AdvisorRole.ADVISOR) is not AdvisorRole.ADVISOR:
        store.require_admin()
    return add(store, "add_advisor", _SHAPE, data)


def change_advisor(store: Store, number: int, data: AdvisorInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    if "role" in given(data):
        store.require_admin()
    return change(store, "change_advisor", _SHAPE, number, data, version)


def _rules(tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    other = tx.session.exec(select(Advisor).where(Advisor.name == values.get("name"))).first()
    if other is not None and other is not row:
        check.fail("name", _("{number} has this name already.").format(number=RecordKind.ADVISOR.number(other.id or 0)))
    if row is not None and values.get("stand_in_id") == row.id:
        check.fail("stand_in_id", _("The stand-in is somebody else."))


_SHAPE = Shape(RecordKind.ADVISOR, required=("name",), rules=_rules)
