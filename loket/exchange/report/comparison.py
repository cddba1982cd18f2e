"""The chapter that sets the figures beside those of the previous report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from loket.exchange.report.keeping import changed_since, then
from loket.exchange.report.material import Material, behind
from loket.exchange.report.model import Part
from loket.exchange.report.parts import note, table, text
from loket.exchange.report.saying import figure, in_a_row, out_of, percentage
from loket.insight.disclosure.shown_figures import ShownCount, ShownDuration, ShownShare
from loket.insight.figures.figure import days_text
from loket.insight.figures.indicators import BY_ID, INDICATORS
from loket.insight.reports import KeptReport
from loket.language import _
from loket.language.formats import number, written_date

Told = ShownShare | ShownDuration


def comparison(material: Material) -> Iterator[Part]:
    """The chapter."""
    previous = material.previous
    if previous is None:
        yield text(_("No earlier report was kept, so there is nothing to compare with. Once this one is kept, the next one can."))
        return
    earlier = then(previous.figures, material.internal)
    yield text(_introduced(previous))
    if earlier is None:
        yield text(_("That report was internal and not on whole half-years: what it said does not leave the house, so it is not compared."))
        return
    yield from _not_comparable(material, previous)
    changed = set(changed_since(previous.figures))
    rows, names = [], []
    for indicator in INDICATORS:
        now, before = material.shown.figures[indicator.id], _understood(earlier.get(indicator.id))
        if now is None:
            continue
        mark = " *" if indicator.id in changed else ""
        change = "–" if indicator.id in changed or before is None else _change(before, now)
        rows.append((_(indicator.label) + mark, _cell(before), _cell(now), change))
        names.append(indicator.id)
    header = (_("Figure"), previous.period.shown(), material.shown.period.shown(), _("Change"))
    yield table(_("Then and now"), header, rows, behind(*names))
    yield note(_("A change in percentage points (pp) is only told where both percentages are; “-” stands where a count is hidden."))


def _introduced(previous: KeptReport) -> str:
    return _("Compared with report {number} on {period}, written on {day} with what was known at #{line}.").format(
        number=previous.number, period=previous.period.shown(), day=written_date(previous.written_on), line=previous.as_of_seq
    )


def _not_comparable(material: Material, previous: KeptReport) -> Iterator[Part]:
    """What a reader must not compare: other definitions, another round, periods of another length."""
    changed = [_(BY_ID[name].label) for name in changed_since(previous.figures)]
    if changed:
        told = _("Not comparable, because the definition or its calculation changed since (marked *): {figures}.")
        yield text(told.format(figures=in_a_row(changed)))
    if previous.figures.get("round") != material.shown.round:
        told = _("The WensenScan figures are of another round: then “{then}”, now “{now}”.")
        yield text(told.format(then=previous.figures.get("round") or "–", now=material.shown.round or "–"))
    months, now = (len(list(period.months())) for period in (previous.period, material.shown.period))
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
