"""Which cause a record gets: one, by rules that docs/as-of.md states in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from loket.insight.explanation.evidence import Cause, Evidence, FigureEvidence, OwnColumns, RelatedRows
from loket.insight.explanation.row_changes import LogLine, LogRange, RowChange, chunks
from loket.insight.figures.question import Question
from loket.insight.history import NOISE
from loket.store.reader import Reader

_CHUNK = 5000
_BY_VERB = {
    "undo": Cause.UNDONE,
    "merge_institutions": Cause.MERGED,
    "merge_trends": Cause.MERGED,
    "split_institution": Cause.SPLIT,
}
_MOVABLE = frozenset({"due_on", "check_back_on", "session_on"})
_MADE_TO_COUNT = frozenset({"support_request", "signal", "referral", "wensenscan_response"})
"""Rows that count from when they are made: one that was there all along and counts since a change was corrected."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one record counts otherwise; `about` is the table and key of another row that made it so.

    `columns`: what changed, from what, to what.
    """

    cause: Cause
    deed: LogLine | None = None
    about: tuple[str, str] | None = None
    columns: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A state of the database and a question to it."""

    reader: Reader
    question: Question

    def rows_behind(self, support: RelatedRows, ids: Collection[int]) -> dict[int, set[str]]:
        """The keys of the rows that make each record count."""
        found: dict[int, set[str]] = {}
        columns = ", ".join(support.key)
        for chunk in chunks(sorted(ids), _CHUNK):
            template = f"SELECT id, {columns} FROM ({support.sql}) behind WHERE id IN ({', '.join(map(str, chunk))})"
            for number, *parts in self.reader.rows(self.question.sql(template), self.question.parameters):
                if parts[0] is not None:
                    found.setdefault(int(number), set()).add(",".join(map(str, parts)))
        return found


@dataclass(slots=True)
class Attribution:
    """Finds the causes of the records of one table that count otherwise; `reasons` collects them."""

    table: str
    log: LogRange
    looks: FigureEvidence
    reasons: dict[int, Reason] = field(default_factory=dict)

    # What was recorded

    def recorded(self, ids: Collection[int], moved: Collection[int], was: Side, now: Side) -> None:
        """The causes of those that differ by what was recorded; `moved` came into the figure's relation or left it."""
        made = self.log.came_or_went(self.table) if ids else {}
        self._came_or_went({number: made[number] for number in ids if number in made})
        rest = [number for number in ids if number not in made]
        own = {int(key): change for key, change in self.log.changes(self.table, map(str, rest)).items()}
        for wanted, looks in (
            ([number for number in rest if number in moved], (*self.looks.presence, *self.looks.flags)),
            ([number for number in rest if number not in moved], (*self.looks.flags, *self.looks.presence)),
        ):
            for look in looks:
                pending = [number for number in wanted if number not in self.reasons]
                if pending:
                    self._look(look, pending, own, was, now)
        for number in rest:
            if number not in self.reasons:
                self.reasons[number] = _touched(own.get(number))

    def _came_or_went(self, made: Mapping[int, tuple[bool, int]]) -> None:
        deeds = self.log.deeds(line for _came, line in made.values())
        for number, (came, line) in made.items():
            deed = deeds[line]
            usual = Cause.DELETED if not came else Cause.IMPORTED if deed.verb == "import" else Cause.NEW
            self.reasons[number] = Reason(_by_verb(deed, usual), deed)

    def _look(self, look: Evidence, pending: Iterable[int], own: Mapping[int, RowChange], was: Side, now: Side) -> None:
        if isinstance(look, OwnColumns):
            for number in pending:
                found = _own_reason(look, own[number]) if number in own else None
                if found is not None:
                    self.reasons[number] = found
            return
        before, after = was.rows_behind(look, list(pending)), now.rows_behind(look, list(pending))
        changed = self._changes(look, (*before.values(), *after.values()))
        for number in pending:
            reason = _support_reason(look, before.get(number, set()), after.get(number, set()), changed)
            if reason is not None:
                self.reasons[number] = reason

    def _changes(self, support: RelatedRows, sets: Iterable[set[str]]) -> dict[str, RowChange]:
        keys = set[str]().union(*sets)
        changed = self.log.changes(support.table, keys)
        for key in keys if support.lists else ():
            parts = [part for name in support.lists for part in self.log.parts(name, int(key)).values()]
            if parts and key not in changed:
                changed[key] = max(parts, key=lambda part: part.deed().seq)
        return changed

    # What the calendar did

    def passed(self, usual: Mapping[int, Cause], moved: Collection[int], was: Side, now: Side) -> None:
        """The causes of those that differ only because the day or the period moved: `usual`, unless a row by its dates made it so."""
        own, others = [number for number in usual if number in moved], [number for number in usual if number not in moved]
        for wanted, looks in ((own, self.looks.presence), (others, self.looks.flags or self.looks.presence)):
            supports = [look for look in looks if isinstance(look, RelatedRows) and wanted]
            rows = [(look, was.rows_behind(look, wanted), now.rows_behind(look, wanted)) for look in supports]
            for number in wanted:
                self.reasons[number] = _passed(number, usual[number], rows)


def _passed(number: int, usual: Cause, rows: Iterable[tuple[RelatedRows, Mapping[int, set[str]], Mapping[int, set[str]]]]) -> Reason:
    for look, was, now in rows:
        before, after = was.get(number, set()), now.get(number, set())
        if before != after:
            cause = (look.came if after - before else look.went) if look.dates else usual
            return Reason(cause, about=(look.table, min(after - before or before - after, key=_in_order)))
    return Reason(usual)


def _in_order(key: str) -> tuple[int, str]:
    return len(key), key


def _own_reason(look: OwnColumns, change: RowChange) -> Reason | None:
    was, now = change.was or {}, change.now or {}
    seen = [name for name in look.columns if _seen(look, name, was) != _seen(look, name, now)]
    if not seen:
        return None
    deed = change.deed(seen)
    columns = tuple((name, was.get(name), now.get(name)) for name in look.columns if was.get(name) != now.get(name))
    return Reason(_by_verb(deed, _own_cause(change.table, was, now, seen, deed)), deed, None, columns)


def _seen(look: OwnColumns, name: str, image: Mapping[str, Any]) -> Any:
    value = image.get(name)
    return None if name == "state" and look.among and value not in look.among else value


def _own_cause(table: str, was: Mapping[str, Any], now: Mapping[str, Any], seen: Collection[str], deed: LogLine) -> Cause:
    if "state" in seen:
        return _state_cause(table, str(was.get("state")), str(now.get("state")))
    if "active" in seen or "merged_into_id" in seen:
        if now.get("merged_into_id") and not was.get("merged_into_id"):
            return Cause.MERGED
        closed = Cause.INSTITUTION_CLOSED if deed.verb == "close_institution" else Cause.DEACTIVATED
        return Cause.ACTIVATED if now.get("active") else closed
    if table == "referral" and seen == ["helped"]:
        return Cause.CORRECTED if was.get("helped") else Cause.OUTCOME
    return Cause.MOVED if _MOVABLE & set(seen) else Cause.CORRECTED


_REQUEST_CLOSED = {"resolved": Cause.RESOLVED, "dropped": Cause.DROPPED}
_SESSION = {"held": Cause.HELD, "cancelled": Cause.CANCELLED}
_RAISED = ("raised", "picked_up", "done")


def _state_cause(table: str, was: str, now: str) -> Cause:
    match table:
        case "support_request":
            if was in _REQUEST_CLOSED and now in _REQUEST_CLOSED:
                return Cause.CORRECTED
            return _REQUEST_CLOSED.get(now, Cause.REOPENED)
        case "referral":
            return Cause.OUTCOME if was == "open" else Cause.CORRECTED
        case "trend":
            return Cause.RAISED if now in _RAISED and was not in _RAISED else Cause.STATE
        case _:
            return _SESSION.get(now, Cause.STATE)


def _support_reason(look: RelatedRows, before: set[str], after: set[str], changes: Mapping[str, RowChange]) -> Reason | None:
    """Of rows that came the first to do so, of those that went the last, else the last that changed."""
    came = [changes[key] for key in after - before if key in changes]
    went = [changes[key] for key in before - after if key in changes]
    same = [changes[key] for key in before & after if key in changes and set(look.columns) & changes[key].columns]
    if came:
        change, usual = min(came, key=lambda one: _decisive(one).seq), look.came
    elif went:
        change, usual = max(went, key=lambda one: _decisive(one).seq), look.went
    elif same:
        change, usual = max(same, key=lambda one: one.deed(look.columns).seq), look.changed
    else:
        return None
    deed = change.deed(look.columns) if not (came or went) else _decisive(change)
    if change.columns and (came or went) and change.table in _MADE_TO_COUNT:
        usual = Cause.CORRECTED
    if look.table == "offering":
        usual = _offering_cause(change, usual)
    wanted = set(look.columns) or change.columns
    columns = [(name, (change.was or {}).get(name), (change.now or {}).get(name)) for name in sorted(change.columns & wanted - NOISE)]
    return Reason(_by_verb(deed, usual), deed, (change.table, change.key), tuple(columns))


def _decisive(change: RowChange) -> LogLine:
    """The line that made or deleted the row, else the last that changed what differs."""
    return change.deed(change.columns or ("id",))


def _offering_cause(change: RowChange, usual: Cause) -> Cause:
    """Only what is about being available makes an offering come or lapse; any other change is a change."""
    if change.table == "offering" and (not change.columns or change.columns & {"state", "available_from", "available_until"}):
        return usual
    return Cause.OFFERING_CHANGED


def _by_verb(deed: LogLine, usual: Cause) -> Cause:
    return _BY_VERB.get(deed.verb or "", usual)


def _touched(change: RowChange | None) -> Reason:
    """What no look found: the record was changed in something else, or the rows around it."""
    if change is None:
        return Reason(Cause.CORRECTED)
    columns = tuple((name, (change.was or {}).get(name), (change.now or {}).get(name)) for name in sorted(change.columns - NOISE))
    return Reason(Cause.CORRECTED, change.deed(change.columns), None, columns)
