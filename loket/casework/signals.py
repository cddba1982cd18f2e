"""Signals: recording what was heard, and changing it. Bundling them into trends is in `trends`."""

from __future__ import annotations

from datetime import date
from typing import Self

from loket.casework.done import Done
from loket.casework.inputs import Input, Line, Text
from loket.casework.records import add, change
from loket.models.themes import Obstacle
from loket.models.words import Reach, RecordKind
from loket.store.database import Store
from loket.store.transaction import Transaction


class SignalInput(Input):
    """The fields of a signal; an obstacle brings its theme when none is given.

    A new one without `advisor_id` is the actor's, without `recorded_on` of today. It may be of no institution or party.
    """

    KIND = RecordKind.SIGNAL
    REQUIRED = ("description",)

    description: Text = None
    institution_id: int | None = None
    party_id: int | None = None
    department: Line = None
    theme_id: int | None = None
    obstacle_id: int | None = None
    reach: Reach | None = None
    conversation_id: int | None = None
    response_id: int | None = None
    session_id: int | None = None
    event_id: int | None = None
    fitgap_item_id: int | None = None
    advisor_id: int | None = None
    recorded_on: date | None = None
    trend_id: int | None = None
    confidential: bool = False

    def as_new(self, tx: Transaction) -> Self:
        """The actor's, of today, with the theme of its obstacle."""
        data = self.usual(advisor_id=tx.advisor.id, recorded_on=tx.today)
        obstacle = tx.session.get(Obstacle, data.obstacle_id) if data.obstacle_id is not None else None
        return data.having(theme_id=obstacle.theme_id) if obstacle is not None and data.theme_id is None else data


def record_signal(store: Store, data: SignalInput) -> Done:
    """A new signal. The description must be filled in."""
    return add(store, "record_signal", data)


def change_signal(store: Store, number: int, data: SignalInput, version: int | None = None) -> Done:
    """Change the fields that `data` names; `version` is the one the person saw."""
    return change(store, "change_signal", number, data, version)
