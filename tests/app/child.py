"""The demo app in a process of its own, for tests that end it: drafts go to the file named on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from loket.app import LoketApp
from loket.config import Config
from loket.screens.registry import SHEETS
from tests.app.demo import FakeStore


class Drafts(list[dict[str, Any]]):
    """Keeps each draft in a file too."""

    def append(self, draft: dict[str, Any]) -> None:
        super().append(draft)
        Path(sys.argv[1]).write_text(json.dumps(draft, default=str), encoding="utf-8")


if __name__ == "__main__":
    SHEETS[3] = ("tests.app.demo:DemoList",)
    app = LoketApp(lambda: FakeStore(drafts=Drafts()), Config(), first=3)  # type: ignore[arg-type, return-value]
    app.run()
    sys.exit(app.return_code)
