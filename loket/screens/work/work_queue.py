"""Place 1: what asks for attention today, with the institution at a glance and, on a wide terminal, what happened there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from loket.casework import follow_ups
from loket.insight.institution.dossier import Brief, brief, timeline
from loket.insight.institution.dossier_parts import InstitutionConversation
from loket.insight.work.work_items import Group, Wording, WorkItem
from loket.insight.work.work_queue import WorkQueue, work_queue
from loket.language import N_, _, label, ngettext
from loket.language.formats import minutes, number, short_date
from loket.models.words import Reach, RecordKind
from loket.screens.dossier.dossier_lines import timeline_rows
from loket.screens.forms.ask_sheets import AskDate
from loket.screens.loket_screen import LoketScreen
from loket.screens.work import work_actions
from loket.widgets.columns import Cell, Column, Line, Row
from loket.widgets.columns import Group as GroupLine
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import key, keys_of
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Heading, Pane, PaneLine, Split, ThirdPane
from loket.widgets.timeline import Timeline
from loket.widgets.workers import act, folded, load_beside

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


_FROM = 160
_MOST = 100


class TimelineBeside(ThirdPane):
    """The latest happenings of one institution; nothing is read while the terminal is too narrow for it."""

    def __init__(self) -> None:
        super().__init__()
        self._institution: int | None = None

    def compose(self) -> ComposeResult:
        """The timeline."""
        shown = Timeline(self._page, empty=N_("Nothing happened here yet."))
        shown.can_focus = False
        yield shown

    def show(self, institution: int | None) -> None:
        """Show what happened at another institution."""
        if institution != self._institution and self.app.size.width >= _FROM:
            self._institution = institution
            self.query_one(Timeline).reload()

    def _page(self, store: Store, _request: PageRequest) -> Page:
        if self._institution is None:
            return Page((), 0)
        found = timeline(store, self._institution, size=_MOST)
        lines = timeline_rows(found.happenings, store.today)
        return Page(lines, len(lines))


def brief_lines(brief: Brief, today: date) -> list[PaneLine]:
    """All of it, one thing a line."""
    facts = brief.facts
    words = [label(word) for word in (facts.kind, facts.umbrella, facts.province, facts.role) if word is not None]
    lines: list[PaneLine] = [Heading(facts.name), Fact(" · ".join(words) or "?", tone="muted")]
    if brief.contact is not None:
        audience = f", {label(brief.contact.audience)}" if brief.contact.audience else ""
        lines.append(brief.contact.name + audience)
        if brief.contact.phone:
            lines.append(brief.contact.phone + "   " + _("y copies"))
    lines.append("")
    lines.append(Fact(last_talk(brief.last, today), _("Last")))
    promise = _promised(brief)
    if promise:
        lines.append(Fact(promise, _("Promised")))
    for place, case in enumerate(brief.requests):
        late = "  !" + _("late") if case.late else ""
        text = f"{RecordKind.REQUEST.number(case.id)} {case.title}{late}"
        lines.append(Fact(text, _("Open") if not place else " ", "attention" if case.late else ""))
    if brief.signal is not None:
        national = "  " + _("national") if brief.signal.reach is Reach.NATIONAL else ""
        lines.append(Fact((brief.signal.obstacle or brief.signal.description) + national, _("Signal")))
    return lines


def brief_summary(brief: Brief, today: date) -> tuple[str, str]:
    """The two lines for a narrow terminal."""
    contact = ""
    if brief.contact is not None:
        audience = f", {label(brief.contact.audience)}" if brief.contact.audience else ""
        contact = f"   {brief.contact.name}{audience}  {brief.contact.phone}"
    first = f"{brief.facts.shown}{contact}    {_('last')} {last_talk(brief.last, today, short=True)}"
    cases = ", ".join(
        f"{RecordKind.REQUEST.number(case.id)} {case.title}" + (" !" + _("late") if case.late else "") for case in brief.requests
    )
    promise = _promised(brief) or "–"
    return first, f"{_('Promised')}: {promise}    {_('Open')}: {cases or '–'}"


def last_talk(talk: InstitutionConversation | None, today: date, *, short: bool = False) -> str:
    """`12 nov Teams 35 min, ilse`."""
    if talk is None:
        return _("never")
    day = short_date(talk.day, today, weekday=False)
    parts = [day, label(talk.channel) if talk.channel else ""]
    if not short:
        parts.append(minutes(talk.minutes) if talk.minutes else "")
    said = " ".join(part for part in parts if part)
    return said if short or not talk.advisors else f"{said}, {talk.advisors[0]}"


def _promised(brief: Brief) -> str:
    """What is to be done for them first, else what was agreed the last time."""
    return brief.promise.what if brief.promise else brief.last.agreements if brief.last else ""


COLUMNS = (
    Column("day", "", 10, keep=True),
    Column("word", "", 8, keep=True),
    Column("text", "", 24, flexible=1),
    Column("institution", "", 18),
    Column("company", "", 2, keep=True, align="right"),
)
_OWNED = (*COLUMNS[:4], Column("owner", "", 9, keep=True), COLUMNS[4])
"""Everybody's work says whose each line is."""
_ALL_LINES = 10_000
_TOLD_FOR = timedelta(days=7)
_NARROW = 100
MOVABLE = (RecordKind.FOLLOW_UP, RecordKind.REQUEST, RecordKind.CONVERSATION, RecordKind.REFERRAL, RecordKind.SESSION)


class WorkQueueScreen(LoketScreen):
    """The work queue with, beside it, the institution that the cursor is on."""

    FOLLOWS = True
    PLACE = 1
    FOOTER = ("open", "log", "done", "move_date", "follow_up", "mine", "filter", "undo")
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("done", "move_date", "mine", "filter", "copy"),
        key("refer", show=False),
        Binding("n", "plan", N_("plan conversation"), show=False, id="plan",
                tooltip=N_("Plans a conversation with this institution; after a WensenScan with the answers as its agenda.")),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._mine = True
        self._queue: WorkQueue | None = None
        self._has_told_of_drafts = False
        self._brief: Brief | None = None

    def compose_body(self) -> ComposeResult:
        """The list and its pane."""
        yield FilterBar()
        with Split():
            empty = N_("Nothing to do. m shows everybody's.")
            yield PagedTable(COLUMNS, self._page, empty=empty, show_head=False, page_size=_ALL_LINES, id="work")
            yield Pane()
            yield TimelineBeside()

    @property
    def table(self) -> PagedTable:
        """The list."""
        return self.query_one("#work", PagedTable)

    def _page(self, store: Store, request: PageRequest) -> Page:
        queue = work_queue(store, mine=self._mine, text=request.filter)
        self.call_later(self._show_queue, queue)
        lines = queue_lines(queue, owned=not self._mine)
        return Page(lines, len(lines), queue.count, queue.all_count)

    def on_mount(self) -> None:
        """Say whose work it is."""
        self._show_where()

    def _show_where(self) -> None:
        if self.app.size.width < _NARROW:
            self.show_header(_("my work") if self._mine else _("everybody's work"))
        else:
            self.show_header(_("my work · all kinds") if self._mine else _("everybody's work · all kinds"))

    def on_resize(self) -> None:
        """Narrow ones have fewer words."""
        self._show_where()

    def _show_queue(self, queue: WorkQueue) -> None:
        self._queue = queue
        lines = ngettext("{count} line", "{count} lines", queue.count).format(count=number(queue.count))
        late, today = queue.count_of(Group.LATE), queue.count_of(Group.TODAY)
        parts = [lines, _("{count} late").format(count=number(late)) if late else ""]
        parts.append(_("{count} today").format(count=number(today)) if today else "")
        self.show_header(count=" · ".join(part for part in parts if part))
        if not self._has_told_of_drafts:
            self._has_told_of_drafts = True
            self._tell_of_draft(queue)

    def _tell_of_draft(self, queue: WorkQueue) -> None:
        """Loket was opened: what was left half done some days ago at most, by a crash or on purpose, is the line under the cursor."""
        draft = next((item for section in queue.sections if section.group is Group.DRAFTS for item in section.items), None)
        now = datetime.now().astimezone()
        if draft is None or draft.day is None or not self.is_current or self.app.said.text or now.date() - draft.day > _TOLD_FOR:
            return
        when = draft.time if draft.day == now.date() else f"{short_date(draft.day, now.date())} {draft.time}"
        message = _("Draft of {when}, {what}: enter goes on")
        self.app.say(message.format(when=when, what=draft.text.partition(": ")[0]), "attention")

    # The pane

    @on(PagedTable.Highlighted, "#work")
    def _moved(self, event: PagedTable.Highlighted) -> None:
        item = item_of(event.row)
        self._brief = None
        self.query_one(TimelineBeside).show(item.institution_id if item else None)
        if item is None or item.institution_id is None:
            self.query_one(Pane).show([])
        else:
            load_beside(self, "pane", self._show_brief, folded(brief), item.institution_id)

    def _show_brief(self, found: Brief | None) -> None:
        self._brief = found
        if found is not None:
            self.query_one(Pane).show(brief_lines(found, self.app.today), brief_summary(found, self.app.today))

    # What one can do

    @property
    def items(self) -> list[WorkItem]:
        """What a key acts on: the selected lines, else the one under the cursor."""
        return [item for row in self.table.acted_on if (item := item_of(row)) is not None]

    @on(PagedTable.Opened, "#work")
    def _opened(self, event: PagedTable.Opened) -> None:
        item = item_of(event.row)
        if item is not None:
            work_actions.open_item(self, item, self._together(item))

    def action_done(self) -> None:
        """Do what the cursor is on, or all that are selected."""
        items = self.items
        if len(items) == 1:
            items = self._together(items[0])
        if items:
            work_actions.do_item(self, items)

    def _together(self, item: WorkItem) -> list[WorkItem]:
        """A check-back asks for all of this institution at once."""
        if item.wording is not Wording.CHECK_BACK or self._queue is None:
            return [item]
        dated = [one for section in self._queue.sections if section.group.is_dated for one in section.items]
        same = [one for one in dated if one.wording is item.wording and one.institution_id == item.institution_id]
        due = [one for one in same if one.day is not None and item.day is not None and one.day <= max(item.day, self.app.today)]
        return due if item in due else [item]

    def action_refer(self) -> None:
        """Look at what there is for the request under the cursor."""
        item = item_of(self.table.cursor_row)
        if item is not None and item.kind is RecordKind.REQUEST:
            self.app.open_screen("refer", item.id)

    def action_move_date(self) -> None:
        """Ask to which day, and move."""
        items = self.items
        kinds = {item.kind for item in items}
        if len(kinds) != 1 or items[0].kind not in MOVABLE:
            self.app.say(self.app.keyed(_("This has no date to move: {done} does it, {open} opens it.")), "muted")
            return
        self.app.push_screen(AskDate(_("Move the date"), items[0].text, value=items[0].day), self._move_to)

    def _move_to(self, day: date | None) -> None:
        items = self.items
        if day is not None and items and items[0].kind is not None:
            act(self, self.show_done, None, follow_ups.postpone, items[0].kind, [item.id for item in items], day)

    def show_done(self, outcome: Done) -> None:
        """Something was done: the cursor stands on what came next."""
        self.table.selected.clear()
        super().show_done(outcome)

    def action_plan(self) -> None:
        """Plan a conversation with the institution of the line; one that is still to plan gets its day."""
        item = item_of(self.table.cursor_row)
        if item is not None:
            work_actions.plan_item(self, item)

    def action_mine(self) -> None:
        """Mine, or everybody's."""
        self._mine = not self._mine
        self._show_where()
        self.table.columns = COLUMNS if self._mine else _OWNED
        self.table.reload()

    def action_copy(self) -> None:
        """Copy the number of whom to call."""
        phone = self._brief.contact.phone if self._brief and self._brief.contact else ""
        if phone:
            self.app.copy_to_clipboard(phone)
            self.app.say(_("Copied: {text}").format(text=phone))

    def action_filter(self) -> None:
        """Narrow the list."""
        self.query_one(FilterBar).open()

    @on(FilterBar.Narrowed)
    def _narrowed(self, event: FilterBar.Narrowed) -> None:
        self.table.filter_by(event.text)

    @on(FilterBar.Left)
    def _left_filter(self) -> None:
        self.table.focus()

    def institution_here(self) -> int | None:
        """The institution of the line."""
        item = item_of(self.table.cursor_row)
        return item.institution_id if item else None

    def removable_here(self) -> tuple[RecordKind | None, Sequence[int]]:
        """The follow-ups that a key acts on: what else stands here is removed where it is in full."""
        items = self.items if self.is_mounted else []
        if not items or any(item.kind is not RecordKind.FOLLOW_UP for item in items):
            return None, ()
        return RecordKind.FOLLOW_UP, [item.id for item in items]

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The record of the line; of a follow-up, what it hangs on."""
        item = item_of(self.table.cursor_row)
        if item is None or item.kind is None:
            return None
        return item.about or (item.kind, item.id)


def item_of(row: Row | None) -> WorkItem | None:
    """The work that a row of the list stands for."""
    return row.record if row is not None and isinstance(row.record, WorkItem) else None


def queue_lines(queue: WorkQueue, *, owned: bool = False) -> list[Line]:
    """The lines of the list, groups with their counts among them; `owned` ones say whose they are."""
    lines: list[Line] = []
    for section in queue.sections:
        lines.append(GroupLine(_(section.group.value), section.count))
        lines += [_row(item, queue.today, owned) for item in section.items]
    return lines


def _row(item: WorkItem, today: date, owned: bool) -> Row:
    of_today = item.group is Group.TODAY or (item.group is Group.DRAFTS and item.day == datetime.now().astimezone().date())
    when = item.time if of_today and item.time else short_date(item.day, today) if item.day else "–"
    text = item.text
    if item.group is Group.STAND_IN and item.advisor:
        text = f"{item.advisor}: {text}"
    company = Cell(str(item.company), "attention") if item.company > 1 else ""
    late = item.late or (item.group is Group.STAND_IN and item.day is not None and item.day < today)
    owner = (item.advisor or "–",) if owned else ()
    cells = (
        Cell(when, "attention" if late else ""), Cell(item.shown_word, "muted"), Cell(text, tail="↻" if item.recurs else item.number),
        item.institution or "–", *owner, company,
    )  # fmt: skip
    return Row(item.key, cells, late=late, record=item, confidential=item.confidential)
