"""Place 6: the catalogue of offerings and the referrals made, as lists and one of each in full."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from loket.casework import offerings
from loket.insight.lists.attached_records import Attached
from loket.insight.lists.listing import View
from loket.insight.lists.offerings import OFFERINGS, OfferingRow
from loket.insight.lists.referrals import REFERRALS, ReferralRow
from loket.insight.unmet_needs import would_fit_counts
from loket.language import N_, _, label
from loket.models.words import ReferralState
from loket.screens.offerings.offering_lines import audiences_of, helped, offering_lines, state_cell, validity, waiting_words
from loket.screens.offerings.referral_questions import MAIL_KEY, ask_outcome, show_mail
from loket.screens.records.record_detail import RecordDetail, Shown
from loket.screens.records.record_lines import day, hidden, joined, late_cell, said, text_block, themes
from loket.screens.records.record_list import Detail, RecordList
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.pane import Fact, Heading, PaneLine
from loket.widgets.workers import act

if TYPE_CHECKING:
    from loket.store.database import Store


class OfferingList(RecordList):
    """The catalogue: what there is, for whom, and whether it helped."""

    PLACE = 6
    LISTING = OFFERINGS
    FORM = "offering_form"
    SAVED_AS = "offerings"
    START = View(sort="title", scope="open")
    SCOPES = (N_("not lapsed"), N_("lapsed"), N_("all"))
    EMPTY = N_("No offerings with this filter. / clears it.")
    FOOTER = ("open", "state", "edit", "new", "follow_up", "select", "filter", "sort", "views")
    COLUMNS = (
        Column("title", N_("Offering"), 20, flexible=3, keep=True, sortable=True),
        Column("themes", N_("Th"), 5),
        Column("outcome", N_("Outc"), 6),
        Column("state", N_("State"), 18, keep=True, sortable=True),
        Column("referred", N_("Ref"), 5, align="right", sortable=True),
        Column("helped", N_("Helped"), 18, keep=True),
        Column("kind", N_("Kind"), 11, sortable=True),
        Column("audience", N_("Audience"), 10),
    )

    def row(self, record: OfferingRow) -> Row:
        """The line of one offering: what came of it, or who waits for it."""
        waits = record.is_coming(self.app.today)
        effect = waiting_words(record.waiting, 0) or "–" if waits and not record.effect.used else helped(record.effect)
        return Row(
            record.id,
            (
                record.title, themes(record.themes), said(record.outcome_info), state_cell(record, self.app.today),
                str(record.effect.referred or "–"), effect, said(record.kind), audiences_of(record),
            ),
            late=record.needs_attention(self.app.today),
            record=record,
        )  # fmt: skip

    @staticmethod
    def detail(store: Store, record: OfferingRow) -> Detail:
        """What it is, until when, and what came of it."""
        today = store.today
        with store.read() as reader:
            would_fit = would_fit_counts(reader, [record.id]).get(record.id, 0) if record.is_coming(today) else 0
        told = joined(label(record.state), validity(record, today), helped(record.effect), waiting_words(record.waiting, would_fit))
        return offering_lines(record, would_fit, today), (joined(record.title, record.provider), told)


class ReferralList(RecordList):
    """The referrals: to what, for whom, and what came of it."""

    PLACE = 6
    LISTING = REFERRALS
    FORM = "referral_form"
    SAVED_AS = "referrals"
    START = View(sort="check_back", scope="open")
    EMPTY = N_("No referrals with this filter. / clears it, m shows everybody's.")
    FOOTER = ("open", "state", "move_date", "mail", "log", "edit", "select", "filter", "views")
    COLUMNS = (
        Column("number", N_("Nr"), 8, keep=True, sortable=True),
        Column("offering", N_("Offering"), 20, flexible=3, sortable=True),
        Column("request", N_("Request"), 14, flexible=2),
        Column("institution", N_("Institution"), 14, flexible=1),
        Column("referred", N_("Referred"), 10, sortable=True),
        Column("state", N_("State"), 13, keep=True, sortable=True),
        Column("helped", N_("Helped"), 7),
        Column("check_back", N_("Check back"), 10, keep=True, align="right", sortable=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [MAIL_KEY]

    def row(self, record: ReferralRow) -> Row:
        """The line of one referral."""
        today = self.app.today
        known = "" if record.state is not ReferralState.USED else "?"
        return Row(
            record.id,
            (
                record.number, record.offering, record.request or _("handed out"), record.institution or "–",
                day(record.referred_on, today), Cell(label(record.state), "" if record.state is ReferralState.OPEN else "muted"),
                said(record.helped, known), late_cell(day(record.check_back_on, today), record.late),
            ),
            late=record.late,
            record=record,
        )  # fmt: skip

    @staticmethod
    def detail(store: Store, record: ReferralRow) -> Detail:
        """To what, for which request, when to ask, what came of it."""
        today = store.today
        lines: list[PaneLine] = [
            Heading(f"{record.number}  {record.offering}"),
            *hidden(record.confidential),
            Fact(joined(label(record.state), said(record.helped, ""))),
            Fact(record.request or _("handed out"), _("for")),
            Fact(record.institution or "–"),
            Fact(joined(day(record.referred_on, today), record.advisor), _("referred")),
            Fact(day(record.check_back_on, today), _("check"), "attention" if record.late else ""),
            *text_block(_("Remark"), record.remark),
        ]
        return lines, (
            joined(record.number, record.offering, record.institution),
            joined(label(record.state), record.request, record.remark),
        )

    def action_state(self) -> None:
        """Say of the selected ones whether they were used and helped."""
        records: list[ReferralRow] = self.chosen()
        if records and all(record.state in (ReferralState.OPEN, ReferralState.USED) for record in records):
            text = "; ".join(f"{record.number} {record.offering}" for record in records)
            used = any(record.state is ReferralState.USED for record in records)
            ask_outcome(self.table, _("What came of it?"), text, [record.id for record in records], self._acted, was_used=used)
        else:
            super().action_state()

    def action_mail(self) -> None:
        """The mail about all that the request is referred to."""
        row = self.table.cursor_row
        if row is not None and row.record.request_id is not None:
            show_mail(self, row.record.request_id)


class OfferingDetail(RecordDetail):
    """One offering: what it is at the left, its referrals and who waits for it at the right."""

    LISTING, PLACE = OFFERINGS, 6
    FOOTER: ClassVar[tuple[str, ...]] = ("edit", "state", "follow_up", "note", "stop_waiting", "history", "copy", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("W", "stop_waiting", N_("wait no longer"), id="stop_waiting",
                tooltip=N_("Takes the request under the cursor out of those that wait for this offering.")),
    ]  # fmt: skip

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        if shown is None:
            return None
        with store.read() as reader:
            would_fit = would_fit_counts(reader, [self.number]).get(self.number, 0) if shown.record.is_coming(store.today) else 0
        return replace(shown, lines=tuple(offering_lines(shown.record, would_fit, store.today)))

    def action_stop_waiting(self) -> None:
        """The request under the cursor waits no longer."""
        row = self.table.cursor_row
        found = row.record if row is not None else None
        if isinstance(found, Attached) and found.waits:
            act(self, self._acted, None, offerings.stop_waiting, [(found.id, self.number)])
        else:
            self.app.say(self.app.keyed(_("Put the cursor on a request that waits: {pane} goes to them.")))


class ReferralDetail(RecordDetail):
    """One referral: `s` notes whether it was used and helped, `>` when to ask, `Y` shows the mail."""

    LISTING, PLACE = REFERRALS, 6
    FOOTER: ClassVar[tuple[str, ...]] = ("edit", "state", "move_date", "mail", "follow_up", "note", "log", "history", "previous", "next")
    BINDINGS: ClassVar[list[BindingType]] = [MAIL_KEY]

    def action_state(self) -> None:
        """Whether it was used and helped; of one that was not used, the usual states."""
        if self.shown is None:
            return
        record = self.shown.record
        if record.state in (ReferralState.OPEN, ReferralState.USED):
            used = record.state is ReferralState.USED
            ask_outcome(self, _("What came of it?"), f"{record.number} {record.offering}", [record.id], self._acted, was_used=used)
        else:
            super().action_state()

    def action_mail(self) -> None:
        """The mail about all that the request is referred to."""
        if self.shown is not None and self.shown.record.request_id is not None:
            show_mail(self, self.shown.record.request_id)
