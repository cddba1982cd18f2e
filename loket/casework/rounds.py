"""Rounds of the WensenScan: their dates, and who was reminded when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, func
from sqlmodel import col, select

from loket.casework.done import Done
from loket.casework.inputs import Check, Input, Line
from loket.casework.records import add, change, exist, fetch, ref, table_of
from loket.language import _, ngettext
from loket.language.formats import long_date
from loket.models.institutions import Institution
from loket.models.rounds import RoundReminder, WensenscanResponse, WensenscanRound
from loket.models.words import RecordKind
from loket.store.database import Store
from loket.store.transaction import Transaction


class RoundInput(Input):
    """The fields of a round. Its population is frozen by the first load, never by this."""

    KIND = RecordKind.ROUND
    REQUIRED = ("name",)

    name: Line = None
    sent_on: date | None = None
    closed_on: date | None = None

    def rules(self) -> Iterator[tuple[str, str]]:
        """A round closes after it was sent."""
        if self.sent_on is not None and self.closed_on is not None and self.closed_on < self.sent_on:
            yield "closed_on", _("A round cannot close before it is sent.")


def add_round(store: Store, data: RoundInput) -> Done:
    """A new round, before anything of it is loaded."""
    return add(store, "add_round", data, _own_name)


def change_round(store: Store, number: int, data: RoundInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_round", number, data, version, _own_name)


def remind_institutions(store: Store, round_id: int, institutions: Sequence[int], on: date | None = None) -> Done:
    """Note that these institutions were reminded of the round on a day, today unless said otherwise; one act, one undo.

    Who was noted for that day already stays noted once; who answered in the round is left out, with a warning that names it.
    """
    day = on or store.today
    with store.write("remind_institutions") as tx:
        check = Check()
        row = fetch(tx, WensenscanRound, round_id)
        wanted = list(dict.fromkeys(institutions))
        check.require("institution_ids", tuple(wanted))
        exist(tx, check, table_of(RecordKind.INSTITUTION), "institution_ids", wanted)
        if day > store.today:
            check.fail("reminded_on", _("A reminder is noted when it was sent: {day} is still to come.").format(day=long_date(day)))
        elif row.sent_on is not None and day < row.sent_on:
            check.fail("reminded_on", _("{round} was sent on {day}, after that.").format(round=row.name, day=long_date(row.sent_on)))
        own = select(WensenscanResponse.institution_id).where(WensenscanResponse.round_id == round_id)
        names = select(Institution.id, Institution.name).where(col(Institution.id).in_(own)).order_by(col(Institution.id))
        answered = {number: name for number, name in tx.session.exec(names) if number in wanted}
        wanted = [number for number in wanted if number not in answered]
        if answered:
            told = _("Left out, because they answered: {names}.").format(names=", ".join(answered.values()))
            check.warnings.append(told) if wanted else check.fail("institution_ids", told)
        check.finish()
        for number in wanted:
            if tx.session.get(RoundReminder, (round_id, number, day)) is None:
                tx.session.add(RoundReminder(round_id=round_id, institution_id=number, reminded_on=day))
        text = ngettext("{count} institution reminded on {day}.", "{count} institutions reminded on {day}.", len(wanted))
        message = text.format(count=len(wanted), day=long_date(day))
        return Done(tx.id, message, (ref(row),), tuple(check.warnings))


def to_invite(connection: Connection) -> list[int]:
    """Who is invited where no list says so: the institutions that are active now."""
    active = col(Institution.active).is_(True), col(Institution.merged_into_id).is_(None)
    found = connection.execute(select(col(Institution.id)).where(*active).order_by(col(Institution.id))).scalars()
    return [number for number in found if number is not None]


def _own_name(tx: Transaction, check: Check, data: RoundInput, row: WensenscanRound | None) -> RoundInput:
    """A name is one round's, whatever its capitals."""
    if data.name:
        same = tx.session.exec(select(WensenscanRound).where(func.lower(WensenscanRound.name) == data.name.lower())).all()
        if any(other is not row for other in same):
            check.fail("name", _("There is a round of this name already."))
    return data
