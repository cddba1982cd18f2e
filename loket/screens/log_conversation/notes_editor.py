"""The notes and, below them, what comes out of them as they are typed: the part of the screen where the advisor lives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from loket.casework.mail_sender import MailOrigin, find_origin
from loket.casework.quick_entry import agreements_in
from loket.casework.quick_grammar import brief_hint
from loket.casework.received_mail import received_mail
from loket.exchange.mail_file import is_mail_file, read_typed_mail
from loket.insight.institution.conversation_context import Context
from loket.insight.institution.dossier_parts import RequestLine
from loket.language import _, ngettext
from loket.language.dates import first_workday
from loket.language.formats import short_date
from loket.models.words import RecordKind, RequestSource
from loket.screens.log_conversation.outcome_lines import OutcomeLine, OutcomeLines
from loket.screens.log_conversation.outcome_sheet import OutcomeSheet
from loket.screens.log_conversation.outcomes import (
    LETTERS,
    Inherited,
    NotesReader,
    Outcome,
    Who,
    counted,
    details,
    heard_before,
    numbered,
    outcome_of,
    resembling,
)
from loket.widgets.base_app import app_of
from loket.widgets.choice import Choice, Option
from loket.widgets.pane import Rule
from loket.widgets.text import one_line, shorten
from loket.widgets.text_inputs import PasteArea
from loket.widgets.workers import act, load_found

_BRIEF = 76
_MOST = 9


class EditorHeading(Widget):
    """A heading in capitals with a remark: at the right, or near it."""

    DEFAULT_CSS = "EditorHeading { height: 1; width: 100%; padding: 0 1; }"

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown = ("", "", False)

    def show(self, title: str, remark: str, *, near: bool = False) -> None:
        """Show another remark."""
        if (title, remark, near) != self._shown:
            self._shown = (title, remark, near)
            self.refresh()

    def render(self) -> Content:
        """`NOTITIES        een regel met v: …`."""
        title, remark, near = self._shown
        remark = shorten(one_line(remark), max(0, self.size.width - len(title) - 3))
        gap = 3 if near else max(1, self.size.width - len(title) - Content(remark).cell_length)
        return Content.assemble((title, "bold $focus"), " " * gap, (remark, "" if near else "$muted"))


class Notes(PasteArea):
    """Where is typed. A mail that is pasted becomes a line; a digit that answers which talk this is, before anything else, is no text."""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Leave such a digit to the screen."""
        answers = len(key) == 1 and key in "123456789" and self.screen.check_action("settle", (int(key),))
        return not answers and super().check_consume_key(key, character)

    def takes_apart(self, text: str) -> bool:
        """A mail, or a mail's file as a file manager drops it."""
        return is_mail_file(text) or received_mail(text, app_of(self).today) is not None


class NotesEditor(Vertical):
    """Notes, and what comes out of them. Until `show_context` nobody is known, and typing works all the same."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    NotesEditor { height: 100%; }
    NotesEditor > #notes { height: 1fr; min-height: 3; padding: 0 1; }
    NotesEditor > #below { height: auto; max-height: 14; }
    NotesEditor > Rule { display: none; }
    NotesEditor #outcomes-line { margin-top: 1; }
    .-narrow NotesEditor > Rule, .-digits NotesEditor > Rule { display: block; }
    .-narrow NotesEditor #outcomes-line, .-digits NotesEditor #outcomes-line { margin-top: 0; }
    """

    class Changed(Message):
        """Something was typed, or said of what comes out. `at_once` asks for a draft without waiting for a pause."""

        def __init__(self, *, at_once: bool = False) -> None:
            super().__init__()
            self.at_once = at_once

    def __init__(self) -> None:
        super().__init__(id="editor")
        self.outcomes: list[Outcome] = []
        self._about: Context | None = None
        self._names: Mapping[Who, str] = {}
        self.inherited = Inherited()
        self._reader = NotesReader(dt.date.today())
        self._alike: dict[tuple[Who, str], RequestLine | None] = {}
        self._drawn: list[tuple[Outcome, OutcomeLine]] = []
        self._agreed: list[str] = []
        self._heard: dict[tuple[object, ...], int | None] = {}

    def compose(self) -> ComposeResult:
        """The two parts, each under its heading."""
        yield EditorHeading(id="notes-line")
        yield Notes(id="notes")
        yield Rule()
        with Vertical(id="below"):
            yield EditorHeading(id="outcomes-line")
            yield OutcomeLines(id="outcomes")

    def on_mount(self) -> None:
        """Type at once."""
        self._reader = NotesReader(app_of(self).today)
        self.screen.set_focus(self.notes)  # now, not when the app comes to it: keys are on their way
        self._show()

    @property
    def notes(self) -> Notes:
        """Where is typed."""
        return self.query_one("#notes", Notes)

    @property
    def lines(self) -> OutcomeLines:
        """What comes out."""
        return self.query_one("#outcomes", OutcomeLines)

    @property
    def text(self) -> str:
        """The notes as they stand."""
        return self.notes.text

    def put(self, text: str) -> None:
        """Put these notes down, with what is typed already after them."""
        typed = self.text
        with self.prevent(TextArea.Changed):
            self.notes.show_text(f"{text}\n{typed}" if typed else text)
        self.notes.move_cursor(self.notes.document.end)

    def show_context(self, context: Context, names: Mapping[Who, str], inherited: Inherited) -> None:
        """Understand the notes with the words of this conversation, and what comes out of them as part of it."""
        self._about, self._names, self.inherited = context, names, inherited
        self._alike.clear()
        self._heard.clear()
        self._drawn.clear()
        self._reader.knows(context, names)
        self.outcomes = self._reader.read(self.text, self.outcomes)
        self._show()

    def show_outcomes(self, outcomes: list[Outcome]) -> None:
        """Show these: a draft knows what was said of them."""
        self.outcomes = outcomes
        self._show()

    def on_resize(self) -> None:
        """Other widths have other words."""
        if self.is_mounted:
            self._drawn.clear()
            self._show()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.understand()
        self.post_message(self.Changed())

    def when_understood(self, then: Callable[[], None]) -> None:
        """Call `then` once all keys that are on their way to the notes are there and understood."""

        def arrived() -> None:
            self.understand()
            self.screen.call_later(then)

        self.notes.call_later(arrived)

    @property
    def agreed(self) -> list[str]:
        """What the notes say was agreed."""
        return self._agreed

    def understand(self) -> None:
        """Read the notes as they stand now."""
        found = self._reader.read(self.text, self.outcomes)
        agreed = agreements_in(self.text)
        if found != self.outcomes or agreed != self._agreed:
            self.outcomes, self._agreed = found, agreed
            self._show()

    def _show(self) -> None:
        agreed = agreements_in(self.text)
        self.query_one("#notes-line", EditorHeading).show(_("NOTES"), brief_hint("notes", brief=self._brief))
        self.query_one("#outcomes-line", EditorHeading).show(_("THIS COMES OUT"), counted(self.outcomes, len(agreed)), near=True)
        before = dict(enumerate(self._drawn))
        self._drawn = [
            before[place] if place in before and before[place][0] == outcome else (outcome, self._line(place))
            for place, outcome in enumerate(self.outcomes)
        ]
        self.lines.show([*(line for _outcome, line in self._drawn), *(OutcomeLine("=", text, _("agreed")) for text in agreed)])

    @property
    def _brief(self) -> bool:
        return 0 < self.size.width < _BRIEF or self.screen.has_class("-narrow")

    def _line(self, place: int) -> OutcomeLine:
        outcome = self.outcomes[place]
        letter = LETTERS[outcome.kind]
        if self._about is None:
            return OutcomeLine(letter, outcome.title, "")
        app = app_of(self)
        text = details(outcome, self._about, self._names, self.inherited, app.today, brief=self._brief)
        alike = self._resembling(outcome)
        hint = ""
        if alike is not None:
            hint = _("{new} is like {number}, open    tab, then = links it instead of making a new one").format(
                new=numbered(self.outcomes, place), number=RecordKind.REQUEST.number(alike.id)
            )
        elif (heard := self._heard_before(outcome)) is not None:
            hint = _("{new} is like {number}, heard there").format(
                new=numbered(self.outcomes, place), number=RecordKind.SIGNAL.number(heard)
            )
        elif outcome.entry.hints:
            hint = " ".join(outcome.entry.hints)
        elif outcome.said.get("mail"):
            left = str(outcome.said.get("left_out") or "")
            lines = left.count("\n") + 1 if left else 0
            out = ngettext("left out +{n} line", "left out +{n} lines", lines).format(n=lines) if lines else ""
            hint = " · ".join(part for part in (str(outcome.said["mail"]), out, _("tab, then enter opens it")) if part)
        return OutcomeLine(letter, outcome.title or "…", text, bool(outcome.missing()), hint)

    def _resembling(self, outcome: Outcome) -> RequestLine | None:
        if self._about is None or outcome.kind is not RecordKind.REQUEST or outcome.linked is not None:
            return None
        asked = (outcome_of(outcome), outcome.title)
        if asked not in self._alike:
            self._alike[asked] = resembling(outcome, self._about)
        return self._alike[asked]

    def _heard_before(self, outcome: Outcome) -> int | None:
        if self._about is None or outcome.kind is not RecordKind.SIGNAL:
            return None
        asked = (outcome_of(outcome), outcome.title, outcome.themes, outcome.entry.obstacles, outcome.said.get("obstacle_id"))
        if asked not in self._heard:
            found = heard_before(outcome, self._about)
            self._heard[asked] = found.id if found else None
        return self._heard[asked]

    # Mails

    @on(PasteArea.Pasted)
    def _pasted(self, event: PasteArea.Pasted) -> None:
        event.stop()
        if is_mail_file(event.text):
            self.open_mail(event.text.strip())
        else:
            self._put_mail(event.text)

    def open_mail(self, path: str) -> None:
        """Put the mail of a file into the notes."""
        act(self, self._put_mail, app_of(self).say_error, read_typed_mail, path)

    def _put_mail(self, text: str) -> None:
        """A line for the mail; what it says goes along with that line, and who sent it is found meanwhile."""
        mail = received_mail(text, app_of(self).today)
        if mail is None or self.notes.read_only:
            return
        row, column = self.notes.cursor_location
        line = f"v: {one_line(mail.title)}"
        before = "\n" if column else ""
        self.notes.insert(f"{before}{line}\n")
        self.understand()
        made = [one for one in self.outcomes if (one.line, one.text) == (row + bool(column), line)]
        if made:
            said: dict[str, Any] = {"mail_text": mail.description, "left_out": mail.all_left_out}
            said |= {"source": RequestSource.MAIL, "mail": _("mail")}
            if made[0].title != one_line(mail.title):  # what looks like a marker in it is none
                said["title"] = one_line(mail.title)
            self.change(made[0], said={**made[0].said, **said})
            load_found(self, "mail", lambda origin: self._whose_mail(line, origin), find_origin, mail)

    def _whose_mail(self, line: str, origin: MailOrigin) -> None:
        """Say of the line of a mail who sent it and when."""
        outcome = next((one for one in self.outcomes if one.text == line and one.mail_text), None)
        if outcome is None:
            return
        day = origin.received_on(app_of(self).today)
        sender = origin.contact or (origin.sender.name or origin.sender.address if origin.sender else "")
        said = dict(outcome.said)
        told = [_("mail from {name}").format(name=sender) if sender else _("mail"), short_date(day, app_of(self).today) if day else ""]
        if day is not None:
            said |= {"received_on": day, "recorded_on": day}
        whose = (origin.whose.kind.table, origin.whose.id) if origin.whose is not None else None
        if whose in self._names:
            said["whose"] = whose
            if origin.contact_id is not None:
                said["contact_id"] = origin.contact_id
        elif origin.whose is not None:
            told.append(_("of {name}, who is not in this conversation").format(name=origin.whose.name))
        said["mail"] = ", ".join(part for part in told if part)
        self.change(outcome, said=said)

    # Between the two

    def enter_outcomes(self) -> bool:
        """Go to what comes out, if anything does."""
        if self.outcomes:
            self.lines.focus()
        return bool(self.outcomes)

    @on(OutcomeLines.Left)
    def _left(self, event: OutcomeLines.Left) -> None:
        event.stop()
        self.notes.focus()

    @on(OutcomeLines.Asked)
    def _asked(self, event: OutcomeLines.Asked) -> None:
        event.stop()
        if event.place >= len(self.outcomes) or self._about is None:
            return
        outcome = self.outcomes[event.place]
        if event.what == "fields":
            title = f"{numbered(self.outcomes, event.place)}  {outcome.title}"
            sheet = OutcomeSheet(title, outcome, self._about, self._names, self.inherited)
            self.app.push_screen(sheet, lambda said: None if said is None else self.change(outcome, said=said))
        elif event.what == "link":
            self._link(outcome, self._about)
        else:
            self._make_note(outcome)

    def change(self, outcome: Outcome, **changes: Any) -> None:
        """Say something else of one outcome, if its line still stands in the notes."""
        for place, one in enumerate(self.outcomes):
            if (one.line, one.text) == (outcome.line, outcome.text):
                self.outcomes[place] = replace(one, **changes)
                self._show()
                self.post_message(self.Changed(at_once=True))

    def _link(self, outcome: Outcome, context: Context) -> None:
        alike = self._resembling(outcome)
        whose = outcome_of(outcome)
        theirs = [one for one in context.open_requests if ("institution", one.institution_id) == whose]
        if outcome.kind is not RecordKind.REQUEST:
            app_of(self).say(_("Only a request can be linked to an open request."), "attention")
        elif outcome.linked is not None:
            self.change(outcome, linked=None)
        elif alike is not None:
            self.change(outcome, linked=alike.id)
        elif not theirs:
            app_of(self).say(_("This institution has no open request."), "attention")
        else:
            options = [Option(one.id, f"{RecordKind.REQUEST.number(one.id)} {one.title}") for one in theirs[:_MOST]]
            question = Choice(_("Which open request is it?"), options, text=outcome.title)
            self.app.push_screen(question, lambda linked: None if linked is None else self.change(outcome, linked=linked))

    def _make_note(self, outcome: Outcome) -> None:
        """Take the mark off the line, so that it is an ordinary note again."""
        lines = self.text.split("\n")
        if outcome.line < len(lines) and lines[outcome.line] == outcome.text:
            mark = " " if outcome.kind is RecordKind.CONTACT else ":"
            after = outcome.text.index(mark, len(outcome.text) - len(outcome.text.lstrip())) + 1
            after += len(outcome.text[after:]) - len(outcome.text[after:].lstrip())
            self.notes.replace("", (outcome.line, 0), (outcome.line, after))
            if len(self.outcomes) <= 1:
                self.notes.focus()


def missing_question(
    outcomes: Sequence[Outcome], context: Context, names: Mapping[Who, str], today: dt.date
) -> tuple[Outcome, str, Choice[Any]] | None:
    """The first thing to ask before all of this can be saved: of which outcome, which field, and the question."""
    for place, outcome in enumerate(outcomes):
        missing = outcome.missing()
        if not missing:
            continue
        options: list[Option[Any]]
        if missing == "themes":
            title = _("Theme of {new}?")
            options = [Option((number,), text) for number, text in context.themes]
        elif missing == "whose":
            title = _("Of whom is {new}?")
            options = [Option(who, names[who]) for who in outcome.could_be if who in names]
        else:
            title = _("When is {new}?")
            options = _dates(today)
        return outcome, missing, Choice(title.format(new=numbered(outcomes, place)), options, text=outcome.title)
    return None


def _dates(today: dt.date) -> list[Option[Any]]:
    """The days that promises are mostly made for."""
    friday = today + dt.timedelta(days=(4 - today.weekday()) % 7 or 7)
    next_day = first_workday(today + dt.timedelta(days=1))
    first = _("tomorrow") if next_day == today + dt.timedelta(days=1) else _("next working day")
    near = ((first, 1), (_("in a week"), 7), (_("in 2 weeks"), 14), (_("in 4 weeks"), 28), (_("in 6 weeks"), 42))
    days = [Option(day, text, short_date(day, today)) for text, many in near if (day := first_workday(today + dt.timedelta(days=many)))]
    if friday != next_day:
        days.insert(1, Option(friday, _("Friday"), short_date(friday, today)))
    return days
