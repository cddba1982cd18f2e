"""Who is meant by what people type, over the real register: short names, old names, beginnings, places, and one slip of the finger."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.language.name_ranking import Called, Match, ranked
from loket.store.db_files import reference_rows


def register() -> list[Called]:
    return [
        Called(place, row["naam"], row["korte_naam"], tuple(name for name in row["aliassen"].split("|") if name), row["plaats"])
        for place, row in enumerate(reference_rows("register"))
    ]


REGISTER = register()
TYPED = {
    "mst": "Medisch Spectrum Twente", "vumc": "Amsterdam UMC", "AMC": "Amsterdam UMC", "jbz": "Jeroen Bosch Ziekenhuis",
    "mcl": "Frisius MC", "mumc+": "Maastricht UMC+", "mumc": "Maastricht UMC+", "olvg": "OLVG", "slaz": "OLVG",
    "etz": "Elisabeth-TweeSteden Ziekenhuis", "cwz": "Canisius Wilhelmina Ziekenhuis", "zgt": "Ziekenhuisgroep Twente",
    "umcg": "Universitair Medisch Centrum Groningen", "umc groningen": "Universitair Medisch Centrum Groningen",
    "radboud": "Radboudumc", "lumc": "Leids Universitair Medisch Centrum", "umcu": "UMC Utrecht", "wkz": "UMC Utrecht",
    "emc": "Erasmus MC", "sophia kind": "Erasmus MC", "haga": "HagaZiekenhuis", "nwz": "Noordwest Ziekenhuisgroep",
    "nki": "Antoni van Leeuwenhoek", "avl": "Antoni van Leeuwenhoek", "mmc": "Máxima MC", "maxima mc": "Máxima MC",
    "cze": "Catharina Ziekenhuis", "sfg": "Franciscus Gasthuis & Vlietland", "rdgg": "Reinier de Graaf", "mzh": "Martini Ziekenhuis",
    "wfg": "Dijklander Ziekenhuis", "bronovo": "Haaglanden Medisch Centrum", "st antonius": "St. Antonius Ziekenhuis",
    "sint ant": "St. Antonius Ziekenhuis", "antonius sneek": "Antonius Ziekenhuis Sneek", "antonius nieuwegein": "St. Antonius Ziekenhuis",
    "jeroenbosch": "Jeroen Bosch Ziekenhuis", "spaarnegasthuis": "Spaarne Gasthuis", "twente": "Ziekenhuisgroep Twente",
    "utrecht": "UMC Utrecht", "zwolle": "Isala", "diak": "Diakonessenhuis", "beatrix": "Beatrixziekenhuis",
    "isla": "Isala", "amphai": "Amphia", "catarina": "Catharina Ziekenhuis", "martni": "Martini Ziekenhuis", "olgv": "OLVG",
    "jzb": "Jeroen Bosch Ziekenhuis", "rijnstaet": "Rijnstate", "jerone bosch": "Jeroen Bosch Ziekenhuis",
    "elkerliekk": "Elkerliek ziekenhuis",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), TYPED.items())
def test_what_people_type_gives_what_they_mean_first(typed: str, meant: str) -> None:
    assert ranked(REGISTER, typed)[0].called.name == meant


def test_no_name_in_the_register_is_two_institutions() -> None:
    every = list(chain.from_iterable({name.casefold() for name in one.names} for one in REGISTER))
    assert sorted({name for name in every if every.count(name) > 1}) == []


def test_the_order_is_whole_name_beginning_word_within_place_slip() -> None:
    known = [
        Called(1, "Amsterdam UMC"), Called(2, "Medisch Spectrum Twente", "MST"), Called(3, "MST Kliniek"), Called(4, "Kliniek Mstra"),
        Called(5, "Isala", place="Mstwijk"),
    ]  # fmt: skip
    assert [(one.called.key, one.match) for one in ranked(known, "mst")] == [
        (2, Match.WHOLE), (3, Match.BEGIN), (4, Match.WORD), (1, Match.WITHIN), (5, Match.PLACE),
    ]  # fmt: skip


def test_what_is_past_comes_after_what_is_there_now_and_its_own_name_before_another() -> None:
    known = [Called(1, "Meerzicht", past=True), Called(2, "Kliniek Zee", others=("Meerdael",)), Called(3, "Meerdal")]
    assert [one.called.key for one in ranked(known, "meer")] == [3, 2, 1]


def test_a_slip_is_looked_for_only_when_nothing_begins_as_typed() -> None:
    known = [Called(1, "Rijndam"), Called(2, "Rijnstate")]
    assert [one.called.key for one in ranked(known, "rijnd")] == [1]
    assert [(one.called.key, one.match) for one in ranked(known, "rijnstta")] == [(2, Match.SLIP)]


def test_nothing_is_meant_by_signs_or_by_two_slips() -> None:
    assert ranked(REGISTER, " -&+ ") == []
    assert ranked(REGISTER, "mreidisch spectrumm") == []


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A name of the register, and what one slip of the finger makes of it."""
    name = draw(st.sampled_from([one.name for one in REGISTER if one.name.isascii() and one.name.isalpha() and len(one.name) > 4]))
    place = draw(st.integers(0, len(name) - 1))
    how = draw(st.sampled_from(["wrong", "missing", "doubled", "swapped"]))
    if how == "wrong":
        return name, name[:place] + draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz")) + name[place + 1 :]
    if how == "missing":
        return name, name[:place] + name[place + 1 :]
    if how == "doubled":
        return name, name[: place + 1] + name[place:]
    return name, name[:place] + name[place : place + 2][::-1] + name[place + 2 :]


@given(slips())
def test_one_slip_still_finds_the_name(slip: tuple[str, str]) -> None:
    name, typed = slip
    assert name in [one.called.name for one in ranked(REGISTER, typed)]
