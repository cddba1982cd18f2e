"""`Y`: the mail to the institution about what its request was referred to, seen before it is copied or sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.binding import Binding

from loket.insight.lists.listing import Looker
from loket.insight.referral_mail import ReferralMail, referral_mail
from loket.language import N_, _
from loket.widgets.loading import load

if TYPE_CHECKING:
    from loket.screens.base import LoketScreen
    from loket.store.opening import Store

MAIL_KEY = Binding(
    "Y", "mail", N_("mail"), show=False, id="mail", tooltip=N_("Shows the mail to the institution about what this request was referred to.")
)


def show_mail(screen: LoketScreen, request: int, offerings: Sequence[int] = (), check_back: date | None = None) -> None:
    """Show the mail about these offerings, or about all that the request has an open referral to."""

    def shown(found: ReferralMail | None) -> None:
        from loket.screens.mail import Mail, offer_mail

        if found is None:
            screen.app.say(_("This request is not referred to anything yet: d refers."), "attention")
            return
        if found.hidden:
            screen.app.say(_("This mail names a confidential record: read it before it leaves the house."), "attention")
        offer_mail(screen.app, Mail(to=(found.to,) if found.to else (), subject=found.subject, body=found.body))

    load(screen, "mail", shown, _read, request, tuple(offerings), check_back)


def _read(store: Store, request: int, offerings: tuple[int, ...], check_back: date | None) -> ReferralMail | None:
    with store.read() as reader:
        return referral_mail(reader, Looker.of(reader, store.actor), request, offerings, store.actor, store.today, check_back)
