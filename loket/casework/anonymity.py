"""What in a paraphrase tells who said it: names that loket knows, numbers and addresses, and words copied from the record.

What loket does not know (a nickname, the one hospital with a certain machine) the advisor who releases it must find.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from loket.casework.vocabulary import fold
from loket.language import _
from loket.language.known_names import KnownNames
from loket.models.words import RecordKind

Rows = Callable[[str], Iterable[Sequence[Any]]]
"""Reads rows of plain SQL: a reader's, or a transaction's own."""

COPIED_WORDS = 8
"""So many words in a row that stand in the record too are a quotation."""

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_NAME_WORD = re.compile(r"(?<!\w)[A-Z][a-zà-ÿ]{4,}(?!\w)")
_TRACES = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|(?<!\w)(?:AD|PA|FP|[ABCDFGIKLNORSTVW])-\d+(?!\w)|\+?\d[\d \-]{5,}\d")
_COMMON = 2
"""A word in the names of more institutions than this names none of them."""

_GENERIC = frozenset(
    _WORD.findall(
        """academisch academische audiologie boven cardiologie center centra centrum clinic clinics european fysiotherapie gasthuis
        geneeskundig groene healthcare huidcentrum huidkliniek instituut international kinderwens kliniek klinieken koningin kruis
        medical medisch medische nederland nederlands nederlandse noord obesitas oogcentrum oogheelkunde oogkliniek oogziekenhuis oosten
        operatie optimum orthopedie orthopedisch orthopedische polikliniek prinses private radiotherapiegroep revalidatie
        revalidatiecentrum spectrum stichting streekziekenhuis universitair universiteit vallei westen zelfstandig ziekenhuis
        ziekenhuisgroep ziekenhuizen zorggroep zuiden"""
    )
)
_INSTITUTIONS = """SELECT id, name FROM institution UNION SELECT id, short_name FROM institution
    UNION SELECT institution_id, alias FROM institution_alias"""
_OWN_TEXTS = {
    RecordKind.REQUEST: "SELECT title, description, resolution, verdict_reason FROM support_request WHERE id = {id}",
    RecordKind.SIGNAL: "SELECT description FROM signal WHERE id = {id}",
    RecordKind.CONVERSATION: "SELECT subject, summary, agreements, agenda FROM conversation WHERE id = {id}",
}
_OWN_PARTY = {
    RecordKind.REQUEST: "SELECT party_id FROM support_request WHERE id = {id}",
    RecordKind.SIGNAL: "SELECT party_id FROM signal WHERE id = {id}",
    RecordKind.CONVERSATION: "SELECT party_id FROM conversation_party WHERE conversation_id = {id}",
}


def objections(rows: Rows, kind: RecordKind, number: int, text: str) -> tuple[str, ...]:
    """Why a report may not take this paraphrase of a record, each with what to do; none when it may."""
    found = []
    names = known_names(rows, kind, number).found(text)
    if names:
        told = ", ".join(f"“{name}”" for name in names)
        found.append(_("It names {names}: say what kind of institution, person or system it is.").format(names=told))
    traces = tuple(dict.fromkeys(match.group().strip() for match in _TRACES.finditer(text)))
    if traces:
        told = ", ".join(f"“{trace}”" for trace in traces)
        found.append(_("It holds {traces}: leave out numbers and addresses that lead to somebody.").format(traces=told))
    for own in _texts(rows(_OWN_TEXTS[kind].format(id=int(number)))):
        copied = copied_words(text, own)
        if copied:
            message = _("It copies from the record: “{words}”. Tell it in words of your own, at most {most} in a row alike.")
            found.append(message.format(words=copied, most=COPIED_WORDS - 1))
            break
    return tuple(found)


def known_names(rows: Rows, kind: RecordKind, number: int) -> KnownNames:
    """Every name that would tell who said what a record says: of institutions, places, systems, parties and people.

    Ministries and umbrella associations are named freely, unless the record is their own.
    """
    institutions = [(institution, name) for institution, name in rows(_INSTITUTIONS) if name]
    own = f"p.id IN ({_OWN_PARTY[kind].format(id=int(number))})"
    parties = f"FROM party p {{joined}} WHERE coalesce(p.kind, 'other') NOT IN ('ministry', 'umbrella') OR {own}"
    parties_named = _texts(rows("SELECT p.name " + parties.format(joined="")))
    parties_named += _texts(rows("SELECT a.alias " + parties.format(joined="JOIN party_alias a ON a.party_id = p.id")))
    vendors = _texts(rows("SELECT DISTINCT epd_vendor FROM institution"))
    people = _texts(rows("SELECT name FROM contact UNION SELECT name FROM conversation_attendee"))
    people += _texts(rows("SELECT name FROM advisor WHERE role <> 'admin'"))
    places = _texts(rows("SELECT DISTINCT city FROM institution"))
    systems = [word for vendor in vendors for word in (vendor, *vendor.split()) if len(word) > 2]
    organisations = [*(name for _institution, name in institutions), *parties_named, *systems]
    return KnownNames(organisations, people, [*places, *systems, *_telling_words(institutions)])


def copied_words(text: str, original: str) -> str:
    """The first run of words of `text` that stands in `original` too, as written in `text`; empty when none is as long as a quotation."""
    mine = list(_WORD.finditer(text))
    theirs = set(_runs([fold(match.group()) for match in _WORD.finditer(original)]))
    alike = [run in theirs for run in _runs([fold(match.group()) for match in mine])]
    if True not in alike:
        return ""
    first = alike.index(True)
    last = first + (alike[first:].index(False) if False in alike[first:] else len(alike) - first) - 1
    return text[mine[first].start() : mine[last + COPIED_WORDS - 1].end()]


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words) - COPIED_WORDS + 1):
        yield tuple(words[start : start + COPIED_WORDS])


def _telling_words(names: Iterable[tuple[int, str]]) -> list[str]:
    """The words that few institutions have in their names: Merenrand of Ziekenhuis Merenrand."""
    used = Counter(word for word, _institution in {(word, institution) for institution, name in names for word in _NAME_WORD.findall(name)})
    return [word for word, many in used.items() if many <= _COMMON and word.casefold() not in _GENERIC]


def _texts(rows: Iterable[Sequence[Any]]) -> list[str]:
    return [str(value) for row in rows for value in row if value]
