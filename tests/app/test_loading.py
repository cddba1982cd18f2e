"""Laden: a survey file whose mapping is known, its names matched by digits, tried and taken in with ten keys; and out again."""

from __future__ import annotations

import csv
from pathlib import Path

from loket.exchange.import_run import load_survey
from loket.exchange.survey.survey_file import read_survey
from loket.exchange.survey.survey_mapping import parse_mapping
from loket.models.institutions import Institution
from loket.store.database import Store
from tests.app.helpers import HOSTILE, assert_harmless, paste, screen_text, walk
from tests.app.records_world import opened, values

HEAD = "id;submitdate;lastpage;INST;DOELGR;SB1;TOEL"
MAPPING = """
[source]
format = "limesurvey"
round = "WensenScan 2026"
[columns]
instelling = "INST"
doelgroep = "DOELGR"
samen_beslissen = "SB1"
toelichting = "TOEL"
[answers.doelgroep]
A1 = "beleid en kwaliteit"
A2 = "zorgverleners"
[answers.samen_beslissen]
A1 = "alle patiëntgroepen"
A2 = "enkele patiëntgroepen"
"""
NAMES = ("Ziekenhuis Merenrand", "Kliniek Merenzicht", "UMC Oosterveld", "Ziekenhuis De Linge")


def written(path: Path, *rows: str) -> Path:
    path.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8-sig")
    return path


def known(store: Store, folder: Path) -> None:
    """Institutions, and a file of these headers that was loaded before."""
    with store.write("set up") as tx:
        tx.session.add_all([Institution(name=name, city="Zwolle") for name in NAMES])
    first = written(folder / "eerder.csv", "1;2026-11-01 10:00:00;6;UMC Oosterveld;A1;A1;")
    load_survey(store, read_survey(first), parse_mapping(MAPPING, "wensenscan.toml"))


SURVEY = (
    "11;2026-11-03 10:00:00;6;Ziekenhuis Merenrand;A1;A1;",
    "12;;2;Nergens;A1;A1;",
    "13;2026-11-03 11:00:00;6;Zkh. Merenrand (loc. N);A2;A2;start bij [poli] nefrologie",
    "14;2026-11-03 12:00:00;6;Oosterveld UMC;A2;A1;",
    "15;2026-11-03 13:00:00;6;De Linge;A1;A1;",
    "16;2026-11-03 14:00:00;6;test Q-team;A1;A1;",
)


async def test_a_known_file_is_loaded_in_ten_keys_and_taken_out_by_one(sqlite_store: Store, tmp_path: Path) -> None:
    known(sqlite_store, tmp_path)
    file = written(tmp_path / "survey412.csv", *SURVEY)
    async with opened(sqlite_store, (120, 40)) as pilot:
        await walk(pilot, "8", "l")
        await paste(pilot, str(file))
        await walk(pilot, "enter")
        text = screen_text(pilot.app)
        assert "LimeSurvey · UTF-8 (BOM) · ; · koppeling wensenscan.toml" in text
        assert "6 rijen: 5 compleet, 1 onvolledig" in text
        assert "herkend 1 van 5, nog 4 namen" in text
        assert "start bij [poli] nefrologie" in text
        await walk(pilot, "1", "1", "1", "0")
        assert "geen namen meer" in screen_text(pilot.app)
        assert values(sqlite_store, "SELECT count(*) FROM wensenscan_response") == [1], "nothing is in yet"
        await walk(pilot, "enter")
        text = screen_text(pilot.app)
        assert "PROEF: er is nog niets veranderd" in text
        assert "“De Linge” wordt onthouden als Ziekenhuis De Linge" in text
        await walk(pilot, "ctrl+s")
        assert "Ingevoerd: 4 nieuw." in screen_text(pilot.app)
        aliases = {"Zkh. Merenrand (loc. N)", "Oosterveld UMC", "De Linge"}
        assert set(values(sqlite_store, "SELECT alias FROM institution_alias")) == aliases
        assert values(sqlite_store, "SELECT count(*) FROM draft") == [0]
        await walk(pilot, "u")
        assert values(sqlite_store, "SELECT count(*) FROM wensenscan_response") == [1]
        assert values(sqlite_store, "SELECT count(*) FROM institution_alias") == [0]


async def test_names_are_taken_back_made_new_and_kept_for_later(sqlite_store: Store, tmp_path: Path) -> None:
    known(sqlite_store, tmp_path)
    file = written(tmp_path / "survey412.csv", *SURVEY)
    async with opened(sqlite_store, (80, 24)) as pilot:
        await walk(pilot, "8", "l")
        await paste(pilot, f"'{file}'")
        await walk(pilot, "enter", "f6")
        assert "start bij [poli] nefrologie" in screen_text(pilot.app)
        await walk(pilot, "escape", "0", "u", "n", "enter", "/")
        await paste(pilot, "Linge")
        await walk(pilot, "enter", "escape")
        assert "Concept bewaard." in screen_text(pilot.app)
        await walk(pilot, "l")
        await paste(pilot, str(file))
        await walk(pilot, "enter")
        text = screen_text(pilot.app)
        assert "+ nieuw: Zkh." in text
        assert "nog 2 namen" in text
        await walk(pilot, "1", "0", "enter", "ctrl+s")
        assert values(sqlite_store, "SELECT count(*) FROM institution WHERE name = 'Zkh. Merenrand (loc. N)'") == [1]
        named = "SELECT a.alias FROM institution_alias a JOIN institution i ON i.id = a.institution_id WHERE i.name = 'Ziekenhuis De Linge'"
        assert set(values(sqlite_store, named)) == {"Oosterveld UMC", "De Linge"}


async def test_a_new_file_starts_from_a_proposal_that_a_person_checks(sqlite_store: Store, tmp_path: Path) -> None:
    with sqlite_store.write("set up") as tx:
        tx.session.add_all([Institution(name=name) for name in NAMES])
    file = written(tmp_path / "nieuw.csv", "1;2026-11-03 10:00:00;6;UMC Oosterveld;A1;A2;", "2;2026-11-03 10:00:00;6;UMC Oosterveld;A2;A1;")
    async with opened(sqlite_store, (120, 40)) as pilot:
        await walk(pilot, "8", "l")
        await paste(pilot, str(file))
        await walk(pilot, "enter")
        text = screen_text(pilot.app)
        assert "Een eerste voorstel: loop elke regel na" in text
        assert text.count("! 2 antwoorden nog onbekend") == 2
        await walk(pilot, "down", "f6", "1", "2", "f6", "down", "down", "f6", "2", "1", "ctrl+s")
        assert "herkend 2 van 2, geen namen meer" in screen_text(pilot.app)
        await walk(pilot, "enter", "ctrl+s")
        answers = values(sqlite_store, "SELECT audience || ' ' || sdm_scope FROM wensenscan_response ORDER BY sleutel")
        assert answers == ["policy_quality some", "professionals all"]
        assert values(sqlite_store, "SELECT name FROM survey_mapping") == ["nieuw.toml"]


async def test_whatever_stands_in_a_survey_file_is_shown_and_does_nothing(sqlite_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "vreemd.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["id", "submitdate", "lastpage", "INST", "DOELGR", HOSTILE[3], "TOEL"])
        for number, text in enumerate(HOSTILE):
            writer.writerow([number, "2026-11-03 10:00:00", "6", f"{text} ziekenhuis", text, text, text])
    async with opened(sqlite_store, (80, 24)) as pilot:
        await walk(pilot, "8", "l")
        await paste(pilot, str(path))
        for key in (
            "enter",
            "down",
            "f6",
            "enter",
            "escape",
            "ctrl+s",
            "down",
            "f6",
            "escape",
            "0",
            "n",
            "escape",
            "enter",
            "f6",
            "down",
            "enter",
        ):
            await walk(pilot, key)
            assert_harmless(pilot.app)
