"""Place 2: the list of institutions, and what can become of them: merged, split, closed, or given to a colleague."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from loket.casework import institutions
from loket.casework import tags as tag_verbs
from loket.insight.lists.institutions import INSTITUTIONS, InstitutionRow
from loket.insight.lists.listing import View, page
from loket.insight.lists.requests import REQUESTS
from loket.insight.tags import TagUse, tags
from loket.language import N_, _, label, ngettext
from loket.language.formats import short_date
from loket.models.words import Audience, RecordKind
from loket.screens.forms.ask_sheets import AskText, ask
from loket.screens.forms.finders import find_institutions
from loket.screens.merging import Merge
from loket.screens.reassignment import PortfolioHandOver
from loket.screens.records.record_lines import hidden, joined, role_letters, said, short
from loket.screens.records.record_list import Detail, RecordList
from loket.widgets.choice import Choice, Confirm, Option
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.keys import key
from loket.widgets.pane import Fact, Heading, PaneLine
from loket.widgets.picker import Pick, PickSheet
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from loket.casework.done import Done
    from loket.screens.loket_screen import LoketScreen
    from loket.store.database import Store


class InstitutionChange:
    """Asks what happens to one institution; `then` takes what was done."""

    def __init__(self, screen: LoketScreen, number: int, name: str, *, active: bool, then: Callable[[Done], None]) -> None:
        self.screen, self.number, self.name, self.active, self.then = screen, number, name, active, then

    def ask(self) -> None:
        """Merge, split, close or open again."""
        options = [
            Option("merge", _("is the same as another, or goes up in it")),
            Option("split", _("is split: a part goes on by itself")),
            Option("close", _("closes")) if self.active else Option("reopen", _("opens again")),
            Option("duplicates", _("look for institutions that are there twice")),
        ]
        ask(self.screen.app, Choice(self.name, options), self._chosen)

    def _chosen(self, what: str) -> None:
        app = self.screen.app
        if what == "merge":
            ask(app, PickSheet(_("{name} and which other?").format(name=self.name), find_institutions), self._other)
        elif what == "split":
            app.open_screen("split_form", self.number)
        elif what == "close":
            app.open_screen("close_form", self.number)
        elif what == "duplicates":
            app.open_screen("duplicates")
        else:
            sheet = Confirm(_("Opens again"), _("Open {name} again?").format(name=self.name))
            app.push_screen(
                sheet, lambda yes: act(self.screen, self.then, None, institutions.reopen_institution, self.number) if yes else None
            )

    def _other(self, pick: Pick) -> None:
        if pick.value == self.number:
            self.screen.app.say(_("Choose two institutions."), "muted")
        else:
            Merge(self.screen, RecordKind.INSTITUTION, ((pick.value, pick.label), (self.number, self.name)), self.then).ask()


class Reassignment:
    """Asks step by step what goes to whom, and says before it happens how much that is. `give_these` gives the selected ones."""

    def __init__(self, screen: RecordList, records: Sequence[InstitutionRow], give_these: Callable[[], None]) -> None:
        self.screen, self.records, self.give_these = screen, records, give_these
        self.advisor = records[0].advisor_id
        self.name = records[0].advisor or ""

    def ask(self) -> None:
        """Only these, all work of their advisor, or who stands in."""
        count = len(self.records)
        these = ngettext("{count} institution", "{count} institutions", count).format(count=count)
        options = [Option("these", _("give {what} to a colleague").format(what=these))]
        if self.advisor is not None:
            options.append(Option("all", _("give all open work of {name} to a colleague").format(name=self.name)))
            options.append(Option("away", _("note that {name} is away, and who stands in").format(name=self.name)))
        ask(self.screen.app, Choice(_("Hand over"), options), self._chosen)

    def _chosen(self, what: str) -> None:
        if what == "these":
            self.give_these()
        elif what == "away":
            self.screen.app.open_screen("absence_form", self.advisor)
        else:
            PortfolioHandOver(self.screen, self.advisor or 0, self.name, self.screen.show_done).ask()


class TagChange:
    """Asks which network or label some institutions get, or lose when all of them have it."""

    def __init__(self, screen: LoketScreen, numbers: Sequence[int], then: Callable[[Done], None]) -> None:
        self.screen, self.numbers, self.then = screen, numbers, then

    def ask(self) -> None:
        """Each with how many of them have it, and a new one."""
        load(self.screen, "tags", self._ask, tags, self.numbers)

    def _ask(self, found: Sequence[TagUse]) -> None:
        there = [tag for tag in found if tag.active or tag.among]
        options: list[Option[TagUse | None]] = [Option(tag, tag.name, self._told(tag)) for tag in there]
        options.append(Option(None, _("a new one …")))
        count = len(self.numbers)
        title = ngettext("Network or label of {count} institution", "Network or label of {count} institutions", count).format(count=count)
        self.screen.app.push_screen(Choice(title, [Option((tag.value,), tag.label, tag.detail) for tag in options]), self._chosen)

    def _told(self, tag: TagUse) -> str:
        if tag.among == len(self.numbers):
            return _("✓ choosing takes it away")
        return _("{n} of {all} have it").format(n=tag.among, all=len(self.numbers)) if tag.among else ""

    def _chosen(self, answer: tuple[TagUse | None] | None) -> None:
        if answer is None:
            return
        (tag,) = answer
        if tag is None:
            ask(self.screen.app, AskText(_("New network or label"), _("What is it called?"), needed=True), self._new)
        else:
            give = tag.among < len(self.numbers)
            act(self.screen, self.then, None, tag_verbs.tag_institutions, tag.id, self.numbers, give=give)

    def _new(self, name: str) -> None:
        act(self.screen, self.then, None, tag_verbs.tag_institutions, name, self.numbers)


DUPLICATES = Binding(
    "D", "duplicates", N_("duplicates"), show=False, id="duplicates", tooltip=N_("Looks for institutions that are there twice.")
)
TAGS = Binding(
    "T", "tags", N_("labels"), show=False, id="tags", tooltip=N_("Gives the selected institutions a network or label, or takes it away.")
)


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
        Column("scan", N_("Scan"), 6, keep=True),
        Column("open", N_("Open"), 5, keep=True, align="right", sortable=True),
        Column("last", N_("Last contact"), 17, keep=True, sortable=True),
        Column("advisor", N_("Advisor"), 8, sortable=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [key("hand_over"), key("merge", show=False), DUPLICATES, TAGS]
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
            Reassignment(self, records, self.give_selected).ask()

    def action_merge(self) -> None:
        """Make two that are selected one; of one, ask what becomes of it."""
        records = [record for record in self.chosen() if record.now is None]
        if len(records) == 2:
            Merge(self, RecordKind.INSTITUTION, [(record.id, record.name) for record in records], self._acted).ask()
        elif len(records) == 1:
            InstitutionChange(self, records[0].id, records[0].name, active=records[0].active, then=self._acted).ask()
        else:
            self.app.say(self.app.keyed(_("Select two institutions with {select}; {merge} makes them one.")), "muted")

    def action_tags(self) -> None:
        """Give the selected ones a network or label; what all of them have is taken away."""
        records = [record for record in self.chosen() if record.now is None]
        if records:
            TagChange(self, [record.id for record in records], self._acted).ask()

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
            view = View(scope="open").filtered("institution", str(record.id))
            requests = page(reader, REQUESTS, view, store.today, size=8).rows
        today = store.today
        facts = joined(said(record.kind), said(record.umbrella), said(record.role), said(record.phase))
        lines: list[PaneLine] = [
            Heading(record.name),
            *hidden(record.confidential),
            Fact(facts),
            Fact(joined(record.city, said(record.province), record.epd_vendor and f"EPD {record.epd_vendor}")),
            *([Fact(joined(*record.tags), _("Labels"))] if record.tags else []),
            Fact(joined(record.advisor, record.stand_in and _("stand-in {name}").format(name=record.stand_in)), _("Advisor")),
            Fact(last_contact(record, today), _("Last contact")),
            "",
            Heading(_("OPEN REQUESTS {count}").format(count=record.open_requests)),
            *(Fact(joined(one.number, one.title, by=" "), tone="attention" if one.late else "") for one in requests),
        ]
        second = joined(last_contact(record, today), *(f"{one.number} {one.title}" for one in requests[:2]))
        return lines, (joined(record.name, facts), second)


def scan_letters(record: InstitutionRow) -> str:
    """`BZ–`, `B––RI`: who answered in the latest round, `≠` before it when they contradict each other."""
    return ("≠" if record.contradicts else "") + answered_letters(record.answered)


def answered_letters(answered: Collection[Audience]) -> str:
    """`BZ–`: policy and quality, professionals and patients each in their place; board and IT behind them when they answered."""
    usual = (Audience.POLICY_QUALITY, Audience.PROFESSIONALS, Audience.PATIENTS)
    return "".join(one.letter if one in answered else "–" if one in usual else "" for one in Audience)


def last_contact(record: InstitutionRow, today: date) -> str:
    """`12 nov Teams`, or that nobody ever spoke with them."""
    if record.last_on is None:
        return _("never")
    channel = label(record.last_channel) if record.last_channel else ""
    return joined(f"{short_date(record.last_on, today, weekday=False):>6}", channel, by=" ")
