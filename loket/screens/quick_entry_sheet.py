"""Snel invoeren: one line or a mail, from anywhere, becomes a record; what was understood stands below it before it is saved."""

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
from textual.widgets import Static, TextArea

from loket.casework import drafts, quick_inputs
from loket.casework.done import Ambiguous, Candidate
from loket.casework.mail_sender import MailOrigin, find_origin
from loket.casework.name_lookup import Named, load_names, resolve
from loket.casework.quick_entry import QuickEntry, describe, parse, source_of
from loket.casework.quick_grammar import brief_hint
from loket.casework.received_mail import ReceivedMail, received_mail
from loket.casework.vocabulary import KnownWords, known_words
from loket.exchange.mail_file import SUFFIX, is_mail_file, read_typed_mail
from loket.insight.choices import institution_name, request_title
from loket.insight.institution.conversation_context import HeardSignal, heard_signals, open_requests, similar_request, similar_signal
from loket.insight.institution.dossier_parts import RequestLine
from loket.insight.resemblance import resembling_request
from loket.language import N_, _, label
from loket.language.formats import clock, long_date
from loket.language.recurrence import shown_recurrence
from loket.models.errors import Refused
from loket.models.words import RecordKind
from loket.screens.folded_text import FoldedText
from loket.screens.forms.ask_sheets import ask
from loket.screens.forms.finders import find_institutions
from loket.screens.grammar_sheet import GrammarSheet
from loket.screens.importing.path_sheet import AskPath
from loket.screens.loket_screen import LoketScreen
from loket.screens.thrown_draft import throw_draft_away
from loket.widgets.choice import Choice, Option
from loket.widgets.keys import key, save_keys
from loket.widgets.picker import Pick, PickSheet
from loket.widgets.sheet import Sheet
from loket.widgets.text import one_line, shorten
from loket.widgets.text_inputs import PasteArea
from loket.widgets.workers import act, act_aside, load, load_found

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp


FORM = "quick_entry"
_NEW = "new"
_PAUSE = 0.7
_NOBODY = re.compile(r"\s*\w+\s+:(?=\s|$)")

FORMS: Mapping[RecordKind, str] = {
    RecordKind.REQUEST: "request_form",
    RecordKind.SIGNAL: "signal_form",
    RecordKind.CONVERSATION: "conversation_form",
    RecordKind.FOLLOW_UP: "follow_up_form",
    RecordKind.CONTACT: "contact_form",
}
"""The form that shows all fields of what quick entry makes, by its name in the registry."""

_WHERE = " in de spreekkamer"
"""The end of two themes' labels, which tells nothing apart and takes the room of what does."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in the sheet: the line, the rest of what was pasted, and the whole mail that they come from."""

    line: str = ""
    rest: str = ""
    mail: str = ""

    @property
    def text(self) -> str:
        """All of it that is saved, as one text."""
        return f"{self.line}\n{self.rest}" if self.rest.strip() else self.line


@dataclass(frozen=True, slots=True)
class _Start:
    """What is known when the sheet opens."""

    known: KnownWords
    here: Named | None
    kept: Kept


@dataclass(frozen=True, slots=True)
class _Whose:
    """Who the text before the colon means, or can mean, with the open requests and the signals there."""

    named: Named | None = None
    could_be: Sequence[Candidate] = ()
    problem: str = ""
    requests: Sequence[RequestLine] = ()
    heard: Sequence[HeardSignal] = ()


class EntryLine(PasteArea):
    """The line; of several that are pasted the rest is folded. Enter saves, up in the first line brings an earlier one back."""

    DEFAULT_CSS = "EntryLine, EntryLine:focus { height: auto; max-height: 8; min-height: 1; background: $cursor-row; }"

    class Entered(Message):
        """Enter was pressed."""

    class Earlier(Message):
        """An earlier line is wanted."""

    def takes_apart(self, text: str) -> bool:
        """Several lines, or a mail's file as a file manager drops it."""
        return "\n" in text.strip() or "\r" in text.strip() or is_mail_file(text)

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
        Binding("f3", "take_along", N_("take along"), id="quick_take_along", priority=True,
                tooltip=N_("Keeps what was left out of the mail too: signature, earlier mails.")),
        Binding("ctrl+o", "open_mail", N_("mail from a file"), id="quick_mail", priority=True,
                tooltip=N_("Reads a mail from an .eml file.")),
        Binding("f1", "grammar", N_("what can be typed"), id="quick_grammar", priority=True, tooltip=N_("Shows what a line can say.")),
        *save_keys("enter"),
        key("discard", show=False),
        key("back", "no", N_("away, line stays"), tooltip=N_("Leaves; the line stands there again next time.")),
    ]  # fmt: skip

    def __init__(self, line: str = "", mail_file: str = "") -> None:
        super().__init__(_("Quick entry"))
        self._given, self._given_file = line, mail_file
        self._mail: ReceivedMail | None = None
        self._mail_text = ""
        self._origin: MailOrigin | None = None
        self._themes: tuple[int, ...] | None = None
        self._request: tuple[int, str | None] | None = None
        self._wants_saving = False
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

    @property
    def folded(self) -> FoldedText:
        """The rest of what was pasted."""
        return self.query_one(FoldedText)

    def compose_sheet(self) -> ComposeResult:
        """The line, the rest of it, what was understood of it, the keys."""
        yield EntryLine(self._given, placeholder=_("request merenr: what they ask #4 +u !high @ilse >in 2 weeks"))
        yield FoldedText()
        yield Understood()
        yield Static(Content(brief_hint("line")), classes="hint", markup=False)
        yield self.hint(N_("enter saves   tab all fields   ctrl+o mail from a file   ↑ earlier line   f4 forgets   esc away, line stays"))

    def on_mount(self) -> None:
        """Typing works at once; the words come from a thread."""
        self.line.focus()
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        here = below.institution_here() if isinstance(below, LoketScreen) else None
        load(self, "words", self._begin, _start, here)

    def _begin(self, start: _Start) -> None:
        self._known, self._here = start.known, start.here
        if start.kept.text and not self.line.text and not self._given_file:
            self._put(start.kept)
        if self._given_file:
            self._open_file(self._given_file)
        self._read()
        self._go_on()

    def _put(self, kept: Kept) -> None:
        """Show what was left, or an earlier line."""
        first, _end, rest = kept.line.strip("\n").partition("\n")
        rest = "\n".join(part for part in (rest, kept.rest) if part)
        mail = received_mail(kept.mail, self.app.today) if kept.mail else None
        self.line.show_text(first)
        self.line.move_cursor(self.line.document.end)
        self._take(mail, kept.mail, rest)

    # What is pasted

    @on(PasteArea.Pasted)
    def _pasted(self, event: PasteArea.Pasted) -> None:
        event.stop()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        if "\n" not in text:
            self._open_file(text)
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        """The first line, or a mail's subject, into the line; the rest folded. What stands there already stays."""
        mail = received_mail(text, self.app.today) if self._mail is None else None
        if mail is not None:
            if not self.line.text.strip():
                self.line.insert(f"{label(RecordKind.REQUEST)}: ")
            elif not self.line.text[-1:].isspace():
                self.line.insert(" ")
            self.line.insert(one_line(mail.title))
            self._take(mail, text, mail.description)
        elif self._mail is not None or self.folded.text.strip():
            with_more = f"{self.folded.text}\n\n{text}".strip("\n")
            self.folded.put(with_more, self._mail.left_out if self._mail is not None else ())
        else:
            first, _end, rest = text.partition("\n")
            self.line.insert(first)
            self.folded.put(rest.strip("\n"))
        self._read()

    def _take(self, mail: ReceivedMail | None, text: str, rest: str) -> None:
        self._mail, self._mail_text, self._origin = mail, text if mail is not None else "", None
        self.folded.put(rest, mail.left_out if mail is not None else ())
        if mail is not None:
            load_found(self, "origin", self._found_origin, find_origin, mail)
        self._read()

    def _found_origin(self, origin: MailOrigin) -> None:
        self._origin = origin
        self._read()
        self._go_on()

    def _open_file(self, path: str) -> None:
        def failed(refused: Refused) -> None:
            self.line.insert(path if path != self._given_file else "")
            self._wrong(str(refused))

        act(self, self._add, failed, read_typed_mail, path)

    def action_open_mail(self) -> None:
        """Ask for a mail's file."""
        ask(self.app, AskPath(_("Mail from a file"), _("Which mail? A file that ends in .eml."), frozenset({SUFFIX})), self._open_file)

    def next_pane(self) -> None:
        """Show all of what was pasted, or fold it (f6)."""
        self.folded.toggle()
        (self.folded.kept if self.folded.is_open else self.line).focus()

    def action_take_along(self) -> None:
        """Keep what was left out too."""
        if self.folded.take_along():
            self._typed_more()

    def action_grammar(self) -> None:
        """Show what a line can say."""
        self.app.push_screen(GrammarSheet("line", self.app, self))

    # What is typed

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if event.text_area is self.line:
            self._chosen = self._themes = None
        else:
            self.folded.show()
        self._typed_more()

    def _typed_more(self) -> None:
        self._read()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self.keep_draft_now)

    def _read(self) -> None:
        if self._known is None:
            return
        self._entry = entry = self._understand(self._known)
        wanted = entry.institution_text
        if wanted != self._asked:
            self._asked, self._whose = wanted, _Whose()
            if wanted:
                load_found(self, "whose", self._found, _find, wanted)
        if not wanted and self._whose.named is not self._default(entry):
            self._whose = _Whose(self._default(entry))
            if self._whose.named is not None:
                load_found(self, "whose", self._found, _known_there, self._whose.named)
        if entry.linked is not None and (self._request is None or self._request[0] != entry.linked):
            self._request = (entry.linked, "")
            load_found(self, "request", self._found_request, _request_title, entry.linked)
        self._show()

    def _understand(self, known: KnownWords) -> QuickEntry:
        line, today, mail = self.line.text, self.app.today, self._mail
        title = one_line(mail.title) if mail is not None else ""
        entry = parse(line, known.vocabulary, today, literal=title)
        if mail is not None and entry.kind is None:
            entry = parse(line, known.vocabulary, today, RecordKind.REQUEST, literal=title)
        rest = "\n".join(part for part in (entry.description, self.folded.text.strip("\n")) if part)
        entry = replace(entry, description=rest)
        if self._themes is not None and not entry.themes:
            entry = replace(entry, themes=self._themes)
        return entry

    def _default(self, entry: QuickEntry) -> Named | None:
        """Whose mail it is, else the institution of the screen below; a colon that stands alone says that there is none."""
        if entry.kind is None or _NOBODY.match(self.line.text):
            return None
        origin = self._origin
        if origin is not None and origin.could_be:
            return next((one for one in origin.could_be if self._here is not None and one.id == self._here.id), None)
        return origin.whose if origin is not None and origin.whose is not None else self._here

    @property
    def _came(self) -> MailOrigin | None:
        return (self._origin or MailOrigin()) if self._mail is not None else None

    def _found_request(self, found: tuple[int, str | None]) -> None:
        self._request = found
        self._show()

    def _found(self, whose: _Whose) -> None:
        self._whose = whose
        self._show()

    def _show(self) -> None:
        entry, known = self._entry, self._known
        if entry is None or known is None:
            return
        below = self.query_one(Understood)
        text = self.line.text.strip()
        first, second = self._understood(entry, known)
        if not text and not self.folded.is_filled:
            below.show("", _("request, signal, conversation or action; then the institution, a colon, and what it is about"))
        elif entry.kind is None:
            below.show("", entry.problems[0].message, wrong=True)
        elif self._whose.problem and self._chosen is None:
            below.show(first, self._whose.problem, _("enter asks which") if self._whose.could_be else "", wrong=not self._whose.could_be)
        else:
            below.show(first, " · ".join(part for part in (second, *entry.hints) if part), self._hint(entry))

    def _understood(self, entry: QuickEntry, known: KnownWords) -> tuple[str, str]:
        """Two lines: what is made for whom, and its dates and source; a mail says from whom and when."""
        whose = self._chosen or self._whose.named
        if entry.linked is not None:
            number, title = RecordKind.REQUEST.number(entry.linked), (self._request[1] if self._request else "") or "?"
            first = _("Note on {number} {title}").format(number=number, title=title).rstrip()
            return first, entry.title or _("description of {n} lines").format(n=len(entry.description.split("\n")))
        origin = self._origin
        if whose is not None and origin is not None and origin.is_proposed and whose is origin.whose:
            whose = replace(whose, name=f"~ {whose.name}")  # only the domain says so
        first, second = understood(entry, whose, known, self.app.who)
        if origin is None or self._mail is None or entry.kind is None:
            return first, second
        sender = origin.sender
        if origin.contact_id is not None:
            who = _("from {name}").format(name=origin.contact)
        else:
            called = (sender.name or sender.address) if sender else ""
            who = _("from {name} (no contact yet)").format(name=called) if called else ""
        day = origin.received_on(self.app.today)
        came = _("received {day}").format(day=long_date(day)) if day else ""
        return " · ".join(part for part in (first, who) if part), " · ".join(part for part in (came, second) if part)

    def _hint(self, entry: QuickEntry) -> str:
        if entry.kind is RecordKind.REQUEST and entry.linked is None and self._whose.requests:
            alike = similar_request(entry.title, self._whose.requests)
            return _("like {number} (open)").format(number=RecordKind.REQUEST.number(alike.id)) if alike else ""
        if entry.kind is RecordKind.SIGNAL and self._whose.heard and self._known is not None:
            obstacle = self._known.obstacle_ids.get(entry.obstacles[0]) if entry.obstacles else None
            heard = similar_signal(f"{entry.title} {entry.description}", next(iter(entry.themes), None), obstacle, self._whose.heard)
            return _("like {number} (heard there)").format(number=RecordKind.SIGNAL.number(heard.id)) if heard else ""
        return ""

    # Saving

    @on(EntryLine.Entered)
    def action_enter(self) -> None:
        """Ask what is missing, one digit each, then save."""
        self._read()
        entry, mail = self._entry, self._mail
        if self._saving or not (self.line.text.strip() or self.folded.is_filled):
            return
        if entry is None or (mail is not None and self._origin is None):
            self._wants_saving = True  # as soon as the words and the sender are known
            return
        whose = self._chosen or self._whose.named
        could_be = self._whose.could_be or (self._origin.could_be if self._origin and not entry.institution_text else ())
        nobody = whose is None and not entry.institution_text
        if entry.problems:
            self._wrong(entry.problems[0].message)
        elif entry.linked is not None and self._request is not None and self._request[1] is None:
            self._wrong(_("There is no {number}.").format(number=RecordKind.REQUEST.number(entry.linked)))
        elif whose is None and could_be and entry.linked is None:
            options = [Option(Named(one.kind, one.id, one.name, one.name), one.name) for one in could_be]
            self.app.push_screen(Choice(_("Which one is meant?"), options, text=entry.institution_text or entry.title), self._choose)
        elif nobody and mail is not None and entry.kind in (RecordKind.REQUEST, RecordKind.CONTACT) and entry.linked is None:
            self.app.push_screen(PickSheet(_("Of which institution is this?"), find_institutions), self._pick)
        elif entry.kind is RecordKind.REQUEST and entry.linked is None and not entry.themes and self._themes is None and not nobody:
            themes = self._known.vocabulary.themes if self._known is not None else ()
            none: Option[tuple[int, ...]] = Option((), _("none of these, or not known yet"))
            options_of: list[Option[tuple[int, ...]]] = [Option((theme.number,), theme.label) for theme in themes]
            self.app.push_screen(Choice(_("Which theme?"), options_of, none=none, text=entry.title), self._choose_themes)
        else:
            self._save(entry, whose)

    def _go_on(self) -> None:
        """Save now, when that was asked before everything was known."""
        if self._wants_saving and self._known is not None and (self._mail is None or self._origin is not None):
            self._wants_saving = False
            self.call_later(self.action_enter)

    def _choose(self, named: Named | None) -> None:
        if named is not None:
            self._chosen = named
            self._show()
            self.call_later(self.action_enter)

    def _pick(self, pick: Pick | None) -> None:
        self._choose(None if pick is None else Named(RecordKind.INSTITUTION, pick.value, pick.label, pick.label))

    def _choose_themes(self, themes: tuple[int, ...] | None) -> None:
        if themes is not None:
            self._themes = themes
            self.call_later(self.action_enter)

    def _save(self, entry: QuickEntry, whose: Named | None) -> None:
        self._saving = True
        act(self, self._saved, self._refused, _add, entry, whose, self._came)

    def _saved(self, done: Done) -> None:
        self.app.say(" ".join((done.message, *done.warnings)), "done", undoable=True)
        self.app.made = done.record if done.records else None
        if self.is_attached:
            self.app.quick_lines.append(self._kept.text)
            self._stop_timer()
            self.dismiss(None)

    def _refused(self, refused: Refused) -> None:
        self._saving = False
        if isinstance(refused, Ambiguous):
            self._whose = _Whose(None, refused.candidates, str(refused))
            self.action_enter() if refused.candidates else self._wrong(str(refused))
        else:
            self._wrong(str(refused))

    def _wrong(self, message: str) -> None:
        known, entry = self._known, self._entry
        first = self._understood(entry, known)[0] if entry and known else ""
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
            app.quick_lines.append(self._kept.text)
            self.dismiss(None)
            app.call_later(app.open_screen, name, None, values)

        act(self, open_form, None, _form_values, entry, self._chosen or self._whose.named, known, self._came)

    @on(EntryLine.Earlier)
    def _earlier(self) -> None:
        lines = self.app.quick_lines
        if not lines:
            return
        shown = self._kept.text
        if self._mail is None:
            place = lines.index(shown) - 1 if shown in lines else len(lines) - 1
            self._put(Kept(lines[place % len(lines)]))

    def action_discard(self) -> None:
        """Forget the line, and leave."""
        throw_draft_away(self, FORM, _NEW, lambda: self.dismiss(None))

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
            act_aside(self, None, _keep, self._kept)

    @property
    def _kept(self) -> Kept:
        return Kept(self.line.text, self.folded.text, self._mail_text)


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
    kept = Kept(*(str(draft.content.get(name, "")) for name in ("line", "rest", "mail"))) if draft else Kept()
    return _Start(known_words(store), named, kept)


def _find(store: Store, text: str) -> _Whose:
    try:
        with store.read() as reader:
            named = resolve(load_names(reader), text)
    except Ambiguous as refused:
        return _Whose(None, refused.candidates, str(refused))
    return _known_there(store, named)


def _known_there(store: Store, named: Named) -> _Whose:
    if named.kind is not RecordKind.INSTITUTION:
        return _Whose(named)
    return _Whose(named, requests=open_requests(store, named.id), heard=heard_signals(store, named.id))


def _request_title(store: Store, number: int) -> tuple[int, str | None]:
    with store.read() as reader:
        return number, request_title(reader, number)


def _add(store: Store, entry: QuickEntry, whose: Named | None, came: MailOrigin | None) -> Done:
    alike = _alike(store, entry, whose or (came.whose if came else None))
    done = quick_inputs.quick_add(store, entry, whose, came)
    _keep(store, Kept())
    return replace(done, warnings=(*done.warnings, *alike))


def _alike(store: Store, entry: QuickEntry, whose: Named | None) -> tuple[str, ...]:
    """The request that is there already, when the new one looks like it."""
    if entry.kind is not RecordKind.REQUEST or whose is None:
        return ()
    institution, party = (whose.id if whose.kind is kind else None for kind in (RecordKind.INSTITUTION, RecordKind.PARTY))
    return resembling_request(store, entry.title, institution, party)


def _keep(store: Store, kept: Kept) -> None:
    if kept.text.strip():
        title = kept.text.strip().split("\n")[0][:80]
        drafts.keep_draft(store, FORM, _NEW, title, {"line": kept.line, "rest": kept.rest, "mail": kept.mail})
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
        again = f"↻ {shown_recurrence(entry.recurs, entry.date)}" if entry.recurs else ""
        day = " ".join(part for part in (long_date(entry.date), clock(entry.time) if entry.time else "", again) if part)
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


def _form_values(store: Store, entry: QuickEntry, whose: Named | None, known: KnownWords, came: MailOrigin | None) -> dict[str, Any]:
    """What a form of this kind begins with; the line is forgotten."""
    said = quick_inputs.understood_input(entry, known, whose, store.today, came).said()
    drafts.discard_draft(store, FORM, _NEW)
    values = {name: value for name, value in said.items() if value is not None}
    if values.get("on_kind") is RecordKind.INSTITUTION:  # the form of a follow-up shows the institution
        values = {"institution_id": values["on_id"], **{name: value for name, value in values.items() if name not in ("on_kind", "on_id")}}
    return values
