"""Rounds of the WensenScan: their dates, and who was reminded when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select

from loket.casework.checks import KEEP, Check, Keep
from loket.casework.done import Done, Ref
from loket.casework.records import Shape, add, change, fetch
from loket.language import _, ngettext
from loket.language.formats import long_date
from loket.models.tables import METADATA
from loket.models.wensenscan import WensenscanRound
from loket.models.words import RecordKind
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundInput:
    """The fields of a round. Its population is frozen by the first load, never by this."""

    name: str | Keep = KEEP
    sent_on: date | Keep | None = KEEP
    closed_on: date | Keep | None = KEEP


def add_round(store: Store, data: RoundInput) -> Done:
    """A new round, before anything of it is loaded."""
    return add(store, "add_round", _ROUND, data)


def change_round(store: Store, number: int, data: RoundInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_round", _ROUND, number, data, version)


def remind_institutions(store: Store, round_id: int, institutions: Sequence[int], on: date | None = None) -> Done:
    """Note that these institutions were reminded of the round on a day, today unless said otherwise; one act, one undo.

    Who was noted for that day already stays noted once; who answered in the round is left out, with a warning that names it.
    """
    day = on or store.today
    with store.write("remind_institutions") as tx:
        check = Check()
        row: WensenscanRound = fetch(tx, RecordKind.ROUND, round_id)
        wanted = list(dict.fromkeys(institutions))
        check.require("institution_ids", tuple(wanted))
        check.exist(tx.connection, "institution", "institution_ids", wanted)
        if day > store.today:
            check.fail("reminded_on", _("A reminder is noted when it was sent: {day} is still to come.").format(day=long_date(day)))
        elif row.sent_on is not None and day < row.sent_on:
            check.fail("reminded_on", _("{round} was sent on {day}, after that.").format(round=row.name, day=long_date(row.sent_on)))
        answered = _answered(tx, round_id, wanted)
        wanted = [number for number in wanted if number not in answered]
        if answered:
            told = _("Left out, because they answered: {names}.").format(names=", ".join(answered.values()))
            check.warnings.append(told) if wanted else check.fail("institution_ids", told)
        check.finish()
        new = [number for number in wanted if number not in _reminded(tx, round_id, day)]
        if new:
            values = [{"round_id": round_id, "institution_id": number, "reminded_on": day} for number in new]
            tx.connection.execute(insert(METADATA.tables["round_reminder"]), values)
        text = ngettext("{count} institution reminded on {day}.", "{count} institutions reminded on {day}.", len(wanted))
        message = text.format(count=len(wanted), day=long_date(day))
        return Done(tx.id, message, (Ref(RecordKind.ROUND, round_id),), tuple(check.warnings))


def _reminded(tx: Transaction, round_id: int, day: date) -> set[int]:
    table = METADATA.tables["round_reminder"]
    found = select(table.c.institution_id).where(table.c.round_id == round_id, table.c.reminded_on == day)
    return set(tx.connection.execute(found).scalars())


def _answered(tx: Transaction, round_id: int, institutions: Sequence[int]) -> dict[int, str]:
    """Those that did answer, by number."""
    responses, table = METADATA.tables["wensenscan_response"], METADATA.tables["institution"]
    own = select(responses.c.institution_id).where(responses.c.round_id == round_id)
    names = select(table.c.id, table.c.name).where(table.c.id.in_(own)).order_by(table.c.id)
    return {number: name for number, name in tx.connection.execute(names) if number in set(institutions)}


def _rules(tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    """A name is one round's; a round closes after it was sent."""
    sent = values.get("sent_on", getattr(row, "sent_on", None))
    closed = values.get("closed_on", getattr(row, "closed_on", None))
    if sent is not None and closed is not None and closed < sent:
        check.fail("closed_on", _("A round cannot close before it is sent."))
    name = values.get("name")
    if name:
        table = METADATA.tables["wensenscan_round"]
        same = select(table.c.id).where(func.lower(table.c.name) == name.lower())
        others = set(tx.connection.execute(same).scalars()) - {getattr(row, "id", None)}
        if others:
            check.fail("name", _("There is a round of this name already."))


_ROUND = Shape(RecordKind.ROUND, required=("name",), rules=_rules)
