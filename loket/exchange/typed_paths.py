"""Paths as people type or paste them: quotes, `~`, `file://`, spaces that a terminal escaped; and what a path may go on to."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from loket.exchange.source_tables import CSV_SUFFIXES, SHEET_SUFFIXES

TABLES = CSV_SUFFIXES | SHEET_SUFFIXES
"""The endings of files that hold tables."""
_PIECES = re.compile(r'"[^"]*"|\'[^\']*\'|(?:\\.|[^\s\\]|\\)+')
_ESCAPED = re.compile(r"\\([\s'\"()&$\[\]])")
_MOST_LOOKED_AT = 5_000


@dataclass(frozen=True, slots=True)
class Found:
    """A file or folder that can be chosen; `text` is what the field then says."""

    path: Path
    text: str
    is_folder: bool


def typed_paths(text: str) -> tuple[Path, ...]:
    """The files or folders that a line names: one path with whatever spaces it has, or several in quotes or escaped."""
    whole = _path(text)
    if not text.strip() or whole.exists():
        return (whole,) if text.strip() else ()
    pieces = [_path(piece) for piece in _PIECES.findall(text)]
    return tuple(pieces) if len(pieces) > 1 and all(piece.exists() for piece in pieces) else (whole,)


def _path(text: str) -> Path:
    """One path as it was meant."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    if text.startswith("file://"):
        text = unquote(urlsplit(text).path)
    path = Path(os.path.expanduser(text))
    escaped = _ESCAPED.sub(r"\1", text)
    if escaped != text and os.sep == "/" and not path.exists():
        return Path(os.path.expanduser(escaped))
    return path


def completions(text: str, suffixes: frozenset[str], most: int = 8) -> Sequence[Found]:
    """What the typed path may go on to: folders and files with these endings; of no text the newest files that were downloaded."""
    if not text.strip():
        return _newest(suffixes, most)
    typed = text.strip().lstrip("\"'")
    folder, _separator, start = typed.rpartition(os.sep)
    home = _path(folder + os.sep) if folder or typed.startswith(os.sep) else Path()
    entries = [entry for entry in _entries(home) if entry.name.casefold().startswith(start.casefold()) and not entry.name.startswith(".")]
    shown = [entry for entry in entries if entry.is_dir() or Path(entry.name).suffix.lower() in suffixes]
    shown.sort(key=lambda entry: (entry.is_dir(), entry.name.casefold()))
    before = f"{folder}{os.sep}" if folder or typed.startswith(os.sep) else ""
    return [Found(Path(entry.path), f"{before}{entry.name}{os.sep if entry.is_dir() else ''}", entry.is_dir()) for entry in shown[:most]]


def _newest(suffixes: frozenset[str], most: int) -> Sequence[Found]:
    """The files with these endings that came last, where a browser or mail program puts them and where loket was started."""
    folders = [Path.home() / "Downloads", Path.home() / "Desktop", Path.home(), Path.cwd()]
    files: dict[str, tuple[float, Path]] = {}
    for folder in folders:
        for entry in _entries(folder):
            if Path(entry.name).suffix.lower() in suffixes and not entry.name.startswith(".") and entry.is_file():
                files.setdefault(os.path.realpath(entry.path), (entry.stat().st_mtime, Path(entry.path)))
    newest = sorted(files.values(), key=lambda pair: (-pair[0], pair[1].name))[:most]
    return [Found(path, str(path), False) for _time, path in newest]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return [entry for entry, _place in zip(found, range(_MOST_LOOKED_AT), strict=False)]
    except OSError:
        return []
