"""`t`: which moment's knowledge to look at: a day, a date-time, `#N` of the change log, or now; what was understood stands below."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from loket.insight.explanation.moments import AsOf, parse_moment
from loket.language import N_, _
from loket.models.errors import Refused
from loket.store.opening import Store
from loket.widgets.inputs import LineInput
from loket.widgets.loading import load
from loket.widgets.pausing import Pause
from loket.widgets.sheet import Sheet
from loket.widgets.text import one_line

_PAUSE_S = 0.2


class AskMoment(Sheet[AsOf | None]):
    """Asks a moment and shows what was understood; escape answers None, `nu` a `Known` without a moment."""

    DEFAULT_CSS = "AskMoment #understood { height: auto; color: $muted; } AskMoment #understood.-wrong { color: $error; }"

    def __init__(self, title: str = "", known: AsOf | None = None) -> None:
        super().__init__(title or _("What was known at an earlier moment"))
        self._start = known.asked if known and known.moment else ""
        self._known: AsOf | None = None
        self._submitted = False
        self._pause = Pause(self, _PAUSE_S, self._read)

    def compose_sheet(self) -> ComposeResult:
        """The line, and what was understood."""
        yield LineInput(self._start, placeholder=_("23 okt, 2026-10-23 14:30, #1204, now"))
        yield Static(Content(""), id="understood", markup=False)
        yield self.hint(N_("enter goes on   esc back"))

    def on_mount(self) -> None:
        """Type at once; the old moment goes when one types."""
        line = self.query_one(LineInput)
        line.focus()
        line.select_all()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Understand it at a pause in typing."""
        event.stop()
        self._known, self._submitted = None, False
        self._pause.restart()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer, as soon as it is understood."""
        event.stop()
        if self._known is not None:
            self.dismiss(self._known)
        else:
            self._submitted = True
            self._pause.stop()
            self._read()

    def _read(self) -> None:
        asked = self.query_one(LineInput).value.strip()
        if asked:
            load(self, "moment", self._show, _understood, asked)
        else:
            self._show("")

    def _show(self, found: AsOf | str) -> None:
        hint = self.query_one("#understood", Static)
        wrong = isinstance(found, str)
        hint.set_class(wrong, "-wrong")
        if isinstance(found, str):
            hint.update(Content(one_line(f"? {found}" if found else "")))
            return
        self._known = found
        hint.update(Content(one_line("= " + found.told())))
        if self._submitted:
            self.dismiss(found)


def _understood(store: Store, asked: str) -> AsOf | str:
    try:
        return parse_moment(store, asked)
    except Refused as refused:
        return str(refused)
