"""Makes worlds: small, random, and with everything that makes counting go wrong. The same seed gives the same world."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from tests.worlds import words
from tests.worlds.world import Row, World

FIRST_DAY = date(2024, 10, 1)
DAYS = 880
ADVISORS = ("ilse", "mehmet", "jeroen", "fatima", "sanne", "Sjoukje de Vries")
PARTIES = ("Patiëntenfederatie Nederland", "Federatie Medisch Specialisten", "Q-Academie", "VWS")
OFFERING_KINDS = (
    "leermateriaal", "e-learning", "training", "leersessie", "webinar", "routekaart", "tool", "handreiking",
    "expertise", "expertise",
)  # fmt: skip
UZ_SETS = ("chronische nierschade", "inflammatoire darmziekten", "knie-heupartrose")
DIMENSIONS = ("draagvlak", "capaciteit", "zorgproces", "vragenlijsten in EPD", "PROM-afname", "API-koppeling",
              "BgZ/klinische data", "dashboard", "competenties", "patiëntinformatie")  # fmt: skip
TEXTS = ("", "", "-5 dagen wachttijd", "[red]let op[/red]", 'Zie "afspraken"; regel één\nregel twee', "50% | d'A")


class Maker:
    """One world in the making; `temper` sets how often things are odd in it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.odd = self.random.choice((0.02, 0.1, 0.3))
        self.world = World()
        self.names: list[str] = []

    # -- small choices --------------------------------------------------------------------------------------------

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, options: Sequence[str], empty: float | None = None) -> str:
        """One of the options, or nothing now and then."""
        return "" if self.chance(self.odd if empty is None else empty) else self.random.choice(list(options))

    def some(self, options: Sequence[str], most: int) -> str:
        return "|".join(self.random.sample(list(options), self.random.randint(0 if self.chance(self.odd) else 1, most)))

    def moment(self, first: date = FIRST_DAY, days: int = DAYS) -> date:
        """Mostly any day; often the edge of a month, quarter or year, where counting by period goes wrong."""
        found = first + timedelta(days=self.random.randint(0, days))
        if self.chance(0.15):
            found = found.replace(day=1) - timedelta(days=self.random.randint(0, 1))
        return max(found, first)

    def maybe_day(self, empty: float, first: date = FIRST_DAY, days: int = DAYS) -> str:
        return "" if self.chance(empty) else self.moment(first, days).isoformat()

    def who(self, none: float = 0.05) -> dict[str, str]:
        """An institution, a party, or both."""
        if self.chance(none):
            return {"instelling": "", "partij": self.random.choice(PARTIES)}
        return {"instelling": self.random.choice(self.names), "partij": self.one(PARTIES, 1 - self.odd / 2)}

    def count(self, most: int) -> range:
        return range(self.random.randint(0 if self.chance(self.odd) else most // 2, most))

    def add(self, table: str, row: Row) -> None:
        self.world.tables.setdefault(table, []).append(row)

    # -- tables ---------------------------------------------------------------------------------------------------

    def institutions(self) -> None:
        roots = ("Merenrand", "Oosterveld", "De Linge", "Zeewijk", "Hoogland", "Sint-Jan", "’t Vennen", "Bérgzicht")
        forms = ("Ziekenhuis {}", "Kliniek {}", "UMC {}", "{} Zorg", "Medisch Centrum {}")
        pool = [form.format(root) for root in roots for form in forms]
        self.names = self.random.sample(pool, self.random.randint(6, 26))
        for number, name in enumerate(self.names):
            root = next(root for root in roots if root in name)
            self.add(
                "instellingen",
                {
                    "naam": name,
                    # Short names and aliases are shared between institutions: legal, and never a match.
                    "korte_naam": root if self.chance(0.5) else "",
                    "aliassen": f"{root} groep|Alias {number}" if self.chance(0.4) else "",
                    "soort": self.one(list(words.KINDS)),
                    "koepel": self.one(list(words.UMBRELLAS)),
                    "plaats": root,
                    "provincie": self.one(list(words.PROVINCES)),
                    "agb": "" if self.chance(0.4) else f"06{number:06d}",
                    "website": f"https://inst{number}.example",
                    "epd": self.one(("Epic", "ChipSoft HiX", "Nexus")),
                    "rol": self.one(("voorloper", "voorloper", "volger", "kandidaat"), 0.3),
                    "fase": self.one(list(words.PHASES)),
                    "adviseur": self.one(ADVISORS),
                    "actief": "nee" if self.chance(0.2) else self.one(("ja",), 0.03),
                },
            )

    def contacts(self) -> None:
        for number in self.count(8):
            name = self.random.choice(self.names)
            contact = {"instelling": name, "naam": f"Persoon {number}", "functie": "adviseur", "telefoon": "+31 6 1234"}
            self.add("contactpersonen", {**contact, "doelgroep": self.one(list(words.AUDIENCES)), "email": ""})

    def rounds(self) -> None:
        keyed = self.chance(0.5)
        number = 0
        # Names do not tell which round came last.
        names = self.random.sample(("WensenScan 2024", "WensenScan 2025", "Peiling voorjaar", "Tussenmeting"), 3)
        for index in range(self.random.randint(0 if self.chance(0.1) else 1, 3)):
            name = names[index]
            start = FIRST_DAY + timedelta(days=300 * index + index)
            if self.chance(0.5):
                for invited in self.random.sample(self.names, self.random.randint(1, len(self.names))):
                    self.add("uitnodigingen", {"ronde": name, "instelling": invited})
            known: set[tuple[str, ...]] = set()
            for _ in self.count(40):
                row = self.response(name, start)
                identity = (row["instelling"], row["doelgroep"], row["ingevuld_op"])
                if not keyed and identity in known:
                    continue
                known.add(identity)
                number += 1
                self.add("wensenscan", {**row, **({"sleutel": str(number)} if keyed else {})})
        self.random.shuffle(self.world.tables.get("wensenscan", []))

    def response(self, round_name: str, start: date) -> Row:
        # Few days and few institutions, so that audiences answer on one day and contradict each other.
        submitted = start + timedelta(days=self.random.choice((0, 1, 1, 2, 30, 200, 400)))
        return {
            "ronde": round_name,
            "instelling": self.random.choice(self.names[: max(3, len(self.names) * 2 // 3)]),
            "doelgroep": self.random.choice(list(words.AUDIENCES)),
            "ingevuld_op": submitted.isoformat(),
            "samen_beslissen": self.one(("alle patiëntgroepen", "enkele patiëntgroepen", "enkele patiëntgroepen", "niet", "onbekend")),
            "uitkomstinformatie": self.one(("ja", "nee", "onbekend")),
            "ambitie": self.random.choice(TEXTS),
            "themas": self.some(list(words.THEMES), 3),
            "knelpunten": self.some(list(words.OBSTACLES), 2),
            "toelichting": self.random.choice(TEXTS),
        }

    def conversations(self) -> None:
        responses = self.world.rows("wensenscan")
        kinds = ("wensenscan", "wensenscan", "wensenscan", "intake", "voortgang", "fit-gap", "evaluatie", "overig")
        for number in self.count(50):
            who = self.who(0.1)
            if who["instelling"] and self.chance(0.2):
                who["instelling"] = "|".join(self.random.sample(self.names, min(3, len(self.names))))
            status = self.one(("te plannen", "gepland", "gehouden", "gehouden", "geannuleerd", "niet gewenst"), 0)
            held = self.moment()
            if responses and self.chance(0.5):
                answered = self.random.choice(responses)
                who["instelling"] = answered["instelling"]
                around = date.fromisoformat(answered["ingevuld_op"])
                held = around + timedelta(days=self.random.choice((-1, 0, 1, 60)))
            self.add(
                "gesprekken",
                {
                    "sleutel": f"G{number}",
                    **who,
                    "soort": self.one(kinds),
                    "kanaal": self.one(("Teams", "telefoon", "bezoek", "mail")),
                    "adviseur": self.one(ADVISORS),
                    "status": status,
                    "gepland_op": self.maybe_day(0.3),
                    "gehouden_op": held.isoformat() if status == "gehouden" or self.chance(self.odd / 2) else "",
                    "duur_min": self.one(("15", "30", "45")),
                    "samenvatting": self.random.choice(TEXTS),
                    "afspraken": self.random.choice(TEXTS),
                },
            )

    def requests(self) -> None:
        conversations = [row["sleutel"] for row in self.world.rows("gesprekken")]
        for number in self.count(90):
            received = self.moment()
            status = self.one([*words.REQUEST_STATES, "afgerond", "afgerond"], 0)
            # Days apart of nought and of years: percentiles, and closings after the period.
            closed = received + timedelta(days=self.random.choice((0, 1, 7, 40, 120, 365)))
            self.add(
                "ondersteuningsvragen",
                {
                    "sleutel": f"V{number}",
                    **self.who(),
                    "titel": f"Vraag {number}: PROM’s in de spreekkamer",
                    "omschrijving": self.random.choice(TEXTS),
                    "themas": self.some(list(words.THEMES), 3),
                    "knelpunten": self.some(list(words.OBSTACLES), 2),
                    "aard": self.one(list(words.NATURES)),
                    "uitkomstinformatie": self.one(list(words.OUTCOME_INFO)),
                    "doelgroep": self.one(list(words.AUDIENCES), 0.3),
                    "uz_set": self.one(UZ_SETS, 0.7),
                    "bron": self.one(list(words.SOURCES)),
                    "gesprek": self.one(conversations, 0.6) if conversations else "",
                    "adviseur": self.one(ADVISORS),
                    "prioriteit": self.one(("laag", "normaal", "hoog")),
                    "ontvangen_op": received.isoformat(),
                    # Before the day it came in now and then: odd, and legal.
                    "streefdatum": self.maybe_day(0.3, received - timedelta(days=20), 120),
                    "status": status,
                    "afgesloten_op": closed.isoformat() if status in ("afgerond", "vervallen") else "",
                    "resultaat": self.random.choice(TEXTS),
                },
            )

    def signals(self) -> None:
        trends = [row["titel"] for row in self.world.rows("trends")]
        for number in self.count(60):
            who = {"instelling": "", "partij": ""} if self.chance(0.05) else self.who()
            theme = self.one(list(words.THEMES))
            under = [label for label, its in words.OBSTACLES.items() if its == theme]
            self.add(
                "signalen",
                {
                    "sleutel": f"S{number}",
                    **who,
                    "thema": theme,
                    "knelpunt": self.one(under, 0.2) if under else "",
                    "reikwijdte": self.one(list(words.REACHES)),
                    "omschrijving": self.random.choice(TEXTS) or "Gehoord.",
                    "status": self.one(list(words.SIGNAL_STATES), 0),
                    "vastgelegd_op": self.moment().isoformat(),
                    "gesprek": "",
                    "adviseur": self.one(ADVISORS),
                    "trend": self.one(trends, 0.5) if trends else "",
                },
            )

    def trends(self) -> None:
        for number in self.count(6):
            status = self.one(("waargenomen", "geagendeerd", "opgepakt", "afgerond"), 0)
            trend = {"titel": f"Trend {number}", "thema": self.one(list(words.THEMES)), "status": status}
            self.add("trends", {**trend, "eigenaar": self.one(PARTIES, 0.3)})

    def offerings(self) -> None:
        for number in self.count(14):
            start = self.maybe_day(0.5)
            self.add(
                "aanbod",
                {
                    "sleutel": f"A{number}",
                    "titel": f"Aanbod {number}",
                    "soort": self.one(OFFERING_KINDS),
                    "aanbieder": self.one(("Santeon", "Q-Academie")),
                    "url": f"https://aanbod.example/{number}",
                    "themas": self.some(list(words.THEMES), 2),
                    "doelgroepen": "" if self.chance(0.5) else self.some(list(words.AUDIENCES), 2),
                    "uitkomstinformatie": self.one(("met", "zonder", "beide")),
                    "status": self.one(("beschikbaar", "beschikbaar", "in ontwikkeling", "vervallen"), 0),
                    "vanaf": start,
                    "tot": self.maybe_day(0.6, date.fromisoformat(start) if start else FIRST_DAY, 500),
                },
            )

    def referrals(self) -> None:
        requests = [row["sleutel"] for row in self.world.rows("ondersteuningsvragen")]
        offerings = [row["sleutel"] for row in self.world.rows("aanbod")]
        for number in self.count(40) if requests and offerings else range(0):
            status = self.one(("open", "gebruikt", "gebruikt", "niet gebruikt"), 0)
            self.add(
                "doorverwijzingen",
                {
                    "sleutel": f"D{number}",
                    **self.handed_to(requests),
                    "aanbod": self.random.choice(offerings),
                    "adviseur": self.one(ADVISORS),
                    "op": self.moment().isoformat(),
                    "navraag_op": self.maybe_day(0.2),
                    "status": status,
                    "geholpen": self.one(("ja", "deels", "nee", "onbekend"), 0.2) if status == "gebruikt" else "",
                    "opmerking": self.random.choice(TEXTS),
                },
            )

    def handed_to(self, requests: list[str]) -> Row:
        """A request; or, now and then, an institution or a conversation where material was handed out."""
        conversations = [row["sleutel"] for row in self.world.rows("gesprekken")]
        if not self.chance(self.odd):
            return {"vraag": self.random.choice(requests), "gesprek": "", "instelling": ""}
        if conversations and self.chance(0.5):
            return {"vraag": "", "gesprek": self.random.choice(conversations), "instelling": ""}
        return {"vraag": "", "gesprek": "", "instelling": self.random.choice(self.names)}

    def sessions(self) -> None:
        for number in self.count(16):
            self.add(
                "leersessies",
                {
                    "sleutel": f"L{number}",
                    "instelling": self.random.choice(self.names),
                    "team": self.one(("MDL", "Orthopedie")),
                    "doelgroep": self.one(list(words.AUDIENCES)),
                    "themas": self.some(list(words.THEMES), 2),
                    "aanbieder": self.one(("Q-Academie", "Pharos")),
                    "datum": self.maybe_day(0.2),
                    "deelnemers": self.one(("8", "14")),
                    "status": self.one(("belangstelling", "aangemeld", "gepland", "gehouden", "geannuleerd"), 0),
                },
            )

    def fit_gaps(self) -> None:
        for number in self.count(12):
            status = self.one(("gepland", "loopt", "gerapporteerd", "besproken"), 0)
            reported = self.moment().isoformat() if status in ("gerapporteerd", "besproken") else ""
            analysis = {"sleutel": f"F{number}", "instelling": self.random.choice(self.names), "status": status}
            dates = {"gestart_op": self.maybe_day(0.3), "gerapporteerd_op": reported, "besproken_op": ""}
            self.add("fitgap", {**analysis, "uz_set": self.random.choice(UZ_SETS), **dates})
            for dimension in self.random.sample(DIMENSIONS, 3):
                point = {"analyse": f"F{number}", "dimensie": dimension, "kloof": self.one(("0", "2", "4"), 0.2)}
                rest = {"huidig": "deels", "gewenst": "volledig", "landelijk": self.one(("ja", "nee"), 0.2)}
                self.add("fitgap_punten", {**point, **rest})


def make(seed: int) -> World:
    """The world of a seed."""
    maker = Maker(seed)
    maker.institutions()
    maker.contacts()
    maker.rounds()
    maker.conversations()
    maker.requests()
    maker.trends()
    maker.signals()
    maker.offerings()
    maker.referrals()
    maker.sessions()
    maker.fit_gaps()
    return maker.world
