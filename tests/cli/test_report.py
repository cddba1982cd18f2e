"""`loket report`: the figures of the sample as they must be, in a file of any form, kept and written again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from loket.models.documents import ProgressReport
from loket.store.database import Store
from tests.worlds.load import SAMPLE, load_sample

EXPECTED: dict[str, Any] = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))["indicators"]
HALF = ("--from", "2026-01-01", "--to", "2026-06-30")


def test_an_internal_report_tells_the_expected_figures(sqlite_store: Store, sqlite_database: str, loket: Any) -> None:
    load_sample(sqlite_store)
    ran = loket("--database", sqlite_database, "report", "--internal", "--from", "2026-01-01", "--to", "2026-11-21")
    assert ran.status == 0
    assert ran.err == ""
    cells = {line.split("|")[1].strip(): line.split("|")[2].strip() for line in ran.out.splitlines() if line.startswith("| ")}
    shares = {
        "wensenscan_response": "Instellingen die de WensenScan invulden",
        "wensenscan_followed_up": "Invullers met een vervolggesprek",
        "sdm_any": "Samen beslissen in enige vorm",
        "outcome_info_used": "Instellingen die uitkomstinformatie gebruiken",
        "requests_referred": "Doorverwezen vragen",
        "referrals_used": "Gebruikte doorverwijzingen",
        "referrals_helped": "Doorverwijzingen die hielpen",
        "unmet_needs": "Onvervulde behoeften",
    }
    for name, label in shares.items():
        assert cells[label] == f"{EXPECTED[name]['numerator']}/{EXPECTED[name]['denominator']}"
    lead = EXPECTED["request_lead_time"]
    told = (
        f"Het loket ontving {EXPECTED['requests_received']['numerator']} ondersteuningsvragen.",
        f"Het sloot {EXPECTED['requests_closed']['numerator']} vragen af.",
        f"Op 21 november 2026 stonden er {EXPECTED['requests_open']['numerator']} vragen open.",
        f"hoogstens {lead['median_days']} dagen, negen van de tien hoogstens {lead['p90_days']} dagen (n = {lead['n']})".replace(".", ","),
        f"Het loket legde {EXPECTED['signals_recorded']['numerator']} signalen vast.",
    )
    assert [sentence for sentence in told if sentence not in ran.out] == []
    shared = loket("--database", sqlite_database, "report", *HALF)
    names = (SAMPLE / "instellingen.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [row.split(";")[0] for row in names if row.split(";")[0] in shared.out] == []
    figures = shared.out.partition("### Nieuw aanbod")[0]
    assert not re.search(r"\| [1-4]/| [1-4] \||: [1-4]\b", figures)
    assert re.search(r"\\<5", figures)


def test_a_report_is_kept_and_written_again_the_same(sqlite_database: str, loket: Any, tmp_path: Path) -> None:
    first, again, page = tmp_path / "a.md", tmp_path / "b.md", tmp_path / "c.html"
    ran = loket("--database", sqlite_database, "report", "--keep", "-o", str(first))
    assert (ran.status, ran.err) == (0, "loket: Vastgelegd: voortgangsrapportage 1.\n")
    assert "Eerste halfjaar van 2026" in first.read_text(encoding="utf-8")
    assert loket("--database", sqlite_database, "report", "--kept", "1", "-o", str(again)).status == 0
    assert again.read_bytes() == first.read_bytes()
    line = re.search(r"\(#(\d+)\)", first.read_text(encoding="utf-8"))
    assert line is not None
    assert loket("--database", sqlite_database, "report", *HALF, "--as-of", f"#{line[1]}", "-o", str(again)).status == 0
    assert again.read_bytes() == first.read_bytes()
    assert loket("--lang", "en", "--database", sqlite_database, "report", "--kept", "1", "-o", str(page)).status == 0
    assert "No requests were received in this period." in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (("--from", "2026-06-30", "--to", "2026-01-01"), 1, "eindigt"),
        (("--from", "2026-01-01", "--to", "2026-03-31"), 1, "geen heel halfjaar"),
        (("--from", "2026-07-01", "--to", "2026-12-31"), 1, "nog niet voorbij"),
        (("--internal", "--from", "2026-07-01", "--to", "2026-12-31"), 1, "nog niet voorbij"),
        (("--as-of", "2126-01-01"), 1, "nog niet voorbij"),
        (("--format", "pdf"), 2, "pdf"),
        (("-o", "rapport.pdf"), 1, "docx"),
        (("-o", "geen/map/rapport.md"), 1, "map"),
        (("--kept", "3"), 1, "geen vastgelegde rapportage 3"),
        (("--kept", "3", "--internal"), 2, "--kept"),
        (("--from", "gek"), 2, "gek"),
    ],
)
def test_what_cannot_be_asked_is_refused(sqlite_database: str, loket: Any, options: tuple[str, ...], status: int, told: str) -> None:
    ran = loket("--database", sqlite_database, "report", *options)
    assert (ran.status, ran.out) == (status, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_a_kept_report_that_comes_out_otherwise_says_so(sqlite_store: Store, sqlite_database: str, loket: Any) -> None:
    """As after a report was brought into another database, whose change log is not the one that it names."""
    assert loket("--database", sqlite_database, "report", "--keep").status == 0
    with sqlite_store.write("brought over") as tx:
        row = tx.session.get(ProgressReport, 1)
        assert row is not None
        row.figures = row.figures.replace('"requests_received": {"numerator": "0"}', '"requests_received": {"numerator": "9"}')
    ran = loket("--database", sqlite_database, "report", "--kept", "1")
    assert ran.status == 0
    assert "deze cijfers zijn niet die van toen" in ran.err
    assert ran.err.rstrip().endswith("Ontvangen vragen.")
