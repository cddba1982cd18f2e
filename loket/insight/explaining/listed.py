"""An explanation as a table for spreadsheets, and as JSON for scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from loket.insight.explaining.explanation import Effect, End, Standing
from loket.insight.explaining.log import Deed
from loket.insight.explaining.telling import Account, Told, ToldLine, local
from loket.insight.figures.dashboard import figure_as_json
from loket.language import _
from loket.language.verbs import verb_label

Row = tuple[str | int, ...]


def table(account: Account) -> tuple[Sequence[str], list[Row]]:
    """The headers, and a row for each record: its cause, what it was and is in the figure, what happened, when, by whom and why."""
    headers = (
        _("Nr"), _("record"), _("institution"), _("change"), _("cause"), _("before"), _("after"), _("what happened"),
        _("when"), _("who"), _("act"), _("reason"), _("line of the change log"),
    )  # fmt: skip
    return headers, [_row(line, told) for line in account.lines for told in line.records]


def _row(line: ToldLine, told: Told) -> Row:
    deed, effect = told.deed, told.changed.effect
    who = (local(deed.at).strftime("%Y-%m-%d %H:%M"), deed.who or "", _verb(deed), deed.reason or "", deed.seq) if deed else ("",) * 5
    return (told.number, told.title, told.institution, effect.numerator, line.label, told.was, told.now, told.what, *who)


def _verb(deed: Deed) -> str:
    return verb_label(deed.verb) if deed.verb else _("changed outside loket")


def as_json(account: Account) -> str:
    """The explanation for scripts: the same one gives the same bytes. A line has at most its first thousand records, `count` is exact."""
    found = account.explanation
    whole = {
        "indicator": found.indicator.id,
        "filters": found.filters.as_json(),
        "then": _end(found.then),
        "now": _end(found.now),
        "difference": _effect(found.difference),
        "came": found.came,
        "went": found.went,
        "lines": [_line(line) for line in account.lines],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _end(end: End) -> dict[str, Any]:
    return {
        "as_of": {"at": end.at, "seq": end.seq},
        "today": end.today.isoformat(),
        "from": end.period.start.isoformat(),
        "to": end.period.end.isoformat(),
        "round": end.round,
        "figure": figure_as_json(end.figure),
    }


def _effect(effect: Effect) -> dict[str, int]:
    return {
        "numerator": effect.numerator,
        "denominator": effect.denominator,
        "unknown": effect.unknown,
        "contradictory": effect.contradictory,
    }


def _line(line: ToldLine) -> dict[str, Any]:
    return {
        "cause": line.line.cause.value,
        "label": line.label,
        "detail": line.detail,
        "sign": line.line.sign,
        "count": len(line.line.records),
        **_effect(line.line.effect),
        "records": [_record(told) for told in line.records],
    }


def _record(told: Told) -> dict[str, Any]:
    deed, about = told.deed, told.changed.reason.about
    return {
        "number": told.number,
        "title": told.title,
        "institution": told.institution,
        "before": _standing(told.changed.was),
        "after": _standing(told.changed.now),
        "what": told.what,
        "about": None if about is None or told.hidden else {"table": about[0], "key": about[1]},
        "fields": [] if told.hidden else [{"field": name, "before": was, "after": now} for name, was, now in told.changed.reason.columns],
        "deed": None if deed is None else {"seq": deed.seq, "at": deed.at, "who": deed.who, "verb": deed.verb, "reason": deed.reason},
    }


def _standing(standing: Standing) -> dict[str, Any]:
    flags: dict[str, Any] = {
        "counted": standing.counted,
        "based": standing.based,
        "unknown": standing.unknown,
        "contradicts": standing.contradicts,
    }
    return flags if standing.days is None else {**flags, "days": standing.days}
