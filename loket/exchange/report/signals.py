"""The chapter on what was heard, what became a national trend, and what rises and falls."""

from __future__ import annotations

from collections.abc import Iterator

from loket.exchange.documents.model import Bar, Bars, Bullets
from loket.exchange.report.material import Material
from loket.exchange.report.model import Part
from loket.exchange.report.movements import explained, had_anything, movements
from loket.exchange.report.parts import bars, heading, note, paragraph, table, text
from loket.exchange.report.saying import figure
from loket.insight.disclosure.cells import THRESHOLD
from loket.insight.reports import TrendFact
from loket.language import _, label, ngettext
from loket.language.formats import number
from loket.models.words import TrendState

_MOST = 10


def signals(material: Material) -> Iterator[Part]:
    """The chapter."""
    yield paragraph(material, "signals_recorded", "institutions_signalling")
    if material.count("signals_recorded").value != 0:
        yield paragraph(material, "signals_national")
        yield bars(material, _("Signals recorded, by theme"), "signals_by_theme")
    yield heading(_("Obstacles that most institutions name"))
    yield from _obstacles(material)
    yield heading(_("National trends"))
    yield paragraph(material, "trends_raised")
    yield from _trends(material)
    yield heading(_("What rises and falls"))
    yield from _movements(material)


def _obstacles(material: Material) -> Iterator[Part]:
    lines = [line for line in material.shown.tables["obstacles_by_institutions"].lines or () if line.cells[0].value]
    if not lines:
        yield text(_("No obstacle can be named."))
        return
    drawn = tuple(Bar(line.label, line.cells[0].value, figure(line.cells[0])) for line in lines[:_MOST])
    title = _("Institutions that name the obstacle, in the WensenScan, a request or a signal")
    yield Part(Bars(title, drawn), material.behind("obstacles_by_institutions", *(line.key for line in lines[:_MOST])))
    if len(lines) > _MOST:
        yield note(_("The {count} that most institutions name.").format(count=_MOST))


def _trends(material: Material) -> Iterator[Part]:
    told = [one for one in material.trends if material.internal or _may_be_told(material, one)]
    if told:
        header: tuple[str, ...] = (_("Trend"), _("Theme"), _("How far"), _("Owner"))
        rows: list[tuple[str, ...]] = [(one.title, material.theme(one.theme), label(one.state), one.owner or "–") for one in told]
        if material.internal:
            header = (*header, _("Institutions"), _("Signals"))
            rows = [(*row, str(one.institutions), str(one.signals)) for row, one in zip(rows, told, strict=True)]
        yield table(_("Trends and who takes them further"), header, rows, [one.behind_signals for one in told], texts=4)
    if not material.internal and len(told) < len(material.trends):
        yield note(
            _(
                "Only trends that were put on the agenda and that came from {few} or more institutions are named; confidential ones never."
            ).format(few=THRESHOLD)
        )


def _may_be_told(material: Material, trend: TrendFact) -> bool:
    """Whether a title, which is free text, may leave the house: raised by the programme, heard at enough institutions, naming nobody."""
    return (
        trend.state is not TrendState.OBSERVED
        and trend.institutions >= THRESHOLD
        and not material.known.is_named_in(f"{trend.title} {trend.owner or ''}")
    )


def _movements(material: Material) -> Iterator[Part]:
    if not had_anything(material):
        yield text(
            _("Of {period} nothing was recorded, so there is nothing to compare with.").format(period=material.before.period.shown())
        )
        return
    told, left = movements(material)
    against = _("Compared with {period}.").format(period=material.before.period.shown())
    if not told:
        yield text(f"{against} {_('Nothing rose or fell enough to be worth a mention.')}")
    else:
        yield text(against)
        yield Part(Bullets(tuple(one.said for one in told)), tuple(one for each in told for one in each.behind))
    others = ngettext("{count} other difference may be chance.", "{count} other differences may be chance.", left)
    yield note(" ".join(([others.format(count=number(left))] if left else []) + [explained()]))
