"""Checking a mapping: what each of our columns takes from the survey file, and what every answer that was given becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from loket.exchange import output_files
from loket.exchange.survey import mapping_check, survey_mapping
from loket.exchange.typed_paths import typed_paths
from loket.language import N_, _, ngettext
from loket.language.formats import number as figure
from loket.models.errors import Refused
from loket.screens.forms.ask_sheets import AskText, ask
from loket.screens.importing.path_sheet import AskPath
from loket.screens.loket_screen import LoketScreen
from loket.screens.records.record_lines import joined
from loket.widgets.choice import Choice, Option
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.keys import key, save_keys
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Rule
from loket.widgets.picker import Pick, PickSheet
from loket.widgets.text import one_line
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.exchange.survey.mapping_check import MappedAnswer, MappedColumn
    from loket.exchange.survey.survey_file import SurveyFile
    from loket.exchange.survey.survey_mapping import SurveyMapping
    from loket.store.database import Store

_DIGITS = 9
_MOST_FOUND = 12
_TOML = frozenset({".toml"})


class MappedAnswers(PagedTable):
    """The answers of one column: a digit says what one becomes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "open_row", word=N_("what it becomes"), tooltip=N_("Chooses what this answer becomes, from a list.")),
    ]


class Taken(PagedTable):
    """Our columns: enter chooses where one comes from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "open_row", word=N_("from another column"), tooltip=N_("Chooses which question of the survey this column takes.")),
    ]


class MappingScreen(LoketScreen):
    """A mapping to look at and to change; `ctrl+s` goes on with it, and the load remembers it by the file's headers."""

    PLACE = 8
    FOOTER = ("open", "digit", "nothing", "save", "pane", "from_file", "export", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "digit(1)", N_("digit chooses"), id="digit", key_display="1-9",
                tooltip=N_("The answer becomes the word with this number.")),
        *(Binding(str(number), f"digit({number})", "", show=False, id=f"digit_{number}") for number in range(2, _DIGITS + 1)),
        Binding("0", "nothing", N_("not taken"), id="nothing",
                tooltip=N_("Takes nothing: no column for ours, or no answer at all for this one.")),
        Binding("m", "from_file", N_("mapping file"), id="from_file", tooltip=N_("Takes a mapping file (TOML) instead.")),
        key("export", word=N_("write to a file"), tooltip=N_("Writes the mapping to a file (TOML), for `loket import --mapping`.")),
        *save_keys("accept", N_("go on with this"), N_("Goes on to the names with this mapping.")),
    ]  # fmt: skip
    DEFAULT_CSS = """
    MappingScreen #taken { height: auto; max-height: 60%; } MappingScreen #answers { height: 1fr; }
    MappingScreen #words { height: 2; padding: 0 1; }
    """

    def __init__(self, survey: SurveyFile, mapping: SurveyMapping | None, then: Callable[[SurveyMapping | None], None]) -> None:
        super().__init__()
        self.survey, self.mapping, self._then = survey, mapping, then
        self._is_new = mapping is None
        self.columns: tuple[MappedColumn, ...] = ()
        self._at: object = None

    @property
    def taken(self) -> PagedTable:
        """Our columns."""
        return self.query_one("#taken", PagedTable)

    @property
    def answers(self) -> PagedTable:
        """The answers of the column under the cursor."""
        return self.query_one("#answers", PagedTable)

    def compose_body(self) -> ComposeResult:
        """Our columns with theirs, the answers, and the words to choose from."""
        yield Taken(
            (
                Column("header", N_("Ours"), 20, keep=True),
                Column("places", N_("Taken from"), 24, flexible=3, keep=True),
                Column("state", N_("Answers"), 24, flexible=2, keep=True),
            ),
            self._columns_page,
            id="taken",
        )
        yield Rule()
        yield MappedAnswers(
            (
                Column("text", N_("In the file"), 28, flexible=3, keep=True),
                Column("times", N_("times"), 6, keep=True, align="right"),
                Column("meaning", N_("becomes"), 28, flexible=2, keep=True),
            ),
            self._answers_page,
            empty=N_("This column is taken as it stands."),
            id="answers",
        )
        yield Rule()
        yield Static(Content(""), id="words", markup=False)

    def on_mount(self) -> None:
        """Look at the mapping, or make a first one."""
        super().on_mount()
        self.taken.focus()
        self._look(self.mapping)

    def refresh_data(self) -> None:
        """Nothing of this is in the database."""

    def _look(self, mapping: SurveyMapping | None) -> None:
        load(self, "mapping", self._show, _checked, self.survey, mapping)

    def _show(self, found: tuple[SurveyMapping, tuple[MappedColumn, ...]] | str) -> None:
        if isinstance(found, str):
            self.app.say_error(found)
            return
        self.mapping, self.columns = found
        self.show_header(_("Load › {file} › mapping").format(file=self.survey.name), joined(self.mapping.name, self.mapping.round))
        if self._is_new:
            self._is_new = False
            self.app.say(_("A first proposal: check every line, then ctrl+s."), "attention")
        self.taken.styles.height = len(self.columns) + 1
        self.taken.reload(self._columns_page)
        self._show_answers()

    def _columns_page(self, _store: Store, request: PageRequest) -> Page:
        rows = [Row(one.header, (one.header, ", ".join(one.places) or Cell("–", "muted"), _state(one)), record=one) for one in self.columns]
        return Page(rows[request.offset : request.offset + request.size], len(rows))

    def _answers_page(self, _store: Store, request: PageRequest) -> Page:
        column = self._column()
        rows = [_answer_row(one) for one in column.answers] if column else []
        return Page(rows[request.offset : request.offset + request.size], len(rows))

    def _column(self) -> MappedColumn | None:
        """The column under the cursor, as it is now."""
        row = self.taken.cursor_row
        return next((one for one in self.columns if row is not None and one.header == row.key), None)

    def _answer(self) -> MappedAnswer | None:
        row = self.answers.cursor_row
        found: MappedAnswer | None = row.record if row is not None else None
        return found

    @on(PagedTable.Highlighted, "#taken")
    def _other_column(self, event: PagedTable.Highlighted) -> None:
        # A reload tells of the same row anew: the cursor among its answers stays then.
        header = event.row.key if event.row else None
        if header != self._at:
            self._at = header
            self.answers.cursor = 0
            self._show_answers()

    def _show_answers(self) -> None:
        self.answers.reload(self._answers_page)
        column = self._column()
        text = ""
        if column is not None and column.answers and len(column.allowed) <= _DIGITS:
            text = "   ".join(_numbered(place, word) for place, word in enumerate(column.allowed, 1))
        elif column is not None and column.answers:
            text = _("enter chooses from {count} words").format(count=len(column.allowed))
        elif column is not None and column.examples:
            text = _("for instance: {texts}").format(texts=" · ".join(column.examples))
        self.query_one("#words", Static).update(Content(one_line(text)))

    # Keys

    def next_pane(self) -> None:
        """From the columns to the answers, and back."""
        (self.taken if self.answers.has_focus else self.answers).focus()

    @on(PagedTable.Opened, "#taken")
    def _choose_source(self) -> None:
        column = self._column()
        if column is not None:
            sheet = PickSheet(_("Where does {column} come from?").format(column=column.header), self._find_source)
            ask(self.app, sheet, lambda pick: self._take_source(column.header, pick))

    def _find_source(self, _store: Store, text: str) -> Sequence[Pick]:
        """Questions with all their options first, then single columns."""
        pieces = text.casefold().split()
        whole: dict[str, list[str]] = {}
        for one in self.survey.columns:
            for group in one.groups:
                whole.setdefault(group, []).append(one.shown)
        picks = [Pick(group, group, _("all {count} options").format(count=len(own))) for group, own in whole.items() if len(own) > 1]
        picks += [Pick(one.shown, one.shown, one.option) for one in self.survey.columns]
        return [one for one in picks if all(piece in f"{one.label} {one.detail}".casefold() for piece in pieces)][:_MOST_FOUND]

    def _take_source(self, header: str, pick: Pick) -> None:
        if self.mapping is not None:
            self._look(mapping_check.with_column(self.mapping, header, str(pick.value)))

    @on(PagedTable.Opened, "#answers")
    def _choose_meaning(self) -> None:
        column, answer = self._column(), self._answer()
        if column is not None and answer is not None:
            options = [Option(_word(column, place), word) for place, word in enumerate(column.allowed)]
            sheet = Choice(answer.text, options, none=Option("", _("no answer at all")))
            self.app.push_screen(sheet, lambda word: None if word is None else self._mean(column, answer, word))

    def action_digit(self, number: int) -> None:
        """The answer under the cursor becomes the word with this number."""
        column, answer = self._column(), self._answer()
        if column is None or answer is None or number > len(column.allowed) or len(column.allowed) > _DIGITS:
            return
        self._mean(column, answer, _word(column, number - 1))

    def _mean(self, column: MappedColumn, answer: MappedAnswer, word: str) -> None:
        if self.mapping is None:
            return
        # At once, so that digits can be typed as fast as one reads.
        self.mapping = mapping_check.with_answer(self.mapping, column.header, answer.key, word)
        said = self.mapping.answers.get(column.header, {})
        keys = [one.key for one in column.answers]
        place = keys.index(answer.key)
        left = [one.key for one in column.answers if one.meaning is None and one.key not in said]
        after = [one for one in left if keys.index(one) > place]
        if after or left:
            self.answers.go_to((after or left)[0])
        self._look(self.mapping)

    def action_nothing(self) -> None:
        """Take no column, or no answer."""
        column, answer = self._column(), self._answer()
        if column is None or self.mapping is None:
            return
        if self.answers.has_focus:
            if answer is not None:
                self._mean(column, answer, "")
        elif column.places:
            self._look(mapping_check.with_column(self.mapping, column.header, None))

    def action_from_file(self) -> None:
        """Take a mapping file instead."""
        sheet = AskPath(_("Mapping file"), _("Which mapping file (TOML)?"), _TOML)
        ask(self.app, sheet, lambda text: load(self, "mapping", self._show, _from_file, self.survey, text))

    def action_export(self) -> None:
        """Write the mapping to a file."""
        mapping = self.mapping
        if mapping is not None:
            sheet = AskText(_("Mapping file"), _("To which file?"), value=str(self.survey.path.with_name(mapping.name)), needed=True)
            ask(self.app, sheet, lambda path: act(self, self._written, None, _write, Path(path).expanduser(), mapping.content))

    def _written(self, path: Path) -> None:
        self.app.say(_("The mapping is in {file}.").format(file=path), "done")

    def action_accept(self) -> None:
        """Go on with this mapping."""
        if self.mapping is None:
            return
        try:
            accepted = survey_mapping.parse_mapping(self.mapping.content, self.mapping.name)
        except Refused as refused:
            self.app.say_error(refused)
            return
        left = sum(one.unknown for one in self.columns)
        self.app.go_back()
        self.app.say("")
        if left:
            text = ngettext(
                "{count} answer means nothing yet: its row is an error.", "{count} answers mean nothing yet: their rows are errors.", left
            )
            self.app.say(text.format(count=left), "attention")
        self._then(accepted)

    def action_back(self) -> None:
        """Back without a change."""
        self.app.go_back()
        self._then(None)


def _state(one: MappedColumn) -> str | Cell:
    if one.fixed is not None:
        return _("always {value}").format(value=one.fixed)
    if not one.places:
        return Cell(_("not taken"), "error" if one.header == "instelling" else "muted")
    if one.unknown:
        text = ngettext("! {count} answer means nothing yet", "! {count} answers mean nothing yet", one.unknown)
        return Cell(text.format(count=one.unknown), "error")
    if one.answers:
        return "✓ " + ngettext("{count} answer", "{count} answers", len(one.answers)).format(count=len(one.answers))
    return Cell(" · ".join(one.examples), "muted")


def _answer_row(one: MappedAnswer) -> Row:
    shown = one.text if one.text == one.key else f"{one.key}  {one.text}"
    if one.meaning is None:
        meaning: str | Cell = Cell(_("! choose"), "error")
    elif one.meaning == "":
        meaning = Cell(_("no answer at all"), "muted")
    else:
        meaning = one.meaning
    return Row(one.key, (shown, figure(one.times), meaning), record=one)


def _numbered(place: int, word: str) -> str:
    """`1 alle patiëntgroepen`; a theme has its number already."""
    return word if word.startswith(f"{place} ") else f"{place} {word}"


def _word(column: MappedColumn, place: int) -> str:
    """The canonical word; of a theme its number."""
    word = column.allowed[place]
    return word.partition(" ")[0] if column.header == "themas" else word


def _checked(store: Store, survey: SurveyFile, mapping: SurveyMapping | None) -> tuple[SurveyMapping, tuple[MappedColumn, ...]] | str:
    try:
        mapping = mapping or mapping_check.suggested(store, survey)
        return mapping, mapping_check.check_mapping(store, survey, mapping)
    except Refused as refused:
        return str(refused)


def _from_file(store: Store, survey: SurveyFile, text: str) -> tuple[SurveyMapping, tuple[MappedColumn, ...]] | str:
    try:
        paths = typed_paths(text)
        return _checked(store, survey, survey_mapping.read_mapping(paths[0]))
    except Refused as refused:
        return str(refused)


def _write(_store: Store, path: Path, content: str) -> Path:
    with output_files.whole_file(path) as file:
        file.write(content.encode())
    return path
