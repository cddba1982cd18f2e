from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def as_nobody(tmp_path: Path) -> Iterator[None]:
    """File rights count: the administrator of the machine, for whom they do not, becomes somebody else for a while."""
    if os.name == "nt":
        pytest.skip("Windows has no such rights")
    if os.geteuid() != 0:
        yield
        return
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and len(folder.parts) > 2:
            folder.chmod(folder.stat().st_mode | 0o055)
    for place in tmp_path.rglob("*"):
        os.chown(place, 65534, 65534)
    os.chown(tmp_path, 65534, 65534)
    os.seteuid(65534)
    yield
    os.seteuid(0)
