"""Contacts over time: somebody left, somebody works elsewhere now, and somebody has another role."""

from __future__ import annotations

from datetime import timedelta

from loket.demo.story import Change, Row
from loket.demo.world import TODAY, World, later


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
