"""Every command with every record and option that it takes: to a lead it prints and writes no canary, to an advisor it does.

The commands are found in click's tree; what an argument or option takes is said once by its name. One that is not known fails here.
"""

from __future__ import annotations

import csv
import io
import itertools
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from loket.cli.root import COMMANDS, root
from loket.exchange.full_export import export_all
from loket.insight.figures.charts.catalogue import CHARTS
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.record_set import Part
from loket.models.words import RecordKind
from loket.store.database import open_store
from tests.canaries.world import ADMIN, ADVISOR, HIDDEN, LEAD, LIFTED, World

LONG = os.environ.get("LOKET_LONG") == "1"
"""Whether every record that was removed, every chart and every part of every number is asked for (`make hostile`)."""
NO_ROAD = {
    "demo": "makes a database of its own", "init": "makes a database", "db upgrade": "changes the schema",
    "import": "walked by itself below", "add": "walked by itself below",
    "admin advisor": "changes the world; lists colleagues", "admin obstacle": "changes the world; lists what everybody may read",
    "admin outcome-set": "as above", "admin rule": "as above",
}  # fmt: skip
Ways = dict[str, list[str]]


def arguments(world: World) -> Ways:
    """What arguments and options take, by `command.name` or `name`."""
    numbers = ["1", str(HIDDEN), str(LIFTED)]
    moments = [f"#{line}" for line in world.lines]
    parts = ["", *(f":{one.name.lower()}" for one in Part)] if LONG else [""]
    figures = [f"{one.id}{part}" for one in INDICATORS for part in parts]
    removed = sorted({*world.removed.values()})
    seconds = {} if LONG else {"report.as_of": moments[1:2], "report.format": ["html"]}  # that is what each of those takes
    return {
        **seconds,
        "history.record": [one.value for one in RecordKind], "history.number": [*numbers, *map(str, removed if LONG else removed[:2])],
        "visit.institution": ["1", "2", "I-3", "ziekenhuis"], "handover.institution": ["1", "2", "I-3", "kliniek"],
        "records.number": figures, "report.number": ["F-1", "F-2", "F-3"], "template.number": ["F-1", "F-2", "F-3"],
        "template.file": ["{folder}/fitgap.xlsx"], "export.target": ["{folder}/export"],
        "institution": ["ziekenhuis", "qz"], "query": ["qz", "wat:notitie"], "where": ["qz"], "outcome_set": ["CVA"],
        "output": ["{folder}/out.md"], "chart": list(CHARTS) if LONG else list(CHARTS)[:4],
        "as_of": moments, "explain": ["requests_received", "signals_recorded", "trends_raised"], "start": ["2026-01-01"],
        "end": ["2026-06-30"], "first": ["2026-01-01"], "last": ["2026-12-31"], "theme": ["4"], "advisor": ["ilse"], "state": ["nieuw"],
        "kind": ["umc"], "umbrella": ["NVZ"], "province": ["Utrecht"], "epd_vendor": ["qz"], "audience": ["ict"], "outcome_info": ["met"],
        "round_name": ["WensenScan 2024"], "round": ["qz"], "kept": ["1"], "min_count": ["5"], "html": ["{folder}/out.html"],
        "against": ["#10"], "tag": ["Santeon"], "imports.number": ["1"],
    }  # fmt: skip


def leaves(group: click.Group = root, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The commands, by their words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from leaves(command, (*before, name))
        else:
            yield (*before, name), command


def lines_of(words: tuple[str, ...], command: click.Command, ways: Ways) -> Iterator[list[str]]:
    """Command lines: every argument by itself, then with each option; pairs of moments where a command compares."""

    def of(parameter: click.Parameter) -> list[str]:
        found = ways.get(f"{words[-1]}.{parameter.name}") or ways.get(parameter.name or "")
        if isinstance(parameter.type, click.Choice) and not found:
            return [str(one) for one in parameter.type.choices]
        assert found, f"say in `arguments` what {' '.join(words)} takes for {parameter.name}"
        return found

    taken = [of(one) for one in command.params if isinstance(one, click.Argument)]
    options = [one for one in command.params if isinstance(one, click.Option) and one.name not in ("help", "between", "explain")]
    flags = [one.opts[-1] for one in options if one.is_flag]
    for given in itertools.product(*taken):
        yield [*words, *given]
        if len(given) < 2 or given[-1] in ("1", "2", "3"):
            yield from ([*words, *given, flag] for flag in flags)
    first = [values[0] for values in taken]
    for option in options:
        if not option.is_flag:
            together = itertools.product(of(option), ([], *([flag] for flag in flags if LONG)))
            for value, some in together:
                file = ["-o", f"{{folder}}/out.{value}"] if value in ("docx", "xlsx") and "-o" in str([one.opts for one in options]) else []
                yield [*words, *first, option.opts[-1], value, *some, *file]
    if any(one.name == "explain" for one in command.params):
        for figure in ways["explain"]:
            for moment in ways["as_of"]:
                yield [*words, "--explain", figure, "--between", moment, "now"]


def walk(world: World, run: Callable[..., Any], who: str, folder: Path, only: str = "") -> tuple[dict[str, set[str]], int]:
    """What each command line told, on the screen and in the files it wrote; and how many there were."""
    told: dict[str, set[str]] = {}
    many = 0
    ways = arguments(world)
    for words, command in leaves():
        if " ".join(words) in NO_ROAD or (only and words[0] != only):
            continue
        for line in lines_of(words, command, ways):
            here = folder / str(many)
            here.mkdir()
            given = [one.replace("{folder}", str(here)) for one in line]
            done = run("--database", str(world.path), "--as", who, *given)
            many += 1
            found = world.told(done.out, done.err, *written(here)) - {word for one in given for word in world.told(one)}
            if found:
                told[" ".join(line)] = {world.words.get(word, word) for word in found}
    return told, many


def written(folder: Path) -> Iterator[str]:
    """The text of every file in a folder, of what is in zipped ones too."""
    for path in folder.rglob("*"):
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                yield from (packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
        elif path.is_file():
            yield path.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in NO_ROAD])
def test_a_lead_reads_no_canary(canaries: World, on_its_day: None, loket: Callable[..., Any], tmp_path: Path, command: str) -> None:
    told, many = walk(canaries, loket, LEAD, tmp_path, only=command)
    print(f"{command}: {many} command lines")
    assert many
    assert told == {}


@pytest.mark.parametrize("command", ["list", "history"] if LONG else ["list"])
def test_an_advisor_reads_them(canaries: World, on_its_day: None, loket: Callable[..., Any], tmp_path: Path, command: str) -> None:
    told, _many = walk(canaries, loket, ADVISOR, tmp_path, only=command)
    assert len({what for found in told.values() for what in found}) > 80


def test_what_quick_entry_and_import_say_is_no_canary(canaries: World, on_its_day: None, loket: Callable[..., Any], tmp_path: Path) -> None:
    """A lead types names and brings files about what is hidden: what is proposed, refused and compared tells nothing of it."""
    path = Path(shutil.copy(canaries.path, tmp_path / "loket.db"))
    named = "institution.", "party.", "party_alias", "institution_alias"
    names = [word for word, what in canaries.words.items() if what.startswith(named)]
    for name in names:
        told = loket("--database", str(path), "--as", LEAD, "add", f"vraag {name[:-1]}: iets")
        assert not canaries.told(told.out, told.err) - {name[:-1]}, told
    store = open_store(str(path), actor=ADMIN)
    export_all(store, tmp_path / "tables", "csv")
    store.close()
    for table in (tmp_path / "tables").glob("*.csv"):
        _without_canaries(canaries, table)
        for more in ([], ["--skip-invalid"]):
            told = loket("--database", str(path), "--as", LEAD, "import", str(table), "--dry-run", "--rejects", str(tmp_path / "r"), *more)
            assert not canaries.told(told.out, told.err), (table.name, told)


def _without_canaries(world: World, path: Path) -> None:
    """The table as somebody outside would fill it: the same keys, other words."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
    changed = [[("anders" if world.told(cell) else cell) for cell in row] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(changed)
