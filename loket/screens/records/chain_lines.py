"""The chain of a record as a list: where it came from above it, what came of it below, each a line that enter opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from loket.insight.chain import Step
from loket.language import N_, _, label
from loket.language.formats import short_date
from loket.models.words import RecordKind
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest

if TYPE_CHECKING:
    from datetime import date

    from loket.store.database import Store

_COLUMNS = (
    Column("text", N_("Chain"), 30, flexible=1, keep=True),
    Column("state", N_("State"), 15, keep=True),
    Column("day", N_("When"), 10),
)
_SAID = {RecordKind.REQUEST: "{number}", RecordKind.SIGNAL: "{number}", RecordKind.REFERRAL: "→"}
"""How a line begins whose kind says itself: `V-371`; any other with the word for its kind."""


class ChainLines(PagedTable):
    """The lines of a chain. It takes the room that it needs, and is not there for a record that stands alone."""

    FOOTER = ("open", "edit", "state", "follow_up", "log", "history", "previous", "next")
    SCOPED_CSS = False
    DEFAULT_CSS = """
    ChainLines { height: auto; max-height: 14; width: 1fr; display: none; padding: 0 0 0 0; border-top: solid $muted; }
    ChainLines.-linked { display: block; }
    .-low ChainLines { max-height: 6; }
    """

    def __init__(self) -> None:
        super().__init__(_COLUMNS, self._page, show_head=False, page_size=1000, id="chain")
        self._steps: Sequence[Step] = ()

    def show(self, steps: Sequence[Step]) -> None:
        """Show another chain, with the cursor on the record itself."""
        self._steps = steps
        self.set_class(len(steps) > 1, "-linked")
        self.styles.height = len(steps) + 2
        here = next((step for step in steps if step.here), None)
        self.reload()
        if here is not None:
            self.go_to((here.kind, here.id))

    def _page(self, store: Store, _request: PageRequest) -> Page:
        lines: list[Line] = [Group(_("CHAIN")), *chain_rows(self._steps, store.today)] if self._steps else []
        return Page(lines, len(lines))


def chain_rows(steps: Sequence[Step], today: date) -> list[Row]:
    """A chain as lines; the record itself stands out."""
    rows = []
    for step in steps:
        day = short_date(step.day, today, weekday=False) if step.day else ""
        cells = (Cell(step_text(step), "bold" if step.here else ""), Cell(step.state, "muted"), Cell(day, "muted"))
        rows.append(Row((step.kind, step.id), cells, record=step))
    return rows


def step_text(step: Step) -> str:
    """`  └ V-371 PROM's in het EPD`."""
    begins = _SAID.get(step.kind, label(step.kind)).format(number=step.number)
    return "  " * (step.depth - 1) + ("└ " if step.depth else "") + f"{begins} {step.text}"
