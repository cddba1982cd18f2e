"""`ctrl+k`: search everything as you type, from anywhere, also from within a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from loket.insight.search import LETTERS, SOURCES, Hit, SearchResult, search_as_typed
from loket.language import N_, _, ngettext
from loket.language.formats import number
from loket.models.words import RecordKind
from loket.screens.palette import Command, commands_of
from loket.widgets.base_app import Pause
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.query_suggester import QuerySuggester, told
from loket.widgets.sheet import Sheet, TitleRule
from loket.widgets.text import one_line
from loket.widgets.text_inputs import LineInput
from loket.widgets.workers import folded, load_found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loket.insight.lists.completion import Completion
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp

_PAUSE = 0.08
_ALL_LINES = 1_000
_MOST_COMMANDS = 3
_AROUND = 6
COLUMNS = (
    Column("letter", "", 2, keep=True),
    Column("title", "", 24, flexible=2, keep=True),
    Column("where", "", 18, flexible=2),
    Column("snippet", "", 18, flexible=2),
)


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """What is searched: the words, and the letter of the only kind wanted."""

    text: str
    only: str = ""

    @classmethod
    def typed(cls, text: str) -> SearchQuestion:
        """`v: koppeling` searches requests only."""
        head, colon, rest = text.partition(":")
        letter = head.strip().upper()
        if colon and len(letter) == 1 and letter in LETTERS:
            return cls(rest.strip(), letter)
        return cls(text.strip())


class Search(Sheet[None]):
    """Search over everything; the list follows what is typed."""

    DEFAULT_CSS = """
    Search > #sheet { width: 106; }
    Search PagedTable { height: 1; background: $pane; }
    Search #search-hint { height: auto; max-height: 3; }
    Search #search-hint.-wrong { color: $attention; }
    """
    FOOTER = ("search_open", "search_list", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("next"), show=False, id="search_down", priority=True),
        Binding("up", "move(-1)", N_("previous"), show=False, id="search_up", priority=True),
        Binding("pagedown", "page(1)", N_("page down"), show=False, id="search_page_down", priority=True),
        Binding("pageup", "page(-1)", N_("page up"), show=False, id="search_page_up", priority=True),
        Binding(
            "tab",
            "list",
            N_("list"),
            id="search_list",
            priority=True,
            tooltip=N_("Shows everything that was found as a list."),
        ),
    ]

    def __init__(self, text: str = "") -> None:
        super().__init__(_("Search"))
        self._text = text
        self._found = SearchResult((), 0)
        self._commands: list[Command] = []
        self._pause = Pause(self, _PAUSE, self._search)
        self._offered: Sequence[Completion] = ()
        self._answered: SearchQuestion | None = None
        self._listed: SearchQuestion | None = None
        self._in_haste = False

    def compose_sheet(self) -> ComposeResult:
        """The field, what was found, the keys."""
        field = LineInput(self._text, placeholder=_("a name, a word, a number such as V-371, a field such as theme:4"))
        field.suggester = QuerySuggester(self, [source.listing for source in SOURCES], self._offer)
        yield field
        table = PagedTable(COLUMNS, self._page, show_head=False, page_size=_ALL_LINES)
        table.can_focus = False
        yield table
        yield Static(Content(""), classes="hint", id="search-hint", markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(LineInput).focus()
        self._show(SearchResult((), 0))
        if self._text:
            self._search()

    @property
    def _asked(self) -> SearchQuestion:
        return SearchQuestion.typed(self.query_one(LineInput).value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._in_haste = False
        self._pause.restart()

    def _search(self) -> None:
        asked = self._asked

        def show(found: SearchResult) -> None:
            self._answered = asked
            self._show(found)

        load_found(self, "search", show, folded(search_as_typed), asked.text, asked.only)

    @on(PagedTable.Counted)
    def _counted(self) -> None:
        """What was found can be seen; an enter that came before it opens the first."""
        self._listed = self._answered
        if self._in_haste and self._listed == self._asked:
            self._in_haste = False
            self.query_one(PagedTable).action_open_row()

    def _show(self, found: SearchResult) -> None:
        self._found = found
        asked = self._asked
        self._commands = _commands(self.app.screen_stack[-2], asked, self.app)
        total = found.total + len(self._commands)
        hits = ngettext("{count} hit, newest first", "{count} hits, newest first", total).format(count=number(total))
        self.query_one(TitleRule).show_note(hits if asked.text else "")
        nothing = bool(asked.text) and not total
        self._say_keys()
        table = self.query_one(PagedTable)
        table.empty = _("Nothing found.") if nothing and not found.problem else ""
        table.cursor = 0
        table.styles.height = max(1, min(len(found.hits) + len(self._commands), self.app.size.height - _AROUND))
        table.reload()

    def _offer(self, text: str, offered: Sequence[Completion]) -> None:
        """Say what the last word can be, when it is still the one that was asked for."""
        if self.is_attached and text == self.query_one(LineInput).value:
            self._offered = offered
            self._say_keys()

    def _say_keys(self) -> None:
        """What the last word can be, what is wrong with it, or which keys there are."""
        hint = self.query_one("#search-hint", Static)
        if self._offered:
            text = told(self._offered, max(20, hint.size.width - 14)) + "   " + _("→ takes it")
        elif self._found.problem:
            text = self._found.problem
        elif self._asked.text and not self._found.total and not self._commands:
            text = _("tab makes this a request   esc back")
        else:
            text = _("enter open   tab list   v: s: n: a: only that kind   theme: state: fields   esc back")
        hint.update(Content(one_line(text)))
        hint.set_class(bool(self._found.problem) and not self._offered, "-wrong")

    def _page(self, _store: Store, _request: PageRequest) -> Page:
        lines = [_row(place, hit) for place, hit in enumerate(self._found.hits)]
        for place, command in enumerate(self._commands):
            cells = (Cell("›", "focus"), command.word, Cell(command.detail, "muted"), "")
            lines.append(Row(("command", place), cells, record=command))
        return Page(lines, len(lines))

    # What one can do

    def action_move(self, by: int) -> None:
        """Move through what was found."""
        self.query_one(PagedTable).action_move(by)

    def action_page(self, by: int) -> None:
        """Move a page through what was found."""
        self.query_one(PagedTable).action_move_page(by)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._pause.flush()
        if self._listed == self._asked:
            self.query_one(PagedTable).action_open_row()
        else:
            self._in_haste = True

    @on(PagedTable.Opened)
    def _opened(self, event: PagedTable.Opened) -> None:
        app, target = self.app, event.row.record
        self.dismiss(None)
        if isinstance(target, Command):
            app.call_later(app.run_action, target.action, target.node)
        elif isinstance(target, Hit) and target.kind is not None:
            app.call_later(_open, app, target.kind, target.id)
        elif isinstance(target, Hit):
            app.call_later(app.show_sheet, 7)

    def action_list(self) -> None:
        """Everything that was found as a list, of all kinds and states; nothing found becomes a request."""
        app, asked = self.app, self._asked
        row = self.query_one(PagedTable).cursor_row
        self.dismiss(None)
        if row is None and asked.text and not self._found.problem:
            app.call_later(app.open_screen, "request_form", None, {"title": asked.text})
        elif asked.text or asked.only:
            app.call_later(app.open_screen, "hits", asked.text, asked.only)


def _open(app: BaseApp, kind: RecordKind, key: int) -> None:
    app.open_record(kind, key)


def _row(place: int, hit: Hit) -> Row:
    cells = (Cell(hit.letter, "focus"), hit.title, Cell(hit.where, "muted"), Cell(f'"{hit.snippet}"' if hit.snippet else "", "muted"))
    return Row(("hit", place), cells, record=hit, confidential=hit.confidential)


def _commands(screen: Screen[object], asked: SearchQuestion, app: BaseApp) -> list[Command]:
    if asked.only or len(asked.text) < 2:
        return []
    wanted = asked.text.casefold().split()
    found = [
        one
        for one in commands_of(app, screen)
        if all(word in one.word.casefold() or any(other.startswith(word) for other in one.other_words.split()) for word in wanted)
    ]
    return found[:_MOST_COMMANDS]
