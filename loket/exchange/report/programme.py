"""The chapters on learning sessions and on the front-runners' fit-gap analyses."""

from __future__ import annotations

from collections.abc import Iterator

from loket.exchange.documents.model import Bullets
from loket.exchange.report.material import Material
from loket.exchange.report.model import Part
from loket.exchange.report.parts import heading, note, paragraph, table, text
from loket.insight.disclosure.cells import THRESHOLD
from loket.insight.fitgap import SharedGapRow
from loket.language import _, label
from loket.models.words import FitGapDimension


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
    """The chapter on fit-gap analyses: which gaps are shared, and where national action is asked."""
    yield paragraph(material, "fitgap_reported")
    yield heading(_("Gaps that are shared"))
    yield from _counted(material) if material.internal else _named(material)


def _counted(material: Material) -> Iterator[Part]:
    rows = [row for row in material.fitgap.rows if row.over_all.asked]
    if not rows:
        yield text(_("No fit-gap analysis says anything yet."))
        return
    header = (_("Dimension"), _("large gap"), "%", _("unknown"), _("ask national action"))
    yield table(_("Institutions with a large gap, the most shared first"), header, [_row(row) for row in rows])
    yield note(_("A gap is large from 3 on a scale of 0 to 4. An institution counts once, by its largest gap; unknown gaps are left out."))


def _row(row: SharedGapRow) -> tuple[str, ...]:
    found, gaps = row.over_all, row.over_all.institutions
    share = f"{(200 * gaps.large + gaps.known) // (2 * gaps.known)}%" if gaps.known >= THRESHOLD else "–"
    return label(row.dimension), f"{gaps.large}/{gaps.known}", share, str(gaps.unknown), f"{found.national}/{found.asked}"


def _named(material: Material) -> Iterator[Part]:
    """Only which dimensions: of so few institutions nearly every number tells of one."""
    rows = sorted(material.fitgap.rows, key=lambda row: list(FitGapDimension).index(row.dimension))
    large = [label(row.dimension) for row in rows if row.over_all.institutions.large >= THRESHOLD]
    asking = [label(row.dimension) for row in rows if row.over_all.national >= THRESHOLD]
    if not large and not asking:
        yield text(_("There are too few analyses to tell which gaps are shared."))
        return
    if large:
        yield text(_("At {few} institutions or more the gap between now and what is needed is large in:").format(few=THRESHOLD))
        yield Part(Bullets(tuple(large)))
    if asking:
        yield text(_("{few} institutions or more ask for national action on:").format(few=THRESHOLD))
        yield Part(Bullets(tuple(asking)))
    yield note(_("Nearly every number of so few institutions would tell of one of them, so none is told here."))
