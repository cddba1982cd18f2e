"""What changes about a contact: another role, another place, or gone; each opens its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from loket.language import N_, _
from loket.screens.forms.asking import ask
from loket.widgets.choice import Choice, Option

if TYPE_CHECKING:
    from loket.widgets.base_app import BaseApp

CAREER = Binding(
    "c", "career", N_("leaves, moves"), id="career", tooltip=N_("Notes that a contact has another role, works elsewhere or left.")
)


def ask_career(app: BaseApp, number: int) -> None:
    """Ask what changed about a contact."""
    options = [
        Option("contact_role_form", _("has another role here")),
        Option("contact_move_form", _("works elsewhere now")),
        Option("contact_leave_form", _("has left")),
        Option("contact_form", _("edit what is noted")),
    ]
    ask(app, Choice(_("What changed?"), options), lambda form: app.open_screen(form, number))
