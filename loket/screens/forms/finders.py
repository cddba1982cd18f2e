"""What the pickers of the forms find: by name, the likeliest first, else by words; and how what is not there is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight import choices, names
from loket.insight.lists.contacts import CONTACTS, ContactRow
from loket.insight.lists.institutions import INSTITUTIONS
from loket.insight.lists.listing import View, page
from loket.insight.lists.offerings import OFFERINGS
from loket.insight.lists.requests import REQUESTS
from loket.insight.lists.trends import TRENDS
from loket.insight.search import search_as_typed
from loket.language import N_, label
from loket.language.name_ranking import Called, Match, Ranked
from loket.models.words import RecordKind
from loket.widgets.picker import Finding, Maker, Pick, Where

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.store.reader import Reader

MOST = 8
_LIKE_ENOUGH = 60


def _institutions(store: Store, text: str, _where: Where) -> Sequence[Pick]:
    """Institutions by name, old name, place or code; when nothing is hit, those whose name is most alike."""
    with store.read() as reader:
        rows = page(reader, INSTITUTIONS, View(text=text, scope="open"), store.today, size=MOST).rows
        if not rows:
            return _alike(reader, text)
        whole = _whole(names.called(reader, RecordKind.INSTITUTION, text))
    found = []
    for row in rows:
        facts = [label(word) if word else "?" for word in (row.kind, row.umbrella)]
        called = row.called(text)
        detail = " · ".join([*facts, row.city or "?", *([called] if called else [])])
        found.append(Pick(row.id, row.name, detail, whole=row.id in whole))
    return found


def _whole(found: Sequence[Ranked]) -> set[int]:
    return {one.called.key for one in found if one.match is Match.WHOLE}


def _alike(reader: Reader, text: str) -> Sequence[Pick]:
    from rapidfuzz import fuzz, process, utils

    there = choices.institution_names(reader)
    found = process.extract(text, there, scorer=fuzz.WRatio, processor=utils.default_process, limit=MOST, score_cutoff=_LIKE_ENOUGH)
    return [Pick(number, name, near=True) for name, _score, number in found]


def _picks(found: Sequence[Ranked]) -> Sequence[Pick]:
    return [Pick(one.called.key, one.called.name, whole=one.match is Match.WHOLE) for one in found[:MOST]]


def _parties(store: Store, text: str, _where: Where) -> Sequence[Pick]:
    """Parties by name or other name."""
    with store.read() as reader:
        return _picks(names.called(reader, RecordKind.PARTY, text))


def _new_party(store: Store, name: str) -> Pick:
    from loket.casework import parties

    return Pick(parties.add_party(store, parties.PartyInput(name=name)).record.id, name)


def _contacts(store: Store, text: str, where: Where) -> Sequence[Pick]:
    """Contacts by name, function or institution: those of the institution or party that is meant first, the others with theirs."""
    view = View(text=text, scope="open")
    with store.read() as reader:
        own: list[ContactRow] = []
        for name, number in _places(where):
            own += page(reader, CONTACTS, view.filtered(name, str(number)), store.today, size=MOST).rows
        others = page(reader, CONTACTS, view, store.today, size=MOST).rows if text or not own else ()
        whole = _whole(names.called(reader, RecordKind.CONTACT, text))
    there = {row.id for row in own}
    found = [Pick(row.id, row.name or "?", row.function or "", whole=row.id in whole) for row in own]
    elsewhere = [row for row in others if row.id not in there][: max(1, MOST - len(own))]
    # Somebody of that name elsewhere is no reason not to make one here.
    return found + [_elsewhere(row, whole=row.id in whole and not any(_places(where))) for row in elsewhere]


def _elsewhere(row: ContactRow, *, whole: bool) -> Pick:
    return Pick(row.id, row.name or "?", " · ".join(part for part in (row.whose, row.function) if part), whole=whole)


def _places(where: Where) -> list[tuple[str, int]]:
    """The institutions and parties that the form names: the filter of the contacts' list, and the number."""
    found: list[tuple[str, int]] = []
    for name, value in where.items():
        numbers: tuple[Any, ...] = value if isinstance(value, tuple) else (value,)
        found += [(name.removesuffix("s").removesuffix("_id"), number) for number in numbers if number is not None]
    return found


def find_colleagues(number: int, store: Store, text: str) -> Sequence[Pick]:
    """Who is there beside contact `number`, at the same place, by the letters of a name or function."""
    with store.read() as reader:
        return [Pick(*one) for one in choices.colleagues_called(reader, number, text, MOST)]


def find_records(store: Store, text: str) -> Sequence[Pick]:
    """Records that a note or follow-up can belong to, by number or words; the value is `request:371`."""
    hits = [hit for hit in search_as_typed(store, text).hits if hit.kind is not None and hit.kind not in _HANG_ON_OTHERS]
    return [Pick(f"{hit.kind.value}:{hit.id}", f"{hit.number} {hit.title}", hit.where) for hit in hits[:MOST] if hit.kind]


_HANG_ON_OTHERS = frozenset({RecordKind.NOTE, RecordKind.LINK, RecordKind.FOLLOW_UP, RecordKind.ADVISOR, RecordKind.ROUND})


def find_advisors(store: Store, text: str) -> Sequence[Pick]:
    """Advisors by name."""
    with store.read() as reader:
        return _picks(names.called(reader, RecordKind.ADVISOR, text))


def find_advisor_names(store: Store, text: str) -> Sequence[Pick]:
    """The same, for what knows an advisor by name."""
    return [Pick(pick.label, pick.label) for pick in find_advisors(store, text)]


def _tags(store: Store, text: str, _where: Where) -> Sequence[Pick]:
    """Networks and labels by name."""
    with store.read() as reader:
        return _picks(names.tags(reader, text))


def _new_tag(store: Store, name: str) -> Pick:
    from loket.casework import tags

    return Pick(tags.add_tag(store, name), name)


def _offerings(store: Store, text: str, _where: Where) -> Sequence[Pick]:
    """Offerings by title, provider or theme."""
    with store.read() as reader:
        rows = page(reader, OFFERINGS, View(text=text, scope="open"), store.today, size=MOST).rows
        whole = _whole(names.called(reader, RecordKind.OFFERING, text))
    return [Pick(row.id, row.title, row.provider or "", whole=row.id in whole) for row in rows]


def find_requests(store: Store, text: str) -> Sequence[Pick]:
    """Requests by number, title or institution."""
    with store.read() as reader:
        rows = page(reader, REQUESTS, View(text=text, sort="number", descending=True), store.today, size=MOST).rows
    return [Pick(row.id, f"{row.number} {row.title}", row.whose or "") for row in rows]


def _trends(store: Store, text: str, _where: Where) -> Sequence[Pick]:
    """Trends by title or theme."""
    with store.read() as reader:
        rows = page(reader, TRENDS, View(text=text), store.today, size=MOST).rows
        whole = _whole(names.called(reader, RecordKind.TREND, text))
    return [Pick(row.id, row.title, label(row.state), whole=row.id in whole) for row in rows]


def _providers(store: Store, text: str, _where: Where) -> Sequence[Pick]:
    """Providers that are known: of offerings and sessions, and parties that are providers, by their own names and other ones."""
    with store.read() as reader:
        known = choices.providers(reader)
    called = [Called(place, name, others=others) for place, (name, others) in enumerate(known)]
    return [Pick(one.called.name, one.called.name, whole=one.match is Match.WHOLE) for one in names.likeliest(called, text)[:MOST]]


def _new_provider(_store: Store, name: str) -> Pick:
    return Pick(name, name)


find_institutions = Finding(_institutions, Maker(N_("a new institution"), "institution_form"))
find_parties = Finding(_parties, Maker(N_("a new party"), make=_new_party))
find_contacts = Finding(
    _contacts, Maker(N_("a new contact"), "contact_form"), ("institution_id", "institution_ids", "party_id", "party_ids")
)
find_tags = Finding(_tags, Maker(N_("a new network or label"), make=_new_tag))
find_offerings = Finding(_offerings, Maker(N_("a new offering"), "offering_form", "title"))
find_trends = Finding(_trends, Maker(N_("a new trend"), "trend_form", "title"))
find_providers = Finding(_providers, Maker(N_("a new provider"), make=_new_provider))
