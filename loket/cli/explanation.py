"""`loket dashboard --explain`: why a figure differs between two moments, in lines that add up to the difference."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from loket.insight.explanation.explanation import Effect, End, Explanation, Periods
from loket.insight.explanation.moments import AsOf, check_order, parse_moment
from loket.insight.explanation.rendering import (
    MOST,
    RenderedExplanation,
    RenderedLine,
    RenderedRecord,
    as_json,
    log_line_text,
    render_explanation,
    table,
)
from loket.insight.figures.figure import Duration, days_text
from loket.insight.figures.figure_names import find_indicator
from loket.insight.figures.filters import Filters
from loket.language import _
from loket.language.formats import number
from loket.language.safe_text import for_terminal

if TYPE_CHECKING:
    from loket.store.database import Store

_SIGNS = {1: "+", -1: "−", 0: "~"}


def explanation(
    store: Store, indicator: str, filters: Filters, span: Periods, between: tuple[str, str], *, json: bool = False, csv: bool = False
) -> str:
    """What `--explain` writes; as CSV every record. Raises Refused for what is no figure, no moment, or no moment before the other."""
    meant = find_indicator(indicator)
    then, now = (parse_moment(store, asked) for asked in between)
    check_order(then, now)
    found = render_explanation(store, meant, filters, span, then, now, None if csv else MOST)
    if csv:
        return _csv(found)
    return as_json(found) if json else for_terminal("\n".join(line.rstrip() for line in _lines(found)) + "\n")


def _csv(found: RenderedExplanation) -> str:
    from loket.exchange.output_files import write_csv_text

    text = io.StringIO(newline="")
    write_csv_text(text, *table(found))
    return text.getvalue()


def _lines(found: RenderedExplanation) -> Iterator[str]:
    explained = found.explanation
    yield f"{_(explained.indicator.label)} · {explained.filters.shown()}"
    for end in (explained.then, explained.now):
        yield f"  {_figure(end):<24}{_moment(end)}"
    yield ""
    yield _sum(explained)
    today = explained.now.today
    for line in found.lines:
        yield ""
        yield f"{_SIGNS[line.line.sign]} {number(len(line.line.records)):>4}  {line.label}{_aside(explained, line)}"
        yield from (f"        {text}" for told in line.records for text in _record(told, today))
        if len(line.line.records) > len(line.records):
            text = _("the first {shown} of {all}").format(shown=number(len(line.records)), all=number(len(line.line.records)))
            yield f"        {text}"


def _figure(end: End) -> str:
    found = end.figure
    if isinstance(found, Duration):
        median, p90 = days_text(found.median_tenths), days_text(found.p90_tenths)
        return _("{median} d, p90 {p90}, n {n}").format(median=median, p90=p90, n=number(found.n))
    shown = number(found.numerator) if found.denominator is None else f"{number(found.numerator)}/{number(found.denominator)}"
    return f"{shown}, {_('unknown')} {number(found.unknown)}" if found.unknown else shown


def _moment(end: End) -> str:
    known = end.known if end.known.moment else AsOf()
    parts = [known.shown(), f"#{end.seq}", end.period.shown(), end.round or ""]
    return " · ".join(part for part in parts if part)


def _sum(found: Explanation) -> str:
    if not found.lines:
        return _("No difference: the same records count at both moments.")
    text = _("{change} = {came} came − {went} went")
    parts = [text.format(change=_signed(found.difference.numerator), came=number(found.came), went=number(found.went))]
    return " · ".join([*parts, *_others(found, found.difference)])


def _others(found: Explanation, effect: Effect) -> Iterator[str]:
    if found.indicator.based is not None:
        yield _("denominator {change}").format(change=_signed(effect.denominator))
    if found.indicator.unknown:
        yield _("unknown {change}").format(change=_signed(effect.unknown))
    if found.indicator.contradicts:
        yield _("contradictory {change}").format(change=_signed(effect.contradictory))


def _aside(found: Explanation, line: RenderedLine) -> str:
    others = ", ".join(text for text in _others(found, line.line.effect) if not text.endswith(" 0"))
    return "".join(f"  {part}" for part in (line.detail, f"({others})" if others else "") if part)


def _record(told: RenderedRecord, today: date) -> Iterator[str]:
    yield "  ".join(part for part in (f"{told.number:<7}", told.title, told.institution) if part)
    happened = " · ".join(part for part in (f"{told.was} → {told.now}", told.what) if part)
    yield f"         {happened}"
    if told.log_line is not None:
        yield f"         {log_line_text(told.log_line, today)}"


def _signed(value: int) -> str:
    return f"{'+' if value > 0 else ''}{number(value)}"
