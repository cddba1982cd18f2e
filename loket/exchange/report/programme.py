"""The chapters on learning sessions and on the front-runners' fit-gap analyses."""

from __future__ import annotations

from collections.abc import Iterator

from loket.exchange.report.material import Material
from loket.exchange.report.model import Part
from loket.exchange.report.parts import heading, note, paragraph, table, text
from loket.insight.disclosure.tally import SMALLEST
from loket.insight.fitgap.comparison import SharedRow
from loket.language import _, label


def sessions(material: Material) -> Iterator[Part]:
    """The chapter on learning sessions."""
    yield paragraph(material, "sessions_held", "institutions_in_sessions")
    if not material.internal:
        return
    if material.sessions:
        rows = [
            (material.theme(one.theme), str(one.held), str(one.institutions), str(one.participants), str(one.unknown))
            for one in material.sessions
        ]
        header = (_("Theme"), _("Held"), _("Institutions"), _("Participants"), _("unknown"))
        yield table(_("Sessions held, by focus theme"), header, rows, [one.behind for one in material.sessions])
        yield note(_("A session with two themes counts under both. Unknown: sessions of which nobody wrote down how many took part."))


def frontrunners(material: Material) -> Iterator[Part]:
    """The chapter on fit-gap analyses."""
    yield paragraph(material, "fitgap_reported")
    yield heading(_("Gaps that are shared"))
    rows = [row for row in material.fitgap.rows if row.over_all.institutions.known and (material.internal or _may_be_told(row))]
    if not rows:
        yield text(_("There are too few analyses to tell which gaps are shared."))
        return
    yield text(_("At how many institutions with an analysis the gap is large, and how many of them ask for national action."))
    cells = []
    for row in rows:
        found = row.over_all
        asking = f"{found.national}/{found.asked}" if material.internal or _is_safe(found.national, found.asked) else "-"
        large = found.institutions
        per_cent = f"{(200 * large.large + large.known) // (2 * large.known)}%" if large.known >= SMALLEST else "–"
        cells.append(
            (label(row.dimension), f"{large.large}/{large.known}", per_cent, str(large.unknown) if material.internal else "", asking)
        )
    header = (_("Dimension"), _("large gap"), "%", _("unknown"), _("ask national action"))
    if not material.internal:
        header, cells = header[:3] + header[4:], [row[:3] + row[4:] for row in cells]
    yield table(_("Shared gaps, the most shared first"), header, cells)
    yield note(
        _("A gap is large from 3 on a scale of 0 to 4. An institution counts once, by its largest gap; unknown gaps are left out.")
        if material.internal
        else _(
            "A gap is large from 3 on a scale of 0 to 4. An institution counts once, by its largest gap; unknown gaps are left out. "
            "Dimensions are told only where {few} or more institutions stand behind each number."
        ).format(few=SMALLEST)
    )


def _may_be_told(row: SharedRow) -> bool:
    found = row.over_all.institutions
    return found.known >= SMALLEST and _is_safe(found.large, found.known)


def _is_safe(part: int, whole: int) -> bool:
    """Whether neither a part nor what it leaves of the whole is one to four institutions."""
    return whole >= SMALLEST and not 0 < part < SMALLEST and not 0 < whole - part < SMALLEST
