from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.language.safe_text import LINE_LIMIT, TEXT_LIMIT, clean_line, clean_text, for_terminal
from loket.models.errors import Refused

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
SIGNS = "ab [31m]m;0\x1b\x07\x00\x9b\x9c\x7f\r\n\t\u202e\u2066\ud800é\u0301\ufeff\\]P"
NASTY = st.text(st.sampled_from(SIGNS), max_size=60)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("PROM's in het EPD", "PROM's in het EPD"),
        ("[red]rood[/] [@click=app.quit]x", "[red]rood[/] [@click=app.quit]x"),
        ("  twee\r\nregels\n", "twee regels"),
        ("kolom\tkolom", "kolom kolom"),
        ("e\u0301e\u0301n", "één"),
        ("C++ 50% > 3", "C++ 50% > 3"),
        ("👩‍⚕️ zorg", "👩‍⚕️ zorg"),
    ],
)
def test_ordinary_titles_come_through_without_a_warning(typed: str, stored: str) -> None:
    cleaned = clean_line(typed, "title")
    assert (cleaned.text, cleaned.warnings) == (stored, ())


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("\x1b[31mrood\x1b[0m", "rood"),
        ("\x1b]0;titel\x07tekst", "tekst"),
        ("\x1b]52;c;ZXZpbA==\x1b\\tekst", "tekst"),
        ("\x1b(Btekst", "tekst"),
        ("\x1bHallo", "Hallo"),
        ("nul\x00len", "nullen"),
        ("om\u202egekeerd", "omgekeerd"),
        ("half\ud83d", "half"),
        ("\ufeffkop", "kop"),
    ],
)
def test_control_characters_are_dropped_with_one_warning_that_names_the_field(typed: str, stored: str) -> None:
    for clean in (clean_line, clean_text):
        cleaned = clean(typed, "title", "Titel")
        assert cleaned.text == stored
        assert len(cleaned.warnings) == 1
        assert "Titel" in cleaned.warnings[0]


def test_an_unfinished_escape_takes_no_words_with_it() -> None:
    assert clean_text("begin \x1b]0;en de rest\nvan de brief").text == "begin ]0;en de rest\nvan de brief"


def test_a_text_keeps_newlines_and_tabs_and_knows_one_kind_of_line_end() -> None:
    assert clean_text("a\r\nb\rc\u2028d\te\n").text == "a\nb\nc\nd\te\n"


def test_a_title_of_300_characters_is_kept_and_301_refused_with_the_field() -> None:
    assert clean_line("é" * LINE_LIMIT, "title").text == "é" * LINE_LIMIT
    with pytest.raises(Refused) as refused:
        clean_line("é" * (LINE_LIMIT + 1), "title", "Titel")
    (error,) = refused.value.errors
    assert error.field == "title"
    assert "Titel" in error.message
    assert "301" in error.message


def test_a_text_is_measured_in_bytes() -> None:
    assert clean_text("é" * (TEXT_LIMIT // 2)).text
    with pytest.raises(Refused) as refused:
        clean_text("é" * (TEXT_LIMIT // 2) + "x", "description")
    assert refused.value.errors[0].field == "description"


@given(ANY_TEXT | NASTY)
def test_cleaning_again_changes_nothing_and_warns_of_nothing(value: str) -> None:
    for clean in (clean_line, clean_text):
        once = clean(value, "title").text
        again = clean(once, "title")
        assert (again.text, again.warnings) == (once, ())


@given(ANY_TEXT | NASTY)
def test_what_is_stored_has_no_control_characters(value: str) -> None:
    line = clean_line(value).text
    text = clean_text(value).text
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in line)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in text if c not in "\n\t")
    assert unicodedata.is_normalized("NFC", text)
    text.encode()


@given(ANY_TEXT | NASTY)
def test_what_is_printed_cannot_act_on_the_terminal(value: str) -> None:
    shown = for_terminal(value)
    shown.encode()
    assert not any(unicodedata.category(c) == "Cc" for c in shown if c not in "\n\t")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"])))
def test_printing_ordinary_text_changes_nothing(value: str) -> None:
    assert for_terminal(value) == value
