"""A lead's own words at the head of a chapter: kept as a draft until the report is kept with them."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult

from loket.language import N_, _
from loket.widgets.fields import Field
from loket.widgets.form import Form
from loket.widgets.sheet import Sheet


class OwnText(Sheet[str | None]):
    """Asks the text of one chapter; it is taken whether one saves or leaves. `keep` gets it at every pause."""

    DEFAULT_CSS = "OwnText Form { height: auto; }"

    def __init__(self, chapter: str, text: str, keep: Callable[[str], None]) -> None:
        super().__init__(chapter)
        self._text, self._keep = text, keep

    def compose_sheet(self) -> ComposeResult:
        """The text."""
        hint = _("It opens the chapter, before the figures. An empty line begins a new paragraph.")
        fields = (Field("text", _("Own text"), "text", height=12, hint=hint),)
        yield Form(fields, {"text": self._text}, keep_draft=lambda typed: self._keep(str(typed.get("text") or "")))
        yield self.hint(N_("ctrl+s or esc back: what you typed is kept"))

    def on_form_saved(self, event: Form.Saved) -> None:
        """Take it."""
        event.stop()
        event.form.saved()
        self.dismiss(event.values["text"] or "")

    def on_form_left(self, event: Form.Left) -> None:
        """Take it all the same."""
        event.stop()
        self.dismiss(str(event.form.typed()["text"] or ""))
