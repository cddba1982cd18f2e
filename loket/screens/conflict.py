"""Somebody saved the same fields first: before, theirs and mine beside each other, and each is chosen by hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from loket.casework.text_merge import changed_lines, merged
from loket.insight.choices import name_of
from loket.insight.history import value_texts
from loket.language import N_, _, ngettext
from loket.language.formats import moment_of
from loket.language.labels import field_label
from loket.models.words import RecordKind
from loket.screens.loket_screen import LoketScreen
from loket.widgets.keys import save_keys
from loket.widgets.pane import Rule
from loket.widgets.text import one_line
from loket.widgets.workers import load

if TYPE_CHECKING:
    from loket.casework.done import Conflict, FieldConflict
    from loket.store.database import Store

Side = Literal["theirs", "mine", "both"]


@dataclass(frozen=True, slots=True)
class Versions:
    """A field that both changed, as people read it: what it was, theirs, mine; and, of a text that can be taken twice, both together."""

    conflict: FieldConflict
    was: str
    theirs: str
    mine: str
    is_text: bool

    @property
    def label(self) -> str:
        """What the field is called."""
        return field_label(self.conflict.field)

    @property
    def both(self) -> str:
        """Both texts in one."""
        return merged(self.was, self.theirs, self.mine)

    def of(self, side: Side) -> Mapping[str, Any]:
        """What is saved when this side is chosen, by column; mine is what was typed, and needs no value."""
        return self.conflict.columns or {self.conflict.field: self.both if side == "both" else self.conflict.theirs}


@dataclass(frozen=True, slots=True)
class _Read:
    """What a thread found: the record's name, and the versions of each field."""

    name: str
    versions: tuple[Versions, ...]


class ConflictField(Widget, can_focus=True):
    """One field: an arrow takes a side, `b` takes both of a text. Beside each other, on a narrow terminal below each other."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    ConflictField { height: auto; layout: vertical; padding: 0 0 0 1; margin-bottom: 1; }
    ConflictField:focus { background: $cursor-row; }
    ConflictField Horizontal { height: auto; }
    ConflictField Static { height: auto; }
    ConflictField .name { width: 20; padding-right: 1; }
    ConflictField .side { width: 1fr; padding-right: 1; }
    ConflictField .together { display: none; padding-left: 20; }
    ConflictField.-both .together { display: block; }
    .-narrow ConflictField Horizontal { layout: vertical; }
    .-narrow ConflictField .name, .-narrow ConflictField .side { width: 100%; }
    .-narrow ConflictField .together { padding-left: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "take('theirs')", N_("theirs"), id="take_theirs", tooltip=N_("Takes what the other saved.")),
        Binding("right", "take('mine')", N_("what you typed"), id="take_mine", tooltip=N_("Takes what you typed.")),
        Binding("b", "take('both')", N_("both together"), id="take_both", tooltip=N_("Takes both texts, line by line.")),
        Binding("up", "app.focus_previous", N_("field up"), show=False, id="field_up"),
        Binding("down", "app.focus_next", N_("next field"), show=False, id="field_down"),
    ]
    FOOTER = ("take_theirs", "take_mine", "take_both", "save", "back")

    class Taken(Message):
        """A side was chosen."""

    def __init__(self, versions: Versions) -> None:
        super().__init__()
        self.versions = versions
        self.taken: Side | None = None

    def compose(self) -> ComposeResult:
        """Name, was, theirs, mine; below them both together."""
        with Horizontal():
            yield Static(Content(""), classes="name", markup=False)
            for _side in ("was", "theirs", "mine"):
                yield Static(Content(""), classes="side", markup=False)
        yield Static(Content(""), classes="together", markup=False)

    def on_mount(self) -> None:
        """Draw it."""
        self._draw()

    def on_resize(self) -> None:
        """Beside each other or below each other."""
        self._draw()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.call_after_refresh(self._draw)

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.call_after_refresh(self._draw)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only texts can be taken both."""
        return self.versions.is_text if parameters == ("both",) else True

    def action_take(self, side: Side) -> None:
        """Choose a side."""
        self.taken = side
        self.set_class(side == "both", "-both")
        self._draw()
        self.post_message(self.Taken())

    def on_click(self, event: events.Click) -> None:
        """A click on a side takes it."""
        sides = list(self.query(".side"))
        for side, part in zip(("was", "theirs", "mine"), sides, strict=True):
            if side != "was" and part.region.contains(event.screen_x, event.screen_y):
                self.action_take("theirs" if side == "theirs" else "mine")

    def _draw(self) -> None:
        if len(self.query(Static)) < _PARTS:  # still being built, or gone
            return
        stacked, found = self.app.size.width < STACKED, self.versions
        who, clock = one_line(found.conflict.who), moment_of(found.conflict.at)
        said = {"theirs": _("from {who}").format(who=who), "mine": _("yours"), "both": _("both")}
        taken = said[self.taken] if self.taken else _("choose")
        name = Content.assemble(
            ("▸" if self.has_focus else " ", "$focus"), f"{found.label}", "   " if stacked else "\n ",
            (("✓ " if self.taken else "? ") + taken, "$done" if self.taken else "$attention"),
        )  # fmt: skip
        self.query_one(".name", Static).update(name)
        parts = list(self.query(".side").results(Static))
        for part, (title, sign, lines) in zip(
            parts,
            (
                (_("was"), " ", [("", line) for line in found.was.splitlines()] or [("", "–")]),
                (f"{who} {clock}", "◂" if self.taken in ("theirs", "both") else " ", self._side(found.theirs)),
                (_("you"), "▸" if self.taken in ("mine", "both") else " ", self._side(found.mine)),
            ),
            strict=True,
        ):
            part.update(_drawn(lines, sign, title if stacked else ""))
        together = [("", line) for line in found.both.splitlines()] if self.taken == "both" else []
        self.query_one(".together", Static).update(_drawn(together, " ", _("both")))

    def _side(self, text: str) -> list[tuple[str, str]]:
        """What it became: of a text of several lines what changed in it, the rest folded."""
        if not self.versions.is_text or "\n" not in self.versions.was + text:
            return [("", line) for line in text.splitlines()] or [("", "–")]
        return list(_folded(list(changed_lines(self.versions.was, text))))


_PARTS = 5

STACKED = 100
"""Below so many columns the versions stand below each other."""


def _folded(lines: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The lines that changed, with the one before and after them; of what lies between, how much."""
    near = [any(sign != " " for sign, _line in lines[max(0, place - 1) : place + 2]) for place in range(len(lines))]
    hidden = 0
    for place, (sign, line) in enumerate(lines):
        if not near[place]:
            hidden += 1
            continue
        if hidden:
            yield "", f"… {hidden}"
            hidden = 0
        yield sign, line
    if hidden:
        yield "", f"… {hidden}"


_TONES = {"+": "$done", "-": "$error", " ": "$muted", "": ""}


def _drawn(lines: list[tuple[str, str]], sign: str, title: str) -> Content:
    """Lines with the sign of what is chosen before the first; `title` says whose they are where they stand below each other."""
    rows = []
    for place, (mark, line) in enumerate(lines):
        head = f"{sign if not place else ' '} {(title if not place else ''):<16} " if title else f"{sign if not place else ' '} "
        rows.append(Content.assemble((head, "bold $focus" if sign.strip() else "$muted"), (f"{mark} " if mark else "", _TONES[mark]),
                                     (one_line(line), _TONES[mark])))  # fmt: skip
    return Content("\n").join(rows)


class ConflictScreen(LoketScreen):
    """All fields that both changed. `then` gets what is saved in the place of what was typed; escape goes back, with nothing chosen."""

    FOOTER = ("save", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *save_keys(),
        Binding("tab", "app.focus_next", N_("next field"), show=False, id="tab", tooltip=N_("Goes to the next field.")),
    ]
    SCOPED_CSS = False
    DEFAULT_CSS = """
    ConflictScreen #merged, ConflictScreen #kept { height: auto; padding: 0 1; color: $muted; }
    ConflictScreen #head { height: 1; padding: 0 0 0 2; color: $muted; }
    ConflictScreen #head Static { width: 1fr; }
    ConflictScreen #head .name { width: 19; }
    ConflictScreen.-narrow #head { display: none; }
    ConflictScreen #versions { height: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(
        self, conflict: Conflict, texts: Collection[str], typed: Mapping[str, str], then: Callable[[Mapping[str, Any]], object]
    ) -> None:
        super().__init__()
        self._conflict, self._texts, self._typed, self._then = conflict, frozenset(texts), dict(typed), then

    def compose_body(self) -> ComposeResult:
        """What was merged by itself, the fields, and that nothing is lost."""
        yield Static(Content(""), id="merged", markup=False)
        yield Rule()
        with Horizontal(id="head"):
            for title in ("", _("Was"), self._whose(), "  " + _("Yours")):
                yield Static(Content(one_line(title) if title.strip() else ""), markup=False, classes="" if title else "name")
        yield VerticalScroll(id="versions", can_focus=False)
        yield Static(Content(_("Nothing is lost: your version stays as a draft.")), id="kept", markup=False)

    def _whose(self) -> str:
        people = {(one.who, moment_of(one.at)) for one in self._conflict.fields}
        return _("From {who}").format(who=" ".join(next(iter(people)))) if len(people) == 1 else _("From others")

    def on_mount(self) -> None:
        """Read what the values are called."""
        super().on_mount()
        load(self, "versions", self._show, _read, self._conflict, self._texts, self._typed)

    def _show(self, read: _Read) -> None:
        conflict = self._conflict
        who, clock = one_line(conflict.who), moment_of(conflict.at)
        self.show_header(
            _("{record} · {who} was before you, {clock}").format(record=f"{conflict.record.number} {read.name}", who=who, clock=clock)
        )
        fields = [ConflictField(one) for one in read.versions]
        self.query_one("#versions").mount(*fields)
        fields[0].call_later(fields[0].focus)  # a key that is pressed already waits for that
        self._say_left(len(fields))

    def record_open(self) -> tuple[RecordKind, int] | None:
        """The record that is being changed."""
        return self._conflict.record.kind, self._conflict.record.id

    def on_conflict_field_taken(self) -> None:
        """One less to choose."""
        self._say_left(sum(field.taken is None for field in self.query(ConflictField)))

    def _say_left(self, left: int) -> None:
        alone = [f"{field_label(one.field)} ({_('from {who}').format(who=one.who)})" for one in self._conflict.alone]
        alone += [f"{field_label(name)} ({_('yours')})" for name in self._conflict.mine_alone]
        by_itself = one_line(_("Merged by itself: {fields}.").format(fields=", ".join(alone))) + "\n" if alone else ""
        to_choose = ngettext("{count} to choose", "{count} to choose", left).format(count=left) if left else _("ctrl+s saves.")
        line = Content.assemble(by_itself, (to_choose, "bold $attention" if left else "bold $done"))
        self.query_one("#merged", Static).update(line)

    def action_save(self) -> None:
        """Hand over what was chosen, once every field is."""
        fields = list(self.query(ConflictField))
        missing = [field for field in fields if field.taken is None]
        if missing or not fields:
            names = ", ".join(field.versions.label for field in missing)
            self.app.say_error(_("First choose: {fields}.").format(fields=names))
            for field in missing[:1]:
                field.focus()
            return
        chosen: dict[str, Any] = {}
        for field in fields:
            if field.taken is not None and field.taken != "mine":
                chosen |= field.versions.of(field.taken)
        self.app.go_back()
        self._then(chosen)

    def action_back(self) -> None:
        """Back to what was typed; nothing is saved, and saving asks again."""
        self.app.say(_("Nothing was saved; what you typed is here."), "attention")
        self.app.go_back()


def ask_conflict(
    screen: LoketScreen,
    conflict: Conflict,
    texts: Collection[str],
    then: Callable[[Mapping[str, Any]], object],
    typed: Mapping[str, str] | None = None,
) -> None:
    """Have somebody choose, field by field; `then` gets the values that go in the place of what was typed.

    `texts` are the fields of which both versions can be taken; `typed` says what was typed in fields that hold numbers of records.
    """
    screen.app.push_screen(ConflictScreen(conflict, texts, typed or {}, then))


def _read(store: Store, conflict: Conflict, texts: frozenset[str], typed: Mapping[str, str]) -> _Read:
    record = conflict.record
    with store.read() as reader:
        name = name_of(reader, record.kind.table, record.id)
        versions = []
        for one in conflict.fields:
            was, theirs, mine = value_texts(reader, record.kind, one.field, [one.was, one.theirs, one.mine])
            versions.append(Versions(one, was, theirs, typed.get(one.field, mine), one.field in texts))
    return _Read("" if name == record.number else name, tuple(versions))
