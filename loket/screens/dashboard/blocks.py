"""What stands below the figures: the funnel, requests by theme and kind, the months; and breakdowns as tables."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from loket.insight.figures.overview import Cross, Overview, Step, Table
from loket.language import _
from loket.language.formats import month_name, number
from loket.widgets.bars import bar, round_half_up, shade
from loket.widgets.text import fit, one_line

FUNNEL_WIDTH = 42
_CELL = 7
_MONTH = 6


def funnel(steps: Sequence[Step] | None, width: int) -> Content:
    """A bar a step, its number and its share of the step before."""
    title = fit(" " + _("FUNNEL, % of the step before"), width)
    if steps is None:
        return _block(title, [" " + _("not applicable under a theme")], width)
    blocks = max(6, min(18, width - 26))
    lines = []
    for step in steps:
        share = f"{round_half_up(100 * step.count, step.before)}%" if step.before else ""
        lines.append(f" {fit(step.label, 12)} {bar(step.count, steps[0].count, blocks)}{number(step.count):>6}{share:>5}")
    return _block(title, lines, width)


def cross(table: Cross, width: int) -> Content:
    """Themes down, kinds across, each number beside its shade."""
    columns = [fit(one_line(label), _CELL - 1, "right") for _key, label in table.columns]
    name_width = max(10, width - 1 - _CELL * (len(columns) + 1))
    top = max((count for row in table.rows for count in row.counts), default=0)
    heading = fit(_("REQUESTS by theme and kind"), name_width)
    title = f" {heading}" + "".join(f" {column}" for column in columns) + fit(_("in all"), _CELL, "right")
    lines = []
    for row in table.rows:
        name = f"{row.key} {one_line(row.label)}" if row.key else row.label
        cells = "".join(f"{shade(count, top)}{number(count):>4}".rjust(_CELL) for count in row.counts)
        lines.append(f" {fit(name, name_width)}{cells}{number(row.total):>{_CELL}}")
    note = _("{total} in all for {requests} requests: one with two themes counts in both rows.")
    lines.append(" " + note.format(total=number(table.total), requests=number(table.requests)))
    return _block(title, lines, width)


def months(overview: Overview, width: int) -> Content:
    """Received, closed and open, a column a month: the last ones when they do not all fit."""
    room = max(1, (width - 15) // _MONTH)
    shown = overview.months[-room:]
    names = "".join(f"{month_name(int(month.month[5:]), short=True):>{_MONTH}}" for month in shown)
    title = " " + fit(_("PER MONTH"), 13) + names
    rows = (
        (_("received"), [month.received for month in shown]),
        (_("closed"), [month.closed for month in shown]),
        (_("open"), [month.open for month in shown]),
    )
    lines = [f" {fit(name, 13)}" + "".join(f"{number(count):>{_MONTH}}" for count in counts) for name, counts in rows]
    return _block(title, lines, width)


def breakdown(table: Table, width: int) -> Content:
    """A line a value: its name, a bar, its count, or its share where there is one."""
    title = f" {_(table.breakdown.label).upper()} · {_(table.breakdown.by.label)}"
    if table.rows is None:
        return _block(title, [" " + _("not applicable under a theme")], width)
    name_width = min(max((cell_len(one_line(row.label)) for row in table.rows), default=10), max(10, width - 34))
    top = max((row.count for row in table.rows), default=0)
    lines = []
    for row in table.rows:
        name = fit(one_line(row.label), name_width)
        if row.denominator is None:
            lines.append(f" {name} {bar(row.count, top, 18)} {number(row.count):>6}")
        else:
            shares = f"{number(row.count)}/{number(row.denominator)}"
            lines.append(f" {name} {bar(row.count, row.denominator, 18)} {shares:>9}")
    return _block(title, lines, width)


def _block(title: str, lines: Sequence[str], width: int) -> Content:
    body = [Content(fit(line, width)) for line in lines]
    return Content("\n").join([Content.styled(fit(title, width), "bold $focus"), *body])
