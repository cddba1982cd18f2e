"""Examples for the progress report: requests and signals told anew, most of them released, some waiting for an advisor."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from loket.demo.story import Row
from loket.demo.texts import ExampleText, examples
from loket.demo.world import TODAY, World, later

_ABOUT = {"support_request": ("request", "received_on", "title"), "signal": ("signal", "recorded_on", "obstacle_id")}


def tell_examples(world: World) -> None:
    """Each is of the record of its kind that came nearest to its day, told by the advisor of that record two weeks later."""
    for text in examples():
        found = _nearest(world, text)
        if found is None:
            continue
        row, kind, day = found
        advisor = row.values["advisor_id"]
        written = later(day, 14)
        values: dict[str, Any] = {
            "on_kind": kind,
            "on_id": row,
            "theme_id": text.theme,
            "text": text.text,
            "written_on": written,
            "advisor_id": advisor,
            **({"released_on": written, "released_by_id": advisor} if text.released else {}),
        }
        world.story.tell(world.story.at(written), str(advisor.values["name"]), "write_example", Row("example", values))


def _nearest(world: World, text: ExampleText) -> tuple[Row, str, date] | None:
    wanted = TODAY - timedelta(days=text.days)
    obstacle = world.obstacles.get(text.about, (None,))[0]
    found = []
    for table, (kind, when, what) in _ABOUT.items():
        for row in world.story.rows(table):
            about = row.values[what] == obstacle if table == "signal" else str(row.values[what]).startswith(text.about)
            if about and row.values.get("advisor_id") and later(row.values[when], 14) < TODAY:
                found.append((row, kind, row.values[when]))
    return min(found, key=lambda one: abs((one[2] - wanted).days), default=None)
