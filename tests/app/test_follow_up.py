"""From the survey answer to whether it helped, by keys alone: planning, calendar, mail, talk, and the chain both ways."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import icalendar
import pytest
from textual.pilot import Pilot

from loket.casework.conversations import ConversationInput, LogConversation, log_conversation, plan_from_response
from loket.casework.referrals import ReferralInput, check_back, refer
from loket.casework.requests import RequestInput
from loket.casework.states import Advance, advance
from loket.casework.templates import TemplateInput, change_template
from loket.insight.chain import Step
from loket.insight.templates import template
from loket.models.offerings import Offering
from loket.models.words import ConversationState, Helped, RecordKind
from loket.screens.conversations import ConversationDetail
from loket.screens.forms.conversation_form import ConversationForm
from loket.screens.log_conversation.log_screen import LogConversationScreen
from loket.screens.mail_sheet import MailSheet
from loket.screens.records.chain_lines import ChainLines
from loket.screens.templates import TemplateForm
from loket.store.database import Store, open_store
from tests.app.helpers import HOSTILE, assert_harmless, screen_text, settle, walk
from tests.app.merenrand import MERENRAND, fill
from tests.app.records_world import opened, values


@pytest.fixture
def numbers(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    monkeypatch.setenv("LOKET_TODAY", "2026-11-23")
    return fill(sqlite_store)


@pytest.fixture
def helped(sqlite_store: Store, numbers: dict[str, int]) -> dict[str, int]:
    """A request that came of the talk about the first response, and was referred to what helped."""
    with sqlite_store.write("offering") as tx:
        offering = Offering(title="Training voor teams")
        tx.session.add(offering)
        tx.session.flush()
        number = offering.id or 0
    done = log_conversation(
        sqlite_store,
        LogConversation(
            conversation=ConversationInput(), number=numbers["planned"], requests=[RequestInput(title="Gesprekken oefenen", themes=[3])]
        ),
    )
    request = done.records[1].id
    referral = refer(sqlite_store, ReferralInput(request_id=request, offering_id=number)).record.id
    check_back(sqlite_store, [referral], True, Helped.YES)
    return {**numbers, "request": request, "referral": referral}


def at_cursor(pilot: Pilot[Any]) -> Step:
    """The link of the chain that the cursor is on; the chain has the focus."""
    lines = pilot.app.screen.query_one(ChainLines)
    assert lines.has_focus
    assert lines.cursor_row is not None
    found: Step = lines.cursor_row.record
    return found


async def test_a_request_is_followed_to_the_answer_and_to_whether_it_helped_and_back(sqlite_store: Store, helped: dict[str, int]) -> None:
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "end", "enter")
        assert f"V-{helped['request']}  Gesprekken oefenen" in screen_text(pilot.app)
        assert "→ Training voor teams" in screen_text(pilot.app)
        assert "geholpen: ja" in screen_text(pilot.app)
        await walk(pilot, "tab")
        assert at_cursor(pilot).number == f"V-{helped['request']}"
        await walk(pilot, "up", "up", "enter")
        assert "W-1" in screen_text(pilot.app)
        assert "PROMs in spreekkamer" in screen_text(pilot.app)
        await walk(pilot, "tab", "down", "down", "down", "enter")
        assert f"D-{helped['referral']}" in screen_text(pilot.app)
        assert "Training voor teams" in screen_text(pilot.app)
        await walk(pilot, "tab")
        while at_cursor(pilot).kind is not RecordKind.RESPONSE:
            await walk(pilot, "up")
        await walk(pilot, "enter")
        assert "W-1" in screen_text(pilot.app)


async def test_n_on_a_response_plans_the_talk_and_i_and_y_take_it_outside(
    sqlite_store: Store, numbers: dict[str, int], tmp_path: Path
) -> None:
    advance(sqlite_store, Advance(kind=RecordKind.CONVERSATION, numbers=[numbers["planned"]], to=ConversationState.CANCELLED))
    async with opened(sqlite_store, first=4) as pilot:
        app = pilot.app
        app.open_record(RecordKind.RESPONSE, 1)  # type: ignore[attr-defined]
        await settle(pilot)
        await walk(pilot, "n")
        assert isinstance(app.screen, ConversationForm)
        assert app.screen.form is not None
        assert "≠ Uitkomstinformatie: B nee ≠ Z ja" in app.screen.form.values()["agenda"]
        await walk(pilot, "24 nov", "tab", "10u", "ctrl+s")
        assert values(sqlite_store, "SELECT planned_time FROM conversation WHERE response_id = 1 AND state = 'planned'") == ["10:00"]
        talk = values(sqlite_store, "SELECT max(id) FROM conversation")[0]

        await walk(pilot, "n")  # a second one is not made: the first opens
        assert isinstance(app.screen, ConversationForm)
        assert f"G-{talk} gaat hier al over" in screen_text(app)
        await walk(pilot, "escape")

        app.open_record(RecordKind.CONVERSATION, talk)  # type: ignore[attr-defined]
        await settle(pilot)
        assert isinstance(app.screen, ConversationDetail)
        file = tmp_path / "gesprek.ics"
        for _again in range(2):
            await walk(pilot, "i", "1")
            app.screen.query_one("LineInput").value = str(file)
            await walk(pilot, "enter")
            if file.exists() and "Vervangen?" in screen_text(app):
                await walk(pilot, "j")
        (event,) = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        assert event["dtstart"].dt.replace(tzinfo=None) == dt.datetime(2026, 11, 24, 10)
        assert "1 gesprek geschreven naar" in screen_text(app)

        await walk(pilot, "y")
        assert isinstance(app.screen, MailSheet)
        assert "dinsdag 24 november 2026 om 10:00 uur" in screen_text(app)
        await walk(pilot, "y")
        assert "Graag bevestig ik ons gesprek" in app.clipboard


async def test_the_agenda_stands_beside_the_notes_and_f3_puts_it_into_them(sqlite_store: Store, numbers: dict[str, int]) -> None:
    async with opened(sqlite_store, first=4) as pilot:
        await walk(pilot, "g")
        screen = pilot.app.screen
        assert isinstance(screen, LogConversationScreen)
        await walk(pilot, "f3")
        assert screen.editor.text.startswith("1. Waar staat Zkh Merenrand nu met samen beslissen?")


async def test_a_conversation_is_planned_with_any_number_of_institutions(sqlite_store: Store, numbers: dict[str, int]) -> None:
    async with opened(sqlite_store, first=4) as pilot:
        await walk(pilot, "n", "meren", "enter", "linge", "enter", "oost", "enter")
        assert all(f"{name} ×" in screen_text(pilot.app) for name in ("Ziekenhuis Merenrand", "Ziekenhuis De Linge", "UMC Oosterveld"))
        await walk(pilot, "backspace", "escape")  # the draft keeps the two that are left
        await walk(pilot, "n")
        assert "UMC Oosterveld ×" not in screen_text(pilot.app)
        await walk(pilot, "ctrl+s")
        talk = "SELECT institution_id FROM conversation_institution WHERE conversation_id = (SELECT max(id) FROM conversation) ORDER BY 1"
        assert values(sqlite_store, talk) == [numbers[MERENRAND], numbers[MERENRAND] + 1]


async def test_an_admin_words_a_text_anew_by_keys(sqlite_database: str) -> None:
    store = open_store(sqlite_database, actor="loket")
    async with opened(store, first=4) as pilot:
        await walk(pilot, "f9", "e")
        assert isinstance(pilot.app.screen, TemplateForm)
        await walk(pilot, "ctrl+home", "Eerst ", "ctrl+s")
        assert "Bewaard: de tekst" in screen_text(pilot.app)
        with store.read() as reader:
            found = template(reader, "conversation.evaluation")
        assert found is not None
        assert found.body.startswith("Eerst 1. ")
        await walk(pilot, "u")
        with store.read() as reader:
            back = template(reader, "conversation.evaluation")
        assert back is not None
        assert back.body.startswith("1. ")
    store.close()


async def test_a_draft_of_a_text_is_not_saved_over_what_somebody_else_wrote_meanwhile(sqlite_database: str) -> None:
    store = open_store(sqlite_database, actor="loket")
    async with opened(store, first=4) as pilot:
        await walk(pilot, "f9", "e", "ctrl+home", "Mijn ", "escape")
        seen = TemplateInput(None, text_now(store))
        change_template(store, "conversation.evaluation", TemplateInput(None, "Hun tekst"), seen)
        await walk(pilot, "e")
        assert "Iemand anders heeft dit intussen gewijzigd: f4" in screen_text(pilot.app)
        assert "Mijn 1." in screen_text(pilot.app)
        await walk(pilot, "ctrl+s")
        assert text_now(store) == "Hun tekst"
        await walk(pilot, "f4", "e", "ctrl+home", "Mijn ", "ctrl+s")
        assert text_now(store) == "Mijn Hun tekst"
    store.close()


def text_now(store: Store) -> str:
    with store.read() as reader:
        found = template(reader, "conversation.evaluation")
    assert found is not None
    return found.body


async def test_hostile_answers_and_texts_are_shown_as_typed(sqlite_store: Store, numbers: dict[str, int]) -> None:
    with sqlite_store.write("spoil") as tx:
        for text in HOSTILE[:18]:
            tx.connection.exec_driver_sql("UPDATE wensenscan_response SET ambition = ?, free_text = ?", (text, text))
            tx.connection.exec_driver_sql("UPDATE text_template SET body = ?, subject = ?", (text, text))
    plan_from_response(sqlite_store, 1, ConversationInput(location=HOSTILE[3], agenda=HOSTILE[0], planned_at=dt.date(2026, 11, 24)))
    async with opened(sqlite_store, first=4) as pilot:
        pilot.app.open_record(RecordKind.RESPONSE, 1)  # type: ignore[attr-defined]
        await settle(pilot)
        await walk(pilot, "n")
        assert_harmless(pilot.app)
        await walk(pilot, "escape", "f9", "down", "enter")
        assert_harmless(pilot.app)
        assert isinstance(pilot.app.screen, TemplateForm)
