"""The follow-ups of a month: what is open, what was done, and when a series comes again."""

from __future__ import annotations

import datetime as dt

from loket.insight.work.follow_up_month import follow_up_month
from loket.models.advisors import Advisor
from loket.models.institutions import Institution
from loket.models.notes import FollowUp
from loket.models.words import FollowUpState
from loket.store.database import Store

TODAY = dt.date(2026, 11, 21)


def test_a_month_has_the_open_the_done_and_the_days_of_a_series(store: Store) -> None:
    with store.write("set up") as tx:
        ruud = Advisor(name="ruud")
        tx.session.add_all([ruud, Institution(name="Ziekenhuis Merenrand")])
        tx.session.flush()
        mine, other = tx.advisor.id, ruud.id
        december = dt.date(2026, 12, 1)
        tx.session.add_all([
            FollowUp(what="bellen", due_on=dt.date(2026, 11, 27), advisor_id=mine, institution_id=1,
                     recurs="20261127/FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231"),
            FollowUp(what="mailen", due_on=dt.date(2026, 12, 11), advisor_id=mine),
            FollowUp(what="gebeld", due_on=TODAY, done_on=december, state=FollowUpState.DONE, result="akkoord", advisor_id=mine),
            FollowUp(what="van ruud", due_on=dt.date(2026, 12, 2), advisor_id=other),
            FollowUp(what="volgend jaar", due_on=dt.date(2027, 1, 1), advisor_id=mine),
        ])  # fmt: skip
    today = TODAY
    with store.read() as reader:
        found = follow_up_month(reader, "2026-12", today)
        assert [(one.day.day, one.what, one.comes_again, one.result) for one in found] == [
            (1, "gebeld", False, "akkoord"), (11, "mailen", False, ""), (11, "bellen", True, ""), (25, "bellen", True, ""),
        ]  # fmt: skip
        assert {one.what for one in follow_up_month(reader, "2026-12", today, mine=False)} == {"gebeld", "mailen", "bellen", "van ruud"}
        assert [one.what for one in follow_up_month(reader, "2026-12", today, state="done")] == ["gebeld"]
        assert [(one.day.day, one.what) for one in follow_up_month(reader, "2026-11", today)] == [(27, "bellen")]
        assert follow_up_month(reader, "2027-02", today) == ()
