"""Gesprek loggen by keys: what is typed becomes records, what is missing is asked, nothing is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.pilot import Pilot

from loket.app import LoketApp
from loket.casework.advisors import AdvisorInput, add_advisor
from loket.casework.conversations import ConversationInput, LogConversation, log_conversation, plan_conversation
from loket.casework.quick_entry import parse_note_lines
from loket.casework.undo import undo
from loket.config import Config
from loket.models.institutions import Contact, Institution
from loket.models.words import Channel
from loket.screens.conflict import ConflictScreen
from loket.screens.log_conversation import outcomes
from loket.screens.log_conversation.kept_draft import opening_of, subject_of
from loket.screens.log_conversation.log_screen import LogConversationScreen
from loket.screens.log_conversation.outcomes import NotesReader, Outcome
from loket.screens.loket_screen import LoketScreen
from loket.screens.registry import SHEETS
from loket.store.database import Store, open_store
from tests.app.helpers import HOSTILE, assert_harmless, replaced, screen_text, settle, walk
from tests.app.merenrand import LINGE, MERENRAND, fill

NOTES = """MDL en orthopedie doen mee, nefrologie wacht op nieuw EPD.
v: PROM's automatisch uitsturen #4 +u
v: training gesprekken voor verpleegkundigen #3
RvB wil businesscase voor eind Q1.
s: leverancier rekent apart voor de koppeling *api +l
a: terugbellen na leveranciersoverleg >vr"""


class Anywhere(LoketScreen):
    """A place to come from and go back to."""

    PLACE = 1


Opening = Callable[..., AbstractAsyncContextManager[tuple[Pilot[Any], LogConversationScreen]]]


@pytest.fixture
def numbers(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    monkeypatch.setenv("LOKET_TODAY", "2026-11-23")
    return fill(sqlite_store)


@pytest.fixture
def opening(sqlite_store: Store) -> Opening:
    """Open the screen in an app of its own."""

    @asynccontextmanager
    async def opened(*arguments: Any, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Pilot[Any], LogConversationScreen]]:
        with replaced(SHEETS, {1: ("tests.app.test_log_conversation:Anywhere",)}):
            app = LoketApp(lambda: open_store(sqlite_store.address, actor="ilse"), Config(), database="loket-uz", strict=True)
            async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
                await settle(pilot)
                app.open_screen("log", *arguments)
                await settle(pilot)
                screen = app.screen
                assert isinstance(screen, LogConversationScreen)
                yield pilot, screen

    return opened


async def write(pilot: Pilot[Any], text: str) -> None:
    """Type a few letters and paste the rest, which is quicker than a key a letter."""
    await pilot.press(*["space" if sign == " " else sign for sign in text[:4]])
    if text[4:]:
        pilot.app.post_message(events.Paste(text[4:]))
    await settle(pilot)


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.read() as reader:
        return reader.rows(sql)


async def test_a_talk_becomes_its_records_in_one_go_and_one_undo_takes_it_all_back(
    opening: Opening, numbers: dict[str, int], sqlite_store: Store
) -> None:
    async with opening((numbers[MERENRAND],)) as (pilot, _screen):
        await walk(pilot, "1")  # the planned one
        await write(pilot, NOTES)
        text = screen_text(pilot.app)
        assert "HIERUIT KOMT   2 vragen · 1 signaal · 1 actie" in text
        assert "vr 27 nov" in text
        assert "landelijk" in text
        await walk(pilot, "ctrl+s")
        assert not isinstance(pilot.app.screen, LogConversationScreen)
        assert "V-3, V-4, S-1, A-2" in screen_text(pilot.app)
    [talk] = rows(sqlite_store, f"SELECT state, held_at, summary FROM conversation WHERE id = {numbers['planned']}")
    summary = "MDL en orthopedie doen mee, nefrologie wacht op nieuw EPD.\nRvB wil businesscase voor eind Q1."
    assert talk == ("held", "2026-11-23", summary)
    made = rows(sqlite_store, "SELECT title, outcome_info, conversation_id FROM support_request WHERE id > 2 ORDER BY id")
    assert made == [
        ("PROM's automatisch uitsturen", "with", numbers["planned"]),
        ("training gesprekken voor verpleegkundigen", None, numbers["planned"]),
    ]
    assert rows(sqlite_store, "SELECT description, reach, theme_id FROM signal") == [
        ("leverancier rekent apart voor de koppeling", "national", 4)
    ]
    assert rows(sqlite_store, "SELECT what, due_on FROM follow_up WHERE id > 1") == [("terugbellen na leveranciersoverleg", "2026-11-27")]
    undo(sqlite_store)
    assert rows(sqlite_store, "SELECT count(*) FROM support_request") == [(2,)]
    assert rows(sqlite_store, f"SELECT state FROM conversation WHERE id = {numbers['planned']}") == [("planned",)]


async def test_with_a_planned_talk_it_asks_which_this_is_and_one_by_itself_leaves_it_planned(
    opening: Opening, numbers: dict[str, int], sqlite_store: Store
) -> None:
    late = plan_conversation(sqlite_store, ConversationInput(institution_ids=[numbers[MERENRAND]], planned_at=date(2026, 11, 18)))
    async with opening((numbers[MERENRAND],), size=(80, 24)) as (pilot, screen):
        assert "1 het geplande van 10:00 · 2 het geplande van wo 18 nov · 3 een los gesprek" in screen_text(pilot.app)
        await walk(pilot, "3")
        assert "een los gesprek" in screen_text(pilot.app)
        assert "Welk gesprek" not in screen_text(pilot.app)
        assert screen.editor.text == ""
        await write(pilot, "3 mensen gesproken")  # a digit is text again
        assert screen.editor.text == "3 mensen gesproken"
        await walk(pilot, "ctrl+s")
    talks = rows(sqlite_store, f"SELECT id, state, held_at FROM conversation WHERE id >= {numbers['planned']} ORDER BY id")
    assert talks == [
        (numbers["planned"], "planned", None), (late.record.id, "planned", None), (late.record.id + 1, "held", "2026-11-23"),
    ]  # fmt: skip


async def test_which_talk_it_is_can_be_changed_until_it_is_saved_and_brings_what_was_planned(
    opening: Opening, numbers: dict[str, int], sqlite_store: Store
) -> None:
    late = plan_conversation(
        sqlite_store,
        ConversationInput(institution_ids=[numbers[MERENRAND]], planned_at=date(2026, 11, 18), channel=Channel.VISIT, advisor_ids=[1]),
    ).record.id
    async with opening((), numbers["planned"]) as (pilot, _screen):
        assert "het geplande van 10:00 · ilse" in screen_text(pilot.app)
        await write(pilot, "wat er gezegd is")
        await walk(pilot, "shift+tab", "9", "2")
        text = screen_text(pilot.app)
        assert "het geplande van wo 18 nov" in text
        assert "bezoek" in text
        assert "wat er gezegd is" in text
        await walk(pilot, "ctrl+s")
    assert rows(sqlite_store, f"SELECT state, summary FROM conversation WHERE id IN ({numbers['planned']}, {late}) ORDER BY id") == [
        ("planned", None), ("held", "wat er gezegd is"),
    ]  # fmt: skip


async def test_a_question_that_nobody_answered_is_asked_at_saving(opening: Opening, numbers: dict[str, int], sqlite_store: Store) -> None:
    async with opening((numbers[MERENRAND],)) as (pilot, _screen):
        await write(pilot, "meteen getypt")
        await walk(pilot, "ctrl+s")
        assert "2 een los gesprek" in screen_text(pilot.app)
        await walk(pilot, "1")
        assert not isinstance(pilot.app.screen, LogConversationScreen)
    assert rows(sqlite_store, f"SELECT state, summary FROM conversation WHERE id = {numbers['planned']}") == [("held", "meteen getypt")]


async def test_agreements_a_second_advisor_and_confidential_are_few_keys_away(
    opening: Opening, numbers: dict[str, int], sqlite_store: Store
) -> None:
    add_advisor(sqlite_store, AdvisorInput(name="fatima"))
    async with opening((numbers[LINGE],), size=(80, 24)) as (pilot, _screen):
        assert "ilse · nog niets afgesproken · niet vertrouwelijk" in screen_text(pilot.app)
        await write(pilot, "v: training #3")
        await walk(pilot, "shift+tab", "7")
        await walk(pilot, "shift+tab", "6", "1", "f2")
        await walk(pilot, "shift+tab", "5")
        await write(pilot, "wij bellen terug")
        await walk(pilot, "f2")
        text = screen_text(pilot.app)
        assert "ilse, fatima · afgesproken: wij bellen terug · ◆ vertrouwelijk" in text
        await walk(pilot, "ctrl+s")
    talk = rows(sqlite_store, "SELECT id, agreements, confidential FROM conversation ORDER BY id DESC LIMIT 1")
    assert talk[0][1:] == ("wij bellen terug", 1)
    who = "SELECT a.name FROM conversation_advisor l JOIN advisor a ON a.id = l.advisor_id WHERE l.conversation_id = {} ORDER BY 1"
    assert rows(sqlite_store, who.format(talk[0][0])) == [("fatima",), ("ilse",)]
    assert rows(sqlite_store, "SELECT title, confidential FROM support_request WHERE id > 2") == [("training", 1)]


async def test_who_was_there_becomes_the_contact_of_a_request_until_another_is_chosen(
    opening: Opening, numbers: dict[str, int], sqlite_store: Store
) -> None:
    async with opening((), numbers["planned"]) as (pilot, _screen):
        await write(pilot, "v: een #3\nv: twee #4")
        assert screen_text(pilot.app).count("? · A. de Wit") == 2
        await walk(pilot, "tab", "down", "enter")
        pilot.app.screen.query_one("#field-contact_id Chooser").focus()
        await walk(pilot, "2", "f2")
        assert "? · R. Postma" in screen_text(pilot.app)
        await walk(pilot, "ctrl+s")
    assert rows(sqlite_store, "SELECT r.title, c.name FROM support_request r JOIN contact c ON c.id = r.contact_id ORDER BY r.id") == [
        ("een", "A. de Wit"), ("twee", "R. Postma"),
    ]  # fmt: skip


async def test_saving_asks_only_what_is_missing_with_one_digit_each(opening: Opening, numbers: dict[str, int], sqlite_store: Store) -> None:
    async with opening((numbers[LINGE],)) as (pilot, _screen):
        await write(pilot, "v: training voor verpleegkundigen\na: bellen")
        await walk(pilot, "ctrl+s")
        assert "Thema van V1?" in screen_text(pilot.app)
        await walk(pilot, "3")
        assert "Wanneer is A1?" in screen_text(pilot.app)
        await walk(pilot, "1")
        assert not isinstance(pilot.app.screen, LogConversationScreen)
    assert rows(sqlite_store, "SELECT theme_id FROM request_theme WHERE request_id = 3") == [(3,)]
    assert rows(sqlite_store, "SELECT due_on FROM follow_up WHERE what = 'bellen'") == [("2026-11-24",)]


async def test_a_question_can_be_left_and_nothing_is_saved(opening: Opening, numbers: dict[str, int], sqlite_store: Store) -> None:
    async with opening((numbers[LINGE],)) as (pilot, screen):
        await write(pilot, "v: training")
        await walk(pilot, "f2", "escape")
        assert pilot.app.screen is screen
        assert rows(sqlite_store, "SELECT count(*) FROM support_request") == [(2,)]


async def test_the_answers_and_promises_stand_beside_the_notes(opening: Opening, numbers: dict[str, int]) -> None:
    async with opening((numbers[MERENRAND],), numbers["planned"]) as (pilot, _screen):
        text = screen_text(pilot.app)
    for part in ("B nee ≠ Z ja", "PROMs in spreekkamer", "3 · 4", "draagvlak MDL !laat", "A. de Wit, R. Postma", "Teams", "loopt 00:0"):
        assert part in text


async def test_on_a_narrow_terminal_f6_shows_the_answers_in_the_place_of_the_notes(opening: Opening, numbers: dict[str, int]) -> None:
    async with opening((numbers[MERENRAND],), size=(80, 24)) as (pilot, screen):
        assert "NOTITIES" in screen_text(pilot.app)
        assert "Wil hulp bij" not in screen_text(pilot.app)
        await walk(pilot, "f6")
        assert "Wil hulp bij" in screen_text(pilot.app)
        await walk(pilot, "f6")
        assert "NOTITIES" in screen_text(pilot.app)
        assert screen.focused is screen.editor.notes
        await walk(pilot, "f6", "escape")
        assert screen.focused is screen.editor.notes


async def test_a_request_that_is_open_already_is_linked_with_one_key(
    opening: Opening, numbers: dict[str, int], sqlite_store: Store
) -> None:
    async with opening((numbers[MERENRAND],)) as (pilot, _screen):
        await write(pilot, "v: vragenlijsten nog op papier #4")
        assert "V1 lijkt op V-2, open" in screen_text(pilot.app)
        await walk(pilot, "tab", "=")
        assert "= V-2 vragenlijsten op papier" in screen_text(pilot.app)
        await walk(pilot, "ctrl+s", "1")
    assert rows(sqlite_store, "SELECT count(*) FROM support_request") == [(2,)]
    [(on, text)] = rows(sqlite_store, "SELECT on_id, text FROM note")
    assert (on, "vragenlijsten nog op papier" in text) == (2, True)


async def test_a_line_can_be_made_a_note_again(opening: Opening, numbers: dict[str, int]) -> None:
    async with opening((numbers[MERENRAND],)) as (pilot, screen):
        await write(pilot, "v: een\nv: twee")
        await walk(pilot, "tab", "space")
        assert screen.editor.text == "een\nv: twee"
        assert [outcome.title for outcome in screen.editor.outcomes] == ["twee"]


async def test_all_fields_of_a_line_stay_with_it_while_it_is_edited(opening: Opening, numbers: dict[str, int], sqlite_store: Store) -> None:
    async with opening((numbers[MERENRAND],)) as (pilot, _screen):
        await walk(pilot, "2")
        await write(pilot, "v: training #3\ns: iets gehoord")
        await walk(pilot, "tab", "enter", "tab", "5", "f2")  # themes: 3 and 5
        await walk(pilot, "tab", "up", "end")
        await write(pilot, " op locatie")
        await walk(pilot, "ctrl+s")
    assert rows(sqlite_store, "SELECT title FROM support_request WHERE id = 3") == [("training op locatie",)]
    assert rows(sqlite_store, "SELECT theme_id FROM request_theme WHERE request_id = 3 ORDER BY 1") == [(3,), (5,)]


async def test_an_escape_keeps_the_draft_and_opening_again_restores_everything(
    opening: Opening, numbers: dict[str, int], sqlite_store: Store
) -> None:
    async with opening((numbers[MERENRAND],)) as (pilot, _screen):
        await walk(pilot, "1")
        await write(pilot, "gewoon\nv: vragenlijsten nog op papier #4")
        await walk(pilot, "tab", "=", "tab", "shift+tab", "2", "3")  # channel: visit
        await walk(pilot, "escape")
    async with opening((), numbers["planned"]) as (pilot, screen):
        assert screen.editor.text == "gewoon\nv: vragenlijsten nog op papier #4"
        assert [outcome.linked for outcome in screen.editor.outcomes] == [2]
        text = screen_text(pilot.app)
        assert "bezoek" in text
        assert "concept bewaard" in text
        await walk(pilot, "ctrl+s")
    assert rows(sqlite_store, "SELECT count(*) FROM draft") == [(0,)]
    assert rows(sqlite_store, f"SELECT channel FROM conversation WHERE id = {numbers['planned']}") == [("visit",)]


async def test_an_emptied_draft_is_forgotten(opening: Opening, numbers: dict[str, int], sqlite_store: Store) -> None:
    async with opening((numbers[LINGE],)) as (pilot, screen):
        await write(pilot, "x")
        screen.keep_draft_now()
        await settle(pilot)
        assert rows(sqlite_store, "SELECT count(*) FROM draft") == [(1,)]
        await walk(pilot, "backspace", "escape")
    assert rows(sqlite_store, "SELECT count(*) FROM draft") == [(0,)]


async def test_a_pause_in_typing_keeps_the_draft(opening: Opening, numbers: dict[str, int], sqlite_store: Store) -> None:
    async with opening((numbers[LINGE],)) as (pilot, screen):
        await pilot.press("x")
        timer = screen._timer
        assert timer is not None
        assert timer._task is not None
        await timer._task
        await settle(pilot)
        assert rows(sqlite_store, "SELECT subject, title FROM draft") == [(f"i{numbers[LINGE]}", LINGE)]


async def test_lines_go_to_the_institution_that_they_name_and_it_is_asked_when_it_can_be_several(
    opening: Opening, numbers: dict[str, int], sqlite_store: Store
) -> None:
    meren, linge = numbers[MERENRAND], numbers[LINGE]
    async with opening((meren, linge)) as (pilot, _screen):
        await write(pilot, "v: eerste #3\nv: lin: tweede #4\ns: ziekenhuis: derde")
        assert "welke instelling ?" in screen_text(pilot.app)
        await walk(pilot, "ctrl+s")
        assert "Van wie is S1?" in screen_text(pilot.app)
        await walk(pilot, "2")
        assert not isinstance(pilot.app.screen, LogConversationScreen)
    assert rows(sqlite_store, "SELECT title, institution_id FROM support_request WHERE id > 2 ORDER BY id") == [
        ("eerste", meren), ("tweede", linge),
    ]  # fmt: skip
    assert rows(sqlite_store, "SELECT description, institution_id FROM signal") == [("derde", linge)]
    assert len(rows(sqlite_store, "SELECT institution_id FROM conversation_institution WHERE conversation_id = 3")) == 2


async def test_another_institution_can_join_while_it_runs(opening: Opening, numbers: dict[str, int]) -> None:
    async with opening((numbers[MERENRAND],)) as (pilot, screen):
        await write(pilot, "v: iets")
        await walk(pilot, "shift+tab", "8")
        await write(pilot, "linge")
        while LINGE not in screen_text(pilot.app):
            await settle(pilot)
        await walk(pilot, "enter", "f2")
        assert pilot.app.screen is screen
        text = screen_text(pilot.app)
        assert f"{MERENRAND}, {LINGE}" in text
        assert screen.editor.text == "v: iets"


async def test_typing_before_the_answers_are_there_loses_nothing(sqlite_store: Store, numbers: dict[str, int]) -> None:
    with replaced(SHEETS, {1: ("tests.app.test_log_conversation:Anywhere",)}):
        app = LoketApp(lambda: open_store(sqlite_store.address, actor="ilse"), Config(), strict=True)
        async with app.run_test(size=(120, 40), tooltips=True, notifications=True) as pilot:
            await pilot.pause()
            app.open_screen("log", (numbers[MERENRAND],))
            await pilot.pause()
            await pilot.press(*"meteen")
            await settle(pilot)
            screen = app.screen
            assert isinstance(screen, LogConversationScreen)
            assert screen.editor.text == "meteen"


async def test_the_app_going_down_keeps_what_was_typed(opening: Opening, numbers: dict[str, int], sqlite_store: Store) -> None:
    async with opening((numbers[MERENRAND],)) as (pilot, _screen):
        await pilot.press(*"half")
        await pilot.app.action_quit()
    [(content,)] = rows(sqlite_store, "SELECT content FROM draft")
    assert '"notes": "half"' in content


async def test_where_a_colleague_was_first_the_notes_are_chosen_and_what_nobody_typed_gives_way(
    opening: Opening, numbers: dict[str, int], sqlite_store: Store
) -> None:
    planned = numbers["planned"]
    async with opening((), planned) as (pilot, screen):
        await write(pilot, "mijn notities")
        colleague = open_store(sqlite_store.address, actor="mehmet")
        said = ConversationInput(channel=Channel.PHONE, summary="van mehmet", contact_ids=[numbers["R. Postma"]], held_time="09:59")
        log_conversation(colleague, LogConversation(conversation=said, number=planned))
        colleague.close()
        await walk(pilot, "ctrl+s")
        text = screen_text(pilot.app)
        assert isinstance(pilot.app.screen, ConflictScreen)
        assert "mehmet was u voor" in text
        assert "mijn notities" in text
        assert "kanaal (van mehmet)" in text
        await walk(pilot, "ctrl+s", "ctrl+s")
        assert rows(sqlite_store, f"SELECT summary FROM conversation WHERE id = {planned}") == [("van mehmet",)]
        await walk(pilot, "escape")
        assert screen.editor.text == "mijn notities"
        await walk(pilot, "ctrl+s", "b", "ctrl+s")
        assert isinstance(pilot.app.screen, Anywhere)
    kept = "SELECT state, channel, summary, held_time FROM conversation WHERE id = "
    assert rows(sqlite_store, kept + str(planned)) == [("held", "phone", "van mehmet\nmijn notities", "09:59")]
    there = f"SELECT contact_id FROM conversation_attendee WHERE conversation_id = {planned}"
    assert rows(sqlite_store, there) == [(numbers["R. Postma"],)]
    assert rows(sqlite_store, "SELECT count(*) FROM draft") == [(0,)]


async def test_hostile_text_is_shown_as_typed(opening: Opening, numbers: dict[str, int], sqlite_store: Store) -> None:
    with sqlite_store.write("spoil") as tx:
        for place, text in enumerate(HOSTILE):
            tx.session.add(Contact(institution_id=numbers[MERENRAND], name=text, function=text))
            if place == 0:
                row = tx.session.get(Institution, numbers[MERENRAND])
                assert row is not None
                row.name, row.short_name = HOSTILE[3], HOSTILE[10]
    for size in ((120, 40), (80, 24)):
        async with opening((numbers[MERENRAND], numbers[LINGE]), size=size) as (pilot, screen):
            for text in HOSTILE:
                screen.editor.notes.insert(f"v: {text} #4\ns: {text}\na: {text} >vr\n")
            await settle(pilot)
            assert_harmless(pilot.app)
            await walk(pilot, "tab", "down", "enter")
            assert_harmless(pilot.app)
            await walk(pilot, "escape", "f6")
            assert_harmless(pilot.app)
            await walk(pilot, "f6", "shift+tab")
            assert_harmless(pilot.app)
            await walk(pilot, "escape", "escape")


@pytest.mark.parametrize(
    "opened", [((5,), None, ()), ((5, 7), None, ()), ((), 12, ()), ((), None, (3,)), ((5,), None, (3, 4)), ((), None, ())]
)
def test_a_draft_says_how_it_is_opened_again(opened: tuple[tuple[int, ...], int | None, tuple[int, ...]]) -> None:
    assert opening_of(subject_of(*opened)) == opened


NOTE = st.lists(st.sampled_from(["", "gewoon", "v: a #4", "v: b", "s: c *api +l", "a: d >vr", "v:", "V: e\u0301 [/]", " s: f"]), max_size=6)


@given(st.lists(NOTE, min_size=1, max_size=5))
def test_reading_line_by_line_understands_what_reading_anew_does(typed: list[list[str]]) -> None:
    reader, found = NotesReader(date(2026, 11, 23)), list[Outcome]()
    for lines in typed:
        found = reader.read("\n".join(lines), found)
    assert found == NotesReader(date(2026, 11, 23)).read("\n".join(typed[-1]))


@given(NOTE, st.integers(0, 6), st.sampled_from(["x", "v: nieuw #3"]))
def test_what_was_said_of_a_line_stays_with_that_line(lines: list[str], place: int, new: str) -> None:
    reader = NotesReader(date(2026, 11, 23))
    before = [replace(one, said={"department": str(one.line)}) for one in reader.read("\n".join(lines))]
    place = min(place, len(lines))
    after = reader.read("\n".join([*lines[:place], new, *lines[place:]]), before)
    kept = {one.said["department"] for one in after if one.said}
    assert kept == {str(one.line) for one in before}


@given(st.text(max_size=200))
def test_no_notes_are_too_odd_to_read(notes: str) -> None:
    for outcome in NotesReader(date(2026, 11, 23)).read(notes):
        assert outcome.text == notes.split("\n")[outcome.line]
        assert outcome.missing() in ("", "themes", "due_on")


def test_of_many_lines_a_key_costs_the_one_that_it_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(line: str, *known: Any) -> Any:
        read.append(line)
        return parse_note_lines(line, *known)

    monkeypatch.setattr(outcomes, "parse_note_lines", counted)
    reader, notes = NotesReader(date(2026, 11, 23)), "".join(f"regel {n} met wat tekst\nv: vraag {n} #4\n" for n in range(300))
    before = reader.read(notes)
    assert len(before) == 300
    for place in range(3):
        read.clear()
        before = reader.read(notes + f"v: nog {place}", before)
        assert read == [f"v: nog {place}"]
        assert len(before) == 301
