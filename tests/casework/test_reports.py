"""Keeping a progress report: with its figures, once, and so that one undo takes it back."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from loket.casework.reports import ReportInput, keep_report
from loket.casework.undo import undo
from loket.insight.figures.period import Period
from loket.insight.reports import kept_report, kept_reports, previous_report
from loket.models.errors import Refused
from loket.store.database import Store


def _report(start: dt.date, end: dt.date, *, line: int = 7, internal: bool = False, text: str = "Eigen woorden") -> ReportInput:
    figures = json.dumps({"whole": {}, "shared": None})
    return ReportInput(start, end, "2026-11-21", line, internal, "hash", figures, {"summary": text, "signals": " "})


FIRST = _report(dt.date(2025, 7, 1), dt.date(2025, 12, 31))


def test_a_kept_report_is_found_again_as_it_was(store: Store) -> None:
    done = keep_report(store, FIRST)
    assert done.message == "Vastgelegd: voortgangsrapportage 1."
    with store.read() as reader:
        found = kept_report(reader, 1)
    assert (found.period, found.internal, found.advisor) == (Period(FIRST.start_on, FIRST.end_on), False, "ilse")
    assert (found.moment.at, found.moment.seq, found.texts) == ("2026-11-21", 7, {"summary": "Eigen woorden"})
    with pytest.raises(Refused, match="al vastgelegd, als nummer 1"):
        keep_report(store, FIRST)
    keep_report(store, _report(FIRST.start_on, FIRST.end_on, text="Andere woorden"))
    undo(store, done.tx)
    with store.read() as reader:
        assert [one.number for one in kept_reports(reader)] == [2]
        with pytest.raises(Refused, match="geen vastgelegde rapportage 1"):
            kept_report(reader, 1)


def test_a_report_is_compared_with_the_latest_before_it_of_its_own_reach(sqlite_store: Store) -> None:
    asked = Period(dt.date(2026, 7, 1), dt.date(2026, 12, 31))
    with sqlite_store.read() as reader:
        assert previous_report(reader, asked, internal=False) is None
    for number, (end, internal) in enumerate([((2025, 12, 31), False), ((2026, 6, 30), True), ((2026, 12, 31), False)], 1):
        keep_report(sqlite_store, _report(dt.date(2025, 1, 1), dt.date(*end), line=number, internal=internal))
    with sqlite_store.read() as reader:
        shared, internal_one = previous_report(reader, asked, internal=False), previous_report(reader, asked, internal=True)
        early = previous_report(reader, Period(dt.date(2026, 1, 1), dt.date(2026, 6, 30)), internal=True)
    assert [one and one.number for one in (shared, internal_one, early)] == [1, 2, 1]
