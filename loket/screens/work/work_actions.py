"""Doing and opening a line of work: what each kind of line asks, and which verb it becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from loket.casework import conversations, given_work, offerings, reassignment, referrals, states
from loket.casework.done import Ref
from loket.insight.work.work_items import Wording, WorkItem
from loket.language import _, label, ngettext
from loket.models.errors import Refused
from loket.models.states import STATES
from loket.models.words import ConversationKind, ConversationState, FollowUpState, RecordKind, SessionState, Word
from loket.screens.forms.ask_sheets import AskDate, ask, ask_result
from loket.screens.forms.conversation_form import plan_with
from loket.screens.forms.finders import find_advisors
from loket.screens.forms.plan_sheet import ask_plan
from loket.screens.forms.record_form import open_form
from loket.screens.log_conversation.kept_draft import opening_of
from loket.screens.loket_screen import LoketScreen
from loket.screens.offerings.referral_questions import ask_outcome
from loket.widgets.choice import Choice, Option
from loket.widgets.picker import PickSheet
from loket.widgets.workers import act, act_aside

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp


def open_item(screen: LoketScreen, item: WorkItem, together: Sequence[WorkItem]) -> None:
    """Go to what a line is about; a check-back asks at once whether it was used and helped, what was waited for is offered."""
    app = screen.app
    if item.wording is Wording.GIVEN and item.kind is not None:
        act_aside(screen, lambda _seen: screen.refresh_data(), given_work.mark_seen, [Ref(item.kind, item.id)])
        app.open_record(item.kind, item.id)
    elif item.wording is Wording.CHECK_BACK:
        do_item(screen, together)
    elif item.wording is Wording.DRAFT:
        app.open_draft(item.form, item.subject)
    elif item.wording is Wording.ARRIVED:
        app.open_screen("refer", item.id)
    elif item.wording is Wording.TALK and item.state == ConversationState.PLANNED.value:
        app.open_screen("log", (), item.id)
    elif item.about is not None:
        app.open_record(*item.about)
    elif item.kind is RecordKind.FOLLOW_UP and item.institution_id is not None:
        app.open_record(RecordKind.INSTITUTION, item.institution_id)
    elif item.kind is not None:
        app.open_record(item.kind, item.id)


def plan_item(screen: LoketScreen, item: WorkItem) -> None:
    """Plan a conversation: the one of the line, one about what was answered, or any with the line's institution."""
    if item.kind is RecordKind.CONVERSATION:
        open_form(screen.app, "conversation_form", item.id)
    elif item.wording is Wording.CALL:
        plan_with(screen.app, item.id)
    elif item.wording is Wording.DISCUSS:
        open_form(screen.app, "conversation_form", None, {"institution_id": item.institution_id, "kind": ConversationKind.FIT_GAP})
    elif item.institution_id is not None:
        ask_plan(screen, item.institution_id)


def open_talk_draft(app: BaseApp, _form: str, subject: str) -> None:
    """Go on with a conversation that was being logged."""
    app.open_screen("log", *opening_of(subject))


def do_item(screen: LoketScreen, items: Sequence[WorkItem]) -> None:
    """Do these lines of work, which are of one kind; ask what must be known for that."""
    first = items[0]
    if len({item.wording for item in items}) > 1:
        screen.app.say(_("Select lines of one kind to do them at once."), "attention")
    elif first.wording is Wording.ACTION:
        finish(screen, [item.id for item in items])
    elif first.wording is Wording.GIVEN:
        seen = [Ref(item.kind, item.id) for item in items if item.kind is not None]
        act(screen, lambda _seen: _seen_and_said(screen, len(seen)), None, given_work.mark_seen, seen)
    elif first.wording is Wording.UNOWNED:
        _ask_who(screen, items)
    elif first.wording is Wording.CHECK_BACK:
        _ask_used(screen, items)
    elif first.wording is Wording.CALL:
        _ask_call(screen, items)
    elif first.wording is Wording.DRAFT:
        screen.app.open_draft(first.form, first.subject)
    elif first.wording in (Wording.ARRIVED, Wording.WITHDRAWN):
        waits = [(item.id, item.offering) for item in items if item.offering is not None]
        act(screen, screen.show_done, None, _end_waiting, waits, first.wording is Wording.ARRIVED)
    elif first.wording is Wording.SESSION and len(items) == 1:
        screen.app.open_screen("session_outcome", first.id)
    elif first.wording is Wording.PLACE:
        _ask_session_day(screen, items)
    elif first.kind in STATES:
        _ask_state(screen, items)


def _seen_and_said(screen: LoketScreen, count: int) -> None:
    screen.app.say(ngettext("Seen: it takes its place below.", "Seen: they take their place below.", count))
    screen.refresh_data()


def _ask_who(screen: LoketScreen, items: Sequence[WorkItem]) -> None:
    """Who takes these requests: the one at work, or a colleague."""
    numbers = [item.id for item in items]

    def take(store: Store) -> Done:
        me = store.viewer().advisor_id
        if me is None:
            raise Refused(_("You become an advisor at your first save; then you can take this."))
        return reassignment.reassign(store, RecordKind.REQUEST, numbers, me)

    def chosen(who: str) -> None:
        if who == "me":
            act(screen, screen.show_done, None, take)
        else:
            sheet = PickSheet(_("To whom?"), find_advisors)
            ask(
                screen.app,
                sheet,
                lambda pick: act(screen, screen.show_done, None, reassignment.reassign, RecordKind.REQUEST, numbers, pick.value),
            )

    options = [Option("me", _("I take it")), Option("other", _("a colleague takes it"))]
    ask(screen.app, Choice(_("Whose is this?"), options, text="; ".join(f"{item.number} {item.text}" for item in items)), chosen)


def finish(screen: LoketScreen, numbers: Sequence[int]) -> None:
    """Ask what came of these follow-ups, and mark them done."""
    ask_result(
        screen.app,
        lambda result: act(screen, screen.show_done, None, advance_records, RecordKind.FOLLOW_UP, numbers, FollowUpState.DONE, result),
    )


def _ask_session_day(screen: LoketScreen, items: Sequence[WorkItem]) -> None:
    numbers = [item.id for item in items]

    def schedule(store: Store, day: date) -> Done:
        return states.advance(store, states.Advance(kind=RecordKind.SESSION, numbers=numbers, to=SessionState.SCHEDULED, on=day))

    sheet = AskDate(label(SessionState.SCHEDULED), items[0].text)
    ask(screen.app, sheet, lambda day: act(screen, screen.show_done, None, schedule, day))


def _ask_used(screen: LoketScreen, items: Sequence[WorkItem]) -> None:
    text = "; ".join(f"{item.number} {item.text}" for item in items)
    title = _("Check back: {institution}").format(institution=items[0].institution or "–")
    ask_outcome(screen, title, text, [item.id for item in items], screen.show_done)


def _ask_call(screen: LoketScreen, items: Sequence[WorkItem]) -> None:
    options = [
        Option(ConversationState.TO_PLAN, _("a conversation is to be planned")),
        Option(ConversationState.DECLINED, _("they do not want a conversation")),
    ]

    def answered(answer: ConversationState | None) -> None:
        if answer is not None:
            wanted = answer is ConversationState.TO_PLAN
            act(screen, screen.show_done, None, conversations.follow_up_responses, [item.id for item in items], wanted=wanted)

    screen.app.push_screen(Choice(items[0].institution or "–", options), answered)


def _ask_state(screen: LoketScreen, items: Sequence[WorkItem]) -> None:
    kind, first = items[0].kind, items[0]
    if kind is None or len({item.state for item in items}) > 1:
        screen.app.say(_("Select lines in one state to move them at once."), "attention")
    else:
        ask_next_state(screen, kind, [item.id for item in items], first.state)


def ask_next_state(screen: LoketScreen, kind: RecordKind, numbers: Sequence[int], state: str) -> None:
    """Move records on: at once when there is one possible next state, else by number."""
    table = STATES[kind]
    nexts = table.next_states(table.states(state))
    move: Callable[[Word | None], None] = partial(_move, screen, kind, numbers)
    if len(nexts) == 1:
        move(nexts[0])
    elif nexts:
        title = f"{kind.number(numbers[0])}: {label(table.states(state))} →"
        screen.app.push_screen(Choice(title, [Option(one, label(one)) for one in nexts]), move)


def _move(screen: LoketScreen, kind: RecordKind, numbers: Sequence[int], to: Word | None) -> None:
    if to is not None:
        act(screen, screen.show_done, None, advance_records, kind, numbers, to)


def advance_records(store: Store, kind: RecordKind, numbers: Sequence[int], to: Word, result: str | None = None) -> Done:
    """Move records to a state; `result` is what came of follow-ups."""
    return states.advance(store, states.Advance(kind=kind, numbers=numbers, to=to, result=result))


def _end_waiting(store: Store, waits: Sequence[tuple[int, int]], refers: bool) -> Done:
    return referrals.refer_waiting(store, waits) if refers else offerings.stop_waiting(store, waits)
