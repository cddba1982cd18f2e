"""Instellingen, place 2: where every institution stands and when somebody last spoke with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from loket.insight.lists.institutions import INSTITUTIONS, InstitutionRow
from loket.insight.lists.listing import Looker, View, page
from loket.insight.lists.requests import REQUESTS
from loket.language import N_, _, label
from loket.language.formats import short_date
from loket.models.words import Audience, RecordKind
from loket.screens.institutions.changing import Changing
from loket.screens.institutions.handing import Handing
from loket.screens.institutions.merging import Merging
from loket.screens.records.lines import hidden, joined, role_letters, said, short
from loket.screens.records.list import Detail, RecordList
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.keys import key
from loket.widgets.pane import Fact, Heading, PaneLine

if TYPE_CHECKING:
    from datetime import date

    from loket.store.opening import Store

DUPLICATES = Binding(
    "D", "duplicates", N_("duplicates"), show=False, id="duplicates", tooltip=N_("Looks for institutions that are there twice.")
)
_LETTERS = ((Audience.POLICY_QUALITY, "B"), (Audience.PROFESSIONALS, "Z"), (Audience.PATIENTS, "P"))


class InstitutionList(RecordList):
    """All institutions, active ones to begin with, by name."""

    PLACE = 2
    LISTING = INSTITUTIONS
    FORM = "institution_form"
    SAVED_AS = "institutions"
    START = View(sort="name", scope="open")
    SCOPES = (N_("active"), N_("inactive"), N_("all"))
    EMPTY = N_("No institutions with this filter. / clears it.")
    FOOTER = ("open", "log", "new", "edit", "sort", "filter", "select", "hand_over", "views")
    COLUMNS = (
        Column("name", N_("Institution"), 24, flexible=3, keep=True, sortable=True),
        Column("kind", N_("Kind"), 8, sortable=True),
        Column("umbrella", N_("Umbrella"), 6, sortable=True),
        Column("province", N_("Province"), 10, sortable=True),
        Column("phase", N_("Phase"), 9, sortable=True),
        Column("role", N_("Role"), 4, sortable=True),
        Column("scan", N_("Scan"), 5, keep=True),
        Column("open", N_("Open"), 5, keep=True, align="right", sortable=True),
        Column("last", N_("Last contact"), 17, keep=True, sortable=True),
        Column("advisor", N_("Advisor"), 8, sortable=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [key("hand_over"), key("merge", show=False), DUPLICATES]
    DEFAULT_CSS = """
    InstitutionList Pane { display: none; }
    .-third InstitutionList Pane, InstitutionList.-third Pane { display: block; }
    InstitutionList.-narrow Pane, InstitutionList.-digits Pane { display: block; }
    """

    def row(self, record: InstitutionRow) -> Row:
        """The line of one institution; one found by an old name says what it is called now."""
        today = self.app.today
        if record.now is not None:
            text = _("is now called {name}").format(name=record.now[1])
            return Row(record.id, (joined(record.name, text, by="  "),), record=record, across=True)
        called = record.called(self.filter_text)
        if called:
            text = _("is now called {name}").format(name=record.name)
            more = joined(short(record.kind), said(record.umbrella), last_contact(record, today), record.advisor)
            return Row(record.id, (joined(called, text, more, by="  "),), record=record, across=True)
        open_requests = f"{record.open_requests or '–'} {'!' if record.late else ' '}"
        return Row(
            record.id,
            (
                record.name, short(record.kind), said(record.umbrella), said(record.province), short(record.phase),
                role_letters(record.role), scan_letters(record), Cell(open_requests, "attention" if record.late else ""),
                last_contact(record, today), record.advisor or "–",
            ),
            record=record,
        )  # fmt: skip

    def action_hand_over(self) -> None:
        """Give these, or everything of their advisor, to a colleague; or say who stands in."""
        records = [record for record in self.chosen() if record.now is None]
        if records:
            Handing(self, records, self.give_selected).ask()

    def action_merge(self) -> None:
        """Make two that are selected one; of one, ask what becomes of it."""
        records = [record for record in self.chosen() if record.now is None]
        if len(records) == 2:
            Merging(self, [(record.id, record.name) for record in records], self._acted).ask()
        elif len(records) == 1:
            Changing(self, records[0].id, records[0].name, active=records[0].active, then=self._acted).ask()
        else:
            self.app.say(_("Select two institutions with space; M makes them one."), "muted")

    def action_duplicates(self) -> None:
        """Look for institutions that are there twice."""
        self.app.open_screen("duplicates")

    def give_selected(self) -> None:
        """Only the selected institutions."""
        super().action_hand_over()

    @property
    def filter_text(self) -> str:
        """What the list is narrowed to."""
        return self.table.text if self.is_mounted else ""

    def open_row(self, record: InstitutionRow) -> None:
        """Open the dossier; of one that was merged, its survivor's."""
        if record.now:
            self.app.open_record(RecordKind.INSTITUTION, record.now[0])
        else:
            super().open_row(record)

    def institution_of(self, record: InstitutionRow) -> int:
        """The institution itself, or what it was merged into."""
        return record.now[0] if record.now else record.id

    @staticmethod
    def detail(store: Store, record: InstitutionRow) -> Detail:
        """The facts, and its open requests."""
        with store.read() as reader:
            looker = Looker.of(reader, store.actor)
            view = View(scope="open").filtered("institution", str(record.id))
            requests = page(reader, REQUESTS, looker, view, store.today, size=8).rows
        today = store.today
        facts = joined(said(record.kind), said(record.umbrella), said(record.role), said(record.phase))
        lines: list[PaneLine] = [
            Heading(record.name),
            *hidden(record.confidential),
            Fact(facts),
            Fact(joined(record.city, said(record.province), record.epd_vendor and f"EPD {record.epd_vendor}")),
            Fact(joined(record.advisor, record.stand_in and _("stand-in {name}").format(name=record.stand_in)), _("Advisor")),
            Fact(last_contact(record, today), _("Last contact")),
            "",
            Heading(_("OPEN REQUESTS {count}").format(count=record.open_requests)),
            *(Fact(joined(one.number, one.title, by=" "), tone="attention" if one.late else "") for one in requests),
        ]
        second = joined(last_contact(record, today), *(f"{one.number} {one.title}" for one in requests[:2]))
        return lines, (joined(record.name, facts), second)


def scan_letters(record: InstitutionRow) -> str:
    """`BZ–`: who answered in the latest round; `≠` when they contradict each other."""
    letters = "".join(letter if audience in record.answered else "–" for audience, letter in _LETTERS)
    return letters[:2] + "≠" + letters[2:] if record.contradicts else letters


def last_contact(record: InstitutionRow, today: date) -> str:
    """`12 nov Teams`, or that nobody ever spoke with them."""
    if record.last_on is None:
        return _("never")
    channel = label(record.last_channel) if record.last_channel else ""
    return joined(f"{short_date(record.last_on, today, weekday=False):>6}", channel, by=" ")
