"""The records behind every number, found in plain Python: the oracle of charts, cells and the parts of figures.

Like `tests.worlds.oracle` it shares no code with `loket/`. Records go by what names them in the tables: a key, a name or a title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from tests.worlds import words
from tests.worlds.arithmetic import day, months
from tests.worlds.oracle import Computation, Key, applies
from tests.worlds.world import Row, listed

Records = frozenset[str]
Lines = dict[Key, tuple[Records, ...]]

OF_INSTITUTIONS = {
    "kind": ("soort", words.KINDS),
    "umbrella": ("koepel", words.UMBRELLAS),
    "province": ("provincie", words.PROVINCES),
    "epd_vendor": ("epd", None),
    "adoption_phase": ("fase", words.PHASES),
}
AGES = (14, 42, 91, 182, 365)


def keys_of(rows: Iterable[Row]) -> Records:
    return frozenset(row["sleutel"] for row in rows)


class Found(Computation):
    """The records that one question counts."""

    # -- the parts of the figures ---------------------------------------------------------------------------------

    def parts(self) -> dict[str, dict[str, Records]]:
        """Of each figure the records counted, out of which, unknown and contradictory; without the figures that do not apply."""
        still_open = self.open_at(self.asked.end)
        dated = [row for row in self.sessions if self.within(day(row["datum"])) and row["status"] != "geannuleerd"]
        used = [row for row in self.referrals if row["status"] == "gebruikt"]
        known = [row for row in used if row["geholpen"] not in ("", "onbekend")]
        info = {word: [row for row in self.received if row["uitkomstinformatie"] == word] for word in ("met", "zonder", "beide", "")}
        trends = [row for row in self.world.rows("trends") if self.on_theme([row["thema"]])]
        reported = {row["instelling"] for row in self.world.rows("fitgap") if self.until(day(row["gerapporteerd_op"]))}
        frontrunners = [name for name in self.active if self.by_name[name].get("rol") == "voorloper"]
        made = {
            "wensenscan_response": {"counted": frozenset(self.responses), "based": frozenset(self.population)},
            "wensenscan_followed_up": {
                "counted": frozenset(filter(self.followed_up, self.responses)),
                "based": frozenset(self.responses),
            },
            "sdm_any": self.answers("samen_beslissen", {"alle patiëntgroepen", "enkele patiëntgroepen"}),
            "sdm_all_groups": self.answers("samen_beslissen", {"alle patiëntgroepen"}),
            "outcome_info_used": self.answers("uitkomstinformatie", {"ja"}),
            "institutions_supported": self.of_active(self.received),
            "requests_received": {"counted": keys_of(self.received)},
            "requests_closed": {"counted": keys_of(self.closed)},
            "requests_open": {"counted": keys_of(still_open)},
            "request_lead_time": {"counted": keys_of(row for row in self.closed if row["status"] == "afgerond")},
            "requests_overdue": {
                "counted": keys_of(filter(self.overdue, still_open)),
                "based": keys_of(row for row in still_open if row["streefdatum"]),
                "unknown": keys_of(row for row in still_open if not row["streefdatum"]),
            },
            "requests_with_outcome_info": {
                "counted": keys_of(info["met"] + info["beide"]),
                "based": keys_of(info["met"] + info["zonder"] + info["beide"]),
                "unknown": keys_of(info[""]),
            },
            "requests_referred": {
                "counted": keys_of(row for row in self.received if row["sleutel"] in self.referred),
                "based": keys_of(self.received),
            },
            "referrals_used": {
                "counted": keys_of(used),
                "based": keys_of(row for row in self.referrals if row["status"] != "open"),
                "unknown": keys_of(row for row in self.referrals if row["status"] == "open"),
            },
            "referrals_helped": {
                "counted": keys_of(row for row in known if row["geholpen"] in ("ja", "deels")),
                "based": keys_of(known),
                "unknown": keys_of(used) - keys_of(known),
            },
            "unmet_needs": {"counted": keys_of(filter(self.unmet, still_open)), "based": keys_of(still_open)},
            "signals_recorded": {"counted": keys_of(self.signals)},
            "signals_national": {
                "counted": keys_of(row for row in self.signals if row["reikwijdte"] == "landelijk"),
                "based": keys_of(row for row in self.signals if row["reikwijdte"]),
                "unknown": keys_of(row for row in self.signals if not row["reikwijdte"]),
            },
            "institutions_signalling": self.of_active(self.signals),
            "trends_raised": {
                "counted": frozenset(row["titel"] for row in trends if row["status"] != "waargenomen"),
                "based": frozenset(row["titel"] for row in trends),
            },
            "sessions_held": {"counted": keys_of(row for row in dated if row["status"] == "gehouden"), "based": keys_of(dated)},
            "institutions_in_sessions": self.of_active(r for r in self.sessions if r["status"] in ("aangemeld", "gepland", "gehouden")),
            "fitgap_reported": {"counted": frozenset(reported & set(frontrunners)), "based": frozenset(frontrunners)},
        }
        return {name: parts for name, parts in made.items() if applies(name, self.asked)}

    def answers(self, column: str, wanted: set[str]) -> dict[str, Records]:
        answers = {name: self.answer(name, column) for name in self.responses}
        return {
            "counted": frozenset(name for name, answer in answers.items() if answer in wanted),
            "based": frozenset(name for name, answer in answers.items() if answer is not None),
            "unknown": frozenset(name for name, answer in answers.items() if answer is None),
            "contradicts": frozenset(
                name for name in answers if len({known[2] for known in self.audience_answers(name, column).values()}) > 1
            ),
        }

    def named_by(self, rows: Iterable[Row]) -> Records:
        """The active institutions that records are of."""
        return frozenset(name for row in rows for name in listed(row["instelling"])) & frozenset(self.active)

    def of_active(self, rows: Iterable[Row]) -> dict[str, Records]:
        return {"counted": self.named_by(rows), "based": frozenset(self.active)}

    def overdue(self, request: Row) -> bool:
        due = day(request["streefdatum"])
        return due is not None and due < self.asked.end

    # -- the charts -----------------------------------------------------------------------------------------------

    def charts(self) -> dict[str, Lines | None]:
        """Every chart's lines; None where a filter cannot apply. Lines that may be left out when they are empty are left out."""
        made: dict[str, Callable[[], Lines]] = {
            "funnel": self.funnel,
            "obstacles_by_institutions": self.obstacles,
            "requests_by_theme_and_kind": self.cross,
            "requests_per_month": self.request_months,
            "requests_ageing": self.ageing,
            "unmet_by_theme": self.unmet_by_theme,
            "load_by_advisor": self.load,
            "signals_per_month": self.signal_months,
            "conversations_per_month": self.conversation_months,
        }
        for by in ("province", "umbrella", "kind"):
            made[f"coverage_by_{by}"] = lambda by=by: self.coverage(*OF_INSTITUTIONS[by])  # type: ignore[misc]
        for name, lines in self.by_properties().items():
            made[name] = lambda lines=lines: lines  # type: ignore[misc]
        return {name: lines() if applies(name, self.asked) else None for name, lines in made.items()}

    def funnel(self) -> Lines:
        invited = frozenset(self.population)
        responded = [name for name in self.responses if name in invited]
        spoken = list(filter(self.followed_up, responded))
        asked = {name: requests for name in spoken if (requests := self.asked_since(name))}
        referred = {name: keys for name, requests in asked.items() if (keys := keys_of(requests) & self.referred)}
        helpful = {
            row["vraag"]
            for row in self.world.rows("doorverwijzingen")
            if self.until(day(row["op"])) and row["status"] == "gebruikt" and row["geholpen"] in ("ja", "deels")
        }
        helped = [name for name in referred if keys_of(asked[name]) & helpful]
        steps = (("population", invited), ("responding", responded), ("followed_up", spoken), ("asked_help", asked),
                 ("got_referred", referred), ("was_helped", helped))  # fmt: skip
        return {name: (frozenset(institutions),) for name, institutions in steps}

    def asked_since(self, name: str) -> list[Row]:
        """An institution's requests since its first response, whatever the filters on requests."""
        first = min(row["ingevuld_op"] for row in self.responses[name])
        return [
            row
            for row in self.world.rows("ondersteuningsvragen")
            if name in listed(row["instelling"]) and row["ontvangen_op"] >= first and self.until(day(row["ontvangen_op"]))
        ]

    def coverage(self, column: str, identifiers: dict[str, str] | None) -> Lines:
        held = [row for row in self.sessions if row["status"] == "gehouden" and self.within(day(row["datum"]))]
        reached = [frozenset(self.responses), *map(self.named_by, (self.held, self.received, self.signals, held))]
        lines: Lines = {}
        for key in _keys(identifiers):
            here = frozenset(name for name in self.active if _key(self.by_name[name].get(column, ""), identifiers) == key)
            by_each = [here & names for names in reached]
            anyhow = frozenset().union(*by_each)
            if key is not None or here:
                lines[key] = (anyhow, here, *by_each, here - anyhow)
        return lines

    def obstacles(self) -> Lines:
        lines: Lines = {}
        for label, theme in words.OBSTACLES.items():
            if not self.on_theme([theme]):
                continue
            responding = (name for name, rows in self.responses.items() if any(label in listed(row["knelpunten"]) for row in rows))
            requests = self.named_by(row for row in self.received if label in listed(row.get("knelpunten")))
            signals = self.named_by(row for row in self.signals if row["knelpunt"] == label)
            each = (frozenset(responding), requests, signals)
            lines[label] = (frozenset().union(*each), *each)
        # The obstacles that most institutions name come first, of as many in the order of the list.
        return dict(sorted(lines.items(), key=lambda line: -len(line[1][0])))

    def cross(self) -> Lines:
        kinds: list[Key] = list(words.KINDS.values())
        kind_of = {row["sleutel"]: self.institution_value(row, "soort", words.KINDS) for row in self.received}
        if None in kind_of.values():
            kinds.append(None)
        lines: Lines = {}
        themes: list[Key] = [*words.THEMES, None]
        for theme in themes:
            here = [row for row in self.received if (theme in listed(row["themas"]) if theme else not listed(row["themas"]))]
            if theme or here:
                by_kind = [keys_of(row for row in here if kind_of[row["sleutel"]] == kind) for kind in kinds]
                lines[theme] = (*by_kind, keys_of(here))
        return lines

    def request_months(self) -> Lines:
        def dated(column: str, first: date, last: date) -> Records:
            return keys_of(row for row in self.requests if (moment := day(row[column])) and first <= moment <= last)

        return {
            month: (dated("ontvangen_op", first, last), dated("afgesloten_op", first, last), keys_of(self.open_at(last)))
            for month, first, last in months(self.asked.start, self.asked.end)
        }

    def ageing(self) -> Lines:
        lines: dict[Key, list[Row]] = {str(place): [] for place in range(len(AGES) + 1)}
        for row in self.open_at(self.asked.end):
            age = (self.asked.end - date.fromisoformat(row["ontvangen_op"])).days
            lines[str(sum(age >= bound for bound in AGES))].append(row)
        return {place: (keys_of(rows), keys_of(filter(self.overdue, rows))) for place, rows in lines.items()}

    def unmet_by_theme(self) -> Lines:
        lines: Lines = {}
        for theme in (*words.THEMES, None):
            still_open = self.open_at(self.asked.end)
            here = [row for row in still_open if (theme in listed(row["themas"]) if theme else not listed(row["themas"]))]
            if theme or here:
                lines[theme] = (keys_of(filter(self.unmet, here)), keys_of(here))
        return lines

    def load(self) -> Lines:
        still_open = self.open_at(self.asked.end)
        columns: tuple[list[Row], ...] = (
            still_open,
            list(filter(self.overdue, still_open)),
            [],  # no world has actions
            [row for row in self.conversations if row["status"] in ("te plannen", "gepland")],
            self.held,
            self.closed,
            [self.by_name[name] | {"sleutel": name} for name in self.active],
        )
        advisors = {name for rows in columns for row in rows for name in _advisors(row)}
        lines = {advisor: tuple(keys_of(row for row in rows if advisor in _advisors(row)) for rows in columns) for advisor in advisors}
        return {name: cells for name, cells in lines.items() if not self.asked.advisor or name == self.asked.advisor}

    def signal_months(self) -> Lines:
        lines: Lines = {}
        for month, first, last in months(self.asked.start, self.asked.end):
            here = [row for row in self.signals if first <= date.fromisoformat(row["vastgelegd_op"]) <= last]
            by_theme = (keys_of(row for row in here if (row["thema"] or None) == theme) for theme in (*words.THEMES, None))
            lines[month] = (keys_of(here), *by_theme)
        return lines

    def conversation_months(self) -> Lines:
        return {
            month: (keys_of(row for row in self.held if first <= date.fromisoformat(row["gehouden_op"]) <= last),)
            for month, first, last in months(self.asked.start, self.asked.end)
        }

    def by_properties(self) -> dict[str, Lines]:
        """The breakdowns, only lines with something in them."""
        requests: dict[str, Callable[[Row], list[Key]]] = {
            "theme": lambda row: [*listed(row["themas"])] or [None],
            "obstacle": lambda row: [*listed(row.get("knelpunten"))] or [None],
            "audience": lambda row: [_key(row["doelgroep"], words.AUDIENCES)],
            "source": lambda row: [_key(row["bron"], words.SOURCES)],
            "nature": lambda row: [_key(row["aard"], words.NATURES)],
            "outcome_info": lambda row: [_key(row["uitkomstinformatie"], words.OUTCOME_INFO)],
            "status": lambda row: [words.REQUEST_STATES[row["status"]]],
            **self._of_any("ontvangen_op"),
        }
        signals: dict[str, Callable[[Row], list[Key]]] = {
            "theme": lambda row: [row["thema"] or None],
            "obstacle": lambda row: [row["knelpunt"] or None],
            "reach": lambda row: [_key(row["reikwijdte"], words.REACHES)],
            "status": lambda row: [words.SIGNAL_STATES[row["status"]]],
            **self._of_any("vastgelegd_op"),
        }
        made = {f"requests_by_{by}": _grouped(self.received, keys) for by, keys in requests.items()}
        made |= {f"signals_by_{by}": _grouped(self.signals, keys) for by, keys in signals.items()}
        for by, (column, identifiers) in OF_INSTITUTIONS.items():
            both = [
                {name: _key(self.by_name[name].get(column, ""), identifiers) for name in names}
                for names in (self.responses, self.population)
            ]
            made[f"responses_by_{by}"] = {
                key: tuple(frozenset(name for name, own in of.items() if own == key) for of in both)
                for key in {own for of in both for own in of.values()}
            }
        return made

    def _of_any(self, moment: str) -> dict[str, Callable[[Row], list[Key]]]:
        """The properties that requests and signals share."""
        found: dict[str, Callable[[Row], list[Key]]] = {
            "advisor": lambda row: [row["adviseur"] or None],
            "month": lambda row: [row[moment][:7]],
            "quarter": lambda row: [f"{row[moment][:4]}-Q{(int(row[moment][5:7]) + 2) // 3}"],
        }
        for by, (column, identifiers) in OF_INSTITUTIONS.items():
            found[by] = lambda row, column=column, identifiers=identifiers: [  # type: ignore[misc]
                self.institution_value(row, column, identifiers)
            ]
        return found


def _advisors(row: Row) -> list[Key]:
    return [*listed(row.get("adviseur"))] or [None]


def _keys(identifiers: dict[str, str] | None) -> list[Key]:
    return [*(identifiers or {}).values(), None]


def _key(value: str, identifiers: dict[str, str] | None) -> Key:
    if not value:
        return None
    return identifiers[value] if identifiers else value


def _grouped(rows: Iterable[Row], keys: Callable[[Row], list[Key]]) -> Lines:
    found: dict[Key, set[str]] = {}
    for row in rows:
        for key in keys(row):
            found.setdefault(key, set()).add(row["sleutel"])
    return {key: (frozenset(records),) for key, records in found.items()}
