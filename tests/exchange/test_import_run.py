from __future__ import annotations

import csv
import datetime as dt
import shutil
from pathlib import Path

import pytest

from loket.exchange.full_export import export_all
from loket.exchange.import_run import ImportRefused, import_paths
from loket.models.errors import Refused
from loket.store.database import Store
from loket.store.reader import as_date
from loket.store.undo import last_undoable, undo
from tests.exchange.import_helpers import (
    CONVERSATIONS,
    INSTITUTIONS,
    OFFERINGS,
    REFERRALS,
    REQUESTS,
    WORLD,
    bring_in,
    count,
    counts,
    edited,
    make_admin,
    refused,
    values,
    write,
)

RONDE = Path(__file__).parent.parent / "data" / "ronde-2024"


def exported(store: Store, folder: Path) -> bytes:
    target = folder / "all.json"
    export_all(store, target, "json")
    return target.read_bytes()


def test_the_sample_round_comes_in_whole_and_a_second_time_changes_nothing(store: Store, tmp_path: Path) -> None:
    summary = bring_in(store, RONDE)
    assert {table.table: table.new for table in summary.tables}["ondersteuningsvragen"] == 420
    assert summary.left_alone == ("expected.json",)
    assert "sanne" in summary.new_advisors
    assert summary.new_rounds == ("WensenScan 2024",)
    make_admin(store)
    first = exported(store, tmp_path)
    changes = count(store, "change_log")
    again = bring_in(store, RONDE)
    assert again.nothing_changed
    assert exported(store, tmp_path) == first
    assert count(store, "change_log") == changes


def test_an_import_is_one_undo(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", WORLD)
    bring_in(store, folder)
    with store.read() as reader:
        entry = last_undoable(reader, store.actor)
    assert entry is not None
    assert "ondersteuningsvragen.csv" in (entry.reason or "")
    undo(store, entry.id)
    assert count(store, "support_request") == count(store, "institution") == 0
    assert counts(bring_in(store, folder), "ondersteuningsvragen") == (2, 0, 0, 0, 0)


def test_a_changed_row_updates_an_empty_cell_clears_an_absent_column_and_row_are_left_alone(store: Store, tmp_path: Path) -> None:
    bring_in(store, write(tmp_path / "in", WORLD))
    new = ["sleutel;titel;themas;adviseur", "V1;Andere titel;6;"]
    summary = bring_in(store, write(tmp_path / "later", {"ondersteuningsvragen": new}))
    assert counts(summary, "ondersteuningsvragen") == (0, 1, 0, 0, 0)
    assert values(store, "SELECT title, advisor_id, state, version FROM support_request ORDER BY id") == [
        ("Andere titel", None, "new", 2),
        ("Tweede vraag", values(store, "SELECT id FROM advisor WHERE name = 'ilse'")[0], "resolved", 1),
    ]
    assert values(store, "SELECT theme_id FROM request_theme t JOIN support_request r ON r.id = request_id WHERE sleutel = 'V1'") == [6]


def test_a_state_goes_straight_to_the_imported_one(store: Store, tmp_path: Path) -> None:
    bring_in(store, write(tmp_path / "in", WORLD))
    back = ["sleutel;status;afgesloten_op;titel", "V2;nieuw;;Tweede vraag"]
    bring_in(store, write(tmp_path / "later", {"ondersteuningsvragen": back}))
    assert values(store, "SELECT state, closed_on FROM support_request WHERE sleutel = 'V2'") == [("new", None)]


def edit_in_loket(store: Store, title: str) -> None:
    from sqlalchemy import text

    with store.write("edit") as tx:
        tx.connection.execute(text("UPDATE support_request SET title = :title WHERE sleutel = 'V1'"), {"title": title})


def test_what_was_edited_in_loket_since_is_a_conflict_unless_overwrite(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", WORLD)
    bring_in(store, folder)
    edit_in_loket(store, "Met de hand")
    summary = bring_in(store, folder)
    assert counts(summary, "ondersteuningsvragen") == (0, 0, 1, 1, 0)
    assert "V1" in summary.conflicts[0].key
    assert values(store, "SELECT title FROM support_request WHERE sleutel = 'V1'") == ["Met de hand"]
    assert counts(bring_in(store, folder, overwrite=True), "ondersteuningsvragen") == (0, 1, 1, 0, 0)
    assert values(store, "SELECT title FROM support_request WHERE sleutel = 'V1'") == ["Eerste vraag"]
    assert counts(bring_in(store, folder), "ondersteuningsvragen") == (0, 0, 2, 0, 0)


def test_a_file_that_says_what_was_edited_is_no_conflict(store: Store, tmp_path: Path) -> None:
    bring_in(store, write(tmp_path / "in", WORLD))
    edit_in_loket(store, "Met de hand")
    same = write(tmp_path / "later", {"ondersteuningsvragen": edited(REQUESTS, "Eerste vraag", "Met de hand")})
    assert counts(bring_in(store, same), "ondersteuningsvragen") == (0, 0, 2, 0, 0)


def test_a_dry_run_says_the_same_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", WORLD)
    trial = bring_in(store, folder, dry_run=True)
    assert count(store, "institution") == count(store, "log_tx") == 0
    real = bring_in(store, folder)
    assert trial.tables == real.tables
    assert trial.new_advisors == real.new_advisors
    bad = write(tmp_path / "bad", {"ondersteuningsvragen": edited(REQUESTS, "2026-01-06", "31-02-2026")})
    assert refused(store, bad, dry_run=True) == refused(store, bad)


@pytest.mark.parametrize("dry_run", [True, False])
def test_one_invalid_row_and_nothing_comes_in(store: Store, tmp_path: Path, dry_run: bool) -> None:
    tables = {**WORLD, "ondersteuningsvragen": edited(REQUESTS, "afgerond", "klaar")}
    (problem,) = refused(store, write(tmp_path / "in", tables), dry_run=dry_run)
    assert (problem.file, problem.row, problem.column, problem.value) == ("ondersteuningsvragen.csv", 3, "status", "klaar")
    assert "doorverwezen" in problem.why
    assert count(store, "institution") == 0


def test_every_error_is_told_and_all_stand_in_a_file(store: Store, tmp_path: Path) -> None:
    lines = [REQUESTS[0], *(f"V{n};Weg {n};;9;G0;ilse;gisteren;open;" for n in range(60))]
    folder = write(tmp_path / "in", {**WORLD, "ondersteuningsvragen": lines})
    with pytest.raises(ImportRefused) as refusal:
        import_paths(store, [folder])
    problems = refusal.value.summary.problems
    wrong = {problem.column for problem in problems if problem.row == 2 and problem.file == "ondersteuningsvragen.csv"}
    assert wrong == {"instelling", "titel", "themas", "gesprek", "ontvangen_op", "status"}
    assert refusal.value.listed is not None
    with refusal.value.listed.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file, delimiter=";"))) == len(problems) + 1


def test_skip_invalid_leaves_out_what_depends_on_a_rejected_row_and_writes_them_beside_the_file(store: Store, tmp_path: Path) -> None:
    tables = {**WORLD, "instellingen": edited(INSTITUTIONS, "algemeen", "ziekenhuis")}
    folder = write(tmp_path / "in", tables)
    summary = bring_in(store, folder, skip_invalid=True)
    assert len(summary.problems) == 1
    assert counts(summary, "instellingen") == (3, 0, 0, 0, 1)
    assert counts(summary, "gesprekken") == (0, 0, 0, 0, 1)
    assert counts(summary, "ondersteuningsvragen") == (1, 0, 0, 0, 1)
    assert counts(summary, "doorverwijzingen") == (0, 0, 0, 0, 1)
    with (folder / "doorverwijzingen.afgewezen.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file, delimiter=";")
    assert row["sleutel"] == "D1"
    assert "ondersteuningsvragen.csv 2" in row["reden"]
    again = bring_in(store, folder, skip_invalid=True, rejects=tmp_path / "rejects")
    assert again.nothing_changed
    assert (tmp_path / "rejects" / "instellingen.afgewezen.csv").exists()


def test_a_bad_row_of_a_record_that_is_there_does_not_take_others_along(store: Store, tmp_path: Path) -> None:
    bring_in(store, write(tmp_path / "in", WORLD))
    tables = {
        **WORLD,
        "ondersteuningsvragen": edited(REQUESTS, "4|5", "9"),
        "doorverwijzingen": [*REFERRALS, "D2;V1;A1;ilse;2026-02-01;open"],
    }
    summary = bring_in(store, write(tmp_path / "in", tables), skip_invalid=True)
    assert counts(summary, "doorverwijzingen") == (1, 0, 1, 0, 0)


def test_names_that_only_rejected_rows_mention_are_not_added(store: Store, tmp_path: Path) -> None:
    requests = [*REQUESTS, "V3;Nergens;Titel;;;nieuweling;2026-01-01;nieuw;"]
    summary = bring_in(store, write(tmp_path / "in", {**WORLD, "ondersteuningsvragen": requests}), skip_invalid=True)
    assert "nieuweling" not in summary.new_advisors
    assert values(store, "SELECT count(*) FROM advisor WHERE name = 'nieuweling'") == [0]


def test_two_rows_with_one_key_are_an_error_that_names_both_unless_identical(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {**WORLD, "dubbel": REQUESTS})
    assert counts(bring_in(store, folder), "ondersteuningsvragen") == (4, 0, 0, 0, 0)
    assert count(store, "support_request") == 2
    other = write(tmp_path / "in", {"dubbel": edited(REQUESTS, "Eerste", "Laatste")})
    one, two = refused(store, other)
    assert {one.file, two.file} == {"dubbel.csv", "ondersteuningsvragen.csv"}
    assert "ondersteuningsvragen.csv 2" in one.why + two.why
    assert "dubbel.csv 2" in one.why + two.why


@pytest.mark.parametrize("name", ["Ziekenhuis Merenrand", " ziekenhuis  MERENRAND ", "Merenrand", "merenzorg", "06010001"])
def test_an_institution_is_found_by_name_short_name_alias_or_code(store: Store, tmp_path: Path, name: str) -> None:
    requests = edited(REQUESTS, "V1;Ziekenhuis Merenrand", f"V1;{name}")
    bring_in(store, write(tmp_path / "in", {**WORLD, "ondersteuningsvragen": requests}))
    owner = "SELECT i.name FROM institution i JOIN support_request r ON r.institution_id = i.id WHERE r.sleutel = 'V1'"
    assert values(store, owner) == ["Ziekenhuis Merenrand"]


def test_a_name_that_two_share_is_an_error_with_both_and_a_close_one_is_only_proposed(store: Store, tmp_path: Path) -> None:
    requests = edited(edited(REQUESTS, "V1;Ziekenhuis Merenrand", "V1;Gemeen"), "V2;Kliniek Duinzicht", "V2;Kliniek Duinzigt")
    shared, close = refused(store, write(tmp_path / "in", {**WORLD, "ondersteuningsvragen": requests}))
    assert shared.nearest == ("Kliniek Duinzicht", "Kliniek Oeverbos")
    assert close.nearest[0] == "Kliniek Duinzicht"


def test_a_new_name_with_the_same_code_is_a_rename_and_the_old_name_stays(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", WORLD)
    bring_in(store, folder)
    renamed = write(tmp_path / "new", {"instellingen": edited(INSTITUTIONS, "Ziekenhuis Merenrand;", "Merenrand Ziekenhuisgroep;")})
    assert counts(bring_in(store, renamed), "instellingen") == (0, 1, 3, 0, 0)
    assert counts(bring_in(store, renamed), "instellingen") == (0, 0, 4, 0, 0)
    assert count(store, "institution") == 4
    old = write(tmp_path / "old", {"ondersteuningsvragen": [*REQUESTS, "V3;Ziekenhuis Merenrand;Titel;;;;2026-01-01;nieuw;"]})
    assert counts(bring_in(store, old), "ondersteuningsvragen") == (1, 0, 2, 0, 0)


def test_a_rename_by_a_file_without_other_names_leaves_these_alone(store: Store, tmp_path: Path) -> None:
    bring_in(store, write(tmp_path / "in", WORLD))
    bring_in(store, write(tmp_path / "new", {"instellingen": ["naam;agb", "Kliniek Duinrand;06010002"]}))
    names = "SELECT alias FROM institution_alias WHERE institution_id = (SELECT id FROM institution WHERE agb = '06010002') ORDER BY alias"
    assert values(store, names) == ["Duinzorg", "Gemeen", "Kliniek Duinzicht"]


def test_without_a_code_the_name_is_the_key_and_a_code_can_come_later(store: Store, tmp_path: Path) -> None:
    bring_in(store, write(tmp_path / "in", {"instellingen": ["naam;plaats", "Kliniek Zonder;Ede"]}))
    later = write(tmp_path / "in", {"instellingen": ["naam;agb", "Kliniek Zonder;06019999"]})
    assert counts(bring_in(store, later), "instellingen") == (0, 1, 0, 0, 0)
    assert values(store, "SELECT agb, city FROM institution") == [("06019999", "Ede")]


def test_two_institutions_may_share_a_name_when_their_codes_differ(store: Store, tmp_path: Path) -> None:
    lines = ["naam;agb", "Kliniek Tweeling;06011111", "Kliniek Tweeling;06022222"]
    tables = {"instellingen": lines, "contactpersonen": ["instelling;naam", "06011111;An", "Kliniek Tweeling;Bo"]}
    (problem,) = refused(store, write(tmp_path / "in", tables))
    assert (problem.file, problem.row) == ("contactpersonen.csv", 3)
    tables["contactpersonen"] = tables["contactpersonen"][:2]
    bring_in(store, write(tmp_path / "in", tables))
    assert count(store, "institution") == 2


def test_a_population_is_frozen_at_the_first_load(store: Store, tmp_path: Path) -> None:
    scans = ["ronde;instelling;doelgroep;ingevuld_op;samen_beslissen", "R1;Merenrand;bestuur;2026-01-05;onbekend"]
    bring_in(store, write(tmp_path / "in", {"instellingen": INSTITUTIONS, "wensenscan": scans}))
    assert count(store, "round_population") == 3
    invited = ["ronde;instelling", "R1;Gesloten Kliniek", "R1;Merenrand", "R2;Gesloten Kliniek", "R2;Gesloten Kliniek"]
    summary = bring_in(store, write(tmp_path / "later", {"uitnodigingen": invited}), overwrite=True)
    assert counts(summary, "uitnodigingen") == (1, 0, 2, 1, 0)
    sizes = "SELECT r.name, count(*) FROM wensenscan_round r JOIN round_population p ON p.round_id = r.id GROUP BY r.name ORDER BY r.name"
    assert values(store, sizes) == [("R1", 3), ("R2", 1)]
    closed = edited(INSTITUTIONS, "06010002;ja", "06010002;nee")
    bring_in(store, write(tmp_path / "in", {"instellingen": closed}))
    assert values(store, sizes) == [("R1", 3), ("R2", 1)]


def test_invitations_in_the_same_import_make_the_population(store: Store, tmp_path: Path) -> None:
    scans = ["ronde;instelling;doelgroep;ingevuld_op", "R1;Merenrand;bestuur;05-01-2026"]
    tables = {"instellingen": INSTITUTIONS, "wensenscan": scans, "uitnodigingen": ["ronde;instelling", "R1;Merenrand", "R1;Oeverbos"]}
    bring_in(store, write(tmp_path / "in", tables))
    assert count(store, "round_population") == 2


def test_a_response_is_known_by_its_key_or_else_by_what_it_answers(store: Store, tmp_path: Path) -> None:
    header = "ronde;instelling;doelgroep;ingevuld_op;uitkomstinformatie"
    answer = "R1;Merenrand;bestuur;2026-01-05"
    tables = {"instellingen": INSTITUTIONS, "wensenscan": [header, f"{answer};ja"]}
    bring_in(store, write(tmp_path / "in", tables))
    changed = write(tmp_path / "in", {"wensenscan": [header, f"{answer};onbekend"]})
    assert counts(bring_in(store, changed), "wensenscan") == (0, 1, 0, 0, 0)
    keyed = write(tmp_path / "in", {"wensenscan": [f"{header};sleutel", f"{answer};ja;LS1", f"{answer};nee;LS2"]})
    assert counts(bring_in(store, keyed), "wensenscan") == (1, 1, 0, 0, 0)
    assert counts(bring_in(store, keyed), "wensenscan") == (0, 0, 2, 0, 0)
    assert values(store, "SELECT sleutel, uses_outcome_info FROM wensenscan_response ORDER BY sleutel") == [("LS1", "yes"), ("LS2", "no")]


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("afgerond;2026-02-06", "afgerond;", "afgesloten_op"),
        ("afgerond;2026-02-06", "vervallen;", "afgesloten_op"),
        ("2026-01-05;nieuw;", "2026-01-05;nieuw;2026-03-01", "afgesloten_op"),
        ("afgerond;2026-02-06", "afgerond;2026-01-01", "afgesloten_op"),
        ("V1;Ziekenhuis Merenrand", "V1;", "instelling"),
        ("V1;", ";", "sleutel"),
        ("Eerste vraag", "", "titel"),
        ("2026-01-05;nieuw", ";nieuw", "ontvangen_op"),
        ("2026-01-05;nieuw", "2026-01-05;", "status"),
        (";G1;", ";G9;", "gesprek"),
        ("4|5", "4|7", "themas"),
        ("2026-01-05;nieuw", "05-13-2026;nieuw", "ontvangen_op"),
        ("Eerste vraag", "x" * 301, "titel"),
    ],
)
def test_what_may_not_be_in_a_request(store: Store, tmp_path: Path, old: str, new: str, column: str) -> None:
    tables = {**WORLD, "ondersteuningsvragen": edited(REQUESTS, old, new)}
    problems = refused(store, write(tmp_path / "in", tables))
    assert [problem.column for problem in problems if problem.file == "ondersteuningsvragen.csv"] == [column]


def test_held_without_its_day_is_an_error(store: Store, tmp_path: Path) -> None:
    tables = {**WORLD, "gesprekken": edited(CONVERSATIONS, "2026-01-05;2026-01-05", "2026-01-05;")}
    assert [problem.column for problem in refused(store, write(tmp_path / "in", tables))] == ["gehouden_op"]


def test_odd_dates_are_legal(store: Store, tmp_path: Path) -> None:
    tables = {
        **WORLD,
        "gesprekken": edited(CONVERSATIONS, "2026-01-05;2026-01-05", ";2026-08-05"),
        "doorverwijzingen": [*REFERRALS, "D2;V2;A1;;2026-12-31;gebruikt"],
    }
    assert counts(bring_in(store, write(tmp_path / "in", tables)), "doorverwijzingen") == (2, 0, 0, 0, 0)


def test_a_slip_in_an_advisors_name_is_an_error_that_proposes_the_known_one(store: Store, tmp_path: Path) -> None:
    line = "V3;Merenrand;Titel;;;{};2026-01-01;nieuw;"
    first = [*REQUESTS, line.format("marieke"), line.format("mariekje").replace("V3", "V4"), line.format("jan").replace("V3", "V5")]
    assert set(bring_in(store, write(tmp_path / "in", {**WORLD, "ondersteuningsvragen": first})).new_advisors) == {
        "marieke",
        "mariekje",
        "jan",
    }
    (problem,) = refused(store, write(tmp_path / "a", {"ondersteuningsvragen": [REQUESTS[0], line.format("maricke")]}))
    assert (problem.column, problem.nearest) == ("adviseur", ("marieke",))
    for name in ("jar", "MARIEKE"):
        bring_in(store, write(tmp_path / "a", {"ondersteuningsvragen": [REQUESTS[0], line.format(name)]}))
    assert values(store, "SELECT count(*) FROM advisor WHERE lower(name) = 'marieke'") == [1]


def test_parties_stand_beside_or_instead_of_an_institution(store: Store, tmp_path: Path) -> None:
    header = REQUESTS[0] + ";partij"
    tables = {
        **WORLD,
        "ondersteuningsvragen": [header, "V1;;Titel;;;;2026-01-01;nieuw;;Leverancier X", "V2;;Titel;;;;2026-01-01;nieuw;;"],
        "signalen": ["sleutel;instelling;omschrijving;status;vastgelegd_op;partij", "S1;;Op een webinar;nieuw;2026-01-01;"],
        "trends": ["titel;thema;eigenaar;status", "Iets;2;leverancier x;waargenomen"],
    }
    (problem,) = refused(store, write(tmp_path / "in", tables))
    assert (problem.row, problem.column) == (3, "instelling")
    del tables["ondersteuningsvragen"][2]
    del tables["doorverwijzingen"]
    assert bring_in(store, write(tmp_path / "b", tables)).new_parties == ("Leverancier X",) or count(store, "party") == 1


def test_a_signal_of_nobody_needs_the_column_that_says_so(store: Store, tmp_path: Path) -> None:
    lines = ["sleutel;instelling;omschrijving;status;vastgelegd_op", "S1;;Tekst;nieuw;2026-01-01"]
    assert [problem.column for problem in refused(store, write(tmp_path / "in", {"signalen": lines}))] == ["instelling"]


def test_an_unknown_obstacle_is_an_error_that_names_the_nearest(store: Store, tmp_path: Path) -> None:
    lines = ["sleutel;instelling;knelpunt;status;vastgelegd_op", "S1;Merenrand;versnipperde systeem;nieuw;2026-01-01"]
    (problem,) = refused(store, write(tmp_path / "in", {**WORLD, "signalen": lines}))
    assert problem.nearest[0] == "versnipperde systemen"


def test_unknown_columns_are_named_and_kept_out(store: Store, tmp_path: Path) -> None:
    lines = [f"{line};{'memo' if place == 0 else 'x'}" for place, line in enumerate(INSTITUTIONS)]
    summary = bring_in(store, write(tmp_path / "in", {"instellingen": lines}))
    assert any("memo" in warning and "instellingen.csv" in warning for warning in summary.warnings)


def test_control_characters_are_dropped_with_a_warning_and_markup_is_text(store: Store, tmp_path: Path) -> None:
    requests = edited(REQUESTS, "Eerste vraag", "[red]Eer\x1b[31mste\x00 \u202evraag")
    summary = bring_in(store, write(tmp_path / "in", {**WORLD, "ondersteuningsvragen": requests}))
    assert values(store, "SELECT title FROM support_request WHERE sleutel = 'V1'") == ["[red]Eerste vraag"]
    assert len(summary.warnings) == 1


def test_a_folder_with_other_things_is_read_for_what_it_has(store: Store, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in", {**WORLD, "notities.txt": ["x"], "oud.afgewezen.csv": ["x;y"], "~$open.xlsx": ["x"], "los.json": ["{}"]}
    )
    (folder / "map").mkdir()
    summary = bring_in(store, folder)
    assert set(summary.left_alone) == {"notities.txt", "oud.afgewezen.csv", "~$open.xlsx", "los.json", "map"}


def test_a_table_that_nobody_knows_is_refused_with_its_name(store: Store, tmp_path: Path) -> None:
    for name, lines in {"vreemd": ["kleur;smaak", "a;b"], "leeg": [""], "half": ["titel;status;ontvangen_op", "a;b;c"]}.items():
        folder = write(tmp_path / name, {name: lines})
        with pytest.raises(Refused, match=name):
            bring_in(store, folder)
    with pytest.raises(Refused):
        bring_in(store, tmp_path / "nergens")
    with pytest.raises(Refused):
        bring_in(store, write(tmp_path / "niets", {}))


def test_dates_of_a_response_and_words_are_read_in_every_spelling(store: Store, tmp_path: Path) -> None:
    lines = [
        "Ronde; INSTELLING ;Doelgroep;Ingevuld_op;samen_beslissen;themas",
        "R1;merenrand; Bestuur ;5-1-2026;Alle Patiëntgroepen;1| competenties voor samen beslissen in de spreekkamer |3",
    ]
    bring_in(store, write(tmp_path / "in", {"instellingen": INSTITUTIONS, "x": lines}))
    (row,) = values(store, "SELECT submitted_on, sdm_scope, audience FROM wensenscan_response")
    assert (as_date(row[0]), *row[1:]) == (dt.date(2026, 1, 5), "all", "board")
    assert sorted(values(store, "SELECT theme_id FROM response_theme")) == [1, 3]


def test_offerings_fit_gap_and_sessions_come_in_with_their_lists(store: Store, tmp_path: Path) -> None:
    tables = {
        "instellingen": INSTITUTIONS,
        "aanbod": ["sleutel;titel;themas;doelgroepen;uitkomstinformatie;status", "A1;T;1|2;ict|bestuur;beide;in ontwikkeling"],
        "fitgap": ["sleutel;instelling;uz_set;status", "F1;Merenrand;CVA;loopt"],
        "fitgap_punten": ["analyse;dimensie;kloof;landelijk", "F1;PROM-afname;4;ja", "F1;dashboard;;"],
        "leersessies": ["sleutel;instelling;status;deelnemers;themas", "L1;Merenrand;gehouden;12;3"],
    }
    bring_in(store, write(tmp_path / "in", tables))
    assert sorted(values(store, "SELECT audience FROM offering_audience")) == ["board", "it"]
    assert values(store, "SELECT gap, national FROM fit_gap_item ORDER BY id") == [(4, "yes"), (None, None)]
    wrong = {
        "aanbod": edited(tables["aanbod"], "beide", "nvt"),
        "fitgap_punten": [tables["fitgap_punten"][0], "F1;PROM-afname;5;ja", "F1;onzin;1;ja", "F7;dashboard;1;ja"],
        "leersessies": edited(tables["leersessies"], ";12;", ";-1;"),
    }
    columns = [problem.column for problem in refused(store, write(tmp_path / "bad", wrong))]
    assert sorted(columns) == ["analyse", "deelnemers", "dimensie", "kloof", "uitkomstinformatie"]


def test_the_order_and_the_shape_of_files_do_not_matter(store: Store, tmp_path: Path) -> None:
    from tests.exchange.test_source_tables import workbook

    rows = {name: [line.split(";") for line in lines] for name, lines in WORLD.items()}
    path = workbook(tmp_path / "alles.xlsx", {**dict(reversed(rows.items())), "Blad9": [["zomaar", "iets"]]})
    summary = bring_in(store, path)
    assert counts(summary, "doorverwijzingen") == (1, 0, 0, 0, 0)
    assert any("Blad9" in warning for warning in summary.warnings)
    folder = write(tmp_path / "in", WORLD)
    assert bring_in(store, folder).nothing_changed


def test_a_column_that_is_there_twice_is_refused(store: Store, tmp_path: Path) -> None:
    lines = [f"{line};x" for line in OFFERINGS]
    lines[0] = f"{OFFERINGS[0]};Titel"
    with pytest.raises(Refused, match="titel"):
        bring_in(store, write(tmp_path / "in", {"aanbod": lines}))


def test_a_row_with_too_many_cells_is_an_error(store: Store, tmp_path: Path) -> None:
    (problem,) = refused(store, write(tmp_path / "in", {"aanbod": [*OFFERINGS, "A2;Training;training;4;beide;beschikbaar;extra"]}))
    assert problem.row == 3


def test_a_read_only_folder_does_not_hide_the_errors(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "in", {**WORLD, "aanbod": edited(OFFERINGS, "beide", "?")})
    monkeypatch.setattr("loket.exchange.output_files.tempfile.mkstemp", _not_allowed)
    with pytest.raises(ImportRefused) as refusal:
        import_paths(store, [folder])
    assert refusal.value.listed is None


def _not_allowed(**_where: object) -> tuple[int, str]:
    raise PermissionError(13, "Permission denied")


def test_every_delimiter_and_encoding_gives_the_same_records(sqlite_database: str, tmp_path: Path) -> None:
    from loket.store.database import open_store

    seen = set()
    for place, (delimiter, encoding) in enumerate([(",", "cp1252"), ("\t", "utf-8-sig"), (";", "utf-8")]):
        folder = tmp_path / f"shape{place}"
        folder.mkdir()
        for path in RONDE.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file, delimiter=";"))
            with (folder / path.name).open("w", encoding=encoding, newline="") as file:
                csv.writer(file, delimiter=delimiter).writerows(rows)
        address = shutil.copyfile(sqlite_database, tmp_path / f"{place}.db")
        store = open_store(str(address), actor="ilse")
        bring_in(store, folder)
        make_admin(store)
        export_all(store, folder / "csv", "csv")
        seen.add((folder / "csv" / "ondersteuningsvragen.csv").read_bytes() + (folder / "csv" / "instellingen.csv").read_bytes())
        store.close()
    assert len(seen) == 1
