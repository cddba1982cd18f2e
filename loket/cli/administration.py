"""`loket admin`: what an admin keeps, listed and changed: advisors, obstacles, UZ-sets, rules, exports, imports and their undo."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from loket.cli.commands import argument, command, group, option
from loket.cli.options import output_option
from loket.cli.output import deliver, say
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _, label
from loket.language.labels import field_label
from loket.language.safe_text import for_terminal
from loket.models.errors import Refused
from loket.models.words import AdvisorRole, Word

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store

_MOST = 100_000
_HEADS = {
    "stand_in": N_("Stand-in"), "institutions": N_("institutions"), "requests": N_("requests"), "conversations": N_("conversations"),
    "follow_ups": N_("follow-ups"), "signals": N_("signals"), "responses": N_("Responses"), "status": N_("How far"),
    "analyses": N_("Fit-gap"), "exported_at": N_("When"), "at": N_("When"), "rows": N_("Lines"), "id": N_("number"),
    "actor": N_("Who"), "files": N_("Files"), "undone": N_("undone"),
}  # fmt: skip
json_option = option("--json", "json_", is_flag=True, help=N_("Every field, as JSON."))


@group("admin", help=N_("What an admin keeps: advisors, obstacles, UZ-sets, rules, exports, imports."))
def admin() -> None:
    """Without a name each command lists; with one it changes."""


@contextmanager
def _opened(asked: Globals) -> Iterator[Store]:
    store = asked.open_store()
    try:
        yield store
    finally:
        store.close()


def _listed(rows: Sequence[Any], names: Sequence[str], as_json: bool, output: str | None) -> None:
    """Write rows as JSON, or the named fields of each in columns under their names."""
    if as_json:
        deliver(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1, default=str) + "\n", output)
        return
    cells = [[_(_HEADS[name]) if name in _HEADS else field_label(name) for name in names]]
    cells += [[for_terminal(_shown(getattr(row, name))) for name in names] for row in rows]
    widths = [max((len(row[place]) for row in cells), default=0) for place in range(len(names))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    deliver("".join(f"{line}\n" for line in lines), output)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Word):
        return label(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else " ".join(str(value).split())


def _tell(done: Done) -> None:
    say(" ".join((done.message, *done.warnings)))


def _one_way(**given: object) -> None:
    """Refuse two wishes that contradict each other."""
    asked = [f"--{name.replace('_', '-')}" for name, value in given.items() if value]
    if len(asked) > 1:
        raise click.UsageError(_("Choose one of {options}.").format(options=", ".join(asked)))


@command("advisor", help=N_("List the advisors, or add, change, let go or take back the one named NAME."))
@argument("name", metavar=N_("[NAME]"), required=False)
@option("--add", is_flag=True, help=N_("A new advisor."))
@option("--role", metavar=N_("WORD"), help=N_("Another role: adviseur, programmaleider, beheerder."))
@option("--away-until", metavar=N_("DAY"), help=N_("Away up to and including this day; “-” is back at work."))
@option("--stand-in", metavar=N_("NAME"), help=N_("Who stands in."))
@option("--leaves", is_flag=True, help=N_("Works here no more; --to names who gets the open work."))
@option("--to", metavar=N_("NAME"), help=N_("Who gets all open work."))
@option("--returns", is_flag=True, help=N_("Works here again."))
@json_option
@output_option
@pass_globals
def advisor(
    asked: Globals,
    name: str | None,
    add: bool,
    role: str | None,
    away_until: str | None,
    stand_in: str | None,
    leaves: bool,
    to: str | None,
    returns: bool,
    json_: bool,
    output: str | None,
) -> None:
    """Each wish in one transaction; a hand-over is one of its own."""
    from loket.casework import advisors, reassignment
    from loket.insight import administration
    from loket.language.dates import understand_date

    _one_way(add=add, leaves=leaves, returns=returns)
    with _opened(asked) as store:
        if name is None:
            with store.read() as reader:
                rows = administration.advisors(reader)
            names = ("name", "role", "away_until", "stand_in", "institutions", "requests", "conversations", "follow_ups", "active")
            _listed(rows, names, json_, output)
            return
        wishes: dict[str, Any] = {}
        if role is not None:
            wishes["role"] = _role(role)
        if away_until is not None:
            wishes["away_until"] = None if away_until == "-" else understand_date(away_until, store.today)
        if stand_in is not None:
            wishes["stand_in_id"] = _advisor(store, stand_in)
        if returns:
            wishes["active"] = True
        if add:
            _tell(advisors.add_advisor(store, advisors.AdvisorInput(name=name, **wishes)))
            return
        number = _advisor(store, name)
        if wishes:
            _tell(advisors.change_advisor(store, number, advisors.AdvisorInput(**wishes)))
        if to is not None:
            _tell(reassignment.hand_over(store, number, _advisor(store, to), leaves=leaves).done)
        elif leaves:
            if reassignment.portfolio(store, number).moving:
                raise Refused(_("{name} has open work; --to names who gets it.").format(name=name))
            _tell(advisors.change_advisor(store, number, advisors.AdvisorInput(active=False)))
        elif not wishes:
            raise click.UsageError(_("Say what has to change: --role, --away-until, --stand-in, --to, --leaves, --returns or --add."))


def _role(text: str) -> AdvisorRole:
    found = AdvisorRole.understand(text)
    if found is None:
        message = _("“{word}” is not known here. Choose from: {allowed}.").format(word=text, allowed=", ".join(map(label, AdvisorRole)))
        raise click.BadParameter(message, param_hint="--role")
    return found


def _advisor(store: Store, name: str) -> int:
    from loket.insight import administration

    with store.read() as reader:
        everybody = administration.advisors(reader)
    found = next((one.id for one in everybody if one.name.casefold() == name.strip().casefold()), None)
    if found is None:
        known = ", ".join(one.name for one in everybody if one.active)
        raise Refused(_("There is no advisor {name}; there are {names}.").format(name=name, names=known))
    return found


@command("obstacle", help=N_("List the obstacles, or add, rename, end or take back the one labelled LABEL."))
@argument("name", metavar=N_("[LABEL]"), required=False)
@option("--theme", metavar=N_("NUMBER"), type=click.IntRange(1, 6), help=N_("The theme that it is under; a new one needs it."))
@option("--add", is_flag=True, help=N_("A new one."))
@option("--rename", metavar=N_("LABEL"), help=N_("Another label."))
@option("--end", is_flag=True, help=N_("Chosen no more; its records keep it."))
@option("--again", is_flag=True, help=N_("Back in use."))
@json_option
@output_option
@pass_globals
def obstacle(
    asked: Globals,
    name: str | None,
    theme: int | None,
    add: bool,
    rename: str | None,
    end: bool,
    again: bool,
    json_: bool,
    output: str | None,
) -> None:
    """What ended keeps its records."""
    from loket.casework import reference_lists
    from loket.insight import administration

    _one_way(add=add, end=end, again=again)
    with _opened(asked) as store:
        if name is None:
            with store.read() as reader:
                rows = administration.obstacles(reader)
            _listed(rows, ("theme_id", "label", "requests", "signals", "responses", "active"), json_, output)
            return
        wishes = _wishes("label", rename, end, again)
        if theme is not None:
            wishes["theme_id"] = theme
        data = reference_lists.ObstacleInput
        if add:
            _tell(reference_lists.save_obstacle(store, None, data(**{"label": name, **wishes})))
        else:
            number = _needed(reference_lists.obstacle_called(store, name), name, wishes)
            _tell(reference_lists.save_obstacle(store, number, data(**wishes)))


@command("outcome-set", help=N_("List the UZ-sets, or add, rename, end or take back the one named NAME."))
@argument("name", metavar=N_("[NAME]"), required=False)
@option("--status", metavar=N_("TEXT"), help=N_("How far its agreement has come."))
@option("--add", is_flag=True, help=N_("A new one."))
@option("--rename", metavar=N_("NAME"), help=N_("Another name."))
@option("--end", is_flag=True, help=N_("Chosen no more; its records keep it."))
@option("--again", is_flag=True, help=N_("Back in use."))
@json_option
@output_option
@pass_globals
def outcome_set(
    asked: Globals,
    name: str | None,
    status: str | None,
    add: bool,
    rename: str | None,
    end: bool,
    again: bool,
    json_: bool,
    output: str | None,
) -> None:
    """What ended keeps its records."""
    from loket.casework import reference_lists
    from loket.insight import administration

    _one_way(add=add, end=end, again=again)
    with _opened(asked) as store:
        if name is None:
            with store.read() as reader:
                rows = administration.outcome_sets(reader)
            _listed(rows, ("name", "status", "requests", "analyses", "active"), json_, output)
            return
        wishes = _wishes("name", rename, end, again)
        if status is not None:
            wishes["status"] = status
        data = reference_lists.OutcomeSetInput
        if add:
            _tell(reference_lists.save_outcome_set(store, None, data(**{"name": name, **wishes})))
        else:
            number = _needed(reference_lists.outcome_set_called(store, name), name, wishes)
            _tell(reference_lists.save_outcome_set(store, number, data(**wishes)))


def _wishes(field: str, rename: str | None, end: bool, again: bool) -> dict[str, Any]:
    wishes: dict[str, Any] = {} if rename is None else {field: rename}
    return {**wishes, "active": again} if end or again else wishes


def _needed(number: int | None, name: str, wishes: dict[str, Any]) -> int:
    if number is None:
        raise Refused(_("“{name}” is not in the list; --add makes it.").format(name=name))
    if not wishes:
        raise click.UsageError(_("Say what has to change."))
    return number


@command("rule", help=N_("List the programme's rules, or give the rule NAME another VALUE."))
@argument("name", metavar=N_("[NAME]"), required=False)
@argument("value", metavar=N_("[VALUE]"), required=False)
@json_option
@output_option
@pass_globals
def rule(asked: Globals, name: str | None, value: str | None, json_: bool, output: str | None) -> None:
    """A date in words or a number; an empty VALUE takes a date away."""
    from loket.casework import settings
    from loket.insight import administration

    with _opened(asked) as store:
        if name is not None and value is not None:
            _tell(settings.change_setting(store, name, value))
            return
        if name is not None:
            raise click.UsageError(_("Give the rule a value as well."))
        with store.read() as reader:
            held = administration.settings(reader)
        if json_:
            deliver(json.dumps({one: held.get(one) for one in settings.RULES}, indent=1) + "\n", output)
        else:
            lines = [f"{one}  {held.get(one, '–')}  {_(found.meaning)}\n" for one, found in settings.RULES.items()]
            deliver("".join(lines), output)


def _admin_rows(asked: Globals, read: Callable[..., Sequence[Any]], names: Sequence[str], json_: bool, output: str | None) -> None:
    with _opened(asked) as store:
        store.require_admin()
        with store.read() as reader:
            rows = read(reader)
    _listed(rows, names, json_, output)


@command("exports", help=N_("List what went out: when, who, what, how many lines."))
@json_option
@output_option
@pass_globals
def exports(asked: Globals, json_: bool, output: str | None) -> None:
    """The latest first; times are UTC."""
    from loket.insight import administration

    names = ("exported_at", "advisor", "what", "rows")
    _admin_rows(asked, lambda reader: administration.exports(reader, most=_MOST), names, json_, output)


@command("imports", help=N_("List what came in, or undo one import by its number."))
@option("--undo", "number", metavar=N_("NUMBER"), type=int, help=N_("Takes out again all that this import wrote."))
@json_option
@output_option
@pass_globals
def imports(asked: Globals, number: int | None, json_: bool, output: str | None) -> None:
    """The latest first; times are UTC."""
    from loket.casework import undo
    from loket.insight import administration

    if number is None:
        _admin_rows(asked, administration.imports, ("id", "at", "actor", "files", "rows", "undone"), json_, output)
        return
    with _opened(asked) as store:
        store.require_admin()
        with store.read() as reader:
            known = any(one.id == number for one in administration.imports(reader))
        if not known:
            raise Refused(_("There is no import {number}; `loket admin imports` lists them.").format(number=number))
        _tell(undo.undo(store, number))


for one in (advisor, obstacle, outcome_set, rule, exports, imports):
    admin.add_command(one)
