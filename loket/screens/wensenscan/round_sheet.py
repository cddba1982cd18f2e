"""What the sheets of place 8 share: the round, its figures, a filter, and a list in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from loket.exchange import output_files
from loket.insight.rounds import Answered, Invited, RoundList, RoundName, Silent, round_list
from loket.language import N_, _, ngettext
from loket.language.formats import short_date
from loket.models.words import RecordKind
from loket.screens.export_file import WRITTEN, ask_file
from loket.screens.forms.ask_sheets import ask
from loket.screens.forms.conversation_form import plan_with
from loket.screens.forms.record_form import open_form
from loket.screens.loket_screen import FilteredScreen
from loket.screens.records.record_lines import joined, said
from loket.screens.wensenscan.survey_load import ask_what_to_load
from loket.widgets.bars import bar, share
from loket.widgets.choice import Choice, Option
from loket.widgets.columns import Column, Row
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import key, keys_of
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Rule
from loket.widgets.workers import load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.exchange.output_files import OutCell
    from loket.store.database import Store

_SHORTEST_BAR = 6
NEW_ROUND = 0
"""What stands for a round that is still to be made, among those to choose from."""

FileTable = tuple[Sequence[str], Sequence[Sequence["OutCell"]]]
"""Headers and rows of a file."""


class RoundSheet(FilteredScreen):
    """One sheet of a round. Subclasses name columns and records, and make rows and the lines of the file."""

    PLACE = 8
    COLUMNS: ClassVar[tuple[Column, ...]]
    EMPTY: ClassVar[str]
    LOGGED_AS: ClassVar[str] = "list wensenscan"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("filter", "export"),
        key("copy", show=False),
        Binding("l", "load_file", N_("load"), id="load_file", tooltip=N_("Loads the survey tool's own file into a round.")),
        Binding("n", "plan", N_("plan conversation"), id="plan", tooltip=N_("Plans a conversation about what they answered.")),
        Binding("i", "enter", N_("enter by hand"), id="enter", tooltip=N_("Enters what an audience answered by phone or on paper.")),
        Binding("v", "round", N_("round"), show=False, id="round", tooltip=N_("Shows another round, or makes a new one.")),
        key("edit", "edit_round", N_("edit round"), show=False, tooltip=N_("Changes the round's name, and when it was sent and closed.")),
    ]
    DEFAULT_CSS = "RoundSheet #figures { height: 1; padding: 0 1; } RoundSheet PagedTable { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.found: RoundList | None = None

    def compose_body(self) -> ComposeResult:
        """Figures, filter, list."""
        yield Static(Content(""), id="figures", markup=False)
        yield Rule()
        yield FilterBar()
        yield PagedTable(self.COLUMNS, self._page, empty=self.EMPTY, sort="name")

    def on_mount(self) -> None:
        """Read the round."""
        super().on_mount()
        self.table.focus()
        self.refresh_data()

    def on_screen_resume(self) -> None:
        """The other sheets may show another round by now."""
        super().on_screen_resume()
        if self.found is not None and self.app.round not in (None, self.found.name):
            self.refresh_data()

    def refresh_data(self) -> None:
        """Read the round anew."""
        load(self, "round", self._show, _read, self.app.round)

    def _show(self, found: RoundList | None) -> None:
        made = _made_since(self.found, found)
        if made is not None and found is not None and made.name != found.name:
            self.found = found
            self._take_round(made.name)
            return
        self.found = found
        if found is None:
            self.show_header(_("no round yet"))
        else:
            self.show_header(joined(found.name, self._state(found), by=", "), self.counted(found))
        first = _("l loads a survey file into a new round; v makes a round first.")
        self.query_one("#figures", Static).update(Content(self._figures(found) if found else first))
        self.table.reload(self._page)

    def _state(self, found: RoundList) -> str:
        today = self.app.today
        if found.closed_on and found.closed_on <= today:
            return _("closed")
        if found.closed_on:
            return _("until {day}").format(day=short_date(found.closed_on, today, weekday=False))
        return ""

    def _figures(self, found: RoundList) -> str:
        if not found.invited and not found.answered:
            return _("Who is invited is fixed when the round is first loaded (l): its invitations, else all active institutions.")
        called, answered = found.called, len(found.answered)
        parts = [
            joined(_("answered"), share(answered, found.invited), by=" "),
            joined(_("called"), share(called, answered), by=" "),
            joined(_("contradictory"), str(found.contradicting), by=" "),
            joined(_("responses"), str(found.responses), by=" "),
        ]
        extra = len({one.id for one in found.answered} - {one.id for one in found.population})
        if extra:
            parts.append(ngettext("{count} not invited", "{count} not invited", extra).format(count=extra))
        width = min(20, (self.size.width - 2 - len("   ".join(parts))) // 2 - 1)
        if width >= _SHORTEST_BAR:
            parts[0] += " " + bar(answered, found.invited, width)
            parts[1] += " " + bar(called, answered, width)
        return "   ".join(parts)

    # Given by the sheet

    def counted(self, found: RoundList) -> str:
        """How many of how many this sheet shows, where the figures above it do not say so."""
        return ""

    def records(self) -> Sequence[Any]:
        """All rows of this sheet."""
        raise NotImplementedError

    def row(self, record: Any) -> Row:
        """The line of one institution."""
        raise NotImplementedError

    def sorted_by(self, record: Any, column: str) -> Any:
        """What a column sorts on."""
        return record.institution.name.casefold()

    def file_name(self) -> str:
        """The name of the file that `x` writes."""
        return f"loket-wensenscan-{self.app.today.isoformat()}.csv"

    @staticmethod
    def file_table(store: Store, found: RoundList, records: Sequence[Any]) -> FileTable:
        """The headers and rows of that file. Runs in a thread."""
        raise NotImplementedError

    # The list

    def _page(self, store: Store, request: PageRequest) -> Page:
        found = self._narrowed(request.filter)
        if request.sort:
            found.sort(key=lambda one: self.sorted_by(one, request.sort), reverse=request.descending)
        lines = [self.row(one) for one in found[request.offset : request.offset + request.size]]
        return Page(lines, len(found), len(found), len(self.records()))

    def _narrowed(self, text: str) -> list[Any]:
        wanted = text.casefold().split()
        return [one for one in self.records() if all(piece in _searched(one) for piece in wanted)]

    # Keys

    def action_round(self) -> None:
        """Another round, or a new one."""
        rounds = self.found.rounds if self.found else ()
        options = [Option(one.id, one.name, self._facts(one)) for one in reversed(rounds)]
        new = Option(NEW_ROUND, _("new round …"))
        ask(self.app, Choice(_("Round"), [*options, new] if options else [new]), self._take)

    def _facts(self, one: RoundName) -> str:
        today = self.app.today
        sent = _("sent {day}").format(day=short_date(one.sent_on, today, weekday=False)) if one.sent_on else ""
        closed = _("closed {day}").format(day=short_date(one.closed_on, today, weekday=False)) if one.closed_on else ""
        return joined(sent, closed, ngettext("{count} response", "{count} responses", one.responses).format(count=one.responses))

    def _take(self, number: int) -> None:
        rounds = self.found.rounds if self.found else ()
        if number == NEW_ROUND:
            self.app.open_screen("round_form")
        else:
            self._take_round(next(one.name for one in rounds if one.id == number))

    def _take_round(self, name: str) -> None:
        self.app.round = name
        self.table.clear_selection()
        self.refresh_data()

    def action_edit_round(self) -> None:
        """Change the round's name and dates."""
        if self.found:
            self.app.round = None if self.app.round == self.found.name else self.app.round
            self.app.open_screen("round_form", self.found.id)

    def action_load_file(self) -> None:
        """Load the survey tool's own file."""
        ask_what_to_load(self.app)

    def action_plan(self) -> None:
        """Plan a conversation with the institution under the cursor, about this round."""
        here = self.institution_here()
        if here is not None:
            plan_with(self.app, here, self.found.name if self.found else None)

    def action_enter(self) -> None:
        """Enter a response of the institution under the cursor."""
        if self.found is None:
            self.app.say(_("l loads a survey file into a new round; v makes a round first."), "muted")
        else:
            open_form(self.app, "response_form", None, {"round_id": self.found.id, "institution_id": self.institution_here()})

    def action_copy(self) -> None:
        """Copy the lines."""
        rows = self.table.acted_on
        if rows:
            self.app.copy_to_clipboard("\n".join(row.record.institution.name for row in rows))
            self.app.say(_("Copied."))

    def chosen(self) -> list[Any]:
        """The selected records, else all that the list shows."""
        return [row.record for row in self.table.selected.values()] or self._narrowed(self.table.text)

    def action_export(self) -> None:
        """Write the selected, else all that the sheet shows, to a file."""
        found = self.found
        if found:
            records = self.chosen()

            def write(store: Store, path: Path) -> int:
                return output_files.write_table(path, *self.file_table(store, found, records))

            ask_file(self, _("Export this list"), self.file_name(), write, logged_as=self.LOGGED_AS, then=self.exported)

    def exported(self, path: Path, lines: int) -> None:
        """The file is written: say so."""
        self.app.say(_(WRITTEN).format(count=lines, file=path), "done")

    def show_done(self, outcome: Done) -> None:
        """Say what was done; nothing stays selected."""
        self.table.clear_selection()
        super().show_done(outcome)

    def institution_here(self) -> int | None:
        """The institution under the cursor."""
        row = self.table.cursor_row
        return row.record.id if row else None

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The institution under the cursor."""
        here = self.institution_here()
        return None if here is None else (RecordKind.INSTITUTION, here)


def _made_since(before: RoundList | None, now: RoundList | None) -> RoundName | None:
    """The round that was made or loaded since: that is the one to look at."""
    known = {one.id for one in before.rounds} if before else set()
    return next((one for one in reversed(now.rounds) if one.id not in known), None) if before and now else None


def _searched(record: Answered | Silent | Invited) -> str:
    facts = record.institution
    parts = [facts.name, facts.short_name, facts.city, facts.advisor, *facts.former, said(facts.kind), said(facts.umbrella)]
    return " ".join(part for part in parts if part).casefold()


def _read(store: Store, name: str | None) -> RoundList | None:
    with store.read() as reader:
        return round_list(reader, store.today, name)
