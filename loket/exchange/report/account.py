"""The chapters that account for the figures: what was counted and hidden, and what each figure means."""

from __future__ import annotations

from collections.abc import Iterator

from loket.exchange.documents.model import Bullets, Facts
from loket.exchange.report.material import Material, behind
from loket.exchange.report.model import Part
from loket.exchange.report.parts import heading, note, text
from loket.exchange.report.writing_moment import written_moment
from loket.insight.disclosure.cells import THRESHOLD
from loket.insight.figures.indicators import GROUP_LABELS, INDICATORS, Group, Indicator, Timing
from loket.language import _
from loket.language.formats import written_date


def account(material: Material) -> Iterator[Part]:
    """How the figures came about."""
    period = material.shown.period
    yield Part(
        Facts(
            (
                (_("Period"), period.shown()),
                (_("As known at"), f"{written_moment(material.moment)} (#{material.moment.seq})"),
                (_("WensenScan"), material.shown.round or _("no round with answers")),
                (_("Small counts"), _("shown: this report is internal") if material.internal else _("hidden: this report may be shared")),
            )
        )
    )
    rules = (
        _(
            "Both the first and the last day count. States, such as open requests, are taken on {day}; what happens is counted "
            "within the period."
        ).format(day=written_date(period.end)),
        _(
            "The figures are what the database knew at the moment above. Asked again for that moment, they are the same, also after "
            "later corrections."
        ),
        _("Every percentage stands with its n/N. Unknown is never counted as “no”: it stands apart, in neither n nor N."),
        _(
            "An institution counts once in a figure of institutions. Requests and signals of parties that are no institution count "
            "in the flows, and in no institution figure."
        ),
        _(
            "What is confidential is told nowhere, though it counts in the figures. Examples are paraphrases that an advisor released "
            "for this."
        ),
    )
    yield Part(Bullets(rules))
    if not material.internal:
        yield heading(_("What is hidden"))
        yield text(
            _(
                "A count of 1 to {most}, or one with fewer than {few} institutions behind it, stands as <{few}. A count whose complement "
                "is that small, and a second one where a total or another table would give a hidden one away, stands as “-”. Percentages "
                "are reckoned only from counts that are shown. What is hidden is decided for each half-year."
            ).format(most=THRESHOLD - 1, few=THRESHOLD)
        )
    if period.end.isoformat() > material.moment.at[:10]:
        yield note(_("At the moment of knowledge the period was not over yet: the figures are not final."))


def formulas(material: Material) -> Iterator[Part]:
    """Every figure's numerator, denominator, unknown and source."""
    yield text(_("Every figure, by subject. Numerator and denominator are the n and N of n/N."))
    for group in Group:
        yield heading(_(GROUP_LABELS[group]))
        for indicator in INDICATORS:
            if indicator.group is group:
                yield heading(_(indicator.label), 3)
                yield Part(Facts(tuple(_defined(indicator))), behind(indicator.id))


def _defined(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield _("Numerator"), _(indicator.numerator)
    if indicator.denominator:
        yield _("Denominator"), _(indicator.denominator)
    if indicator.unknown_label:
        yield _("Unknown"), _(indicator.unknown_label)
    yield _("Taken"), _("on the last day") if indicator.timing is Timing.STATE else _("within the period")
    yield _("Asked for in"), indicator.source
