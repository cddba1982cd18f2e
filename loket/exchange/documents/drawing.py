"""Charts as SVG: every number stands in the picture, series differ without colour, and a text says the same."""

from __future__ import annotations

from html import escape

from loket.exchange.documents.model import Columns, Group
from loket.exchange.documents.texts import one_line

_BAR_WIDTH, _BAR_HEIGHT = 240, 14
_WIDTH, _HEIGHT, _LEGEND, _FOOT = 680, 256, 26, 30
_MOST, _SERIES = 78, 3
_WIDEST = 30.0
_FILLED = 0.86
_ROOMY = 56
_DEEP = "#0a5c6b"
# Solid, hatched, open: they stay apart on a black-and-white printer.
_HATCH = (
    '<pattern id="{id}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="5" height="5" fill="#fff"/><rect width="2.2" height="5" fill="{_DEEP}"/></pattern>'
)


def drawn_bar(share: float) -> str:
    """One bar of a list; its number stands beside it, so that a screen reader need not see it."""
    length = round(share * _BAR_WIDTH)
    return (
        f'<svg width="100%" height="{_BAR_HEIGHT}" viewBox="0 0 {_BAR_WIDTH} {_BAR_HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" width="{_BAR_WIDTH}" height="{_BAR_HEIGHT}"/>'
        f'<rect class="bar" width="{length}" height="{_BAR_HEIGHT}"/></svg>'
    )


def fits(columns: Columns) -> bool:
    """Whether the columns can be drawn with their numbers readable; else a table says it better."""
    return len(columns.series) <= _SERIES and 0 < len(columns.groups) * len(columns.series) <= _MOST and columns.top > 0


def drawn_columns(place: int, columns: Columns) -> str:
    """A column chart; `place` sets its names apart from those of the document's other charts."""
    fills = (_DEEP, f"url(#hatch{place})", "#fff")
    step = _WIDTH / len(columns.groups)
    drawn = "".join(_group(columns, group, step * number, step, fills) for number, group in enumerate(columns.groups))
    said = "; ".join(f"{one_line(group.label)}: {_told(columns, group)}" for group in columns.groups)
    base = _HEIGHT - _FOOT
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="100%" role="img" aria-labelledby="t{place} d{place}">'
        f'<title id="t{place}">{escape(one_line(columns.title))}</title><desc id="d{place}">{escape(said)}</desc>'
        f"<defs>{_HATCH.format(id=f'hatch{place}')}</defs>{_legend(columns, fills)}{drawn}"
        f'<line x1="0" y1="{base}" x2="{_WIDTH}" y2="{base}" stroke="#cfd5d3"/></svg>'
    )


def _told(columns: Columns, group: Group) -> str:
    return ", ".join(f"{one_line(name)} {one_line(shown)}" for name, shown in zip(columns.series, group.shown, strict=True))


def _legend(columns: Columns, fills: tuple[str, ...]) -> str:
    parts, left = [], 1.0
    for name, fill in zip(columns.series, fills, strict=False):
        text = one_line(name)
        parts.append(
            f'<rect x="{left:.1f}" y="1" width="12" height="12" fill="{fill}" stroke="{_DEEP}"/>'
            f'<text x="{left + 18:.1f}" y="11" class="small">{escape(text)}</text>'
        )
        left += 18 + 7 * len(text) + 22
    return "".join(parts)


def _group(columns: Columns, group: Group, left: float, step: float, fills: tuple[str, ...]) -> str:
    wide = min(_WIDEST, step * _FILLED / len(columns.series))
    first = left + (step - wide * len(columns.series)) / 2
    base, room = _HEIGHT - _FOOT, _HEIGHT - _FOOT - _LEGEND - 14
    parts = []
    for number, (value, shown) in enumerate(zip(group.values, group.shown, strict=True)):
        x, tall = first + number * wide, room * (value or 0) / columns.top
        if value:
            parts.append(
                f'<rect x="{x + 1:.1f}" y="{base - tall:.1f}" width="{wide - 2:.1f}" height="{tall:.1f}" '
                f'fill="{fills[number]}" stroke="{_DEEP}"/>'
            )
        size = "small" if wide >= 18 else "tiny"
        parts.append(
            f'<text x="{x + wide / 2:.1f}" y="{base - tall - 4:.1f}" text-anchor="middle" class="{size}">{escape(one_line(shown))}</text>'
        )
    return "".join(parts) + _name(one_line(group.label), left + step / 2, step)


def _name(label: str, middle: float, step: float) -> str:
    """A group's name below it; where there is little room a word a line."""
    lines, size = ([label], "small") if step >= _ROOMY else (label.split(), "tiny")
    spans = "".join(f'<tspan x="{middle:.1f}" y="{_HEIGHT - _FOOT + 15 + 11 * n}">{escape(line)}</tspan>' for n, line in enumerate(lines))
    return f'<text text-anchor="middle" class="{size}">{spans}</text>'
