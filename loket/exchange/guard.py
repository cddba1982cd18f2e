"""The apostrophe that keeps a spreadsheet from running a text cell, put on in CSV and taken off on import."""

from __future__ import annotations

import re

_RUNS = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"''*[=+\-@\t\r\n]")


def guard(text: str) -> str:
    """The text with one more apostrophe when a spreadsheet would run it, or might take an apostrophe of its own off."""
    return f"'{text}" if _RUNS.match(text) else text


def unguard(text: str) -> str:
    """The text as it was before `guard`."""
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text
