"""Every list reads the same records whichever way one pages through it, narrows to what was typed, and hides what is not for one's eyes."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from loket.insight.lists.contacts import CONTACTS
from loket.insight.lists.conversations import CONVERSATIONS
from loket.insight.lists.fitgap import FITGAPS
from loket.insight.lists.follow_ups import FOLLOW_UPS
from loket.insight.lists.institutions import INSTITUTIONS
from loket.insight.lists.listing import Listing, View, count, every, ids, page
from loket.insight.lists.offerings import OFFERINGS, OfferingEffect, offering_rows
from loket.insight.lists.referrals import REFERRALS
from loket.insight.lists.requests import REQUESTS
from loket.insight.lists.responses import RESPONSES
from loket.insight.lists.sessions import SESSIONS
from loket.insight.lists.signals import SIGNALS
from loket.insight.lists.trends import TRENDS
from loket.models.offerings import Offering, Referral, WaitingRequest
from loket.models.requests import SupportRequest
from loket.models.words import ConversationState, Helped, ReferralState, RequestState
from loket.store.access import Viewer
from loket.store.reader import as_date
from tests.worlds.generate import make
from tests.worlds.load import load

if TYPE_CHECKING:
    from loket.store.database import Store

TODAY = date(2026, 11, 21)
LISTS: tuple[Listing[Any], ...] = (
    INSTITUTIONS, CONTACTS, REQUESTS, CONVERSATIONS, SIGNALS, TRENDS, OFFERINGS, REFERRALS, SESSIONS, FITGAPS, FOLLOW_UPS, RESPONSES,
)  # fmt: skip


@pytest.fixture
def world(store: Store) -> Store:
    """A world with everything that is odd, and a few records of our own."""
    load(store, make(7))
    return store


def numbers(store: Store, listing: Listing[Any], view: View) -> list[int]:
    with store.read() as reader:
        return ids(reader, listing, view)


def test_paging_forwards_backwards_and_by_jump_gives_the_same_rows(world: Store) -> None:
    with world.read() as reader:
        for listing in LISTS:
            for sort in listing.sorts:
                for descending in (False, True):
                    view = View(sort=sort, descending=descending)
                    whole = ids(reader, listing, view)
                    assert len(whole) == len(set(whole)) == count(reader, listing, view), (listing.name, sort)
                    forwards = [row.id for row in every(reader, listing, view, TODAY)]
                    assert forwards == whole, (listing.name, sort)
                    if len(whole) < 12:
                        continue
                    jumped = page(reader, listing, view, TODAY, offset=5, size=4)
                    assert [row.id for row in jumped.rows] == whole[5:9], (listing.name, sort, descending)
                    before = page(reader, listing, view, TODAY, before=jumped.first, size=4)
                    assert [row.id for row in before.rows] == whole[1:5], (listing.name, sort, descending)
                    after = page(reader, listing, view, TODAY, after=jumped.last, size=3)
                    assert [row.id for row in after.rows] == whole[9:12], (listing.name, sort, descending)
                    last = page(reader, listing, view, TODAY, offset=len(whole) - 2, size=9)
                    back = page(reader, listing, view, TODAY, before=last.first, size=len(whole))
                    assert [row.id for row in (*back.rows, *last.rows)] == whole, (listing.name, sort, descending)


def test_a_filter_finds_number_title_institution_theme_state_and_advisor(world: Store) -> None:
    with world.read() as reader:
        some: Any = next(row for row in every(reader, REQUESTS, View(), TODAY) if row.institution_id and row.themes and row.advisor)
        name = reader.value("SELECT name FROM institution WHERE id = :id", id=some.institution_id)
        words = [
            some.number, some.number.lower(), str(some.id), some.title.split()[0], name.split()[-1], f"#{some.themes[0]}",
            some.state.dutch, some.advisor, f"@{some.advisor.split()[0]}",
        ]  # fmt: skip
        for word in words:
            assert some.id in ids(reader, REQUESTS, View(text=word)), word
        together = f"{name.split()[-1]} #{some.themes[0]} {some.state.dutch.split()[0]}"
        assert some.id in ids(reader, REQUESTS, View(text=together))
        assert ids(reader, REQUESTS, View(text=f"{some.number} zulke woorden staan nergens")) == []


@pytest.mark.parametrize(
    "text", ["'", '"', "%", "_", "!", "' OR 1=1 --", "a\\", "[red]", "*", "AND OR NOT", "d'Artagnan", "50%", "#", "@", "##9"]
)
def test_a_filter_takes_any_sign(world: Store, text: str) -> None:
    with world.read() as reader:
        for listing in LISTS:
            assert count(reader, listing, View(text=text)) == len(ids(reader, listing, View(text=text)))


def test_an_institution_is_found_by_name_old_name_place_and_code(store: Store) -> None:
    from loket.models.institutions import Institution, InstitutionAlias

    with store.write("prepare") as tx:
        here = Institution(name="Ziekenhuis Merenrand", short_name="Zkh Merenrand", city="Zwolle", agb="06011234")
        tx.session.add_all([here, Institution(name="Kliniek Hoogland", city="Ede")])
        tx.session.flush()
        tx.session.add(InstitutionAlias(institution_id=here.id or 0, alias="Streekziekenhuis Meer", former_until=date(2026, 1, 1)))
        wanted = here.id
    for text in ("mer", "renr", "streekz", "Meer zkh", "zwol", "0601"):
        assert numbers(store, INSTITUTIONS, View(text=text)) == [wanted], text
    with store.read() as reader:
        row = page(reader, INSTITUTIONS, View(text="streek"), TODAY).rows[0]
    assert row.called("streek") == "Streekziekenhuis Meer"
    assert row.called("merenrand") is None


def test_a_programme_lead_sees_no_confidential_record(admin_store: Store) -> None:
    from loket.models.advisors import Advisor
    from loket.models.requests import SupportRequest
    from loket.models.words import AdvisorRole

    with admin_store.write("prepare") as tx:
        tx.session.add_all([
            Advisor(name="lena", role=AdvisorRole.LEAD),
            SupportRequest(title="Geheim overleg", received_on=TODAY, confidential=True),
            SupportRequest(title="Gewone vraag", received_on=TODAY),
        ])  # fmt: skip
    shown = {}
    for name in ("lena", "loket", "iemand"):
        admin_store.actor = name
        with admin_store.read() as reader:
            found = [row.title for row in every(reader, REQUESTS, View(text="geheim"), TODAY)]
            shown[name] = found, count(reader, REQUESTS, View())
    everything = ["Geheim overleg"], 2
    assert shown == {"lena": ([], 1), "loket": everything, "iemand": everything}


def test_a_view_survives_being_saved(world: Store) -> None:
    view = View("due", True, "mer", "open", True, (("theme", "4"),))
    assert View.of_query(json.loads(json.dumps(view.as_query()))) == view
    assert view.filtered("theme", None).filters == ()
    assert view.filtered("theme", "5").value_of("theme") == "5"


def test_a_page_of_a_long_list_does_not_read_the_whole_list(sqlite_store: Store) -> None:
    """The orders that people use most walk along an index; one without an index shows that this can be seen."""
    everything, lead = sqlite_store.viewer(), Viewer("lena", 1, sees_confidential=False, sees_contacts=False)
    for view in (View("due", scope="open"), View("due", scope="open", mine=True), View("number"), View("received", True), View("due")):
        for who in (everything, lead):
            assert not [step for step in _steps(sqlite_store, view, who) if "TEMP B-TREE" in step], (view, who)
    assert [step for step in _steps(sqlite_store, View("state"), everything) if "TEMP B-TREE" in step]


def _steps(store: Store, view: View, who: Viewer) -> list[str]:
    """What SQLite does to find the first page of requests."""
    seen: list[str] = []
    with store.read_for(who) as reader:
        rows = reader.rows

        def explained(sql: str, *args: Any, **named: Any) -> Any:
            seen.extend(row[3] for row in rows("EXPLAIN QUERY PLAN " + sql, *args, **named))
            return rows(sql, *args, **named)

        reader.rows = explained  # type: ignore[method-assign,assignment]
        page(reader, REQUESTS, view, TODAY)
    assert seen
    return seen


def test_an_offering_tells_how_many_wait_and_what_came_of_it_also_where_that_is_nothing(store: Store) -> None:
    with store.write("import") as tx:
        tx.session.add_all([Offering(id=1, title="met"), Offering(id=2, title="zonder")])
        tx.session.flush()
        tx.session.add(SupportRequest(id=1, title="wacht", received_on=TODAY, state=RequestState.WAITING))
        tx.session.flush()
        tx.session.add(WaitingRequest(request_id=1, offering_id=1, waits_since=TODAY))
        tx.session.add(Referral(offering_id=1, referred_on=TODAY, state=ReferralState.USED, helped=Helped.PARTLY))
        tx.session.add(Referral(offering_id=1, referred_on=TODAY, state=ReferralState.NOT_USED))
    with store.read() as reader:
        rows = offering_rows(reader, [1, 2], TODAY)
    assert (rows[1].waiting, rows[1].effect) == (1, OfferingEffect(referred=2, used=1, helped=1, known=1, unused=1))
    assert (rows[2].waiting, rows[2].effect) == (0, OfferingEffect())


def test_an_institution_says_which_audiences_answered_and_whether_they_contradict_each_other(world: Store) -> None:
    with world.read() as reader:
        first = dict(reader.rows("SELECT round_id, min(submitted_on) FROM wensenscan_response GROUP BY round_id"))
        latest = max((as_date(day) or date.min, number) for number, day in first.items() if day and (as_date(day) or TODAY) <= TODAY)[1]
        given: dict[int, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
        for one in reader.dicts(
            "SELECT id, institution_id, audience, submitted_on, sdm_scope, uses_outcome_info FROM wensenscan_response "
            "WHERE round_id = :round AND audience IS NOT NULL AND submitted_on <= :today ORDER BY submitted_on, id",
            round=latest,
            today=TODAY,
        ):
            given[one["institution_id"]][one["audience"]].append(one)
        rows = {row.id: row for row in every(reader, INSTITUTIONS, View(), TODAY)}
    several = 0
    for number, audiences in given.items():
        assert {one.value for one in rows[number].answered} >= set(audiences), number
        known = [
            {
                [one[column] for one in answers if one[column] is not None][-1]
                for answers in audiences.values()
                if any(one[column] for one in answers)
            }
            for column in ("sdm_scope", "uses_outcome_info")
        ]
        # Those that are not active count in no figure of institutions, this one included.
        contradicts = rows[number].active and any(len(values) > 1 for values in known)
        several += contradicts
        assert rows[number].contradicts == contradicts, number
    assert 0 < several < len(given)
    assert not any(row.answered or row.contradicts for row in rows.values() if row.id not in given)


def test_a_conversation_names_who_takes_part_and_whether_it_is_late(world: Store) -> None:
    with world.read() as reader:
        rows = list(every(reader, CONVERSATIONS, View(), TODAY))
        for row in rows:
            for shown, sql in (
                (
                    row.institutions,
                    "coalesce(i.short_name, i.name) FROM conversation_institution l JOIN institution i ON i.id = l.institution_id",
                ),
                (row.advisors, "a.name FROM conversation_advisor l JOIN advisor a ON a.id = l.advisor_id"),
            ):
                names = [name for (name,) in reader.rows(f"SELECT {sql} WHERE l.conversation_id = :id", id=row.id)]
                assert sorted(shown) == sorted(names), row.number
            is_late = row.state is ConversationState.PLANNED and row.planned_at is not None and row.planned_at < TODAY
            assert row.late == is_late, row.number
    assert {row.late for row in rows} == {True, False}
    assert any(row.institutions for row in rows)
    assert any(row.advisors for row in rows)
