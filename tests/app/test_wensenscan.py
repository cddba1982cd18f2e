"""WensenScan, place 8: who did not answer, the mailing and its reminders, the answers as the survey tool has them, another round."""

from __future__ import annotations

from pathlib import Path

from loket.store.database import Store
from tests.app.helpers import paste, screen_text, walk
from tests.app.records_world import office, opened, values


async def test_who_did_not_answer_is_written_to_and_noted_as_reminded(sqlite_store: Store, tmp_path: Path) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, first=8) as pilot:
        await walk(pilot, "8")
        header = screen_text(pilot.app).splitlines()[1]
        assert header.startswith(" ronde · [Niet ingevuld] uitgenodigd")
        assert "1 van 2" in header
        await walk(pilot, "x", "ctrl+u")
        await paste(pilot, str(tmp_path / "mailing.csv"))
        await walk(pilot, "enter")
        head, line = (tmp_path / "mailing.csv").read_text("utf-8-sig").splitlines()
        assert head == "Instelling;Plaats;Naam;Functie;Doelgroep;E-mail;Telefoon;Herinnerd;Adviseur"
        assert line.startswith("Kliniek Hoogland")
        assert values(sqlite_store, "SELECT what FROM export_log") == ["list reminder"]
        await walk(pilot, "Y")
        assert "Kliniek Hoogland vulde WensenScan 2026 nog niet in" in screen_text(pilot.app)
        await walk(pilot, "escape", "s")
        assert "1 instelling herinnerd op za 21 nov 2026." in screen_text(pilot.app)
        assert any("Hoogland" in line and " 21 nov " in line for line in screen_text(pilot.app).splitlines())
        await walk(pilot, "u")
        assert values(sqlite_store, "SELECT count(*) FROM round_reminder") == [0]
        await walk(pilot, "8")
        assert "[Uitgenodigd]" in screen_text(pilot.app)


async def test_answers_beside_each_other_in_our_words_and_in_the_survey_tools(sqlite_store: Store) -> None:
    office(sqlite_store)
    with sqlite_store.write("raw") as tx:
        tx.connection.exec_driver_sql("""UPDATE wensenscan_response SET raw = '{"SB1. Past u [samen] toe?": "A2 soms"}' WHERE id = 1""")
    async with opened(sqlite_store, (80, 24), first=8) as pilot:
        await walk(pilot, "enter")
        assert "≠ samen beslissen" in screen_text(pilot.app)
        await walk(pilot, "f6")
        text = screen_text(pilot.app)
        assert "SB1. Past u [samen] toe?" in text
        assert "A2 soms" in text
        await walk(pilot, "escape", "v", "2")
        await paste(pilot, "WensenScan 2027")
        await walk(pilot, "ctrl+s")
        text = screen_text(pilot.app)
        assert "WensenScan 2027" in text.splitlines()[1]
        assert "Wie is uitgenodigd staat vast" in text
