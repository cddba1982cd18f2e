"""Unmet needs: open requests that nothing fits, in groups that are alike, with what is in development for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from loket.casework import offerings
from loket.insight.unmet_needs import Coming, Grouping, Need, NeedGroup, Unmet, start_of, unmet_needs
from loket.language import N_, _, label, ngettext
from loket.models.words import OfferingStatus, RecordKind
from loket.screens.offerings.grouped_requests import NO_OPEN_REQUESTS, GroupedRequests, RequestGroup, requests_and_institutions
from loket.screens.records.record_lines import day, joined, said
from loket.widgets.bars import share
from loket.widgets.choice import Choice, Option
from loket.widgets.columns import Cell, Row
from loket.widgets.keys import key
from loket.widgets.workers import act, folded, load

if TYPE_CHECKING:
    from loket.exchange.output_files import OutCell
    from loket.store.database import Store


class UnmetNeeds(GroupedRequests):
    """What the programme most wants to see: what institutions ask and nothing fits, and what to develop next."""

    PLACE = 6
    FOOTER = ("open", "new", "wait", "refer", "verdict", "views", "export", "pane")
    EMPTY = N_("Something fits every open request.")
    EXPORT = "unmet-needs"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("new", word=N_("start an offering"), tooltip=N_("Starts an offering for this group, and lets its requests wait for it.")),
        Binding("W", "wait", N_("let wait"), id="wait",
                tooltip=N_("Lets the requests of this group that an offering in development would fit wait for it.")),
        Binding("v", "views", N_("group by"), id="views", tooltip=N_("Groups the needs by theme, audience, obstacle …")),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.found: Unmet | None = None
        self.by = Grouping.THEME

    def on_mount(self) -> None:
        """Read the needs."""
        super().on_mount()
        self.table.focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the needs anew."""
        load(self, "unmet", self._show, folded(_unmet))

    def _show(self, found: Unmet) -> None:
        self.found = found
        self.table.empty = self.EMPTY if found.open else NO_OPEN_REQUESTS
        by = _("by {column}").format(column=_(self.by.value))
        counted = _("{share} of the open requests").format(share=share(found.unmet, found.open))
        self.show_header(by, counted)
        self.show_parts([self._part(group) for group in found.grouped(self.by)], found.unmet)

    def _part(self, group: NeedGroup) -> RequestGroup:
        rows = [self._coming_row(group, coming) for coming in group.coming]
        rows += [self.request_row(group.key, need.request) for need in group.needs]
        tail = joined(requests_and_institutions(len(group.needs), group.institutions), _development(group))
        return RequestGroup(group.key, group.label, tail, tuple(rows), record=group)

    def _coming_row(self, group: NeedGroup, coming: Coming) -> Row:
        fits = sum(coming.id in need.coming for need in group.needs)
        late = coming.expected_on is not None and coming.expected_on < self.app.today
        tail = joined(
            _("would fit {count} of {all}").format(count=fits, all=len(group.needs)),
            _("expected {day}").format(day=day(coming.expected_on, self.app.today)) if coming.expected_on else "",
            coming.owner,
            ngettext("{count} waits", "{count} wait", coming.waiting).format(count=coming.waiting) if coming.waiting else "",
        )
        text = f"  {label(OfferingStatus.IN_DEVELOPMENT)}: {coming.title}"
        return Row((group.key, "coming", coming.id), (Cell(text, "focus", tail=tail),), late=late, record=coming, across=True)

    # Keys

    def open_other(self, record: Any) -> None:
        """Open the offering in development."""
        if isinstance(record, Coming):
            self.app.open_record(RecordKind.OFFERING, record.id)

    def action_views(self) -> None:
        """Choose by what the needs are put together."""
        self.app.push_screen(Choice(_("Group by"), [Option(by, _(by.value)) for by in Grouping]), self._group_by)

    def _group_by(self, by: Grouping | None) -> None:
        if by is not None and self.found is not None:
            self.by = by
            self.unfolded.clear()
            self._show(self.found)

    def action_new(self) -> None:
        """Start an offering for the group: its form is filled in with what the needs share."""
        part = self.part_here()
        if part is not None:
            group: NeedGroup = part.record
            given = {
                **start_of(group, self.by), "state": OfferingStatus.IN_DEVELOPMENT,
                "waiting": " ".join(str(need.request.id) for need in group.needs),
            }  # fmt: skip
            self.app.open_screen("offering_form", None, given, f"new {self.by.name} {group.key}")

    def action_wait(self) -> None:
        """Let the requests of the group that the offering would fit wait for it."""
        part = self.part_here()
        if part is None:
            return
        group: NeedGroup = part.record
        row = self.table.cursor_row
        offered = [row.record] if row is not None and isinstance(row.record, Coming) else list(group.coming)
        if not offered:
            self.app.say(self.app.keyed(_("Nothing is in development for this group: {new} starts an offering.")), "attention")
        elif len(offered) == 1:
            self._wait(group, offered[0])
        else:
            sheet = Choice(_("Wait for which offering?"), [Option(one, one.title) for one in offered], text=part.label)
            self.app.push_screen(sheet, lambda one: self._wait(group, one))

    def _wait(self, group: NeedGroup, coming: Coming | None) -> None:
        if coming is not None:
            requests = [need.request.id for need in group.needs if coming.id in need.coming]
            act(self, self.show_done, None, offerings.wait_for_offering, requests, coming.id)

    def export_table(self) -> tuple[Sequence[str], list[Sequence[OutCell]]]:
        """Every need under each of its groups."""
        found = self.found
        headers = [_("group"), _("Nr"), _("Request"), _("Institution"), _("themes"), _("obstacles"), _("outcome information"),
                   _("audience"), _("verdict"), _("received on"), _("due date"), _("in development")]  # fmt: skip
        if found is None:
            return headers, []
        rows = [self._cells(found, group, need) for group in found.grouped(self.by) for need in group.needs]
        return headers, rows

    def _cells(self, found: Unmet, group: NeedGroup, need: Need) -> Sequence[OutCell]:
        request = need.request
        return (
            group.label, request.number, request.title, request.whose, "|".join(map(str, request.themes)),
            "|".join(found.obstacles.get(number, "?") for number in need.obstacles), said(request.outcome_info, ""),
            said(request.audience, ""), said(request.verdict, ""), request.received_on, request.due_on,
            "|".join(found.coming[number].title for number in need.coming if number in found.coming),
        )  # fmt: skip


def _development(group: NeedGroup) -> str:
    """What is being made for a group, and for how many nothing is."""
    if not group.coming:
        return _("nothing in development")
    making = ngettext("{count} in development", "{count} in development", len(group.coming)).format(count=len(group.coming))
    return joined(making, _("for {count} nothing yet").format(count=group.without) if group.without else "")


def _unmet(store: Store) -> Unmet:
    with store.read() as reader:
        return unmet_needs(reader, store.today)
