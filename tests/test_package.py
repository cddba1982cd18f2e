"""The package as a whole: who may load what, nothing untranslated, a lock that names no host, what the wheel holds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

import pytest

from loket.language import _, label, ngettext, set_language
from loket.models.words import AdvisorRole
from tools import po

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def loaded_after_importing(*rooms: str) -> set[str]:
    """The top-level packages that are loaded once every module of these rooms is."""
    program = """
import importlib, pkgutil, sys
for room in sys.argv[1:]:
    module = importlib.import_module(room)
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), room + "."):
        importlib.import_module(found.name)
print(*{name.partition(".")[0] for name in sys.modules})
"""
    done = subprocess.run([sys.executable, "-c", program, *rooms], capture_output=True, text=True, check=True, env=dict(os.environ))
    return set(done.stdout.split())


@pytest.mark.parametrize("room", ["loket.casework", "loket.insight", "loket.exchange", "loket.store", "loket.models", "loket.language"])
def test_what_lies_below_the_screens_loads_no_textual(room: str) -> None:
    assert "textual" not in loaded_after_importing(room)


@pytest.mark.parametrize("room", ["loket.insight", "loket.language", "loket.store.database", "loket.models.words"])
def test_reading_loads_neither_sqlalchemy_nor_sqlmodel(room: str) -> None:
    assert not {"sqlalchemy", "sqlmodel", "alembic"} & loaded_after_importing(room)


def test_every_screen_opens_before_sqlalchemy_and_sqlmodel_are_loaded() -> None:
    from loket.screens.registry import RECORDS, SCREENS, SHEETS

    named = [*chain.from_iterable(SHEETS.values()), *RECORDS.values(), *SCREENS.values()]
    screens = sorted({path.partition(":")[0] for path in named})
    assert not {"sqlalchemy", "sqlmodel", "alembic", "psycopg"} & loaded_after_importing("loket.app", "loket.widgets", *screens)


def test_a_verb_loads_when_it_is_called_in_the_thread_that_calls() -> None:
    program = """
import sys, threading
from loket.casework import requests, states
from loket.exchange import survey
named = requests.set_priority
assert "sqlmodel" not in sys.modules, "naming a function loads nothing"
refused = []
def call():
    try:
        named()
    except TypeError as error:
        refused.append(str(error))
callers = [threading.Thread(target=call) for _ in range(8)]
[caller.start() for caller in callers]
[caller.join() for caller in callers]
assert len(refused) == 8 and "set_priority() missing" in refused[0], refused
import loket.casework.requests
assert requests.set_priority is loket.casework.requests.set_priority
assert isinstance(states.Advance, type)
try:
    from loket.casework import nonesuch
except ImportError:
    print("done")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=dict(os.environ))
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_every_text_has_its_dutch_translation() -> None:
    assert po.problems() == []


def test_texts_and_labels_follow_the_language() -> None:
    assert (_("NAME"), label(AdvisorRole.ADMIN)) == ("NAAM", AdvisorRole.ADMIN.dutch)
    set_language("en")
    assert (_("NAME"), label(AdvisorRole.ADMIN)) == ("NAME", AdvisorRole.ADMIN.english)


def test_a_text_for_several_things_follows_their_number() -> None:
    one, many = "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"
    assert ngettext(one, many, 1) == "Onverwacht extra argument ({args})"
    assert ngettext(one, many, 2) == "Onverwachte extra argumenten ({args})"


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_pins_every_release_by_hash_and_names_no_host(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if "//" in line or line.startswith("-")]
    releases = [number for number, line in enumerate(lines) if re.match(r"\S+==", line)]
    assert releases
    assert all(lines[number + 1].lstrip().startswith("--hash=sha256:") for number in releases)


def test_the_lock_holds_every_dependency_and_each_says_what_it_costs() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    locked = {line.partition("==")[0] for line in (ROOT / LOCKS[0]).read_text(encoding="utf-8").splitlines() if "==" in line}
    for requirement in tomllib.loads(text)["project"]["dependencies"]:
        assert re.split(r"[\[<>=!~]", requirement)[0] in locked
        assert re.search(rf'"{re.escape(requirement)}",\s+# .*\d+ ms', text)


def test_readme_begins_with_the_two_commands() -> None:
    first, second = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:2]
    assert first.split()[:2] == ["make", "demo"]
    assert second.split()[:2] == ["make", "test"]


def test_the_wheel_holds_the_translations_the_styles_and_the_database_folder(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT, capture_output=True, check=True
    )
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    assert "loket/language/nl/LC_MESSAGES/loket.mo" in names
    for kind, inside in (("*.tcss", "loket"), ("*.csv", "db"), ("*.py", "db")):
        expected = [path.relative_to(ROOT).as_posix() for path in (ROOT / inside).rglob(kind) if "__pycache__" not in path.parts]
        assert {re.sub("^db/", "loket/_db/", name) for name in expected} <= names
