"""The first of what is worth a mention, on the first sheet: what rose or fell most, with both numbers."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from loket.insight.noteworthy.changes import Change, Noteworthy
from loket.insight.noteworthy.significance import rule
from loket.language import _
from loket.widgets.canvas import Drawing
from loket.widgets.text import fit, one_line, shorten

BLOCK = "noteworthy"


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A change under the cursor, by what it is a change of."""

    said: str


def draw_notes(found: Noteworthy | None, width: int, most: int) -> Drawing:
    """The first changes, those more than chance first: `▲ Koppelkosten EPD   9 → 14 instellingen`."""
    drawing = Drawing()
    many = f" {len(found.changes)}" if found else ""
    title = _("WORTH A MENTION") + many
    drawing.write(1, 0, title, "head")
    drawing.write(len(title) + 3, 0, shorten(rule(), max(0, width - len(title) - 3)), "muted")
    if found is None:
        drawing.write(1, 1, "…", "muted")
    elif not found.changes:
        drawing.write(1, 1, shorten(_("nothing changed that much"), width - 1), "muted")
    for change in found.changes[:most] if found else ():
        counts = one_line(change.brief())
        sign = "▲" if change.counts.rises else "▼"
        what = fit(one_line(change.label), width - cell_len(counts) - 5)
        drawing.spot(0, drawing.height, f"{sign} {what} {counts}", NoteKey(change.said), BLOCK)
    return drawing


def change_at(found: Noteworthy | None, key: NoteKey) -> Change | None:
    """The change that a spot shows."""
    return next((change for change in found.changes if change.said == key.said), None) if found else None
