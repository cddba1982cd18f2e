"""The sheets of Beheer (`0`): advisors, obstacles, UZ-sets, the programme's rules, what went out, what came in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from loket.casework import advisors as advisor_verbs
from loket.casework import reference_lists, settings, undo
from loket.casework import tags as tag_verbs
from loket.insight import administration
from loket.insight.administration import AdvisorRow, ImportRow, ObstacleRow, OutcomeSetRow
from loket.insight.tags import TagUse, tags
from loket.language import N_, _, label
from loket.language.formats import clock, long_date, number
from loket.models.words import RecordKind
from loket.screens.forms.ask_sheets import AskText, ask
from loket.screens.loket_screen import FilteredScreen
from loket.screens.reassignment import PortfolioHandOver
from loket.screens.records.record_lines import day
from loket.widgets.choice import Confirm
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import key, keys_of
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.workers import act

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.store.reader import Reader

END_KEY = Binding("s", "end", N_("end/again"), id="end", tooltip=N_("Ends this, or takes it back into use; its records keep it."))


class AdminList(FilteredScreen):
    """A short list that is read whole. Subclasses name its columns and form, read its records and make their rows."""

    PLACE = 10
    COLUMNS: ClassVar[tuple[Column, ...]]
    FORM: ClassVar[str] = ""
    FOOTER: ClassVar[tuple[str, ...]] = ("open", "new", "end", "filter", "undo")
    BINDINGS: ClassVar[list[BindingType]] = keys_of("filter")
    EMPTY: ClassVar[str] = N_("Nothing with this filter. / clears it.")
    NOTHING: ClassVar[str] = N_("Nothing here yet. n makes the first one.")

    def compose_body(self) -> ComposeResult:
        """The filter and the list."""
        yield FilterBar()
        yield PagedTable(self.COLUMNS, self.read_page, empty=self.EMPTY, id="records")

    def on_mount(self) -> None:
        """Say what it is."""
        super().on_mount()
        self.show_header(_("administration"))
        self.table.focus()

    @staticmethod
    def records(store: Store, reader: Reader) -> Sequence[Any]:
        """What is listed. Runs in a thread."""
        raise NotImplementedError

    def row(self, record: Any) -> Row:
        """The line of one. Runs in a thread."""
        raise NotImplementedError

    def read_page(self, store: Store, request: PageRequest) -> Page:
        """The lines that hold every word of the filter."""
        with store.read() as reader:
            rows = [self.row(record) for record in self.records(store, reader)]
        return self.whole(rows, request)

    @staticmethod
    def whole(rows: Sequence[Row], request: PageRequest) -> Page:
        """The page of a list that was read whole."""
        words = request.filter.casefold().split()
        found = [row for row in rows if all(word in _searched(row) for word in words)]
        part = found[request.offset : request.offset + request.size]
        return Page(part, len(found), len(found), len(rows))

    def on_paged_table_counted(self, event: PagedTable.Counted) -> None:
        """Show n of N."""
        event.table.empty = self.EMPTY if event.of else self.NOTHING
        many = _("{n} of {all}").format(n=number(event.records or 0), all=number(event.of or 0))
        self.show_header(count=many if event.records != event.of else number(event.of or 0))

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Edit what the cursor is on."""
        self.edit(event.row.record)

    def edit(self, record: Any) -> None:
        """Open the form of one."""
        self.app.open_screen(self.FORM, subject=str(record.id))

    def action_new(self) -> None:
        """Make a new one."""
        self.app.open_screen(self.FORM)

    def action_edit(self) -> None:
        """Edit what the cursor is on."""
        if self.table.cursor_row is not None:
            self.edit(self.table.cursor_row.record)


def _searched(row: Row) -> str:
    return " ".join(cell.text if isinstance(cell, Cell) else cell for cell in row.cells).casefold()


def _in_use(active: bool) -> str | Cell:
    return "" if active else Cell(_("ended"), "muted")


class AdvisorList(AdminList):
    """Who works here: role, absence, and what waits for each."""

    FORM = "advisor_form"
    FOOTER = ("open", "new", "away", "hand_over", "end", "history", "filter")
    BINDINGS = [
        *keys_of("new", "edit"),
        key("hand_over", tooltip=N_("Gives all open work of this advisor to another.")),
        Binding("w", "away", N_("away"), id="away", tooltip=N_("Notes until when this advisor is away, and who stands in.")),
        Binding("s", "end", N_("leaves/returns"), id="end",
                tooltip=N_("Takes this advisor out of the lists, after giving the open work to another; or back in.")),
    ]  # fmt: skip
    COLUMNS = (
        Column("name", N_("Advisor"), 14, flexible=2, keep=True),
        Column("role", N_("Role"), 17, keep=True),
        Column("away", N_("Away until"), 12, keep=True),
        Column("stand_in", N_("Stand-in"), 10, flexible=1),
        Column("institutions", N_("Institutions"), 12, align="right"),
        Column("requests", N_("Open requests"), 13, align="right"),
        Column("conversations", N_("Talks"), 9, align="right"),
        Column("follow_ups", N_("Actions"), 7, align="right"),
        Column("active", "", 6, keep=True),
    )

    @staticmethod
    def records(store: Store, reader: Reader) -> Sequence[AdvisorRow]:
        """Everybody."""
        return administration.advisors(reader)

    def row(self, record: AdvisorRow) -> Row:
        """One advisor."""
        today = self.app.today
        away = record.away_until if record.away_until and record.away_until >= today else None
        counts = (record.institutions, record.requests, record.conversations, record.follow_ups)
        return Row(
            record.id,
            (
                record.name, label(record.role), day(away, today, none=""), record.stand_in,
                *(number(count) if count else "–" for count in counts), _in_use(record.active),
            ),
            record=record,
        )  # fmt: skip

    def edit(self, record: AdvisorRow) -> None:
        """Open the form."""
        self.app.open_screen(self.FORM, record.id)

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The advisor under the cursor, for the history."""
        row = self.table.cursor_row
        return None if row is None else (RecordKind.ADVISOR, row.record.id)

    def action_away(self) -> None:
        """Until when, and who stands in."""
        if self.table.cursor_row is not None:
            self.app.open_screen("absence_form", self.table.cursor_row.record.id)

    def action_hand_over(self) -> None:
        """Give all open work away."""
        row = self.table.cursor_row
        if row is not None:
            PortfolioHandOver(self, row.record.id, row.record.name, self.show_done).ask()

    def action_end(self) -> None:
        """Who leaves hands over first; who left comes back."""
        row = self.table.cursor_row
        if row is None:
            return
        record: AdvisorRow = row.record
        if not record.active:
            act(self, self.show_done, None, _take_back, record.id, record.version)
        elif record.open_work:
            PortfolioHandOver(self, record.id, record.name, self.show_done, leaves=True).ask()
        else:
            question = _("{name} works here no more?").format(name=record.name)
            sheet = Confirm(_("Advisor leaves"), question, _("Nothing is open; what was done stays."))
            self.app.push_screen(
                sheet, lambda yes: act(self, self.show_done, None, _switch_off, record.id, record.version) if yes else None
            )


def _take_back(store: Store, advisor: int, version: int) -> Any:
    return advisor_verbs.change_advisor(store, advisor, advisor_verbs.AdvisorInput(active=True), version)


def _switch_off(store: Store, advisor: int, version: int) -> Any:
    return advisor_verbs.change_advisor(store, advisor, advisor_verbs.AdvisorInput(active=False), version)


class ObstacleList(AdminList):
    """The obstacles by theme, with how many records name each."""

    FORM = "obstacle_form"
    BINDINGS = [*keys_of("new", "edit"), END_KEY]
    COLUMNS = (
        Column("label", N_("Obstacle"), 36, flexible=4, keep=True),
        Column("theme", N_("Theme"), 16, flexible=1),
        Column("requests", N_("Requests"), 8, align="right"),
        Column("signals", N_("Signals"), 8, align="right"),
        Column("responses", N_("Responses"), 11, align="right"),
        Column("active", "", 9, keep=True),
    )

    @staticmethod
    def records(store: Store, reader: Reader) -> Sequence[ObstacleRow]:
        """All of them."""
        return administration.obstacles(reader)

    def row(self, record: ObstacleRow) -> Row:
        """One obstacle."""
        counts = (record.requests, record.signals, record.responses)
        shown = (number(count) if count else "–" for count in counts)
        return Row(record.id, (record.label, f"{record.theme_id} {record.theme}", *shown, _in_use(record.active)), record=record)

    def action_end(self) -> None:
        """In use no more, or again."""
        row = self.table.cursor_row
        if row is not None:
            one: ObstacleRow = row.record
            act(self, self.show_done, None, _end_obstacle, one.id, not one.active)


def _end_obstacle(store: Store, number: int, active: bool) -> Any:
    return reference_lists.save_obstacle(store, number, reference_lists.ObstacleInput(active=active))


class OutcomeSetList(AdminList):
    """The UZ-sets, with how many records are about each."""

    FORM = "outcome_set_form"
    BINDINGS = [*keys_of("new", "edit"), END_KEY]
    COLUMNS = (
        Column("name", N_("Condition"), 30, flexible=3, keep=True),
        Column("status", N_("How far"), 16, flexible=1),
        Column("requests", N_("Requests"), 8, align="right"),
        Column("analyses", N_("Fit-gap"), 8, align="right"),
        Column("active", "", 9, keep=True),
    )

    @staticmethod
    def records(store: Store, reader: Reader) -> Sequence[OutcomeSetRow]:
        """All of them."""
        return administration.outcome_sets(reader)

    def row(self, record: OutcomeSetRow) -> Row:
        """One UZ-set."""
        shown = (number(count) if count else "–" for count in (record.requests, record.analyses))
        return Row(record.id, (record.name, record.status or "", *shown, _in_use(record.active)), record=record)

    def action_end(self) -> None:
        """In use no more, or again."""
        row = self.table.cursor_row
        if row is not None:
            one: OutcomeSetRow = row.record
            act(self, self.show_done, None, _end_outcome_set, one.id, not one.active)


def _end_outcome_set(store: Store, number: int, active: bool) -> Any:
    return reference_lists.save_outcome_set(store, number, reference_lists.OutcomeSetInput(active=active))


class TagList(AdminList):
    """The networks and labels on institutions, with how many have each."""

    FOOTER = ("open", "new", "end", "filter", "undo")
    BINDINGS = [*keys_of("new", "edit"), END_KEY]
    COLUMNS = (
        Column("name", N_("Label"), 30, flexible=3, keep=True),
        Column("institutions", N_("Institutions"), 12, keep=True, align="right"),
        Column("active", "", 9, keep=True),
    )

    def read_page(self, store: Store, request: PageRequest) -> Page:
        """The labels that hold every word of the filter."""
        found = tags(store)
        return self.whole([self.row(one) for one in found], request)

    def row(self, record: TagUse) -> Row:
        """One label."""
        return Row(record.id, (record.name, number(record.institutions), _in_use(record.active)), record=record)

    def edit(self, record: TagUse) -> None:
        """Call it otherwise."""
        sheet = AskText(_("Label"), _("What is it called?"), value=record.name, needed=True)
        ask(self.app, sheet, lambda name: act(self, self.show_done, None, tag_verbs.rename_tag, record.id, name))

    def action_new(self) -> None:
        """A new one."""
        sheet = AskText(_("New label"), _("What is it called?"), needed=True)
        ask(self.app, sheet, lambda name: act(self, lambda _number: self.refresh_data(), None, tag_verbs.add_tag, name))

    def action_end(self) -> None:
        """Given no more, or again."""
        row = self.table.cursor_row
        if row is not None:
            one: TagUse = row.record
            act(self, self.show_done, None, _end_tag, one.id, not one.active)


def _end_tag(store: Store, number: int, active: bool) -> Any:
    return tag_verbs.end_tag(store, number, active=active)


class SettingList(AdminList):
    """The programme's own rules that are data."""

    FORM = "setting_form"
    FOOTER = ("open", "filter", "undo")
    BINDINGS = keys_of("edit")
    COLUMNS = (
        Column("meaning", N_("Rule"), 40, flexible=3, keep=True),
        Column("value", N_("Value"), 18, keep=True),
        Column("name", N_("In scripts"), 18),
    )

    @staticmethod
    def records(store: Store, reader: Reader) -> Sequence[tuple[str, str]]:
        """Every setting, by its name."""
        held = administration.settings(reader)
        return [(name, held.get(name, "")) for name in settings.RULES]

    def row(self, record: tuple[str, str]) -> Row:
        """What it means, and what it is."""
        name, value = record
        rule = settings.RULES[name]
        shown = long_date(datetime.fromisoformat(value)) if rule.kind == "date" and value else value or "–"
        return Row(name, (_(rule.meaning), shown, name), record=record)

    def edit(self, record: tuple[str, str]) -> None:
        """Open the form."""
        self.app.open_screen(self.FORM, subject=record[0])


def _moment(at: str) -> str:
    """`ma 23 nov 2026 10:41`, in local time, of a UTC moment."""
    moment = datetime.fromisoformat(at)
    moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()
    return f"{long_date(moment.date())} {clock(moment)}"


class ExportList(AdminList):
    """Every export, the latest first: for admins."""

    FOOTER = ("filter", "back")
    NOTHING = N_("Nothing went out yet.")
    COLUMNS = (
        Column("at", N_("When"), 21, keep=True),
        Column("advisor", N_("Who"), 12, keep=True),
        Column("what", N_("What"), 30, flexible=3, keep=True),
        Column("rows", N_("Lines"), 8, align="right"),
    )

    def read_page(self, store: Store, request: PageRequest) -> Page:
        """One page of the log."""
        store.require_admin()
        with store.read() as reader:
            found = administration.exports(reader, request.filter, request.offset, request.size)
            total, of = administration.export_count(reader, request.filter), administration.export_count(reader)
        return Page([self.row(one) for one in found], total, total, of)

    def row(self, record: Any) -> Row:
        """One export."""
        return Row(record.id, (_moment(record.exported_at), record.advisor, record.what, number(record.rows)), record=record)

    def edit(self, record: Any) -> None:
        """The log is not edited."""


class ImportList(AdminList):
    """Every import, the latest first; `u` takes one out again: for admins."""

    FOOTER = ("undo_import", "filter", "back")
    NOTHING = N_("Nothing came in yet. ctrl+o reads files.")
    BINDINGS = [
        Binding(
            "u", "undo_import", N_("undo this one"), id="undo_import", tooltip=N_("Takes everything out again that this import wrote.")
        ),
    ]
    COLUMNS = (
        Column("at", N_("When"), 21, keep=True),
        Column("actor", N_("Who"), 12, keep=True),
        Column("files", N_("Files"), 30, flexible=3, keep=True),
        Column("rows", N_("Lines"), 8, align="right"),
        Column("undone", "", 14, keep=True),
    )

    @staticmethod
    def records(store: Store, reader: Reader) -> Sequence[ImportRow]:
        """All of them."""
        store.require_admin()
        return administration.imports(reader)

    def row(self, record: ImportRow) -> Row:
        """One import."""
        undone = Cell(_("undone"), "muted") if record.undone else ""
        return Row(record.id, (_moment(record.at), record.actor, record.files, number(record.rows), undone), record=record)

    def edit(self, record: ImportRow) -> None:
        """Enter asks what `u` asks."""
        self._ask(record)

    def action_undo_import(self) -> None:
        """Ask, and take it out."""
        if self.table.cursor_row is not None:
            self._ask(self.table.cursor_row.record)

    def _ask(self, record: ImportRow) -> None:
        if record.undone:
            self.app.say(_("This import was undone already."))
            return
        question = _("Take out what {who} imported on {at}?").format(who=record.actor, at=_moment(record.at))
        what = _("{files}: {count} lines go back to what they were before. What somebody changed since stops it.")
        sheet = Confirm(_("Undo an import"), question, what.format(files=record.files, count=number(record.rows)))
        self.app.push_screen(sheet, lambda yes: act(self, self.show_done, None, undo.undo, record.id) if yes else None)
