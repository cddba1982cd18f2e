"""What left the database: progress reports, kept with their figures so that the next can compare, and the log of exports."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from loket.casework.done import Done
from loket.casework.inputs import Check
from loket.language import _
from loket.models.documents import ExportLog, ProgressReport
from loket.models.errors import Refused
from loket.store.database import Store
from loket.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ReportInput:
    """A report as written. `figures` is JSON; `texts` are a lead's own words by chapter, `definitions` a hash of what was counted."""

    start_on: date
    end_on: date
    as_of_at: str
    as_of_seq: int
    internal: bool
    definitions: str
    figures: str
    texts: Mapping[str, str]


def keep_report(store: Store, data: ReportInput) -> Done:
    """Keep a report. The very same one is kept once: a second time is refused, naming the first."""
    with store.write("keep_report") as tx:
        check = Check()
        texts = {chapter: text for chapter, said in sorted(data.texts.items()) if (text := check.text("texts", said))}
        check.finish()
        row = ProgressReport(
            start_on=data.start_on,
            end_on=data.end_on,
            as_of_at=data.as_of_at,
            as_of_seq=data.as_of_seq,
            internal=data.internal,
            definitions=data.definitions,
            figures=data.figures,
            texts=json.dumps(texts, ensure_ascii=False, sort_keys=True),
            written_on=tx.today,
            advisor_id=tx.advisor.id,
        )
        same = _kept_already(tx, row)
        if same is not None:
            raise Refused(_("This report is kept already, as number {number}.").format(number=same))
        tx.session.add(row)
        tx.session.flush()
        return Done(tx.id, _("Kept: progress report {number}.").format(number=row.id), (), tuple(check.warnings))


def _kept_already(tx: Transaction, row: ProgressReport) -> int | None:
    """The number of a kept report that says the very same."""
    of_that_moment = select(ProgressReport).where(col(ProgressReport.as_of_seq) == row.as_of_seq)
    told = (row.start_on, row.end_on, row.internal, row.texts)
    others = tx.session.exec(of_that_moment).all()
    return next((other.id for other in others if (other.start_on, other.end_on, other.internal, other.texts) == told), None)


def remember_export(store: Store, what: str, rows: int) -> None:
    """Note an export by the person at work."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with store.scratch() as tx:
        tx.session.add(ExportLog(exported_at=now, advisor=store.actor, what=what, rows=rows))
