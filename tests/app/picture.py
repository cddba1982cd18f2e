"""Pictures of screens: `python -m tests.app.picture FOLDER` writes the demo screens as SVG, to be looked at."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from loket.app import LoketApp
from loket.config import Config
from loket.screens.registry import SHEETS
from tests.app.demo import FakeStore
from tests.app.helpers import replaced, settle, still, walk

SIZES = ((120, 40), (80, 24), (200, 50))
PLACES = {1: ("tests.app.demo:DemoGroups",), 3: ("tests.app.demo:DemoList",)}


async def picture(folder: Path, size: tuple[int, int], theme: str, keys: tuple[str, ...], name: str) -> None:
    with replaced(SHEETS, PLACES), still():
        app = LoketApp(FakeStore, Config(theme=theme), who="ilse", database="loket-uz", first=3, strict=True)  # type: ignore[arg-type]
        async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
            await settle(pilot)
            await walk(pilot, *keys)
            (folder / f"{name}-{size[0]}-{theme}.svg").write_text(app.export_screenshot(), encoding="utf-8")


async def main(folder: Path) -> None:
    for size in SIZES:
        await picture(folder, size, "dark", ("down", "space"), "list")
    await picture(folder, SIZES[0], "light", ("down",), "list")
    await picture(folder, SIZES[0], "dark", ("enter",), "form")
    await picture(folder, SIZES[0], "dark", ("s",), "choice")
    await picture(folder, SIZES[0], "dark", ("ctrl+p",), "palette")
    await picture(folder, SIZES[0], "dark", ("question_mark",), "help")
    await picture(folder, SIZES[0], "dark", ("1",), "groups")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
