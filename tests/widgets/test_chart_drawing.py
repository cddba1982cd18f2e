from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.insight.figures.charts.chart import Cell, Chart, Line, Shape
from loket.insight.figures.record_set import RecordSet
from loket.language.formats import number
from loket.models.words import RecordKind
from loket.widgets.chart_drawing import CellKey, cell_at, draw_chart

_NOTHING = RecordSet(RecordKind.REQUEST, "", "SELECT 1 AS id")
_LABELS = ("Kennisdeling en samenwerken", "Landelijk beleid", "?")


@st.composite
def charts(draw: st.DrawFn, shape: Shape) -> Chart:
    many = draw(st.integers(2 if shape is Shape.HEAT else 1, 8))
    counts = st.integers(0, 120_000)
    of = draw(st.one_of(st.none(), st.just(150_000))) if shape is Shape.SHARES else None
    months = [f"2026-{month:02}" for month in range(1, draw(st.integers(2, 12)))]
    labels = months if shape is Shape.MONTHS else _LABELS
    lines = [Line(label, label, tuple(Cell(draw(counts), _NOTHING, None if place else of) for place in range(many))) for label in labels]
    return Chart("made", "Titel", shape, "Thema", tuple(f"kolom {place}" for place in range(many)), tuple(lines))


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("as_table", [False, True])
@given(data=st.data(), width=st.integers(38, 200))
def test_no_number_is_cut(shape: Shape, as_table: bool, data: st.DataObject, width: int) -> None:
    chart = data.draw(charts(shape))
    drawing = draw_chart(chart, width, as_table=as_table)
    texts = {piece.key: piece.text for line in drawing.lines for piece in line if piece.key is not None}
    assert drawing.spots
    for key, spot in drawing.spots.items():
        assert isinstance(key, CellKey)
        cell = cell_at(chart, key)
        assert cell is not None
        assert number(cell.count) in texts[key]
        assert spot.end <= width
    for line in {spot.y for spot in drawing.spots.values()}:
        beside = sorted((spot for spot in drawing.spots.values() if spot.y == line), key=lambda spot: spot.x)
        assert all(left.end <= right.x for left, right in pairwise(beside))
