"""Offerings: what institutions can be referred to, and the requests that wait for one that is still to come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select

from loket.casework.checks import KEEP, Check, Keep, given
from loket.casework.done import Done, Ref
from loket.casework.records import ListField, Shape, add_within, change, done, fetch, ref
from loket.language import _, ngettext
from loket.models.cases import SupportRequest
from loket.models.errors import Refused
from loket.models.offerings import Offering
from loket.models.tables import METADATA
from loket.models.words import Audience, OfferingKind, OfferingStatus, OutcomeInfo, RecordKind
from loket.store.opening import Store
from loket.store.writing import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingInput:
    """The fields of an offering; a new one without `state` is available. No audience means everyone."""

    title: str | Keep = KEEP
    kind: OfferingKind | Keep | None = KEEP
    provider: str | Keep | None = KEEP
    url: str | Keep | None = KEEP
    description: str | Keep | None = KEEP
    outcome_info: OutcomeInfo | Keep | None = KEEP
    themes: Sequence[int] | Keep = KEEP
    obstacles: Sequence[int] | Keep = KEEP
    audiences: Sequence[Audience] | Keep = KEEP
    state: OfferingStatus | Keep = KEEP
    available_from: date | Keep | None = KEEP
    available_until: date | Keep | None = KEEP
    owner: str | Keep | None = KEEP
    expected_on: date | Keep | None = KEEP
    confidential: bool | Keep = KEEP


def add_offering(store: Store, data: OfferingInput, waiting: Sequence[int] = ()) -> Done:
    """A new offering. Title, kind and at least one theme must be filled in; the requests in `waiting` wait for it."""
    with store.write("add_offering") as tx:
        check = Check()
        usual = {**dict.fromkeys(_SHAPE.required), "state": OfferingStatus.AVAILABLE, "state_since": tx.today}
        made = ref(RecordKind.OFFERING, add_within(tx, check, _SHAPE, {**usual, **given(data)}))
        message = _("Saved: {number}.")
        if waiting:
            wait_within(tx, check, waiting, made.id)
            text = ngettext("{count} request waits for it.", "{count} requests wait for it.", len(waiting))
            message += " " + text.format(count=len(waiting))
        return done(tx, check, message, made)


def change_offering(store: Store, number: int, data: OfferingInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; its status changes through `states.advance`."""
    return change(store, "change_offering", _SHAPE, number, data, version)


def _rules(_tx: Transaction, check: Check, values: dict[str, Any], row: Any) -> None:
    def now(name: str) -> Any:
        return values[name] if name in values else getattr(row, name, None)

    if now("outcome_info") is OutcomeInfo.NOT_APPLICABLE:
        check.fail("outcome_info", _("An offering is with, without or for both."))
    if now("available_from") and now("available_until") and now("available_until") < now("available_from"):
        check.fail("available_until", _("The end comes after the beginning."))
    if row is not None and "state" in values and values["state"] != row.state:
        check.fail("state", _("Change the state by itself (key s)."))


_SHAPE = Shape(
    RecordKind.OFFERING,
    required=("title", "kind", "themes"),
    lists=(
        ListField("themes", "offering_theme", "theme_id", "theme"),
        ListField("obstacles", "offering_obstacle", "obstacle_id", "obstacle"),
        ListField("audiences", "offering_audience", "audience", None),
    ),
    rules=_rules,
)


_WAITING = METADATA.tables["waiting_request"]


def wait_for_offering(store: Store, requests: Sequence[int], offering: int) -> Done:
    """Let open requests wait for an offering that is not there yet; those that wait for it already stay as they are."""
    with store.write("wait_for_offering") as tx:
        check = Check()
        wait_within(tx, check, requests, offering)
        return done(tx, check, waits_for(tx, requests, [offering]), *(Ref(RecordKind.REQUEST, number) for number in requests))


def stop_waiting(store: Store, waits: Sequence[tuple[int, int]]) -> Done:
    """Let requests wait no longer: pairs of a request and the offering that it waits for."""
    with store.write("stop_waiting") as tx:
        if not sum(forget_within(tx, [request], [offering]) for request, offering in waits):
            raise Refused(_("None of these waits for it."))
        requests = list(dict.fromkeys(request for request, _offering in waits))
        titles = ", ".join(fetch(tx, RecordKind.OFFERING, offering).title for offering in dict.fromkeys(pair[1] for pair in waits))
        message = ngettext("{number} no longer waits for: {title}.", "{count} requests no longer wait for: {title}.", len(requests))
        message = message.replace("{count}", str(len(requests))).replace("{title}", _braced(titles))
        return done(tx, Check(), message, *(Ref(RecordKind.REQUEST, number) for number in requests))


def wait_within(tx: Transaction, check: Check, requests: Sequence[int], offering: int) -> None:
    """Let requests wait, in a transaction that does more."""
    row: Offering = fetch(tx, RecordKind.OFFERING, offering)
    if not is_coming(tx, row):
        gone = _("{number} is not being made any more: nothing to wait for.")
        there = _("{number} is there now: refer to it.")
        text = gone if row.state is OfferingStatus.LAPSED else there
        raise Refused(text.format(number=RecordKind.OFFERING.number(offering)))
    for number in requests:
        request: SupportRequest = fetch(tx, RecordKind.REQUEST, number)
        if request.closed_on is not None:
            check.fail("request_id", _("{number} is closed.").format(number=RecordKind.REQUEST.number(number)))
    check.finish()
    there_already = set(tx.connection.execute(select(_WAITING.c.request_id).where(_WAITING.c.offering_id == offering)).scalars())
    new = [number for number in dict.fromkeys(requests) if number not in there_already]
    if new:
        rows = [{"request_id": number, "offering_id": offering, "waits_since": tx.today} for number in new]
        tx.connection.execute(insert(_WAITING), rows)


def forget_within(tx: Transaction, requests: Collection[int], offerings: Collection[int]) -> int:
    """Requests wait no longer for these offerings; gives how many did."""
    chosen = _WAITING.c.request_id.in_(requests) & _WAITING.c.offering_id.in_(offerings)
    return tx.connection.execute(delete(_WAITING).where(chosen)).rowcount


def is_coming(tx: Transaction, offering: Any) -> bool:
    """Whether an offering is in development, or begins later: what one can wait for."""
    starts_later = offering.available_from is not None and offering.available_from > tx.today
    return offering.state is OfferingStatus.IN_DEVELOPMENT or (offering.state is OfferingStatus.AVAILABLE and starts_later)


def count_waiting(tx: Transaction, offering: int) -> int:
    """How many open requests wait for an offering."""
    requests = METADATA.tables["support_request"]
    joined = _WAITING.join(requests, requests.c.id == _WAITING.c.request_id)
    chosen = (_WAITING.c.offering_id == offering) & requests.c.closed_on.is_(None)
    return int(tx.connection.execute(select(func.count()).select_from(joined).where(chosen)).scalar_one())


def waits_for(tx: Transaction, requests: Sequence[int], offerings: Sequence[int]) -> str:
    """`V-1 waits for: Blueprints.`"""
    titles = ", ".join(fetch(tx, RecordKind.OFFERING, number).title for number in offerings)
    message = ngettext("{number} waits for: {title}.", "{count} requests wait for: {title}.", len(requests))
    return message.replace("{count}", str(len(requests))).replace("{title}", _braced(titles))


def _braced(text: str) -> str:
    """A title inside a message that is still to be formatted."""
    return text.replace("{", "{{").replace("}", "}}")
