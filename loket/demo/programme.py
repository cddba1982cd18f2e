"""What the programme does beside cases: trends, learning sessions, fit-gap analyses, events, lessons."""

from __future__ import annotations

from datetime import date, timedelta

from loket.demo import names
from loket.demo.cases import new_request
from loket.demo.story import LEAD, TODAY, Change, Row, World, later
from loket.demo.texts import TrendText, about, trend_texts
from loket.models.words import FitGapDimension

PROVIDERS = ("Q-Academie", "School voor Samen Beslissen", "Pharos")
PLACES = (2, 1, 2)
LAST_MONTHS = ("2026-10", "2026-10", None)
JUST_HELD = timedelta(days=40)
FIRST_SESSION, LAST_SESSION = date(2025, 9, 15), date(2026, 10, 29)
SETS = ("chronische nierschade", "inflammatoire darmziekten", "knie-heupartrose")
_STEPS = {"observed": 0, "raised": 1, "picked_up": 2, "done": 3}
_SIGNAL_STATE = {"observed": "interpreted", "raised": "raised", "picked_up": "picked_up", "done": "closed"}
_FINDINGS = {
    "support": ("twee voortrekkers, verder afwachtend", "vakgroep en bestuur dragen het", "bestuurder laten aansluiten"),
    "capacity": ("projectleider met twee uur in de week", "vaste uren per vakgroep", "uren opnemen in het jaarplan"),
    "care_process": ("niemand kijkt naar de uitslag voor het consult", "uitslag besproken in het consult", "werkproces beschrijven"),
    "questionnaires": ("generieke vragenlijst ontbreekt", "vragenlijst met scoring in het EPD", "samen met andere instellingen vragen"),
    "prom_collection": ("op papier, respons een op de drie", "digitaal met herinnering", "proef met tablet in de wachtkamer"),
    "api": ("uitslagen in een los portaal", "uitslagen terug in het EPD", "koppeling vragen bij de leverancier"),
    "clinical_data": ("diagnoses in vrije tekst", "gestructureerd vastgelegd", "vastleggen bij eerste polibezoek"),
    "dashboard": ("maandelijkse lijst van kwaliteit", "dashboard in de spreekkamer", "voorbeeld van een voorloper overnemen"),
    "competences": ("twee getrainde verpleegkundigen", "hele team getraind", "leersessie aanvragen"),
    "patient_information": ("folder op niveau C1", "getest met patiënten, niveau B1", "cliëntenraad laten meelezen"),
}


def tell_programme(world: World) -> None:
    """Everything but the cases themselves."""
    for index, trend in enumerate(trend_texts()):
        _trend(world, trend, later(TODAY, -60 - 25 * index - 80 * _STEPS[trend.state]))
    _interpret_the_rest(world)
    _sessions(world)
    _fit_gaps(world)
    _events(world)
    _lessons(world)
    _places(world)


def _trend(world: World, text: TrendText, observed: date) -> None:
    """Some signals are taken together; the trend is raised, picked up and done over the months after."""
    story, rng = world.story, world.rng
    theme = world.obstacles[text.obstacle][1]
    trend = Row("trend", {"title": text.title, "theme_id": theme, "description": text.description, "state_since": observed})
    signals = sorted(world.signals.get(text.obstacle, []), key=lambda row: str(row.values["recorded_on"]))
    steps = [(later(observed, 80 * step + 10), state) for state, step in _STEPS.items() if 0 < step <= _STEPS[text.state]]
    interpreted = {"trend_id": trend, "state": "interpreted"}
    before = [row for row in signals if row.values["recorded_on"] < observed]
    taken = [Change(row, {**interpreted, "state_since": observed}) for row in before]
    story.tell(story.at(observed), LEAD, "bundle_signals", trend, *taken)
    owner = world.parties[text.owner] if text.owner else None
    for day, state in steps:
        moved = [Change(row, {"state": _SIGNAL_STATE[state], "state_since": day}) for row in before]
        note = {
            "on_kind": "trend",
            "on_id": trend,
            "kind": "decision",
            "theme_id": theme,
            "written_on": day,
            "advisor_id": world.advisors[LEAD],
        }
        decision = Row("note", {**note, "text": _decision(state, text.owner)})
        change = Change(trend, {"state": state, "state_since": day, "owner_party_id": owner})
        story.tell(story.at(day), LEAD, "advance", change, *moved, decision)
    # The latest ones are still loose: the screen proposes where they belong.
    for row in signals[len(before) :]:
        recorded: date = row.values["recorded_on"]
        if recorded < TODAY - timedelta(days=45) or rng.random() < 0.3:
            day = min(later(recorded, rng.randrange(1, 14)), TODAY - timedelta(days=3))
            if day > recorded:
                story.tell(story.at(day), LEAD, "bundle_signals", Change(row, {**interpreted, "state_since": day}))


def _interpret_the_rest(world: World) -> None:
    """Signals that fit no trend are judged one by one; the latest are still new."""
    story, rng = world.story, world.rng
    taken = {trend.obstacle for trend in trend_texts()}
    for obstacle, signals in world.signals.items():
        for signal in signals if obstacle not in taken else ():
            day = later(signal.values["recorded_on"], rng.randrange(7, 60))
            if day < TODAY:
                state = rng.choice(("interpreted", "interpreted", "interpreted", "closed", "closed", "rejected"))
                story.tell(story.at(day), LEAD, "advance", Change(signal, {"state": state, "state_since": day}))


def _decision(state: str, owner: str | None) -> str:
    return {
        "raised": f"Besproken in het programmateam; voorgelegd aan {owner}.",
        "picked_up": f"{owner} pakt dit op en koppelt elk kwartaal terug.",
        "done": f"{owner} heeft dit afgerond; instellingen zijn ingelicht.",
    }[state]


def _sessions(world: World) -> None:
    story, rng = world.story, world.rng
    hosts = rng.sample(world.responding, 48)
    for place, institution in enumerate(hosts):
        advisor = world.advisor_of(institution)
        day = later(FIRST_SESSION, place * 10 + rng.randrange(6))
        waiting = place >= 42 or day > LAST_SESSION
        interest = later(TODAY, -10 - place) if waiting else day - timedelta(days=75)
        department = rng.choice(names.DEPARTMENTS)
        session = Row(
            "learning_session",
            {
                "sleutel": world.sleutel("l"),
                "institution_id": institution,
                "team": department,
                "audience": rng.choice(("professionals", "professionals", "patients")),
                "goal": rng.choice(("Oefenen met eigen casuïstiek en een trainingsacteur.", "Vragenlijst bespreken met de patiënt.", None)),
                "provider": PROVIDERS[place % 3],
                "preferred_month": LAST_MONTHS[place % 3] if waiting else f"{day:%Y-%m}",
                "state": "interest",
                "state_since": interest,
            },
        )
        themes = [
            Row("session_theme", {"session_id": session, "theme_id": theme}) for theme in sorted(rng.sample((3, 4, 5, 6), 1 + place % 2))
        ]
        story.tell(story.at(interest), advisor, "register_session", session, *themes)
        if waiting:
            continue
        enrolled, planned = later(interest, 14), later(interest, 40)
        story.tell(
            story.at(enrolled), advisor, "advance", Change(session, {"state": "enrolled", "state_since": enrolled, "enrolled_on": enrolled})
        )
        story.tell(
            story.at(planned), advisor, "advance", Change(session, {"state": "scheduled", "state_since": planned, "session_on": day})
        )
        _session_held(world, session, institution, advisor, day, cancelled=place % 11 == 5)


def _places(world: World) -> None:
    """What the providers said at the start: how many sessions they can give in each month."""
    months = [f"{2025 + month // 12}-{month % 12 + 1:02}" for month in range(8, 22)]
    rows = [
        Row("session_capacity", {"provider": provider, "month": month, "places": places})
        for provider, places in zip(PROVIDERS, PLACES, strict=True)
        for month in months
    ]
    world.story.tell(world.story.at(date(2025, 6, 16)), LEAD, "set_capacity", *rows)


def _session_held(world: World, session: Row, institution: Row, advisor: str, day: date, *, cancelled: bool) -> None:
    story, rng = world.story, world.rng
    if cancelled:
        change = Change(session, {"state": "cancelled", "state_since": day - timedelta(days=3)})
        story.tell(story.at(day - timedelta(days=3)), advisor, "advance", change, reason="Te weinig aanmeldingen.")
        return
    remark = rng.choice(("Men wil een vervolg.", "Casuïstiek werd herkend.", "Volgende keer ook de artsen erbij."))
    held = {
        "state": "held",
        "state_since": day,
        "participants": rng.randrange(8, 23),
        "evaluation": f"{rng.randrange(70, 90) // 10},{rng.randrange(10)} – {remark}",
    }
    if day > TODAY - JUST_HELD:
        # Nobody asked yet how it went.
        held |= {"participants": None, "evaluation": None}
    asked = new_request(world, institution, advisor, day, "session", session_id=session) if rng.random() < 0.3 else []
    story.tell(story.at(day), advisor, "advance", Change(session, held), *asked)


def _fit_gaps(world: World) -> None:
    """Ten front-runners, three outcome sets; all have a report, the latest are under way with a second set."""
    story, rng = world.story, world.rng
    for place, institution in enumerate((world.frontrunners * 2)[:18]):
        advisor = world.advisor_of(institution)
        started = later(date(2025, 2, 10), place * 18) if place < 10 else later(date(2026, 4, 6), (place - 10) * 34)
        reported, discussed = later(started, 45), later(started, 80)
        analysis = Row(
            "fit_gap_analysis",
            {
                "sleutel": world.sleutel("f"),
                "institution_id": institution,
                "outcome_set_id": world.outcome_sets[SETS[(place + place // 10) % 3]],
                "state": "running" if started < TODAY else "planned",
                "state_since": min(started, TODAY - timedelta(days=6)),
                "started_on": started if started < TODAY else None,
            },
        )
        story.tell(story.at(min(started, TODAY - timedelta(days=6))), advisor, "start_fit_gap", analysis)
        if reported < TODAY:
            items = [_item(world, analysis, dimension) for dimension in FitGapDimension]
            rows = []
            for item in items:
                rows.append(item)
                if item.values["gap"] == 4 and rng.random() < 0.25:
                    rows += new_request(world, institution, advisor, reported, "fit_gap", fitgap_item_id=item)
            story.tell(
                story.at(reported),
                advisor,
                "advance",
                Change(analysis, {"state": "reported", "state_since": reported, "reported_on": reported}),
                *rows,
            )
        if discussed < TODAY:
            story.tell(
                story.at(discussed),
                advisor,
                "advance",
                Change(analysis, {"state": "discussed", "state_since": discussed, "discussed_on": discussed}),
            )


def _item(world: World, analysis: Row, dimension: FitGapDimension) -> Row:
    rng = world.rng
    technical = dimension.value in ("questionnaires", "api", "clinical_data", "prom_collection")
    gap = rng.choice((3, 4, 4, 3, 2, None)) if technical else rng.choice((0, 1, 1, 2, 2, 3, None))
    current, needed, action = _FINDINGS[dimension.value]
    found = {"current": current, "needed": needed, "gap": gap, "action": action if gap else None}
    national = None if gap is None else "yes" if technical and gap >= 3 else "no"
    return Row("fit_gap_item", {"analysis_id": analysis, "dimension": dimension.value, **found, "national": national})


def _events(world: World) -> None:
    story, rng = world.story, world.rng
    for title, kind, day, key in (
        ("Webinar: generieke vragenlijsten kiezen", "webinar", date(2025, 10, 7), "UZ07"),
        ("Kennisbijeenkomst voorlopers", "knowledge_meeting", date(2025, 12, 4), "UZ07"),
        ("Conferentie Uitkomstgerichte Zorg", "conference", date(2026, 1, 29), "UZ17"),
        ("Webinar: de uitslag bespreken", "webinar", date(2026, 5, 21), "UZ07"),
        ("Kennisbijeenkomst EPD en uitkomstinformatie", "knowledge_meeting", date(2026, 10, 8), "UZ07"),
    ):
        guests = rng.sample(world.responding, 12 + rng.randrange(14))
        people = None if kind == "conference" else 4 * len(guests) + day.day
        event = Row("event", {"title": title, "kind": kind, "event_on": day, "offering_id": world.offerings[key], "participants": people})
        there = [Row("event_institution", {"event_id": event, "institution_id": row}) for row in guests]
        named = [Row("event_contact", {"event_id": event, "contact_id": world.contacts[row][0]}) for row in guests[::2]]
        story.tell(story.at(day + timedelta(days=1)), LEAD, "register_event", event, *there, *named)


def _lessons(world: World) -> None:
    story, rng = world.story, world.rng
    for theme, texts in about("lesson").items():
        for text in texts:
            institution = rng.choice(world.responding)
            advisor = world.advisor_of(institution)
            day = later(date(2025, 6, 2), rng.randrange(500))
            where = {"on_kind": "institution", "on_id": institution, "institution_id": institution}
            lesson = {
                **where,
                "kind": "lesson",
                "theme_id": int(theme),
                "text": text,
                "written_on": day,
                "advisor_id": world.advisors[advisor],
            }
            story.tell(story.at(day), advisor, "write_note", Row("note", lesson))
