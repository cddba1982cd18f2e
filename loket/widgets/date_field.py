"""A date in words (`vr`, `over 2 weken`, `12-3`), with what was understood below it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from loket.language.dates import Direction, long_date, understand_date
from loket.models.errors import Refused
from loket.widgets.base_app import app_of
from loket.widgets.inputs import LineInput
from loket.widgets.text import one_line


class DateField(Vertical):
    """Takes words for a date: `next` such day for due and planned dates, `last` for received and held ones."""

    DEFAULT_CSS = """
    DateField { height: auto; }
    DateField Static { height: 1; color: $muted; display: none; }
    DateField.-said Static { display: block; }
    DateField Static.-wrong { color: $error; }
    """

    class Changed(Message):
        """Another date is understood, or none."""

        def __init__(self, field: DateField) -> None:
            super().__init__()
            self.field = field

    def __init__(
        self,
        value: date | None = None,
        *,
        text: str = "",
        direction: Direction = "next",
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.value = value
        self.problem = ""
        self._direction: Direction = direction
        self._placeholder = placeholder
        self._start = text or _typed(value)

    def compose(self) -> ComposeResult:
        """The field, and what was understood."""
        yield LineInput(self._start, placeholder=self._placeholder)
        yield Static(Content("= " + long_date(self.value) if self.value else ""), markup=False)

    @property
    def state(self) -> Literal["empty", "understood", "wrong"]:
        """Whether what stands in the field is a date."""
        if self.problem:
            return "wrong"
        return "understood" if self.value is not None else "empty"

    def put(self, value: date | None) -> None:
        """Fill in this date, or none."""
        self.query_one(LineInput).value = _typed(value)

    @on(Input.Changed)
    def _read(self, event: Input.Changed) -> None:
        event.stop()
        text = event.value.strip()
        self.value, self.problem = None, ""
        if text:
            try:
                self.value = understand_date(text, app_of(self).today, direction=self._direction)
            except Refused as refused:
                self.problem = str(refused)
        hint = self.query_one(Static)
        self.set_class(bool(text), "-said")
        hint.update(Content(one_line("? " + self.problem if self.problem else (self.value and "= " + long_date(self.value)) or "")))
        hint.set_class(bool(self.problem), "-wrong")
        self.post_message(self.Changed(self))


def _typed(value: date | None) -> str:
    return f"{value.day}-{value.month}-{value.year}" if value else ""
