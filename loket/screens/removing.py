"""`del`: removes what was entered by mistake, after saying what goes along; an admin gives a reason for what others entered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from loket.casework import removal
from loket.language import _, label, ngettext
from loket.screens.forms.ask_sheets import AskText, ask
from loket.widgets.choice import Confirm
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.casework.removal import Removal
    from loket.models.words import RecordKind
    from loket.screens.loket_screen import LoketScreen
    from loket.store.database import Store


def ask_removal(screen: LoketScreen, kind: RecordKind, numbers: Sequence[int]) -> None:
    """Ask, and remove; whoever may not, or what stands in the way, is said at once."""

    def removed(done: Done) -> None:
        if screen.is_current and screen.record_open() in [(record.kind, record.id) for record in done.records]:
            screen.app.go_back()
            screen.app.say(done.message, "done", undoable=True)
        else:
            screen.show_done(done)

    def do(reason: str | None) -> None:
        act(screen, removed, None, _remove, kind, numbers, reason)

    def show(found: Removal) -> None:
        named = ngettext("{kind} {number}", "{count} records", len(numbers))
        named = named.format(kind=label(kind), number=found.records[0].number, count=len(numbers))
        if found.needs_reason:
            question = " ".join(part for part in (found.consequence, _("Why? It goes into the history.")) if part)
            ask(screen.app, AskText(_("Remove {what}").format(what=named), question, needed=True), do)
        else:
            back = _("It leaves lists, search and figures; u brings it back.")
            sheet = Confirm(_("Remove"), _("Remove {what}?").format(what=named), f"{found.consequence} {back}".strip(), yes=_("remove"))
            screen.app.push_screen(sheet, lambda yes: do(None) if yes else None)

    load(screen, "removal", show, _removal_of, kind, numbers)


def _removal_of(store: Store, kind: RecordKind, numbers: Sequence[int]) -> Removal:
    return removal.removal_of(store, kind, numbers)


def _remove(store: Store, kind: RecordKind, numbers: Sequence[int], reason: str | None) -> Done:
    return removal.remove(store, kind, numbers, reason)
