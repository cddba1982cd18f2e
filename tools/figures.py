"""Writes docs/figures.md from the lists of figures and charts: `python tools/figures.py`, with `check` to see whether it is current."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from loket.insight.figures.breakdowns import BREAKDOWNS
from loket.insight.figures.charts.catalogue import CHARTS
from loket.insight.figures.charts.chart import ChartKind
from loket.insight.figures.filters import Narrowing
from loket.insight.figures.indicators import GROUP_LABELS, INDICATORS, Group, Indicator, Timing
from loket.language import _, set_language

PAGE = Path(__file__).resolve().parent.parent / "docs" / "figures.md"
HEAD = """\
# De cijfers / The figures

Gemaakt uit `loket/insight/figures/` door `python tools/figures.py`, niet met de hand geschreven. / Made from `loket/insight/figures/` by
`python tools/figures.py`, not written by hand. Where the definitions left a choice, `docs/figures-choices.md` says what was chosen.

- Een *stand* geldt op de laatste dag van de periode, een *stroom* binnen de periode, beide dagen inbegrepen. Onbekend staat buiten teller
  en noemer. Waar een filter niet op kan worden toegepast staat “n.v.t.” (in JSON null).
- A *state* is taken at the period's last day, a *flow* within the period, both days included. Unknown stands outside numerator and
  denominator. What a filter cannot be applied to is “n.v.t.” on screen and null in JSON.
"""
_CONTRADICTS = (
    "invullers waarvan de laatst bekende antwoorden per doelgroep verschillen",
    "responding ones whose audiences' latest known answers differ",
)
_LABELS = {
    "taken": ("gemeten", "taken"),
    "counted": ("geteld", "counted"),
    "out of": ("van", "out of"),
    "unknown": ("onbekend", "unknown"),
    "contradictory": ("tegenstrijdig", "contradictory"),
    "filters": ("filters", "filters"),
    "source": ("bron", "source"),
}
_TIMINGS = {Timing.STATE: ("stand op de laatste dag", "state at the last day"), Timing.FLOW: ("stroom in de periode", "flow in the period")}

Both = tuple[str, str]
"""A text in Dutch and in English."""


def page() -> str:
    """The page's text."""
    parts = [HEAD]
    for group in Group:
        parts.append(f"\n## {' / '.join(dict.fromkeys(_both(GROUP_LABELS[group])))}\n")
        parts += [_figure(indicator) for indicator in INDICATORS if indicator.group is group]
    parts.append(
        "\n## Grafieken / Charts\n\nElk getal in een grafiek opent de records die het telt. / Every number in a chart opens its records.\n"
    )
    broken_down = {breakdown.id for breakdown in BREAKDOWNS}
    parts += [_chart(kind) for kind in CHARTS.values() if kind.id not in broken_down]
    parts.append("\n## Uitsplitsingen / Breakdowns\n\n")
    parts.append("Elke waarde van de lijst op volgorde, ook nullen, de lege waarde als laatste. / ")
    parts.append("Every value of the list in its order, zeros too, the empty value last.\n\n")
    parts.append("| | naar | by | telt | counts |\n| --- | --- | --- | --- | --- |\n")
    for breakdown in BREAKDOWNS:
        parts.append(_line(f"`{breakdown.id}`", *_both(breakdown.by.label), *_both(CHARTS[breakdown.id].counts)))
    return "".join(parts)


def _figure(indicator: Indicator) -> str:
    rows = {
        "taken": _TIMINGS[indicator.timing],
        "counted": _both(indicator.numerator),
        "out of": _both(indicator.denominator),
        "unknown": _both(indicator.unknown_label),
        "contradictory": _CONTRADICTS if indicator.contradicts else None,
        "filters": _filters(indicator.narrowed_by, of_round=indicator.group is Group.WENSENSCAN),
        "source": (indicator.source, indicator.source),
    }
    lines = (_line(" / ".join(dict.fromkeys(_LABELS[name])), *texts) for name, texts in rows.items() if texts)
    return f"\n### `{indicator.id}`\n\n{_line('', *map(str, _both(indicator.label)))}| --- | --- | --- |\n{''.join(lines)}"


def _chart(kind: ChartKind) -> str:
    texts = {
        "counted": _both(kind.counts),
        "filters": _filters(kind.narrowed_by, of_round=kind.id.startswith(("funnel", "coverage", "obstacles"))),
    }
    lines = (_line(" / ".join(dict.fromkeys(_LABELS[name])), *text) for name, text in texts.items())
    return f"\n### `{kind.id}`\n\n{_line('', *_both(kind.title))}| --- | --- | --- |\n{''.join(lines)}"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cell or '–' if place else cell for place, cell in enumerate(cells))} |\n"


def _filters(narrowed_by: frozenset[Narrowing], *, of_round: bool) -> Both:
    def words(language: str) -> Iterator[str]:
        yield from (_in(language, narrowing.value) for narrowing in Narrowing if narrowing in narrowed_by)
        if of_round:
            yield {"nl": "ronde", "en": "round"}[language]

    return ", ".join(words("nl")), ", ".join(words("en"))


def _both(msgid: str) -> Both:
    return (_in("nl", msgid), _in("en", msgid)) if msgid else ("", "")


def _in(language: str, msgid: str) -> str:
    set_language(language)
    try:
        return _(msgid)
    finally:
        set_language("nl")


def main() -> int:
    """Write the page, or with `check` say whether it is current."""
    if sys.argv[1:] == ["check"]:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
        print("docs/figures.md is current" if current else "docs/figures.md is not current: run python tools/figures.py")
        return 0 if current else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
