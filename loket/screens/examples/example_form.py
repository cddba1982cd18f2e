"""Telling a record anew, without who said it: with what the record says beside it, and what stands in the way of releasing it below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from loket.casework import drafts, examples
from loket.casework.done import Conflict
from loket.insight.choices import Choices, kind_of
from loket.insight.examples import ExampleRow, OwnWords, example, own_words
from loket.language import N_, _
from loket.models.errors import Refused
from loket.models.words import RecordKind
from loket.screens.conflict import ask_conflict
from loket.screens.forms.record_form import pairs, part
from loket.screens.loket_screen import LoketScreen
from loket.screens.records.record_lines import field_name, joined
from loket.screens.thrown_draft import throw_draft_away
from loket.widgets.choice import Confirm
from loket.widgets.fields import Field, Form
from loket.widgets.keys import key
from loket.widgets.pane import Fact, Facts, Heading, PaneLine, Split
from loket.widgets.workers import act, act_aside, load, load_beside

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp

NAME = "example"
"""The form's name in the registry and in drafts."""

_REMINDER = N_("No name, place or system that loket knows stands in it. What loket does not know, you must see.")


def new_subject(kind: RecordKind, number: int) -> str:
    """What stands for a new example of a record."""
    return f"new {kind.value} {number}"


@dataclass(frozen=True, slots=True)
class _Opened:
    """What the form starts from; `row` of an example that is there already."""

    kind: RecordKind
    number: int
    told: OwnWords | None
    row: ExampleRow | None
    themes: Sequence[tuple[int, str]]
    typed: Mapping[str, Any] = field(default_factory=dict)


class ExampleForm(LoketScreen):
    """One example: `number` of one that is there, or the `subject` of a new one. The arguments are those of every form with drafts."""

    FOOTER = ("save", "release", "leave_form", "discard", "pane")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f9", "release", N_("keep and release"), id="release", priority=True,
            tooltip=N_("Keeps the example and lets reports take it, after a question."),
        ),
        Binding("f7", "take_away", N_("remove"), show=False, id="take_away", tooltip=N_("Throws this example away.")),
        key("discard"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    ExampleForm #written { width: 1fr; height: 1fr; scrollbar-size-vertical: 1; }
    ExampleForm #form, ExampleForm Form { height: auto; }
    ExampleForm #in-the-way { padding: 0 1; }
    ExampleForm #record { width: 1fr; height: 1fr; background: $pane; border-left: solid $muted; padding: 0 1; scrollbar-size-vertical: 1; }
    ExampleForm.-narrow #written, ExampleForm.-digits #written { width: 100%; height: 14; }
    ExampleForm.-narrow #record, ExampleForm.-digits #record { width: 100%; border-left: none; border-top: solid $muted; }
    """

    def __init__(self, number: int | None = None, _given: Mapping[str, Any] | None = None, subject: str = "") -> None:
        super().__init__()
        self.number = number
        self.subject = str(number) if number is not None else subject
        self._opened: _Opened | None = None
        self._version: int | None = None
        self._saving = False

    def compose_body(self) -> ComposeResult:
        """Room for the fields, which come when the record is read."""
        with Split():
            with VerticalScroll(id="written", can_focus=False):
                yield Vertical(id="form")
                yield Facts(id="in-the-way")
            with VerticalScroll(id="record"):
                yield Facts(id="told")

    def on_mount(self) -> None:
        """Read the record, the example and its draft."""
        super().on_mount()
        self.show_header(_("Example"))
        load(self, "open", self._open, _read, self.subject)

    def _open(self, opened: _Opened | None) -> None:
        if opened is None or opened.told is None:
            self.app.say_error(_("What this example is of is not there any more."))
            self.app.go_back()
            return
        self._opened = opened
        told, row = opened.told, opened.row
        self._version = opened.typed.get("version") or (row.version if row else None)
        self.show_header(f"{_('Example of')} {opened.kind.number(opened.number)}")
        usual = {"theme_id": row.theme if row else next(iter(told.themes), None), "text": row.text if row else ""}
        self.query_one("#form").mount(Form(_fields(opened.themes), {**usual, **opened.typed}, keep_draft=self._pause))
        self.query_one("#told", Facts).show(_told_lines(told))
        self._weigh(str(opened.typed.get("text") or usual["text"]))
        if opened.typed:
            self.app.say(self.app.keyed(_("What you typed before is back; {discard} throws it away.")), "attention")

    def on_form_ready(self) -> None:
        """Begin in the text: the theme is the record's own, as a rule."""
        self.query_one(Form).part("text").focus_part()

    # While one writes

    def _pause(self, typed: Mapping[str, Any]) -> None:
        if self._opened is not None and not self._saving:
            self._weigh(str(typed.get("text") or ""))
            title = f"{_('Example of')} {self._opened.kind.number(self._opened.number)}"
            act_aside(self, None, drafts.keep_draft, NAME, self.subject, title, {**typed, "version": self._version})

    def _weigh(self, text: str) -> None:
        if self._opened is not None:
            load_beside(self, "weigh", self._show_objections, _objections, self._opened.kind, self._opened.number, text)

    def _show_objections(self, found: tuple[str, ...]) -> None:
        lines: list[PaneLine] = [Heading(_("Not to be released like this")), *(Fact(f"! {one}", tone="attention") for one in found)]
        self.query_one("#in-the-way", Facts).show(lines if found else [Fact(_(_REMINDER), tone="muted")])

    def keep_draft_now(self) -> None:
        """Keep what was typed: the program ends, or another place is opened."""
        for form in self.query(Form):
            form.keep_draft_now()

    def action_discard(self) -> None:
        """Forget the draft and go back."""
        throw_draft_away(self, NAME, self.subject, self.app.go_back)

    def on_form_left(self) -> None:
        """Back, with the draft kept."""
        self.app.go_back()

    def action_back(self) -> None:
        """Away with the draft kept, also from beside the fields."""
        self.keep_draft_now()
        self.app.go_back()

    # Saving

    def on_form_saved(self, event: Form.Saved) -> None:
        """Keep the example."""
        self._save(event.values, release=False)

    def action_release(self) -> None:
        """Keep it and let reports take it, after a question that shows what they would print."""
        if self._opened is not None:
            values = self.query_one(Form).values()
            ask_release(self.app, values.get("text") or "", lambda: self._save(values, release=True))

    def _save(self, values: Mapping[str, Any], *, release: bool) -> None:
        if self._opened is not None:
            self._hand_over(dict(values), self._version, release)

    def _hand_over(self, values: dict[str, Any], version: int | None, release: bool) -> None:
        assert self._opened is not None
        self._saving = True
        failed = partial(self._refused, values, release)
        act(self, self._done, failed, _write, self._opened, self.subject, values, version, release)

    def _refused(self, values: dict[str, Any], release: bool, refused: Refused) -> None:
        self._saving = False
        if isinstance(refused, Conflict):
            ask_conflict(
                self, refused, ("text",), lambda chosen: self._hand_over(refused.resolved(values, chosen), refused.version, release)
            )
        else:
            self.query_one(Form).refused(refused)

    def action_take_away(self) -> None:
        """Throw the example away."""
        if self.number is not None:
            act(self, self._done, None, examples.remove_example, self.number)

    def _done(self, done: Done) -> None:
        for form in self.query(Form):
            form.saved()
        self.app.say(" ".join((done.message, *done.warnings)), "done", undoable=True)
        if self.is_current:
            self.app.go_back()

    def institution_here(self) -> int | None:
        """The institution of the record."""
        return self._opened.told.institution_id if self._opened and self._opened.told else None

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The record that it is of."""
        return (self._opened.kind, self._opened.number) if self._opened else None


def _fields(themes: Sequence[tuple[int, str]]) -> tuple[Field, ...]:
    hint = _("One paragraph, told anew: what kind of institution, what it needed, what came of it.")
    return (part("text", "text", height=6, required=True, hint=hint), part("theme_id", "choice", options=pairs(themes), required=True))


def _told_lines(told: OwnWords) -> list[PaneLine]:
    lines: list[PaneLine] = [
        Heading(_("What the record says, for your eyes")),
        Fact(joined(told.whose) or _("without institution"), tone="muted"),
    ]
    for name, text in told.texts:
        lines += ["", Heading(field_name(name).upper()), Fact(text)]
    return lines


def _read(store: Store, subject: str) -> _Opened | None:
    draft = drafts.load_draft(store, NAME, subject)
    with store.read() as reader:
        row = example(reader, int(subject)) if subject.isdecimal() else None
        if row is None:
            _new, kind, number = [*subject.split(), "", "", ""][:3]
            if not number.isdecimal():
                return None
            about = RecordKind(kind), int(number)
        else:
            about = row.on_kind, row.on_id
        themes = Choices.read(reader, store.actor).themes
        return _Opened(*about, own_words(reader, *about), row, themes, draft.content if draft else {})


def _objections(store: Store, kind: RecordKind, number: int, text: str) -> tuple[str, ...]:
    return examples.objections_to(store, kind, number, text) if text.strip() else ()


def _write(store: Store, opened: _Opened, subject: str, values: dict[str, Any], version: int | None, release: bool) -> Done:
    said = examples.ExampleInput(**{name: values[name] for name in ("text", "theme_id") if name in values})
    if opened.row is not None:
        done = examples.change_example(store, opened.row.id, said, version, release=release)
    else:
        done = examples.write_example(store, said.having(on_kind=opened.kind, on_id=opened.number), release=release)
    drafts.discard_draft(store, NAME, subject)
    return done


def ask_release(app: BaseApp, text: str, then: Callable[[], None]) -> None:
    """Ask whether reports may take this text, and do it."""
    title = _("May reports that leave the house take this example?")
    consequence = _("Read it once more as somebody who knows the institutions: could they tell who it is? u takes it back.")
    app.push_screen(Confirm(title, f"“{text.strip()}”", consequence), lambda yes: then() if yes else None)


def example_of(table: str, number: int) -> ExampleForm:
    """The form of a new example of record `number` of `table`."""
    return ExampleForm(subject=new_subject(kind_of(table), number))
