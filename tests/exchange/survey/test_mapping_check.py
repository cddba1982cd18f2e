"""A mapping checked and changed by a person is the mapping that a file of it gives back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.exchange.import_run import load_survey
from loket.exchange.survey.mapping_check import check_mapping, suggested, with_answer, with_column, with_round
from loket.exchange.survey.survey_file import read_survey
from loket.exchange.survey.survey_mapping import SurveyMapping, mapping_text, parse_mapping
from loket.exchange.survey.survey_preview import cells_of, open_survey
from loket.models.errors import Refused
from loket.models.institutions import Institution
from loket.store.database import Store

SAMPLES = Path(__file__).parents[2] / "data" / "enquete"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(lambda text: bool(text.strip()))


@given(st.dictionaries(TEXTS, TEXTS, max_size=4), TEXTS, TEXTS)
@settings(max_examples=60)
def test_every_text_survives_the_file(answers: dict[str, str], column: str, name: str) -> None:
    mapping = SurveyMapping("x.toml", "", round=name.strip(), columns={"instelling": (column,), "themas": (column, f"{column}2")})
    mapping = SurveyMapping("x.toml", "", round=mapping.round, columns=mapping.columns, answers={"themas": answers} if answers else {})
    back = parse_mapping(mapping_text(mapping), "x.toml")
    wanted = {"themas": {key: value.strip() for key, value in answers.items()}} if answers else {}
    assert (back.round, dict(back.columns), {key: dict(one) for key, one in back.answers.items()}) == (
        mapping.round,
        mapping.columns,
        wanted,
    )


def test_a_proposal_is_checked_column_by_column_and_changed(sqlite_store: Store) -> None:
    survey = read_survey(SAMPLES / "limesurvey_code_short.csv")
    mapping = suggested(sqlite_store, survey)
    columns = {one.header: one for one in check_mapping(sqlite_store, survey, mapping)}
    assert columns["instelling"].places == ("INST",)
    assert [(one.key, one.meaning, one.times) for one in columns["doelgroep"].answers] == [("A1", None, 1), ("A2", None, 1)]
    assert columns["doelgroep"].allowed[:2] == ("beleid en kwaliteit", "zorgverleners")
    assert columns["themas"].unknown == 3
    mapping = with_answer(mapping, "doelgroep", "A1", "beleid en kwaliteit")
    mapping = with_answer(mapping, "doelgroep", "A2", "")
    mapping = with_column(with_round(mapping, "WensenScan 2030"), "themas", None)
    again = parse_mapping(mapping.content, mapping.name)
    assert again.round == "WensenScan 2030"
    after = {one.header: one for one in check_mapping(sqlite_store, survey, again)}
    assert [(one.key, one.meaning) for one in after["doelgroep"].answers] == [("A1", "beleid en kwaliteit"), ("A2", "")]
    assert after["themas"].places == ()
    with pytest.raises(Refused):
        check_mapping(sqlite_store, survey, with_column(mapping, "ambitie", "AMBITIE"))


def test_last_times_round_is_asked_again_when_the_responses_are_of_another_year(sqlite_store: Store, tmp_path: Path) -> None:
    with sqlite_store.write("set up") as tx:
        tx.session.add(Institution(name="Ziekenhuis De Linde"))
    mapping = parse_mapping('[source]\nround = "WensenScan 2024"\n[columns]\ninstelling = "INST"\n', "wensenscan.toml")
    file = tmp_path / "enquete.csv"
    head = "id;submitdate;lastpage;INST\n"
    file.write_text(head + "1;2024-12-03 10:00:00;6;Ziekenhuis De Linde\n", encoding="utf-8")
    load_survey(sqlite_store, read_survey(file), mapping)
    same = open_survey(sqlite_store, file)
    assert same.mapping is not None
    assert (same.is_of_another_year, same.is_table) == (False, False)
    file.write_text(head + "7;2026-12-03 10:00:00;6;Ziekenhuis De Linde\n8;1980-01-01;6;Ziekenhuis De Linde\n", encoding="utf-8")
    other = open_survey(sqlite_store, file)
    assert (other.is_of_another_year, other.likely, other.rounds, other.anonymised) == (True, "WensenScan 2026", ("WensenScan 2024",), 1)
    assert cells_of(other.survey, 2)[3] == ("INST", "Ziekenhuis De Linde")
    table = tmp_path / "wensenscan.csv"
    table.write_text("ronde;instelling;doelgroep;ingevuld_op\nR;Ziekenhuis De Linde;ict;2026-01-01\n", encoding="utf-8")
    assert open_survey(sqlite_store, table).is_table, "the import knows a canonical table by itself"
