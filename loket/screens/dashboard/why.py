"""`w`: why a figure differs between two moments, in lines that add up to the difference, each a cause with its records."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from loket.exchange import output_files
from loket.insight.explanation.explanation import End, Explanation, Periods, Span
from loket.insight.explanation.moments import AsOf, months_from
from loket.insight.explanation.rendering import MOST, RenderedExplanation, RenderedLine, RenderedRecord, local, render_explanation, table
from loket.insight.figures.figure import Duration, Share, days_text
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import BY_ID
from loket.insight.history import HistoryEntry, history
from loket.language import N_, _
from loket.language.formats import number, short_date
from loket.models.errors import Refused
from loket.models.words import RecordKind
from loket.screens.dashboard.question_sheets import AskMoment
from loket.screens.export_file import ask_file
from loket.screens.forms.ask_sheets import ask
from loket.screens.loket_screen import LoketScreen
from loket.screens.records.record_lines import joined
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.keys import key
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Heading, Pane, PaneLine, Split
from loket.widgets.text import one_line
from loket.widgets.workers import load, load_beside

if TYPE_CHECKING:
    from loket.store.database import Store

_SIGNS = {1: "+", -1: "−", 0: "~"}
_LAST = 6
_WIDE = 100


class Why(LoketScreen):
    """One figure at two moments, with what came and what went. Made with the figure's id, and what the dashboard is asked for."""

    PLACE = 7
    CSS_PATH = "why.tcss"
    FOOTER = ("open", "export", "earlier", "later", "as_of", "history", "pane")
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("count", "", 7, keep=True),
        Column("cause", N_("Cause"), 26, flexible=2, keep=True),
        Column("detail", N_("What happened"), 24, flexible=3, keep=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("export", tooltip=N_("Writes all records of this explanation to a file, with cause, before and after.")),
        Binding("<", "months(-1)", N_("a month back"), id="earlier", tooltip=N_("Compares with a month earlier.")),
        Binding(">", "months(1)", N_("a month on"), id="later", tooltip=N_("Compares with a month later.")),
        key("as_of", "moment", tooltip=N_("Compares with another moment: a day, a date-time, #N of the change log.")),
    ]

    def __init__(
        self,
        indicator: str,
        filters: Filters | None = None,
        span: Periods | None = None,
        then: AsOf | None = None,
        now: AsOf | None = None,
    ) -> None:
        super().__init__()
        self.indicator = BY_ID[indicator]
        self.filters, self.span = filters or Filters(), span or Span()
        self.then, self.now = then, now or AsOf()
        self.found: RenderedExplanation | None = None
        self.unfolded: set[int] = set()

    @property
    def table(self) -> PagedTable:
        """The lines."""
        return self.query_one(PagedTable)

    def compose_body(self) -> ComposeResult:
        """The sum, the lines, and the record under the cursor."""
        yield Static(Content(""), id="sum", markup=False)
        with Split():
            yield PagedTable(self.COLUMNS, self._page, show_head=False)
            yield Pane()

    def on_mount(self) -> None:
        """Explain the difference with a month ago, or with the moment that was asked for."""
        super().on_mount()
        self.table.focus()
        self._say_where()
        self.refresh_data()

    def on_resize(self) -> None:
        """The figure's whole name where it fits."""
        self._say_where()

    def _say_where(self) -> None:
        name = _(self.indicator.label if self.size.width >= _WIDE else self.indicator.short)
        ends = heading(self.found.explanation, self.app.today) if self.found else ""
        self.show_header(f"{_('Why')}: {name}   {ends}".rstrip())

    def refresh_data(self) -> None:
        """Explain anew, unless nothing was written since."""
        if self.found is None:
            self._say_sum(_("The change log is being read …"))
        load(self, "why", self._show, self._explained)

    def _explained(self, store: Store) -> RenderedExplanation | Refused | None:
        """None: what is shown still holds."""
        shown = self.found.explanation if self.found else None
        if shown is not None and shown.then.known == self.then and (self.now.moment or shown.now.seq == _last_line(store)):
            return None
        try:
            return self._account(store, self.then or months_from(store, self.now, -1), MOST)
        except Refused as refused:
            return refused

    def _account(self, store: Store, then: AsOf, most: int | None) -> RenderedExplanation:
        today, span = self.now.moment.day if self.now.moment else store.today, self.span
        if isinstance(span, Span) and span.start and span.end:
            span = Span.moving(span.start, span.end, today)
        return render_explanation(store, self.indicator, self.filters, span, then, self.now, most)

    def _show(self, found: RenderedExplanation | Refused | None) -> None:
        if found is None:
            return
        if isinstance(found, Refused):
            self._say_sum(str(found))
            return
        self.found, self.then = found, found.explanation.then.known
        explanation = found.explanation
        self._say_where()
        nothing = _("No difference: the same records count at both moments. < goes a month back.")
        self._say_sum(sum_text(explanation) if found.lines else nothing)
        self.table.reload()

    def _say_sum(self, text: str) -> None:
        self.query_one("#sum", Static).update(Content(f"   {one_line(text)}"))

    # The lines

    def _page(self, _store: Store, request: PageRequest) -> Page:
        rows: list[Row] = []
        for place, line in enumerate(self.found.lines if self.found else ()):
            rows.append(self._line_row(place, line))
            if place in self.unfolded:
                rows += [self._record_row(place, told) for told in line.records]
                rows += [_rest_row(place, line)] if len(line.line.records) > len(line.records) else []
        return Page(rows[request.offset : request.offset + request.size], len(rows))

    def _line_row(self, place: int, line: RenderedLine) -> Row:
        count = f"{_SIGNS[line.line.sign]} {number(len(line.line.records)):>4}"
        return Row(place, (Cell(count, "bold"), Cell(line.label, "bold"), joined(_beside(line), line.detail)), record=line)

    def _record_row(self, place: int, told: RenderedRecord) -> Row:
        log_line, stood = told.log_line, f"{told.was} → {told.now}"
        by = f"{short_date(local(log_line.at).date(), self.app.today, weekday=False)} {log_line.who or '?'}" if log_line else ""
        happened = joined(told.institution, told.what or ("" if told.changed.effect.numerator else stood), by)
        return Row((place, told.changed.id), (Cell(told.number, "muted"), f"  {told.title}", Cell(happened, "muted")), record=told)

    # The pane

    def on_paged_table_highlighted(self, event: PagedTable.Highlighted) -> None:
        """Show the record under the cursor, of a line its first."""
        told = self._told()
        if told is None:
            self.query_one(Pane).show(())
            return
        self._show_pane(told, [])
        if not told.hidden:
            load_beside(self, "pane", lambda entries: self._show_pane(told, entries), _history, told.kind, told.changed.id)

    def _told(self) -> RenderedRecord | None:
        row = self.table.cursor_row
        record = row.record if row is not None else None
        if isinstance(record, RenderedLine):
            return record.records[0] if record.records else None
        return record if isinstance(record, RenderedRecord) else None

    def _show_pane(self, told: RenderedRecord, entries: list[HistoryEntry]) -> None:
        lines: list[PaneLine] = [Heading(f"{told.number}  {told.title}")]
        lines += [told.institution] if told.institution else []
        lines += [Fact(f"{told.was} → {told.now}", _("in the figure"))]
        lines += [Fact(told.what, _("because"))] if told.what else []
        log_line = told.log_line
        if log_line is not None and log_line.reason:
            lines += [Fact(log_line.reason, _("reason"))]
        explanation = self.found.explanation if self.found else None
        since = [entry for entry in entries if explanation and explanation.then.seq < entry.seq <= explanation.now.seq]
        if since:
            lines += ["", Heading(_("Since then"))]
            for entry in reversed(since[-_LAST:]):
                lines += [entry.heading, *(Fact(f"  {change.line}", tone="muted") for change in entry.changes[:4] if entry.op == "update")]
        brief = (f"{told.number}  {joined(told.title, told.institution)}", joined(told.what, f"{told.was} → {told.now}"))
        self.query_one(Pane).show(lines, brief)

    # Keys

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Open or close a line with several records; open the record of a line with one."""
        record = event.row.record
        if isinstance(record, RenderedLine) and len(record.line.records) > 1:
            self.unfolded ^= {int(str(event.row.key))}
            self.table.reload()
        elif (told := self._told()) is not None and not told.hidden:
            self.app.open_record(told.kind, told.changed.id)

    def record_here(self) -> tuple[RecordKind, int] | None:
        """The record under the cursor."""
        told = self._told()
        return None if told is None or told.hidden else (told.kind, told.changed.id)

    def institution_here(self) -> int | None:
        """The institution under the cursor."""
        here = self.record_here()
        return here[1] if here and here[0] is RecordKind.INSTITUTION else None

    def next_pane(self) -> None:
        """f6 opens all lines, or closes them."""
        every = set(range(len(self.found.lines))) if self.found else set()
        self.unfolded = set() if every <= self.unfolded else every
        self.table.reload()

    def action_months(self, by: int) -> None:
        """Compare with a month further back or on."""
        if self.then is not None:
            load(self, "moment", self._compare, months_from, self.then, by)

    def action_moment(self) -> None:
        """Ask the moment to compare with."""
        ask(self.app, AskMoment(_("Compare with which moment?"), self.then), self._compare)

    def _compare(self, then: AsOf) -> None:
        if then.moment is None or (self.now.moment is not None and then.moment.seq > self.now.moment.seq):
            self.app.say(_("That is not before {moment}: there is nothing to compare with.").format(moment=self.now.shown()), "attention")
            return
        self.then, self.found = then, None
        self.unfolded.clear()
        self.table.reload()
        self.refresh_data()

    def action_export(self) -> None:
        """Write all records of the explanation to a file."""
        name = f"loket-{_('why')}-{self.indicator.id}-{self.app.today.isoformat()}.csv"

        def write(store: Store, path: Path) -> int:
            headers, rows = table(self._account(store, self.then or months_from(store, self.now, -1), None))
            return output_files.write_table(path, headers, rows)

        ask_file(self, _("Export this explanation"), name, write, logged_as=f"explanation {self.indicator.id}")


def heading(found: Explanation, today: date) -> str:
    """`28/109 op 23 okt → 37/118 nu`."""
    ends = (_end_text(found.then, today), _end_text(found.now, today))
    return " → ".join(ends)


def _end_text(end: End, today: date) -> str:
    if end.known.moment is None:
        return _("{figure} now").format(figure=figure_text(end))
    return _("{figure} on {day}").format(figure=figure_text(end), day=short_date(end.today, today, weekday=False))


def figure_text(end: End) -> str:
    """`28/109`, `171`, `41 d, n 139`."""
    found = end.figure
    if isinstance(found, Duration):
        return _("{days} d, n {n}").format(days=days_text(found.median_tenths), n=number(found.n))
    if found.denominator is None:
        return number(found.numerator)
    return f"{number(found.numerator)}/{number(found.denominator)}"


def sum_text(found: Explanation) -> str:
    """`+9 = 14 erbij − 5 eraf`, with what happened to the denominator and the unknown."""
    change, parts = found.difference, []
    text = _("{change} = {came} came − {went} went")
    parts.append(text.format(change=signed(change.numerator), came=number(found.came), went=number(found.went)))
    if isinstance(found.now.figure, Share) and found.now.figure.denominator is not None:
        parts.append(_("denominator {change}").format(change=signed(change.denominator)))
    if found.indicator.unknown:
        parts.append(_("unknown {change}").format(change=signed(change.unknown)))
    if found.indicator.contradicts:
        parts.append(_("contradictory {change}").format(change=signed(change.contradictory)))
    return " · ".join(parts)


def signed(value: int) -> str:
    """`+9`, `−5`, `0`."""
    return f"{'+' if value > 0 else ''}{number(value)}"


def _beside(line: RenderedLine) -> str:
    """Of a line beside the numerator what it does to the other numbers."""
    effect = line.line.effect
    if line.line.sign:
        return ""
    parts = [
        _("denominator {change}").format(change=signed(effect.denominator)) if effect.denominator else "",
        _("unknown {change}").format(change=signed(effect.unknown)) if effect.unknown else "",
        _("contradictory {change}").format(change=signed(effect.contradictory)) if effect.contradictory else "",
    ]
    return ", ".join(part for part in parts if part)


def _rest_row(place: int, line: RenderedLine) -> Row:
    text = _("the first {shown} of {all}; x writes them all").format(shown=number(MOST), all=number(len(line.line.records)))
    return Row((place, 0), (Cell(""), Cell(f"  {text}", "muted"), ""))


def _history(store: Store, kind: RecordKind, record: int) -> list[HistoryEntry]:
    return history(store, kind, record)


def _last_line(store: Store) -> int:
    with store.read() as reader:
        return reader.last_line()
