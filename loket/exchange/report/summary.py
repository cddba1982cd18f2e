"""The first chapter: what a lead would read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from loket.exchange.documents.model import Bullets, Paragraph
from loket.exchange.report.material import Material, behind
from loket.exchange.report.model import Part
from loket.exchange.report.parts import rank
from loket.exchange.report.saying import amount
from loket.exchange.report.sentences import told, told_shortly
from loket.language import _

_TOLD = (
    ("wensenscan_response", "wensenscan_followed_up"),
    ("sdm_all_groups", "outcome_info_used"),
    ("requests_referred", "referrals_helped"),
    ("unmet_needs",),
    ("signals_recorded", "trends_raised"),
    ("sessions_held", "fitgap_reported"),
)


def summary(material: Material) -> Iterator[Part]:
    """The chapter."""
    opening = ("requests_received", "institutions_supported", "requests_open") if _were_asked(material) else ("requests_received",)
    yield Part(Paragraph(" ".join(part for part in (told(material, *opening), _most_asked(material)) if part), "lead"), behind(*opening))
    sentences = [(said, behind(*names)) for names in _TOLD if (said := told_shortly(material, *names))]
    if sentences:
        yield Part(Bullets(tuple(said for said, _records in sentences)), tuple(one for _said, records in sentences for one in records))


def _were_asked(material: Material) -> bool:
    return material.count("requests_received").value != 0


def _most_asked(material: Material) -> str:
    rows = sorted((row for row in material.rows("requests_by_theme") if row.key is not None and row.count.value), key=rank)
    if not rows:
        return ""
    first = rows[0]
    return _("Theme {theme} was asked about most: {count} times.").format(theme=f"{first.key} ({first.label})", count=amount(first.count))
