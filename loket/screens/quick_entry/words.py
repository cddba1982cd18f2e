"""What was understood of a quick entry, in words under the line; and as the values that a form begins with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from loket.casework.name_lookup import Named
from loket.casework.quick_entry import QuickEntry, describe
from loket.casework.vocabulary import KnownWords
from loket.language import _, label
from loket.language.formats import clock, long_date
from loket.models.words import Priority, Reach, RecordKind, RequestSource

FORMS: Mapping[RecordKind, str] = {
    RecordKind.REQUEST: "request_form",
    RecordKind.SIGNAL: "signal_form",
    RecordKind.CONVERSATION: "conversation_form",
    RecordKind.FOLLOW_UP: "follow_up_form",
}
"""The form that shows all fields of what quick entry makes, by its name in the registry."""

_WHERE = " in de spreekkamer"
"""The end of two themes' labels, which tells nothing apart and takes the room of what does."""


def source_of(entry: QuickEntry) -> RequestSource:
    """A pasted mail came by mail; one line is jotted down on the phone."""
    return RequestSource.MAIL if entry.description else RequestSource.PHONE


def understood(entry: QuickEntry, whose: Named | None, known: KnownWords, me: str) -> tuple[str, str]:
    """Two lines: what is made for whom, and its dates and source."""
    if entry.kind is None:
        return "", ""
    undated = replace(entry, date=None, time=None, advisor=entry.advisor or me or None)
    themes = tuple(replace(theme, label=theme.label.removesuffix(_WHERE)) for theme in known.vocabulary.themes)
    return describe(undated, replace(known.vocabulary, themes=themes), whose.name if whose else ""), _second(entry)


def _second(entry: QuickEntry) -> str:
    dated = {
        RecordKind.REQUEST: _("due {day}"),
        RecordKind.SIGNAL: _("heard {day}"),
        RecordKind.CONVERSATION: _("on {day}"),
        RecordKind.FOLLOW_UP: _("due {day}"),
    }
    parts = []
    if entry.kind is not None and entry.date is not None:
        day = " ".join([long_date(entry.date), clock(entry.time) if entry.time else ""]).strip()
        parts.append(dated[entry.kind].format(day=day))
    if entry.kind is RecordKind.REQUEST:
        parts += [] if entry.themes else [_("theme ?")]
        parts.append(_("source {source}").format(source=label(source_of(entry))))
    if entry.kind is RecordKind.FOLLOW_UP and entry.date is None:
        parts.append(_("due today"))
    if entry.description:
        lines = len(entry.description.split("\n"))
        parts.append(_("description of {n} lines").format(n=lines))
    return " · ".join(parts)


def form_values(entry: QuickEntry, whose: Named | None, known: KnownWords, today: dt.date) -> dict[str, Any]:
    """What a form of this kind begins with."""
    obstacles = tuple(known.obstacle_ids[name] for name in entry.obstacles)
    values: dict[str, Any] = {"advisor_id": known.advisor_ids.get(entry.advisor or "")}
    if whose is not None:
        values["party_id" if whose.kind is RecordKind.PARTY else "institution_id"] = whose.id
    match entry.kind:
        case RecordKind.REQUEST:
            values |= {
                "title": entry.title, "description": entry.description, "themes": entry.themes, "obstacles": obstacles,
                "outcome_info": entry.outcome_info, "priority": entry.priority or Priority.NORMAL, "due_on": entry.date,
                "source": source_of(entry),
            }  # fmt: skip
        case RecordKind.SIGNAL:
            values |= {
                "description": f"{entry.title}\n\n{entry.description}".strip(), "theme_id": next(iter(entry.themes), None),
                "obstacle_id": next(iter(obstacles), None), "reach": Reach.NATIONAL if entry.national else None,
                "recorded_on": entry.date or today,
            }  # fmt: skip
        case RecordKind.CONVERSATION:
            values |= {
                "subject": entry.title, "planned_at": entry.date, "planned_time": clock(entry.time) if entry.time else None,
            }  # fmt: skip
        case _:
            values |= {"what": entry.title, "due_on": entry.date or today}
    return {name: value for name, value in values.items() if value is not None}
