"""The building blocks of chapters: paragraphs, bars and tables of figures, each with the records behind its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from loket.exchange.documents.document import Align, Bar, Bars, Cell, Columns, Group, Heading, Paragraph, Table
from loket.exchange.report.figure_sentences import figure, out_of, percentage, told
from loket.exchange.report.report_data import ReportData, behind
from loket.exchange.report.report_model import Part
from loket.insight.disclosure.shown_figures import ShownRow, ShownShare
from loket.insight.figures.indicators import BY_ID
from loket.insight.figures.record_set import RecordSet
from loket.language import _
from loket.language.formats import month_name


def heading(text: str, level: int = 2) -> Part:
    """A head within a chapter."""
    return Part(Heading(text, level))


def paragraph(data: ReportData, *names: str) -> Part:
    """Some indicators in one paragraph."""
    return Part(Paragraph(told(data, *names)), behind(*names))


def text(said: str, records: Sequence[RecordSet] = ()) -> Part:
    """Running text."""
    return Part(Paragraph(said), tuple(records))


def note(said: str) -> Part:
    """A remark in small print."""
    return Part(Paragraph(said, "note"))


def table(caption: str, header: Sequence[str], rows: Sequence[Sequence[Cell]], records: Sequence[RecordSet] = (), texts: int = 1) -> Part:
    """A table whose first `texts` columns are words; the others stand right."""
    aligns: list[Align] = ["left" if place < texts else "right" for place in range(len(header))]
    return Part(Table(tuple(header), tuple(tuple(row) for row in rows), tuple(aligns), caption), tuple(records))


def shares(data: ReportData, caption: str, *names: str) -> Part:
    """Indicators with n/N, percentage, unknown and contradictory."""
    rows = [(_(BY_ID[name].label), *share_cells(found)) for name in names if (found := data.share(name)) is not None]
    header = (_("Figure"), _("n/N"), "%", _("unknown"), _("contradictory"))
    if not any(row[4] != "–" for row in rows):
        return table(caption, header[:4], [row[:4] for row in rows], behind(*names))
    return table(caption, header, rows, behind(*names))


def share_cells(share: ShownShare) -> tuple[str, str, str, str]:
    """A share in a table: n/N, percentage, unknown, contradictory; `–` where there can be none."""
    return out_of(share), percentage(share) or "–", figure(share.unknown), figure(share.contradictory)


def bars(data: ReportData, title: str, name: str, *, by_size: bool = False, filled: bool = False) -> Part:
    """A breakdown as bars; `by_size`: the largest first, hidden ones and zeros after them; `filled`: without zeros."""
    rows = [row for row in data.rows(name) if not filled or row.count.value != 0]
    if by_size:
        rows.sort(key=rank)
    labels = [f"{row.key} {row.label}" if name.endswith("_by_theme") and row.key is not None else row.label for row in rows]
    drawn = tuple(Bar(label, row.count.value, figure(row.count)) for label, row in zip(labels, rows, strict=True))
    return Part(Bars(title, drawn), data.behind(name, *(row.key for row in rows)))


def rank(row: ShownRow) -> tuple[int, int, str]:
    """Puts shown counts first, the largest on top; then hidden ones by name, then nothing: the order must not tell the others."""
    value = row.count.value
    return (0, -value, "") if value else (2 if value == 0 else 1, 0, row.label)


def share_table(data: ReportData, caption: str, head: str, name: str) -> Part:
    """A breakdown of shares as n/N and percentage."""
    rows = data.rows(name)
    found = [(row.label, ShownShare(row.count, row.denominator, None, None)) for row in rows]
    cells = [(label, out_of(share), percentage(share) or "–") for label, share in found]
    return table(caption, (head, _("n/N"), "%"), cells, data.behind(name, *(row.key for row in rows)))


def months(data: ReportData) -> Part:
    """Requests received, closed and open per month."""
    series = data.shown.series.requests or ()
    groups = []
    for one in series:
        year, month = one.month.split("-")
        counts = (one.received, one.closed, one.open)
        name = f"{month_name(int(month), short=True)} {year}"
        groups.append(Group(name, tuple(count.value for count in counts), tuple(map(figure, counts))))
    title = _("Requests per month: received, closed, and open at the end")
    columns = Columns(title, _("Month"), (_("received"), _("closed"), _("open at the end")), tuple(groups))
    found = [data.behind("requests_per_month", *(one.month for one in series), column=place) for place in range(3)]
    return Part(columns, tuple(one for each in zip(*found, strict=True) for one in each))
