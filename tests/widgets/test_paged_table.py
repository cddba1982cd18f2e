"""The paged table: what it shows, how it moves, and how little it asks for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import ComposeResult

from loket.models.errors import Refused
from loket.widgets.base_app import BaseApp
from loket.widgets.columns import Column, Group, Row, place_columns
from loket.widgets.footer import MessageLine
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest, Pages
from loket.widgets.text import fit, one_line, shorten
from tests.app.demo import COLUMNS, FakeStore, grouped_page, page_of
from tests.app.helpers import ACTING, HOSTILE, screen_text, settle, walk


class TableApp(BaseApp):
    """A table by itself, which notes what it was told."""

    def __init__(self, store: FakeStore, loader: Any = page_of, **more: Any) -> None:
        super().__init__(lambda: store, strict=True)  # type: ignore[arg-type, return-value]
        self.table = PagedTable(COLUMNS, loader, empty="Niets. / wist het.", **more)
        self.told: list[Any] = []

    def compose(self) -> ComposeResult:
        yield self.table
        yield MessageLine()

    def on_mount(self) -> None:
        super().on_mount()
        self.open_store_in_background()

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        self.told.append(("open", event.row.key))

    def on_paged_table_counted(self, event: PagedTable.Counted) -> None:
        self.told.append(("count", event.records, event.of))


def rows(app: BaseApp) -> list[str]:
    return screen_text(app).splitlines()


async def test_shows_its_rows_with_cursor_late_and_selected_signs() -> None:
    app = TableApp(FakeStore())
    async with app.run_test(size=(120, 20), tooltips=True) as pilot:
        await settle(pilot)
        assert rows(app)[0].startswith("   Nr      Vraag")
        assert rows(app)[1].startswith(" ▸ V-1     Vraag nummer 1")
        assert rows(app)[2].startswith("  !V-2")
        await walk(pilot, "down", "space")
        assert rows(app)[2].startswith("■▸!V-2")
        assert [row.key for row in app.table.acted_on] == [2]
        app.table.clear_selection()
        assert [row.key for row in app.table.acted_on] == [2]


async def test_a_list_of_100000_asks_only_for_the_pages_that_are_seen() -> None:
    store = FakeStore(names=[f"Vraag {number}" for number in range(100_000)])
    app = TableApp(store)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert [request.index for request in store.requests] == [0]
        await walk(pilot, "end")
        assert app.table.cursor_row is not None
        assert app.table.cursor_row.key == 100_000
        await walk(pilot, "pageup", "home")
        first: Any = app.table.cursor_row
        assert first.key == 1
        assert {request.index for request in store.requests} <= {0, 1, 998, 999}


async def test_a_next_page_is_asked_for_by_the_anchor_of_the_one_before() -> None:
    store = FakeStore()
    app = TableApp(store)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await walk(pilot, *["pagedown"] * 4)
        second = next(request for request in store.requests if request.index == 1)
        assert second.after == 100


async def test_the_cursor_steps_over_group_lines() -> None:
    app = TableApp(FakeStore(), grouped_page)
    async with app.run_test(size=(100, 20)) as pilot:
        await settle(pilot)
        assert app.table.cursor == 1
        await walk(pilot, "down", "down", "down")
        assert rows(app)[5].startswith("   Groep 1 3")
        assert app.table.cursor_row is not None
        assert app.table.cursor_row.key == 4
        await walk(pilot, "home")
        assert app.table.cursor == 1


async def test_enter_and_a_double_click_open() -> None:
    app = TableApp(FakeStore())
    async with app.run_test(size=(100, 20)) as pilot:
        await settle(pilot)
        await walk(pilot, "down", "enter")
        await pilot.click(PagedTable, offset=(10, 5), times=2)
        await settle(pilot)
        assert [told for told in app.told if told[0] == "open"] == [("open", 2), ("open", 5)]


async def test_a_click_on_the_first_cell_selects() -> None:
    app = TableApp(FakeStore())
    async with app.run_test(size=(100, 20)) as pilot:
        await settle(pilot)
        await pilot.click(PagedTable, offset=(0, 3))
        await settle(pilot)
        assert list(app.table.selected) == [3]


async def test_after_reading_anew_the_cursor_is_on_its_row_else_on_its_line() -> None:
    store = FakeStore()
    app = TableApp(store)
    async with app.run_test(size=(100, 20)) as pilot:
        await settle(pilot)
        await walk(pilot, "down", "down", "down")
        app.table.sort_by("number", descending=True)
        await settle(pilot)
        assert app.table.cursor == 3
        app.table.sort_by("number")
        app.table.go_to(50)
        await settle(pilot)
        assert app.table.cursor == 49
        del store.names[1:]
        app.table.reload()
        await settle(pilot)
        assert app.table.cursor == 0


async def test_sorting_by_key_and_by_a_click_on_the_head() -> None:
    store = FakeStore(names=["b", "c", "a"])
    app = TableApp(store)
    async with app.run_test(size=(100, 20)) as pilot:
        await settle(pilot)
        await walk(pilot, "o", "2")
        assert [row[3:20].split()[1] for row in rows(app)[1:4]] == ["a", "b", "c"]
        assert "Vraag ↑" in rows(app)[0]
        await pilot.click(PagedTable, offset=(12, 0))
        await settle(pilot)
        assert "Vraag ↓" in rows(app)[0]
        assert [row[3:20].split()[1] for row in rows(app)[1:4]] == ["c", "b", "a"]


async def test_filter_says_how_many_and_an_empty_list_says_what_to_do() -> None:
    app = TableApp(FakeStore())
    async with app.run_test(size=(100, 20)) as pilot:
        await settle(pilot)
        app.table.filter_by("nummer 25")
        await settle(pilot)
        assert app.told[-1] == ("count", 2, 250)
        app.table.filter_by("bestaat niet")
        await settle(pilot)
        assert rows(app)[1] == "   Niets. / wist het."
        await walk(pilot, "down", "enter", "space", "end", "pagedown")


async def test_narrow_columns_go_from_the_right_but_never_state_date_or_number() -> None:
    app = TableApp(FakeStore())
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        head = rows(app)[0]
        assert "Staat" in head
        assert "Streef" in head
        assert "Th" not in head.split()


async def test_a_page_that_cannot_be_read_is_said_and_can_be_read_later() -> None:
    answers: list[Any] = [Refused("Even niet [/].")]

    def loader(store: FakeStore, request: PageRequest) -> Page:
        if answers:
            raise answers.pop()
        return page_of(store, request)

    app = TableApp(FakeStore(), loader)
    async with app.run_test(size=(100, 20)) as pilot:
        await settle(pilot)
        assert rows(app)[-1] == " ! Even niet [/]."
        app.table.reload()
        await settle(pilot)
        assert "V-1 " in rows(app)[1]


async def test_hostile_text_stays_in_its_cell() -> None:
    app = TableApp(FakeStore(names=list(HOSTILE)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for number in range(1, len(HOSTILE) + 1):
            line = rows(app)[number]
            assert not any(sign in line for sign in ACTING)
            assert "in behandeling" in line


@given(st.text(), st.integers(0, 200))
def test_a_fitted_text_has_exactly_its_width_and_does_nothing(text: str, width: int) -> None:
    fitted = fit(one_line(text), width)
    assert cell_len(fitted) == width
    assert not any(sign in fitted for sign in ACTING)
    assert cell_len(shorten(one_line(text), width)) <= width


@given(
    st.lists(
        st.builds(Column, st.text(max_size=3), st.just("x"), st.integers(1, 40), st.integers(0, 2), st.booleans()), min_size=1, max_size=9
    ),
    st.integers(1, 200),
    st.integers(1, 2),
)
def test_columns_fit_or_only_kept_ones_are_left(columns: list[Column], room: int, gap: int) -> None:
    placed = place_columns(columns, room, gap)
    used = sum(one.width for one in placed) + gap * (len(placed) - 1)
    assert used <= room or all(one.column.keep or one.index == 0 for one in placed)
    assert [one.index for one in placed] == sorted(one.index for one in placed)
    assert {index for index, column in enumerate(columns) if column.keep} <= {one.index for one in placed}


@pytest.mark.parametrize("size", [1, 7, 100])
def test_pages_remember_few_and_give_the_right_line(size: int) -> None:
    pages = Pages(size)
    for index in range(50):
        pages.put(index, Page([Row(index * size + n, ("x",)) for n in range(size)], 50 * size))
    assert pages.line(0) is None
    line = pages.line(49 * size)
    assert isinstance(line, Row)
    assert line.key == 49 * size
    assert pages.number_of(49 * size) == 49 * size
    assert not isinstance(line, Group)
