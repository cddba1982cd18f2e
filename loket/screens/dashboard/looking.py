"""What the sheets of the dashboard have in common: what is asked, and as known at which moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from loket.insight.explanation.moments import AsOf
from loket.insight.figures.period import Period
from loket.language import _
from loket.language.formats import number, short_date
from loket.screens.dashboard.asked import Asked

if TYPE_CHECKING:
    from loket.store.as_of import PastStore
    from loket.store.opening import Store

P = ParamSpec("P")
T = TypeVar("T")


class Looking:
    """One for the application; `asked` is None until it is known what this person asked the last time."""

    def __init__(self) -> None:
        self.asked: Asked | None = None
        self.known = AsOf()
        self._past: PastStore | None = None

    @property
    def question(self) -> Asked:
        """What is asked; until it is known, what nobody chose."""
        return self.asked or Asked()

    def today(self, now: date) -> date:
        """The business day that is looked from: the moment's, when an earlier one was chosen."""
        return self.known.moment.day if self.known.moment else now

    def period(self, now: date) -> Period:
        """The days that are asked for."""
        return self.question.period(self.today(now))

    def look_at(self, known: AsOf) -> None:
        """Look at what was known then."""
        self.known, self._past = known, None

    def moment_shown(self, now: date) -> str:
        """`peil 23 okt #12.345`; nothing when it is now."""
        moment = self.known.moment
        if moment is None:
            return ""
        return _("as of {day} #{seq}").format(day=short_date(moment.day, now, weekday=False), seq=number(moment.seq))

    def past(self, store: Store) -> PastStore | None:
        """The store of the moment, laid out once for all that look at it; None for now."""
        moment = self.known.moment
        if moment is None:
            return None
        if self._past is None or self._past.moment != moment:
            from loket.store.as_of import PastStore

            self._past = PastStore(store, moment)
        return self._past

    def at(self, function: Callable[Concatenate[Store, P], T]) -> Callable[Concatenate[Store, P], T]:
        """A function of insight, reading what was known at the moment: for `load`."""

        def at_the_moment(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> T:
            return function(self.past(store) or store, *args, **kwargs)

        return at_the_moment
