"""The layout's rules that a machine can hold: names of files, doors of rooms, and pages that name what is there."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
PAGES = [*sorted((HOUSE / "docs").glob("*.md")), HOUSE / "README.md", HOUSE / "CONTRIBUTING.md"]
NOT_WHOSE = {"list", "screen", "words", "rows", "form", "base", "model", "mail", "detail", "tally", "naming", "utils", "helpers", "common"}
"""A file's name says whose it is; these say nothing."""


def modules() -> list[Path]:
    return [path.relative_to(HOUSE) for path in (HOUSE / "loket").rglob("*.py")]


def test_a_file_name_says_whose_it_is() -> None:
    # `models.words` holds the words of all closed lists: there is no other whose they could be.
    assert [path for path in modules() if path.stem in NOT_WHOSE] == [Path("loket/models/words.py")]


def test_a_room_opens_with_its_docstring_and_nothing_that_loads() -> None:
    """Importing `loket.models.words` must not load SQLModel: a package's door holds no import but of names that load when they are used."""
    doors = {path for path in modules() if path.name == "__init__.py"}
    for door in doors - {Path("loket/language/__init__.py")}:
        for statement in ast.parse((HOUSE / door).read_text(encoding="utf-8")).body[1:]:
            imports = [node for node in ast.walk(statement) if isinstance(node, ast.Import | ast.ImportFrom)]
            names = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in imports}
            assert names <= {"__future__", "typing", "loket.lazy"}, f"{door}: {names}"


def test_tests_stand_in_the_rooms_of_what_they_test() -> None:
    rooms = {path.name for path in (HOUSE / "loket").iterdir() if path.is_dir() and path.name != "__pycache__"}
    others = {"app", "bench", "canaries", "data", "worlds"}
    assert {path.name for path in (HOUSE / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"} <= rooms | others


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_files_and_modules_that_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    files = set(re.findall(r"\b((?:loket|tests|tools|db)/[\w./-]+\.(?:py|toml|po|csv))\b", text))
    assert [file for file in sorted(files) if not (HOUSE / file).exists()] == []
    gone = []
    for name in sorted(set(re.findall(r"`(?:loket\.)?((?:casework|insight|exchange|screens|widgets|models)\.\w+)", text))):
        try:
            import_module(f"loket.{name}")
        except ModuleNotFoundError:
            gone.append(name)
    assert gone == []


def test_the_glossary_names_what_is_there() -> None:
    text = (HOUSE / "docs" / "glossary.md").read_text(encoding="utf-8")
    code = "\n".join((HOUSE / path).read_text(encoding="utf-8") for path in modules())
    words = set(re.findall(r"`([A-Za-z_]+)`", text))
    assert len(words) > 30
    assert [word for word in sorted(words) if not re.search(rf"\b{word}s?\b", code)] == []
