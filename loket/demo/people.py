"""Who there is: the people of the loket, institutions, parties, and the offerings of `db/reference`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from loket.demo import names
from loket.demo.story import ABSENT, ADMIN, STAND_IN, START, TODAY, Change, Row, World, later
from loket.models.words import Audience, OfferingKind, OfferingStatus, OutcomeInfo
from loket.store.db_files import reference_rows


def tell_people(world: World) -> None:
    """The loket opens, with its people, the institutions and the offerings."""
    _advisors(world)
    _parties(world)
    _institutions(world)
    _offerings(world)


def _advisors(world: World) -> None:
    story = world.story
    story.tell(story.at(START), ADMIN, "become_advisor", Row("advisor", {"name": ADMIN, "role": "admin", "email": "beheer@loket.example"}))
    for name, role, technical, change in names.ADVISORS:
        values = {"name": name, "role": role, "email": f"{name}@loket.example"}
        world.advisors[name] = Row("advisor", {**values, "strong_in_technical": technical, "strong_in_change": change})
        story.tell(story.at(START + timedelta(days=1)), name, "become_advisor", world.advisors[name])
    away = {"away_until": TODAY + timedelta(days=18), "stand_in_id": world.advisors[STAND_IN]}
    story.tell(story.at(TODAY - timedelta(days=6)), ADMIN, "change_advisor", Change(world.advisors[ABSENT], away))


def _parties(world: World) -> None:
    rows = []
    for name, kind, aliases in names.PARTIES:
        party = world.parties[name] = Row("party", {"name": name, "kind": kind})
        rows += [party, *(Row("party_alias", {"party_id": party, "alias": alias}) for alias in aliases)]
    world.story.tell(world.story.at(START + timedelta(days=2)), ADMIN, "import", *rows, reason="partijen")


def _institutions(world: World) -> None:
    """Two hundred and thirty-three, and one that was merged before the first round."""
    rng = world.rng
    places = [f"{first}{second}" for first in names.FIRST_HALVES for second in names.SECOND_HALVES]
    rng.shuffle(places)
    rows = []
    for name, kind, city, province, short_name in names.KNOWN_INSTITUTIONS:
        rows.append(_institution(world, name, kind, city, province, short_name))
    for kind, number in names.NUMBER_OF.items():
        for _ in range(number - sum(known[1] == kind for known in names.KNOWN_INSTITUTIONS)):
            place = places.pop()
            name = rng.choice(names.FORMS[kind]).format(place=place)
            rows.append(_institution(world, name, kind, place, rng.choice(tuple(names.PROVINCES)), None))
    world.institutions = rows
    aliases = [
        Row("institution_alias", {"institution_id": row, "alias": f"{row.values['city']} {rng.choice(('MC', 'ziekenhuis', 'zorg'))}"})
        for row in rows
        if rng.random() < 0.25
    ]
    merged = _institution(world, "Kliniek Merenzicht", "clinic", "Merenzicht", "Overijssel", None)
    story = world.story
    tags = list(_tags(rows))
    story.tell(story.at(START + timedelta(days=3)), ADMIN, "import", *rows, merged, *aliases, *tags, reason="instellingen.csv")
    survivor = world.named("Ziekenhuis Merenrand")
    former = Row("institution_alias", {"institution_id": survivor, "alias": "Kliniek Merenzicht", "former_until": date(2024, 10, 21)})
    gone = Change(merged, {"active": False, "merged_into_id": survivor})
    story.tell(story.at(date(2024, 10, 21)), ADMIN, "merge_institutions", former, gone)


def _tags(institutions: Sequence[Row]) -> Iterator[Row]:
    """Two networks, and what they are of."""
    east = [row for row in institutions if row.values["province"] in ("Overijssel", "Gelderland") and row.values["kind"] != "clinic"]
    vanguard = [row for row in institutions if row.values["kind"] == "umc"]
    for name, members in (("Netwerk Oost", east), ("Kopgroep", vanguard)):
        tag = Row("tag", {"name": name})
        yield tag
        for row in members:
            yield Row("institution_tag", {"institution_id": row, "tag_id": tag})


def _institution(world: World, name: str, kind: str, city: str, province: str, short_name: str | None) -> Row:
    return Row(
        "institution",
        {
            "name": name,
            "short_name": short_name,
            "kind": kind,
            "umbrella": names.UMBRELLA_OF[kind],
            "city": city,
            "province": province,
            "agb": f"99{world.count('agb'):06}",
            "website": f"https://www.{city.lower()}.example",
            "epd_vendor": world.rng.choice(names.EPD_VENDORS),
            "role": "follower",
            "advisor_id": world.advisors[names.PROVINCES[province]],
            "stand_in_id": world.advisors[STAND_IN] if names.PROVINCES[province] == ABSENT else None,
        },
    )


_OWNERS = ("marieke", "ilse", "Q Consult", "jeroen")


def _offerings(world: World) -> None:
    """The known offerings, each from the day that it became available, the others when the loket heard of them."""
    for index, row in enumerate(reference_rows("offerings")):
        status = OfferingStatus.understand(row["status"])
        kind, info = OfferingKind.understand(row["soort"]), OutcomeInfo.understand(row["uitkomstinformatie"])
        assert status is not None
        assert kind is not None
        since = max(START, date.fromisoformat(row["vanaf"]) if row["vanaf"] else START + timedelta(days=20 * index))
        values = {
            "sleutel": row["sleutel"],
            "title": row["titel"],
            "kind": kind.value,
            "provider": row["aanbieder"],
            "outcome_info": info.value if info else None,
            "state": status.value,
            "state_since": since,
            "available_from": row["vanaf"] or None,
            "available_until": row["tot"] or None,
            "expected_on": date(2027, 1 + index % 6, 1) if status is OfferingStatus.IN_DEVELOPMENT else None,
            "owner": _OWNERS[index % len(_OWNERS)] if status is OfferingStatus.IN_DEVELOPMENT else None,
        }
        offering = world.offerings[row["sleutel"]] = Row("offering", values)
        world.offering_themes[row["sleutel"]] = tuple(int(theme) for theme in row["themas"].split("|"))
        themes = [Row("offering_theme", {"offering_id": offering, "theme_id": theme}) for theme in world.offering_themes[row["sleutel"]]]
        found = [Audience.understand(word) for word in row["doelgroepen"].split("|") if word]
        audiences = [Row("offering_audience", {"offering_id": offering, "audience": word.value}) for word in found if word]
        world.story.tell(world.story.at(since), ADMIN, "import", offering, *themes, *audiences, reason="aanbod.csv")


def tell_careers(world: World) -> None:
    """What changed about contacts during the last weeks; told last, because everybody may still be asked before."""
    story = world.story
    merenrand, bergzoom, linde = (world.named(name) for name in ("Ziekenhuis Merenrand", "Ziekenhuis Bergzoom", "Ziekenhuis De Linde"))
    day = later(TODAY, -10)
    leaver = world.contacts[linde][0]
    story.tell(story.at(day), "ilse", "contact_leaves", Change(leaver, {"left_on": day - timedelta(days=3)}))

    promoted = world.contacts[merenrand][0]
    former = {name: promoted.values[name] for name in ("function", "department", "audience")}
    rows = (
        Row("contact_former_role", {"contact_id": promoted, **former, "until_on": day}),
        Change(promoted, {"function": "programmamanager waardegedreven zorg"}),
    )
    story.tell(story.at(day), "ilse", "contact_changes_role", *rows)

    mover = world.contacts[bergzoom][0]
    at_new = {name: mover.values[name] for name in ("name", "audience", "phone")}
    address = f"{str(mover.values['email']).partition('@')[0]}@merenrand.example"
    new = Row(
        "contact", {**at_new, "institution_id": merenrand, "function": "adviseur kwaliteit", "email": address, "moved_from_id": mover}
    )
    story.tell(story.at(later(TODAY, -6)), "ilse", "contact_moves", new, Change(mover, {"left_on": later(TODAY, -6)}))
