"""`loket lessons` and `loket handover`: written where asked, in the form asked, with the word to read them through."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from loket.casework.institutions import InstitutionInput, add_institution
from loket.store.database import open_store
from tests.conftest import Ran

Loket = Callable[..., Ran]


def test_the_ending_says_the_form_and_the_export_is_remembered(loket: Loket, sqlite_database: str, tmp_path: Path) -> None:
    store = open_store(sqlite_database, actor="ilse")
    add_institution(store, InstitutionInput(name="Ziekenhuis Merenrand"))
    at = ("--database", sqlite_database, "--as", "ilse")
    done = loket(*at, "lessons", "-o", str(tmp_path / "lessen.docx"))
    assert (done.status, "lees ze door" in done.err) == (0, True)
    assert (tmp_path / "lessen.docx").read_bytes()[:2] == b"PK"
    done = loket(*at, "handover", "merenr", "--format", "html")
    assert (done.status, done.out.lstrip()[:9].lower()) == (0, "<!doctype")
    assert loket(*at, "handover", "bestaat niet").status == 1
    assert loket(*at, "lessons", "--theme", "9").status == 2
    with store.read() as reader:
        assert reader.rows("SELECT what FROM export_log ORDER BY id") == [("lessons",), ("handover Ziekenhuis Merenrand",)]
    store.close()
