"""The lists that an admin keeps: obstacles and UZ-sets. What ended is chosen no more, and keeps its records."""

from __future__ import annotations

from typing import TypeVar

from sqlmodel import col, select

from loket.casework.done import Done
from loket.casework.inputs import Check, Input, Line
from loket.language import _
from loket.models.errors import Refused
from loket.models.themes import Obstacle, OutcomeSet, Theme
from loket.store.database import Store
from loket.store.transaction import Transaction

R = TypeVar("R", Obstacle, OutcomeSet)


class ObstacleInput(Input):
    """A bottleneck and the theme that it is under."""

    label: Line = None
    theme_id: int | None = None
    active: bool = True


class OutcomeSetInput(Input):
    """A UZ-set: the condition that it is for, and how far its agreement has come, in words."""

    name: Line = None
    status: Line = None
    active: bool = True


def save_obstacle(store: Store, number: int | None, data: ObstacleInput, seen: ObstacleInput | None = None) -> Done:
    """Add an obstacle (no `number`) or change the fields that `data` names; only an admin may. `seen` is how it stood on the screen."""
    store.require_admin()
    with store.write("change_obstacle" if number else "add_obstacle") as tx:
        check = Check()
        row = _row(tx, Obstacle, number)
        if row is not None:
            _same(ObstacleInput(label=row.label, theme_id=row.theme_id, active=row.active), seen)
        label = data.label if data.says("label") or row is None else row.label
        theme = data.theme_id if data.says("theme_id") or row is None else row.theme_id
        check.take(data)
        check.require("label", label)
        check.require("theme_id", theme)
        if theme is not None and tx.session.get(Theme, theme) is None:
            check.fail("theme_id", _("There is no theme {number}.").format(number=theme))
        other = next((one for one in tx.session.exec(select(Obstacle)) if _alike(one.label, label) and one is not row), None)
        if other is not None:
            check.fail("label", _("“{name}” is in the list already.").format(name=other.label))
        check.finish()
        if row is None:
            row = Obstacle(label=label or "", theme_id=theme or 0, active=data.active)
            tx.session.add(row)
        else:
            row.label, row.theme_id = label or "", theme or 0
            row.active = data.active if data.says("active") else row.active
        tx.session.flush()
        return Done(tx.id, _saved(row.label, row.active), (), tuple(check.warnings))


def save_outcome_set(store: Store, number: int | None, data: OutcomeSetInput, seen: OutcomeSetInput | None = None) -> Done:
    """Add a UZ-set (no `number`) or change the fields that `data` names; only an admin may. `seen` is how it stood on the screen."""
    store.require_admin()
    with store.write("change_outcome_set" if number else "add_outcome_set") as tx:
        check = Check()
        row = _row(tx, OutcomeSet, number)
        if row is not None:
            _same(OutcomeSetInput(name=row.name, status=row.status, active=row.active), seen)
        name = data.name if data.says("name") or row is None else row.name
        check.take(data)
        check.require("name", name)
        other = next((one for one in tx.session.exec(select(OutcomeSet)) if _alike(one.name, name) and one is not row), None)
        if other is not None:
            check.fail("name", _("“{name}” is in the list already.").format(name=other.name))
        check.finish()
        if row is None:
            row = OutcomeSet(name=name or "", status=data.status, active=data.active)
            tx.session.add(row)
        else:
            row.name = name or ""
            row.status = data.status if data.says("status") else row.status
            row.active = data.active if data.says("active") else row.active
        tx.session.flush()
        return Done(tx.id, _saved(row.name, row.active), (), tuple(check.warnings))


def obstacle_called(store: Store, label: str) -> int | None:
    """The number of the obstacle with this label, whatever its case; None when there is none."""
    return _called(store, "SELECT id FROM obstacle WHERE lower(label) = :name", label)


def outcome_set_called(store: Store, name: str) -> int | None:
    """The number of the UZ-set with this name, whatever its case; None when there is none."""
    return _called(store, "SELECT id FROM outcome_set WHERE lower(name) = :name", name)


def _called(store: Store, sql: str, name: str) -> int | None:
    with store.read() as reader:
        found: int | None = reader.value(sql, name=name.strip().lower())
    return found


def _row(tx: Transaction, model: type[R], number: int | None) -> R | None:
    row = None if number is None else tx.session.exec(select(model).where(col(model.id) == number)).first()
    if row is None and number is not None:
        raise Refused(_("There is no {number}.").format(number=number))
    return row


def _same(now: Input, seen: Input | None) -> None:
    if seen is not None and seen.model_dump() != now.model_dump():
        raise Refused(_("Somebody else changed this meanwhile; open it again."))


def _alike(one: str, other: str | None) -> bool:
    return other is not None and one.casefold() == other.casefold()


def _saved(name: str, active: bool) -> str:
    return (_("Saved: “{name}”.") if active else _("Ended: “{name}”; its records keep it.")).format(name=name)
