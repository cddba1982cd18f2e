"""One institution's answers to a round, audience beside audience; what contradicts stands first."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from loket.insight.choices import name_of
from loket.insight.figures.question import ANONYMISED
from loket.insight.lists.responses import ResponseRow
from loket.insight.rounds import answers_of, raw_answers, round_names
from loket.language import N_, _
from loket.language.formats import long_date
from loket.language.labels import field_label
from loket.models.words import RecordKind
from loket.screens.forms.ask_sheets import ask
from loket.screens.forms.conversation_form import plan_with
from loket.screens.forms.record_form import open_form
from loket.screens.loket_screen import LoketScreen
from loket.screens.records.record_lines import joined, said, themes
from loket.widgets.choice import Choice, Option
from loket.widgets.keys import key
from loket.widgets.text import fit, one_line, paragraphs
from loket.widgets.workers import load

if TYPE_CHECKING:
    from loket.store.database import Store

_LABEL = 30
_NARROWEST_LABEL = 14
_NARROWEST = 18
"""Cells that an answer needs beside the others."""
_RAW_LABEL = 44
_FIELDS: tuple[tuple[str, Callable[[ResponseRow], str]], ...] = (
    ("sdm_scope", lambda one: said(one.sdm_scope)),
    ("uses_outcome_info", lambda one: said(one.uses_outcome_info)),
    ("themes", lambda one: themes(one.themes)),
    ("obstacles", lambda one: ", ".join(one.obstacles) or "–"),
    ("ambition", lambda one: one.ambition or "–"),
    ("free_text", lambda one: one.free_text or "–"),
)
_COMPARED = ("sdm_scope", "uses_outcome_info")


class Answers(LoketScreen):
    """The answers of one institution to one round."""

    PLACE = 8
    FOOTER = ("log", "plan", "edit", "enter", "follow_up", "dossier", "pane", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dossier", N_("dossier"), id="dossier", tooltip=N_("Opens the institution's dossier.")),
        Binding("n", "plan", N_("plan conversation"), id="plan", tooltip=N_("Plans a conversation with this institution.")),
        key("edit", word=N_("correct"), tooltip=N_("Corrects what was noted down of a response, with the reason.")),
        Binding("i", "enter", N_("enter by hand"), id="enter", tooltip=N_("Enters what an audience answered by phone or on paper.")),
    ]
    DEFAULT_CSS = "Answers #answers { padding: 0 1; } Answers Static { height: auto; }"

    def __init__(self, institution: int, round_name: str) -> None:
        super().__init__()
        self.institution, self.round = institution, round_name
        self.is_raw = False
        self._found: tuple[ResponseRow, ...] = ()
        self._raw: Mapping[int, Mapping[str, str]] = {}

    def compose_body(self) -> ComposeResult:
        """The answers."""
        with VerticalScroll(id="answers"):
            yield Static(Content(""), id="table", markup=False)

    def on_mount(self) -> None:
        """Read the answers."""
        super().on_mount()
        self.show_header(self.round)
        self.query_one("#answers").focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the answers anew."""
        load(self, "answers", self._show, self._read)

    def _read(self, store: Store) -> tuple[str, tuple[ResponseRow, ...], dict[int, str]]:
        with store.read() as reader:
            name = name_of(reader, "institution", self.institution)
            found = answers_of(reader, self.institution, self.round, store.today)
            return name, found, raw_answers(reader, [one.id for one in found])

    def _show(self, read: tuple[str, tuple[ResponseRow, ...], dict[int, str]]) -> None:
        name, self._found, raw = read
        self._raw = {number: _asked(text) for number, text in raw.items()}
        self.show_header(f"{name} · {self.round}", _("as in the survey tool") if self.is_raw else "")
        self._draw()

    def on_resize(self) -> None:
        """Lay out to the new width."""
        self._draw()

    def next_pane(self) -> None:
        """f6 shows the questions and answers as the survey tool has them, or our own again."""
        if not self._raw and not self.is_raw:
            self.app.say(_("Of these responses there is nothing from the survey tool itself."))
            return
        self.is_raw = not self.is_raw
        self.show_header(count=_("as in the survey tool") if self.is_raw else "")
        self.query_one("#answers", VerticalScroll).scroll_home(animate=False)
        self._draw()

    def _draw(self) -> None:
        found = self._found
        if not found:
            self.query_one("#table", Static).update(Content(_("Nobody of this institution answered in this round.")))
            return
        if (self.size.width - _NARROWEST_LABEL) // len(found) < _NARROWEST:
            self.query_one("#table", Static).update(Content("\n").join(self._stacked()))
            return
        label = min(_RAW_LABEL if self.is_raw else _LABEL, max(_NARROWEST_LABEL, self.size.width // 3))
        width = max(12, (self.size.width - label - 4) // len(found))
        lines = [
            *_rows("", [said(one.audience) for one in found], label, width, "bold $focus"),
            *_rows("", [_answered_on(one) for one in found], label, width, "$muted"),
            Content(""),
        ]
        for name, texts, against in self._questions():
            lines += [*_rows(name, texts, label, width, "$attention" if against else ""), Content("")]
        self.query_one("#table", Static).update(Content("\n").join(lines))

    def _stacked(self) -> list[Content]:
        """Each question with its answers below each other: on a narrow terminal many audiences do not fit beside each other."""
        names = [joined(said(one.audience), _answered_on(one), by=" ") if self.is_raw else said(one.audience) for one in self._found]
        label = max(map(cell_len, names)) + 4
        days = [_answered_on(one) for one in self._found]
        lines = []
        for name, texts, against in [(_("answered on"), days, False), *self._questions()]:
            lines.append(Content.styled(name, "bold $focus"))
            for who, text in zip(names, texts, strict=True):
                lines += _rows(f"  {who}", [text], label, self.size.width - label - 4, "$attention" if against else "")
            lines.append(Content(""))
        return lines

    def _questions(self) -> list[tuple[str, list[str], bool]]:
        """Each question with an answer a response, and whether these contradict each other: those first."""
        if self.is_raw:
            asked = dict.fromkeys(question for answers in self._raw.values() for question in answers)
            return [(one, [self._raw.get(row.id, {}).get(one) or "–" for row in self._found], False) for one in asked]
        rows = [(self._contradicts(field, text), field, text) for field, text in _FIELDS]
        return [
            (("≠ " if against else "  ") + field_label(field), [text(one) for one in self._found], against)
            for against, field, text in sorted(rows, key=lambda row: not row[0])
        ]

    def _contradicts(self, field: str, text: Callable[[ResponseRow], str]) -> bool:
        """Whether the audiences' latest known answers differ, as the figures count it."""
        latest: dict[object, str] = {}
        for one in self._found:
            if getattr(one, field) is not None:
                latest.setdefault(one.audience, text(one))
        return field in _COMPARED and len(set(latest.values())) > 1

    # Keys

    def action_edit(self) -> None:
        """Correct a response: which one is asked when there are several."""
        options = [Option(one.id, said(one.audience), _answered_on(one)) for one in self._found]
        if len(options) == 1:
            self._correct(options[0].value)
        elif options:
            ask(self.app, Choice(_("Which response?"), options), self._correct)

    def _correct(self, number: int) -> None:
        open_form(self.app, "response_form", number)

    def action_enter(self) -> None:
        """Enter the answers of another audience."""
        load(self, "round", self._enter, _round_of, self.round)

    def _enter(self, round_id: int | None) -> None:
        given = {"institution_id": self.institution, **({"round_id": round_id} if round_id is not None else {})}
        open_form(self.app, "response_form", None, given)

    def action_dossier(self) -> None:
        """Open the dossier."""
        self.app.open_record(RecordKind.INSTITUTION, self.institution)

    def action_plan(self) -> None:
        """Plan a conversation, with the answers as its agenda."""
        plan_with(self.app, self.institution, self.round)

    def institution_here(self) -> int:
        """The institution."""
        return self.institution

    def record_here(self) -> tuple[RecordKind, int]:
        """The institution."""
        return RecordKind.INSTITUTION, self.institution


def _round_of(store: Store, name: str) -> int | None:
    with store.read() as reader:
        return next((one.id for one in round_names(reader) if one.name == name), None)


def _asked(raw: str) -> Mapping[str, str]:
    """The survey tool's questions and answers."""
    try:
        found = json.loads(raw)
    except ValueError:
        return {"": raw}
    return {str(question): str(answer) for question, answer in found.items()} if isinstance(found, dict) else {"": raw}


def _answered_on(one: ResponseRow) -> str:
    if one.submitted_on == ANONYMISED:
        return _("day made anonymous")
    return long_date(one.submitted_on) if one.submitted_on else "?"


def _rows(name: str, texts: Sequence[str], label: int, width: int, style: str) -> list[Content]:
    """A question with its answers beside each other, each wrapped in its own column."""
    sign, name = (name[:2], name[2:]) if name[:2] in ("≠ ", "  ") else ("", name)
    named = [(sign if place == 0 else " " * len(sign)) + line for place, line in enumerate(_wrapped(name, label - 2 - len(sign)))]
    columns = [named, *(_wrapped(text, width - 2) for text in texts)]
    rows = []
    for place in range(max(len(lines) for lines in columns)):
        first, *cells = [lines[place] if place < len(lines) else "" for lines in columns]
        rows.append(Content.assemble((fit(first, label), "$muted"), *((fit(cell, width), style) for cell in cells)))
    return rows


def _wrapped(text: str, width: int) -> list[str]:
    return [one_line(line.plain) for line in Content(paragraphs(text)).wrap(max(4, width))] or [""]
