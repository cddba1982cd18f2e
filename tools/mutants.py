"""Mutants: change the code in one place at a time and see whether a test notices. `make mutants`.

pyproject.toml names the modules and the tests. It takes 10 mutants of each module, drawn from what the tests reach, the same every time,
and stops after half an hour. MUTANTS=50 takes more, MUTANTS=0 all; MUTANTS_MINUTES=120 gives them more time. A survivor fails the run
unless docs/mutants.md quotes its line with the reason. `python tools/mutants.py loket/store/undo.py …` tries only these modules.
SQL that changes in its capitals only is left out: it means the same.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path("mutants")
LISTED = Path("docs/mutants.md")
_SURVIVED = 0  # as mutmut says: no test failed; any other code is a failure, an error or a time that ran out
_SQL = re.compile(r"\b(SELECT|FROM|WHERE|AND|OR|NOT|UNION|ORDER|CASE|JOIN|IS|IN|EXISTS)\b")
_EXACT = re.compile(r"'[^']*'|:\w+|\{\w+\}")  # what has capitals in SQL: literals, parameters, what is filled in


def mutmut(*arguments: str, minutes: float = 30) -> str:
    """Run mutmut without its spinner; gives what it printed. Its exit status says nothing of use."""
    try:
        ran = subprocess.run(  # noqa: S603 - names of mutants
            [sys.executable, "-m", "mutmut", *arguments], capture_output=True, text=True, check=False, timeout=60 * minutes
        )
    except subprocess.TimeoutExpired:
        return f"{minutes} minutes are over: what was tried until then is told."
    return ran.stdout + ran.stderr


def results() -> dict[Path, dict[str, int | None]]:
    """Of each module the mutants with what became of them; None is not tried."""
    found = {}
    for path in sorted(FOLDER.rglob("*.py.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        if codes:
            found[path.relative_to(FOLDER).with_suffix("")] = codes
    return found


def changed_line(mutant: str) -> tuple[str, str]:
    """The line that a mutant changes: before, after."""
    lines = [line for line in mutmut("show", mutant).splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    before, after = ([line[1:].strip() for line in lines if line[0] == sign] for sign in "-+")
    return " ".join(before), " ".join(after)


def means_the_same(before: str, after: str) -> bool:
    """Whether a line of SQL changed in nothing but the capitals of its words."""
    only_capitals = before.casefold() == after.casefold() and _EXACT.findall(before) == _EXACT.findall(after)
    return only_capitals and _SQL.search(before) is not None


def draw(names: list[str], most: int) -> list[str]:
    """So many of the mutants at most, 0 for all."""
    drawn: list[str] = []
    for name in random.Random(8).sample(names, len(names)):
        if most and len(drawn) == most:
            break
        if not means_the_same(*changed_line(name)):
            drawn.append(name)
    return drawn


def main() -> int:
    """Choose, try, tell."""
    most = int(os.environ.get("MUTANTS", "10"))
    shutil.rmtree(FOLDER, ignore_errors=True)
    told = mutmut("run", "none")  # makes the mutants, and notes which test reaches what
    if not (FOLDER / "mutmut-stats.json").exists():
        print(told[-3000:])
        return 1
    reached = set(json.loads((FOLDER / "mutmut-stats.json").read_text(encoding="utf-8"))["tests_by_mangled_function_name"])
    chosen: dict[Path, list[str]] = {}
    for path, codes in results().items():
        if len(sys.argv) == 1 or str(path) in sys.argv[1:]:
            chosen[path] = draw([name for name in codes if name.rpartition("__mutmut_")[0] in reached], most)
    minutes = float(os.environ.get("MUTANTS_MINUTES", "30"))
    told = mutmut("run", *(name for names in chosen.values() for name in names), minutes=minutes)
    if "Failed to run clean test" in told:
        print(told[-3000:])
        return 1
    if "minutes are over" in told:
        print(told)
    listed = LISTED.read_text(encoding="utf-8")
    unlisted = 0
    found = results()
    for path, names in chosen.items():
        codes = found[path]
        tried = {name: codes[name] for name in names if codes[name] is not None}
        survivors = [name for name, code in tried.items() if code == _SURVIVED]
        near = sum(name.rpartition("__mutmut_")[0] in reached for name in codes)
        killed = len(tried) - len(survivors)
        print(f"{path}: {len(codes)} mutants, {near} reached, {len(tried)} tried, {killed} killed, {len(survivors)} survived")
        for name in survivors:
            before, after = changed_line(name)
            known = f"`{after}`" in listed
            unlisted += not known
            print(f"    {'known' if known else 'NEW'}: {name}\n        - {before}\n        + {after}")
    return 1 if unlisted else 0


if __name__ == "__main__":
    sys.exit(main())
