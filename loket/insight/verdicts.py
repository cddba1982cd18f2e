"""The advisors' verdicts beside what loket computes: where the two differ, somebody knows something that the other does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from loket.insight.figures.filters import Filters
from loket.insight.figures.offering_fit import FITS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.lists.requests import REQUESTS, RequestRow
from loket.insight.lists.rows import numbers, word
from loket.language import N_
from loket.models.words import Verdict
from loket.store.reader import Reader

MOST = 5000
"""Of how many requests of one cell the rows are read; the count is of all."""
_AT_ONCE = 500


class Computed(Enum):
    """What loket finds for an open request: `UNMET` is what the figure counts."""

    FITS = N_("something fits")
    UNMET = N_("unmet")
    REFERRED = N_("referred, nothing now")


_DIFFER = ((Verdict.NOTHING, Computed.FITS), (Verdict.FITS, Computed.UNMET), (Verdict.PARTLY, Computed.UNMET))


@dataclass(frozen=True, slots=True)
class Judged:
    """An open request; `fitting` are the titles of what fits, named where advisor and loket differ."""

    request: RequestRow
    fitting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictCell:
    """The open requests of one verdict and one finding; `count` is of all, also of those that were not read."""

    verdict: Verdict
    computed: Computed
    requests: tuple[Judged, ...]
    count: int

    @property
    def differs(self) -> bool:
        """Whether advisor and loket say different things."""
        return (self.verdict, self.computed) in _DIFFER


@dataclass(frozen=True, slots=True)
class Comparison:
    """All open requests by verdict (none is not judged) and by what loket finds, each in one cell; where the two differ comes first."""

    cells: tuple[VerdictCell, ...]

    @property
    def open(self) -> int:
        """How many open requests there are."""
        return sum(cell.count for cell in self.cells)

    @property
    def differing(self) -> int:
        """Of how many advisor and loket say different things."""
        return sum(cell.count for cell in self.cells if cell.differs)

    def count(self, verdict: Verdict, computed: Computed) -> int:
        """How many are in one cell."""
        return next((cell.count for cell in self.cells if cell.verdict is verdict and cell.computed is computed), 0)


def compare_verdicts(reader: Reader, today: date) -> Comparison:
    """Verdict against finding, over the open requests that this person may see."""
    question = Question.resolve(reader, Period(today, today), Filters())
    rows = reader.rows(
        question.sql(
            f"""SELECT x.id, x.verdict, CASE WHEN EXISTS (SELECT 1 FROM offering o WHERE {FITS}) THEN 1 ELSE 0 END,
                CASE WHEN x.id IN (SELECT request_id FROM {{referred}}) THEN 1 ELSE 0 END
            FROM {{open_requests}} x WHERE {reader.viewer.sees()} ORDER BY x.received_on, x.id"""
        ),
        question.parameters,
    )
    found: dict[tuple[Verdict, Computed], list[int]] = {}
    for number, verdict, fits, referred in rows:
        computed = Computed.FITS if fits else Computed.REFERRED if referred else Computed.UNMET
        found.setdefault((word(Verdict, verdict) or Verdict.NOT_JUDGED, computed), []).append(number)
    order = [*_DIFFER, *((verdict, computed) for verdict in Verdict for computed in Computed if (verdict, computed) not in _DIFFER)]
    return Comparison(tuple(_cell(reader, key, found[key], today) for key in order if key in found))


def _cell(reader: Reader, key: tuple[Verdict, Computed], ids: Sequence[int], today: date) -> VerdictCell:
    judged: list[Judged] = []
    for start in range(0, min(len(ids), MOST), _AT_ONCE):
        part = ids[start : min(start + _AT_ONCE, MOST)]
        rows = REQUESTS.rows(reader, part, today)
        fitting = _fitting(reader, part, today) if key in _DIFFER else {}
        judged += [Judged(rows[number], tuple(fitting.get(number, ()))) for number in part if number in rows]
    return VerdictCell(*key, tuple(judged), len(ids))


def _fitting(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, Sequence[str]]:
    titles: dict[int, list[str]] = {}
    rows = reader.rows(
        f"""SELECT x.id, o.title FROM support_request x, offering o
        WHERE x.id IN ({numbers(ids)}) AND {FITS} AND {reader.viewer.sees("o")} ORDER BY lower(o.title), o.id""",
        end=today,
    )
    for number, title in rows:
        titles.setdefault(number, []).append(title)
    return titles
