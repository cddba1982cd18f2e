"""What the fields of a query mean for one list: its conditions in SQL, its values in both languages, and the nearest ones to a wrong value.

A field means a filter of the list of the same name (`kind` also the kind of institution), one of its days, or one of its texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loket.insight import names
from loket.insight.lists.query import FIELDS, Field, Term, nearest
from loket.insight.lists.word_search import like
from loket.language import N_, _, label
from loket.language.day_ranges import DayRange, kept_days, understand_days
from loket.language.name_ranking import folded
from loket.models.errors import Refused
from loket.models.states import STATES
from loket.models.words import (
    AdoptionPhase,
    Audience,
    Channel,
    ConversationKind,
    EventKind,
    FitGapDimension,
    Helped,
    InstitutionKind,
    InstitutionRole,
    Nature,
    NoteKind,
    OfferingKind,
    OutcomeInfo,
    PartyKind,
    Priority,
    Province,
    Reach,
    RecordKind,
    RequestSource,
    SdmScope,
    Umbrella,
    Verdict,
    Word,
)
from loket.store.access import is_confidential

if TYPE_CHECKING:
    from loket.insight.lists.listing import Listing
    from loket.store.reader import Reader

KINDS: Mapping[RecordKind, type[Word]] = {
    RecordKind.OFFERING: OfferingKind, RecordKind.CONVERSATION: ConversationKind, RecordKind.EVENT: EventKind,
    RecordKind.PARTY: PartyKind, RecordKind.NOTE: NoteKind,
}  # fmt: skip
"""The kinds of records that have kinds of their own; of any other it is the kind of institution that is meant."""

_WORDS: Mapping[str, type[Word]] = {
    "umbrella": Umbrella, "province": Province, "audience": Audience, "priority": Priority, "nature": Nature,
    "outcome_info": OutcomeInfo, "source": RequestSource, "reach": Reach, "role": InstitutionRole, "phase": AdoptionPhase,
    "channel": Channel, "institution_kind": InstitutionKind, "helped": Helped, "verdict": Verdict, "dimension": FitGapDimension,
    "sdm_scope": SdmScope,
}  # fmt: skip

EITHER: Mapping[str, Mapping[str, str]] = {"loose": {"yes": N_("loose"), "no": N_("in a trend")}}
"""Filters that say one of two things."""

_RECORDS: Mapping[str, str] = {
    "theme": "SELECT x.id, x.label FROM theme x ORDER BY x.id",
    "advisor": "SELECT x.id, x.name FROM advisor x ORDER BY x.active DESC, lower(x.name)",
    "obstacle": "SELECT x.id, x.label FROM obstacle x ORDER BY x.active DESC, x.theme_id, x.id",
    "set": "SELECT x.id, x.name FROM outcome_set x ORDER BY x.id",
    "tag": "SELECT x.id, x.name FROM tag x ORDER BY lower(x.name)",
    "round": "SELECT x.id, x.name FROM wensenscan_round x ORDER BY x.sent_on DESC, x.id DESC",
    "trend": "SELECT x.id, x.title FROM trend x WHERE {seen} ORDER BY lower(x.title)",
    "institution": "SELECT x.id, x.name FROM institution x WHERE {seen} ORDER BY x.active DESC, lower(x.name)",
    "party": "SELECT x.id, x.name FROM party x WHERE {seen} ORDER BY lower(x.name)",
    "owner": "SELECT x.id, x.name FROM party x WHERE {seen} ORDER BY lower(x.name)",
    "offering": "SELECT x.id, x.title FROM offering x WHERE {seen} ORDER BY lower(x.title)",
}
"""What the values of a filter are that names a record: their numbers and names."""

_CALLED: Mapping[str, RecordKind] = {
    "institution": RecordKind.INSTITUTION, "party": RecordKind.PARTY, "owner": RecordKind.PARTY, "contact": RecordKind.CONTACT,
    "offering": RecordKind.OFFERING, "trend": RecordKind.TREND,
}  # fmt: skip
"""Filters whose values are found by name as pickers find them: short names, other names and a slip of the finger too."""

_OPEN, _CLOSED = frozenset({"open"}), frozenset({"dicht", "gesloten", "afgesloten", "closed"})
_NOTHING = frozenset({"geen", "niemand", "leeg", "none", "nobody", "empty"})
_ME = frozenset({"ik", "mij", "mijn", "me", "mine"})
_YES, _NO = frozenset({"ja", "yes"}), frozenset({"nee", "no"})
_MOST_SHOWN = 12


def fields_of(listing: Listing[Any]) -> list[Field]:
    """The fields that mean something for a list, in their order."""
    return [field for field in FIELDS if has_field(listing, field)]


def has_field(listing: Listing[Any], field: Field) -> bool:
    """Whether a list knows a field."""
    name = field.name
    if name in ("what", "confidential"):
        return True
    if name == "state":
        return bool(listing.open_when) or name in listing.filters
    if name in ("from", "until"):
        return bool(listing.day)
    if name == "kind":
        return bool(_kinds_of(listing))
    return name in listing.conditions or name in listing.days or name in listing.texts or (name == "contact" and bool(listing.contact))


def _kinds_of(listing: Listing[Any]) -> dict[str, type[Word]]:
    """The filters that say a kind, with their words: of the record, of the institution."""
    own = {"kind": KINDS.get(listing.kind, InstitutionKind)} if "kind" in listing.filters else {}
    return own | ({"institution_kind": InstitutionKind} if "institution_kind" in listing.filters else {})


def words_of(listing: Listing[Any], name: str) -> type[Word] | None:
    """The closed list that a filter's values are of; None when they are records, days or texts."""
    if name == "state":
        return STATES[listing.kind].states if listing.kind in STATES else None
    if name == "kind":
        return KINDS.get(listing.kind, InstitutionKind)
    return _WORDS.get(name)


def records_of(reader: Reader, name: str) -> list[tuple[int, str]] | None:
    """The records that a filter's values are of, with their names, for who may see what; None when they are no records."""
    select = _RECORDS.get(name)
    if select is None:
        return None
    return [(row[0], row[1]) for row in reader.rows(select.format(seen=reader.viewer.sees()))]


_MOST_TEXTS = 200


def values_of(reader: Reader, listing: Listing[Any], name: str) -> list[tuple[str, str]]:
    """What a filter by records or by a text can be set to, with what people call it: the records, or the texts that there are."""
    expression = listing.texts.get(name) if name not in _RECORDS else None
    if expression is None:
        return [(str(number), f"{number} {text}" if name == "theme" else text) for number, text in records_of(reader, name) or () if text]
    rows = reader.rows(
        f"SELECT {expression}, count(*) FROM {listing.kind.table} x WHERE {expression} <> '' AND {reader.viewer.sees()} "
        f"GROUP BY {expression} ORDER BY 2 DESC, 1 LIMIT {_MOST_TEXTS}"
    )
    return [(row[0], row[0]) for row in rows]


@dataclass(slots=True)
class TermConditions:
    """Makes the conditions of one list for the terms of a query, and collects their parameters."""

    reader: Reader
    listing: Listing[Any]
    parameters: dict[str, Any]

    def of(self, term: Term) -> str:
        """The condition for one term. Raises Refused for a field that this list has not, or a value that there is not."""
        if not has_field(self.listing, term.field):
            known = ", ".join(field.word for field in fields_of(self.listing))
            raise Refused(_("“{field}” says nothing here; {fields} do.").format(field=term.field.word, fields=known))
        found = [condition for value in term.values for condition in self._conditions(term.field, value)]
        return f"({' OR '.join(found)})" if found else "1 = 0"

    def _conditions(self, field: Field, value: str) -> list[str]:
        wanted = folded(value)
        match field.name:
            case "what":
                return ["1 = 1" if self.listing.kind in what_called(value) else "1 = 0"]
            case "confidential":
                return [f"{'' if _yes(field, value) else 'NOT '}{is_confidential('x', self.listing.kind.table)}"]
            case "state" if self.listing.open_when and (wanted in _OPEN or wanted in _CLOSED):
                return [self.listing.open_when if wanted in _OPEN else f"NOT ({self.listing.open_when})"]
            case "state":
                return self._by_words({"state": words_of(self.listing, "state")}, field, value)
            case "kind":
                return self._by_words(_kinds_of(self.listing), field, value)
            case "from" | "until":
                return [self._on_days(self.listing.day, self._reach(field.name, value))]
            case "contact":
                people = self._numbers("contact", value)
                return [self.listing.contact.format(found=", ".join(map(str, people)))] if people else ["1 = 0"]
        if field.name in self.listing.days:
            expression = self.listing.days[field.name]
            return [f"{expression} IS NULL" if wanted in _NOTHING else self._on_days(expression, understand_days(value, self.reader.today))]
        if field.name in self.listing.texts:
            expression = self.listing.texts[field.name]
            if wanted in _NOTHING:
                return [f"coalesce({expression}, '') = ''"]
            folding = "loket_fold" if self.reader.dialect.is_postgresql else "lower"
            return [f"{folding}({expression}) LIKE {self._put(like(wanted))} ESCAPE '!'"]
        if wanted in _NOTHING:
            return [self._nothing(field)]
        if field.name in EITHER:
            return [self._equals(field.name, "yes" if _yes(field, value) else "no")]
        if field.name in _WORDS:
            return self._by_words({field.name: _WORDS[field.name]}, field, value)
        return self._by_records(field, value)

    def _by_words(self, words: Mapping[str, type[Word] | None], field: Field, value: str) -> list[str]:
        if folded(value) in _NOTHING:
            return [self._nothing(field)]
        found = [self._equals(name, member.value) for name, one in words.items() if one for member in members_called(one, value)]
        if not found:
            everything = [member for one in words.values() if one for member in one]
            raise Refused(_unknown_value(field, value, [label(member) for member in everything]))
        return found

    def _by_records(self, field: Field, value: str) -> list[str]:
        numbers = self._numbers(field.name, value)
        if not numbers:
            known = records_of(self.reader, field.name) or []
            raise Refused(_unknown_value(field, value, [name for _number, name in known if name]))
        listed = f"({', '.join(map(str, numbers))})"
        return [f"({self.listing.conditions[field.name].replace('= :value', f'IN {listed}').replace('(:value)', listed)})"]

    def _numbers(self, name: str, value: str) -> list[int]:
        """The records that a value names. Several lists ask the same: the names are read once in one look."""
        memory, asked = self.reader.memory, ("numbers", name, folded(value))
        if asked not in memory:
            memory[asked] = self._named(name, value)
        numbers: list[int] = memory[asked]
        return numbers

    def _named(self, name: str, value: str) -> list[int]:
        wanted = folded(value)
        if name == "advisor" and wanted in _ME:
            return [self.reader.viewer.advisor_id or 0]
        if name in _CALLED:
            found = names.called(self.reader, _CALLED[name], value)
            return [one.called.key for one in found if one.match is found[0].match]
        known = [(number, folded(text)) for number, text in records_of(self.reader, name) or [] if text]
        if name == "theme" and value.isdecimal():
            return [number for number, _text in known if str(number) == value]
        for hits in (
            [number for number, text in known if text == wanted],
            [number for number, text in known if text.startswith(wanted)],
            [number for number, text in known if f" {wanted}" in text],
            [number for number, text in known if wanted in text],
        ):
            if hits:
                return hits
        return []

    def _equals(self, name: str, value: str) -> str:
        return f"({self.listing.conditions[name].replace(':value', self._put(value))})"

    def _nothing(self, field: Field) -> str:
        """That the field is empty: it holds none of all values."""
        condition = self.listing.conditions.get(field.name, "")
        if own := re.fullmatch(r"(x\.\w+) = :value", condition):
            return f"{own[1]} IS NULL"
        if linked := re.fullmatch(r"x\.id IN \((SELECT \w+ FROM \w+) WHERE \w+ (?:= :value|IN \(:value\))\)", condition):
            return f"x.id NOT IN ({linked[1]})"
        raise Refused(_("“{field}” cannot be asked for as empty here.").format(field=field.word))

    def _on_days(self, expression: str, days: DayRange) -> str:
        conditions = [f"{expression} {sign} {self._put(day)}" for sign, day in ((">=", days.first), ("<=", days.last)) if day is not None]
        return f"({' AND '.join(conditions)})" if conditions else f"{expression} IS NOT NULL"

    def _reach(self, name: str, value: str) -> DayRange:
        days = understand_days(value, self.reader.today)
        return DayRange(days.first, None) if name == "from" else DayRange(None, days.last)

    def _put(self, value: Any) -> str:
        name = f"t{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"


def conditions_of(reader: Reader, listing: Listing[Any], terms: Iterable[Term]) -> tuple[list[str], dict[str, Any]]:
    """The conditions of a list for terms, with their parameters; a term without a value yet asks nothing."""
    made = TermConditions(reader, listing, {})
    return [made.of(term) for term in terms if term.values], made.parameters


def day_condition(expression: str, kept: str, name: str) -> tuple[str, dict[str, Any]]:
    """The condition for a stretch of days as a view keeps it, with parameters that begin with `name`."""
    days = kept_days(kept)
    found = {f"{name}{sign}": day for sign, day in (("a", days.first), ("b", days.last)) if day}
    parts = [f"{expression} {'>=' if one.endswith('a') else '<='} :{one}" for one in found]
    return " AND ".join(parts) or "1 = 1", found


def members_called(words: type[Word], value: str) -> list[Word]:
    """The members of a closed list that are called so in either language, else those of which this is the beginning of a word."""
    wanted = folded(value).replace("_", " ")
    exact = words.understand(value) or words.understand(wanted) or words.understand(wanted.replace(" ", "_"))
    if exact is not None:
        return [exact]
    names = {member: [folded(text).replace("-", " ") for text in (member.dutch, member.english, *member.also)] for member in words}
    begun = wanted.replace("-", " ")
    whole = [member for member, texts in names.items() if any(text.startswith(begun) for text in texts)]
    return whole or [member for member, texts in names.items() if any(f" {begun}" in f" {text}" for text in texts)]


def what_called(value: str) -> list[RecordKind]:
    """The kinds of records of this name, in either language, in the singular or the plural."""
    wanted = folded(value)
    found = [kind for kind in RecordKind if any(name.startswith(wanted) or wanted in _plurals(name) for name in _names(kind))]
    if not found:
        raise Refused(_unknown_value(next(field for field in FIELDS if field.name == "what"), value, [label(kind) for kind in RecordKind]))
    exact = [kind for kind in found if any(wanted == name or wanted in _plurals(name) for name in _names(kind))]
    return exact or found


def _names(kind: RecordKind) -> tuple[str, ...]:
    return folded(kind.dutch), folded(kind.english), kind.value.replace("_", "")


def _plurals(name: str) -> tuple[str, ...]:
    """How the names of records go on in the plural: acties, instellingen, gesprekken, vragen, parties; others name nothing."""
    return f"{name}s", f"{name}en", f"{name}'s", f"{name[:-1]}ken", f"{name[:-2]}{name[-1]}en", f"{name[:-1]}ies"


def _yes(field: Field, value: str) -> bool:
    wanted = folded(value)
    if wanted not in _YES and wanted not in _NO:
        raise Refused(_unknown_value(field, value, [_("yes"), _("no")]))
    return wanted in _YES


def _unknown_value(field: Field, value: str, known: Sequence[str]) -> str:
    like_it = nearest(value, known)
    if like_it:
        message = _("{field}: “{value}” is not known; did you mean {names}?")
        return message.format(field=field.word, value=value, names=", ".join(like_it))
    some = ", ".join([*known[:_MOST_SHOWN], *(["…"] if len(known) > _MOST_SHOWN else [])])
    return _("{field}: “{value}” is not known. Choose from: {names}.").format(field=field.word, value=value, names=some or "–")
