"""Paths as people paste them are the files that they meant."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from loket.exchange.typed_paths import TABLES, completions, typed_paths


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "Downloads").mkdir()
    found = [tmp_path / name for name in ("plain.csv", "with space.xlsx", "it's (1).csv", "Downloads/latest.csv", "notes.txt")]
    for path in found:
        path.write_text("naam\n")
    return found


def test_one_path_in_every_dress(files: list[Path]) -> None:
    for path in files:
        name = str(path)
        dressed = [name, f" {name} ", f'"{name}"', f"~/{path.relative_to(Path.home())}", path.as_uri(), shlex.quote(name)]
        dressed.append(name.replace(" ", "\\ ").replace("'", "\\'").replace("(", "\\(").replace(")", "\\)"))
        for text in dressed if "'" not in name else [name, f'"{name}"', dressed[-1]]:
            assert typed_paths(text) == (path,), text


def test_several_paths_in_one_line(files: list[Path]) -> None:
    assert typed_paths(" ".join(shlex.quote(str(path)) for path in files[:2])) == tuple(files[:2])
    assert typed_paths("") == ()
    assert typed_paths("there is none.csv") == (Path("there is none.csv"),), "refused by that name later on"


def test_what_a_path_may_go_on_to(files: list[Path]) -> None:
    home = files[0].parent
    assert [one.path.name for one in completions(f"{home}/", TABLES)] == ["it's (1).csv", "plain.csv", "with space.xlsx", "Downloads"]
    assert [one.text for one in completions("~/do", TABLES)] == ["~/Downloads/"]
    assert {one.path.name for one in completions("", TABLES)} >= {"latest.csv", "plain.csv"}, "the newest, when nothing is typed"
