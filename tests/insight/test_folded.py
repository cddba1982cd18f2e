"""What is confidential stands folded wherever many records are looked over, and nowhere at all while others look along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from loket.casework.conversations import ConversationInput, LogConversation, log_conversation
from loket.casework.drafts import keep_draft
from loket.casework.follow_ups import FollowUpInput
from loket.casework.requests import RequestInput
from loket.casework.signals import SignalInput
from loket.insight.chain import chain
from loket.insight.institution.conversation_context import conversation_context
from loket.insight.institution.dossier import brief, dossier, timeline
from loket.insight.lists.listing import View, page
from loket.insight.lists.requests import REQUESTS
from loket.insight.lists.signals import SIGNALS
from loket.insight.search import search
from loket.insight.work.work_queue import work_queue
from loket.models.advisors import Advisor
from loket.models.words import AdvisorRole, RecordKind
from loket.store.database import Store
from tests.app.merenrand import MERENRAND, fill

SECRET = "GEHEIM"
FOLDED = "◆ vertrouwelijk"


@pytest.fixture
def meren(store: Store, monkeypatch: pytest.MonkeyPatch) -> int:
    """The institution with a confidential talk and what came out of it."""
    monkeypatch.setenv("LOKET_TODAY", "2026-11-23")
    numbers = fill(store)
    talk = ConversationInput(
        institution_ids=[numbers[MERENRAND]], held_at=date(2026, 11, 18), summary=f"{SECRET} gesprek", agreements=f"{SECRET} afspraak",
        confidential=True,
    )  # fmt: skip
    log_conversation(
        store,
        LogConversation(
            conversation=talk,
            requests=[RequestInput(title=f"{SECRET} vraag", themes=[4], due_on=date(2026, 11, 24), description=f"{SECRET} omschrijving")],
            signals=[SignalInput(description=f"{SECRET} signaal")],
            follow_ups=[FollowUpInput(what=f"{SECRET} actie", due_on=date(2026, 11, 24))],
        ),
    )
    return numbers[MERENRAND]


LOOKED_OVER: dict[str, Callable[[Store, int], Any]] = {
    "a list": lambda store, _one: _listed(store, REQUESTS),
    "a list of signals": lambda store, _one: _listed(store, SIGNALS),
    "the dossier": dossier,
    "the timeline": timeline,
    "the pane of the work queue": brief,
    "the work queue": lambda store, _one: work_queue(store, mine=True),
    "search": lambda store, _one: search(store, SECRET.lower()),
    "the chain": lambda store, _one: chain(store, RecordKind.REQUEST, 3),
}


def _listed(store: Store, listing: Any) -> Any:
    with store.read() as reader:
        return page(reader, listing, View(), store.today, size=10)


@pytest.mark.parametrize("where", LOOKED_OVER)
def test_it_stays_in_sight_under_its_sign_until_it_is_opened(store: Store, meren: int, where: str) -> None:
    shown = repr(LOOKED_OVER[where](store.folded(), meren))
    assert FOLDED in shown
    assert SECRET not in shown


@pytest.mark.parametrize("where", LOOKED_OVER)
def test_while_others_look_along_it_is_nowhere(store: Store, meren: int, where: str) -> None:
    folded = store.folded()
    store.discretion.hides = True
    for looked in (store, folded):
        shown = repr(LOOKED_OVER[where](looked, meren))
        assert FOLDED not in shown
        assert SECRET not in shown
    store.discretion.hides = False
    assert FOLDED in repr(LOOKED_OVER[where](folded, meren))


def test_beside_the_notes_of_a_talk_it_is_folded_and_the_planned_talk_itself_is_open(store: Store, meren: int) -> None:
    with store.write("make_confidential") as tx:
        tx.connection.exec_driver_sql("UPDATE conversation SET confidential = TRUE, subject = 'GEHEIM onderwerp' WHERE id = 2")
    context = conversation_context(store, (), 2)
    assert context.planned is not None
    assert context.planned.subject == "GEHEIM onderwerp"
    [talker] = context.institutions
    assert SECRET not in repr(talker)
    assert FOLDED in repr(talker)


def test_for_a_programme_lead_nothing_is_folded_it_is_not_there(store: Store, meren: int) -> None:
    with store.write("lead") as tx:
        tx.session.add(Advisor(name="lena", role=AdvisorRole.LEAD))
    lead = Store(store.address, "lena")
    assert repr(timeline(lead.folded(), meren)) == repr(timeline(lead, meren))
    assert FOLDED not in repr(timeline(lead.folded(), meren))
    lead.close()


def test_a_draft_of_something_confidential_shows_no_words_and_is_not_there_while_others_look_along(store: Store, meren: int) -> None:
    keep_draft(store, "conversation", "i1", "Merenrand", {"notes": f"{SECRET} woorden", "confidential": True})
    keep_draft(store, "request_form", "new", f"Nieuwe vraag {SECRET}", {"typed": {"title": f"{SECRET} titel", "confidential": True}})
    shown = repr(work_queue(store.folded(), mine=True).sections)
    assert f"gesprek Merenrand {FOLDED}" in shown
    assert SECRET not in shown
    store.discretion.hides = True
    assert "gesprek Merenrand" not in repr(work_queue(store, mine=True).sections)
