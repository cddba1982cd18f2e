"""One offering with who waits for it, and one referral with what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from loket.insight.lists.attached import Attached
from loket.insight.lists.offerings import OFFERINGS
from loket.insight.lists.referrals import REFERRALS
from loket.insight.waiting import would_fit_counts
from loket.language import N_, _
from loket.models.words import ReferralState
from loket.screens.offerings.lines import offering_lines
from loket.screens.offerings.mail import MAIL_KEY, show_mail
from loket.screens.offerings.outcome import ask_outcome
from loket.screens.records.detail import RecordDetail, Shown
from loket.widgets.loading import act

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.opening import Store


class OfferingDetail(RecordDetail):
    """One offering: what it is at the left, its referrals and who waits for it at the right."""

    LISTING, FORM, PLACE = OFFERINGS, "offering_form", 6
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
            act(self, self._acted, None, _stop_waiting, found.id, self.number)
        else:
            self.app.say(_("Put the cursor on a request that waits."))


class ReferralDetail(RecordDetail):
    """One referral: `s` notes whether it was used and helped, `>` when to ask, `Y` shows the mail."""

    LISTING, FORM, PLACE = REFERRALS, "referral_form", 6
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


def _stop_waiting(store: Store, request: int, offering: int) -> Done:
    from loket.casework.offerings import stop_waiting

    return stop_waiting(store, [(request, offering)])
