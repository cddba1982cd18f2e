"""An attack on shared figures: from the files alone, and what everybody knows, it works out what hidden counts can be.

It shares no code with what hides them: integer programs over everything that was written, all periods and thresholds at once.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

Cell = tuple[str, ...]
"""What is counted: table, key, column. The empty key is `∅`."""
Known = tuple[str, ...]
"""A cell of a period: the period's name in front."""

MOST = 5000
OF_INSTITUTIONS = {
    "wensenscan_response", "wensenscan_followed_up", "sdm_any", "sdm_all_groups", "outcome_info_used", "institutions_supported",
    "institutions_signalling", "institutions_in_sessions", "fitgap_reported", "funnel", "obstacles_by_institutions",
}  # fmt: skip
STATES = {
    "wensenscan_response", "wensenscan_followed_up", "sdm_any", "sdm_all_groups", "outcome_info_used", "requests_open",
    "requests_overdue", "unmet_needs", "fitgap_reported", "institutions_in_sessions", "trends_raised", "funnel", "unmet_by_theme",
}  # fmt: skip
EVER_THE_SAME = {"institutions_in_sessions", "trends_raised"}
UNIONS = {"institutions_supported", "institutions_signalling", "obstacles_by_institutions"}
GROWS_WITH_A_ROUND = {"wensenscan_response", "wensenscan_followed_up", "funnel"}
REGISTER = ("kind", "umbrella", "province")
MANY_ROWS_A_RECORD = {"requests_by_theme", "requests_by_obstacle"}


@dataclass
class Shared:
    """One period's written cells as texts."""

    name: str
    cells: dict[Cell, str] = field(default_factory=dict)

    def rows(self, table: str, column: str) -> list[Cell]:
        return [cell for cell in self.cells if cell[0] == table and cell[2] == column]

    @property
    def months(self) -> list[str]:
        return sorted({cell[1] for cell in self.cells if cell[0] == "requests_per_month"})


def read(name: str, folder: Path) -> Shared:
    """The cells of an export as CSV."""
    found = Shared(name)
    columns = {"aantal": "count", "teller": "count", "noemer": "of", "onbekend": "unknown", "tegenstrijdig": "contradictory"}
    for row in _table(folder, "indicatoren"):
        for header, column in columns.items():
            if row[header]:
                found.cells[row["indicator"], "", column] = row[header]
    for row in _table(folder, "uitsplitsingen"):
        for header in ("aantal", "teller", "noemer"):
            if row[header]:
                found.cells[row["uitsplitsing"], row["sleutel"] or "∅", columns[header]] = row[header]
    for row in _table(folder, "reeksen"):
        column = f"theme {row['sleutel'] or '∅'}" if row["wat"] == "theme" else row["wat"]
        found.cells[row["reeks"], row["maand"], column] = row["aantal"]
    return found


def _table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


class Attack:
    """Everything shown, as one integer program.

    `guessed`: the real counts, for an attacker who guesses right of every mark which of its meanings it has (`<5`: few, or of few
    institutions; `-` in a half-year: five or more). Without it a mark means no more than it says.
    """

    def __init__(self, register: Iterable[tuple[str, ...]], guessed: Mapping[Known, int] | None = None) -> None:
        self.register = sorted(set(register) | {("∅",) * len(REGISTER)})
        self.guessed = guessed or {}
        self.low: list[float] = []
        self.high: list[float] = []
        self.number: dict[Known, int] = {}
        self.hidden: set[Known] = set()
        self.terms: list[tuple[dict[int, int], float, float]] = []
        self.by_period: dict[str, Shared] = {}

    # -- what is shown --------------------------------------------------------------------------------------------------

    def learn(self, shared: Shared) -> None:
        """All that one export of a period shows; a second one of the same period only narrows it further."""
        if shared.name not in self.by_period:
            self.by_period[shared.name] = shared
        for cell, text in shared.cells.items():
            place = self._place((shared.name, *cell))
            low, high = self._range((shared.name, *cell), text)
            self.low[place], self.high[place] = max(self.low[place], low), min(self.high[place], high)
            if self.low[place] != self.high[place]:
                self.hidden.add((shared.name, *cell))
            else:
                self.hidden.discard((shared.name, *cell))

    def _range(self, known: Known, text: str) -> tuple[float, float]:
        table = known[1]
        if text == "-":
            return 5 if self.guessed.get(known, 0) >= 5 and "+" not in known[0] else 0, MOST
        if text.startswith("<"):
            least = int(text[1:])
            few = self.guessed.get(known, MOST) < least or table in OF_INSTITUTIONS or table.startswith("responses_by_")
            return 1, least - 1 if few else MOST
        return int(text), int(text)

    def _place(self, known: Known) -> int:
        if known not in self.number:
            self.number[known] = len(self.low)
            self.low.append(0)
            self.high.append(MOST)
        return self.number[known]

    # -- what everybody knows -------------------------------------------------------------------------------------------

    def tie(self, plus: Iterable[Known], minus: Iterable[Known], low: float = 0, high: float = 0) -> None:
        """The difference of two sums lies between `low` and `high`; nothing is said of what stands nowhere."""
        terms: dict[int, int] = defaultdict(int)
        for sign, side in ((1, plus), (-1, minus)):
            for known in side:
                if known not in self.number:
                    return
                terms[self.number[known]] += sign
        self.terms.append((dict(terms), low, high))

    def at_most(self, part: Iterable[Known], whole: Iterable[Known]) -> None:
        self.tie(whole, part, 0, np.inf)

    def reason(self) -> None:
        """Tie the cells of each half-year, then the half-years and longer periods to each other."""
        for shared in self.by_period.values():
            if "+" not in shared.name:
                _Within(self, shared).tie_all()
        halves = sorted(name for name in self.by_period if "+" not in name)
        for earlier, later in pairwise(halves):
            self._follow(earlier, later)
        for name in self.by_period:
            if "+" in name:
                self._longer(name, name.split("+"))

    def _follow(self, earlier: str, later: str) -> None:
        month = self.by_period[later].months[0]
        flow = [(later, "requests_per_month", month, column) for column in ("received", "closed", "open")]
        self.tie([(earlier, "requests_open", "", "count"), flow[0]], flow[1:])
        for cell in self.by_period[later].cells:
            if cell[0] in EVER_THE_SAME:
                self.tie([(earlier, *cell)], [(later, *cell)])

    def same_round(self, earlier: str, later: str) -> None:
        """Who answered a round has answered it for good."""
        for cell in self.by_period[later].cells:
            if (cell[0] in GROWS_WITH_A_ROUND or cell[0].startswith("responses_by_")) and cell[2] in ("count", "0"):
                self.at_most([(earlier, *cell)], [(later, *cell)])
            if cell[0].startswith("responses_by_") and cell[2] == "of":
                self.tie([(earlier, *cell)], [(later, *cell)])

    def _longer(self, name: str, halves: Sequence[str]) -> None:
        for cell in self.by_period[name].cells:
            table = cell[0]
            of = [half for half in halves if cell in self.by_period[half].cells]
            parts = [(half, *cell) for half in of]
            if (
                cell in self._of_survey(name)
                or table in STATES
                or table.startswith("responses_by_")
                or (table in UNIONS and cell[2] == "of")
            ):
                self.tie([(name, *cell)], parts[-1:])
            elif cell == ("requests_referred", "", "count"):
                self.at_most(parts, [(name, *cell)])
            elif table in UNIONS:
                self.at_most([(name, *cell)], parts)
                for part in parts if cell[2] != "0" else parts[-1:]:
                    self.at_most([part], [(name, *cell)])
            else:
                self.tie([(name, *cell)], parts)

    def _of_survey(self, name: str) -> set[Cell]:
        """Institutions that name an obstacle in the round: when another round came, no longer those of the half-year before."""
        return {cell for cell in self.by_period[name].cells if cell[0] == "obstacles_by_institutions" and cell[2] == "1"}

    # -- working it out -------------------------------------------------------------------------------------------------

    def found_out(self, enough: int = MOST) -> dict[Known, int]:
        """The hidden cells that can have one value only, with that value; the first `enough` of them."""
        solve = _Program(self)
        first = solve(None)
        assert first is not None, "what is shown contradicts what everybody knows"
        hidden = sorted(known for known in self.hidden)
        numbers = np.array([self.number[known] for known in hidden], dtype=int)
        low = high = first[numbers]
        for attempt in range(8):
            # All up, all down, then at random: most cells are seen at two values soon.
            weights = np.random.default_rng(attempt).normal(size=len(hidden)) if attempt > 1 else np.full(len(hidden), 1.0 - 2 * attempt)
            other = solve(dict(zip(numbers.tolist(), weights.tolist(), strict=True)))
            if other is not None:
                low, high = np.minimum(low, other[numbers]), np.maximum(high, other[numbers])
        found: dict[Any, Any] = {}
        for place, known in enumerate(hidden):
            if len(found) >= enough:
                break
            number = self.number[known]
            for sign in (1.0, -1.0):
                if low[place] == high[place]:
                    other = solve({number: sign})
                    if other is not None:
                        low, high = np.minimum(low, other[numbers]), np.maximum(high, other[numbers])
            if low[place] == high[place]:
                found[known] = int(low[place])
        return found


class _Program:
    """The integer program, solved for one aim after the other."""

    def __init__(self, attack: Attack) -> None:
        rows = [(row, column, value) for row, (terms, _low, _high) in enumerate(attack.terms) for column, value in terms.items()]
        places, columns, values = zip(*rows, strict=True)
        self.count = len(attack.low)
        matrix = csr_matrix((values, (places, columns)), shape=(len(attack.terms), self.count))
        self.constraint = LinearConstraint(matrix, [low for _t, low, _h in attack.terms], [high for _t, _l, high in attack.terms])
        self.bounds = Bounds(np.array(attack.low), np.array(attack.high))

    def __call__(self, aim: Mapping[int, float] | None) -> np.ndarray | None:
        costs = np.zeros(self.count)
        for number, weight in (aim or {}).items():
            costs[number] = weight
        limits = {"time_limit": 20, "mip_rel_gap": 0.2}
        result = milp(costs, constraints=self.constraint, bounds=self.bounds, integrality=np.ones(self.count), options=limits)
        return None if result.x is None else np.rint(result.x)


class _Within:
    """What ties the cells of one half-year."""

    def __init__(self, attack: Attack, shared: Shared) -> None:
        self.attack, self.shared = attack, shared

    def at(self, table: str, key: str = "", column: str = "count") -> Known:
        return (self.shared.name, table, key, column)

    def rows(self, table: str, column: str = "count", without: Sequence[str] = ()) -> list[Known]:
        return [(self.shared.name, *cell) for cell in self.shared.rows(table, column) if cell[1] not in without]

    def tie_all(self) -> None:
        tables = {cell[0] for cell in self.shared.cells}
        for beginning, total in (("requests_by_", "requests_received"), ("signals_by_", "signals_recorded")):
            for table in sorted(name for name in tables if name.startswith(beginning)):
                if table in MANY_ROWS_A_RECORD:
                    self.overlapping(self.rows(table), self.at(total))
                else:
                    self.attack.tie(self.rows(table), [self.at(total)])
            for quarter in self.shared.rows(f"{beginning}quarter", "count"):
                first = 3 * int(quarter[1][-1]) - 2
                months = [self.at(f"{beginning}month", f"{quarter[1][:4]}-{month:02}") for month in range(first, first + 3)]
                self.attack.tie(months, [(self.shared.name, *quarter)])
        for table in sorted(name for name in tables if name.startswith("responses_by_")):
            self.attack.tie(self.rows(table), [self.at("wensenscan_response")])
            self.attack.tie(self.rows(table, "of"), [self.at("wensenscan_response", column="of")])
        self.figures()
        self.months()
        self.tables()
        self.register()

    def overlapping(self, rows: Sequence[Known], total: Known) -> None:
        empty = [row for row in rows if row[2] == "∅"]
        for row in rows:
            if row not in empty:
                self.attack.at_most([row, *empty], [total])
        self.attack.at_most([total], rows)

    def figures(self) -> None:
        at, attack = self.at, self.attack
        tie, at_most = attack.tie, attack.at_most
        responding = at("wensenscan_response")
        tie([responding], [at("wensenscan_followed_up", column="of")])
        for name in ("sdm_any", "sdm_all_groups", "outcome_info_used"):
            tie([responding], [at(name, column="of"), at(name, column="unknown")])
            at_most([at(name, column="contradictory")], [at(name, column="of")])
        for part in ("of", "unknown", "contradictory"):
            tie([at("sdm_any", column=part)], [at("sdm_all_groups", column=part)])
        at_most([at("sdm_all_groups")], [at("sdm_any")])
        for name in ("institutions_signalling", "institutions_in_sessions"):
            tie([at(name, column="of")], [at("institutions_supported", column="of")])
        tie([at("requests_referred", column="of")], [at("requests_received")])
        tie([at("unmet_needs", column="of")], [at("requests_open")])
        tie([at("requests_overdue", column="of"), at("requests_overdue", column="unknown")], [at("requests_open")])
        by_info = "requests_by_outcome_info"
        with_it = [at(by_info, "with"), at(by_info, "both")]
        tie(with_it, [at("requests_with_outcome_info")])
        tie([*with_it, at(by_info, "without")], [at("requests_with_outcome_info", column="of")])
        tie([at(by_info, "∅")], [at("requests_with_outcome_info", column="unknown")])
        tie([at("signals_by_reach", "national")], [at("signals_national")])
        tie([at("signals_by_reach", "∅")], [at("signals_national", column="unknown")])
        tie(self.rows("signals_by_reach", without=("∅",)), [at("signals_national", column="of")])
        tie([at("referrals_used")], [at("referrals_helped", column="of"), at("referrals_helped", column="unknown")])
        at_most([at("request_lead_time")], [at("requests_closed")])
        at_most([at("institutions_supported")], [at("requests_received")])
        at_most([at("institutions_signalling")], [at("signals_recorded")])
        at_most(self.rows("requests_by_status", without=("resolved", "dropped")), [at("requests_open")])
        for cell in list(self.shared.cells):
            if cell[2] == "of" and cell[0] != "wensenscan_response" and not cell[0].startswith("responses_by_"):
                at_most([at(cell[0], cell[1])], [at(*cell)])

    def months(self) -> None:
        tie, at = self.attack.tie, self.at
        months = self.shared.months
        for month in months:
            tie([at("requests_per_month", month, "received")], [at("requests_by_month", month)])
            tie([at("signals_per_month", month, "recorded")], [at("signals_by_month", month)])
            themes = [row for row in self.shared.cells if row[:2] == ("signals_per_month", month) and row[2].startswith("theme")]
            tie([(self.shared.name, *row) for row in themes], [at("signals_per_month", month, "recorded")])
        for before, month in pairwise(months):
            flow = [at("requests_per_month", month, column) for column in ("received", "closed", "open")]
            tie([at("requests_per_month", before, "open"), flow[0]], flow[1:])
        tie([at("requests_per_month", months[-1], "open")], [at("requests_open")])
        tie([at("requests_per_month", month, "closed") for month in months], [at("requests_closed")])
        for row in self.rows("signals_by_theme"):
            tie([at("signals_per_month", month, f"theme {row[2]}") for month in months], [row])

    def tables(self) -> None:
        at, at_most = self.at, self.attack.at_most
        steps = ["population", "responding", "followed_up", "asked_help", "got_referred", "was_helped"]
        for before, step in pairwise(steps):
            at_most([at("funnel", step, "0")], [at("funnel", before, "0")])
        self.attack.tie([at("funnel", "population", "0")], [at("wensenscan_response", column="of")])
        at_most([at("funnel", "responding", "0")], [at("wensenscan_response")])
        at_most([at("funnel", "followed_up", "0")], [at("wensenscan_followed_up")])
        for column, total in (("0", "unmet_needs"), ("1", "requests_open")):
            if self.rows("unmet_by_theme", column):
                self.overlapping(self.rows("unmet_by_theme", column), at(total))
        for row in self.rows("unmet_by_theme", "0"):
            at_most([row], [at("unmet_by_theme", row[2], "1")])
        for row in self.rows("obstacles_by_institutions", "0"):
            sources = [at("obstacles_by_institutions", row[2], column) for column in "123"]
            at_most([row], sources)
            for source in sources:
                at_most([source], [row])
            at_most([row], [at("institutions_supported", column="of")])
            for source, total in zip(sources, ("wensenscan_response", "institutions_supported", "institutions_signalling"), strict=True):
                at_most([source], [at(total)])
            at_most(sources[1:2], [at("requests_by_obstacle", row[2])])
            at_most(sources[2:], [at("signals_by_obstacle", row[2])])

    def register(self) -> None:
        """Rows by kind, umbrella and province are sums over the same institutions, which the public register lists."""
        for table, column in (("requests", "count"), ("signals", "count"), ("responses", "count"), ("responses", "of")):
            places = {combination: (self.shared.name, "register", table, column, *combination) for combination in self.attack.register}
            for place in places.values():
                self.attack._place(place)
            for index, name in enumerate(REGISTER):
                for row in self.rows(f"{table}_by_{name}", column):
                    self.attack.tie([place for combination, place in places.items() if combination[index] == row[2]], [row])
