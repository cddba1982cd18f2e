"""Choosing one or several out of many by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from loket.language import N_, _
from loket.widgets.base_app import Pause, app_of
from loket.widgets.choice import OptionLines
from loket.widgets.sheet import Sheet
from loket.widgets.text import one_line, shorten
from loket.widgets.text_inputs import LineInput
from loket.widgets.workers import act, load_found

if TYPE_CHECKING:
    from loket.store.database import Store


_PAUSE = 0.08


@dataclass(frozen=True, slots=True)
class Pick:
    """What can be picked: its value, its name, and what tells it from its namesakes.

    `whole`: it is called exactly as was typed. `near`: it only looks like that.
    """

    value: Any
    label: str
    detail: str = ""
    whole: bool = field(default=False, compare=False)
    near: bool = field(default=False, compare=False)


Finder = Callable[["Store", str], Sequence[Pick]]
Where = Mapping[str, Any]
"""What the other fields of the form hold that say where to look first, by name."""


@dataclass(frozen=True, slots=True)
class Maker:
    """How one that is not there is made: by the form of this name, with what was typed in `name`, or at once by `make`.

    `noun` (a msgid) is what becomes of it. The form is given what says where: `institution_ids` as an `institution_id`.
    """

    noun: str
    form: str = ""
    name: str = "name"
    make: Callable[[Store, str], Pick] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A finder that knows how one that it does not find is made; `beside` are fields of the form that say where to look first."""

    find: Callable[[Store, str, Where], Sequence[Pick]]
    maker: Maker | None = None
    beside: tuple[str, ...] = ()

    def __call__(self, store: Store, text: str, where: Where | None = None) -> Sequence[Pick]:
        """What is found, best first; for an empty text what is where one looks first."""
        return self.find(store, text, where or {})


class Picker(Vertical):
    """A field that finds while you type. `finder` is called in a thread with what was typed; best first.

    Enter or a click takes the line under the cursor; enter on what is picked, or on nothing, goes on (`Input.Submitted` comes through).
    Leaving the field with a text that is nobody's keeps no value. A name that is not there can be made, by a finder that knows how:
    the last line says so, and is the first when nothing is called so. `where` tells what the fields beside it hold.
    """

    DEFAULT_CSS = """
    Picker { height: auto; }
    Picker OptionLines { display: none; max-height: 6; background: $pane; }
    Picker.-finding OptionLines { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("next"), show=False, id="pick_down", priority=True),
        Binding("up", "move(-1)", N_("previous"), show=False, id="pick_up", priority=True),
    ]

    class Changed(Message):
        """Another value was picked, or none any more."""

        def __init__(self, picker: Picker, pick: Pick | None) -> None:
            super().__init__()
            self.picker, self.pick = picker, pick

    def __init__(
        self,
        finder: Finder,
        *,
        pick: Pick | None = None,
        text: str = "",
        placeholder: str = "",
        where: Callable[[], Where] | None = None,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._finder = finder
        self._maker = finder.maker if isinstance(finder, Finding) else None
        self._where = where or dict
        self._placeholder = placeholder or (_("↓ shows who is there") if isinstance(finder, Finding) and finder.beside else "")
        self._found: Sequence[Pick] = ()
        self._asked = ""
        self._in_haste = False
        self._pause = Pause(self, _PAUSE, self._find)
        self.pick = pick
        self._start = pick.label if pick else text

    def compose(self) -> ComposeResult:
        """The field, and what was found below it."""
        yield LineInput(self._start, placeholder=self._placeholder)
        lines = OptionLines([], numbered=False)
        lines.can_focus = False
        yield lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The arrows are ours while there is something to choose from; in an empty field down shows what there is."""
        return bool(self._lines) or not self.field.value if action == "move" else True

    @property
    def _can_make(self) -> bool:
        """Whether what was looked for is not there and can be made."""
        return self._maker is not None and bool(self._asked) and not any(pick.whole for pick in self._found)

    @property
    def _lines(self) -> list[Pick | None]:
        """What can be chosen, None where one that is not there is made: after those called so, before those that only look like it."""
        called = [pick for pick in self._found if not pick.near]
        return [*called, *([None] if self._can_make else []), *(pick for pick in self._found if pick.near)]

    @property
    def field(self) -> LineInput:
        """The field itself."""
        return self.query_one(LineInput)

    def take(self, pick: Pick | None) -> None:
        """Hold this value, or none."""
        changed, self.pick = pick != self.pick, pick
        self._in_haste, self._asked = False, ""
        with self.prevent(Input.Changed):
            self.field.value = pick.label if pick else ""
            self.field.cursor_position = len(self.field.value)
        self._show("", ())
        if changed:
            self.post_message(self.Changed(self, pick))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.pick is not None and event.value != self.pick.label:
            self.pick = None
            self.post_message(self.Changed(self, None))
        self._in_haste = False
        self._pause.restart()

    def _find(self) -> None:
        text = self.field.value.strip()
        if not text or self.pick is not None:
            self._show("", ())
            return
        self._look_for(text)

    def _look_for(self, text: str) -> None:
        finder, where = self._finder, self._where()
        find = (lambda store: finder(store, text, where)) if isinstance(finder, Finding) else (lambda store: finder(store, text))
        load_found(self, "find", lambda found: self._show(text, found), find)

    def _show(self, asked: str, found: Sequence[Pick]) -> None:
        self._found, self._asked = (found, asked) if self.pick is None else ((), "")
        lines = self._lines
        self.query_one(OptionLines).show([(pick.label, pick.detail) if pick else self._offer() for pick in lines])
        self.set_class(bool(lines), "-finding")
        if lines:
            self.call_after_refresh(self.query_one(OptionLines).scroll_visible, animate=False)
        self.refresh_bindings()
        if self._in_haste:
            self._in_haste = False
            if lines and lines[0] is not None:
                self.take(lines[0])

    def _offer(self) -> tuple[str, str]:
        assert self._maker is not None
        return _("{name} is not there yet: enter makes it").format(name=self._asked) + f"   {_(self._maker.noun)}", ""

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        if self._lines and typed == self._asked:
            self._choose(event, self.query_one(OptionLines).cursor)
        elif self.pick is None and typed:
            event.stop()  # nobody's name yet: it stays until it is somebody's
            self._in_haste = typed != self._asked
            self._pause.flush()

    @on(OptionLines.Picked)
    def _picked(self, event: OptionLines.Picked) -> None:
        self._choose(event, event.place)

    def _choose(self, event: Message, place: int) -> None:
        """Take the line at a place, or make what is not there; the event goes on only from a name that was typed and taken."""
        pick = self._lines[place]
        if pick is None or isinstance(event, OptionLines.Picked):
            event.stop()
        if pick is None:
            self._make()
        else:
            self.take(pick)

    def _make(self) -> None:
        maker, name = self._maker, self._asked
        assert maker is not None
        if maker.make is not None:
            act(self, self._made, app_of(self).say_error, maker.make, name)
            return
        places = {field.removesuffix("s"): _first(value) for field, value in self._where().items()}
        given = {field: value for field, value in places.items() if value is not None} | {maker.name: name}
        app_of(self).open_screen(maker.form, None, given, f"new {maker.name}={name}", then=self._made)

    def _made(self, pick: Pick) -> None:
        if self.is_attached:
            self.take(pick)
            self.field.focus()

    def action_move(self, by: int) -> None:
        """Move through what was found; in an empty field, find without a word."""
        if self._lines:
            self.query_one(OptionLines).action_move(by)
        elif by > 0:
            self._look_for("")

    def settle(self) -> bool:
        """Whether the text in the field stands for a value; one single candidate, or an equal name, is taken."""
        text = self.field.value.strip()
        if self.pick is None and text and self._found:
            same = [pick for pick in self._found if pick.label.casefold() == text.casefold()]
            if len(same) == 1 or len(self._found) == 1:
                self.take((same or list(self._found))[0])
        return self.pick is not None or not text


def _first(value: Any) -> Any:
    return next(iter(value), None) if isinstance(value, tuple) else value


class PickSheet(Sheet[Pick | None]):
    """The picker as a question of its own."""

    def __init__(self, title: str, finder: Finder, *, placeholder: str = "") -> None:
        super().__init__(title)
        self._finder, self._placeholder = finder, placeholder

    def compose_sheet(self) -> ComposeResult:
        """The field, and the keys."""
        yield Picker(self._finder, placeholder=self._placeholder or _("a few letters of the name"))
        yield self.hint(N_("enter chooses   ↑ ↓ others   esc back"))

    def on_picker_changed(self, event: Picker.Changed) -> None:
        """Answer."""
        if event.pick is not None:
            self.dismiss(event.pick)


class PickedName(Widget):
    """One that was picked; a click takes it away."""

    DEFAULT_CSS = "PickedName { height: 1; width: 1fr; }"

    class Gone(Message):
        """It is to be taken away."""

        def __init__(self, pick: Pick) -> None:
            super().__init__()
            self.pick = pick

    def __init__(self, pick: Pick) -> None:
        super().__init__()
        self.pick = pick

    def render(self) -> Content:
        """`Ziekenhuis Merenrand ×`."""
        name = shorten(one_line(self.pick.label), max(1, self.size.width - 2))
        return Content.assemble(name, (" ×", "$muted"))

    def on_click(self, event: events.Click) -> None:
        """Take it away."""
        event.stop()
        self.post_message(self.Gone(self.pick))


class PickMany(Vertical):
    """What was picked, a line each, and below them the field that finds one more. Backspace in the empty field takes the last away."""

    DEFAULT_CSS = "PickMany, PickMany > #picked { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "remove", N_("take the last away"), show=False, id="pick_remove", priority=True),
    ]

    class Changed(Message):
        """Others are picked."""

    def __init__(self, finder: Finder, picks: Sequence[Pick] = (), where: Callable[[], Where] | None = None) -> None:
        super().__init__()
        self._finder, self._where = finder, where
        self.picks: tuple[Pick, ...] = tuple(picks)

    def compose(self) -> ComposeResult:
        """The names, then the field."""
        with Vertical(id="picked"):
            for pick in self.picks:
                yield PickedName(pick)
        yield Picker(self._finder, where=self._where)

    @property
    def picker(self) -> Picker:
        """The field that finds one more."""
        return self.query_one(Picker)

    @property
    def values(self) -> tuple[Any, ...]:
        """What was picked."""
        return tuple(pick.value for pick in self.picks)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Backspace is ours only in an empty field."""
        return bool(self.picks) and not self.picker.field.value if action == "remove" else True

    def settle(self) -> bool:
        """Whether nothing is left in the field that is nobody's; one single candidate is taken."""
        settled = self.picker.settle()
        self._add(self.picker.pick)
        return settled

    def action_remove(self) -> None:
        """Take the last away."""
        self._hold(self.picks[:-1])

    @on(PickedName.Gone)
    def _gone(self, event: PickedName.Gone) -> None:
        event.stop()
        self._hold(tuple(pick for pick in self.picks if pick is not event.pick))
        self.picker.query_one(LineInput).focus()

    @on(Picker.Changed)
    def _picked(self, event: Picker.Changed) -> None:
        event.stop()
        self._add(event.pick)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """A name that was picked makes room for one more; enter in the empty field goes on."""
        if event.value.strip():
            event.stop()

    def _add(self, pick: Pick | None) -> None:
        if pick is None:
            return
        self.picker.take(None)
        if pick.value not in self.values:
            self._hold((*self.picks, pick))

    def _hold(self, picks: tuple[Pick, ...]) -> None:
        self.picks = picks
        names = self.query_one("#picked", Vertical)
        names.remove_children()
        names.mount(*(PickedName(pick) for pick in picks))
        self.post_message(self.Changed())
