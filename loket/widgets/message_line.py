"""The one line where loket speaks: what was done, what went wrong, how far long work is."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from loket.language import _
from loket.widgets.bars import bar
from loket.widgets.base_app import Said, app_of
from loket.widgets.text import shorten

_TONES = {"": "$foreground", "done": "$done", "error": "$error", "muted": "$muted", "attention": "$attention"}
_BAR = 20


class MessageLine(Widget):
    """Shows what the application last said, on whatever screen is open."""

    DEFAULT_CSS = "MessageLine { height: 1; padding: 0 1; color: $foreground; }"

    def render(self) -> Content:
        """The last message, with its bar and its `u` where they belong."""
        said = app_of(self).said
        width = max(0, self.size.width)
        if said.total is not None and said.done is not None:
            figures = f" {said.done}/{said.total} "
            return Content.assemble((bar(said.done, said.total, _BAR), "$focus"), figures, shorten(said.text, width - _BAR - len(figures)))
        return _with_undo(said, width)


def _with_undo(said: Said, width: int) -> Content:
    sign = "! " if said.tone == "error" and said.text else ""
    undo = "   " + _("u takes this back") if said.undoable else ""
    text = shorten(sign + said.text, width - len(undo))
    return Content.assemble((text, _TONES[said.tone]), (undo, "$muted"))
