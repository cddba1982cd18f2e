"""Writes a world as files the way offices send them: no two alike in encoding, delimiter, order or spelling."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from random import Random

from tests.worlds import words
from tests.worlds.world import HEADERS, OPTIONAL, Row, World, listed

REFERENCES = {"contactpersonen", "uitnodigingen", "wensenscan", "gesprekken", "ondersteuningsvragen", "signalen",
              "leersessies", "fitgap"}  # fmt: skip
CLOSED_LISTS = {"soort", "status", "kanaal", "bron", "aard", "prioriteit", "reikwijdte", "doelgroep", "koepel", "rol"}


class Spelling:
    """How one file is written; the same world can be written in many."""

    def __init__(self, world: World, random: Random) -> None:
        self.random = random
        self.delimiter = random.choice(",;\t")
        self.encoding = random.choice(("utf-8", "utf-8-sig", "cp1252"))
        self.dutch_dates = random.random() < 0.4
        self.labels = random.random() < 0.3
        self.shouting = random.random() < 0.2
        self.other_names = other_names(world) if random.random() < 0.5 else {}

    def cell(self, table: str, column: str, value: str) -> str:
        """One cell as this file spells it."""
        if not value:
            return value
        if column == "instelling" and table in REFERENCES:
            return "|".join(self.random.choice([name, *self.other_names.get(name, [])]) for name in listed(value))
        if self.labels and column in ("thema", "themas"):
            return " | ".join(words.THEMES[theme] for theme in listed(value))
        if self.dutch_dates and (column.endswith("_op") or column in ("op", "datum", "vanaf", "tot", "streefdatum")):
            return f"{date.fromisoformat(value):%d-%m-%Y}"
        if self.shouting and column in CLOSED_LISTS:
            return f" {value.upper()} "
        if column == "provincie" and value == "Friesland":
            return self.random.choice(("Friesland", "Fryslân"))
        if column == "uitkomstinformatie" and value == "nvt":
            return self.random.choice(("nvt", "n.v.t."))
        return value


def write(world: World, folder: Path, seed: int) -> None:
    """One file a table, or two; tables without rows only sometimes."""
    random = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in world.tables.items():
        cut = random.randint(0, len(rows)) if random.random() < 0.2 else 0
        for part, some in enumerate((rows[:cut], rows[cut:])):
            if some:
                _file(folder / f"{random.randint(0, 999):03d} {table} {part}.csv", table, some, Spelling(world, random))


def _file(path: Path, table: str, rows: list[Row], spelling: Spelling) -> None:
    random = spelling.random
    columns = [c for c in (*HEADERS[table], *OPTIONAL.get(table, ())) if any(c in row for row in rows)]
    random.shuffle(columns)
    headers = [c.upper() if random.random() < 0.1 else c for c in columns]
    memo = random.random() < 0.1
    with path.open("w", encoding=spelling.encoding, newline="") as file:
        writer = csv.writer(file, delimiter=spelling.delimiter, lineterminator=random.choice(("\n", "\r\n")))
        writer.writerow([*headers, "memo"] if memo else headers)
        for row in rows:
            cells = [spelling.cell(table, column, row.get(column, "")) for column in columns]
            writer.writerow([*cells, "blijft buiten"] if memo else cells)


def other_names(world: World) -> dict[str, list[str]]:
    """The short names, aliases and AGB codes that belong to one institution only."""
    owners: dict[str, set[str]] = {}
    for row in world.rows("instellingen"):
        for other in (row["korte_naam"], row["agb"], *listed(row["aliassen"])):
            if other:
                owners.setdefault(other.casefold(), set()).add(row["naam"])
    found: dict[str, list[str]] = {}
    for row in world.rows("instellingen"):
        for other in (row["korte_naam"], row["agb"], *listed(row["aliassen"])):
            if other and len(owners[other.casefold()]) == 1:
                found.setdefault(row["naam"], []).append(other)
    return found
