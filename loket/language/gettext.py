"""Translations: English in the code, Dutch from the catalogue, one language for the whole process."""

from __future__ import annotations

import gettext as system
import os
from pathlib import Path
from typing import Protocol

LANGUAGES = ("nl", "en")
CATALOGUES = Path(__file__).parent
_DOMAIN = "loket"


class Word(Protocol):
    """A member of a closed list that carries its word in both languages."""

    @property
    def dutch(self) -> str:
        """The canonical Dutch word."""

    @property
    def english(self) -> str:
        """The English word."""


class _Speech:
    """What is spoken now; one object, so that no caller keeps an old translation."""

    def __init__(self) -> None:
        self.language = ""
        self.translations: system.NullTranslations = system.NullTranslations()

    def choose(self, language: str) -> None:
        """Speak `language` from here on, in our own texts and in those of libraries that use gettext."""
        self.language = language
        # English is in the code; a checkout without a compiled catalogue speaks it too instead of failing.
        wanted = ["nl"] if language == "nl" else ["-"]
        self.translations = system.translation(_DOMAIN, CATALOGUES, wanted, fallback=True)
        # click asks the process-wide domain, and that one only listens to the environment.
        os.environ["LANGUAGE"] = language
        system.bindtextdomain(_DOMAIN, str(CATALOGUES))
        system.textdomain(_DOMAIN)


_speech = _Speech()


def set_language(language: str) -> None:
    """Speak Dutch (`nl`) or English (`en`) from here on."""
    if language not in LANGUAGES:
        raise ValueError(f"unknown language: {language!r}")
    _speech.choose(language)


def current_language() -> str:
    """The language that is spoken now: `nl` or `en`."""
    return _speech.language


def _(msgid: str) -> str:
    """The text of `msgid` in the language spoken now; put values in afterwards, with `.format(…)`."""
    return _speech.translations.gettext(msgid)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The text for `n` things in the language spoken now."""
    return _speech.translations.ngettext(singular, plural, n)


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text for translation now that is translated later, when it is shown: constants of a module."""
    return msgid


def label(word: Word) -> str:
    """The word of a closed list (a state, a kind …) in the language spoken now."""
    return word.dutch if _speech.language == "nl" else word.english


_asked = os.environ.get("LOKET_LANG", "")
set_language(_asked if _asked in LANGUAGES else "nl")
