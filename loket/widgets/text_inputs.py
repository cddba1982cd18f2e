"""What is typed in: one line, a note, and a date in words with what was understood below it."""

from __future__ import annotations

from datetime import date, time
from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from loket.language import N_, _
from loket.language.dates import Direction, long_date, understand_date, understand_moment
from loket.language.formats import clock
from loket.models.errors import Refused
from loket.widgets.base_app import app_of
from loket.widgets.text import one_line

EDITABLE = 100_000


class LineInput(Input):
    """A field of one line. A paste of several lines becomes one line, without control characters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+a", "select_all", N_("select all"), show=False, id="text_all", tooltip=N_("Selects the whole text.")),
        Binding("ctrl+home", "home", N_("to the beginning"), show=False, id="text_first", tooltip=N_("To the beginning of the text.")),
        Binding("ctrl+end", "end", N_("to the end"), show=False, id="text_last", tooltip=N_("To the end of the text.")),
    ]
    DEFAULT_CSS = """
    LineInput, LineInput:focus {
        height: 1; border: none; padding: 0; background: $pane; color: $foreground; background-tint: 0%;
    }
    LineInput:focus { background: $cursor-row; }
    LineInput > .input--placeholder { color: $muted; }
    """

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(one_line(value), placeholder=placeholder, id=id, select_on_focus=False, compact=True)

    def _on_paste(self, event: events.Paste) -> None:
        text = one_line(event.text.strip())
        if text:
            self.replace(text, *self.selection) if not self.selection.is_empty else self.insert_text_at_cursor(text)
        event.stop()
        event.prevent_default()


class NoteArea(TextArea):
    """A text of several lines that wraps. Above 100 kB it can be read, not edited: a longer line takes seconds a key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+a", "select_all", N_("select all"), show=False, id="text_all", tooltip=N_("Selects the whole text.")),
        Binding(
            "ctrl+home", "go_to(True)", N_("to the beginning"), show=False, id="text_first", tooltip=N_("To the beginning of the text.")
        ),
        Binding("ctrl+end", "go_to(False)", N_("to the end"), show=False, id="text_last", tooltip=N_("To the end of the text.")),
    ]
    DEFAULT_CSS = """
    NoteArea, NoteArea:focus { border: none; padding: 0; background: $ground; color: $foreground; height: 1fr; }
    NoteArea .text-area--cursor-line { background: transparent; }
    NoteArea .text-area--placeholder { color: $muted; }
    """

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            value, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id=id,
            theme="css", placeholder=Content(placeholder), highlight_cursor_line=False, read_only=_too_long(value),
        )  # fmt: skip

    def action_go_to(self, beginning: bool) -> None:
        """To the beginning of the text, or to its end."""
        self.move_cursor((0, 0) if beginning else self.document.end)

    def show_text(self, value: str) -> None:
        """Show another text; read-only when it is too long to edit."""
        self.load_text(value)
        self.read_only = _too_long(value)

    def on_text_area_changed(self) -> None:
        """A paste that makes it too long to edit stays, and is said."""
        if not self.read_only and _too_long(self.text):
            self.read_only = True
            app_of(self).say_error(_("This text is longer than 100 kB: it is kept, but cannot be edited here."))


class PasteArea(NoteArea):
    """A text that hands some pastes to its screen, as `takes_apart` says, instead of putting them down."""

    class Pasted(Message):
        """This was pasted, and stands nowhere yet."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def takes_apart(self, text: str) -> bool:
        """Whether the screen knows better what to do with this text."""
        return False

    async def _on_paste(self, event: events.Paste) -> None:
        if not self.read_only and self.takes_apart(event.text):
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(event.text))


def _too_long(value: str) -> bool:
    return len(value.encode("utf-8", "replace")) > EDITABLE


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
        self._start = text or _day_text(value)

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
        self.query_one(LineInput).value = _day_text(value)

    @on(Input.Changed)
    def _read(self, event: Input.Changed) -> None:
        event.stop()
        text = event.value.strip()
        self._forget()
        if text:
            try:
                self._understand(text)
            except Refused as refused:
                self.problem = str(refused)
        hint = self.query_one(Static)
        self.set_class(bool(text), "-said")
        hint.update(Content(one_line("? " + self.problem if self.problem else (self.value and "= " + self._said()) or "")))
        hint.set_class(bool(self.problem), "-wrong")
        self.post_message(self.Changed(self))

    def _forget(self) -> None:
        self.value, self.problem = None, ""

    def _understand(self, text: str) -> None:
        self.value = understand_date(text, app_of(self).today, direction=self._direction)

    def _said(self) -> str:
        return long_date(self.value) if self.value else ""


class MomentField(DateField):
    """Takes words for a day and a time: `vr 10`, `morgen 14:30`."""

    time: time | None = None

    def _forget(self) -> None:
        super()._forget()
        self.time = None

    def _understand(self, text: str) -> None:
        self.value, self.time = understand_moment(text, app_of(self).today, direction=self._direction, bare_hours=True)

    def _said(self) -> str:
        return " ".join(part for part in (super()._said(), clock(self.time) if self.time else "") if part)


def _day_text(value: date | None) -> str:
    return f"{value.day}-{value.month}-{value.year}" if value else ""
