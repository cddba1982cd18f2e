"""Search over everything that was ever written: every kind of record with its texts, and the figures.

Each word must hit something of a record: its own text, or the name of what it belongs to, as the lists' own filter does; each field must
hold (`lists.query`). Kinds of records that do not know a field are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from loket.insight import names
from loket.insight.figures.figure import Share, compute_figure
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.lists.contacts import CONTACTS, ContactRow
from loket.insight.lists.conversations import CONVERSATIONS, ConversationRow
from loket.insight.lists.events import EVENTS, EventRow
from loket.insight.lists.fitgap import FITGAP_ITEMS, FITGAPS, FitGapItemRow, FitGapRow
from loket.insight.lists.follow_ups import FOLLOW_UPS, FollowUpRow
from loket.insight.lists.institutions import INSTITUTIONS, InstitutionRow
from loket.insight.lists.listing import Listing, View, count, narrow, page
from loket.insight.lists.notes import LINKS, NOTES, LinkRow, NoteRow
from loket.insight.lists.offerings import OFFERINGS, OfferingRow
from loket.insight.lists.parties import PARTIES, PartyRow
from loket.insight.lists.query import Query, parse
from loket.insight.lists.referrals import REFERRALS, ReferralRow
from loket.insight.lists.requests import REQUESTS, RequestRow
from loket.insight.lists.responses import RESPONSES, ResponseRow
from loket.insight.lists.sessions import SESSIONS, SessionRow
from loket.insight.lists.signals import SIGNALS, SignalRow
from loket.insight.lists.terms import conditions_of, has_field, what_called
from loket.insight.lists.trends import TRENDS, TrendRow
from loket.language import _, label
from loket.language.formats import number, short_date
from loket.language.name_ranking import Match, folded
from loket.models.errors import Refused
from loket.models.words import RecordKind
from loket.store.reader import Reader

if TYPE_CHECKING:
    from loket.store.database import Store

FEW = 12
MANY = 100
_NEAR = 3
_AROUND = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `letter` is that of its kind; `figure` is an indicator's id, where it is one; `named` was called by name."""

    letter: str
    title: str
    where: str
    snippet: str = ""
    kind: RecordKind | None = None
    id: int = 0
    day: date | None = None
    figure: str = ""
    confidential: bool = False
    named: bool = False

    @property
    def number(self) -> str:
        """`V-371`; nothing of a figure."""
        return self.kind.number(self.id) if self.kind is not None else ""

    @property
    def name(self) -> str:
        """The title without the number that some begin with."""
        return self.title.removeprefix(f"{self.number} ")


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits: institutions, who was called by name, then the newest; `total` counts also those that are not listed.

    `problem` is what is wrong with what was typed.
    """

    hits: tuple[Hit, ...]
    total: int
    problem: str = ""


def search(store: Store, text: str, only: str = "") -> SearchResult:
    """The first of what `text` finds; `only` is the letter of one kind. Raises Refused for a field or value that there is not."""
    asked = parse(text)
    if asked.asks_nothing:
        return SearchResult((), 0)
    words, today = asked.words, store.today
    hits: list[Hit] = []
    total = 0
    with store.read() as reader:
        for source in _answering(reader, asked, only):
            view = View(sort=source.sort, descending=source.newest_first, text=text)
            rows = page(reader, source.listing, view, today, size=MANY if only else FEW).rows
            named = _called(reader, source.listing.kind, asked.text)
            found = ((row, source.hit(row, words, today)) for row in sorted(rows, key=source.is_past))
            hits += [replace(hit, named=row.id in named, confidential=row.confidential) for row, hit in found]
            total += len(rows) if len(rows) < FEW else count(reader, source.listing, view)
        if not any(hit.kind is RecordKind.INSTITUTION for hit in hits) and only in ("", "I") and len(words) > 1 and not asked.terms:
            near = _institutions_by_one_word(reader, words, today)
            hits, total = near + hits, total + len(near)
        if only in ("", FIGURE_LETTER) and not asked.terms:
            figures = _figures(reader, words, today)
            hits, total = hits + figures, total + len(figures)
    return SearchResult(tuple(_ordered(hits)), total)


_PEOPLE = (RecordKind.CONTACT, RecordKind.PARTY)


def _called(reader: Reader, kind: RecordKind, text: str) -> set[int]:
    """Which people and parties are called so themselves, not by where they are."""
    found = names.called(reader, kind, text) if kind in _PEOPLE else ()
    return {one.called.key for one in found if one.match is not Match.PLACE}


def search_as_typed(store: Store, text: str, only: str = "") -> SearchResult:
    """What `text` finds, or what is wrong with it as far as it was typed."""
    try:
        return search(store, text, only)
    except Refused as refused:
        return SearchResult((), 0, str(refused))


def sources_for(asked: Query, only: str = "") -> list[SearchedList]:
    """The lists that know every field that is asked for, of the kinds that are asked for."""
    kinds = [
        {kind for value in term.values for kind in what_called(value)} for term in asked.terms if term.field.name == "what" and term.values
    ]
    return [
        source
        for source in SOURCES
        if only in ("", source.letter)
        and all(source.listing.kind in some for some in kinds)
        and all(has_field(source.listing, term.field) for term in asked.terms if term.values)
    ]


def _answering(reader: Reader, asked: Query, only: str) -> list[SearchedList]:
    """The lists that know every field and value. Raises Refused for a value that none of them knows."""
    sources, problem = [], None
    for source in sources_for(asked, only):
        try:
            conditions_of(reader, source.listing, asked.terms)
            sources.append(source)
        except Refused as refused:
            problem = problem or refused
    if problem is not None and not sources:
        raise problem
    return sources


Found = tuple[int, int]
"""Something found: the place of its list among `SOURCES`, and its number."""

Order = Literal["newest", "kind", "oldest"]


def find_all(reader: Reader, text: str, only: str = "", order: Order = "newest") -> list[Found]:
    """Everything that `text` finds, of every kind and state: institutions first, then by day, then what has no day."""
    asked = parse(text)
    lines: list[tuple[bool, bool, str, int, int]] = []
    for source in [] if asked.asks_nothing and not only else _answering(reader, asked, only):
        listing, place = source.listing, SOURCES.index(source)
        wanted = narrow(reader, listing, View(text=text))
        rows = reader.rows(f"SELECT {listing.day or 'NULL'}, x.id FROM {listing.kind.table} x {wanted.where}", wanted.parameters)
        first = listing.kind is RecordKind.INSTITUTION
        lines += [(not first, day is None, str(day or ""), place, number) for day, number in rows]
    if order == "kind":
        lines.sort(key=lambda line: (line[3], -line[4]))
    elif order == "oldest":
        lines.sort()
    else:
        lines.sort(key=lambda line: (line[2], -line[3], line[4]), reverse=True)
        lines.sort(key=lambda line: line[:2])
    return [line[3:] for line in lines]


def hits_of(reader: Reader, some: Sequence[Found], text: str, today: date) -> list[Hit]:
    """What stands of these in a list, in their order."""
    words = parse(text).words
    rows = {
        place: SOURCES[place].listing.rows(reader, [number for at, number in some if at == place], today)
        for place in dict.fromkeys(place for place, _number in some)
    }
    return [SOURCES[place].hit(rows[place][number], words, today) for place, number in some if number in rows[place]]


def _ordered(hits: Sequence[Hit]) -> list[Hit]:
    dated = sorted((hit for hit in hits if hit.day is not None), key=lambda hit: (hit.day or date.min, hit.id), reverse=True)
    first = [hit for hit in hits if hit.kind is RecordKind.INSTITUTION]
    people = [hit for hit in hits if hit.named]
    rest = [hit for hit in hits if hit.day is None and hit.kind is not RecordKind.INSTITUTION and not hit.named]
    return [*first, *people, *dated, *rest]


def _institutions_by_one_word(reader: Reader, words: Sequence[str], today: date) -> list[Hit]:
    """Institutions that one of several words names: `koppeling mer` is also about Merenrand."""
    found: dict[int, Hit] = {}
    for word in words:
        if len(word) < _NEAR:
            continue
        view = View(sort="name", text=word)
        for row in page(reader, INSTITUTIONS, view, today, size=FEW).rows:
            names = f"{row.name} {row.short_name or ''}"
            if any(part.startswith(folded(word)) for part in folded(names).split()):
                found.setdefault(row.id, _institution(row, words, today))
    return list(found.values())[:_NEAR]


def _figures(reader: Reader, words: Sequence[str], today: date) -> list[Hit]:
    wanted = [folded(word) for word in words]
    named = [one for one in INDICATORS if all(word in folded(_(one.label)) for word in wanted)][:_NEAR]
    if not named:
        return []
    question = Question.resolve(reader, Period(date(today.year, 1, 1), today), Filters())
    hits = []
    for indicator in named:
        value = compute_figure(reader, question, indicator)
        hits.append(Hit(FIGURE_LETTER, _(indicator.label), _shown(value) if isinstance(value, Share) else "", figure=indicator.id))
    return hits


def _shown(share: Share) -> str:
    if share.denominator is None:
        return number(share.numerator)
    percentage = f" {share.percentage}%" if share.denominator >= 5 and share.percentage is not None else ""
    return f"{number(share.numerator) if share.denominator else '–'}/{number(share.denominator)}{percentage}"


def snippet(words: Sequence[str], *texts: str | None) -> str:
    """The first of the texts around the first word that it holds: `…API-koppeling niet mogelijk…`."""
    for text in texts:
        line = " ".join((text or "").split())
        low = folded(line)
        if len(low) != len(line):
            low = line.lower()
        for word in words:
            at = low.find(folded(word))
            if at >= 0:
                start, end = max(0, at - _AROUND), at + len(word) + _AROUND
                return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")
    return ""


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _institution(row: InstitutionRow, words: Sequence[str], _today: date) -> Hit:
    kind = label(row.kind) if row.kind else ""
    past = _("is now called {name}").format(name=row.now[1]) if row.now else "" if row.active else _("not active")
    where = past or _joined(kind, label(row.umbrella) if row.umbrella else "", row.advisor)
    number_ = row.now[0] if row.now else row.id
    return Hit("I", row.name, where, snippet(words, row.city, row.epd_vendor), RecordKind.INSTITUTION, number_)


def _contact(row: ContactRow, words: Sequence[str], _today: date) -> Hit:
    gone = _("left") if row.left_on else ""
    where = _joined(row.institution or row.party, gone, label(row.audience) if row.audience else row.function)
    return Hit("P", row.name or "–", where, snippet(words, row.email, row.phone), RecordKind.CONTACT, row.id)


def _request(row: RequestRow, words: Sequence[str], _today: date) -> Hit:
    where = _joined(row.institution or row.party, label(row.state))
    text = snippet(words, row.description, row.resolution)
    return Hit("V", f"{RecordKind.REQUEST.number(row.id)} {row.title}", where, text, RecordKind.REQUEST, row.id, row.received_on)


def _conversation(row: ConversationRow, words: Sequence[str], today: date) -> Hit:
    day = row.held_at or row.planned_at
    when = short_date(day, today, weekday=False) if day else label(row.state)
    how = " ".join(part for part in (when, label(row.channel) if row.channel else "") if part)
    title = ", ".join(part for part in (how, *row.advisors[:1]) if part)
    where = ", ".join((*row.institutions, *row.parties))
    return Hit("G", title, where, snippet(words, row.summary, row.agreements, row.subject), RecordKind.CONVERSATION, row.id, day)


def _signal(row: SignalRow, words: Sequence[str], _today: date) -> Hit:
    where = _joined(row.institution or row.party, label(row.reach) if row.reach else "")
    title = " ".join((row.description or row.obstacle or "?").split())
    found = snippet(words, row.obstacle, row.department)
    return Hit("S", title, where, found, RecordKind.SIGNAL, row.id, row.recorded_on)


def _trend(row: TrendRow, words: Sequence[str], _today: date) -> Hit:
    return Hit("T", row.title, _joined(label(row.state), row.owner), snippet(words, row.description), RecordKind.TREND, row.id)


def _offering(row: OfferingRow, words: Sequence[str], _today: date) -> Hit:
    where = _joined(label(row.kind) if row.kind else "", row.provider, label(row.state))
    return Hit("O", row.title, where, snippet(words, row.description), RecordKind.OFFERING, row.id)


def _session(row: SessionRow, words: Sequence[str], _today: date) -> Hit:
    where = _joined(row.institution, label(row.state))
    return Hit(
        "L",
        row.team or label(RecordKind.SESSION),
        where,
        snippet(words, row.goal, row.evaluation),
        RecordKind.SESSION,
        row.id,
        row.session_on,
    )


def _event(row: EventRow, words: Sequence[str], _today: date) -> Hit:
    where = _joined(label(row.kind) if row.kind else "", row.offering)
    return Hit("B", row.title, where, snippet(words, ", ".join(row.institutions)), RecordKind.EVENT, row.id, row.event_on)


def _note(row: NoteRow, words: Sequence[str], _today: date) -> Hit:
    where = _joined(label(row.kind), row.institution, row.on, row.advisor)
    return Hit("N", _line(row.text), where, snippet(words, row.text), RecordKind.NOTE, row.id, row.written_on)


def _follow_up(row: FollowUpRow, words: Sequence[str], today: date) -> Hit:
    due = short_date(row.due_on, today, weekday=False) if row.due_on else ""
    where = _joined(row.institution, label(row.state), due, row.advisor)
    return Hit("A", _line(row.what), where, snippet(words, row.result), RecordKind.FOLLOW_UP, row.id, row.done_on or row.due_on)


def _response(row: ResponseRow, words: Sequence[str], _today: date) -> Hit:
    title = ", ".join(part for part in (row.round, label(row.audience) if row.audience else "") if part)
    found_in = snippet(words, row.ambition, row.free_text, ", ".join(row.obstacles))
    return Hit("W", title, row.institution, found_in, RecordKind.RESPONSE, row.id, row.submitted_on)


def _referral(row: ReferralRow, words: Sequence[str], _today: date) -> Hit:
    where = _joined(row.institution, label(row.state), label(row.helped) if row.helped else "")
    return Hit("D", row.offering, where, snippet(words, row.remark), RecordKind.REFERRAL, row.id, row.referred_on)


def _fitgap(row: FitGapRow, _words: Sequence[str], _today: date) -> Hit:
    day = row.discussed_on or row.reported_on or row.started_on
    return Hit("F", row.institution, _joined(row.outcome_set, label(row.state)), "", RecordKind.FITGAP, row.id, day)


def _item(row: FitGapItemRow, words: Sequence[str], _today: date) -> Hit:
    title = _joined(label(row.dimension), _line(row.action or ""))
    found_in = snippet(words, row.action, row.current, row.needed)
    return Hit("F", title, _joined(row.institution, row.outcome_set), found_in, RecordKind.FITGAP_ITEM, row.id)


def _link(row: LinkRow, words: Sequence[str], _today: date) -> Hit:
    return Hit("U", _line(row.title or row.url), _joined(label(RecordKind.LINK), row.on), snippet(words, row.url), RecordKind.LINK, row.id)


def _line(text: str) -> str:
    return " ".join(text.split())


def _party(row: PartyRow, words: Sequence[str], _today: date) -> Hit:
    return Hit("K", row.name, label(row.kind) if row.kind else "", snippet(words, ", ".join(row.aliases)), RecordKind.PARTY, row.id)


@dataclass(frozen=True, slots=True)
class SearchedList:
    """One kind of record that is searched, by its list. What `is_past` comes after what is there now."""

    letter: str
    listing: Listing[Any]
    sort: str
    newest_first: bool
    hit: Callable[[Any, Sequence[str], date], Hit]
    is_past: Callable[[Any], bool] = lambda _row: False


FIGURE_LETTER = "C"

SOURCES = (
    SearchedList("I", INSTITUTIONS, "", False, _institution, lambda row: not row.active or row.now is not None),
    SearchedList("P", CONTACTS, "", False, _contact, lambda row: row.left_on is not None),
    SearchedList("V", REQUESTS, "received", True, _request),
    SearchedList("G", CONVERSATIONS, "day", True, _conversation),
    SearchedList("S", SIGNALS, "recorded", True, _signal),
    SearchedList("T", TRENDS, "", False, _trend),
    SearchedList("O", OFFERINGS, "", False, _offering),
    SearchedList("L", SESSIONS, "day", True, _session),
    SearchedList("B", EVENTS, "day", True, _event),
    SearchedList("K", PARTIES, "", False, _party),
    SearchedList("N", NOTES, "written", True, _note),
    SearchedList("A", FOLLOW_UPS, "due", True, _follow_up),
    SearchedList("W", RESPONSES, "submitted", True, _response),
    SearchedList("D", REFERRALS, "referred", True, _referral),
    SearchedList("F", FITGAPS, "reported", True, _fitgap),
    SearchedList("F", FITGAP_ITEMS, "number", False, _item),
    SearchedList("U", LINKS, "title", False, _link),
)
LETTERS = "".join(dict.fromkeys(source.letter for source in SOURCES)) + FIGURE_LETTER
