"""Bijeenkomsten, a sheet of place 9: webinars, knowledge meetings and conferences, and whom they reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from loket.insight.events import EventReach, event_reach, reach_of_event
from loket.insight.lists.events import EVENTS, EventRow
from loket.insight.lists.listing import View
from loket.language import N_, _, ngettext
from loket.language.formats import number as figure
from loket.screens.forms.record_form import open_form
from loket.screens.records.record_detail import RecordDetail, Shown
from loket.screens.records.record_lines import day, hidden, joined, said, short
from loket.screens.records.record_list import Detail, RecordList
from loket.widgets.bars import share
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.paged_table import PagedTable
from loket.widgets.pane import Fact, Heading, PaneLine, Rule
from loket.widgets.text import fit, one_line
from loket.widgets.workers import load_beside

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp

SIGNAL = Binding("n", "signal", N_("signal"), id="event_signal", tooltip=N_("Records a signal that was heard at this event."))


class EventList(RecordList):
    """All events, the latest first, with the institutions that they reached above them."""

    PLACE = 9
    LISTING = EVENTS
    FORM = "event_form"
    SAVED_AS = "events"
    START = View(sort="day", descending=True)
    EMPTY = N_("No events with this filter. / clears it.")
    FOOTER = ("open", "new", "signal_heard", "edit", "follow_up", "sort", "filter", "views", "export")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "signal", N_("signal heard"), id="signal_heard", tooltip=SIGNAL.tooltip),
    ]
    COLUMNS = (
        Column("day", N_("Day"), 10, keep=True, sortable=True),
        Column("title", N_("Event"), 22, flexible=3, keep=True, sortable=True),
        Column("kind", N_("Kind"), 18, sortable=True),
        Column("institutions", N_("Inst."), 6, keep=True, align="right", sortable=True),
        Column("participants", N_("There"), 6, align="right", sortable=True),
        Column("signals", N_("Sign."), 5, keep=True, align="right"),
        Column("offering", N_("Offering"), 20),
    )
    DEFAULT_CSS = "EventList #reach { height: 3; width: 100%; padding: 0 1; }"

    def __init__(self, view: View | None = None) -> None:
        super().__init__(view)
        self._year = 0

    def compose_body(self) -> ComposeResult:
        """Whom they reached, then the list."""
        yield Static(Content(""), id="reach", markup=False)
        yield Rule()
        yield from super().compose_body()

    def row(self, record: EventRow) -> Row:
        """The line of one event."""
        return Row(
            record.id,
            (
                day(record.event_on, self.app.today), record.title, said(record.kind),
                str(len(record.institutions)) if record.institutions else Cell("?", "muted"),
                "?" if record.participants is None else str(record.participants), str(record.signals or "–"), record.offering or "–",
            ),
            record=record,
        )  # fmt: skip

    @staticmethod
    def detail(store: Store, record: EventRow) -> Detail:
        """What it was about and whom it reached."""
        return event_lines(store, record), (joined(record.title, said(record.kind)), _who(record))

    def on_paged_table_highlighted(self, event: PagedTable.Highlighted) -> None:
        """The reach of the year that the cursor is in."""
        super().on_paged_table_highlighted(event)
        if event.table is self.table:
            self._read_reach(event.row.record.event_on if event.row else None)

    def on_paged_table_counted(self, event: PagedTable.Counted) -> None:
        """What the events reached may have changed; where there are none, nothing was."""
        super().on_paged_table_counted(event)
        if event.table is self.table:
            row = self.table.cursor_row
            self._read_reach(row.record.event_on if row else None)

    def _read_reach(self, on: date | None) -> None:
        self._year = (on or self.app.today).year
        load_beside(self, "reach", self._show_reach, _reaches, self._year)

    def _show_reach(self, found: tuple[EventReach, EventReach]) -> None:
        of_year, of_all = found
        width = max(1, self.size.width - 2)
        lines = [_reach_line(str(self._year), of_year), kinds_line(of_year), _reach_line(_("ever"), of_all)]
        self.query_one("#reach", Static).update(Content("\n".join(fit(one_line(line), width) for line in lines)))

    def action_signal(self) -> None:
        """Record a signal that was heard there."""
        row = self.table.cursor_row
        if row is not None:
            record_heard(self.app, row.record)


class EventDetail(RecordDetail):
    """One event: the institutions that attended and the signals heard there, each to be opened."""

    LISTING, PLACE = EVENTS, 9
    FOOTER: ClassVar[tuple[str, ...]] = ("event_signal", "edit", "follow_up", "note", "link", "history", "copy", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        SIGNAL,
        Binding("N", "note", N_("note"), id="note", tooltip=N_("Writes a note on this record; a lesson too.")),
    ]

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        return None if shown is None else replace(shown, lines=tuple(event_lines(store, shown.record, everybody=True)))

    def action_signal(self) -> None:
        """Record a signal that was heard there."""
        if self.shown:
            record_heard(self.app, self.shown.record)


def record_heard(app: BaseApp, event: EventRow) -> None:
    """Open the form of a signal that was heard at an event: of its day, of any institution or none."""
    heard: dict[str, object] = {"event_id": event.id}
    if event.event_on is not None and event.event_on <= app.today:
        heard["recorded_on"] = event.event_on.isoformat()
    open_form(app, "signal_form", None, heard)


_FEW = 12


def event_lines(store: Store, record: EventRow, *, everybody: bool = False) -> list[PaneLine]:
    """When, what kind, about which offering, and who was there; with `everybody` all contacts, the institutions standing elsewhere."""
    with store.read() as reader:
        reached, active = reach_of_event(reader, record.id)
    most = None if everybody else _FEW
    more = len(record.institutions) - len(record.institutions[:_FEW])
    unknown = Fact(_("nobody noted which"), _("Institutions"), "attention")
    lines: list[PaneLine] = [
        Heading(joined(record.number, record.title, by="  ")),
        *hidden(record.confidential),
        Fact(joined(day(record.event_on, store.today, weekday=True), said(record.kind))),
        Fact(record.offering or "–", _("About")),
        Fact("?" if record.participants is None else figure(record.participants), _("Participants")),
        Fact(_("{share} active ones").format(share=share(reached, active)), _("Institutions")) if record.institutions else unknown,
        Fact(str(record.signals or "–"), _("Signals")),
    ]
    if record.institutions and not everybody:
        lines += ["", Heading(_("INSTITUTIONS") + f" {len(record.institutions)}"), *record.institutions[:_FEW]]
        lines += [Fact(_("+{count} more").format(count=more), tone="muted")] if more else []
    if record.contacts:
        lines += ["", Heading(_("CONTACTS") + f" {len(record.contacts)}"), *record.contacts[:most]]
    return lines


def _who(record: EventRow) -> str:
    people = "" if record.participants is None else ngettext("{count} participant", "{count} participants", record.participants)
    many = ngettext("{count} institution", "{count} institutions", len(record.institutions)).format(count=len(record.institutions))
    return joined(many if record.institutions else "", people.format(count=record.participants), record.offering)


def _reach_line(name: str, reach: EventReach) -> str:
    """`2026  3 bijeenkomsten  41/233 18% van de instellingen bereikt  210 deelnemers (1 onbekend)`."""
    events = ngettext("{count} event", "{count} events", reach.events).format(count=figure(reach.events))
    unknown = ngettext("of {count} event unknown", "of {count} events unknown", reach.unattended).format(count=reach.unattended)
    people = ngettext("{count} participant", "{count} participants", reach.participants).format(count=figure(reach.participants))
    uncounted = _("{count} unknown").format(count=reach.uncounted)
    return joined(
        f"{name}  {events}",
        _("{share} institutions reached").format(share=share(reach.reached, reach.active)) + (f" ({unknown})" if reach.unattended else ""),
        people + (f" ({uncounted})" if reach.uncounted else ""),
    )


def kinds_line(reach: EventReach) -> str:
    """`umc 3/8 · topklin. 9/26 · …`: of each kind of institution how many were reached; `?` are those of unknown kind."""
    return joined(*(f"{short(kind)} {reached}/{active}" for kind, (reached, active) in reach.kinds.items()))


def _reaches(store: Store, year: int) -> tuple[EventReach, EventReach]:
    with store.read() as reader:
        return event_reach(reader, date(year, 1, 1), date(year, 12, 31)), event_reach(reader)
