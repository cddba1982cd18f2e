"""A world: every canonical table as rows of canonical text: ISO dates, `|` between items, an institution's own name."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

Row = dict[str, str]

HEADERS: dict[str, tuple[str, ...]] = {
    "instellingen": (
        "naam", "korte_naam", "aliassen", "soort", "koepel", "plaats", "provincie", "agb", "website", "epd", "rol",
        "fase", "adviseur", "actief",
    ),
    "contactpersonen": ("instelling", "naam", "functie", "doelgroep", "email", "telefoon"),
    "uitnodigingen": ("ronde", "instelling"),
    "wensenscan": (
        "ronde", "instelling", "doelgroep", "ingevuld_op", "samen_beslissen", "uitkomstinformatie", "ambitie", "themas",
        "knelpunten", "toelichting",
    ),
    "gesprekken": (
        "sleutel", "instelling", "soort", "kanaal", "adviseur", "status", "gepland_op", "gehouden_op", "duur_min",
        "samenvatting", "afspraken",
    ),
    "ondersteuningsvragen": (
        "sleutel", "instelling", "titel", "omschrijving", "themas", "aard", "uitkomstinformatie", "doelgroep", "uz_set",
        "bron", "gesprek", "adviseur", "prioriteit", "ontvangen_op", "streefdatum", "status", "afgesloten_op",
        "resultaat",
    ),
    "signalen": (
        "sleutel", "instelling", "thema", "knelpunt", "reikwijdte", "omschrijving", "status", "vastgelegd_op",
        "gesprek", "adviseur", "trend",
    ),
    "trends": ("titel", "thema", "eigenaar", "status"),
    "aanbod": (
        "sleutel", "titel", "soort", "aanbieder", "url", "themas", "doelgroepen", "uitkomstinformatie", "status",
        "vanaf", "tot",
    ),
    "doorverwijzingen": (
        "sleutel", "vraag", "aanbod", "adviseur", "op", "navraag_op", "status", "geholpen", "opmerking",
    ),
    "leersessies": (
        "sleutel", "instelling", "team", "doelgroep", "themas", "aanbieder", "datum", "deelnemers", "status",
    ),
    "fitgap": ("sleutel", "instelling", "uz_set", "status", "gestart_op", "gerapporteerd_op", "besproken_op"),
    "fitgap_punten": ("analyse", "dimensie", "huidig", "gewenst", "kloof", "actie", "landelijk"),
}  # fmt: skip

OPTIONAL: dict[str, tuple[str, ...]] = {
    "wensenscan": ("sleutel",),
    "gesprekken": ("partij",),
    "ondersteuningsvragen": ("partij", "knelpunten", "afdeling", "oordeel"),
    "signalen": ("partij", "afdeling"),
    "aanbod": ("knelpunten", "eigenaar", "verwacht_op"),
    "doorverwijzingen": ("gesprek", "instelling"),
    "leersessies": ("doel", "aangemeld_op", "evaluatie"),
    "instellingen": ("rol_vanaf", "waarneming"),
    "contactpersonen": ("afdeling",),
}


@dataclass
class World:
    """The tables by name; a table without rows may be left out of the folder."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])


def read(folder: Path) -> World:
    """The world of a folder of tidy CSV files (UTF-8, `;`, one file a table)."""
    world = World()
    for table in HEADERS:
        path = folder / f"{table}.csv"
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as lines:
                world.tables[table] = list(csv.DictReader(lines, delimiter=";"))
    return world


def listed(cell: str | None) -> list[str]:
    """The items of a cell."""
    return [item.strip() for item in (cell or "").split("|") if item.strip()]
