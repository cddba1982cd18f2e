"""What requests want that is not there: what somebody let wait, unmet needs in groups, and the verdicts beside what loket computes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from loket.insight.figures.filters import Filters
from loket.insight.figures.offering_fit import FITS, IS_NO_EXPERTISE, SHARES_A_THEME, SUITS_THE_AUDIENCE, SUITS_THE_OUTCOME_INFO
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.lists.requests import REQUESTS, RequestRow
from loket.insight.lists.row_sql import lists_of, numbers, word
from loket.language import N_, _, label
from loket.models.words import InstitutionKind, OfferingStatus, OutcomeInfo, Verdict, Word
from loket.store.reader import Reader

WOULD_FIT = " AND ".join((IS_NO_EXPERTISE, SHARES_A_THEME, SUITS_THE_AUDIENCE, SUITS_THE_OUTCOME_INFO))
"""Offering `o` would fit request `x` if it were there."""


@dataclass(frozen=True, slots=True)
class Wait:
    """An offering that a request waits for."""

    offering_id: int
    title: str
    since: date | None
    state: OfferingStatus
    expected_on: date | None
    available_from: date | None


def waits_of(reader: Reader, request: int) -> tuple[Wait, ...]:
    """What a request waits for, the longest first."""
    return tuple(
        reader.records(
            Wait,
            f"""SELECT o.id AS offering_id, o.title, w.waits_since AS since, o.state, o.expected_on, o.available_from
            FROM waiting_request w JOIN offering o ON o.id = w.offering_id
            WHERE w.request_id = :id AND {reader.viewer.sees("o")} ORDER BY w.waits_since, o.id""",
            id=request,
        )
    )


def waiting_counts(reader: Reader, offerings: Sequence[int]) -> Mapping[int, int]:
    """How many open requests somebody let wait for each of these offerings."""
    if not offerings:
        return {}
    rows = reader.rows(
        f"""SELECT w.offering_id, count(*) FROM waiting_request w JOIN support_request x ON x.id = w.request_id
        WHERE w.offering_id IN ({numbers(offerings)}) AND x.closed_on IS NULL GROUP BY w.offering_id"""
    )
    return {row[0]: row[1] for row in rows}


def would_fit_counts(reader: Reader, offerings: Sequence[int]) -> Mapping[int, int]:
    """How many open requests without a referral each of these offerings would fit if it were there."""
    if not offerings:
        return {}
    rows = reader.rows(
        f"""SELECT o.id, count(*) FROM offering o, support_request x WHERE o.id IN ({numbers(offerings)}) AND x.closed_on IS NULL
        AND NOT EXISTS (SELECT 1 FROM referral f WHERE f.request_id = x.id) AND {WOULD_FIT} GROUP BY o.id"""
    )
    return {row[0]: row[1] for row in rows}


# The same relations as the figure's: a request of which the closing lies ahead is open today.
_UNMET = f"""FROM {{open_requests}} x WHERE x.id NOT IN (SELECT request_id FROM {{referred}})
    AND NOT EXISTS (SELECT 1 FROM offering o WHERE {FITS})"""
MOST = 5000
"""Of how many needs, or requests of one verdict, the rows are read: the oldest. Counts are of all."""


class Grouping(Enum):
    """By what like requests are put together."""

    THEME = N_("theme")
    THEME_AND_INFO = N_("theme and outcome information")
    AUDIENCE = N_("audience")
    OUTCOME_INFO = N_("outcome information")
    KIND = N_("kind of institution")
    OBSTACLE = N_("obstacle")


@dataclass(frozen=True, slots=True)
class Need:
    """An unmet need. `coming` are the offerings in development that would fit it."""

    request: RequestRow
    obstacles: tuple[int, ...]
    kind: InstitutionKind | None
    coming: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """An offering in development; `waiting` requests were let wait for it."""

    id: int
    title: str
    owner: str | None
    expected_on: date | None
    waiting: int


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """Needs that are alike. `without` of them have nothing in development that would fit."""

    key: Hashable
    label: str
    needs: tuple[Need, ...]
    coming: tuple[Coming, ...]

    @property
    def institutions(self) -> int:
        """How many institutions ask this."""
        return len({need.request.institution_id for need in self.needs if need.request.institution_id is not None})

    @property
    def without(self) -> int:
        """For how many nothing is in development either."""
        return sum(not need.coming for need in self.needs)


@dataclass(frozen=True, slots=True)
class Unmet:
    """All unmet needs. A request with two themes stands in both groups; `unmet` and `open` count each once."""

    needs: tuple[Need, ...]
    coming: Mapping[int, Coming]
    themes: Mapping[int, str]
    obstacles: Mapping[int, str]
    unmet: int
    open: int

    def grouped(self, by: Grouping) -> tuple[NeedGroup, ...]:
        """The needs in groups, the largest first; what is not known comes last."""
        found: dict[Hashable, list[Need]] = {}
        for need in self.needs:
            for key in _keys(need, by):
                found.setdefault(key, []).append(need)
        groups = [NeedGroup(key, self._label(key, by), tuple(needs), self._coming(needs)) for key, needs in found.items()]

        def place(group: NeedGroup) -> tuple[bool, int, str]:
            parts = group.key if isinstance(group.key, tuple) else (group.key,)
            return (None in parts, -len(group.needs), group.label)

        return tuple(sorted(groups, key=place))

    def _coming(self, needs: Sequence[Need]) -> tuple[Coming, ...]:
        fitted = Counter(number for need in needs for number in need.coming)
        return tuple(self.coming[number] for number, _many in fitted.most_common() if number in self.coming)

    def _label(self, key: Any, by: Grouping) -> str:
        match by:
            case Grouping.THEME:
                return f"{key} {self.themes.get(key, '')}" if key is not None else _("without theme")
            case Grouping.THEME_AND_INFO:
                theme, info = key
                return f"{self._label(theme, Grouping.THEME)} · " + _("outc. {info}").format(info=_said(info))
            case Grouping.OUTCOME_INFO:
                return _("outcome information: {info}").format(info=_said(key))
            case Grouping.OBSTACLE:
                return self.obstacles.get(key, "?") if key is not None else _("without obstacle")
        return label(key) if key is not None else _("not known")


def start_of(group: NeedGroup, by: Grouping) -> dict[str, Any]:
    """What an offering for a group begins with: the themes, obstacle, audience and outcome information that its needs share."""
    requests = [need.request for need in group.needs]
    grouped_by = group.key[0] if isinstance(group.key, tuple) else group.key
    counted = Counter(theme for request in requests for theme in request.themes)
    usual = tuple(sorted(theme for theme, many in counted.items() if 2 * many >= len(requests)))
    themes = (grouped_by,) if by in (Grouping.THEME, Grouping.THEME_AND_INFO) and grouped_by else usual
    audiences = {request.audience for request in requests}
    infos = {request.outcome_info for request in requests} & {OutcomeInfo.WITH, OutcomeInfo.WITHOUT, OutcomeInfo.BOTH}
    return {
        "themes": themes,
        "obstacles": (group.key,) if by is Grouping.OBSTACLE and group.key else (),
        "audiences": tuple(audiences) if len(audiences) == 1 and None not in audiences else (),
        "outcome_info": infos.pop() if len(infos) == 1 else OutcomeInfo.BOTH if infos else None,
    }


def _keys(need: Need, by: Grouping) -> Sequence[Hashable]:
    request = need.request
    match by:
        case Grouping.THEME:
            return request.themes or (None,)
        case Grouping.THEME_AND_INFO:
            return [(theme, request.outcome_info) for theme in request.themes or (None,)]
        case Grouping.AUDIENCE:
            return (request.audience,)
        case Grouping.OUTCOME_INFO:
            return (request.outcome_info,)
        case Grouping.KIND:
            return (need.kind,)
    return need.obstacles or (None,)


def _said(info: Word | None) -> str:
    return label(info) if info is not None else "?"


def unmet_needs(reader: Reader, today: date) -> Unmet:
    """The unmet needs of today, the oldest first, with what is in development for them."""
    seen = f"AND {reader.viewer.sees()}"
    question = Question.resolve(reader, Period(today, today), Filters())
    unmet = question.sql(f"SELECT x.id {_UNMET} {seen} ORDER BY x.received_on, x.id LIMIT {MOST}")
    ids = [row[0] for row in reader.rows(unmet, question.parameters)]
    counted = len(ids)
    if counted == MOST:
        counted = reader.value(question.sql(f"SELECT count(*) {_UNMET} {seen}"), question.parameters)
    open_now = reader.value(question.sql(f"SELECT count(*) FROM {{open_requests}} x WHERE {reader.viewer.sees()}"), question.parameters)
    themes = dict(reader.rows("SELECT id, label FROM theme ORDER BY id"))
    obstacles = dict(reader.rows("SELECT id, label FROM obstacle"))
    return Unmet(_needs(reader, ids, today), _in_development(reader), themes, obstacles, counted, open_now)


def _needs(reader: Reader, ids: Sequence[int], today: date) -> tuple[Need, ...]:
    if not ids:
        return ()
    wanted = numbers(ids)
    rows = REQUESTS.rows(reader, ids, today)
    obstacles = lists_of(reader, f"SELECT request_id, obstacle_id FROM request_obstacle WHERE request_id IN ({wanted}) ORDER BY 1, 2")
    coming = lists_of(
        reader,
        f"SELECT x.id, o.id FROM support_request x, offering o WHERE o.state = 'in_development' AND x.id IN ({wanted}) AND {WOULD_FIT}",
    )
    kinds = dict(
        reader.rows(f"SELECT x.id, i.kind FROM support_request x JOIN institution i ON i.id = x.institution_id WHERE x.id IN ({wanted})")
    )
    return tuple(
        Need(rows[one], obstacles.get(one, ()), word(InstitutionKind, kinds.get(one)), coming.get(one, ())) for one in ids if one in rows
    )


def _in_development(reader: Reader) -> Mapping[int, Coming]:
    found = reader.records(
        Coming,
        f"""SELECT o.id, o.title, o.owner, o.expected_on, (SELECT count(*) FROM waiting_request w
            JOIN support_request x ON x.id = w.request_id WHERE w.offering_id = o.id AND x.closed_on IS NULL) AS waiting
        FROM offering o WHERE o.state = 'in_development' AND {reader.viewer.sees("o")} ORDER BY o.expected_on, o.id""",
    )
    return {one.id: one for one in found}


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
class VerdictComparison:
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


def compare_verdicts(reader: Reader, today: date) -> VerdictComparison:
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
    return VerdictComparison(tuple(_cell(reader, key, found[key], today) for key in order if key in found))


def _cell(reader: Reader, key: tuple[Verdict, Computed], ids: Sequence[int], today: date) -> VerdictCell:
    fitting: Mapping[int, tuple[str, ...]] = {}
    if key in _DIFFER:
        fitting = lists_of(
            reader,
            f"""SELECT x.id, o.title FROM support_request x, offering o
            WHERE x.id IN ({numbers(ids[:MOST])}) AND {FITS} AND {reader.viewer.sees("o")} ORDER BY lower(o.title), o.id""",
            end=today,
        )
    rows = REQUESTS.rows(reader, ids[:MOST], today)
    judged = tuple(Judged(rows[number], fitting.get(number, ())) for number in ids[:MOST] if number in rows)
    return VerdictCell(*key, judged, len(ids))
