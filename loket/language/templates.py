"""Filling in a text that people wrote: `{words}` in braces become what is known, anything else stays as it was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORD = re.compile(r"\{(\w+)\}")


def filled(text: str, words: Mapping[str, str | None]) -> str:
    """The text with its words filled in; a word that is not known, or whose value is None, stays as it stands."""

    def value(match: re.Match[str]) -> str:
        known = words.get(match[1])
        return match[0] if known is None else known

    return _WORD.sub(value, text)


def words_in(text: str) -> tuple[str, ...]:
    """The words in braces, each once, in their order."""
    return tuple(dict.fromkeys(_WORD.findall(text)))


OWN_PART = "———"
"""A line that begins with this says that what stands below it is for ourselves."""


def shared_part(agenda: str) -> str:
    """What may be sent of an agenda: all that stands above the line that begins our own part."""
    lines = agenda.splitlines()
    end = next((place for place, line in enumerate(lines) if line.startswith(OWN_PART)), len(lines))
    return "\n".join(lines[:end]).strip()
