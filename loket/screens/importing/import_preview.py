"""Import preview: a trial of the whole import, table by table and error by error; nothing changes until `ctrl+s`."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from loket.exchange import import_files, import_run, rejected_rows
from loket.exchange.mail_file import SUFFIX as MAIL
from loket.exchange.typed_paths import TABLES, typed_paths
from loket.language import N_, _
from loket.models.errors import LoketError, Refused
from loket.screens.export_file import ask_file
from loket.screens.forms.ask_sheets import ask
from loket.screens.importing import import_trial as trials
from loket.screens.importing.import_trial import Trial
from loket.screens.importing.path_sheet import AskPath
from loket.screens.loket_screen import LoketScreen
from loket.widgets.base_app import BaseApp
from loket.widgets.columns import Column
from loket.widgets.keys import key, save_keys
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Facts, PaneLine, Rule
from loket.widgets.sheet import Sheet
from loket.widgets.text import paragraphs
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.exchange.import_plan import Problem
    from loket.exchange.import_run import ImportSummary
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp


class Stopped(LoketError):
    """A person stopped long work; the transaction is taken back."""


class ImportProgress:
    """Shows the progress of work in a thread; `stop` ends that work at its next rows."""

    def __init__(self, app: BaseApp) -> None:
        self._app = app
        self._stopped = threading.Event()
        self._what, self._done, self._total = "", 0, 0
        self.is_over = False

    def over(self) -> None:
        """The work is done: what is still on its way to the message line falls away."""
        self.is_over = True

    def stop(self) -> None:
        """Stop at the next rows."""
        self._stopped.set()

    def begin(self, what: str, total: int) -> None:
        """A stage starts."""
        self._what, self._done, self._total = what, 0, total
        self._go_on()

    def tick(self, rows: int) -> None:
        """So many more rows are done."""
        self._done = min(self._total, self._done + rows)
        self._go_on()

    def _go_on(self) -> None:
        if self._stopped.is_set():
            raise Stopped(_("Stopped; nothing was changed."))
        if self._total:
            self._app.call_later(self._say, self._what, self._done, self._total)

    def _say(self, what: str, done: int, total: int) -> None:
        if not self.is_over:
            self._app.say_progress(what, done, total)


class RowAsRead(Sheet[None]):
    """The cells of one row; `wrong` says by header what is wrong with which."""

    DEFAULT_CSS = "RowAsRead VerticalScroll { height: auto; max-height: 80vh; }"

    def __init__(self, title: str, cells: Sequence[tuple[str, str]], wrong: Mapping[str, Sequence[str]]) -> None:
        super().__init__(title)
        self._cells, self._wrong = cells, wrong

    def compose_sheet(self) -> ComposeResult:
        """A cell a line; what is wrong first looked at."""
        with VerticalScroll():
            yield Facts(self._lines())
        yield self.hint(N_("esc back"))

    def _lines(self) -> list[PaneLine]:
        lines: list[PaneLine] = []
        for header, value in self._cells:
            why = self._wrong.get(header, ())
            lines.append(Fact(value or "–", header or "?", "error" if why else "" if value else "muted"))
            lines += [Fact(f"! {reason}", " ", "error") for reason in why]
        return lines


_MOST_TABLES = 14
_OPENS = TABLES | {".json", MAIL}
_TABLES = (
    Column("table", N_("Table"), 20, keep=True),
    *(
        Column(name, word, 9 if name == "changed" else 7, keep=True, align="right")
        for name, word in (("rows", N_("Rows")), ("new", N_("New")), ("changed", N_("Changed")), ("same", N_("Same")))
    ),
    Column("conflicts", N_("Conflict"), 8, align="right"),
    Column("rejected", N_("Wrong"), 5, keep=True, align="right"),
    Column("read_as", N_("Recognised as"), 18, flexible=3),
)
_DETAILS = (
    Column("row", N_("row"), 6, keep=True),
    Column("column", N_("column"), 15, keep=True),
    Column("value", N_("value"), 16, flexible=2, keep=True),
    Column("why", N_("why"), 22, flexible=4, keep=True),
    Column("nearest", N_("nearest"), 14, flexible=2),
)


def ask_what_to_import(app: BaseApp) -> None:
    """Ask for files or a folder, and open the preview."""
    sheet = AskPath(_("Import"), _("Which file or folder? CSV, XLSX, ODS, loket's own JSON, or a mail (.eml)."), _OPENS)
    ask(app, sheet, partial(_open, app))


def _open(app: BaseApp, text: str) -> None:
    """The preview of tables; a mail becomes a record by quick entry."""
    if text.strip("\"' ").lower().endswith(MAIL):
        app.open_screen("quick_entry", "", text)
    else:
        app.open_screen("import_preview", text)


class ImportDetails(PagedTable):
    """What is wrong, in conflict, or good to know: enter shows the row."""

    BINDINGS: ClassVar[list[BindingType]] = [key("open", "open_row", word=N_("row"), tooltip=N_("Shows the row as it was read."))]


class ImportPreview(LoketScreen):
    """A trial of an import, on the import's own road, and the import itself."""

    FOOTER = ("open", "without", "overwrite", "export", "save", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z", "without", N_("without wrong rows"), id="without",
                tooltip=N_("Leaves out the rows that are wrong, and whatever depends on them; again: takes all or nothing.")),
        Binding("c", "overwrite", N_("file wins"), id="overwrite",
                tooltip=N_("Takes the file's row also where it was edited in loket since; again: keeps loket's.")),
        key("export", word=N_("errors as CSV"), tooltip=N_("Writes all errors to a CSV file.")),
        *save_keys("import", N_("take in"), N_("Takes everything in, in one step that undo takes back.")),
    ]  # fmt: skip
    DEFAULT_CSS = """
    ImportPreview #tables { height: auto; }
    ImportPreview #refusal { height: auto; max-height: 50%; padding: 1 1; color: $error; display: none; }
    ImportPreview.-refused #refusal { display: block; }
    ImportPreview.-refused PagedTable, ImportPreview.-refused Rule { display: none; }
    ImportPreview #details { height: 1fr; }
    ImportPreview #verdict { height: 2; padding: 0 1; }
    """

    def __init__(self, typed: str | Sequence[Path]) -> None:
        super().__init__()
        self._typed = typed
        self.paths: tuple[Path, ...] = ()
        self.trial: Trial | None = None
        self.skip_invalid = self.overwrite = False
        self._watched: ImportProgress | None = None

    @property
    def tables(self) -> PagedTable:
        """A line a table."""
        return self.query_one("#tables", PagedTable)

    @property
    def details(self) -> PagedTable:
        """What is wrong, in conflict, or good to know."""
        return self.query_one("#details", PagedTable)

    def compose_body(self) -> ComposeResult:
        """The tables, what is wrong with the one under the cursor, and what can be done."""
        yield Static(Content(""), id="refusal", markup=False)
        yield PagedTable(_TABLES, self._tables_page, id="tables")
        yield Rule()
        yield ImportDetails(_DETAILS, self._details_page, empty=N_("Nothing wrong here."), id="details")
        yield Rule()
        yield Static(Content(""), id="verdict", markup=False)

    def on_mount(self) -> None:
        """Start the trial."""
        super().on_mount()
        self.tables.focus()
        self._try()

    def refresh_data(self) -> None:
        """Nothing: what changed in loket meanwhile, the import itself sees."""

    # The trial

    def _try(self) -> None:
        watched = self._watched = ImportProgress(self.app)
        self.show_header(self.heading(), _("trying …"))
        load(self, "trial", self._show, self._run_trial, watched)

    def _run_trial(self, store: Store, watched: ImportProgress) -> Trial:
        try:
            paths = self.paths or (typed_paths(self._typed) if isinstance(self._typed, str) else tuple(self._typed))
            return replace(trials.try_import(lambda: self.run(store, paths, watched, dry_run=True)), paths=paths)
        finally:
            watched.over()

    def run(self, store: Store, paths: Sequence[Path], watched: ImportProgress, *, dry_run: bool) -> ImportSummary:
        """The import itself. Runs in a thread."""
        options = import_run.ImportOptions(dry_run=dry_run, skip_invalid=self.skip_invalid, overwrite=self.overwrite)
        return import_run.import_paths(store, paths, options, watched)

    def heading(self) -> str:
        """What the header says."""
        typed = [Path(self._typed.strip().strip("\"'"))] if isinstance(self._typed, str) else self._typed
        names = ", ".join(path.name or str(path) for path in self.paths or typed)
        return _("Import › {names}").format(names=names)

    def _show(self, trial: Trial) -> None:
        self.trial = trial
        self.paths = trial.paths or self.paths
        self.app.say("")
        self.show_header(self.heading(), _("TRIAL: nothing has changed yet"))
        self.set_class(trial.summary is None, "-refused")
        hint = _("A survey tool's own file? 8 l loads it. esc goes back.")
        self.query_one("#refusal", Static).update(Content(f"! {paragraphs(trial.refusal)}\n\n{hint}"))
        text, _ready = trials.verdict(trial, skip_invalid=self.skip_invalid, overwrite=self.overwrite)
        self.query_one("#verdict", Static).update(Content(text))
        rows = trials.table_rows(trial.summary) if trial.summary else []
        self.tables.styles.height = min(len(rows), _MOST_TABLES, max(4, self.size.height // 3)) + 1
        self.tables.reload(self._tables_page)
        self.details.reload(self._details_page)
        self.refresh_bindings()
        first = next((row.key for row in rows if row.record is not None and row.record.rejected), None)
        if first is not None:
            self.tables.go_to(first)

    def _tables_page(self, _store: Store, request: PageRequest) -> Page:
        rows = trials.table_rows(self.trial.summary) if self.trial and self.trial.summary else []
        return Page(rows[request.offset : request.offset + request.size], len(rows))

    def _details_page(self, _store: Store, request: PageRequest) -> Page:
        summary = self.trial.summary if self.trial else None
        row = self.tables.cursor_row
        lines = trials.details(summary, row.record if row else None) if summary else []
        return Page(lines[request.offset : request.offset + request.size], len(lines))

    @on(PagedTable.Highlighted, "#tables")
    def _other_table(self) -> None:
        self.details.cursor = 0
        self.details.reload(self._details_page)

    # Keys

    @on(PagedTable.Opened, "#tables")
    def _to_details(self) -> None:
        self.details.focus()

    @on(PagedTable.Opened, "#details")
    def _row_as_read(self, event: PagedTable.Opened) -> None:
        summary = self.trial.summary if self.trial else None
        if event.row.record is None or summary is None:
            return
        file, number = _place(event.row.record)
        wrong: dict[str, list[str]] = {}
        for one in summary.problems:
            if (one.file, one.row) == (file, number):
                wrong.setdefault(self.header_of(one), []).append(one.why)
        title = _("{file}, row {row}").format(file=file, row=number)
        load(self, "row", lambda cells: self.app.push_screen(RowAsRead(title, cells, wrong)), self.read_row, summary, file, number)

    def read_row(self, _store: Store, summary: ImportSummary, file: str, row: int) -> tuple[tuple[str, str], ...]:
        """The cells of a row, in a thread."""
        return import_files.row_as_read(summary.files, file, row)

    @staticmethod
    def header_of(problem: Problem) -> str:
        """Under which of a row's headers an error stands."""
        return problem.header or problem.column

    def action_without(self) -> None:
        """Leave out the wrong rows, or not any more."""
        if self._is_idle and self.trial and self.trial.summary and (self.skip_invalid or self.trial.summary.problems):
            self.skip_invalid = not self.skip_invalid
            self._try()

    def action_overwrite(self) -> None:
        """Let the file win where loket was edited, or not any more."""
        if self._is_idle and self.trial and self.trial.summary and (self.overwrite or self.trial.summary.conflicts):
            self.overwrite = not self.overwrite
            self._try()

    def action_export(self) -> None:
        """Write all errors to a file."""
        summary = self.trial.summary if self.trial else None
        if summary is None or not summary.problems:
            self.app.say(_("There are no errors to write."))
            return

        def write(_store: Store, path: Path) -> int:
            return rejected_rows.write_problems_to(path, summary.problems)

        ask_file(self, _("Write the errors"), rejected_rows.PROBLEMS_NAME, write)

    def next_pane(self) -> None:
        """From the tables to what is wrong, and back."""
        (self.tables if self.details.has_focus else self.details).focus()

    @property
    def _is_idle(self) -> bool:
        return self._watched is None or self._watched.is_over

    def action_import(self) -> None:
        """Take it in, when the trial says that it can."""
        if not self._is_idle or self.trial is None:
            return
        text, ready = trials.verdict(self.trial, skip_invalid=self.skip_invalid, overwrite=self.overwrite)
        if not ready:
            self.app.say_error(text or self.trial.refusal)
            return
        self._watched = ImportProgress(self.app)
        act(self, self._imported, self._not_imported, self._import, self._watched)

    def _import(self, store: Store, watched: ImportProgress) -> ImportSummary:
        try:
            return self.run(store, self.paths, watched, dry_run=False)
        finally:
            watched.over()

    def _imported(self, summary: ImportSummary) -> None:
        self.app.say(trials.told(summary), "done", undoable=True)
        if self.is_current:
            self.leave()

    def leave(self) -> None:
        """Back to where one was."""
        self.app.go_back()

    def _not_imported(self, refused: Refused) -> None:
        """Something changed since the trial: show how it is now."""
        self.app.say_error(refused)
        summary = getattr(refused, "summary", None)
        if summary is not None:
            self._show(Trial(summary))
            self.app.say_error(refused)

    def action_back(self) -> None:
        """Stop what runs; else away, nothing happened."""
        if self._watched is not None and not self._watched.is_over:
            self._watched.stop()
            if self.trial is not None:
                return
            self._watched.over()
            self.app.say(_("Stopped; nothing was changed."))
        elif self.trial is not None:
            self.app.say(_("Nothing was imported."))
        self.app.go_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that would do something."""
        summary = self.trial.summary if self.trial else None
        if action == "without":
            return self.skip_invalid or bool(summary and summary.problems)
        if action == "overwrite":
            return self.overwrite or bool(summary and summary.conflicts)
        if action == "export":
            return bool(summary and summary.problems)
        return super().check_action(action, parameters)


def _place(record: object) -> tuple[str, int]:
    """File and row of an error or a conflict."""
    place = getattr(record, "place", None)
    if place is not None:
        file, _space, row = str(place).rpartition(" ")
        return file, int(row)
    return str(getattr(record, "file", "")), int(getattr(record, "row", 0))
