"""The linear relations between the shared cells that everybody knows (docs/disclosure.md lists them): one system a half-year."""

from __future__ import annotations

from loket.insight.disclosure.audit import LinearSystem
from loket.insight.disclosure.cells import REGISTER, THRESHOLD, AuxiliaryCells, CellKey, Cells, theme_column
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


def _aliases(cells: Cells) -> dict[CellKey, CellKey]:
    """Cells that show the very count of another one: one unknown of the system."""
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
    for month in cells.period.months():
        same["requests_per_month", month.name, "received"] = ("requests_by_month", month.name, "count")
        same["signals_per_month", month.name, "recorded"] = ("signals_by_month", month.name, "count")
    same["requests_per_month", month.name, "open"] = OPEN_AT_END
    return same


class Constraints:
    """The linear system of one half-year; `aliases` are the places that show the very count of another cell."""

    def __init__(self, cells: Cells, auxiliary: AuxiliaryCells) -> None:
        self.cells = cells
        self.auxiliary = auxiliary
        counts = cells.counts
        self.aliases = {
            key: one for key, one in _aliases(cells).items() if key in counts and one in counts and counts[key].value == counts[one].value
        }
        self.uninvited: list[CellKey] = []
        self.system = LinearSystem(lowest_opened=THRESHOLD)
        for key, count in counts.items():
            self.system.values.setdefault(self.one(key), count.value)
        self.system.values[OPEN_BEFORE] = auxiliary.open_before.value
        self.system.prices = {
            key: _DEAR.get(key, _ROW if len(key) > 2 else _FIGURE)
            for key, value in self.system.values.items()
            if value and key not in _KNOWN_ELSEWHERE
        }
        self._complements()
        self._survey()
        self._requests()
        self._signals()
        self._other_tables()
        self._register()

    def one(self, key: CellKey) -> CellKey:
        """The one cell that stands for all places that show its count."""
        return self.aliases.get(key, key)

    def denominator(self, key: CellKey) -> CellKey:
        """Where the denominator of a count with a complement stands."""
        steps = ("population", "responding", "followed_up", "asked_help", "got_referred", "was_helped")
        match key:
            case ("funnel", str() as step, _column):
                return self.one(("funnel", steps[steps.index(step) - 1], "0"))
            case (table, row, "count"):
                return (table, row, "of")
            case (table, row, "0"):
                return (table, row, "1")
            case _:
                return self.one((key[0], "denominator"))

    def _rows(self, table: str, column: str = "count") -> list[CellKey]:
        return [(table, key, column) for key, _label in self.cells.rows[table]]

    # -- the equations --------------------------------------------------------------------------------------------------

    def _complements(self) -> None:
        """What a numerator leaves of its denominator."""
        for key, count in self.cells.counts.items():
            rest: CellKey = ("rest", *self.one(key))
            if count.complement is not None and rest not in self.system.values:
                self.system.never_shown(rest, count.complement.value)
                self.system.equal(self.denominator(key), [self.one(key), rest])

    def _survey(self) -> None:
        system = self.system
        for name in ("sdm_any", "outcome_info_used"):
            system.equal(RESPONDING, [(name, "denominator"), (name, "unknown")])
            system.at_most([(name, "contradictory")], [(name, "denominator")], name)
        system.at_most([("sdm_all_groups", "numerator")], [("sdm_any", "numerator")], "all groups")
        # Beside all that answered, the funnel's step tells how many were not invited.
        for step, everyone in (("responding", RESPONDING), ("followed_up", ("wensenscan_followed_up", "numerator"))):
            invited: CellKey = ("funnel", step, "0")
            if invited in system.values and system.values[everyone] > system.values[invited]:
                others: CellKey = ("uninvited", *invited)
                system.never_shown(others, system.values[everyone] - system.values[invited])
                system.equal(everyone, [invited, others])
                self.uninvited.append(others)
        for table in self.cells.rows:
            if table.startswith("responses_by_"):
                system.equal(RESPONDING, self._rows(table))
                system.equal(INVITED, self._rows(table, "of"))

    def _requests(self) -> None:
        system = self.system
        months = [month.name for month in self.cells.period.months()]
        self._partitions("requests_by_", RECEIVED)
        with_it = [("requests_by_outcome_info", word.value, "count") for word in (OutcomeInfo.WITH, OutcomeInfo.BOTH)]
        without: CellKey = ("requests_by_outcome_info", OutcomeInfo.WITHOUT.value, "count")
        system.equal(("requests_with_outcome_info", "numerator"), with_it)
        system.equal(("requests_with_outcome_info", "denominator"), [*with_it, without])
        before = OPEN_BEFORE
        for month in months:
            # Open is what was open, with what came, less what was closed.
            received, after = (self.one(("requests_per_month", month, column)) for column in ("received", "open"))
            system.equation({before: 1, received: 1, ("requests_per_month", month, "closed"): -1, after: -1})
            before = after
        closed: list[CellKey] = [("requests_per_month", month, "closed") for month in months]
        system.equal(CLOSED, closed)
        system.at_most([("request_lead_time", "n")], [CLOSED], "lead time")
        system.equal(OPEN_AT_END, [("requests_overdue", "denominator"), ("requests_overdue", "unknown")])
        system.at_most([("requests_by_status", state.value, "count") for state in _OPEN_STATES], [OPEN_AT_END], "still open")
        system.at_most([("institutions_supported", "numerator")], [RECEIVED], "supported")
        system.equal(("referrals_used", "numerator"), [("referrals_helped", "denominator"), ("referrals_helped", "unknown")])
        lines = next(chart.lines for chart in self.cells.charts if chart.id == "unmet_by_theme") or ()
        for column, total in (("0", ("unmet_needs", "numerator")), ("1", OPEN_AT_END)):
            self._overlap([("unmet_by_theme", line.key, column) for line in lines], total)

    def _signals(self) -> None:
        system = self.system
        self._partitions("signals_by_", RECORDED)
        filled = [key for key in self._rows("signals_by_reach") if key[1] is not None]
        system.equal(("signals_national", "denominator"), filled)
        system.at_most([("institutions_signalling", "numerator")], [RECORDED], "signalling")
        months = [month.name for month in self.cells.period.months()]
        for month in months:
            cells: list[CellKey] = [("signals_per_month", month, theme_column(key)) for key in self.cells.themes]
            system.equal(("signals_by_month", month, "count"), cells)
        for key in self.cells.themes:
            column: list[CellKey] = [("signals_per_month", month, theme_column(key)) for month in months]
            system.equal(("signals_by_theme", key, "count"), column)
        for theme, labels in self.auxiliary.obstacles.items():
            under: list[CellKey] = [("signals_by_obstacle", label, "count") for label in labels]
            system.at_most(under, [("signals_by_theme", theme, "count")], "obstacles")

    def _partitions(self, beginning: str, total: CellKey) -> None:
        for table in self.cells.rows:
            if table.startswith(beginning) and table in _OVERLAPPING:
                self._overlap(self._rows(table), total)
            elif table.startswith(beginning):
                self.system.equal(total, [self.one(key) for key in self._rows(table)])
        months = list(self.cells.period.months())
        for quarter in self.cells.period.quarters():
            cells: list[CellKey] = [(f"{beginning}month", month.name, "count") for month in months if month.quarter == quarter]
            self.system.equal((f"{beginning}quarter", quarter, "count"), cells)

    def _overlap(self, rows: list[CellKey], total: CellKey) -> None:
        """A record may be in several rows, or in the empty one alone; each is in some row."""
        empty = [key for key in rows if key[1] is None]
        for key in rows:
            if key[1] is not None:
                self.system.at_most([key, *empty], [total], "overlap")
        self.system.at_most([total], rows, "overlap")

    def _other_tables(self) -> None:
        """The remaining tables, and what is a part of all institutions."""
        system = self.system
        system.at_most([("fitgap_reported", "denominator")], [ACTIVE], "front-runners")
        lines = next(chart.lines for chart in self.cells.charts if chart.id == "obstacles_by_institutions") or ()
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
        for (table, column), cells in self.auxiliary.joint.items():
            keys: dict[tuple[str | None, ...], CellKey] = {one: ("register", table, column, *one) for one in cells}
            for combination, key in keys.items():
                self.system.never_shown(key, cells[combination])
            for index, name in enumerate(REGISTER):
                for row in self._rows(f"{table}_by_{name}", column):
                    self.system.equal(row, [key for combination, key in keys.items() if combination[index] == row[1]])
