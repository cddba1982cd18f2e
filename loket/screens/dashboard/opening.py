"""What enter opens: exactly the records behind the number under the cursor; and the other numbers of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.insight.figures.figure import Duration, Figure
from loket.insight.figures.indicators import Indicator
from loket.insight.figures.record_set import Part, RecordSet, indicator_records
from loket.insight.lists.among import Among
from loket.language import _
from loket.language.formats import number
from loket.widgets.choice import Choice, Option

if TYPE_CHECKING:
    from loket.screens.dashboard.looking import Looking
    from loket.widgets.base_app import BaseApp


class Opener:
    """Opens the records behind the numbers that the dashboard shows."""

    def __init__(self, app: BaseApp, looking: Looking) -> None:
        self._app, self._looking = app, looking

    def open(self, behind: RecordSet, shown: int) -> None:
        """The records behind a number that was shown as `shown`."""
        from loket.screens.behind.screen import show_records

        store = self._app.store
        if not shown or store is None:
            self._app.say(_("Nothing was counted here."))
            return
        among = Among(behind, self._looking.period(self._app.today), self._looking.question.filters)
        show_records(self._app, among, shown, self._looking.past(store))

    def open_figure(self, indicator: Indicator, figure: Figure) -> None:
        """What a figure counted."""
        self.open(indicator_records(indicator), _parts(figure)[Part.COUNTED])

    def ask_part(self, indicator: Indicator, figure: Figure) -> None:
        """Which of its numbers: counted, out of, unknown, contradictory; the only one at once."""
        parts = _parts(figure)
        options = [Option(part, _(part.value), number(count)) for part, count in parts.items()]

        def chosen(part: Part | None) -> None:
            if part is not None:
                self.open(indicator_records(indicator, part), parts[part])

        if len(options) == 1:
            chosen(options[0].value)
        else:
            self._app.push_screen(Choice(_("Records of {figure}").format(figure=_(indicator.label)), options), chosen)


def _parts(figure: Figure) -> dict[Part, int]:
    """The numbers of a figure that there are."""
    if isinstance(figure, Duration):
        return {Part.COUNTED: figure.n}
    found = {Part.COUNTED: figure.numerator}
    if figure.denominator is not None:
        found[Part.BASED] = figure.denominator
    if figure.unknown:
        found[Part.UNKNOWN] = figure.unknown
    if figure.contradictory:
        found[Part.CONTRADICTS] = figure.contradictory
    return found
