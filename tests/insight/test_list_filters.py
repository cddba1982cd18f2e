"""Every filter, scope and order of every list against plain Python over the raw rows of the tables."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loket.insight.lists.contacts import CONTACTS
from loket.insight.lists.conversations import CONVERSATIONS
from loket.insight.lists.events import EVENTS
from loket.insight.lists.fitgap import FITGAP_ITEMS, FITGAPS
from loket.insight.lists.follow_ups import FOLLOW_UPS
from loket.insight.lists.institutions import INSTITUTIONS
from loket.insight.lists.lessons import LESSONS
from loket.insight.lists.listing import Listing, View, ids
from loket.insight.lists.notes import NOTES
from loket.insight.lists.offerings import OFFERINGS
from loket.insight.lists.parties import PARTIES
from loket.insight.lists.query import FIELDS
from loket.insight.lists.referrals import REFERRALS
from loket.insight.lists.requests import REQUESTS
from loket.insight.lists.responses import RESPONSES
from loket.insight.lists.sessions import SESSIONS
from loket.insight.lists.signals import SIGNALS
from loket.insight.lists.trends import TRENDS
from loket.models.institutions import Contact
from loket.models.notes import Note
from loket.models.offerings import OfferingObstacle, Referral
from loket.models.requests import SupportRequest
from loket.models.rounds import WensenscanResponse, WensenscanRound
from loket.models.sessions import Event
from loket.models.signals import Signal
from loket.models.words import Audience, NoteKind, RecordKind
from loket.store.database import Store, open_store
from loket.store.reader import as_date
from tests.postgres import Server
from tests.worlds.generate import make
from tests.worlds.load import load

Row = Mapping[str, Any]
LISTS: tuple[Listing[Any], ...] = (
    INSTITUTIONS, CONTACTS, REQUESTS, CONVERSATIONS, SIGNALS, TRENDS, OFFERINGS, REFERRALS, SESSIONS, FITGAPS, FOLLOW_UPS, RESPONSES,
    EVENTS, PARTIES, LESSONS, NOTES, FITGAP_ITEMS,
)  # fmt: skip
MOST_VALUES = 15


class Tables:
    """The tables as they are stored, read whole and counted in Python."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[str, list[Row]] = {}

    def rows(self, table: str) -> list[Row]:
        """All rows of a table."""
        if table not in self._kept:
            with self._store.read() as reader:
                self._kept[table] = list(reader.dicts(f"SELECT * FROM {table}"))
        return self._kept[table]

    def one(self, table: str, number: int | None) -> Row:
        """A row by its number; nothing at all for none."""
        return next((row for row in self.rows(table) if row["id"] == number), {})

    def linked(self, table: str, own: str, number: int, other: str) -> list[Any]:
        """What a link table has beside a number."""
        return [row[other] for row in self.rows(table) if row[own] == number]

    def count(self, table: str, **values: Any) -> int:
        """How many rows have these values."""
        return sum(all(row[name] == value for name, value in values.items()) for row in self.rows(table))

    def place(self, table: str, number: int | None) -> int | None:
        """Where a row stands among those of its table by name."""
        ordered = sorted(self.rows(table), key=lambda row: (small(row["name"]), row["id"]))
        return next((place for place, row in enumerate(ordered) if row["id"] == number), None)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo on SQLite, for it has every kind of record; a world of the generator on PostgreSQL."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOKET_TODAY", "2026-11-21")
        if request.param == "sqlite":
            demo: Path = request.getfixturevalue("demo_file")
            opened = open_store(str(shutil.copy(demo, tmp_path_factory.mktemp("filters") / "demo.db")), actor="ilse")
            with opened.write("what the demo has none of") as tx:
                later = WensenscanRound(name="WensenScan 2030")
                tx.session.add_all([later, Contact(party_id=1, name="P. Artij")])
                long_ago = date(2020, 1, 1)  # in the demo what comes later has a higher number
                tx.session.add_all([
                    SupportRequest(title="Oud", received_on=long_ago), Signal(description="Oud", recorded_on=long_ago),
                    Referral(offering_id=1, institution_id=1, referred_on=long_ago, check_back_on=long_ago),
                    Event(title="Oud", event_on=long_ago), OfferingObstacle(offering_id=1, obstacle_id=1),
                    Note(on_kind=RecordKind.INSTITUTION, on_id=1, institution_id=1, text="Oud", kind=NoteKind.LESSON, written_on=long_ago),
                ])  # fmt: skip
                tx.session.flush()
                tx.session.add(WensenscanResponse(round_id=later.id or 0, institution_id=1))
        else:
            server: Server = request.getfixturevalue("postgres_server")
            opened = open_store(server.create("list_filters", request.getfixturevalue("postgres_template")), actor="ilse")
            load(opened, make(7))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def tables(store: Store) -> Tables:
    return Tables(store)


def numbers(store: Store, listing: Listing[Any], view: View, me: int | None = None) -> list[int]:
    with store.read_for(replace(store.viewer(), advisor_id=me)) as reader:
        return ids(reader, listing, view)


def small(text: str | None) -> str | None:
    """Small letters as SQL makes them of plain ones."""
    return None if text is None else "".join(sign.lower() if sign.isascii() else sign for sign in text)


# What each filter finds: the values under which a row is found, in Python

Values = Callable[[Tables, Row], Iterable[Any]]


def column(name: str) -> Values:
    return lambda _tables, row: [row[name]]


def link(table: str, own: str, other: str) -> Values:
    return lambda tables, row: tables.linked(table, own, row["id"], other)


def of_institution(name: str) -> Values:
    return lambda tables, row: [tables.one("institution", row["institution_id"]).get(name)]


def of_institutions(name: str) -> Values:
    return lambda tables, row: [
        tables.one("institution", number)[name]
        for number in tables.linked("conversation_institution", "conversation_id", row["id"], "institution_id")
    ]


def of_analysis(name: str) -> Values:
    return lambda tables, row: [tables.one("fit_gap_analysis", row["analysis_id"])[name]]


def of_analysed(name: str) -> Values:
    return lambda tables, row: [tables.one("institution", tables.one("fit_gap_analysis", row["analysis_id"])["institution_id"])[name]]


def same(*names: str) -> dict[str, Values]:
    """Filters that are called like their column, or like it without `_id`."""
    return {name.removesuffix("_id"): column(name) for name in names}


KIND_UMBRELLA_PROVINCE = {name: of_institution(name) for name in ("kind", "umbrella", "province")}
OPEN_SIGNAL = ("new", "interpreted", "raised", "picked_up")

FILTERS: dict[str, dict[str, Values]] = {
    "institutions": {
        **same("kind", "umbrella", "province", "role", "phase", "advisor_id", "epd_vendor"),
        "institution": column("id"),
    },
    "contacts": {**same("audience", "institution_id", "party_id"), **KIND_UMBRELLA_PROVINCE},
    "requests": {
        **same("state", "advisor_id", "institution_id", "priority", "audience", "nature", "outcome_info", "source", "verdict", "party_id"),
        "theme": link("request_theme", "request_id", "theme_id"),
        "obstacle": link("request_obstacle", "request_id", "obstacle_id"),
        "set": column("outcome_set_id"),
        **KIND_UMBRELLA_PROVINCE,
    },
    "conversations": {
        **same("state", "kind", "channel"),
        "institution": link("conversation_institution", "conversation_id", "institution_id"),
        "advisor": link("conversation_advisor", "conversation_id", "advisor_id"),
        "party": link("conversation_party", "conversation_id", "party_id"),
        "institution_kind": of_institutions("kind"),
        "umbrella": of_institutions("umbrella"),
        "province": of_institutions("province"),
    },
    "signals": {
        **same("trend_id", "theme_id", "obstacle_id", "state", "reach", "advisor_id", "institution_id", "party_id"),
        "loose": lambda _tables, row: ["yes" if row["trend_id"] is None and row["state"] in OPEN_SIGNAL else "no"],
        **KIND_UMBRELLA_PROVINCE,
    },
    "trends": {**same("theme_id", "state"), "owner": column("owner_party_id"), "trend": column("id")},
    "offerings": {
        **same("kind", "state"),
        "theme": link("offering_theme", "offering_id", "theme_id"),
        "audience": lambda tables, row: (
            tables.linked("offering_audience", "offering_id", row["id"], "audience") or [audience.value for audience in Audience]
        ),
        "obstacle": link("offering_obstacle", "offering_id", "obstacle_id"),
        "offering": column("id"),
        "outcome_info": lambda _tables, row: ["with", "without", "both"] if row["outcome_info"] == "both" else [row["outcome_info"]],
    },
    "referrals": {
        **same("state", "helped", "offering_id", "request_id", "advisor_id"),
        "institution": lambda tables, row: [
            row["institution_id"],
            tables.one("support_request", row["request_id"]).get("institution_id"),
        ],
    },
    "sessions": {
        **same("state", "provider", "audience", "institution_id"),
        "theme": link("session_theme", "session_id", "theme_id"),
        "month": column("preferred_month"),
        **KIND_UMBRELLA_PROVINCE,
    },
    "fitgaps": {**same("state", "institution_id"), "set": column("outcome_set_id"), **KIND_UMBRELLA_PROVINCE},
    "fitgapitems": {
        **same("dimension"),
        "institution": of_analysis("institution_id"),
        "set": of_analysis("outcome_set_id"),
        **{name: of_analysed(name) for name in KIND_UMBRELLA_PROVINCE},
    },
    "followups": {**same("state", "advisor_id", "institution_id", "on_kind"), "on": column("on_id"), **KIND_UMBRELLA_PROVINCE},
    "responses": {
        **same("round_id", "audience", "institution_id", "sdm_scope"),
        "obstacle": link("response_obstacle", "response_id", "obstacle_id"),
        **KIND_UMBRELLA_PROVINCE,
        "theme": link("response_theme", "response_id", "theme_id"),
    },
    "events": {**same("kind", "offering_id"), "institution": link("event_institution", "event_id", "institution_id")},
    "parties": {**same("kind"), "party": column("id")},
    "lessons": {**same("theme_id", "advisor_id", "institution_id"), "institution_kind": of_institution("kind")},
    "notes": {
        **same("kind", "theme_id", "advisor_id", "institution_id"),
        "institution_kind": of_institution("kind"),
        **{name: of_institution(name) for name in ("umbrella", "province")},
    },
}

DAYS: dict[str, Callable[[Row], Any]] = {
    "conversations": lambda row: row["held_at"] or row["planned_at"],
    "sessions": lambda row: row["session_on"],
    "events": lambda row: row["event_on"],
    "requests": lambda row: row["received_on"],
    "signals": lambda row: row["recorded_on"],
    "referrals": lambda row: row["referred_on"],
    "followups": lambda row: row["done_on"] or row["due_on"],
    "responses": lambda row: row["submitted_on"],
    "fitgaps": lambda row: row["discussed_on"] or row["reported_on"] or row["started_on"],
    **dict.fromkeys(("lessons", "notes"), lambda row: row["written_on"]),
}
"""The day that `from` and `until` compare."""

STRETCHES: dict[tuple[str, str], Callable[[Row], Any]] = {
    ("requests", "due"): lambda row: row["due_on"],
    ("requests", "closed"): lambda row: row["closed_on"],
    ("conversations", "planned"): lambda row: row["planned_at"],
    ("conversations", "held"): lambda row: row["held_at"],
    ("sessions", "held"): lambda row: row["session_on"] if row["state"] == "held" else None,
    ("sessions", "enrolled"): lambda row: row["enrolled_on"],
    ("referrals", "check_back"): lambda row: row["check_back_on"],
    ("followups", "due"): lambda row: row["due_on"],
}
"""The days that a stretch narrows a list to, by list and filter: those that are not its own day only."""

OPEN: dict[str, Callable[[Row], bool]] = {
    "institutions": lambda row: bool(row["active"]) and row["merged_into_id"] is None,
    "contacts": lambda row: row["left_on"] is None and row["erased_on"] is None,
    "requests": lambda row: row["state"] not in ("resolved", "dropped"),
    "conversations": lambda row: row["state"] in ("to_plan", "planned"),
    "signals": lambda row: row["state"] in OPEN_SIGNAL,
    "trends": lambda row: row["state"] != "done",
    "offerings": lambda row: row["state"] != "lapsed",
    "referrals": lambda row: row["state"] == "open",
    "sessions": lambda row: row["state"] in ("interest", "enrolled", "scheduled"),
    "fitgaps": lambda row: row["state"] != "discussed",
    "followups": lambda row: row["state"] == "open",
}

THEIRS: Values = of_institution("advisor_id")
MINE: dict[str, Values] = {
    "institutions": lambda _tables, row: [row["advisor_id"], row["stand_in_id"]],
    **dict.fromkeys(("requests", "signals", "referrals", "followups", "lessons", "notes"), column("advisor_id")),
    **dict.fromkeys(("contacts", "sessions", "fitgaps", "responses"), THEIRS),
    "conversations": link("conversation_advisor", "conversation_id", "advisor_id"),
}
"""Whose each row is."""


# What each order compares: None stands last, whichever way

Key = Callable[[Tables, Row], Any]


def lowered(name: str) -> Key:
    return lambda _tables, row: small(row[name])


def stored(name: str) -> Key:
    return lambda _tables, row: row[name]


def ranked(name: str, *order: str) -> Key:
    return lambda _tables, row: None if row[name] is None else order.index(row[name])


NUMBER: dict[str, Key] = {"number": stored("id")}
INSTITUTION: dict[str, Key] = {"institution": lambda tables, row: tables.place("institution", row["institution_id"])}
ADVISOR: dict[str, Key] = {"advisor": lambda tables, row: tables.place("advisor", row["advisor_id"])}
THEME: dict[str, Key] = {"theme": stored("theme_id")}
KIND: dict[str, Key] = {"kind": stored("kind")}


def talks(tables: Tables, table: str, own: str, number: int) -> list[Row]:
    return [tables.one("conversation", talk) for talk in tables.linked(table, own, number, "conversation_id")]


def last_held(held: Iterable[Row]) -> Any:
    return max((row["held_at"] for row in held if row["held_at"] is not None), default=None)


def agenda(_tables: Tables, row: Row) -> tuple[int, int]:
    day = as_date(row["planned_at"] if row["state"] == "planned" else row["held_at"] or row["planned_at"])
    ordinal = day.toordinal() if day else 0
    return (1, 0) if row["state"] == "to_plan" else (0, ordinal) if row["state"] == "planned" else (2, -ordinal)


SORTS: dict[str, dict[str, Key]] = {
    "institutions": {
        "name": lowered("name"), **KIND, "umbrella": stored("umbrella"), "province": stored("province"), "role": stored("role"),
        "phase": ranked("phase", "awareness", "involvement", "sustained"), **ADVISOR,
        "open": lambda tables, row: sum(
            one["institution_id"] == row["id"] and OPEN["requests"](one) for one in tables.rows("support_request")
        ),
        "last": lambda tables, row: last_held(
            one for one in talks(tables, "conversation_institution", "institution_id", row["id"]) if one["state"] == "held"
        ),
    },
    "contacts": {"name": lowered("name"), **NUMBER, **INSTITUTION, "audience": stored("audience")},
    "requests": {
        **NUMBER, **INSTITUTION, **ADVISOR, "due": stored("due_on"), "received": stored("received_on"), "title": lowered("title"),
        "state": ranked("state", "new", "in_progress", "waiting", "referred", "resolved", "dropped"),
        "priority": ranked("priority", "high", "normal", "low"),
    },
    "conversations": {
        **NUMBER, **KIND, "agenda": agenda, "planned": stored("planned_at"),
        "day": lambda _tables, row: row["held_at"] or row["planned_at"],
        "state": ranked("state", "to_plan", "planned", "held", "cancelled", "declined"),
    },
    "signals": {
        **NUMBER, **INSTITUTION, **ADVISOR, **THEME, "recorded": stored("recorded_on"),
        "state": ranked("state", *OPEN_SIGNAL, "closed", "rejected"),
    },
    "trends": {
        **NUMBER, **THEME, "title": lowered("title"), "state": ranked("state", "observed", "raised", "picked_up", "done"),
        "signals": lambda tables, row: tables.count("signal", trend_id=row["id"]),
    },
    "offerings": {
        **NUMBER, **KIND, "title": lowered("title"), "provider": lowered("provider"), "until": stored("available_until"),
        "state": ranked("state", "available", "in_development", "lapsed"),
        "referred": lambda tables, row: tables.count("referral", offering_id=row["id"]),
    },
    "referrals": {
        **NUMBER, "check_back": stored("check_back_on"), "referred": stored("referred_on"),
        "offering": lambda tables, row: small(tables.one("offering", row["offering_id"])["title"]),
        "state": ranked("state", "open", "used", "not_used"),
    },
    "sessions": {
        **NUMBER, **INSTITUTION, "day": stored("session_on"), "provider": lowered("provider"), "enrolled": stored("enrolled_on"),
        "month": stored("preferred_month"), "state": ranked("state", "interest", "enrolled", "scheduled", "held", "cancelled"),
    },
    "fitgaps": {
        **NUMBER, **INSTITUTION, "reported": stored("reported_on"), "state": ranked("state", "planned", "running", "reported", "discussed"),
        "set": lambda tables, row: small(tables.one("outcome_set", row["outcome_set_id"])["name"]),
    },
    "followups": {**NUMBER, **INSTITUTION, **ADVISOR, "due": stored("due_on"), "what": lowered("what")},
    "responses": {**NUMBER, **INSTITUTION, "submitted": stored("submitted_on"), "audience": stored("audience")},
    "events": {
        **NUMBER, **KIND, "day": stored("event_on"), "title": lowered("title"), "participants": stored("participants"),
        "institutions": lambda tables, row: tables.count("event_institution", event_id=row["id"]),
    },
    "parties": {
        **NUMBER, **KIND, "name": lowered("name"), "trends": lambda tables, row: tables.count("trend", owner_party_id=row["id"]),
        "spoken": lambda tables, row: last_held(talks(tables, "conversation_party", "party_id", row["id"])),
    },
    "lessons": {**NUMBER, **THEME, **ADVISOR, "written": stored("written_on")},
    "notes": {**NUMBER, **KIND, **INSTITUTION, **ADVISOR, "written": stored("written_on")},
    "fitgapitems": {**NUMBER, "analysis": stored("analysis_id"), "gap": stored("gap")},
}  # fmt: skip

TEXTS = {
    "name", "title", "provider", "what", "offering", "set", "institution", "advisor", "kind", "umbrella", "province", "role", "audience",
}  # fmt: skip
"""Orders of text: PostgreSQL puts these in the order of its language."""

BY_LIST = pytest.mark.parametrize("listing", LISTS, ids=lambda listing: listing.name)


def rows_of(tables: Tables, listing: Listing[Any]) -> list[Row]:
    return [row for row in tables.rows(listing.kind.table) if listing is not LESSONS or row["kind"] == "lesson"]


@BY_LIST
def test_every_filter_finds_what_has_the_value(store: Store, tables: Tables, listing: Listing[Any]) -> None:
    assert {*FILTERS[listing.name]} == {*listing.filters}, "a filter is not tested"
    rows = rows_of(tables, listing)
    for name, values_of in FILTERS[listing.name].items():
        found: dict[Any, set[int]] = {}
        for row in rows:
            for value in values_of(tables, row):
                found.setdefault(value, set()).add(row["id"])
        found.pop(None, None)
        for value in sorted(found)[:MOST_VALUES]:
            shown = numbers(store, listing, View().filtered(name, str(value)))
            assert set(shown) == found[value], (name, value)
            assert len(shown) == len(found[value]), (name, value)
        if store.address.path:
            assert any(len(one) < len(rows) for one in found.values()), f"no value of {name} leaves anything out, so it is not tested"


@pytest.mark.parametrize("listing", [one for one in LISTS if one.day], ids=lambda listing: listing.name)
def test_from_and_until_take_their_own_day_along(store: Store, tables: Tables, listing: Listing[Any]) -> None:
    days = {row["id"]: as_date(DAYS[listing.name](row)) for row in rows_of(tables, listing)}
    for day in sorted({day for day in days.values() if day is not None})[1:-1][:MOST_VALUES]:
        since = {number for number, one in days.items() if one is not None and one >= day}
        before = {number for number, one in days.items() if one is not None and one <= day}
        assert {*numbers(store, listing, View().filtered("from", day.isoformat()))} == since, day
        assert {*numbers(store, listing, View().filtered("until", day.isoformat()))} == before, day


@pytest.mark.parametrize(("name", "what"), STRETCHES)
def test_a_stretch_of_days_takes_its_first_and_last_day_along(store: Store, tables: Tables, name: str, what: str) -> None:
    listing = next(one for one in LISTS if one.name == name)
    days = {row["id"]: as_date(STRETCHES[name, what](row)) for row in rows_of(tables, listing)}
    known = sorted({day for day in days.values() if day is not None})
    assert known or not store.address.path
    for first, last in [(day, end) for day in known[:1] + known[-2:] for end in (day, None)] + [(None, day) for day in known[1:3]]:
        wanted = {one for one, day in days.items() if day is not None and (first or day) <= day <= (last or day)}
        assert {*numbers(store, listing, View().filtered(what, f"{first or ''}..{last or ''}"))} == wanted, (first, last)
        assert {*numbers(store, listing, View(text=f"{listing_word(what)}:{first or ''}..{last or ''}"))} == wanted, (first, last)
    empty = {one for one, day in days.items() if day is None}
    assert {*numbers(store, listing, View(text=f"{listing_word(what)}:geen"))} == empty


def listing_word(name: str) -> str:
    """What people type for a filter, in Dutch."""
    return next(field.dutch for field in FIELDS if field.name == name)


@BY_LIST
def test_scopes_and_mine_are_what_they_say(store: Store, tables: Tables, listing: Listing[Any]) -> None:
    assert bool(listing.open_when) == (listing.name in OPEN)
    assert bool(listing.mine) == (listing.name in MINE)
    rows = rows_of(tables, listing)
    is_open = OPEN.get(listing.name)
    for scope in ("open", "closed"):
        wanted = {row["id"] for row in rows if is_open is None or is_open(row) == (scope == "open")}
        assert {*numbers(store, listing, View(scope=scope))} == wanted, scope
    for advisor in (*(row["id"] for row in tables.rows("advisor")), None):
        whose = MINE.get(listing.name)
        wanted = {row["id"] for row in rows if whose is None or (advisor is not None and advisor in whose(tables, row))}
        assert {*numbers(store, listing, View(mine=True), advisor)} == wanted, advisor


@BY_LIST
def test_every_order_is_what_it_says(store: Store, tables: Tables, listing: Listing[Any]) -> None:
    assert {*SORTS[listing.name]} == {*listing.sorts}, "an order is not tested"
    for name, key_of in SORTS[listing.name].items():
        if not store.address.path and name in TEXTS:
            continue
        keys = {row["id"]: key_of(tables, row) for row in rows_of(tables, listing)}
        filled = sorted((key, number) for number, key in keys.items() if key is not None)
        for descending in (False, True):
            wanted = [number for _key, number in (filled[::-1] if descending else filled)]
            wanted += sorted((number for number, key in keys.items() if key is None), reverse=descending)
            assert numbers(store, listing, View(sort=name, descending=descending)) == wanted, (name, descending)


def test_filters_narrow_together(store: Store) -> None:
    theme = numbers(store, REQUESTS, View().filtered("theme", "1"))
    state = numbers(store, REQUESTS, View().filtered("state", "resolved"))
    both = numbers(store, REQUESTS, View().filtered("theme", "1").filtered("state", "resolved"))
    assert set(both) == {*theme} & {*state}
    assert 0 < len(both) < min(len(theme), len(state))
