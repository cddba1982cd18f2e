"""Import, export and list on the command line: what a script relies on."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from loket.store.database import open_store
from tests.exchange.import_helpers import REQUESTS, WORLD, edited, write

Loket = Callable[..., Any]
RONDE = Path(__file__).parents[1] / "data" / "ronde-2024"


@pytest.fixture
def mine(tmp_path: Path) -> str:
    """The address of a new database, whose admin is whoever opened it."""
    path = tmp_path / "mine.db"
    open_store(str(path)).close()
    return str(path)


def test_import_tells_what_became_of_each_table(loket: Loket, mine: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {**WORLD, "lees.txt": ["x"]})
    ran = loket("--database", mine, "import", str(folder))
    assert ran.status == 0
    assert "ondersteuningsvragen.csv: ondersteuningsvragen, gelezen als UTF-8 · ;" in ran.out
    assert "2 nieuw · 0 gewijzigd" in ran.out
    assert "nieuwe adviseurs: ilse" in ran.out
    assert "lees.txt" in ran.err
    again = loket("--database", mine, "--lang", "en", "import", str(folder))
    assert "Nothing changed" in again.out
    assert again.status == 0


def test_a_refused_import_is_exit_1_with_every_error_on_standard_error(loket: Loket, mine: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {**WORLD, "ondersteuningsvragen": edited(REQUESTS, "4|5", "4|\x1b[31m9")})
    ran = loket("--database", mine, "import", str(folder))
    assert ran.status == 1
    assert "ondersteuningsvragen.csv, rij 2, themas" in ran.err
    assert "\x1b" not in ran.err + ran.out
    assert "fouten.afgewezen.csv" in ran.err
    assert loket("--database", mine, "import", str(folder), "--dry-run").status == 1
    skipped = loket("--database", mine, "import", str(folder), "--skip-invalid", "--rejects", str(tmp_path / "weg"))
    assert skipped.status == 0
    assert sorted(path.name for path in (tmp_path / "weg").iterdir()) == [
        "doorverwijzingen.afgewezen.csv",
        "ondersteuningsvragen.afgewezen.csv",
    ]


def test_a_trial_says_so(loket: Loket, mine: str, tmp_path: Path) -> None:
    ran = loket("--database", mine, "import", "--dry-run", str(write(tmp_path / "in", WORLD)))
    assert (ran.status, "proef" in ran.out) == (0, True)
    assert json.loads(loket("--database", mine, "list", "requests", "--json").out) == []


def test_a_survey_file_goes_from_a_suggested_mapping_to_its_responses(loket: Loket, mine: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"instellingen": ["naam;aliassen", "Ziekenhuis De Linde;INST-0042"]})
    survey, mapping = folder / "enquete.csv", tmp_path / "koppeling.toml"
    survey.write_bytes((RONDE.parent / "enquete" / "limesurvey_code_short.csv").read_bytes())
    assert loket("--database", mine, "import", str(folder / "instellingen.csv")).status == 0
    unread = loket("--database", mine, "import", str(survey))
    assert (unread.status, "LimeSurvey" in unread.err, "--suggest-mapping" in unread.err) == (1, True, True)
    assert loket("--database", mine, "import", str(survey), "--suggest-mapping", "-o", str(mapping)).status == 0
    ran = loket("--database", mine, "import", str(survey), "--mapping", str(mapping))
    assert ran.status == 1
    assert "enquete.csv, rij 2, SB1 “A2”" in ran.err
    assert "[answers.KOLOM] van koppeling.toml" in ran.err
    text = mapping.read_text(encoding="utf-8")
    for answer, value in (("A1", "beleid en kwaliteit"), ("A2", "zorgverleners")):
        text = text.replace(f'# {answer} = "…"', f'{answer} = "{value}"', 1)
    for answer, value in (("A2", "enkele patiëntgroepen"), ("A1", "alle patiëntgroepen")):
        text = text.replace(f'# {answer} = "…"', f'{answer} = "{value}"', 1)
    for place in (1, 2, 3):
        text = text.replace(f'# "BEH[SQ00{place}]" = "…"', f'"BEH[SQ00{place}]" = "{place}"')
    mapping.write_text(text, encoding="cp1252")
    trial = loket("--database", mine, "import", str(survey), "--mapping", str(mapping), "--dry-run", "--round", "Peiling")
    assert (trial.status, "Peiling" in trial.out) == (0, True)
    ran = loket("--database", mine, "import", str(survey), "--mapping", str(mapping))
    assert ran.status == 0
    assert "LimeSurvey, gelezen als UTF-8 (BOM) · ; met koppeling.toml" in ran.out
    assert "3 inzendingen · 2 compleet · 1 niet meegenomen: niet afgemaakt · 1 zonder eigen datum" in ran.out
    assert "WensenScan 2024" in ran.out
    again = loket("--database", mine, "import", str(survey))
    assert (again.status, "niets veranderd" in again.out) == (0, True)


def test_mapping_options_that_do_not_go_together_are_wrong_usage(loket: Loket, mine: str, tmp_path: Path) -> None:
    assert loket("--database", mine, "import", "a.csv", "--suggest-mapping", "--mapping", "b.toml").status == 2
    assert loket("--database", mine, "import", "a.csv", "b.csv", "--suggest-mapping").status == 2
    assert loket("--database", mine, "import", "a.csv", "-o", "b.toml").status == 2
    for arguments in (["--mapping", str(tmp_path / "nergens.toml")], ["--suggest-mapping"]):
        ran = loket("--database", mine, "import", str(tmp_path / "nergens.csv"), *arguments)
        assert (ran.status, "nergens" in ran.err, "Traceback" in ran.err) == (1, True, False)


def test_what_cannot_be_read_is_one_clear_error(loket: Loket, mine: str, tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "leeg.csv").write_bytes(b"")
    (tmp_path / "oud.afgewezen.csv").write_text("sleutel;titel\n")
    for name in ("brief.docx", "leeg.csv", "oud.afgewezen.csv", "nergens.csv"):
        ran = loket("--database", mine, "import", str(tmp_path / name))
        assert (ran.status, ran.out) == (1, "")
        assert name in ran.err
        assert "Traceback" not in ran.err
    assert loket("--database", mine, "import").status == 2


@pytest.mark.parametrize("target", ["all.json", "all.xlsx", "folder"])
def test_an_export_comes_back_unchanged(loket: Loket, mine: str, tmp_path: Path, target: str) -> None:
    loket("--database", mine, "import", str(RONDE))
    ran = loket("--database", mine, "export", str(tmp_path / target))
    assert ran.status == 0
    assert str(tmp_path / target) in ran.out
    assert "niets veranderd" in loket("--database", mine, "import", str(tmp_path / target)).out


def test_the_full_export_is_for_admins(loket: Loket, mine: str, tmp_path: Path) -> None:
    ran = loket("--database", mine, "--as", "piet", "export", str(tmp_path / "all.json"))
    assert ran.status == 1
    assert not (tmp_path / "all.json").exists()


KINDS = (
    "institutions", "contacts", "requests", "conversations", "signals", "trends", "offerings", "referrals", "sessions",
    "fitgaps", "followups", "fitgapitems", "responses", "rounds", "notes", "links", "advisors", "events", "parties",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_is_listed_in_every_shape(loket: Loket, mine: str, kind: str) -> None:
    loket("--database", mine, "import", str(RONDE))
    records = json.loads(loket("--database", mine, "list", kind, "--json").out)
    rows = list(csv.DictReader(loket("--database", mine, "list", kind, "--csv").out.splitlines(), delimiter=";"))
    assert len(rows) == len(records)
    assert len(loket("--database", mine, "list", kind).out.splitlines()) == len(records) + 1
    for record, row in zip(records, rows, strict=True):
        assert list(record) == list(row)
        assert record["number"] == row["number"]


def test_a_list_has_the_domains_fields_and_can_be_narrowed(loket: Loket, mine: str, tmp_path: Path) -> None:
    loket("--database", mine, "import", str(write(tmp_path / "in", WORLD)))
    (record,) = json.loads(loket("--database", mine, "list", "requests", "--json", "--open").out)
    assert {
        name: record[name] for name in ("number", "sleutel", "institution", "themes", "conversation", "advisor", "received_on", "state")
    } == {
        "number": "V-1",
        "sleutel": "V1",
        "institution": "Ziekenhuis Merenrand",
        "themes": [4, 5],
        "conversation": "G1",
        "advisor": "ilse",
        "received_on": "2026-01-05",
        "state": "new",
    }
    for options, numbers in {
        ("--state", "afgerond"): ["V-2"],
        ("--state", "resolved"): ["V-2"],
        ("--institution", "duinzicht"): ["V-2"],
        ("--theme", "5"): ["V-1"],
        ("--from", "2026-01-06"): ["V-2"],
        ("--to", "2026-01-05"): ["V-1"],
        ("--advisor", "ILSE"): ["V-1", "V-2"],
    }.items():
        ran = loket("--database", mine, "list", "requests", "--json", *options)
        assert [record["number"] for record in json.loads(ran.out)] == numbers
    (talk,) = json.loads(loket("--database", mine, "list", "conversations", "--json", "--institution", "Merenzorg").out)
    assert talk["institutions"] == ["Kliniek Duinzicht", "Ziekenhuis Merenrand"]
    assert loket("--database", mine, "list", "requests", "--institution", "Gemeen").status == 1
    assert loket("--database", mine, "list", "requests", "--state", "klaar").status == 2
    assert loket("--database", mine, "list", "requests", "--json", "--csv").status == 2


def test_a_list_goes_to_a_file_guarded_against_spreadsheets(loket: Loket, mine: str, tmp_path: Path) -> None:
    world = {**WORLD, "ondersteuningsvragen": edited(REQUESTS, "Eerste vraag", "=1+2")}
    loket("--database", mine, "import", str(write(tmp_path / "in", world)))
    loket("--database", mine, "list", "requests", "--csv", "-o", str(tmp_path / "uit.csv"))
    assert ";'=1+2;" in (tmp_path / "uit.csv").read_text(encoding="utf-8")


def test_a_list_becomes_what_its_file_is_called(loket: Loket, mine: str, tmp_path: Path) -> None:
    loket("--database", mine, "import", str(write(tmp_path / "in", WORLD)))
    said = json.loads(loket("--database", mine, "list", "requests", "--json").out)
    for name in ("uit.csv", "uit.xlsx", "uit.json"):
        assert loket("--database", mine, "list", "requests", "-o", str(tmp_path / name)).status == 0
    assert json.loads((tmp_path / "uit.json").read_text(encoding="utf-8")) == said
    assert (tmp_path / "uit.csv").read_text(encoding="utf-8-sig").startswith("number;")
    rows = CalamineWorkbook.from_path(tmp_path / "uit.xlsx").get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["number", *(record["number"] for record in said)]
    refused = loket("--database", mine, "list", "requests", "-o", str(tmp_path / "uit.pdf"))
    assert refused.status == 1
    assert ".csv, .xlsx en .json" in refused.err
    assert loket("--database", mine, "list", "requests", "--csv", "-o", str(tmp_path / "uit.xlsx")).status == 2
    assert not (tmp_path / "uit.pdf").exists()


def test_a_list_is_narrowed_by_the_query_of_the_app(loket: Loket, mine: str, tmp_path: Path) -> None:
    loket("--database", mine, "import", str(write(tmp_path / "in", WORLD)))
    for where, numbers in {
        "staat:open": ["V-1"],
        "state:resolved": ["V-2"],
        "thema:5": ["V-1"],
        "instelling:duinzicht": ["V-2"],
        "ontvangen:>2026-01-05": ["V-2"],
        "bij:ilse thema:4 staat:nieuw": ["V-1"],
    }.items():
        ran = loket("--database", mine, "list", "requests", "--json", "--where", where)
        assert [record["number"] for record in json.loads(ran.out)] == numbers, where
    refused = loket("--database", mine, "list", "requests", "--where", "staat:klaar")
    assert refused.status == 1
    assert "staat: “klaar” is onbekend" in refused.err


def test_search_finds_every_kind_and_says_its_words(loket: Loket, mine: str, tmp_path: Path) -> None:
    loket("--database", mine, "import", str(write(tmp_path / "in", WORLD)))
    hits = json.loads(loket("--database", mine, "search", "duinzicht", "--json").out)
    assert list(hits[0]) == ["kind", "number", "title", "where", "found_in", "day"]
    assert hits[0]["kind"] == "institution"
    assert {hit["number"] for hit in hits if hit["kind"] == "request"} == {"V-2"}
    at_a_glance = loket("--database", mine, "search", "duinzicht wat:vraag staat:afgerond").out
    assert "vraag  V-2" in at_a_glance
    assert "1 treffer" in at_a_glance
    assert loket("--database", mine, "search", "soort:ucm").status == 1


def test_a_person_reads_words_and_a_script_identifiers(loket: Loket, mine: str, tmp_path: Path) -> None:
    loket("--database", mine, "import", str(write(tmp_path / "in", WORLD)))
    assert "in_progress" not in loket("--database", mine, "list", "requests").out
    assert "admin" not in loket("--database", mine, "list", "advisors").out
    assert "beheerder" in loket("--database", mine, "list", "advisors").out
    roles = {one["role"] for one in json.loads(loket("--database", mine, "list", "advisors", "--json").out)}
    assert "admin" in roles
    assert not any("raw" in one for one in json.loads(loket("--database", mine, "list", "responses", "--json").out))
