"""One support request: with what there is for it, what the advisor says of that, and what it waits for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from loket.insight.lists.listing import Looker
from loket.insight.lists.request_detail import request_context
from loket.insight.lists.requests import REQUESTS
from loket.insight.waiting import waits_of
from loket.screens.offerings.lines import need_lines
from loket.screens.offerings.mail import MAIL_KEY, show_mail
from loket.screens.offerings.verdict import VERDICT_KEY, ask_verdict
from loket.screens.records.detail import RecordDetail, Shown
from loket.screens.requests.list import fitting_words
from loket.widgets.pane import Heading

if TYPE_CHECKING:
    from loket.store.opening import Store


class RequestDetail(RecordDetail):
    """One support request."""

    LISTING, FORM, PLACE = REQUESTS, "request_form", 3
    FOOTER: ClassVar[tuple[str, ...]] = ("edit", "state", "refer", "verdict", "mail", "follow_up", "note", "log", "history", "next")
    BINDINGS: ClassVar[list[BindingType]] = [VERDICT_KEY, MAIL_KEY]

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        if shown is None:
            return None
        with store.read() as reader:
            looker = Looker.of(reader, store.actor)
            context = request_context(reader, looker, self.number, store.today)
            waits = waits_of(reader, looker, self.number)
        there = need_lines(shown.record, context.fitting, waits, store.today)
        return replace(shown, lines=(*shown.lines, "", Heading(fitting_words(context)), *there))

    def action_verdict(self) -> None:
        """Say what exists for it."""
        ask_verdict(self, [self.number], self._acted)

    def action_mail(self) -> None:
        """The mail about all that it is referred to."""
        show_mail(self, self.number)
