"""Puts a world into a database the way an office does: as files, through the import."""

from __future__ import annotations

import tempfile
from pathlib import Path

from loket.exchange.import_run import import_paths
from loket.store.database import Store
from tests.worlds.world import World
from tests.worlds.write import write

SAMPLE = Path(__file__).parents[1] / "data" / "ronde-2024"


def load(store: Store, world: World, seed: int = 0) -> None:
    """Write the world as files, spelled by `seed`, and import them."""
    with tempfile.TemporaryDirectory() as folder:
        write(world, Path(folder), seed)
        import_paths(store, [Path(folder)])


def load_sample(store: Store) -> None:
    """Import the published sample as it is."""
    import_paths(store, [SAMPLE])
