"""What board and detail do to a trend: move it on with what the step asks, note a decision, make two into one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from loket.casework import trends as trend_verbs
from loket.insight.lists.listing import View, every
from loket.insight.lists.trends import TRENDS, TrendRow
from loket.insight.trends.trend_overview import trend_overview
from loket.language import N_, _, label
from loket.models.states import STATES
from loket.models.words import RecordKind, TrendState
from loket.screens.forms.ask_sheets import ask, reason_for
from loket.screens.forms.finders import find_parties
from loket.screens.loket_screen import LoketScreen
from loket.screens.signals.trend_lines import steering_text
from loket.screens.state_refusal import state_refusal
from loket.widgets.choice import Choice, Option
from loket.widgets.picker import Finding, Maker, Pick, PickSheet
from loket.widgets.sheet import Sheet
from loket.widgets.text_inputs import DateField, LineInput
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


DECISION = Binding("n", "decision", N_("decision"), id="decision", tooltip=N_("Notes a decision on this trend, with its day."))


class AskDecision(Sheet[tuple[str, date] | None]):
    """Asks what was decided and when; today unless another day is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "take", N_("choose"), show=False, id="take_decision")]

    def __init__(self, title: str, today: date) -> None:
        super().__init__(title)
        self._today = today

    def compose_sheet(self) -> ComposeResult:
        """The decision and its day."""
        yield Static(Content(_("What was decided?")), markup=False)
        yield LineInput(id="decision")
        yield Static(Content(_("When?")), markup=False)
        yield DateField(self._today, direction="last", id="decided")
        yield self.hint(N_("enter notes it   tab changes the day   esc back"))

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#decision").focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Answer, when there is a decision of a day that is understood."""
        text, day = self.query_one("#decision", LineInput).value.strip(), self.query_one(DateField)
        if not text:
            self.query_one("#decision").focus()
        elif day.value is not None and not day.problem:
            self.dismiss((text, day.value))


# A new owner is made together with what it is the owner of: one undo takes back both.
find_owner = Finding(find_parties.find, Maker(N_("a new party"), make=lambda _store, name: Pick(name, name)))


class TrendMoves(LoketScreen):
    """Mixed into a screen that shows trends. `trend_here` is the one that a key acts on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        DECISION,
        Binding("M", "merge", N_("merge"), id="merge_trends", show=False,
                tooltip=N_("Takes this trend up into another: its signals and decisions move there.")),
    ]  # fmt: skip

    @property
    def trend_here(self) -> TrendRow | None:
        """The trend under the cursor."""
        raise NotImplementedError

    def ask_trend_state(self, *, back: bool) -> None:
        """Its next state, or an earlier one; what the step needs is asked."""
        trend = self.trend_here
        if trend is None:
            return
        table = STATES[RecordKind.TREND]
        states = table.back_states(trend.state) if back else table.next_states(trend.state)
        if not states:
            self.app.say(state_refusal(self.app, RecordKind.TREND, [trend.state], back=back), "attention")
        elif len(states) == 1:
            self._go_to_state(trend, TrendState(states[0]), back=back)
        else:
            title = _("State back") if back else _("Next state")
            sheet = Choice(title, [Option(TrendState(state), label(state)) for state in states], text=trend.title)
            ask(self.app, sheet, lambda state: self._go_to_state(trend, state, back=back))

    def _go_to_state(self, trend: TrendRow, to: TrendState, *, back: bool) -> None:
        if back:
            ask(self.app, reason_for(label(to)), lambda reason: self._move(trend, to, reason=reason))
        elif to is TrendState.RAISED and trend.owner_id is None:
            title = _("{state}: with which party?").format(state=label(to))
            owner = PickSheet(title, find_owner, placeholder=_("a name, known or new"))
            ask(self.app, owner, lambda pick: self._move(trend, to, owner=pick.value))
        elif to is TrendState.RAISED:
            self._move(trend, to)
        else:
            sheet = AskDecision(f"{label(to)}: {trend.title}", self.app.today)
            ask(self.app, sheet, lambda found: self._move(trend, to, decision=found))

    def _move(
        self,
        trend: TrendRow,
        to: TrendState,
        *,
        reason: str | None = None,
        owner: int | str | None = None,
        decision: tuple[str, date] | None = None,
    ) -> None:
        act(self, self.show_done, None, _move, trend, to, reason, owner, decision)

    def action_decision(self) -> None:
        """Note a decision on the trend."""
        trend = self.trend_here
        if trend is not None:
            sheet = AskDecision(trend.title, self.app.today)
            ask(self.app, sheet, lambda found: act(self, self.show_done, None, trend_verbs.decide, trend.id, *found))

    def copy_trend(self) -> None:
        """Copy the trend as text for a steering group: figures and decisions, no names of institutions, nothing confidential."""
        trend = self.trend_here
        if trend is not None:
            load(self, "copy", self._copied, _shareable, trend.id)

    def _copied(self, text: str) -> None:
        if text:
            self.app.copy_to_clipboard(text)
            self.app.say(_("Copied for a steering group: no names of institutions, nothing confidential."))
        else:
            self.app.say(_("This trend is confidential: nothing was copied."))

    def action_merge(self) -> None:
        """Take the trend up into another."""
        trend = self.trend_here
        if trend is not None:
            load(self, "merge", lambda others: self._ask_survivor(trend, others), _all_trends)

    def _ask_survivor(self, trend: TrendRow, trends: Sequence[TrendRow]) -> None:
        others = sorted((one for one in trends if one.id != trend.id), key=lambda one: (one.theme != trend.theme, one.title.casefold()))
        if not others:
            self.app.say(_("There is no other trend to merge it with."))
            return
        title = _("“{trend}” goes up into").format(trend=trend.title)
        sheet = Choice(title, [Option(one.id, one.title, label(one.state)) for one in others])
        ask(self.app, sheet, lambda survivor: act(self, self.merged, None, trend_verbs.merge_trends, survivor, trend.id))

    def merged(self, outcome: Done) -> None:
        """Two trends became one."""
        self.show_done(outcome)


def _move(
    store: Store, trend: TrendRow, to: TrendState, reason: str | None, owner: int | str | None, decision: tuple[str, date] | None
) -> Done:
    text, day = decision or (None, None)
    new_owner = owner if isinstance(owner, str) else None
    known = owner if isinstance(owner, int) else None
    data = trend_verbs.TrendMove(
        trend=trend.id, to=to, reason=reason, owner_party_id=known, new_owner=new_owner, decision=text, decided_on=day
    )
    return trend_verbs.move_trend(store, data, trend.version)


def _shareable(store: Store, number: int) -> str:
    with store.read_outside() as reader:
        found = trend_overview(reader, number, store.today)
    return steering_text(found) if found is not None else ""


def _all_trends(store: Store) -> list[TrendRow]:
    with store.read() as reader:
        return list(every(reader, TRENDS, View(sort="title"), store.today))
