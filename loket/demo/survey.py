"""The first WensenScan: 233 invited, 92 responding, with the published answers (DOMAIN.md §6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from loket.demo import names
from loket.demo.story import ADMIN, START, Change, Row, World
from loket.demo.texts import phrases

SENT, CLOSED = date(2024, 11, 4), date(2024, 12, 20)
RESPONDING = {"umc": 8, "top_clinical": 22, "general": 24, "specialised": 9, "clinic": 29}
FRONTRUNNERS = {"umc": 3, "top_clinical": 5, "general": 2}
ALL_GROUPS = 18
USES_OUTCOMES, OUTCOMES_UNKNOWN = 41, 2
TWO_AUDIENCES, THREE_AUDIENCES = 38, 14
CONTRADICTING = 11


def tell_survey(world: World) -> None:
    """The round goes out, answers come in every week."""
    story, rng = world.story, world.rng
    for kind, number in RESPONDING.items():
        world.responding += [row for row in world.institutions if row.values["kind"] == kind][:number]
    for kind, number in FRONTRUNNERS.items():
        world.frontrunners += [
            row for row in world.responding if row.values["kind"] == kind and row.values["name"] != "Ziekenhuis Merenrand"
        ][:number]
    wave = Row("wensenscan_round", {"name": "WensenScan 2024", "sent_on": SENT, "closed_on": CLOSED})
    invited = [Row("round_population", {"round_id": wave, "institution_id": row}) for row in world.institutions]
    story.tell(story.at(SENT), ADMIN, "import", wave, *invited, reason="uitnodigingen.csv")

    weeks: dict[date, list[Row]] = {}
    for response, others in _responses(world, wave):
        submitted: date = response.values["submitted_on"]
        weeks.setdefault(submitted + timedelta(days=7 - submitted.weekday()), []).extend((response, *others))
    for monday, rows in weeks.items():
        story.tell(story.at(monday), ADMIN, "import", *rows, reason="wensenscan.csv")
    for row in world.institutions:
        if row in world.responding or rng.random() < 0.15:
            people = world.contacts[row] = _contacts(world, row)
            story.tell(story.at(START + timedelta(days=4 + rng.randrange(14))), ADMIN, "import", *people, reason="contactpersonen.csv")
    _roles(world)


def _responses(world: World, wave: Row) -> Iterator[tuple[Row, list[Row]]]:
    """Each response with its themes and obstacles; an institution's own answer is that of its policy and quality staff."""
    rng = world.rng
    institutions = list(world.responding)
    rng.shuffle(institutions)
    scopes = ["all"] * ALL_GROUPS + ["some"] * (len(institutions) - ALL_GROUPS)
    rng.shuffle(scopes)
    # Front-runners are those who use outcome information; after them it is chance.
    institutions.sort(key=lambda row: row not in world.frontrunners)
    uses = ["yes"] * USES_OUTCOMES + ["no"] * (len(institutions) - USES_OUTCOMES - OUTCOMES_UNKNOWN) + [None] * OUTCOMES_UNKNOWN
    several = rng.sample(institutions, TWO_AUDIENCES + THREE_AUDIENCES)
    three, contradicting = several[:THREE_AUDIENCES], several[::3][:CONTRADICTING]
    for institution, scope, use in zip(institutions, scopes, uses, strict=True):
        audiences = ["policy_quality"] if institution in several or rng.random() < 0.7 else ["professionals"]
        if institution in several:
            audiences.append("professionals" if institution in three or rng.random() < 0.7 else "patients")
        if institution in three:
            audiences.append("patients")
        for place, audience in enumerate(audiences):
            other = place > 0 and institution in contradicting
            swapped = {"yes": "no", "no": "yes"}.get(use or "") if other else use
            elsewhere = {"all": "some", "some": "all"}[scope] if other and institution in contradicting[:4] else scope
            yield _response(world, wave, institution, audience, elsewhere, swapped)


def _response(world: World, wave: Row, institution: Row, audience: str, scope: str, uses: str | None) -> tuple[Row, list[Row]]:
    rng = world.rng
    response = Row(
        "wensenscan_response",
        {
            "sleutel": world.sleutel("w"),
            "round_id": wave,
            "institution_id": institution,
            "audience": audience,
            "submitted_on": SENT + timedelta(days=4 + rng.randrange(40)),
            "sdm_scope": scope,
            "uses_outcome_info": uses,
            "ambition": rng.choice((*phrases("ambition"), None)),
            "free_text": rng.choice((*phrases("free_text"), None, None)),
        },
    )
    world.responses.setdefault(institution, []).append(response)
    themes = sorted(rng.sample((3, 4, 5, 6, 1, 2, 4, 3), rng.randrange(1, 4)))
    fitting = [number for number, theme in world.obstacles.values() if theme in themes]
    obstacles = sorted(rng.sample(fitting, min(len(fitting), rng.randrange(1, 4))))
    return response, [
        *(Row("response_theme", {"response_id": response, "theme_id": theme}) for theme in dict.fromkeys(themes)),
        *(Row("response_obstacle", {"response_id": response, "obstacle_id": number}) for number in obstacles),
    ]


def _contacts(world: World, institution: Row) -> list[Row]:
    rng = world.rng
    people = []
    for audience in rng.sample(tuple(names.FUNCTIONS), rng.randrange(1, 4)):
        surname = rng.choice(names.SURNAMES)
        initial = rng.choice("ABCDEFGHJKLMNPRSTW")
        mailbox = "".join(letter for letter in surname.lower() if letter.isascii() and letter.isalpha())
        people.append(
            Row(
                "contact",
                {
                    "institution_id": institution,
                    "name": f"{initial}. {surname}",
                    "function": rng.choice(names.FUNCTIONS[audience]),
                    "department": rng.choice(names.DEPARTMENTS) if audience == "professionals" else None,
                    "audience": audience,
                    "email": f"{initial.lower()}.{mailbox}@{str(institution.values['city']).lower()}.example",
                    "phone": f"0555 {rng.randrange(10, 99)} {rng.randrange(10, 99)} {rng.randrange(10, 99)}",
                },
            )
        )
    return people


def _roles(world: World) -> None:
    """What the advisors make of the answers: who runs ahead, and how far each has come."""
    story, rng = world.story, world.rng
    for row in world.responding:
        ahead = row in world.frontrunners
        values: dict[str, object] = {
            "phase": rng.choice(("involvement", "sustained")) if ahead else rng.choice(("awareness", "awareness", "involvement"))
        }
        if ahead:
            values |= {"role": "frontrunner", "role_since": date(2025, 2, 3)}
        day = date(2025, 2, 3) + timedelta(days=rng.randrange(4))
        story.tell(story.at(day), str(row.values["advisor_id"].values["name"]), "change_institution", Change(row, values))
    for row in world.responding[40:44]:
        story.tell(
            story.at(date(2026, 5, 11)),
            "marieke",
            "change_institution",
            Change(row, {"role": "candidate", "role_since": date(2026, 5, 11)}),
        )
