"""Doing something at a pause in typing, instead of at every key."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

from loket.widgets.base_app import app_of


class Pause:
    """Calls `then` once nothing restarted it for `seconds`. The application knows which ones are waiting."""

    def __init__(self, owner: Widget, seconds: float, then: Callable[[], object]) -> None:
        self._owner, self._seconds, self._then = owner, seconds, then
        self._timer: Timer | None = None

    def restart(self) -> None:
        """Something was typed: wait anew."""
        self.stop()
        self._timer = self._owner.set_timer(self._seconds, self.flush)
        app_of(self._owner).pauses.add(self)

    def flush(self) -> None:
        """Do not wait any longer."""
        if self._timer is not None:
            self.stop()
            self._then()

    def stop(self) -> None:
        """Do not do it at all."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            app_of(self._owner).pauses.discard(self)
