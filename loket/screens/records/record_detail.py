"""One record in full: its fields at the left, everything that hangs on it and happened to it at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from loket.insight.chain import Step, chain
from loket.insight.examples import KINDS as TOLD_ANEW
from loket.insight.examples import ExampleRow, examples_of
from loket.insight.history import FieldChange, HistoryEntry, history
from loket.insight.lists.attached_records import Attached, attached
from loket.insight.lists.follow_ups import FOLLOW_UPS
from loket.insight.lists.listing import Listing, View
from loket.insight.lists.responses import RESPONSES
from loket.insight.lists.signals import SIGNALS
from loket.language import N_, _, label
from loket.language.formats import long_date
from loket.language.labels import field_label, verb_label
from loket.models.errors import Refused
from loket.models.states import STATES
from loket.models.words import CONFIDENTIAL, FitGapDimension, NoteKind, RecordKind, Word
from loket.screens.forms.conversation_form import plan_from_response
from loket.screens.loket_screen import LoketScreen
from loket.screens.records.bulk_actions import RecordActions
from loket.screens.records.chain_lines import ChainLines
from loket.screens.records.record_lines import field_name
from loket.widgets.keys import key, keys_of
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Facts, Heading, PaneLine, Split
from loket.widgets.timeline import Event, WrappedTimeline, timeline_lines
from loket.widgets.workers import folded, load, load_beside

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store

_UNSAID = frozenset(
    {"id", "version", "late", "title", "name", "what", "on_kind", "on_id", "fitgap_item_id", "sleutel", "state_since"}
    | {"verdict", "verdict_reason", "recurs"}
)


_LONGEST_CHANGE = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as the screen shows it."""

    record: Any
    heading: str
    lines: tuple[PaneLine, ...]
    events: tuple[Event, ...]


class RecordDetail(RecordActions, LoketScreen):
    """One record. Subclasses name its listing; `neighbours` are the numbers that `[` and `]` go along."""

    FOLLOWS = True
    LISTING: ClassVar[Listing[Any]]
    FOOTER: ClassVar[tuple[str, ...]] = ("edit", "state", "refer", "follow_up", "note", "log", "history", "copy", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("edit", "state", "state_back", "refer", "copy", "hand_over", "move_date", "previous", "next"),
        Binding("n", "note", N_("note"), id="note", tooltip=N_("Writes a note on this record; a lesson too.")),
        Binding(
            "L", "lesson", N_("lesson"), show=False, id="lesson", tooltip=N_("Writes down what was learned from this, for the blueprints.")
        ),
        Binding("V", "example", N_("example"), show=False, id="example", tooltip=N_("Tells this anew, without who said it, for reports.")),
        Binding("l", "link", N_("link"), show=False, id="link", tooltip=N_("Notes the address of a document that belongs to this.")),
        key("open", show=False),
    ]
    DEFAULT_CSS = """
    RecordDetail #about { width: 2fr; }
    RecordDetail #fields { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    RecordDetail #happened { width: 3fr; border-left: vkey $muted; }
    RecordDetail.-narrow #happened, RecordDetail.-digits #happened {
        width: 100%; height: 1fr; border-left: none; border-top: solid $muted;
    }
    RecordDetail.-narrow #about, RecordDetail.-digits #about { width: 100%; height: 1fr; }
    """

    def __init__(self, number: int, neighbours: Sequence[int] = ()) -> None:
        super().__init__()
        self.number = number
        self.neighbours = tuple(neighbours)
        self.shown: Shown | None = None

    @property
    def kind(self) -> RecordKind:
        """The kind of record."""
        return self.LISTING.kind

    @property
    def table(self) -> PagedTable:
        """The timeline."""
        return self.query_one("#happened", PagedTable)

    def compose_body(self) -> ComposeResult:
        """Fields and timeline."""
        with Split():
            with Vertical(id="about"):
                with VerticalScroll(id="fields"):
                    yield Facts(id="facts")
                yield ChainLines()
            yield WrappedTimeline(self._page, empty=N_("Nothing happened yet."), id="happened")

    def on_mount(self) -> None:
        """Read the record."""
        super().on_mount()
        self.show_header(f"{label(self.kind)} {self.kind.number(self.number)}")
        self.query_one("#fields").focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the record and its timeline anew."""
        load(self, "record", self._show, self._read)
        for lines in self.query(ChainLines):
            load_beside(self, "chain", lines.show, folded(chain), self.kind, self.number)

    def _read(self, store: Store) -> Shown | None:
        with store.read() as reader:
            record = self.LISTING.rows(reader, [self.number], store.today).get(self.number)
            if record is None or not reader.viewer.may_see(record.confidential):
                return None
            told = examples_of(reader, self.kind, self.number) if self.kind in TOLD_ANEW else ()
        with store.folded().read() as reader:
            hanging = attached(reader, self.kind, self.number, store.today)
        try:
            past = history(store, self.kind, self.number)
        except Refused:
            past = []
        events = [hanging_event(one, store.today) for one in hanging] + [_example_event(one) for one in told]
        events += [_happened(entry) for entry in past]
        events.sort(key=lambda event: event.day or date.max, reverse=True)
        return Shown(record, heading(record), tuple(field_lines(record)), tuple(events))

    def _show(self, shown: Shown | None) -> None:
        if shown is None and self.app.hides_confidential:
            self.app.say(self.app.what_is_hidden(), "attention")
            self.app.go_back()
            return
        if shown is None:
            self.app.say_error(_("There is no {number} any more.").format(number=self.kind.number(self.number)))
            self.app.go_back()
            return
        self.shown = shown
        count = ""
        if self.number in self.neighbours:
            count = _("{n} of {all}").format(n=self.neighbours.index(self.number) + 1, all=len(self.neighbours))
        sign = f"{CONFIDENTIAL} " if shown.record.confidential else ""
        self.show_header(f"{self.kind.number(self.number)}  {sign}{shown.heading}", count)
        self.query_one("#facts", Facts).show(shown.lines)
        self.table.reload(self._page)

    def _page(self, store: Store, request: PageRequest) -> Page:
        events = self.shown.events if self.shown else ()
        lines = list(timeline_lines(events, store.today, self.query_one(WrappedTimeline).text_width))
        return Page(lines[request.offset : request.offset + request.size], len(lines), len(events), len(events))

    def record_open(self) -> tuple[RecordKind, int] | None:
        """The record."""
        return self.kind, self.number

    def shows_confidential(self) -> bool:
        """A confidential record that is open."""
        return self.shown is not None and bool(self.shown.record.confidential)

    # Keys

    def chosen(self) -> list[Any]:
        """The record itself."""
        return [self.shown.record] if self.shown else []

    def _acted(self, done: Done) -> None:
        self.app.say(" ".join((done.message, *done.warnings)), "done", undoable=True)
        self.refresh_data()

    def _not_acted(self, refused: Refused) -> None:
        self.app.say_error(refused)
        self.refresh_data()

    def action_note(self) -> None:
        """Write a note on the record."""
        self.app.open_screen("note", self.kind.table, self.number)

    def action_lesson(self) -> None:
        """Write down what was learned from the record."""
        record = self.shown.record if self.shown else None
        themes = getattr(record, "themes", None) or (getattr(record, "theme", None),)
        self.app.open_screen("lesson", self.kind.table, self.number, themes[0] if isinstance(themes[0], int) else None)

    def action_example(self) -> None:
        """Tell the record anew for reports."""
        self.app.open_screen("example_of", self.kind.table, self.number)

    def action_link(self) -> None:
        """Note a document's address."""
        self.app.open_screen("link", self.kind.table, self.number)

    def action_refer(self) -> None:
        """Choose an offering."""
        self.app.open_screen("refer", self.number)

    def action_copy(self) -> None:
        """Copy the record as text."""
        if self.shown:
            facts = [f"{line.label}: {line.text}" for line in self.shown.lines if isinstance(line, Fact) and line.label]
            self.app.copy_to_clipboard("\n".join([f"{self.kind.number(self.number)} {self.shown.heading}", *facts]))
            self.app.say(_("Copied."))

    def action_previous(self) -> None:
        """The record before this one in the list one came from."""
        self._go(-1)

    def action_next(self) -> None:
        """The record after this one in the list one came from."""
        self._go(1)

    def _go(self, by: int) -> None:
        if self.number in self.neighbours:
            place = self.neighbours.index(self.number) + by
            if 0 <= place < len(self.neighbours):
                self.number = self.neighbours[place]
                self.refresh_data()

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Open what hangs on the record, or another link of its chain."""
        found = event.row.record
        if isinstance(found, Step) and not found.here:
            self.app.open_record(found.kind, found.id)
        if isinstance(found, ExampleRow):
            self.app.open_screen("example", found.id)
        if isinstance(found, Attached):
            self.app.open_record(found.kind, found.id)

    def institution_here(self) -> int | None:
        """The institution that the record is about."""
        found: int | None = getattr(self.shown.record, "institution_id", None) if self.shown else None
        return found

    def removable_here(self) -> tuple[RecordKind | None, Sequence[int]]:
        """What the cursor of the timeline is on, when that has the focus; else the record."""
        if self.is_mounted and self.table.has_focus:
            row = self.table.cursor_row
            found = row.record if row is not None else None
            return (found.kind, [found.id]) if isinstance(found, Attached) else (None, ())
        return self.kind, [self.number]

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The record."""
        return self.kind, self.number

    def present_view(self) -> View:
        """There is no list here."""
        return View()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that mean something for this record."""
        if action in ("previous", "next"):
            return len(self.neighbours) > 1
        if action == "edit":
            return LoketScreen.check_action(self, action, parameters)
        if action == "example":
            return self.kind in TOLD_ANEW
        return self.acts_with(action) if self.is_mounted else super().check_action(action, parameters)


def heading(record: Any) -> str:
    """What a record is called: its title, name, description or institution."""
    for name in ("title", "name", "what", "text", "url", "description", "offering", "institution"):
        found = getattr(record, name, None)
        if found:
            return str(found).splitlines()[0]
    return "?"


def field_lines(record: Any) -> list[PaneLine]:
    """A record's fields with their names; long texts below with a heading of their own."""
    called = heading(record)
    lines: list[PaneLine] = [Heading(called)]
    long: list[PaneLine] = []
    for one in fields(record):
        value = getattr(record, one.name)
        text = written(value)
        if one.name in _UNSAID or one.name.endswith("_id") or not text or value is False or (one.name == "text" and text == called):
            continue
        name = field_name(one.name)
        if len(text) > 60 or "\n" in text:
            long += ["", Heading(name.upper()), Fact(text)]
        else:
            lines.append(Fact(text, name, "attention" if one.name == "confidential" else ""))
    return [*lines, *long]


def written(value: Any) -> str:
    """A field's value as people read it."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Word):
        return label(value)
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, tuple | frozenset):
        return ", ".join(written(one) for one in value)
    return str(value) if isinstance(value, str | int) else ""


def hanging_event(one: Attached, today: date) -> Event:
    """What hangs on a record as a line of its timeline."""
    kind, state = label(one.kind), one.state or ""
    text = one.text
    if one.kind is RecordKind.FITGAP_ITEM:
        text = label(next(word for word in FitGapDimension if word.value == one.text))
    elif one.kind is RecordKind.NOTE:
        kind, state = label(next(word for word in NoteKind if word.value == one.state)), ""
    else:
        state = _state(one.kind, state)
    if one.waits:
        text = (_("waits: {title}") if one.kind is RecordKind.REQUEST else _("waits for: {title}")).format(title=text)
    return Event((one.kind.value, one.id), one.day, kind, text, state, one.late, one)


def _example_event(one: ExampleRow) -> Event:
    state = _("released by {who}").format(who=one.released_by or "?") if one.is_released else _("not released")
    return Event(("example", one.id), one.released_on or one.written_on, _("example"), one.text, state, record=one)


def _state(kind: RecordKind, state: str) -> str:
    table = STATES.get(kind)
    return next((label(word) for word in table.states if word.value == state), "") if table and state else ""


def _happened(entry: HistoryEntry) -> Event:
    moment = datetime.fromisoformat(entry.at.replace("Z", "+00:00")).astimezone().date()
    state = next((change for change in entry.changes if change.field == "state"), None)
    what = f"{state.was} → {state.became}" if state else "; ".join(_changed(change) for change in entry.changes[:4])
    verb = verb_label(entry.verb) if entry.verb else _("changed outside loket")
    return Event(("log", entry.seq), moment, entry.who or "?", f"{verb}: {what}" if entry.op == "update" else verb, entry.reason or "")


def _changed(change: FieldChange) -> str:
    """`streefdatum: 1 nov 2026 → 10 nov 2026`; of a long text only that it changed."""
    name = field_label(change.field)
    if max(len(change.was), len(change.became)) > _LONGEST_CHANGE:
        return name
    return f"{name}: {change.was or '–'} → {change.became or '–'}"


class SignalDetail(RecordDetail):
    """One signal."""

    LISTING, PLACE = SIGNALS, 5


class FollowUpDetail(RecordDetail):
    """One follow-up."""

    LISTING, PLACE = FOLLOW_UPS, 1


class ResponseDetail(RecordDetail):
    """One response to the WensenScan; a correction says why."""

    LISTING, FORM, PLACE = RESPONSES, "response_form", 8
    FOOTER = ("plan", "edit", "follow_up", "other_note", "log", "history", "copy", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "plan", N_("plan conversation"), id="plan", tooltip=N_("Plans a conversation with these answers as its agenda.")),
        Binding("N", "note", N_("note"), show=False, id="other_note", tooltip=N_("Writes a note on this record; a lesson too.")),
    ]

    def action_plan(self) -> None:
        """Plan the conversation about this response."""
        plan_from_response(self.app, self.number)
