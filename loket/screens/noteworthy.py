"""What rose and fell since the period before: a line a change, its sentence beside it, and the records of both periods behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from loket.exchange import output_files
from loket.insight.figures.comparison import USUAL, Comparison
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import Timing
from loket.insight.figures.period import Period
from loket.insight.lists.listing import Among
from loket.insight.noteworthy.changes import Change, Noteworthy, noteworthy, signed
from loket.insight.noteworthy.significance import rule_in_full
from loket.language import N_, _, ngettext
from loket.language.formats import number as figure
from loket.language.formats import short_date
from loket.screens.export_file import ask_file
from loket.screens.figure_records import moment_words, show_records
from loket.screens.loket_screen import FilteredScreen
from loket.screens.records.record_lines import joined
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import key, keys_of
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Heading, Pane, PaneLine, Split
from loket.widgets.text import one_line
from loket.widgets.workers import load

if TYPE_CHECKING:
    from loket.exchange.output_files import OutCell
    from loket.store.as_of import PastStore
    from loket.store.database import Store

_MORE, _MAYBE = "●", "○"


class NoteworthyScreen(FilteredScreen):
    """The changes of a period and filters. `past` is the store of an earlier moment that they are of."""

    PLACE = 7
    FOOTER = ("open", "then", "copy", "certain", "filter", "select", "export")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", word=N_("records"), tooltip=N_("Opens the records of this period.")),
        Binding("b", "then", N_("records of then"), id="then", tooltip=N_("Opens the records of the period that is compared with.")),
        key("copy", word=N_("copy sentence"), tooltip=N_("Copies the sentence, or those of all selected.")),
        Binding("c", "certain", N_("●/all"), id="certain", tooltip=N_("Shows only what is more than chance, or everything.")),
        *keys_of("filter", "export"),
    ]
    COLUMNS = (
        Column("sign", "", 1, keep=True),
        Column("what", N_("Counted"), 28, flexible=3, keep=True),
        Column("counts", N_("Then → now"), 22, keep=True, align="right"),
        Column("share", "%", 6, align="right"),
        Column("institutions", N_("Institutions"), 12, align="right"),
    )
    DEFAULT_CSS = """
    NoteworthyScreen #rule { height: auto; padding: 0 1; color: $muted; }
    """

    def __init__(self, period: Period, filters: Filters, comparison: Comparison = USUAL, past: PastStore | None = None) -> None:
        super().__init__()
        self._period, self._filters, self._comparison, self._past = period, filters, comparison, past
        self.found: Noteworthy | None = None
        self._only_certain = False

    def compose_body(self) -> ComposeResult:
        """The list, the sentence beside it, and the rule below."""
        yield FilterBar()
        with Split():
            yield PagedTable(self.COLUMNS, self._page, show_head=True, id="changes")
            yield Pane()
        yield Static(Content(""), id="rule", markup=False)

    def on_mount(self) -> None:
        """Look for changes."""
        super().on_mount()
        self.table.focus()
        self.show_header(self.where())
        self.refresh_data()

    def refresh_data(self) -> None:
        """Look for changes anew."""
        load(self, "changes", self._show, _changes, self._past, self._period, self._filters, self._comparison)

    def _show(self, found: Noteworthy) -> None:
        self.found = found
        self.table.empty = N_("Nothing changed enough to mention.")
        self.query_one("#rule", Static).update(Content(one_line(rule_in_full(found.compared))))
        self.table.reload()

    def where(self) -> str:
        """Periods, filters, moment."""
        today, past = self.app.today, self._past
        compared = self._comparison.shown(self._period, today)
        certain = _("more than chance") if self._only_certain else ""
        return joined(self._period.shown(), self._filters.shown(), compared, moment_words(past, today), certain)

    # The list

    def _page(self, _store: Store, request: PageRequest) -> Page:
        changes = list(self._shown(request.filter))
        lines = list(_grouped(changes))
        of = len(self.found.changes) if self.found else 0
        return Page(lines[request.offset : request.offset + request.size], len(lines), len(changes), of)

    def _shown(self, text: str) -> Iterator[Change]:
        """The changes that the words and the sign leave."""
        words = text.casefold().split()
        for change in (*self.found.rises, *self.found.falls) if self.found else ():
            said = f"{change.said} {_(change.subject)}".casefold()
            if all(word in said for word in words) and (change.counts.is_more_than_chance or not self._only_certain):
                yield change

    def on_paged_table_counted(self, event: PagedTable.Counted) -> None:
        """Show n of N."""
        if self.found is not None:
            many = figure(event.records) if event.records == event.of else _("{n} of {all}").format(n=event.records, all=event.of)
            self.show_header(self.where(), many)

    def on_paged_table_highlighted(self, event: PagedTable.Highlighted) -> None:
        """The sentence, and what it rests on."""
        change: Change | None = event.row.record if event.row is not None else None
        if change is None:
            self.query_one(Pane).show(())
        else:
            self.query_one(Pane).show(self._about(change), brief=(change.sentence(), periods(change)))

    def _about(self, change: Change) -> list[PaneLine]:
        counts = change.counts
        told = _("more than chance") if counts.is_more_than_chance else _("may be chance")
        lines: list[PaneLine] = [
            Heading(_(change.subject).upper()),
            Fact(change.sentence()),
            "",
            Fact(change.now.shown() if change.timing is Timing.FLOW else _on(change.now), _("now")),
            Fact(change.then.shown() if change.timing is Timing.FLOW else _on(change.then), _("then")),
            Fact(f"{_sign(change)} {told}, p = {figure(counts.chance, 3)}", _("chance")),
        ]
        if counts.came is not None and counts.went is not None:
            lines += [Fact(figure(counts.came), _("only now")), Fact(figure(counts.went), _("only then"))]
        return [*lines, "", Fact(_("enter opens those of now, b those of then"), tone="muted")]

    # Acts

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """The records of now."""
        self._open(event.row.record, now=True)

    def action_then(self) -> None:
        """The records of the period that is compared with."""
        row = self.table.cursor_row
        if row is not None:
            self._open(row.record, now=False)

    def _open(self, change: Change, *, now: bool) -> None:
        if self.found is None:
            return
        period, shown = (change.now, change.counts.now) if now else (change.then, change.counts.before)
        if not shown:
            self.app.say(_("Nothing was counted here."))
            return
        show_records(self.app, Among(change.behind, period, self.found.filters), shown, self._past)

    def action_copy(self) -> None:
        """Copy the sentence under the cursor, or those that are selected."""
        rows = self.table.acted_on
        if rows:
            said = [f"{row.record.sentence()} ({periods(row.record)})" for row in rows]
            self.app.copy_to_clipboard("\n".join(map(one_line, said)))
            self.app.say(ngettext("{count} sentence copied.", "{count} sentences copied.", len(rows)).format(count=len(rows)))

    def action_certain(self) -> None:
        """Only what is more than chance, or everything."""
        self._only_certain = not self._only_certain
        self.table.reload()

    def action_export(self) -> None:
        """Write the changes to a file."""
        if self.found is None:
            return
        name = f"loket-{_('rises and falls')}-{self._period.start.isoformat()}-{self._period.end.isoformat()}.csv".replace(" ", "-")
        headers = (
            _("subject"), _("counted"), _("then"), _("now"), "%", _("institutions then"), _("institutions now"), "p", _("more than chance"),
            _("sentence"), _("periods"),
        )  # fmt: skip
        rows = [_cells(change) for change in self._shown(self.table.text)]
        ask_file(
            self, _("Export this list"), name, lambda _store, path: output_files.write_table(path, headers, rows), logged_as="noteworthy"
        )


def periods(change: Change) -> str:
    """`1 jan – 21 nov 2026 tegenover 1 jan – 21 nov 2025`; of a state the two days."""
    now, then = (change.now.shown(), change.then.shown()) if change.timing is Timing.FLOW else (_on(change.now), _on(change.then))
    return _("{now} against {then}").format(now=now, then=then)


def _on(period: Period) -> str:
    return _("state on {day}").format(day=f"{short_date(period.end, period.end, weekday=False)} {period.end.year}")


def _sign(change: Change) -> str:
    return _MORE if change.counts.is_more_than_chance else _MAYBE


def _grouped(changes: Sequence[Change]) -> Iterator[Line]:
    """Rises, then falls, a line for each subject."""
    for (rises, subject), group in groupby(changes, lambda one: (one.counts.rises, one.subject)):
        found = list(group)
        yield Group(f"▲ {_('rises')}: {_(subject)}" if rises else f"▼ {_('falls')}: {_(subject)}", len(found))
        yield from map(_row, found)


def _row(change: Change) -> Row:
    counts = change.counts
    sign = Cell(_sign(change), "focus" if counts.is_more_than_chance else "muted")
    share = f"{signed(counts.per_cent)}%" if counts.per_cent is not None else "–"
    at = f"{figure(change.institutions[0])} → {figure(change.institutions[1])}" if change.institutions else "–"
    return Row((counts.rises, change.subject, change.said), (sign, one_line(change.label), change.brief(), share, at), record=change)


def _changes(store: Store, past: PastStore | None, period: Period, filters: Filters, comparison: Comparison) -> Noteworthy:
    return noteworthy(past or store, period, filters, comparison)


def _cells(change: Change) -> list[OutCell]:
    counts, at = change.counts, change.institutions or (None, None)
    certain = _("yes") if counts.is_more_than_chance else _("no")
    return [
        _(change.subject), change.said, counts.before, counts.now, counts.per_cent, *at, round(counts.chance, 4), certain,
        change.sentence(), periods(change),
    ]  # fmt: skip
