"""Loading a survey file: what to load, each name that is not known, the trial, and taking it in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from loket.exchange import import_run
from loket.exchange.survey import survey_preview, survey_tools
from loket.exchange.typed_paths import TABLES
from loket.language import N_, _, label, ngettext
from loket.language.formats import number as figure
from loket.language.formats import short_date
from loket.screens.forms.ask_sheets import AskText, ask
from loket.screens.forms.finders import find_institutions
from loket.screens.importing.import_preview import ImportPreview, ImportProgress, RowAsRead
from loket.screens.importing.path_sheet import AskPath
from loket.screens.records.record_lines import joined
from loket.screens.wensenscan.survey_choices import Meant, SurveyOnItsWay
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.keys import key, save_keys
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Rule
from loket.widgets.picker import PickSheet
from loket.widgets.text import one_line, shorten

if TYPE_CHECKING:
    from loket.exchange.import_plan import Problem
    from loket.exchange.import_run import ImportSummary
    from loket.exchange.survey.survey_preview import OpenedSurvey, UnknownName
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp


class LoadTrial(ImportPreview):
    """What would become of the responses; `ctrl+s` takes them in, escape goes back to the names."""

    PLACE = 8

    def __init__(self, names: SurveyOnItsWay) -> None:
        assert names.opened is not None
        super().__init__((names.opened.survey.path,))
        self._names = names

    def heading(self) -> str:
        """The file and its round."""
        names = self._names
        return joined(_("Load › {file}").format(file=self.paths[0].name if self.paths else ""), names.round)

    def run(self, store: Store, paths: Sequence[Path], watched: ImportProgress, *, dry_run: bool) -> ImportSummary:
        """The load itself, in a thread."""
        names = self._names
        assert names.opened is not None
        assert names.mapping is not None
        options = import_run.ImportOptions(dry_run, self.skip_invalid, self.overwrite, round=names.round, choices=names.naming.choices())
        return import_run.load_survey(store, names.opened.survey, names.mapping, options, watched)

    def read_row(self, store: Store, summary: ImportSummary, file: str, row: int) -> tuple[tuple[str, str], ...]:
        """The questions and answers of a row."""
        assert self._names.opened is not None
        return survey_preview.cells_of(self._names.opened.survey, row)

    @staticmethod
    def header_of(problem: Problem) -> str:
        """The file's own column."""
        return problem.column or problem.header

    def leave(self) -> None:
        """It is in: back to the place."""
        self.app.go_back()
        self._names.taken_in()


DRAFT = "load_survey"
_MOST_CANDIDATES = 3
_NEW_ROUND = ""
_WIDE = 110


def ask_what_to_load(app: BaseApp) -> None:
    """Ask for a survey file, and open it."""
    sheet = AskPath(_("Load"), _("Which file of the survey tool? CSV or XLSX, as it was exported."), TABLES)
    ask(app, sheet, lambda text: app.open_screen("load_survey", text))


def open_draft(app: BaseApp, _form: str, subject: str) -> None:
    """Go on with a file of which some names were said."""
    app.open_screen("load_survey", subject)


class Names(PagedTable):
    """The names that nobody knows: enter goes on to the trial."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "screen.check", word=N_("try it"), tooltip=N_("Tries it: nothing changes yet, and everything wrong is shown.")),
    ]


class LoadScreen(SurveyOnItsWay):
    """One survey file on its way in: a digit says whom a name means and goes to the next; nothing is chosen by itself."""

    PLACE = 8
    FOOTER = ("choose", "skip_name", "search_name", "open", "new_name", "take_back", "pane", "mapping", "round", "back")
    COLUMNS = (
        Column("row", N_("Row"), 5, keep=True),
        Column("name", N_("In the file"), 20, flexible=1, keep=True),
        Column("first", "1", 16, flexible=2, keep=True),
        Column("second", "2", 14, flexible=2, keep=True),
        Column("third", "3", 14, flexible=2),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "choose(0)", N_("choose"), id="choose", key_display="1 2 3",
                tooltip=N_("The name means this institution; it is remembered as an alias.")),
        Binding("2", "choose(1)", "", show=False, id="choose_2"),
        Binding("3", "choose(2)", "", show=False, id="choose_3"),
        Binding("0", "skip_name", N_("none: leave out"), id="skip_name", tooltip=N_("None of these: its responses are left out.")),
        Binding("/", "search_name", N_("search"), id="search_name", tooltip=N_("Searches another institution for this name.")),
        Binding("n", "new_name", N_("new institution"), id="new_name", tooltip=N_("The name is of an institution that is not there yet.")),
        Binding("u", "take_back", N_("one back"), id="take_back", tooltip=N_("Takes the latest choice back.")),
        *save_keys("take_in", N_("take in"), N_("Takes the file in as it was tried, in one step that undo takes back.")),
    ]  # fmt: skip
    DEFAULT_CSS = """
    LoadScreen .line { height: auto; padding: 0 1; } LoadScreen #about { height: 4; padding: 0 1; }
    LoadScreen PagedTable { height: 1fr; } LoadScreen #refusal { height: auto; padding: 1; color: $error; display: none; }
    LoadScreen.-refused #refusal { display: block; } LoadScreen.-refused PagedTable { display: none; }
    """

    @property
    def table(self) -> PagedTable:
        """The names."""
        return self.query_one(PagedTable)

    def compose_body(self) -> ComposeResult:
        """How many there are, the names, and what the one under the cursor says of itself."""
        yield Static(Content(_("The file is being read …")), id="counts", classes="line", markup=False)
        yield Rule()
        yield Static(Content(""), id="refusal", markup=False)
        yield Names(self.COLUMNS, self._page)
        yield Rule()
        yield Static(Content(""), id="about", markup=False)

    def on_mount(self) -> None:
        """The names are what one works in."""
        self.table.focus()

    def show_names(self) -> None:
        """Show the names, the cursor on the first that nothing was said of."""
        names = self.names
        if names is None:
            return
        self._show_state()
        self.table.reload(self._page)
        place = self.naming.next_open(names.unknown, -1)
        if place is not None:
            self.table.go_to(place)

    def _show_state(self) -> None:
        opened, names, mapping = self.opened, self.names, self.mapping
        if opened is None or mapping is None or names is None:
            return
        survey = opened.survey
        narrow = self.size.width < _WIDE
        by = _("mapping {name}").format(name=mapping.name)
        self.show_header(_("Load › {file}").format(file=survey.name), joined(survey.format.label, survey.read_as, "" if narrow else by))
        left = sum(1 for one in names.unknown if self.naming.of(one.name) is None)
        known = _("recognised {n} of {all}").format(n=names.known, all=names.total)
        still = (
            ngettext("{count} name to go", "{count} names to go", left).format(count=left) if left else _("no names to go: enter checks")
        )
        first = joined(self.round, _counted(opened), by="   ")
        second = joined(f"{known}, {still}", by if narrow else "", by="   ")
        text = f"{one_line(first)}\n{one_line(second)}" if narrow else one_line(f"{first}   {second}")
        self.query_one("#counts", Static).update(Content(text))

    def on_resize(self) -> None:
        """A narrow terminal needs two lines."""
        self._show_state()

    # The names

    def _page(self, _store: Store, request: PageRequest) -> Page:
        unknown = self.names.unknown if self.names else ()
        rows = [self._row(place, one) for place, one in enumerate(unknown)]
        return Page(rows[request.offset : request.offset + request.size], len(rows))

    def _row(self, place: int, one: UnknownName) -> Row:
        said = self.naming.of(one.name)
        if said is not None:
            cells: list[str | Cell] = [Cell(said.shown, "muted" if said.meant is None else "done"), "", ""]
        else:
            cells = [Cell(found.name, tail=f" {figure(found.score, 2)}") for found in one.candidates[:_MOST_CANDIDATES]]
            cells += ["–"] * (_MOST_CANDIDATES - len(cells))
        many = f" ×{len(one.rows)}" if len(one.rows) > 1 else ""
        return Row(place, (str(one.rows[0]), Cell(one.name, tail=many), *cells), sign="" if said is None else "✓", record=one)

    def on_paged_table_highlighted(self, event: PagedTable.Highlighted) -> None:
        """Show what tells the institutions apart."""
        one: UnknownName | None = event.row.record if event.row else None
        if one is None:
            lines = [_("Every institution in the file is known. enter checks.") if self.names else ""]
        else:
            lines = [_("row {row}: {what}").format(row=one.rows[0], what=self._said_there(one)), *_likely(one)]
        width = self.size.width - 2
        self.query_one("#about", Static).update(Content("\n".join(shorten(one_line(line), width) for line in lines)))

    def _said_there(self, one: UnknownName) -> str:
        """What the first response of this name says of itself."""
        day = short_date(one.day, self.app.today, weekday=False) if one.day else ""
        return joined(label(one.audience) if one.audience else "", day, f'"{one.excerpt}"' if one.excerpt else "", by=", ") or "–"

    def _here(self) -> UnknownName | None:
        row = self.table.cursor_row
        found: UnknownName | None = row.record if row else None
        return found

    def _say(self, one: UnknownName, meant: Meant, shown: str) -> None:
        self.naming.choose(one.name, meant, shown)
        place = self.table.cursor
        after = self.naming.next_open(self.names.unknown if self.names else (), place)
        self._chosen(place if after is None else after)
        remembered = isinstance(meant, int) and not one.shared
        self.app.say(_("Remembered as an alias when it is taken in: next time loket does not ask.") if remembered else "")

    def _chosen(self, place: int) -> None:
        self._show_state()
        self.table.reload(self._page)
        self.table.go_to(place)
        self.keep_draft_now()

    def action_choose(self, place: int) -> None:
        """The name means this candidate."""
        one = self._here()
        if one is not None and place < len(one.candidates):
            found = one.candidates[place]
            self._say(one, found.number, found.name)

    def action_skip_name(self) -> None:
        """None of these: leave its responses out."""
        one = self._here()
        if one is not None:
            self._say(one, None, _("× left out"))

    def action_search_name(self) -> None:
        """Search another institution."""
        one = self._here()
        if one is not None:
            sheet = PickSheet(_("Who is “{name}”?").format(name=one.name), find_institutions)
            ask(self.app, sheet, lambda pick: self._say(one, pick.value, pick.label))

    def action_new_name(self) -> None:
        """An institution that is not there yet."""
        one = self._here()
        if one is not None:
            sheet = AskText(_("New institution"), _("Its name; the name in the file stays as an alias."), value=one.name, needed=True)
            ask(self.app, sheet, lambda name: self._say(one, name, _("+ new: {name}").format(name=name)))

    def action_take_back(self) -> None:
        """Take the latest choice back."""
        name = self.naming.take_back()
        unknown = self.names.unknown if self.names else ()
        place = next((place for place, one in enumerate(unknown) if one.name == name), None)
        if place is None:
            self.app.say(_("There is nothing to take back here."))
        else:
            self._chosen(place)

    def next_pane(self) -> None:
        """f6 shows the whole row: questions and answers."""
        one = self._here()
        if one is not None and self.opened is not None:
            title = _("{file}, row {row}").format(file=self.opened.survey.name, row=one.rows[0])
            self.app.push_screen(RowAsRead(title, survey_preview.cells_of(self.opened.survey, one.rows[0]), {}))

    # Taking it in

    def action_check(self) -> None:
        """Try it."""
        if self.opened is None or self.mapping is None or self.names is None:
            return
        if self.round is None and "ronde" not in self.mapping.columns:
            self.action_round()
            return

        self.app.push_screen(LoadTrial(self))

    def action_take_in(self) -> None:
        """The trial comes first."""
        self.action_check()


def _likely(one: UnknownName) -> list[str]:
    """The candidates in full, a line each, with what tells namesakes apart."""
    if not one.candidates:
        return [_("Nobody is called alike. / searches, n makes a new one, 0 leaves it out.")]
    shared = "   " + _("Several institutions are called so.") if one.shared else ""
    return [
        joined(f"{place} {found.name}", found.city, found.province and label(found.province)) + (shared if place == 1 else "")
        for place, found in enumerate(one.candidates[:_MOST_CANDIDATES], 1)
    ]


def _counted(opened: OpenedSurvey) -> str:
    """`61 rijen: 52 compleet, 7 onvolledig, 2 proef`."""
    words = (
        (survey_tools.RowState.COMPLETE, _("complete")),
        (survey_tools.RowState.INCOMPLETE, _("incomplete")),
        (survey_tools.RowState.PREVIEW, _("preview")),
        (survey_tools.RowState.SPAM, _("spam")),
    )
    survey = opened.survey
    counts = [f"{survey.count(state)} {word}" for state, word in words if survey.count(state) or state is survey_tools.RowState.COMPLETE]
    if opened.anonymised:
        counts.append(_("{count} without a day").format(count=opened.anonymised))
    return ngettext("{count} row: {what}", "{count} rows: {what}", len(survey.rows)).format(count=len(survey.rows), what=", ".join(counts))
