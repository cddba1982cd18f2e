"""Institutions that may be one and the same: the pairs, and the merge of two with what they do not agree on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from loket.casework import institution_merge
from loket.insight.duplicate_institutions import DuplicateCandidate, DuplicateReason, Pair, duplicates
from loket.language import N_, _
from loket.language.labels import field_label
from loket.models.words import RecordKind
from loket.screens.loket_screen import LoketScreen
from loket.screens.merging import Merge
from loket.screens.records.record_lines import said
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.keys import key
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.workers import act

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


_REASONS = {
    DuplicateReason.SAME_NAME: N_("same name"),
    DuplicateReason.LIKE_NAME: N_("like name"),
    DuplicateReason.OTHER_NAME: N_("other name of the one is the other"),
    DuplicateReason.PLACE: N_("same place"),
    DuplicateReason.WEBSITE: N_("same website"),
}
_ALL = 10_000


class _OnPairs(LoketScreen):
    """What both screens do with a pair."""

    PLACE = 2
    BINDINGS: ClassVar[list[BindingType]] = [
        key("merge"),
        Binding("n", "distinct", N_("not the same"), id="distinct", tooltip=N_("Remembers that these are two; they are proposed no more.")),
    ]

    def pair_here(self) -> Pair | None:
        """The pair that a key acts on."""
        raise NotImplementedError

    def after(self, done: Done) -> None:
        """What follows on an act."""
        self.show_done(done)

    def action_merge(self) -> None:
        """Make the two one, after a preview."""
        pair = self.pair_here()
        if pair is not None:
            Merge(self, RecordKind.INSTITUTION, [(one.id, one.name) for one in (pair.first, pair.second)], self.after).ask()

    def action_distinct(self) -> None:
        """Remember that they are two."""
        pair = self.pair_here()
        if pair is not None:
            act(self, self.after, None, institution_merge.mark_distinct, pair.first.id, pair.second.id)


class Duplicates(_OnPairs):
    """The pairs, the likeliest first."""

    FOOTER = ("open", "merge", "distinct")
    COLUMNS = (
        Column("score", N_("Like"), 5, keep=True, align="right"),
        Column("first", N_("Institution"), 22, flexible=2, keep=True),
        Column("second", N_("And"), 22, flexible=2, keep=True),
        Column("city", N_("Place"), 14, flexible=1),
        Column("why", N_("Why"), 18, flexible=2),
    )

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield PagedTable(self.COLUMNS, self._page, empty=N_("No institutions that look like one another."), page_size=_ALL, id="pairs")

    def on_mount(self) -> None:
        """Say what it shows."""
        super().on_mount()
        self.show_header(_("Institutions that may be there twice"))
        self.query_one(PagedTable).focus()

    def _page(self, store: Store, _request: PageRequest) -> Page:
        rows = [_row(pair) for pair in duplicates(store)]
        return Page(rows, len(rows), len(rows), len(rows))

    def on_paged_table_counted(self, event: PagedTable.Counted) -> None:
        """How many pairs there are."""
        self.show_header(count=str(event.records))

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """The two side by side."""
        self.app.push_screen(SideBySide(event.row.record))

    def pair_here(self) -> Pair | None:
        """The pair under the cursor."""
        row = self.query_one(PagedTable).cursor_row
        return row.record if row is not None else None

    def institution_here(self) -> int | None:
        """The one of the pair that has most."""
        pair = self.pair_here()
        return pair.first.id if pair else None


class SideBySide(_OnPairs):
    """Two institutions, field by field; where they differ it is marked. Enter on a name opens its dossier."""

    FOOTER = ("open", "merge", "distinct")
    COLUMNS = (
        Column("field", "", 18, keep=True),
        Column("first", "", 24, flexible=1, keep=True),
        Column("second", "", 24, flexible=1, keep=True),
    )

    def __init__(self, pair: Pair) -> None:
        super().__init__()
        self.pair = pair

    def compose_body(self) -> ComposeResult:
        """Field by field."""
        yield PagedTable(self.COLUMNS, self._page, show_head=False, page_size=_ALL, id="fields")

    def on_mount(self) -> None:
        """Say which two these are."""
        super().on_mount()
        self.show_header(f"{self.pair.first.name} ≟ {self.pair.second.name}", f"{self.pair.score}%")
        self.query_one(PagedTable).focus()

    def _page(self, _store: Store, _request: PageRequest) -> Page:
        rows = list(_lines(self.pair))
        return Page(rows, len(rows))

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """The dossier of the one whose line it is."""
        if isinstance(event.row.record, int):
            self.app.open_record(RecordKind.INSTITUTION, event.row.record)

    def pair_here(self) -> Pair:
        """These two."""
        return self.pair

    def after(self, done: Done) -> None:
        """Back to the list: these two are settled."""
        self.app.say(" ".join((done.message, *done.warnings)), "done", undoable=True)
        self.app.go_back()


def _row(pair: Pair) -> Row:
    why = ", ".join(_(_REASONS[reason]) for reason in pair.reasons)
    cells = (f"{pair.score}%", pair.first.name, pair.second.name, pair.first.city or pair.second.city or "–", why)
    return Row((pair.first.id, pair.second.id), cells, record=pair)


def _lines(pair: Pair) -> Iterator[Row]:
    first, second = pair.first, pair.second
    for field in _FIELDS:
        name, one, other = field_label(field), _shown(first, field), _shown(second, field)
        differs = "–" not in (one, other) and one.casefold() != other.casefold()
        cells = [Cell(text, "attention" if differs else "") for text in (one, other)]
        yield Row(name, (Cell(name, "muted"), *cells), sign="≠" if differs else "")
    counts = (
        (_("contacts"), first.contacts, second.contacts),
        (_("requests"), first.requests, second.requests),
        (_("conversations"), first.conversations, second.conversations),
    )
    for name, ours, theirs in counts:
        yield Row(name, (Cell(name, "muted"), str(ours), str(theirs)))
    for two in (first, second):
        yield Row(two.id, (Cell(_("open {name}").format(name=two.name)),), record=two.id, across=True)


_FIELDS = ("name", "short_name", "aliases", "kind", "city", "agb", "website", "epd_vendor", "advisor")


def _shown(one: DuplicateCandidate, name: str) -> str:
    if name == "kind":
        return said(one.kind, "–")
    value = getattr(one, name)
    return (", ".join(value) if isinstance(value, tuple) else value) or "–"
