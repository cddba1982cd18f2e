"""Two institutions that become one: everything moves, no round's population changes, and one undo takes all of it back."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from loket.casework.contacts import ContactInput, add_contact, change_contact
from loket.casework.conversations import ConversationInput, plan_conversation
from loket.casework.follow_ups import FollowUpInput, add_follow_up
from loket.casework.institution_merge import mark_distinct, merge_institutions, preview_merge
from loket.casework.institutions import InstitutionInput, add_institution
from loket.casework.reassignment import reassign
from loket.casework.requests import RequestInput, register_request
from loket.casework.undo import undo
from loket.exchange.json_export import document_lines, everything
from loket.insight.figures.figure import Share, compute_figure
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.models.conversations import Conversation, ConversationAttendee, ConversationInstitution
from loket.models.errors import Refused
from loket.models.institutions import Contact, ContactFormerRole, DistinctInstitutions, Institution
from loket.models.notes import FollowUp, Link, Note
from loket.models.requests import SupportRequest
from loket.models.rounds import RoundPopulation, RoundReminder, WensenscanResponse, WensenscanRound
from loket.models.sessions import Event, EventContact, EventInstitution
from loket.models.tables import METADATA, is_logged
from loket.models.words import Audience, RecordKind
from loket.store.database import Store
from loket.store.doctor import log_problems
from loket.store.undo import UndoRefused
from tests.casework.conftest import TODAY, House
from tests.worlds.generate import make
from tests.worlds.load import load

MAY_STAY = {("round_population", "institution_id")}
"""What may go on pointing at an institution that is merged: the population that its round was sent to."""


def exported(store: Store) -> str:
    with store.engine.begin() as connection:
        return "".join(document_lines(everything(connection)))


def pointing_at(store: Store, kind: RecordKind, number: int) -> set[tuple[str, str]]:
    """Every column of a logged table that holds the record, by foreign key or as a kind and number."""
    found = set()
    with store.engine.begin() as connection:
        for table in filter(is_logged, METADATA.sorted_tables):
            for column in table.columns:
                if column.name == "on_id":
                    where: Any = (table.c.on_kind == kind) & (column == number)
                elif any(key.column.table.name == kind.table for key in column.foreign_keys):
                    where = column == number
                else:
                    continue
                if connection.execute(select(1).select_from(table).where(where)).first():
                    found.add((table.name, column.name))
    return found


def hang_everything_on(store: Store, numbers: list[int]) -> None:
    """What the canonical tables do not have, at each of these institutions: reminders, events, notes, links, namesakes, old roles."""
    day = TODAY - dt.timedelta(days=9)
    with store.write("set up") as tx:
        add = tx.session.add
        one_round = WensenscanRound(name="Gemaild")
        event, talk = Event(title="Webinar"), Conversation(sleutel="samen")
        for row in (one_round, event, talk):
            add(row)
        tx.session.flush()
        for number in numbers:
            person = Contact(institution_id=number, name="R. Postma", email="r.postma@example.nl")
            add(person)
            tx.session.flush()
            add(Contact(institution_id=number, name="Elders", moved_from_id=person.id))
            add(ContactFormerRole(contact_id=person.id or 0, function="coördinator", until_on=day))
            add(ConversationAttendee(conversation_id=talk.id or 0, contact_id=person.id))
            add(SupportRequest(title="x", institution_id=number, contact_id=person.id, received_on=day))
            add(RoundPopulation(round_id=one_round.id or 0, institution_id=number))
            add(RoundReminder(round_id=one_round.id or 0, institution_id=number, reminded_on=day))
            add(ConversationInstitution(conversation_id=talk.id or 0, institution_id=number))
            add(EventInstitution(event_id=event.id or 0, institution_id=number))
            add(EventContact(event_id=event.id or 0, contact_id=person.id or 0))
            for kind, on in ((RecordKind.INSTITUTION, number), (RecordKind.CONTACT, person.id or 0)):
                add(Note(on_kind=kind, on_id=on, institution_id=number, text="x", written_on=day))
                add(Link(on_kind=kind, on_id=on, url="https://example.nl"))
                add(FollowUp(on_kind=kind, on_id=on, institution_id=number, what="bellen", due_on=day))
        for first, second in combinations(sorted(numbers)[:4], 2):
            add(DistinctInstitutions(institution_id=first, other_id=second))
        tx.session.flush()
        for part, whole in zip(numbers[1:], numbers, strict=False):
            tx.session.get_one(Institution, part).split_from_id = whole


def mergeable(store: Store) -> list[int]:
    with store.read() as reader:
        return [row[0] for row in reader.rows("SELECT id FROM institution WHERE merged_into_id IS NULL ORDER BY id")]


def the_log_tells_it(store: Store) -> bool:
    with store.read() as reader:
        return log_problems(reader) == []


@pytest.mark.parametrize("seed", [3, 11])
def test_a_merge_moves_everything_and_its_undo_leaves_the_export_as_it_was(store: Store, seed: int) -> None:
    load(store, make(seed), seed)
    hang_everything_on(store, mergeable(store)[:5])
    survivor, merged = Random(seed).sample(mergeable(store)[:6], 2)
    before = exported(store)
    done = merge_institutions(store, survivor, merged)
    assert pointing_at(store, RecordKind.INSTITUTION, merged) <= MAY_STAY
    after = exported(store)
    assert the_log_tells_it(store)
    undone = undo(store)
    assert exported(store) == before
    assert the_log_tells_it(store)
    undo(store, undone.tx)
    assert exported(store) == after
    undo(store, done.tx)
    assert exported(store) == before


def test_no_undo_once_somebody_went_on_from_it(house: House) -> None:
    register = SupportRequest(title="x", institution_id=house.oosterveld, received_on=TODAY, sleutel="v")
    with house.store.write("set up") as tx:
        tx.session.add(register)
    merge_institutions(house.store, house.merenrand, house.oosterveld)
    other = house.as_ruud()
    reassign(other, RecordKind.REQUEST, [1], house.ruud)
    with pytest.raises(UndoRefused, match=r"ruud.*adviseur"):
        undo(house.store)
    undo(other)
    undo(house.store)
    assert house.column("SELECT institution_id FROM support_request") == [house.oosterveld]


def response_figure(store: Store, name: str) -> tuple[int, int | None]:
    with store.read() as reader:
        question = Question.resolve(reader, Period(TODAY, TODAY), Filters(round=name))
        found = compute_figure(reader, question, next(one for one in INDICATORS if one.id == "wensenscan_response"))
    assert isinstance(found, Share)
    return found.numerator, found.denominator


@pytest.mark.parametrize(
    ("invited", "answered", "before", "after"),
    [
        ((1, 1, 1), (0, 1, 0), (1, 3), (1, 3)),
        ((0, 1, 1), (0, 1, 0), (1, 2), (1, 2)),
        ((1, 1, 1), (1, 1, 0), (2, 3), (1, 3)),
    ],
    ids=["only the merged one answered", "the survivor was not invited", "both answered"],
)
def test_a_past_rounds_population_never_changes(
    house: House, invited: tuple[int, ...], answered: tuple[int, ...], before: tuple[int, int], after: tuple[int, int]
) -> None:
    three = (house.merenrand, house.oosterveld, house.duinzicht)
    with house.store.write("set up") as tx:
        tx.session.add(WensenscanRound(name="Eerste"))
        tx.session.flush()
        tx.session.add_all(RoundPopulation(round_id=1, institution_id=one) for one, yes in zip(three, invited, strict=True) if yes)
        for one, yes in zip(three, answered, strict=True):
            if yes:
                row = WensenscanResponse(round_id=1, institution_id=one, audience=Audience.BOARD, submitted_on=TODAY, sleutel=f"r{one}")
                tx.session.add(row)
    population = house.column("SELECT institution_id FROM round_population ORDER BY 1")
    assert response_figure(house.store, "Eerste") == before
    done = merge_institutions(house.store, house.merenrand, house.oosterveld)
    assert response_figure(house.store, "Eerste") == after
    assert house.column("SELECT institution_id FROM round_population ORDER BY 1") == population
    assert any("bestuur" in warning.casefold() for warning in done.warnings) == (answered[:2] == (1, 1))


def test_both_keep_their_codes_and_one_that_is_alone_goes_along(house: House) -> None:
    first, second, third = (
        add_institution(house.store, InstitutionInput(name=name, agb=code)).record.id
        for name, code in (("A", "11111111"), ("B", "22222222"), ("C", None))
    )
    differences = preview_merge(house.store, first, second).differences
    assert [(one.field, one.ours, one.theirs) for one in differences] == [("agb", "11111111", "22222222")]
    merge_institutions(house.store, first, second)
    merge_institutions(house.store, third, first)
    codes = house.column("SELECT agb FROM institution WHERE id > 3 ORDER BY id")
    assert codes == [None, "22222222", "11111111"]
    assert house.column("SELECT merged_into_id FROM institution WHERE id > 3 ORDER BY id") == [third, third, None]


def test_a_person_who_is_a_contact_at_both_is_one_unless_something_contradicts_it(house: House) -> None:
    mail = "wit@example.nl"
    add_contact(house.store, ContactInput(name="a. de  Wit", email=mail, institution_id=house.oosterveld))
    add_contact(house.store, ContactInput(name="B. Jansen", phone="1", institution_id=house.oosterveld))
    add_contact(house.store, ContactInput(name="B. Jansen", phone="2", institution_id=house.merenrand))
    plan = preview_merge(house.store, house.merenrand, house.oosterveld)
    assert [(double.name, double.differs) for double in plan.duplicates] == [("A. de Wit", ()), ("B. Jansen", ("phone",))]
    done = merge_institutions(house.store, house.merenrand, house.oosterveld)
    assert house.column("SELECT name FROM contact ORDER BY id") == ["A. de Wit", "B. Jansen", "B. Jansen"]
    assert house.column("SELECT email FROM contact WHERE id = 1") == [mail]
    assert any("B. Jansen" in warning for warning in done.warnings)


def test_a_leaver_is_not_made_one_with_a_namesake_who_is_there(house: House) -> None:
    here = add_contact(house.store, ContactInput(name="A. de Wit", institution_id=house.oosterveld)).record.id
    change_contact(house.store, here, ContactInput(left_on=TODAY))
    assert preview_merge(house.store, house.merenrand, house.oosterveld).duplicates[0].differs == ("left_on",)


def test_what_was_said_not_to_be_the_same_goes_along(house: House) -> None:
    mark_distinct(house.store, house.duinzicht, house.oosterveld)
    mark_distinct(house.store, house.oosterveld, house.duinzicht)
    mark_distinct(house.store, house.oosterveld, house.merenrand)
    merge_institutions(house.store, house.merenrand, house.oosterveld)
    with house.store.read() as reader:
        assert reader.rows("SELECT institution_id, other_id FROM distinct_institutions") == [(house.merenrand, house.duinzicht)]
    with pytest.raises(Refused):
        mark_distinct(house.store, house.duinzicht, house.duinzicht)


def test_a_confidential_one_is_not_poured_into_one_that_is_not(house: House) -> None:
    hidden = add_institution(house.store, InstitutionInput(name="Stil", confidential=True)).record.id
    with pytest.raises(Refused, match="Stil is vertrouwelijk"):
        merge_institutions(house.store, house.merenrand, hidden)


def test_what_is_saved_at_a_merged_institution_is_its_survivors(house: House) -> None:
    merge_institutions(house.store, house.oosterveld, house.duinzicht)
    merge_institutions(house.store, house.merenrand, house.oosterveld)
    done = register_request(house.store, RequestInput(title="a", institution_id=house.duinzicht, themes=[1]))
    assert done.warnings == ("Kliniek Duinzicht hoort nu bij Ziekenhuis Merenrand: daar opgeslagen.",)
    plan_conversation(house.store, ConversationInput(institution_ids=[house.duinzicht, house.merenrand]))
    add_follow_up(house.store, FollowUpInput(what="x", due_on=TODAY, on_kind=RecordKind.INSTITUTION, on_id=house.duinzicht))
    assert pointing_at(house.store, RecordKind.INSTITUTION, house.duinzicht) == set()


def test_of_what_differs_the_chosen_fields_are_taken_over_every_name_stays_findable_and_undo_brings_all_back(house: House) -> None:
    first, second = (
        add_institution(house.store, InstitutionInput(name=name, short_name=short, agb=code, city=city, advisor_id=advisor)).record.id
        for name, short, code, city, advisor in (
            ("Kliniek A", "KA", "11111111", "Ede", house.ilse),
            ("Kliniek B", "KB", "22222222", "Tiel", house.ruud),
        )
    )
    differences = preview_merge(house.store, first, second).differences
    assert ("advisor_id", "ilse", "ruud") in [(one.field, one.ours, one.theirs) for one in differences]
    before = exported(house.store)
    done = merge_institutions(house.store, first, second, take=("short_name", "agb", "advisor_id"))
    assert done.message == "Kliniek B hoort nu bij Kliniek A."
    rows = house.column(f"SELECT name || short_name || agb || city FROM institution WHERE id = {first}")
    assert rows == ["Kliniek AKB22222222Ede"]
    assert house.column(f"SELECT agb FROM institution WHERE id = {second}") == ["11111111"]
    assert house.column(f"SELECT alias FROM institution_alias WHERE institution_id = {first} ORDER BY 1") == ["KA", "Kliniek B"]
    assert house.column(f"SELECT advisor_id FROM institution WHERE id = {first}") == [house.ruud]
    undo(house.store, done.tx)
    assert exported(house.store) == before
