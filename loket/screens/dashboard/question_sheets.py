"""What the keys of every sheet of the dashboard ask: period and filters, the comparison, a kept view, the moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from loket.casework import saved_views
from loket.insight.explanation.moments import AsOf, parse_moment
from loket.insight.figures.comparison import Against, Comparison
from loket.insight.figures.dashboard import Choices, choices
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.language import N_, _, label
from loket.models.errors import Refused
from loket.models.words import Audience, InstitutionKind, OutcomeInfo, Province, Umbrella, Word
from loket.screens.dashboard.dashboard_question import DashboardQuestion, Span
from loket.screens.forms.ask_sheets import AskText, ask
from loket.screens.forms.finders import find_advisor_names
from loket.store.database import Store
from loket.widgets.base_app import Pause
from loket.widgets.choice import Choice, Option
from loket.widgets.fields import Field, Form
from loket.widgets.picker import Pick
from loket.widgets.sheet import Sheet
from loket.widgets.text import one_line, shorten
from loket.widgets.text_inputs import LineInput
from loket.widgets.workers import act, act_aside, load, load_found

if TYPE_CHECKING:
    from loket.screens.dashboard.dashboard_question import DashboardState
    from loket.screens.loket_screen import LoketScreen


_NAMES = tuple(field.name for field in fields(Filters))


class PeriodAndFilters(Sheet[DashboardQuestion | None]):
    """Asks a period and what to narrow to; answers None when the person leaves it as it is."""

    DEFAULT_CSS = """
    AskSheet > #sheet { width: 100; }
    AskSheet Form { height: auto; max-height: 34; }
    AskSheet FieldPart { margin-bottom: 0; }
    AskSheet.-low Form { max-height: 18; }
    """

    def __init__(self, asked: DashboardQuestion, choices: Choices, today: date) -> None:
        super().__init__(_("Period and filters"))
        self._asked, self._choices, self._today = asked, choices, today

    def compose_sheet(self) -> ComposeResult:
        """The form, filled with what is asked now."""
        asked, period = self._asked, self._asked.period(self._today)
        values = {name: getattr(asked.filters, name) for name in _NAMES}
        values |= {"span": None if asked.days else asked.span, "start": period.start, "end": period.end}
        advisor = values["advisor"]
        yield Form(self._fields(), {**values, "advisor": Pick(advisor, advisor) if advisor else None})
        yield self.hint(N_("digits choose, backspace takes away   enter next   ctrl+s shows   esc back"))

    def _fields(self) -> tuple[Field, ...]:
        found = self._choices
        themes = [Option(number, shorten(text, 28)) for number, text in found.themes]
        return (
            Field("span", N_("Quickly"), "choice", options=[Option(span, _(span.value)) for span in Span]),
            Field("start", N_("From"), "date", last=True),
            Field("end", N_("Up to"), "date", last=True),
            Field("kind", N_("Kind"), "choice", options=_options(InstitutionKind)),
            Field("umbrella", N_("Umbrella"), "choice", options=_options(Umbrella)),
            Field("province", N_("Province"), "choice", options=_options(Province)),
            Field("tag", N_("Network or label"), "choice", options=_names(found.tags)),
            Field("theme", N_("Theme"), "choice", options=themes),
            Field("round", N_("Round"), "choice", options=_names(found.rounds)),
            Field("epd_vendor", N_("EPD vendor"), "choice", options=_names(found.epd_vendors)),
            Field("audience", N_("Audience"), "choice", options=_options(Audience)),
            Field("advisor", N_("Advisor"), "pick", finder=find_advisor_names),
            Field("outcome_info", N_("Outcome information"), "choice", options=_options(OutcomeInfo)),
        )

    def on_form_saved(self, event: Form.Saved) -> None:
        """Answer, or show why this is no period."""
        event.stop()
        try:
            span, days = self._chosen(event.values)
        except Refused as refused:
            event.form.refused(refused)
            return
        filters = Filters(**{name: event.values[name] for name in _NAMES})
        self.dismiss(replace(self._asked, span=span or self._asked.span, days=days, filters=filters, view=""))

    def on_form_left(self, event: Form.Left) -> None:
        """Leave it as it is."""
        event.stop()
        self.dismiss(None)

    def _chosen(self, values: dict[str, Any]) -> tuple[Span | None, Period | None]:
        """The span, or the days: whichever was changed, the span before the days."""
        span: Span | None = values["span"]
        old, old_span = self._asked.period(self._today), None if self._asked.days else self._asked.span
        days_changed = (values["start"], values["end"]) != (old.start, old.end)
        if span is not None and (span is not old_span or not days_changed):
            return span, None
        return None, Period.of(values["start"], values["end"], self._today)


def _options(words: type[Word]) -> list[Option[Any]]:
    return [Option(member, label(member)) for member in words]


def _names(names: tuple[str, ...]) -> list[Option[Any]]:
    return [Option(name, name) for name in names]


_PAUSE_S = 0.2


class AskMoment(Sheet[AsOf | None]):
    """Asks a moment and shows what was understood; escape answers None, `nu` a `Known` without a moment."""

    DEFAULT_CSS = "AskMoment #understood { height: auto; color: $muted; } AskMoment #understood.-wrong { color: $error; }"

    def __init__(self, title: str = "", known: AsOf | None = None) -> None:
        super().__init__(title or _("What was known at an earlier moment"))
        self._start = known.asked if known and known.moment else ""
        self._known: AsOf | None = None
        self._submitted = False
        self._pause = Pause(self, _PAUSE_S, self._read)

    def compose_sheet(self) -> ComposeResult:
        """The line, and what was understood."""
        yield LineInput(self._start, placeholder=_("23 okt, 2026-10-23 14:30, #1204, now"))
        yield Static(Content(""), id="understood", markup=False)
        yield self.hint(N_("enter goes on   esc back"))

    def on_mount(self) -> None:
        """Type at once; the old moment goes when one types."""
        line = self.query_one(LineInput)
        line.focus()
        line.select_all()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Understand it at a pause in typing."""
        event.stop()
        self._known, self._submitted = None, False
        self._pause.restart()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer, as soon as it is understood."""
        event.stop()
        if self._known is not None:
            self.dismiss(self._known)
        else:
            self._submitted = True
            self._pause.stop()
            self._read()

    def _read(self) -> None:
        asked = self.query_one(LineInput).value.strip()
        if asked:
            load_found(self, "moment", self._show, _understood, asked)
        else:
            self._show("")

    def _show(self, found: AsOf | str) -> None:
        hint = self.query_one("#understood", Static)
        wrong = isinstance(found, str)
        hint.set_class(wrong, "-wrong")
        if isinstance(found, str):
            hint.update(Content(one_line(f"? {found}" if found else "")))
            return
        self._known = found
        hint.update(Content(one_line("= " + found.told())))
        if self._submitted:
            self.dismiss(found)


def _understood(store: Store, asked: str) -> AsOf | str:
    try:
        return parse_moment(store, asked)
    except Refused as refused:
        return str(refused)


PLACE = "dashboard"
"""Where the views of the dashboard are kept."""
_LAST_PLACE = "dashboard, last"

Step = tuple[str, Any]


class QuestionSheets:
    """Asks on one sheet, and has it shown: `changed` is called when something else is asked."""

    def __init__(self, screen: LoketScreen, looking: DashboardState, changed: Callable[[], None]) -> None:
        self._screen, self._looking, self._changed = screen, looking, changed

    def put(self, asked: DashboardQuestion) -> None:
        """Ask this from now on, and the next time that loket starts."""
        self._looking.asked = asked
        self._changed()
        act_aside(self._screen, None, saved_views.save_view, _LAST_PLACE, "last", asked.as_query())

    # Period, filters, moment

    def ask_period(self) -> None:
        """Ask a period and what to narrow to."""
        looking, app = self._looking, self._screen.app

        def taken(asked: DashboardQuestion | None) -> None:
            if asked is not None:
                self.put(asked)

        def show(found: Choices) -> None:
            app.push_screen(PeriodAndFilters(looking.question, found, looking.today(app.today)), taken)

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
        options = [Option(against, _(against.value)) for against in Against]

        def chosen(against: Against | None) -> None:
            if against is Against.FREE:
                self._ask_other_period()
            elif against is not None:
                self.put(replace(self._looking.question, comparison=Comparison(against)))

        self._screen.app.push_screen(Choice(_("Compare with"), options, now=now), chosen)

    def _ask_other_period(self) -> None:
        looking, app = self._looking, self._screen.app
        period = looking.question.comparison.free or looking.period(app.today).a_year_before()

        def taken(other: Period) -> None:
            self.put(replace(looking.question, comparison=Comparison(Against.FREE, other)))

        ask(app, AskPeriod(_("Compare with"), period, looking.today(app.today)), taken)

    # Views

    def ask_view(self) -> None:
        """Ask one of this person's kept views; or keep what is asked now, or forget one."""
        load(self._screen, "views", self._ask_view, saved_views.saved_views, PLACE)

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
                self.put(replace(DashboardQuestion.of_query(saved[name]), view=name))
            elif what == "usual":
                self.put(DashboardQuestion())
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

        act(self._screen, kept, None, saved_views.save_view, PLACE, name, asked.as_query())

    def _forget(self, names: tuple[str, ...]) -> None:
        def chosen(name: str | None) -> None:
            if name is not None:
                said = _("View forgotten: {name}.").format(name=name)
                act(self._screen, lambda _none: self._screen.app.say(said), None, saved_views.remove_view, PLACE, name)

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


def remembered(store: Store) -> DashboardQuestion:
    """What this person asked the last time; what nobody chose, when it cannot be asked any more."""
    kept = saved_views.saved_views(store, _LAST_PLACE)
    try:
        asked = DashboardQuestion.of_query(next(iter(kept.values()), {}))
        with store.read() as reader:
            Question.resolve(reader, asked.period(store.today), asked.filters)
    except (Refused, ValueError):
        return DashboardQuestion()
    return asked
