"""One institution's answers to a round, audience beside audience; what contradicts stands first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from loket.insight.lists.listing import Looker
from loket.insight.lists.record import name_of
from loket.insight.lists.responses import ResponseRow
from loket.insight.rounds import answers_of
from loket.language import N_
from loket.language.fields import field_label
from loket.language.formats import long_date
from loket.models.words import RecordKind
from loket.screens.base import LoketScreen
from loket.screens.records.lines import said, themes
from loket.widgets.loading import load
from loket.widgets.text import fit, one_line, paragraphs

if TYPE_CHECKING:
    from loket.store.opening import Store

_LABEL = 30
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
    FOOTER = ("log", "plan", "follow_up", "dossier", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dossier", N_("dossier"), id="dossier", tooltip=N_("Opens the institution's dossier.")),
        Binding("n", "plan", N_("plan conversation"), id="plan", tooltip=N_("Plans a conversation with this institution.")),
    ]
    DEFAULT_CSS = "Answers #answers { padding: 0 1; } Answers Static { height: auto; }"

    def __init__(self, institution: int, round_name: str) -> None:
        super().__init__()
        self.institution, self.round = institution, round_name
        self._found: tuple[ResponseRow, ...] = ()

    def compose_body(self) -> ComposeResult:
        """The answers."""
        with VerticalScroll(id="answers"):
            yield Static(Content(""), id="table", markup=False)

    def on_mount(self) -> None:
        """Read the answers."""
        super().on_mount()
        self.show_bearing(self.round)
        self.query_one("#answers").focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the answers anew."""
        load(self, "answers", self._show, self._read)

    def _read(self, store: Store) -> tuple[str, tuple[ResponseRow, ...]]:
        with store.read() as reader:
            name = name_of(reader, "institution", self.institution)
            return name, answers_of(reader, Looker.of(reader, store.actor), self.institution, self.round, store.today)

    def _show(self, read: tuple[str, tuple[ResponseRow, ...]]) -> None:
        name, self._found = read
        self.show_bearing(f"{name} · {self.round}", str(len(self._found)))
        self._draw()

    def on_resize(self) -> None:
        """Lay out to the new width."""
        self._draw()

    def _draw(self) -> None:
        found = self._found
        if not found:
            return
        width = max(12, (self.size.width - _LABEL - 4) // len(found))
        lines: list[Content] = [
            self._line("", [said(one.audience) for one in found], width, "bold $focus"),
            self._line("", [long_date(one.submitted_on) if one.submitted_on else "?" for one in found], width, "$muted"),
            Content(""),
        ]
        for field, text in sorted(_FIELDS, key=lambda pair: not self._contradicts(pair[0], pair[1])):
            against = self._contradicts(field, text)
            lines += self._rows(("≠ " if against else "  ") + field_label(field), [text(one) for one in found], width, against)
        self.query_one("#table", Static).update(Content("\n").join(lines))

    def _contradicts(self, field: str, text: Callable[[ResponseRow], str]) -> bool:
        known = {text(one) for one in self._found if getattr(one, field) is not None}
        return field in _COMPARED and len(known) > 1

    def _rows(self, name: str, texts: list[str], width: int, against: bool) -> list[Content]:
        wrapped = [[one_line(line.plain) for line in Content(paragraphs(text)).wrap(width - 2)] or [""] for text in texts]
        rows = []
        for place in range(max(len(lines) for lines in wrapped)):
            cells = [lines[place] if place < len(lines) else "" for lines in wrapped]
            rows.append(self._line(name if place == 0 else "", cells, width, "$attention" if against else ""))
        return [*rows, Content("")]

    def _line(self, name: str, cells: list[str], width: int, style: str) -> Content:
        return Content.assemble((fit(name, _LABEL), "$muted"), *((fit(one_line(cell), width), style) for cell in cells))

    # Keys

    def action_dossier(self) -> None:
        """Open the dossier."""
        self.desk.open_record(RecordKind.INSTITUTION, self.institution)

    def action_plan(self) -> None:
        """Plan a conversation."""
        self.desk.open_screen("conversation_form", None, {"institution_id": self.institution, "kind": "wensenscan"})

    def institution_here(self) -> int:
        """The institution."""
        return self.institution

    def record_here(self) -> tuple[RecordKind, int]:
        """The institution."""
        return RecordKind.INSTITUTION, self.institution
