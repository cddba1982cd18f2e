from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.casework.quick_entry import QuickEntry, notes_without_records, parse, parse_note_lines
from loket.casework.vocabulary import ObstacleWord, ThemeWord, Vocabulary
from loket.models.words import OutcomeInfo, Priority, RecordKind

MONDAY = dt.date(2026, 11, 23)
WORDS = Vocabulary(
    themes=(
        ThemeWord(1, "Kennisdeling en samenwerken"),
        ThemeWord(2, "Landelijk beleid"),
        ThemeWord(3, "Competenties voor samen beslissen in de spreekkamer"),
        ThemeWord(4, "Gebruik van uitkomstinformatie in de spreekkamer"),
        ThemeWord(5, "Cultuur en draagvlak"),
        ThemeWord(6, "Patiëntparticipatie"),
    ),
    obstacles=(
        ObstacleWord("API-koppeling EPD en externe applicaties", 4),
        ObstacleWord("vragenlijsten in het EPD", 4),
        ObstacleWord("tijd- en capaciteitsdruk", 5),
    ),
    advisors=("ilse", "ruud", "Ruben de Wit"),
)


def understood(text: str, default_kind: RecordKind | None = None, lang: str = "nl") -> QuickEntry:
    return parse(text, WORDS, MONDAY, default_kind, lang)


def test_the_whole_grammar_in_one_line() -> None:
    typed = "vraag Ziekenhuis Merenrand: PROM's automatisch uitsturen #4 +uitkomstinfo !hoog @ilse >over 2 weken"
    entry = understood(typed)
    assert entry.kind is RecordKind.REQUEST
    assert entry.institution_text == "Ziekenhuis Merenrand"
    assert entry.title == "PROM's automatisch uitsturen"
    assert entry.themes == (4,)
    assert entry.outcome_info is OutcomeInfo.WITH
    assert entry.priority is Priority.HIGH
    assert entry.advisor == "ilse"
    assert entry.date == dt.date(2026, 12, 7)
    assert entry.problems == ()
    assert [(typed[s.start : s.end], s.field) for s in entry.understood] == [
        ("#4", "themes"),
        ("+uitkomstinfo", "outcome_info"),
        ("!hoog", "priority"),
        ("@ilse", "advisor"),
        (">over 2 weken", "date"),
    ]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("vraag m: x", RecordKind.REQUEST),
        ("vr m: x", RecordKind.REQUEST),
        ("Signaal m: x", RecordKind.SIGNAL),
        ("s m: x", RecordKind.SIGNAL),
        ("gesprek m: x", RecordKind.CONVERSATION),
        ("actie m: x", RecordKind.FOLLOW_UP),
        ("a m: x", RecordKind.FOLLOW_UP),
    ],
)
def test_the_kind_is_the_first_word_or_its_beginning(typed: str, kind: RecordKind) -> None:
    entry = understood(typed)
    assert (entry.kind, entry.institution_text, entry.title) == (kind, "m", "x")


@pytest.mark.parametrize(("typed", "kind"), [("request m: x", RecordKind.REQUEST), ("action m: x", RecordKind.FOLLOW_UP)])
def test_english_kinds_in_english_only(typed: str, kind: RecordKind) -> None:
    assert understood(typed, lang="en").kind is kind
    assert understood(typed).kind is None


def test_without_a_kind_it_says_what_to_begin_with() -> None:
    entry = understood("iets onduidelijks")
    assert [problem.field for problem in entry.problems] == ["kind"]


def test_with_a_default_kind_only_a_whole_word_changes_it() -> None:
    assert understood("vr om hulp", RecordKind.SIGNAL).title == "vr om hulp"
    assert understood("vraag om hulp", RecordKind.SIGNAL).kind is RecordKind.REQUEST


@pytest.mark.parametrize(
    "title",
    [
        "PROM's in het EPD",
        "C++ en C# in a#b",
        "meer dan 50% > 3 dagen",
        "wachttijd >3 weken",
        "mail a@b.nl of bel +31 6 12345678",
        "zie https://voorbeeld.nl/pad#4 en 10:30",
        "- 5 dagen * punt ! let op # 4 @ ilse",
        "#7 #onzin !belangrijk @nobody *qqq +lab >ooit -hoog +landelijk",
        "#spreekkamer *epd @ru",
        "twee  spaties   blijven",
    ],
)
def test_what_is_no_marker_stays_text(title: str) -> None:
    entry = understood(f"vraag merenr: {title}")
    assert entry.title == title
    assert entry.understood == ()


@pytest.mark.parametrize(
    ("marker", "themes"),
    [("#4", (4,)), ("#cult", (5,)), ("#PATIENT", (6,)), ("#samen", (3,)), ("#kennis", (1,)), ("#4 #2", (4, 2))],
)
def test_themes_by_number_or_word(marker: str, themes: tuple[int, ...]) -> None:
    assert understood(f"vraag m: x {marker}").themes == themes


@pytest.mark.parametrize(
    ("marker", "outcome"),
    [
        ("+u", OutcomeInfo.WITH),
        ("+uitkomstinformatie", OutcomeInfo.WITH),
        ("-uitk", OutcomeInfo.WITHOUT),
        ("+u -u", OutcomeInfo.BOTH),
    ],
)
def test_with_or_without_outcome_information(marker: str, outcome: OutcomeInfo) -> None:
    assert understood(f"vraag m: x {marker}").outcome_info is outcome


@pytest.mark.parametrize(
    ("marker", "priority"),
    [("!hoog", Priority.HIGH), ("+h", Priority.HIGH), ("!l", Priority.LOW), ("+l", Priority.LOW), ("!n", Priority.NORMAL)],
)
def test_priorities_of_a_request(marker: str, priority: Priority) -> None:
    assert understood(f"vraag m: x {marker}").priority is priority


def test_the_same_beginning_means_what_that_kind_of_record_knows() -> None:
    signal = understood("signaal m: rekent apart *api +l")
    assert signal.national
    assert signal.priority is None
    assert understood("signaal m: druk !hoog +u").title == "druk !hoog +u"
    assert understood("actie m: bellen #4 !hoog").title == "bellen #4 !hoog"


def test_an_obstacle_brings_its_theme() -> None:
    request = understood("vraag m: x #2 *capac *api")
    assert request.obstacles == ("tijd- en capaciteitsdruk", "API-koppeling EPD en externe applicaties")
    assert request.themes == (2, 5, 4)
    signal = understood("signaal m: x *api")
    assert (signal.themes, signal.obstacles) == ((4,), ("API-koppeling EPD en externe applicaties",))


def test_a_signal_has_one_theme_and_a_second_stays_text() -> None:
    signal = understood("signaal m: x #2 #3 *api")
    assert signal.themes == (2,)
    assert signal.title == "x #3"


def test_a_second_advisor_priority_or_date_stays_text() -> None:
    entry = understood("vraag m: x @ilse @ruud !hoog !laag >vr >ma")
    assert (entry.advisor, entry.priority, entry.date) == ("ilse", Priority.HIGH, dt.date(2026, 11, 27))
    assert entry.title == "x @ruud !laag >ma"


def test_an_advisor_by_the_beginning_of_any_part_of_the_name() -> None:
    assert understood("actie m: x @wit").advisor == "Ruben de Wit"
    assert understood("actie m: x @ruu").advisor == "ruud"


@pytest.mark.parametrize(
    ("typed", "day", "title"),
    [
        ("actie m: bellen >vr over het rooster", "2026-11-27", "bellen over het rooster"),
        ("actie m: bellen >over 2 weken weer", "2026-12-07", "bellen weer"),
        ("actie m: bellen >1 mrt 2027", "2027-03-01", "bellen"),
        ("actie m: >morgen bellen", "2026-11-24", "bellen"),
        ("signaal m: gehoord >vr", "2026-11-20", "gehoord"),
        ("gesprek m: voortgang >vr", "2026-11-27", "voortgang"),
    ],
)
def test_a_date_takes_as_many_words_as_it_needs(typed: str, day: str, title: str) -> None:
    entry = understood(typed)
    assert (entry.date, entry.title) == (dt.date.fromisoformat(day), title)


def test_only_a_conversation_has_a_time() -> None:
    talk = understood("gesprek m: voortgang >vr 10:00")
    assert (talk.date, talk.time, talk.title) == (dt.date(2026, 11, 27), dt.time(10), "voortgang")
    assert understood("actie m: bellen >vr 10:00").title == "bellen 10:00"


def test_a_day_that_does_not_exist_stays_text_with_a_hint() -> None:
    entry = understood("actie m: bellen >31-02")
    assert entry.title == "bellen >31-02"
    assert "bestaat niet" in entry.hints[0]


def test_a_marker_that_can_mean_several_things_stays_text_with_a_hint() -> None:
    entry = understood("vraag m: x *epd")
    assert entry.title == "x *epd"
    assert "epd" in entry.hints[0]


def test_no_institution_before_the_colon() -> None:
    assert understood("vraag : let op: kosten").institution_text == ""
    assert understood("vraag : let op: kosten").title == "let op: kosten"
    assert understood("vraag om hulp").institution_text == ""
    assert understood("vraag training #3 voor: teams").title == "training voor: teams"


def test_a_pasted_mail_gives_title_and_description() -> None:
    entry = understood("\nvraag merenr: Hulp bij PROMs #4\n\nBeste loket,\n#3 @ilse: zie bijlage\n")
    assert (entry.title, entry.themes) == ("Hulp bij PROMs", (4,))
    assert entry.description == "Beste loket,\n#3 @ilse: zie bijlage"


def test_only_markers_is_a_title_missing() -> None:
    assert [problem.field for problem in understood("vraag m: #4").problems] == ["title"]


NOTES = """MDL en orthopedie doen mee.
v: PROM's automatisch uitsturen #4 +u
RvB: wil businesscase
 S: leverancier rekent apart voor de koppeling *api +l
v:
a: terugbellen na leveranciersoverleg >vr
zie v: hierboven"""


def test_lines_of_notes_become_records() -> None:
    first, second, third = parse_note_lines(NOTES, WORDS, MONDAY)
    assert (first.line_number, first.entry.kind, first.entry.title) == (1, RecordKind.REQUEST, "PROM's automatisch uitsturen")
    assert (first.entry.themes, first.entry.outcome_info) == ((4,), OutcomeInfo.WITH)
    assert (second.line_number, second.entry.kind, second.entry.national) == (3, RecordKind.SIGNAL, True)
    assert second.entry.themes == (4,)
    assert (third.line_number, third.entry.date) == (5, dt.date(2026, 11, 27))


def test_a_colon_in_a_line_of_notes_is_text_unless_it_names_one_of_several_institutions() -> None:
    (entry,) = parse_note_lines("v: let op: koppeling", WORDS, MONDAY)
    assert (entry.entry.institution_text, entry.entry.title) == ("", "let op: koppeling")
    several = Vocabulary(institutions=("Ziekenhuis Merenrand", "Kliniek Duinzicht"))
    (entry,) = parse_note_lines("v: meren: koppeling", several, MONDAY)
    assert (entry.entry.institution_text, entry.entry.title) == ("Ziekenhuis Merenrand", "koppeling")


def test_the_other_lines_are_the_summary() -> None:
    assert notes_without_records(NOTES) == "MDL en orthopedie doen mee.\nRvB: wil businesscase\nv:\nzie v: hierboven"


LINES = st.text(st.sampled_from("avs: #4*!+-@>\n\tilseoverhoog23wk\u0301é") | st.characters(), max_size=80)


@given(LINES, st.sampled_from([None, *RecordKind]), st.sampled_from(["nl", "en"]))
def test_any_text_is_understood_somehow(text: str, kind: RecordKind | None, lang: str) -> None:
    if kind not in (None, RecordKind.REQUEST, RecordKind.SIGNAL, RecordKind.CONVERSATION, RecordKind.FOLLOW_UP):
        kind = None
    entry = parse(text, WORDS, MONDAY, kind, lang)
    ends = [0]
    for span in entry.understood:
        assert ends[-1] <= span.start < span.end <= len(text)
        ends.append(span.end)
    parse_note_lines(text, WORDS, MONDAY, lang)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1).map(lambda word: f"tekst {word} (einde)"))
def test_text_without_markers_comes_back_unchanged(text: str) -> None:
    assert understood(f"vraag merenr: {text}").title == text
