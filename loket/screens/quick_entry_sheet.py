"""Snel invoeren: one line, from anywhere, becomes a record; what was understood stands below it before it is saved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import TextArea

from loket.casework import drafts, quick_inputs
from loket.casework.done import Ambiguous, Candidate
from loket.casework.name_lookup import Named, load_names, resolve
from loket.casework.quick_entry import QuickEntry, describe, parse, source_of
from loket.casework.vocabulary import KnownWords, known_words
from loket.insight.choices import institution_name
from loket.insight.institution.conversation_context import open_requests, similar_request
from loket.insight.institution.dossier_parts import RequestLine
from loket.language import N_, _, label
from loket.language.formats import clock, long_date
from loket.models.errors import Refused
from loket.models.words import RecordKind
from loket.screens.loket_screen import LoketScreen
from loket.widgets.choice import Choice, Option
from loket.widgets.keys import key
from loket.widgets.sheet import Sheet
from loket.widgets.text import one_line, shorten
from loket.widgets.text_inputs import NoteArea
from loket.widgets.workers import act, act_aside, load, load_found

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp


FORM = "quick_entry"
_NEW = "new"
_PAUSE = 0.7
_NOBODY = re.compile(r"\s*\w+\s*:(?=\s|$)")

FORMS: Mapping[RecordKind, str] = {
    RecordKind.REQUEST: "request_form",
    RecordKind.SIGNAL: "signal_form",
    RecordKind.CONVERSATION: "conversation_form",
    RecordKind.FOLLOW_UP: "follow_up_form",
}
"""The form that shows all fields of what quick entry makes, by its name in the registry."""

_WHERE = " in de spreekkamer"
"""The end of two themes' labels, which tells nothing apart and takes the room of what does."""


@dataclass(frozen=True, slots=True)
class _Start:
    """What is known when the sheet opens."""

    known: KnownWords
    here: Named | None
    line: str


@dataclass(frozen=True, slots=True)
class _Whose:
    """Who the text before the colon means, or can mean, with the open requests there."""

    named: Named | None = None
    could_be: Sequence[Candidate] = ()
    problem: str = ""
    requests: Sequence[RequestLine] = ()


class EntryLine(NoteArea):
    """A line that may be pasted as several; enter saves, up in the first line brings an earlier one back."""

    DEFAULT_CSS = "EntryLine, EntryLine:focus { height: auto; max-height: 8; min-height: 1; background: $cursor-row; }"

    class Entered(Message):
        """Enter was pressed."""

    class Earlier(Message):
        """An earlier line is wanted."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Entered())
        elif event.key == "up" and self.cursor_location[0] == 0:
            event.stop()
            event.prevent_default()
            self.post_message(self.Earlier())
        else:
            await super()._on_key(event)


class Understood(Widget):
    """The two lines below: what was understood, what it is like, what is wrong."""

    DEFAULT_CSS = "Understood { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._shown = ("", "", "")
        self._wrong = False

    def show(self, first: str, second: str, hint: str = "", *, wrong: bool = False) -> None:
        """Show these; `hint` stands at the right of the second."""
        self._shown, self._wrong = (one_line(first), one_line(second), one_line(hint)), wrong
        self.refresh()

    def render(self) -> Content:
        """The two lines."""
        width = self.size.width
        first, second, hint = self._shown
        hint = shorten(hint, width)
        second = shorten(second, max(0, width - Content(hint).cell_length - 2))
        gap = " " * max(0, width - Content(second).cell_length - Content(hint).cell_length)
        below = Content.assemble((second, "$error" if self._wrong else "$foreground"), gap, (hint, "$attention"))
        return Content("\n").join([Content.styled(shorten(first, width), "$focus"), below])


class QuickEntryScreen(Sheet[None]):
    """One line, saved with enter. The institution of the screen below is meant when none is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab", "all_fields", N_("all fields"), id="quick_fields", priority=True, tooltip=N_("Opens the form on what was understood.")
        ),
        key("back", "no", N_("away, line stays"), tooltip=N_("Leaves; the line stands there again next time.")),
    ]  # fmt: skip

    def __init__(self, line: str = "") -> None:
        super().__init__(_("Quick entry"))
        self._given = line
        self._known: KnownWords | None = None
        self._here: Named | None = None
        self._entry: QuickEntry | None = None
        self._whose = _Whose()
        self._asked = ""
        self._chosen: Named | None = None
        self._timer: Timer | None = None
        self._saving = False

    @property
    def line(self) -> EntryLine:
        """Where is typed."""
        return self.query_one(EntryLine)

    def compose_sheet(self) -> ComposeResult:
        """The line, what was understood of it, the keys."""
        yield EntryLine(self._given, placeholder=_("request merenr: what they ask #4 +u !high @ilse >in 2 weeks"))
        yield Understood()
        yield self.hint(N_("enter saves   tab all fields   ↑ earlier line   esc away, line stays"))

    def on_mount(self) -> None:
        """Typing works at once; the words come from a thread."""
        self.line.focus()
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        here = below.institution_here() if isinstance(below, LoketScreen) else None
        load(self, "words", self._begin, _start, here)

    def _begin(self, start: _Start) -> None:
        self._known, self._here = start.known, start.here
        if start.line and not self.line.text:
            self.line.show_text(start.line)
            self.line.move_cursor(self.line.document.end)
        self._read()

    # What is typed

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._chosen = None
        self._read()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self.keep_draft_now)

    def _read(self) -> None:
        if self._known is None:
            return
        self._entry = entry = parse(self.line.text, self._known.vocabulary, self.app.today)
        wanted = entry.institution_text
        if wanted != self._asked:
            self._asked, self._whose = wanted, _Whose()
            if wanted:
                load_found(self, "whose", self._found, _find, wanted)
        if not wanted and self._whose.named is not self._default(entry):
            self._whose = _Whose(self._default(entry))
            if self._whose.named is not None:
                load_found(self, "whose", self._found, _requests_of, self._whose.named)
        self._show()

    def _default(self, entry: QuickEntry) -> Named | None:
        """The institution of the screen below, unless a bare colon says that there is none."""
        return None if entry.kind is None or _NOBODY.match(self.line.text) else self._here

    def _found(self, whose: _Whose) -> None:
        self._whose = whose
        self._show()

    def _show(self) -> None:
        entry, known = self._entry, self._known
        if entry is None or known is None:
            return
        below = self.query_one(Understood)
        text = self.line.text.strip()
        first, second = understood(entry, self._chosen or self._whose.named, known, self.app.who)
        if not text:
            below.show("", _("request, signal, conversation or action; then the institution, a colon, and what it is about"))
        elif entry.kind is None:
            below.show("", entry.problems[0].message, wrong=True)
        elif self._whose.problem and self._chosen is None:
            below.show(first, self._whose.problem, _("enter asks which") if self._whose.could_be else "", wrong=not self._whose.could_be)
        else:
            below.show(first, " · ".join(part for part in (second, *entry.hints) if part), self._hint(entry))

    def _hint(self, entry: QuickEntry) -> str:
        if entry.kind is not RecordKind.REQUEST or not self._whose.requests:
            return ""
        alike = similar_request(entry.title, self._whose.requests)
        return _("like {number} (open)").format(number=RecordKind.REQUEST.number(alike.id)) if alike else ""

    # Saving

    @on(EntryLine.Entered)
    def _enter(self) -> None:
        entry = self._entry
        if entry is None or self._saving or not self.line.text.strip():
            return
        if entry.problems:
            self._wrong(entry.problems[0].message)
        elif self._chosen is None and self._whose.could_be:
            found = [Named(one.kind, one.id, one.name, one.name) for one in self._whose.could_be]
            options = [Option(named, named.name) for named in found]
            question = Choice(_("Which one is meant?"), options, text=entry.institution_text)
            self.app.push_screen(question, self._choose)
        else:
            self._save(entry, self._chosen or self._whose.named)

    def _choose(self, named: Named | None) -> None:
        if named is not None and self._entry is not None:
            self._chosen = named
            self._show()
            self._save(self._entry, named)

    def _save(self, entry: QuickEntry, whose: Named | None) -> None:
        self._saving = True
        act(self, self._saved, self._refused, _add, entry, whose)

    def _saved(self, done: Done) -> None:
        self.app.say(" ".join((done.message, *done.warnings)), "done", undoable=True)
        if self.is_attached:
            self.app.quick_lines.append(self.line.text)
            self._stop_timer()
            self.dismiss(None)

    def _refused(self, refused: Refused) -> None:
        self._saving = False
        if isinstance(refused, Ambiguous):
            self._whose = _Whose(None, refused.candidates, str(refused))
            self._enter() if refused.candidates else self._wrong(str(refused))
        else:
            self._wrong(str(refused))

    def _wrong(self, message: str) -> None:
        known, entry = self._known, self._entry
        first = understood(entry, self._chosen or self._whose.named, known, self.app.who)[0] if entry and known else ""
        self.query_one(Understood).show(first, "! " + message, wrong=True)

    # Other keys

    def action_all_fields(self) -> None:
        """Open the form with what was understood."""
        entry, known, app = self._entry, self._known, self.app
        name = FORMS.get(entry.kind) if entry is not None and entry.kind is not None else None
        if entry is None or known is None or name is None or not app.has_screen(name):
            return
        self._stop_timer()
        self._saving = True

        def open_form(values: dict[str, Any]) -> None:
            app.quick_lines.append(self.line.text)
            self.dismiss(None)
            app.call_later(app.open_screen, name, None, values)

        act(self, open_form, None, _form_values, entry, self._chosen or self._whose.named, known)

    @on(EntryLine.Earlier)
    def _earlier(self) -> None:
        lines = self.app.quick_lines
        if not lines:
            return
        shown = self.line.text
        place = lines.index(shown) - 1 if shown in lines else len(lines) - 1
        self.line.show_text(lines[place % len(lines)])
        self.line.move_cursor(self.line.document.end)

    def action_no(self) -> None:
        """Leave; the line stays."""
        self.keep_draft_now()
        self.dismiss(None)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def keep_draft_now(self) -> None:
        """Keep the line for the next time."""
        if self._timer is not None and not self._saving:
            self._stop_timer()
            act_aside(self, None, _keep_line, self.line.text)


def open_draft(app: BaseApp, _form: str, _subject: str) -> None:
    """Go on with the line that was left."""
    app.open_screen("quick_entry")


def _start(store: Store, here: int | None) -> _Start:
    draft = drafts.load_draft(store, FORM, _NEW)
    named = None
    if here is not None:
        with store.read() as reader:
            name = institution_name(reader, here)
        named = Named(RecordKind.INSTITUTION, here, name, name) if name else None
    return _Start(known_words(store), named, str(draft.content["line"]) if draft else "")


def _find(store: Store, text: str) -> _Whose:
    try:
        with store.read() as reader:
            named = resolve(load_names(reader), text)
    except Ambiguous as refused:
        return _Whose(None, refused.candidates, str(refused))
    return _requests_of(store, named)


def _requests_of(store: Store, named: Named) -> _Whose:
    return _Whose(named, requests=open_requests(store, named.id) if named.kind is RecordKind.INSTITUTION else ())


def _add(store: Store, entry: QuickEntry, whose: Named | None) -> Done:
    done = quick_inputs.quick_add(store, entry, whose)
    _keep_line(store, "")
    return done


def _keep_line(store: Store, line: str) -> None:
    if line.strip():
        drafts.keep_draft(store, FORM, _NEW, line.strip().split("\n")[0][:80], {"line": line})
    else:
        drafts.discard_draft(store, FORM, _NEW)


def understood(entry: QuickEntry, whose: Named | None, known: KnownWords, me: str) -> tuple[str, str]:
    """Two lines: what is made for whom, and its dates and source."""
    if entry.kind is None:
        return "", ""
    undated = replace(entry, date=None, time=None, advisor=entry.advisor or me or None)
    themes = tuple(replace(theme, label=theme.label.removesuffix(_WHERE)) for theme in known.vocabulary.themes)
    return describe(undated, replace(known.vocabulary, themes=themes), whose.name if whose else ""), _second(entry)


def _second(entry: QuickEntry) -> str:
    dated = {
        RecordKind.REQUEST: _("due {day}"),
        RecordKind.SIGNAL: _("heard {day}"),
        RecordKind.CONVERSATION: _("on {day}"),
        RecordKind.FOLLOW_UP: _("due {day}"),
    }
    parts = []
    if entry.kind is not None and entry.date is not None:
        day = " ".join([long_date(entry.date), clock(entry.time) if entry.time else ""]).strip()
        parts.append(dated[entry.kind].format(day=day))
    if entry.kind is RecordKind.REQUEST:
        parts += [] if entry.themes else [_("theme ?")]
        parts.append(_("source {source}").format(source=label(source_of(entry))))
    if entry.kind is RecordKind.FOLLOW_UP and entry.date is None:
        parts.append(_("due today"))
    if entry.description:
        lines = len(entry.description.split("\n"))
        parts.append(_("description of {n} lines").format(n=lines))
    return " · ".join(parts)


def _form_values(store: Store, entry: QuickEntry, whose: Named | None, known: KnownWords) -> dict[str, Any]:
    """What a form of this kind begins with; the line is forgotten."""
    said = quick_inputs.understood_input(entry, known, whose, store.today).said()
    drafts.discard_draft(store, FORM, _NEW)
    values = {name: value for name, value in said.items() if value is not None}
    if values.get("on_kind") is RecordKind.INSTITUTION:  # the form of a follow-up shows the institution
        values = {"institution_id": values["on_id"], **{name: value for name, value in values.items() if name not in ("on_kind", "on_id")}}
    return values
