"""Questions to ask of a world, and how loket is asked them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from loket.insight.figures.filters import Filters
from loket.models.words import Audience, InstitutionKind, OutcomeInfo, Province, Umbrella
from tests.worlds import words
from tests.worlds.oracle import Asked
from tests.worlds.world import World, listed

DATED = {
    "ingevuld_op",
    "gehouden_op",
    "ontvangen_op",
    "streefdatum",
    "afgesloten_op",
    "vastgelegd_op",
    "op",
    "navraag_op",
    "vanaf",
    "tot",
    "datum",
    "gerapporteerd_op",
}


def filters_of(asked: Asked) -> Filters:
    """The filters that a question means."""
    return Filters(
        InstitutionKind.understand(asked.kind or ""),
        Umbrella.understand(asked.umbrella or ""),
        Province.understand(asked.province or ""),
        int(asked.theme) if asked.theme else None,
        asked.round,
        asked.epd_vendor,
        Audience.understand(asked.audience or ""),
        asked.advisor,
        OutcomeInfo.understand(asked.outcome_info or ""),
    )


def advisors_of(world: World) -> list[str]:
    """Everybody who has something."""
    return sorted({name for rows in world.tables.values() for row in rows for name in listed(row.get("adviseur"))})


def chosen_filters(world: World, random: Random) -> dict[str, str | None]:
    """A value for each filter that the world knows."""
    rounds = sorted({row["ronde"] for table in ("wensenscan", "uitnodigingen") for row in world.rows(table)})
    vendors = sorted({row["epd"] for row in world.rows("instellingen") if row["epd"]})
    advisors = advisors_of(world)
    return {
        "kind": random.choice(list(words.KINDS)),
        "umbrella": random.choice(list(words.UMBRELLAS)),
        "province": random.choice(list(words.PROVINCES)),
        "theme": random.choice(list(words.THEMES)),
        "round": random.choice(rounds) if rounds else None,
        "epd_vendor": random.choice(vendors) if vendors else None,
        "audience": random.choice(list(words.AUDIENCES)),
        "advisor": random.choice(advisors) if advisors else None,
        "outcome_info": random.choice(list(words.OUTCOME_INFO)),
    }


def days_of(world: World) -> list[date]:
    """Days on which something happened: there a period's edges tell."""
    cells = {cell for rows in world.tables.values() for row in rows for name, cell in row.items() if name in DATED}
    return sorted(date.fromisoformat(cell) for cell in cells if cell)


def questions(world: World, seed: int) -> list[Asked]:
    """The whole time, a month, and each filter and some together, over periods of any length."""
    random = Random(seed)
    days = days_of(world)
    found = [Asked(date(2020, 1, 1), date(2030, 12, 31)), Asked(date(2026, 2, 1), date(2026, 2, 28))]
    singly = ({name} for name in chosen_filters(world, random))
    for narrowed in ({}, *singly, {"kind", "theme", "round"}, {"epd_vendor", "audience"}, {"theme", "advisor", "outcome_info"}, {}, {}):
        start = random.choice(days)
        chosen = chosen_filters(world, random)
        end = max(random.choice(days), start + timedelta(days=random.choice((0, 29, 90))))
        found.append(Asked(start, end, **{name: chosen[name] for name in narrowed}))
    talks = [day for row in world.rows("gesprekken") if row["soort"] == "wensenscan" and (day := row["gehouden_op"])]
    return found + [Asked(date(2024, 1, 1), date.fromisoformat(day)) for day in random.sample(talks, min(4, len(talks)))]
