"""What tests of the app share: hostile texts, an app on a fake or real store, and ways to look at the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import textual.app
import textual.constants
import textual.pilot
import textual.screen
from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from loket.app import LoketApp


async def until_idle(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Give turns until nobody on the event loop wants one: whatever is left waits for a key, a thread or the clock."""
    loop: Any = asyncio.get_running_loop()
    quiet = 0
    while quiet < 2:  # a turn in which nobody else had one, and one more for what the system had to say meanwhile
        await asyncio.sleep(0)
        quiet = 0 if loop._ready else quiet + 1


@contextmanager
def still() -> Iterator[None]:
    """Have pilots wait until the event loop is idle, and draw when a test lets the screen come to rest: for one test, then as it was.

    Textual guesses from the use of the processor, 20 ms a look, whether an app is idle: slow, and wrong on a busy machine. It has no hook
    for another way.
    """

    async def screen_idle(pilot: Pilot[Any], timeout: float = 0) -> bool:
        await until_idle()
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textual.app, "wait_for_idle", until_idle)
        patch.setattr(textual.pilot, "wait_for_idle", until_idle)
        patch.setattr(Pilot, "_wait_for_screen", screen_idle)
        patch.setattr(textual.constants, "TEXTUAL_ANIMATIONS", "none")
        patch.setattr(textual.screen, "UPDATE_PERIOD", 60.0)
        yield


HOSTILE = [
    "[red]rood[/red]",
    "[/]",
    "[/foo]",
    "[@click=app.quit]x[/]",
    "[link=https://example.org]l[/link]",
    "[bold",
    "]]]][[[[",
    "\\[b]",
    "$error [$primary]x[/$primary]",
    "\x1b[31mrood\x1b[0m",
    "\x1b]0;titel\x07",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b[2J\x1b[H",
    "nul\x00nul",
    "\x9b31mC1",
    "omge\u202edraaid\u202c",
    "\u2066isolaat\u2069",
    "👩‍👩‍👧‍👦 gezin 🇳🇱",
    "e\u0301\u0301\u0301 combinerend",
    "漢字 wijd",
    "regel een\nregel twee\r\nregel drie\ttab",
    "x" * 5000,
    "\ufeffbom",
    "{0} {naam} %s %(x)s",
    "'; DROP TABLE institution; --",
    "",
    " ",
]
"""Texts that must be shown as typed and never act, in every cell, field, message and title."""

ACTING = [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))] + ["\u202e", "\u2066"]


def ours(pilot: Pilot[Any]) -> LoketApp:
    """The application that a pilot flies, as our own type."""
    app = pilot.app
    assert isinstance(app, LoketApp)
    return app


def screen_text(app: App[Any]) -> str:
    """What stands on the screen, one line a line of the terminal."""
    width, height = app.size
    strips = app.screen._compositor.render_strips() if app.screen.is_attached else []
    lines = ["".join(segment.text for segment in strip if not segment.control) for strip in strips[:height]]
    return "\n".join(line[:width].rstrip() for line in lines)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing moves: pauses in typing are over, threads have delivered, the screen is drawn. No sleeps."""
    moved = True
    while moved and pilot.app._exception is None:  # an app that failed never comes to rest
        await pilot.pause()
        while (queue := getattr(pilot.app, "key_queue", None)) and queue.is_waiting and pilot.app._exception is None:
            await asyncio.sleep(0.001)
        moved = any(_drew(screen) for screen in (*pilot.app._background_screens, pilot.app.screen))
        for pause in list(getattr(pilot.app, "pauses", ())):
            pause.flush()
            moved = True
        if not moved and (working := [worker._task for worker in pilot.app.workers if worker._task is not None]):
            await asyncio.wait(working, return_when=asyncio.FIRST_COMPLETED)
            moved = True


def _drew(screen: Screen[Any]) -> bool:
    """Draw what changed on a screen in sight; whether it had something to draw, or to do once it has drawn."""
    layout = screen._layout_required or screen._scroll_required or screen._recompose_required
    moved = bool(layout or screen._repaint_required or screen._dirty_widgets or screen._callbacks or screen._next_callbacks)
    if moved:
        screen._on_timer_update()
        if screen is not screen.app.screen:
            screen._repaint_required = False  # it handed that on to the screen over it, and asks for it again for ever
    return moved


async def walk(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, waiting after each until nothing moves; a text of several letters is typed."""
    for key in keys:
        await pilot.press(*([key] if len(key) == 1 or key in _NAMED or "+" in key or "_" in key else list(key)))
        await settle(pilot)


async def paste(pilot: Pilot[Any], text: str) -> None:
    """Paste into what has focus, as a terminal does."""
    target = pilot.app.screen.focused
    assert target is not None
    target.post_message(events.Paste(text))
    await settle(pilot)


_NAMED = {
    "enter", "escape", "tab", "space", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "backspace",
    "delete", "slash", "question_mark", *(f"f{number}" for number in range(1, 13)),
}  # fmt: skip


def assert_harmless(app: App[Any]) -> None:
    """Nothing on the screen would act on the terminal."""
    text = screen_text(app).replace("\n", "")
    found = [repr(sign) for sign in ACTING if sign in text]
    assert not found, f"acts on the terminal: {found}"


@contextmanager
def replaced(mapping: dict[Any, Any], values: dict[Any, Any]) -> Iterator[None]:
    """A registry with other entries, for one test."""
    kept = dict(mapping)
    mapping.clear()
    mapping.update(values)
    try:
        yield
    finally:
        mapping.clear()
        mapping.update(kept)


Check = Callable[[Pilot[Any]], Any]

__all__ = ["ACTING", "HOSTILE", "Check", "assert_harmless", "paste", "pytest", "replaced", "screen_text", "settle", "walk"]
