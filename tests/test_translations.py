"""The translators' tool, on a copy of the tree: nothing gets lost, nothing wrong gets through."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.po import CATALOGUE, ROOT


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project with one text of its own and the catalogue as it is."""
    for path in (Path("tools/po.py"), CATALOGUE.relative_to(ROOT)):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes((ROOT / path).read_bytes())
    (tmp_path / "loket" / "example.py").write_text('_("Dear {name}")\nngettext("{n} frog", "{n} frogs", 2)\n', encoding="utf-8")
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
    assert "not translated: 'Dear {name}'" in out
    assert "not translated: ('{n} frog', '{n} frogs')" in out
    say(tree, "add", "Dear {name}\tBeste {name}\n{n} frog\t{n} frogs\t{n} kikker\t{n} kikkers\n")
    out = say(tree, "check")[1]
    assert "Dear" not in out
    assert "frog" not in out


def test_a_translation_that_lost_a_value_is_named(tree: Path) -> None:
    say(tree, "add", "Dear {name}\tBeste {naam}\n")
    assert "other placeholders: 'Dear {name}'" in say(tree, "check")[1]


def test_a_translation_of_a_text_that_is_gone_is_named(tree: Path) -> None:
    say(tree, "add", "Farewell\tVaarwel\n")
    assert "no longer used: 'Farewell'" in say(tree, "check")[1]
    assert "removed: 'Farewell'" in say(tree, "prune")[1]
    assert "no longer used" not in say(tree, "check")[1]


def test_a_plural_with_one_translation_only_is_not_translated(tree: Path) -> None:
    say(tree, "add", "{n} frog\t{n} kikker\n")
    assert "not translated: ('{n} frog', '{n} frogs')" in say(tree, "check")[1]


def test_the_last_translation_counts_and_one_text_stands_once(tree: Path) -> None:
    say(tree, "add", "Dear {name}\tBeste {name}\n")
    say(tree, "add", "Dear {name}\tGeachte {name}\n")
    text = (tree / CATALOGUE.relative_to(ROOT)).read_text(encoding="utf-8")
    assert text.count("Dear {name}") == 1
    assert "Geachte {name}" in text


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
    assert say(tree, "add", "Dear {name}\tBeste {name}\nno tab here\n")[0] == 1
    assert (tree / CATALOGUE.relative_to(ROOT)).read_bytes() == before
