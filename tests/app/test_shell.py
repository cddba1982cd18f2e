"""The shell: places, header, keys, message line, themes, and what must not bring it down."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.pilot import Pilot

import loket
from loket.app import LoketApp
from loket.config import Config, read_config
from loket.models.errors import DatabaseUnusable
from loket.screens.loket_screen import Problem
from loket.screens.registry import SHEETS
from loket.widgets.header import Header
from loket.widgets.paged_table import PagedTable
from loket.widgets.theme import DARK, LIGHT
from tests.app.demo import DemoForm, DemoList, FakeStore
from tests.app.helpers import HOSTILE, assert_harmless, ours, replaced, screen_text, settle, walk

PLACES = {
    1: ("tests.app.demo:DemoGroups",),
    3: ("tests.app.demo:DemoList", "tests.app.demo:DemoGroups"),
}

Opened = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


@pytest.fixture
def opened() -> Opened:
    """An app on the demo screens, as a context: `async with opened(store, size=(80, 24)) as pilot`."""

    @asynccontextmanager
    async def open_app(
        store: Any = None, *, size: tuple[int, int] = (120, 40), config: Config | None = None, first: int = 3, **more: Any
    ) -> AsyncIterator[Pilot[Any]]:
        with replaced(SHEETS, PLACES):
            opener: Any = store if callable(store) else (lambda: store or FakeStore())
            app = LoketApp(opener, config or Config(), first=first, **{"database": "loket-uz", "strict": True, **more})
            async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
                await settle(pilot)
                yield pilot

    return open_app


def line(pilot: Pilot[Any], number: int) -> str:
    return screen_text(pilot.app).splitlines()[number]


async def test_header_names_the_places_with_the_open_one_in_brackets(opened: Opened) -> None:
    async with opened() as pilot:
        assert line(pilot, 0).startswith(" 1 Werk  2 Instellingen  [3 Vragen]  4 Gesprekken  5 Signalen  6 Aanbod  7 Dashboard")
        assert line(pilot, 1).startswith(" mijn · open · thema 4 · op streefdatum    250 van 250")
        assert line(pilot, 1).endswith("ilse · loket-uz · za 21 nov 2026")
        assert set(line(pilot, 2)) == {"─"}


async def test_header_shrinks_to_digits_below_100_columns(opened: Opened) -> None:
    async with opened(size=(80, 24)) as pilot:
        assert line(pilot, 0) == " 1 2 [3 Vragen] 4 5 6 7 8 9"
        assert line(pilot, 1).endswith("ilse · loket-uz · 21 nov")


async def test_digit_goes_to_its_place_and_again_to_its_next_sheet(opened: Opened) -> None:
    async with opened(first=1) as pilot:
        await walk(pilot, "3")
        assert isinstance(pilot.app.screen, DemoList)
        await walk(pilot, "3")
        assert not isinstance(pilot.app.screen, DemoList)
        await walk(pilot, "3")
        assert isinstance(pilot.app.screen, DemoList)


async def test_digit_leaves_a_form_and_its_draft_is_kept(opened: Opened) -> None:
    store = FakeStore()
    async with opened(store) as pilot:
        await walk(pilot, "enter", "Titel", "tab", "tab")
        assert isinstance(pilot.app.screen, DemoForm)
        ours(pilot).action_go(1)
        await settle(pilot)
        assert store.drafts[-1]["title"] == "Titel"
        assert len(pilot.app.screen_stack) == 2


async def test_click_on_a_place_goes_there(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.click(Header, offset=(3, 0))
        await settle(pilot)
        assert line(pilot, 0).startswith(" [1 Werk]")


async def test_escape_is_one_step_back_with_the_cursor_where_it_was(opened: Opened) -> None:
    async with opened() as pilot:
        await walk(pilot, "down", "down", "enter", "escape")
        assert isinstance(pilot.app.screen, DemoList)
        assert pilot.app.screen.query_one(PagedTable).cursor == 2
        await walk(pilot, "escape")
        assert isinstance(pilot.app.screen, DemoList)


async def test_footer_shows_the_likeliest_keys_of_the_focus_and_runs_them_on_a_click(opened: Opened) -> None:
    async with opened() as pilot:
        assert line(pilot, -1) == " enter open  s volgende staat  d doorverwijzen  f opvolging  e wijzig  space kies  / filter  ? meer"
        await pilot.click("KeyLine", offset=(14, 0))
        await settle(pilot)
        assert "wacht op instelling" in screen_text(pilot.app)


async def test_help_lists_every_key_of_the_focus(opened: Opened) -> None:
    async with opened() as pilot:
        await walk(pilot, "question_mark")
        text = screen_text(pilot.app)
        assert "Toetsen hier" in text
        assert "Versmalt deze lijst terwijl u typt" in text
        await walk(pilot, "escape")
        assert isinstance(pilot.app.screen, DemoList)


async def test_palette_finds_and_does_by_a_few_letters(opened: Opened) -> None:
    async with opened() as pilot:
        await walk(pilot, "ctrl+p", "volgs", "enter")
        assert "wacht op instelling" in screen_text(pilot.app)


async def test_palette_is_in_the_language_of_the_screens(opened: Opened) -> None:
    async with opened() as pilot:
        await walk(pilot, "ctrl+p")
        text = screen_text(pilot.app)
        assert "Opdrachten" in text
        assert "Scroll" not in text


@pytest.mark.parametrize(("theme", "colours"), [("dark", DARK), ("light", LIGHT)])
async def test_theme_has_exactly_its_colours(opened: Opened, theme: str, colours: Any) -> None:
    async with opened(config=Config(theme=theme)) as pilot:
        assert pilot.app.screen.styles.background.hex.lower() == colours.ground
        table = pilot.app.screen.query_one(PagedTable)
        assert table.get_component_styles("paged-table--cursor").background.hex.lower() == colours.cursor_row


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [DARK, LIGHT])
def test_every_text_colour_reads_on_every_ground(colours: Any) -> None:
    for text in ("text", "muted", "focus", "attention", "error", "done"):
        for ground in ("ground", "pane", "cursor_row"):
            assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5, (text, ground)


async def test_notifications_come_to_the_message_line_and_are_never_markup(opened: Opened) -> None:
    async with opened() as pilot:
        for text in HOSTILE:
            pilot.app.notify(text, title=text, severity="error")
            ours(pilot).say(text, "done", undoable=True)
            ours(pilot).say_progress(text, 1, 3)
            await settle(pilot)
            assert_harmless(pilot.app)
        assert not pilot.app.screen.query("Toast")
        pilot.app.notify("[@click=app.quit]x[/]")
        await settle(pilot)
        assert line(pilot, -2) == " [@click=app.quit]x[/]"


async def test_progress_shows_a_bar_and_how_far(opened: Opened) -> None:
    async with opened() as pilot:
        ours(pilot).say_progress("gelezen", 5, 10)
        await settle(pilot)
        assert line(pilot, -2) == " ██████████░░░░░░░░░░ 5/10 gelezen"


async def test_hostile_text_is_shown_as_typed_everywhere(opened: Opened) -> None:
    store = FakeStore(names=list(HOSTILE))
    async with opened(store, who="[red]", database="\x1b[31m") as pilot:
        for name in HOSTILE:
            screen: Any = pilot.app.screen
            screen.show_header(name, name)
            await walk(pilot, "down")
            assert_harmless(pilot.app)
        await walk(pilot, "home")
        assert "[red]rood[/red]" in screen_text(pilot.app)
        await walk(pilot, "d", "rood")
        assert "[red]rood[/red]" in screen_text(pilot.app)
        assert_harmless(pilot.app)
        await walk(pilot, "enter")
        assert "Gekozen: [red]rood[/red]" in screen_text(pilot.app)


async def test_database_that_cannot_be_used_becomes_a_screen_that_says_so(opened: Opened) -> None:
    outcomes: list[Any] = [DatabaseUnusable("loket.db is beschadigd [/]. Zet een reservekopie terug."), FakeStore()]

    def opener() -> Any:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async with opened(opener) as pilot:
        assert isinstance(pilot.app.screen, Problem)
        assert "! loket.db is beschadigd [/]. Zet een reservekopie terug." in screen_text(pilot.app)
        await walk(pilot, "r")
        assert isinstance(pilot.app.screen, DemoList)
        assert "Vraag nummer 1" in screen_text(pilot.app)


async def test_keys_can_be_given_another_place(opened: Opened) -> None:
    config = Config(keys={"state": "ctrl+n", "help": "f3"})
    async with opened(config=config) as pilot:
        assert "ctrl+n volgende staat" in line(pilot, -1)
        await walk(pilot, "s")
        assert isinstance(pilot.app.screen, DemoList)
        await walk(pilot, "ctrl+n")
        assert "wacht op instelling" in screen_text(pilot.app)


async def test_single_letter_keys_can_be_switched_off(opened: Opened) -> None:
    async with opened(config=Config(letters=False)) as pilot:
        assert "alt+s volgende staat" in line(pilot, -1)
        await walk(pilot, "s", "3")
        assert isinstance(pilot.app.screen, DemoList)
        await walk(pilot, "alt+s")
        assert "wacht op instelling" in screen_text(pilot.app)


async def test_told_to_end_keeps_the_draft(opened: Opened) -> None:
    store = FakeStore()
    async with opened(store) as pilot:
        await walk(pilot, "enter", "Half af")
        store.drafts.clear()
        await pilot.press("x")
        ours(pilot).leave(15)
        await pilot.pause()
        assert pilot.app.return_code == 143
    assert store.drafts[-1]["title"] == "Half afx"


def test_config_says_what_in_it_is_wrong_and_works_on(tmp_path: Any) -> None:
    path = tmp_path / "loket.toml"
    assert read_config(path) == Config()
    path.write_text('theme = "roze"\nletters = 3\nlang = "fr"\nkleur = 1\n[keys]\nstate = 3\n', encoding="utf-8")
    config = read_config(path)
    assert (config.theme, config.letters, config.lang, dict(config.keys)) == ("dark", True, "", {})
    assert len(config.problems) == 5
    path.write_bytes(b"\xff\xfe = kapot")
    assert len(read_config(path).problems) == 1
    path.write_text('theme = "light"\n[keys]\nsearch = "ctrl+f"\n', encoding="utf-8")
    assert read_config(path) == Config(theme="light", keys={"search": "ctrl+f"})


def classes_below(one: type) -> Iterator[type]:
    belows: list[type] = one.__subclasses__()
    for below in belows:
        yield below
        yield from classes_below(below)


def test_every_key_has_a_name_and_an_explanation() -> None:
    for module in pkgutil.walk_packages(loket.__path__, "loket."):
        if module.name.startswith(("loket.app", "loket.screens", "loket.widgets")):
            importlib.import_module(module.name)
    ours = [each for each in {*classes_below(DOMNode)} if each.__module__.startswith("loket.")]
    keys = [(each, binding) for each in ours for binding in vars(each).get("BINDINGS", ())]
    assert len(keys) > 300
    for holder, binding in keys:
        assert isinstance(binding, Binding), (holder, binding)
        assert binding.id, (holder, binding)
        assert (binding.tooltip and binding.description) or not binding.show, (holder, binding)


def test_app_is_painted_without_the_data_layer() -> None:
    import subprocess

    code = "import sys, loket.app; print([m for m in ('sqlmodel', 'sqlalchemy', 'alembic', 'rapidfuzz') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_an_error_of_ours_ends_in_one_line_without_a_traceback(tmp_path: Any) -> None:
    import os
    import subprocess

    code = """
from loket.app import LoketApp
from loket.screens.registry import SHEETS
from tests.app.demo import FakeStore
SHEETS[3] = ("tests.app.demo:DemoList",)
class Broken(LoketApp):
    def on_ready(self):
        secret = "geheim van een contactpersoon"
        raise KeyError("kapot")
Broken(FakeStore, first=3).run(headless=True)
"""
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    told = ran.stdout + ran.stderr
    assert "loket: " in told
    assert "KeyError" in told
    assert "Traceback" not in told
    assert "geheim" not in told
