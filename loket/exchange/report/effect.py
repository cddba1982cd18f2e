"""The chapter on what exists, who was referred to it, whether it helped, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loket.exchange.report.material import Material
from loket.exchange.report.model import Part
from loket.exchange.report.parts import heading, note, paragraph, shares, table, text
from loket.exchange.report.saying import out_of, percentage
from loket.insight.disclosure.shown_figures import ShownLine, ShownShare
from loket.insight.reports import OfferingFact
from loket.language import _, label


def effect(material: Material) -> Iterator[Part]:
    """The chapter."""
    yield paragraph(material, "requests_referred")
    yield paragraph(material, "referrals_used", "referrals_helped")
    yield shares(material, _("From request to help"), "requests_referred", "referrals_used", "referrals_helped", "unmet_needs")
    yield note(
        _(
            "Whether a referral was used, and whether it helped, is asked at its check-back date. What is still open or was never told is "
            "unknown, and counts neither as yes nor as no."
        )
    )
    yield heading(_("Unmet needs"))
    yield paragraph(material, "unmet_needs")
    if (found := material.share("unmet_needs")) is not None and found.denominator is not None and found.denominator.value != 0:
        yield _unmet(material)
    yield heading(_("New offerings"))
    none = _("No new offering came available in this period.")
    yield from _offerings(material, _("Came available in this period"), _("Available from"), material.come_available, none)
    yield heading(_("Offerings in development"))
    none = _("No offerings are in development.")
    yield from _offerings(material, _("Being made"), _("Expected on"), material.being_made, none)


def _unmet(material: Material) -> Part:
    lines = [line for line in material.shown.tables["unmet_by_theme"].lines or () if line.cells[1].value != 0]
    rows = [(line.label, out_of(share), percentage(share) or "–") for line in lines for share in [_share(line)]]
    title = _("Unmet needs by theme, of the open requests about it")
    records = material.behind("unmet_by_theme", *(line.key for line in lines))
    return table(title, (_("Theme"), _("n/N"), "%"), rows, records)


def _share(line: ShownLine) -> ShownShare:
    return ShownShare(line.cells[0], line.cells[1], None, None)


def _offerings(material: Material, caption: str, day: str, found: Sequence[OfferingFact], none: str) -> Iterator[Part]:
    told = [one for one in found if material.internal or not material.known.is_named_in(one.title)]
    if not told:
        yield text(_("There are none to name.") if found else none)
        return
    rows = [(one.title, label(one.kind) if one.kind else None, ", ".join(map(str, one.themes)), one.on) for one in told]
    header = (_("Offering"), _("Kind"), _("Themes"), day)
    yield table(caption, header, rows, [one.behind for one in told], texts=4)
