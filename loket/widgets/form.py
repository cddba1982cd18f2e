"""A form from a list of fields: keyboard first, every error at once under its field, a draft at every pause."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message

from loket.language import N_, _
from loket.models.errors import FieldError, Refused
from loket.widgets.base_app import app_of
from loket.widgets.fields import Field, FieldPart
from loket.widgets.keys import save_keys
from loket.widgets.pausing import Pause

_PAUSE = 0.6

KeepDraft = Callable[[Mapping[str, Any]], None]


class Form(VerticalScroll, can_focus=False):
    """The fields in their order. `Saved` carries the values when ctrl+s or f2 is pressed and every field is understood.

    `keep_draft` is called at every pause in typing with what stands in the fields: for dates and numbers as typed, for
    picks the `Pick`. It runs on the event loop: hand the writing to `act`. Escape posts `Left`; the draft stays.
    """

    SCOPED_CSS = False
    DEFAULT_CSS = """
    Form { padding: 0 1; scrollbar-size-vertical: 1; }
    .-low FieldPart { margin-bottom: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *save_keys(),
        Binding("escape", "leave", N_("away, draft stays"), id="leave_form", tooltip=N_("Leaves; what you typed stays as a draft.")),
    ]

    class Saved(Message):
        """The person saves these values."""

        def __init__(self, form: Form, values: dict[str, Any]) -> None:
            super().__init__()
            self.form, self.values = form, values

    class Ready(Message):
        """The fields are there, as nobody touched them yet."""

        def __init__(self, typed: dict[str, Any]) -> None:
            super().__init__()
            self.typed = typed

    class Left(Message):
        """The person leaves without saving."""

        def __init__(self, form: Form) -> None:
            super().__init__()
            self.form = form

    def __init__(
        self,
        fields: Sequence[Field],
        values: Mapping[str, Any] | None = None,
        *,
        keep_draft: KeepDraft | None = None,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.fields = tuple(fields)
        self._values = dict(values or {})
        self._keep = keep_draft
        self._pause = Pause(self, _PAUSE, self.keep_draft_now)
        self._dirty = False
        self._errors: list[FieldError] = []

    def compose(self) -> ComposeResult:
        """One part a field."""
        for field in self.fields:
            yield FieldPart(field, self._values.get(field.name))

    def on_mount(self) -> None:
        """Begin in the first field."""
        parts = list(self.query(FieldPart))
        if parts:
            parts[0].focus_part()
        self.post_message(self.Ready(self.typed()))

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._dirty

    def part(self, name: str) -> FieldPart:
        """The part of one field."""
        return self.query_one(f"#field-{name}", FieldPart)

    def values(self) -> dict[str, Any]:
        """What the fields hold, by name."""
        return {part.field.name: part.value for part in self.query(FieldPart)}

    def typed(self) -> dict[str, Any]:
        """What stands in the fields, as typed: for a draft."""
        return {part.field.name: part.typed for part in self.query(FieldPart)}

    def show_errors(self, errors: Sequence[FieldError]) -> None:
        """Show each error under its field and go to the first; one without a field of this form goes to the message line."""
        self._errors = list(errors)
        first: FieldPart | None = None
        for part in self.query(FieldPart):
            mine = [error.message for error in self._errors if error.field == part.field.name]
            part.show_errors(mine)
            first = first or (part if mine else None)
        names = {field.name for field in self.fields}
        others = [error.message for error in self._errors if error.field not in names]
        if others:
            app_of(self).say_error(" ".join(others))
        elif self._errors:
            app_of(self).say_error(_("Not saved: {count} to correct.").format(count=len(self._errors)))
        if first is not None:
            first.focus_part()
            first.scroll_visible(animate=False)

    def refused(self, refused: Refused) -> None:
        """Show why the verb refused: for `act`'s `failed`."""
        if refused.errors:
            self.show_errors(refused.errors)
        else:
            app_of(self).say_error(refused)

    def saved(self) -> None:
        """All is saved: nothing to keep as a draft any more."""
        self._dirty = False
        self._pause.stop()

    def action_save(self) -> None:
        """Hand over the values, or show what is not understood."""
        errors = [error for part in self.query(FieldPart) for error in part.own_errors()]
        if errors:
            self.show_errors(errors)
        else:
            self.post_message(self.Saved(self, self.values()))

    def action_leave(self) -> None:
        """Keep the draft and go."""
        self.keep_draft_now()
        self.post_message(self.Left(self))

    def keep_draft_now(self) -> None:
        """Keep what was typed, without waiting for a pause."""
        self._pause.stop()
        if self._dirty and self._keep is not None:
            self._keep(self.typed())

    def on_field_part_changed(self, event: FieldPart.Changed) -> None:
        """Wait for a pause, then keep a draft; an error stays until its field is understood otherwise."""
        event.stop()
        self._dirty = True
        self._pause.restart()
