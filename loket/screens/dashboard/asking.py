"""What the keys of every sheet of the dashboard ask: period and filters, the comparison, a kept view, the moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult

from loket.insight.explanation.moments import AsOf
from loket.insight.figures.comparison import Against, Comparison
from loket.insight.figures.dashboard import Choices, choices
from loket.insight.figures.period import Period
from loket.language import N_, _
from loket.models.errors import Refused
from loket.screens.dashboard.ask import AskSheet
from loket.screens.dashboard.asked import Asked
from loket.screens.dashboard.moment import AskMoment
from loket.screens.forms.asking import AskText, ask
from loket.widgets.choice import Choice, Option
from loket.widgets.fields import Field
from loket.widgets.form import Form
from loket.widgets.loading import act, load
from loket.widgets.sheet import Sheet

if TYPE_CHECKING:
    from loket.screens.base import LoketScreen
    from loket.screens.dashboard.looking import Looking
    from loket.store.opening import Store

PLACE = "dashboard"
"""Where the views of the dashboard are kept."""
_LAST_PLACE = "dashboard, last"

Step = tuple[str, Any]


class Asking:
    """Asks on one sheet, and has it shown: `changed` is called when something else is asked."""

    def __init__(self, screen: LoketScreen, looking: Looking, changed: Callable[[], None]) -> None:
        self._screen, self._looking, self._changed = screen, looking, changed

    def put(self, asked: Asked) -> None:
        """Ask this from now on, and the next time that loket starts."""
        self._looking.asked = asked
        self._changed()
        act(self._screen, _nothing, None, _remember, asked.as_query())

    # Period, filters, moment

    def ask_period(self) -> None:
        """Ask a period and what to narrow to."""
        looking, app = self._looking, self._screen.app

        def taken(asked: Asked | None) -> None:
            if asked is not None:
                self.put(asked)

        def show(found: Choices) -> None:
            app.push_screen(AskSheet(looking.question, found, looking.today(app.today)), taken)

        load(self._screen, "choices", show, looking.at(choices))

    def ask_moment(self) -> None:
        """Ask the moment whose knowledge is shown."""

        def taken(known: AsOf) -> None:
            self._looking.look_at(known)
            self._changed()

        ask(self._screen.app, AskMoment(known=self._looking.known), taken)

    # The comparison

    def ask_comparison(self) -> None:
        """Ask what the figures are compared with."""
        now = self._looking.question.comparison.against
        options = [Option(against, _(against.value), "●" if against is now else "") for against in Against]

        def chosen(against: Against | None) -> None:
            if against is Against.FREE:
                self._ask_other_period()
            elif against is not None:
                self.put(replace(self._looking.question, comparison=Comparison(against)))

        self._screen.app.push_screen(Choice(_("Compare with"), options), chosen)

    def _ask_other_period(self) -> None:
        looking, app = self._looking, self._screen.app
        period = looking.question.comparison.free or looking.period(app.today).a_year_before()

        def taken(other: Period) -> None:
            self.put(replace(looking.question, comparison=Comparison(Against.FREE, other)))

        ask(app, AskPeriod(_("Compare with"), period, looking.today(app.today)), taken)

    # Views

    def ask_view(self) -> None:
        """Ask one of this person's kept views; or keep what is asked now, or forget one."""
        load(self._screen, "views", self._ask_view, _saved)

    def _ask_view(self, saved: Mapping[str, Mapping[str, Any]]) -> None:
        now = self._looking.question.view
        options: list[Option[Step]] = [Option(("view", name), name, "●" if name == now else "") for name in saved]
        options.append(Option(("usual", None), _("this year, everything")))
        options.append(Option(("save", None), _("keep this view …")))
        if saved:
            options.append(Option(("forget", None), _("forget a view …")))

        def chosen(step: Step | None) -> None:
            if step is None:
                return
            what, name = step
            if what == "view":
                self.put(replace(Asked.of_query(saved[name]), view=name))
            elif what == "usual":
                self.put(Asked())
            elif what == "save":
                ask(self._screen.app, AskText(_("Keep this view"), _("Under which name?"), value=now, needed=True), self._keep)
            else:
                self._forget(tuple(saved))

        self._screen.app.push_screen(Choice(_("View"), options), chosen)

    def _keep(self, name: str) -> None:
        asked = replace(self._looking.question, view=name)

        def kept(_none: None) -> None:
            self.put(asked)
            self._screen.app.say(_("View kept: {name}.").format(name=name), "done")

        act(self._screen, kept, None, _keep, name, asked.as_query())

    def _forget(self, names: tuple[str, ...]) -> None:
        def chosen(name: str | None) -> None:
            if name is not None:
                said = _("View forgotten: {name}.").format(name=name)
                act(self._screen, lambda _none: self._screen.app.say(said), None, _remove, name)

        self._screen.app.push_screen(Choice(_("Forget a view"), [Option(name, name) for name in names]), chosen)


class AskPeriod(Sheet[Period | None]):
    """Asks two days."""

    DEFAULT_CSS = "AskPeriod Form { height: auto; }"

    def __init__(self, title: str, period: Period, today: date) -> None:
        super().__init__(title)
        self._period, self._today = period, today

    def compose_sheet(self) -> ComposeResult:
        """The two days."""
        fields = (Field("start", N_("From"), "date", last=True), Field("end", N_("Up to"), "date", last=True))
        yield Form(fields, {"start": self._period.start, "end": self._period.end})
        yield self.hint(N_("tab next   ctrl+s shows   esc back"))

    def on_form_saved(self, event: Form.Saved) -> None:
        """Answer, or show why this is no period."""
        event.stop()
        try:
            period = Period.of(event.values["start"], event.values["end"], self._today)
        except Refused as refused:
            event.form.refused(refused)
            return
        self.dismiss(period)

    def on_form_left(self, event: Form.Left) -> None:
        """Leave it as it is."""
        event.stop()
        self.dismiss(None)


def remembered(store: Store) -> Asked:
    """What this person asked the last time; what nobody chose, when it cannot be asked any more."""
    from loket.casework.saved_views import saved_views
    from loket.insight.figures.question import Question

    kept = saved_views(store, _LAST_PLACE)
    try:
        asked = Asked.of_query(next(iter(kept.values()), {}))
        with store.read() as reader:
            Question.resolve(reader, asked.period(store.today), asked.filters)
    except (Refused, ValueError):
        return Asked()
    return asked


def _nothing(_none: None) -> None:
    """What was remembered is not said."""


def _remember(store: Store, query: Mapping[str, Any]) -> None:
    from loket.casework.saved_views import save_view

    save_view(store, _LAST_PLACE, "last", query)


def _saved(store: Store) -> dict[str, dict[str, Any]]:
    from loket.casework.saved_views import saved_views

    return saved_views(store, PLACE)


def _keep(store: Store, name: str, query: Mapping[str, Any]) -> None:
    from loket.casework.saved_views import save_view

    save_view(store, PLACE, name, query)


def _remove(store: Store, name: str) -> None:
    from loket.casework.saved_views import remove_view

    remove_view(store, PLACE, name)
