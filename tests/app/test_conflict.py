"""Two people in one record: what each changed is merged, what both changed is asked, and nothing is overwritten that nobody chose."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from loket.casework.conversations import ConversationInput, change_conversation
from loket.casework.done import Conflict
from loket.casework.examples import ExampleInput, change_example, write_example
from loket.casework.institution_merge import merge_institutions
from loket.casework.notes import NoteInput, change_note, write_note
from loket.casework.requests import RequestInput, change_request, register_request
from loket.casework.states import Advance, advance
from loket.models.advisors import Advisor
from loket.models.institutions import Contact
from loket.models.words import AdvisorRole, Priority, RecordKind, RequestState
from loket.screens.conflict import ConflictField, ConflictScreen
from loket.store.database import Store, open_store
from loket.widgets.fields import Form
from loket.widgets.text_inputs import LineInput
from tests.app.helpers import ours, screen_text, settle, walk
from tests.app.records_world import SIZES, days, office, opened, values


@pytest.fixture
def mehmet(sqlite_store: Store, sqlite_database: str) -> Iterator[Store]:
    office(sqlite_store)
    other = open_store(sqlite_database, actor="mehmet")
    yield other
    other.close()


def field(store: Store, column: str, number: int = 1) -> object:
    return values(store, f"SELECT {column} FROM support_request WHERE id = {number}")[0]


@pytest.mark.parametrize("size", SIZES)
async def test_a_field_that_both_changed_is_chosen_and_the_rest_merges_by_itself(
    sqlite_store: Store, mehmet: Store, size: tuple[int, int]
) -> None:
    async with opened(sqlite_store, size) as pilot:
        await walk(pilot, "e", "end", " nu")
        change_request(mehmet, 1, RequestInput(title="Anders", priority=Priority.HIGH, themes=[2, 4]))
        await walk(pilot, "f2")
        text = screen_text(pilot.app)
        assert isinstance(pilot.app.screen, ConflictScreen)
        assert "mehmet was u voor" in text
        assert "PROM's in het EPD nu" in text
        assert "Anders" in text
        assert "prioriteit (van mehmet)" in text
        assert "thema's (van mehmet)" in text
        assert "1 te kiezen" in text
        await walk(pilot, "f2", "f2", "ctrl+s")
        assert isinstance(pilot.app.screen, ConflictScreen)
        assert "Kies eerst: titel." in screen_text(pilot.app)
        assert field(sqlite_store, "title") == "Anders"
        await walk(pilot, "right", "f2")
        assert "Opgeslagen: V-1. Samengevoegd" not in screen_text(pilot.app)
    assert field(sqlite_store, "title") == "PROM's in het EPD nu"
    assert field(sqlite_store, "priority") == "high"
    assert values(sqlite_store, "SELECT theme_id FROM request_theme WHERE request_id = 1 ORDER BY 1") == [2, 4]


async def test_leaving_the_choice_keeps_what_was_typed_and_saving_asks_again(sqlite_store: Store, mehmet: Store) -> None:
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "e", "end", " nu")
        change_request(mehmet, 1, RequestInput(title="Anders"))
        await walk(pilot, "f2", "left", "escape")
        text = screen_text(pilot.app)
        assert "Niets is opgeslagen" in text
        assert "PROM's in het EPD nu" in text
        await walk(pilot, "f2")
        assert isinstance(pilot.app.screen, ConflictScreen)
        assert "1 te kiezen" in screen_text(pilot.app)
        change_request(mehmet, 1, RequestInput(title="Weer anders"))
        await walk(pilot, "right", "f2")
        assert isinstance(pilot.app.screen, ConflictScreen), "changed again while one chose"
        assert "Weer anders" in screen_text(pilot.app)
        assert field(sqlite_store, "title") == "Weer anders"
        await walk(pilot, "left", "f2")
        assert not isinstance(pilot.app.screen, ConflictScreen)
    assert field(sqlite_store, "title") == "Weer anders"
    assert values(sqlite_store, "SELECT count(*) FROM draft") == [0]


async def test_different_fields_merge_and_it_is_said_what_and_when(sqlite_store: Store, mehmet: Store) -> None:
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "e", "end", " nu")
        change_request(mehmet, 1, RequestInput(priority=Priority.HIGH))
        await walk(pilot, "f2")
        text = " ".join(screen_text(pilot.app).split())
        assert "Opgeslagen: V-1. Samengevoegd met wat mehmet om" in text
        assert "bewaarde: prioriteit." in text
    assert (field(sqlite_store, "title"), field(sqlite_store, "priority")) == ("PROM's in het EPD nu", "high")


async def test_both_texts_are_taken_line_by_line(sqlite_store: Store, mehmet: Store) -> None:
    change_request(sqlite_store, 1, RequestInput(description="eerste\nleverancier zegt Q2.\nlaatste"))
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "e", *["tab"] * 3, *["down"] * 3, "end", "enter", "van mij", "f2")
        assert not isinstance(pilot.app.screen, ConflictScreen)
        await walk(pilot, "e", *["tab"] * 3, *["down"] * 3, "end", "enter", "nog iets")
        change_request(mehmet, 1, RequestInput(description="eerste\nleverancier zegt Q2. Pilot in maart.\nlaatste\nvan mij"))
        await walk(pilot, "f2")
        text = screen_text(pilot.app)
        assert "- leverancier zegt Q2." in text
        assert "+ leverancier zegt Q2. Pilot" in text, text
        assert "+ nog iets" in text
        await walk(pilot, "b")
        assert "beide" in screen_text(pilot.app)
        await walk(pilot, "f2")
    assert field(sqlite_store, "description") == "eerste\nleverancier zegt Q2. Pilot in maart.\nlaatste\nvan mij\nnog iets"


async def test_b_is_no_key_for_a_field_of_one_line(sqlite_store: Store, mehmet: Store) -> None:
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "e", "end", " nu")
        change_request(mehmet, 1, RequestInput(title="Anders"))
        await walk(pilot, "f2", "b")
        assert pilot.app.screen.query_one(ConflictField).taken is None


async def test_that_it_was_closed_meanwhile_is_said(sqlite_store: Store, mehmet: Store) -> None:
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "e", "end", " nu")
        advance(mehmet, Advance(kind=RecordKind.REQUEST, numbers=[1], to=RequestState.RESOLVED, resolution="klaar"))
        await walk(pilot, "f2")
        assert "staat afgerond, resultaat, afgesloten op." in " ".join(screen_text(pilot.app).split()), screen_text(pilot.app)
    assert (field(sqlite_store, "title"), field(sqlite_store, "state")) == ("PROM's in het EPD nu", "resolved")


async def test_that_it_was_removed_meanwhile_is_said_and_what_was_typed_stays(sqlite_store: Store, mehmet: Store) -> None:
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "e", "end", " nu")
        with mehmet.write("remove") as tx:
            tx.connection.exec_driver_sql("DELETE FROM request_theme WHERE request_id = 1")
            tx.connection.exec_driver_sql("DELETE FROM support_request WHERE id = 1")
        await walk(pilot, "f2")
        text = " ".join(screen_text(pilot.app).split())
        assert "V-1 is er niet meer: mehmet verwijderde het om" in text
        assert "PROM's in het EPD nu" in text


async def test_that_it_was_merged_meanwhile_is_said(sqlite_store: Store, mehmet: Store) -> None:
    async with opened(sqlite_store, first=2) as pilot:
        pilot.app.open_screen("institution_form", 2)  # type: ignore[attr-defined]
        await settle(pilot)
        await walk(pilot, "end", " nu")
        merge_institutions(mehmet, 1, 2)
        await walk(pilot, "f2")
        assert "samengevoegd met Ziekenhuis Merenrand" in " ".join(screen_text(pilot.app).split()), screen_text(pilot.app)
    assert values(sqlite_store, "SELECT name FROM institution WHERE id = 2") == ["Kliniek Hoogland"]


async def test_a_draft_of_an_earlier_version_leaves_alone_what_was_not_touched(sqlite_store: Store, mehmet: Store) -> None:
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "e", "end", " nu", "escape")
        change_request(mehmet, 1, RequestInput(priority=Priority.HIGH, description="van mehmet"))
        await walk(pilot, "e")
        assert "PROM's in het EPD nu" in screen_text(pilot.app)
        assert "van mehmet" in screen_text(pilot.app)
        await walk(pilot, "f2")
    assert (field(sqlite_store, "title"), field(sqlite_store, "priority")) == ("PROM's in het EPD nu", "high")
    assert field(sqlite_store, "description") == "van mehmet"


async def test_what_others_changed_since_it_was_selected_is_named_and_asked(sqlite_store: Store, mehmet: Store) -> None:
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "space", "down", "space")
        assert "2 gekozen" in screen_text(pilot.app)
        change_request(mehmet, 1, RequestInput(priority=Priority.HIGH))
        await walk(pilot, "p", "1")
        text = screen_text(pilot.app)
        assert "Veranderd sinds u ze koos" in text
        assert "V-1  mehmet" in text
        assert "prioriteit" in text
        assert values(sqlite_store, "SELECT priority FROM support_request WHERE id < 3 ORDER BY id") == ["high", None]
        await walk(pilot, "escape")
        assert values(sqlite_store, "SELECT priority FROM support_request WHERE id < 3 ORDER BY id") == ["high", None]
        await walk(pilot, "p", "1", "1")
        assert values(sqlite_store, "SELECT priority FROM support_request WHERE id < 3 ORDER BY id") == ["high", "low"]
        await walk(pilot, "home", "space", "down", "space")
        change_request(mehmet, 1, RequestInput(title="Anders"))
        await walk(pilot, "p", "1", "2")
        assert values(sqlite_store, "SELECT priority FROM support_request WHERE id < 3 ORDER BY id") == ["low", "low"]


async def test_a_list_is_read_anew_when_a_colleague_saves_and_the_cursor_stays(store: Store) -> None:
    mine = store
    office(mine)
    colleague = open_store(mine.address, actor="mehmet")
    async with opened(mine, (80, 24)) as pilot:
        app = ours(pilot)
        app.look_for_news()
        await settle(pilot)
        await walk(pilot, "down")
        register_request(colleague, RequestInput(title="Net binnen", institution_id=2, themes=[1], due_on=days(-9), advisor_id=1))
        app.look_for_news()
        await settle(pilot)
        text = screen_text(app)
        assert "Net binnen" in text
        (line,) = [line for line in text.splitlines() if "▸" in line]
        assert "Draagvlak" in line, "the cursor stays on its record"
        await walk(pilot, "e")
        change_request(colleague, 2, RequestInput(title="Door mehmet"))
        app.look_for_news()
        await settle(pilot)
        assert "Draagvlak" in screen_text(app), "nothing moves in a form"
        await walk(pilot, "escape")
        assert "Door mehmet" in screen_text(app)
        await walk(pilot, "enter")
        change_request(colleague, 2, RequestInput(description="zegt mehmet"))
        app.look_for_news()
        await settle(pilot)
        assert "zegt mehmet" in screen_text(app)
    colleague.close()


async def test_the_cursor_stands_on_what_one_just_made(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "n", "Vragenlijsten op papier", "tab", "mer")
        await walk(pilot, "enter", "4", "f2")
        (line,) = [line for line in screen_text(pilot.app).splitlines() if "▸" in line]
        assert "Vragenlijsten op papier" in line or "V-5" in line, line


async def test_an_example_that_a_colleague_reworded_is_chosen_too(sqlite_store: Store, mehmet: Store) -> None:
    write_example(sqlite_store, ExampleInput(on_kind=RecordKind.REQUEST, on_id=1, theme_id=4, text="Een ziekenhuis zoekt een koppeling."))
    async with opened(sqlite_store) as pilot:
        ours(pilot).open_screen("example", 1)
        await settle(pilot)
        await walk(pilot, "end", " Graag snel.", "escape")  # a draft of that version
        change_example(mehmet, 1, ExampleInput(text="Een kliniek zoekt een koppeling.", theme_id=2))
        ours(pilot).open_screen("example", 1)
        await settle(pilot)
        await walk(pilot, "f2")
        assert isinstance(pilot.app.screen, ConflictScreen), screen_text(pilot.app)
        assert "Een kliniek zoekt" in screen_text(pilot.app)
        await walk(pilot, "f2", "left", "f2")
        assert not isinstance(pilot.app.screen, ConflictScreen)
    assert values(sqlite_store, "SELECT text || theme_id FROM example") == ["Een kliniek zoekt een koppeling.2"]


async def test_what_a_note_is_on_is_one_thing_to_choose(sqlite_store: Store, mehmet: Store) -> None:
    number = write_note(sqlite_store, NoteInput(text="gehoord", on_kind=RecordKind.REQUEST, on_id=1)).record.id
    change_note(mehmet, number, NoteInput(on_kind=RecordKind.REQUEST, on_id=2))
    mine = NoteInput(on_kind=RecordKind.SIGNAL, on_id=1)
    with pytest.raises(Conflict) as conflict:
        change_note(sqlite_store, number, mine, version=1)
    (field,) = conflict.value.fields
    assert (field.field, field.was, field.theirs, field.mine) == ("on", "V-1", "V-2", "S-1")
    values_ = conflict.value.resolved(mine.said(), field.columns)
    change_note(sqlite_store, number, NoteInput.model_validate(values_), conflict.value.version)
    assert values(sqlite_store, "SELECT on_kind || on_id FROM note") == ["request2"]
    change_note(mehmet, number, NoteInput(on_kind=RecordKind.REQUEST, on_id=3))
    change_note(sqlite_store, number, NoteInput(text="gezien", on_kind=RecordKind.REQUEST, on_id=2), conflict.value.version)
    assert values(sqlite_store, "SELECT on_kind || on_id || text FROM note") == ["request3gezien"]


async def test_a_programme_lead_meets_no_name_of_a_contact_in_a_conflict(sqlite_store: Store, mehmet: Store) -> None:
    with sqlite_store.write("set up") as tx:
        tx.session.add(Advisor(name="lena", role=AdvisorRole.LEAD))
        tx.session.add(Contact(id=7, institution_id=1, name="Marijke Bos", function="arts"))
    lead = open_store(sqlite_store.address, actor="lena")
    async with opened(lead) as pilot:
        ours(pilot).open_screen("conversation_form", 1)
        await settle(pilot)
        form = pilot.app.screen.query_one(Form)
        form.part("attendees").query_one(LineInput).value = "Jan Klaassen"
        form.part("location").query_one(LineInput).value = "zaal 1"
        change_conversation(mehmet, 1, ConversationInput(attendees=["Katrijn"], contact_ids=[7], location="zaal 2"))
        await walk(pilot, "f2")
        text = screen_text(pilot.app)
        assert isinstance(pilot.app.screen, ConflictScreen), text
        assert "zaal 2" in text
        assert "Katrijn" not in text
        assert "Marijke" not in text
        assert "vertrouwelijk" in text
    lead.close()


async def test_what_became_confidential_meanwhile_is_not_there_for_a_lead(sqlite_store: Store, mehmet: Store) -> None:
    with sqlite_store.write("set up") as tx:
        tx.session.add(Advisor(name="lena", role=AdvisorRole.LEAD))
    lead = open_store(sqlite_store.address, actor="lena")
    async with opened(lead) as pilot:
        await walk(pilot, "e", "end", " nu")
        change_request(mehmet, 1, RequestInput(title="Geheim", confidential=True))
        await walk(pilot, "f2")
        text = screen_text(pilot.app)
        assert "Geheim" not in text
        assert "mehmet" not in text
        assert "V-1 bestaat niet" in text, text
    lead.close()
