"""Support requests: asked, worked on, referred, closed, over the months after they were received."""

from __future__ import annotations

from datetime import date, timedelta

from loket.demo import names
from loket.demo.story import TODAY, Change, Row, World, later
from loket.demo.texts import Ask, asks, phrases

SILENT_AFTER = 21


def new_request(
    world: World,
    institution: Row | None,
    advisor: str,
    day: date,
    source: str,
    *,
    ask: Ask | None = None,
    state: str = "new",
    **origin: Row | None,
) -> list[Row]:
    """A request with its themes and obstacles, the request first. `origin`: what it came out of, or the party that asks."""
    rng = world.rng
    ask = ask or rng.choice(asks())
    department = rng.choice(names.DEPARTMENTS)
    contacts = world.contacts.get(institution, []) if institution else []
    request = Row(
        "support_request",
        {
            "sleutel": world.sleutel("v"),
            "institution_id": institution,
            "department": department if "{vak}" in ask.title or rng.random() < 0.3 else None,
            "contact_id": rng.choice(contacts) if contacts and rng.random() < 0.6 else None,
            "title": ask.title.format(vak=department),
            "description": ask.description.format(vak=department),
            "nature": ask.nature,
            "outcome_info": ask.outcome_info if rng.random() < 0.9 else None,
            "audience": ask.audience if rng.random() < 0.8 else None,
            "outcome_set_id": world.outcome_sets.get(
                {"orthopedie": "knie-heupartrose", "MDL": "inflammatoire darmziekten"}.get(department, "")
            ),
            "source": source,
            "priority": rng.choice(("normal", "normal", "normal", "high", "low", None)),
            "advisor_id": world.advisors[advisor],
            "received_on": day,
            "due_on": later(day, rng.randrange(30, 120)) if rng.random() < 0.6 else None,
            "state": state,
            "state_since": day,
            **origin,
        },
    )
    rows = [request, *(Row("request_theme", {"request_id": request, "theme_id": theme}) for theme in ask.themes)]
    if ask.obstacle:
        rows.append(Row("request_obstacle", {"request_id": request, "obstacle_id": world.obstacles[ask.obstacle][0]}))
    _live(world, request, ask, advisor, day)
    return rows


def _live(world: World, request: Row, ask: Ask, advisor: str, day: date) -> None:
    """What happens with a request after it was received, as far as it has happened by the demo's day."""
    rng = world.rng
    started = later(day, rng.randrange(1, 11))
    if not _advance(world, request, advisor, started, "in_progress"):
        return None
    if not ask.offerings:
        _judge(world, request, ask, advisor, later(started, rng.randrange(2, 20)))
    referred = later(started, rng.randrange(3, 30))
    offering = _available(world, ask, referred)
    if offering is not None and rng.random() < 0.85:
        if not _refer(world, request, offering, advisor, referred):
            return _keep_moving(world, request, advisor, started)
        closing = later(referred, rng.randrange(25, 80))
    else:
        if rng.random() < 0.5 and not _advance(world, request, advisor, referred, "waiting"):
            return _keep_moving(world, request, advisor, started)
        closing = later(referred, rng.randrange(15, 90) if ask.offerings else rng.randrange(60, 330))
    if not _close(world, request, advisor, closing, dropped=rng.random() < 0.12):
        _keep_moving(world, request, advisor, referred)
    return None


def _advance(world: World, request: Row, advisor: str, day: date, state: str) -> bool:
    if day >= TODAY:
        return False
    world.story.tell(world.story.at(day), advisor, "advance", Change(request, {"state": state, "state_since": day}))
    return True


def _judge(world: World, request: Row, ask: Ask, advisor: str, day: date) -> None:
    """The advisor says that nothing fits; the request waits for what is being made, where that is for its theme."""
    if day < TODAY and world.rng.random() < 0.6:
        reason = world.rng.choice(("Er bestaat nog geen materiaal voor dit thema.", "Wat er is, gaat niet over uitkomstinformatie.", None))
        verdict = {"verdict": world.rng.choice(("nothing", "nothing", "partly")), "verdict_reason": reason}
        waits = [
            Row("waiting_request", {"request_id": request, "offering_id": offering, "waits_since": day})
            for offering in _coming(world, ask, day)
        ]
        world.story.tell(world.story.at(day), advisor, "judge", Change(request, verdict), *waits)


def _coming(world: World, ask: Ask, day: date) -> list[Row]:
    """The first offering in development that would fit what is asked."""
    found = [
        offering
        for key, offering in world.offerings.items()
        if offering.values["state"] == "in_development"
        and offering.values["state_since"] < day
        and offering.values["outcome_info"] in ("both", ask.outcome_info)
        and set(ask.themes) & set(world.offering_themes[key])
    ]
    return found[:1]


def _available(world: World, ask: Ask, day: date) -> Row | None:
    """The first of the usual offerings that is there on that day."""
    for key in ask.offerings:
        values = world.offerings[key].values
        if values["state"] == "available" and values["state_since"] < day and str(values["available_until"] or "9") >= day.isoformat():
            return world.offerings[key]
    return None


def _refer(world: World, request: Row, offering: Row, advisor: str, day: date) -> bool:
    """Refer, and six weeks later ask whether it was used and helped; some check-backs are still to do."""
    if day >= TODAY:
        return False
    rng, story = world.rng, world.story
    check_back = later(day, 42)
    referral = Row(
        "referral",
        {
            "sleutel": world.sleutel("d"),
            "request_id": request,
            "offering_id": offering,
            "advisor_id": world.advisors[advisor],
            "referred_on": day,
            "check_back_on": check_back,
            "state_since": day,
        },
    )
    story.tell(story.at(day), advisor, "refer", referral, Change(request, {"state": "referred", "state_since": day}))
    asked = later(check_back, rng.randrange(0, 6))
    if asked < TODAY - timedelta(days=12) or (asked < TODAY - timedelta(days=3) and rng.random() < 0.6):
        used = rng.random() < 0.72
        helped = rng.choice(("yes", "yes", "yes", "partly", "partly", "no", None)) if used else None
        remark = rng.choice(("Team is tevreden.", "Een deel gebruikt.", None)) if used else rng.choice(("Nog niet aan toegekomen.", None))
        outcome = {"state": "used" if used else "not_used", "state_since": asked, "helped": helped, "remark": remark}
        story.tell(story.at(asked), advisor, "check_back", Change(referral, outcome))
    return True


def _close(world: World, request: Row, advisor: str, day: date, *, dropped: bool) -> bool:
    if day >= TODAY:
        return False
    text = world.rng.choice(phrases("dropped" if dropped else "resolution"))
    values = {"state": "dropped" if dropped else "resolved", "state_since": day, "closed_on": day, "resolution": text}
    world.story.tell(world.story.at(day), advisor, "advance", Change(request, values))
    return True


def _keep_moving(world: World, request: Row, advisor: str, moved: date) -> None:
    """An open request has a trace of the last weeks, but for a few that fell silent; and no due date of long ago."""
    rng, story = world.rng, world.story
    if moved < TODAY - timedelta(days=SILENT_AFTER) and world.count(f"quiet {advisor}") % 4 == 1:
        if request.values["due_on"] is not None:
            story.tell(story.at(moved), advisor, "change_request", Change(request, {"due_on": None}))
        return
    if moved < TODAY - timedelta(days=SILENT_AFTER):
        day = later(TODAY, -rng.randrange(3, 19))
        if rng.random() < 0.5:
            note = {
                "on_kind": "request",
                "on_id": request,
                "institution_id": request.values["institution_id"],
                "text": rng.choice(phrases("note")),
                "written_on": day,
                "advisor_id": world.advisors[advisor],
            }
            story.tell(story.at(day), advisor, "write_note", Row("note", note))
        else:
            story.tell(story.at(day), advisor, "advance", Change(request, {"state": "waiting", "state_since": day}))
    due = request.values["due_on"]
    if due is not None and due < TODAY:
        agreed = {"due_on": later(TODAY, rng.choice((-6, -3, 2, 9, 16, 25, 38)))}
        story.tell(story.at(later(due, -2)), advisor, "change_request", Change(request, agreed))
