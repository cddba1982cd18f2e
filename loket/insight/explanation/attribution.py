"""Attribution: gives each record that counts otherwise one cause, by the rules that docs/as-of.md states in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from loket.insight.explanation.evidence import Cause, Evidence, FigureEvidence, OwnColumns, RelatedRows
from loket.insight.explanation.row_changes import LogLine, LogRange, RowChange, chunks
from loket.insight.figures.question import Question
from loket.store.reader import Reader

_CHUNK = 5000
_BY_VERB = {
    "undo": Cause.UNDONE,
    "redo": Cause.UNDONE,
    "merge_institutions": Cause.MERGED,
    "merge_trends": Cause.MERGED,
    "split_institution": Cause.SPLIT,
}
_MOVABLE = frozenset({"due_on", "check_back_on", "session_on"})
_MADE_TO_COUNT = frozenset({"support_request", "signal", "referral", "wensenscan_response"})
"""Rows that count from when they are made: one that was there all along and counts since a change was corrected."""
_REQUEST_CLOSED = {"resolved": Cause.RESOLVED, "dropped": Cause.DROPPED}
_SESSION = {"held": Cause.HELD, "cancelled": Cause.CANCELLED}
_RAISED = ("raised", "picked_up", "done")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one record counts otherwise; `about` is the table and key of another row that made it so.

    `columns`: what changed, from what, to what.
    """

    cause: Cause
    log_line: LogLine | None = None
    about: tuple[str, str] | None = None
    columns: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A state of the database and a question to it."""

    reader: Reader
    question: Question

    def related_keys(self, related: RelatedRows, ids: Collection[int]) -> dict[int, set[str]]:
        """The keys of the rows that make each record count."""
        found: dict[int, set[str]] = {}
        columns = ", ".join(related.key)
        for chunk in chunks(sorted(ids), _CHUNK):
            template = f"SELECT id, {columns} FROM ({related.sql}) related WHERE id IN ({', '.join(map(str, chunk))})"
            for number, *parts in self.reader.rows(self.question.sql(template), self.question.parameters):
                if parts[0] is not None:
                    found.setdefault(int(number), set()).add(",".join(map(str, parts)))
        return found


@dataclass(slots=True)
class Attribution:
    """Finds the causes of the records of one table that count otherwise; `reasons` collects them."""

    table: str
    log: LogRange
    evidence: FigureEvidence
    reasons: dict[int, Reason] = field(default_factory=dict)

    def by_record(self, ids: Collection[int], moved: Collection[int], was: Side, now: Side) -> None:
        """The causes of those that differ by what was recorded; `moved` came into the figure's relation or left it."""
        made = self.log.came_or_went(self.table) if ids else {}
        lines = self.log.lines(made[number][1] for number in ids if number in made)
        for number in ids:
            if number in made:
                came, seq = made[number]
                usual = Cause.DELETED if not came else Cause.IMPORTED if lines[seq].verb == "import" else Cause.NEW
                self.reasons[number] = Reason(_by_verb(lines[seq], usual), lines[seq])
        rest = [number for number in ids if number not in made]
        own = {int(key): change for key, change in self.log.changes(self.table, map(str, rest)).items()}
        presence, flags = self.evidence.presence, self.evidence.flags
        for wanted, evidence in (
            ([number for number in rest if number in moved], (*presence, *flags)),
            ([number for number in rest if number not in moved], (*flags, *presence)),
        ):
            for one in evidence:
                pending = [number for number in wanted if number not in self.reasons]
                if pending:
                    self._try(one, pending, own, was, now)
        for number in rest:
            if number not in self.reasons:
                # Nothing tells: the record was changed in something else, or the rows around it were.
                change = own.get(number)
                self.reasons[number] = (
                    Reason(Cause.CORRECTED, change.log_line(change.columns), None, change.differences())
                    if change
                    else Reason(Cause.CORRECTED)
                )

    def _try(self, evidence: Evidence, pending: Collection[int], own: Mapping[int, RowChange], was: Side, now: Side) -> None:
        if isinstance(evidence, OwnColumns):
            reasons = {number: _own_reason(evidence, own[number]) for number in pending if number in own}
        else:
            before, after = was.related_keys(evidence, pending), now.related_keys(evidence, pending)
            keys = set[str]().union(*before.values(), *after.values())
            changed = self.log.changes(evidence.table, keys)
            for key in keys if evidence.lists else ():
                parts = [part for name in evidence.lists for part in self.log.parts(name, int(key)).values()]
                if parts and key not in changed:
                    changed[key] = max(parts, key=lambda part: part.log_line().seq)
            reasons = {
                number: _related_reason(evidence, before.get(number, set()), after.get(number, set()), changed) for number in pending
            }
        self.reasons |= {number: reason for number, reason in reasons.items() if reason is not None}

    def by_calendar(self, usual: Mapping[int, Cause], moved: Collection[int], was: Side, now: Side) -> None:
        """The causes of those that differ only because the day or the period moved: `usual`, unless a row by its dates made it so."""
        own, others = [number for number in usual if number in moved], [number for number in usual if number not in moved]
        for wanted, evidence in ((own, self.evidence.presence), (others, self.evidence.flags or self.evidence.presence)):
            related = [one for one in evidence if isinstance(one, RelatedRows) and wanted]
            rows = [(one, was.related_keys(one, wanted), now.related_keys(one, wanted)) for one in related]
            for number in wanted:
                self.reasons[number] = Reason(usual[number])
                for one, keys_before, keys_after in rows:
                    before, after = keys_before.get(number, set()), keys_after.get(number, set())
                    if before != after:
                        cause = (one.came if after - before else one.went) if one.dates else usual[number]
                        key = min(after - before or before - after, key=lambda key: (len(key), key))
                        self.reasons[number] = Reason(cause, about=(one.table, key))
                        break


def _by_verb(log_line: LogLine, usual: Cause) -> Cause:
    return _BY_VERB.get(log_line.verb or "", usual)


def _own_reason(own: OwnColumns, change: RowChange) -> Reason | None:
    was, now = change.was or {}, change.now or {}

    def seen(name: str, image: Mapping[str, Any]) -> Any:
        value = image.get(name)
        return None if name == "state" and own.among and value not in own.among else value

    changed = [name for name in own.columns if seen(name, was) != seen(name, now)]
    if not changed:
        return None
    log_line = change.log_line(changed)
    return Reason(
        _by_verb(log_line, _own_cause(change.table, was, now, changed, log_line)), log_line, None, change.differences(own.columns)
    )


def _own_cause(table: str, was: Mapping[str, Any], now: Mapping[str, Any], changed: Collection[str], log_line: LogLine) -> Cause:
    if "state" in changed:
        return _state_cause(table, str(was.get("state")), str(now.get("state")))
    if "active" in changed or "merged_into_id" in changed:
        if now.get("merged_into_id") and not was.get("merged_into_id"):
            return Cause.MERGED
        closed = Cause.INSTITUTION_CLOSED if log_line.verb == "close_institution" else Cause.DEACTIVATED
        return Cause.ACTIVATED if now.get("active") else closed
    if table == "referral" and changed == ["helped"]:
        return Cause.CORRECTED if was.get("helped") else Cause.OUTCOME
    return Cause.MOVED if _MOVABLE & set(changed) else Cause.CORRECTED


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


def _related_reason(related: RelatedRows, before: set[str], after: set[str], changes: Mapping[str, RowChange]) -> Reason | None:
    """Of rows that came the first to do so, of those that went the last, else the last that changed."""

    def decisive(change: RowChange) -> LogLine:
        """The line that made or deleted the row, else the last that changed what differs."""
        return change.log_line(change.columns or ("id",))

    came = [changes[key] for key in after - before if key in changes]
    went = [changes[key] for key in before - after if key in changes]
    same = [changes[key] for key in before & after if key in changes and set(related.columns) & changes[key].columns]
    if came:
        change, usual = min(came, key=lambda one: decisive(one).seq), related.came
    elif went:
        change, usual = max(went, key=lambda one: decisive(one).seq), related.went
    elif same:
        change, usual = max(same, key=lambda one: one.log_line(related.columns).seq), related.changed
    else:
        return None
    log_line = decisive(change) if came or went else change.log_line(related.columns)
    if change.columns and (came or went) and change.table in _MADE_TO_COUNT:
        usual = Cause.CORRECTED
    # Only what is about being available makes an offering come or lapse; any other change of it or of its lists is a change.
    available = not change.columns or change.columns & {"state", "available_from", "available_until"}
    if related.table == "offering" and not (change.table == "offering" and available):
        usual = Cause.OFFERING_CHANGED
    return Reason(_by_verb(log_line, usual), log_line, (change.table, change.key), change.differences(sorted(related.columns) or None))
