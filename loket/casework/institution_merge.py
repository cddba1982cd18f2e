"""Merging two institutions that are one: everything moves to the survivor, and the old names stay findable."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import col, select

from loket.casework import merging
from loket.casework.contacts import DuplicateContact, combine_contacts, duplicate_contacts
from loket.casework.done import Done
from loket.casework.inputs import Check
from loket.casework.institutions import keep_former_name
from loket.casework.merging import Difference, MergePlan, two_of
from loket.casework.pointers import count_pointing, repoint
from loket.casework.records import done, fetch, ref
from loket.language import _, label
from loket.language.labels import field_label
from loket.models.advisors import Advisor
from loket.models.errors import Refused
from loket.models.institutions import DistinctInstitutions, Institution, InstitutionAlias
from loket.models.rounds import WensenscanResponse, WensenscanRound
from loket.models.words import Audience, RecordKind
from loket.store.database import Store
from loket.store.transaction import Transaction

STAYS = frozenset({"institution_alias", "round_population", "distinct_institutions"})
"""Names and what is not the same move by their own rules; a round's population is frozen for ever."""

_FILLED = ("short_name", "kind", "umbrella", "city", "province", "agb", "website", "epd_vendor", "phase", "advisor_id")
_PAIRED = {"role": "role_since"}
_COMPARED = (*_FILLED, *_PAIRED)


def preview_merge(store: Store, survivor: int, merged: int) -> MergePlan:
    """What merging would do; changes nothing."""
    with store.write("preview") as tx:
        keep, gone = _pair(tx, survivor, merged)
        duplicates = duplicate_contacts(tx, survivor, merged)
        moves = count_pointing(tx, RecordKind.INSTITUTION, merged, STAYS)
        warnings = (*_advisors(tx, keep, gone), *_warnings(tx, keep, gone, duplicates))
        return MergePlan(keep.name, gone.name, moves, tuple(_fills(keep, gone)), duplicates, warnings, tuple(_differences(tx, keep, gone)))


def merge_institutions(store: Store, survivor: int, merged: int, reason: str | None = None, take: Collection[str] = ()) -> Done:
    """Move everything of `merged` to `survivor`, close `merged`, and keep its names as names of the survivor.

    Of the fields in `take` the survivor takes over what the merged one says; of the others it keeps its own.
    """
    check = Check()
    with store.write("merge_institutions", reason=check.line("reason", reason)) as tx:
        keep, gone = _pair(tx, survivor, merged)
        duplicates = duplicate_contacts(tx, survivor, merged)
        check.warnings.extend(_warnings(tx, keep, gone, duplicates))
        repoint(tx, RecordKind.INSTITUTION, merged, survivor, STAYS)
        _move_distinct(tx, survivor, merged)
        for double in duplicates:
            if not double.differs:
                combine_contacts(tx, double)
        fills = {**_fills(keep, gone), **_taken(check, keep, gone, take)}
        check.finish()
        code, short = keep.agb, keep.short_name
        if "agb" in fills:
            gone.agb = None  # it is no two institutions' at once
            tx.session.flush()
        for name, value in fills.items():
            setattr(keep, name, value)
        if "agb" in fills:
            tx.session.flush()
            gone.agb = code  # who knows it by the old code still finds it
        if keep.stand_in_id is not None and keep.stand_in_id == keep.advisor_id:
            keep.stand_in_id = None
        _move_names(tx, keep, gone, short)
        gone.active, gone.merged_into_id = False, survivor
        tx.session.flush()
        message = _("{merged} is now part of {survivor}.").format(merged=gone.name, survivor=keep.name)
        return done(tx, check, message, ref(keep), ref(gone))


def mark_distinct(store: Store, one: int, other: int) -> Done:
    """Remember that two institutions that look alike are not one: they are not proposed as duplicates any more."""
    check = Check()
    with store.write("mark_distinct") as tx:
        first, second = (fetch(tx, Institution, number) for number in sorted((one, other)))
        if first is second:
            raise Refused(_("Choose two institutions."))
        _say_distinct(tx, first.id or 0, second.id or 0)
        message = _("{a} and {b} are not the same.").format(a=first.name, b=second.name)
        return done(tx, check, message, ref(first), ref(second))


def _pair(tx: Transaction, survivor: int, merged: int) -> tuple[Institution, Institution]:
    keep, gone = two_of(tx, Institution, survivor, merged)
    for row in (keep, gone):
        if row.merged_into_id is not None:
            raise Refused(_("{name} was merged already.").format(name=row.name))
    return keep, gone


def _fills(keep: Institution, gone: Institution) -> Mapping[str, Any]:
    """What the survivor does not know and the other does."""
    fills = dict(merging.fills(keep, gone, _FILLED))
    for name, since in _PAIRED.items():
        if getattr(keep, name) is None and getattr(gone, name) is not None:
            fills |= {name: getattr(gone, name), since: getattr(gone, since)}
    advisor = fills.get("advisor_id", keep.advisor_id)
    if keep.stand_in_id is None and gone.stand_in_id not in (None, advisor):
        fills["stand_in_id"] = gone.stand_in_id
    if fills.get("advisor_id") is not None and fills["advisor_id"] == keep.stand_in_id:
        del fills["advisor_id"]
    return fills


def _taken(check: Check, keep: Institution, gone: Institution, take: Collection[str]) -> Mapping[str, Any]:
    """What the survivor takes over, with since when it is so."""
    taken = merging.taken(check, keep, gone, _COMPARED, take)
    return {**taken, **{since: getattr(gone, since) for name, since in _PAIRED.items() if name in taken}}


def _differences(tx: Transaction, keep: Institution, gone: Institution) -> Iterator[Difference]:
    """What the two say otherwise of themselves; advisors by name."""
    for one in merging.differences(keep, gone, _COMPARED):
        if one.field == "advisor_id":
            ours, theirs = (tx.session.get_one(Advisor, int(number)).name for number in (one.ours, one.theirs))
            yield replace(one, ours=ours, theirs=theirs)
        else:
            yield one


def _advisors(tx: Transaction, keep: Institution, gone: Institution) -> Iterator[str]:
    """That work stays with who has it."""
    if keep.advisor_id and gone.advisor_id and keep.advisor_id != gone.advisor_id:
        for number in (keep.advisor_id, gone.advisor_id):
            yield _("What {name} has open stays with {name}.").format(name=tx.session.get_one(Advisor, number).name)


def _warnings(tx: Transaction, keep: Institution, gone: Institution, duplicates: tuple[DuplicateContact, ...]) -> Iterator[str]:
    """What is there twice afterwards, in sentences."""
    for name, audience in _answered_twice(tx, keep, gone):
        who = label(audience) if audience else _("unknown audience")
        yield _("{round}: {audience} answered at both; the latest known answer counts.").format(round=name, audience=who)
    for double in duplicates:
        if double.differs:
            fields = ", ".join(field_label(name) for name in double.differs)
            yield _("{name} is a contact at both and stays twice, with another {fields}.").format(name=double.name, fields=fields)


def _answered_twice(tx: Transaction, keep: Institution, gone: Institution) -> list[tuple[str, Audience | None]]:
    """The rounds in which one audience answered at both."""
    ours, theirs = (
        {
            (one.round_id, one.audience)
            for one in tx.session.exec(select(WensenscanResponse).where(WensenscanResponse.institution_id == at.id))
        }
        for at in (keep, gone)
    )
    found = [(fetch(tx, WensenscanRound, number).name, audience) for number, audience in ours & theirs]
    return sorted(found, key=lambda one: (one[0], one[1] or ""))


def _move_distinct(tx: Transaction, survivor: int, merged: int) -> None:
    """What was not the same as the merged one is not the same as its survivor; that these two are not the same was wrong."""
    pairs = (col(DistinctInstitutions.institution_id) == merged) | (col(DistinctInstitutions.other_id) == merged)
    for pair in tx.session.exec(select(DistinctInstitutions).where(pairs)).all():
        third = pair.other_id if pair.institution_id == merged else pair.institution_id
        tx.session.delete(pair)
        if third != survivor:
            _say_distinct(tx, *sorted((third, survivor)))
    tx.session.flush()


def _say_distinct(tx: Transaction, lower: int, higher: int) -> None:
    if tx.session.get(DistinctInstitutions, (lower, higher)) is None:
        tx.session.add(DistinctInstitutions(institution_id=lower, other_id=higher))


def _move_names(tx: Transaction, keep: Institution, gone: Institution, was_short: str | None) -> None:
    """Every name that either had means the survivor from now on."""
    known = {alias.alias for alias in tx.session.exec(select(InstitutionAlias).where(InstitutionAlias.institution_id == keep.id))}
    known |= {name for name in (keep.name, keep.short_name) if name}
    for alias in tx.session.exec(select(InstitutionAlias).where(InstitutionAlias.institution_id == gone.id)).all():
        if alias.alias in known:
            tx.session.delete(alias)
        else:
            alias.institution_id = keep.id or 0
            known.add(alias.alias)
    tx.session.flush()
    for short in (gone.short_name, was_short):
        if short and short not in known:
            tx.session.add(InstitutionAlias(institution_id=keep.id or 0, alias=short))
            known.add(short)
    if gone.name != keep.name:
        keep_former_name(tx, keep, gone.name)
