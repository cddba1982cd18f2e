"""Writes docs/figures.md from the list of indicators: `python tools/figures.py`, with `check` to see whether it is current."""

from __future__ import annotations

import sys
from pathlib import Path

from loket.insight.figures.breakdowns import BREAKDOWNS
from loket.insight.figures.filters import Narrowing
from loket.insight.figures.indicators import GROUP_LABELS, INDICATORS, Group, Indicator, Timing
from loket.language import _, set_language

PAGE = Path(__file__).resolve().parent.parent / "docs" / "figures.md"
HEAD = """\
# The figures

Made from `loket/insight/figures/indicators.py` by `python tools/figures.py`; not written by hand. Where the definitions left a
choice, `docs/figures-choices.md` says what was chosen.

A *state* is taken at the period's last day, a *flow* within the period, both days included. "Unknown" stands outside
numerator and denominator. A figure that a filter cannot apply to is "n.v.t." on screen and null in JSON.
"""


def page() -> str:
    """The page's text."""
    parts = [HEAD]
    for group in Group:
        parts.append(f"\n## {_in('en', GROUP_LABELS[group])}\n")
        parts += [_entry(indicator) for indicator in INDICATORS if indicator.group is group]
    parts.append("\n## Breakdowns and series\n\n")
    parts.append("Every value of the list in its order, zeros too, the empty value last.\n\n")
    parts += [f"- `{breakdown.id}`: {_in('en', breakdown.by.label)}\n" for breakdown in BREAKDOWNS]
    parts.append("- `requests_per_month`: received, closed, and open at the month's end or the last day\n")
    parts.append("- `signals_per_month`: recorded, and by theme\n")
    parts.append("- `conversations_per_month`: held; one with several institutions counts once\n")
    return "".join(parts)


def _entry(indicator: Indicator) -> str:
    rows = [
        ("in Dutch", _in("nl", indicator.label)),
        ("taken", "at the last day" if indicator.timing is Timing.STATE else "within the period"),
        ("counted", _in("en", indicator.numerator)),
        ("out of", _in("en", indicator.denominator) if indicator.denominator else "–"),
        ("unknown", _in("en", indicator.unknown_label) if indicator.unknown_label else "–"),
        ("filters", _filters(indicator)),
        ("source", indicator.source),
    ]
    if indicator.contradicts:
        rows.insert(5, ("contradictory", "responding ones whose audiences' latest known answers differ"))
    table = "".join(f"| {name} | {text} |\n" for name, text in rows)
    return f"\n### `{indicator.id}`\n\n| | {_in('en', indicator.label)} |\n| --- | --- |\n{table}"


def _filters(indicator: Indicator) -> str:
    names = [narrowing.value for narrowing in Narrowing if narrowing in indicator.narrowed_by]
    names += ["round"] if indicator.group is Group.WENSENSCAN else []
    return ", ".join(names)


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
