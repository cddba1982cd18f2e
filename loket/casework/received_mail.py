"""A mail as a person pastes it: who sent it when about what, what its writer says, and what is left out of that.

Every line of the text gets one role, so nothing is lost: what is not said by the writer (header, warning of the mail server, signature,
disclaimer, earlier mails) stands in `left_out`, can be opened and taken back, and is dropped when the record is saved. That is on purpose:
a signature holds names and numbers that an erasure would never find in a text, and the mail itself stays in the mailbox.

The layouts of Outlook (desktop, web, new), Gmail (page, "show original"), Apple Mail and Thunderbird, in Dutch and English. We tried
mail-parser-reply: it is untyped, knows no header at the top of a text, misses `Op … schreef Ilse:` and `Groet,` and takes everything after
a line that begins `Bedankt,` for a signature. What is below is short, and says what it left out. Pure: no database.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from loket.language import _
from loket.language.sent_dates import sent_moment


class Role(Enum):
    """What a line of a mail is."""

    TEXT = auto()
    HEADER = auto()
    WARNING = auto()
    SIGNATURE = auto()
    DISCLAIMER = auto()
    HISTORY = auto()

    @property
    def label(self) -> str:
        """As it is said to people."""
        return {
            Role.TEXT: _("text"), Role.HEADER: _("header"), Role.WARNING: _("warning"), Role.SIGNATURE: _("signature"),
            Role.DISCLAIMER: _("disclaimer"), Role.HISTORY: _("earlier mail"),
        }[self]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MailSender:
    """Who sent a mail, and when; the address in lower case."""

    name: str
    address: str
    sent: dt.datetime | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines that stand together and are not said by the writer."""

    role: Role
    text: str

    @property
    def lines(self) -> int:
        """How many lines."""
        return self.text.count("\n") + 1


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """A mail that was understood. `senders` are whose it is: the outermost first, then whose mail was forwarded."""

    title: str
    senders: tuple[MailSender, ...]
    text: str
    left_out: tuple[LeftOut, ...]
    attachments: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """What of the mail is kept: its text, and the names of what came along."""
        names = ", ".join(self.attachments)
        attached = _("Attachments, not kept here: {names}").format(names=names) if names else ""
        return "\n\n".join(part for part in (self.text, attached) if part)

    @property
    def lines_left_out(self) -> int:
        """How many lines are left out of the text."""
        return sum(part.lines for part in self.left_out)

    @property
    def all_left_out(self) -> str:
        """What is left out, as one text."""
        return "\n".join(part.text for part in self.left_out)


# The words of mail programs

_LABELS = {
    "from": ("van", "from", "afzender"),
    "sent": ("verzonden op", "verzonden", "verstuurd", "sent", "datum", "date", "gemaakt op", "created at"),
    "to": ("aan", "to"),
    "subject": ("onderwerp", "subject", "betreft"),
    "attachments": ("bijlagen", "bijlage", "attachments", "attachment"),
    "other": (
        "cc", "bcc", "kopie", "antwoord aan", "beantwoorden", "reply-to", "urgentie", "prioriteit", "importance", "priority",
        "gevoeligheid", "sensitivity", "verzonden door", "mailed-by", "ondertekend door", "signed-by", "beveiliging", "security",
        "message id", "message-id", "bericht-id", "spf", "dkim", "dmarc",
        "categorieën", "categories", "organisatie", "organization", "vlag", "flag",
    ),
}  # fmt: skip
_ROLE_OF = {word: role for role, words in _LABELS.items() for word in words}
_LABEL = re.compile(
    rf"\*{{0,2}}({'|'.join(sorted(map(re.escape, _ROLE_OF), key=len, reverse=True))})\*{{0,2}}\s?:\*{{0,2}}\s*(.*)", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\w.+'’&%=-]+@[\w-]+(?:\.[\w-]+)+")
_SENDER_LINE = re.compile(r"(?P<name>[^<>@]{0,80}?)\s*<\s*(?:mailto:)?(?P<address>[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)\s*>\s*(?P<rest>.*)")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_QUOTED = re.compile(r"\s*>")
_QUOTE_MARK = re.compile(r"^\s*>[ \t]?", re.MULTILINE)
_PREFIX = re.compile(
    r"\s*(?:\[(?:ext|extern|external|spam\??|verdacht)\]|(re|fw|fwd|antw|antwoord|doorst|doorgestuurd|aw|wg|tr)\.?(?:\[\d+\])?\s*:)",
    re.IGNORECASE,
)
_FORWARDS = frozenset({"fw", "fwd", "doorst", "doorgestuurd", "wg", "tr"})
_NO_SUBJECT = re.compile(r"\(?(geen onderwerp|no subject|zonder onderwerp)\)?", re.IGNORECASE)


def _any(*patterns: str) -> re.Pattern[str]:
    """One pattern of several, whatever the capitals."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_MARK = r"[-_*\s]*"
_SEPARATOR = _any(
    _MARK + r"(original message|forwarded message|begin forwarded message)\s*:?" + _MARK,
    _MARK + r"(oorspronkelijk bericht|oorspronkelijke e?-?mail)\s*:?" + _MARK,
    _MARK + r"(begin (van )?)?doorgestuurde? (e-mail)?bericht\s*:?" + _MARK,
    r"(message|bericht)[ -]id\b.*",
)
_RULE = re.compile(r"[_-]{10,}")
_ATTRIBUTION = _any(
    r"(?:op|on)\b.{4,220}\b(?:schreef|wrote|geschreven|schrijft)\b.{0,160}:",
    r".{2,160}\b(?:schreef op|wrote on)\b.{4,120}:",
)
_FOLDER = _any(
    r"postvak in|inbox|extern|external|afdrukken|print|alles uitvouwen|samenvatten|summari[sz]e( this email)?",
    r"(?-i:[A-Z]{1,3})|\d+",
)
_TO_ME = _any(r"(aan|to|cc)\b[:\s].*", r"[\w .,'’-]{1,60};.*", r"(mij|me|ik|you|u|jou)\b.*")
_GREETING = _any(
    r"(beste|geachte|dag|hallo|hoi|hi|hello|dear|hey|l\.s\.?)\b[^.?!]{0,60}[,!.:]?",
    r"(goedemorgen|goedemiddag|goedenavond|goede\s?(morgen|middag)|good (morning|afternoon))\b[^.?!]{0,60}[,!.:]?",
)
_THANKS = r"(?:(?:alvast\s+)?(?:veel\s+|heel\s+)?(?:dank|bedankt|thanks)(?:\s+en\s+|\s+and\s+|,\s*))?"
_WARMLY = r"(?:(?:zeer\s+|heel\s+)?(?:vriendelijke|hartelijke|warme|zonnige|collegiale|sportieve|beste|goede|lieve)\s+)?"
_NAME_AFTER = r"(?!\w)[\s,.!:]*(?:[^\s?]+(?:\s+[^\s?]+){0,5})?"
_CLOSING = _any(
    _THANKS + r"(?:met\s+)?" + _WARMLY + r"(?:groet|groeten|groetjes)" + _NAME_AFTER,
    r"(?:m\.?v\.?g\.?|(?:vr\.?\s?)?gr\.?|hoogachtend)" + _NAME_AFTER,
    _THANKS + r"(?:(?:kind|best|warm|warmest|many)\s+)?(?:regards|wishes)" + _NAME_AFTER,
    r"(?:(?:yours\s+)?sincerely|yours\s+(?:truly|faithfully)|cheers)" + _NAME_AFTER,
)
_CLOSING_LENGTH = 80
_DEVICE = _any(
    r"(verzonden|verstuurd|sent)\s+(vanaf|vanuit|van|met|from|via|using)\s+.{2,60}",
    r"((get|download)\s+)?outlook\s+(voor|for)\s+(ios|android|mac).*",
)
_DISCLAIMER = _any(
    r"[*_ ]*disclaimer\b",
    r"de informatie (in|verzonden|die)\b.{0,40}\b(e-?mail)?bericht",
    r"(deze|dit) (e-?mail|bericht|e-?mailbericht)\b.{0,60}\b(bestemd|vertrouwelijk|uitsluitend|bedoeld|kan informatie|bevat)",
    r"aan (dit|deze) (e-?mail)?bericht.{0,30}kunnen geen rechten",
    r"denk aan het milieu|is het nodig (om )?deze e-?mail|please consider the environment",
    r"the information (contained )?in this|if you are not the (intended|named)",
    r"this (e-?mail|message|communication)\b.{0,80}\b(intended|confidential|privileged)",
)
_SERVER_WARNING = _any(
    r"[*[ ]*(let op|opgelet|pas op|waarschuwing)\b.{0,80}\b(extern|buiten|afzender|links)",
    r"[*[ ]*(caution|warning|attention)\b.{0,80}\b(external|outside|sender|links)",
    r"[*[ ]*(u|je) (ontvangt|krijgt) niet vaak e-?mail van",
    r"[*[ ]*(some people who received this message )?(you )?don'?t often get email from",
    r"[*[ ]*(deze|dit) (e-?mail|bericht) is (afkomstig )?van buiten",
    r"[*[ ]*this (e-?mail|message) (originated|came) from outside",
    r"[*[ ]*extern(al|e)? (e-?mail|afzender|sender)",
)
_POSTSCRIPT = _any(r"(p\.?\s?s\.?|n\.?\s?b\.?)\b.*")
_RAW_HEADER = _any(r"(delivered-to|received|return-path|message-id|mime-version|dkim-signature|x-[\w-]+|from|date|subject): ")
_RAW_ONLY = re.compile(r"^(delivered-to|received|return-path|message-id|mime-version|content-type): ", re.IGNORECASE | re.MULTILINE)
_MOST_BEFORE_SENDER, _MOST_BEFORE_DATE, _MOST_TITLE = 8, 5, 100
_LONGEST_HEADER = 60
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")


def received_mail(text: str, today: dt.date) -> ReceivedMail | None:
    """The mail that `text` is, or None when it is any other text. Never raises."""
    if "\n" not in text and "\r" not in text:
        return None
    text = _LINE_ENDS.sub("\n", text)
    raw = _raw_message(text)
    if raw is not None:
        from loket.casework.mail_message import as_pasted  # stdlib's email: 40 ms, for "show original" and files

        text = as_pasted(raw.encode("utf-8", "surrogatepass" if raw.isascii() else "replace")) or text
    lines = text.split("\n")
    if all(_QUOTED.match(line) for line in lines if line.strip()):
        lines = [_QUOTE_MARK.sub("", line) for line in lines]
    return _Reading(lines, today).mail()


def split_typed(typed: str, today: dt.date) -> tuple[str, ReceivedMail | None]:
    """What was typed in the first line, and the mail after it; or that all of it is a mail; or that it is none."""
    whole = received_mail(typed, today)
    if whole is not None and whole.senders:
        return "", whole
    first, _end, rest = typed.lstrip("\n").partition("\n")
    below = received_mail(rest, today)
    return (first, below) if below is not None and below.senders else (typed, None)


@dataclass
class _Header:
    """The header of one mail: where it begins and ends, and what it says."""

    start: int
    end: int
    said: dict[str, str] = field(default_factory=dict)

    @property
    def is_one(self) -> bool:
        """Whether this is a mail's header: who, and two more, or an address and one more."""
        others = len({"sent", "to", "subject"} & self.said.keys())
        return "from" in self.said and (others >= 2 or (others == 1 and "@" in self.said["from"]))


class _Reading:
    """Gives each line its role, from the top down."""

    def __init__(self, lines: Sequence[str], today: dt.date) -> None:
        self.lines = lines
        self.bare = [" ".join(_INVISIBLE.sub("", line).replace("\xa0", " ").split()) for line in lines]
        self.today = today
        self.roles = [Role.TEXT] * len(lines)
        self.senders: list[MailSender] = []
        self.attachments: list[str] = []

    def mail(self) -> ReceivedMail | None:
        """What was understood."""
        top = self._header_at_top()
        above = 0
        if top is None:
            top = next((found for start in range(len(self.lines)) if (found := self._header(start)) is not None), None)
            if top is None or "subject" not in top.said:
                return None
            above = self._history_start(0, top.start)
            if not any(self.bare[:above]):
                above, top.start = 0, 0
        subject = top.said.get("subject", "")
        prefixes, title = _without_prefixes(subject)
        if above:  # what was pasted begins below its own header: the header is that of the mail it answers
            self._mark(above, len(self.lines), Role.HISTORY)
            self._own(0, above)
        else:
            self._part(top, forwarded=bool(_FORWARDS & set(prefixes)))
        text = _joined(line for line, role in zip(self.lines, self.roles, strict=True) if role is Role.TEXT)
        if not title or _NO_SUBJECT.fullmatch(title):
            title = self._first_words()
        return ReceivedMail(title, tuple(self.senders), text, tuple(self._left_out()), tuple(self.attachments))

    # Headers

    def _header_at_top(self) -> _Header | None:
        start = self._next(0)
        for _junk in range(3):  # a rule, a separator, the name under which it was printed
            found = self._header(start)
            if found is not None:
                found.start = 0
                return found
            if start >= len(self.lines) or not (_SEPARATOR.fullmatch(self.bare[start]) or _RULE.fullmatch(self.bare[start])):
                break
            start = self._next(start + 1)
        return self._attributed() or self._page()

    def _header(self, start: int) -> _Header | None:
        """The labelled lines that begin here: `Van:`, `Verzonden:`, `Aan:`, `Onderwerp:`."""
        found = _Header(start, start)
        line, last = start, ""
        while line < min(len(self.lines), start + _LONGEST_HEADER):
            bare = self.bare[line].lstrip("> ")
            label = _LABEL.fullmatch(bare)
            role = _ROLE_OF[label[1].casefold()] if label else ""
            if role and label and (role in ("other", "to") or role not in found.said):
                found.said[role] = f"{found.said[role]} {label[2]}" if role in found.said else label[2]
                last = role
            elif role or line == start:
                break
            elif not bare:
                after = self._next(line)
                follows = after < len(self.lines) and _LABEL.fullmatch(self.bare[after])
                again = _ROLE_OF[follows[1].casefold()] if follows else ""
                if not again or again in found.said:
                    break
            elif last and self._goes_on(found.said[last], last, line):
                found.said[last] = f"{found.said[last]} {bare}".strip()
            else:
                break
            line += 1
        found.end = line
        return found if found.is_one else None

    def _goes_on(self, said: str, role: str, line: int) -> bool:
        """Whether a line belongs to the label above it: the label stands alone, or a list of people goes on."""
        if not said:
            return True
        people = role in ("to", "other") and (
            said.endswith((";", ",")) or ";" in self.bare[line] or _SENDER_LINE.fullmatch(self.bare[line])
        )
        return bool(people) or (role != "sent" and self.lines[line][:1] in " \t")

    def _attributed(self) -> _Header | None:
        """`Op ma 16 nov 2026 om 09:12 schreef Anna de Wit <…>:` at the top: a reply, quoted whole."""
        start = self._next(0)
        end = self._attribution(start)
        if not end:
            return None
        return self._with(_Header(0, end), " ".join(self.bare[start:end]))

    def _with(self, header: _Header, said: str) -> _Header:
        address = _ADDRESS.search(said)
        name = re.search(r"(?:schreef|wrote|heeft)\s+(?:op\s+)?([^<>:]{2,60}?)\s*(?:<|het volgende|:|$)", said, re.IGNORECASE)
        on_mac = re.search(r"(?:heeft|,)\s+([^,<>\d]{2,60}?)\s*<[^>]*>\s*(?:het volgende\s+)?(?:wrote|geschreven)", said, re.IGNORECASE)
        writer = on_mac or name
        called = writer[1] if writer else ""
        header.said["from"] = f"{called} <{address[0]}>" if address else called
        numbers = re.sub(r"<[^>]*>", " ", said.replace(called, " ") if called else said)
        words = re.sub(r"\b(schreef|wrote|heeft|het volgende|geschreven|op|on)\b|:$", " ", numbers, flags=re.IGNORECASE)
        header.said["sent"] = words.strip(" ,:")
        return header

    def _page(self) -> _Header | None:
        """As the pages of Gmail and Outlook show a mail: the subject, a line with the sender's address, a line with the moment.

        Of a whole thread the latest mail counts.
        """
        found = list(self._on_page())
        if not found or len([line for line in self.bare[: found[0][0]] if line]) > _MOST_BEFORE_SENDER:
            return None
        first = found[0][0]
        place, end, name, address, sent = max(found, key=lambda one: (one[4], -one[0]))
        subject = next((bare for bare in self.bare[:first] if bare and not _FOLDER.fullmatch(bare)), "")
        subject = subject.removeprefix("Gmail - ")
        if place > first:
            self._mark(first, place, Role.HISTORY)
        after = next((one[0] for one in found if one[0] > place), len(self.lines))
        self._mark(after, len(self.lines), Role.HISTORY)
        header = _Header(place, end, {"from": f"{name} <{address}>", "sent": sent.isoformat(sep=" "), "subject": subject})
        self._mark(0, first, Role.HEADER)
        return header

    def _on_page(self) -> Iterator[tuple[int, int, str, str, dt.datetime]]:
        line = 0
        while line < len(self.lines):
            sender = _SENDER_LINE.fullmatch(self.bare[line])
            found = self._moment_after(line, sender["rest"]) if sender else None
            if sender and found:
                yield line, found[0], sender["name"].strip(), sender["address"], found[1]
                line = found[0]
            else:
                line += 1

    def _moment_after(self, line: int, rest: str) -> tuple[int, dt.datetime] | None:
        """Where the lines about a sender end, and the moment in them."""
        sent = sent_moment(rest, self.today)
        seen = 0
        line += 1
        while line < len(self.lines) and seen < _MOST_BEFORE_DATE:
            bare = self.bare[line]
            if bare and sent is None:
                sent = sent_moment(bare, self.today)
                if sent is None and not (_TO_ME.fullmatch(bare) or _FOLDER.fullmatch(bare) or len(bare) < 40):
                    return None
            elif bare and not _TO_ME.fullmatch(bare):
                break
            seen += bool(bare)
            line += 1
        return (line, sent) if sent is not None else None

    # The text of one mail, and of the mail that it forwards

    def _part(self, header: _Header, *, forwarded: bool) -> None:
        self._mark(header.start, header.end, Role.HEADER)
        self._take(header)
        start = header.end
        end = next((line for line in range(start, len(self.lines)) if self.roles[line] is Role.HISTORY), len(self.lines))
        history = self._history_start(start, end)
        inner = self._inner(history, end)
        self._own(start, history)
        says_nothing = not any(self.roles[line] is Role.TEXT and self.bare[line] for line in range(start, history))
        if inner is not None and (forwarded or says_nothing):
            self._mark(history, inner.start, Role.HEADER)
            self._part(inner, forwarded=False)
        else:
            self._mark(history, end, Role.HISTORY)

    def _inner(self, history: int, end: int) -> _Header | None:
        """The header of the mail that begins where the history does."""
        for line in range(history, min(history + 4, end)):
            if not self.bare[line] or _SEPARATOR.fullmatch(self.bare[line]) or _RULE.fullmatch(self.bare[line]):
                continue
            found = self._header(line)
            if found is None and (after := self._attribution(line)):
                found = self._with(_Header(line, after), " ".join(self.bare[line:after]))
            if found is not None and found.end < end and all(map(_QUOTED.match, filter(str.strip, self.lines[found.end : end]))):
                self.lines = [*self.lines[: found.end], *(_QUOTE_MARK.sub("", one) for one in self.lines[found.end :])]
                self.bare = [*self.bare[: found.end], *(_QUOTE_MARK.sub("", one) for one in self.bare[found.end :])]
            return found
        return None

    def _history_start(self, start: int, end: int) -> int:
        """Where earlier mails begin; quoted lines before that have answers between them and are marked one by one."""
        line = start
        while line < end:
            if _SEPARATOR.fullmatch(self.bare[line]) and self.bare[line]:
                return line
            if _RULE.fullmatch(self.bare[line]) and self._header(self._next(line + 1)) is not None:
                return line
            if self._header(line) is not None:
                return line
            after = self._attribution(line)
            if after:
                below = self._next(after)
                if below >= end or not _QUOTED.match(self.lines[below]):
                    return line
                if not any(self.bare[one] and not _QUOTED.match(self.lines[one]) for one in range(below, end)):
                    return line
                self._mark(line, after, Role.HISTORY)
                line = after
                continue
            if _QUOTED.match(self.lines[line]):
                self.roles[line] = Role.HISTORY
            line += 1
        return end

    def _attribution(self, start: int) -> int:
        """Where `Op … schreef …:` ends when it begins here, be it on three lines; else 0."""
        for count in (1, 2, 3):
            said = " ".join(self.bare[start : start + count]).lstrip("> ")
            if start + count <= len(self.lines) and said.endswith(":") and any(map(str.isdigit, said)) and _ATTRIBUTION.fullmatch(said):
                return start + count
        return 0

    def _own(self, start: int, end: int) -> None:
        """Take out of one mail's own lines what its writer does not say."""
        own = [line for line in range(start, end) if self.roles[line] is Role.TEXT]
        filled = [line for line in own if self.bare[line]]
        for line in filled[:4]:
            if _SERVER_WARNING.match(self.bare[line]):
                stop = next((one for one in own if one > line and not self.bare[one]), end)
                self._mark(line, stop, Role.WARNING)
        role = Role.TEXT
        for line in own:
            if self.roles[line] is not Role.TEXT:
                continue
            bare = self.bare[line]
            if role is not Role.DISCLAIMER and _DISCLAIMER.match(bare):
                role = Role.DISCLAIMER
            elif role is Role.TEXT and self._closes(line, bare):
                role = Role.SIGNATURE
            elif role is Role.SIGNATURE and _POSTSCRIPT.fullmatch(bare):
                role = Role.TEXT
            self.roles[line] = role
        last = next((line for line in reversed(own) if self.bare[line] and self.roles[line] is Role.TEXT), None)
        if last is not None and last != filled[0] and self.senders and _is_name_of(self.bare[last], self.senders[-1].name):
            self.roles[last] = Role.SIGNATURE

    def _closes(self, line: int, bare: str) -> bool:
        """Whether the signature begins here."""
        if self.lines[line].rstrip() in ("--", "—") or _DEVICE.fullmatch(bare):
            return True
        return len(bare) <= _CLOSING_LENGTH and _CLOSING.fullmatch(bare) is not None

    # What comes of it

    def _take(self, header: _Header) -> None:
        said = header.said.get("from", "")
        address = _ADDRESS.search(said)
        name = re.sub(r"\[mailto:[^\]]*\]|<[^>]*>|\(mailto:[^)]*\)", " ", said)
        name = " ".join((name.replace(address[0], " ") if address else name).split()).strip(" \"';,:<>")
        sent = sent_moment(header.said.get("sent", ""), self.today)
        self.senders.append(MailSender(_first_name_first(name), address[0].casefold() if address else "", sent))
        self.attachments += [name for part in re.split(r"[;\n]", header.said.get("attachments", "")) if (name := part.strip())]

    def _first_words(self) -> str:
        """Of a mail without a subject: its first line that says something."""
        said = [bare for bare, role in zip(self.bare, self.roles, strict=True) if role is Role.TEXT and bare]
        first = next((bare for bare in said if not _GREETING.fullmatch(bare)), next(iter(said), _("Mail without a subject")))
        return first if len(first) <= _MOST_TITLE else first[:_MOST_TITLE].rsplit(" ", 1)[0] + "…"

    def _left_out(self) -> Iterator[LeftOut]:
        start = 0
        while start < len(self.lines):
            end = start
            while end < len(self.lines) and self.roles[end] is self.roles[start]:
                end += 1
            text = _joined(self.lines[start:end])
            if self.roles[start] is not Role.TEXT and text:
                yield LeftOut(self.roles[start], text)
            start = end

    def _mark(self, start: int, end: int, role: Role) -> None:
        self.roles[start:end] = [role] * max(0, end - start)

    def _next(self, line: int) -> int:
        """The first line from here that says something."""
        while line < len(self.lines) and not self.bare[line].strip("> "):
            line += 1
        return line


def _without_prefixes(subject: str) -> tuple[list[str], str]:
    """The marks of answers and forwards in front of a subject, and the subject without them."""
    found = []
    title = subject.strip()
    while (prefix := _PREFIX.match(title)) is not None and title[prefix.end() :].strip():
        found.append((prefix[1] or "").casefold())
        title = title[prefix.end() :].strip()
    return found, title


def _is_name_of(line: str, name: str) -> bool:
    """Whether a line is (a part of) a name: `Anna` below a mail of Anna de Wit."""
    words = set(name.casefold().split())
    return bool(line) and set(line.strip(" .,!-").casefold().split()) <= words


def _joined(lines: Iterator[str] | Sequence[str]) -> str:
    """Lines as one text without blank lines around it, and no two in a row."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")


def _first_name_first(name: str) -> str:
    """`Wit, Anna de` is Anna de Wit, as Outlook's address books have it."""
    last, comma, first = name.partition(", ")
    if not comma or "," in first or not last or not first:
        return name
    return f"{first.strip()} {last.strip()}"


def _raw_message(text: str) -> str | None:
    """The message in a text that holds one as it travelled ("show original"), from its first header on."""
    lines = text.split("\n")
    for start, line in enumerate(lines[:60]):
        if _RAW_HEADER.match(line):
            raw = "\n".join(lines[start:])
            header = raw.partition("\n\n")[0]
            if len({found.casefold() for found in _RAW_ONLY.findall(header)}) >= 2:
                return raw
    return None
