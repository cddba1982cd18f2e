"""Handing out material without a request: one question, from the dossier or from a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.language import _
from loket.screens.base import LoketScreen
from loket.screens.forms.asking import ask
from loket.screens.forms.finding import find_offerings
from loket.widgets.loading import act
from loket.widgets.picker import PickSheet

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.opening import Store


def ask_hand_out(screen: LoketScreen, whom: str, *, institution: int | None = None, conversation: int | None = None) -> None:
    """Ask what was handed out, and note it: to an institution, or to all who took part in a conversation."""
    sheet = PickSheet(_("Handed out to {whom}").format(whom=whom), find_offerings, placeholder=_("a few letters of the offering"))
    ask(screen.app, sheet, lambda pick: act(screen, screen.show_done, None, _hand_out, pick.value, institution, conversation))


def _hand_out(store: Store, offering: int, institution: int | None, conversation: int | None) -> Done:
    from loket.casework.referrals import HandOut, hand_out

    return hand_out(store, HandOut(offering_ids=(offering,), institution_id=institution, conversation_id=conversation))
