"""Who changed what of a record, when and why: read from the change log, with the words and names that people know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from loket.language import _, label
from loket.language.dates import shown_month
from loket.language.formats import clock, long_date
from loket.language.labels import field_label, verb_label
from loket.language.recurrence import shown_recurrence
from loket.models import words
from loket.models.errors import Refused
from loket.models.words import RecordKind, Word
from loket.store.log_images import decoded, images_of

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.store.reader import Reader


_ROWS = """
SELECT c.seq, c.tx, c.at, coalesce(c.actor, c.db_user) AS who, t.verb, t.reason, c.pk, c.op, {images}
FROM change_log c LEFT JOIN log_tx t ON t.id = c.tx LEFT JOIN log_personal p ON p.seq = c.seq
WHERE c.tbl = :tbl AND c.pk = :pk ORDER BY c.seq
"""
_LIST_ROWS = """
SELECT c.seq, c.tx, c.at, coalesce(c.actor, c.db_user) AS who, t.verb, t.reason, c.pk, c.op
FROM change_log c LEFT JOIN log_tx t ON t.id = c.tx
WHERE c.tbl = :tbl AND c.pk >= :first AND c.pk < :after ORDER BY c.seq
"""
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that changed. `before` and `after` are as stored; `was` and `became` as people read them, empty when nothing."""

    field: str
    before: Any
    after: Any
    was: str
    became: str

    @property
    def line(self) -> str:
        """`streefdatum: vr 20 nov 2026 → ma 30 nov 2026`; of what was empty only what it became."""
        return f"{field_label(self.field)}: {f'{self.was} → ' if self.was else ''}{self.became or '–'}"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one transaction did to a record. `at` is UTC, ISO; `op` is insert, update or delete; `who` and `tx` are None when unknown."""

    seq: int
    at: str
    who: str | None
    verb: str | None
    reason: str | None
    op: str
    changes: tuple[FieldChange, ...]
    tx: int | None = None

    @property
    def heading(self) -> str:
        """`ma 23 nov 2026 10:41  mehmet  vraag gewijzigd`."""
        moment = datetime.fromisoformat(self.at.replace("Z", "+00:00")).astimezone()
        done = verb_label(self.verb) if self.verb else _("changed outside loket")
        return f"{long_date(moment.date())} {clock(moment)}  {self.who or '?'}  {done}"

    def lines(self) -> list[str]:
        """The entry as people read it: who, when and what, then a line a field, then why."""
        why = [_("reason: {text}").format(text=self.reason)] if self.reason else []
        return [self.heading, *(f"  {line}" for line in (*(change.line for change in self.changes), *why))]


@dataclass(frozen=True, slots=True)
class _LogRow:
    """A line of the change log; a list's line has no images."""

    seq: int
    tx: int | None
    at: str
    who: str | None
    verb: str | None
    reason: str | None
    pk: str
    op: str
    before: Any = None
    after: Any = None
    own_before: Any = None
    own_after: Any = None


@dataclass(slots=True)
class _Draft:
    seq: int
    at: str
    who: str | None
    verb: str | None
    reason: str | None
    op: str
    tx: int | None
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    gone: dict[str, list[Any]] = field(default_factory=dict)
    new: dict[str, list[Any]] = field(default_factory=dict)


def history(store: Store, kind: RecordKind, number: int) -> list[HistoryEntry]:
    """Everything that happened to a record, the oldest first; Refused when there never was one."""
    with store.read() as reader:
        drafts = _drafts(reader, kind, number)
        if not drafts:
            raise Refused(_("There is no {number}.").format(number=kind.number(number)))
        names = _names(reader, drafts, kind)
        telling = (one for one in drafts if one.op != "update" or any(a != b for a, b in one.fields.values()) or one.new != one.gone)
        return [_entry(draft, kind, names) for draft in telling]


def as_json(kind: RecordKind, number: int, entries: Sequence[HistoryEntry]) -> dict[str, Any]:
    """The history for scripts: values as stored, never translated."""
    return {
        "record": kind.value,
        "number": kind.number(number),
        "history": [
            {
                "seq": entry.seq,
                "at": entry.at,
                "who": entry.who,
                "verb": entry.verb,
                "reason": entry.reason,
                "op": entry.op,
                "changes": [{"field": c.field, "before": c.before, "after": c.after} for c in entry.changes],
            }
            for entry in entries
        ],
    }


def _drafts(reader: Reader, kind: RecordKind, number: int) -> list[_Draft]:
    """The log's rows of the record and of its lists, those of one transaction together."""
    columns = ("before", "after", "own_before", "own_after")
    images = [images_of(reader, image) for image in ("c.before", "c.after", "p.before", "p.after")]
    named = ", ".join(f"{image} AS {name}" for image, name in zip(images, columns, strict=True))
    rows = [(row, "") for row in reader.records(_LogRow, _ROWS.format(images=named), tbl=kind.table, pk=str(number))]
    for link, (name, _column) in LISTS.get(kind, {}).items():
        rows += [(row, name) for row in reader.records(_LogRow, _LIST_ROWS, tbl=link, first=f"{number},", after=f"{number}-")]
    drafts: dict[object, _Draft] = {}
    for row, name in sorted(rows, key=lambda pair: pair[0].seq):
        key = ("tx", row.tx) if row.tx is not None else row.seq
        draft = drafts.setdefault(key, _Draft(row.seq, row.at, row.who, row.verb, row.reason, "update", row.tx))
        if name:
            (draft.new if row.op == "insert" else draft.gone).setdefault(name, []).append(row.pk.partition(",")[2])
            continue
        draft.op = draft.op if row.op == "update" else row.op
        before = {**decoded(row.before), **decoded(row.own_before)}
        _note_fields(draft, row.op, before, {**decoded(row.after), **decoded(row.own_after)})
    return list(drafts.values())


def _note_fields(draft: _Draft, op: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """What each field was before the transaction and is after it."""
    changed = before if op == "update" else {**before, **after}
    for name in changed:
        if name not in NOISE:
            first = draft.fields[name][0] if name in draft.fields else before.get(name)
            draft.fields[name] = (first, None if op == "delete" else after.get(name))


def _entry(draft: _Draft, kind: RecordKind, names: Mapping[tuple[str, int], str]) -> HistoryEntry:
    changes = [
        FieldChange(name, before, after, shown_value(kind, name, before, names), shown_value(kind, name, after, names))
        for name, (before, after) in draft.fields.items()
        if before != after and not (draft.op == "insert" and name in FLAGS and not after)
    ]
    columns = dict(LISTS.get(kind, {}).values())
    for name in dict.fromkeys((*draft.gone, *draft.new)):
        gone, new = draft.gone.get(name, []), draft.new.get(name, [])
        was = ", ".join(shown_value(kind, columns[name], _number(item), names) for item in gone)
        became = ", ".join(shown_value(kind, columns[name], _number(item), names) for item in new)
        changes.append(FieldChange(name, [_number(item) for item in gone], [_number(item) for item in new], was, became))
    return HistoryEntry(draft.seq, draft.at, draft.who, draft.verb, draft.reason, draft.op, tuple(changes), draft.tx)


def _names(reader: Reader, drafts: Iterable[_Draft], kind: RecordKind) -> dict[tuple[str, int], str]:
    """The names of everything that the values point at: (column, number) → name."""
    columns = dict(LISTS.get(kind, {}).values())
    wanted: set[tuple[str, int]] = set()
    for draft in drafts:
        wanted |= {(name, value) for name, values in draft.fields.items() for value in values if isinstance(value, int)}
        for lists in (draft.gone, draft.new):
            wanted |= {(columns[name], int(item)) for name, items in lists.items() for item in items if item.isdigit()}
    found = {}
    for column, number in sorted(pair for pair in wanted if pair[0] in NAMES):
        name = reader.value(NAMES[column], id=number)
        if name is not None:
            found[column, number] = str(name)
    return found


def shown_value(kind: RecordKind, name: str, value: Any, names: Mapping[tuple[str, int], str]) -> str:
    """A stored value as people read it, on one line; `names` are those behind the numbers, by column and number."""
    text = " ".join(_whole(kind, name, value, names).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def value_texts(reader: Reader, kind: RecordKind, name: str, values: Sequence[Any]) -> list[str]:
    """Values of one field as people read them, whole: names instead of numbers, a list with commas between."""
    column = ITEMS.get(name, name)
    numbers = {one for value in values for one in (value if isinstance(value, list) else [value]) if isinstance(one, int)}
    found = {(column, one): reader.value(NAMES[column], id=one) for one in numbers} if column in NAMES else {}
    names = {key: str(text) for key, text in found.items() if text is not None}
    if name == "attendees" and not reader.viewer.sees_contacts:
        values = [[_("confidential") for _one in value or ()] for value in values]
    return [
        ", ".join(_whole(kind, column, one, names) for one in value) if isinstance(value, list) else _whole(kind, column, value, names)
        for value in values
    ]


def _whole(kind: RecordKind, name: str, value: Any, names: Mapping[tuple[str, int], str]) -> str:
    if value is None or value == "":
        return ""
    if (name, value) in names:
        return names[name, value]
    if name in FLAGS:
        return _("yes") if value else _("no")
    if name == "recurs":
        return shown_recurrence(value, date.today())
    word = word_of(kind, name, value)
    if word is not None:
        return label(word)
    day = _as_day(value)
    if day is not None:
        return long_date(day)
    return shown_month(value) if name == "preferred_month" else str(value)


def _as_day(value: Any) -> date | None:
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _number(item: str) -> int | str:
    return int(item) if item.isdigit() else item


NOISE = frozenset({"id", "version", "state_since", "sleutel"})
"""Columns whose changes tell a person nothing."""

FLAGS = frozenset({"confidential", "active", "strong_in_technical", "strong_in_change"})
"""Columns that are yes or no."""

LISTS: Mapping[RecordKind, Mapping[str, tuple[str, str]]] = {
    RecordKind.REQUEST: {
        "request_theme": ("themes", "theme_id"),
        "request_obstacle": ("obstacles", "obstacle_id"),
        "waiting_request": ("waiting_for", "offering_id"),
    },
    RecordKind.CONVERSATION: {
        "conversation_institution": ("institution_ids", "institution_id"),
        "conversation_party": ("party_ids", "party_id"),
        "conversation_advisor": ("advisor_ids", "advisor_id"),
    },
    RecordKind.OFFERING: {
        "offering_theme": ("themes", "theme_id"),
        "offering_obstacle": ("obstacles", "obstacle_id"),
        "offering_audience": ("audiences", "audience"),
    },
    RecordKind.SESSION: {"session_theme": ("themes", "theme_id")},
    RecordKind.RESPONSE: {"response_theme": ("themes", "theme_id"), "response_obstacle": ("obstacles", "obstacle_id")},
    RecordKind.INSTITUTION: {"institution_tag": ("tag_ids", "tag_id")},
    RecordKind.EVENT: {
        "event_institution": ("institution_ids", "institution_id"),
        "event_contact": ("contact_ids", "contact_id"),
    },
}
"""The tables that hold lists of a record: link table → (the list's name, the column of its items)."""

ITEMS: Mapping[str, str] = {
    "themes": "theme_id",
    "obstacles": "obstacle_id",
    "institution_ids": "institution_id",
    "party_ids": "party_id",
    "advisor_ids": "advisor_id",
    "contact_ids": "contact_id",
    "audiences": "audience",
    "tag_ids": "tag_id",
}
"""What the items of a list are, by the list's name: the column that holds one."""

_ADVISOR = "SELECT name FROM advisor WHERE id = :id"
_INSTITUTION = "SELECT name FROM institution WHERE id = :id"
_PARTY = "SELECT name FROM party WHERE id = :id"

NAMES: Mapping[str, str] = {
    "advisor_id": _ADVISOR,
    "stand_in_id": _ADVISOR,
    "released_by_id": _ADVISOR,
    "institution_id": _INSTITUTION,
    "merged_into_id": _INSTITUTION,
    "party_id": _PARTY,
    "owner_party_id": _PARTY,
    "contact_id": "SELECT name FROM contact WHERE id = :id",
    "theme_id": "SELECT label FROM theme WHERE id = :id",
    "obstacle_id": "SELECT label FROM obstacle WHERE id = :id",
    "outcome_set_id": "SELECT name FROM outcome_set WHERE id = :id",
    "offering_id": "SELECT title FROM offering WHERE id = :id",
    "trend_id": "SELECT title FROM trend WHERE id = :id",
    "tag_id": "SELECT name FROM tag WHERE id = :id",
    "round_id": "SELECT name FROM wensenscan_round WHERE id = :id",
    "request_id": "SELECT 'V-' || id || ' ' || title FROM support_request WHERE id = :id",
    "conversation_id": "SELECT 'G-' || id FROM conversation WHERE id = :id",
    "response_id": "SELECT 'W-' || id FROM wensenscan_response WHERE id = :id",
    "session_id": "SELECT 'L-' || id FROM learning_session WHERE id = :id",
    "event_id": "SELECT title FROM event WHERE id = :id",
    "fitgap_item_id": "SELECT 'FP-' || id FROM fit_gap_item WHERE id = :id",
    "analysis_id": "SELECT 'F-' || id FROM fit_gap_analysis WHERE id = :id",
}
"""How the name behind a number is found, by column."""

_WORDS: Mapping[str, type[Word]] = {
    "audience": words.Audience,
    "channel": words.Channel,
    "dimension": words.FitGapDimension,
    "helped": words.Helped,
    "national": words.YesNo,
    "nature": words.Nature,
    "on_kind": words.RecordKind,
    "outcome_info": words.OutcomeInfo,
    "phase": words.AdoptionPhase,
    "priority": words.Priority,
    "province": words.Province,
    "reach": words.Reach,
    "sdm_scope": words.SdmScope,
    "source": words.RequestSource,
    "umbrella": words.Umbrella,
    "uses_outcome_info": words.YesNo,
    "verdict": words.Verdict,
}
_WORDS_OF: Mapping[tuple[RecordKind, str], type[Word]] = {
    (RecordKind.REQUEST, "state"): words.RequestState,
    (RecordKind.CONVERSATION, "state"): words.ConversationState,
    (RecordKind.SIGNAL, "state"): words.SignalState,
    (RecordKind.TREND, "state"): words.TrendState,
    (RecordKind.REFERRAL, "state"): words.ReferralState,
    (RecordKind.SESSION, "state"): words.SessionState,
    (RecordKind.FITGAP, "state"): words.FitGapState,
    (RecordKind.FOLLOW_UP, "state"): words.FollowUpState,
    (RecordKind.OFFERING, "state"): words.OfferingStatus,
    (RecordKind.INSTITUTION, "kind"): words.InstitutionKind,
    (RecordKind.INSTITUTION, "role"): words.InstitutionRole,
    (RecordKind.PARTY, "kind"): words.PartyKind,
    (RecordKind.ADVISOR, "role"): words.AdvisorRole,
    (RecordKind.CONVERSATION, "kind"): words.ConversationKind,
    (RecordKind.OFFERING, "kind"): words.OfferingKind,
    (RecordKind.EVENT, "kind"): words.EventKind,
    (RecordKind.NOTE, "kind"): words.NoteKind,
}


def word_of(kind: RecordKind, column: str, value: Any) -> Word | None:
    """The member of a closed list that a stored value is, if the column holds one."""
    closed = _WORDS_OF.get((kind, column)) or _WORDS.get(column)
    if closed is None or not isinstance(value, str):
        return None
    return next((word for word in closed if word.value == value), None)
