"""Parts of the dossier: the line with the next step, and the question what to add."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from loket.insight.dossier import NextStep
from loket.language import _, label
from loket.language.formats import short_date
from loket.models.words import RecordKind
from loket.widgets.choice import Choice, Option
from loket.widgets.keys import key
from loket.widgets.text import fit, one_line, shorten


class NextStepLine(Widget, can_focus=True):
    """What is to be done first, with the keys that do it; the screen has the acts."""

    FOOTER = ("open", "done", "move_date", "log", "new", "follow_up", "previous", "next")
    DEFAULT_CSS = "NextStepLine { height: 1; width: 100%; } NextStepLine:focus { background: $cursor-row; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "screen.open"),
        key("done", "screen.done"),
        key("move_date", "screen.move_date"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._step: NextStep | None = None
        self._today = date.min

    def show(self, step: NextStep | None, today: date) -> None:
        """Show another step."""
        self._step, self._today = step, today
        self.refresh()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A second click opens."""
        if event.chain == 2:
            self.call_later(self.app.run_action, "screen.open", self)

    def render(self) -> Content:
        """`NEXT STEP  !vr 20 nov  bellen: terugkoppelen   s klaar  > verschuif`."""
        cursor = ("▸" if self.has_focus else " ", "$focus")
        title = (_("NEXT STEP") + "  ", "bold $focus")
        step = self._step
        if step is None:
            return Content.assemble(cursor, title, (_("nothing was agreed. f sets a follow-up."), "$muted"))
        late = "!" if step.late else ""
        day = f"{late}{short_date(step.day, self._today)} {step.time}".strip() if step.day else "–"
        kind = "" if step.kind is RecordKind.FOLLOW_UP else f"{label(step.kind)}: "
        keys = f"s {_('done')}  > {_('move')} "
        room = self.size.width - len(_("NEXT STEP")) - len(day) - len(keys) - 8
        text = fit(shorten(one_line(kind + step.text), room), max(0, room))
        return Content.assemble(cursor, title, (day, "$attention" if step.late else "bold"), "  ", text, "  ", (keys, "$muted"))


class NewRecord(Choice[str]):
    """What to add to a dossier: a digit, or the letter of its kind."""

    LETTERS: ClassVar[dict[str, str]] = {
        "v": "request_form",
        "s": "signal_form",
        "g": "log",
        "a": "follow_up_form",
        "c": "contact_form",
        "w": "plan",
        "p": "conversation_form",
        "l": "session_form",
        "n": "note_form",
    }

    def __init__(self) -> None:
        words = {
            "v": _("request"),
            "s": _("signal"),
            "g": _("conversation, now"),
            "a": _("action"),
            "c": _("contact"),
            "w": _("WensenScan follow-up, answers as its agenda"),
            "p": _("conversation, to plan"),
            "l": _("learning session"),
            "n": _("note"),
        }
        super().__init__(_("New"), [Option(form, words[letter], letter) for letter, form in self.LETTERS.items()])

    def on_key(self, event: events.Key) -> None:
        """A letter chooses too."""
        if event.character in self.LETTERS:
            event.stop()
            self.dismiss(self.LETTERS[event.character])
