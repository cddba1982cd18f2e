"""Merging two institutions that are one: everything moves to the survivor, and the old names stay findable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, func, select, update
from sqlmodel import select as select_rows

from loket.casework.checking import Check
from loket.casework.done import Done, Ref
from loket.casework.institutions import keep_former_name
from loket.casework.records import done, fetch
from loket.language import _
from loket.models.base import METADATA
from loket.models.errors import Refused
from loket.models.people import Institution, InstitutionAlias
from loket.models.words import RecordKind
from loket.store.opening import Store
from loket.store.writing import Transaction

_KEPT = frozenset({"institution_alias", "round_population"})
"""Aliases move by their own rule; a round's population is frozen for ever."""

_ATTACHED = ("follow_up", "note", "link")


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge moves: how many rows of each table, and which empty fields of the survivor are filled."""

    survivor: str
    merged: str
    moves: Mapping[str, int]
    fills: tuple[str, ...]


def preview_merge(store: Store, survivor: int, merged: int) -> MergePlan:
    """What merging would do; changes nothing."""
    with store.write("preview") as tx:
        keep, gone = _pair(tx, survivor, merged)
        moves = {table.name: _count(tx, table, column, merged) for table, column in _references()}
        for name in _ATTACHED:
            moves[name] = moves.get(name, 0) + _count_attached(tx, METADATA.tables[name], merged)
        fills = tuple(_fills(keep, gone))
        return MergePlan(keep.name, gone.name, {name: count for name, count in moves.items() if count}, fills)


def merge_institutions(store: Store, survivor: int, merged: int, reason: str | None = None) -> Done:
    """Move everything of `merged` to `survivor`, close `merged`, and keep its names as names of the survivor."""
    check = Check()
    with store.write("merge_institutions", reason=check.line("reason", reason)) as tx:
        keep, gone = _pair(tx, survivor, merged)
        for table, column in _references():
            _move(tx, table, column, survivor, merged)
        for name in _ATTACHED:
            _move_attached(tx, METADATA.tables[name], survivor, merged)
        fills = _fills(keep, gone)
        if "agb" in fills:
            gone.agb = None  # it is no two institutions' at once
            tx.session.flush()
        for name, value in fills.items():
            setattr(keep, name, value)
        _move_names(tx, keep, gone)
        gone.active, gone.merged_into_id = False, survivor
        tx.session.flush()
        message = _("{merged} is now part of {survivor}.").format(merged=gone.name, survivor=keep.name)
        return done(tx, check, message, Ref(RecordKind.INSTITUTION, survivor), Ref(RecordKind.INSTITUTION, merged))


def _pair(tx: Transaction, survivor: int, merged: int) -> tuple[Institution, Institution]:
    keep, gone = fetch(tx, RecordKind.INSTITUTION, survivor), fetch(tx, RecordKind.INSTITUTION, merged)
    if survivor == merged:
        raise Refused(_("Choose two institutions."))
    for row in (keep, gone):
        if row.merged_into_id is not None:
            raise Refused(_("{name} was merged already.").format(name=row.name))
    if keep.agb and gone.agb:
        raise Refused(_("{a} and {b} have AGB codes of their own; clear one first if they are one.").format(a=keep.name, b=gone.name))
    return keep, gone


def _references() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column that points at an institution."""
    for table in METADATA.sorted_tables:
        for column in table.columns:
            if table.name not in _KEPT and any(key.column.table.name == "institution" for key in column.foreign_keys):
                yield table, column


def _count(tx: Transaction, table: Table, column: Column[Any], number: int) -> int:
    return tx.connection.execute(select(func.count()).select_from(table).where(column == number)).scalar_one()


def _count_attached(tx: Transaction, table: Table, number: int) -> int:
    where = (table.c.on_kind == RecordKind.INSTITUTION, table.c.on_id == number, *_not_counted(table, number))
    return tx.connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()


def _not_counted(table: Table, number: int) -> tuple[Any, ...]:
    return (table.c.institution_id.is_distinct_from(number),) if "institution_id" in table.columns else ()


def _move(tx: Transaction, table: Table, column: Column[Any], survivor: int, merged: int) -> None:
    """Point rows at the survivor; where it has such a row already (a shared conversation), the double goes."""
    if column.primary_key:
        others = [key for key in table.primary_key.columns if key is not column]
        twin = table.alias()
        has = select(1).where(twin.c[column.name] == survivor, *(twin.c[key.name] == key for key in others)).exists()
        tx.connection.execute(table.delete().where(column == merged, has))
    changed: dict[str, Any] = {column.name: survivor}
    if "version" in table.columns:
        changed["version"] = table.c.version + 1
    tx.connection.execute(update(table).where(column == merged).values(changed))


def _move_attached(tx: Transaction, table: Table, survivor: int, merged: int) -> None:
    where = (table.c.on_kind == RecordKind.INSTITUTION, table.c.on_id == merged)
    tx.connection.execute(update(table).where(*where).values(on_id=survivor, version=table.c.version + 1))


def _fills(keep: Institution, gone: Institution) -> dict[str, Any]:
    """What the survivor does not know and the other does."""
    names = ("short_name", "kind", "umbrella", "city", "province", "agb", "website", "epd_vendor", "role", "role_since", "phase")
    advisors = ("advisor_id", "stand_in_id")
    return {name: getattr(gone, name) for name in (*names, *advisors) if getattr(keep, name) is None and getattr(gone, name) is not None}


def _move_names(tx: Transaction, keep: Institution, gone: Institution) -> None:
    known = {alias.alias for alias in tx.session.exec(select_rows(InstitutionAlias).where(InstitutionAlias.institution_id == keep.id))}
    for alias in tx.session.exec(select_rows(InstitutionAlias).where(InstitutionAlias.institution_id == gone.id)).all():
        if alias.alias in known:
            tx.session.delete(alias)
        else:
            alias.institution_id = keep.id or 0
    tx.session.flush()
    if gone.short_name and gone.short_name not in known:
        tx.session.add(InstitutionAlias(institution_id=keep.id or 0, alias=gone.short_name))
    keep_former_name(tx, keep, gone.name)
