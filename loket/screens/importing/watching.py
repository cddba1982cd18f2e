"""A long import in the message line: how far it is, and the way to stop it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from loket.language import _
from loket.models.errors import LoketError

if TYPE_CHECKING:
    from loket.widgets.base_app import BaseApp


class Stopped(LoketError):
    """A person stopped long work; the transaction is taken back."""


class Watched:
    """Shows the progress of work in a thread; `stop` ends that work at its next rows."""

    def __init__(self, app: BaseApp) -> None:
        self._app = app
        self._stopped = threading.Event()
        self._what, self._done, self._total = "", 0, 0
        self._is_over = False

    def over(self) -> None:
        """The work is done: what is still on its way to the message line falls away."""
        self._is_over = True

    def stop(self) -> None:
        """Stop at the next rows."""
        self._stopped.set()

    def begin(self, what: str, total: int) -> None:
        """A stage starts."""
        self._what, self._done, self._total = what, 0, total
        self._go_on()

    def tick(self, rows: int) -> None:
        """So many more rows are done."""
        self._done = min(self._total, self._done + rows)
        self._go_on()

    def _go_on(self) -> None:
        if self._stopped.is_set():
            raise Stopped(_("Stopped; nothing was changed."))
        if self._total:
            self._app.call_later(self._say, self._what, self._done, self._total)

    def _say(self, what: str, done: int, total: int) -> None:
        if not self._is_over:
            self._app.say_progress(what, done, total)
