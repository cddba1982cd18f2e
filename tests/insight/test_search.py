"""Search everywhere: every kind of record is found by its text and by the name of what it belongs to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.insight.lists.institutions import INSTITUTIONS
from loket.insight.lists.listing import View, page
from loket.insight.lists.requests import REQUESTS
from loket.insight.search import find_all, hits_of, search, search_as_typed, snippet
from loket.models.conversations import Conversation, ConversationInstitution
from loket.models.errors import Refused
from loket.models.fitgap import FitGapAnalysis, FitGapItem
from loket.models.institutions import Contact, Institution, InstitutionAlias, Party
from loket.models.notes import FollowUp, Link, Note
from loket.models.offerings import Offering, Referral
from loket.models.requests import SupportRequest
from loket.models.rounds import WensenscanResponse, WensenscanRound
from loket.models.sessions import Event, LearningSession
from loket.models.signals import Signal, Trend
from loket.models.words import AdvisorRole, Channel, ConversationState, FitGapDimension, InstitutionKind, RecordKind
from loket.store.database import Store

TODAY = dt.date(2026, 11, 21)


def add(store: Store, *rows: Any) -> int:
    with store.write("set up") as tx:
        tx.session.add_all(rows)
        tx.session.flush()
        return int(getattr(rows[0], "id", 0) or 0)


@pytest.fixture
def filled(store: Store) -> Store:
    meren = add(store, Institution(name="Ziekenhuis Merenrand", short_name="Zkh Merenrand"))
    add(store, InstitutionAlias(institution_id=meren, alias="Streekziekenhuis Meer"), Institution(name="Kliniek Zeezicht"))
    talk = add(
        store, Conversation(state=ConversationState.HELD, held_at=dt.date(2026, 11, 12), channel=Channel.TEAMS, summary="over de koppeling")
    )
    add(
        store,
        ConversationInstitution(conversation_id=talk, institution_id=meren),
        Contact(institution_id=meren, name="A. de Wit"),
        SupportRequest(
            title="vragenlijsten op papier",
            description="Een API-koppeling is niet mogelijk.",
            institution_id=meren,
            received_on=dt.date(2026, 11, 13),
        ),
        Signal(description="leverancier rekent apart voor de koppeling", institution_id=2, recorded_on=dt.date(2026, 11, 1)),
        Trend(title="Koppelkosten EPD"),
        Offering(title="Webinar koppeling"),
    )
    return store


def letters(store: Store, text: str, only: str = "") -> str:
    return "".join(hit.letter for hit in search(store, text, only).hits)


def test_institutions_come_first_then_the_newest(filled: Store) -> None:
    assert letters(filled, "koppel") == "VGSTO"
    assert letters(filled, "meren") == "IVGP"


def test_every_word_must_hit_the_record_or_what_it_belongs_to(filled: Store) -> None:
    found = search(filled, "koppeling meren")
    assert [(hit.letter, hit.title.split()[0]) for hit in found.hits] == [("I", "Ziekenhuis"), ("V", "V-1"), ("G", "12")]
    assert found.hits[1].snippet == "Een API-koppeling is niet mogelijk."
    assert found.hits[2].title == "12 nov Teams"


def test_an_old_name_and_a_number_find_too(filled: Store) -> None:
    assert letters(filled, "streekzkh") == ""
    assert letters(filled, "streekziekenhuis") == "IVGP"
    assert search(filled, "V-1").hits[0].title == "V-1 vragenlijsten op papier"


def test_what_is_there_now_comes_before_what_is_gone(filled: Store) -> None:
    old = Institution(name="Academie Merenrand", merged_into_id=1, active=False)
    add(filled, old, Contact(institution_id=1, name="A. Aardema", left_on=dt.date(2026, 1, 1)))
    hits = [hit for hit in search(filled, "meren").hits if hit.letter in "IP"]
    assert [(hit.title, hit.where.split(" · ")[0]) for hit in hits if hit.letter == "I"] == [
        ("Ziekenhuis Merenrand", ""), ("Academie Merenrand", "heet nu Ziekenhuis Merenrand")
    ]  # fmt: skip
    assert [hit.title for hit in hits if hit.letter == "P"] == ["A. de Wit", "A. Aardema"]


def test_one_kind_only(filled: Store) -> None:
    assert letters(filled, "koppel", "S") == "S"


def test_figures_are_found_by_their_name(filled: Store) -> None:
    hits = search(filled, "vervolggesprek").hits
    assert [(hit.letter, hit.figure) for hit in hits] == [("C", "wensenscan_followed_up")]


def test_a_lead_finds_nothing_confidential(filled: Store) -> None:
    add(filled, SupportRequest(title="geheime koppeling", institution_id=1, received_on=TODAY, confidential=True))
    assert search(filled, "geheime").total == 1
    with filled.write("look") as tx:
        tx.advisor.role = AdvisorRole.LEAD
    assert search(filled, "geheime").total == 0


@pytest.mark.parametrize(
    "text", ["AI-inkoop", "d'Artagnan", "50%", "a AND b", '"', "NEAR(", "*", "V-", "é", "c: x", "[/]", "\\", "😀", "ß", "#4", "@ilse"]
)
def test_no_word_breaks_the_search(filled: Store, text: str) -> None:
    assert search(filled, text).total >= 0


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=30))
def test_no_text_breaks_the_search(filled: Store, text: str) -> None:
    assert search_as_typed(filled, text).total >= 0


@given(st.lists(st.text(min_size=1, max_size=5), max_size=3), st.text(max_size=200))
def test_a_snippet_is_short_and_of_one_line(words: list[str], text: str) -> None:
    found = snippet(words, text)
    assert len(found) <= 60
    assert "\n" not in found


def test_a_short_name_comes_before_all_that_only_have_its_letters(store: Store) -> None:
    rows = [Institution(name=f"Amstel{number}", city="Amsterdam") for number in range(12)]
    add(store, *rows, Institution(name="Medisch Spectrum Twente", short_name="MST"))
    assert search(store, "mst").hits[0].title == "Medisch Spectrum Twente"
    with store.read() as reader:
        listed = page(reader, INSTITUTIONS, View(text="mst"), TODAY).rows
        assert [row.name for row in listed][:2] == ["Medisch Spectrum Twente", "Amstel0"]
        assert page(reader, INSTITUTIONS, View(text="mst", sort="kind"), TODAY).rows[0].name == "Amstel0"


def test_pages_of_a_ranked_list_follow_on_each_other(store: Store) -> None:
    add(store, *[Institution(name=f"Kliniek {number:02} Meer") for number in range(7)], Institution(name="Meerzicht"))
    with store.read() as reader:
        first = page(reader, INSTITUTIONS, View(text="meer"), TODAY, size=3)
        second = page(reader, INSTITUTIONS, View(text="meer"), TODAY, size=3, after=first.last)
        back = page(reader, INSTITUTIONS, View(text="meer"), TODAY, size=3, before=second.first)
    assert [row.name for row in first.rows] == ["Meerzicht", "Kliniek 00 Meer", "Kliniek 01 Meer"]
    assert [row.name for row in second.rows] == ["Kliniek 02 Meer", "Kliniek 03 Meer", "Kliniek 04 Meer"]
    assert back.rows == first.rows


def test_one_slip_finds_an_institution_what_belongs_to_it_and_a_person(filled: Store) -> None:
    assert letters(filled, "merenrnad")[0] == "I"
    assert "V" in letters(filled, "merenrnad")
    assert search(filled, "de iwt").hits[0].title == "A. de Wit"
    with filled.read() as reader:
        assert [row.title for row in page(reader, REQUESTS, View(text="merenrandd"), TODAY).rows] == ["vragenlijsten op papier"]


def test_who_is_called_so_comes_before_what_was_said(filled: Store) -> None:
    add(filled, SupportRequest(title="vraag van de Wit", received_on=TODAY))
    assert letters(filled, "wit")[:2] == "PV"


@pytest.fixture
def written(filled: Store) -> Store:
    """Texts of every other kind, each with a word of its own."""
    analysis = add(filled, FitGapAnalysis(institution_id=1, outcome_set_id=1))
    round_ = add(filled, WensenscanRound(name="WensenScan 2024"))
    add(
        filled,
        Note(on_kind=RecordKind.REQUEST, on_id=1, institution_id=1, text="notitiewoord", written_on=TODAY),
        FollowUp(what="bellen", result="resultaatwoord", institution_id=1, due_on=TODAY),
        WensenscanResponse(round_id=round_, institution_id=1, free_text="enquetewoord", submitted_on=TODAY),
        FitGapItem(analysis_id=analysis, dimension=FitGapDimension.API, action="actiewoord"),
        LearningSession(institution_id=1, team="MDL", goal="doelwoord", evaluation="evaluatiewoord", session_on=TODAY),
        Event(title="Bijeenkomstwoord"),
        Referral(offering_id=1, institution_id=1, referred_on=TODAY, remark="opmerkingwoord"),
        Link(on_kind=RecordKind.REQUEST, on_id=1, title="Documentwoord", url="https://voorbeeld.nl/x"),
        Party(name="Partijwoord"),
    )
    return filled


WRITTEN = {
    "notitiewoord": "N", "resultaatwoord": "A", "enquetewoord": "W", "actiewoord": "F", "doelwoord": "L", "evaluatiewoord": "L",
    "bijeenkomstwoord": "B", "opmerkingwoord": "D", "documentwoord": "U", "partijwoord": "K",
}  # fmt: skip


def test_everything_that_was_written_is_found(written: Store) -> None:
    for word, letter in WRITTEN.items():
        assert letters(written, word) == letter, word
        with written.read() as reader:
            (hit,) = hits_of(reader, find_all(reader, word), word, TODAY)
            assert hit.letter == letter, word


def test_a_lead_does_not_find_the_item_of_a_confidential_analysis(written: Store) -> None:
    with written.write("hide") as tx:
        tx.session.get_one(FitGapAnalysis, 1).confidential = True
        tx.advisor.role = AdvisorRole.LEAD
    assert search(written, "actiewoord").total == 0
    with written.write("show") as tx:
        tx.session.get_one(FitGapAnalysis, 1).confidential = False
    assert letters(written, "actiewoord") == "F"


def test_the_list_has_every_hit_of_the_sheet_and_more_than_it_shows(written: Store) -> None:
    add(written, *[SupportRequest(title=f"koppeling {n}", received_on=TODAY) for n in range(30)])
    result = search(written, "koppel")
    with written.read() as reader:
        everything = find_all(reader, "koppel")
        kinds = [hit.letter for hit in hits_of(reader, everything, "koppel", TODAY)]
        oldest = hits_of(reader, find_all(reader, "koppel wat:vraag", order="oldest"), "", TODAY)
    assert len(everything) == result.total > len(result.hits)
    assert kinds.count("V") == 31
    assert [hit.day for hit in oldest] == sorted(hit.day for hit in oldest if hit.day)


def test_a_field_leaves_out_the_kinds_that_do_not_know_it_or_its_value(written: Store) -> None:
    with written.write("prepare") as tx:
        tx.session.get_one(Institution, 1).kind = InstitutionKind.UMC
    assert set(letters(written, "soort:umc")) == set("IPVGLNAWF")
    assert letters(written, "staat:nieuw") in ("VS", "SV")
    with pytest.raises(Refused, match="soort: “ucm” is onbekend; bedoelt u umc"):
        search(written, "soort:ucm")
