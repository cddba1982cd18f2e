"""An explanation in words, as a table for spreadsheets, and as JSON for scripts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from loket.insight.explanation.attribution import Reason
from loket.insight.explanation.evidence import Cause
from loket.insight.explanation.explanation import Changed, End, Explanation, Line, Periods, Standing, explain
from loket.insight.explanation.moments import AsOf, check_order, snapshots
from loket.insight.explanation.row_changes import LogLine, chunks, image, images
from loket.insight.figures.dashboard import figure_as_json
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import Indicator
from loket.insight.history import NAMES, shown_value
from loket.language import _
from loket.language.formats import clock, number, short_date
from loket.language.labels import field_label, verb_label
from loket.models.words import RecordKind
from loket.store.reader import Reader

if TYPE_CHECKING:
    from loket.store.database import Store


MOST = 1000
"""Records of a line that are told about; all are counted."""
_HERE = ZoneInfo("Europe/Amsterdam")
_NAMED = 2
_LONGEST = 80

_DATES = {
    "requests_received": "received_on",
    "requests_closed": "closed_on",
    "requests_open": "received_on",
    "request_lead_time": "closed_on",
    "requests_overdue": "due_on",
    "requests_with_outcome_info": "received_on",
    "requests_referred": "received_on",
    "unmet_needs": "received_on",
    "referrals_used": "check_back_on",
    "referrals_helped": "check_back_on",
    "signals_recorded": "recorded_on",
    "signals_national": "recorded_on",
    "sessions_held": "session_on",
}
"""The day of a record that a figure compares with the period."""
_TITLES = {RecordKind.INSTITUTION: "name", RecordKind.SIGNAL: "description", RecordKind.SESSION: "team"}
_DATES_OF = {
    "support_request": "received_on",
    "signal": "recorded_on",
    "conversation": "held_at",
    "wensenscan_response": "submitted_on",
    "referral": "referred_on",
    "fit_gap_analysis": "reported_on",
    "learning_session": "session_on",
}


@dataclass(frozen=True, slots=True)
class RenderedRecord:
    """A record that counts otherwise, as people read it; `was` and `now` say what it was and is in the figure.

    `hidden`: confidential to who looks.
    """

    kind: RecordKind
    changed: Changed
    title: str
    institution: str
    was: str
    now: str
    what: str
    hidden: bool = False

    @property
    def number(self) -> str:
        """The number as people say it."""
        return self.kind.number(self.changed.id)

    @property
    def log_line(self) -> LogLine | None:
        """The line of the log that did it; None when time passed."""
        return self.changed.reason.log_line


@dataclass(frozen=True, slots=True)
class RenderedLine:
    """A line in words; `records` are at most the first so many."""

    line: Line
    label: str
    detail: str
    records: tuple[RenderedRecord, ...]


@dataclass(frozen=True, slots=True)
class RenderedExplanation:
    """An explanation with its words."""

    explanation: Explanation
    lines: tuple[RenderedLine, ...]


def render_explanation(
    store: Store, indicator: Indicator, filters: Filters, span: Periods, then: AsOf, now: AsOf, most: int | None = MOST
) -> RenderedExplanation:
    """Explain the difference of one figure between two moments; `most` records of each line are told about, all when None."""
    check_order(then, now)
    with snapshots(store, then, now) as (before, after):
        found = explain(indicator, filters, span, (then, before), (now, after))
        renderer = _Renderer(after.reader, found)
        return RenderedExplanation(found, tuple(renderer.line(line, most) for line in found.lines))


class _Renderer:
    def __init__(self, reader: Reader, found: Explanation) -> None:
        self.reader, self.found = reader, found
        self.kind = found.indicator.record
        self._names: dict[tuple[str, Any], str] = {}
        self._rows: dict[tuple[str, str], Mapping[str, Any]] = {}

    def line(self, line: Line, most: int | None) -> RenderedLine:
        """A line with its detail and its first records."""
        shown = line.records[:most]
        rows = images(self.reader, self.kind.table, (one.id for one in shown), self.found.now.seq)
        records = tuple(self._record(one, rows.get(one.id, {})) for one in shown)
        return RenderedLine(line, _(line.cause.label), self._detail(line, records), records)

    def _record(self, one: Changed, row: Mapping[str, Any]) -> RenderedRecord:
        stood = _standing_text(one.was), _standing_text(one.now)
        if not self.reader.viewer.may_see(bool(row.get("confidential"))):
            return RenderedRecord(self.kind, one, _("confidential"), "", *stood, "", hidden=True)
        return RenderedRecord(self.kind, one, self._title(row), self._institution(row), *stood, self._what(one.reason, row))

    # What a record is called

    def _title(self, row: Mapping[str, Any]) -> str:
        if self.kind is RecordKind.REFERRAL:
            request = RecordKind.REQUEST.number(row["request_id"]) if row.get("request_id") else ""
            text = " → ".join(part for part in (request, self._name("offering_id", row.get("offering_id"))) if part)
        else:
            text = str(row.get(_TITLES.get(self.kind, "title")) or "")
        return _short(text or "?")

    def _institution(self, row: Mapping[str, Any]) -> str:
        if self.kind is RecordKind.REFERRAL and row.get("request_id"):
            row = self._row("support_request", str(row["request_id"]))
        for column in ("institution_id", "party_id", "owner_party_id"):
            if row.get(column):
                return self._name(column, row[column])
        return ""

    def _name(self, column: str, value: Any) -> str:
        """The name behind a number, as it was known at the second moment."""
        if value is None:
            return ""
        if (column, value) not in self._names:
            table = {"institution_id": "institution", "offering_id": "offering", "party_id": "party", "owner_party_id": "party"}.get(column)
            row = self._row(table, str(value)) if table else {}
            found = row.get("name") or row.get("title") or (self.reader.value(NAMES[column], id=value) if column in NAMES else None)
            self._names[column, value] = str(found or value)
        return self._names[column, value]

    def _row(self, table: str, key: str) -> Mapping[str, Any]:
        if (table, key) not in self._rows:
            self._rows[table, key] = image(self.reader, table, key, self.found.now.seq) or {}
        return self._rows[table, key]

    # What happened to it

    def _what(self, reason: Reason, row: Mapping[str, Any]) -> str:
        """`streefdatum: 1 nov → 30 nov`, `V-418 PROM's`, `Webinar PROM-keuze, tot 31 okt`."""
        if reason.cause is Cause.ROUND:
            return f"{self.found.then.round} → {self.found.now.round}"
        about = self._about(reason) if reason.about else ""
        kind = _kind_of(reason.about[0]) if reason.about else self.kind
        columns = ", ".join(self._column(kind, *column) for column in reason.columns if column[0] in _COLUMNS_OF.get(kind, ()) or not about)
        if not (about or columns) and reason.log_line is None:
            name = _DATES.get(self.found.indicator.id, "")
            columns = f"{field_label(name)}: {self._value(self.kind, name, row.get(name))}" if row.get(name) else ""
        if reason.log_line is not None and reason.log_line.undid:
            about = ", ".join(part for part in (about, _("undone: {verb}").format(verb=verb_label(reason.log_line.undid))) if part)
        return ", ".join(part for part in (about, columns) if part)

    def _about(self, reason: Reason) -> str:
        """The other row that made it so: its number and name, and the day by which it counts."""
        assert reason.about is not None
        table, key = reason.about
        owner = key.partition(",")[0]
        owned = _OWNERS.get(table)
        row = self._row(owned or table, owner)
        if not self.reader.viewer.may_see(bool(row.get("confidential"))):
            return _("confidential")
        kind = _kind_of(owned or table)
        if kind is RecordKind.OFFERING:
            return self._offering(row)
        name = self._name("offering_id", row.get("offering_id")) if kind is RecordKind.REFERRAL else _named(row)
        day = _as_day(row.get(_DATES_OF.get(owned or table, "")))
        text = f"{kind.number(int(owner)) if owner.isdigit() else owner} {name}".strip() if kind else name or key
        return f"{text}, {self._day(day)}" if day and not name else text

    def _offering(self, row: Mapping[str, Any]) -> str:
        end, start = _as_day(row.get("available_until")), _as_day(row.get("available_from"))
        until = ", " + _("until {day}").format(day=self._day(end)) if end else ""
        since = ", " + _("from {day}").format(day=self._day(start)) if start and not end else ""
        return f"{_short(str(row.get('title') or '?'))}{until or since}"

    def _column(self, kind: RecordKind | None, name: str, was: Any, now: Any) -> str:
        before, after = self._value(kind, name, was), self._value(kind, name, now)
        return f"{field_label(name)}: {f'{before} → ' if before else ''}{after or '–'}"

    def _value(self, kind: RecordKind | None, name: str, value: Any) -> str:
        day = _as_day(value)
        if day is not None:
            return self._day(day)
        names = {(name, value): self._name(name, value)} if name in NAMES and isinstance(value, int) else {}
        return shown_value(kind or self.kind, name, value, names)

    def _day(self, day: date) -> str:
        return short_date(day, self.found.now.today, weekday=False)

    # What tells the records of a line apart

    def _detail(self, line: Line, records: Sequence[RenderedRecord]) -> str:
        reasons = [one.reason for one in line.records]
        if line.cause is Cause.ROUND:
            return records[0].what
        if line.cause is Cause.IMPORTED:
            return _counted(reason.log_line.reason or _("import") for reason in reasons if reason.log_line)
        if line.cause is Cause.NEW and self.kind is RecordKind.REQUEST:
            return self._themes([one.id for one in line.records])
        if line.cause in (Cause.OFFERING_CAME, Cause.OFFERING_LAPSED, Cause.OFFERING_CHANGED):
            return _counted(one.what for one in records) if len(records) > 1 else records[0].what
        if line.cause in (Cause.CORRECTED, Cause.MOVED, Cause.STATE) and len(records) > 1:
            return _counted(field_label(name) for reason in reasons for name, _was, _now in reason.columns[:1]) or self._by_whom(reasons)
        if len(records) == 1 and records[0].what:
            return records[0].what
        return self._by_whom(reasons)

    def _by_whom(self, reasons: Iterable[Reason]) -> str:
        """`12 nov, fatima`, `3 – 18 nov, fatima, mehmet`."""
        log_lines = [reason.log_line for reason in reasons if reason.log_line]
        if not log_lines:
            return ""
        days = sorted({local(log_line.at).date() for log_line in log_lines})
        first, last = self._day(days[0]), self._day(days[-1])
        who = Counter(log_line.who or "?" for log_line in log_lines)
        names = [name for name, _count in sorted(who.items(), key=lambda pair: (-pair[1], pair[0]))]
        more = [f"+{len(names) - _NAMED}"] if len(names) > _NAMED else []
        return ", ".join([first if first == last else f"{first} – {last}", *names[:_NAMED], *more])

    def _themes(self, ids: Collection[int]) -> str:
        """`7× thema 5, 2× thema 6`: as the themes are known at the second moment."""
        counts: Counter[int] = Counter()
        for chunk in chunks(sorted(ids), MOST):
            which = f"request_id IN ({', '.join(map(str, chunk))})"
            counts.update(dict(self.reader.rows(f"SELECT theme_id, count(*) FROM request_theme WHERE {which} GROUP BY theme_id")))
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return ", ".join(_("{count}× theme {theme}").format(count=number(count), theme=theme) for theme, count in ranked[:3])


_OWNERS = {
    "offering_theme": "offering",
    "offering_audience": "offering",
    "request_theme": "support_request",
    "session_theme": "learning_session",
    "conversation_institution": "conversation",
    "round_population": "wensenscan_round",
    "institution_tag": "institution",
}
_COLUMNS_OF: Mapping[RecordKind | None, Collection[str]] = {
    RecordKind.OFFERING: ("state", "kind", "outcome_info"),
    RecordKind.RESPONSE: ("sdm_scope", "uses_outcome_info", "institution_id", "audience", "submitted_on"),
    RecordKind.REQUEST: ("received_on", "institution_id", "outcome_info", "audience", "advisor_id"),
    RecordKind.SIGNAL: ("recorded_on", "institution_id", "theme_id"),
    RecordKind.INSTITUTION: ("kind", "umbrella", "province", "epd_vendor"),
    RecordKind.SESSION: ("state", "institution_id"),
    RecordKind.REFERRAL: ("referred_on", "request_id"),
    RecordKind.FITGAP: ("reported_on", "institution_id"),
    RecordKind.CONVERSATION: ("held_at", "kind", "state"),
}
"""Of another row that made a record count otherwise, the columns that say how."""


def _standing_text(standing: Standing) -> str:
    """What a record is in a figure, in a word."""
    if standing.days is not None:
        return _("{count} days").format(count=number(standing.days))
    if standing.counted:
        return _("counts")
    if standing.unknown:
        return _("unknown")
    if standing.based:
        return _("only in the denominator")
    return _("contradictory") if standing.contradicts else _("not in it")


def local(at: str) -> datetime:
    """A moment of the log, in Amsterdam."""
    return datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone(_HERE)


def log_line_text(log_line: LogLine, today: date) -> str:
    """`12 nov 14:10 fatima, verwezen: reden`."""
    when = local(log_line.at)
    done = verb_label(log_line.verb) if log_line.verb else _("changed outside loket")
    why = f" ({log_line.reason})" if log_line.reason else ""
    return f"{short_date(when.date(), today, weekday=False)} {clock(when)}  {log_line.who or '?'}  {done}{why}"


def _counted(texts: Iterable[str]) -> str:
    """`3× thema's, 1× streefdatum`: the most frequent first."""
    counts = Counter(text for text in texts if text)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    more = f" +{len(ranked) - _NAMED}" if len(ranked) > _NAMED else ""
    if len(ranked) == 1:
        return ranked[0][0]
    return ", ".join(f"{number(count)}× {text}" for text, count in ranked[:_NAMED]) + more


def _named(row: Mapping[str, Any]) -> str:
    return _short(str(row.get("title") or row.get("name") or row.get("description") or ""))


def _kind_of(table: str) -> RecordKind | None:
    return next((kind for kind in RecordKind if kind.table == table), None)


def _as_day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


Row = tuple[str | int, ...]


def table(account: RenderedExplanation) -> tuple[Sequence[str], list[Row]]:
    """The headers, and a row for each record: its cause, what it was and is in the figure, what happened, when, by whom and why."""
    headers = (
        _("Nr"), _("record"), _("institution"), _("change"), _("cause"), _("before"), _("after"), _("what happened"),
        _("when"), _("who"), _("act"), _("reason"), _("line of the change log"),
    )  # fmt: skip
    rows: list[Row] = []
    for line in account.lines:
        for one in line.records:
            by: Row = ("",) * 5
            if one.log_line:
                verb = verb_label(one.log_line.verb) if one.log_line.verb else _("changed outside loket")
                by = (f"{local(one.log_line.at):%Y-%m-%d %H:%M}", one.log_line.who or "", verb, one.log_line.reason or "", one.log_line.seq)
            rows.append((one.number, one.title, one.institution, one.changed.effect.numerator, line.label, one.was, one.now, one.what, *by))
    return headers, rows


def as_json(account: RenderedExplanation) -> str:
    """The explanation for scripts: the same one gives the same bytes. A line has at most its first thousand records, `count` is exact."""
    found = account.explanation
    whole = {
        "indicator": found.indicator.id,
        "filters": found.filters.as_json(),
        "then": _end_json(found.then),
        "now": _end_json(found.now),
        "difference": asdict(found.difference),
        "came": found.came,
        "went": found.went,
        "lines": [
            {
                "cause": line.line.cause.value,
                "label": line.label,
                "detail": line.detail,
                "sign": line.line.sign,
                "count": len(line.line.records),
                **asdict(line.line.effect),
                "records": [_record_json(one) for one in line.records],
            }
            for line in account.lines
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _end_json(end: End) -> dict[str, Any]:
    return {
        "as_of": {"at": end.at, "seq": end.seq},
        "today": end.today.isoformat(),
        "from": end.period.start.isoformat(),
        "to": end.period.end.isoformat(),
        "round": end.round,
        "figure": figure_as_json(end.figure),
    }


def _record_json(one: RenderedRecord) -> dict[str, Any]:
    log_line, about = one.log_line, one.changed.reason.about
    return {
        "number": one.number,
        "title": one.title,
        "institution": one.institution,
        "before": _standing_json(one.changed.was),
        "after": _standing_json(one.changed.now),
        "what": one.what,
        "about": None if about is None or one.hidden else {"table": about[0], "key": about[1]},
        "fields": [] if one.hidden else [{"field": name, "before": was, "after": now} for name, was, now in one.changed.reason.columns],
        "deed": None
        if log_line is None
        else {"seq": log_line.seq, "at": log_line.at, "who": log_line.who, "verb": log_line.verb, "reason": log_line.reason},
    }


def _standing_json(standing: Standing) -> dict[str, Any]:
    return {name: value for name, value in asdict(standing).items() if name != "days" or value is not None}
