"""Why a record goes to no next or earlier state, and the key that does do something there."""

from __future__ import annotations

from collections.abc import Sequence

from loket.language import _, label
from loket.models.states import STATES
from loket.models.words import RecordKind, Word
from loket.widgets.base_app import BaseApp


def state_refusal(app: BaseApp, kind: RecordKind, states: Sequence[Word], *, back: bool) -> str:
    """What is said when records of this kind in these states have no next state in common, or no earlier one (`back`)."""
    table = STATES[kind]
    name = "state" if back else "state_back"
    others = [table.next_states(state) if back else table.back_states(state) for state in states]
    common = app.has_key(name) and any(all(state in other for other in others) for state in others[0])
    named = {"state": label(states[0]), "key": app.key_of(name)}
    if len(set(states)) > 1:
        if common and not back:
            return _("There is no next state that all of these can go to: {key} reopens them.").format(**named)
        return _("There is no state that all of these can go to: choose records in one state.")
    if back:
        return (_("Nothing comes before {state}: {key} goes on.") if common else _("Nothing comes before {state}.")).format(**named)
    if not common:
        return _("Nothing comes after {state}.").format(**named)
    if table.is_open(states[0]):
        return _("Nothing comes after {state}: {key} goes back.").format(**named)
    return _("Nothing comes after {state}: {key} reopens.").format(**named)
