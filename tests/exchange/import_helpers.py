"""Small canonical tables for the tests of import and export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from loket.exchange.import_plan import Problem
from loket.exchange.import_run import ImportOptions, ImportRefused, ImportSummary, import_paths
from loket.store.database import Store

INSTITUTIONS = [
    "naam;korte_naam;aliassen;soort;koepel;agb;actief",
    "Ziekenhuis Merenrand;Merenrand;Merenzorg;algemeen;NVZ;06010001;ja",
    "Kliniek Duinzicht;Duinzicht;Duinzorg|Gemeen;kliniek;ZKN;06010002;ja",
    "Kliniek Oeverbos;Oeverbos;Gemeen;kliniek;ZKN;06010003;ja",
    "Gesloten Kliniek;;;kliniek;ZKN;06010004;nee",
]
CONVERSATIONS = [
    "sleutel;instelling;soort;adviseur;status;gepland_op;gehouden_op",
    "G1;Ziekenhuis Merenrand|Duinzicht;intake;ilse;gehouden;2026-01-05;2026-01-05",
]
REQUESTS = [
    "sleutel;instelling;titel;themas;gesprek;adviseur;ontvangen_op;status;afgesloten_op",
    "V1;Ziekenhuis Merenrand;Eerste vraag;4|5;G1;ilse;2026-01-05;nieuw;",
    "V2;Kliniek Duinzicht;Tweede vraag;Landelijk beleid;;ilse;2026-01-06;afgerond;2026-02-06",
]
OFFERINGS = ["sleutel;titel;soort;themas;uitkomstinformatie;status", "A1;Training;training;4;beide;beschikbaar"]
REFERRALS = ["sleutel;vraag;aanbod;adviseur;op;status", "D1;V1;A1;ilse;2026-01-10;open"]
WORLD = {
    "instellingen": INSTITUTIONS,
    "gesprekken": CONVERSATIONS,
    "ondersteuningsvragen": REQUESTS,
    "aanbod": OFFERINGS,
    "doorverwijzingen": REFERRALS,
}


def write(folder: Path, tables: dict[str, list[str]]) -> Path:
    """A folder with a CSV a table; a name with an ending keeps it."""
    folder.mkdir(exist_ok=True)
    for name, lines in tables.items():
        (folder / (name if "." in name else f"{name}.csv")).write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    return folder


def bring_in(store: Store, *paths: Path, **options: Any) -> ImportSummary:
    """Import, expecting no invalid row."""
    return import_paths(store, paths, ImportOptions(**options))


def refused(store: Store, *paths: Path, **options: Any) -> tuple[Problem, ...]:
    """Import, expecting invalid rows; gives what was wrong with them."""
    try:
        import_paths(store, paths, ImportOptions(**options))
    except ImportRefused as refusal:
        return refusal.summary.problems
    raise AssertionError("nothing was refused")


def counts(summary: ImportSummary, table: str) -> tuple[int, int, int, int, int]:
    """New, changed, the same, in conflict, rejected."""
    (found,) = [one for one in summary.tables if one.table == table]
    return found.new, found.changed, found.same, found.conflicts, found.rejected


def values(store: Store, sql: str, **named: Any) -> list[Any]:
    """The rows of a query; single values when it has one column."""
    with store.read() as reader:
        rows = reader.rows(sql, **named)
    return [row[0] if len(row) == 1 else row for row in rows]


def count(store: Store, table: str) -> int:
    """How many rows a table has."""
    return int(values(store, f"SELECT count(*) FROM {table}")[0])


def edited(lines: Sequence[str], old: str, new: str) -> list[str]:
    """The lines with one thing different."""
    assert any(old in line for line in lines), old
    return [line.replace(old, new) for line in lines]


def make_admin(store: Store) -> None:
    """Let whoever is at work be an admin."""
    from sqlalchemy import text

    with store.write("test") as tx:
        tx.connection.execute(text("UPDATE advisor SET role = 'admin' WHERE name = :name"), {"name": store.actor})
