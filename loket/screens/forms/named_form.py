"""The form of something that is no record with a number of its own kind: a text, an obstacle, a UZ-set, a setting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from loket.casework import drafts
from loket.language import _
from loket.screens.loket_screen import LoketScreen
from loket.screens.thrown_draft import throw_draft_away
from loket.widgets.fields import Field, Form
from loket.widgets.keys import key
from loket.widgets.workers import act, act_aside, load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.casework.drafts import KeptDraft
    from loket.store.database import Store


@dataclass(frozen=True, slots=True)
class Known:
    """What a thread read for a form: its `title`, the `fields` and their `values`, and `seen`, which saving hands to the verb.

    A draft keeps `seen`: it is JSON.
    """

    title: str
    fields: Sequence[Field]
    values: Mapping[str, Any]
    seen: Any = None


class NamedForm(LoketScreen):
    """The form of the thing named `subject`; an empty one makes a new thing. The first two arguments are those of every form.

    Subclasses read it and save it, both in a thread. `NAME` is the form's name in the registry and in drafts.
    """

    NAME: ClassVar[str]
    FOOTER = ("save", "leave_form", "discard")
    BINDINGS: ClassVar[list[BindingType]] = [key("discard")]
    DEFAULT_CSS = "NamedForm #form { height: 1fr; max-width: 110; }"

    def __init__(self, _number: int | None = None, _given: Mapping[str, Any] | None = None, subject: str = "") -> None:
        super().__init__()
        self.subject = subject
        self._known: Known | None = None

    @staticmethod
    def read(store: Store, subject: str) -> Known:
        """What the form shows. Raises Refused when there is no such thing."""
        raise NotImplementedError

    @staticmethod
    def save(store: Store, subject: str, values: Mapping[str, Any], seen: Any) -> Done:
        """Save it through its verb."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """Room for the fields, which come when the thing is read."""
        yield Vertical(id="form")

    def on_mount(self) -> None:
        """Read the thing and its draft."""
        super().on_mount()
        load(self, "open", self._open, self._read)

    def _read(self, store: Store) -> tuple[Known, KeptDraft | None]:
        return self.read(store, self.subject), drafts.load_draft(store, self.NAME, self.subject)

    def _open(self, read: tuple[Known, KeptDraft | None]) -> None:
        known, draft = read
        kept = draft.content if draft else {}
        # What was typed over an older version is saved over that one only: the verb refuses when somebody was first.
        self._known = replace(known, seen=kept.get("seen", known.seen))
        self.show_header(known.title)
        self.query_one("#form").mount(Form(known.fields, {**known.values, **kept.get("typed", {})}, keep_draft=self._keep))
        if draft and self._known.seen != known.seen:
            changed = _("Somebody else changed this meanwhile: {discard} throws your draft away and shows what stands there now.")
            self.app.say(self.app.keyed(changed), "attention")
        elif draft:
            self.app.say(self.app.keyed(_("What you typed before is back; {discard} throws it away.")), "attention")

    def _keep(self, typed: Mapping[str, Any]) -> None:
        if self._known is not None:
            content = {"typed": dict(typed), "seen": self._known.seen}
            act_aside(self, None, drafts.keep_draft, self.NAME, self.subject, self._known.title, content)

    def keep_draft_now(self) -> None:
        """Keep what was typed: the program ends, or another place is opened."""
        for form in self.query(Form):
            form.keep_draft_now()

    def on_form_left(self) -> None:
        """Back, with the draft kept."""
        self.app.go_back()

    def on_form_saved(self, event: Form.Saved) -> None:
        """Save it."""
        act(self, self._done, event.form.refused, self._save, event.values)

    def _save(self, store: Store, values: Mapping[str, Any]) -> Done:
        done = self.save(store, self.subject, values, self._known.seen if self._known else None)
        drafts.discard_draft(store, self.NAME, self.subject)
        return done

    def _done(self, done: Done) -> None:
        self.query_one(Form).saved()
        self.app.say(" ".join((done.message, *done.warnings)), "done", undoable=True)
        self.app.go_back()

    def action_discard(self) -> None:
        """Forget what was typed, and go back."""
        throw_draft_away(self, self.NAME, self.subject, self.app.go_back)
