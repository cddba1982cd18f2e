"""Where a conversation came from, when nobody said."""

from __future__ import annotations

from datetime import date

from sqlmodel import select

from loket.models.wensenscan import WensenscanResponse
from loket.models.words import Audience
from loket.store.writing import Transaction

_ORDER: list[Audience | None] = [*Audience, None]


def response_behind(tx: Transaction, institution_id: int) -> int | None:
    """The response that a WensenScan conversation with an institution is about, when it names none.

    In the round that the institution answered last: the latest of policy and quality, else of the first audience.
    """
    rows = tx.session.exec(select(WensenscanResponse).where(WensenscanResponse.institution_id == institution_id)).all()
    latest = max(rows, key=_when, default=None)
    if latest is None:
        return None
    of_round = (row for row in rows if row.round_id == latest.round_id)
    return max(of_round, key=lambda row: (-_ORDER.index(row.audience), *_when(row))).id


def _when(row: WensenscanResponse) -> tuple[date, int]:
    return row.submitted_on or date.min, row.id or 0
