"""The project's `db/` folder: migrations and reference lists."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import loket


def db_folder() -> Path:
    """The folder with migrations and reference data: inside the package when installed, beside it in a checkout."""
    package = Path(loket.__file__).parent
    installed = package / "_db"
    return installed if installed.is_dir() else package.parent / "db"


def reference_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV in `db/reference`."""
    with (db_folder() / "reference" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        delimiter = ";" if ";" in file.readline() else ","
        file.seek(0)
        yield from csv.DictReader(file, delimiter=delimiter)
