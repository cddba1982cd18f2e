"""`loket demo FILE`, and the database of its own that `loket --demo` opens the app on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loket.cli.base import argument, command
from loket.cli.output import say
from loket.language import N_, _

ADVISOR = "ilse"
"""Whose desk the demo shows unless another is named."""


@command("demo", help=N_("Make a demo database: fictitious institutions, two years of work. Replaces an older demo, nothing else."))
@argument("file", metavar=N_("FILE"), type=str)
def demo(file: str) -> None:
    """Make it and open nothing."""
    from loket.demo.making import make_demo

    path = make_demo(Path(file))
    say(_("The demo is ready. Open it with: loket --database {path} --as {advisor}").format(path=path, advisor=ADVISOR))


@contextmanager
def place_for_a_demo() -> Iterator[str]:
    """Where a demo may stand as long as the app is open: a folder of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="loket-demo-", ignore_cleanup_errors=True) as folder:
        yield str(Path(folder) / "demo.db")
