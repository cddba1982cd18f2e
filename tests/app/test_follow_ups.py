"""Place 1's further sheets by keys: all follow-ups as a list and in a month, with what came of them; owners of all work."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from loket.casework.drafts import keep_draft
from loket.casework.notes import NoteInput, write_note
from loket.models.advisors import Advisor
from loket.models.institutions import Institution
from loket.models.notes import FollowUp
from loket.models.words import RecordKind
from loket.screens.forms.record_form import RecordForm
from loket.screens.registry import RECORDS, SCREENS, SHEETS, find
from loket.store.database import Store
from tests.app.helpers import ours, screen_text, settle, walk
from tests.app.test_work_queue import TODAY, filled, on_screen, opened

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


def office(store: Store) -> None:
    filled(store, Institution(name="Ziekenhuis Merenrand", short_name="Zkh Merenrand"), Advisor(name="fatima"))
    with store.read() as reader:
        fatima = reader.value("SELECT id FROM advisor WHERE name = 'fatima'")
    filled(
        store,
        FollowUp(what="bellen", due_on=TODAY + dt.timedelta(days=30), institution_id=1, recurs="20261221/FREQ=MONTHLY;INTERVAL=1"),
        FollowUp(what="van fatima", due_on=TODAY, institution_id=1, advisor_id=fatima),
    )


@SIZES
async def test_what_is_due_next_month_is_in_sight_done_with_its_result_and_found_again(sqlite_store: Store, size: tuple[int, int]) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, size) as pilot:
        assert "Later 1" in screen_text(pilot.app)
        await walk(pilot, "1")
        assert "[Opvolgingen]" in on_screen(pilot, 1)
        assert "ma 21 dec" in on_screen(pilot, 4)
        await walk(pilot, "s", "1")
        assert "Mag leeg blijven" in screen_text(pilot.app)
        await walk(pilot, "akkoord", "enter")
        assert "A-1 is nu: gedaan. De volgende: A-3, do 21 jan 2027." in on_screen(pilot, -2)
        assert "akkoord" not in screen_text(pilot.app), "only the open ones"
        await walk(pilot, "v")
        found = re.search(r"(\d) gedaan of vervallen", screen_text(pilot.app))
        assert found is not None
        await walk(pilot, found[1])
        assert "akkoord" in screen_text(pilot.app)


@SIZES
async def test_a_month_shows_what_was_done_and_when_a_series_comes_again(sqlite_store: Store, size: tuple[int, int]) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, size) as pilot:
        await walk(pilot, "1", "1")
        assert "[Maand]" in on_screen(pilot, 1)
        await walk(pilot, "right_square_bracket")
        assert "dec 2026 · mijn · open en" in on_screen(pilot, 1)
        assert "1 opvolgactie " in on_screen(pilot, 1)
        await walk(pilot, "tab")
        assert "ma 21 dec 2026" in screen_text(pilot.app)
        assert "bellen · Zkh Merenrand · ilse · open · ↻ elke maand" in screen_text(pilot.app)
        await walk(pilot, "right_square_bracket", "tab")
        assert "↻ Me" in screen_text(pilot.app)
        assert "do 21 jan 2027" in screen_text(pilot.app)
        await walk(pilot, "1", "1", "m")
        assert "!" not in on_screen(pilot, 4)
        assert "2 opvolgacties" not in on_screen(pilot, 1)  # one of this month: that of fatima


@SIZES
async def test_everybodys_work_says_whose_it_is_and_is_narrowed_to_one_of_them(sqlite_store: Store, size: tuple[int, int]) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, size) as pilot:
        await walk(pilot, "m")
        assert "fatima" in next(line for line in screen_text(pilot.app).splitlines() if "van fatima" in line.casefold())
        await walk(pilot, "slash", "@fat", "enter")
        text = screen_text(pilot.app)
        assert "van fatima" in text
        assert "bellen" not in text.casefold()


async def test_a_draft_stands_on_top_with_its_first_words_and_enter_goes_on(sqlite_store: Store) -> None:
    office(sqlite_store)
    content = {"typed": {"text": "De vakgroep wil eerst"}, "given": {"on_kind": "institution", "on_id": 1}}
    keep_draft(sqlite_store, "note_form", "new on_kind=institution on_id=1", "Nieuwe notitie", content)
    async with opened(sqlite_store) as pilot:
        assert on_screen(pilot, 3).startswith("   Concepten 1")
        assert "Nieuwe notitie: De vakgroep wil ee" in on_screen(pilot, 4)
        assert on_screen(pilot, -2).strip().startswith("Concept van ")
        assert "Nieuwe notitie: enter gaat verder" in on_screen(pilot, -2)
        await walk(pilot, "enter")
        assert "De vakgroep wil eerst" in screen_text(pilot.app)
        await walk(pilot, "ctrl+s")
        with sqlite_store.read() as reader:
            assert reader.rows("SELECT text, on_kind, on_id FROM note") == [("De vakgroep wil eerst", "institution", 1)]


@SIZES
async def test_a_note_is_moved_to_the_right_dossier_and_back_by_undo(sqlite_store: Store, size: tuple[int, int]) -> None:
    office(sqlite_store)
    filled(sqlite_store, Institution(name="Kliniek Duinzicht"))
    write_note(sqlite_store, NoteInput(on_kind=RecordKind.INSTITUTION, on_id=1, text="wil starten met PROM's"))

    def where() -> list[tuple[object, ...]]:
        with sqlite_store.read() as reader:
            return reader.rows("SELECT on_kind, on_id, institution_id FROM note")

    async with opened(sqlite_store, size) as pilot:
        ours(pilot).open_screen("note_form", 1)
        await settle(pilot)
        assert "Hoort bij" in screen_text(pilot.app)
        assert "I-1 Ziekenhuis Merenrand" in screen_text(pilot.app)
        pilot.app.screen.query_one("#field-on Input").focus()
        await walk(pilot, "ctrl+u", *"duinz", "enter")
        assert "I-2 Kliniek Duinzicht" in screen_text(pilot.app)
        await walk(pilot, "ctrl+s")
        assert where() == [("institution", 2, 2)]
        await walk(pilot, "u")
        assert where() == [("institution", 1, 1)]
        ours(pilot).open_screen("follow_up_form", 1)
        await settle(pilot)
        await walk(pilot, "ctrl+s")
        with sqlite_store.read() as reader:
            assert reader.rows("SELECT on_kind, institution_id FROM follow_up WHERE id = 1") == [(None, 1)], "nothing was moved"


@SIZES
async def test_a_dossier_lists_the_open_actions_of_all_and_does_the_one_under_the_cursor(
    sqlite_store: Store, size: tuple[int, int]
) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, size) as pilot:
        ours(pilot).open_record(RecordKind.INSTITUTION, 1)
        await settle(pilot)
        text = screen_text(pilot.app)
        assert "OPEN ACTIES 2" in text
        line = next(line for line in text.splitlines() if "van fatima" in line and "VOLGENDE" not in line)
        assert "za 21 nov" in line
        assert "fatima" in line.replace("van fatima", "")
        pilot.app.screen.query_one("#about").focus()
        await settle(pilot)
        for _line in range(8):
            if "▸" in next(one for one in screen_text(pilot.app).splitlines() if "ma 21 dec" in one and "VOLGENDE" not in one):
                break
            await walk(pilot, "down")
        await walk(pilot, "s", "akkoord", "enter")
        with sqlite_store.read() as reader:
            assert reader.rows("SELECT result FROM follow_up WHERE state = 'done'") == [("akkoord",)]
        assert "do 21 jan" in screen_text(pilot.app) or "21 jan '27" in screen_text(pilot.app), "the next of the series"


def test_a_draft_of_every_form_opens_the_form_that_it_came_from() -> None:
    for path in (*SCREENS.values(), *RECORDS.values(), *(path for sheets in SHEETS.values() for path in sheets)):
        find(path)  # so that every module with a form is there
    forms, waiting = [], [RecordForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.NAME and form.__module__.startswith("loket."):
            forms.append(form)
    assert len(forms) > 25
    for form in forms:
        made = find(SCREENS[form.NAME])
        assert made is form, f"a draft of {form.__name__} opens {made}"
        for number, subject in ((None, "new on_kind=request on_id=1"), (7, "7")):
            opened_again = made(number, None, subject)
            assert (opened_again.number, opened_again.subject) == (number, subject)
