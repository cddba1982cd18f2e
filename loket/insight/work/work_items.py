"""The lines of the work queue: which group each belongs to, and what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from loket.language import N_, _, label
from loket.language.dates import shown_month
from loket.language.formats import clock
from loket.models.words import CONFIDENTIAL, Audience, Channel, ConversationKind, RecordKind, Word


class Group(Enum):
    """The groups of the queue, in their order."""

    DRAFTS = N_("Drafts")
    GIVEN = N_("New: given to you by a colleague")
    LATE = N_("Late")
    TODAY = N_("Today")
    THIS_WEEK = N_("This week")
    NEXT_WEEK = N_("Next week")
    STAND_IN = N_("Standing in for a colleague")
    TO_PLAN = N_("Conversations to plan")
    UNCALLED = N_("WensenScan: nobody called yet")
    ARRIVED = N_("There now: what requests waited for")
    NEWS = N_("Something fits now")
    UNOWNED = N_("Nobody's yet: requests without an advisor")
    SILENT = N_("Silent: no movement for long")
    LATER = N_("Later")

    @property
    def is_dated(self) -> bool:
        """Whether its lines have a date by which they are due."""
        return self in (Group.LATE, Group.TODAY, Group.THIS_WEEK, Group.NEXT_WEEK, Group.STAND_IN)


class Wording(Enum):
    """What a line is about, as the word in its second column."""

    ACTION = N_("action")
    CHECK_BACK = N_("check")
    TALK = N_("conversation")
    DUE = N_("request")
    CALL = N_("call")
    SESSION = N_("session")
    PLACE = N_("place")
    DISCUSS = N_("fit-gap")
    NEWS = N_("offering")
    ARRIVED = N_("there now")
    WITHDRAWN = N_("withdrawn")
    ENDING = N_("ends")
    EXPECTED = N_("expected")
    DRAFT = N_("draft")
    GIVEN = N_("new")
    UNOWNED = N_("free")


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of work. `kind` and `id` are the record that it is about; of a draft, the draft's own.

    `about` is the record that a follow-up hangs on, `offering` what a request waited for.
    `company` says how many dated lines the institution has.
    """

    group: Group
    wording: Wording
    kind: RecordKind | None
    id: int
    day: date | None
    text: str
    time: str = ""
    word: str = ""
    institution_id: int | None = None
    institution: str = ""
    advisor: str = ""
    state: str = ""
    about: tuple[RecordKind, int] | None = None
    company: int = 1
    form: str = ""
    subject: str = ""
    offering: int | None = None
    recurs: str = ""
    confidential: bool = False

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from every other line."""
        return (self.group.name, self.wording.name, self.id)

    @property
    def number(self) -> str:
        """`V-371`, empty where a number says nothing."""
        wanted = self.kind is not None and self.wording in _NUMBERED
        return self.kind.number(self.id) if wanted and self.kind else ""

    @property
    def late(self) -> bool:
        """Whether it should have been done before today."""
        return self.group is Group.LATE

    @property
    def order(self) -> tuple[date, str, str, int]:
        """Its place in its group."""
        return (self.day or date.max, self.time or "", self.wording.value, self.id)

    @property
    def searched(self) -> str:
        """What a filter looks in."""
        return f"{self.text} {self.institution} {self.number} {self.shown_word} {self.advisor}".casefold()

    def matches(self, text: str) -> bool:
        """Whether it holds each of these words; a word with @ is the beginning of an advisor's name."""
        for word in text.casefold().split():
            name = word.removeprefix("@")
            found = word in self.searched if name == word else any(part.startswith(name) for part in self.advisor.casefold().split())
            if not found:
                return False
        return True

    @property
    def shown_word(self) -> str:
        """The word in the second column."""
        return self.word or _(self.wording.value)


def group_of(day: date | None, today: date) -> Group:
    """The group of something that is due on a day."""
    if day is None:
        return Group.TO_PLAN
    if day <= today:
        return Group.LATE if day < today else Group.TODAY
    if day <= today + timedelta(days=6 - today.weekday()):
        return Group.THIS_WEEK
    return Group.NEXT_WEEK if day <= end_of_next_week(today) else Group.LATER


def end_of_next_week(today: date) -> date:
    """The Sunday after this week's: what is due after it is for later."""
    return today + timedelta(days=13 - today.weekday())


_WAITED = (Wording.ARRIVED, Wording.WITHDRAWN)
_NUMBERED = (Wording.CHECK_BACK, Wording.DUE, Wording.NEWS, Wording.GIVEN, Wording.UNOWNED, *_WAITED)
_GROUPS = {
    Wording.CALL: Group.UNCALLED, Wording.NEWS: Group.NEWS, Wording.PLACE: Group.NEWS, Wording.DISCUSS: Group.TO_PLAN,
    Wording.GIVEN: Group.GIVEN, Wording.UNOWNED: Group.UNOWNED,
    **dict.fromkeys(_WAITED, Group.ARRIVED),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What every source of work has of a line: `on_kind` and `on_id` are the record that it is about, `detail` what its wording needs."""

    id: int
    day: date | None
    time: str
    text: str
    detail: str
    state: str
    institution_id: int | None
    institution: str
    advisor: str
    on_kind: RecordKind | None
    on_id: int | None
    silent: bool
    confidential: bool


def item_of(wording: Wording, kind: RecordKind, row: SourceRow, today: date, extra: Mapping[int, tuple[str, str]]) -> WorkItem:
    """A line from a row of one of the sources; `extra` has the answers of institutions to call."""
    group = Group.SILENT if row.silent else _GROUPS.get(wording) or group_of(row.day, today)
    if wording is Wording.ACTION and row.day is None:
        group = Group.LATER
    if kind is RecordKind.SESSION and row.day is not None and row.day < today:
        group = Group.LATE
    word, said = _said(wording, row.text, row.detail, extra.get(row.id), silent=row.silent)
    waited = wording in _WAITED
    about = (row.on_kind, row.on_id) if row.on_kind and row.on_id and not waited else None
    return WorkItem(
        group, wording, kind, row.id, row.day, said, row.time, word, row.institution_id, row.institution, row.advisor, row.state, about,
        offering=row.on_id if waited else None,
        recurs=row.detail if wording is Wording.ACTION else "", confidential=row.confidential,
    )  # fmt: skip


def _said(wording: Wording, text: str, detail: str, answers: tuple[str, str] | None, *, silent: bool) -> tuple[str, str]:
    """The word of the second column, where it is not the usual one, and the text."""
    if wording is Wording.ACTION:
        head, colon, rest = text.partition(":")
        if colon and head.isalpha() and len(head) <= 9 and rest.strip():
            return head.lower(), rest.strip()[:1].upper() + rest.strip()[1:]
        return "", text
    if wording is Wording.CHECK_BACK:
        return "", _("Was it used? {offering}").format(offering=text)
    if wording is Wording.TALK:
        parts = [_spoken(text), _word(Channel, detail)]
        return "", ", ".join(part for part in parts if part)
    if wording is Wording.DUE:
        return "", text if silent else _("Due: {title}").format(title=text)
    if wording is Wording.CALL and answers is not None:
        audiences, themes = answers
        by = _("Filled in by {audiences}").format(audiences=audiences) if audiences else _("Filled in")
        return "", by + (", " + _("wants help with {themes}").format(themes=themes) if themes else "")
    if wording is Wording.SESSION:
        return "", _("How was it? {team}").format(team=text).strip()
    if wording is Wording.DISCUSS:
        return "", _("Discuss the report: {outcome_set}").format(outcome_set=text)
    if wording is Wording.PLACE:
        month, _space, provider = detail.partition(" ")
        message = _("A place in {month} at {provider}: {team}")
        return "", message.format(month=shown_month(month), provider=provider, team=text or "?")
    if wording is Wording.GIVEN:
        return "", _("{title}, from {who}").format(title=text, who=detail)
    if wording is Wording.NEWS:
        return "", _("{offering}, for: {title}").format(offering=detail, title=text)
    if wording in _ABOUT_OFFERINGS:
        return "", _(_ABOUT_OFFERINGS[wording]).format(offering=detail, title=text)
    return "", text


_ABOUT_OFFERINGS = {
    Wording.ARRIVED: N_("{offering}: refer {title}"),
    Wording.WITHDRAWN: N_("{offering} will not come, for: {title}"),
    Wording.ENDING: N_("{title}: extend it, or let it lapse?"),
    Wording.EXPECTED: N_("{title}: is it there?"),
}


def _spoken(kind: str) -> str:
    if kind == ConversationKind.WENSENSCAN.value:
        return _("WensenScan follow-up")
    return _word(ConversationKind, kind).capitalize() or _("Conversation")


def _word(words: type[Word], value: str) -> str:
    return label(words(value)) if value else ""


def draft_item(number: int, kept_at: str, title: str, form: str, subject: str, content: str) -> WorkItem:
    """The line of a draft: what it is of with its first words, and when it was left."""
    moment = datetime.fromisoformat(kept_at).astimezone()
    typed = json.loads(content)
    is_talk = form == RecordKind.CONVERSATION.value
    head = f"{label(RecordKind.CONVERSATION)} {title}" if is_talk else title
    said = typed.get("notes") if is_talk else next((text for text in typed.get("typed", {}).values() if isinstance(text, str)), "")
    words = " ".join(str(said or "").split())[:_FIRST_WORDS]
    text = head if not words or words in head else f"{head}: {words}"
    confidential = is_confidential_draft(typed)
    if confidential:
        text = " ".join([*([head] if is_talk else []), CONFIDENTIAL, _("confidential")])
    return WorkItem(
        Group.DRAFTS, Wording.DRAFT, None, number, moment.date(), text, clock(moment), form=form, subject=subject,
        confidential=confidential,
    )  # fmt: skip


def is_confidential_draft(content: Mapping[str, Any]) -> bool:
    """Whether a draft is to become something confidential: a conversation says so itself, a form in one of its fields."""
    return bool(content.get("confidential") or content.get("typed", {}).get("confidential"))


_FIRST_WORDS = 80


def audience_letters(values: Sequence[str | None]) -> str:
    """`B Z P R I`: who answered, in the order of the list, each by its letter."""
    known = {value for value in values if value}
    return " ".join(audience.letter for audience in Audience if audience.value in known)
