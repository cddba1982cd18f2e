"""The report opened as people open it: in a browser without a screen, and in a word processor."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from loket.exchange.documents.document import Document
from loket.exchange.documents.document_files import write_document
from loket.exchange.report.progress_report import as_document, report
from loket.exchange.report.report_model import ReportAsked
from loket.insight.figures.period import Period
from loket.store.database import open_store
from tests.exchange.libreoffice import find_office

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="module")
def written(demo_file: Path) -> Document:
    """The report of the demo's first half of 2026."""
    from loket.language import set_language

    set_language("nl")
    store = open_store(str(demo_file), actor="ilse")
    made = report(store, ReportAsked(Period(dt.date(2026, 1, 1), dt.date(2026, 6, 30))))
    store.close()
    return as_document(made)


def _run(*command: str | Path) -> str:
    ran = subprocess.run([str(part) for part in command], check=True, timeout=180, capture_output=True)
    return ran.stdout.decode("utf-8", "replace")


def test_a_browser_shows_the_report_and_its_charts(written: Document, tmp_path: Path) -> None:
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        pytest.skip("no Chromium here; on Debian and Ubuntu: apt-get install chromium")
    page = tmp_path / "rapport.html"
    write_document(page, written)
    # It runs as root in CI, where its own sandbox cannot; the page runs nothing.
    headless = (
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        f"--user-data-dir={tmp_path / 'profile'}",
    )
    shown = _run(*headless, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'rapport.pdf'}", "--dump-dom", page.as_uri())
    printed = (tmp_path / "rapport.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert 6 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 30
    assert shown.count("<h2") == 11
    assert "<title id=" in shown


def test_a_word_processor_opens_the_report(written: Document, tmp_path: Path) -> None:
    office = find_office()
    if office is None:
        pytest.skip("no LibreOffice here; on Debian and Ubuntu: apt-get install libreoffice-writer-nogui")
    write_document(tmp_path / "rapport.docx", written)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    _run(office, profile, "--headless", "--norestore", "--convert-to", "odt", "--outdir", tmp_path, tmp_path / "rapport.docx")
    with zipfile.ZipFile(tmp_path / "rapport.odt") as archive:
        content = archive.read("content.xml").decode()
    assert "<text:table-of-content " in content
    assert content.count("<table:table-header-rows>") >= 8
    headings = re.findall(r'<text:h [^>]*text:outline-level="1"[^>]*>(.*?)</text:h>', content)
    assert [re.sub("<[^>]+>", "", one) for one in headings] == [one.text for one in written.headings if one.level == 1]
    assert "ondersteuningsvragen" in content
