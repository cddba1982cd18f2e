"""Verdicts beside what loket computes: a small table, and the requests behind each of its cells; differences first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from loket.insight.unmet_needs import Computed, Judged, VerdictCell, VerdictComparison, compare_verdicts
from loket.language import _, label, ngettext
from loket.language.formats import number as figure
from loket.models.words import Verdict
from loket.screens.offerings.grouped_requests import NO_OPEN_REQUESTS, GroupedRequests, RequestGroup, requests_and_institutions
from loket.screens.records.record_lines import joined, said
from loket.widgets.columns import Cell, Row
from loket.widgets.pane import Rule
from loket.widgets.text import fit
from loket.widgets.workers import folded, load

if TYPE_CHECKING:
    from loket.exchange.output_files import OutCell
    from loket.store.database import Store


_NAMES = 22


class Verdicts(GroupedRequests):
    """What the advisors say of the open requests against what loket finds for them."""

    PLACE = 6
    FOOTER = ("open", "verdict", "refer", "edit", "export", "select", "pane")
    EMPTY = NO_OPEN_REQUESTS
    EXPORT = "verdicts"
    DEFAULT_CSS = "Verdicts #table { height: auto; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.found: VerdictComparison | None = None

    def compose_body(self) -> ComposeResult:
        """The table of counts, and below it the requests of each cell."""
        yield Static(Content(""), id="table", markup=False)
        yield Rule()
        yield from super().compose_body()

    def on_mount(self) -> None:
        """Read the verdicts."""
        super().on_mount()
        self.table.focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the verdicts anew."""
        load(self, "verdicts", self._show, folded(_compare))

    def _show(self, found: VerdictComparison) -> None:
        if self.found is None:
            self.unfolded = {_key(cell) for cell in found.cells if cell.differs}
        self.found = found
        differ = ngettext("{count} differs", "{count} differ", found.differing).format(count=figure(found.differing))
        self.show_header(count=_("{differ} of {open} open").format(differ=differ, open=figure(found.open)))
        self.query_one("#table", Static).update(table_content(found))
        self.show_parts([self._part(cell) for cell in found.cells], found.open)

    def _part(self, cell: VerdictCell) -> RequestGroup:
        institutions = len({one.request.institution_id for one in cell.requests if one.request.institution_id is not None})
        rows: list[Row] = []
        for one in cell.requests:
            rows.append(self.request_row(_key(cell), one.request, sign="≠" if cell.differs else ""))
            if told := _told(one):
                rows.append(Row((_key(cell), "why", one.request.id), (Cell(f"         {told}", "muted"),), record=one.request, across=True))
        return RequestGroup(_key(cell), cell_words(cell), requests_and_institutions(cell.count, institutions), tuple(rows))

    def export_table(self) -> tuple[Sequence[str], list[Sequence[OutCell]]]:
        """Every open request with its verdict and what loket finds."""
        headers = [_("Nr"), _("Request"), _("Institution"), _("verdict"), _("reason of the verdict"), _("loket finds"), _("fits")]
        rows: list[Sequence[OutCell]] = []
        for cell in self.found.cells if self.found else ():
            for one in cell.requests:
                request = one.request
                rows.append(
                    (request.number, request.title, request.whose, said(request.verdict, ""), request.verdict_reason,
                     _(cell.computed.value), "|".join(one.fitting))
                )  # fmt: skip
        return headers, rows


def cell_words(cell: VerdictCell) -> str:
    """`≠ adviseur: niets past; loket: er past iets`."""
    text = _("advisor: {verdict}; loket: {computed}").format(verdict=label(cell.verdict), computed=_(cell.computed.value))
    return f"≠ {text}" if cell.differs else text


def table_content(found: VerdictComparison) -> Content:
    """Verdict by finding, with totals; what differs stands out."""
    widths = [len(_(computed.value)) + 2 for computed in Computed]
    total_width = len(_("in all")) + 3
    head = "".join(fit(_(computed.value), width, "right") for computed, width in zip(Computed, widths, strict=True))
    lines = [Content.styled(fit(_("advisor; loket finds"), _NAMES) + head + fit(_("in all"), total_width, "right"), "$muted")]
    for verdict in Verdict:
        parts: list[Content | str] = [fit(label(verdict), _NAMES)]
        for computed, width in zip(Computed, widths, strict=True):
            count = found.count(verdict, computed)
            differs = bool(count) and VerdictCell(verdict, computed, (), count).differs
            text = fit(("≠ " if differs else "") + figure(count), width, "right")
            parts.append(Content.styled(text, "$attention" if differs else "$muted" if not count else ""))
        parts.append(fit(figure(sum(found.count(verdict, computed) for computed in Computed)), total_width, "right"))
        lines.append(Content.assemble(*parts))
    sums = [sum(found.count(verdict, computed) for verdict in Verdict) for computed in Computed]
    totals = "".join(fit(figure(total), width, "right") for total, width in zip(sums, widths, strict=True))
    lines.append(Content.styled(fit(_("in all"), _NAMES) + totals + fit(figure(found.open), total_width, "right"), "$muted"))
    return Content("\n").join(lines)


def _told(one: Judged) -> str:
    """The advisor's reason, and what loket would refer to."""
    fitting = _("fits: {titles}").format(titles=", ".join(one.fitting[:3]) + (" …" if len(one.fitting) > 3 else "")) if one.fitting else ""
    judged = one.request.verdict not in (None, Verdict.NOT_JUDGED)
    return joined(f"“{one.request.verdict_reason}”" if judged and one.request.verdict_reason else "", fitting)


def _key(cell: VerdictCell) -> tuple[str, str]:
    return (cell.verdict.value, cell.computed.name)


def _compare(store: Store) -> VerdictComparison:
    with store.read() as reader:
        return compare_verdicts(reader, store.today)
