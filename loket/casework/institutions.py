"""Institutions: adding, changing (an old name stays findable), and merging two that are one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import select

from loket.casework.checking import KEEP, Check, Keep, given
from loket.casework.done import Done
from loket.casework.records import alter, checked, done, fetch, make, ref, touch
from loket.language import _
from loket.models.errors import FieldError, Refused
from loket.models.people import Institution, InstitutionAlias
from loket.models.words import AdoptionPhase, InstitutionKind, InstitutionRole, Province, RecordKind, Umbrella
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionInput:
    """The fields of an institution; `aliases` are other names that it is found by in imports."""

    name: str | Keep = KEEP
    short_name: str | Keep | None = KEEP
    aliases: Sequence[str] | Keep = KEEP
    kind: InstitutionKind | Keep | None = KEEP
    umbrella: Umbrella | Keep | None = KEEP
    city: str | Keep | None = KEEP
    province: Province | Keep | None = KEEP
    agb: str | Keep | None = KEEP
    website: str | Keep | None = KEEP
    epd_vendor: str | Keep | None = KEEP
    role: InstitutionRole | Keep | None = KEEP
    role_since: date | Keep | None = KEEP
    phase: AdoptionPhase | Keep | None = KEEP
    advisor_id: int | Keep | None = KEEP
    stand_in_id: int | Keep | None = KEEP
    active: bool | Keep = KEEP
    confidential: bool | Keep = KEEP


def add_institution(store: Store, data: InstitutionInput) -> Done:
    """A new institution. The name must be filled in; an AGB code is no other's."""
    with store.write("add_institution") as tx:
        check = Check()
        values, aliases = _values(tx, check, {"name": None, **given(data)}, None)
        row = make(tx, RecordKind.INSTITUTION, values)
        _set_aliases(tx, row, aliases)
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.INSTITUTION, row))


def change_institution(store: Store, number: int, data: InstitutionInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; a former name stays as an alias, with the day until which it was the name."""
    with store.write("change_institution") as tx:
        check = Check()
        row: Institution = fetch(tx, RecordKind.INSTITUTION, number)
        former = row.name
        values, aliases = _values(tx, check, given(data), row)
        values |= _closing(tx, row, values)
        alter(tx, check, RecordKind.INSTITUTION, number, values, version=version)
        if _set_aliases(tx, row, aliases):
            touch(row)
        if row.name != former:
            keep_former_name(tx, row, former)
        tx.session.flush()
        return done(tx, check, _("Saved: {number}."), ref(RecordKind.INSTITUTION, row))


def keep_former_name(tx: Transaction, row: Institution, former: str) -> None:
    """Let an institution be found by a name that it had until today."""
    where = (InstitutionAlias.institution_id == row.id, InstitutionAlias.alias == former)
    alias = tx.session.exec(select(InstitutionAlias).where(*where)).first()
    if alias is None:
        alias = InstitutionAlias(institution_id=row.id or 0, alias=former)
    alias.former_until = tx.today
    tx.session.add(alias)
    tx.session.flush()


def _values(
    tx: Transaction, check: Check, given_values: dict[str, Any], row: Institution | None
) -> tuple[dict[str, Any], tuple[str, ...] | None]:
    aliases = given_values.pop("aliases", None)
    values = checked(tx, check, RecordKind.INSTITUTION, given_values, required=("name",))
    agb = values.get("agb")
    if agb:
        if not re.fullmatch("[0-9]{8}", agb):
            check.fail("agb", _("An AGB code has 8 digits."))
        other = tx.session.exec(select(Institution).where(Institution.agb == agb)).first()
        if other is not None and other is not row:
            check.fail("agb", _("{name} has this AGB code already.").format(name=other.name))
    if row is not None and values.get("stand_in_id") and values["stand_in_id"] == values.get("advisor_id", row.advisor_id):
        check.fail("stand_in_id", _("The stand-in is somebody else than the advisor."))
    cleaned = None
    if aliases is not None:
        lines = [check.line("aliases", alias) for alias in aliases]
        cleaned = tuple(dict.fromkeys(line for line in lines if line))
    check.finish()
    return values, cleaned


def _closing(tx: Transaction, row: Institution, values: dict[str, Any]) -> dict[str, Any]:
    """The day of closing goes with being active or not; a merged institution stays what it is."""
    active = values.get("active", row.active)
    if active == row.active:
        return {}
    if active and row.merged_into_id is not None:
        raise Refused(errors=[FieldError("active", _("{name} was merged already.").format(name=row.name))])
    return {"closed_on": None if active else tx.today}


def _set_aliases(tx: Transaction, row: Institution, aliases: Sequence[str] | None) -> bool:
    """Make the aliases those given; former names stay. Returns whether any changed."""
    if aliases is None:
        return False
    there = list(tx.session.exec(select(InstitutionAlias).where(InstitutionAlias.institution_id == row.id)).all())
    gone = [alias for alias in there if alias.alias not in aliases and alias.former_until is None]
    known = {alias.alias for alias in there}
    new = [InstitutionAlias(institution_id=row.id or 0, alias=alias) for alias in aliases if alias not in known]
    for alias in gone:
        tx.session.delete(alias)
    tx.session.add_all(new)
    tx.session.flush()
    return bool(gone or new)
