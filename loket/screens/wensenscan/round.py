"""WensenScan, place 8: who answered, what, and whether anybody called since; second sheet, who did not answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from loket.insight.lists.institutions import InstitutionRow
from loket.insight.rounds import Answered, RoundList, round_list
from loket.language import N_, _, label
from loket.language.formats import short_date
from loket.models.words import Audience, RecordKind, SdmScope
from loket.screens.base import LoketScreen
from loket.screens.forms.asking import AskText, ask
from loket.screens.institutions.list import last_contact
from loket.screens.records.lines import day, joined, said, short, themes
from loket.widgets.bars import bar, share
from loket.widgets.choice import Choice, Option
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import key, keys_of
from loket.widgets.loading import act, load
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Rule

if TYPE_CHECKING:
    from datetime import date

    from loket.store.opening import Store

_SHORTEST_BAR = 6
_SHOWN = (Audience.POLICY_QUALITY, Audience.PROFESSIONALS, Audience.PATIENTS)


class RoundSheet(LoketScreen):
    """What both sheets share: the round, its figures, a filter, and the list in memory."""

    PLACE = 8
    COLUMNS: ClassVar[tuple[Column, ...]]
    EMPTY: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("filter", "export"),
        key("copy", show=False),
        Binding("n", "plan", N_("plan conversation"), id="plan", tooltip=N_("Plans a conversation with this institution.")),
        Binding("v", "round", N_("round"), show=False, id="round", tooltip=N_("Shows another round.")),
    ]
    DEFAULT_CSS = "RoundSheet #figures { height: 1; padding: 0 1; } RoundSheet PagedTable { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.found: RoundList | None = None
        self.round: str | None = None

    @property
    def table(self) -> PagedTable:
        """The institutions."""
        return self.query_one(PagedTable)

    def compose_body(self) -> ComposeResult:
        """Figures, filter, list."""
        yield Static(Content(""), id="figures", markup=False)
        yield Rule()
        yield FilterBar()
        yield PagedTable(self.COLUMNS, self._page, empty=self.EMPTY, sort="name")

    def on_mount(self) -> None:
        """Read the round."""
        super().on_mount()
        self.show_bearing(self.sheet())
        self.table.focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the round anew."""
        load(self, "round", self._show, _read, self.round)

    def _show(self, found: RoundList | None) -> None:
        self.found = found
        if found is None:
            self.show_bearing(self.sheet(), _("no round yet"))
        else:
            state = _("closed") if found.closed_on and found.closed_on <= self.desk.today else ""
            self.show_bearing(self.sheet(), joined(found.name, state, by=", "))
            self.query_one("#figures", Static).update(Content(self._figures(found)))
        self.table.reload(self._page)

    def _figures(self, found: RoundList) -> str:
        answered, called = len(found.answered), found.called
        parts = [
            joined(_("answered"), share(answered, found.invited), by=" "),
            joined(_("called"), share(called, answered), by=" "),
            joined(_("contradictory"), str(found.contradicting), by=" "),
            joined(_("responses"), str(found.responses), by=" "),
        ]
        width = min(20, (self.size.width - 2 - len("   ".join(parts))) // 2 - 1)
        if width >= _SHORTEST_BAR:
            parts[0] += " " + bar(answered, found.invited, width)
            parts[1] += " " + bar(called, answered, width)
        return "   ".join(parts)

    def sheet(self) -> str:
        """The header's second line."""
        raise NotImplementedError

    def records(self) -> Sequence[Any]:
        """All rows of this sheet."""
        raise NotImplementedError

    def row(self, record: Any) -> Row:
        """The line of one institution."""
        raise NotImplementedError

    def _page(self, store: Store, request: PageRequest) -> Page:
        everything = self.records()
        wanted = request.filter.casefold().split()
        found = [one for one in everything if all(piece in _searched(one) for piece in wanted)]
        if request.sort:
            found.sort(key=lambda one: self.sorted_by(one, request.sort), reverse=request.descending)
        lines = [self.row(one) for one in found[request.offset : request.offset + request.size]]
        return Page(lines, len(found), len(found), len(everything))

    def sorted_by(self, record: Any, column: str) -> Any:
        """What a column sorts on."""
        return _facts(record).name.casefold()

    # Keys

    def action_filter(self) -> None:
        """Narrow the list while typing."""
        self.query_one(FilterBar).open()

    def on_filter_bar_narrowed(self, event: FilterBar.Narrowed) -> None:
        """Show what the words find."""
        self.table.filter_by(event.text)

    def on_filter_bar_left(self) -> None:
        """Back to the list."""
        self.table.focus()

    def action_round(self) -> None:
        """Another round."""
        if self.found:
            ask(self.desk, Choice(_("Round"), [Option(name, name) for name in self.found.rounds]), self._take_round)

    def _take_round(self, name: str) -> None:
        self.round = name
        self.refresh_data()

    def action_plan(self) -> None:
        """Plan a conversation with the institution under the cursor."""
        here = self.institution_here()
        if here is not None:
            self.desk.open_screen("conversation_form", None, {"institution_id": here, "kind": "wensenscan"})

    def action_copy(self) -> None:
        """Copy the lines."""
        rows = self.table.acted_on
        if rows:
            self.desk.copy_to_clipboard("\n".join(_facts(row.record).name for row in rows))
            self.desk.say(_("Copied."))

    def action_export(self) -> None:
        """Write the selected, else the whole sheet, to a CSV file."""
        if self.found:
            name = f"loket-wensenscan-{self.desk.today.isoformat()}.csv"
            records = [row.record for row in self.table.selected.values()] or list(self.records())
            sheet = AskText(_("Export this list"), _("To which file?"), value=str(Path.home() / name), needed=True)
            ask(self.desk, sheet, lambda path: act(self, self._exported, None, _export, Path(path).expanduser(), records))

    def _exported(self, written: tuple[Path, int]) -> None:
        self.desk.say(_("{count} lines written to {file}.").format(count=written[1], file=written[0]), "done")

    def institution_here(self) -> int | None:
        """The institution under the cursor."""
        row = self.table.cursor_row
        return _facts(row.record).id if row else None

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The institution under the cursor."""
        here = self.institution_here()
        return None if here is None else (RecordKind.INSTITUTION, here)


class RoundAnswers(RoundSheet):
    """Who answered: days per audience, the answers, what help they want, and whether anybody called."""

    FOOTER = ("open", "log", "plan", "follow_up", "select", "filter", "sort", "export")
    EMPTY = N_("Nobody answered yet.")
    COLUMNS = (
        Column("name", N_("Institution"), 22, flexible=2, keep=True, sortable=True),
        Column("kind", N_("Kind"), 8, sortable=True),
        Column("b", "B", 6, keep=True),
        Column("z", "Z", 6, keep=True),
        Column("p", "P", 6, keep=True),
        Column("sdm", "Samen beslissen", 15, sortable=True),
        Column("info", N_("Outc"), 5, keep=True, sortable=True),
        Column("themes", N_("Help with"), 9),
        Column("called", N_("Called"), 10, keep=True, sortable=True),
        Column("advisor", N_("Advisor"), 8, sortable=True),
    )

    def sheet(self) -> str:
        """The header's second line."""
        return _("[Round] not answered")

    def records(self) -> Sequence[Answered]:
        """Who answered."""
        return self.found.answered if self.found else ()

    def row(self, record: Answered) -> Row:
        """The line of one institution."""
        today, facts = self.desk.today, record.institution
        called = day(record.called_on, today) if record.called_on else _("not yet")
        return Row(
            record.id,
            (
                facts.name, short(facts.kind), *(_answered_on(record.days.get(audience)) for audience in _SHOWN),
                _against(_scope(record.sdm), record.sdm_contradicts), _against(said(record.uses_info), record.info_contradicts),
                themes(record.themes), Cell(called, "" if record.called_on else "attention"), facts.advisor or "–",
            ),
            record=record,
        )  # fmt: skip

    def sorted_by(self, record: Answered, column: str) -> Any:
        """What a column sorts on; what is not known comes last, who was not called first."""
        facts = record.institution
        keys: dict[str, str] = {
            "kind": facts.kind or "~", "sdm": record.sdm or "~", "info": record.uses_info or "~", "advisor": facts.advisor or "~",
            "called": record.called_on.isoformat() if record.called_on else "",
        }  # fmt: skip
        return keys.get(column, ""), facts.name.casefold()

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """The answers side by side."""
        if self.found:
            self.desk.open_screen("answers", event.row.record.id, self.found.name)


class RoundSilent(RoundSheet):
    """Who was invited and did not answer: for a reminder."""

    FOOTER = ("open", "log", "plan", "follow_up", "select", "export", "filter")
    EMPTY = N_("Everybody answered.")
    COLUMNS = (
        Column("name", N_("Institution"), 26, flexible=2, keep=True, sortable=True),
        Column("kind", N_("Kind"), 8, sortable=True),
        Column("umbrella", N_("Umbrella"), 6),
        Column("province", N_("Province"), 13),
        Column("last", N_("Last contact"), 18, keep=True, sortable=True),
        Column("advisor", N_("Advisor"), 10, keep=True, sortable=True),
    )

    def sheet(self) -> str:
        """The header's second line."""
        count = f" {len(self.found.silent)}" if self.found else ""
        return _("round [Not answered{count}]").format(count=count)

    def records(self) -> Sequence[InstitutionRow]:
        """Who did not answer."""
        return self.found.silent if self.found else ()

    def row(self, record: InstitutionRow) -> Row:
        """The line of one institution."""
        cells = (
            record.name, short(record.kind), said(record.umbrella), said(record.province), last_contact(record, self.desk.today),
            record.advisor or "–",
        )  # fmt: skip
        return Row(record.id, cells, record=record)

    def sorted_by(self, record: InstitutionRow, column: str) -> Any:
        """What a column sorts on."""
        keys: dict[str, str] = {
            "kind": record.kind or "~", "advisor": record.advisor or "~", "last": record.last_on.isoformat() if record.last_on else "",
        }  # fmt: skip
        return keys.get(column, ""), record.name.casefold()

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Its dossier."""
        self.desk.open_record(RecordKind.INSTITUTION, event.row.record.id)


def _facts(record: Answered | InstitutionRow) -> InstitutionRow:
    return record.institution if isinstance(record, Answered) else record


def _searched(record: Answered | InstitutionRow) -> str:
    facts = _facts(record)
    parts = [facts.name, facts.short_name, facts.city, facts.advisor, *facts.former, said(facts.kind), said(facts.umbrella)]
    return " ".join(part for part in parts if part).casefold()


def _answered_on(value: date | None) -> str:
    """The day; the year is the round's."""
    return "–" if value is None else short_date(value, value, weekday=False)


def _scope(value: SdmScope | None) -> str:
    if value is SdmScope.ALL:
        return _("all groups")
    return _("some groups") if value is SdmScope.SOME else said(value)


def _against(text: str, contradicts: bool) -> Cell:
    return Cell(f"≠ {text}", "attention") if contradicts else Cell(text)


def _read(store: Store, name: str | None) -> RoundList | None:
    with store.read() as reader:
        return round_list(reader, store.today, name)


def _export(store: Store, path: Path, records: Sequence[Answered | InstitutionRow]) -> tuple[Path, int]:
    from loket.casework.exports import remember_export
    from loket.exchange.writing import write_csv

    headers = [_("Institution"), _("Kind"), _("Umbrella"), _("Province"), _("Advisor"), _("Last contact"), _("Called")]
    many = write_csv(path, headers, (_line(record) for record in records))
    remember_export(store, "list wensenscan", many)
    return path, many


def _line(record: Answered | InstitutionRow) -> list[str | date | None]:
    facts = _facts(record)
    called = record.called_on if isinstance(record, Answered) else None
    words = [label(one) if one else "" for one in (facts.kind, facts.umbrella, facts.province)]
    return [facts.name, *words, facts.advisor or "", facts.last_on, called]
