"""Records for scripts: every field of one kind of record, named as in the domain, references by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Boolean, Column, Table

from loket.exchange.canonical import Link
from loket.exchange.name_index import NameIndex, NotUnderstood
from loket.insight.lists.listing import Among, View, narrow
from loket.insight.lists.word_search import Narrowed
from loket.insight.search import SOURCES
from loket.language import _
from loket.models.advisors import Advisor
from loket.models.conversations import Conversation, ConversationAdvisor, ConversationAttendee, ConversationInstitution, ConversationParty
from loket.models.errors import Refused
from loket.models.fitgap import FitGapAnalysis, FitGapItem
from loket.models.institutions import Contact, Institution, InstitutionAlias, InstitutionTag, Party, PartyAlias
from loket.models.notes import FollowUp, Note
from loket.models.notes import Link as DocumentLink
from loket.models.offerings import Offering, OfferingAudience, OfferingObstacle, OfferingTheme, Referral, WaitingRequest
from loket.models.record import Numbered, WordType
from loket.models.requests import RequestObstacle, RequestTheme, SupportRequest
from loket.models.rounds import ResponseObstacle, ResponseTheme, RoundPopulation, WensenscanResponse, WensenscanRound
from loket.models.sessions import Event, EventContact, EventInstitution, LearningSession, SessionTheme
from loket.models.signals import Signal, Trend
from loket.models.states import STATES
from loket.models.words import RecordKind, Word
from loket.store.database import Store
from loket.store.reader import Reader, as_date

Record = dict[str, Any]

_KINDS = {kind.value: kind for kind in RecordKind}
# By which column a reference to a table is written.
_NAMED_BY = {
    "institution": "name",
    "party": "name",
    "contact": "name",
    "advisor": "name",
    "wensenscan_round": "name",
    "wensenscan_response": "sleutel",
    "conversation": "sleutel",
    "support_request": "sleutel",
    "learning_session": "sleutel",
    "offering": "sleutel",
    "fit_gap_analysis": "sleutel",
    "fit_gap_item": "id",
    "outcome_set": "name",
    "trend": "title",
    "event": "title",
    "theme": "id",
    "tag": "name",
    "obstacle": "label",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One kind of record: what a person sees at a glance, its lists by field, and the day that a period is about."""

    model: type[Numbered]
    brief: tuple[str, ...]
    lists: Mapping[str, Link] = field(default_factory=dict)
    day: str = ""

    @property
    def kind(self) -> RecordKind:
        """What the records are."""
        return next(kind for kind in RecordKind if kind.table == self.model.__tablename__)

    @property
    def table(self) -> Table:
        """The database's table."""
        return self.model.sql_table()


LISTED: dict[str, Listed] = {
    "institutions": Listed(
        Institution,
        ("name", "kind", "city", "role", "advisor"),
        {"aliases": Link(InstitutionAlias, "institution_id", "alias"), "tags": Link(InstitutionTag, "institution_id", "tag_id")},
    ),
    "contacts": Listed(Contact, ("name", "institution", "function", "email", "phone")),
    "requests": Listed(
        SupportRequest,
        ("institution", "title", "state", "advisor", "received_on"),
        {
            "themes": Link(RequestTheme, "request_id", "theme_id"),
            "obstacles": Link(RequestObstacle, "request_id", "obstacle_id"),
            "waiting_for": Link(WaitingRequest, "request_id", "offering_id"),
        },
        "received_on",
    ),
    "conversations": Listed(
        Conversation,
        ("institutions", "kind", "state", "advisors", "held_at"),
        {
            "institutions": Link(ConversationInstitution, "conversation_id", "institution_id"),
            "parties": Link(ConversationParty, "conversation_id", "party_id"),
            "advisors": Link(ConversationAdvisor, "conversation_id", "advisor_id"),
            "attendees": Link(ConversationAttendee, "conversation_id", "contact_id", "name"),
        },
        "held_at",
    ),
    "signals": Listed(Signal, ("institution", "theme", "description", "state", "recorded_on"), day="recorded_on"),
    "trends": Listed(Trend, ("title", "theme", "owner_party", "state")),
    "offerings": Listed(
        Offering,
        ("title", "kind", "provider", "state", "available_until"),
        {
            "themes": Link(OfferingTheme, "offering_id", "theme_id"),
            "obstacles": Link(OfferingObstacle, "offering_id", "obstacle_id"),
            "audiences": Link(OfferingAudience, "offering_id", "audience"),
            "waiting": Link(WaitingRequest, "offering_id", "request_id"),
        },
        "available_from",
    ),
    "referrals": Listed(Referral, ("request", "offering", "state", "helped", "referred_on"), day="referred_on"),
    "sessions": Listed(
        LearningSession,
        ("institution", "team", "state", "session_on"),
        {"themes": Link(SessionTheme, "session_id", "theme_id")},
        "session_on",
    ),
    "events": Listed(
        Event,
        ("title", "kind", "event_on", "participants"),
        {
            "institutions": Link(EventInstitution, "event_id", "institution_id"),
            "contacts": Link(EventContact, "event_id", "contact_id"),
        },
        "event_on",
    ),
    "parties": Listed(Party, ("name", "kind", "aliases"), {"aliases": Link(PartyAlias, "party_id", "alias")}),
    "fitgaps": Listed(
        FitGapAnalysis,
        ("institution", "outcome_set", "state", "reported_on"),
        {"items": Link(FitGapItem, "analysis_id", "id")},
        "reported_on",
    ),
    "fitgapitems": Listed(FitGapItem, ("analysis", "dimension", "gap", "action", "national")),
    "followups": Listed(FollowUp, ("on", "institution", "what", "due_on", "advisor", "state"), day="due_on"),
    "responses": Listed(
        WensenscanResponse,
        ("round", "institution", "audience", "submitted_on", "sdm_scope", "uses_outcome_info"),
        {
            "themes": Link(ResponseTheme, "response_id", "theme_id"),
            "obstacles": Link(ResponseObstacle, "response_id", "obstacle_id"),
        },
        "submitted_on",
    ),
    "rounds": Listed(
        WensenscanRound, ("name", "sent_on", "closed_on"), {"population": Link(RoundPopulation, "round_id", "institution_id")}, "sent_on"
    ),
    "notes": Listed(Note, ("on", "kind", "institution", "text", "written_on", "advisor"), day="written_on"),
    "links": Listed(DocumentLink, ("on", "title", "url")),
    "advisors": Listed(Advisor, ("name", "role", "active", "away_until", "stand_in")),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the records; what is None does not narrow."""

    state: str | None = None
    only_open: bool = False
    institution: str | None = None
    advisor: str | None = None
    theme: int | None = None
    tag: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    where: str | None = None


def list_records(store: Store, listed: Listed, wanted: Wanted) -> list[Record]:
    """The records in the order of their numbers; confidential ones only for who may see them. `where` is a query as in the app's lists."""
    with store.read() as reader:
        if wanted.institution is not None:
            wanted = replace(wanted, institution=_institution_name(reader, wanted.institution))
        tagged = _tagged(reader, wanted.tag) if wanted.tag is not None else None
        among = _queried(reader, listed, wanted.where) if wanted.where is not None else Narrowed()
        records = _read(reader, listed, among.conditions, among.parameters)
    if tagged is not None:
        records = [record for record in records if _is_at(record, tagged)]
    return [record for record in records if _is_wanted(listed, record, wanted)]


def _queried(reader: Reader, listed: Listed, where: str) -> Narrowed:
    listing = next((source.listing for source in SOURCES if source.listing.kind is listed.kind), None)
    if listing is None:
        raise Refused(_("These records cannot be narrowed by fields; leave --where out."))
    return narrow(reader, listing, View(text=where))


def list_among(store: Store, among: Among) -> tuple[Listed, list[Record]]:
    """The records behind a number in the order of theirs; confidential ones only for who may see them."""
    listed = next(one for one in LISTED.values() if one.kind is among.behind.kind)
    with store.read() as reader:
        condition, parameters = among.condition(reader)
        return listed, _read(reader, listed, (condition,), parameters)


def _read(reader: Reader, listed: Listed, conditions: tuple[str, ...] = (), parameters: Mapping[str, Any] | None = None) -> list[Record]:
    rows = reader.dicts(_query(listed.table, (*conditions, reader.viewer.sees("x", listed.table.name))), parameters)
    records = {row["id_"]: _record(listed, row) for row in rows}
    for name, link in listed.lists.items():
        _add_list(reader, records, name, link)
    return list(records.values())


def _institution_name(reader: Reader, text: str) -> str:
    """The institution that a name, short name, alias or code means; raises Refused with the likest."""
    index = NameIndex(_("unknown institution"), tiers=2)
    for number, name, short, agb in reader.rows("SELECT id, name, short_name, agb FROM institution ORDER BY id"):
        index.add(number, name)
        index.add(number, agb)
        index.add(number, short, tier=1)
    for number, alias in reader.rows("SELECT institution_id, alias FROM institution_alias"):
        index.add(number, alias, tier=1)
    try:
        return index.name(index.find(text))
    except NotUnderstood as error:
        nearest = f" ({', '.join(error.nearest)})" if error.nearest else ""
        raise Refused(f"“{text}”: {error.why}{nearest}") from error


def _tagged(reader: Reader, tag: str) -> frozenset[str]:
    """The names of the institutions with a tag; raises Refused with those that there are."""
    tags = {name.casefold(): number for number, name in reader.rows("SELECT id, name FROM tag ORDER BY name")}
    if tag.casefold() not in tags:
        known = ", ".join(row[0] for row in reader.rows("SELECT name FROM tag ORDER BY name")) or _("none")
        raise Refused(_("There is no network or label “{name}”. Known ones: {names}.").format(name=tag, names=known))
    sql = "SELECT i.name FROM institution_tag l JOIN institution i ON i.id = l.institution_id WHERE l.tag_id = :tag"
    return frozenset(row[0] for row in reader.rows(sql, tag=tags[tag.casefold()]))


def _is_at(record: Record, names: frozenset[str]) -> bool:
    """Whether a record is one of these institutions, or at one."""
    own = record.get("name") if "aliases" in record and "tags" in record else record.get("institution")
    return own in names or not names.isdisjoint(record.get("institutions", ()))


def words_of(listed: Listed, name: str) -> type[Word] | None:
    """The closed list whose words stand in a field or in its list; None for any other."""
    column: Column[Any] | None
    if name in listed.lists:
        column = listed.lists[name].model.sql_table().c[listed.lists[name].value]
    else:
        column = next((one for one in listed.table.columns if _field(one) == name and not one.foreign_keys), None)
    return column.type.words if column is not None and isinstance(column.type, WordType) and name != "on" else None


def fields(listed: Listed) -> list[str]:
    """The names of a record's fields, in their order."""
    names = ["number"]
    for column in listed.table.columns:
        name = _field(column)
        if name and name not in names:
            names.append(name)
    return [*names, *listed.lists]


def _field(column: Column[Any]) -> str:
    """What a column is called outside; the technical ones are not."""
    if column.name in ("id", "version", "on_id", "raw"):  # the raw answers are for the full export
        return ""
    if column.name == "on_kind":
        return "on"
    return column.name.removesuffix("_id") if column.foreign_keys else column.name


def _query(table: Table, conditions: tuple[str, ...]) -> str:
    """All columns of a table, with references by name."""
    columns = ["x.id AS id_"]
    joins = []
    for column in table.columns:
        if column.foreign_keys:
            target = next(iter(column.foreign_keys)).column.table.name
            alias = f"r_{column.name}"
            columns.append(f"{alias}.{_NAMED_BY[target]} AS {column.name}")
            joins.append(f"LEFT JOIN {target} {alias} ON {alias}.id = x.{column.name}")
        else:
            columns.append(f"x.{column.name}")
    condition = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT {', '.join(columns)} FROM {table.name} x {' '.join(joins)}{condition} ORDER BY x.id"


def _record(listed: Listed, row: Mapping[str, Any]) -> Record:
    record: Record = {"number": listed.kind.number(row["id_"])}
    for column in listed.table.columns:
        name = _field(column)
        if not name:
            continue
        value = row[column.name]
        if isinstance(column.type, Boolean):
            value = bool(value)
        elif isinstance(value, dt.date):
            value = value.isoformat()
        record[name] = value
    if "on" in record and record["on"] is not None:
        record["on"] = _KINDS[record["on"]].number(row["on_id"])
    for name in listed.lists:
        record[name] = []
    return record


def _add_list(reader: Reader, records: dict[int, Record], name: str, link: Link) -> None:
    """Put a list's values into their records."""
    table = link.model.sql_table()
    keys = table.c[link.value].foreign_keys
    if keys:
        target = next(iter(keys)).column.table.name
        value = f"coalesce(t.{_NAMED_BY[target]}, l.{link.otherwise})" if link.otherwise else f"t.{_NAMED_BY[target]}"
        joined = "LEFT JOIN" if link.otherwise else "JOIN"
        named = f"SELECT l.{link.owner}, {value} FROM {table.name} l {joined} {target} t ON t.id = l.{link.value}"
    else:
        named = f"SELECT l.{link.owner}, l.{link.value} FROM {table.name} l"
    kind = next((kind for kind in RecordKind if kind.table == table.name and link.value == "id"), None)
    for number, item in reader.rows(named):
        if number in records and item is not None:
            records[number][name].append(item if kind is None else kind.number(item))
    for record in records.values():
        record[name].sort()


def _is_wanted(listed: Listed, record: Record, wanted: Wanted) -> bool:
    if wanted.state is not None and record.get("state") != wanted.state:
        return False
    if wanted.only_open and not _is_open(listed, record):
        return False
    for name, value in (("institution", wanted.institution), ("advisor", wanted.advisor), ("theme", wanted.theme)):
        if value is not None and not _has(record, name, value):
            return False
    day = as_date(record.get(listed.day)) if listed.day else None
    if wanted.first is not None and (day is None or day < wanted.first):
        return False
    return wanted.last is None or (day is not None and day <= wanted.last)


def _has(record: Record, name: str, value: str | int) -> bool:
    """Whether the field, or the list of such fields, says this."""
    plural = {"institution": "institutions", "advisor": "advisors", "theme": "themes"}[name]
    own = record.get("name") if name == "institution" and "aliases" in record else record.get(name)
    if isinstance(value, int):
        return own == value or value in record.get(plural, ())
    found = [own, *record.get(plural, ())]
    return value.casefold() in {str(item).casefold() for item in found if item is not None}


def _is_open(listed: Listed, record: Record) -> bool:
    table = STATES.get(listed.kind)
    return table is None or table.is_open(table.states(record["state"]))
