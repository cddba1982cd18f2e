"""The language of `/`, `ctrl+k` and `--where`: fields in two languages, values by their beginning, and what is said of a slip."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from loket.insight.lists.completion import complete
from loket.insight.lists.contacts import CONTACTS
from loket.insight.lists.conversations import CONVERSATIONS
from loket.insight.lists.listing import Listing, View, ids
from loket.insight.lists.query import parse
from loket.insight.lists.requests import REQUESTS
from loket.insight.lists.trends import TRENDS
from loket.language.day_ranges import understand_days
from loket.models.advisors import Advisor
from loket.models.conversations import Conversation, ConversationInstitution
from loket.models.errors import Refused
from loket.models.institutions import Contact, Institution, InstitutionAlias
from loket.models.requests import RequestObstacle, RequestTheme, SupportRequest
from loket.models.words import AdvisorRole, Channel, ConversationKind, ConversationState, InstitutionKind, RequestState
from loket.store.database import Store

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def office(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Three requests: PROMIS at a UMC with ilse, on paper at a clinic with mehmet and closed, a dashboard with nobody."""
    monkeypatch.setenv("LOKET_TODAY", TODAY.isoformat())
    with store.write("set up") as tx:

        def put(row: Any) -> int:
            tx.session.add(row)
            tx.session.flush()
            return int(row.id)

        ilse, mehmet = tx.advisor.id, put(Advisor(name="mehmet"))
        umc = put(Institution(name="UMC Oosterveld", kind=InstitutionKind.UMC))
        clinic = put(Institution(name="Kliniek Duinzicht", kind=InstitutionKind.CLINIC))
        put(InstitutionAlias(institution_id=clinic, alias="Zeezicht"))
        person = put(Contact(institution_id=umc, name="A. de Wit"))
        first = put(SupportRequest(
            title="PROMIS invoeren", institution_id=umc, advisor_id=ilse, contact_id=person, department="MDL",
            received_on=dt.date(2026, 2, 3), due_on=dt.date(2026, 12, 1),
        ))  # fmt: skip
        second = put(SupportRequest(
            title="PROMIS op papier", institution_id=clinic, advisor_id=mehmet, received_on=dt.date(2025, 10, 1), outcome_set_id=3,
            state=RequestState.RESOLVED, closed_on=dt.date(2026, 1, 31),
        ))  # fmt: skip
        put(SupportRequest(title="Dashboard", received_on=dt.date(2026, 11, 2), confidential=True))
        tx.session.add_all([RequestTheme(request_id=first, theme_id=4), RequestTheme(request_id=second, theme_id=4)])
        tx.session.add(RequestTheme(request_id=second, theme_id=5))
        tx.session.add(RequestObstacle(request_id=first, obstacle_id=1))
        talk = put(Conversation(
            kind=ConversationKind.INTAKE, channel=Channel.TEAMS, state=ConversationState.HELD, held_at=dt.date(2026, 3, 1)
        ))  # fmt: skip
        tx.session.add(ConversationInstitution(conversation_id=talk, institution_id=umc))
    return store


def found(store: Store, text: str, listing: Listing[Any] = REQUESTS) -> set[int]:
    with store.read() as reader:
        return {*ids(reader, listing, View(text=text))}


FIRST, SECOND, THIRD = {1}, {2}, {3}


ASKED: tuple[tuple[str, set[int]], ...] = (
    ("promis soort:umc staat:open sinds:2026-01 thema:4 bij:ilse", FIRST),
    ("promis kind:umc state:open since:2026-01 theme:4 advisor:ilse", FIRST),
    ("soort:kliniek", SECOND),
    ("staat:afgesloten", SECOND),
    ("staat:afgerond", SECOND),
    ("staat:nie", FIRST | THIRD),
    ("staat:nieuw,afgerond", FIRST | SECOND | THIRD),
    ('staat:"in behandeling"', set()),
    ("thema:4", FIRST | SECOND),
    ("thema: 5", SECOND),
    ("thema:cultuur", SECOND),
    ("thema:geen", THIRD),
    ("bij:meh", SECOND),
    ("bij:niemand", THIRD),
    ("bij:ik", FIRST),
    ("instelling:oosterveld", FIRST),
    ("inst:zeezicht", SECOND),
    ("instelling:oostervelt", FIRST),
    ("contact:wit", FIRST),
    ("knelpunt:geen", SECOND | THIRD),
    ("afdeling:mdl", FIRST),
    ("afdeling:geen", SECOND | THIRD),
    ("uzset:knie", SECOND),
    ("ontvangen:2025", SECOND),
    ("ontvangen:2026-q1", FIRST),
    ("ontvangen:deze-maand", THIRD),
    ("ontvangen:>2026-02-03", THIRD),
    ("ontvangen:>=2026-02-03", FIRST | THIRD),
    ("streef:<2027", FIRST),
    ("streef:geen", SECOND | THIRD),
    ("afgesloten:2026-01", SECOND),
    ("tot:2025", SECOND),
    ("sinds:2025-10-01 tot:2026-02-03", FIRST | SECOND),
    ("vertrouwelijk:ja", THIRD),
    ("wat:vragen", FIRST | SECOND | THIRD),
    ("wat:gesprek", set()),
    ('"op papier"', SECOND),
    ('"papier op"', set()),
    ("sta:open", FIRST | THIRD),
    ("staat:", FIRST | SECOND | THIRD),
)


def test_words_and_fields_find_what_holds_all_of_them(office: Store) -> None:
    for text, wanted in ASKED:
        assert found(office, text) == wanted, text


def test_a_kind_is_that_of_the_record_or_of_its_institution(office: Store) -> None:
    assert found(office, "soort:intake", CONVERSATIONS) == found(office, "soort:umc", CONVERSATIONS) == {1}
    assert found(office, "soort:kliniek", CONVERSATIONS) == set()
    assert found(office, "gehouden:2026-03 kanaal:teams", CONVERSATIONS) == {1}


REFUSED = (
    ("saat:open", "Er is geen veld “saat”: bedoelt u staat:"),
    ("soort:ucm", "soort: “ucm” is onbekend; bedoelt u umc?"),
    ("bij:mehmit", "bij: “mehmit” is onbekend; bedoelt u mehmet?"),
    ("kanaal:teams", "“kanaal” zegt hier niets; wel: wat, staat, soort"),
    ("sinds:ooit", "“ooit” noemt geen dagen."),
    ("vertrouwelijk:misschien", "vertrouwelijk: “misschien” is onbekend. Kies uit: ja, nee."),
    ("st:nieuw", "Er is geen veld “st”: bedoelt u staat:, streef:?"),
)


def test_a_field_or_value_that_there_is_not_is_said_with_the_nearest(office: Store) -> None:
    for text, said in REFUSED:
        with pytest.raises(Refused) as refused:
            found(office, text)
        assert str(refused.value).startswith(said), text


def test_a_colon_in_a_text_is_text(office: Store) -> None:
    for text in ("09:30", "https://voorbeeld.nl", "Re: vraag", '"saat:open"', ":", '"', "staat:,", "x:"):
        found(office, text)


def test_a_lead_asks_nothing_out_of_what_is_confidential(office: Store) -> None:
    with office.write("look") as tx:
        tx.advisor.role = AdvisorRole.LEAD
    assert found(office, "vertrouwelijk:ja") == set()
    assert found(office, "contact:wit") == set()
    assert found(office, "contact:wit", CONTACTS) == set()


COMPLETED: tuple[tuple[str, list[str]], ...] = (
    ("sta", ["staat:"]),
    ("staat:w", ["wacht op instelling"]),
    ("thema:4", ["4 Gebruik van uitkomstinformatie in de spreekkamer"]),
    ("bij:", ["ik", "niemand", "ilse", "mehmet"]),
    ("instelling:kli", ["Kliniek Duinzicht"]),
    ("afdeling:", ["MDL"]),
    ("promis", []),
    ("promis soo", ["soort:"]),
    ("sinds:de", ["deze week", "deze maand"]),
)


def test_what_is_typed_is_completed(office: Store) -> None:
    for text, shown in COMPLETED:
        assert [one.shown for one in complete(office, text, [REQUESTS])] == shown, text


def test_a_completion_is_the_whole_text_with_quotes_where_they_are_needed(office: Store) -> None:
    assert [one.text for one in complete(office, "promis staat:nieuw,w", [REQUESTS])] == ['promis staat:nieuw,"wacht op instelling"']
    assert [one.text for one in complete(office, "promis soo", [REQUESTS])] == ["promis soort:"]
    assert complete(office, "kan", [TRENDS]) == ()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-2", "2026-02-01", "2026-02-28"),
        ("2026q3", "2026-07-01", "2026-09-30"),
        ("deze week", "2026-11-16", "2026-11-22"),
        ("vorige maand", "2026-10-01", "2026-10-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("<2026-03", "", "2026-02-28"),
        (">2026-03", "2026-04-01", ""),
        ("2026-01..2026-02-10", "2026-01-01", "2026-02-10"),
        ("..2026", "", "2026-12-31"),
        ("gisteren", "2026-11-20", "2026-11-20"),
    ],
)
def test_a_stretch_of_days(text: str, first: str, last: str) -> None:
    assert str(understand_days(text, TODAY)) == f"{first}..{last}"


def test_a_stretch_that_ends_before_it_begins_is_refused() -> None:
    for text in ("2026..2025", "9999", "0000-01", "ooit"):
        with pytest.raises(Refused):
            understand_days(text, TODAY)


def test_words_and_fields_are_told_apart() -> None:
    asked = parse('promis "op papier" thema:4,5 sinds:')
    assert asked.words == ("promis", "op papier")
    assert [(term.field.name, term.values) for term in asked.terms] == [("theme", ("4", "5")), ("from", ())]
    assert asked.text == 'promis "op papier"'
