"""Importeren: a trial that changes nothing, the wrong rows shown, without them in one step, and out again by undo."""

from __future__ import annotations

from pathlib import Path

from loket.store.database import Store
from tests.app.helpers import paste, screen_text, walk
from tests.app.records_world import opened, values

INSTITUTIONS = "naam;soort;memo\r\nZiekenhuis Merenrand;algemeen;x\r\nUMC Oosterveld;umc;\r\nKliniek X;kasteel;\r\n"
SIGNALS = "sleutel,instelling,thema,status,vastgelegd_op\nS1,UMC Oosterveld,4,nieuw,2026-03-01\nS2,UMC Oosterfeld,9,nieuw,31-02-2026\n"


async def test_a_folder_is_tried_looked_at_and_taken_in_without_its_wrong_rows(sqlite_store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "ronde 2026"
    folder.mkdir()
    (folder / "instellingen.csv").write_bytes(INSTITUTIONS.encode("cp1252"))
    (folder / "signalen.csv").write_text(SIGNALS, encoding="utf-8")
    async with opened(sqlite_store, (120, 40)) as pilot:
        await walk(pilot, "ctrl+o")
        await paste(pilot, f'"{folder}"')
        await walk(pilot, "enter")
        text = screen_text(pilot.app)
        assert "PROEF: er is nog niets veranderd" in text
        assert all(told in text for told in ("UTF-8 · ;", "kolom 'memo' onbekend", "UTF-8 · ,"))
        await walk(pilot, "ctrl+s")
        assert "Invoeren kan als er 0 fouten zijn, of zonder deze 2 rijen (z)" in screen_text(pilot.app)
        await walk(pilot, "down", "enter", "down", "enter")
        text = screen_text(pilot.app)
        assert all(told in text for told in ("signalen.csv, rij 3", "31-02-2026", "deze dag bestaat niet"))
        await walk(pilot, "escape", "x", "ctrl+u")
        await paste(pilot, str(tmp_path / "fouten.csv"))
        await walk(pilot, "enter")
        assert len((tmp_path / "fouten.csv").read_text("utf-8-sig").splitlines()) == 5
        assert values(sqlite_store, "SELECT count(*) FROM institution WHERE name = 'UMC Oosterveld'") == [0], "a trial"
        await walk(pilot, "z", "ctrl+s")
        assert "Ingevoerd: 3 nieuw. 2 rijen zijn afgewezen" in screen_text(pilot.app)
        assert values(sqlite_store, "SELECT count(*) FROM signal") == [1]
        await walk(pilot, "u")
        assert values(sqlite_store, "SELECT count(*) FROM signal") == [0]


async def test_a_row_edited_in_loket_is_kept_unless_the_file_wins(sqlite_store: Store, tmp_path: Path) -> None:
    from loket.casework.institutions import InstitutionInput, change_institution
    from loket.exchange.import_run import import_paths

    file = tmp_path / "instellingen.csv"
    file.write_text("naam;plaats\nZiekenhuis Merenrand;Zwolle\n", encoding="utf-8")
    import_paths(sqlite_store, [file])
    change_institution(sqlite_store, values(sqlite_store, "SELECT id FROM institution")[0], InstitutionInput(city="Kampen"))
    async with opened(sqlite_store, (80, 24)) as pilot:
        await walk(pilot, "ctrl+o")
        await paste(pilot, str(file))
        await walk(pilot, "enter")
        assert "Sindsdien in loket gewijzigd, blijft zoals het is 1" in screen_text(pilot.app)
        await walk(pilot, "escape")
        assert "Er is niets ingevoerd." in screen_text(pilot.app)
        await walk(pilot, "ctrl+o")
        await paste(pilot, file.as_uri())
        await walk(pilot, "enter", "c", "ctrl+s")
    assert values(sqlite_store, "SELECT city FROM institution") == ["Zwolle"]
