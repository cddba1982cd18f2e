"""What is open on the demo's day: late, due today, coming, for every advisor, and an afternoon's half-typed work."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta

from loket.demo import names
from loket.demo.cases import new_request
from loket.demo.conversations import new_signal
from loket.demo.story import LEAD, TODAY, Row, World, later
from loket.demo.texts import asks, phrases
from loket.language.templates import filled

_DUE = (-4, -1, 0, 0, 1, 3, 8, 15)
"""Days from today on which an advisor promised something; the busiest desk has all of them."""


def tell_open_work(world: World) -> None:
    """Everything of the last days that the stories before this did not tell."""
    for place, (name, role, *_strong) in enumerate(names.ADVISORS):
        mine = [row for row in world.responding if row.values["advisor_id"] is world.advisors[name]] or world.responding[:8]
        _promises(world, name, mine, _DUE if name == "ilse" else (_DUE[place % 2], 0, *_DUE[4 + place % 2 :]))
        if role == "advisor":
            _today(world, name, mine)
            _just_in(world, name, mine)
    _merenrand(world)


def _promises(world: World, advisor: str, mine: list[Row], due: tuple[int, ...]) -> None:
    story, rng = world.story, world.rng
    for days in due:
        institution = rng.choice(mine)
        made = later(TODAY, -9 - rng.randrange(6))
        values = {
            "on_kind": "institution",
            "on_id": institution,
            "institution_id": institution,
            "what": phrases("follow_up")[world.count("promises") % len(phrases("follow_up"))],
            "due_on": later(TODAY, days) if days >= 0 else TODAY + timedelta(days=days if days != -1 else -3),
            "advisor_id": world.advisors[advisor],
            "state_since": made,
        }
        story.tell(story.at(made), advisor, "add_follow_up", Row("follow_up", values))


def _today(world: World, advisor: str, mine: list[Row]) -> None:
    """A conversation today and one later this week, planned some time ago."""
    for days, clock, kind in ((0, "10:00", "progress"), (0, "14:30", "intake"), (2, "11:00", "progress"), (8, "09:30", "evaluation")):
        if advisor != "ilse" and clock == "14:30":
            continue
        _plan(world, advisor, world.rng.choice(mine), TODAY + timedelta(days=days), clock, kind)


def _plan(world: World, advisor: str, institution: Row, day: date, clock: str, kind: str) -> Row:
    story = world.story
    made = later(TODAY, -10)
    values = {"sleutel": world.sleutel("g"), "kind": kind, "channel": "teams", "state": "planned", "state_since": made}
    agenda = filled(world.agendas[kind], {"instelling": str(institution.values["name"])})
    place = {"location": "https://vergadering.example/uz-loket", "agenda": agenda}
    row = Row("conversation", {**values, **place, "planned_at": day, "planned_time": clock, "subject": "Voortgang en vervolg"})
    rows = [row, Row("conversation_institution", {"conversation_id": row, "institution_id": institution})]
    rows.append(Row("conversation_advisor", {"conversation_id": row, "advisor_id": world.advisors[advisor]}))
    rows += [Row("conversation_attendee", {"conversation_id": row, "contact_id": one}) for one in world.contacts.get(institution, [])[:2]]
    story.tell(story.at(made), advisor, "plan_conversation", *rows)
    return row


def _just_in(world: World, advisor: str, mine: list[Row]) -> None:
    """What came in during the last days, by mail."""
    story = world.story
    for days in (1, 4):
        day = later(TODAY, -days - 3)
        if day < TODAY:
            rows = new_request(world, world.rng.choice(mine), advisor, day, "mail")
            story.tell(story.at(day), advisor, "register_request", *rows)


def _merenrand(world: World) -> None:
    """One dossier to leaf through: a hospital with a promise that is late, a request in the middle and a signal under discussion."""
    story = world.story
    hospital = world.named("Ziekenhuis Merenrand")
    ilse = world.advisors["ilse"]
    ask = next(ask for ask in asks() if ask.obstacle == "API-koppeling EPD en externe applicaties")
    day = TODAY - timedelta(days=5)
    request = new_request(world, hospital, "ilse", day, "phone", ask=ask)
    signal = new_signal(
        world,
        hospital,
        "ilse",
        day,
        "API-koppeling EPD en externe applicaties",
        "Leverancier rekent apart voor de koppeling, per vragenlijst.",
    )
    promise = {"on_kind": "request", "on_id": request[0], "institution_id": hospital, "advisor_id": ilse, "state_since": day}
    late = Row("follow_up", {**promise, "what": "Terugkoppelen: overleg EPD-leverancier", "due_on": TODAY - timedelta(days=3)})
    link = Row(
        "link",
        {"on_kind": "request", "on_id": request[0], "title": "Offerte koppeling", "url": "https://documenten.example/offerte-koppeling"},
    )
    private = {"on_kind": "institution", "on_id": hospital, "institution_id": hospital, "confidential": True, "written_on": day}
    note = Row("note", {**private, "text": "Bestuurder vertrekt in het voorjaar; nog niet bekend in huis.", "advisor_id": ilse})
    story.tell(story.at(day), "ilse", "register_request", *request, signal, late, link, note)
    planned = _plan(world, "ilse", hospital, TODAY, "09:00", "progress")
    planned.values["subject"] = "Voortgang koppeling EPD"
    waiting = {
        "advisor_id": world.advisors[LEAD],
        "on_kind": "institution",
        "on_id": hospital,
        "institution_id": hospital,
        "state_since": day,
    }
    story.tell(
        story.at(day),
        LEAD,
        "add_follow_up",
        Row("follow_up", {**waiting, "what": "Koppelkosten bespreken in het leveranciersoverleg", "due_on": TODAY + timedelta(days=10)}),
    )


def lay_down_drafts(connection: sqlite3.Connection, world: World) -> None:
    """What ilse typed on the phone this morning and has not saved."""
    institution = world.named("Ziekenhuis De Linde")
    content = {
        "notes": "Orthopedie wil beginnen, nefrologie wacht op het nieuwe EPD.\n"
        "v: PROM's automatisch uitsturen #4 +u\n"
        "s: leverancier rekent apart voor de koppeling *api +l\n"
        "a: terugbellen na het leveranciersoverleg >vr",
        "kind": "progress",
        "channel": "phone",
        "held_on": TODAY.isoformat(),
        "held_time": "08:10",
        "duration_min": None,
        "minutes": 14,
        "institution_ids": [institution.id],
        "party_ids": [],
        "contact_ids": [contact.id for contact in world.contacts[institution][:1]],
        "attendees": [],
        "at": f"{TODAY.isoformat()}T08:24:00",
        "outcomes": [],
    }
    connection.execute(
        "INSERT INTO draft (advisor, form, subject, title, content, kept_at) VALUES (?, ?, ?, ?, ?, ?)",
        (
            "ilse",
            "conversation",
            f"i{institution.id}",
            institution.values["name"],
            json.dumps(content),
            f"{TODAY.isoformat()}T07:24:00+00:00",
        ),
    )
