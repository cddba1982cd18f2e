"""Forms and what they are made of: typing, errors under the field, drafts, dates in words, picking by a few letters."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from loket.app import LoketApp
from loket.models.errors import FieldError
from loket.screens.registry import SHEETS
from loket.widgets.fields import Chooser, FieldPart, Form
from loket.widgets.text_inputs import DateField, LineInput, NoteArea
from tests.app.demo import DemoForm, DemoList, FakeStore
from tests.app.helpers import HOSTILE, assert_harmless, replaced, screen_text, settle, walk


class Opened:
    """The demo form over the demo list."""

    def __init__(self, store: FakeStore, size: tuple[int, int] = (120, 40)) -> None:
        self.store, self.size = store, size

    async def __aenter__(self) -> Pilot[Any]:
        self._places = replaced(SHEETS, {3: ("tests.app.demo:DemoList",)})
        self._places.__enter__()
        self.app = LoketApp(lambda: self.store, first=3, strict=True)  # type: ignore[arg-type, return-value]
        self._running = self.app.run_test(size=self.size, tooltips=True, notifications=True)
        pilot = await self._running.__aenter__()
        await settle(pilot)
        self.app.push_screen(DemoForm())
        await settle(pilot)
        return pilot

    async def __aexit__(self, *error: Any) -> None:
        await self._running.__aexit__(*error)
        self._places.__exit__(*error)


def form(pilot: Pilot[Any]) -> Form:
    return pilot.app.screen.query_one(Form)


def said(pilot: Pilot[Any], name: str) -> str:
    return str(form(pilot).part(name).query(".error").last(Static).content)


async def test_fills_in_by_keys_only_and_saves_the_values() -> None:
    store = FakeStore()
    async with Opened(store) as pilot:
        await walk(
            pilot,
            "PROM's automatisch",
            "tab",
            "nummer 17",
            "enter",
            "4",
            "5",
            "tab",
            "3",
            "tab",
            "27-11",
            "tab",
            "2",
            "tab",
            "regel",
        )
        await walk(pilot, "f2")
        assert store.saved == [
            {
                "title": "PROM's automatisch", "institution": 17, "themes": (4, 5), "priority": "hoog",
                "due": date(2026, 11, 27), "hours": 2, "description": "regel",
            }
        ]  # fmt: skip
        assert isinstance(pilot.app.screen, DemoList)
        assert screen_text(pilot.app).splitlines()[-2] == " Bewaard: V-251.   u maakt dit ongedaan"


async def test_every_error_stands_under_its_field_and_the_first_has_the_focus() -> None:
    store = FakeStore(
        refuse=[FieldError("due", "Te vroeg [/]."), FieldError("title", "Vul een titel in."), FieldError("elders", "En dit.")]
    )
    async with Opened(store) as pilot:
        await walk(pilot, "tab", "ctrl+s")
        assert said(pilot, "title") == "! Vul een titel in."
        assert said(pilot, "due") == "! Te vroeg [/]."
        assert pilot.app.focused is form(pilot).part("title").part
        assert "En dit." in screen_text(pilot.app)
        await walk(pilot, "Titel")
        assert said(pilot, "title") == "! Vul een titel in."
        store.refuse = []
        await walk(pilot, "ctrl+s")
        assert len(store.saved) == 1


async def test_what_a_field_does_not_understand_is_said_before_anything_is_sent() -> None:
    store = FakeStore()
    async with Opened(store) as pilot:
        form(pilot).part("institution").focus_part()
        await walk(pilot, "zzz")
        form(pilot).part("due").focus_part()
        await walk(pilot, "31-02")
        form(pilot).part("hours").focus_part()
        await walk(pilot, "twee", "ctrl+s")
        assert store.saved == []
        assert "zzz is onbekend" in said(pilot, "institution")
        assert said(pilot, "due").startswith("! ")
        assert "twee" in said(pilot, "hours")
        assert "Niet opgeslagen: 3 te verbeteren." in screen_text(pilot.app)


async def test_a_date_field_shows_what_it_understood() -> None:
    async with Opened(FakeStore()) as pilot:
        field = form(pilot).part("due").query_one(DateField)
        form(pilot).part("due").focus_part()
        await walk(pilot, "over 2 weken")
        assert field.value == date(2026, 12, 5)
        assert "= za 5 dec 2026" in screen_text(pilot.app)
        await walk(pilot, "x")
        assert field.value is None
        assert field.state == "wrong"


async def test_draft_is_kept_at_a_pause_and_at_escape() -> None:
    store = FakeStore()
    async with Opened(store) as pilot:
        await walk(pilot, "Half")
        form(pilot).part("due").focus_part()
        await walk(pilot, "overm")
        await walk(pilot, "escape")
        assert isinstance(pilot.app.screen, DemoList)
        assert store.drafts[-1]["title"] == "Half"
        assert store.drafts[-1]["due"] == "overm"


async def test_a_form_opened_on_a_draft_shows_what_was_typed() -> None:
    async with Opened(FakeStore()) as pilot:
        draft = Form(DemoFieldsOf(pilot), {"title": "Half", "due": "overm", "hours": "tw", "institution": "zkh"})
        await pilot.app.screen.query_one("#body").mount(draft)
        await settle(pilot)
        assert draft.typed() | {"themes": (), "priority": None, "description": ""} == {
            "title": "Half", "institution": "zkh", "themes": (), "priority": None, "due": "overm", "hours": None, "description": "",
        }  # fmt: skip


def DemoFieldsOf(pilot: Pilot[Any]) -> Any:  # noqa: N802
    return form(pilot).fields


async def test_choices_are_chosen_by_digit_arrows_and_mouse() -> None:
    async with Opened(FakeStore()) as pilot:
        themes = form(pilot).part("themes").query_one(Chooser)
        themes.focus()
        await walk(pilot, "1", "3", "1", "0", "right", "space")
        assert themes.chosen == [1, 3, 2]
        await walk(pilot, "backspace", "left", "delete")
        assert themes.chosen == [3]
        await walk(pilot, "9", "backspace")
        assert themes.chosen == []
        await pilot.click(themes, offset=(3, 0))
        await settle(pilot)
        assert themes.chosen == [1]
        await pilot.click(themes, offset=(3, 0))
        await settle(pilot)
        assert themes.chosen == []


async def test_a_pasted_text_of_several_lines_becomes_one_line() -> None:
    from textual.events import Paste

    async with Opened(FakeStore()) as pilot:
        field = form(pilot).part("title").query_one(LineInput)
        field.post_message(Paste("een\r\ntwee\x1b[31m\x00\tdrie"))
        await settle(pilot)
        assert field.value == "een twee drie"


async def test_a_long_text_is_kept_but_not_editable() -> None:
    async with Opened(FakeStore()) as pilot:
        area = form(pilot).part("description").query_one(NoteArea)
        area.focus()
        area.insert("woord " * 30_000)
        await settle(pilot)
        assert area.read_only
        assert "100 kB" in screen_text(pilot.app)


@pytest.mark.parametrize("size", [(80, 24)])
async def test_hostile_text_in_every_field_and_error(size: tuple[int, int]) -> None:
    store = FakeStore(names=list(HOSTILE))
    async with Opened(store, size) as pilot:
        for text in HOSTILE:
            form(pilot).part("title").query_one(LineInput).value = text
            form(pilot).part("institution").query_one(LineInput).value = text[:20]
            form(pilot).part("due").query_one(LineInput).value = text
            form(pilot).part("hours").query_one(LineInput).value = text
            form(pilot).part("description").query_one(NoteArea).text = text[:500]
            form(pilot).show_errors([FieldError(field.name, text) for field in form(pilot).fields])
            await settle(pilot)
            assert_harmless(pilot.app)
        assert pilot.app.is_running


async def test_everything_fits_and_can_be_reached_at_80_by_24() -> None:
    async with Opened(FakeStore(), (80, 24)) as pilot:
        for part in pilot.app.screen.query(FieldPart):
            part.focus_part()
            await settle(pilot)
            assert part.region.y < 22
