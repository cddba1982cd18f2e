"""A fit-gap workbook goes out, is filled in, and comes back to the analysis that it is of; what is wrong is said with its cell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter

from loket.casework.fitgap import FitGapInput, FitGapItemInput, add_fitgap, score_item
from loket.exchange.fitgap.workbook_template import write_template
from loket.exchange.import_files import row_as_read
from loket.exchange.source_tables import read_sheets
from loket.models.errors import Refused
from loket.models.words import FitGapDimension, YesNo
from loket.store.database import Store
from loket.store.undo import last_undoable, undo
from tests.exchange.import_helpers import INSTITUTIONS, bring_in, counts, refused, values, write
from tests.exchange.libreoffice import NOT_FOUND, Office, find_office

ITEMS = "SELECT dimension, current, needed, gap, action, national FROM fit_gap_item ORDER BY id"
SUPPORT, API = FitGapDimension.SUPPORT, FitGapDimension.API


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    program = find_office()
    if program is None:
        pytest.skip(NOT_FOUND)
    return Office(program, tmp_path_factory.mktemp("office"))


def prepared(store: Store, folder: Path) -> int:
    """Two institutions, and an analysis of the first with one dimension filled in; gives its number."""
    bring_in(store, write(folder / "in", {"instellingen": INSTITUTIONS}))
    number = add_fitgap(store, FitGapInput(institution_id=1, outcome_set_id=3)).record.id
    score_item(
        store, number, API, FitGapItemInput(current="handmatig", needed="automatisch", gap=4, action="=aansluiten", national=YesNo.YES)
    )
    return number


def changed(source: Path, target: Path, cells: Mapping[str, str | int | None], *, drop: int | None = None, more: str = "") -> Path:
    """The workbook as somebody without a spreadsheet program would change it: every sheet copied, some cells of Fit-gap other ones."""
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_numbers": False})
    for grid in read_sheets(source):
        sheet = book.add_worksheet(grid.sheet)
        rows = [list(row) for row in grid.rows]
        for name, value in cells.items() if grid.sheet == "Fit-gap" else ():
            rows[int(name[1:]) - 1][ord(name[0]) - ord("A")] = "" if value is None else value
        if drop is not None and grid.sheet == "Fit-gap":
            del rows[drop - 1]
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    if more:
        book.add_worksheet(more).write_string(0, 0, "eigen aantekeningen")
    book.close()
    return target


def test_a_workbook_filled_in_with_libreoffice_comes_back(sqlite_store: Store, tmp_path: Path, office: Office) -> None:
    store = sqlite_store
    prepared(store, tmp_path)
    write_template(store, tmp_path / "leeg.xlsx")
    typed: dict[str, str | int] = {
        "B3": "merenzorg",
        "B4": "chronische nierschade",
        "B6": "21-11-2026",
        "C11": "=1+2 is geen formule",
        "D11": "+ breed gedragen",
        "E11": 3,
        "G11": "ja",
        "E12": "onbekend",
    }
    office.fill_in(tmp_path / "leeg.xlsx", typed, tmp_path / "terug.xlsx")
    summary = bring_in(store, tmp_path / "terug.xlsx")
    assert counts(summary, "fitgap") == (1, 0, 0, 0, 0)
    assert counts(summary, "fitgap_punten") == (2, 0, 0, 0, 0)
    assert values(store, "SELECT institution_id, outcome_set_id, state, started_on FROM fit_gap_analysis WHERE id = 2") == [
        (1, 1, "running", "2026-11-21")
    ]
    assert values(store, ITEMS)[1:] == [
        ("support", "=1+2 is geen formule", "+ breed gedragen", 3, None, "yes"),
        ("capacity", None, None, None, None, None),
    ]
    assert bring_in(store, tmp_path / "terug.xlsx").nothing_changed


def test_libreoffice_keeps_the_lists_and_a_filled_workbook_saved_as_ods_changes_only_what_was_typed(
    sqlite_store: Store, tmp_path: Path, office: Office
) -> None:
    store = sqlite_store
    number = prepared(store, tmp_path)
    write_template(store, tmp_path / "uit.xlsx", number=number)
    count_lists = 'sheet.getCellRangeByName("C12").String = sheet.getCellRangeByName("E16").Validation.Type'
    office.fill_in(tmp_path / "uit.xlsx", {"E16": 2, "D11": "bestuur doet mee"}, tmp_path / "terug.ods", count_lists)
    assert counts(bring_in(store, tmp_path / "terug.ods"), "fitgap_punten") == (2, 1, 0, 0, 0)
    assert values(store, ITEMS) == [
        ("api", "handmatig", "automatisch", 2, "=aansluiten", "yes"),
        ("support", None, "bestuur doet mee", None, None, None),
        ("capacity", "6", None, None, None, None),  # 6 is LibreOffice's number for a list to choose from
    ]


def test_the_same_workbook_changes_nothing_and_one_undo_takes_an_import_back(store: Store, tmp_path: Path) -> None:
    number = prepared(store, tmp_path)
    out = tmp_path / "uit.xlsx"
    assert write_template(store, out, number=number) == "Ziekenhuis Merenrand · knie-heupartrose"
    first = out.read_bytes()
    write_template(store, out, number=number)
    assert out.read_bytes() == first
    assert bring_in(store, out).nothing_changed
    before = values(store, ITEMS)
    back = changed(out, tmp_path / "terug.xlsx", {"E16": None, "C16": None, "G12": "nee"})
    assert bring_in(store, back, dry_run=True).tables[1].changed == 1
    assert values(store, ITEMS) == before
    bring_in(store, back)
    assert values(store, ITEMS) == [
        ("api", None, "automatisch", None, "=aansluiten", "yes"),
        ("capacity", None, None, None, None, "no"),
    ]
    with store.read() as reader:
        entry = last_undoable(reader, store.actor)
    assert entry is not None
    undo(store, entry.id)
    assert values(store, ITEMS) == before


def test_what_an_advisor_changed_since_it_went_out_is_a_conflict(sqlite_store: Store, tmp_path: Path) -> None:
    store = sqlite_store
    number = prepared(store, tmp_path)
    write_template(store, tmp_path / "uit.xlsx", number=number)
    score_item(store, number, API, FitGapItemInput(gap=1))
    back = changed(tmp_path / "uit.xlsx", tmp_path / "terug.xlsx", {"E16": 3})
    assert counts(bring_in(store, back), "fitgap_punten") == (0, 0, 0, 1, 0)
    assert counts(bring_in(store, back, overwrite=True), "fitgap_punten") == (0, 1, 0, 0, 0)


def test_a_blank_workbook_finds_the_analysis_and_clears_nothing(sqlite_store: Store, tmp_path: Path) -> None:
    store = sqlite_store
    prepared(store, tmp_path)
    write_template(store, tmp_path / "uit.xlsx", "Merenrand", "knie-heupartrose")
    back = changed(tmp_path / "uit.xlsx", tmp_path / "terug.xlsx", {"D16": "elke nacht", "E11": 1})
    summary = bring_in(store, back)
    assert counts(summary, "fitgap") == (0, 0, 1, 0, 0)
    assert values(store, ITEMS) == [
        ("api", "handmatig", "elke nacht", 4, "=aansluiten", "yes"),
        ("support", None, None, 1, None, None),
    ]


@pytest.mark.parametrize(
    ("cells", "cell", "why"),
    [
        ({"E11": "drie"}, "E11", "geen geheel getal van 0 tot en met 4"),
        ({"E11": 7}, "E11", "geen geheel getal van 0 tot en met 4"),
        ({"G11": "misschien"}, "G11", "niet in de lijst"),
        ({"A11": "draagvlakte", "E11": 2}, "A11", "niet in de lijst"),
        ({"B3": "Ziekenhuis Merenrnd"}, "B3", "onbekende instelling"),
        ({"B3": None}, "B3", "moet gevuld zijn"),
        ({"B4": "voetschimmel"}, "B4", "onbekende UZ-set"),
        ({"B5": "bijna klaar"}, "B5", "niet in de lijst"),
        ({"B6": "ergens in mei"}, "B6", "geen datum"),
    ],
)
def test_what_is_wrong_is_said_with_its_cell(
    sqlite_store: Store, tmp_path: Path, cells: dict[str, str | int | None], cell: str, why: str
) -> None:
    prepared(sqlite_store, tmp_path)
    write_template(sqlite_store, tmp_path / "uit.xlsx", "Duinzicht", "knie-heupartrose")
    problem = refused(sqlite_store, changed(tmp_path / "uit.xlsx", tmp_path / "terug.xlsx", {"C11": "x", **cells}))[0]
    assert (problem.file, problem.cell) == ("terug.xlsx [Fit-gap]", cell)
    assert why in problem.why
    read = dict(row_as_read([tmp_path / "terug.xlsx"], problem.file, problem.row))
    assert read.get("Huidig") == "x" or "Instelling" in read


def test_an_extra_sheet_and_a_removed_row_are_told_and_do_no_harm(sqlite_store: Store, tmp_path: Path) -> None:
    store = sqlite_store
    number = prepared(store, tmp_path)
    write_template(store, tmp_path / "uit.xlsx", number=number)
    before = values(store, ITEMS)
    summary = bring_in(store, changed(tmp_path / "uit.xlsx", tmp_path / "terug.xlsx", {}, drop=16, more="Kosten"))
    assert summary.warnings == (
        "terug.xlsx: het blad Kosten is geen fit-gap en blijft buiten",
        "terug.xlsx, blad Fit-gap: API-koppeling staat er niet in en blijft zoals het was",
    )
    assert values(store, ITEMS) == before


def test_a_workbook_of_one_institution_is_not_taken_for_another(sqlite_store: Store, tmp_path: Path) -> None:
    number = prepared(sqlite_store, tmp_path)
    write_template(sqlite_store, tmp_path / "uit.xlsx", number=number)
    other = changed(tmp_path / "uit.xlsx", tmp_path / "terug.xlsx", {"B3": "Kliniek Duinzicht"})
    assert "blad Fit-gap, cel B3: deze werkmap is gemaakt voor Ziekenhuis Merenrand" in refused(sqlite_store, other)[0].why


def test_two_sheets_of_one_analysis_that_differ_are_both_named(sqlite_store: Store, tmp_path: Path) -> None:
    number = prepared(sqlite_store, tmp_path)
    write_template(sqlite_store, tmp_path / "een.xlsx", number=number)
    changed(tmp_path / "een.xlsx", tmp_path / "twee.xlsx", {"E16": 2})
    problems = refused(sqlite_store, tmp_path / "een.xlsx", tmp_path / "twee.xlsx")
    assert {problem.file for problem in problems} == {"een.xlsx [Fit-gap]", "twee.xlsx [Fit-gap]"}


def test_a_later_or_damaged_workbook_is_refused_and_an_earlier_layout_is_read(sqlite_store: Store, tmp_path: Path) -> None:
    store = sqlite_store
    prepared(store, tmp_path)
    write_template(store, tmp_path / "uit.xlsx", "Duinzicht", "knie-heupartrose")
    for version, message in ((99, "nieuwere versie"), ("x", "beschadigd")):
        with pytest.raises(Refused, match=message):
            bring_in(store, _with_mark(tmp_path / "uit.xlsx", tmp_path / "terug.xlsx", version))
    older = _with_mark(tmp_path / "uit.xlsx", tmp_path / "terug.xlsx", 0, {"B10": "Toelichting", "F10": "", "E11": 2})
    assert counts(bring_in(store, older), "fitgap_punten") == (1, 0, 0, 0, 0)


def _with_mark(source: Path, target: Path, version: int | str, cells: Mapping[str, str | int | None] | None = None) -> Path:
    changed(source, target, cells or {})
    book = xlsxwriter.Workbook(target.with_name("met-merk.xlsx"))
    for grid in read_sheets(target):
        sheet = book.add_worksheet(grid.sheet)
        for number, row in enumerate(grid.rows):
            sheet.write_row(
                number, 0, [version if grid.sheet == "loket" and (number, place) == (0, 1) else cell for place, cell in enumerate(row)]
            )
    book.close()
    return target.with_name("met-merk.xlsx")


def test_what_is_confidential_does_not_go_out(sqlite_store: Store, tmp_path: Path) -> None:
    store = sqlite_store
    number = prepared(store, tmp_path)
    with store.write("test") as tx:
        tx.connection.exec_driver_sql("UPDATE fit_gap_item SET confidential = 1")
    write_template(store, tmp_path / "uit.xlsx", number=number)
    assert "handmatig" not in str([list(grid.rows) for grid in read_sheets(tmp_path / "uit.xlsx")])
    before = values(store, ITEMS)
    bring_in(store, tmp_path / "uit.xlsx")
    assert values(store, ITEMS) == before
    with store.write("test") as tx:
        tx.connection.exec_driver_sql("UPDATE fit_gap_analysis SET confidential = 1")
    with pytest.raises(Refused, match="vertrouwelijk"):
        write_template(store, tmp_path / "uit.xlsx", number=number)
