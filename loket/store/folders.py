"""Where things are: the project's `db/` folder and the user's own database."""

from __future__ import annotations

from pathlib import Path

import loket


def db_folder() -> Path:
    """The folder with migrations and reference data: inside the package when installed, beside it in a checkout."""
    package = Path(loket.__file__).parent
    installed = package / "_db"
    return installed if installed.is_dir() else package.parent / "db"
