"""What comes out of the notes: lines that begin `v:`, `s:`, `a:`, what was understood of each, and what was said otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from loket.casework.quick_entry import NoteEntry, QuickEntry, parse_note_lines
from loket.casework.vocabulary import ObstacleWord, ThemeWord, Vocabulary, known, label_words
from loket.insight.institution.conversation_context import Context, HeardSignal, similar_request, similar_signal
from loket.insight.institution.dossier_parts import RequestLine
from loket.language import _, label, ngettext
from loket.language.formats import short_date
from loket.models.words import CONFIDENTIAL, OutcomeInfo, Priority, Reach, RecordKind
from loket.widgets.text import shorten

LETTERS = {RecordKind.REQUEST: "V", RecordKind.SIGNAL: "S", RecordKind.FOLLOW_UP: "A", RecordKind.CONTACT: "C"}
Who = tuple[str, int]
"""An institution or party in the conversation: ("institution", 7)."""

OF_MAIL = ("mail", "mail_text", "left_out", "received_on", "recorded_on", "source", "contact_id")
"""What a mail says of the line that it became."""
_LONGEST = 300
_OBSTACLE = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the notes that is a record. `said` are fields that the person filled in apart from the line.

    `linked` is the open request that it belongs to instead of being a new one; `could_be` are those in the conversation
    that its institution's name can mean. Of a mail that was pasted `said` has `mail_text`, `left_out` (which
    is not saved) and `mail`, from whom.
    """

    line: int
    text: str
    entry: QuickEntry
    whose: Who | None = None
    could_be: tuple[Who, ...] = ()
    said: Mapping[str, Any] = field(default_factory=dict)
    linked: int | None = None

    @property
    def kind(self) -> RecordKind:
        """Request, signal, follow-up or contact."""
        assert self.entry.kind is not None
        return self.entry.kind

    @property
    def title(self) -> str:
        """What it is about."""
        name = {RecordKind.SIGNAL: "description", RecordKind.FOLLOW_UP: "what", RecordKind.CONTACT: "name"}.get(self.kind, "title")
        return str(self.said.get(name, self.entry.title))

    @property
    def mail_text(self) -> str:
        """What the mail says that it came from."""
        return str(self.said.get("mail_text") or "")

    @property
    def themes(self) -> tuple[int, ...]:
        """Its themes."""
        if "theme_id" in self.said:
            return (self.said["theme_id"],) if self.said["theme_id"] is not None else ()
        return tuple(self.said.get("themes", self.entry.themes))

    @property
    def due_on(self) -> dt.date | None:
        """The date that it names: due, or for a signal when it was heard."""
        found: dt.date | None = self.said.get("recorded_on" if self.kind is RecordKind.SIGNAL else "due_on", self.entry.date)
        return found

    @property
    def outcome_info(self) -> OutcomeInfo | None:
        """With or without outcome information, if that was said."""
        found: OutcomeInfo | None = self.said.get("outcome_info", self.entry.outcome_info)
        return found

    def missing(self) -> str:
        """The one thing to ask before this can be saved: `who`, `themes`, `due_on`, or nothing."""
        if self.linked is not None:
            return ""
        if self.could_be and "whose" not in self.said:
            return "whose"
        if self.kind is RecordKind.REQUEST and not self.themes:
            return "themes"
        if self.kind is RecordKind.FOLLOW_UP and self.due_on is None:
            return "due_on"
        return ""


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a record has from the talk that it came out of, unless said otherwise: a contact, and whether it is confidential."""

    contacts: Mapping[Who, int] = field(default_factory=dict)
    confidential: bool = False

    def of(self, outcome: Outcome) -> dict[str, Any]:
        """The values of one outcome; only a request has a contact."""
        if outcome.kind is RecordKind.CONTACT:
            return {"confidential": False}
        contact = {"contact_id": self.contacts.get(outcome_of(outcome))} if outcome.kind is RecordKind.REQUEST else {}
        return {**contact, "confidential": self.confidential}


class NotesReader:
    """Reads notes line by line and remembers every line, so that a key costs the one line that it changed."""

    def __init__(self, today: dt.date) -> None:
        self._today = today
        self._vocabulary = Vocabulary()
        self._names: Mapping[str, Who] = {}
        self._lines: dict[str, NoteEntry | None] = {}
        self._open: frozenset[int] = frozenset()

    def knows(self, context: Context, names: Mapping[Who, str]) -> None:
        """Take the words of this conversation: themes, obstacles, advisors, and who takes part."""
        self._names = {name: who for who, name in names.items()}
        self._open = frozenset(one.id for one in context.open_requests)
        self._vocabulary = Vocabulary(
            tuple(ThemeWord(number, text) for number, text in context.themes),
            tuple(ObstacleWord(text, theme) for _number, text, theme in context.obstacles),
            tuple(name for _number, name in context.advisors),
            tuple(self._names),
        )
        self._lines.clear()

    def read(self, notes: str, before: Sequence[Outcome] = ()) -> list[Outcome]:
        """What comes out of the notes; what was said apart from a line goes along with it when the line is edited."""
        lines = notes.split("\n")
        entries = {line: self._entry(line) for line in lines}
        self._lines = entries
        found = [self._outcome(number, line, entry) for number, line in enumerate(lines) if (entry := entries[line]) is not None]
        return _carried(found, before)

    def _entry(self, line: str) -> NoteEntry | None:
        if line in self._lines:
            return self._lines[line]
        found = parse_note_lines(line[: 10 * _LONGEST], self._vocabulary, self._today)
        return found[0] if found else None

    def _outcome(self, number: int, line: str, note: NoteEntry) -> Outcome:
        entry = self._linked(note.entry)
        first = next(iter(self._names.values()), None)
        if entry.institution_text:
            return Outcome(number, line, entry, self._names.get(entry.institution_text, first), linked=entry.linked)
        if entry.linked is not None:
            return Outcome(number, line, entry, first, linked=entry.linked)
        prefix, colon, rest = entry.title.partition(": ")
        could_be = self._meant(prefix) if colon and len(self._names) > 1 else ()
        if could_be:
            entry = replace(entry, title=rest.strip())
        return Outcome(number, line, entry, first, could_be)

    def _linked(self, entry: QuickEntry) -> QuickEntry:
        """`v: V-344 …`: a note on it when it is an open request of who is spoken with; else a request of that text."""
        if entry.linked is None:
            return entry
        number = RecordKind.REQUEST.number(entry.linked)
        if entry.linked in self._open:
            return entry if entry.title else replace(entry, title=_("came up in the conversation"))
        hint = _("{number} is no open request of who is spoken with: this becomes a new one.").format(number=number)
        return replace(entry, linked=None, title=f"{number} {entry.title}".strip(), hints=(*entry.hints, hint))

    def _meant(self, prefix: str) -> tuple[Who, ...]:
        """Those in the conversation that a name before a colon can mean, when it is none of them for certain."""
        named = ((word, name) for name in self._names for word in (name, *label_words(name)))
        found = known(prefix.strip(), named)
        return tuple(who for name, who in self._names.items() if name in found)


def _carried(found: list[Outcome], before: Sequence[Outcome]) -> list[Outcome]:
    """Pair the lines with those before: equal ones from the top and the bottom, and what lies between when it is as many."""
    start = 0
    while start < min(len(found), len(before)) and found[start].text == before[start].text:
        start += 1
    end = 0
    while end < min(len(found), len(before)) - start and found[-1 - end].text == before[-1 - end].text:
        end += 1
    middle = len(found) - start - end
    same_count = middle == len(before) - start - end
    carried = list(found)
    for place in range(len(found)):
        if place < start or (same_count and place < len(found) - end):
            old = before[place]
        elif place >= len(found) - end:
            old = before[place - len(found)]
        else:
            continue
        new = found[place]
        if old.kind is new.kind:
            linked = new.linked if new.linked is not None or old.entry.linked is not None else old.linked
            carried[place] = replace(new, said=old.said, linked=linked)
        elif old.mail_text:  # another kind of record of the same mail
            carried[place] = replace(new, said={name: value for name, value in old.said.items() if name in OF_MAIL})
    return carried


def numbered(outcomes: Sequence[Outcome], place: int) -> str:
    """`V2`: the second request."""
    kind = outcomes[place].kind
    return f"{LETTERS[kind]}{sum(1 for outcome in outcomes[: place + 1] if outcome.kind is kind)}"


def counted(outcomes: Sequence[Outcome], agreed: int = 0) -> str:
    """`2 vragen · 1 signaal · 1 actie`."""
    kinds = [outcome.kind for outcome in outcomes]
    requests, signals, actions, people = (kinds.count(kind) for kind in LETTERS)
    parts = [
        ngettext("{n} request", "{n} requests", requests).format(n=requests) if requests else "",
        ngettext("{n} signal", "{n} signals", signals).format(n=signals) if signals else "",
        ngettext("{n} action", "{n} actions", actions).format(n=actions) if actions else "",
        ngettext("{n} contact", "{n} contacts", people).format(n=people) if people else "",
        ngettext("{n} agreement", "{n} agreements", agreed).format(n=agreed) if agreed else "",
    ]
    return " · ".join(part for part in parts if part)


def details(outcome: Outcome, context: Context, names: Mapping[Who, str], inherited: Inherited, today: dt.date, *, brief: bool) -> str:
    """What was understood besides the title; `?` stands where something is open. An advisor is named where it is not the one who logs."""
    if outcome.linked is not None:
        title = next((request.title for request in context.open_requests if request.id == outcome.linked), "")
        return f"= {RecordKind.REQUEST.number(outcome.linked)} {title}".rstrip()
    has = {**inherited.of(outcome), **outcome.said}
    parts = [CONFIDENTIAL if has["confidential"] else "", names.get(outcome_of(outcome), "") if len(names) > 1 else ""]
    if outcome.could_be and "whose" not in outcome.said:
        parts[1] = _("which institution ?")
    if outcome.kind is RecordKind.CONTACT:
        told = {name: outcome.said.get(name, getattr(outcome.entry, name)) for name in ("function", "email", "phone")}
        return " · ".join(part for part in (*parts, *told.values()) if part)
    if outcome.kind is not RecordKind.FOLLOW_UP:
        parts.append(_theme_text(outcome, context, brief=brief))
    lines = outcome.mail_text.count("\n") + 1 if outcome.mail_text else 0
    parts.append(ngettext("+{n} line", "+{n} lines", lines).format(n=lines) if lines else "")
    if outcome.kind is RecordKind.REQUEST:
        parts += [_outcome_info_text(outcome), _date_text(outcome, today)]
        priority = outcome.said.get("priority", outcome.entry.priority)
        parts.append(label(priority) if priority and priority is not Priority.NORMAL else "")
    elif outcome.kind is RecordKind.SIGNAL:
        parts += [*_obstacles(outcome, context), _reach_text(outcome)]
    else:
        parts.append(_date_text(outcome, today) or _("when ?"))
    if outcome.kind is not RecordKind.SIGNAL:
        parts.append(advisor_name(outcome, context))
    parts.append(next((person.name for person in context.people if person.id == has.get("contact_id")), ""))
    return " · ".join(part for part in parts if part)


def outcome_of(outcome: Outcome) -> Who:
    """Whose it is: what was chosen, else what the line names, else the first in the conversation."""
    found: Who = outcome.said.get("whose") or outcome.whose or ("institution", 0)
    return (str(found[0]), int(found[1]))


def advisor_name(outcome: Outcome, context: Context) -> str:
    """The advisor that the line or the form names."""
    if "advisor_id" in outcome.said:
        return dict(context.advisors).get(outcome.said["advisor_id"], "")
    return outcome.entry.advisor or ""


def theme_name(number: int, context: Context, *, brief: bool = False) -> str:
    """`4 uitkomstinformatie`: the longest word of a theme's label says most."""
    text = dict(context.themes).get(number, "")
    words = [word.strip("‘’',.") for word in text.split()]
    longest = max(words, key=len, default="").replace("informatie", "info")
    return str(number) if brief or not longest else f"{number} {shorten(longest, 14)}"


def _theme_text(outcome: Outcome, context: Context, *, brief: bool) -> str:
    if not outcome.themes:
        return _("theme ?") if outcome.kind is RecordKind.REQUEST else ""
    alone = len(outcome.themes) == 1 and not (outcome.kind is RecordKind.SIGNAL and _obstacles(outcome, context))
    return " ".join(theme_name(number, context, brief=brief or not alone) for number in outcome.themes)


def _outcome_info_text(outcome: Outcome) -> str:
    return label(outcome.outcome_info) if outcome.outcome_info else _("outcome info ?")


def _reach_text(outcome: Outcome) -> str:
    reach = outcome.said.get("reach", Reach.NATIONAL if outcome.entry.national else None)
    return label(reach) if reach else ""


def _date_text(outcome: Outcome, today: dt.date) -> str:
    return short_date(outcome.due_on, today) if outcome.due_on else ""


def _obstacles(outcome: Outcome, context: Context) -> list[str]:
    wanted = outcome.said.get("obstacle_id", ...)
    if wanted is not ...:
        return [shorten(text, _OBSTACLE) for number, text, _theme in context.obstacles if number == wanted]
    return [shorten(text, _OBSTACLE) for text in outcome.entry.obstacles]


def resembling(outcome: Outcome, context: Context) -> RequestLine | None:
    """The open request of the same institution that a new one is like."""
    if outcome.kind is not RecordKind.REQUEST or outcome.linked is not None:
        return None
    whose = outcome_of(outcome)
    theirs = [one for one in context.open_requests if ("institution", one.institution_id) == whose]
    return similar_request(outcome.title, theirs) if theirs else None


def heard_before(outcome: Outcome, context: Context) -> HeardSignal | None:
    """The signal of the same institution that a new one is like."""
    whose = outcome_of(outcome)
    theirs = [one for one in context.heard if ("institution", one.institution_id) == whose]
    if outcome.kind is not RecordKind.SIGNAL or not theirs:
        return None
    numbers = {text: number for number, text, _theme in context.obstacles}
    obstacle = outcome.said.get("obstacle_id", next((numbers.get(text) for text in outcome.entry.obstacles), None))
    return similar_signal(f"{outcome.title} {outcome.mail_text}", next(iter(outcome.themes), None), obstacle, theirs)
