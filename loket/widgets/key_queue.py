"""Keys that are pressed before loket is ready for them: they wait, and arrive in the order in which they were pressed."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from textual import events
from textual.widget import Widget
from textual.widgets import Input, TextArea

if TYPE_CHECKING:
    from loket.widgets.base_app import BaseApp

Typed = events.Key | events.Paste
Waits = Literal["every key", "commands", "nothing"]
"""Which keys wait for something that is under way: every one (a screen opens, a record is saved), those that act on what is being
found (letters go on into the field), or none (what is shown beside the cursor)."""

LIMIT_S = 4.0
"""No key waits longer than this for one thing, once the database is open: a long import does not lock the keyboard."""
ESCAPE_LIMIT_S = 0.5
"""What escape and ctrl+q wait at most."""
_TURNS = 50
_LOOK_AGAIN_S = 0.004


@dataclass(eq=False)
class Hold:
    """Something under way that keys wait for; it began `since`."""

    owner: Widget
    waits: Waits
    since: float = field(default_factory=time.monotonic)


class KeyQueue:
    """Hands the application one key at a time: the next one when what the one before it began is ready.

    Terminals deliver fast typing, a macro or a pasted line as many keys at once. Textual gives each to whatever has the focus at that
    moment, while the screen that the first one opens is still being made.
    """

    def __init__(self, app: BaseApp) -> None:
        self._app = app
        self._waiting: deque[Typed] = deque()
        self._holds: dict[tuple[Widget, str], Hold] = {}
        self._released = asyncio.Event()
        self._sender: asyncio.Task[None] | None = None
        self._handed: list[Typed] = []
        self._field: Widget | None = None
        self._opened_at = 0.0

    # What is under way

    def hold(self, owner: Widget, name: str, waits: Waits) -> Hold:
        """Let keys wait for what `owner` has under way; a newer one of the same name takes the place of the older."""
        held = Hold(owner, waits)
        if waits != "nothing":
            self._holds[owner, name] = held
        return held

    def release(self, held: Hold) -> None:
        """It is done, or it failed."""
        for key, one in list(self._holds.items()):
            if one is held:
                del self._holds[key]
        self._released.set()

    @property
    def is_waiting(self) -> bool:
        """Whether keys have not arrived yet."""
        return bool(self._waiting)

    # The keys

    def takes(self, event: Typed) -> bool:
        """Whether `event` must wait; one that the queue itself hands on need not."""
        if isinstance(event, events.Key) and event.key == "ctrl+j":
            # Enter, as a terminal writes it that was not ours yet when it was pressed.
            event.key, event.character = "enter", "\r"
        if event in self._handed:
            self._handed.remove(event)
            return False
        if not self._waiting and (self._goes_on_typing(event) or self._is_ready(event)):
            self._field = self._typed_into(event)
            return False
        self._waiting.append(event)
        if self._sender is None or self._sender.done():
            self._sender = asyncio.create_task(self._send())
        return True

    def _goes_on_typing(self, event: Typed) -> bool:
        """A letter after a letter in the same field: it waits for nothing but its turn."""
        return self._field is not None and self._field is self._field_of(event) and not self._held_by(event)

    def _is_ready(self, event: Typed) -> bool:
        return self._is_settled() and not self._held_by(event) and not (self._commands(event) and self._finding())

    def _field_of(self, event: Typed) -> Widget | None:
        """The field that takes this as text."""
        focused = self._app.focused if self._app.screen_stack else None
        takes_text = isinstance(focused, Input | TextArea) and not (isinstance(focused, TextArea) and focused.read_only)
        return focused if takes_text and _is_text(event) else None

    def _typed_into(self, event: Typed) -> Widget | None:
        """The field that has this at once; backspace goes up to the bindings first, and what follows it waits for that."""
        return None if isinstance(event, events.Key) and not event.is_printable else self._field_of(event)

    def _commands(self, event: Typed) -> bool:
        return self._field_of(event) is None and not _is_leaving(event)

    def _finding(self) -> bool:
        return any(pause.finds for pause in self._app.pauses)

    def _held_by(self, event: Typed) -> list[Hold]:
        """What this key has to wait for now."""
        now = time.monotonic()
        if not self._app.has_database_answered:
            self._opened_at = now
        relevant = ("every key", "commands") if self._commands(event) else ("every key",)
        return [one for one in self._holds.values() if one.waits in relevant and one.owner.is_attached and now < self._end_of(one, event)]

    def _end_of(self, held: Hold, event: Typed) -> float:
        """Until when this key waits for that at most."""
        return held.since + ESCAPE_LIMIT_S if _is_leaving(event) else max(held.since, self._opened_at) + LIMIT_S

    def _is_settled(self) -> bool:
        """Whether nobody on the screen has a message left, and everything on it is there."""
        app = self._app
        if not app.screen_stack or app.message_queue_size:
            return False
        screen = app.screen
        if not screen.is_running:
            return False
        return all(node.is_mounted and not node.message_queue_size for node in screen.walk_children(Widget, with_self=True))

    async def _send(self) -> None:
        """Hand on what waits, one after another."""
        app = self._app
        while self._waiting and not app.is_leaving:
            event = self._waiting[0]
            if not self._goes_on_typing(event):
                await self._settle()
            if self._commands(event) and self._finding():
                for pause in [pause for pause in app.pauses if pause.finds]:
                    pause.flush()
                await self._settle()
            while held := self._held_by(event):
                self._released.clear()
                first = min(self._end_of(one, event) for one in held)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._released.wait(), max(0.001, first - time.monotonic()))
                await self._settle()
            self._waiting.popleft()
            self._field = self._typed_into(event)
            self._handed.append(event)
            app.post_message(event)

    async def _settle(self) -> None:
        """Wait until the screen is settled; not for ever."""
        end, turns = time.monotonic() + LIMIT_S, 0
        while not self._is_settled() and time.monotonic() < end:
            turns += 1
            await asyncio.sleep(0 if turns < _TURNS else _LOOK_AGAIN_S)


def _is_text(event: Typed) -> bool:
    return isinstance(event, events.Paste) or event.is_printable or event.key in ("backspace", "delete")


def _is_leaving(event: Typed) -> bool:
    return isinstance(event, events.Key) and event.key in ("escape", "ctrl+q")
