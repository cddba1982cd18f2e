"""The programme's own rules that are data: its window for learning sessions, and how long is long. Only an admin changes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from loket.casework.done import Done
from loket.language import N_, _
from loket.language.dates import understand_date
from loket.models.errors import FieldError, Refused
from loket.models.themes import Setting
from loket.store.database import Store


@dataclass(frozen=True, slots=True)
class Rule:
    """One setting: what it means (a msgid), whether it is a date or a number, the least and most of a number."""

    meaning: str
    kind: Literal["date", "number"]
    least: int = 0
    most: int = 0


RULES: Mapping[str, Rule] = {
    "sessions_from": Rule(N_("first day of the programme's learning sessions"), "date"),
    "sessions_until": Rule(N_("last day of the programme's learning sessions"), "date"),
    "check_back_weeks": Rule(N_("weeks between a referral and the check-back"), "number", 1, 104),
    "silent_after_days": Rule(N_("days without movement after which a request is silent"), "number", 1, 365),
}
"""Every setting that there is."""


def change_setting(store: Store, name: str, value: str, seen: str | None = None) -> Done:
    """Give a setting another value, as it is typed; an empty one takes a date away. Only an admin may.

    `seen` is how it stood on the screen. Raises Refused for a name that is none and a value that is not understood.
    """
    store.require_admin()
    rule = RULES.get(name)
    if rule is None:
        raise Refused(_("There is no rule {name}; there are {names}.").format(name=name, names=", ".join(RULES)))
    kept = _understood(rule, value.strip(), store.today)
    with store.write("change_setting") as tx:
        row = tx.session.get(Setting, name)
        if seen is not None and seen != (row.value if row else ""):
            raise Refused(_("Somebody else changed this meanwhile; open it again."))
        if row is not None and not kept:
            tx.session.delete(row)
        elif row is not None:
            row.value = kept
        elif kept:
            tx.session.add(Setting(name=name, value=kept))
        tx.session.flush()
        _in_order(tx.session.get(Setting, "sessions_from"), tx.session.get(Setting, "sessions_until"))
        return Done(tx.id, _("Saved: {name} is {value}.").format(name=_(rule.meaning), value=kept or "–"))


def _understood(rule: Rule, value: str, today: date) -> str:
    if rule.kind == "number":
        if not value.isdecimal() or not rule.least <= int(value) <= rule.most:
            text = _("This is a whole number from {least} to {most}.").format(least=rule.least, most=rule.most)
            raise Refused(errors=[FieldError("value", text)])
        return str(int(value))
    try:
        return understand_date(value, today).isoformat() if value else ""
    except Refused as refused:
        raise Refused(errors=[FieldError("value", str(refused))]) from refused


def _in_order(first: Setting | None, last: Setting | None) -> None:
    if first and last and first.value > last.value:
        raise Refused(errors=[FieldError("value", _("The window would end before it begins."))])
