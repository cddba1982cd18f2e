"""The report beside the previous one: what is kept of its figures, and the chapter that compares."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from loket.exchange.report.chapter_parts import note, table, text
from loket.exchange.report.figure_sentences import figure, in_a_row, out_of, percentage
from loket.exchange.report.report_data import ReportData, behind
from loket.exchange.report.report_model import Part
from loket.insight.disclosure.shown_figures import ShownCount, ShownDuration, ShownFigures, ShownShare
from loket.insight.figures.figure import days_text
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import BY_ID, INDICATORS, Indicator
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.reports import KeptReport
from loket.language import _
from loket.language.formats import number, written_date
from loket.store.reader import SQLITE

_ANY_DAY = date(2000, 1, 1)


def definitions() -> dict[str, str]:
    """A hash of each indicator's definition: its words, and its SQL with all that it names. The same on both dialects."""
    question = Question(Period(_ANY_DAY, _ANY_DAY), Filters(), None, SQLITE)
    return {indicator.id: _hashed(_meaning(indicator, question)) for indicator in INDICATORS}


def definitions_hash() -> str:
    """One hash over all definitions."""
    return _hashed(json.dumps(definitions(), sort_keys=True))


def kept_figures(whole: ShownFigures, shared: ShownFigures | None) -> str:
    """The figures as JSON: `whole` hides nothing; `shared` is what may leave the house, None for a period that never does."""
    told = {"definitions": definitions(), "round": whole.round, "whole": _figures(whole), "shared": shared and _figures(shared)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def then(kept: Mapping[str, Any], internal: bool) -> Mapping[str, Any] | None:
    """A kept report's figures by indicator, as this reader may see them; None where they may not be seen."""
    found: Mapping[str, Any] | None = kept.get("whole" if internal else "shared")
    return found


def changed_since(kept: Mapping[str, Any]) -> tuple[str, ...]:
    """The indicators of now that meant something else then, or were not there."""
    meant = kept.get("definitions", {})
    return tuple(name for name, meaning in definitions().items() if meant.get(name) != meaning)


def no_longer_the_same(kept: Mapping[str, Any], made: str) -> tuple[str, ...]:
    """The indicators whose figures are not those that were kept: asked again for the same moment, every one should be."""
    before, now = kept.get("whole", {}), json.loads(made)["whole"]
    return tuple(name for name in {**before, **now} if before.get(name) != now.get(name))


def _meaning(indicator: Indicator, question: Question) -> str:
    words = (indicator.numerator, indicator.denominator, indicator.unknown_label)
    return json.dumps([question.sql(indicator.records_sql()), *words])


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _figures(shown: ShownFigures) -> dict[str, Any]:
    return {name: _figure(found) for name, found in shown.figures.items() if found is not None}


def _figure(found: ShownShare | ShownDuration) -> dict[str, Any]:
    if isinstance(found, ShownDuration):
        return {"median_tenths": found.median_tenths, "p90_tenths": found.p90_tenths, "n": found.n.text}
    parts = {"numerator": found.numerator, "denominator": found.denominator, "unknown": found.unknown}
    return {name: part.text for name, part in parts.items() if part is not None}


Told = ShownShare | ShownDuration


def comparison(data: ReportData) -> Iterator[Part]:
    """The chapter."""
    previous = data.previous
    if previous is None:
        yield text(_("No earlier report was kept, so there is nothing to compare with. Once this one is kept, the next one can."))
        return
    earlier = then(previous.figures, data.internal)
    yield text(_introduced(previous))
    if earlier is None:
        yield text(_("That report was internal and not on whole half-years: what it said does not leave the house, so it is not compared."))
        return
    yield from _not_comparable(data, previous)
    changed = set(changed_since(previous.figures))
    rows, names = [], []
    for indicator in INDICATORS:
        now, before = data.shown.figures[indicator.id], _understood(earlier.get(indicator.id))
        if now is None:
            continue
        mark = " *" if indicator.id in changed else ""
        change = "–" if indicator.id in changed or before is None else _change(before, now)
        rows.append((_(indicator.label) + mark, _cell(before), _cell(now), change))
        names.append(indicator.id)
    header = (_("Figure"), previous.period.shown(), data.shown.period.shown(), _("Change"))
    yield table(_("Then and now"), header, rows, behind(*names))
    yield note(_("A change in percentage points (pp) is only told where both percentages are; “-” stands where a count is hidden."))


def _introduced(previous: KeptReport) -> str:
    return _("Compared with report {number} on {period}, written on {day} with what was known at #{line}.").format(
        number=previous.number, period=previous.period.shown(), day=written_date(previous.written_on), line=previous.as_of_seq
    )


def _not_comparable(data: ReportData, previous: KeptReport) -> Iterator[Part]:
    """What a reader must not compare: other definitions, another round, periods of another length."""
    changed = [_(BY_ID[name].label) for name in changed_since(previous.figures)]
    if changed:
        told = _("Not comparable, because the definition or its calculation changed since (marked *): {figures}.")
        yield text(told.format(figures=in_a_row(changed)))
    if previous.figures.get("round") != data.shown.round:
        told = _("The WensenScan figures are of another round: then “{then}”, now “{now}”.")
        yield text(told.format(then=previous.figures.get("round") or "–", now=data.shown.round or "–"))
    months, now = (len(list(period.months())) for period in (previous.period, data.shown.period))
    if months != now:
        told = _("The periods are not equally long ({then} and {now} months): what is counted within them differs for that reason alone.")
        yield text(told.format(then=months, now=now))


def _understood(kept: Mapping[str, Any] | None) -> Told | None:
    """A kept figure as it was shown then."""
    if kept is None:
        return None
    if "n" in kept:
        return ShownDuration(kept["median_tenths"], kept["p90_tenths"], _count(kept["n"]))
    parts = [_count(kept[name]) if name in kept else None for name in ("numerator", "denominator", "unknown")]
    return ShownShare(parts[0] or ShownCount(0), parts[1], parts[2], None)


def _count(told: str) -> ShownCount:
    return ShownCount(int(told)) if told.isdecimal() else ShownCount(None, told)


def _cell(found: Told | None) -> str:
    if found is None:
        return "–"
    if isinstance(found, ShownDuration):
        days = _("{days} days").format(days=days_text(found.median_tenths)) if found.median_tenths is not None else "–"
        return f"{days} (n {figure(found.n)})"
    return f"{out_of(found)} {percentage(found)}".strip()


def _change(before: Told, now: Told) -> str:
    """The difference of what is shown: of percentages in points, else of counts."""
    if isinstance(before, ShownDuration) or isinstance(now, ShownDuration):
        return "–"
    if now.denominator is None:
        then_shown, now_shown = before.numerator.value, now.numerator.value
        return "–" if then_shown is None or now_shown is None else _signed(now_shown - then_shown)
    if before.percentage is None or now.percentage is None:
        return "–"
    difference = now.percentage - before.percentage
    return _("{difference} pp").format(difference=_signed(difference)) if difference else _signed(0)


def _signed(difference: int) -> str:
    return "=" if difference == 0 else ("+" if difference > 0 else "−") + number(abs(difference))
