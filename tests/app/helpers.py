"""What tests of the app share: hostile texts, an app on a fake or real store, and ways to look at the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import textual._wait
from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.worker import WorkerCancelled, WorkerFailed

# Textual looks every 20 ms whether the app is idle; most of a walk's time would go into that waiting.
textual._wait.SLEEP_GRANULARITY = 1 / 200
textual._wait.SLEEP_IDLE = textual._wait.SLEEP_GRANULARITY / 20

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


def screen_text(app: App[Any]) -> str:
    """What stands on the screen, one line a line of the terminal."""
    width, height = app.size
    strips = app.screen._compositor.render_strips() if app.screen.is_attached else []
    lines = ["".join(segment.text for segment in strip if not segment.control) for strip in strips[:height]]
    return "\n".join(line[:width].rstrip() for line in lines)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing moves: pauses in typing are over, threads have delivered, the screen is drawn. No sleeps."""
    quiet = 0
    while quiet < 2:
        busy = False
        for pause in list(getattr(pilot.app, "pauses", ())):
            pause.flush()
            busy = True
        for worker in list(pilot.app.workers):
            busy = True
            # A load that a newer one replaced has been cancelled; that is no failure.
            with suppress(WorkerFailed, WorkerCancelled):
                await worker.wait()
        await pilot.pause()
        quiet = 0 if busy else quiet + 1


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
