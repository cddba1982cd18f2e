"""Every form by keys: fill in, errors under the field, drafts that come back, two people in one record."""

from __future__ import annotations

from typing import Any

import pytest

from loket.models.advisors import Advisor
from loket.models.institutions import Contact
from loket.models.words import AdvisorRole
from loket.screens.forms.record_form import open_form
from loket.screens.registry import SCREENS, find
from loket.store.database import Store, open_store
from loket.widgets.fields import Form
from tests.app.helpers import screen_text, settle, walk
from tests.app.records_world import SIZES, office, opened, values

ABOUT_ONE = {"setting_form", "split_form", "close_form", "contact_leave_form", "contact_move_form", "contact_role_form"}
"""Forms about a record that is there: none opens empty."""
FORMS = sorted(name for name in SCREENS if name.endswith("_form") and name not in ABOUT_ONE)


async def test_a_new_request_by_keys(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "n", "Vragenlijsten op papier", "tab", "mer")
        await walk(pilot, "enter", "4", "f2")
        assert "Opgeslagen: V-5." in screen_text(pilot.app)
        assert "u maakt dit ongedaan" in screen_text(pilot.app)
    assert values(sqlite_store, "SELECT institution_id FROM support_request WHERE id = 5") == [1]
    assert values(sqlite_store, "SELECT theme_id FROM request_theme WHERE request_id = 5") == [4]
    assert values(sqlite_store, "SELECT received_on FROM support_request WHERE id = 5") == ["2026-11-21"]
    assert values(sqlite_store, "SELECT a.name FROM support_request r JOIN advisor a ON a.id = r.advisor_id WHERE r.id = 5") == ["ilse"]
    assert values(sqlite_store, "SELECT count(*) FROM draft") == [0]


async def test_errors_stand_under_their_fields_and_nothing_is_lost(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "n", "tab", "tab", "tab", "alleen een omschrijving", "f2")
        text = screen_text(pilot.app)
        assert "! Vul in: titel." in text
        assert "! Vul in: thema's." in text
        assert "alleen een omschrijving" in text
        assert values(sqlite_store, "SELECT count(*) FROM support_request") == [4]
        await walk(pilot, "Toch een titel", "tab", "hoogl")
        await walk(pilot, "enter", "1", "f2")
        assert "Opgeslagen: V-5." in screen_text(pilot.app)
    assert values(sqlite_store, "SELECT description FROM support_request WHERE id = 5") == ["alleen een omschrijving"]


async def test_a_draft_comes_back_and_can_be_thrown_away(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "n", "Half getypt", "tab", "mer")
        await walk(pilot, "enter", "escape")
        assert "Concept bewaard." in screen_text(pilot.app)
        assert values(sqlite_store, "SELECT form FROM draft") == ["request_form"]
        await walk(pilot, "n")
        text = screen_text(pilot.app)
        assert "Half getypt" in text
        assert "Ziekenhuis Merenrand" in text
        assert "f4 gooit het weg" in text
        await walk(pilot, "f4")
        assert values(sqlite_store, "SELECT count(*) FROM draft") == [0]
        await walk(pilot, "n")
        assert "Half getypt" not in screen_text(pilot.app)


async def test_opening_a_form_and_leaving_it_keeps_no_draft(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "e")
        await pilot.pause(0.8)
        await walk(pilot, "escape")
        assert "Concept bewaard." not in screen_text(pilot.app)
    assert values(sqlite_store, "SELECT count(*) FROM draft") == [0]


async def test_a_programme_lead_edits_a_contact_and_leaves_the_name_as_it_is(sqlite_store: Store, sqlite_database: str) -> None:
    office(sqlite_store)
    with sqlite_store.write("set up") as tx:
        tx.session.add(Advisor(name="lena", role=AdvisorRole.LEAD))
        tx.session.add(Contact(id=7, institution_id=1, name="Marijke Bos", email="bos@example.nl", phone="06", function="arts"))
    lead = open_store(sqlite_database, actor="lena")
    async with opened(lead) as pilot:
        open_form(pilot.app, "contact_form", 7)  # type: ignore[arg-type]
        await settle(pilot)
        assert "Bos" not in screen_text(pilot.app)
        await walk(pilot, "tab", "tab", "poli", "f2")
        assert "Opgeslagen" in screen_text(pilot.app)
    lead.close()
    kept = "name || ' ' || email || ' ' || phone || ' ' || coalesce(department, function)"
    assert values(sqlite_store, f"SELECT {kept} FROM contact WHERE id = 7") == ["Marijke Bos bos@example.nl 06 poli"]


async def test_a_follow_up_on_the_record_under_the_cursor(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "f", "terugbellen", "tab", "over 2 weken", "f2")
        assert "Opgeslagen: A-1." in screen_text(pilot.app)
    assert values(sqlite_store, "SELECT on_kind || on_id || due_on || institution_id FROM follow_up") == ["request12026-12-051"]


async def test_a_wrong_day_is_not_taken(sqlite_store: Store) -> None:
    office(sqlite_store)
    async with opened(sqlite_store) as pilot:
        await walk(pilot, "f", "bellen", "tab", "31-2", "f2")
        assert "Niet opgeslagen: 1" in screen_text(pilot.app)
    assert values(sqlite_store, "SELECT count(*) FROM follow_up") == [0]


CHANGES: tuple[tuple[str, str, str], ...] = (
    ("institution_form", "institution", "name"),
    ("contact_form", "contact", "name"),
    ("party_form", "party", "name"),
    ("request_form", "support_request", "title"),
    ("signal_form", "signal", "description"),
    ("trend_form", "trend", "title"),
    ("offering_form", "offering", "title"),
    ("advisor_form", "advisor", "name"),
)


@pytest.mark.parametrize(("form", "table", "column"), CHANGES)
async def test_editing_changes_the_record(sqlite_store: Store, form: str, table: str, column: str) -> None:
    office(sqlite_store)
    before = values(sqlite_store, f"SELECT {column} FROM {table} ORDER BY id")
    async with opened(sqlite_store) as pilot:
        pilot.app.open_screen(form, 2 if form in ("advisor_form", "offering_form") else 1)  # type: ignore[attr-defined]
        await settle(pilot)
        assert len(pilot.app.screen.query(Form)) == 1
        await walk(pilot, "end", " nieuw", "f2")
        changed = set(values(sqlite_store, f"SELECT {column} FROM {table} ORDER BY id")) - set(before)
        assert len(changed) == 1, screen_text(pilot.app)
    assert changed.pop().removesuffix(" nieuw") in before


@pytest.mark.parametrize("size", SIZES[1:])
async def test_every_form_opens_empty_and_says_what_is_missing(sqlite_store: Store, size: tuple[int, int]) -> None:
    office(sqlite_store)
    async with opened(sqlite_store, size) as pilot:
        for name in FORMS:
            given: dict[str, Any] = {}
            if name in ("note_form", "link_form"):
                given = {"on_kind": "request", "on_id": 1}
            if name == "fitgap_item_form":
                given = {"analysis_id": 1}
            pilot.app.open_screen(name, None, given)  # type: ignore[attr-defined]
            await settle(pilot)
            assert len(pilot.app.screen.query(Form)) == 1, name
            await walk(pilot, "f2")
            assert pilot.app.screen.query(Form), name
            assert "!" in screen_text(pilot.app), name
            await walk(pilot, "escape")


def test_every_screen_of_the_registry_is_there() -> None:
    from loket.screens.registry import RECORDS, SHEETS

    for path in (*SCREENS.values(), *RECORDS.values(), *(path for sheets in SHEETS.values() for path in sheets)):
        assert callable(find(path)), path
