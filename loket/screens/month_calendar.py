"""A month with what it has: the weeks below each other, each thing on its day, and the day under the cursor in full."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from loket.language import N_, _
from loket.language.dates import first_day, month_after, month_of
from loket.language.formats import long_date, weekday_name
from loket.models.words import RecordKind
from loket.screens.loket_screen import LoketScreen
from loket.screens.records.record_lines import joined
from loket.widgets.choice import Choice, Option
from loket.widgets.keys import key
from loket.widgets.pane import Rule
from loket.widgets.text import fit, one_line

_WEEKEND = 5
_SIDE = 7
_LINES_BELOW = 3


class DayEntry(Protocol):
    """What stands on a day: a record."""

    @property
    def day(self) -> date:
        """Its day."""

    @property
    def kind(self) -> RecordKind:
        """The kind of record."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def institution_id(self) -> int | None:
        """The institution that it is about."""


E = TypeVar("E", bound=DayEntry)


@dataclass(frozen=True, slots=True)
class DayLine:
    """An entry as it stands in its day: a name in a style, and what it is about where there is room below it."""

    name: str
    style: str = "$foreground"
    detail: str = ""


class MonthCalendar(Widget, Generic[E], can_focus=True):
    """The days of a month; the arrows go from day to day. A day that is not of this month stands back."""

    DEFAULT_CSS = "MonthCalendar { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "open_day"),
        Binding("left", "day(-1)", N_("day back"), show=False, id="day_back", tooltip=N_("To the day before.")),
        Binding("right", "day(1)", N_("day on"), show=False, id="day_on", tooltip=N_("To the day after.")),
        Binding("up", "day(-7)", N_("week back"), show=False, id="week_back", tooltip=N_("To the same day a week before.")),
        Binding("down", "day(7)", N_("week on"), show=False, id="week_on", tooltip=N_("To the same day a week later.")),
        Binding("tab", "entry(1)", N_("next day with something"), show=False, id="entry_on",
                tooltip=N_("To the next day of this month that has something.")),
        Binding("shift+tab", "entry(-1)", N_("last day with something"), show=False, id="entry_back",
                tooltip=N_("To the day before that has something.")),
    ]  # fmt: skip

    class Moved(Message):
        """The cursor stands on another day."""

    class Opened(Message):
        """The day was opened."""

    def __init__(self, day: date, today: date, line: Callable[[E], DayLine]) -> None:
        super().__init__()
        self.day, self._today, self._line = day, today, line
        self._entries: dict[date, list[E]] = {}

    def show(self, entries: Sequence[E]) -> None:
        """Show what the month has."""
        self._entries = {}
        for entry in entries:
            self._entries.setdefault(entry.day, []).append(entry)
        self.refresh()

    @property
    def here(self) -> Sequence[E]:
        """What the day of the cursor has."""
        return self._entries.get(self.day, ())

    def go_to(self, day: date) -> None:
        """Put the cursor on a day."""
        self.day = day
        self.refresh()
        self.post_message(self.Moved())

    def action_day(self, by: int) -> None:
        """Move the cursor; past the end of the month comes the next."""
        if date.min + timedelta(days=31) < self.day < date.max - timedelta(days=31):
            self.go_to(self.day + timedelta(days=by))

    def action_entry(self, by: int) -> None:
        """To the next day that has something."""
        days = sorted(self._entries)
        later = [day for day in days if day > self.day] if by > 0 else [day for day in reversed(days) if day < self.day]
        if later:
            self.go_to(later[0])

    def action_open_day(self) -> None:
        """Open what the day has."""
        if self.here:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """A click goes to the day, a second one opens it."""
        weeks, deep, start = self._weeks(), self._deep(), 0
        row = (event.y - 1) // deep
        for place, width in enumerate(self._widths()):
            if start <= event.x < start + width and 0 <= row < len(weeks):
                self.go_to(weeks[row][place])
                if event.chain == 2:
                    self.action_open_day()
                return
            start += width

    def _weeks(self) -> list[list[date]]:
        return Calendar().monthdatescalendar(self.day.year, self.day.month)

    def _deep(self) -> int:
        return max(1, (self.size.height - 1) // len(self._weeks()))

    def _widths(self) -> list[int]:
        """Working days share what the weekend leaves."""
        rest = max(5, self.size.width - 2 * _SIDE)
        return [rest // 5 + (place < rest % 5) for place in range(_WEEKEND)] + [_SIDE, _SIDE]

    def render(self) -> Content:
        """The names of the days, then the weeks."""
        widths, deep = self._widths(), self._deep()
        weeks = self._weeks()
        head = "".join(fit(" " + weekday_name(day, short=True), width) for day, width in zip(weeks[0], widths, strict=True))
        lines = [Content.styled(head, "$muted")]
        for week in weeks:
            cells = [self._cell(day, width, deep) for day, width in zip(week, widths, strict=True)]
            lines += [Content.assemble(*(cell[line] for cell in cells)) for line in range(deep)]
        return Content("\n").join(lines[: max(1, self.size.height)])

    def _cell(self, day: date, width: int, deep: int) -> list[Content]:
        """`14 Merenrand` with what else there is below it; the last line says how much more there is."""
        mine = day.month == self.day.month
        here = " on $cursor-row" if day == self.day else ""
        tone = ("bold $focus" if day == self._today else "$foreground" if mine else "$muted") + here
        number = Content.styled(("▸" if day == self.day else " ") + f"{day.day:>2} ", tone)
        lines = []
        for line, (text, style) in enumerate(_day_lines([self._line(one) for one in self._entries.get(day, [])] if mine else [], deep)):
            before = number if line == 0 else Content.styled("    ", tone)
            lines.append(Content.assemble(before, Content.styled(fit(fit(text, max(0, width - 5)), max(0, width - 4)), style + here)))
        return lines


def _day_lines(entries: Sequence[DayLine], deep: int) -> list[tuple[str, str]]:
    """The lines of a day with their styles: the names, with what they are about below each where there is room."""
    found: list[tuple[str, str]] = []
    roomy = 2 * len(entries) <= deep
    shown = entries if len(entries) <= deep else entries[: max(0, deep - 1)]
    for entry in shown:
        found.append((one_line(entry.name), entry.style))
        if roomy:
            found.append((one_line(entry.detail), "$muted"))
    if len(shown) < len(entries):
        found.append((_("+{count} more").format(count=len(entries) - len(shown)), "$muted"))
    return found + [("", "$muted")] * (deep - len(found))


class MonthScreen(LoketScreen, Generic[E]):
    """A month on the screen. Subclasses read it and put an entry into words."""

    FOOTER: ClassVar[tuple[str, ...]] = ("open", "previous", "next", "this_month", "entry_on")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("[,pageup", "month(-1)", N_("month back"), id="previous", tooltip=N_("To the month before.")),
        Binding("],pagedown", "month(1)", N_("month on"), id="next", tooltip=N_("To the month after.")),
        Binding("home,t", "today", N_("today"), id="this_month", tooltip=N_("To today.")),
    ]
    DEFAULT_CSS = f"MonthScreen #day {{ height: {_LINES_BELOW}; padding: 0 1; }}"

    def __init__(self, month: str = "") -> None:
        super().__init__()
        self._start = month
        self._shown = ""

    # What a subclass says

    def read_month(self, month: str) -> None:
        """Read `2026-10` in a thread, and give it to `show_month`."""
        raise NotImplementedError

    def line(self, entry: E) -> DayLine:
        """An entry in its day."""
        raise NotImplementedError

    def told(self, entry: E) -> tuple[str, str]:
        """An entry in full: its name, and what more there is to say of it."""
        raise NotImplementedError

    # The screen

    @property
    def month(self) -> MonthCalendar[E]:
        """The days."""
        found: MonthCalendar[Any] = self.query_one(MonthCalendar)
        return found

    def compose_body(self) -> ComposeResult:
        """The days, and the one under the cursor."""
        today = self.app.today
        start = today if self._start in ("", month_of(today)) else first_day(self._start)
        yield MonthCalendar(start, today, self.line)
        yield Rule()
        yield Static(Content(""), id="day", markup=False)

    def on_mount(self) -> None:
        """Read the month."""
        super().on_mount()
        self.month.focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the month anew."""
        self._shown = month_of(self.month.day)
        self.read_month(self._shown)

    def show_month(self, found: Sequence[E]) -> None:
        """Show what was read."""
        self.month.show(found)
        self._show_day()

    def on_month_calendar_moved(self) -> None:
        """Another month is read; the day in full."""
        if month_of(self.month.day) != self._shown:
            self.refresh_data()
        else:
            self._show_day()

    def _show_day(self) -> None:
        here = self.month.here
        lines = [joined(long_date(self.month.day), "" if here else _("nothing"))]
        shown = here if len(here) <= _LINES_BELOW - 1 else here[: _LINES_BELOW - 2]
        lines += [joined(*self.told(one)) for one in shown]
        if len(here) > len(shown):
            lines.append(_("+{count} more").format(count=len(here) - len(shown)))
        width = max(1, self.size.width - 3)
        self.query_one("#day", Static).update(Content("\n".join(fit(one_line(line), width) for line in lines)))

    def on_month_calendar_opened(self) -> None:
        """Open what the day has; several: by number."""
        here = self.month.here
        if len(here) == 1:
            self._open(here[0])
        else:
            options = [Option(one, *self.told(one)) for one in here]
            self.app.push_screen(Choice(long_date(self.month.day), options), self._open)

    def _open(self, entry: E | None) -> None:
        if entry is not None:
            self.app.open_record(entry.kind, entry.id)

    def action_month(self, by: int) -> None:
        """The first day of another month; of this one, today."""
        first = first_day(month_after(month_of(self.month.day), by))
        self.month.go_to(self.app.today if month_of(first) == month_of(self.app.today) else first)

    def action_today(self) -> None:
        """Today."""
        self.month.go_to(self.app.today)

    def institution_here(self) -> int | None:
        """The institution of the day's only entry."""
        here = self.month.here
        return here[0].institution_id if len(here) == 1 else None

    def record_here(self) -> tuple[RecordKind, int] | None:
        """What the day has, when it is one thing."""
        here = self.month.here
        return (here[0].kind, here[0].id) if len(here) == 1 else None
