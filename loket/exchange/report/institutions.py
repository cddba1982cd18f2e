"""The chapter on where institutions stand: what the WensenScan says."""

from __future__ import annotations

from collections.abc import Iterator

from loket.exchange.documents.model import Bar, Bars
from loket.exchange.report.material import Material
from loket.exchange.report.model import Part
from loket.exchange.report.parts import heading, note, paragraph, share_table, shares, text
from loket.exchange.report.saying import figure
from loket.language import _

_SURVEY = ("wensenscan_response", "wensenscan_followed_up", "sdm_any", "sdm_all_groups", "outcome_info_used")


def institutions(material: Material) -> Iterator[Part]:
    """The chapter."""
    if material.shown.round is None:
        yield text(_("There is no WensenScan with answers yet, so nothing can be told of where institutions stand."))
        return
    yield text(
        _(
            "The WensenScan asks institutions where they stand with samen beslissen, and what they need. This is the round “{round}”."
        ).format(round=material.shown.round)
    )
    yield paragraph(material, "wensenscan_response", "wensenscan_followed_up")
    yield paragraph(material, "sdm_any", "sdm_all_groups", "outcome_info_used")
    yield shares(material, _("The WensenScan in figures"), *_SURVEY)
    yield note(
        _(
            "An institution counts once, however many of its audiences answered: policy and quality staff first. Percentages of answers "
            "are of the institutions that answered, not of all institutions."
        )
    )
    yield heading(_("Who answered"))
    for caption, head, name in (
        (_("Response by umbrella"), _("Umbrella"), "responses_by_umbrella"),
        (_("Response by kind of institution"), _("Kind"), "responses_by_kind"),
        (_("Response by province"), _("Province"), "responses_by_province"),
    ):
        yield share_table(material, caption, head, name)
    yield heading(_("From invitation to help"))
    yield _funnel(material)
    yield note(_("Every step counts institutions of the step before it."))


def _funnel(material: Material) -> Part:
    lines = material.shown.tables["funnel"].lines or ()
    bars = tuple(Bar(line.label, line.cells[0].value, figure(line.cells[0])) for line in lines)
    return Part(Bars(_("Institutions, step by step"), bars), material.behind("funnel", *(line.key for line in lines)))
