"""Place 1, its further sheets: every follow-up as a list and in a month, mine and everybody's, open and done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from loket.insight.choices import name_of
from loket.insight.lists.follow_ups import FOLLOW_UPS, FollowUpRow
from loket.insight.lists.listing import View
from loket.insight.work.follow_up_month import DatedFollowUp, follow_up_month
from loket.language import N_, _, label, ngettext
from loket.language.dates import month_of, shown_month
from loket.language.recurrence import shown_recurrence
from loket.models.words import FollowUpState, RecordKind
from loket.screens.month_calendar import DayLine, MonthScreen
from loket.screens.records.record_lines import day, hidden, joined, late_cell, telling_name, text_block
from loket.screens.records.record_list import Detail, RecordList
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.keys import keys_of
from loket.widgets.pane import Fact, Heading, PaneLine
from loket.widgets.workers import folded, load, reading

if TYPE_CHECKING:
    from datetime import date

    from loket.store.database import Store


class FollowUpList(RecordList):
    """All follow-ups; mine and open to begin with, by due date."""

    PLACE = 1
    LISTING = FOLLOW_UPS
    FORM = "follow_up_form"
    SAVED_AS = "followups"
    START = View(sort="due", scope="open", mine=True)
    SCOPES = (N_("open"), N_("done or dropped"), N_("all"))
    EMPTY = N_("No follow-ups with this filter. / clears it, m shows everybody's.")
    NOTHING = N_("No follow-ups yet. n makes one; f sets one on any record.")
    FOOTER = ("open", "state", "move_date", "edit", "mine", "filter", "views", "select")
    COLUMNS = (
        Column("due", N_("Due"), 10, keep=True, sortable=True),
        Column("what", N_("Follow-up"), 18, flexible=3, sortable=True),
        Column("institution", N_("Institution"), 14, flexible=1, sortable=True),
        Column("state", N_("State"), 9, keep=True),
        Column("advisor", N_("Advisor"), 9, keep=True, sortable=True),
        Column("result", N_("Result"), 14, flexible=1),
        Column("number", N_("Nr"), 7, sortable=True),
    )

    def row(self, record: FollowUpRow) -> Row:
        """The line of one follow-up."""
        today = self.app.today
        done = record.state is not FollowUpState.OPEN
        result = record.result or shown_recurrence(record.recurs, today)
        return Row(
            record.id,
            (
                late_cell(day(record.due_on, today, weekday=True), record.late),
                Cell(record.what, "muted" if done else "", tail="↻" if record.recurs else ""),
                record.institution or "–", Cell(label(record.state), "done" if record.state is FollowUpState.DONE else ""),
                record.advisor or "–", Cell(result, "" if record.result else "muted"), record.number,
            ),
            late=record.late,
            record=record,
        )  # fmt: skip

    @staticmethod
    def detail(store: Store, record: FollowUpRow) -> Detail:
        """What it is on, how often, and what came of it."""
        about = ""
        if record.on_id is not None and record.on_kind not in (None, RecordKind.INSTITUTION):
            with store.read() as reader:
                name = name_of(reader, record.on_kind.table, record.on_id)
            number = record.on_kind.number(record.on_id)
            about = number if name == number else f"{number} {name}"
        lines = follow_up_lines(record, about, store.today)
        return lines, (joined(record.what, about), joined(label(record.state), record.advisor, record.result))


def follow_up_lines(record: FollowUpRow, about: str, today: date) -> list[PaneLine]:
    """A follow-up in the pane."""
    rule = shown_recurrence(record.recurs, today)
    lines: list[PaneLine] = [
        Heading(f"{record.number}  {record.what}"),
        *hidden(record.confidential),
        Fact(joined(label(record.state), day(record.done_on, today) if record.done_on else "", record.advisor)),
        Fact(joined(record.institution, about)),
    ]
    if record.state is FollowUpState.OPEN:
        lines.append(Fact(day(record.due_on, today, weekday=True), _("Due"), "attention" if record.late else ""))
    if rule:
        lines.append(Fact(f"↻ {rule}"))
    return lines + text_block(_("Result"), record.result)


class FollowUpCalendar(MonthScreen[DatedFollowUp]):
    """The follow-ups of a month on their days: `✓` done, `↻` when a series comes again."""

    PLACE = 1
    FOOTER = ("open", "previous", "next", "this_month", "entry_on", "mine", "state")
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("mine"),
        Binding("v", "which", N_("open/done"), id="state", tooltip=N_("Shows the open ones, those that were done, or all.")),
    ]
    WHICH: ClassVar[tuple[str, ...]] = ("", FollowUpState.OPEN.value, FollowUpState.DONE.value)

    def __init__(self) -> None:
        super().__init__()
        self._mine, self._which = True, 0

    def read_month(self, month: str) -> None:
        """Read what has to be done, and what was."""
        load(
            self,
            "month",
            self.show_month,
            folded(reading(follow_up_month)),
            month,
            self.app.today,
            mine=self._mine,
            state=self.WHICH[self._which],
        )

    def show_month(self, found: Sequence[DatedFollowUp]) -> None:
        """Show it, and count it."""
        super().show_month(found)
        own = [one for one in found if not one.comes_again]
        late = sum(one.late for one in own)
        many = joined(
            ngettext("{count} follow-up", "{count} follow-ups", len(own)).format(count=len(own)),
            _("{count} late").format(count=late) if late else "",
        )
        words = joined(
            shown_month(month_of(self.month.day)),
            _("mine") if self._mine else _("everybody's"),
            (_("open and done"), _("open"), _("done"))[self._which],
        )
        self.show_header(words, many)

    def line(self, entry: DatedFollowUp) -> DayLine:
        """`Merenrand: terugbellen`."""
        sign = "↻ " if entry.comes_again else "✓ " if entry.state is FollowUpState.DONE else "!" if entry.late else ""
        muted = entry.comes_again or entry.state is not FollowUpState.OPEN
        name = telling_name(entry.institution)
        return DayLine(
            f"{sign}{name or entry.what}", "$muted" if muted else "$attention" if entry.late else "$foreground", entry.what if name else ""
        )

    def told(self, entry: DatedFollowUp) -> tuple[str, str]:
        """What, where, by whom, and what came of it."""
        rule = shown_recurrence(entry.recurs, self.app.today)
        again = f"↻ {rule}" if rule else ""
        return entry.what, joined(entry.institution, entry.advisor, "" if entry.comes_again else label(entry.state), entry.result, again)

    def removable_here(self) -> tuple[RecordKind | None, Sequence[int]]:
        """The day's only follow-up."""
        here = self.month.here if self.is_mounted else ()
        return (RecordKind.FOLLOW_UP, [here[0].id]) if len(here) == 1 else (None, ())

    def action_mine(self) -> None:
        """Mine, or everybody's."""
        self._mine = not self._mine
        self.refresh_data()

    def action_which(self) -> None:
        """Open, done, or both."""
        self._which = (self._which + 1) % len(self.WHICH)
        self.refresh_data()
