"""What every form does: read the record and its draft in a thread, keep a draft, save by one verb, and go back with a message."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from loket.casework import drafts
from loket.casework.done import Conflict, Done
from loket.casework.drafts import KeptDraft
from loket.insight.choices import Choices, name_of, record_values
from loket.insight.resemblance import LOOKED_AT, Resembling, resembling
from loket.language import _, label
from loket.language.labels import field_label
from loket.models.errors import Refused
from loket.models.words import RecordKind, Word
from loket.screens.conflict import ask_conflict
from loket.screens.loket_screen import LoketScreen
from loket.screens.thrown_draft import throw_draft_away
from loket.store.reader import as_date
from loket.widgets.choice import Choice, Option
from loket.widgets.fields import Field, Form, Kind
from loket.widgets.keys import key
from loket.widgets.picker import Pick
from loket.widgets.workers import act, act_aside, load

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.store.reader import Reader
    from loket.widgets.base_app import BaseApp

PICKED: Mapping[str, str] = {
    "institution_id": "institution", "party_id": "party", "owner_party_id": "party", "contact_id": "contact",
    "successor_id": "contact",
    "advisor_id": "advisor", "stand_in_id": "advisor", "offering_id": "offering", "request_id": "support_request", "trend_id": "trend",
    "institution_ids": "institution", "party_ids": "party", "contact_ids": "contact",
    "tag_ids": "tag",
}  # fmt: skip
"""The table that each picked field points at."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a thread read for a form: the record as it stands (nothing of a new one), the draft, the names of what they refer to."""

    choices: Choices
    record: Mapping[str, Any] | None
    draft: KeptDraft | None
    names: Mapping[tuple[str, int], str]
    known: Any
    hidden: bool = False


def part(name: str, kind: Kind = "line", **more: Any) -> Field:
    """A field under the name that people call it by."""
    text = field_label(name)
    return Field(name, text[:1].upper() + text[1:], kind, **more)


def words(members: type[Word]) -> list[Option[Any]]:
    """The members of a closed list as options."""
    return [Option(member, label(member)) for member in members]


def pairs(found: Sequence[tuple[int, str]]) -> list[Option[Any]]:
    """Numbers and labels as options."""
    return [Option(number, text) for number, text in found]


# What a new record was begun from: a draft is that of this beginning only.
_TELLING = ("on_kind", "on_id", "institution_id", "response_id", "round_id", "fitgap_item_id", "analysis_id", "dimension")


@dataclass(slots=True)
class _Session:
    """What one opening of a form knows. `given` are values that stand fast beside the fields, such as the record of a note."""

    given: dict[str, Any] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)
    known: Any = None
    version: int | None = None
    saving: bool = False
    untouched: Mapping[str, Any] | None = None
    drafted: Mapping[str, Any] | None = None


_SAVE = "save"


class RecordForm(LoketScreen):
    """The form of one kind of record: a new one, or record `number`. Subclasses name `KIND`, `NAME` and give fields and verb.

    `NAME` is the form's name in the registry and in drafts. `given` are values for a new record; `then` takes what was made, for who
    asked for it. A form that `EDITS` hands on of a record that is there only what was touched, so that nobody writes over what they never
    looked at; one that does something to it hands on all.
    """

    KIND: ClassVar[RecordKind]
    NAME: ClassVar[str] = ""
    TITLE_FIELD: ClassVar[str] = "title"
    EDITS: ClassVar[bool] = True
    FOOTER: ClassVar[tuple[str, ...]] = ("save", "leave_form", "discard")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("discard"),
    ]
    DEFAULT_CSS = "RecordForm #form { height: 1fr; max-width: 110; }"

    def __init__(
        self,
        number: int | None = None,
        given: Mapping[str, Any] | None = None,
        subject: str = "",
        then: Callable[[Pick], None] | None = None,
    ) -> None:
        super().__init__()
        self._then = then
        self.number = number
        self._session = _Session(dict(given or {}))
        self.subject = subject or self._usual_subject()

    def _usual_subject(self) -> str:
        if self.number is not None:
            return str(self.number)
        given = self._session.given
        on = [f"{name}={given[name]}" for name in _TELLING if given.get(name)]
        return " ".join(["new", *on])

    def record_open(self) -> tuple[RecordKind, int] | None:
        """The record that is being changed."""
        return (self.KIND, self.number) if self.number is not None else None

    # What a kind of record says about itself

    def fields(self, choices: Choices) -> Sequence[Field]:
        """The fields in their order."""
        raise NotImplementedError

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save: runs in a thread, where the verbs may be loaded."""
        raise NotImplementedError

    def look_up(self, store: Store) -> Any:
        """What else the form has to know before it opens: runs in a thread, and is `known` from then on."""
        return None

    @property
    def known(self) -> Any:
        """What was looked up."""
        return self._session.known

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """The record's values as the fields show them."""
        return values

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """The fields' values as the verb's input takes them."""
        return values

    # The screen

    def compose_body(self) -> ComposeResult:
        """Room for the fields, which come when the record is read."""
        yield Vertical(id="form")

    def on_mount(self) -> None:
        """Read the record, the lists to choose from and the draft."""
        super().on_mount()
        self.show_header(self._heading(""))
        load(self, "open", self._open, self._read)

    def _heading(self, name: str) -> str:
        kind = label(self.KIND)
        if self.number is None:
            return _("New {kind}").format(kind=kind)
        return " ".join([_("Edit {kind}").format(kind=kind), self.KIND.number(self.number), name]).strip()

    def _read(self, store: Store) -> Opened:
        draft = drafts.load_draft(store, self.NAME, self.subject)
        known = self.look_up(store)
        with store.read() as reader:
            record = record_values(reader, self.KIND, self.number) if self.number is not None else None
            names = dict(_names(reader, {**_given(draft), **self._session.given, **(record or {})}))
            confidential = (record or {}).get("confidential") or (draft is not None and draft.content.get("typed", {}).get("confidential"))
            hidden = bool(confidential) and not reader.viewer.may_see(True)
            return Opened(Choices.read(reader, store.actor, record), record, draft, names, known, hidden)

    def _open(self, opened: Opened) -> None:
        record, draft = opened.record or {}, opened.draft
        if opened.hidden and self.app.hides_confidential:
            self.app.say(self.app.what_is_hidden(), "attention")
            self.app.go_back()
            return
        if self.number is not None and (opened.record is None or opened.hidden):
            self.app.say_error(_("There is no {number} any more.").format(number=self.KIND.number(self.number)))
            self.app.go_back()
            return
        given = {**_given(draft), **self._session.given}
        version = (draft.content if draft else {}).get("version", record.get("version")) if record else None
        typed = draft.content.get("typed", {}) if draft else {}
        self._session = _Session(given, record, opened.known, version, drafted=typed if draft else None)
        self.show_header(self._heading(str(record.get(self.TITLE_FIELD) or "")))
        fields, values = self.fields(opened.choices), self.prepare(dict(record or given))
        shown = {one.name: _shown(one, values.get(one.name), opened.names) for one in fields}
        shown |= {name: _restored(value) for name, value in typed.items() if name in shown}
        self.query_one("#form").mount(Form(fields, shown, keep_draft=self._keep))
        if draft is not None:
            self.app.say(self.app.keyed(_("What you typed before is back; {discard} throws it away.")), "attention")

    def shows_confidential(self) -> bool:
        """The fields of a confidential record, or of one that is to become so."""
        said = self.form.values() if self.form is not None else {}
        return bool(self._session.record.get("confidential") or said.get("confidential"))

    def on_form_ready(self, event: Form.Ready) -> None:
        """Know what stood in the fields before anybody typed."""
        self._session.untouched = event.typed

    @property
    def is_touched(self) -> bool:
        """Whether something stands in the fields that was not there when the form opened."""
        untouched = self._session.untouched
        return self.form is not None and untouched is not None and self.form.typed() != untouched

    def _touched(self, typed: Mapping[str, Any]) -> set[str]:
        """The fields that say something else than the record did when it was opened, now or when the draft was left."""
        untouched, drafted = self._session.untouched or {}, self._session.drafted or {}
        return {name for name, value in typed.items() if name in drafted or value != untouched.get(name)}

    @property
    def _called(self) -> str:
        """What people call the record as it is being written."""
        typed = self.form.typed() if self.form is not None else {}
        return str(typed.get(self.TITLE_FIELD) or self.KIND.number(self.number or 0))

    @property
    def form(self) -> Form | None:
        """The fields, once they are there."""
        return next(iter(self.query(Form)), None)

    def institution_here(self) -> int | None:
        """The institution that the record is about."""
        found = self._session.given.get("institution_id")
        return found if isinstance(found, int) else None

    # Drafts

    def _keep(self, typed: Mapping[str, Any]) -> None:
        if self._session.saving or not self.is_touched:
            return
        touched = self._touched(typed) if self._is_edit else typed.keys()
        content = {
            "typed": {name: _kept(value) for name, value in typed.items() if name in touched},
            "given": {name: value for name, value in self._session.given.items() if isinstance(value, str | int | bool)},
            "version": self._session.version,
        }
        name = typed.get(self.TITLE_FIELD)
        act_aside(self, None, _keep, self.NAME, self.subject, f"{self._heading('')} {name or ''}".strip(), content)

    def keep_draft_now(self) -> None:
        """Keep what was typed: the program ends, or another place is opened."""
        if self.form is not None:
            self.form.keep_draft_now()

    def action_discard(self) -> None:
        """Forget the draft and go back."""
        throw_draft_away(self, self.NAME, self.subject, self.app.go_back)

    def on_form_left(self) -> None:
        """Back, with the draft kept."""
        if self.is_touched or self._session.drafted is not None:
            self.app.say(_("Draft kept."))
        self.app.go_back()

    def action_back(self) -> None:
        """Away before the fields were there, or from none of them."""
        if self.form is not None:
            self.form.action_leave()
        else:
            self.app.go_back()

    # Saving

    @property
    def _is_edit(self) -> bool:
        """Whether a record that is there is changed field by field."""
        return self.EDITS and self.number is not None

    def on_form_saved(self, event: Form.Saved) -> None:
        """Hand the values to the verb: of a record that is there those that were touched."""
        values = {**self._session.given, **self.gather(event.values)}
        if self._is_edit:
            left = event.values.keys() - self._touched(event.form.typed())
            filled_in = {name for name in left if event.values[name] in (None, "") and values.get(name) not in (None, "", ())}
            values = {name: value for name, value in values.items() if name not in left or name in filled_in}
        if self.number is None and self.KIND in LOOKED_AT:
            load(self, "resembling", lambda found: self._compare(values, found), resembling, self.KIND, values)
        else:
            self._hand_over(values, self._session.version)

    def _compare(self, values: dict[str, Any], found: Sequence[Resembling]) -> None:
        """Save, unless it looks like what is there: then ask whether it is that one."""
        if not found:
            self._hand_over(values, self._session.version)
            return
        likest = found[0]
        title = _("Resembles {name}, {percent}%").format(name=likest.name, percent=likest.percent)
        options: list[Option[Resembling | str]] = [
            Option(one, one.name, " · ".join(filter(None, (f"{one.percent}%", one.where, self._taking)))) for one in found
        ]
        none: Option[Resembling | str] = Option(_SAVE, _("none of these: save it"))

        def answered(answer: Resembling | str | None) -> None:
            if answer == _SAVE:
                self._hand_over(values, self._session.version)
            elif isinstance(answer, Resembling):
                self._take_other(answer)

        self.app.push_screen(Choice(title, options, none=none), answered)

    @property
    def _taking(self) -> str:
        return _("choose this one") if self._then is not None else _("open this one")

    def _take_other(self, other: Resembling) -> None:
        """What is there already takes the place of what was typed, which stays as a draft where it is not asked for by somebody."""
        then = self._then
        if self.form is not None and then is not None:
            self.form.saved()
            act_aside(self, None, drafts.discard_draft, self.NAME, self.subject)
        self.app.go_back()
        if then is not None:
            then(Pick(other.id, other.name))
        else:
            self.app.open_record(other.kind, other.id)

    def _hand_over(self, values: dict[str, Any], version: int | None) -> None:
        self._session.saving = True
        act(self, self._done, lambda refused: self._refused(refused, values), self._save, values, version)

    def _save(self, store: Store, values: dict[str, Any], version: int | None) -> Done:
        done = self.verb(store, self.number, dict(values), version)
        drafts.discard_draft(store, self.NAME, self.subject)
        return done

    def _done(self, done: Done) -> None:
        if self.form is not None:
            self.form.saved()
        self.app.say(" ".join((done.message, *done.warnings)), "done", undoable=True)
        self.app.made = done.record if self.number is None and done.records else None
        if self.is_current:
            self.app.go_back()
        if self._then is not None:
            self._then(Pick(done.record.id, self._called))

    def _refused(self, refused: Refused, values: dict[str, Any]) -> None:
        self._session.saving = False
        if isinstance(refused, Conflict):
            # The version that was opened stays the form's until something is saved: who leaves the choice is asked again.
            fields = self.form.fields if self.form is not None else ()
            texts = {one.name for one in fields if one.kind == "text"}
            picked = {name: _picked(value) for name, value in (self.form.typed() if self.form is not None else {}).items()}
            typed = {name: text for name, text in picked.items() if text}
            ask_conflict(self, refused, texts, lambda chosen: self._hand_over(self.taking(refused, values, chosen), refused.version), typed)
        elif self.form is None:
            self.app.say_error(refused)
        else:
            self.form.refused(refused)

    def taking(self, conflict: Conflict, values: dict[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
        """What is saved when somebody was first: what was typed, but for the fields of which another version was `chosen`."""
        return conflict.resolved(values, chosen)


def _given(draft: KeptDraft | None) -> Mapping[str, Any]:
    given: Mapping[str, Any] = draft.content.get("given", {}) if draft else {}
    return given


def _names(reader: Reader, values: Mapping[str, Any]) -> Iterator[tuple[tuple[str, int], str]]:
    """The names of the records that picked fields refer to."""
    for name, table in PICKED.items():
        numbers = values.get(name) or ()
        for number in (numbers,) if isinstance(numbers, int) else numbers:
            yield (table, number), name_of(reader, table, number)


def _shown(one: Field, value: Any, names: Mapping[tuple[str, int], str]) -> Any:
    if one.kind == "picks":
        return tuple(Pick(number, names[PICKED[one.name], number]) for number in value or ())
    if one.kind == "pick" and isinstance(value, int):
        return Pick(value, names[PICKED[one.name], value])
    if one.kind == "pick" and isinstance(value, str):
        return Pick(value, value)
    if one.kind == "date":
        return as_date(value)
    if one.kind == "check":
        return bool(value)
    return value


def _picked(value: Any) -> str:
    """The names of what was picked; nothing for what is no pick."""
    picks = value if isinstance(value, tuple) else (value,)
    return ", ".join(one.label for one in picks if isinstance(one, Pick))


def _kept(value: Any) -> Any:
    if isinstance(value, Pick):
        return {"pick": [value.value, value.label, value.detail]}
    return [_kept(one) for one in value] if isinstance(value, tuple) else value


def _restored(value: Any) -> Any:
    if isinstance(value, dict):
        return Pick(*value["pick"])
    return tuple(_restored(one) for one in value) if isinstance(value, list) else value


def _keep(store: Store, form: str, subject: str, title: str, content: Mapping[str, Any]) -> None:
    drafts.keep_draft(store, form, subject, title, content)


def open_form(app: BaseApp, name: str, number: int | None = None, given: Mapping[str, Any] | None = None) -> None:
    """Open the form of this name in the registry, for a new record with `given` values or for record `number`."""
    app.open_screen(name, number, given)


def open_draft(app: BaseApp, form: str, subject: str) -> None:
    """Open a form on the draft that was kept under this subject."""
    app.open_screen(form, int(subject) if subject.isdecimal() else None, None, subject)
