"""What a query can go on with while it is typed: names of fields, then their values, most wanted first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loket.insight.lists.query import FIELDS, Field, field_called
from loket.insight.lists.terms import EITHER, fields_of, records_of, values_of, words_of
from loket.language import _, current_language, label
from loket.language.name_ranking import folded
from loket.models.words import RecordKind

if TYPE_CHECKING:
    from loket.insight.lists.listing import Listing
    from loket.store.database import Store
    from loket.store.reader import Reader

MOST = 8
_LAST = re.compile(r'(?:^|\s)(?:(?P<field>[^\W\d_][\w-]*):(?P<before>(?:[^\s,"]*,)*)(?P<value>"[^"]*|[^\s",]*)|(?P<word>[^\W\d_]\w*))$')


@dataclass(frozen=True, slots=True)
class Completion:
    """The whole text with its last word made whole, and what that word is for people: `thema:` or `4 Gebruik van …`."""

    text: str
    shown: str


def may_complete(text: str) -> bool:
    """Whether the last word can be the beginning of a field, or of its value."""
    return _LAST.search(text) is not None


def complete(store: Store, text: str, lists: Sequence[Listing[Any]]) -> tuple[Completion, ...]:
    """How the last word of `text` can go on in these lists; nothing where it is a plain word."""
    found = _LAST.search(text)
    if found is None:
        return ()
    if found["word"] is not None:
        return tuple(_fields(text, found["word"], lists))[:MOST]
    field = field_called(found["field"])
    if field is None:
        return ()
    typed = found["value"].removeprefix('"')
    begins = text[: found.start("value")]
    with store.read() as reader:
        values = dict.fromkeys(_values(reader, field, lists))
    hits = [(value, shown) for value, shown in values if _hits(typed, value, shown)]
    return tuple(Completion(begins + _quoted(value), shown) for value, shown in hits[:MOST])


def _fields(text: str, word: str, lists: Sequence[Listing[Any]]) -> Iterator[Completion]:
    wanted = folded(word)
    if len(wanted) < 2:
        return
    known = {field.name for listing in lists for field in fields_of(listing)}
    for field in FIELDS:
        called = next((name for name in (field.word, *field.words) if name.startswith(wanted)), None)
        if called and field.name in known:
            yield Completion(f"{text[: len(text) - len(word)]}{called}:", f"{field.word}:")


def _values(reader: Reader, field: Field, lists: Sequence[Listing[Any]]) -> Iterator[tuple[str, str]]:
    """The values of a field with what people call them."""
    name = field.name
    if name == "what":
        yield from _called(listing.kind for listing in lists)
        return
    if name == "state":
        yield _("open"), _("open")
        yield _("closed"), _("closed")
    if name == "advisor":
        yield from ((word, word) for word in (("ik", "niemand") if current_language() == "nl" else ("me", "nobody")))
    if name == "confidential" or name in EITHER:
        yield from ((_(word), _(word)) for word in ("yes", "no"))
        return
    if name in ("from", "until") or any(name in listing.days for listing in lists):
        yield from _periods(reader.today.year)
        return
    for listing in lists:
        filters = [one for one in ((name, "institution_kind") if name == "kind" else (name,)) if one in listing.filters]
        for one in filters:
            words = words_of(listing, one)
            yield from ((label(member), label(member)) for member in words or ())
        if name in listing.texts:
            yield from values_of(reader, listing, name)
    for number, text in values_of(reader, lists[0], name) if lists and records_of(reader, name) is not None else ():
        yield (number, text) if name == "theme" else (text, text)


def _called(kinds: Iterable[RecordKind]) -> Iterator[tuple[str, str]]:
    return ((label(kind), label(kind)) for kind in kinds)


def _periods(year: int) -> Iterator[tuple[str, str]]:
    spans = ("deze-week", "deze-maand", "vorige-maand") if current_language() == "nl" else ("this-week", "this-month", "last-month")
    yield from ((span, span.replace("-", " ")) for span in spans)
    yield from ((str(one), str(one)) for one in (year, year - 1))
    yield from ((f"{year}-{month:02}", f"{year}-{month:02}") for month in range(1, 13))


def _hits(typed: str, value: str, shown: str) -> bool:
    wanted = folded(typed)
    return any(f" {wanted}" in f" {folded(text)}" for text in (value, shown))


def _quoted(value: str) -> str:
    value = value.replace('"', "")
    return f'"{value}"' if re.search(r"[\s,]", value) else value
