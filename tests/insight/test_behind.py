"""The drill-down counts equal the figures, for every number of the dashboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest

from loket.insight.figures.behind import Behind, Part, behind_indicator
from loket.insight.figures.charts.all import CHARTS
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.reckoning import Duration, figure
from loket.insight.lists.among import Among
from loket.models.words import InstitutionKind
from loket.screens.base import LoketScreen
from loket.screens.behind.screen import LISTS
from loket.store.as_of import PastStore, moment
from loket.store.opening import Store
from loket.widgets.pages import PageRequest
from tests.worlds.generate import make
from tests.worlds.load import load

PERIOD = Period(date(2026, 1, 1), date(2026, 11, 21))
QUESTIONS = (Filters(), Filters(kind=InstitutionKind.GENERAL), Filters(theme=4))


def shown_numbers(store: Store, filters: Filters) -> Iterator[tuple[str, int, Behind]]:
    """Every number of the dashboard: its name, what is shown, and what its drill-down asks for."""
    with store.read() as reader:
        question = Question.put(reader, PERIOD, filters)
        for indicator in INDICATORS:
            found = figure(reader, question, indicator)
            if found is None:
                continue
            if isinstance(found, Duration):
                yield indicator.id, found.n, behind_indicator(indicator)
                continue
            parts = {Part.COUNTED: found.numerator, Part.BASED: found.denominator, Part.CONTRADICTS: found.contradictory}
            for part, many in {**parts, Part.UNKNOWN: found.unknown}.items():
                if many is not None:
                    yield f"{indicator.id}:{part}", many, behind_indicator(indicator, part)
        for name, kind in CHARTS.items():
            for line in kind.reckon(reader, question).lines or ():
                for place, cell in enumerate(line.cells):
                    yield f"{name}:{line.key}:{place}", cell.count, cell.behind


def listed(store: Store, behind: Behind, filters: Filters) -> int:
    """How many records the screen lists."""
    screen = LISTS[behind.kind](Among(behind, PERIOD, filters), past=store if isinstance(store, PastStore) else None)
    found = screen.loader()(store, PageRequest(0, size=1))
    assert found.records == found.of
    return found.of or 0


def walk(store: Store, filters: Filters) -> int:
    numbers = list(shown_numbers(store, filters))
    wrong = [(name, many, seen) for name, many, behind in numbers if (seen := listed(store, behind, filters)) != many]
    assert not wrong
    return sum(many > 0 for _name, many, _behind in numbers)


@pytest.fixture(autouse=True)
def _without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LoketScreen, "desk", SimpleNamespace(today=PERIOD.end))


@pytest.mark.parametrize("filters", QUESTIONS, ids=["everything", "general", "theme"])
def test_every_number_lists_exactly_what_it_counted(sqlite_store: Store, filters: Filters) -> None:
    load(sqlite_store, make(3), 3)
    assert walk(sqlite_store, filters) > 100
