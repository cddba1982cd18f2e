"""The figures a world must give, reckoned in plain Python from the canonical tables and DOMAIN.md §5.

Shares no code with `loket/`: what both say is likely so. Breakdown rows come without labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tests.worlds import words
from tests.worlds.arithmetic import day, months, percentile
from tests.worlds.world import Row, World, listed

Key = str | None


@dataclass(frozen=True)
class Asked:
    """What the dashboard is asked for; words in canonical Dutch, the theme as its number."""

    start: date
    end: date
    kind: str | None = None
    umbrella: str | None = None
    province: str | None = None
    theme: str | None = None
    round: str | None = None
    epd_vendor: str | None = None
    audience: str | None = None
    advisor: str | None = None
    outcome_info: str | None = None

    @property
    def by_institution(self) -> bool:
        return any((self.kind, self.umbrella, self.province, self.epd_vendor))

    @property
    def narrowed(self) -> set[str]:
        """By what it is narrowed; properties of institutions are one thing."""
        own = {name for name in ("theme", "audience", "advisor", "outcome_info") if getattr(self, name)}
        return own | ({"institution"} if self.by_institution else set())


def figure(numerator: int, denominator: int | None, unknown: int = 0) -> dict[str, Any]:
    """One indicator as in the JSON."""
    return {"numerator": numerator, "denominator": denominator, "unknown": unknown}


class Computation:
    """One world seen under one question."""

    def __init__(self, world: World, asked: Asked) -> None:
        self.world = world
        self.asked = asked
        self.by_name = {row["naam"]: row for row in world.rows("instellingen")}

    # -- who counts -----------------------------------------------------------------------------------------------

    def passes(self, institution: Row) -> bool:
        asked = self.asked
        return (
            (not asked.kind or institution.get("soort") == asked.kind)
            and (not asked.umbrella or institution.get("koepel") == asked.umbrella)
            and (not asked.province or institution.get("provincie") == asked.province)
            and (not asked.epd_vendor or institution.get("epd") == asked.epd_vendor)
        )

    def any_passes(self, names: Iterable[str]) -> bool:
        """A record without institution is in no figure that is narrowed to institutions."""
        return not self.asked.by_institution or any(self.passes(self.by_name[name]) for name in names)

    def on_theme(self, themes: Iterable[str]) -> bool:
        return not self.asked.theme or self.asked.theme in themes

    def of_audience(self, row: Row) -> bool:
        return not self.asked.audience or row["doelgroep"] == self.asked.audience

    def of_advisor(self, row: Row) -> bool:
        return not self.asked.advisor or self.asked.advisor in listed(row["adviseur"])

    def on_outcome_info(self, row: Row) -> bool:
        """One that is for both is with as well as without."""
        wanted = {"met": {"met", "beide"}, "zonder": {"zonder", "beide"}}
        asked = self.asked.outcome_info
        return not asked or row["uitkomstinformatie"] in wanted.get(asked, {asked})

    def within(self, moment: date | None) -> bool:
        return moment is not None and self.asked.start <= moment <= self.asked.end

    def until(self, moment: date | None) -> bool:
        return moment is not None and moment <= self.asked.end

    @cached_property
    def active(self) -> list[str]:
        return [n for n, row in self.by_name.items() if row.get("actief") != "nee" and self.passes(row)]

    # -- WensenScan -----------------------------------------------------------------------------------------------

    @cached_property
    def round(self) -> str | None:
        if self.asked.round:
            return self.asked.round
        first: dict[str, date] = {}
        for row in self.world.rows("wensenscan"):
            submitted = day(row["ingevuld_op"])
            if submitted and self.until(submitted):
                first[row["ronde"]] = min(submitted, first.get(row["ronde"], submitted))
        return max(first, key=lambda name: (first[name], name), default=None)

    @cached_property
    def population(self) -> list[str]:
        if self.round is None:
            return []
        invited = [r["instelling"] for r in self.world.rows("uitnodigingen") if r["ronde"] == self.round]
        if not invited:
            invited = [name for name, row in self.by_name.items() if row.get("actief") != "nee"]
        return [name for name in dict.fromkeys(invited) if self.passes(self.by_name[name])]

    @cached_property
    def responses(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.world.rows("wensenscan"):
            name = row["instelling"]
            of_round = row["ronde"] == self.round and self.until(day(row["ingevuld_op"]))
            if of_round and name in self.active and self.of_audience(row):
                found.setdefault(name, []).append(row)
        return found

    def followed_up(self, name: str) -> bool:
        first = min(row["ingevuld_op"] for row in self.responses[name])
        return any(
            row["soort"] == "wensenscan"
            and row["status"] == "gehouden"
            and name in listed(row["instelling"])
            and first <= row["gehouden_op"]
            and self.until(day(row["gehouden_op"]))
            for row in self.world.rows("gesprekken")
        )

    def audience_answers(self, name: str, column: str) -> dict[str, tuple[str, int, str]]:
        """Each audience's latest known answer: (date, the audience's rank for ties, answer)."""
        ranks = {audience: -i for i, audience in enumerate(words.AUDIENCES)}
        latest: dict[str, tuple[str, int, str]] = {}
        keyed = sorted(enumerate(self.responses[name]), key=lambda pair: (_natural(pair[1].get("sleutel")), pair[0]))
        for _, row in sorted(keyed, key=lambda pair: pair[1]["ingevuld_op"]):
            if row[column] not in ("", "onbekend"):
                audience = row["doelgroep"]
                latest[audience] = (row["ingevuld_op"], ranks.get(audience, -99), row[column])
        return latest

    def answer(self, name: str, column: str) -> str | None:
        known = self.audience_answers(name, column)
        if "beleid en kwaliteit" in known:
            return known["beleid en kwaliteit"][2]
        return max(known.values())[2] if known else None

    def survey(self, column: str, wanted: set[str]) -> dict[str, Any]:
        answers = [self.answer(name, column) for name in self.responses]
        known = [a for a in answers if a is not None]
        result = figure(sum(a in wanted for a in known), len(known), len(answers) - len(known))
        result["contradictory"] = sum(len({a[2] for a in self.audience_answers(name, column).values()}) > 1 for name in self.responses)
        return result

    # -- requests, referrals --------------------------------------------------------------------------------------

    @cached_property
    def requests(self) -> list[Row]:
        return [
            row
            for row in self.world.rows("ondersteuningsvragen")
            if self.any_passes(listed(row["instelling"]))
            and self.on_theme(listed(row["themas"]))
            and self.of_audience(row)
            and self.of_advisor(row)
            and self.on_outcome_info(row)
        ]

    @cached_property
    def received(self) -> list[Row]:
        return [row for row in self.requests if self.within(day(row["ontvangen_op"]))]

    @cached_property
    def closed(self) -> list[Row]:
        return [row for row in self.requests if self.within(day(row["afgesloten_op"]))]

    def open_at(self, moment: date) -> list[Row]:
        found = []
        for row in self.requests:
            received, closed = day(row["ontvangen_op"]), day(row["afgesloten_op"])
            shut = row["status"] in ("afgerond", "vervallen") and closed is not None and closed <= moment
            if received is not None and received <= moment and not shut:
                found.append(row)
        return found

    @cached_property
    def referred(self) -> set[str]:
        return {row["vraag"] for row in self.world.rows("doorverwijzingen") if self.until(day(row["op"]))}

    def fits(self, offering: Row, request: Row) -> bool:
        audiences = listed(offering["doelgroepen"])
        start, stop = day(offering["vanaf"]), day(offering["tot"])
        return (
            offering["soort"] != "expertise"
            and bool(set(listed(offering["themas"])) & set(listed(request["themas"])))
            and (not audiences or not request["doelgroep"] or request["doelgroep"] in audiences)
            and (
                offering["uitkomstinformatie"] == "beide"
                or request["uitkomstinformatie"] in ("", "nvt")
                or offering["uitkomstinformatie"] == request["uitkomstinformatie"]
            )
            and offering["status"] == "beschikbaar"
            and (start is None or start <= self.asked.end)
            and (stop is None or self.asked.end <= stop)
        )

    def unmet(self, request: Row) -> bool:
        return request["sleutel"] not in self.referred and not any(self.fits(offering, request) for offering in self.world.rows("aanbod"))

    @cached_property
    def referrals(self) -> list[Row]:
        return [row for row in self.world.rows("doorverwijzingen") if self.within(day(row["navraag_op"])) and self.shows(row)]

    @cached_property
    def request_keys(self) -> set[str]:
        return {row["sleutel"] for row in self.requests}

    def shows(self, referral: Row) -> bool:
        """A referral follows its request; material handed out has an institution or a conversation, and the offering's themes."""
        if referral["vraag"]:
            return referral["vraag"] in self.request_keys
        talks = {row["sleutel"]: row for row in self.world.rows("gesprekken")}
        offered = {row["sleutel"]: row for row in self.world.rows("aanbod")}[referral["aanbod"]]
        where = [referral.get("instelling"), talks.get(referral.get("gesprek") or "", {}).get("instelling")]
        return (
            not (self.asked.audience or self.asked.outcome_info)
            and self.of_advisor(referral)
            and self.any_passes(name for cell in where for name in listed(cell))
            and self.on_theme(listed(offered["themas"]))
        )

    # -- signals, sessions ----------------------------------------------------------------------------------------

    @cached_property
    def signals(self) -> list[Row]:
        return [
            row
            for row in self.world.rows("signalen")
            if self.any_passes(listed(row["instelling"]))
            and self.on_theme([row["thema"]])
            and self.of_advisor(row)
            and self.within(day(row["vastgelegd_op"]))
        ]

    @cached_property
    def sessions(self) -> list[Row]:
        return [
            row
            for row in self.world.rows("leersessies")
            if self.any_passes(listed(row["instelling"])) and self.on_theme(listed(row["themas"])) and self.of_audience(row)
        ]

    @cached_property
    def conversations(self) -> list[Row]:
        return [row for row in self.world.rows("gesprekken") if self.any_passes(listed(row["instelling"])) and self.of_advisor(row)]

    @cached_property
    def held(self) -> list[Row]:
        return [row for row in self.conversations if row["status"] == "gehouden" and self.within(day(row["gehouden_op"]))]

    def share_of_active(self, rows: Iterable[Row]) -> dict[str, Any]:
        named = {name for row in rows for name in listed(row["instelling"])}
        return figure(len(named & set(self.active)), len(self.active))

    # -- the whole ------------------------------------------------------------------------------------------------

    def survey_figures(self) -> dict[str, Any]:
        responding = list(self.responses)
        frontrunners = [name for name in self.active if self.by_name[name].get("rol") == "voorloper"]
        reported = {r["instelling"] for r in self.world.rows("fitgap") if self.until(day(r["gerapporteerd_op"]))}
        return {
            "wensenscan_response": figure(len(responding), len(self.population)),
            "wensenscan_followed_up": figure(sum(map(self.followed_up, responding)), len(responding)),
            "sdm_any": self.survey("samen_beslissen", {"alle patiëntgroepen", "enkele patiëntgroepen"}),
            "sdm_all_groups": self.survey("samen_beslissen", {"alle patiëntgroepen"}),
            "outcome_info_used": self.survey("uitkomstinformatie", {"ja"}),
            "fitgap_reported": figure(sum(n in reported for n in frontrunners), len(frontrunners)),
        }

    def request_figures(self) -> dict[str, Any]:
        end = self.asked.end
        still_open = self.open_at(end)
        due = [row for row in still_open if row["streefdatum"]]
        days = [
            (date.fromisoformat(row["afgesloten_op"]) - date.fromisoformat(row["ontvangen_op"])).days
            for row in self.closed
            if row["status"] == "afgerond"
        ]
        info = [row["uitkomstinformatie"] for row in self.received]
        used = [row["geholpen"] for row in self.referrals if row["status"] == "gebruikt"]
        ended = [row for row in self.referrals if row["status"] in ("gebruikt", "niet gebruikt")]
        known = [helped for helped in used if helped not in ("", "onbekend")]
        return {
            "requests_received": figure(len(self.received), None),
            "requests_closed": figure(len(self.closed), None),
            "requests_open": figure(len(still_open), None),
            "request_lead_time": {
                "median_days": percentile(days, 5),
                "p90_days": percentile(days, 9),
                "n": len(days),
            },
            "requests_overdue": figure(
                sum(date.fromisoformat(row["streefdatum"]) < end for row in due), len(due), len(still_open) - len(due)
            ),
            "requests_with_outcome_info": figure(
                info.count("met") + info.count("beide"),
                info.count("met") + info.count("zonder") + info.count("beide"),
                info.count(""),
            ),
            "requests_referred": figure(sum(r["sleutel"] in self.referred for r in self.received), len(self.received)),
            "referrals_used": figure(len(used), len(ended), sum(r["status"] == "open" for r in self.referrals)),
            "referrals_helped": figure(sum(h in ("ja", "deels") for h in known), len(known), len(used) - len(known)),
            "unmet_needs": figure(sum(map(self.unmet, still_open)), len(still_open)),
            "institutions_supported": self.share_of_active(self.received),
        }

    def other_figures(self) -> dict[str, Any]:
        reaches = [row["reikwijdte"] for row in self.signals]
        trends = [row for row in self.world.rows("trends") if self.on_theme([row["thema"]])]
        dated = [row for row in self.sessions if self.within(day(row["datum"])) and row["status"] != "geannuleerd"]
        taking_part = [row for row in self.sessions if row["status"] in ("aangemeld", "gepland", "gehouden")]
        return {
            "signals_recorded": figure(len(self.signals), None),
            "signals_national": figure(reaches.count("landelijk"), len(reaches) - reaches.count(""), reaches.count("")),
            "institutions_signalling": self.share_of_active(self.signals),
            "trends_raised": figure(sum(r["status"] != "waargenomen" for r in trends), len(trends)),
            "sessions_held": figure(sum(r["status"] == "gehouden" for r in dated), len(dated)),
            "institutions_in_sessions": self.share_of_active(taking_part),
        }

    def institution_value(self, row: Row, column: str, identifiers: dict[str, str] | None) -> Key:
        names = listed(row["instelling"])
        value = self.by_name[names[0]].get(column, "") if names else ""
        return _key(value, identifiers)

    def breakdowns(self) -> dict[str, Any]:
        received, signals = self.received, self.signals
        made: dict[str, Any] = {
            "requests_by_theme": _rows(list(words.THEMES), [[*listed(r["themas"])] or [None] for r in received]),
            "requests_by_status": _simple(received, "status", words.REQUEST_STATES)[:-1],
            "requests_by_obstacle": _rows(list(words.OBSTACLES), [[*listed(r.get("knelpunten"))] or [None] for r in received]),
            "requests_by_audience": _simple(received, "doelgroep", words.AUDIENCES),
            "requests_by_source": _simple(received, "bron", words.SOURCES),
            "requests_by_nature": _simple(received, "aard", words.NATURES),
            "requests_by_outcome_info": _simple(received, "uitkomstinformatie", words.OUTCOME_INFO),
            "signals_by_theme": _rows(list(words.THEMES), [[r["thema"] or None] for r in signals]),
            "signals_by_obstacle": _rows(list(words.OBSTACLES), [[r["knelpunt"] or None] for r in signals]),
            "responses_by_umbrella": self.responses_by("koepel", words.UMBRELLAS),
            "responses_by_kind": self.responses_by("soort", words.KINDS),
            "responses_by_province": self.responses_by("provincie", words.PROVINCES),
        }
        for name, rows in (("requests", received), ("signals", signals)):
            for by, column, identifiers in (
                ("kind", "soort", words.KINDS),
                ("umbrella", "koepel", words.UMBRELLAS),
                ("province", "provincie", words.PROVINCES),
                ("adoption_phase", "fase", words.PHASES),
            ):
                keys = [[self.institution_value(row, column, identifiers)] for row in rows]
                made[f"{name}_by_{by}"] = _rows(list(identifiers.values()), keys)
        return made

    def free_counts(self) -> dict[str, dict[Key, int]]:
        """Breakdowns over open lists (advisors, EPD vendors): count by key, without an order of their own."""
        found: dict[str, dict[Key, int]] = {}
        for name, rows in (("requests", self.received), ("signals", self.signals)):
            for by, key in (
                ("advisor", lambda row: row["adviseur"] or None),
                ("epd_vendor", lambda row: self.institution_value(row, "epd", None)),
            ):
                keys = [key(row) for row in rows]
                found[f"{name}_by_{by}"] = {k: keys.count(k) for k in set(keys)}
        return found

    def responses_by(self, column: str, identifiers: dict[str, str]) -> list[dict[str, Any]]:
        def among(names: Iterable[str], key: Key) -> int:
            return sum(_key(self.by_name[n].get(column, ""), identifiers) == key for n in names)

        keys: list[Key] = [*identifiers.values(), None]
        return [{"key": k, "numerator": among(self.responses, k), "denominator": among(self.population, k)} for k in keys]

    def series(self) -> dict[str, Any]:
        made: dict[str, list[dict[str, Any]]] = {}
        for month, first, last in months(self.asked.start, self.asked.end):
            here = _between(first, last)
            made.setdefault("requests_per_month", []).append(
                {
                    "month": month,
                    "received": sum(here(r["ontvangen_op"]) for r in self.requests),
                    "closed": sum(here(r["afgesloten_op"]) for r in self.requests),
                    "open": len(self.open_at(last)),
                }
            )
            signals = [row["thema"] or None for row in self.signals if here(row["vastgelegd_op"])]
            made.setdefault("signals_per_month", []).append(
                {
                    "month": month,
                    "recorded": len(signals),
                    "themes": [{"key": k, "count": signals.count(k)} for k in (*words.THEMES, None)],
                }
            )
            made.setdefault("conversations_per_month", []).append({"month": month, "held": sum(here(r["gehouden_op"]) for r in self.held)})
        return made


_SURVEY, _SIGNALS, _SESSIONS = {"institution", "audience"}, {"institution", "theme", "advisor"}, {"institution", "theme", "audience"}
NARROWED_BY = {
    **dict.fromkeys(("wensenscan_response", "wensenscan_followed_up", "sdm", "outcome_info_used", "responses", "funnel"), _SURVEY),
    **dict.fromkeys(("signals", "institutions_signalling"), _SIGNALS),
    **dict.fromkeys(("sessions_held", "institutions_in_sessions"), _SESSIONS),
    "trends_raised": {"theme"},
    **{name: {"institution"} for name in ("fitgap_reported", "coverage")},
    "obstacles": {"institution", "theme"},
    **{name: {"institution", "advisor"} for name in ("conversations", "load")},
}
"""By what else than everything a figure can be narrowed; a beginning of a name stands for all that begin so."""


def applies(name: str, asked: Asked) -> bool:
    """Whether the filters can be applied to a figure, breakdown or series."""
    known = next((known for beginning, known in NARROWED_BY.items() if name.startswith(beginning)), None)
    return known is None or asked.narrowed <= known


def compute(world: World, asked: Asked) -> dict[str, dict[str, Any]]:
    """Indicators, breakdowns and series; None where a filter cannot apply."""
    computation = Computation(world, asked)
    whole = {
        "indicators": computation.survey_figures() | computation.request_figures() | computation.other_figures(),
        "breakdowns": computation.breakdowns(),
        "series": computation.series(),
    }
    for part in whole.values():
        for name in part:
            if not applies(name, asked):
                part[name] = None
    return whole


def _key(value: str, identifiers: dict[str, str] | None) -> Key:
    if not value:
        return None
    return identifiers[value] if identifiers else value


def _rows(keys: list[str], counted: list[list[Key]]) -> list[dict[str, Any]]:
    """One row a key in the order of its list, the empty one last; a record counts once under each of its keys."""
    return [{"key": key, "count": sum(key in own for own in counted)} for key in (*keys, None)]


def _simple(rows: list[Row], column: str, identifiers: dict[str, str]) -> list[dict[str, Any]]:
    return _rows(list(identifiers.values()), [[_key(row[column], identifiers)] for row in rows])


def _between(first: date, last: date) -> Callable[[str], bool]:
    def inside(cell: str) -> bool:
        moment = day(cell)
        return moment is not None and first <= moment <= last

    return inside


def _natural(key: str | None) -> tuple[int, str]:
    """Survey tools number their responses: 10 comes after 9."""
    return (len(key), key) if key else (0, "")
