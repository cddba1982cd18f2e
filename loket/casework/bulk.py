"""Changing several records in one step, so that one undo takes all of it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from loket.casework.checking import Check
from loket.casework.done import Done, Ref
from loket.casework.followups import FollowUpInput, check_follow_up, make_follow_up
from loket.casework.records import alter, done, fetch, items_of, ref
from loket.casework.requests import LISTS
from loket.language import ngettext
from loket.models.words import Priority, RecordKind
from loket.store.opening import Store


def set_priority(store: Store, numbers: Sequence[int], priority: Priority) -> Done:
    """Give one or more requests a priority."""
    with store.write("set_priority") as tx:
        check = Check()
        for number in numbers:
            alter(tx, check, RecordKind.REQUEST, number, {"priority": priority})
        return done(tx, check, _changed(len(numbers)), *(Ref(RecordKind.REQUEST, number) for number in numbers))


def add_theme(store: Store, numbers: Sequence[int], theme: int) -> Done:
    """Give one or more requests a theme beside those they have."""
    themes = next(field for field in LISTS if field.name == "themes")
    with store.write("add_theme") as tx:
        check = Check()
        check.exist(tx.connection, "theme", "themes", [theme])
        check.finish()
        for number in numbers:
            fetch(tx, RecordKind.REQUEST, number)
            there = items_of(tx, themes, number)
            alter(tx, check, RecordKind.REQUEST, number, {"themes": tuple(sorted({*there, theme}))}, LISTS)
        return done(tx, check, _changed(len(numbers)), *(Ref(RecordKind.REQUEST, number) for number in numbers))


def add_follow_ups(store: Store, records: Sequence[Ref], what: str, due_on: date) -> Done:
    """The same follow-up on each of several records."""
    with store.write("add_follow_up") as tx:
        check = Check()
        made = []
        for record in records:
            data = FollowUpInput(what=what, due_on=due_on, on_kind=record.kind, on_id=record.id)
            values = check_follow_up(tx, check, data, required=("what", "due_on"))
            check.finish()
            made.append(ref(RecordKind.FOLLOW_UP, make_follow_up(tx, values)))
        text = ngettext("Follow-up {number} saved.", "{count} follow-ups saved.", len(made)).replace("{count}", str(len(made)))
        return done(tx, check, text, *made)


def _changed(count: int) -> str:
    return ngettext("{number} is changed.", "{count} records are changed.", count).replace("{count}", str(count))
