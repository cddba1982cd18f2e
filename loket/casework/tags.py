"""Tags on institutions: networks and the loket's own labels; given and taken away, also many at once; renamed and ended."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import select

from loket.casework.done import Done
from loket.casework.inputs import Check
from loket.casework.list_fields import INSTITUTION_TAGS, items_of, set_items
from loket.casework.records import done, fetch, ref, touch
from loket.casework.vocabulary import fold
from loket.language import _, ngettext
from loket.models.errors import Refused
from loket.models.institutions import Institution, Tag
from loket.store.database import Store
from loket.store.transaction import Transaction


def add_tag(store: Store, name: str) -> int:
    """A new tag; its number, or that of the one which is called so already and then counts again."""
    check = Check()
    with store.write("add_tag") as tx:
        return _made(tx, check, name).id or 0


def rename_tag(store: Store, number: int, name: str) -> Done:
    """Call a tag otherwise; its institutions keep it."""
    check = Check()
    with store.write("rename_tag") as tx:
        tag = _tag(tx, number)
        clean = _name(check, name)
        same = _called(tx, clean)
        if same is not None and same is not tag:
            raise Refused(_("There is a label {name} already.").format(name=same.name))
        before, tag.name = tag.name, clean
        return done(tx, check, _("{before} is now called {name}.").format(before=before, name=clean))


def end_tag(store: Store, number: int, *, active: bool = False) -> Done:
    """Give a tag to no institution any more, or, `active`, again. Those that have it keep it."""
    with store.write("end_tag") as tx:
        tag = _tag(tx, number)
        tag.active = active
        message = _("{name} can be given again.") if active else _("{name} is given no more; who has it keeps it.")
        return done(tx, Check(), message.format(name=tag.name))


def tag_institutions(store: Store, tag: int | str, institutions: Sequence[int], *, give: bool = True) -> Done:
    """Give a tag, by its number or a new one by its name, to institutions, or take it away from them."""
    check = Check()
    with store.write("tag_institutions") as tx:
        found = _made(tx, check, tag) if isinstance(tag, str) else _tag(tx, tag)
        rows = [fetch(tx, Institution, number) for number in institutions]
        changed = [row for row in rows if _set(tx, row, found.id or 0, give=give)]
        for row in changed:
            touch(row)
        tx.session.flush()
        count = len(changed)
        message = (
            ngettext("{name} given to {count} institution.", "{name} given to {count} institutions.", count)
            if give
            else ngettext("{name} taken from {count} institution.", "{name} taken from {count} institutions.", count)
        )
        return done(tx, check, message.format(name=found.name, count=count), *map(ref, changed))


def _set(tx: Transaction, row: Institution, tag: int, *, give: bool) -> bool:
    held = items_of(tx, INSTITUTION_TAGS, row.id or 0)
    wanted = {*held, tag} if give else {*held} - {tag}
    return set_items(tx, INSTITUTION_TAGS, row.id or 0, wanted)


def _made(tx: Transaction, check: Check, name: str) -> Tag:
    clean = _name(check, name)
    tag = _called(tx, clean) or Tag(name=clean)
    tag.active = True
    tx.session.add(tag)
    tx.session.flush()
    return tag


def _tag(tx: Transaction, number: int) -> Tag:
    tag = tx.session.get(Tag, number)
    if tag is None:
        raise Refused(_("There is no such label any more."))
    return tag


def _name(check: Check, name: str) -> str:
    clean = check.line("name", name)
    check.require("name", clean)
    check.finish()
    return clean or ""


def _called(tx: Transaction, name: str) -> Tag | None:
    return next((tag for tag in tx.session.exec(select(Tag)) if fold(tag.name) == fold(name)), None)
