"""Planning a follow-up conversation from what was answered: the form, with the answers as its agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loket.insight.talk_proposal import TalkProposal, open_follow_up, response_to_talk_about, talk_about_response
from loket.language import _
from loket.models.words import ConversationKind, RecordKind
from loket.screens.forms.base import open_form
from loket.widgets.workers import load

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.widgets.base_app import BaseApp

_FORM = "conversation_form"


def plan_from_response(app: BaseApp, response_id: int) -> None:
    """Open the form of a conversation about a response; a follow-up that is still to come is opened instead of a second one."""
    load(app.screen, "plan", lambda found: _open(app, *found), _about, response_id)


def plan_with(app: BaseApp, institution_id: int, round_name: str | None = None) -> None:
    """Open the form of a follow-up with an institution about what it answered, in this round or its latest."""
    load(app.screen, "plan", lambda found: _open(app, *found, institution_id), _with, institution_id, round_name)


def _about(store: Store, response_id: int) -> tuple[TalkProposal | None, int | None]:
    proposal = talk_about_response(store, response_id)
    return proposal, open_follow_up(store, proposal.institution_id) if proposal else None


def _with(store: Store, institution_id: int, round_name: str | None) -> tuple[TalkProposal | None, int | None]:
    response = response_to_talk_about(store, institution_id, round_name)
    proposal = talk_about_response(store, response) if response is not None else None
    return proposal, open_follow_up(store, institution_id)


def _open(app: BaseApp, proposal: TalkProposal | None, planned: int | None, institution_id: int | None = None) -> None:
    if planned is not None:
        app.say(_("{number} is about this already: here it is.").format(number=RecordKind.CONVERSATION.number(planned)), "attention")
        open_form(app, _FORM, planned)
    elif proposal is not None:
        open_form(app, _FORM, None, given_by(proposal))
    elif institution_id is not None:
        given = {"institution_ids": (institution_id,), "kind": ConversationKind.WENSENSCAN.value}
        open_form(app, _FORM, None, given)


def given_by(proposal: TalkProposal) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "institution_ids": (proposal.institution_id,), "kind": proposal.kind.value, "response_id": proposal.response_id,
        "contact_ids": proposal.contact_ids, "agenda": proposal.agenda, "confidential": proposal.confidential,
    }  # fmt: skip
