"""Choosing in forms: enter takes and goes on, digits and space choose, only backspace and delete take away. In every form there is."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from loket.models.institutions import Contact, Party, Tag
from loket.models.words import PartyKind
from loket.screens.forms.record_form import RecordForm
from loket.screens.registry import SCREENS, find
from loket.store.database import Store
from loket.widgets.fields import Chooser, FieldPart, Form
from loket.widgets.picker import Picker, PickMany
from tests.app.helpers import ours, settle
from tests.app.records_world import office, opened

FORMS = sorted(name for name, path in SCREENS.items() if isinstance(found := find(path), type) and issubclass(found, RecordForm))
BEGINNINGS: tuple[dict[str, Any], ...] = ({}, {"on_kind": "request", "on_id": 1}, {"analysis_id": 1})


async def _open(pilot: Pilot[Any], name: str) -> None:
    """The form of the first record, or a new one with whatever it begins from."""
    for number, given in ((1, {}), *((None, given) for given in BEGINNINGS)):
        ours(pilot).open_screen(name, number, dict(given))
        await settle(pilot)
        if pilot.app.screen.query(Form):
            return
    pytest.fail(f"{name} does not open")


async def _take(pilot: Pilot[Any], part: FieldPart, others: list[FieldPart], value: Any) -> None:
    """Enter keeps the value and goes to the next field, if there is one."""
    part.focus_part()
    await pilot.press("enter")
    assert part.value == value, part.field.name
    assert part.has_focus_within == (part is others[-1]), part.field.name


@pytest.mark.parametrize("name", FORMS)
async def test_enter_takes_a_choice_and_goes_on_and_only_backspace_takes_it_away(sqlite_store: Store, name: str) -> None:
    office(sqlite_store)
    with sqlite_store.write("set up") as tx:
        tx.session.add(Contact(institution_id=1, name="C. Bosman"))  # who can follow another up
        tx.session.add_all([Tag(name="Merennetwerk"), Party(name="Merenschool", kind=PartyKind.PROVIDER)])
    async with opened(sqlite_store) as pilot:
        await _open(pilot, name)
        parts = [part for part in pilot.app.screen.query(FieldPart) if part.display]
        for part in parts:
            if isinstance(part.part, Chooser) and part.part._options:
                await _choice(pilot, part, parts, part.part)
            elif isinstance(part.part, Picker | PickMany):
                await _pick(pilot, part, parts, sqlite_store)


async def _choice(pilot: Pilot[Any], part: FieldPart, parts: list[FieldPart], choice: Chooser) -> None:
    part.focus_part()
    await pilot.press(*["backspace"] * len(choice.chosen))
    assert choice.chosen == []
    await _take(pilot, part, parts, part.value)  # nothing is chosen by going on
    part.focus_part()
    await pilot.press("1")
    chosen = list(choice.chosen)
    assert len(chosen) == 1
    await _take(pilot, part, parts, part.value)
    part.focus_part()
    await pilot.press("space", "1", "0")
    assert choice.chosen == chosen
    await pilot.press("right", "enter")  # what was walked to is taken
    last = choice._options[1 % len(choice._options)].value
    assert choice.chosen[-1] == last
    part.focus_part()
    await pilot.press(*["delete"] * len(choice.chosen))
    assert choice.chosen == []


async def _pick(pilot: Pilot[Any], part: FieldPart, parts: list[FieldPart], store: Store) -> None:
    assert part.field.finder is not None
    found = next((picks[0] for text in ("mer", "vws", "bos", "prom", "koppel", "ilse") if (picks := part.field.finder(store, text))), None)
    assert found is not None, part.field.name
    picker = part.part if isinstance(part.part, Picker) else part.part.query_one(Picker)
    picker.take(found)
    await pilot.pause()
    await _take(pilot, part, parts, part.value)
    assert part.value
