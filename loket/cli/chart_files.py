"""One chart for scripts: as JSON, as CSV."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

from loket.insight.figures.charts.chart import Cell, Chart
from loket.insight.figures.glance import Glance


def chart_json(found: Glance) -> str:
    """What is asked for and the chart; `lines` is null where a filter cannot apply. Keys are never translated, texts are."""
    (chart,) = found.charts
    whole: dict[str, Any] = {
        "today": found.today.isoformat(),
        "from": found.period.start.isoformat(),
        "to": found.period.end.isoformat(),
        "as_of": None if found.moment is None else {"at": found.moment.at, "seq": found.moment.seq},
        "filters": found.filters.as_json(),
        "chart": chart.id,
        "title": chart.title,
        "columns": list(chart.columns),
        "lines": None
        if chart.lines is None
        else [{"key": line.key, "label": line.label, "cells": [_cell(cell) for cell in line.cells]} for line in chart.lines],
        "note": chart.note,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _cell(cell: Cell) -> dict[str, int]:
    return {"count": cell.count} if cell.of is None else {"count": cell.count, "of": cell.of}


def chart_csv(chart: Chart) -> str:
    """A line a value with its numbers, for a spreadsheet."""
    from loket.exchange.writing import OutCell, write_csv_text

    text = io.StringIO(newline="")
    rows: list[Sequence[OutCell]] = [[line.label, *(cell.count for cell in line.cells)] for line in chart.lines or ()]
    write_csv_text(text, [chart.heading, *chart.columns], rows)
    return text.getvalue()
