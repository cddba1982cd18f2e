"""What every test of an app starts from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.app.helpers import still


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    with still():
        yield
