"""The figures on the command line: JSON for scripts, tables for people."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from loket.casework.institution_merge import merge_institutions
from loket.store.database import Store, open_store
from loket.store.undo import undo
from tests.worlds.load import SAMPLE, load_sample

Loket = Callable[..., Any]


@pytest.fixture(scope="module")
def full(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database with the published sample, only read from."""
    path = shutil.copyfile(sqlite_template, tmp_path_factory.mktemp("sample") / "loket.db")
    filled = open_store(str(path), actor="ilse")
    load_sample(filled)
    filled.close()
    return str(path)


def test_json_holds_the_published_figures(loket: Loket, store: Store) -> None:
    load_sample(store)
    address = str(store.address.path or store.address.url)
    ran = loket("--database", address, "dashboard", "--json", "--from", "2026-01-01", "--to", "2026-11-21")
    expected = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
    found = json.loads(ran.out)
    assert (ran.status, ran.err) == (0, "")
    assert list(found) == ["today", "from", "to", "as_of", "filters", "indicators", "breakdowns", "series"]
    assert (found["from"], found["to"], found["as_of"]) == ("2026-01-01", "2026-11-21", None)
    assert {name: found["indicators"][name] for name in expected["indicators"]} == expected["indicators"]


def test_the_default_period_is_this_year_up_to_today(loket: Loket, full: str) -> None:
    short = loket("--database", full, "dashboard", "--json")
    asked = loket("--database", full, "dashboard", "--json", "--from", "2026-01-01", "--to", "2026-11-21")
    assert short.out == asked.out


def test_filters_take_the_words_of_both_languages(loket: Loket, full: str) -> None:
    dutch = loket("--database", full, "dashboard", "--json", "--kind", "Algemeen", "--province", "Fryslân", "--theme", "4")
    english = loket("--database", full, "dashboard", "--json", "--kind", "general", "--province", "friesland", "--theme", "4")
    found = json.loads(dutch.out)
    assert dutch.out == english.out
    assert found["filters"] == {"kind": "general", "province": "Friesland", "theme": "4"}
    assert found["indicators"]["wensenscan_response"] is None
    assert found["indicators"]["trends_raised"] is None
    assert found["indicators"]["requests_received"] is not None


def test_tables_show_what_each_figure_is_a_part_of_and_what_is_unknown(loket: Loket, full: str) -> None:
    ran = loket("--database", full, "dashboard")
    lines = {line.split("  ")[0]: line for line in ran.out.splitlines()}
    assert "92/233" in lines["Instellingen die de WensenScan invulden"]
    assert lines["Vragen te laat"].split()[-2:] == ["26", "▲+3"]
    assert "p90 135,4 d, n 102" in lines["Doorlooptijd van vragen"]
    assert "Samen 214 bij 171 vragen" in ran.out
    assert "\x1b" not in ran.out


def test_tables_say_where_a_filter_cannot_apply(loket: Loket, full: str) -> None:
    ran = loket("--database", full, "--lang", "en", "dashboard", "--theme", "3")
    assert "n/a" in next(line for line in ran.out.splitlines() if line.startswith("Institutions that filled in"))
    assert "FUNNEL" not in ran.out
    assert "Not applicable with these filters: Funnel, Coverage by province" in ran.out


def test_plain_text_stays_within_a_hundred_columns(loket: Loket, full: str) -> None:
    for arguments in ([], ["--from", "2020-01-01"], ["--lang", "en"]):
        ran = loket("--database", full, *arguments[:2] * ("--lang" in arguments), "dashboard", *arguments * ("--lang" not in arguments))
        assert max(map(len, ran.out.splitlines())) <= 100
        assert ran.out.isprintable() or set(filter(lambda sign: not sign.isprintable(), ran.out)) == {"\n"}


def test_what_the_figures_are_compared_with_can_be_chosen(loket: Loket, full: str) -> None:
    half = ("--database", full, "dashboard", "--from", "2026-01-01", "--to", "2026-06-30")
    assert "t.o.v. 30 mei (stand), 2025 (stroom)" in loket(*half).out
    assert "t.o.v. 1 jul – 31 dec 2025" in loket(*half, "--against", "ervoor").out
    assert loket(*half, "--against", "eeuw").status == 2


def test_one_chart_as_text_json_and_csv(loket: Loket, full: str) -> None:
    asked = ("--database", full, "dashboard", "--chart", "coverage_by_umbrella")
    text, found, table = loket(*asked).out, json.loads(loket(*asked, "--json").out), loket(*asked, "--csv").out
    lines = {line["key"]: [cell["count"] for cell in line["cells"]] for line in found["lines"]}
    assert found["lines"][0]["cells"][0]["of"] == lines["NVZ"][1]
    assert ";".join(["NVZ", *map(str, lines["NVZ"])]) in table
    assert f"{lines['NVZ'][0]}/{lines['NVZ'][1]}" in text
    assert "TRECHTER" not in text


def test_the_newer_filters_are_told_in_the_json(loket: Loket, full: str) -> None:
    narrowed = ("--epd-vendor", "epic", "--audience", "bestuur", "--advisor", "ILSE", "--outcome-info", "met")
    ran = loket("--database", full, "dashboard", "--json", *narrowed)
    found = json.loads(ran.out)
    assert found["filters"] == {"epd_vendor": "Epic", "audience": "board", "advisor": "ilse", "outcome_info": "with"}
    assert found["indicators"]["requests_received"] is not None
    assert found["indicators"]["wensenscan_response"] is None


def test_a_file_gets_utf8(loket: Loket, full: str, tmp_path: Path) -> None:
    target = tmp_path / "cijfers.json"
    ran = loket("--database", full, "dashboard", "--json", "-o", str(target))
    assert (ran.status, ran.out) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["today"] == "2026-11-21"


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--kind", "fabriek"], 2, "topklinisch"),
        (["--from", "31-02-2026"], 2, "31-02-2026"),
        (["--theme", "drie"], 2, "drie"),
        (["--theme", "7"], 1, "7"),
        (["--round", "WensenScan 1999"], 1, "WensenScan 2024"),
        (["--epd-vendor", "niemand"], 1, "ChipSoft"),
        (["--advisor", "niemand"], 1, "ilse"),
        (["--audience", "buren"], 2, "bestuur"),
        (["--chart", "taart"], 2, "funnel"),
        (["--csv"], 2, "--chart"),
        (["--from", "2026-03-01", "--to", "2026-02-01"], 1, "2026-02-01"),
    ],
)
def test_a_wrong_question_is_refused_in_one_line(loket: Loket, full: str, arguments: list[str], status: int, told: str) -> None:
    ran = loket("--database", full, "dashboard", *arguments)
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.startswith("loket: ")
    assert told in ran.err


def test_an_earlier_moment_gives_the_bytes_of_then(loket: Loket, store: Store) -> None:
    address = str(store.address.path or store.address.url)
    load_sample(store)
    period = ("--from", "2026-01-01", "--to", "2026-11-21")
    then = loket("--database", address, "dashboard", "--json", *period).out
    with store.read() as reader:
        line = reader.value("SELECT max(seq) FROM change_log")
    as_of = ("--database", address, "dashboard", "--json", *period, "--as-of", f"#{line}")
    first = loket(*as_of).out
    with store.write("correct") as tx:
        tx.connection.exec_driver_sql("UPDATE support_request SET closed_on = NULL, state = 'new'")
        tx.connection.exec_driver_sql("DELETE FROM request_theme WHERE theme_id = 1")
        tx.connection.exec_driver_sql("UPDATE wensenscan_response SET sdm_scope = NULL")
    merged = merge_institutions(store, 1, 2)
    assert loket(*as_of).out == first, "after corrections, deletions and a merge"
    undo(store, merged.tx or 0)
    assert loket(*as_of).out == first, "after an undo"
    past, live = json.loads(first), json.loads(then)
    assert past["as_of"]["seq"] == line
    assert {**past, "today": None, "as_of": None} == {**live, "today": None, "as_of": None}
    assert json.loads(loket("--database", address, "dashboard", "--json", *period).out)["indicators"] != live["indicators"]


def test_a_moment_gives_its_own_today(loket: Loket, full: str) -> None:
    found = json.loads(loket("--database", full, "dashboard", "--json", "--as-of", "#1").out)
    day = found["as_of"]["at"][:10]
    assert (found["today"], found["from"], found["to"]) == (day, f"{day[:4]}-01-01", day)


def test_a_moment_ahead_is_refused(loket: Loket, full: str) -> None:
    ran = loket("--database", full, "dashboard", "--as-of", "2099-01-01")
    assert (ran.status, ran.out) == (1, "")
    assert "2099-01-01" in ran.err
