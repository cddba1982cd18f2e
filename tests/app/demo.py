"""A screen on made-up data that has every widget: what the pilot tests press, and what we look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from textual.app import ComposeResult

from loket.models.errors import FieldError, Refused
from loket.screens.loket_screen import LoketScreen
from loket.store.database import Discretion
from loket.widgets.choice import Choice, Confirm, Option
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.fields import Field, Form
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import key, keys_of
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Heading, Pane, Split, ThirdPane
from loket.widgets.picker import Pick, PickSheet
from loket.widgets.timeline import Event, Timeline, timeline_lines
from loket.widgets.workers import act, load


@dataclass
class FakeAddress:
    short_name: str = "loket-uz"


@dataclass
class FakeStore:
    """Rows instead of a database; remembers what was asked of it."""

    names: list[str] = field(default_factory=lambda: [f"Vraag nummer {number}" for number in range(1, 251)])
    actor: str = "ilse"
    address: FakeAddress = field(default_factory=FakeAddress)
    last_tx: int | None = None
    today: date = date(2026, 11, 21)
    requests: list[PageRequest] = field(default_factory=list)
    saved: list[dict[str, Any]] = field(default_factory=list)
    drafts: list[dict[str, Any]] = field(default_factory=list)
    refuse: list[FieldError] = field(default_factory=list)
    discretion: Discretion = field(default_factory=Discretion)

    def folded(self) -> FakeStore:
        """Nothing in it is confidential."""
        return self


COLUMNS = (
    Column("number", "Nr", 6, keep=True, sortable=True),
    Column("title", "Vraag", 24, flexible=1, sortable=True),
    Column("institution", "Instelling", 16, flexible=1),
    Column("themes", "Th", 5),
    Column("state", "Staat", 14, keep=True),
    Column("due", "Streef", 7, keep=True, align="right"),
)


def page_of(store: FakeStore, request: PageRequest) -> Page:
    store.requests.append(request)
    found = [(n, name) for n, name in enumerate(store.names, 1) if request.filter.casefold() in name.casefold()]
    found.sort(key=lambda pair: pair[1] if request.sort == "title" else pair[0], reverse=request.descending)
    lines: list[Line] = [_row(number, name) for number, name in found[request.offset : request.offset + request.size]]
    return Page(lines, len(found), len(found), len(store.names), first=request.offset, last=request.offset + len(lines))


def grouped_page(store: FakeStore, request: PageRequest) -> Page:
    lines: list[Line] = []
    for group in range(3):
        lines.append(Group(f"Groep {group}", 3))
        lines += [_row(group * 3 + within + 1, store.names[group * 3 + within]) for within in range(3)]
    return Page(lines[request.offset : request.offset + request.size], len(lines), 9, 9)


def _row(number: int, name: str) -> Row:
    late = number % 5 == 2
    cells = (
        f"V-{number}", name, "Ziekenhuis Merenrand", "4 5", Cell("in behandeling", "muted"), Cell("20 nov", "attention" if late else ""),
    )  # fmt: skip
    return Row(number, cells, late=late, record=name)


class DemoList(LoketScreen):
    PLACE = 3
    FOOTER = ("open", "state", "refer", "follow_up", "edit", "select", "filter")
    BINDINGS = [*keys_of("state", "refer", "edit", "filter", "new"), key("copy", show=False)]

    def compose_body(self) -> ComposeResult:
        yield FilterBar()
        with Split():
            yield PagedTable(COLUMNS, page_of, empty="Geen vragen met dit filter. / wist het.")  # type: ignore[arg-type]
            yield Pane()
            with ThirdPane():
                yield Timeline(_events)  # type: ignore[arg-type]

    def on_mount(self) -> None:
        self.show_header("mijn · open · thema 4 · op streefdatum")

    def on_paged_table_counted(self, event: PagedTable.Counted) -> None:
        if not isinstance(event.table, Timeline):
            self.show_header(count=f"{event.records} van {event.of}")

    def on_paged_table_highlighted(self, event: PagedTable.Highlighted) -> None:
        if event.row is not None and not isinstance(event.table, Timeline):
            load(self, "pane", self._show, _detail, event.row.record)  # type: ignore[arg-type]

    def _show(self, name: str) -> None:
        lines: list[Heading | Fact | str] = [
            Heading(name),
            Fact("in behandeling, 42 dagen"),
            Fact("A. Bos, ict", "Wie"),
            Fact("12 nov Teams 35 min, ilse", "Laatst"),
            Fact("terugkoppeling na overleg met de leverancier van het epd", "Beloofd"),
            "",
            "Wil vragenlijsten vanaf januari in het EPD; de leverancier zegt Q2.",
        ]
        self.query_one(Pane).show(lines, (f"{name} · in behandeling", "Beloofd: terugkoppeling na overleg"))

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        self.app.push_screen(DemoForm())

    def action_filter(self) -> None:
        self.query_one(FilterBar).open()

    def on_filter_bar_narrowed(self, event: FilterBar.Narrowed) -> None:
        self.query_one(PagedTable).filter_by(event.text)

    def on_filter_bar_left(self) -> None:
        self.query_one(PagedTable).focus()

    def action_state(self) -> None:
        options = [Option("waiting", "wacht op instelling"), Option("referred", "doorverwezen"), Option("resolved", "afgerond")]
        self.app.push_screen(Choice("Volgende staat", options, none=Option("", "niets")), self._state)

    def _state(self, chosen: str | None) -> None:
        self.app.say(f"Staat: {chosen}", "done", undoable=True)

    def action_refer(self) -> None:
        self.app.push_screen(PickSheet("Instelling", find_names), self._picked)  # type: ignore[arg-type]

    def _picked(self, pick: Pick | None) -> None:
        self.app.say(f"Gekozen: {pick.label if pick else 'niets'}")

    def action_edit(self) -> None:
        self.app.push_screen(Confirm("Samenvoegen", "Deze twee samenvoegen?", "Alles gaat naar de eerste."), self._sure)

    def _sure(self, sure: bool | None) -> None:
        self.app.say("ja" if sure else "nee")


def _detail(_store: FakeStore, name: str) -> str:
    return name


def _events(_store: FakeStore, request: PageRequest) -> Page:
    today = date(2026, 11, 21)
    events = [
        Event(1, date(2026, 11, 12), "gesprek", "Teams 35 min, ilse. MDL wil starten", "→ 1 v · 1 s"),
        Event(2, date(2025, 1, 17), "gesprek", "intake, telefoon, jeroen"),
    ]
    lines = list(timeline_lines(events, today))
    return Page(lines[request.offset :], len(lines))


def find_names(store: FakeStore, text: str) -> list[Pick]:
    return [Pick(n, name, "algemeen · NVZ") for n, name in enumerate(store.names, 1) if text.casefold() in name.casefold()][:6]


FIELDS = (
    Field("title", "Titel", required=True),
    Field("institution", "Instelling", "pick", finder=find_names),  # type: ignore[arg-type]
    Field("themes", "Thema's", "several", options=[Option(n, f"thema {n}") for n in range(1, 7)]),
    Field("priority", "Prioriteit", "choice", options=[Option(p, p) for p in ("laag", "normaal", "hoog")]),
    Field("due", "Streefdatum", "date"),
    Field("hours", "Uren", "number"),
    Field("description", "Omschrijving", "text", height=3),
)


class DemoForm(LoketScreen):
    PLACE = 3
    FOOTER = ("save", "leave_form")

    def compose_body(self) -> ComposeResult:
        yield Form(FIELDS, {"priority": "normaal"}, keep_draft=self.keep)

    def on_mount(self) -> None:
        self.show_header("Vraag invoeren")

    def keep(self, typed: Any) -> None:
        act(self, lambda _nothing: None, None, _keep_draft, dict(typed))  # type: ignore[arg-type]

    def on_form_saved(self, event: Form.Saved) -> None:
        act(self, self._done, event.form.refused, _save, event.values)  # type: ignore[arg-type]

    def _done(self, _nothing: None) -> None:
        self.query_one(Form).saved()
        self.app.say("Bewaard: V-251.", "done", undoable=True)
        self.app.go_back()

    def on_form_left(self) -> None:
        self.app.go_back()


def _save(store: FakeStore, values: dict[str, Any]) -> None:
    if store.refuse:
        raise Refused(errors=store.refuse)
    store.saved.append(values)
    store.names.append(values["title"])


def _keep_draft(store: FakeStore, typed: dict[str, Any]) -> None:
    store.drafts.append(typed)


class DemoGroups(LoketScreen):
    PLACE = 1

    def compose_body(self) -> ComposeResult:
        yield PagedTable(COLUMNS, grouped_page)  # type: ignore[arg-type]
