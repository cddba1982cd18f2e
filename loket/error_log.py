"""Where the details of an error in loket itself are kept, for whoever mends it."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

_ENOUGH = 1_000_000


def log_error(error: BaseException) -> Path | None:
    """Add the traceback to the log in the platform's state folder, readable by its owner only; None when that fails."""
    import platformdirs

    try:
        path = platformdirs.user_state_path("loket", appauthor=False, ensure_exists=True) / "errors.log"
        afresh = os.O_TRUNC if path.exists() and path.stat().st_size > _ENOUGH else os.O_APPEND
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | afresh, 0o600), "w", encoding="utf-8") as log:
            log.write(f"\n{datetime.now(UTC).isoformat(timespec='seconds')} Python {sys.version.split()[0]}\n")
            log.writelines(traceback.format_exception(error))
    except OSError:
        return None
    return path
