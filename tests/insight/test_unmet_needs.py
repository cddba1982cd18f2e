"""Groups of unmet needs, verdicts beside findings, the mail about referrals: on both dialects, held against the figures."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.casework.offerings import OfferingInput, add_offering, wait_for_offering
from loket.casework.referrals import ReferralInput, refer
from loket.casework.requests import RequestInput, judge, register_request
from loket.insight.figures.dashboard import dashboard
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.insight.mails import referral_mail
from loket.insight.referrals import referral_choices, surely_helped
from loket.insight.unmet_needs import Computed, Grouping, compare_verdicts, start_of, unmet_needs, waits_of
from loket.language.templates import salutation
from loket.models.institutions import Contact, Institution
from loket.models.words import Audience, OfferingKind, OfferingStatus, OutcomeInfo, Verdict
from loket.store.database import Store

TODAY = dt.date(2026, 11, 21)
BOTH = OutcomeInfo.BOTH


@pytest.fixture
def needs(store: Store) -> Store:
    """Two institutions; three requests on theme 6, one of them confidential, one on theme 4 that a tool fits."""
    with store.write("set up") as tx:
        rows = [Institution(name="Merenrand"), Institution(name="Oosterveld")]
        tx.session.add_all(rows)
        tx.session.flush()
        tx.session.add(Contact(institution_id=rows[0].id, name="Anna de Wit", email="anna@example.nl"))
    for title, institution, theme, audience, hidden in (
        ("a", 1, 6, Audience.PATIENTS, False),
        ("b", 2, 6, Audience.PATIENTS, False),
        ("c", 2, 6, Audience.PATIENTS, True),
        ("d", 1, 4, Audience.IT, False),
    ):
        made = RequestInput(title=title, institution_id=institution, themes=[theme], audience=audience, confidential=hidden,
                            outcome_info=OutcomeInfo.WITH, contact_id=1 if institution == 1 else None)  # fmt: skip
        register_request(store, made)
    add_offering(
        store, OfferingInput(title="tool", kind=OfferingKind.TOOL, themes=[4], url="https://t.nl", provider="UZ", outcome_info=BOTH)
    )
    coming = OfferingInput(title="film", kind=OfferingKind.MATERIAL, themes=[6], state=OfferingStatus.IN_DEVELOPMENT, owner="ilse",
                            outcome_info=BOTH)  # fmt: skip
    add_offering(store, coming, [1])
    return store


def test_like_needs_stand_together_and_say_what_is_in_development_for_them(needs: Store) -> None:
    with needs.read() as reader:
        found, seen = unmet_needs(reader, TODAY), unmet_needs(reader.outside(), TODAY)
    assert (found.unmet, found.open, seen.unmet) == (3, 4, 2)
    for by in Grouping:
        groups = found.grouped(by)
        assert {need.request.id for group in groups for need in group.needs} == {1, 2, 3}
        assert [len(group.needs) for group in groups] == [3]
    (group,) = found.grouped(Grouping.THEME)
    assert (group.label, group.institutions, group.without) == ("6 Patiëntparticipatie", 2, 0)
    assert [(one.title, one.owner, one.waiting) for one in group.coming] == [("film", "ilse", 1)]
    start = start_of(group, Grouping.THEME)
    assert start == {"themes": (6,), "obstacles": (), "audiences": (Audience.PATIENTS,), "outcome_info": OutcomeInfo.WITH}
    with needs.read() as reader:
        assert [wait.title for wait in waits_of(reader, 1)] == ["film"]


def test_waiting_changes_no_figure(needs: Store) -> None:
    def figures() -> object:
        return json.loads(dashboard(needs, Period.of(None, TODAY, TODAY), Filters()).as_json())["indicators"]

    before = figures()
    wait_for_offering(needs, [2, 3], 2)
    judge(needs, [2], Verdict.FITS)
    assert figures() == before
    assert isinstance(before, dict)
    assert before["unmet_needs"]["numerator"] == 3


def test_every_open_request_is_in_one_cell_and_the_unmet_ones_are_the_figure(needs: Store) -> None:
    judge(needs, [4], Verdict.NOTHING, "te duur")
    judge(needs, [1], Verdict.FITS)
    judge(needs, [2], Verdict.NOTHING, "niets")
    with needs.read() as reader:
        found, needed = compare_verdicts(reader, TODAY), unmet_needs(reader, TODAY)
        seen = compare_verdicts(reader.outside(), TODAY)
    assert (found.open, found.differing, seen.open) == (4, 2, 3)
    assert sum(cell.count for cell in found.cells if cell.computed is Computed.UNMET) == needed.unmet
    first, second, *others = found.cells
    assert (first.verdict, first.computed, [one.fitting for one in first.requests]) == (Verdict.NOTHING, Computed.FITS, [("tool",)])
    assert (second.verdict, second.computed) == (Verdict.FITS, Computed.UNMET)
    assert not any(cell.differs for cell in others)


def test_the_mail_is_one_for_all_and_says_nothing_where_nothing_is_known(needs: Store) -> None:
    with needs.read() as reader:
        assert referral_mail(reader, 4, (), "ilse", TODAY) is None
        mail = referral_mail(reader, 4, (1,), "ilse", TODAY, TODAY + dt.timedelta(weeks=6))
        alone = referral_mail(reader, 2, (2,), "ilse", TODAY)
        assert referral_mail(reader.outside(), 3, (1,), "ilse", TODAY) is None
    assert mail is not None
    assert alone is not None
    assert (mail.to, mail.subject, mail.confidential) == (("anna@example.nl",), "Doorverwijzing: tool", False)
    assert "Beste Anna,\n" in mail.body
    assert "tool (UZ)\nhttps://t.nl\n" in mail.body
    assert "Rond 2 januari 2027" in mail.body
    assert alone.to == ()
    assert "Beste collega," in alone.body
    assert "Rond" not in alone.body
    assert "{" not in alone.body
    refer(needs, ReferralInput(request_id=4, offering_id=1))
    refer(needs, ReferralInput(request_id=4, offering_id=2))
    with needs.read() as reader:
        both = referral_mail(reader, 4, (), "ilse", TODAY)
    assert both is not None
    assert both.subject == "Doorverwijzing: tool, film"
    assert "- tool (UZ)\n  https://t.nl\n- film\n" in both.body


def test_the_surer_help_stands_first_and_the_setting_says_when_to_ask(needs: Store) -> None:
    assert surely_helped(6, 8) > surely_helped(2, 2) > surely_helped(0, 0)
    with needs.write("set up") as tx:
        tx.connection.exec_driver_sql("UPDATE setting SET value = '2' WHERE name = 'check_back_weeks'")
    with needs.read() as reader:
        found = referral_choices(reader, 1, TODAY)
    assert found is not None
    assert found.check_back_after == dt.timedelta(weeks=2)
    assert [(one.offering.title, one.is_coming, one.would_fit) for one in found.nearly] == [("film", True, 3)]
    assert found.nearly[0].waits_since == TODAY


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Anna de Wit", "Anna"),
        ("dr. Anna de Wit", "Anna"),
        ("Wit, Anna de", "Anna"),
        ("A. de Wit", "A. de Wit"),
        ("A.B. Bos", "A.B. Bos"),
        ("mw. J. Jansen", "J. Jansen"),
        ("AB Bos", "AB Bos"),
        ("Jo Bos", "Jo"),
        ("dr.", "collega"),
        (None, "collega"),
    ],
)
def test_a_person_is_addressed_by_the_name_that_is_written(name: str | None, called: str) -> None:
    assert salutation(name) == called


@settings(max_examples=50)
@given(st.text(max_size=30))
def test_any_name_can_be_addressed(name: str) -> None:
    assert salutation(name).strip()
