"""Asking one thing in a line: a text, a day, an advisor; and one text more when an act needs a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar, TypeVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from loket.language import N_, _, label
from loket.language.dates import Direction
from loket.language.day_ranges import DayRange, understand_days
from loket.models.errors import Refused
from loket.models.words import FollowUpState
from loket.widgets.sheet import Sheet
from loket.widgets.text import one_line
from loket.widgets.text_inputs import DateField, LineInput

T = TypeVar("T")


class AskText(Sheet[str | None]):
    """Asks a line of text; escape answers None. With `needed` an empty line is no answer."""

    def __init__(self, title: str, question: str = "", *, value: str = "", needed: bool = False) -> None:
        super().__init__(title)
        self._question, self._value, self._needed = question, value, needed

    def compose_sheet(self) -> ComposeResult:
        """The question and the line."""
        if self._question:
            yield Static(Content(one_line(self._question)), markup=False)
        yield LineInput(self._value)
        yield self.hint(N_("enter goes on   esc back"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        event.stop()
        text = event.value.strip()
        if text or not self._needed:
            self.dismiss(text)


class AskDays(Sheet[DayRange | None]):
    """Asks a stretch of days in words, and shows what was understood."""

    def __init__(self, title: str, today: date) -> None:
        super().__init__(title)
        self._today = today

    def compose_sheet(self) -> ComposeResult:
        """The question, the line, what was understood."""
        yield Static(Content(_("Which days? 2026, 2026-03, 2026-q1, last month, >2026-01, 2026-01..2026-03")), markup=False)
        yield LineInput()
        yield Static(Content(""), id="understood", markup=False)
        yield self.hint(N_("enter goes on   esc back"))

    def _understood(self) -> DayRange | str:
        text = self.query_one(LineInput).value.strip()
        try:
            return understand_days(text, self._today) if text else ""
        except Refused as refused:
            return str(refused)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what was understood."""
        event.stop()
        days = self._understood()
        said = f"= {days.shown()}" if isinstance(days, DayRange) else f"? {days}" if days else ""
        self.query_one("#understood", Static).update(Content(one_line(said)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer, when days were understood."""
        event.stop()
        days = self._understood()
        if isinstance(days, DayRange):
            self.dismiss(days)


class AskDate(Sheet[date | None]):
    """Asks a day in words, and shows what was understood."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "take", N_("choose"), show=False, id="take_date"),
    ]

    def __init__(self, title: str, question: str = "", *, value: date | None = None, direction: Direction = "next") -> None:
        super().__init__(title)
        self._question, self._value, self._direction = question, value, direction

    def compose_sheet(self) -> ComposeResult:
        """The question and the field."""
        if self._question:
            yield Static(Content(one_line(self._question)), markup=False)
        yield DateField(self._value, direction=self._direction)
        yield self.hint(N_("enter goes on   esc back"))

    def on_mount(self) -> None:
        """Type at once; the old day goes when one types."""
        line = self.query_one(LineInput)
        line.focus()
        line.select_all()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer, when a day was understood."""
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Answer, when a day was understood."""
        found = self.query_one(DateField)
        if found.value is not None and not found.problem:
            self.dismiss(found.value)


def reason_for(what: str) -> AskText:
    """The question why, which a step back needs."""
    return AskText(what, _("Why? It goes into the history."), needed=True)


def ask_result(app: App[None], then: Callable[[str | None], None]) -> None:
    """Ask what came of a follow-up that is done: a line that may stay empty; escape leaves it open."""

    def answered(text: str | None) -> None:
        if text is not None:
            then(text or None)

    app.push_screen(AskText(label(FollowUpState.DONE), _("What came of it? May stay empty.")), answered)


def ask(app: App[None], sheet: Sheet[T | None], then: Callable[[T], None]) -> None:
    """Ask, and call `then` with the answer; no answer, or an empty one, does nothing."""

    def take(answer: T | None) -> None:
        if answer is not None and answer != "":
            then(answer)

    app.push_screen(sheet, take)
