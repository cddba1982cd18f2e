"""Breakdowns: a figure by one property, every value of its list in the list's order, noughts too, the empty value last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loket.insight.figures.filters import OF_REQUESTS, OF_SIGNALS, OF_SURVEY, Narrowing
from loket.insight.figures.question import Question
from loket.language import N_, _, label
from loket.models.words import (
    AdoptionPhase,
    Audience,
    InstitutionKind,
    Nature,
    OutcomeInfo,
    Province,
    Reach,
    RecordKind,
    RequestSource,
    RequestState,
    SignalState,
    Umbrella,
    Word,
)
from loket.store.reader import Reader

Value = tuple[object, str | None, str]
"""A value of a list: as it stands in the database, its key in the JSON, its label. The empty value is None, None."""
Values = Callable[[Reader, Question], list[Value]]


@dataclass(frozen=True, slots=True)
class Property:
    """Something to count by: how a row `x` comes to it (`join`, `key`), and the values in their order."""

    label: str
    key: str
    values: Values
    join: str = ""
    always_filled: bool = False

    def listed(self, reader: Reader, question: Question) -> list[Value]:
        """The values, the empty one last where there can be one."""
        values = self.values(reader, question)
        return values if self.always_filled else [*values, (None, None, _("not filled in"))]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure by one property. With `share` its rows have a denominator; `of` then has `counted` and `based` columns."""

    id: str
    label: str
    record: RecordKind
    of: str
    by: Property
    share: bool = False
    narrowed_by: frozenset[Narrowing] = OF_REQUESTS

    def applies(self, question: Question) -> bool:
        """Whether the question's filters can be applied to it."""
        return question.filters.apply_to(self.narrowed_by)

    def records_sql(self) -> str:
        """The records behind the rows: id, key, counted, based. A record with two themes is there twice."""
        flags = "x.counted AS counted, x.based AS based" if self.share else "1 AS counted, 1 AS based"
        return f"SELECT x.id AS id, {self.by.key} AS key_value, {flags} FROM {self.of} x {self.by.join}"


@dataclass(frozen=True, slots=True)
class Row:
    """One value's count; `denominator` only where the breakdown has shares. `key` None is the empty value.

    `stored` is the value as it stands in the database.
    """

    key: str | None
    label: str
    count: int
    denominator: int | None = None
    stored: object = None


def breakdown_rows(reader: Reader, question: Question, breakdown: Breakdown) -> list[Row] | None:
    """The rows of a breakdown; None where a filter cannot apply."""
    if not breakdown.applies(question):
        return None
    statement = question.sql(f"SELECT key_value, sum(counted), sum(based) FROM ({breakdown.records_sql()}) records GROUP BY key_value")
    counted = {key: (int(count), int(based)) for key, count, based in reader.rows(statement, question.parameters)}
    found = []
    for stored, key, text in breakdown.by.listed(reader, question):
        count, based = counted.get(stored, (0, 0))
        found.append(Row(key, text, count, based if breakdown.share else None, stored))
    return found


# -- the lists ----------------------------------------------------------------------------------------------------------


def _words(words: type[Word]) -> Values:
    return lambda reader, question: [(member.value, member.value, label(member)) for member in words]


def themes(reader: Reader, question: Question) -> list[Value]:
    """The six themes by number."""
    return [(number, str(number), text) for number, text in reader.rows("SELECT id, label FROM theme ORDER BY id")]


def _obstacles(reader: Reader, question: Question) -> list[Value]:
    return [(number, text, text) for number, text in reader.rows("SELECT id, label FROM obstacle ORDER BY id")]


def _by_name(sql: str) -> Values:
    """What a select of values and names gives, in the order of the alphabet."""
    return lambda reader, question: [
        (stored, name, name) for stored, name in sorted(reader.rows(sql), key=lambda row: (row[1].casefold(), row[0]))
    ]


_advisors = _by_name("SELECT id, name FROM advisor")
_vendors = _by_name("SELECT DISTINCT epd_vendor, epd_vendor FROM institution WHERE epd_vendor <> ''")


# -- what is counted by what --------------------------------------------------------------------------------------------


def _institution_properties(
    institution: str = "i", join: str = "LEFT JOIN institution i ON i.id = x.institution_id"
) -> dict[str, Property]:
    """The properties of institutions; `institution` is the row they are on."""
    return {
        "kind": Property(N_("kind"), f"{institution}.kind", _words(InstitutionKind), join),
        "umbrella": Property(N_("umbrella"), f"{institution}.umbrella", _words(Umbrella), join),
        "province": Property(N_("province"), f"{institution}.province", _words(Province), join),
        "epd_vendor": Property(N_("EPD vendor"), f"nullif({institution}.epd_vendor, '')", _vendors, join),
        "adoption_phase": Property(N_("adoption phase"), f"{institution}.phase", _words(AdoptionPhase), join),
    }


def _in_time(day: str) -> dict[str, Property]:
    month = f"substr(CAST({day} AS TEXT), 1, 7)"
    year, number = f"substr(CAST({day} AS TEXT), 1, 4)", f"CAST(substr(CAST({day} AS TEXT), 6, 2) AS INTEGER)"
    quarter = f"{year} || '-Q' || CAST(({number} + 2) / 3 AS TEXT)"
    return {
        "month": Property(N_("month"), month, lambda _r, asked: [(m.name,) * 3 for m in asked.period.months()], always_filled=True),
        "quarter": Property(N_("quarter"), quarter, lambda _r, asked: [(q,) * 3 for q in asked.period.quarters()], always_filled=True),
    }


REQUEST_PROPERTIES: dict[str, Property] = {
    "theme": Property(N_("theme"), "t.theme_id", themes, "LEFT JOIN request_theme t ON t.request_id = x.id"),
    "obstacle": Property(N_("obstacle"), "b.obstacle_id", _obstacles, "LEFT JOIN request_obstacle b ON b.request_id = x.id"),
    **_institution_properties(),
    "audience": Property(N_("audience"), "x.audience", _words(Audience)),
    "advisor": Property(N_("advisor"), "x.advisor_id", _advisors),
    "source": Property(N_("source"), "x.source", _words(RequestSource)),
    "nature": Property(N_("nature"), "x.nature", _words(Nature)),
    "outcome_info": Property(N_("outcome information"), "x.outcome_info", _words(OutcomeInfo)),
    "status": Property(N_("status"), "x.state", _words(RequestState), always_filled=True),
    **_in_time("x.received_on"),
}

SIGNAL_PROPERTIES: dict[str, Property] = {
    "theme": Property(N_("theme"), "x.theme_id", themes),
    "obstacle": Property(N_("obstacle"), "x.obstacle_id", _obstacles),
    **_institution_properties(),
    "advisor": Property(N_("advisor"), "x.advisor_id", _advisors),
    "reach": Property(N_("reach"), "x.reach", _words(Reach)),
    "status": Property(N_("status"), "x.state", _words(SignalState), always_filled=True),
    **_in_time("x.recorded_on"),
}

# The same rows as the indicator `wensenscan_response` counts.
_RESPONSES = """(SELECT r.*, CASE WHEN r.responded = 1 THEN 1 ELSE 0 END AS counted,
    CASE WHEN r.invited = 1 THEN 1 ELSE 0 END AS based FROM {invited_or_responding} r)"""

BREAKDOWNS: tuple[Breakdown, ...] = (
    *(
        Breakdown(f"requests_by_{name}", N_("Requests received"), RecordKind.REQUEST, "{received_requests}", by)
        for name, by in REQUEST_PROPERTIES.items()
    ),
    *(
        Breakdown(f"signals_by_{name}", N_("Signals recorded"), RecordKind.SIGNAL, "{recorded_signals}", by, narrowed_by=OF_SIGNALS)
        for name, by in SIGNAL_PROPERTIES.items()
    ),
    *(
        Breakdown(
            f"responses_by_{name}",
            N_("Institutions that filled in the WensenScan"),
            RecordKind.INSTITUTION,
            _RESPONSES,
            by,
            share=True,
            narrowed_by=OF_SURVEY,
        )
        for name, by in _institution_properties("x", "").items()
    ),
)

BY_ID = {breakdown.id: breakdown for breakdown in BREAKDOWNS}
