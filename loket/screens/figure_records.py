"""The records behind a number of the dashboard or a report: the ordinary list of that kind, narrowed to exactly what was counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from loket.insight.lists.follow_ups import FOLLOW_UPS, FollowUpRow
from loket.insight.lists.listing import Among, View
from loket.insight.lists.trends import TRENDS, TrendRow
from loket.insight.trends.trend_overview import trend_overview
from loket.language import N_, _, label, ngettext
from loket.language.formats import number as figure
from loket.language.formats import short_date
from loket.language.name_ranking import folded
from loket.models.words import FollowUpState, RecordKind
from loket.screens.conversations import ConversationsScreen
from loket.screens.institutions import InstitutionList
from loket.screens.offerings.offerings import OfferingList, ReferralList
from loket.screens.programme.sessions import SessionList
from loket.screens.records.record_detail import field_lines, heading
from loket.screens.records.record_lines import day, days_in, joined, late_cell
from loket.screens.records.record_list import Detail, RecordList
from loket.screens.requests import RequestList
from loket.screens.signals.signal_list import SignalList
from loket.screens.signals.trend_lines import trend_lines
from loket.screens.signals.trend_moves import TrendMoves
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.pages import Page, PageRequest
from loket.widgets.text import one_line

if TYPE_CHECKING:
    from datetime import date

    from loket.store.as_of import PastStore
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp


class TrendList(TrendMoves, RecordList):
    """Trends as a list, those with most signals first."""

    PLACE = 5
    LISTING = TRENDS
    FORM = "trend_form"
    SAVED_AS = "trends"
    START = View(sort="signals", descending=True)
    EMPTY = N_("No trends with this filter. / clears it.")
    FOOTER = ("open", "state", "decision", "edit", "select", "filter", "sort", "export", "views")
    COLUMNS = (
        Column("number", N_("Nr"), 6, sortable=True),
        Column("title", N_("Trend"), 24, flexible=3, keep=True, sortable=True),
        Column("theme", N_("Th"), 2, sortable=True),
        Column("owner", N_("Owner"), 12, flexible=1),
        Column("signals", N_("Signals"), 8, keep=True, align="right", sortable=True),
        Column("institutions", N_("Inst."), 6, align="right"),
        Column("state", N_("State"), 12, keep=True, sortable=True),
        Column("since", N_("Since"), 10, align="right"),
    )

    @property
    def trend_here(self) -> TrendRow | None:
        """The trend under the cursor."""
        row = self.table.cursor_row
        found: TrendRow | None = row.record if row is not None else None
        return found

    def row(self, record: TrendRow) -> Row:
        """The line of one trend."""
        return Row(
            record.id,
            (
                record.number, record.title, str(record.theme or "?"), record.owner or "–", str(record.signals), str(record.institutions),
                Cell(label(record.state)), day(record.since, self.app.today),
            ),
            record=record,
        )  # fmt: skip

    @staticmethod
    def detail(store: Store, record: TrendRow) -> Detail:
        """What the trend comes to."""
        with store.read() as reader:
            found = trend_overview(reader, record.id, store.today)
        brief = joined(record.number, label(record.state), days_in(record.state_since, store.today), record.owner)
        return trend_lines(found, store.today) if found is not None else (), (record.title, brief)

    def action_state(self) -> None:
        """The next state; what the step needs is asked."""
        self.ask_trend_state(back=False)

    def action_state_back(self) -> None:
        """An earlier state, with a reason."""
        self.ask_trend_state(back=True)


class FollowUpList(RecordList):
    """Follow-ups by the day they are due."""

    PLACE = 1
    LISTING = FOLLOW_UPS
    FORM = "follow_up_form"
    SAVED_AS = "followups"
    START = View(sort="due")
    EMPTY = N_("No follow-ups with this filter. / clears it.")
    FOOTER = ("open", "state", "move_date", "hand_over", "edit", "select", "filter", "sort", "export", "views")
    COLUMNS = (
        Column("number", N_("Nr"), 6, keep=True, sortable=True),
        Column("what", N_("What"), 24, flexible=3, keep=True, sortable=True),
        Column("on", N_("On"), 8),
        Column("institution", N_("Institution"), 14, flexible=1, sortable=True),
        Column("advisor", N_("Advisor"), 10, sortable=True),
        Column("state", N_("State"), 10),
        Column("due", N_("Due"), 10, keep=True, align="right", sortable=True),
    )

    def row(self, record: FollowUpRow) -> Row:
        """The line of one follow-up."""
        state = Cell(label(record.state), "" if record.state is FollowUpState.OPEN else "muted")
        due = late_cell(day(record.due_on, self.app.today), record.late)
        cells = (record.number, record.what, record.on or "–", record.institution or "–", record.advisor or "–", state, due)
        return Row(record.id, cells, late=record.late, record=record)

    @staticmethod
    def detail(store: Store, record: FollowUpRow) -> Detail:
        """Its fields."""
        told = joined(label(record.state), record.advisor, day(record.due_on, store.today))
        return field_lines(record), (joined(record.number, record.what, record.institution), told)


# What one can do at an earlier moment: look, and take along.
_LOOKING = frozenset({"back", "filter", "copy", "export", "select_all", "views", "mine", "month"})
_LONGEST_NAME = 60


class RecordsBehind(RecordList):
    """Mixed into the list of a kind of record. `shown` is the number as it was shown, `past` the store of an earlier moment.

    `counted` is how many records there are now, `hidden` how many of those this person may not see.
    """

    PLACE = 7
    EMPTY = N_("None of these with this filter. / clears it, m shows everybody's.")
    NOTHING = N_("Nothing was counted here.")
    ORDER: ClassVar[View] = View()
    DEFAULT_CSS = "RecordsBehind #counted { height: auto; padding: 0 1; color: $focus; text-style: bold; }"

    def __init__(self, among: Among, shown: int | None = None, past: PastStore | None = None) -> None:
        super().__init__(replace(self.ORDER if View() != self.ORDER else self.START, scope="all", mine=False, filters=(), among=among))
        self.among, self.shown, self.past = among, shown, past
        self.counted = self.hidden = 0

    def compose_body(self) -> ComposeResult:
        """What was counted, then the list."""
        yield Static(Content(one_line(self.among.behind.label)), id="counted", markup=False)
        yield from super().compose_body()

    # Reading

    def loader(self) -> Callable[[Store, PageRequest], Page]:
        """As every list, of the moment that the number is of; what may not be seen is counted."""
        read = super().loader()

        def read_behind(store: Store, request: PageRequest) -> Page:
            if request.after is None and request.before is None:
                self.among.renew()
            found = read(self._at(store), request)
            if request.after is None and request.before is None:
                with self._at(store).read() as reader:
                    self.counted = self.among.count(reader)
                self.hidden = self.counted - (found.of or 0)
            return found

        return read_behind

    def read_detail(self, store: Store, record: Any) -> Detail:
        """What stands in the pane; of an earlier moment the fields as they were then."""
        if self.past is None:
            return super().read_detail(store, record)
        return field_lines(record), (joined(record.number, heading(record), by="  "), _("as it was then; enter opens it as it is now"))

    def _neighbours(self, store: Store) -> tuple[int, ...]:
        return super()._neighbours(self._at(store))

    def _read_all(self, store: Store) -> list[Any]:
        return super()._read_all(self._at(store))

    def write_list(self, store: Store, path: Path) -> int:
        """Write the very records of the number."""
        return super().write_list(self._at(store), path)

    def _at(self, store: Store) -> Store:
        return self.past or store

    # Showing

    def show_view(self, view: View) -> None:
        """Another order or filter, of these same records."""
        super().show_view(replace(view, among=self.among))

    def where(self) -> str:
        """Period and filters of the number, the moment, then how the list is narrowed."""
        view = self.view
        narrowing = super().where() if view.scope != "all" or view.mine or view.filters or (self.is_mounted and self.table.text) else ""
        moment = moment_words(self.past, self.app.today)
        return joined(self.among.period.shown(), self.among.filters.shown(), moment, narrowing)

    def _show_count(self) -> None:
        super()._show_count()
        self.query_one("#counted", Static).update(Content(one_line(joined(self.among.behind.label, *self._told(), by=" · "))))

    def _told(self) -> list[str]:
        """How many records the number counted, and where the list or the dashboard shows another number."""
        told = [ngettext("{count} record", "{count} records", self.counted).format(count=figure(self.counted))]
        if self.hidden:
            told.append(_("{count} confidential, not shown to you").format(count=figure(self.hidden)))
        if self.shown is not None and self.shown != self.counted:
            told.append(_("was {count} when the figures were read").format(count=figure(self.shown)))
        return told

    def export_name(self) -> str:
        """The figure, its period and its moment."""
        words = re.sub(r"[^a-z0-9]+", "-", folded(self.among.behind.label))[:_LONGEST_NAME].strip("-")
        period = self.among.period
        moment = [_("as-of") + "-" + re.sub(r"[^0-9a-z]+", "-", self.past.moment.at.casefold()).strip("-")] if self.past else []
        return "-".join([words or self.LISTING.name, period.start.isoformat(), period.end.isoformat(), *moment])

    def open_among(self, number: int, neighbours: tuple[int, ...]) -> None:
        """Open one record; of an earlier moment as it is now."""
        super().open_among(number, neighbours)
        if self.past is not None:
            self.app.say(_("The record as it is now."))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An earlier moment can only be looked at."""
        if self.past is not None and action not in _LOOKING:
            return False
        return super().check_action(action, parameters)


class InstitutionsBehind(RecordsBehind, InstitutionList):
    """Institutions that were counted."""


class RequestsBehind(RecordsBehind, RequestList):
    """Requests that were counted."""


class ReferralsBehind(RecordsBehind, ReferralList):
    """Referrals that were counted."""


class OfferingsBehind(RecordsBehind, OfferingList):
    """Offerings that were counted."""


class TrendsBehind(RecordsBehind, TrendList):
    """Trends that were counted."""


class FollowUpsBehind(RecordsBehind, FollowUpList):
    """Follow-ups that were counted."""


class ConversationsBehind(RecordsBehind, ConversationsScreen):
    """Conversations that were counted, the latest first."""

    ORDER = View(sort="day", descending=True)


class SessionsBehind(RecordsBehind, SessionList):
    """Learning sessions that were counted."""


class SignalsBehind(RecordsBehind, SignalList):
    """Signals that were counted, the latest first."""

    def read_proposals(self) -> None:
        """What signals look like is known of now only."""
        if self.past is None:
            super().read_proposals()


LISTS: Mapping[RecordKind, type[RecordsBehind]] = {
    kind_of.LISTING.kind: kind_of
    for kind_of in (
        InstitutionsBehind, RequestsBehind, ReferralsBehind, OfferingsBehind, TrendsBehind, FollowUpsBehind, ConversationsBehind,
        SessionsBehind, SignalsBehind,
    )
}  # fmt: skip
"""The list of each kind of record that a number can count."""


def moment_words(past: PastStore | None, today: date) -> str:
    """`peil 23 okt #12.345`; nothing of now."""
    if past is None:
        return ""
    day = short_date(past.moment.day, today, weekday=False)
    return _("as of {day} #{seq}").format(day=day, seq=figure(past.moment.seq))


def show_records(app: BaseApp, among: Among, shown: int | None = None, past: PastStore | None = None) -> None:
    """Open the records behind a number that was shown as `shown`; `past` is the store of the moment that the number is of."""
    app.push_screen(LISTS[among.behind.kind](among, shown, past))
