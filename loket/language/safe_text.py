"""Text hygiene: what people type or paste becomes safe, normal text at entry; and what we print stays harmless.

What is dropped, with a warning: control characters (NUL, ANSI escapes, DEL, C1), bidirectional overrides and
embeddings, byte order marks, lone surrogates. Of an ANSI colour or title sequence the whole sequence goes, not only
its escape character: `[31m` left behind in a pasted title is noise that nobody typed. An escape that begins no complete
sequence goes alone, so that no word goes with it.
What is never touched: markup such as `[red]`, which is shown as typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from loket.language import _, ngettext
from loket.models.errors import FieldError, Refused

LINE_LIMIT = 300
"""Characters that a title or name may have."""

TEXT_LIMIT = 1_000_000
"""Bytes of UTF-8 that a text may have."""

_SEQUENCE = r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]+[0-~]"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_HARMFUL = re.compile(rf"{_SEQUENCE}|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_BIDI}\ufeff\ud800-\udfff]")
_NEWLINE = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(rf"{_SEQUENCE}|[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text as it will be stored, and what the person should know about what was dropped from it."""

    text: str
    warnings: tuple[str, ...] = ()


def clean_line(value: str, field: str = "", name: str = "") -> Cleaned:
    """A title or name: one line, NFC, without outer spaces; refused, never cut, above `LINE_LIMIT` characters.

    `field` is the input's field, `name` what the person calls it: both stand in the refusal.
    """
    kept, warnings = _without_harm(value, name or field)
    line = _NEWLINE.sub(" ", kept).replace("\t", " ").strip()
    line = unicodedata.normalize("NFC", line)
    if len(line) > LINE_LIMIT:
        message = _("{field}: at most {limit} characters; this has {count}.")
        raise _too_long(message.format(field=name or field, limit=LINE_LIMIT, count=len(line)), field)
    return Cleaned(line, warnings)


def clean_text(value: str, field: str = "", name: str = "") -> Cleaned:
    """A text of several lines: NFC, newline and tab kept, every other line end made a newline.

    Refused, never cut, above `TEXT_LIMIT` bytes.
    """
    kept, warnings = _without_harm(value, name or field)
    text = unicodedata.normalize("NFC", _NEWLINE.sub("\n", kept))
    size = len(text.encode())
    if size > TEXT_LIMIT:
        message = _("{field}: at most 1 MB of text; this has {count} bytes.")
        raise _too_long(message.format(field=name or field, count=size), field)
    return Cleaned(text, warnings)


def harm_in(value: object, name: str) -> tuple[str, ...]:
    """The warnings that cleaning a text, or each text of a list, comes with; `name` is what the person calls the field."""
    if isinstance(value, str):
        return _without_harm(value, name)[1]
    return tuple(warning for one in value for warning in harm_in(one, name)) if isinstance(value, list | tuple) else ()


def for_terminal(text: str) -> str:
    """`text` as it may be printed: nothing in it acts on the terminal; newline and tab stay, a lone surrogate is �."""
    return _SURROGATE.sub("�", _UNPRINTABLE.sub("", text))


def _without_harm(value: str, name: str) -> tuple[str, tuple[str, ...]]:
    kept, count = _HARMFUL.subn("", value)
    if not count:
        return value, ()
    warning = ngettext(
        "{field}: dropped {count} invisible control character.",
        "{field}: dropped {count} invisible control characters.",
        count,
    )
    return kept, (warning.format(field=name, count=count),)


def _too_long(message: str, field: str) -> Refused:
    return Refused(errors=[FieldError(field, message)])
