"""The calendar file: what Outlook needs to put a talk in its place, and to move it when a newer file is read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.casework.conversations import ConversationInput, change_conversation, plan_conversation, plan_from_response
from loket.exchange.calendar_file import calendar_bytes
from loket.insight.conversations import Appointment, appointment, appointments, proposal_from_response
from loket.insight.lists.conversations import ConversationRow
from loket.insight.mails import conversation_mail
from loket.models.institutions import Contact
from loket.models.words import Channel, ConversationState
from loket.store.database import Store
from tests.app.merenrand import LINGE, MERENRAND, fill

NOW = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)
MONDAY = dt.date(2026, 11, 23)
AMSTERDAM = "Europe/Amsterdam"


def events(*found: Appointment | None) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(calendar_bytes([one for one in found if one is not None], NOW))
    assert calendar["method"] == "PUBLISH"
    return list(calendar.walk("VEVENT"))


@pytest.fixture
def numbers(sqlite_store: Store) -> dict[str, int]:
    return fill(sqlite_store)


def test_a_talk_stands_at_its_hour_in_dutch_time_with_the_agenda_for_everybody(sqlite_store: Store, numbers: dict[str, int]) -> None:
    with sqlite_store.read() as reader:
        response = reader.value("SELECT min(id) FROM wensenscan_response")
    proposal = proposal_from_response(sqlite_store, response)
    assert proposal is not None
    data = ConversationInput(planned_at=dt.date(2027, 7, 1), planned_time="10:00", agenda=proposal.agenda, location="Kamer 4; 2e, links")
    done = plan_from_response(sqlite_store, response, data)
    content = calendar_bytes([appointment(sqlite_store, done.record.id) or pytest.fail("not there")], NOW)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"BEGIN:VTIMEZONE") == 1
    (event,) = events(appointment(sqlite_store, done.record.id))
    assert event["dtstart"].params["tzid"] == AMSTERDAM
    assert event["dtstart"].dt.astimezone(dt.UTC) == dt.datetime(2027, 7, 1, 8, tzinfo=dt.UTC)  # summer time
    assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(hours=1)
    assert str(event["location"]) == "Kamer 4; 2e, links"
    assert str(event["summary"]) == "Zkh Merenrand: vervolggesprek WensenScan"
    text = str(event["description"])
    assert "1. Waar staat Zkh Merenrand nu" in text
    assert "PROMs in spreekkamer" not in text  # what they answered is for ourselves
    assert done.record.number in text


def test_a_moved_talk_is_the_same_event_with_a_higher_sequence(sqlite_store: Store, numbers: dict[str, int]) -> None:
    (before,) = events(appointment(sqlite_store, numbers["planned"]))
    change_conversation(sqlite_store, numbers["planned"], ConversationInput(planned_at=dt.date(2026, 11, 24), duration_min=45))
    (after,) = events(appointment(sqlite_store, numbers["planned"]))
    assert before["uid"] == after["uid"]
    assert int(after["sequence"]) > int(before["sequence"])
    assert after["dtstart"].dt.date() == dt.date(2026, 11, 24)
    assert after["dtend"].dt - after["dtstart"].dt == dt.timedelta(minutes=45)


def test_without_a_time_it_is_the_day_and_a_call_is_half_an_hour(sqlite_store: Store, numbers: dict[str, int]) -> None:
    linge: dict[str, Any] = {"institution_ids": [numbers[LINGE]], "planned_at": MONDAY, "channel": Channel.PHONE}
    day = plan_conversation(sqlite_store, ConversationInput(**linge)).record.id
    call = plan_conversation(sqlite_store, ConversationInput(**linge, planned_time="16:15")).record.id
    whole, short = events(appointment(sqlite_store, day), appointment(sqlite_store, call))
    assert (whole["dtstart"].dt, whole["dtend"].dt) == (MONDAY, MONDAY + dt.timedelta(days=1))
    assert str(whole["transp"]) == "TRANSPARENT"
    assert short["dtend"].dt - short["dtstart"].dt == dt.timedelta(minutes=30)


def test_my_week_holds_what_is_planned_for_me_and_nobody_else(sqlite_store: Store, numbers: dict[str, int]) -> None:
    plan_conversation(sqlite_store, ConversationInput(institution_ids=[numbers[LINGE]]))
    sqlite_store.actor = "ruud"
    plan_conversation(sqlite_store, ConversationInput(institution_ids=[numbers[LINGE]], planned_at=MONDAY))
    sqlite_store.actor = "ilse"
    assert [one.row.id for one in appointments(sqlite_store, MONDAY, MONDAY + dt.timedelta(days=6))] == [numbers["planned"]]
    to_plan = plan_conversation(sqlite_store, ConversationInput(institution_ids=[numbers[LINGE]])).record.id
    assert appointment(sqlite_store, to_plan) is None


def test_a_confidential_talk_says_only_that_it_is_there(sqlite_store: Store, numbers: dict[str, int]) -> None:
    change_conversation(sqlite_store, numbers["planned"], ConversationInput(confidential=True, agenda="over de fusie"))
    (event,) = events(appointment(sqlite_store, numbers["planned"]))
    assert str(event["class"]) == "PRIVATE"
    content = event.to_ical().decode()
    assert "Merenrand" not in content
    assert "fusie" not in content
    assert f"G-{numbers['planned']}" in content


@settings(max_examples=60)
@given(text=st.text(max_size=300), time=st.sampled_from([None, "00:00", "09:30", "23:59"]))
def test_any_text_comes_back_and_never_ends_a_line_of_the_file(text: str, time: str | None) -> None:
    row = ConversationRow(
        1, 3, None, Channel.TEAMS, ConversationState.PLANNED, MONDAY, time, None, None, None, text, None, None, text, None, False,
        (1,), (text,), (), (), (), 0, 0, False,
    )  # fmt: skip
    (event,) = events(Appointment(row, MONDAY, "a:b;c", text, (text,)))
    assert str(event["uid"]) == "a:b;c@uz-loket"
    assert set(event.keys()) <= {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "TRANSP", "LOCATION", "SUMMARY", "DESCRIPTION"}
    (other,) = events(Appointment(replace(row, confidential=True), MONDAY, "x", text, (text,)))
    assert "DESCRIPTION" not in other


def test_the_mail_says_when_and_how_and_what_about_but_not_what_is_ours(sqlite_store: Store, numbers: dict[str, int]) -> None:
    planned = numbers["planned"]
    change_conversation(
        sqlite_store, planned, ConversationInput(agenda="1. Eerst {dit}\n\n——— voor onszelf\nB nee ≠ Z ja", location="zaal 2")
    )
    with sqlite_store.write("address") as tx:
        contact = tx.session.get(Contact, numbers["A. de Wit"])
        assert contact is not None
        contact.email = "wit@example.nl"
    mail = conversation_mail(sqlite_store, planned)
    assert mail is not None
    assert mail.to == ("wit@example.nl",)
    assert mail.subject == "Afspraak met het UZ-loket, maandag 23 november 2026 om 10:00 uur"
    assert "Beste A. de Wit en R. Postma," in mail.body
    assert "(Teams, zaal 2)" in mail.body
    assert "1. Eerst {dit}" in mail.body
    assert "≠" not in mail.body
    assert (
        conversation_mail(sqlite_store, plan_conversation(sqlite_store, ConversationInput(institution_ids=[numbers[MERENRAND]])).record.id)
        is None
    )
