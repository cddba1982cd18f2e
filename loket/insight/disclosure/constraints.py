"""What everybody knows of how the shared counts hang together (docs/disclosure.md lists it): one system a half-year."""

from __future__ import annotations

from collections.abc import Iterable

from loket.insight.disclosure.audit import LinearSystem
from loket.insight.disclosure.cells import REGISTER, THRESHOLD, AuxiliaryCells, CellKey, Cells, theme_column
from loket.insight.figures.period import Month
from loket.models.words import OutcomeInfo, Reach, RequestState

OPEN_BEFORE: CellKey = ("requests_open", "the day before")
OPEN_AT_END: CellKey = ("requests_open", "numerator")
RECEIVED: CellKey = ("requests_received", "numerator")
CLOSED: CellKey = ("requests_closed", "numerator")
RECORDED: CellKey = ("signals_recorded", "numerator")
RESPONDING: CellKey = ("wensenscan_response", "numerator")
INVITED: CellKey = ("wensenscan_response", "denominator")
ACTIVE: CellKey = ("institutions_supported", "denominator")

_ROW, _FIGURE, _TOTAL, _POPULATION = 2, 8, 30, 90
# Hidden only when nothing else will do: much hangs on them. What is not named here and is no row costs `_FIGURE`.
_DEAR = {RECEIVED: _TOTAL, CLOSED: _TOTAL, RECORDED: _TOTAL, RESPONDING: _TOTAL, INVITED: _POPULATION}
# The same in every half-year, or shown in the next one too: hiding them here would hide nothing.
_KNOWN_ELSEWHERE = {
    OPEN_BEFORE, OPEN_AT_END, ACTIVE, ("institutions_in_sessions", "numerator"), ("trends_raised", "numerator"),
    ("trends_raised", "denominator"), ("fitgap_reported", "denominator"),
}  # fmt: skip
_OVERLAPPING = ("requests_by_theme", "requests_by_obstacle")
_OPEN_STATES = [state for state in RequestState if state not in (RequestState.RESOLVED, RequestState.DROPPED)]


def _aliases(counts: Cells) -> dict[CellKey, CellKey]:
    """Places that show the very count of another place."""
    same: dict[CellKey, CellKey] = {
        ("wensenscan_followed_up", "denominator"): RESPONDING,
        ("requests_referred", "denominator"): RECEIVED,
        ("institutions_signalling", "denominator"): ACTIVE,
        ("institutions_in_sessions", "denominator"): ACTIVE,
        ("unmet_needs", "denominator"): OPEN_AT_END,
        ("requests_with_outcome_info", "unknown"): ("requests_by_outcome_info", None, "count"),
        ("signals_national", "numerator"): ("signals_by_reach", Reach.NATIONAL.value, "count"),
        ("signals_national", "unknown"): ("signals_by_reach", None, "count"),
        ("funnel", "population", "0"): INVITED,
        ("funnel", "responding", "0"): RESPONDING,
        ("funnel", "followed_up", "0"): ("wensenscan_followed_up", "numerator"),
    }
    for part in ("denominator", "unknown", "contradictory"):
        same["sdm_all_groups", part] = ("sdm_any", part)
    for month in counts.period.months():
        same["requests_per_month", month.name, "received"] = ("requests_by_month", month.name, "count")
        same["signals_per_month", month.name, "recorded"] = ("signals_by_month", month.name, "count")
    same["requests_per_month", month.name, "open"] = OPEN_AT_END
    return same


class Constraints:
    """The system of one half-year, and the counts that stand at several places."""

    def __init__(self, counts: Cells, ties: AuxiliaryCells) -> None:
        self.counts = counts
        self.ties = ties
        tallies = counts.tallies
        self.aliases = {
            place: one
            for place, one in _aliases(counts).items()
            if place in tallies and one in tallies and tallies[place].value == tallies[one].value
        }
        self.uninvited: list[CellKey] = []
        self.system = LinearSystem(lowest_opened=THRESHOLD)
        for place, tally in counts.tallies.items():
            self.system.values.setdefault(self.one(place), tally.value)
        self.system.values[OPEN_BEFORE] = ties.open_before.value
        self.system.prices = {
            place: _price(place) for place, value in self.system.values.items() if value and place not in _KNOWN_ELSEWHERE
        }
        self._shares()
        self._survey()
        self._requests()
        self._signals()
        self._rest()
        self._register()

    def one(self, place: CellKey) -> CellKey:
        """The place that stands for all that show its count."""
        return self.aliases.get(place, place)

    def denominator(self, place: CellKey) -> CellKey:
        """Where the denominator of a count with a complement stands."""
        steps = ("population", "responding", "followed_up", "asked_help", "got_referred", "was_helped")
        match place:
            case ("funnel", str() as step, _column):
                return self.one(("funnel", steps[steps.index(step) - 1], "0"))
            case (table, key, "count"):
                return (table, key, "of")
            case (table, key, "0"):
                return (table, key, "1")
            case _:
                return self.one((place[0], "denominator"))

    def _rows(self, table: str, column: str = "count", *, filled: bool = False) -> list[CellKey]:
        listed = self.counts.rows[table] or ()
        return [(table, key, column) for key, _label in listed if not (filled and key is None)]

    def _one_of(self, places: Iterable[CellKey]) -> list[CellKey]:
        return [self.one(place) for place in places]

    # -- the equations --------------------------------------------------------------------------------------------------

    def _shares(self) -> None:
        """What a numerator leaves of its denominator."""
        for place, tally in self.counts.tallies.items():
            rest: CellKey = ("rest", *self.one(place))
            if tally.rest is not None and rest not in self.system.values:
                self.system.never_shown(rest, tally.rest.value)
                self.system.equal(self.denominator(place), [self.one(place), rest])

    def _survey(self) -> None:
        system = self.system
        for name in ("sdm_any", "outcome_info_used"):
            system.equal(RESPONDING, [(name, "denominator"), (name, "unknown")])
            system.at_most([(name, "contradictory")], [(name, "denominator")], name)
        system.at_most([("sdm_all_groups", "numerator")], [("sdm_any", "numerator")], "all groups")
        for step, all_of_it in (("responding", RESPONDING), ("followed_up", ("wensenscan_followed_up", "numerator"))):
            self._uninvited(("funnel", step, "0"), all_of_it)
        for table in self.counts.rows:
            if table.startswith("responses_by_"):
                system.equal(RESPONDING, self._rows(table))
                system.equal(INVITED, self._rows(table, "of"))

    def _uninvited(self, invited: CellKey, everyone: CellKey) -> None:
        """Beside all that answered, the funnel's step tells how many were not invited."""
        values = self.system.values
        if invited in values and values[everyone] > values[invited]:
            others: CellKey = ("uninvited", *invited)
            self.system.never_shown(others, values[everyone] - values[invited])
            self.system.equal(everyone, [invited, others])
            self.uninvited.append(others)

    def _requests(self) -> None:
        system = self.system
        months = list(self.counts.period.months())
        self._partitions("requests_by_", RECEIVED)
        self._with_outcome_info()
        before = OPEN_BEFORE
        for month in months:
            here = self.one(("requests_per_month", month.name, "open"))
            self._flow(before, here, month)
            before = here
        closed: list[CellKey] = [("requests_per_month", month.name, "closed") for month in months]
        system.equal(CLOSED, closed)
        system.at_most([("request_lead_time", "n")], [CLOSED], "lead time")
        system.equal(OPEN_AT_END, [("requests_overdue", "denominator"), ("requests_overdue", "unknown")])
        system.at_most([("requests_by_status", state.value, "count") for state in _OPEN_STATES], [OPEN_AT_END], "still open")
        system.at_most([("institutions_supported", "numerator")], [RECEIVED], "supported")
        system.equal(("referrals_used", "numerator"), [("referrals_helped", "denominator"), ("referrals_helped", "unknown")])
        lines = next(chart.lines for chart in self.counts.charts if chart.id == "unmet_by_theme") or ()
        for column, total in (("0", ("unmet_needs", "numerator")), ("1", OPEN_AT_END)):
            self._overlap([("unmet_by_theme", line.key, column) for line in lines], total)

    def _flow(self, before: CellKey, after: CellKey, month: Month) -> None:
        """Open is what was open, with what came, less what was closed."""
        received = self.one(("requests_per_month", month.name, "received"))
        self.system.equation({before: 1, received: 1, ("requests_per_month", month.name, "closed"): -1, after: -1})

    def _with_outcome_info(self) -> None:
        with_it = [("requests_by_outcome_info", word.value, "count") for word in (OutcomeInfo.WITH, OutcomeInfo.BOTH)]
        without: CellKey = ("requests_by_outcome_info", OutcomeInfo.WITHOUT.value, "count")
        self.system.equal(("requests_with_outcome_info", "numerator"), with_it)
        self.system.equal(("requests_with_outcome_info", "denominator"), [*with_it, without])

    def _signals(self) -> None:
        system = self.system
        self._partitions("signals_by_", RECORDED)
        system.equal(("signals_national", "denominator"), self._rows("signals_by_reach", filled=True))
        system.at_most([("institutions_signalling", "numerator")], [RECORDED], "signalling")
        months = [month.name for month in self.counts.period.months()]
        for month in months:
            cells: list[CellKey] = [("signals_per_month", month, theme_column(key)) for key in self.counts.themes]
            system.equal(("signals_by_month", month, "count"), cells)
        for key in self.counts.themes:
            column: list[CellKey] = [("signals_per_month", month, theme_column(key)) for month in months]
            system.equal(("signals_by_theme", key, "count"), column)
        for theme, labels in self.ties.obstacles.items():
            under: list[CellKey] = [("signals_by_obstacle", label, "count") for label in labels]
            system.at_most(under, [("signals_by_theme", theme, "count")], "obstacles")

    def _partitions(self, beginning: str, total: CellKey) -> None:
        for table in self.counts.rows:
            if table.startswith(beginning) and table in _OVERLAPPING:
                self._overlap(self._rows(table), total)
            elif table.startswith(beginning):
                self.system.equal(total, self._one_of(self._rows(table)))
        for quarter in self.counts.period.quarters():
            months = [month.name for month in self.counts.period.months() if _quarter(month) == quarter]
            cells: list[CellKey] = [(f"{beginning}month", month, "count") for month in months]
            self.system.equal((f"{beginning}quarter", quarter, "count"), cells)

    def _overlap(self, rows: list[CellKey], total: CellKey) -> None:
        """A record may be in several rows, or in the empty one alone; each is in some row."""
        empty = [place for place in rows if place[1] is None]
        for place in rows:
            if place[1] is not None:
                self.system.at_most([place, *empty], [total], "overlap")
        self.system.at_most([total], rows, "overlap")

    def _rest(self) -> None:
        """The remaining tables, and what is a part of all institutions."""
        system = self.system
        system.at_most([("fitgap_reported", "denominator")], [ACTIVE], "front-runners")
        lines = next(chart.lines for chart in self.counts.charts if chart.id == "obstacles_by_institutions") or ()
        for line in lines:
            named, *sources = [("obstacles_by_institutions", line.key, str(column)) for column in range(4)]
            survey, requests, signals = sources
            system.at_most([named], sources, "named")
            for source in sources:
                system.at_most([source], [named], "source")
            system.at_most([named], [ACTIVE], "active")
            system.at_most([survey], [RESPONDING], "survey")
            for source, table, total in (
                (requests, "requests_by_obstacle", "institutions_supported"),
                (signals, "signals_by_obstacle", "institutions_signalling"),
            ):
                system.at_most([source], [(table, line.key, "count")], table)
                system.at_most([source], [(total, "numerator")], total)

    def _register(self) -> None:
        """Which kinds of institution are in which umbrella and province is public: the rows are sums of the same cells."""
        for (table, column), cells in self.ties.joint.items():
            places: dict[tuple[str | None, ...], CellKey] = {
                combination: ("register", table, column, *combination) for combination in cells
            }
            for combination, place in places.items():
                self.system.never_shown(place, cells[combination])
            for index, name in enumerate(REGISTER):
                for row in self._rows(f"{table}_by_{name}", column):
                    self.system.equal(row, [place for combination, place in places.items() if combination[index] == row[1]])


def _quarter(month: Month) -> str:
    return f"{month.first.year}-Q{(month.first.month + 2) // 3}"


def _price(place: CellKey) -> int:
    return _DEAR.get(place, _ROW if len(place) > 2 else _FIGURE)
