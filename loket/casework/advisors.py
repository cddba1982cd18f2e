"""Advisors: who they are, and when they are away and who stands in."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from loket.casework.done import Done
from loket.casework.inputs import Check, Input, Line, Text
from loket.casework.records import add, change, ref
from loket.language import _
from loket.models.advisors import Advisor
from loket.models.words import AdvisorRole, RecordKind
from loket.store.database import Store
from loket.store.transaction import Transaction


class AdvisorInput(Input):
    """The fields of an advisor. Only an admin gives another role than advisor or takes one away, and lets one go or come back."""

    KIND = RecordKind.ADVISOR
    REQUIRED = ("name",)

    name: Line = None
    email: Line = None
    signature: Text = None
    role: AdvisorRole = AdvisorRole.ADVISOR
    strong_in_technical: bool = False
    strong_in_change: bool = False
    away_until: date | None = None
    stand_in_id: int | None = None
    active: bool = True


def add_advisor(store: Store, data: AdvisorInput) -> Done:
    """A new advisor, of a name that no other has."""
    if data.role is not AdvisorRole.ADVISOR:
        store.require_admin()
    return add(store, "add_advisor", data, _rules)


def change_advisor(store: Store, number: int, data: AdvisorInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    if data.says("role") or data.says("active"):
        store.require_admin()
    return change(store, "change_advisor", number, data, version, _rules)


def _rules(tx: Transaction, check: Check, data: AdvisorInput, row: Advisor | None) -> AdvisorInput:
    """A name is one advisor's, and nobody stands in for themselves."""
    other = tx.session.exec(select(Advisor).where(Advisor.name == data.name)).first()
    if other is not None and other is not row:
        check.fail("name", _("{number} has this name already.").format(number=ref(other).number))
    if row is not None and data.stand_in_id == row.id:
        check.fail("stand_in_id", _("The stand-in is somebody else."))
    if row is not None and ((data.says("active") and not data.active) or (data.says("role") and data.role is not AdvisorRole.ADMIN)):
        keep_an_admin(tx, check, row, "active" if data.says("active") and not data.active else "role")
    return data


def keep_an_admin(tx: Transaction, check: Check, leaving: Advisor, field: str) -> None:
    """Note an error when `leaving` is the only admin who works here: nobody could make another."""
    if leaving.role is AdvisorRole.ADMIN and leaving.active:
        others = select(Advisor).where(Advisor.role == AdvisorRole.ADMIN, col(Advisor.active), Advisor.id != leaving.id)
        if tx.session.exec(others).first() is None:
            check.fail(field, _("{name} is the only admin: make somebody else admin first.").format(name=leaving.name))
