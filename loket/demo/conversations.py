"""Two years of conversations, with the requests, signals and promises that came out of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from loket.demo import names
from loket.demo.cases import new_request
from loket.demo.story import TODAY, Change, Row, World, later, workday
from loket.demo.survey import CLOSED
from loket.demo.texts import about, phrases, trend_texts

FOLLOWED_UP, DECLINED, PLANNED, TO_PLAN = 73, 5, 5, 4
"""Of the 92 that responded; nobody called the other five yet."""


def tell_conversations(world: World) -> None:
    """Follow-ups of the survey first, then whatever else was talked about."""
    rng, story = world.rng, world.story
    uncalled = [world.named("Kliniek Hoogland")]
    for advisor in ("ilse", "ilse", "mehmet", "fatima"):
        clinics = [
            row for row in world.responding if row.values["kind"] == "clinic" and row.values["advisor_id"] is world.advisors[advisor]
        ]
        uncalled.append(next(row for row in reversed(clinics) if row not in uncalled))
    order = [row for row in world.responding if row not in uncalled]
    rng.shuffle(order)
    order.sort(key=lambda row: row not in world.frontrunners and row.values["name"] not in {k[0] for k in names.KNOWN_INSTITUTIONS})
    for place, institution in enumerate(order[:FOLLOWED_UP]):
        offset = 20 + place * 4 if place < 50 else 220 + (place - 50) * 20
        day = workday(min(CLOSED + timedelta(days=offset + rng.randrange(6)), TODAY - timedelta(days=2 + rng.randrange(9))))
        _hold(world, [institution], world.advisor_of(institution), day, "wensenscan")
        for _round in range(rng.randrange(3)):
            day = later(day, 60 + rng.randrange(120))
            if day < TODAY:
                _hold(world, [institution], world.advisor_of(institution), day, rng.choice(("progress", "progress", "evaluation")))
    for institution in order[FOLLOWED_UP : FOLLOWED_UP + DECLINED]:
        day = later(CLOSED, 90 + rng.randrange(300))
        advisor = world.advisor_of(institution)
        row, links = _conversation(world, [institution], advisor, "wensenscan", state="to_plan", state_since=day)
        story.tell(story.at(day), advisor, "plan_conversation", row, *links)
        declined = Change(row, {"state": "declined", "state_since": later(day, 9)})
        story.tell(story.at(later(day, 9)), advisor, "advance", declined, reason="Geen behoefte aan een gesprek.")
    for place, institution in enumerate(order[FOLLOWED_UP + DECLINED : FOLLOWED_UP + DECLINED + PLANNED + TO_PLAN]):
        _arrange(world, institution, None if place >= PLANNED else later(TODAY, 1 + place * 2))
    _others(world)
    _alone(world)


def _conversation(world: World, whom: Sequence[Row], advisor: str, kind: str, **values: object) -> tuple[Row, list[Row]]:
    """A conversation and its link rows; `whom`: institutions or parties."""
    rng = world.rng
    row = Row(
        "conversation",
        {
            "sleutel": world.sleutel("g"),
            "kind": kind,
            "channel": rng.choice(("teams", "teams", "phone", "visit", "mail" if kind == "other" else "teams")),
            "response_id": world.responses[whom[0]][0] if kind == "wensenscan" else None,
            **values,
        },
    )
    links = [Row(f"conversation_{one.table}", {"conversation_id": row, f"{one.table}_id": one}) for one in whom]
    links.append(Row("conversation_advisor", {"conversation_id": row, "advisor_id": world.advisors[advisor]}))
    people = [contact for one in whom for contact in world.contacts.get(one, [])]
    for contact in rng.sample(people, min(len(people), 1 + rng.randrange(2))):
        links.append(Row("conversation_attendee", {"conversation_id": row, "contact_id": contact}))
    return row, links


def _arrange(world: World, institution: Row, day: date | None) -> None:
    """A follow-up conversation that is still to come."""
    advisor = str(institution.values["advisor_id"].values["name"])
    made = later(TODAY, -world.rng.randrange(4, 15))
    row, links = _conversation(
        world,
        [institution],
        advisor,
        "wensenscan",
        state="planned" if day else "to_plan",
        state_since=made,
        planned_at=day,
        planned_time=world.rng.choice(("09:30", "11:00", "13:30", "15:00")) if day else None,
        subject="Vervolggesprek WensenScan",
    )
    world.story.tell(world.story.at(made), advisor, "plan_conversation", row, *links)


def _hold(world: World, whom: Sequence[Row], advisor: str, day: date, kind: str) -> None:
    """Planned some weeks ahead, held on the day, with what came out of it in the same transaction."""
    rng, story = world.rng, world.story
    planned = max(day - timedelta(days=rng.randrange(4, 22)), CLOSED + timedelta(days=1))
    clock = rng.choice(("09:00", "10:00", "11:30", "13:00", "14:30", "16:00"))
    row, links = _conversation(world, whom, advisor, kind, state="planned", state_since=planned, planned_at=day, planned_time=clock)
    story.tell(story.at(planned), advisor, "plan_conversation", row, *links)
    department = rng.choice(names.DEPARTMENTS)
    obstacle = rng.choice(tuple(about("saying")))
    saying = rng.choice(about("saying")[obstacle])
    held = {
        "state": "held",
        "state_since": day,
        "held_at": day,
        "held_time": clock,
        "duration_min": rng.choice((25, 30, 35, 45, 45, 60, 90)),
        "subject": f"Uitkomstgerichte zorg bij {department}" if kind != "wensenscan" else "Vervolggesprek WensenScan",
        "summary": rng.choice(phrases("summary")).format(vak=department, saying=saying),
        "agreements": rng.choice(phrases("agreement")),
    }
    institution = whom[0] if whom[0].table == "institution" else None
    party = None if institution else whom[0]
    answered = world.responses[institution][0] if institution and kind == "wensenscan" else None
    row.values["response_id"] = answered
    outcome: list[Row] = []
    for _ in range(rng.choice((1, 1, 2, 2, 3)) if kind == "wensenscan" else rng.choice((0, 0, 1, 1))):
        source = "wensenscan" if kind == "wensenscan" else "conversation"
        outcome += new_request(world, institution, advisor, day, source, conversation_id=row, party_id=party, response_id=answered)
    if rng.random() < 0.75:
        outcome.append(new_signal(world, institution, advisor, day, obstacle, saying, conversation_id=row, party_id=party))
    if rng.random() < 0.6:
        outcome.append(_promise(world, row, institution, advisor, day))
    story.tell(story.at(day), advisor, "log_conversation", Change(row, held), *outcome)


def _promise(world: World, conversation: Row, institution: Row | None, advisor: str, day: date) -> Row:
    """A follow-up that was done about when it was due; those that are still open belong to the desk of today."""
    rng, story = world.rng, world.story
    due = later(day, rng.randrange(5, 30))
    done = later(due, rng.randrange(-3, 4))
    row = Row(
        "follow_up",
        {
            "on_kind": "conversation",
            "on_id": conversation,
            "institution_id": institution,
            "what": rng.choice(phrases("follow_up")),
            "due_on": due,
            "advisor_id": world.advisors[advisor],
            "state_since": day,
        },
    )
    if max(done, due) < TODAY - timedelta(days=8) and done > day:
        gone = rng.random() < 0.08
        story.tell(
            story.at(done),
            advisor,
            "advance",
            Change(row, {"state": "dropped" if gone else "done", "state_since": done, "done_on": None if gone else done}),
        )
    elif due < TODAY:
        row.values["due_on"] = later(TODAY, rng.randrange(2, 12))
    return row


def new_signal(world: World, institution: Row | None, advisor: str, day: date, obstacle: str, text: str, **origin: Row | None) -> Row:
    """Something heard; whoever bundles signals finds it under its obstacle."""
    rng = world.rng
    number, theme = world.obstacles[obstacle]
    often = any(trend.obstacle == obstacle for trend in trend_texts())
    row = Row(
        "signal",
        {
            "sleutel": world.sleutel("s"),
            "institution_id": institution,
            "theme_id": theme,
            "obstacle_id": number,
            "description": text,
            "reach": rng.choice(("national", "national", "institution", None)) if often else rng.choice(("institution", "national")),
            "advisor_id": world.advisors[advisor],
            "recorded_on": day,
            "state_since": day,
            **origin,
        },
    )
    world.signals.setdefault(obstacle, []).append(row)
    return row


def _others(world: World) -> None:
    """Intakes with institutions that never filled in the survey, talks with several at once, and with parties."""
    rng = world.rng
    strangers = [row for row in world.institutions if row not in world.responding]
    for institution in rng.sample(strangers, 22):
        day = later(CLOSED, rng.randrange(40, 660))
        _hold(world, [institution], world.advisor_of(institution), day, "intake")
    for institution in world.frontrunners:
        for _ in range(2):
            _hold(world, [institution], world.advisor_of(institution), later(CLOSED, rng.randrange(60, 640)), "fit_gap")
    for _ in range(6):
        _hold(world, rng.sample(world.frontrunners, 3), "ilse", later(CLOSED, rng.randrange(60, 640)), "progress")
    for party in ("EPD-leveranciers", "NVZ", "Pharos", "Werkgroep GPROM", "ZKN", "EPD-leveranciers"):
        _hold(world, [world.parties[party]], "marieke", later(CLOSED, rng.randrange(30, 640)), "other")


def _alone(world: World) -> None:
    """Requests and signals that came by phone or mail, more of them as the loket became known."""
    rng, story = world.rng, world.story
    # Not up to today: what came in this morning is on the desk.
    for days in sorted(rng.randrange(20, 770) for _ in range(240)):
        day = later(date(2024, 10, 7), days if days % 3 == 0 else 770 - days // 2)
        if day >= TODAY:
            continue
        institution = rng.choice(world.responding if rng.random() < 0.6 else world.institutions)
        advisor = world.advisor_of(institution)
        if rng.random() < 0.75:
            source = rng.choice(("phone", "mail", "mail", "other"))
            story.tell(story.at(day), advisor, "register_request", *new_request(world, institution, advisor, day, source))
        else:
            obstacle = rng.choice(tuple(about("saying")))
            text = rng.choice(about("saying")[obstacle])
            story.tell(story.at(day), advisor, "record_signal", new_signal(world, institution, advisor, day, obstacle, text))
