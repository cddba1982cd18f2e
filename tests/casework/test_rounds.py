"""Rounds and reminders: checked, once a day, left out who answered, one undo; and whom the mailing reaches."""

from __future__ import annotations

import datetime as dt

import pytest

from loket.casework.contacts import ContactInput, add_contact
from loket.casework.rounds import RoundInput, add_round, change_round, remind_institutions
from loket.casework.undo import undo
from loket.insight.mails import addressees, reminder
from loket.insight.rounds import RoundList, raw_answers, round_list
from loket.models.errors import Refused
from loket.models.rounds import RoundPopulation, WensenscanResponse
from loket.models.words import Audience
from tests.casework.conftest import TODAY, House

SENT = dt.date(2026, 11, 2)
EARLIER = dt.date(2026, 11, 9)


def loaded(house: House) -> int:
    """A round sent to three institutions, one of which answered on a day that the survey tool took away."""
    number = add_round(house.store, RoundInput(name="WensenScan 2026", sent_on=SENT, closed_on=dt.date(2026, 12, 18))).record.id
    with house.store.write("set up") as tx:
        for one in (house.merenrand, house.oosterveld, house.duinzicht):
            tx.session.add(RoundPopulation(round_id=number, institution_id=one))
        day = dt.date(1980, 1, 1)
        tx.session.add(
            WensenscanResponse(sleutel="1", round_id=number, institution_id=house.merenrand, submitted_on=day, audience=Audience.PATIENTS,
                               raw='{"Q1": "ja"}')
        )  # fmt: skip
        tx.session.flush()
    return number


def seen(house: House, name: str | None = None, on: dt.date = dt.date(2026, 12, 31)) -> RoundList:
    with house.store.read() as reader:
        found = round_list(reader, on, name)
        assert found is not None
        return found


def test_a_round_has_a_name_of_its_own_and_closes_after_it_was_sent(house: House) -> None:
    number = add_round(house.store, RoundInput(name="WensenScan 2026", sent_on=SENT)).record.id
    with pytest.raises(Refused) as refused:
        add_round(house.store, RoundInput(name="wensenscan 2026", sent_on=SENT, closed_on=SENT - dt.timedelta(days=1)))
    assert sorted(error.field for error in refused.value.errors) == ["closed_on", "name"]
    change_round(house.store, number, RoundInput(name="WensenScan najaar 2026", closed_on=TODAY))
    found = seen(house)
    assert (found.name, found.closed_on, found.invited, found.responses) == ("WensenScan najaar 2026", TODAY, 0, 0)


def test_reminders_are_kept_by_day_and_taken_back_in_one(house: House) -> None:
    number = loaded(house)
    everybody = [house.merenrand, house.oosterveld, house.duinzicht]
    first = remind_institutions(house.store, number, everybody, EARLIER)
    assert first.warnings == ("Weggelaten, want zij vulden in: Ziekenhuis Merenrand.",)
    assert remind_institutions(house.store, number, [house.oosterveld]).message == "1 instelling herinnerd op za 21 nov 2026."
    remind_institutions(house.store, number, [house.oosterveld])
    assert {one.institution.name: one.reminded for one in seen(house).silent} == {
        "Kliniek Duinzicht": (EARLIER,),
        "UMC Oosterveld": (EARLIER, TODAY),
    }
    undo(house.store, first.tx)
    assert house.count("round_reminder") == 1


def test_a_reminder_of_tomorrow_before_the_mailing_or_of_who_answered_is_refused(house: House) -> None:
    number = loaded(house)
    for institutions, day in (
        ([house.oosterveld], TODAY + dt.timedelta(days=1)),
        ([house.oosterveld], SENT - dt.timedelta(days=1)),
        ([house.merenrand], TODAY),
        ([], TODAY),
    ):
        with pytest.raises(Refused):
            remind_institutions(house.store, number, institutions, day)
    assert house.count("round_reminder") == 0


def test_who_answered_and_the_population_as_it_was_frozen(house: House) -> None:
    number = loaded(house)
    with house.store.write("close") as tx:
        tx.connection.exec_driver_sql(f"UPDATE institution SET active = {'false' if house.store.address.is_postgresql else '0'} "
                                      f"WHERE id = {house.duinzicht}")  # fmt: skip
    found = seen(house)
    assert [(one.institution.name, one.answered) for one in found.population] == [
        ("Kliniek Duinzicht", False), ("UMC Oosterveld", False), ("Ziekenhuis Merenrand", True),
    ]  # fmt: skip
    assert [one.institution.name for one in found.silent] == ["UMC Oosterveld"], "who closed is not reminded"
    assert [(one.id, one.name, one.responses) for one in found.rounds] == [(number, "WensenScan 2026", 1)]
    with house.store.read() as reader:
        assert raw_answers(reader, [1]) == {1: '{"Q1": "ja"}'}


def test_the_mailing_reaches_policy_staff_else_anybody_and_nobody_who_left_or_is_confidential(house: House) -> None:
    number = loaded(house)
    there = house.oosterveld
    add_contact(house.store, ContactInput(institution_id=there, name="Bo Bos", email="bo@example.org", audience=Audience.BOARD))
    add_contact(
        house.store, ContactInput(institution_id=there, name="Kim Kwaliteit", email="kim@example.org", audience=Audience.POLICY_QUALITY)
    )
    hidden = ContactInput(institution_id=there, name="H", email="h@example.org", audience=Audience.POLICY_QUALITY, confidential=True)
    add_contact(house.store, hidden)
    with house.store.read() as reader:
        people = addressees(reader, number, [there, house.duinzicht, house.merenrand], TODAY)
        assert [(one.institution, one.name, one.email) for one in people] == [
            ("Kliniek Duinzicht", None, None), ("UMC Oosterveld", "Kim Kwaliteit", "kim@example.org"),
            ("Ziekenhuis Merenrand", "A. de Wit", None),
        ]  # fmt: skip
        one = reminder(reader, number, [there], "ilse", TODAY)
        assert one is not None
        assert one.body.startswith("Beste Kim,")
        assert "UMC Oosterveld vulde WensenScan 2026 nog niet in" in one.body
        many = reminder(reader, number, [there, house.duinzicht], "ilse", TODAY)
        assert many is not None
        assert (many.to, many.without) == (("kim@example.org",), ("Kliniek Duinzicht",))
        assert "Uw instelling vulde" in many.body
