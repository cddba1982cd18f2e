from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.exchange.output_files import Sheet, guard, unguard, write_csv, write_xlsx
from loket.exchange.source_tables import SourceTable, read_tables
from loket.models.errors import Refused

KNOWN = {"sleutel", "titel", "omschrijving"}


def read_text(folder: Path, text: str | bytes, name: str = "los.csv") -> SourceTable:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (table,) = read_tables(path, KNOWN)
    return table


def refusal(folder: Path, data: bytes, name: str = "los.csv") -> str:
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        read_tables(path, KNOWN)
    assert name in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize(("encoding", "said"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 (BOM)"), ("cp1252", "Windows-1252")])
def test_every_shape_of_csv_gives_the_same_table(tmp_path: Path, delimiter: str, encoding: str, said: str) -> None:
    rows = [["sleutel", "titel"], ["V1", "Patiënten; en, ‘meer’"], ["V2", "€ 3"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    table = read_text(tmp_path, text.encode(encoding))
    assert (table.encoding, table.delimiter) == (said, delimiter)
    assert table.headers == ("sleutel", "titel")
    assert table.rows == [("V1", "Patiënten; en, ‘meer’"), ("V2", "€ 3")]


def test_the_delimiter_with_known_headers_wins_over_the_one_with_most_columns(tmp_path: Path) -> None:
    table = read_text(tmp_path, "sleutel;titel;a,b,c,d,e\r\nV1;x;y\r\n")
    assert table.headers == ("sleutel", "titel", "a,b,c,d,e")


def test_excels_own_delimiter_line_is_obeyed(tmp_path: Path) -> None:
    assert read_text(tmp_path, "sep=,\r\nsleutel,titel\r\nV1,x;y\r\n").rows == [("V1", "x;y")]


def test_headers_are_found_in_any_case_and_with_spaces(tmp_path: Path) -> None:
    assert read_text(tmp_path, " Sleutel ;TITEL\u00a0\nV1;x\n").headers == ("sleutel", "titel")


def test_quoted_newlines_and_blank_rows_keep_the_row_numbers_of_a_spreadsheet(tmp_path: Path) -> None:
    table = read_text(tmp_path, 'sleutel;titel\r\nV1;"een\r\ntwee"\r\n\r\n;\r\nV2;x\r\n')
    assert table.rows == [("V1", "een\r\ntwee"), ("V2", "x")]
    assert table.row_numbers == [2, 5]


def test_rows_that_do_not_fit_the_headers_are_named(tmp_path: Path) -> None:
    table = read_text(tmp_path, "sleutel;titel\nV1\nV2;x;;\nV3;x;y\n")
    assert set(table.ragged) == {2, 4}
    assert table.rows == [("V1", ""), ("V2", "x"), ("V3", "x")]


@pytest.mark.parametrize("data", [b"", b"  \r\n\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "leeg" in refusal(tmp_path, data) or "empty" in refusal(tmp_path, data)


@pytest.mark.parametrize(
    "data",
    [
        "sleutel;titel\nV1;x\n".encode("utf-16"),
        "sleutel;titel\nV1;x\n".encode("utf-16-le"),
        "sleutel;titel\nV1;ë\n".encode() * 3 + b"V2;\xeb\n",
        b"sleutel;titel\nV1;\x81\n",
    ],
)
def test_another_encoding_is_refused_and_never_garbled(tmp_path: Path, data: bytes) -> None:
    assert "UTF" in refusal(tmp_path, data)


def test_an_unclosed_quote_is_refused_with_its_row(tmp_path: Path) -> None:
    assert "3" in refusal(tmp_path, b'sleutel;titel\nV1;x\nV2;"open\nV3;y\n')


def test_a_cell_larger_than_a_megabyte_is_read_whole(tmp_path: Path) -> None:
    assert read_text(tmp_path, f"sleutel;titel\nV1;{'x' * 1_500_000}\n").rows[0][1] == "x" * 1_500_000


def test_a_missing_file_a_folder_and_another_kind_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "weg.csv", tmp_path, tmp_path / "brief.docx"):
        with pytest.raises(Refused):
            read_tables(path)


AWKWARD = [
    "'s-Hertogenbosch",
    "-5 dagen",
    "=1+2",
    "''=x",
    "'=x",
    "\ttab",
    "\r",
    "\n",
    "@x",
    "'",
    "''",
    "+31 6 12",
    "a;b",
    'zei "ja"',
]


@given(st.text())
def test_the_guard_comes_off_again_from_any_text(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.sampled_from(AWKWARD)), min_size=1, max_size=5))
def test_any_text_comes_back_from_csv(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    path = tmp_path / "uit.csv"
    keyed = [(f"V{number}", *row) for number, row in enumerate(rows)]
    write_csv(path, ["sleutel", "titel", "omschrijving"], keyed)
    (table,) = read_tables(path, KNOWN)
    assert table.rows == keyed
    assert not table.ragged


def test_numbers_and_dates_in_csv_are_not_guarded(tmp_path: Path) -> None:
    path = tmp_path / "uit.csv"
    write_csv(path, ["sleutel", "titel", "omschrijving"], [("V1", -3, dt.date(2026, 1, 2)), ("V2", None, "-3")])
    assert path.read_bytes() == "\ufeffsleutel;titel;omschrijving\r\nV1;-3;2026-01-02\r\nV2;;'-3\r\n".encode()


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    date = book.add_format({"num_format": "dd-mm-yyyy"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    page.write_datetime(number, column, cell, date)
                else:
                    page.write(number, column, cell)
    book.close()
    return path


def test_a_workbook_gives_a_table_a_sheet_with_values_as_people_see_them(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "ronde.xlsx",
        {
            "een": [
                [],
                ["Sleutel", "Titel"],
                [1.0, dt.date(2025, 1, 2)],
                [],
                [True, 2.5],
                [dt.datetime(2025, 1, 2, 3, 4), "=1+2"],
            ],
            "leeg": [],
            "twee": [["naam"], ["x"]],
        },
    )
    one, two = read_tables(path)
    assert one.headers == ("sleutel", "titel")
    assert one.rows == [(1, dt.date(2025, 1, 2)), ("ja", 2.5), (dt.datetime(2025, 1, 2, 3, 4), "=1+2")]
    assert one.row_numbers == [3, 5, 6]
    assert (one.name, two.name) == ("ronde.xlsx [een]", "ronde.xlsx [twee]")
    assert one.read_as == "XLSX"


def test_a_formula_counts_with_the_value_it_last_had(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "f.xlsx")
    page = book.add_worksheet()
    page.write_row(0, 0, ["sleutel"])
    page.write_formula(1, 0, "=1+2", None, 3)
    book.close()
    assert read_tables(tmp_path / "f.xlsx")[0].rows == [(3,)]


def test_text_and_dates_come_back_from_xlsx_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "uit.xlsx"
    texts = ["=1+2", "'=x", " spaties ", "\ttab", "een\ntwee", "_x0041_", "https://x.example", "007", "😀" * 20]
    write_xlsx(path, [Sheet("t", ["a", "b", "c"], [(text, dt.date(2026, 1, 2), 3) for text in texts])])
    (table,) = read_tables(path)
    assert table.rows == [(text, dt.date(2026, 1, 2), 3) for text in texts]


def test_a_text_too_long_for_xlsx_is_refused_by_name_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "uit.xlsx"
    path.write_text("wat er stond")
    for text in ("x" * 32_768, "😀" * 16_384):
        with pytest.raises(Refused, match="omschrijving"):
            write_xlsx(path, [Sheet("signalen", ["sleutel", "omschrijving"], [("S1", text)])])
    assert path.read_text() == "wat er stond"
    assert list(tmp_path.iterdir()) == [path]


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="S"><table:table-row>{cells}</table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"""


def ods(path: Path, cells: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", ODS.format(cells=cells))
    return path


def test_ods_is_read_too(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = "".join(cell.format(text) for text in ("Sleutel", "titel"))
    data = '</table:table-row><table:table-row><table:table-cell office:value-type="float" office:value="3"/>'
    date = '<table:table-cell office:value-type="date" office:date-value="2025-01-02"/>'
    (table,) = read_tables(ods(tmp_path / "t.ods", row + data + date))
    assert table.headers == ("sleutel", "titel")
    assert table.rows == [(3, dt.date(2025, 1, 2))]


def test_a_workbook_that_is_damaged_locked_or_old_is_refused(tmp_path: Path) -> None:
    good = workbook(tmp_path / "goed.xlsx", {"een": [["naam"], ["x"]]}).read_bytes()
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    for data in (
        b"",
        b"naam\nx\n",
        good[: len(good) // 2],
        good.replace(b"PK\x01\x02", b"PK\x09\x09"),
        ole + b"\0" * 2000,
    ):
        refusal(tmp_path, data, "stuk.xlsx")
    locked = refusal(tmp_path, ole + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "slot.xlsx")
    assert "password" in locked or "wachtwoord" in locked


def test_a_workbook_that_would_exhaust_the_machine_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bom.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (301 << 20))
    far = xlsxwriter.Workbook(tmp_path / "ver.xlsx")
    page = far.add_worksheet()
    page.write(0, 0, "naam")
    page.write(1_048_575, 16_383, "x")
    far.close()
    wide = '<table:table-cell office:value-type="float" office:value="3" table:number-columns-repeated="16384"/>'
    rows = f'</table:table-row><table:table-row table:number-rows-repeated="1048576">{wide}'
    for path in (tmp_path / "bom.xlsx", tmp_path / "ver.xlsx", ods(tmp_path / "ver.ods", rows)):
        with pytest.raises(Refused):
            read_tables(path)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "uit.csv"
    path.write_text("wat er stond")

    def rows() -> object:
        yield ("V1",)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_csv(path, ["sleutel"], rows())  # type: ignore[arg-type]
    assert path.read_text() == "wat er stond"
    assert list(tmp_path.iterdir()) == [path]


def test_a_target_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "geen" / "map.csv"):
        with pytest.raises(Refused):
            write_csv(path, ["sleutel"], [])
