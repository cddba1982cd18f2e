"""A mail in a file (`.eml`), as text that reads as if it was pasted. Attachments are named in it, never kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from loket.casework.mail_message import as_pasted
from loket.exchange.typed_paths import typed_paths
from loket.language import _
from loket.models.errors import Refused

if TYPE_CHECKING:
    from loket.store.database import Store

SUFFIX = ".eml"
_OUTLOOK_MESSAGE = b"\xd0\xcf\x11\xe0"
_MOST_BYTES = 50_000_000


def read_mail_file(path: Path) -> str:
    """The mail in a file; raises Refused with what to do when there is none in it."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Refused(_("{path} is larger than 50 MB: save the mail without its attachments.").format(path=path))
        raw = path.read_bytes()
    except OSError as error:
        raise Refused(_("{path} cannot be read: {why}.").format(path=path, why=error.strerror or error)) from error
    if raw.startswith(_OUTLOOK_MESSAGE):
        raise Refused(_("{path} is Outlook's own .msg: paste the mail's text, or save it as .eml.").format(path=path))
    text = as_pasted(raw) if b"\x00" not in raw[:1000] else None
    if text is None:
        raise Refused(_("{path} is no mail: it names no sender, subject or date. Mail programs save one as .eml.").format(path=path))
    return text


def is_mail_file(text: str) -> bool:
    """Whether a text names a mail's file, as a file manager or terminal drops it."""
    line = text.strip().strip("\"'")
    return "\n" not in line and line.lower().endswith(SUFFIX)


def read_typed_mail(_store: Store, text: str) -> str:
    """The mail in the file that a text names; for `act`."""
    found = typed_paths(text)
    return read_mail_file(found[0] if found else Path(text))
