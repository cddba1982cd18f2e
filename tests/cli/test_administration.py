"""`loket admin`: who works here, the lists, the rules, what went out and what came in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from loket.casework.requests import RequestInput, register_request
from loket.models.advisors import Advisor
from loket.models.institutions import Institution
from loket.models.words import AdvisorRole
from loket.store.database import open_store
from tests.conftest import Ran

Loket = Callable[..., Ran]


@pytest.fixture
def address(database: str) -> str:
    """An office of an admin, two advisors, and a request that one of these has; on each dialect."""
    store = open_store(database, actor="beheer")
    with store.write("set up") as tx:
        tx.session.add(Institution(name="Ziekenhuis Merenrand"))
        tx.session.add_all([Advisor(name="ilse"), Advisor(name="ruud")])
        beheer = tx.session.get(Advisor, 1) or Advisor(name="beheer")
        beheer.role = AdvisorRole.ADMIN
        tx.session.add(beheer)
    with store.read() as reader:
        ilse = reader.value("SELECT id FROM advisor WHERE name = 'ilse'")
    register_request(store, RequestInput(title="PROM's", institution_id=1, themes=[4], advisor_id=ilse))
    store.close()
    return str(database)


def test_who_leaves_hands_over_first_and_an_only_admin_stays(loket: Loket, address: str) -> None:
    def admin(*words: str) -> Ran:
        return loket("--database", address, "--as", "beheer", "admin", *words)

    refused = admin("advisor", "ilse", "--leaves")
    assert (refused.status, "--to" in refused.err) == (1, True)
    assert admin("advisor", "ilse", "--leaves", "--to", "ruud").status == 0
    listed = {one["name"]: one for one in json.loads(admin("advisor", "--json").out)}
    assert (listed["ilse"]["active"], listed["ruud"]["requests"], listed["ilse"]["requests"]) == (False, 1, 0)
    assert "enige beheerder" in admin("advisor", "beheer", "--leaves").err
    assert admin("advisor", "ilse", "--returns", "--role", "programmaleider").status == 0
    listed = {one["name"]: one for one in json.loads(admin("advisor", "--json").out)}
    assert (listed["ilse"]["active"], listed["ilse"]["role"]) == (True, "lead")
    assert loket("--database", address, "--as", "ruud", "admin", "advisor", "ruud", "--role", "admin").status == 1


def test_the_lists_and_rules_are_kept_from_the_command_line(loket: Loket, address: str) -> None:
    def admin(*words: str) -> Ran:
        return loket("--database", address, "--as", "beheer", "admin", *words)

    assert admin("obstacle", "tolken ontbreken", "--end").status == 1
    assert admin("obstacle", "tolken ontbreken", "--add", "--theme", "6").status == 0
    assert admin("obstacle", "Tolken ontbreken", "--end").status == 0
    assert admin("outcome-set", "astma", "--add", "--status", "proef").status == 0
    assert {one["label"]: one["active"] for one in json.loads(admin("obstacle", "--json").out)}["tolken ontbreken"] is False
    assert "astma" in admin("outcome-set").out
    assert admin("rule", "sessions_until", "31-12-2026").status == 0
    assert json.loads(admin("rule", "--json").out)["sessions_until"] == "2026-12-31"
    assert (admin("rule", "weken", "3").status, admin("rule", "check_back_weeks").status) == (1, 2)


def test_an_import_is_found_again_and_undone(loket: Loket, address: str, tmp_path: Path) -> None:
    (tmp_path / "aanbod.csv").write_text("sleutel;titel;soort;status\na1;Webinar PROM-keuze;webinar;beschikbaar\n", encoding="utf-8")
    assert loket("--database", address, "--as", "beheer", "import", str(tmp_path / "aanbod.csv")).status == 0
    [found] = json.loads(loket("--database", address, "--as", "beheer", "admin", "imports", "--json").out)
    assert (found["actor"], "aanbod.csv" in found["files"], found["undone"]) == ("beheer", True, False)
    assert loket("--database", address, "--as", "ruud", "admin", "imports").status == 1
    assert loket("--database", address, "--as", "beheer", "admin", "imports", "--undo", "999999").status == 1
    assert loket("--database", address, "--as", "beheer", "admin", "imports", "--undo", str(found["id"])).status == 0
    [found] = json.loads(loket("--database", address, "--as", "beheer", "admin", "imports", "--json").out)
    assert found["undone"] is True
    assert json.loads(loket("--database", address, "list", "offerings", "--json").out) == []


def test_what_went_out_is_listed_for_an_admin_only(loket: Loket, address: str, tmp_path: Path) -> None:
    assert loket("--database", address, "--as", "beheer", "export", str(tmp_path / "alles.json"), "--format", "json").status == 0
    [found] = json.loads(loket("--database", address, "--as", "beheer", "admin", "exports", "--json").out)
    assert (found["advisor"], found["rows"] > 0) == ("beheer", True)
    assert loket("--database", address, "--as", "ilse", "admin", "exports").status == 1
