"""What the signals' screens say of a likeness, a movement and a trend; and a trend as text for a steering group."""

from __future__ import annotations

from datetime import date

from loket.insight.trends.signal_similarity import Similarity
from loket.insight.trends.trend_overview import KindShare, Movement, TrendOverview
from loket.language import _, label, ngettext
from loket.language.formats import month_name, short_date, written_date
from loket.models.words import InstitutionKind
from loket.screens.records.record_lines import days_in, hidden, joined
from loket.widgets.bars import bar, share
from loket.widgets.pane import Fact, Heading, PaneLine

_BAR = 12


def why(likeness: Similarity) -> str:
    """`zelfde knelpunt, 3 woorden gelijk`."""
    same = _("same obstacle") if likeness.obstacle else _("same theme") if likeness.theme else ""
    many = len(likeness.words)
    words = ngettext("{count} word the same", "{count} words the same", many).format(count=many) if many else ""
    return joined(same, words, by=", ")


def why_in_full(likeness: Similarity) -> str:
    """The same with the words themselves."""
    return joined(why(likeness), ", ".join(likeness.words), by=": ")


def arrow(movement: Movement) -> str:
    """`▲ +5`, `▼ −4` or `=  0`: institutions in the last three months against the three before."""
    change = movement.change
    return f"▲ +{change}" if change > 0 else f"▼ −{-change}" if change < 0 else "=  0"


def trend_lines(found: TrendOverview, today: date) -> list[PaneLine]:
    """A trend's fields and figures."""
    trend = found.trend
    since = short_date(found.since, today, weekday=False) if found.since else "–"
    lines: list[PaneLine] = [
        Heading(trend.title),
        *hidden(trend.confidential),
        Fact(joined(label(trend.state), days_in(trend.state_since, today), by=", "), _("State")),
        Fact(trend.owner or "?", _("Owner"), "" if trend.owner else "attention"),
        Fact(str(trend.theme or "?"), _("Theme")),
        *([Fact(), Fact(trend.description)] if trend.description else []),
        "",
        Heading(_("INSTITUTIONS")),
        Fact(share(found.institutions, found.of), _("active ones")),
        *([Fact(str(found.inactive), _("closed since"))] if found.inactive else []),
        Fact(_("{count}, of which {elsewhere} without institution").format(count=found.signals, elsewhere=found.elsewhere), _("Signals")),
        Fact(since, _("Since")),
        Fact(_("{arrow}   last 3 months {recent}, before {before}").format(
            arrow=arrow(found.movement), recent=found.movement.recent, before=found.movement.before), _("Moving")),
    ]  # fmt: skip
    if found.signals:
        lines += [
            "",
            Heading(_("BY KIND")),
            *(Fact(f"{bar(one.institutions, one.of, _BAR)} {_of(one)}", _kind(one.kind)) for one in found.kinds),
        ]
        top = max(many for _month, many in found.months)
        lines += ["", Heading(_("SIGNALS BY MONTH"))]
        lines += [Fact(f"{bar(many, top, _BAR)} {many}", _month_name(month)) for month, many in reversed(found.months)]
    return lines


def steering_text(found: TrendOverview) -> str:
    """A trend for a steering group: figures, kinds, months, decisions. Names no institution."""
    trend, movement = found.trend, found.movement
    institutions = _("{share} active institutions").format(share=share(found.institutions, found.of))
    lines = [
        trend.title,
        joined(
            _("Theme {number}").format(number=trend.theme) if trend.theme else "", label(trend.state),
            _("owner: {party}").format(party=trend.owner) if trend.owner else _("no owner yet"),
        ),
        "",
        joined(institutions, ngettext("{count} signal", "{count} signals", found.signals).format(count=found.signals),
               _("of which {count} without institution").format(count=found.elsewhere) if found.elsewhere else ""),
        *([_("Since {day}").format(day=written_date(found.since))] if found.since else []),
        _("Institutions with a signal: {recent} in the last three months, {before} in the three before ({arrow})").format(
            recent=movement.recent, before=movement.before, arrow=arrow(movement)),
    ]  # fmt: skip
    if found.signals:
        kinds = "; ".join(f"{_kind(one.kind)} {_of(one)}" for one in found.kinds if one.institutions)
        months = ", ".join(f"{_month_name(month)} {many}" for month, many in found.months if many)
        lines += [
            *([_("By kind: {kinds}").format(kinds=kinds)] if kinds else []),
            _("Signals by month: {months}").format(months=months or "–"),
        ]
    if found.decisions:
        lines += ["", _("Decisions")]
        lines += [f"- {written_date(one.on)}: {' '.join(one.text.split())}" for one in reversed(found.decisions)]
    return "\n".join(lines)


def _of(one: KindShare) -> str:
    return share(one.institutions, one.of)


def _kind(kind: InstitutionKind | None) -> str:
    return label(kind) if kind is not None else _("kind unknown")


def _month_name(month: str) -> str:
    year, number = month.split("-")
    return f"{month_name(int(number), short=True)} {year}"
