"""A form and its fields: keyboard first, every error at once under its field, a draft at every pause."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Input, Static

from loket.language import N_, _
from loket.models.errors import FieldError, Refused
from loket.widgets.base_app import Pause, app_of
from loket.widgets.choice import Option
from loket.widgets.keys import save_keys
from loket.widgets.picker import Finder, Finding, Pick, Picker, PickMany, Where
from loket.widgets.text import content, one_line
from loket.widgets.text_inputs import DateField, LineInput, MomentField, NoteArea

Kind = Literal["line", "text", "date", "choice", "several", "pick", "picks", "number", "check", "moment"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `name` is the input dataclass's, `label` a msgid.

    Values by kind: line and text `str`; date `date | None`; choice an option's value or None; several a tuple of values;
    pick what the picked `Pick` holds, or None; picks a tuple of what they hold; number `int | None`; check `bool`;
    moment a day and a time, each maybe None.
    `warning` says of a value what is odd about it, while it may be saved.
    `last` makes a date's words mean the last such day. `required` only marks the label: the verb decides what is missing.
    """

    name: str
    label: str
    kind: Kind = "line"
    options: Sequence[Option[Any]] = ()
    finder: Finder | None = None
    last: bool = False
    required: bool = False
    hint: str = ""
    warning: Callable[[Any], str] | None = None
    height: int = 5


class Chooser(Widget, can_focus=True):
    """Options on one line. A digit or space chooses, arrows walk; only backspace and delete take away.

    Enter never takes away: what stands chosen stays, what was walked to is chosen, and the next field has the focus.
    """

    DEFAULT_CSS = "Chooser { height: auto; background: $pane; } Chooser:focus { background: $cursor-row; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("take, and on"), show=False, id="choice_take",
                tooltip=N_("Takes what is chosen, and goes to the next field.")),
        Binding("space", "choose", N_("choose"), show=False, id="choice_choose",
                tooltip=N_("Chooses what the cursor is on; a digit chooses too.")),
        Binding("backspace,delete", "clear", N_("take away"), show=False, id="choice_clear", tooltip=N_("Takes away what was chosen.")),
        Binding("left,up", "walk(-1)", N_("previous"), show=False, id="choice_previous", tooltip=N_("To the option before this one.")),
        Binding("right,down", "walk(1)", N_("next"), show=False, id="choice_next", tooltip=N_("To the option after this one.")),
    ]  # fmt: skip
    cursor: var[int] = var(0)

    class Changed(Message):
        """Something else is chosen."""

    class Taken(Message):
        """The person goes on to the next field."""

    def __init__(self, options: Sequence[Option[Any]], chosen: Sequence[Any], *, several: bool) -> None:
        super().__init__()
        self._options = list(options)
        self._several = several
        self._walked = False
        self.chosen = [option.value for option in self._options if option.value in chosen]
        if self.chosen:
            self.set_reactive(Chooser.cursor, [option.value for option in self._options].index(self.chosen[0]))

    def render(self) -> Content:
        """`1 laag  ▸2 normaal ✓  3 hoog`, on as many lines as it takes; an option is never broken over two."""
        lines = [Content("  ").join([part for _place, part in row]) for row in self._rows(self.content_size.width)]
        return Content("\n").join(lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the options take."""
        return max(1, len(self._rows(width)))

    def _rows(self, width: int) -> list[list[tuple[int, Content]]]:
        rows: list[list[tuple[int, Content]]] = [[]]
        used = 0
        for place, option in enumerate(self._options):
            part = self._part(place, option)
            if rows[-1] and used + 2 + part.cell_length > width:
                rows.append([])
            used = part.cell_length + (used + 2 if rows[-1] else 0)
            rows[-1].append((place, part))
        return rows

    def _part(self, place: int, option: Option[Any]) -> Content:
        on_it, at = option.value in self.chosen, place == self.cursor and self.has_focus
        sign = ("✓" if self._several else "●") if on_it else " "
        number = f"{place + 1} " if place < 9 else ""
        style = "bold $focus" if on_it else "$foreground"
        return Content.assemble(("▸" if at else " ", "$focus"), (f"{number}{one_line(option.label)} {sign}", style))

    def on_focus(self) -> None:
        """Show the cursor."""
        self._walked = False
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def choose(self, place: int) -> bool:
        """Choose an option, if there is one. What is chosen already stays: the message line says what takes it away."""
        if not 0 <= place < len(self._options):
            return False
        value, self.cursor, self._walked = self._options[place].value, place, False
        if value in self.chosen:
            self.refresh()
            app_of(self).say(_("{key} takes it away.").format(key=app_of(self).key_of("choice_clear").split()[0]))
        else:
            self._hold([*self.chosen, value] if self._several else [value])
        return True

    def _hold(self, chosen: list[Any]) -> None:
        self.chosen = chosen
        self.refresh(layout=True)
        self.post_message(self.Changed())

    def action_choose(self) -> None:
        """Choose what the cursor is on."""
        self.choose(self.cursor)

    def action_clear(self) -> None:
        """Take away what is chosen; of several the one under the cursor, else the last."""
        if self.chosen:
            under = self._options[self.cursor].value
            gone = under if under in self.chosen else self.chosen[-1]
            self._hold([value for value in self.chosen if value != gone])

    def action_walk(self, by: int) -> None:
        """Go to another option."""
        self.cursor, self._walked = (self.cursor + by) % max(1, len(self._options)), True
        self.refresh()

    def action_take(self) -> None:
        """Take what is chosen, and what was walked to, and go on."""
        if self._walked and self._options[self.cursor].value not in self.chosen:
            self.choose(self.cursor)
        self.post_message(self.Taken())

    def on_key(self, event: events.Key) -> None:
        """Digits choose; one that chooses nothing goes nowhere else."""
        if event.character and event.character in "0123456789":
            event.stop()
            event.prevent_default()
            if not 1 <= int(event.character) <= len(self._options):
                app_of(self).say(_("There is no {digit} here.").format(digit=event.character))
            self.choose(int(event.character) - 1)

    def on_click(self, event: events.Click) -> None:
        """A click chooses the option under the mouse."""
        rows, start = self._rows(self.content_size.width), 0
        for place, part in rows[event.y] if event.y < len(rows) else ():
            if start <= event.x < start + part.cell_length:
                if self._several and self._options[place].value in self.chosen:
                    self.cursor = place
                    self.action_clear()
                else:
                    self.choose(place)
                return
            start += part.cell_length + 2


class FieldPart(Vertical):
    """A field on the screen: label, the part that is typed in, and its errors under it."""

    DEFAULT_CSS = """
    FieldPart { height: auto; margin-bottom: 1; }
    FieldPart > Horizontal { height: auto; }
    FieldPart .label { color: $muted; width: 20; height: auto; padding-right: 1; }
    FieldPart:focus-within .label { color: $focus; }
    FieldPart .part { width: 1fr; max-width: 90; }
    FieldPart > .hint { color: $muted; height: auto; padding-left: 20; }
    FieldPart > .warning { color: $attention; height: auto; padding-left: 20; display: none; }
    FieldPart > .error { color: $error; height: auto; display: none; padding-left: 20; }
    FieldPart.-wrong > .error { display: block; }
    FieldPart NoteArea, FieldPart NoteArea:focus { background: $pane; }
    """

    def __init__(self, field: Field, value: Any) -> None:
        super().__init__(id=f"field-{field.name}")
        self.field = field
        self._start = value

    class Changed(Message):
        """Something was typed or chosen."""

        def __init__(self, part: FieldPart) -> None:
            super().__init__()
            self.part = part

    def compose(self) -> ComposeResult:
        """Label, part, errors."""
        label = _(self.field.label) + (" *" if self.field.required else "")
        with Horizontal():
            yield Static(content(label), markup=False, classes="label")
            part = self._part()
            part.add_class("part")
            yield part
        if self.field.hint:
            yield Static(content(_(self.field.hint)), markup=False, classes="hint")
        if self.field.warning is not None:
            yield Static(Content(""), markup=False, classes="warning")
        yield Static(Content(""), markup=False, classes="error")

    def on_mount(self) -> None:
        """Warn of what stands there already."""
        self._warn()

    def _warn(self) -> None:
        if self.field.warning is not None:
            text = self.field.warning(self.value) if self.value is not None else ""
            shown = self.query_one("FieldPart > .warning", Static)
            shown.update(content(text))
            shown.display = bool(text)
            if text and self.has_focus_within:
                self.call_after_refresh(shown.scroll_visible, animate=False)

    def _part(self) -> Widget:
        field, value = self.field, self._start
        if field.kind == "text":
            area = NoteArea(value or "")
            area.styles.height = field.height
            return area
        if field.kind == "date":
            given, text = (None, value) if isinstance(value, str) else (value, "")
            return DateField(given, text=text, direction="last" if field.last else "next")
        if field.kind == "moment":
            return MomentField(text=value or "")
        if field.kind in ("choice", "several", "check"):
            options = field.options or (Option(True, _("yes")), Option(False, _("no")))
            chosen = value if field.kind == "several" else [value]
            return Chooser(options, list(chosen or ()), several=field.kind == "several")
        if field.kind == "picks":
            assert field.finder is not None
            return PickMany(field.finder, [one for one in value or () if isinstance(one, Pick)], self._where)
        if field.kind == "pick":
            assert field.finder is not None
            pick = value if isinstance(value, Pick) else None
            return Picker(field.finder, pick=pick, text="" if value is None else str(value), where=self._where)
        return LineInput("" if value is None else str(value))

    def _where(self) -> Where:
        """What the fields hold beside which a finder looks first."""
        beside = self.field.finder.beside if isinstance(self.field.finder, Finding) else ()
        form = next((one for one in self.ancestors if isinstance(one, Form)), None)
        return {part.field.name: part.value for part in form.query(FieldPart) if part.field.name in beside} if form else {}

    @property
    def part(self) -> Widget:
        """What is typed in."""
        return self.query_one(".part")

    @property
    def value(self) -> Any:
        """What the form hands to the verb."""
        part = self.part
        if isinstance(part, Chooser):
            if self.field.kind == "several":
                return tuple(part.chosen)
            return part.chosen[0] if part.chosen else (False if self.field.kind == "check" else None)
        if isinstance(part, Picker):
            return part.pick.value if part.pick else None
        if isinstance(part, PickMany):
            return part.values
        if isinstance(part, MomentField):
            return part.value, part.time
        if isinstance(part, DateField):
            return part.value
        if isinstance(part, NoteArea):
            return part.text
        text = part.value if isinstance(part, LineInput) else ""
        if self.field.kind == "number":
            return int(text) if text.strip().isdecimal() else None
        return text

    @property
    def typed(self) -> Any:
        """What a draft keeps: the text as typed, the picked value with its name."""
        part = self.part
        if isinstance(part, Picker):
            return part.pick or part.field.value
        if isinstance(part, PickMany):
            return part.picks
        if isinstance(part, DateField):
            return part.query_one(LineInput).value
        return self.value

    def own_errors(self) -> list[FieldError]:
        """What the field itself does not understand."""
        part, name = self.part, self.field.name
        if isinstance(part, DateField) and part.problem:
            return [FieldError(name, part.problem)]
        if isinstance(part, Picker | PickMany) and not part.settle():
            typed = part.field.value if isinstance(part, Picker) else part.picker.field.value
            return [FieldError(name, _("{text} is not known; choose one of the names.").format(text=typed))]
        if self.field.kind == "number" and isinstance(part, LineInput) and part.value.strip() and self.value is None:
            return [FieldError(name, _("This is not a whole number: {text}.").format(text=part.value))]
        return []

    def show_errors(self, messages: Sequence[str]) -> None:
        """Show these under the field, or nothing any more."""
        self.set_class(bool(messages), "-wrong")
        self.query(".error").last(Static).update(content("\n".join("! " + one_line(message) for message in messages)))

    def focus_part(self) -> None:
        """Type here."""
        part = self.part
        target = part.query_one(LineInput) if isinstance(part, Picker | PickMany | DateField) else part
        target.focus()

    @on(Input.Changed)
    @on(NoteArea.Changed)
    @on(DateField.Changed)
    @on(Picker.Changed)
    @on(PickMany.Changed)
    @on(Chooser.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        self._warn()
        self.post_message(self.Changed(self))


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
        self._pause = Pause(self, _PAUSE, self.keep_draft_now, finds=False)
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

    @on(Input.Submitted)
    @on(Chooser.Taken)
    def _go_on(self, event: Message) -> None:
        """Enter goes to the next field; after the last one it is said what saves."""
        event.stop()
        parts = [part for part in self.query(FieldPart) if part.display]
        here = next((place for place, part in enumerate(parts) if part.has_focus_within), len(parts))
        if here + 1 < len(parts):
            parts[here + 1].focus_part()
            parts[here + 1].scroll_visible(animate=False)
        else:
            app_of(self).say(_("This is the last field: {key} saves.").format(key=app_of(self).key_of("save")))

    def on_field_part_changed(self, event: FieldPart.Changed) -> None:
        """Wait for a pause, then keep a draft; an error stays until its field is understood otherwise."""
        event.stop()
        self._dirty = True
        self._pause.restart()
