"""The translators' tool, on a copy of the tree: nothing gets lost, nothing wrong gets through."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

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


def tool(tree: Path) -> dict[str, Any]:
    """The tool of that tree."""
    return runpy.run_path(str(tree / "tools" / "po.py"))


def add(tree: Path, lines: str) -> None:
    tool(tree)["add"](iter(lines.splitlines()))


def check(tree: Path) -> str:
    return "\n".join(tool(tree)["problems"]())


def test_a_text_without_a_translation_is_named_until_it_has_one(tree: Path) -> None:
    out = check(tree)
    assert "not translated: 'Hail {name}'" in out
    assert "not translated: ('{n} frog', '{n} frogs')" in out
    add(tree, "Hail {name}\tGegroet {name}\n{n} frog\t{n} frogs\t{n} kikker\t{n} kikkers\n")
    out = check(tree)
    assert "Hail" not in out
    assert "frog" not in out


def test_a_translation_that_lost_a_value_is_named(tree: Path) -> None:
    add(tree, "Hail {name}\tGegroet {naam}\n")
    assert "other placeholders: 'Hail {name}'" in check(tree)


def test_a_translation_of_a_text_that_is_gone_is_named(tree: Path) -> None:
    add(tree, "Farewell\tVaarwel\n")
    assert "no longer used: 'Farewell'" in check(tree)
    assert tool(tree)["prune"]() == ["Farewell"]
    assert "no longer used" not in check(tree)


def test_a_plural_with_one_translation_only_is_not_translated(tree: Path) -> None:
    add(tree, "{n} frog\t{n} kikker\n")
    assert "not translated: ('{n} frog', '{n} frogs')" in check(tree)


def test_the_last_translation_counts_and_one_text_stands_once(tree: Path) -> None:
    add(tree, "Hail {name}\tGegroet {name}\n")
    add(tree, "Hail {name}\tHallo {name}\n")
    text = (tree / CATALOGUE.relative_to(ROOT)).read_text(encoding="utf-8")
    assert text.count("Hail {name}") == 1
    assert "Hallo {name}" in text


def test_people_who_add_at_the_same_moment_lose_nothing(tree: Path) -> None:
    command = [sys.executable, str(tree / "tools" / "po.py"), "add"]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) for _number in range(4)]
    for number, process in enumerate(processes):
        assert process.stdin is not None
        process.stdin.write(f"Text {number}\tTekst {number}\n".encode())
        process.stdin.close()
    for process in processes:
        assert process.wait() == 0
    text = (tree / CATALOGUE.relative_to(ROOT)).read_text(encoding="utf-8")
    assert [f"Tekst {number}" in text for number in range(4)] == [True] * 4


def test_a_line_that_is_no_translation_is_refused_and_nothing_is_added(tree: Path) -> None:
    before = (tree / CATALOGUE.relative_to(ROOT)).read_bytes()
    with pytest.raises(SystemExit, match="no tab here"):
        add(tree, "Hail {name}\tGegroet {name}\nno tab here\n")
    assert (tree / CATALOGUE.relative_to(ROOT)).read_bytes() == before
