"""`M`: what can become of an institution: one with another, split, closed, opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from loket.language import _
from loket.screens.forms.asking import ask
from loket.screens.forms.finding import find_institutions
from loket.screens.institutions.merging import Merging
from loket.widgets.choice import Choice, Option
from loket.widgets.confirm import Confirm
from loket.widgets.loading import act
from loket.widgets.picker import Pick, PickSheet

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.screens.base import LoketScreen
    from loket.store.opening import Store


class Changing:
    """Asks what happens to one institution; `then` takes what was done."""

    def __init__(self, screen: LoketScreen, number: int, name: str, *, active: bool, then: Callable[[Done], None]) -> None:
        self.screen, self.number, self.name, self.active, self.then = screen, number, name, active, then

    def ask(self) -> None:
        """Merge, split, close or open again."""
        options = [
            Option("merge", _("is the same as another, or goes up in it")),
            Option("split", _("is split: a part goes on by itself")),
            Option("close", _("closes")) if self.active else Option("reopen", _("opens again")),
            Option("duplicates", _("look for institutions that are there twice")),
        ]
        ask(self.screen.app, Choice(self.name, options), self._chosen)

    def _chosen(self, what: str) -> None:
        app = self.screen.app
        if what == "merge":
            ask(app, PickSheet(_("{name} and which other?").format(name=self.name), find_institutions), self._other)
        elif what == "split":
            app.open_screen("split_form", self.number)
        elif what == "close":
            app.open_screen("close_form", self.number)
        elif what == "duplicates":
            app.open_screen("duplicates")
        else:
            sheet = Confirm(_("Opens again"), _("Open {name} again?").format(name=self.name))
            app.push_screen(sheet, lambda yes: act(self.screen, self.then, None, _reopen, self.number) if yes else None)

    def _other(self, pick: Pick) -> None:
        if pick.value == self.number:
            self.screen.app.say(_("Choose two institutions."), "muted")
        else:
            Merging(self.screen, ((pick.value, pick.label), (self.number, self.name)), self.then).ask()


def _reopen(store: Store, number: int) -> Done:
    from loket.casework.institutions import reopen_institution

    return reopen_institution(store, number)
