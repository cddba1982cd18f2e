"""`loket export --shareable`: what is in the files, and that nobody can work out what is not."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from loket.exchange.shareable_export import export_shareable
from loket.insight.disclosure import suppression
from loket.insight.disclosure.shown_figures import ShownFigures, shown_figures
from loket.insight.figures.period import Period
from loket.store.database import Store, open_store
from tests.conftest import TODAY, Ran
from tests.exchange.attack import Attack, Known, Shared, read
from tests.worlds.generate import make
from tests.worlds.load import load, load_sample

HALVES = {"2025-1": Period(date(2025, 1, 1), date(2025, 6, 30)), "2025-2": Period(date(2025, 7, 1), date(2025, 12, 31))}
PERIODS = {**HALVES, "+".join(HALVES): Period(date(2025, 1, 1), date(2025, 12, 31))}
LONG = bool(os.environ.get("LOKET_LONG"))
SAMPLE = 0
SEEDS = [2, SAMPLE, *range(3, 40)] if LONG else [2]


@dataclass(frozen=True)
class Publication:
    """All that was shared, and what the counts really are."""

    shared: Sequence[Shared]
    real: Mapping[Known, int]
    register: Sequence[tuple[str, ...]]
    of_one_round: bool

    def found_out(self, *, guessing: bool, enough: int = 10_000) -> dict[Known, int]:
        """What an attacker works out, but for what the last half-year of a longer period shows anyway."""
        attack = Attack(self.register, self.real if guessing else None)
        for shared in self.shared:
            attack.learn(shared)
        attack.reason()
        if self.of_one_round:
            attack.same_round(*HALVES)
        last = next(shared for shared in self.shared if shared.name == list(HALVES)[-1])
        return {
            known: value
            for known, value in attack.found_out(enough).items()
            if not ("+" in known[0] and last.cells.get(known[1:], "-").isdigit())
        }


def with_tables(shared: Shared, figures: ShownFigures) -> Shared:
    """With what the progress report shows beside the export."""
    for table in figures.tables.values():
        for line in table.lines or ():
            for column, shown in enumerate(line.cells):
                shared.cells[table.id, line.key or "∅", str(column)] = shown.text
    return shared


def publish(store: Store, folder: Path, thresholds: Sequence[int] = (5,)) -> Publication:
    """Every period with every threshold, as files."""
    shared: list[Any] = []
    real: dict[Any, Any] = {}
    rounds: dict[Any, Any] = {}
    for name, period in PERIODS.items():
        for threshold in (*thresholds, None):
            figures = shown_figures(store, period, min_count=threshold)
            written = with_tables(read(name, written_to(store, folder / f"{name} {threshold}", figures)), figures)
            if threshold is None:
                real |= {(name, *cell): int(text) for cell, text in written.cells.items()}
            else:
                shared.append(written)
            rounds[name] = figures.round
    with store.read() as reader:
        register = [tuple(value or "∅" for value in row) for row in reader.rows("SELECT kind, umbrella, province FROM institution")]
    return Publication(shared, real, register, len({rounds[name] for name in HALVES}) == 1)


def written_to(store: Store, folder: Path, figures: ShownFigures) -> Path:
    """An export of figures that were reckoned already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("loket.exchange.shareable_export.shown_figures", lambda *asked, **options: figures)
        export_shareable(store, folder, "csv", start=figures.period.start, end=figures.period.end)
    return folder


@pytest.fixture(scope="module")
def database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Store]]:
    """Gives a world in a database, made once."""
    made: dict[int, Store] = {}

    def give(seed: int) -> Store:
        if seed not in made:
            path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("worlds") / f"{seed}.db")
            made[seed] = open_store(str(path), actor="ilse")
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("LOKET_TODAY", TODAY)
                if seed == SAMPLE:
                    load_sample(made[seed])
                else:
                    load(made[seed], make(seed), seed)
        return made[seed]

    yield give
    for store in made.values():
        store.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_hidden_count_can_be_worked_out(seed: int, database: Callable[[int], Store], tmp_path: Path) -> None:
    publication = publish(database(seed), tmp_path, (5, 10) if LONG else (5,))
    for guessing in (False, True) if LONG else (True,):
        assert publication.found_out(guessing=guessing) == {}


def test_the_attack_finds_counts_when_only_the_small_ones_are_hidden(
    database: Callable[[int], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suppression._Suppression, "suppress_secondary", lambda self: self.waiting.clear())
    publication = publish(database(2), tmp_path)
    found = publication.found_out(guessing=False, enough=5)
    assert len(found) == 5
    assert {known: publication.real[known] for known in found} == found


# -- the files ----------------------------------------------------------------------------------------------------------


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


@pytest.fixture
def address(database: Callable[[int], Store], monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the world is, for the command line, with an advisor at work."""
    monkeypatch.setenv("LOKET_ADVISOR", "mehmet")
    return database(2).address.shown


def test_an_advisor_exports_the_last_half_year(
    loket: Callable[..., Ran], address: str, database: Callable[[int], Store], tmp_path: Path
) -> None:
    ran = loket("--database", address, "export", str(tmp_path / "uit"), "--shareable")
    assert ran.status == 0, ran.err
    assert sorted(path.name for path in (tmp_path / "uit").iterdir()) == [
        "indicatoren.csv", "reeksen.csv", "toelichting.csv", "uitsplitsingen.csv",
    ]  # fmt: skip
    assert "1 jan – 30 jun 2026" in (tmp_path / "uit" / "toelichting.csv").read_text(encoding="utf-8-sig")
    counts = [
        row[column]
        for table, columns in (("indicatoren", ("aantal", "teller", "noemer")), ("uitsplitsingen", ("aantal", "teller", "noemer")))
        for row in rows(tmp_path / "uit" / f"{table}.csv")
        for column in columns
    ]
    assert {"<5", "-"} <= set(counts), "marks stand as they are, without the apostrophe of texts"
    assert all(text in ("", "<5", "-", "0") or int(text) >= 5 for text in counts)
    everything = "".join(path.read_text(encoding="utf-8-sig") for path in (tmp_path / "uit").iterdir())
    assert not [name for name in ("mehmet", "Merenrand", "ChipSoft", "V1;") if name in everything]
    with database(2).read() as reader:
        who, what = reader.rows("SELECT advisor, what FROM export_log ORDER BY id DESC LIMIT 1")[0]
    assert (who, what) == ("mehmet", "shareable csv 2026-01-01/2026-06-30 <5")


def test_json_and_xlsx_say_the_same(loket: Callable[..., Ran], address: str, tmp_path: Path) -> None:
    for name in ("uit.json", "uit.xlsx"):
        ran = loket("--database", address, "export", str(tmp_path / name), "--shareable", "--from", "2025-07-01", "--min-count", "10")
        assert ran.status == 0, ran.err
    document = json.loads((tmp_path / "uit.json").read_text(encoding="utf-8"))
    assert (document["from"], document["to"], document["min_count"]) == ("2025-07-01", "2025-12-31", 10)
    texts = {str(row["aantal"]) for row in document["uitsplitsingen"] if row["aantal"] is not None}
    assert "<10" in texts
    sheet = CalamineWorkbook.from_path(str(tmp_path / "uit.xlsx")).get_sheet_by_name("uitsplitsingen")
    header, *records = sheet.to_python()
    place = header.index("aantal")
    assert [record[place] or None for record in records] == [row["aantal"] or None for row in document["uitsplitsingen"]]


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (["--shareable", "--min-count", "3"], 2, "neem 5 of meer"),
        (["--shareable", "--from", "2025-02-01", "--to", "2025-06-30"], 1, "2025-01-01 tot en met 2025-06-30"),
        (["--shareable", "--from", "2026-07-01", "--to", "2026-12-31"], 1, "nog niet voorbij"),
        (["--min-count", "7"], 2, "--shareable"),
        ([], 1, "beheerder"),
    ],
)
def test_what_is_refused(loket: Callable[..., Ran], address: str, tmp_path: Path, options: list[str], status: int, told: str) -> None:
    ran = loket("--database", address, "export", str(tmp_path / "uit"), *options)
    assert (ran.status, told in ran.err) == (status, True), ran.err
    assert not (tmp_path / "uit").exists()


def test_a_folder_with_other_files_is_refused(loket: Callable[..., Ran], address: str, tmp_path: Path) -> None:
    (tmp_path / "contactpersonen.csv").write_text("naam", encoding="utf-8")
    ran = loket("--database", address, "export", str(tmp_path), "--shareable")
    assert ran.status == 1
    assert "contactpersonen.csv" in ran.err
