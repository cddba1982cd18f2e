"""Twenty conflicting edits of each kind of record that has a form, in random order: nothing is overwritten that nobody chose.

The fields and verbs are those of the forms themselves; what should stand afterwards is worked out here, field by field.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from loket.casework.conflicts import plain
from loket.casework.done import Conflict
from loket.casework.text_merge import merged
from loket.insight.choices import Choices, record_values
from loket.models.advisors import Advisor
from loket.models.conversations import ConversationAdvisor
from loket.models.institutions import Tag
from loket.models.notes import FollowUp, Link, Note
from loket.models.sessions import Event
from loket.models.words import AdvisorRole, RecordKind
from loket.screens.forms.record_form import PICKED, RecordForm
from loket.screens.registry import SCREENS, find
from loket.store.database import Store, open_store
from loket.widgets.fields import Field
from tests.app.records_world import TODAY, days, office

PAIRS = 20
FORMS = (
    "institution_form", "contact_form", "party_form", "request_form", "signal_form", "trend_form", "offering_form", "referral_form",
    "conversation_form", "session_form", "event_form", "fitgap_form", "fitgap_item_form", "follow_up_form", "note_form", "link_form",
    "response_form", "round_form", "advisor_form",
)  # fmt: skip
NAMES = [f"naam {number}" for number in range(9)]
LISTED = {"aliases", "attendees"}
"""Lists that a form shows on one line."""
SPECIAL: Mapping[str, list[Any]] = {
    "planned_time": ["09:00", "10:30", None],
    "preferred_month": ["2026-10", "2026-12", None],
    "agb": ["06011111", "06022222", None],
    "email": ["a@example.nl", "b@example.nl", None],
    "gap": [0, 1, 2, 3, 4, None],
    "advisor_id": [1],
    "stand_in_id": [2, None],
    "institution_id": [1, 2],
    "owner_party_id": [1, None],
    "session_on": [days(-9).isoformat(), days(-8).isoformat(), days(-7).isoformat()],
    "available_from": [days(-9).isoformat(), days(-8).isoformat(), None],
    "available_until": [days(9).isoformat(), days(8).isoformat(), None],
    "referred_on": [days(-9).isoformat(), days(-8).isoformat()],
    "check_back_on": [days(9).isoformat(), days(8).isoformat(), None],
}
"""Fields that take only some values, or that rules hold against others."""
LEFT_OUT = {
    "role",
    "reported_on",
    "discussed_on",
    "started_on",
    "state",
    "dimension",
    "confidential",
    "kind",
    "reason",
    "round_id",
    "on",
    "origin",
    "recurs",
}
"""Fields that go by rules of their own in some kind of record: states, what only an admin may."""


@dataclass
class Model:
    """One person's form: what they touched of a record, as it was when they opened it."""

    store: Store
    form: type[RecordForm]
    number: int
    version: int
    touched: dict[str, Any]

    def save(self, dice: random.Random, texts: set[str]) -> dict[str, str]:
        """Save as the form does; gives what was chosen of the fields that both changed."""
        values, version, said = dict(self.touched), self.version, {}
        if self.form.KIND is RecordKind.FITGAP_ITEM:
            values |= {"analysis_id": 1, "dimension": "api"}
        if self.form.KIND is RecordKind.RESPONSE:
            values |= {"reason": "verkeerd genoteerd"}
        while True:
            try:
                self.form.verb(self.store, self.number, dict(values), version)
            except Conflict as conflict:
                chosen = {}
                for one in conflict.fields:
                    side = dice.choice(["theirs", "mine", "both"] if one.field in texts else ["theirs", "mine"])
                    said[one.field] = side
                    if side == "theirs":
                        chosen[one.field] = one.theirs
                    elif side == "both":
                        chosen[one.field] = merged(one.was or "", one.theirs or "", one.mine or "")
                values, version = conflict.resolved(values, chosen), conflict.version
            else:
                return said


def candidates(field: Field, there: Mapping[str, list[int]], dice: random.Random) -> Any:
    """A value that somebody may type in this field."""
    if field.name in SPECIAL:
        return dice.choice(SPECIAL[field.name])
    match field.kind:
        case "line" if field.name in LISTED:
            return sorted(dice.sample(NAMES, dice.randrange(4)))
        case "line":
            return f"{field.name} {dice.randrange(10_000)}"
        case "text":
            return "\n".join(dice.sample([f"regel {number}" for number in range(8)], dice.randrange(1, 5)))
        case "date":
            return (days(-dice.randrange(1, 60)) if field.last else days(dice.randrange(1, 60))).isoformat()
        case "choice":
            return dice.choice([plain(option.value) for option in field.options])
        case "several":
            return sorted(plain(one.value) for one in dice.sample(list(field.options), dice.randrange(1, min(4, len(field.options) + 1))))
        case "pick" if field.name not in PICKED:
            return f"{field.name} {dice.randrange(10_000)}"
        case "pick":
            return dice.choice([*there[PICKED[field.name]], *([] if field.required else [None])])
        case "picks":
            numbers = there[PICKED[field.name]]
            return sorted(dice.sample(numbers, dice.randrange(1, len(numbers) + 1)))
        case "number":
            return dice.randrange(50)
        case "check":
            return dice.randrange(2)


def shown(store: Store, kind: RecordKind, number: int, names: list[str]) -> dict[str, Any]:
    """The fields of a record as the log would write them, lists sorted."""
    with store.read() as reader:
        values = record_values(reader, kind, number) or {}
    return {name: sorted(map(plain, values[name])) if isinstance(values[name], tuple) else plain(values[name]) for name in names}


def form_called(name: str) -> type[RecordForm]:
    form: object = find(SCREENS[name])
    assert isinstance(form, type)
    assert issubclass(form, RecordForm)
    return form


def more(store: Store) -> None:
    """What the little office lacks: a record of every kind that has a form."""
    with store.write("set up") as tx:
        for number in (1, 2):  # who may change a colleague
            advisor = tx.session.get(Advisor, number)
            assert advisor is not None
            advisor.role = AdvisorRole.ADMIN
        tx.session.add_all(
            [
                FollowUp(what="bellen", due_on=TODAY, institution_id=1, advisor_id=1, on_kind=RecordKind.REQUEST, on_id=1),
                Note(text="eerste\ntweede", on_kind=RecordKind.REQUEST, on_id=1, written_on=days(-3), advisor_id=1),
                Link(url="https://example.nl/a", on_kind=RecordKind.REQUEST, on_id=1),
                Advisor(id=3, name="karin"),
                Tag(name="Santeon"),
                Tag(name="mProve"),
                Event(title="Webinar", event_on=days(-4)),
                ConversationAdvisor(conversation_id=1, advisor_id=1),
            ]
        )


@pytest.mark.parametrize("seed", [9])
def test_nothing_is_overwritten_that_nobody_chose(sqlite_store: Store, sqlite_database: str, seed: int) -> None:
    office(sqlite_store)
    more(sqlite_store)
    mehmet = open_store(sqlite_database, actor="mehmet")
    dice = random.Random(seed)
    with sqlite_store.read() as reader:
        choices = Choices.read(reader, "ilse")
        tables = set(PICKED.values())
        there = {table: [number for (number,) in reader.rows(f"SELECT id FROM {table} ORDER BY id")] for table in tables}
    order = [name for name in FORMS for _pair in range(PAIRS)]
    dice.shuffle(order)
    asked = merged_texts = 0
    for turn, name in enumerate(order):
        form = form_called(name)
        number = 3 if name == "advisor_form" else 1
        opened = form(number)
        opened._session.known = opened.look_up(sqlite_store)
        opened._session.given = {"dimension": "api"}
        fields = {one.name: one for one in opened.fields(choices) if one.name not in LEFT_OUT}
        first, second = (sqlite_store, mehmet) if dice.random() < 0.5 else (mehmet, sqlite_store)
        before = shown(sqlite_store, form.KIND, number, [*fields, "version"])

        def edit(common: str, fields: dict[str, Field] = fields, before: dict[str, Any] = before) -> dict[str, Any]:
            wanted = {common, *dice.sample(sorted(fields), dice.randrange(min(4, len(fields))))}
            typed = {one: candidates(fields[one], there, dice) for one in sorted(wanted)}
            return {one: value for one, value in typed.items() if value != before[one]}

        common = dice.choice([one for one in sorted(fields) if one not in ("advisor_id", "owner_party_id")])
        theirs, mine = edit(common), edit(common)
        texts = {one.name for one in fields.values() if one.kind == "text"}
        Model(first, form, number, before["version"], theirs).save(dice, texts)
        between = shown(sqlite_store, form.KIND, number, list(fields))
        chosen = Model(second, form, number, before["version"], mine).save(dice, texts)
        after = shown(sqlite_store, form.KIND, number, list(fields))
        for one in fields:
            was, their = before[one], between[one]
            if one not in mine:
                right = their
            elif their in (was, mine[one]) or chosen.get(one) == "mine":
                right = mine[one]
            elif chosen.get(one) == "theirs":
                right = their
            else:
                assert chosen.get(one) == "both", f"{turn} {name}: {one} was overwritten unasked: {was!r}, {their!r}, {mine[one]!r}"
                right = merged(was or "", their or "", mine[one] or "")
                merged_texts += 1
            asked += one in chosen
            if one == "aliases":  # a former name is another name of what has a new one
                assert set(right) <= set(after[one]) | {after.get("name")}, f"{turn} {name}: {one}"
                continue
            assert after[one] == right, (
                f"{turn} {name} {chosen}: {one} was {was!r}, theirs {their!r}, mine {mine.get(one)!r}: {after[one]!r}"
            )
    mehmet.close()
    assert asked > len(order) / 3
    assert merged_texts > 5


def test_the_forms_of_every_kind_of_record_are_tried() -> None:
    forms: list[Any] = [find(path) for name, path in SCREENS.items() if name.endswith("_form")]
    assert {form.KIND for form in forms if issubclass(form, RecordForm)} == {form_called(name).KIND for name in FORMS}
