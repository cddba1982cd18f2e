"""The text fields, as calm as the rest: no box, one line, our colours; and the notes, which may be long."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Input, TextArea

from loket.language import _
from loket.widgets.base_app import app_of
from loket.widgets.text import one_line

EDITABLE = 100_000


class LineInput(Input):
    """A field of one line. A paste of several lines becomes one line, without control characters."""

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

    def show_text(self, value: str) -> None:
        """Show another text; read-only when it is too long to edit."""
        self.load_text(value)
        self.read_only = _too_long(value)

    def on_text_area_changed(self) -> None:
        """A paste that makes it too long to edit stays, and is said."""
        if not self.read_only and _too_long(self.text):
            self.read_only = True
            app_of(self).say_error(_("This text is longer than 100 kB: it is kept, but cannot be edited here."))


def _too_long(value: str) -> bool:
    return len(value.encode("utf-8", "replace")) > EDITABLE
