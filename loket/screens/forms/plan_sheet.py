"""Planning a conversation in a few keys: with whom, how, when; the form has everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from loket.casework import conversations
from loket.insight.conversations import proposal_from_response, response_to_discuss
from loket.insight.institution.conversation_context import Context, conversation_context
from loket.language import N_, _, label
from loket.language.formats import clock, long_date
from loket.models.errors import FieldError
from loket.models.words import Channel, ConversationKind
from loket.screens.forms.finders import find_institutions
from loket.screens.forms.record_form import open_form
from loket.screens.log_conversation.conversation_draft import kind_name
from loket.screens.loket_screen import LoketScreen
from loket.widgets.choice import Option
from loket.widgets.fields import Chooser, Field, Form
from loket.widgets.picker import Pick, PickSheet
from loket.widgets.sheet import Sheet
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp


class Steps(Form):
    """Fields of which enter in what is typed saves."""

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()  # a form's enter goes on
        self.action_save()


class PlanSheet(Sheet[dict[str, Any] | None]):
    """With whom, how and when; answers the fields of the conversation, with `form` when all fields are wanted."""

    DEFAULT_CSS = "PlanSheet Form { height: auto; max-height: 80vh; padding: 0; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "all_fields", N_("all fields"), id="all_fields", tooltip=N_("Opens the form with every field of a conversation.")),
        *(Binding(str(place), f"digit({place})", N_("choose"), show=False, id=f"digit_{place}", priority=True) for place in range(1, 10)),
    ]

    def __init__(self, context: Context, contact: int | None = None) -> None:
        whom = ", ".join([*(talker.facts.name for talker in context.institutions), *(party.name for party in context.parties)])
        super().__init__(_("Plan a conversation: {whom}").format(whom=whom))
        self._about, self._contact = context, contact

    def compose_sheet(self) -> ComposeResult:
        """The fields in the order in which people say it."""
        people = [Option(one.id, ", ".join(part for part in (one.name, one.function) if part)) for one in self._about.people]
        fields = [
            *([Field("contact_id", N_("with whom"), "choice", people)] if people else []),
            Field("channel", N_("channel"), "choice", [Option(channel, label(channel)) for channel in Channel]),
            Field("when", N_("when"), "moment", hint=N_("such as fri 10, tomorrow 14:30, 12-3; empty: still to plan")),
            Field("kind", N_("kind"), "choice", [Option(kind, kind_name(kind)) for kind in ConversationKind]),
        ]
        yield Steps(fields, {"kind": self._about.usual_kind, "contact_id": self._contact})
        yield self.hint(N_("a digit chooses and goes on   enter plans it   f3 all fields   esc back"))

    @on(Form.Ready)
    def _ready(self) -> None:
        if self._contact is not None:
            self.focus_next()

    @on(Form.Left)
    def _left(self) -> None:
        self.dismiss(None)

    @on(Form.Saved)
    def _saved(self, event: Form.Saved) -> None:
        day, _time = event.values["when"]
        if day is not None and day < self.app.today:
            event.form.show_errors([FieldError("when", _("This day is past: {day}.").format(day=long_date(day)))])
        else:
            self.dismiss(self._fields(event.values))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A digit chooses where there is something to choose, before the next key is read."""
        return isinstance(self.focused, Chooser) if action == "digit" else super().check_action(action, parameters)

    def action_digit(self, place: int) -> None:
        """Choose, and go on to the next field."""
        chooser = self.focused
        if isinstance(chooser, Chooser) and chooser.choose(place - 1):
            self.focus_next()

    def action_all_fields(self) -> None:
        """Go on in the form, with what was filled in here."""
        self.dismiss({**self._fields(self.query_one(Form).values()), "form": True})

    def _fields(self, values: dict[str, Any]) -> dict[str, Any]:
        day, time = values["when"]
        person = values.get("contact_id")
        return {
            "institution_ids": tuple(talker.facts.id for talker in self._about.institutions),
            "contact_ids": () if person is None else (person,),
            "channel": values["channel"],
            "kind": values["kind"],
            "planned_at": day,
            "planned_time": clock(time) if time else None,
        }


def ask_plan(screen: LoketScreen, institution: int | None, contact: int | None = None) -> None:
    """Plan a conversation with an institution, asked for where it is not known; `contact` is with whom."""

    def picked(pick: Pick | None) -> None:
        if pick is not None:
            ask_plan(screen, pick.value)

    if institution is None:
        screen.app.push_screen(PickSheet(_("With whom do you plan a conversation?"), find_institutions), picked)
    else:
        load(screen, "plan", lambda context: _ask(screen, context, contact), conversation_context, (institution,))


def _ask(screen: LoketScreen, context: Context, contact: int | None) -> None:
    def answered(values: dict[str, Any] | None) -> None:
        if values is None:
            return
        if values.pop("form", False):
            open_form(screen.app, "conversation_form", None, values)
        else:
            act(screen, lambda done: _planned(screen, done, values), None, _plan, values)

    screen.app.push_screen(PlanSheet(context, contact), answered)


def _planned(screen: LoketScreen, done: Done, values: dict[str, Any]) -> None:
    day, time = values["planned_at"], values["planned_time"]
    text = _("Planned: {number}, {when}.") if day else _("Still to plan: {number}.")
    when = f"{long_date(day)} {time or ''}".strip() if day else ""
    app: BaseApp = screen.app
    app.say(" ".join((text.format(number=done.record.number, when=when), *done.warnings)), "done", undoable=True)
    screen.refresh_data()


def _plan(store: Store, values: dict[str, Any]) -> Done:
    """Plan it; one about the WensenScan has the answers as its agenda, and follows on the response that it is about."""
    data = conversations.ConversationInput.model_validate(values)
    response = response_to_discuss(store, data.institution_ids[0]) if data.kind is ConversationKind.WENSENSCAN else None
    proposal = proposal_from_response(store, response) if response is not None else None
    if response is None or proposal is None:
        return conversations.plan_conversation(store, data)
    data = data.having(agenda=proposal.agenda, confidential=proposal.confidential)
    return conversations.plan_from_response(store, response, data)
