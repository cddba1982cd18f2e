"""Survey files taken in: what a mapping may say, what a person may choose, and that nothing is taken silently."""

from __future__ import annotations

import contextlib
import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.exchange.import_run import ImportOptions, ImportRefused, ImportSummary, import_paths, load_survey
from loket.exchange.survey.ingest import LEFT_OUT, Choice, NewInstitution
from loket.exchange.survey.mapping_store import known_mapping
from loket.exchange.survey.mapping_suggestion import suggest_mapping
from loket.exchange.survey.survey_file import read_survey
from loket.exchange.survey.survey_mapping import parse_mapping
from loket.exchange.survey.survey_preview import survey_names
from loket.models.errors import Refused
from loket.models.words import Audience
from loket.store.database import Store
from loket.store.undo import last_undoable, undo
from tests.exchange.import_helpers import bring_in, count, counts, values, write

SAMPLES = Path(__file__).parents[2] / "data" / "enquete"
REGISTER = ["naam;korte_naam;aliassen;agb", "Ziekenhuis De Linde;De Linde;Lindezorg;06010001", "Kliniek Noord;;Noord|Samen;06010002",
            "Kliniek Zuid;;Samen;06010003"]  # fmt: skip
MAPPING = """
[source]
format = "limesurvey"
round = "WensenScan 2024"
[columns]
instelling = "INST"
doelgroep = "DG"
samen_beslissen = "SB"
themas = ["B[1]", "B[2]"]
knelpunten = "KN"
toelichting = ["TOEL", "B[other]"]
[answers.doelgroep]
A1 = "beleid en kwaliteit"
A2 = "zorgverleners"
[answers.samen_beslissen]
A1 = "alle patiëntgroepen"
A2 = "enkele patiëntgroepen"
[answers.themas]
"B[1]" = "1"
"B[2]" = 4
"""
HEADER = "id;submitdate;lastpage;token;INST;DG;SB;B[1];B[2];B[other];KN;TOEL"
ROWS = [
    "1;2024-12-03 10:00:00;6;aa;Ziekenhuis De Linde;A1;A1;Y;;anders nog;;uitleg",
    "2;;2;bb;Nergens;A9;;;;;;",
    "3;2024-12-04 10:00:00;6;cc;Kliniek Noord;A2;A2;N;Y;;versnipperde systemen,draagvlak instellingsbreed;",
]


@pytest.fixture
def known(sqlite_store: Store, tmp_path: Path) -> Store:
    """A store with three institutions."""
    bring_in(sqlite_store, write(tmp_path / "register", {"instellingen": REGISTER}))
    return sqlite_store


def file(tmp_path: Path, *rows: str, name: str = "enquete.csv", header: str = HEADER) -> Path:
    return write(tmp_path, {name: [header, *rows]}) / name


def take(store: Store, path: Path, mapping: str = MAPPING, **options: Any) -> ImportSummary:
    return import_paths(store, [path], ImportOptions(mapping=parse_mapping(mapping, "koppeling.toml"), **options))


def refusal(store: Store, path: Path, mapping: str = MAPPING, **options: Any) -> list[tuple[int, str, str, str]]:
    """What is wrong: row, column, value, why."""
    with pytest.raises(ImportRefused) as refused:
        take(store, path, mapping, **options)
    return [(p.row, p.column, p.value, p.why) for p in refused.value.summary.problems]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as error:
        act()
    return str(error.value)


RESPONSES = "SELECT sleutel, institution_id, audience, submitted_on, sdm_scope, free_text FROM wensenscan_response ORDER BY id"


def test_a_survey_file_comes_in_and_a_second_time_changes_nothing(store: Store, tmp_path: Path) -> None:
    bring_in(store, write(tmp_path / "register", {"instellingen": REGISTER}))
    path = file(tmp_path / "in", *ROWS)
    summary = take(store, path)
    assert counts(summary, "wensenscan") == (2, 0, 0, 0, 0)
    (told,) = summary.surveys
    assert (told.format, told.read_as, told.rows, told.complete) == ("LimeSurvey", "UTF-8 · ;", 3, 2)
    assert told.left_out == (("niet afgemaakt", 1),)
    found = [(key, str(day), *rest) for key, _who, _as, day, *rest in values(store, RESPONSES)]
    assert found == [("1", "2024-12-03", "all", "uitleg\nanders nog"), ("3", "2024-12-04", "some", None)]
    assert values(store, "SELECT theme_id FROM response_theme ORDER BY response_id") == [1, 4]
    assert count(store, "response_obstacle") == 2
    raw = json.loads(values(store, "SELECT raw FROM wensenscan_response ORDER BY id")[0])
    assert (raw["SB"], raw["B[2]"], raw["B[other]"]) == ("A1", "", "anders nog")
    changes = count(store, "change_log")
    assert take(store, path).nothing_changed
    assert count(store, "change_log") == changes


def test_an_answer_that_changed_in_the_survey_tool_is_taken_over_also_one_that_is_not_mapped(known: Store, tmp_path: Path) -> None:
    take(known, file(tmp_path / "in", *ROWS))
    later = file(tmp_path / "in", ROWS[0].replace(";6;aa", ";7;aa"), ROWS[2].replace("A2;A2", "A2;A1"))
    assert counts(take(known, later), "wensenscan") == (0, 2, 0, 0, 0)
    assert values(known, "SELECT sdm_scope FROM wensenscan_response ORDER BY id") == ["all", "all"]
    assert '"lastpage": "7"' in values(known, "SELECT raw FROM wensenscan_response ORDER BY id")[0]


def test_what_was_edited_in_loket_since_is_kept_unless_overwrite(known: Store, tmp_path: Path) -> None:
    from sqlalchemy import text

    path = file(tmp_path / "in", *ROWS)
    take(known, path)
    with known.write("edit") as tx:
        tx.connection.execute(text("UPDATE wensenscan_response SET free_text = 'Met de hand' WHERE sleutel = '1'"))
    summary = take(known, path)
    assert counts(summary, "wensenscan") == (0, 0, 1, 1, 0)
    assert summary.conflicts[0].place == "enquete.csv 2"
    assert counts(take(known, path, overwrite=True), "wensenscan") == (0, 1, 1, 0, 0)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("A1;A1", "A1;A7", (2, "SB", "A7", "staat niet in de lijst")),
        ("A1;A1", "A3;A1", (2, "DG", "A3", "staat niet in de lijst")),
        ("2024-12-03", "2024-13-03", (2, "submitdate", "2024-13-03 10:00:00", "bestaat niet")),
        ("Ziekenhuis De Linde", "Ziekenhuis De Linge", (2, "INST", "Ziekenhuis De Linge", "onbekende instelling")),
        ("Ziekenhuis De Linde", "", (2, "INST", "", "moet gevuld zijn")),
        ("Ziekenhuis De Linde", "Samen", (2, "INST", "Samen", "meer")),
        (";Y;;anders", ";misschien;;anders", (2, "B[1]", "misschien", "“misschien”")),
        (";;uitleg", ";versnipperde systemen;onzin;uitleg", (2, "", "", "13")),
        (";;uitleg", ";versnipperde systemen,onzin;uitleg", (2, "KN", "versnipperde systemen,onzin", "“onzin”")),
        ("1;2024-12-03", "1,18E+11;2024-12-03", (2, "id", "1,18E+11", "ingekort")),
    ],
)
def test_what_cannot_be_is_told_with_the_files_own_row_and_column(
    known: Store, tmp_path: Path, old: str, new: str, expected: tuple[int, str, str, str]
) -> None:
    row = ROWS[0].replace(old, new, 1)
    assert row != ROWS[0]
    found = refusal(known, file(tmp_path / "in", row, ROWS[2]))
    assert found[0][:3] == expected[:3]
    assert expected[3] in found[0][3]
    assert len(found) == 1
    assert count(known, "wensenscan_response") == count(known, "survey_mapping") == 0


def test_two_rows_of_one_respondent_are_refused_unless_identical(known: Store, tmp_path: Path) -> None:
    assert counts(take(known, file(tmp_path / "in", ROWS[0], ROWS[0]), dry_run=True), "wensenscan") == (2, 0, 0, 0, 0)
    one, two = refusal(known, file(tmp_path / "in", ROWS[0], ROWS[0].replace("uitleg", "iets anders")))
    assert (one[:3], two[:3]) == ((2, "id", "1"), (3, "id", "1"))
    assert "enquete.csv 3" in one[3]
    assert "enquete.csv 2" in two[3]
    take(known, file(tmp_path / "in", ROWS[0], ROWS[0]))
    assert count(known, "wensenscan_response") == 1


def test_rejected_rows_are_written_as_they_were_and_can_be_corrected_and_read_again(known: Store, tmp_path: Path) -> None:
    path = tmp_path / "in" / "qualtrics.csv"
    path.parent.mkdir()
    head = (SAMPLES / "qualtrics_3headers.csv").read_text(encoding="utf-8")
    path.write_text(head + head.splitlines()[4].replace("De Linde", "De Lunde").replace("R_1aB", "R_2aB") + "\n", encoding="utf-8")
    mapping = '[source]\nround = "R"\n[columns]\ninstelling = "QID1_TEXT"\nuitkomstinformatie = "Q2"\nthemas = "Q3"\n'
    summary = take(known, path, mapping, skip_invalid=True)
    assert counts(summary, "wensenscan") == (1, 0, 0, 0, 1)
    with (path.parent / "qualtrics.afgewezen.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines, delimiter=";"))
    assert [row[-1] for row in rows[:3]] == ["reden", "", ""]
    assert rows[3][-1] == "Q1: onbekende instelling"
    again = path.with_name("hersteld.csv")
    with again.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[cell.replace("De Lunde", "De Linde") for cell in row] for row in rows])
    assert counts(take(known, again, mapping), "wensenscan") == (1, 0, 0, 0, 0)


MAPPINGS = [
    ("[columns]\ninstelling = ", "koppeling.toml, regel 2: geen leesbare TOML"),
    ("[columns]\ninstelling 'INST'\n", "koppeling.toml, regel 2: geen leesbare TOML"),
    ("[colums]\n", "columns"),
    ("[source]\nformaat = 'plain'\n[columns]\ninstelling = 'INST'", "regel 2: [source] formaat: onbekende sleutel; bedoeld: format"),
    ("[source]\nformat = 'excel'\n[columns]\ninstelling = 'INST'", "limesurvey, msforms"),
    ("[source]\nround = 3\n[columns]\ninstelling = 'INST'", "aanhalingstekens"),
    ("[source]\nclosed_on = 'straks'\n[columns]\ninstelling = 'INST'", "2024-12-31"),
    ("[columns]\ninstelling = 'INST'\nsamenbeslissen = 'SB'", "regel 3: [columns] samenbeslissen: onbekende sleutel; bedoeld: samen_besl"),
    ("[columns]\ninstelling = 3", "[columns] instelling"),
    ("[columns]\ninstelling = []", "[columns] instelling"),
    ("[columns]\ninstelling = ['INST', 'INST']", "twee keer"),
    ("[columns]\ndoelgroep = 'DG'", "instelling ontbreekt"),
    ("columns = 'INST'", "[columns] moet een sectie zijn"),
    ("[columns]\ninstelling = 'INST'\n[answers.doelgroep]\nA1 = 'ict'", "regel 3: [answers.doelgroep]: heeft geen kolom"),
    ("[columns]\ninstelling = 'INST'\n[answers]\ninstelling = 'x'", "[answers] instelling"),
    ("[columns]\ninstelling = 'INST'\n[answers.instelling]\nx = true", "regel 4: [answers.instelling] x"),
    ("[columns]\ninstelling = 'INST'\n[fixed]\ninstelling = 'x'", "heeft al een kolom"),
    ("[columns]\ninstelling = 'INST'\n[fixed]\nsleutel = 'x'", "verschilt per inzending"),
    ("[source]\nround = 'a'\n[columns]\ninstelling = 'INST'\n[fixed]\nronde = 'b'", "twee keer"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), MAPPINGS)
def test_a_mapping_that_is_wrong_in_itself_is_refused_with_its_line(text: str, told: str) -> None:
    message = refused(lambda: parse_mapping(text, "koppeling.toml"))
    assert told in message
    assert message.startswith("koppeling.toml")


TOML = ["[columns]", "[answers.themas]", "[source]", "instelling = 'x'", "a = [1]", "'é' = ''", "= 1", "[[fixed]]", "x = 1979-05-27"]


@settings(max_examples=60)
@given(text=st.text(max_size=60) | st.lists(st.sampled_from(TOML)).map("\n".join))
def test_any_text_is_a_mapping_or_refused(text: str) -> None:
    with contextlib.suppress(Refused):
        assert parse_mapping(text, "x.toml").columns


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"SB"', '"SB9"', ["regel 8: [columns] samen_beslissen = “SB9”", "bedoeld: SB"]),
        ('["B[1]", "B[2]"]', '["B[1]", "B[3]"]', ["[columns] themas = “B[3]”", "B[1]"]),
        ('A2 = "enkele patiëntgroepen"', 'A2 = "sommige groepen"', ["[answers.samen_beslissen] A2", "enkele patiëntgroepen"]),
        ('"B[2]" = 4', '"B[2]" = 7', ["[answers.themas] B[2]", "1 tot 6"]),
        ('round = "WensenScan 2024"', "", ["welke ronde", "--round"]),
        ('round = "WensenScan 2024"', 'round = "R"\ndate_format = "zomaar"', ["[source] date_format"]),
    ],
)
def test_a_mapping_that_names_what_the_file_or_the_lists_have_not_is_refused(
    known: Store, tmp_path: Path, old: str, new: str, told: list[str]
) -> None:
    assert old in MAPPING
    message = refused(lambda: take(known, file(tmp_path / "in", *ROWS), MAPPING.replace(old, new)))
    assert all(part in message for part in told), message


def test_an_answer_that_nobody_gave_is_named_and_no_error(known: Store, tmp_path: Path) -> None:
    summary = take(known, file(tmp_path / "in", *ROWS), MAPPING + '"Landelijk beleid" = "2"\n')
    assert any("[answers.themas]" in warning and "Landelijk beleid" in warning for warning in summary.warnings)


def test_a_column_of_which_nobody_said_the_option_is_an_error_that_says_what_to_write(known: Store, tmp_path: Path) -> None:
    (problem,) = refusal(known, file(tmp_path / "in", *ROWS), MAPPING.replace('"B[2]" = 4', ""))
    assert problem[:3] == (4, "B[2]", "Y")
    assert '"B[2]" = “…”' in problem[3]


def test_round_wins_over_the_mapping_and_fixed_values_hold_for_all(known: Store, tmp_path: Path) -> None:
    mapping = MAPPING.replace('doelgroep = "DG"\n', "").split("[answers.doelgroep]")[0] + '[fixed]\ndoelgroep = "ict"\n'
    mapping = mapping.replace('samen_beslissen = "SB"\n', "").replace('themas = ["B[1]", "B[2]"]\n', "")
    summary = take(known, file(tmp_path / "in", *ROWS), mapping, round="Peiling 2025")
    assert summary.new_rounds == ("Peiling 2025",)
    assert values(known, "SELECT audience FROM wensenscan_response") == ["it", "it"]


def test_an_anonymous_date_counts_at_the_closing_date_which_a_mapping_may_give(known: Store, tmp_path: Path) -> None:
    path = file(tmp_path / "in", ROWS[0].replace("2024-12-03", "1980-01-01"))
    summary = take(known, path, dry_run=True)
    assert summary.surveys[0].undated == 1
    assert any("closed_on" in warning for warning in summary.warnings)
    summary = take(known, path, MAPPING.replace("[columns]", "closed_on = 2024-12-31\n[columns]"))
    assert not any("closed_on" in warning for warning in summary.warnings)
    assert [str(day) for day in values(known, "SELECT closed_on FROM wensenscan_round")] == ["2024-12-31"]
    assert take(known, path, MAPPING.replace("[columns]", "closed_on = 2025-12-31\n[columns]")).nothing_changed
    assert [str(day) for day in values(known, "SELECT closed_on FROM wensenscan_round")] == ["2024-12-31"]


def test_a_survey_tool_that_numbers_every_survey_from_1_overwrites_nothing(known: Store, tmp_path: Path) -> None:
    path = file(tmp_path / "in", *ROWS)
    take(known, path)
    for _again in range(2):
        summary = take(known, file(tmp_path / "in", *ROWS, "4;2025-12-04 10:00:00;6;cc;Kliniek Zuid;A2;A2;;;;;"), round="WensenScan 2025")
    assert summary.nothing_changed
    assert values(known, "SELECT sleutel FROM wensenscan_response ORDER BY id") == [
        "1", "3", "1 (WensenScan 2025)", "3 (WensenScan 2025)", "4 (WensenScan 2025)",
    ]  # fmt: skip
    other = file(tmp_path / "in", "1;2024-12-09 10:00:00;6;zz;Kliniek Zuid;A2;A2;;;;;", name="patienten.csv")
    (problem,) = refusal(known, other)
    assert "Ziekenhuis De Linde" in problem[3]
    assert counts(take(known, other, MAPPING.replace("[columns]", 'prefix = "P-"\n[columns]')), "wensenscan") == (1, 0, 0, 0, 0)


def test_next_years_survey_with_the_same_questions_does_not_become_last_years(known: Store, tmp_path: Path) -> None:
    take(known, file(tmp_path / "in", *ROWS))
    later = file(tmp_path / "in", "1;2025-12-01 10:00:00;6;aa;Kliniek Zuid;A1;A2;;;;;")
    with pytest.raises(ImportRefused) as error:
        import_paths(known, [later])
    assert "--round" in error.value.summary.problems[0].why
    assert counts(import_paths(known, [later], ImportOptions(round="WensenScan 2025")), "wensenscan") == (1, 0, 0, 0, 0)
    assert values(known, "SELECT sdm_scope FROM wensenscan_response ORDER BY id") == ["all", "some", "some"]


def test_a_corrected_mapping_may_change_who_and_when_of_answers_that_are_the_same(known: Store, tmp_path: Path) -> None:
    path = file(tmp_path / "in", ROWS[0].replace("2024-12-03", "2024/12/03"))
    take(known, path, MAPPING.replace("[columns]", 'date_format = "yyyy/dd/mm"\n[columns]'))
    mapping = MAPPING.replace("beleid en kwaliteit", "bestuur").replace("[columns]", 'date_format = "yyyy/mm/dd"\n[columns]')
    assert counts(take(known, path, mapping), "wensenscan") == (0, 1, 0, 0, 0)


def test_a_name_that_cannot_be_an_alias_is_taken_this_once(known: Store, tmp_path: Path) -> None:
    path = file(tmp_path / "in", ROWS[0].replace("Ziekenhuis De Linde", "Linde | locatie Noord"))
    survey, mapping = read_survey(path), parse_mapping(MAPPING, "k.toml")
    summary = load_survey(known, survey, mapping, ImportOptions(choices={"Linde | locatie Noord": 1}))
    assert summary.new_aliases == ()
    assert counts(summary, "wensenscan") == (1, 0, 0, 0, 0)


def test_a_token_or_code_comes_before_the_name_and_different_institutions_are_an_error(known: Store, tmp_path: Path) -> None:
    mapping = MAPPING.replace('"INST"', '["token", "INST"]')
    rows = [ROWS[0].replace(";aa;Ziekenhuis De Linde", ";06010001;Onleesbaar"), ROWS[2]]
    take(known, file(tmp_path / "in", *rows), mapping)
    names = "SELECT i.name FROM wensenscan_response r JOIN institution i ON i.id = institution_id ORDER BY r.id"
    assert values(known, names) == ["Ziekenhuis De Linde", "Kliniek Noord"]
    wrong = file(tmp_path / "in", ROWS[2].replace(";cc;", ";06010001;"))
    assert "verschillende" in refusal(known, wrong, mapping)[0][3]


def test_names_that_nobody_knows_are_proposed_and_what_a_person_says_is_remembered_until_it_is_undone(known: Store, tmp_path: Path) -> None:
    rows = [ROWS[0].replace("Ziekenhuis De Linde", "Zkh. De Linde (loc. N)"), ROWS[2].replace("Kliniek Noord", "Samen"),
            "5;2024-12-05 10:00:00;6;dd;test Q-team;A2;A2;;;;;", "6;2024-12-05 10:00:00;6;dd;Kliniek Nieuw;A2;A2;;;;;",
            "7;2024-12-06 10:00:00;6;dd;zkh. de linde  (loc. N);A2;A2;;;;;"]  # fmt: skip
    path = file(tmp_path / "in", *rows)
    survey, mapping = read_survey(path), parse_mapping(MAPPING, "k.toml")
    names = survey_names(known, survey, mapping)
    assert (names.total, names.known) == (5, 0)
    linde, shared, team, new = names.unknown
    assert (linde.name, linde.rows, linde.audience, linde.excerpt) == (
        "Zkh. De Linde (loc. N)",
        (2, 6),
        Audience.POLICY_QUALITY,
        "uitleg anders nog",
    )
    assert linde.candidates[0].name == "Ziekenhuis De Linde"
    assert 0.85 < linde.candidates[0].score < 1
    assert shared.shared
    assert {candidate.name for candidate in shared.candidates} == {"Kliniek Noord", "Kliniek Zuid"}
    assert team.candidates == ()
    choices: dict[str, Choice] = {
        linde.name: linde.candidates[0].number, shared.name: shared.candidates[0].number, team.name: LEFT_OUT,
        new.name: NewInstitution("Kliniek Nieuw"),
    }  # fmt: skip
    before = count(known, "institution"), count(known, "institution_alias")
    options = ImportOptions(choices=choices)
    trial = load_survey(known, survey, mapping, replace(options, dry_run=True))
    assert count(known, "wensenscan_response") == 0
    summary = load_survey(known, survey, mapping, options)
    assert trial.tables == summary.tables
    assert summary.new_aliases == trial.new_aliases == ((linde.name, "Ziekenhuis De Linde"),)
    assert counts(summary, "instellingen") == (1, 0, 0, 0, 0)
    assert summary.surveys[0].left_out == (("instelling overgeslagen, zoals gekozen", 1),)
    assert count(known, "wensenscan_response") == 4
    assert [one.name for one in survey_names(known, survey, mapping).unknown] == ["Samen", "test Q-team"]
    assert known_mapping(known, survey) == mapping
    assert values(known, "SELECT version FROM institution WHERE name = 'Ziekenhuis De Linde'") == [2]
    with known.read() as reader:
        entry = last_undoable(reader, known.actor)
    assert entry is not None
    undo(known, entry.id)
    assert (count(known, "institution"), count(known, "institution_alias")) == before
    assert count(known, "wensenscan_response") == count(known, "survey_mapping") == count(known, "wensenscan_round") == 0


def test_a_file_with_known_headers_needs_no_mapping_the_next_time(known: Store, tmp_path: Path) -> None:
    path = file(tmp_path / "in", *ROWS)
    assert "--mapping" in refused(lambda: import_paths(known, [path]))
    take(known, path)
    later = file(tmp_path / "in", *ROWS, "4;2024-12-09 10:00:00;6;zz;Kliniek Zuid;A2;A2;;;;;")
    assert counts(import_paths(known, [later]), "wensenscan") == (1, 0, 2, 0, 0)
    assert import_paths(known, [later.parent]).nothing_changed


def test_in_a_folder_what_is_no_table_is_named_and_left_alone_and_what_was_meant_as_one_is_refused(known: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"instellingen": REGISTER, "uitgaven": ["datum;bedrag", "2024-01-01;3"], "enquete": [HEADER, *ROWS]})
    (folder / "leeg.csv").touch()
    summary = bring_in(known, folder)
    assert set(summary.left_alone) == {"uitgaven.csv", "enquete.csv", "leeg.csv"}
    assert "leeg.csv" in refused(lambda: bring_in(known, folder / "leeg.csv"))
    assert any("LimeSurvey" in warning for warning in summary.warnings)
    assert "uitgaven.csv" in refused(lambda: bring_in(known, folder / "uitgaven.csv"))
    write(folder, {"signalen": ["omschrijving;status", "x;nieuw"]})
    assert "signalen" in refused(lambda: bring_in(known, folder))


def test_a_folder_may_hold_canonical_tables_beside_the_survey_file(sqlite_store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"instellingen": REGISTER, "enquete": [HEADER, *ROWS]})
    summary = take(sqlite_store, folder)
    assert counts(summary, "instellingen")[0] == 3
    assert counts(summary, "wensenscan")[0] == 2
    assert count(sqlite_store, "round_population") == 3


def test_a_format_in_the_mapping_wins_over_the_headers_and_that_is_told(known: Store, tmp_path: Path) -> None:
    path = file(tmp_path / "in", ROWS[0], ROWS[2], ROWS[1].replace("Nergens;A9", "Kliniek Zuid;A1"))
    mapping = MAPPING.replace('"limesurvey"', '"plain"').replace("[columns]", '[columns]\nsleutel = "id"')
    assert survey_names(known, read_survey(path), parse_mapping(mapping, "k.toml")).total == 3
    summary = take(known, path, mapping)
    assert summary.surveys[0].complete == 3
    assert any("LimeSurvey" in warning for warning in summary.warnings)
    assert values(known, "SELECT count(*) FROM wensenscan_response WHERE submitted_on IS NULL") == [3]


def test_a_table_that_is_canonical_is_read_by_a_mapping_only_when_that_fits_it(known: Store, tmp_path: Path) -> None:
    path = (
        write(tmp_path / "in", {"wensenscan": ["ronde;instelling;doelgroep;ingevuld_op", "R;De Linde;ict;2024-12-01"]}) / "wensenscan.csv"
    )
    fitting = '[source]\nround = "S"\n[columns]\ninstelling = "instelling"\ndoelgroep = "doelgroep"\ningevuld_op = "ingevuld_op"\n'
    assert take(known, path, fitting, dry_run=True).surveys[0].rounds == ("S",)
    assert "koppeling.toml" in refused(lambda: take(known, path))
    assert "koppeling.toml" in refused(lambda: take(known, path.parent, fitting))


def test_a_mapping_or_round_without_a_survey_file_is_refused(known: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "in", {"instellingen": REGISTER}) / "instellingen.csv"
    assert "koppeling.toml" in refused(lambda: take(known, path))
    assert "--round" in refused(lambda: import_paths(known, [path], ImportOptions(round="R")))


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_a_suggestion_works_unedited_or_names_what_is_to_be_filled_in(known: Store, tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "in", {}) / name
    path.write_bytes((SAMPLES / name).read_bytes())
    mapping = parse_mapping(suggest_mapping(known, read_survey(path)), "voorstel.toml")
    assert mapping.round == "WensenScan 2024"
    assert {"instelling", "themas"} <= mapping.columns.keys()
    try:
        summary = load_survey(known, read_survey(path), mapping)
    except ImportRefused as refused:
        assert name.startswith("limesurvey")
        asked = {problem.column for problem in refused.summary.problems}
        assert asked == {"DOELGR", "SB1", "BEH[SQ001]", "BEH[SQ002]", "BEH[SQ003]"}
    else:
        assert counts(summary, "wensenscan")[0] >= 1


def test_a_suggestion_lists_all_answers_with_the_likeliest_or_the_words_to_choose_from(known: Store, tmp_path: Path) -> None:
    header = "Uw ziekenhuis;Namens wie vult u dit in?;Past u samen beslissen toe?;Welke knelpunten ziet u?;Cijfer"
    rows = ["De Linde;Zorgverlener;Bij alle patiëntgroepen;Versnipperde systeem;8", "Noord;Overig;Deels;versnipperde systemen;9"]
    found = suggest_mapping(known, read_survey(file(tmp_path / "in", *rows, header=header)))
    assert '# round = "WensenScan …"' in found
    assert 'Zorgverlener = "zorgverleners"' in found
    assert '# Overig = "…"' in found
    assert '"Bij alle patiëntgroepen" = "alle patiëntgroepen"' in found
    assert '# Deels = "…"' in found
    assert '"Versnipperde systeem" = "versnipperde systemen"' in found
    assert "allowed: alle patiëntgroepen" not in found
    assert "toegestaan: alle patiëntgroepen, enkele patiëntgroepen, niet, onbekend" in found
    assert "#   Cijfer (8, 9)" in found


def test_a_suggestion_knows_institutions_by_their_names_and_by_the_invitations_token(known: Store, tmp_path: Path) -> None:
    header = "id;submitdate;lastpage;token;Q1;Q2"
    rows = ["1;2024-12-03 10:00:00;6;06010001;De Linde;x", "2;2024-12-03 10:00:00;6;06010002;?;y"]
    found = parse_mapping(suggest_mapping(known, read_survey(file(tmp_path / "in", *rows, header=header))), "k.toml")
    assert found.columns["instelling"] == ("token", "Q1")


BITS = [b'"', b";", b",", b"\n", b"[", b"=", b"\x00", b"\xff", b"1980-01-01", b"Y", b"", b"\xc3\xa9", b"#", b"\xe2\x80\xa8"]
EDITS = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 8), st.sampled_from(BITS)), max_size=6)


@pytest.fixture
def suggested(known: Store, tmp_path: Path) -> list[tuple[Path, bytes, bytes]]:
    """Each sample with a place to damage it, and its suggested mapping."""
    found = []
    for path in sorted(SAMPLES.iterdir()):
        found.append((tmp_path / path.name, path.read_bytes(), suggest_mapping(known, read_survey(path)).encode()))
    return found


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.integers(0, 3), damage=EDITS, spoiled=EDITS)
def test_a_damaged_file_or_mapping_is_read_or_refused(
    known: Store, suggested: list[tuple[Path, bytes, bytes]], which: int, damage: list[Any], spoiled: list[Any]
) -> None:
    path, data, mapping = suggested[which]
    path.write_bytes(edited_bytes(data, damage))
    with contextlib.suppress(Refused):
        survey = read_survey(path)
        read_by = parse_mapping(edited_bytes(mapping, spoiled[:2]).decode("utf-8", "replace"), "k.toml")
        choices: dict[str, Choice] = {one.name: LEFT_OUT for one in survey_names(known, survey, read_by).unknown}
        load_survey(known, survey, read_by, ImportOptions(round="R", choices=choices, dry_run=True, rejects=path.parent / "weg"))


def edited_bytes(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for place, gone, new in edits:
        at = place % (len(data) + 1)
        data = data[:at] + new + data[at + gone :]
    return data
