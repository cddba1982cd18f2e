"""The translators' tool, on a copy of the tree: nothing gets lost, nothing wrong gets through."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.po import CATALOGUE, ROOT


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project with two texts of its own and a catalogue without any."""
    tool, catalogue = tmp_path / "tools" / "po.py", tmp_path / CATALOGUE.relative_to(ROOT)
    for path in (tool, catalogue):
        path.parent.mkdir(parents=True)
    tool.write_bytes((ROOT / "tools" / "po.py").read_bytes())
    catalogue.write_text(CATALOGUE.read_text(encoding="utf-8").partition("\n\n")[0] + "\n", encoding="utf-8")
    (tmp_path / "loket" / "example.py").write_text('_("Hail {name}")\nngettext("{n} frog", "{n} frogs", 2)\n', encoding="utf-8")
    return tmp_path


def start(tree: Path, verb: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(tree / "tools/po.py"), verb], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def say(tree: Path, verb: str, lines: str = "") -> tuple[int, str]:
    process = start(tree, verb)
    out, _err = process.communicate(lines.encode())
    return process.returncode, out.decode()


def test_a_text_without_a_translation_is_named_until_it_has_one(tree: Path) -> None:
    status, out = say(tree, "check")
    assert status == 1
    assert "not translated: 'Hail {name}'" in out
    assert "not translated: ('{n} frog', '{n} frogs')" in out
    say(tree, "add", "Hail {name}\tGegroet {name}\n{n} frog\t{n} frogs\t{n} kikker\t{n} kikkers\n")
    out = say(tree, "check")[1]
    assert "Hail" not in out
    assert "frog" not in out


def test_a_translation_that_lost_a_value_is_named(tree: Path) -> None:
    say(tree, "add", "Hail {name}\tGegroet {naam}\n")
    assert "other placeholders: 'Hail {name}'" in say(tree, "check")[1]


def test_a_translation_of_a_text_that_is_gone_is_named(tree: Path) -> None:
    say(tree, "add", "Farewell\tVaarwel\n")
    assert "no longer used: 'Farewell'" in say(tree, "check")[1]
    assert "removed: 'Farewell'" in say(tree, "prune")[1]
    assert "no longer used" not in say(tree, "check")[1]


def test_a_plural_with_one_translation_only_is_not_translated(tree: Path) -> None:
    say(tree, "add", "{n} frog\t{n} kikker\n")
    assert "not translated: ('{n} frog', '{n} frogs')" in say(tree, "check")[1]


def test_the_last_translation_counts_and_one_text_stands_once(tree: Path) -> None:
    say(tree, "add", "Hail {name}\tGegroet {name}\n")
    say(tree, "add", "Hail {name}\tHallo {name}\n")
    text = (tree / CATALOGUE.relative_to(ROOT)).read_text(encoding="utf-8")
    assert text.count("Hail {name}") == 1
    assert "Hallo {name}" in text


def test_people_who_add_at_the_same_moment_lose_nothing(tree: Path) -> None:
    processes = [start(tree, "add") for _number in range(4)]
    for number, process in enumerate(processes):
        assert process.stdin is not None
        process.stdin.write(f"Text {number}\tTekst {number}\n".encode())
        process.stdin.close()
    for process in processes:
        assert process.wait() == 0
        assert process.stdout is not None
        process.stdout.close()
    text = (tree / CATALOGUE.relative_to(ROOT)).read_text(encoding="utf-8")
    assert [f"Tekst {number}" in text for number in range(4)] == [True] * 4


def test_a_line_that_is_no_translation_is_refused_and_nothing_is_added(tree: Path) -> None:
    before = (tree / CATALOGUE.relative_to(ROOT)).read_bytes()
    assert say(tree, "add", "Hail {name}\tGegroet {name}\nno tab here\n")[0] == 1
    assert (tree / CATALOGUE.relative_to(ROOT)).read_bytes() == before
