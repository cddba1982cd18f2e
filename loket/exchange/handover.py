"""The closing handover of an institution, for itself: what it asked, what it was given, what was learned, what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loket.exchange.documents.model import Block, Bullets, Cell, Document, Facts, Heading, PageBreak, Paragraph, Table
from loket.insight.fitgap import ReportedAnalysis
from loket.insight.handover import Answered, Asked, Given, Handover, handover
from loket.language import _, current_language, label
from loket.language.formats import written_date
from loket.models.errors import Refused
from loket.models.words import ReferralState, RequestState, SessionState, Word
from loket.store.opening import Store

_MOST_DIGITS = 9
_BY_NUMBER = """SELECT coalesce(merged_into_id, id) FROM institution WHERE agb = :agb OR id = :number
    ORDER BY CASE WHEN agb = :agb THEN 0 ELSE 1 END"""


def handover_document(store: Store, institution: int) -> Document:
    """The handover as a document, as of the business date."""
    with store.read() as reader:
        found = handover(reader, institution, store.today)
    if found is None:
        raise Refused(_("There is no institution with this number."))
    subtitle = _("Handover by the UZ-loket · {day}").format(day=written_date(store.today))
    return Document(found.institution, tuple(_blocks(found)), subtitle=subtitle, on=store.today, lang=current_language())


def institution_named(store: Store, text: str) -> int:
    """The institution that a number, AGB code or name means; Refused with the likest ones when it can be several or none."""
    from loket.casework.name_lookup import load_names, resolve
    from loket.models.words import RecordKind

    digits = text.strip().upper().removeprefix(f"{RecordKind.INSTITUTION.prefix}-")
    with store.read() as reader:
        if digits.isdecimal() and len(digits) <= _MOST_DIGITS:
            found = reader.rows(_BY_NUMBER, agb=digits, number=int(digits))
            if found:
                return int(found[0][0])
        names = [one for one in load_names(reader) if one.kind is RecordKind.INSTITUTION]
        closed: int | None = reader.value(
            "SELECT min(id) FROM institution WHERE name = :name AND merged_into_id IS NULL", name=text.strip()
        )
    return closed if closed is not None else resolve(names, text, "institution").id


def _blocks(found: Handover) -> Iterator[Block]:
    themes = dict(found.themes)
    yield from _first_page(found)
    yield PageBreak()
    yield from _asked(found, themes)
    yield from _given(found)
    yield from _lessons(found, themes)
    yield from _sessions(found)
    yield from _answers(found, themes)
    for analysis in found.analyses:
        yield from _analysis(analysis)
    yield from _still_open(found)
    yield from _contacts(found)


def _first_page(found: Handover) -> Iterator[Block]:
    used = [one for one in found.given if one.state is ReferralState.USED]
    known = [one for one in used if one.helped is not None]
    helped = sum(one.helped is not None and one.helped.value != "no" for one in known)
    unknown = len(used) - len(known)
    held = [one for one in found.sessions if one.state is SessionState.HELD]
    closed = sum(not one.is_open for one in found.asked)
    yield Paragraph(
        _("What {institution} and the UZ-loket did together, and what is still open.").format(institution=found.institution), "lead"
    )
    yield Paragraph(
        _("This is for the institution itself. What is confidential, and the loket's own notes and signals, are not in it."), "note"
    )
    yield Facts(
        (
            (_("Conversations held"), _on_last(found)),
            (_("Requests"), _("{count}, of which {closed} closed").format(count=len(found.asked), closed=closed)),
            (_("Referred to"), len(found.given)),
            (_("Used, and helped"), _helped(len(used), helped, len(known), unknown)),
            (_("Learning sessions held"), len(held)),
            (_("Responses to the WensenScan"), len(found.answers)),
            (_("Fit-gap analyses"), len(found.analyses)),
            (_("Open follow-ups"), len(found.promises)),
            (_("Advisor"), found.advisor or None),
        )
    )


def _on_last(found: Handover) -> str:
    return str(found.talks) if found.last_talk is None else _("{count}, the last on {day}").format(
        count=found.talks, day=written_date(found.last_talk)
    )  # fmt: skip


def _helped(used: int, helped: int, known: int, unknown: int) -> str:
    told = _("{used} used; helped {helped}/{known}").format(used=used, helped=helped, known=known or "0")
    return f"{told}, {_('unk. {count}').format(count=unknown)}" if unknown else told


def _asked(found: Handover, themes: Mapping[int, str]) -> Iterator[Block]:
    yield Heading(_("What was asked"))
    if not found.asked:
        yield Paragraph(_("No requests were registered."))
        return
    header = (_("Day"), _("Request"), _("Theme"), _("State"), _("What came of it"))
    rows = tuple((one.received_on, one.title, _numbers(one.themes), _state(one), one.resolution) for one in found.asked)
    yield Table(header, rows, first_is_name=False)
    named = sorted({number for one in found.asked for number in one.themes})
    if named:
        yield Paragraph(" · ".join(f"{number} {themes.get(number, '?')}" for number in named), "note")


def _state(one: Asked) -> str:
    return label(one.state) if one.closed_on is None else f"{label(one.state)}, {written_date(one.closed_on)}"


def _given(found: Handover) -> Iterator[Block]:
    yield Heading(_("What was given"))
    if not found.given:
        yield Paragraph(_("There were no referrals."))
        return
    header = (_("Day"), _("Offering"), _("For"), _("What came of it"))
    yield Table(header, tuple(_referral(one) for one in found.given), first_is_name=False)
    addresses = {one.offering: one.url for one in found.given if one.url}
    if addresses:
        yield Paragraph(_("Where to find it:"))
        yield Bullets(tuple(f"{title}: {url}" for title, url in sorted(addresses.items())))


def _referral(one: Given) -> tuple[Cell, ...]:
    title = f"{one.offering} ({one.provider})" if one.provider else one.offering
    came = _("{state}, helped: {helped}").format(state=label(one.state), helped=_word(one.helped))
    return one.on, title, one.request or _("handed out"), came if one.state is ReferralState.USED else label(one.state)


def _lessons(found: Handover, themes: Mapping[int, str]) -> Iterator[Block]:
    yield Heading(_("What we learned together"))
    if not found.lessons:
        yield Paragraph(_("No lessons were written down."))
    for one in found.lessons:
        under = _("theme {number} {name}").format(number=one.theme, name=themes.get(one.theme, "?")) if one.theme else ""
        yield Paragraph(one.text, "quote")
        yield Paragraph(" · ".join(part for part in (written_date(one.written_on), under) if part), "note")


def _sessions(found: Handover) -> Iterator[Block]:
    if found.sessions:
        yield Heading(_("Learning sessions"))
        header = (_("Day"), _("Team"), _("Provider"), _("Participants"), _("State"), _("Evaluation"))
        rows = ((one.on, one.team, one.provider, one.participants, label(one.state), one.evaluation) for one in found.sessions)
        yield Table(header, tuple(rows), first_is_name=False)


def _answers(found: Handover, themes: Mapping[int, str]) -> Iterator[Block]:
    if not found.answers:
        return
    yield Heading(_("Answers to the WensenScan"))
    header = (_("Round"), _("Audience"), _("Day"), _("Samen beslissen"), _("Outcome information"), _("Wants support with"))
    yield Table(header, tuple(_answer(one) for one in found.answers), first_is_name=False)
    for one in found.answers:
        told = [part for part in ("; ".join(one.obstacles), one.ambition) if part]
        if told:
            yield Paragraph(f"{_word(one.audience)}, {one.round}: " + "\n".join(told))
    named = sorted({number for one in found.answers for number in one.themes})
    if named:
        yield Paragraph(" · ".join(f"{number} {themes.get(number, '?')}" for number in named), "note")


def _answer(one: Answered) -> tuple[Cell, ...]:
    return one.round, _word(one.audience), one.on, _word(one.scope), _word(one.uses_info), _numbers(one.themes)


def _analysis(found: ReportedAnalysis) -> Iterator[Block]:
    yield Heading(_("Fit-gap analysis {set}").format(set=found.outcome_set))
    reported = _("reported on {day}").format(day=written_date(found.reported_on)) if found.reported_on else ""
    yield Paragraph(", ".join(part for part in (label(found.state), reported) if part))
    if found.examined:
        header = (_("Dimension"), _("Gap"), _("Now"), _("Needed"), _("Action"))
        rows = (
            (label(one.dimension), "?" if one.gap is None else str(one.gap), one.current, one.needed, one.action) for one in found.examined
        )
        yield Table(header, tuple(rows), ("left", "right", "left", "left", "left"))
        yield Paragraph(_("Gap: 0 none, 4 very large, ? unknown."), "note")


def _still_open(found: Handover) -> Iterator[Block]:
    yield Heading(_("What is still open"))
    requests = [one for one in found.asked if one.is_open and one.state not in (RequestState.RESOLVED, RequestState.DROPPED)]
    rows = [(_("request"), one.title, one.due_on, one.who) for one in requests]
    rows += [(_("follow-up"), one.what, one.due_on, one.who) for one in found.promises]
    if rows:
        yield Table((_("What"), "", _("Before"), _("Who at the loket")), tuple(rows), first_is_name=False)
    else:
        yield Paragraph(_("Nothing is open."))


def _contacts(found: Handover) -> Iterator[Block]:
    if found.contacts:
        yield Heading(_("Contacts as the loket knows them"))
        header = (_("Name"), _("Function"), _("Audience"), _("E-mail"), _("Phone"))
        rows = ((one.name, one.function, _word(one.audience), one.email, one.phone) for one in found.contacts)
        yield Table(header, tuple(rows))


def _numbers(themes: tuple[int, ...]) -> str:
    return " ".join(map(str, themes)) or "?"


def _word(value: Word | None) -> str:
    return label(value) if value is not None else "?"
