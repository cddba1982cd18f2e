"""What board and list of signals share: `b` takes signals together, `-` says that they do not belong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from loket.casework import trends as trend_verbs
from loket.insight.lists.signals import SignalRow
from loket.insight.trends.trend_proposals import Cluster, Proposal, Proposals, similar_trends, trend_proposals
from loket.language import N_, _, ngettext
from loket.screens.loket_screen import LoketScreen
from loket.screens.signals.trend_lines import why
from loket.widgets.choice import Choice, Option
from loket.widgets.keys import keys_of
from loket.widgets.paged_table import PagedTable
from loket.widgets.workers import act, load, reading

if TYPE_CHECKING:
    from loket.casework.done import Done

NEW_TREND = 0


class Bundles(LoketScreen):
    """Takes signals together, by hand or as proposed. `proposed` is what was last read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("bundle"),
        Binding("minus", "apart", N_("does not belong"), id="apart", key_display="-",
                tooltip=N_("Takes a signal out of its trend, or says that a proposal is wrong: it does not come back.")),
    ]  # fmt: skip

    proposed = Proposals({}, ())
    _refused: tuple[frozenset[int], ...] = ()

    def read_proposals(self) -> None:
        """Read what signals look like."""
        load(self, "proposals", self._take_proposals, reading(trend_proposals), self._refused)

    def _take_proposals(self, found: Proposals) -> None:
        self.proposed = found
        for table in self.query(PagedTable):
            table.reload()

    def bundle(self, signals: Sequence[SignalRow], proposed: Proposal | None = None) -> None:
        """Take signals into a trend: the proposed one at once, else an existing or a new one by number."""
        numbers = [signal.id for signal in signals]
        if not numbers:
            self.app.say(self.app.keyed(_("Select the signals that belong together first: {select}.")))
        elif proposed is not None:
            act(self, self.bundled, None, trend_verbs.bundle_signals, proposed.trend, numbers)
        else:
            load(self, "trends", lambda trends: self._ask_trend(numbers, trends), reading(similar_trends), numbers)

    def _ask_trend(self, numbers: list[int], trends: Sequence[Proposal]) -> None:
        options = [Option(one.trend, one.title, why(one.why)) for one in trends]
        title = ngettext("{count} signal into", "{count} signals into", len(numbers)).format(count=len(numbers))
        sheet = Choice(title, options, none=Option(NEW_TREND, _("a new trend")))
        self.app.push_screen(sheet, lambda trend: self._take_trend(numbers, trend))

    def _take_trend(self, numbers: list[int], trend: int | None) -> None:
        if trend == NEW_TREND:
            self.start_trend(numbers)
        elif trend is not None:
            act(self, self.bundled, None, trend_verbs.bundle_signals, trend, numbers)

    def bundle_cluster(self, cluster: Cluster) -> None:
        """A new trend of signals that look like each other: its form, with what can be proposed filled in."""
        self.start_trend(cluster.signals, {"title": cluster.title, **({"theme_id": cluster.theme} if cluster.theme else {})})

    def start_trend(self, numbers: Sequence[int], more: dict[str, str | int] | None = None) -> None:
        """The form of a new trend that begins with these signals."""
        many = ngettext("{count} signal goes into this trend.", "{count} signals go into this trend.", len(numbers))
        self.app.open_screen("trend_form", None, {"signals": " ".join(map(str, numbers)), **(more or {})})
        self.app.say(many.format(count=len(numbers)))

    def refuse_cluster(self, cluster: Cluster) -> None:
        """Put a cluster away: it does not come back before loket is opened anew."""
        self._refused = (*self._refused, frozenset(cluster.signals))
        self.app.say(_("This proposal does not come back in this sitting."))
        self.read_proposals()

    def put_apart(self, signals: Sequence[SignalRow]) -> None:
        """Out of their trend, or not into the proposed one."""
        within = [one.id for one in signals if one.trend_id is not None]
        proposed = [self.proposed.trends[one.id] for one in signals if one.id in self.proposed.trends]
        if within:
            act(self, self.bundled, None, trend_verbs.unbundle_signals, within)
        elif len({one.trend for one in proposed}) == 1 and len(proposed) == len(signals):
            act(self, self.bundled, None, trend_verbs.set_apart, [one.id for one in signals], proposed[0].trend)
        else:
            self.app.say(self.app.keyed(_("There is no proposal here, and it is in no trend: {bundle} takes selected signals together.")))

    def bundled(self, done: Done) -> None:
        """Say what was done, and read anew."""
        self.app.say(done.message, "done", undoable=True)
        for table in self.query(PagedTable):
            table.clear_selection()
        self.refresh_data()
