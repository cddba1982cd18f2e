"""A mail as it travels (an .eml file, "show original") laid out as one that is pasted, for `received_mail` to read.

The standard library's `email` reads the message; what programs get wrong in it (unknown encodings, wrong ones, no text beside the HTML)
costs a sign, never the mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from loket.language.safe_text import for_terminal

_HERE = ZoneInfo("Europe/Amsterdam")
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_APART = frozenset(("p", "blockquote", "h1", "h2", "h3", "ul", "ol", "table", "pre"))
_SILENT = frozenset(("head", "script", "style", "title", "template"))


def as_pasted(raw: bytes) -> str | None:
    """The message with its header as a mail program shows it; None when there is no mail in it."""
    message = BytesParser(policy=policy.default).parsebytes(raw)
    if not isinstance(message, EmailMessage) or not any(_header(message, name) for name in ("From", "Subject", "Date")):
        return None
    only = _only_message(message)
    if only is not None:
        message = only
    sender = _header(message, "From") or _header(message, "Sender") or "?"
    header = [
        f"Van: {sender}",
        f"Verzonden: {_sent(message)}",
        f"Aan: {_header(message, 'To')}",
        f"Onderwerp: {_header(message, 'Subject')}",
    ]
    attachments = list(_attachments(message))
    if attachments:
        header.append("Bijlagen: " + "; ".join(attachments))
    return "\n".join([*header, "", _body(message)])


def _header(message: EmailMessage, name: str) -> str:
    try:
        return for_terminal(_SPACES.sub(" ", str(message.get(name, "")))).strip()
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):  # what the library's header parser stumbles on in odd mail
        return ""


def _sent(message: EmailMessage) -> str:
    said = _header(message, "Date")
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError):
        return said
    return (moment.astimezone(_HERE) if moment.tzinfo else moment).strftime("%Y-%m-%d %H:%M")


def _only_message(message: EmailMessage) -> EmailMessage | None:
    """The mail that is the only thing in another: forwarded as an attachment without a word."""
    inside = [part.get_payload(0) for part in message.walk() if part.get_content_type() == "message/rfc822" and part.is_multipart()]
    if len(inside) != 1 or not isinstance(inside[0], EmailMessage):
        return None
    said = [part for part in message.iter_parts() if isinstance(part, EmailMessage)] if message.is_multipart() else []
    texts = [part for part in said if part.get_content_maintype() == "text"]
    return inside[0] if not any(_text(part).strip() for part in texts) else None


def _body(message: EmailMessage) -> str:
    try:
        plain, html = message.get_body(("plain",)), message.get_body(("html",))
    except (AttributeError, KeyError, ValueError):
        plain = html = None
    texts = [_text(part) for part in (plain, html) if isinstance(part, EmailMessage)]
    if not texts and not message.is_multipart():
        texts = [_text(message)]
    return next((text for text in texts if text.strip()), "")


def _text(part: EmailMessage) -> str:
    """The text of a part, in whatever encoding it says or has."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    text = _decoded(raw, part.get_content_charset("utf-8") or "utf-8")
    return html_as_text(text) if part.get_content_type() == "text/html" else text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes, charset: str) -> str:
    for encoding in (charset, "utf-8"):
        try:
            return raw.decode({"iso-8859-1": "cp1252", "us-ascii": "utf-8"}.get(encoding.lower(), encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace")


def _attachments(message: EmailMessage) -> Iterator[str]:
    """The names of what came along; pictures inside a signature are no attachments."""
    for part in message.walk():
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            continue
        try:
            name = part.get_filename()
        except (ValueError, LookupError, TypeError, AttributeError):
            name = None
        shown_inside = part.get("Content-ID") and part.get_content_maintype() == "image"
        if name and not shown_inside:
            yield for_terminal(_SPACES.sub(" ", name.replace(";", ",")))


def html_as_text(html: str) -> str:
    """What a page says, line by line; quoted parts get `> ` in front."""
    reader = _Lines()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Lines(HTMLParser):
    """Collects lines: a block begins a new one, a paragraph with a blank one before it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._silent = self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where the page does."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._lines.append("")
        elif tag in _BLOCKS:
            self._begin(apart=tag in _APART)
            self._quoted += tag == "blockquote"
            if tag == "li":
                self._lines[-1] = self._mark() + "- "

    def handle_endtag(self, tag: str) -> None:
        """End a line where the page does."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self._begin(apart=tag in _APART)
            if tag == "blockquote":
                self._quoted = max(0, self._quoted - 1)

    def handle_data(self, data: str) -> None:
        """Add words."""
        if self._silent:
            return
        words = _SPACES.sub(" ", data)
        line = self._lines[-1]
        if not line.strip():
            words = words.lstrip()
            line = line or (self._mark() if words else "")
        self._lines[-1] = line + words

    def _mark(self) -> str:
        return "> " if self._quoted else ""

    def _begin(self, *, apart: bool) -> None:
        if self._lines[-1].strip():
            self._lines.append("")
        if apart and len(self._lines) > 1 and self._lines[-2].strip():
            self._lines.append("")

    def text(self) -> str:
        """The lines."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in self._lines)).strip("\n")
