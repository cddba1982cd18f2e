from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from loket.casework.anonymity import copied_words
from loket.casework.conversations import ConversationInput, plan_conversation
from loket.casework.examples import (
    ExampleInput,
    change_example,
    release_example,
    remove_example,
    withdraw_example,
    write_example,
)
from loket.casework.institutions import InstitutionInput, change_institution
from loket.casework.parties import PartyInput, change_party
from loket.casework.requests import RequestInput, change_request, register_request
from loket.casework.signals import SignalInput, record_signal
from loket.casework.undo import undo
from loket.insight.examples import ReleasedExample, released_examples, waiting_examples
from loket.insight.figures.period import Period
from loket.models.advisors import Advisor
from loket.models.errors import Refused
from loket.models.words import AdvisorRole, InstitutionKind, PartyKind, RecordKind
from tests.casework.conftest import TODAY, House

HALF = Period(dt.date(2026, 7, 1), dt.date(2026, 12, 31))
TOLD = "Een algemeen ziekenhuis zoekt een betaalbare koppeling."


def told(house: House, period: Period = HALF) -> tuple[ReleasedExample, ...]:
    with house.store.read() as reader:
        return released_examples(reader, period)


def waiting(house: House) -> list[str]:
    with house.store.read() as reader:
        return [one.text for one in waiting_examples(reader, HALF)]


def a_request(house: House, **more: object) -> int:
    fields = {"title": "koppeling", "institution_id": house.merenrand, "themes": [4, 5], **more}
    return register_request(house.store, RequestInput(**fields)).record.id  # type: ignore[arg-type]


def an_example(house: House, text: str = TOLD, about: int | None = None) -> int:
    number = about or a_request(house)
    write_example(house.store, ExampleInput(on_kind=RecordKind.REQUEST, on_id=number, text=text))
    return int(house.column("SELECT max(id) FROM example")[0])


def test_a_report_takes_an_example_only_between_its_release_and_its_withdrawal(house: House) -> None:
    change_institution(house.store, house.merenrand, InstitutionInput(kind=InstitutionKind.GENERAL))
    number = an_example(house)
    assert told(house) == ()
    assert waiting(house) == [TOLD]
    release_example(house.store, number)
    (one,) = told(house)
    assert one == ReleasedExample(number, 4, TOLD, RecordKind.REQUEST, InstitutionKind.GENERAL, "ilse", TODAY)
    assert told(house, Period(dt.date(2026, 1, 1), dt.date(2026, 6, 30))) == ()
    done = withdraw_example(house.store, number)
    assert told(house) == ()
    undo(house.store, done.tx)
    assert [one.id for one in told(house)] == [number]


def test_another_text_takes_the_release_back_another_theme_does_not(house: House) -> None:
    number = an_example(house)
    release_example(house.store, number)
    change_example(house.store, number, ExampleInput(theme_id=2))
    assert [one.theme for one in told(house)] == [2]
    done = change_example(house.store, number, ExampleInput(text="Een kliniek zoekt een koppeling."))
    assert done.warnings
    assert told(house) == ()
    undo(house.store)
    assert [one.text for one in told(house)] == [TOLD]
    remove_example(house.store, number)
    assert told(house) == ()


TELLING = [
    "Bij Ziekenhuis Merenrand lukt het niet.",
    "In merenrand? Nee, bij zkh merenrand lukt het niet.",
    "Merenrand zoekt een koppeling.",
    "Een collega van mevrouw De Wit zoekt een koppeling.",
    "Ruud hielp een ziekenhuis aan een koppeling.",
    "Een ziekenhuis in Zwolle zoekt een koppeling.",
    "Een ziekenhuis met HiX zoekt een koppeling.",
    "Een ziekenhuis vroeg Chipsoft om een koppeling.",
    "Bel 038 123 45 67 voor de koppeling.",
    "Mail a@b.example voor de koppeling.",
    "Zie V-12.",
    "Zij willen in het voorjaar met alle vakgroepen tegelijk beginnen, zeiden ze.",
]


def test_what_tells_who_said_it_is_kept_with_a_warning_and_never_released(house: House) -> None:
    change_institution(house.store, house.merenrand, InstitutionInput(city="Zwolle", epd_vendor="ChipSoft HiX"))
    about = a_request(house, description="We willen in het voorjaar met alle vakgroepen tegelijk beginnen.")
    number = an_example(house, about=about)
    for text in TELLING:
        assert change_example(house.store, number, ExampleInput(text=text)).warnings, text
        with pytest.raises(Refused) as refusal:
            release_example(house.store, number)
        assert [error.field for error in refusal.value.errors] == ["text"], text


def test_a_ministry_is_named_freely_unless_it_said_it_itself(house: House) -> None:
    change_party(house.store, house.vws, PartyInput(kind=PartyKind.MINISTRY))
    text = "Een ziekenhuis wacht op VWS."
    release_example(house.store, an_example(house, text))
    own = record_signal(house.store, SignalInput(description="nog niets besloten", party_id=house.vws, theme_id=2)).record
    write_example(house.store, ExampleInput(on_kind=RecordKind.SIGNAL, on_id=own.id, text=text))
    with pytest.raises(Refused, match="VWS"):
        release_example(house.store, 2)


def test_every_error_at_once(house: House) -> None:
    with pytest.raises(Refused) as refusal:
        write_example(house.store, ExampleInput(on_kind=RecordKind.INSTITUTION, on_id=house.merenrand, text=" ", theme_id=99))
    assert {error.field for error in refusal.value.errors} == {"on_kind", "text", "theme_id"}
    for text in ("a" * 601, "een\n\ntwee"):
        with pytest.raises(Refused):
            an_example(house, text)


def test_nothing_confidential_becomes_or_stays_an_example(house: House) -> None:
    talk = plan_conversation(house.store, ConversationInput(institution_ids=[house.merenrand])).record.id
    about = a_request(house, conversation_id=talk)
    release_example(house.store, an_example(house, about=about))
    sources: list[Callable[[bool], object]] = [
        lambda yes: change_request(house.store, about, RequestInput(confidential=yes)),
        lambda yes: change_institution(house.store, house.merenrand, InstitutionInput(confidential=yes)),
        lambda yes: _confidential(house, "conversation", talk, yes),
    ]
    for hide in sources:
        assert len(told(house)) == 1
        hide(True)
        assert told(house) == ()
        with pytest.raises(Refused):
            an_example(house, about=about)
        hide(False)


def _confidential(house: House, table: str, number: int, yes: bool) -> None:
    from sqlalchemy import text

    with house.store.write("look") as tx:
        tx.connection.execute(text(f"UPDATE {table} SET confidential = {'true' if yes else 'false'} WHERE id = {number}"))


def test_a_programme_lead_writes_and_withdraws_but_does_not_release(house: House) -> None:
    number = an_example(house)
    with house.store.write("look") as tx:
        lead = tx.session.get(Advisor, house.ruud)
        assert lead is not None
        lead.role = AdvisorRole.LEAD
    lead_store = house.as_ruud()
    with pytest.raises(Refused):
        release_example(lead_store, number)
    release_example(house.store, number)
    withdraw_example(lead_store, number)
    assert told(house) == ()


def test_who_releases_released_what_they_read(house: House) -> None:
    number = an_example(house)
    change_example(house.store, number, ExampleInput(text="Een kliniek zoekt een koppeling."))
    with pytest.raises(Refused):
        release_example(house.store, number, version=1)
    release_example(house.store, number, version=2)


def test_a_quotation_is_eight_words_in_a_row() -> None:
    original, told = "een twee drie vier vijf zes zeven acht negen tien", "Twee, drie vier vijf zes zeven acht - negen"
    assert copied_words("Zij zeiden: twee drie vier vijf zes zeven acht", original) == ""
    assert copied_words(f"Zij zeiden: {told}!", original) == told
