"""Quick entry: one typed line becomes a record, and lines in a conversation's notes the records that came out of it.

`vraag Ziekenhuis Merenrand: PROM's automatisch uitsturen #4 +uitkomstinfo !hoog @ilse >over 2 weken`: the kind, the
institution up to the colon (nothing before the colon: none), the text, and markers. A marker counts only after a space
and with a word that it knows for this kind of record; anything else stays text, so nothing that was typed is lost. What
can be given once counts once: a second such marker is text again. `v: V-344 …` is about a request that is there already, `+contact Jan
de Boer, verpleegkundige` a person. Pure: no database; who is meant by the institution's text is found elsewhere. What can be typed is told
to people by `quick_grammar`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from loket.casework.vocabulary import Meaning, Vocabulary, fold, known, label_words
from loket.language import _, current_language, label
from loket.language.dates import DateNotUnderstood, Direction, NoSuchDay, long_date, understand_date, understand_moment
from loket.language.formats import clock
from loket.language.recurrence import Recurrence, shown_recurrence, understand_recurrence
from loket.models.errors import FieldError, Refused
from loket.models.words import OutcomeInfo, Priority, Reach, RecordKind, RequestSource

KINDS = (RecordKind.REQUEST, RecordKind.SIGNAL, RecordKind.CONVERSATION, RecordKind.FOLLOW_UP)
"""What a first word can name; `+contact` makes a person."""

_KIND_WORDS: Mapping[str, Mapping[str, RecordKind]] = {
    "nl": dict(zip(("vraag", "signaal", "gesprek", "actie"), KINDS, strict=True)),
    "en": dict(zip(("request", "signal", "conversation", "action"), KINDS, strict=True)),
}
_NOTE_LETTERS: Mapping[str, Mapping[str, RecordKind]] = {
    "nl": {"v": RecordKind.REQUEST, "s": RecordKind.SIGNAL, "a": RecordKind.FOLLOW_UP},
    "en": {"r": RecordKind.REQUEST},
}
_PRIORITIES: Mapping[str, Mapping[str, Priority]] = {
    "nl": {priority.dutch: priority for priority in Priority},
    "en": {priority.english: priority for priority in Priority},
}
_OUTCOME_WORDS = {"nl": ("uitkomstinfo", "uitkomstinformatie"), "en": ("outcomeinfo", "outcome-info")}
_NATIONAL_WORDS = {"nl": "landelijk", "en": "national"}
_LONGEST_DATE = 5
_LONGEST_RULE = 8
_WORD = re.compile(r"\S+")
_COLON = re.compile(r":(?=\s|$)")
_NOTE_LINE = re.compile(r"\s*(\w):(.*)")
_AGREED = re.compile(r"\s*(?:afspraak|afspraken|agreed):(.*)", re.IGNORECASE)
_PERSON = re.compile(r"\s*\+contact(?:\s+|$)", re.IGNORECASE)
_REQUEST_NUMBER = re.compile(r"V-?([0-9]{1,9})(?!\w)[\s:,.–-]*", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{5,}")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the typed text that was understood as a marker, and the field it filled."""

    start: int
    end: int
    field: str


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """What was understood. `problems` stand in the way of saving; `hints` say which markers were nearly understood."""

    kind: RecordKind | None
    institution_text: str = ""
    title: str = ""
    description: str = ""
    themes: tuple[int, ...] = ()
    obstacles: tuple[str, ...] = ()
    outcome_info: OutcomeInfo | None = None
    priority: Priority | None = None
    national: bool = False
    advisor: str | None = None
    date: dt.date | None = None
    time: dt.time | None = None
    linked: int | None = None
    """The number of the request that it is about, instead of a new one."""
    function: str | None = None
    email: str | None = None
    phone: str | None = None
    """Of a person."""
    recurs: str | None = None
    understood: tuple[Span, ...] = ()
    problems: tuple[FieldError, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A line of conversation notes that is a record; lines count from 0."""

    line_number: int
    entry: QuickEntry


def parse(
    text: str,
    vocabulary: Vocabulary,
    today: dt.date,
    default_kind: RecordKind | None = None,
    lang: str | None = None,
    literal: str = "",
) -> QuickEntry:
    """Understand a quick entry; never raises: what is missing stands in `problems`.

    With a `default_kind` only a whole kind word changes the kind, so that an ordinary first word stays in the title. `literal` is text
    that nobody typed (the subject of a mail): nothing in it is a kind, an institution or a marker.
    """
    language = lang or current_language()
    start, end = _title_line(text)
    person = _PERSON.match(text, start, end)
    if person is not None:
        return _person(text, person.end(), end)
    place = text.find(literal, start, end) if literal else -1
    plain = (place, place + len(literal)) if place >= 0 else (end, end)
    kind, after_kind = _kind(text, start, plain[0], default_kind, language)
    institution, body = ("", after_kind) if text[after_kind - 1 : after_kind] == ":" else _institution(text, after_kind, plain[0])
    if _Reader(text, kind, vocabulary, today, language, plain).read(after_kind, body).understood:
        institution, body = "", after_kind  # a marker before the colon: the text has begun already
    entry = _Reader(text, kind, vocabulary, today, language, plain).read(body, end)
    entry = _about_a_request(replace(entry, institution_text=institution, description=text[end:].strip("\r\n")))
    return replace(entry, problems=tuple(_problems(entry)))


def parse_note_lines(notes: str, vocabulary: Vocabulary, today: dt.date, lang: str | None = None) -> list[NoteEntry]:
    """The records in a conversation's notes: lines that begin `v:`, `s:`, `a:` or `+contact` and say something."""
    language = lang or current_language()
    found = []
    for number, line in enumerate(notes.split("\n")):
        kind, start = _note_kind(line, language)
        if kind is None:
            continue
        institution, body = _known_institution(line, start, vocabulary)
        if kind is RecordKind.CONTACT:
            entry = replace(_person(line, body, len(line)), institution_text=institution)
        else:
            entry = _Reader(line, kind, vocabulary, today, language).read(body, len(line))
            entry = _about_a_request(replace(entry, institution_text=institution))
        found.append(NoteEntry(number, replace(entry, problems=tuple(_problems(entry)))))
    return found


def notes_without_records(notes: str, lang: str | None = None) -> str:
    """The notes that are left for the summary when the lines that became records, and the agreements, are taken out."""
    language = lang or current_language()
    lines = [line for line in notes.split("\n") if _note_kind(line, language)[0] is None and not _agreed(line)]
    return "\n".join(lines).strip("\n")


def agreements_in(notes: str) -> list[str]:
    """What was agreed: lines that begin `afspraak:` (or `agreed:`) and say something."""
    return [said for line in notes.split("\n") if (said := _agreed(line))]


def describe(entry: QuickEntry, vocabulary: Vocabulary, institution: str = "") -> str:
    """What was understood, in one line: `Vraag bij Ziekenhuis Merenrand · 4 Gebruik van … · met · hoog · ilse · ma 7 dec 2026`."""
    if entry.kind is None:
        return ""
    place = institution or entry.institution_text
    kind = label(entry.kind).capitalize()
    parts = [_("{kind} at {institution}").format(kind=kind, institution=place) if place else kind]
    parts += [f"{theme.number} {theme.label}" for theme in vocabulary.themes if theme.number in entry.themes]
    parts += entry.obstacles
    parts += [label(word) for word in (entry.outcome_info, entry.priority) if word is not None]
    parts += [one for one in (entry.function, entry.email, entry.phone) if one]
    parts += [label(Reach.NATIONAL)] if entry.national else []
    parts += [entry.advisor] if entry.advisor else []
    parts += [f"{long_date(entry.date)} {clock(entry.time) if entry.time else ''}".strip()] if entry.date else []
    parts += [shown_recurrence(entry.recurs, entry.date)] if entry.recurs and entry.date else []
    return " · ".join(parts)


def source_of(entry: QuickEntry) -> RequestSource:
    """How a request came: a pasted mail by mail; one line is jotted down on the phone."""
    return RequestSource.MAIL if entry.description else RequestSource.PHONE


class _Reader:
    """Takes the markers out of one stretch of text."""

    def __init__(
        self, text: str, kind: RecordKind | None, vocabulary: Vocabulary, today: dt.date, language: str, plain: tuple[int, int] = (0, 0)
    ) -> None:
        self.text = text
        self.plain = plain
        self.vocabulary = vocabulary
        self.today = today
        self.language = language
        self.languages = ("nl", "en") if language == "en" else ("nl",)
        self.entry = QuickEntry(kind)
        self.hints: list[str] = []

    def read(self, start: int, end: int) -> QuickEntry:
        """The entry that the text from `start` to `end` gives: markers understood, the rest its title."""
        words = list(_WORD.finditer(self.text, start, end))
        spans: list[Span] = []
        index = 0
        while index < len(words):
            taken, field = self._marker(words, index) if self._stands_free(words[index].start()) else (0, "")
            if taken:
                spans.append(Span(words[index].start(), words[index + taken - 1].end(), field))
            index += taken or 1
        title = _without(self.text, start, end, spans)
        return replace(self.entry, title=title, understood=tuple(spans), hints=tuple(self.hints))

    def _stands_free(self, position: int) -> bool:
        """Whether a marker may begin here: after a space, or where the whole text begins; not in what nobody typed."""
        return not self.plain[0] <= position < self.plain[1] and (position == 0 or self.text[position - 1].isspace())

    def _marker(self, words: list[re.Match[str]], index: int) -> tuple[int, str]:
        """How many words the marker at `index` takes, and the field it fills; (0, "") when it is text."""
        word = words[index].group()
        sign, rest = word[0], word[1:]
        if self.entry.kind is None or not rest:
            return 0, ""
        if sign == ">":
            return self._date(words, index)
        read = _MARKERS[self.entry.kind].get(sign)
        field = read(self, sign, rest) if read else ""
        return (1, field) if field else (0, "")

    def _date(self, words: list[re.Match[str]], index: int) -> tuple[int, str]:
        """The longest run of words that is a day: `>over 2 weken`."""
        if self.entry.date is not None or self.entry.kind is None:
            return 0, ""
        direction: Direction = "last" if self.entry.kind is RecordKind.SIGNAL else "next"
        longest = _LONGEST_RULE if self.entry.kind is RecordKind.FOLLOW_UP else _LONGEST_DATE
        for count in range(min(longest, len(words) - index), 0, -1):
            typed = " ".join(word.group() for word in words[index : index + count])[1:]
            rule = self._recurrence(typed)
            if rule is not None:
                self.entry = replace(self.entry, date=rule.first(self.today), recurs=rule.kept())
                return count, "date"
            try:
                day, time = self._day(typed, direction)
            except NoSuchDay as refusal:
                self.hints.append(str(refusal))
                return 0, ""
            except DateNotUnderstood:
                continue
            self.entry = replace(self.entry, date=day, time=time)
            return count, "date"
        return 0, ""

    def _recurrence(self, typed: str) -> Recurrence | None:
        """A rule, of a follow-up: `>elke 2 weken tot 1 jul`."""
        if self.entry.kind is not RecordKind.FOLLOW_UP:
            return None
        try:
            return understand_recurrence(typed, self.today, self.language)
        except Refused:
            return None

    def _day(self, typed: str, direction: Direction) -> tuple[dt.date, dt.time | None]:
        """A day; of a conversation a time too: `>vr 10:00`."""
        if self.entry.kind is RecordKind.CONVERSATION:
            return understand_moment(typed, self.today, direction=direction, lang=self.language)
        return understand_date(typed, self.today, direction=direction, lang=self.language), None

    def theme(self, _sign: str, rest: str) -> str:
        """`#4` or `#cultuur`."""
        numbers = {theme.number for theme in self.vocabulary.themes if str(theme.number) == rest}
        named = ((word, theme.number) for theme in self.vocabulary.themes for word in label_words(theme.label))
        number = self._one(rest, numbers or known(rest, named))
        if number is None or (self._takes_one() and self.entry.themes):
            return ""
        self.entry = replace(self.entry, themes=_with(self.entry.themes, number))
        return "themes"

    def obstacle(self, _sign: str, rest: str) -> str:
        """`*api`: by the beginning of any word in it; brings its theme, unless a signal has one already."""
        named = ((word, found) for found in self.vocabulary.obstacles for word in label_words(found.label))
        found = self._one(rest, known(rest, named))
        if found is None or (self._takes_one() and self.entry.obstacles):
            return ""
        themes = self.entry.themes if self._takes_one() and self.entry.themes else _with(self.entry.themes, found.theme)
        self.entry = replace(self.entry, obstacles=_with(self.entry.obstacles, found.label), themes=themes)
        return "obstacles"

    def request_word(self, sign: str, rest: str) -> str:
        """`+uitkomstinfo`, `-uitkomstinfo`, and `!hoog` or `+hoog`."""
        words: list[tuple[str, Priority | Literal["outcome_info"]]] = []
        for language in self.languages:
            if sign != "-":
                words += _PRIORITIES[language].items()
            if sign != "!":
                words += ((word, "outcome_info") for word in _OUTCOME_WORDS[language])
        found = self._one(rest, known(rest, words))
        if isinstance(found, Priority) and self.entry.priority is None:
            self.entry = replace(self.entry, priority=found)
            return "priority"
        if found == "outcome_info" and (wanted := _outcome(self.entry.outcome_info, sign)) is not None:
            self.entry = replace(self.entry, outcome_info=wanted)
            return "outcome_info"
        return ""

    def reach(self, _sign: str, rest: str) -> str:
        """`+landelijk`."""
        if self.entry.national or not known(rest, ((_NATIONAL_WORDS[language], True) for language in self.languages)):
            return ""
        self.entry = replace(self.entry, national=True)
        return "national"

    def advisor(self, _sign: str, rest: str) -> str:
        """`@ilse`: by the beginning of any part of the name."""
        named = ((word, name) for name in self.vocabulary.advisors for word in (name, *label_words(name)))
        name = self._one(rest, known(rest, named))
        if name is None or self.entry.advisor is not None:
            return ""
        self.entry = replace(self.entry, advisor=name)
        return "advisor"

    def _takes_one(self) -> bool:
        return self.entry.kind is RecordKind.SIGNAL

    def _one(self, typed: str, found: set[Meaning]) -> Meaning | None:
        """The only meaning; of several the person is told, since the marker stays text."""
        if len(found) > 1:
            self.hints.append(_("“{word}” can mean several things and stays text.").format(word=typed))
        return next(iter(found)) if len(found) == 1 else None


_Read = Callable[[_Reader, str, str], str]
_MARKERS: Mapping[RecordKind, Mapping[str, _Read]] = {
    RecordKind.REQUEST: {
        "#": _Reader.theme,
        "*": _Reader.obstacle,
        "+": _Reader.request_word,
        "-": _Reader.request_word,
        "!": _Reader.request_word,
        "@": _Reader.advisor,
    },
    RecordKind.SIGNAL: {
        "#": _Reader.theme,
        "*": _Reader.obstacle,
        "+": _Reader.reach,
        "@": _Reader.advisor,
    },
    RecordKind.CONVERSATION: {"@": _Reader.advisor},
    RecordKind.FOLLOW_UP: {"@": _Reader.advisor},
}


def _title_line(text: str) -> tuple[int, int]:
    """Where the first line that says something begins and ends."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return start, len(text) if end < 0 else end


def _kind(text: str, start: int, end: int, default: RecordKind | None, language: str) -> tuple[RecordKind | None, int]:
    """The kind that the first word names, and where the rest begins."""
    first = _WORD.match(text, start, end)
    if first is None:
        return default, start
    typed = first.group().removesuffix(":")
    words = [pair for lang in (("nl", "en") if language == "en" else ("nl",)) for pair in _KIND_WORDS[lang].items()]
    if default is not None:
        words = [(word, kind) for word, kind in words if fold(word) == fold(typed)]
    found = known(typed, words)
    return (found.pop(), first.end()) if len(found) == 1 else (default, start)


def _institution(text: str, start: int, end: int) -> tuple[str, int]:
    """The text before the first colon that a space follows, and where the rest begins; other colons are text."""
    colon = _COLON.search(text, start, end)
    return (text[start : colon.start()].strip(), colon.end()) if colon else ("", start)


def _known_institution(line: str, start: int, vocabulary: Vocabulary) -> tuple[str, int]:
    """In notes a colon counts only after one of the conversation's institutions, when there are several."""
    name, body = _institution(line, start, len(line))
    named = ((word, whole) for whole in vocabulary.institutions for word in (whole, *label_words(whole)))
    found = known(name, named) if len(vocabulary.institutions) > 1 else set()
    return (found.pop(), body) if len(found) == 1 else ("", start)


def _note_kind(line: str, language: str) -> tuple[RecordKind | None, int]:
    """The kind of record that a line of notes is, and where its text begins; none when it is just a note."""
    person = _PERSON.match(line)
    if person is not None and line[person.end() :].strip():
        return RecordKind.CONTACT, person.end()
    match = _NOTE_LINE.fullmatch(line)
    if match is None or not match[2].strip():
        return None, 0
    letters = {**_NOTE_LETTERS["nl"], **(_NOTE_LETTERS["en"] if language == "en" else {})}
    return letters.get(match[1].casefold()), match.start(2)


def _agreed(line: str) -> str:
    """What a line of notes says was agreed."""
    match = _AGREED.fullmatch(line)
    return match[1].strip() if match else ""


def _about_a_request(entry: QuickEntry) -> QuickEntry:
    """`V-344 …` as the text of a request: it is about that one."""
    match = _REQUEST_NUMBER.match(entry.title) if entry.kind is RecordKind.REQUEST else None
    return replace(entry, linked=int(match[1]), title=entry.title[match.end() :].strip()) if match else entry


def _person(text: str, start: int, end: int) -> QuickEntry:
    """`merenr: Jan de Boer, verpleegkundige, j.deboer@merenrand.nl, 06-12345678`: a name, then what is known."""
    institution, body = _institution(text, start, end)
    name, *rest = [part.strip() for part in text[body:end].split(",")]
    email = next((part for part in rest if "@" in part and " " not in part), None)
    phone = next((part for part in rest if _PHONE.fullmatch(part)), None)
    function = ", ".join(part for part in rest if part and part not in (email, phone)) or None
    entry = QuickEntry(
        RecordKind.CONTACT, institution, name, text[end:].strip("\r\n"), function=function, email=email, phone=phone,
    )  # fmt: skip
    return replace(entry, problems=tuple(_problems(entry)))


def _without(text: str, start: int, end: int, spans: list[Span]) -> str:
    """The text without its markers, each taken out with the space before it."""
    kept = []
    position = start
    for span in spans:
        kept.append(text[position : span.start].rstrip())
        position = span.end
    kept.append(text[position:end])
    return "".join(kept).strip()


def _outcome(known_so_far: OutcomeInfo | None, sign: str) -> OutcomeInfo | None:
    """With, without, or both when both are typed; None when it was said already."""
    said = OutcomeInfo.WITHOUT if sign == "-" else OutcomeInfo.WITH
    if known_so_far is None:
        return said
    return OutcomeInfo.BOTH if known_so_far not in (said, OutcomeInfo.BOTH) else None


def _with(values: tuple[Meaning, ...], value: Meaning) -> tuple[Meaning, ...]:
    return values if value in values else (*values, value)


def _problems(entry: QuickEntry) -> list[FieldError]:
    problems = []
    if entry.kind is None:
        problems.append(FieldError("kind", _("Begin with request, signal, conversation or action.")))
    if not entry.title and entry.kind is RecordKind.CONTACT:
        problems.append(FieldError("name", _("Type a name after +contact.")))
    elif not entry.title and entry.linked is not None and not entry.description:
        problems.append(
            FieldError("title", _("Type what is to be noted on {number}.").format(number=RecordKind.REQUEST.number(entry.linked)))
        )
    elif not entry.title and entry.linked is None and entry.kind is not RecordKind.CONVERSATION:
        problems.append(FieldError("title", _("Type what it is about.")))
    return problems
