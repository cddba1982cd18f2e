"""The message line says who else has this record open; others are told the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from loket.casework import presence
from loket.language import _
from loket.models.errors import LoketError
from loket.models.words import RecordKind
from loket.widgets.workers import load_beside

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp

_SIGN_OF_LIFE_S = 60  # `casework.presence.SIGN_OF_LIFE_S`, which the first frame must not wait for


class Presence:
    """Keeps the record of the screen in sight as open, and lets go of it when another screen comes."""

    def __init__(self, app: BaseApp) -> None:
        self._app = app
        self._open: tuple[RecordKind, int] | None = None
        self._said = ""
        self._timer: Timer | None = None

    def show(self, record: tuple[RecordKind, int] | None) -> None:
        """The screen in sight is about this record, or about none."""
        if record == self._open:
            return
        self._open = record
        if self._timer is None:
            self._timer = self._app.set_interval(_SIGN_OF_LIFE_S, self._live)
        self._live(left=record is None)

    def _live(self, *, left: bool = False) -> None:
        if self._open is not None or left:
            load_beside(self._app.screen, "presence", self._tell, _present, self._open)

    def _tell(self, others: str) -> None:
        said = self._app.said
        # What was just done or went wrong is worth more; it is told again at the next sign of life.
        if others and (not said.text or said.text == self._said or said.tone == "muted"):
            self._app.say(others, "attention")
        elif not others and self._said and said.text == self._said:
            self._app.say("")
        self._said = others


def _present(store: Store, record: tuple[RecordKind, int] | None) -> str:
    """Say what is open and give what others have open, in words; a database that cannot be written to now keeps silent."""
    try:
        if record is None:
            presence.leave(store)
            return ""
        others = presence.stay_present(store, *record)
    except LoketError:
        return ""
    by_person: dict[str, list[str]] = {}
    for advisor, kind, number in others:
        by_person.setdefault(advisor, []).append(kind.number(number))
    has = _("{who} has {what} open now")
    return " · ".join(has.format(who=advisor, what=", ".join(numbers)) for advisor, numbers in by_person.items())
