"""The dossier of an institution: the next step, what happened, what is known, and the documents about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loket.casework import follow_ups, notes
from loket.exchange import institution_documents
from loket.insight.choices import state_of
from loket.insight.institution.dossier import Dossier, NextStep, dossier, timeline
from loket.insight.institution.dossier_parts import ContactPerson, DocumentLink
from loket.insight.work.work_items import WorkItem
from loket.language import N_, _, label
from loket.language.formats import short_date
from loket.models.words import RecordKind
from loket.screens.addresses import copy_address, open_address
from loket.screens.contacts import CAREER, ask_career
from loket.screens.dossier.dossier_lines import FACT_COLUMNS, Known, fact_rows, facts_line, timeline_rows
from loket.screens.export_file import ask_document
from loket.screens.forms.ask_sheets import AskDate, ask
from loket.screens.forms.conversation_form import plan_from_response, plan_with
from loket.screens.forms.plan_sheet import ask_plan
from loket.screens.forms.record_form import open_form
from loket.screens.institutions import InstitutionChange
from loket.screens.loket_screen import LoketScreen
from loket.screens.offerings.referral_questions import ask_hand_out
from loket.screens.work.work_actions import ask_next_state, do_item, finish
from loket.widgets.choice import Choice, Option
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import key, keys_of
from loket.widgets.paged_table import LaidOut, PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Rule
from loket.widgets.text import fit, one_line, shorten
from loket.widgets.timeline import Timeline
from loket.widgets.workers import act, folded, load

if TYPE_CHECKING:
    from loket.casework.done import Ref
    from loket.exchange.documents.document import Document
    from loket.store.database import Store


class NextStepLine(Widget, can_focus=True):
    """What is to be done first, with the keys that do it; the screen has the acts."""

    FOOTER = ("open", "done", "move_date", "log", "new", "follow_up", "previous", "next")
    DEFAULT_CSS = "NextStepLine { height: 1; width: 100%; } NextStepLine:focus { background: $cursor-row; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "screen.open"),
        key("done", "screen.done"),
        key("move_date", "screen.move_date"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._step: NextStep | None = None
        self._today = date.min

    def show(self, step: NextStep | None, today: date) -> None:
        """Show another step."""
        self._step, self._today = step, today
        self.refresh()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A second click opens."""
        if event.chain == 2:
            self.call_later(self.app.run_action, "screen.open", self)

    def render(self) -> Content:
        """`NEXT STEP  !vr 20 nov  bellen: terugkoppelen   s klaar  > verschuif`."""
        cursor = ("▸" if self.has_focus else " ", "$focus")
        title = (_("NEXT STEP") + "  ", "bold $focus")
        step = self._step
        if step is None:
            return Content.assemble(cursor, title, (_("nothing was agreed. f sets a follow-up."), "$muted"))
        late = "!" if step.late else ""
        day = f"{late}{short_date(step.day, self._today)} {step.time}".strip() if step.day else "–"
        kind = "" if step.kind is RecordKind.FOLLOW_UP else f"{label(step.kind)}: "
        keys = f"s {_('done')}  > {_('move')} "
        room = self.size.width - len(_("NEXT STEP")) - len(day) - len(keys) - 8
        text = fit(shorten(one_line(kind + step.text), room), max(0, room))
        return Content.assemble(cursor, title, (day, "$attention" if step.late else "bold"), "  ", text, "  ", (keys, "$muted"))


class NewRecord(Choice[str]):
    """What to add to a dossier: a digit, or the letter of its kind."""

    LETTERS: ClassVar[dict[str, str]] = {
        "v": "request_form",
        "s": "signal_form",
        "g": "log",
        "a": "follow_up_form",
        "c": "contact_form",
        "w": "plan",
        "p": "conversation_form",
        "l": "session_form",
        "n": "note_form",
        "d": "link_form",
        "i": "response_form",
    }

    def __init__(self) -> None:
        words = {
            "v": _("request"),
            "s": _("signal"),
            "g": _("conversation, now"),
            "a": _("action"),
            "c": _("contact"),
            "w": _("WensenScan follow-up, answers as its agenda"),
            "p": _("conversation, to plan"),
            "l": _("learning session"),
            "n": _("note"),
            "d": _("document: its address"),
            "i": _("WensenScan response, told by phone or on paper"),
        }
        super().__init__(_("New"), [Option(form, words[letter], letter) for letter, form in self.LETTERS.items()])

    def on_key(self, event: events.Key) -> None:
        """A letter chooses too."""
        if event.character in self.LETTERS:
            event.stop()
            self.dismiss(self.LETTERS[event.character])


HANDOVER = Binding(
    "H", "handover", N_("closing handover"), show=False, id="handover",
    tooltip=N_("Writes what was asked, given, learned and is open, for the institution itself; nothing confidential."),
)  # fmt: skip


VISIT = key(
    "report",
    word=N_("for a visit"),
    tooltip=N_("Writes one page to take along: what is open, answered, asked, given and told; nothing confidential."),
)


_ALL_LINES = 10_000
_MOST_HAPPENINGS = 5_000


class DossierScreen(LoketScreen):
    """The dossier of institution `number`; `among` are those of the list it was opened from, for `[` and `]`."""

    PLACE = 2
    FOLLOWS = True
    CSS_PATH = "dossier.tcss"
    FOOTER = ("log", "new", "follow_up", "open", "facts", "previous", "next", "edit", "filter", "report")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("done", show=False),
        key("move_date", show=False),
        *keys_of("new", "edit", "previous", "next", "filter", "copy"),
        key("open", "open", show=True),
        key("refer", "hand_out", N_("hand out"), show=False, tooltip=N_("Notes material that was handed out without a request.")),
        CAREER,
        HANDOVER,
        VISIT,
        Binding("i", "facts", N_("facts"), id="facts", tooltip=N_("Goes to what is known of the institution: place, AGB, website, names.")),
        Binding(
            "delete",
            "take_away",
            N_("take away"),
            show=False,
            id="take_away",
            tooltip=N_("Takes the document's address away; u brings it back."),
        ),
        key("merge", show=False),
        Binding("tab", "app.focus_next", N_("pane"), show=False, id="tab", tooltip=N_("Goes to the next pane.")),
    ]

    def __init__(self, number: int, among: Sequence[int] = ()) -> None:
        super().__init__()
        self.number = number
        self._among = tuple(among)
        self._dossier: Dossier | None = None
        self._made = ""

    def compose_body(self) -> ComposeResult:
        """Facts, next step; people, answers and open requests; the timeline."""
        yield Static(Content(""), id="facts", markup=False)
        yield NextStepLine()
        yield Rule()
        yield FilterBar()
        with Horizontal(id="panes"):
            yield LaidOut(FACT_COLUMNS, self._fact_page, show_head=False, page_size=_ALL_LINES, id="about")
            with Vertical(id="right"):
                yield Static(Content(""), id="timeline-title", markup=False)
                yield Timeline(self._timeline_page, empty=N_("Nothing happened here yet. g logs a conversation."), id="timeline")

    def on_mount(self) -> None:
        """The next step has the focus: it is what one comes for."""
        self.query_one(NextStepLine).focus()
        self._load()

    def refresh_data(self) -> None:
        """Read everything anew."""
        self._load()
        self.query_one(Timeline).reload()

    def _load(self) -> None:
        load(self, "dossier", self._show, folded(dossier), self.number, self._among)

    def show_made(self, made: Ref) -> None:
        """Put the cursor on it when the facts are there."""
        self._made = made.number

    def record_open(self) -> tuple[RecordKind, int] | None:
        """The institution."""
        return RecordKind.INSTITUTION, self.number

    # What it shows

    def _show(self, found: Dossier | None) -> None:
        if found is None:
            self.app.say_error(_("There is no {number} any more.").format(number=RecordKind.INSTITUTION.number(self.number)))
            self.app.go_back()
            return
        if found.facts.merged_into is not None:
            self.app.say(_("{name} was merged: this is its dossier now.").format(name=found.facts.name), "attention")
            self._go_to(found.facts.merged_into)
            return
        self._dossier = found
        near = found.neighbours
        count = _("‹ {place} of {all} ›").format(place=near.place, all=near.of)
        self.show_header(_("Institutions") + " › " + found.facts.name, count)
        self.query_one("#facts", Static).update(Content(one_line(" " + facts_line(found.facts))))
        self.query_one(NextStepLine).show(found.next_step, self.app.today)
        about = self.query_one("#about", PagedTable)
        about.reload()
        if self._made:
            about.go_to(self._made)
            self._made = ""

    def _fact_page(self, _store: Store, _request: PageRequest) -> Page:
        lines = fact_rows(self._dossier, self.query_one("#about", LaidOut).room, self.app.today) if self._dossier else []
        return Page(lines, len(lines))

    def _timeline_page(self, store: Store, request: PageRequest) -> Page:
        found = timeline(store, self.number, size=_MOST_HAPPENINGS, text=request.filter)
        lines = timeline_rows(found.happenings, self.app.today)
        return Page(lines, len(lines), found.total, found.of)

    @on(PagedTable.Counted, "#timeline")
    def _counted(self, event: PagedTable.Counted) -> None:
        many = f"{event.records}" if event.records == event.of else _("{n} of {all}").format(n=event.records, all=event.of)
        title = Content.assemble((" " + _("TIMELINE") + f" {many}", "bold $focus"), ("   " + _("everything · latest first"), "$muted"))
        self.query_one("#timeline-title", Static).update(title)

    # Where one can go

    @on(PagedTable.Opened)
    def _opened(self, event: PagedTable.Opened) -> None:
        record = event.row.record
        if isinstance(record, DocumentLink):
            open_address(self.app, record.url)
        elif isinstance(record, Known) and record.is_address:
            open_address(self.app, record.text)
        elif isinstance(record, Known):
            self.action_edit()
        elif isinstance(record, tuple):
            self.app.open_record(*record)

    def action_open(self) -> None:
        """Open the next step's record."""
        step = self._dossier.next_step if self._dossier else None
        if step is not None and step.kind is RecordKind.CONVERSATION:
            self.app.open_screen("log", (), step.id)
        elif step is not None:
            self.app.open_record(step.kind, step.id)

    def action_previous(self) -> None:
        """The institution before this one."""
        self._go_to(self._dossier.neighbours.previous if self._dossier else None)

    def action_next(self) -> None:
        """The institution after this one."""
        self._go_to(self._dossier.neighbours.next if self._dossier else None)

    def _go_to(self, number: int | None) -> None:
        if number is not None:
            self.number = number
            self.refresh_data()

    # What one can do

    def _action_here(self) -> WorkItem | None:
        """The open action under the cursor, when its pane has the focus."""
        about = self.query_one("#about", PagedTable)
        row = about.cursor_row if about.has_focus else None
        actions = self._dossier.actions if self._dossier else ()
        return next((item for item in actions if row is not None and row.key == item.key), None)

    def action_done(self) -> None:
        """Do the open action under the cursor, else the next step."""
        item = self._action_here()
        if item is not None:
            do_item(self, [item])
            return
        step = self._dossier.next_step if self._dossier else None
        if step is None:
            return
        if step.kind is RecordKind.CONVERSATION:
            self.app.open_screen("log", (), step.id)
            return
        if step.kind is RecordKind.FOLLOW_UP:
            finish(self, (step.id,))
        else:
            load(self, "state", partial(self._choose_state, step.kind, step.id), _state_of, step.kind, step.id)

    def _choose_state(self, kind: RecordKind, number: int, state: str | None) -> None:
        if state is not None:
            ask_next_state(self, kind, (number,), state)

    def action_move_date(self) -> None:
        """Move the day of the open action under the cursor, else of the next step."""
        step = self._action_here() or (self._dossier.next_step if self._dossier else None)
        if step is None or step.kind is None:
            return
        kind, number = step.kind, step.id
        sheet = AskDate(_("Move the date"), step.text, value=step.day)
        ask(self.app, sheet, lambda day: act(self, self.show_done, None, follow_ups.postpone, kind, (number,), day))

    def action_new(self) -> None:
        """Ask what to add, and open its form; on an answer to the WensenScan: plan the conversation about it."""
        focused = self.focused
        row = focused.cursor_row if isinstance(focused, PagedTable) else None
        if row is not None and isinstance(row.record, tuple) and row.record[0] is RecordKind.RESPONSE:
            plan_from_response(self.app, row.record[1])
        else:
            self.app.push_screen(NewRecord(), self._add)

    def _add(self, form: str | None) -> None:
        if form == "plan":
            plan_with(self.app, self.number)
        elif form == "log":
            self.app.open_screen("log", (self.number,))
        elif form in ("follow_up_form", "note_form", "link_form"):
            open_form(self.app, form, None, {"on_kind": RecordKind.INSTITUTION.value, "on_id": self.number})
        elif form == "conversation_form":
            ask_plan(self, self.number)
        elif form is not None:
            open_form(self.app, form, None, {"institution_id": self.number})

    def action_hand_out(self) -> None:
        """Note what was handed out here without a request."""
        if self._dossier is not None:
            ask_hand_out(self, self._dossier.facts.shown, institution=self.number)

    def record_to_edit(self) -> tuple[RecordKind | str, int]:
        """What the cursor is on, also an answer, a document or the next step; else the institution."""
        document, step = self._document_here(), self._dossier.next_step if self._dossier else None
        if document is not None:
            return RecordKind.LINK, document.id
        if step is not None and isinstance(self.focused, NextStepLine):
            return step.kind, step.id
        return super().record_to_edit() or (RecordKind.INSTITUTION, self.number)

    def action_career(self) -> None:
        """Ask what changed about the contact under the cursor."""
        person = self._person_here()
        if person is None:
            self.app.say(_("Put the cursor on a contact; c notes that they left, moved or do something else."), "muted")
        else:
            ask_career(self.app, person.id)

    def _person_here(self) -> ContactPerson | None:
        """The contact under the cursor, when their pane has the focus."""
        return self._person_under_cursor() if self.focused is self.query_one("#about", PagedTable) else None

    def _person_under_cursor(self) -> ContactPerson | None:
        row = self.query_one("#about", PagedTable).cursor_row
        people = self._dossier.people if self._dossier else ()
        return next((one for one in people if row is not None and row.record == (RecordKind.CONTACT, one.id)), None)

    def action_merge(self) -> None:
        """Ask what becomes of this institution."""
        if self._dossier is not None:
            facts = self._dossier.facts
            InstitutionChange(self, self.number, facts.name, active=facts.active, then=self.show_done).ask()

    def action_report(self) -> None:
        """Write the page for a visit."""
        if self._dossier:
            self._ask_document(_("Page for a visit"), "bezoek", institution_documents.visit_document, "visit")

    def action_copy(self) -> None:
        """Copy the number or address of the person under the cursor, the document's address, or the fact."""
        row = self.query_one("#about", PagedTable).cursor_row
        record, person = row.record if row is not None else None, self._person_under_cursor()
        if person is not None and row is not None:
            ways = (person.email, person.phone) if row.key == f"C-{person.id} mail" else (person.phone, person.email)
            text = next((way for way in ways if way), "")
        else:
            text = record.url if isinstance(record, DocumentLink) else record.text if isinstance(record, Known) else ""
        if text:
            copy_address(self.app, text)

    def action_take_away(self) -> None:
        """Take the document under the cursor away."""
        document = self._document_here()
        if document is None:
            self.app.say(_("Put the cursor on a document; del takes its address away."), "muted")
        else:
            act(self, self.show_done, None, notes.remove_link, document.id)

    def _document_here(self) -> DocumentLink | None:
        """The document under the cursor, when its pane has the focus."""
        about = self.query_one("#about", PagedTable)
        row = about.cursor_row if self.focused is about else None
        return row.record if row is not None and isinstance(row.record, DocumentLink) else None

    def action_facts(self) -> None:
        """Go to what is known of the institution."""
        about = self.query_one("#about", PagedTable)
        about.focus()
        about.action_move_to_line(-1)
        about.go_to("fact 0")

    def action_handover(self) -> None:
        """Write the closing handover for this institution."""
        if self._dossier:
            self._ask_document(_("Closing handover"), "overdracht", institution_documents.handover_document, "handover")

    def _ask_document(self, title: str, name: str, make: Callable[[Store, int], Document], logged_as: str) -> None:
        number, shown = self.number, self._dossier.facts.shown if self._dossier else ""
        plain = re.sub(r"\W+", "-", shown.lower()).strip("-")
        file = f"loket-{name}-{plain}-{self.app.today.isoformat()}.docx"
        advice = _("Read it through before it goes out.")
        ask_document(self, title, file, lambda store: make(store, number), f"{logged_as} {number}", advice)

    def action_filter(self) -> None:
        """Narrow the timeline."""
        self.query_one(FilterBar).open()

    @on(FilterBar.Narrowed)
    def _narrowed(self, event: FilterBar.Narrowed) -> None:
        self.query_one(Timeline).filter_by(event.text)

    @on(FilterBar.Left)
    def _left_filter(self) -> None:
        self.query_one(Timeline).focus()

    def institution_here(self) -> int | None:
        """This institution."""
        return self.number

    def removable_here(self) -> tuple[RecordKind | None, Sequence[int]]:
        """The record under the cursor of the pane with focus; the institution itself goes from its list."""
        focused = self.focused
        row = focused.cursor_row if isinstance(focused, PagedTable) else None
        if row is None or not isinstance(row.record, tuple):
            return None, ()
        kind, number = row.record
        return kind, [number]

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The record under the cursor of the pane with focus, else the institution."""
        focused = self.focused
        row = focused.cursor_row if isinstance(focused, PagedTable) else None
        if row is not None and isinstance(row.record, tuple) and row.record[0] is not RecordKind.RESPONSE:
            kind, number = row.record
            return kind, number
        return RecordKind.INSTITUTION, self.number


def _state_of(store: Store, kind: RecordKind, number: int) -> str | None:
    with store.read() as reader:
        return state_of(reader, kind, number)
