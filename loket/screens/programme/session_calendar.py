"""A month of the programme: each session and event on its day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from loket.insight.sessions import ProgrammeEntry, programme_days
from loket.language import N_, _, label, ngettext
from loket.language.dates import month_of, shown_month
from loket.models.words import RecordKind
from loket.screens.month_calendar import DayLine, MonthScreen
from loket.screens.records.record_lines import joined, telling_name
from loket.widgets.workers import folded, load, reading


class SessionCalendar(MonthScreen[ProgrammeEntry]):
    """The sessions and events of a month on their days, with the day under the cursor in full below them."""

    PLACE = 9
    FOOTER = (*MonthScreen.FOOTER, "list", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "back", N_("list"), id="list", tooltip=N_("Back to the list.")),
    ]

    def read_month(self, month: str) -> None:
        """Read what the programme has."""
        load(self, "month", self.show_month, folded(reading(programme_days)), month)

    def show_month(self, found: Sequence[ProgrammeEntry]) -> None:
        """Show it, and count it."""
        super().show_month(found)
        going = [one for one in found if not one.is_cancelled]
        sessions = sum(one.kind is RecordKind.SESSION for one in going)
        many = joined(
            ngettext("{count} session", "{count} sessions", sessions).format(count=sessions),
            ngettext("{count} event", "{count} events", len(going) - sessions).format(count=len(going) - sessions),
        )
        self.show_header(_("Calendar") + "  " + shown_month(month_of(self.month.day)), many)

    def line(self, entry: ProgrammeEntry) -> DayLine:
        """`Merenrand`, or `◆ Kennisbijeenkomst`; what was cancelled is struck out."""
        is_event = entry.kind is RecordKind.EVENT
        style = "$muted strike" if entry.is_cancelled else "$focus" if is_event else "$foreground"
        return DayLine(f"◆ {entry.name}" if is_event else telling_name(entry.name), style, entry.detail)

    def told(self, entry: ProgrammeEntry) -> tuple[str, str]:
        """Its team or offering, who gives it, its state, and how many take part."""
        count = entry.participants
        people = "" if count is None else ngettext("{count} participant", "{count} participants", count).format(count=count)
        return entry.name, joined(entry.detail, entry.provider, label(entry.word) if entry.word else "", people)
