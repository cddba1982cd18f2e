"""Every list by keys: filter, sort, views, selection, states and undo; at two sizes, and with hostile text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from loket.models.institutions import Institution
from loket.models.signals import Signal
from loket.store.database import Store
from tests.app.helpers import assert_harmless, ours, paste, screen_text, settle, walk
from tests.app.records_world import SIZES, TODAY, days, office, opened, values

PLACES = {2: ("",), 3: ("",), 5: ("", "5"), 6: ("", "6"), 8: ("", "8"), 9: ("", "9")}


@pytest.mark.parametrize("size", SIZES)
async def test_every_place_shows_its_records_at_each_size(sqlite_store: Store, size: tuple[int, int]) -> None:
    office(sqlite_store)
    telling = {
        2: ["Ziekenhuis Merenrand"], 3: ["V-1", "PROM's in het EPD"], 5: ["Koppelkosten", "Koppeling kost apart"],
        6: ["Invoering van PROMIS", "Cultuur en draagvlak"], 8: ["Ziekenhuis Merenrand", "Kliniek Hoogland"],
        9: ["Zkh Merenrand", "API-koppeling"],
    }  # fmt: skip
    async with opened(sqlite_store, size) as pilot:
        for place, sheets in PLACES.items():
            seen = ""
            for keys in sheets:
                await walk(pilot, keys or str(place))
                if not keys and place != pilot.app.screen.PLACE:  # type: ignore[attr-defined]
                    await walk(pilot, str(place))
                seen += screen_text(pilot.app)
            for text in telling[place]:
                assert text in seen, (place, text, seen)


async def test_requests_begin_with_the_open_ones_by_due_date_and_mark_the_late_one(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        lines = screen_text(pilot.app).splitlines()
        assert "open · op streef    3 van 4" in lines[1]
        assert lines[4].startswith(" ▸!V-1")
        assert "20 nov" in lines[4]
        assert lines[5].startswith("   V-2")
        assert "in behandeling" in screen_text(pilot.app)
        assert "HERKOMST" in screen_text(pilot.app)


async def test_a_filter_narrows_while_typing_and_escape_clears_it(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "slash", "training", "enter")
        assert "1 van 4" in screen_text(pilot.app)
        assert "V-3" in screen_text(pilot.app)
        await walk(pilot, "escape")
        assert "3 van 4" in screen_text(pilot.app)


async def test_mine_and_all(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "m")
        assert "mijn · open" in screen_text(pilot.app)
        assert "2 van 4" in screen_text(pilot.app)
        await walk(pilot, "m")
        assert "3 van 4" in screen_text(pilot.app)


async def test_the_next_state_is_chosen_by_number_and_undone_by_one_key(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "s", "1")
        assert values(sqlite_store, "SELECT state FROM support_request WHERE id = 1") == ["waiting"]
        assert "V-1 is nu: wacht op instelling." in screen_text(pilot.app)
        await walk(pilot, "u")
        assert values(sqlite_store, "SELECT state FROM support_request WHERE id = 1") == ["in_progress"]
        assert "Ongedaan gemaakt" in screen_text(pilot.app)


async def test_a_step_back_asks_why(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "S", "enter")
        assert values(sqlite_store, "SELECT state FROM support_request WHERE id = 1") == ["in_progress"]
        await walk(pilot, "verkeerd", "enter")
        assert values(sqlite_store, "SELECT state FROM support_request WHERE id = 1") == ["new"]
        assert values(sqlite_store, "SELECT reason FROM log_tx ORDER BY id DESC LIMIT 1") == ["verkeerd"]


async def test_what_is_done_to_several_is_undone_in_one_step(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "space", "down", "space", "p", "3")
        assert values(sqlite_store, "SELECT count(*) FROM support_request WHERE priority = 'high'") == [2]
        await walk(pilot, "u")
        assert values(sqlite_store, "SELECT count(*) FROM support_request WHERE priority = 'high'") == [0]
        await walk(pilot, "ctrl+a", ">", "1 dec", "enter")
        assert set(values(sqlite_store, "SELECT due_on FROM support_request WHERE closed_on IS NULL")) == {"2026-12-01"}
        await walk(pilot, "ctrl+a", "#", "2")
        assert values(sqlite_store, "SELECT count(*) FROM request_theme WHERE theme_id = 2") == [3]
        await walk(pilot, "ctrl+a", "f", "bellen", "enter", "ma", "enter")
        assert values(sqlite_store, "SELECT count(*) FROM follow_up WHERE due_on = '2026-11-23'") == [3]
        await walk(pilot, "u")
        assert values(sqlite_store, "SELECT count(*) FROM follow_up") == [0]
        await walk(pilot, "ctrl+a", "@", "mehmet")
        await walk(pilot, "enter")
        assert values(sqlite_store, "SELECT count(*) FROM support_request WHERE advisor_id = 2") == [3]


async def test_a_view_is_kept_and_shown_again(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "v", "3", "slash", "klaar", "enter")
        assert "V-4" in screen_text(pilot.app)
        await walk(pilot, "v", "up", "up", "enter", "Oude", "enter")
        assert "Weergave bewaard: Oude." in screen_text(pilot.app)
        await walk(pilot, "escape", "v", "2")
        await walk(pilot, ".")
        assert "[Oude]" in screen_text(pilot.app)
        assert "/klaar" in screen_text(pilot.app)
        assert "V-4" in screen_text(pilot.app)


async def test_a_filter_by_theme(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "v", "4", "5")
        assert "5 Cultuur en draagvlak" in screen_text(pilot.app).splitlines()[1]
        assert "1 van 4" in screen_text(pilot.app)


async def test_a_list_becomes_what_its_file_is_called(sqlite_store: Store, tmp_path: Path) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        for name in ("uit.xlsx", "uit.json", "uit.csv", "uit.doc"):
            await walk(pilot, "x", "ctrl+u")
            assert ".csv, .xlsx of .json" in screen_text(pilot.app)
            await paste(pilot, str(tmp_path / name))
            await walk(pilot, "enter")
        assert "uit.doc: loket schrijft .csv, .xlsx en .json" in screen_text(pilot.app)
    assert len(CalamineWorkbook.from_path(tmp_path / "uit.xlsx").get_sheet_by_index(0).to_python()) == 4
    assert json.loads((tmp_path / "uit.json").read_text())[0]["title"] == "PROM's in het EPD"
    assert len((tmp_path / "uit.csv").read_text(encoding="utf-8-sig").splitlines()) == 4
    assert not (tmp_path / "uit.doc").exists()


async def test_the_list_is_written_to_a_file_and_the_export_remembered(sqlite_store: Store, tmp_path: Path) -> None:
    office(sqlite_store)
    file = tmp_path / "vragen.csv"
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "x", "ctrl+u")
        await paste(pilot, str(file))
        await walk(pilot, "enter")
    text = file.read_text(encoding="utf-8-sig")
    assert "PROM's in het EPD" in text
    assert len(text.splitlines()) == 4
    assert values(sqlite_store, "SELECT rows FROM export_log") == [3]


async def test_enter_opens_the_record_and_escape_comes_back_to_its_line(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "down", "enter")
        assert "V-2  Draagvlak vakgroep" in screen_text(pilot.app)
        assert "2 van 3" in screen_text(pilot.app)
        await walk(pilot, "]")
        assert "V-3  Training gesprekken" in screen_text(pilot.app)
        await walk(pilot, "escape")
        assert screen_text(pilot.app).splitlines()[5].startswith(" ▸ V-2")


async def test_the_history_says_who_did_what(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "s", "1", "h")
        assert "staat: in behandeling → wacht op instelling" in screen_text(pilot.app)


async def test_an_institution_is_found_by_its_old_name(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, first=2) as pilot:
        await walk(pilot, "slash", "streek", "enter")
        assert "heet nu Ziekenhuis Merenrand" in screen_text(pilot.app)


async def test_two_institutions_that_are_one_become_one_and_the_old_name_is_found(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, first=2) as pilot:
        await walk(pilot, "M")
        assert "wordt gesplitst" in screen_text(pilot.app)
        await walk(pilot, "escape")
        await walk(pilot, "space", "down", "space", "M", "2")
        while "welke geldt?" in screen_text(pilot.app):
            await walk(pilot, "1")
        assert "blijft vindbaar" in screen_text(pilot.app)
        await walk(pilot, "j")
        assert values(sqlite_store, "SELECT merged_into_id FROM institution WHERE id = 2") == [1]
        assert values(sqlite_store, "SELECT count(*) FROM support_request WHERE institution_id = 1") == [4]
        await walk(pilot, "u")
        assert values(sqlite_store, "SELECT merged_into_id FROM institution WHERE id = 2") == [None]


async def test_a_loose_signal_goes_into_the_trend_it_looks_like(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, first=5) as pilot:
        assert "→ Koppelkosten, b voegt toe" in screen_text(pilot.app)
        await walk(pilot, "tab", "b")
        assert values(sqlite_store, "SELECT trend_id FROM signal WHERE id = 1") == [1]
        await walk(pilot, "u")
        assert values(sqlite_store, "SELECT trend_id FROM signal WHERE id = 1") == [None]


async def test_a_card_moves_on_and_a_decision_is_noted(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, first=5) as pilot:
        await walk(pilot, "s", "1", "VWS", "enter")
        assert values(sqlite_store, "SELECT state FROM trend WHERE id = 1 AND owner_party_id = 1") == ["raised"]
        await walk(pilot, "n", "VWS pakt op", "enter")
        assert values(sqlite_store, "SELECT kind FROM note WHERE on_kind = 'trend'") == ["decision"]
        assert "VWS pakt op" in screen_text(pilot.app)


async def test_the_round_says_who_answered_who_was_called_and_what_contradicts(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, first=8) as pilot:
        text = screen_text(pilot.app)
        assert "ingevuld 1/2" in text
        assert "nagebeld 1/1" in text
        assert "≠ alle groepen" in text
        await walk(pilot, "enter")
        assert "≠ samen beslissen" in screen_text(pilot.app)
        await walk(pilot, "escape", "8")
        assert "Kliniek Hoogland" in screen_text(pilot.app)


async def test_a_whole_portfolio_is_handed_over_and_taken_back(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, first=2) as pilot:
        await walk(pilot, "down", "@", "2", "mehmet")
        await walk(pilot, "enter")
        assert "2 vragen" in screen_text(pilot.app)
        await walk(pilot, "j")
        assert values(sqlite_store, "SELECT DISTINCT a.name FROM institution i JOIN advisor a ON a.id = i.advisor_id") == ["mehmet"]
        await walk(pilot, "u")
        names = values(sqlite_store, "SELECT a.name FROM institution i JOIN advisor a ON a.id = i.advisor_id ORDER BY i.id")
        assert names == ["ilse", "mehmet"]


async def test_a_record_of_any_kind_begins_at_the_institution_under_the_cursor(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, first=2) as pilot:
        await walk(pilot, "N", "4")
        assert "Nieuw: contactpersoon" in screen_text(pilot.app)
        assert "Kliniek Hoogland" in screen_text(pilot.app)
        await walk(pilot, "B. Smit", "f2")
    assert values(sqlite_store, "SELECT institution_id FROM contact WHERE name = 'B. Smit'") == [2]


async def test_a_record_opens_in_full_and_its_keys_work(sqlite_store: Store) -> None:
    office(sqlite_store, " [red]x[/] \x1b[31mz")
    async with opened(sqlite_store) as pilot:
        for table in ("trend", "fit_gap_analysis", "contact"):
            pilot.app.open_record(table, 1)  # type: ignore[attr-defined]
            await settle(pilot)
            depth = len(pilot.app.screen_stack)
            assert len(screen_text(pilot.app).splitlines()[3]) > 5, table
            assert_harmless(pilot.app)
            for key in ("e", "n", "l", "h", "s", "S", "tab", "enter", "y", "@", ">", "d"):
                await walk(pilot, key)
                assert_harmless(pilot.app)
                while len(pilot.app.screen_stack) > depth:
                    await walk(pilot, "escape")
            await walk(pilot, "escape")


async def test_a_note_on_a_record_stands_in_its_timeline_until_undone(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "enter", "n", "Gebeld", "f2")
        assert "Gebeld" in screen_text(pilot.app)
        await walk(pilot, "u")
        assert "Gebeld" not in screen_text(pilot.app)


async def test_an_empty_database_says_what_to_press(sqlite_store: Store) -> None:
    async with opened(sqlite_store) as pilot:
        assert "Hier is nog niets. n maakt het eerste" in screen_text(pilot.app)
        for key in ("s", "S", "e", "d", "p", "#", "y", "@", ">", "enter", "space", "f", "h"):
            await walk(pilot, key)
            await settle(pilot)
        assert ours(pilot).today == TODAY
        for place in PLACES:
            for _sheet in range(2):
                await walk(pilot, str(place))
                for key in ("s", "e", "enter", "b", "y", "d", "w", "left", "down", "[", "f6"):
                    await walk(pilot, key)
                    if len(pilot.app.screen_stack) > 2:
                        await walk(pilot, "escape")


async def test_signals_that_look_like_each_other_become_a_trend_and_a_wrong_proposal_stays_away(sqlite_store: Store) -> None:
    office(sqlite_store)
    with sqlite_store.write("more") as tx:
        tx.session.add_all(
            Signal(description="folders zijn verouderd", institution_id=1 + number % 2, obstacle_id=20, theme_id=6, recorded_on=days(-9))
            for number in range(3)
        )
    async with opened(sqlite_store, first=5) as pilot:
        assert "bij 2 instellingen" in screen_text(pilot.app)
        await walk(pilot, "tab", "enter")
        assert screen_text(pilot.app).count("folders zijn verouderd") == 6
        await walk(pilot, "b", "ctrl+s")
        assert values(sqlite_store, "SELECT count(*) FROM signal WHERE trend_id = 3 AND state = 'interpreted'") == [3]
        assert "Begrijpelijke pati" in screen_text(pilot.app)
        await walk(pilot, "home", "-")
        assert values(sqlite_store, "SELECT trend_id FROM signal_apart") == [1]
        assert "geen voorstel" in screen_text(pilot.app)


async def test_a_trend_shows_who_said_it_and_goes_up_into_another(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, first=5) as pilot:
        await walk(pilot, "enter")
        assert "SIGNALEN PER INSTELLING 1" in screen_text(pilot.app)
        assert "1/2" in screen_text(pilot.app)
        await walk(pilot, "y")
        assert "Hoogland" not in pilot.app.clipboard
        assert "1/2 actieve instellingen" in pilot.app.clipboard
        await walk(pilot, "M", "1")
        assert "Geen tijd voor scholing" in screen_text(pilot.app)
        assert values(sqlite_store, "SELECT trend_id FROM signal WHERE id = 2") == [2]
        await walk(pilot, "u", "escape")
        assert values(sqlite_store, "SELECT count(*) FROM trend") == [2]
        await walk(pilot, "enter", "-")
        assert values(sqlite_store, "SELECT trend_id FROM signal WHERE id = 2") == [None]


async def test_one_institution_is_split_or_closed_and_what_is_open_there_is_asked(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, first=2) as pilot:
        await walk(pilot, "M", "2")
        assert "Splits " in screen_text(pilot.app)
        await walk(pilot, "Deel", "ctrl+s")
        assert values(sqlite_store, "SELECT name FROM institution WHERE split_from_id IS NOT NULL") == ["Deel"]
        await walk(pilot, "u", "M", "3")
        assert "NOG OPEN" in screen_text(pilot.app)
        await walk(pilot, "ctrl+s")
        assert values(sqlite_store, "SELECT count(*) FROM institution WHERE closed_on IS NOT NULL") == [1]


async def test_what_is_there_twice_is_shown_side_by_side_and_merged_or_set_apart(sqlite_store: Store) -> None:
    office(sqlite_store)
    with sqlite_store.write("set up") as tx:
        tx.session.add(Institution(name="Zkh. Merenrand"))
    async with opened(sqlite_store, first=2) as pilot:
        await walk(pilot, "D")
        assert "Zkh. Merenrand" in screen_text(pilot.app)
        await walk(pilot, "n")
        assert "Geen instellingen die op elkaar lijken" in screen_text(pilot.app)
        await walk(pilot, "u", "enter")
        assert "≟" in screen_text(pilot.app)
        await walk(pilot, "M", "1", "j")
        assert values(sqlite_store, "SELECT count(*) FROM institution WHERE merged_into_id IS NOT NULL") == [1]
        assert "Geen instellingen die op elkaar lijken" in screen_text(pilot.app)


async def test_a_lesson_is_written_from_a_request_stands_in_the_list_and_goes_out_with_a_handover(
    sqlite_store: Store, tmp_path: Path, surroundings: Path
) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "enter", "L", "begin klein", "ctrl+s")
        assert values(sqlite_store, "SELECT kind || theme_id || text FROM note") == ["lesson4begin klein"]
        await walk(pilot, "f7")
        assert "[Lessen]" in screen_text(pilot.app)
        assert "begin klein" in screen_text(pilot.app)
        await walk(pilot, "r", "enter")
        (written,) = surroundings.glob("loket-lessen-*.docx")
        assert written.read_bytes()[:2] == b"PK"
        await walk(pilot, "enter")
        assert "V-1" in screen_text(pilot.app)
        pilot.app.open_record("institution", 1)  # type: ignore[attr-defined]
        await settle(pilot)
        for key, name in (("H", "overdracht.md"), ("r", "bezoek.md")):
            await walk(pilot, key, "ctrl+u")
            await paste(pilot, str(tmp_path / name))
            await walk(pilot, "enter")
        assert "begin klein" in (tmp_path / "overdracht.md").read_text(encoding="utf-8")
        assert "Te laat: PROM's in het EPD" in (tmp_path / "bezoek.md").read_text(encoding="utf-8")
