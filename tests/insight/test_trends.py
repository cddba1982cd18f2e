"""What signals look like, and what a trend comes to: by points that a person can count after, the same on both dialects."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from loket.insight.trends.signal_similarity import Vocabulary, stem
from loket.insight.trends.trend_overview import movements, trend_overview
from loket.insight.trends.trend_proposals import similar_trends, trend_proposals
from loket.models.institutions import Institution
from loket.models.notes import Note
from loket.models.signals import Signal, SignalApart, Trend
from loket.models.words import InstitutionKind, NoteKind, RecordKind, SignalState
from loket.screens.signals.trend_lines import steering_text
from loket.store.database import Store

TODAY = dt.date(2026, 11, 21)
API, FOLDERS = 8, 20


def put(store: Store, *rows: object) -> None:
    with store.write("set up") as tx:
        for row in rows:
            tx.session.add(row)
            tx.session.flush()


def heard(text: str, institution: int | None = 1, days: int = 1, **more: Any) -> Signal:
    return Signal(description=text, institution_id=institution, recorded_on=TODAY - dt.timedelta(days=days), **more)


def places(*kinds: InstitutionKind) -> list[Institution]:
    return [Institution(name=f"Instelling {number}", kind=kind) for number, kind in enumerate(kinds)]


def test_a_loose_signal_is_proposed_for_the_trend_of_its_obstacle_or_its_words(store: Store) -> None:
    put(store, *places(InstitutionKind.UMC, InstitutionKind.CLINIC), Trend(title="Koppelkosten EPD", theme_id=4))
    put(store, Trend(title="Folders te moeilijk", theme_id=6))
    put(store, heard("Leverancier rekent apart voor de koppeling", theme_id=4, obstacle_id=API, trend_id=1))
    put(store, heard("Kosten voor koppelingen zijn hoog", theme_id=4))
    put(store, heard("Brief", obstacle_id=API, theme_id=4), heard("de folders waren te moeilijk voor patiënten"))
    put(store, heard("Parkeren is duur"), heard("koppelkosten van het EPD", theme_id=4, state=SignalState.REJECTED))
    with store.read() as reader:
        found = trend_proposals(reader)
        assert {number: one.trend for number, one in found.trends.items()} == {2: 1, 3: 1}
        assert (found.trends[3].why.obstacle, found.trends[3].why.points) == (True, 4)
        assert found.trends[2].why.words == ("koppeling", "kosten")
        assert [one.trend for one in similar_trends(reader, [4])] == [2, 1]
    put(store, SignalApart(signal_id=3, trend_id=1))
    with store.read() as reader:
        assert set(trend_proposals(reader).trends) == {2}


def test_loose_signals_that_look_like_each_other_are_a_cluster_and_a_refused_one_stays_away(store: Store) -> None:
    put(store, *places(InstitutionKind.UMC, InstitutionKind.CLINIC))
    put(store, *(heard("Vertaalde folders zijn verouderd", 1 + number % 2, obstacle_id=FOLDERS, theme_id=6) for number in range(3)))
    put(store, *(heard("Vertaalde folders zijn verouderd geraakt", None, theme_id=6, confidential=True) for _each in range(2)))
    same = "portaal uitslagen dokter kijkt"
    put(
        store,
        *(heard(same, 1, days, theme_id=4) for days in (5, 3)),
        heard("uitslagen in het portaal, geen dokter die kijkt", 2, theme_id=4),
    )
    put(store, *(heard("alleen bij ons staat de printer stuk", 1) for _each in range(3)))
    with store.read() as reader:
        found = trend_proposals(reader).clusters
        assert [(set(one.signals), one.institutions) for one in found] == [({1, 2, 3, 4, 5}, 2), ({6, 7, 8}, 2)]
        assert (found[0].title, found[0].theme) == ("Begrijpelijke patiëntinformatie", 6)
        assert found[1].title.startswith("Dokter")
        assert [set(one.signals) for one in trend_proposals(reader.outside()).clusters] == [{1, 2, 3}, {6, 7, 8}]
        refused = frozenset({6, 7})
        assert [len(one.signals) for one in trend_proposals(reader, [refused]).clusters] == [5]


def test_a_trend_says_how_many_of_which_kinds_since_when_and_how_it_moves(store: Store) -> None:
    kinds = (InstitutionKind.UMC, InstitutionKind.CLINIC, InstitutionKind.CLINIC, InstitutionKind.GENERAL)
    put(store, *places(*kinds), Institution(name="Dicht", kind=InstitutionKind.CLINIC, active=False))
    put(store, Trend(title="Koppelkosten", theme_id=4))
    put(store, heard("a", 1, 0, trend_id=1), heard("b", 2, 30, trend_id=1), heard("c", 2, 100, trend_id=1), heard("d", 5, 400, trend_id=1))
    put(store, heard("geheim", 3, 10, trend_id=1, confidential=True), heard("webinar", None, 5, trend_id=1))
    decided: dict[str, Any] = {"on_kind": RecordKind.TREND, "on_id": 1, "kind": NoteKind.DECISION, "written_on": TODAY}
    put(store, Note(text="naar VWS\nin december", **decided), Note(text="over mevrouw X", confidential=True, **decided))
    with store.read() as reader:
        found = trend_overview(reader, 1, TODAY)
        shared = trend_overview(reader.outside(), 1, TODAY)
        moving = movements(reader, TODAY)
    assert found is not None
    assert moving[1] == found.movement
    assert (found.signals, found.institutions, found.of, found.inactive, found.elsewhere) == (6, 3, 4, 1, 1)
    assert (found.movement.recent, found.movement.before, found.movement.change) == (3, 1, 2)
    assert [(one.kind, one.institutions, one.of) for one in found.kinds[-2:]] == [
        (InstitutionKind.GENERAL, 0, 1),
        (InstitutionKind.CLINIC, 2, 2),
    ]
    assert (len(found.months), found.months[-1]) == (12, ("2026-11", 3))
    assert [place.id for place in found.places] == [2, 5, 1, 3, None]
    assert shared is not None
    text = steering_text(shared)
    assert "2/4 actieve instellingen · 5 signalen · waarvan 1 zonder instelling" in text
    assert "- 21 november 2026: naar VWS in december" in text
    assert not [word for word in ("Instelling ", "Dicht", "geheim", "mevrouw") if word in text]


def test_quarters_end_on_days_that_exist() -> None:
    from loket.insight.trends.trend_overview import quarters

    assert quarters(dt.date(2026, 5, 31)) == (dt.date(2026, 2, 28), dt.date(2025, 11, 30))


def test_dutch_endings_and_compounds_are_seen_through() -> None:
    alike = [("vragenlijsten", "vragenlijst"), ("brieven", "brief"), ("talen", "taal"), ("leveranciers", "leverancier")]
    alike += [("processen", "proces"), ("mogelijkheden", "mogelijkheid"), ("koppelingen", "koppeling"), ("functies", "functie")]
    assert [a for a, b in alike if stem(a) != stem(b)] == []
    words = Vocabulary(["Koppelkosten EPD", "de koppeling kost geld", "Mogelijkheden en mogelijkheid"])
    assert words.words("Koppelkosten EPD") >= words.words("de koppeling kost geld") - {stem("geld")}


@given(texts=st.lists(st.text(max_size=60), max_size=12), shuffle=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_words_do_not_depend_on_the_order_of_the_texts(texts: list[str], shuffle: random.Random) -> None:
    turned = list(texts)
    shuffle.shuffle(turned)
    one, other = Vocabulary(texts), Vocabulary(turned)
    assert [one.words(text) for text in texts] == [other.words(text) for text in texts]
