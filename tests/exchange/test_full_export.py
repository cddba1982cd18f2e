from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from loket.casework.contacts import ContactInput, add_contact
from loket.casework.institution_merge import merge_institutions
from loket.casework.institutions import InstitutionInput, add_institution
from loket.exchange.full_export import export_all
from loket.language.safe_text import clean_line
from loket.models.errors import Refused
from loket.store.database import Store, open_store
from tests.exchange.import_helpers import CONVERSATIONS, INSTITUTIONS, REQUESTS, WORLD, bring_in, count, edited, make_admin, values, write

RONDE = Path(__file__).parent.parent / "data" / "ronde-2024"
AWKWARD = ["'s-Hertogenbosch", "-5 dagen", "=1+2", "''=x", "'=x", "+31 6 12", "@x", 'zei "ja"; en', "één\ntwee\t[red]", "\tin"]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    """Makes empty databases; on SQLite, where whoever makes one is its admin."""
    opened: list[Store] = []

    def make(name: str) -> Store:
        opened.append(open_store(str(tmp_path / f"{name}.db"), actor="ilse"))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The JSON of a small world, made once."""
    folder = tmp_path_factory.mktemp("exported")
    source = open_store(str(folder / "source.db"), actor="ilse")
    bring_in(source, write(folder / "in", WORLD))
    export_all(source, folder / "all.json", "json")
    source.close()
    return (folder / "all.json").read_text(encoding="utf-8")


def dashboard(store: Store) -> str:
    from datetime import date

    from loket.insight.figures.dashboard import dashboard as compute
    from loket.insight.figures.filters import Filters
    from loket.insight.figures.period import Period

    return compute(store, Period(date(2026, 1, 1), date(2026, 11, 21)), Filters()).as_json()


def test_json_into_an_empty_database_gives_the_same_bytes(store: Store, elsewhere: Callable[[str], Store], tmp_path: Path) -> None:
    bring_in(store, RONDE)
    make_admin(store)
    export_all(store, tmp_path / "one.json", "json")
    other = elsewhere("other")
    (document,) = bring_in(other, tmp_path / "one.json").documents
    assert document[1] > 4000
    export_all(other, tmp_path / "two.json", "json")
    assert (tmp_path / "two.json").read_bytes() == (tmp_path / "one.json").read_bytes()
    assert bring_in(other, tmp_path / "one.json").nothing_changed
    assert count(other, "support_request") == count(store, "support_request")


def test_numbers_go_on_after_json(store: Store, tmp_path: Path, exported: str) -> None:
    (tmp_path / "all.json").write_text(exported, encoding="utf-8")
    bring_in(store, tmp_path / "all.json")
    more = [REQUESTS[0], "V9;Merenrand;Later;;;;2026-05-05;nieuw;"]
    bring_in(store, write(tmp_path / "more", {"ondersteuningsvragen": more}))
    assert values(store, "SELECT id FROM support_request ORDER BY id") == [1, 2, 3]


def test_json_keeps_what_points_at_its_own_table(store: Store, tmp_path: Path, elsewhere: Callable[[str], Store]) -> None:
    source = elsewhere("source")
    bring_in(source, write(tmp_path / "in", WORLD))
    with source.write("merge") as tx:
        tx.connection.execute(text("UPDATE institution SET merged_into_id = 3, active = false WHERE id = 2"))
    export_all(source, tmp_path / "all.json", "json")
    bring_in(store, tmp_path / "all.json")
    assert values(store, "SELECT merged_into_id FROM institution ORDER BY id") == [None, 3, None, None]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda tables: tables["support_request"][0].update(state="klaar"),
        lambda tables: tables["support_request"][0].update(received_on="2026-02-31"),
        lambda tables: tables["support_request"][0].update(institution_id=99),
        lambda tables: tables["support_request"][0].update(institution_id="1"),
        lambda tables: tables["support_request"][0].update(title=None),
        lambda tables: tables["support_request"][0].update(onbekend=1),
        lambda tables: tables["support_request"].append("x"),
        lambda tables: tables["support_request"].append(dict(tables["support_request"][0])),
        lambda tables: tables.update(vreemd=[]),
    ],
)
def test_damaged_json_is_refused_whole(store: Store, tmp_path: Path, exported: str, spoil: Callable[[object], None]) -> None:
    document = json.loads(exported)
    spoil(document["tables"])
    (tmp_path / "all.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(Refused, match=r"all\.json"):
        bring_in(store, tmp_path / "all.json")
    assert count(store, "institution") == 0


def test_json_into_a_filled_database_is_refused(store: Store, tmp_path: Path, exported: str) -> None:
    (tmp_path / "all.json").write_text(exported, encoding="utf-8")
    bring_in(store, write(tmp_path / "in", {"instellingen": INSTITUTIONS}))
    with pytest.raises(Refused, match=r"all\.json"):
        bring_in(store, tmp_path / "all.json")
    with pytest.raises(Refused):
        bring_in(store, write(tmp_path / "los", {"los.json": ['{"format": "iets anders"}']}) / "los.json")


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_canonical_tables_give_the_same_figures_elsewhere(
    store: Store, tmp_path: Path, elsewhere: Callable[[str], Store], file_format: str
) -> None:
    bring_in(store, RONDE)
    make_admin(store)
    target = tmp_path / ("out" if file_format == "csv" else "out.xlsx")
    export_all(store, target, file_format)  # type: ignore[arg-type]
    assert bring_in(store, target, dry_run=True).nothing_changed
    other = elsewhere("other")
    bring_in(other, target)
    assert dashboard(other) == dashboard(store)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_any_text_comes_back(store: Store, tmp_path: Path, elsewhere: Callable[[str], Store], file_format: str) -> None:
    source = elsewhere("source")
    bring_in(source, write(tmp_path / "in", WORLD))
    with source.write("test") as tx:
        for place, awkward in enumerate(AWKWARD):
            row = {"key": f"T{place}", "text": awkward, "title": clean_line(awkward).text}
            tx.connection.execute(
                text(
                    "INSERT INTO support_request (sleutel, title, description, department, received_on, institution_id, state) "
                    "VALUES (:key, :title, :text, :title, '2026-01-01', 1, 'new')"
                ),
                row,
            )
    target = tmp_path / ("out" if file_format == "csv" else "out.xlsx")
    export_all(source, target, file_format)  # type: ignore[arg-type]
    bring_in(store, target)
    wanted = "SELECT title, description, department FROM support_request WHERE sleutel LIKE 'T%' ORDER BY sleutel"
    assert [row[1] for row in values(store, wanted)] == AWKWARD
    assert bring_in(source, target, dry_run=True).nothing_changed


def test_merged_institutions_shared_names_and_signals_of_nobody_come_back_too(
    store: Store, tmp_path: Path, elsewhere: Callable[[str], Store]
) -> None:
    source = elsewhere("source")
    scans = ["ronde;instelling;doelgroep;ingevuld_op", "R1;Merenrand;bestuur;2026-01-05"]
    bring_in(source, write(tmp_path / "in", {**WORLD, "wensenscan": scans}))
    with source.write("merge") as tx:
        for statement in (
            "UPDATE institution SET merged_into_id = 3, active = false WHERE id = 2",
            "INSERT INTO institution_alias (institution_id, alias) VALUES (3, 'Kliniek Duinzicht')",
            "UPDATE support_request SET institution_id = 3 WHERE institution_id = 2",
            "UPDATE institution SET name = 'Kliniek Oeverbos' WHERE id = 4",
            "INSERT INTO signal (sleutel, description, recorded_on, state) VALUES ('S1', 'Gehoord', '2026-01-01', 'new')",
            "INSERT INTO referral (sleutel, institution_id, offering_id, referred_on, state) VALUES ('D9', 3, 1, '2026-01-01', 'open')",
        ):
            tx.connection.execute(text(statement))
    export_all(source, tmp_path / "out", "csv")
    bring_in(store, tmp_path / "out")
    assert dashboard(store) == dashboard(source)
    assert count(store, "round_population") == count(source, "round_population")
    assert values(store, "SELECT i.agb FROM referral r JOIN institution i ON i.id = r.institution_id WHERE sleutel = 'D9'") == ["06010003"]


def test_an_export_is_for_admins_and_is_recorded(store: Store, tmp_path: Path) -> None:
    bring_in(store, write(tmp_path / "in", WORLD))
    with pytest.raises(Refused):
        export_all(store, tmp_path / "all.json", "json")
    assert count(store, "export_log") == 0
    make_admin(store)
    done = export_all(store, tmp_path / "all.json", "json")
    assert values(store, "SELECT advisor, rows FROM export_log") == [("ilse", done.total)]


def test_an_export_stands_where_it_should_or_nothing_does(store: Store, tmp_path: Path) -> None:
    bring_in(store, write(tmp_path / "in", WORLD))
    make_admin(store)
    (tmp_path / "bezet").write_text("x")
    with pytest.raises(Refused):
        export_all(store, tmp_path / "bezet", "csv")
    with pytest.raises(Refused):
        export_all(store, tmp_path / "in", "json")
    with pytest.raises(Refused):
        export_all(store, tmp_path / "nergens" / "all.json", "json")
    export_all(store, tmp_path / "uit" / "csv", "csv")
    assert len(list((tmp_path / "uit" / "csv").iterdir())) == 13
    if sys.platform != "win32":
        mode = (tmp_path / "uit" / "csv" / "contactpersonen.csv").stat().st_mode
        assert stat.S_IMODE(mode) == 0o600


def test_a_text_that_xlsx_cannot_hold_is_refused_with_its_column(store: Store, tmp_path: Path) -> None:
    header = CONVERSATIONS[0] + ";samenvatting"
    tables = {**WORLD, "gesprekken": [header, *(f"{line};{'x' * 40_000}" for line in CONVERSATIONS[1:])]}
    bring_in(store, write(tmp_path / "in", tables))
    make_admin(store)
    with pytest.raises(Refused, match="samenvatting"):
        export_all(store, tmp_path / "uit.xlsx", "xlsx")
    assert not (tmp_path / "uit.xlsx").exists()
    export_all(store, tmp_path / "uit", "csv")


def test_confidential_travels_along(store: Store, tmp_path: Path) -> None:
    lines = [f"{line};{'vertrouwelijk' if place == 0 else 'ja'}" for place, line in enumerate(REQUESTS)]
    bring_in(store, write(tmp_path / "in", {**WORLD, "ondersteuningsvragen": lines}))
    make_admin(store)
    export_all(store, tmp_path / "uit", "csv")
    assert ";ja\r\n" in (tmp_path / "uit" / "ondersteuningsvragen.csv").read_text(encoding="utf-8-sig", errors="strict").replace(
        "\n", "\r\n"
    )
    clear = write(tmp_path / "in", {"ondersteuningsvragen": edited(lines, ";ja", ";")})
    bring_in(store, clear)
    assert values(store, "SELECT count(*) FROM support_request WHERE confidential") == [0]


def test_two_of_one_name_that_were_merged_come_back_as_one_and_namesakes_are_told(sqlite_store: Store, tmp_path: Path) -> None:
    for city in ("Zwolle", None):
        add_institution(sqlite_store, InstitutionInput(name="Ziekenhuis A", city=city))
    make_admin(sqlite_store)
    merge_institutions(sqlite_store, 1, 2)
    export_all(sqlite_store, tmp_path / "out", "csv")
    other = open_store(str(tmp_path / "other.db"), actor="ilse")
    try:
        bring_in(other, tmp_path / "out")
        assert values(other, "SELECT name, city FROM institution") == [("Ziekenhuis A", "Zwolle")]
    finally:
        other.close()
    for function in ("arts", "bestuurder"):
        add_contact(sqlite_store, ContactInput(name="J. de Vries", institution_id=1, function=function))
    assert "J. de Vries bij Ziekenhuis A" in export_all(sqlite_store, tmp_path / "out.xlsx", "xlsx").warnings[0]
