"""What is read of a survey tool's file: whose it is, which rows are responses, and what each column is called."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.exchange.name_index import NotUnderstood
from loket.exchange.survey.answers import Answers
from loket.exchange.survey.day_formats import DayReader
from loket.exchange.survey.survey_file import SurveyFile, read_survey
from loket.exchange.survey.survey_tools import RowState, SurveyFormat
from loket.models.errors import Refused
from tests.exchange.test_source_tables import workbook

SAMPLES = Path(__file__).parents[2] / "data" / "enquete"


def survey(tmp_path: Path, *lines: str, name: str = "enquete.csv", encoding: str = "utf-8") -> SurveyFile:
    path = tmp_path / name
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return read_survey(path)


@pytest.mark.parametrize(
    ("name", "tool", "read_as", "states"),
    [
        ("limesurvey_code_short.csv", SurveyFormat.LIMESURVEY, "UTF-8 (BOM) · ;", "complete incomplete complete"),
        ("msforms_nl_resaved_excel_cp1252.csv", SurveyFormat.MSFORMS, "Windows-1252 · ;", "complete complete"),
        ("qualtrics_3headers.csv", SurveyFormat.QUALTRICS, "UTF-8 · ,", "complete preview"),
        ("surveymonkey_expanded.csv", SurveyFormat.SURVEYMONKEY, "UTF-8 · ,", "complete incomplete"),
    ],
)
def test_the_samples_are_known_by_their_headers(name: str, tool: SurveyFormat, read_as: str, states: str) -> None:
    found = read_survey(SAMPLES / name)
    assert (found.format, found.read_as) == (tool, read_as)
    assert [row.state.value for row in found.rows] == states.split()
    assert not any(row.fault for row in found.rows)


@pytest.mark.parametrize(
    ("file", "reference", "shown"),
    [
        ("limesurvey_code_short.csv", "beh[sq002]", ["BEH[SQ002]"]),
        ("limesurvey_code_short.csv", "BEH", ["BEH[SQ001]", "BEH[SQ002]", "BEH[SQ003]"]),
        ("limesurvey_code_short.csv", "BEH[other]", ["BEH[other]"]),
        ("msforms_nl_resaved_excel_cp1252.csv", "Past u samen beslissen toe?2", ["Past u samen beslissen toe?2"]),
        ("qualtrics_3headers.csv", "QID2", ["Q2"]),
        ("qualtrics_3headers.csv", "Gebruikt u uitkomstinformatie bij samen beslissen?", ["Q2"]),
        ("qualtrics_3headers.csv", "Q3", ["Q3"]),
        ("surveymonkey_expanded.csv", "Welke ondersteuning heeft u nodig? [Landelijk beleid]",
         ["Welke ondersteuning heeft u nodig? [Landelijk beleid]"]),
        ("surveymonkey_expanded.csv", "Other (please specify)", ["Welke ondersteuning heeft u nodig? [Other (please specify)]"]),
        ("surveymonkey_expanded.csv", "Custom Data 1", ["Custom Data 1"]),
        ("surveymonkey_expanded.csv", "Weet ik niet", []),
    ],
)  # fmt: skip
def test_a_column_is_found_by_code_id_or_text_and_a_question_by_all_its_options(file: str, reference: str, shown: list[str]) -> None:
    assert [column.shown for column in read_survey(SAMPLES / file).find(reference)] == shown


def test_limesurvey_headings_may_have_code_and_text(tmp_path: Path) -> None:
    found = survey(
        tmp_path,
        '"id. Response ID","submitdate. Date submitted","B[1]. Welke hulp? [Landelijk beleid]","B[other]. Welke hulp? [Anders]"',
        '"1","2024-12-01 10:00:00","Yes",""',
    )
    assert found.format is SurveyFormat.LIMESURVEY
    assert [column.shown for column in found.find("Welke hulp?")] == [column.shown for column in found.find("B")] == ["B[1]"]
    assert found.find("b[1]")[0].option == "Landelijk beleid"


@pytest.mark.parametrize("between", [" - ", " - Selected Choice - "])
def test_qualtrics_may_have_a_column_an_option(tmp_path: Path, between: str) -> None:
    found = survey(
        tmp_path,
        "StartDate,EndDate,Status,Finished,ResponseId,Q3_1,Q3_2,Q3_2_TEXT",
        "Start Date,End Date,Response Type,Finished,Response ID,"
        f"Welke hulp?{between}Landelijk beleid,Welke hulp?{between}Anders - of zo,tekst",
        "2024-01-01 10:00:00,2024-01-01 10:00:00,IP Address,True,R_1,Landelijk beleid,,",
    )
    assert [column.option for column in found.find("Welke hulp?")] == ["Landelijk beleid", "Anders - of zo"]
    assert [column.shown for column in found.find("Q3")] == ["Q3_1", "Q3_2"]


def test_limesurvey_comments_beside_options_are_free_text(tmp_path: Path) -> None:
    found = survey(tmp_path, "id;submitdate;B[1];B[1comment];B[other]", "1;2024-12-01 10:00:00;Y;graag;")
    assert [column.shown for column in found.find("B")] == ["B[1]"]


def test_who_answered_is_not_kept_and_answers_are_kept_as_they_stand(tmp_path: Path) -> None:
    found = survey(
        tmp_path,
        "ID;Begintijd;Tijd van voltooien;E-mail;Naam;Uw ziekenhuis;Uitleg;Uitleg",
        '1;1-2-2024 09:00;1-2-2024 09:10;a@b.example;A. de Wit;UMC X;"\'=1+1";  twee ',
    )
    assert json.loads(found.raw(found.rows[0])) == {
        "ID": "1", "Begintijd": "1-2-2024 09:00", "Tijd van voltooien": "1-2-2024 09:10", "Uw ziekenhuis": "UMC X",
        "Uitleg (1)": "'=1+1", "Uitleg (2)": "  twee ",
    }  # fmt: skip
    with pytest.raises(Refused, match=r"Uitleg \(1\)"):
        found.find("Uitleg")


@pytest.mark.parametrize(
    ("status", "finished", "state"),
    [("IP Address", "True", "complete"), ("0", "1", "complete"), ("IP Address", "Voltooid", "complete"), ("IP Address", "0", "incomplete"),
     ("IP Address", "False", "incomplete"), ("IP Address", "", "incomplete"), ("Survey Preview", "True", "preview"),
     ("1", "1", "preview"), ("Spam", "True", "spam"), ("8", "1", "spam"), ("Survey Test", "1", "preview")],
)  # fmt: skip
def test_a_qualtrics_response_counts_when_it_is_finished_and_real(tmp_path: Path, status: str, finished: str, state: str) -> None:
    found = survey(
        tmp_path,
        "StartDate,EndDate,Status,Finished,ResponseId,Q1",
        "Start Date,End Date,Response Type,Finished,Response ID,Naam",
        f"2024-01-01 10:00:00,2024-01-01 10:00:00,{status},{finished},R_1,X",
    )
    assert [(row.number, row.state.value) for row in found.rows] == [(3, state)]


def test_a_workbook_gives_its_survey_sheet_and_names_the_others(tmp_path: Path) -> None:
    day = dt.datetime(2024, 11, 25, 9, 31)
    rows: list[list[Any]] = [
        ["ID", "Begintijd", "Tijd van voltooien", "Naam van uw instelling"],
        [1, day, day, "UMC X"],
        [2, day, "", "UMC Y"],
    ]
    path = workbook(tmp_path / "forms.xlsx", {"Toelichting": [["zomaar", "iets"]], "Form1": rows})
    found = read_survey(path)
    assert (found.format, found.sheet, found.read_as) == (SurveyFormat.MSFORMS, "Form1", "XLSX")
    assert [row.state for row in found.rows] == [RowState.COMPLETE, RowState.INCOMPLETE]
    assert "Toelichting" in found.warnings[0]


def test_a_delimiter_is_not_taken_for_the_commas_in_questions(tmp_path: Path) -> None:
    found = survey(tmp_path, "Uw huis;Past u dit toe, en hoe?;Welke hulp, van wie, wanneer?", "UMC X;ja, soms;nu")
    assert [column.shown for column in found.columns][1] == "Past u dit toe, en hoe?"


@pytest.mark.parametrize(
    ("tool", "cells", "expected", "date_format"),
    [
        ("limesurvey", ["2024-12-03 10:41:07"], "2024-12-03", None),
        ("msforms", ["25-11-2024 09:31"], "2024-11-25", None),
        ("msforms", ["2-12-2024 16:20"], "2024-12-02", None),
        ("msforms", ["11/2/24 9:14:05"], "2024-11-02", None),
        ("surveymonkey", ["12/02/2024 09:15:00 AM"], "2024-12-02", None),
        ("surveymonkey", ["02/12/2024 09:15", "26/11/2024 10:00"], "2024-12-02", None),
        ("plain", ["02/12/2024"], "2024-12-02", None),
        ("plain", ["02/12/2024", "11/26/2024"], "2024-02-12", None),
        ("plain", ["02/12/2024 01:00 PM"], "2024-02-12", None),
        ("plain", ["3.4.2024"], "2024-04-03", None),
        ("plain", ["04/03/24"], "2024-04-03", "mm/dd/yy"),
        ("plain", ["2024/03/04"], "2024-03-04", None),
        ("plain", ["3 Apr 2024"], "2024-04-03", "%d %b %Y"),
        ("plain", [45621.4], "2024-11-25", None),
        ("plain", [dt.datetime(2024, 5, 6, 7, 8)], "2024-05-06", None),
    ],
)
def test_days_are_read_in_the_order_of_the_tool_and_the_whole_column(
    tool: str, cells: list[str | float | dt.datetime], expected: str, date_format: str | None
) -> None:
    assert DayReader(SurveyFormat(tool), cells, date_format).read(cells[0]).isoformat() == expected


@pytest.mark.parametrize("cell", ["gisteren", "31-02-2024", "2024-13-01", "0024-01-01", "12/31/2024 x", ""])
def test_what_is_no_day_is_not_understood(cell: str) -> None:
    with pytest.raises(NotUnderstood):
        DayReader(SurveyFormat.PLAIN, [cell]).read(cell)


@pytest.mark.parametrize("date_format", ["%Q", "dd-mm", "%d-%m", "zomaar"])
def test_a_date_format_that_gives_no_day_is_refused(date_format: str) -> None:
    with pytest.raises(Refused, match="date_format"):
        DayReader(SurveyFormat.PLAIN, [], date_format)


LISTED = {"Techniek, EPD en koppelingen": "4", "Alles": "1|2", "Weet niet": "", "Scholing": "3", "Scholing, training": "5", "training": "6"}
KNOWN = ["1", "2", "3", "Landelijk beleid", "Cultuur en draagvlak"]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("Techniek, EPD en koppelingen,Landelijk beleid", ["4", "Landelijk beleid"]),
        ("Landelijk beleid;Cultuur en draagvlak;", ["Landelijk beleid", "Cultuur en draagvlak"]),
        ('["Landelijk beleid","Alles"]', ["Landelijk beleid", "1", "2"]),
        ("landelijk  BELEID\nCultuur en draagvlak", ["Landelijk beleid", "Cultuur en draagvlak"]),
        ("1, 3", ["1", "3"]),
        ("Alles", ["1", "2"]),
        ("Weet niet", []),
        ("Scholing, training", ["5"]),
        (";", []),
    ],
)
def test_several_answers_in_a_cell_are_taken_apart_by_what_is_known(cell: str, meant: list[str]) -> None:
    assert Answers(LISTED, KNOWN).several(cell) == meant


@pytest.mark.parametrize(
    ("cell", "named"),
    [("Landelijk beleid,Onzin,Alles", "“Onzin”"), ("Landelijk beleidx", "“Landelijk beleidx”"), ('["Onzin"]', "“Onzin”"),
     ("Landelijk beleid, Techniek", "“Techniek”"), ("Scholing, training,Landelijk beleid", "3 + 6")],
)  # fmt: skip
def test_what_is_left_over_or_can_be_taken_in_two_ways_is_named(cell: str, named: str) -> None:
    with pytest.raises(NotUnderstood) as error:
        Answers(LISTED, KNOWN).several(cell)
    assert named in error.value.why


CELLS = st.text(st.sampled_from("ab1,;\"'\n[]{}=éY-/ \t"), max_size=12) | st.sampled_from(
    ["id", "submitdate", "ResponseId", "StartDate", "Respondent ID", "Collector ID", "Tijd van voltooien", "Begintijd", '{"ImportId":1}']
)


@settings(max_examples=60)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6), delimiter=st.sampled_from(";,\t"))
def test_any_table_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str) -> None:
    path = tmp_path_factory.getbasetemp() / "wild.csv"
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    try:
        found = read_survey(path)
    except Refused:
        return
    for row in found.rows:
        assert set(json.loads(found.raw(row))) <= {column.shown for column in found.columns}
    for column in found.columns:
        assert column in found.find(column.shown) or len(found.columns) > 1


@settings(max_examples=100)
@given(cell=st.text(st.sampled_from('Scholing,trainAl;|[]" '), max_size=30))
def test_any_cell_is_taken_apart_or_not_understood(cell: str) -> None:
    try:
        found = Answers(LISTED, KNOWN).several(cell)
    except NotUnderstood:
        return
    assert set(found) <= {"1", "2", "3", "4", "5", "6", *KNOWN}
