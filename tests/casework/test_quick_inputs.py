from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.conversations import ConversationInput, LogConversation, log_conversation
from loket.casework.done import Ambiguous, Done
from loket.casework.name_lookup import load_names, resolve
from loket.casework.quick_entry import describe, parse, parse_note_lines
from loket.casework.quick_inputs import as_follow_up, as_request, as_signal, quick_add
from loket.casework.vocabulary import known_words
from loket.models.errors import Refused
from loket.models.words import ConversationState, OutcomeInfo, Priority, Reach, RecordKind, RequestSource
from tests.casework.conftest import TODAY, House


def typed(house: House, text: str) -> Done:
    return quick_add(house.store, parse(text, known_words(house.store).vocabulary, TODAY))


def test_a_request_in_one_line(house: House) -> None:
    done = typed(house, "vraag merenr: PROM's automatisch uitsturen #4 +u !hoog *api @ruud >over 2 weken")
    row = house.row(done.record)
    assert (row.title, row.institution_id) == ("PROM's automatisch uitsturen", house.merenrand)
    assert (row.outcome_info, row.priority, row.advisor_id) == (OutcomeInfo.WITH, Priority.HIGH, house.ruud)
    assert (row.due_on, row.source) == (dt.date(2026, 12, 5), RequestSource.PHONE)
    assert house.column("SELECT label FROM obstacle JOIN request_obstacle ON obstacle_id = id") == [
        "API-koppeling EPD en externe applicaties"
    ]


def test_a_request_of_unknown_theme_can_be_made_quickly(house: House) -> None:
    assert house.row(typed(house, "vraag merenr: hulp").record).priority is Priority.NORMAL


def test_a_pasted_mail(house: House) -> None:
    row = house.row(typed(house, "vraag duinz: Hulp gevraagd #3\n\nBeste loket,\ngroet").record)
    assert (row.title, row.description, row.source) == ("Hulp gevraagd", "Beste loket,\ngroet", RequestSource.MAIL)


def test_a_signal_needs_no_institution(house: House) -> None:
    row = house.row(typed(house, "signaal : kosten lopen op *api +l >gisteren").record)
    assert (row.institution_id, row.theme_id, row.reach) == (None, 4, Reach.NATIONAL)
    assert row.recorded_on == TODAY - dt.timedelta(days=1)


def test_a_party_can_stand_before_the_colon(house: House) -> None:
    row = house.row(typed(house, "vraag vws: kader GPROM #2").record)
    assert (row.institution_id, row.party_id) == (None, house.vws)


def test_a_conversation_to_come_is_planned_and_one_of_the_past_held(house: House) -> None:
    coming = house.row(typed(house, "gesprek merenr: voortgang >vr 10:00").record)
    assert (coming.state, coming.planned_at, coming.planned_time) == (ConversationState.PLANNED, dt.date(2026, 11, 27), "10:00")
    assert coming.subject == "voortgang"
    past = house.row(typed(house, "gesprek merenr: intake >gisteren").record)
    assert (past.state, past.held_at) == (ConversationState.HELD, dt.date(2026, 11, 20))


def test_an_action_is_a_follow_up_on_the_institution_for_today_unless_dated(house: House) -> None:
    row = house.row(typed(house, "actie merenr: bellen @ruud").record)
    assert (row.on_kind, row.on_id, row.due_on, row.advisor_id) == (RecordKind.INSTITUTION, house.merenrand, TODAY, house.ruud)
    assert house.row(typed(house, "actie verslag lezen >ma").record).due_on == dt.date(2026, 11, 23)


def test_a_request_of_nobody_is_refused_with_how_to_type_it(house: House) -> None:
    with pytest.raises(Refused) as refused:
        typed(house, "vraag hulp bij PROMs")
    assert refused.value.errors[0].field == "institution_text"


@pytest.mark.parametrize("text", ["merenrand", "zkh mer", "meren", "MERENRAND ZIEKENHUIS", "Zieknhuis Merenrand"])
def test_a_name_is_found_by_beginnings_alias_and_likeness(house: House, text: str) -> None:
    with house.store.read() as reader:
        names = load_names(reader)
    assert resolve(names, text).id == house.merenrand


def test_an_ambiguous_name_is_refused_with_the_candidates(house: House) -> None:
    with house.store.write("another") as tx:
        from loket.models.institutions import Institution

        tx.session.add(Institution(name="Kliniek Merenzicht"))
    with pytest.raises(Ambiguous) as refused:
        typed(house, "vraag mere: hulp")
    assert {candidate.name for candidate in refused.value.candidates} == {"Ziekenhuis Merenrand", "Kliniek Merenzicht"}
    with pytest.raises(Ambiguous) as refused:
        typed(house, "vraag qqqq xxxx: hulp")
    assert refused.value.candidates == ()
    assert house.count("support_request") == 0


def test_what_was_understood_is_said_in_one_line(house: House) -> None:
    vocabulary = known_words(house.store).vocabulary
    entry = parse("vraag merenr: x #4 +u !hoog @ruud >ma", vocabulary, TODAY)
    assert describe(entry, vocabulary, "Ziekenhuis Merenrand") == (
        "Vraag bij Ziekenhuis Merenrand · 4 Gebruik van uitkomstinformatie in de spreekkamer · met · hoog · ruud · ma 23 nov 2026"
    )


def test_notes_become_a_logged_conversation(house: House) -> None:
    known = known_words(house.store)
    notes = parse_note_lines("doet mee\nv: PROM's #4\ns: apart *api +l\na: bellen >vr", known.vocabulary, TODAY)
    request, signal, follow_up = (note.entry for note in notes)
    data = LogConversation(
        conversation=ConversationInput(institution_ids=[house.merenrand], summary="doet mee"),
        requests=[as_request(request, known)],
        signals=[as_signal(signal, known)],
        follow_ups=[as_follow_up(follow_up, known, TODAY)],
    )
    done = log_conversation(house.store, data)
    assert [record.kind for record in done.records] == [
        RecordKind.CONVERSATION,
        RecordKind.REQUEST,
        RecordKind.SIGNAL,
        RecordKind.FOLLOW_UP,
    ]
    assert house.row(done.records[3]).due_on == dt.date(2026, 11, 27)
