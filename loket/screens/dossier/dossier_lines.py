"""The dossier's texts: facts, people, answers and open requests as lines, and what happened in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rich.cells import cell_len

from loket.insight.institution.dossier import Dossier, Happening
from loket.insight.institution.dossier_parts import ContactPerson, DocumentLink, Facts
from loket.insight.institution.survey import AudienceAnswers, Survey
from loket.insight.work.work_items import Wording, WorkItem, audience_letters
from loket.language import _, label
from loket.language.formats import days, minutes, month_name, short_date
from loket.language.labels import field_label
from loket.models.states import STATES
from loket.models.words import (
    Audience,
    Channel,
    EventKind,
    Helped,
    NoteKind,
    OutcomeInfo,
    Reach,
    RecordKind,
    ReferralState,
    Word,
)
from loket.screens.addresses import brief_address
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.text import fit
from loket.widgets.timeline import Event, timeline_lines

FACT_COLUMNS = (
    Column("left", "", 20, flexible=1, keep=True),
    Column("right", "", 16, flexible=1, keep=True),
)

_ROOMY = 70
"""From how many cells on a person stands on one line, with function and address."""


def facts_line(facts: Facts) -> str:
    """`algemeen · NVZ · Zwolle · Overijssel · volger · betrekken · EPD Noorderlicht · ilse, waarneming ruud`."""
    what = [label(word) for word in (facts.kind, facts.umbrella) if word is not None]
    where = [facts.city] if facts.city else []
    words = [*what, *where, *(label(word) for word in (facts.province, facts.role, facts.phase) if word is not None)]
    advisor = facts.advisor or _("no advisor")
    if facts.stand_in:
        advisor += ", " + _("stand-in {name}").format(name=facts.stand_in)
    epd = [_("EPD {vendor}").format(vendor=facts.epd_vendor)] if facts.epd_vendor else []
    closed = _("closed {day}").format(day=short_date(facts.closed_on, facts.closed_on, weekday=False)) if facts.closed_on else ""
    gone = [] if facts.active else [closed or _("not active")]
    return " · ".join([*words, *epd, advisor, *gone])


@dataclass(frozen=True, slots=True)
class Known:
    """A fact under the cursor: what is copied, and whether it is an address that opens."""

    text: str
    is_address: bool = False


def fact_rows(dossier: Dossier, width: int, today: date) -> list[Line]:
    """The left pane, `width` cells wide: people, answers, open requests, documents, and what is known of the institution."""
    lines: list[Line] = [Group(_("CONTACTS"), len(dossier.people))]
    for person in dossier.people:
        lines += _person(person, on_one_line=width >= _ROOMY)
    lines += _kin(dossier.facts)
    if dossier.actions:
        lines.append(Group(_("OPEN ACTIONS"), len(dossier.actions)))
        lines += [_action(item, today) for item in dossier.actions]
    if dossier.survey is not None:
        lines += _survey(dossier.survey)
    lines.append(Group(_("OPEN REQUESTS"), len(dossier.requests)))
    for request in dossier.requests:
        number = RecordKind.REQUEST.number(request.id)
        gone = f" · {_('contact left')}" if request.contact_left else ""
        text = Cell(f"{number} {request.title}{gone}", "attention" if request.late else "", tail=days(request.days))
        lines.append(Row(number, (text,), late=request.late, record=(RecordKind.REQUEST, request.id), across=True))
    if dossier.documents:
        lines.append(Group(_("DOCUMENTS"), len(dossier.documents)))
        lines += map(_document, dossier.documents)
    return [*lines, Group(_("FACTS")), *known_rows(dossier.facts)]


def _action(item: WorkItem, today: date) -> Row:
    """`vr 20 nov  terugbellen ↻   ilse`."""
    when = short_date(item.day, today) if item.day else "–"
    word = "" if item.wording is Wording.ACTION and not item.word else f"{item.shown_word}: "
    text = f"{when}  {word}{item.text}{' ↻' if item.recurs else ''}"
    late = item.day is not None and item.day < today
    return Row(
        item.key, (Cell(text, "attention" if late else "", tail=item.advisor or "–"),), late=late, record=(item.kind, item.id), across=True
    )


def _document(one: DocumentLink) -> Row:
    """What it is called and where it is; of one of a request or another record, of which."""
    of = "" if one.on_kind is RecordKind.INSTITUTION else one.on_kind.number(one.on_id)
    text = f"{one.title}  {brief_address(one.url)}" if one.title else brief_address(one.url)
    return Row(one, (Cell(text, tail=of),), record=one, across=True)


def _day_of(day: date) -> str:
    """`3 feb 2025`."""
    return f"{short_date(day, day, weekday=False)} {day.year}"


def known_rows(facts: Facts) -> Iterator[Row]:
    """Everything that is known of the institution itself, a line each."""
    since = _("since {day}").format(day=_day_of(facts.role_since)) if facts.role_since else ""
    aliases = [f"{alias} ({_('until {day}').format(day=_day_of(until))})" if until else alias for alias, until in facts.aliases]
    known = [
        (field_label("name"), facts.name),
        (field_label("short_name"), facts.short_name),
        *((field_label("aliases") if place == 0 else "", alias) for place, alias in enumerate(aliases)),
        (field_label("kind"), " · ".join(label(word) for word in (facts.kind, facts.umbrella) if word is not None)),
        (field_label("tags"), ", ".join(facts.tags)),
        (field_label("city"), ", ".join(part for part in (facts.city, label(facts.province) if facts.province else "") if part)),
        (field_label("agb"), facts.agb),
        (field_label("website"), facts.website),
        (field_label("role"), " ".join(part for part in (label(facts.role) if facts.role else "", since) if part)),
        (field_label("phase"), label(facts.phase) if facts.phase else ""),
        (field_label("epd_vendor"), facts.epd_vendor),
        (field_label("advisor_id"), facts.advisor),
        (field_label("stand_in_id"), facts.stand_in),
    ]
    filled = [(name, text) for name, text in known if text]
    width = max(cell_len(name) for name, _text in filled) + 2
    for number, (name, text) in enumerate(filled):
        is_address = text == facts.website
        shown = brief_address(text) if is_address else text
        yield Row(f"fact {number}", (Cell(shown, lead=fit(name, width)),), record=Known(text, is_address), across=True)


def _kin(facts: Facts) -> Iterator[Line]:
    """What this institution was part of, what came out of it, and what went up in it; nothing for most."""
    told = [(_("was part of {name}"), facts.split_from)] if facts.split_from else []
    told += [(_("from it: {name}"), part) for part in facts.split_into]
    if told or facts.absorbed:
        yield Group(_("INSTITUTION"))
    for text, (number, name) in told:
        yield Row(f"I-{number}", (Cell(text.format(name=name)),), record=(RecordKind.INSTITUTION, number), across=True)
    for name in facts.absorbed:
        yield Row(f"absorbed {name}", (Cell(_("went up in it: {name}").format(name=name), "muted"),), across=True)


def _person(person: ContactPerson, *, on_one_line: bool) -> Iterator[Row]:
    """Who it is and how to reach them; below, where one came from who moved here."""
    record = (RecordKind.CONTACT, person.id)
    words = [label(person.audience)] if person.audience else [person.function] if person.function else []
    function = person.function if person.audience and person.function.casefold() != words[0].casefold() else ""
    if person.now_at:
        words = [_("now at {place}").format(place=person.now_at)]
    elif person.left_on is not None:
        words.append(_("left {month} {year}").format(month=month_name(person.left_on.month, short=True), year=person.left_on.year))
    elif on_one_line and function:
        words.append(function)
    name = f"{person.name}  {', '.join(words)}" if words else person.name
    if person.left_on is not None:
        yield Row(f"C-{person.id}", (Cell(name, "muted"),), record=record, across=True)
        return
    reached = "  ".join(part for part in (person.email, person.phone) if part) if on_one_line else person.phone
    yield Row(f"C-{person.id}", (Cell(name, tail=reached),), record=record, across=True)
    if not on_one_line and (function or person.email):
        yield Row(f"C-{person.id} mail", (Cell(f"  {function}", "muted", tail=person.email),), record=record, across=True)
    if person.came_from:
        before = _("came from {place}").format(place=person.came_from)
        yield Row(f"C-{person.id} before", (Cell(f"  {before}", "muted"),), record=record, across=True)


def _survey(survey: Survey) -> Iterator[Line]:
    """The latest round: who answered when, and what, contradictions marked."""
    days = "  ".join(
        f"{audience_letters([one.audience])} {short_date(one.submitted_on, one.submitted_on, weekday=False)}"
        for one in survey.answers
        if one.audience and one.submitted_on
    )
    opened = (RecordKind.RESPONSE, survey.answers[0].response_id)
    yield Group(f"{survey.round.upper()}   {days}")
    for line in _survey_lines(survey):
        yield replace(line, record=opened)


def _survey_lines(survey: Survey) -> Iterator[Row]:
    yield _answer(_("Outcome information"), survey.answers, "uses_outcome_info", contradicts=survey.outcome_info_contradicts)
    yield _answer(_("Samen beslissen"), survey.answers, "sdm_scope", contradicts=survey.sdm_contradicts)
    ambitions = [one.ambition for one in survey.answers if one.ambition]
    themes = sorted({theme for one in survey.answers for theme in one.themes})
    obstacles = list(dict.fromkeys(obstacle for one in survey.answers for obstacle in one.obstacles))
    yield Row("ambition", (Cell(_("Ambition"), "muted"), ambitions[0] if ambitions else "?"))
    yield Row("themes", (Cell(_("Wants help with"), "muted"), " · ".join(map(str, themes)) or "–"))
    if obstacles:
        yield Row("obstacles", (Cell(_("Obstacles"), "muted"), ", ".join(obstacles)))


def _answer(name: str, answers: Sequence[AudienceAnswers], field: str, *, contradicts: bool) -> Row:
    known = [(one.audience, getattr(one, field)) for one in answers if getattr(one, field) is not None]
    if not known:
        text = "?"
    elif contradicts:
        text = " ≠ ".join(f"{audience_letters([audience])} {label(value)}" for audience, value in known)
    else:
        text = label(known[0][1])
    return Row(field, (Cell(name, "muted"), Cell(text, "attention" if contradicts else "")), sign="≠" if contradicts else "")


# What happened


def timeline_rows(happenings: Sequence[Happening], today: date) -> list[Line]:
    """A page of the timeline."""
    events = (
        Event(f"{one.kind.value}{one.id}", one.day, *_WORDS[one.kind](one, today), record=(one.kind, one.id), confidential=one.confidential)
        for one in happenings
    )
    return list(timeline_lines(events, today))


def _known(words: type[Word], value: str) -> str:
    found = words.understand(value) if value else None
    return label(found) if found is not None else ""


def _state(one: Happening) -> str:
    return label(STATES[one.kind].states(one.state)) if one.state else ""


def _talk(one: Happening, _today: date) -> tuple[str, str, str]:
    by_mail = one.channel is Channel.MAIL
    how = " ".join(
        part for part in (label(one.channel) if one.channel and not by_mail else "", minutes(one.number) if one.number else "") if part
    )
    who = f"{how}, {one.advisor}" if how and one.advisor else how or one.advisor
    what = label(one.conversation_kind) if one.conversation_kind else one.what
    text = ". ".join(part for part in (who, what) if part)
    came = [f"{one.requests} v" if one.requests else "", f"{one.signals} s" if one.signals else ""]
    outcome = " · ".join(part for part in came if part)
    shown = f"→ {outcome}" if outcome else "" if one.state == "held" else _state(one)
    return (label(Channel.MAIL) if by_mail else label(one.kind)), text, shown


def _request(one: Happening, _today: date) -> tuple[str, str, str]:
    info = _known(OutcomeInfo, one.detail)
    return label(one.kind), f"{one.kind.number(one.id)} {one.what}" + (f" · {info}" if info else ""), _state(one)


def _referral(one: Happening, _today: date) -> tuple[str, str, str]:
    helped = _known(Helped, one.detail)
    outcome = _("helped: {answer}").format(answer=helped) if helped else _state(one)
    shown = _("check back") if one.state == ReferralState.OPEN.value else outcome
    if one.number is None:
        return _("material"), one.what, shown
    return _("referral"), f"{RecordKind.REQUEST.number(one.number)} → {one.what}", shown


def _signal(one: Happening, _today: date) -> tuple[str, str, str]:
    reach = _known(Reach, one.detail) if one.detail == Reach.NATIONAL.value else ""
    text = f"{one.what.rstrip('.')}, {reach}" if reach else one.what
    return label(one.kind), text, f"→ trend {RecordKind.TREND.number(one.number)}" if one.number else _state(one)


def _session(one: Happening, _today: date) -> tuple[str, str, str]:
    people = _("{count} participants").format(count=one.number) if one.number else ""
    named = one.what.casefold().startswith("team")
    team = one.what if named else _("team {team}").format(team=one.what) if one.what else ""
    return _("session"), ", ".join(part for part in (team, people) if part), _state(one)


def _response(one: Happening, _today: date) -> tuple[str, str, str]:
    audience = _known(Audience, one.detail)
    return label(one.kind), ", ".join(part for part in (one.what, audience) if part), ""


def _fitgap(one: Happening, _today: date) -> tuple[str, str, str]:
    return _("fit-gap"), one.what, _state(one)


def _note(one: Happening, _today: date) -> tuple[str, str, str]:
    return _known(NoteKind, one.detail) or label(one.kind), one.what, one.advisor


def _follow_up(one: Happening, _today: date) -> tuple[str, str, str]:
    return label(one.kind), one.what + (f": {one.detail}" if one.detail else ""), _state(one)


def _meeting(one: Happening, _today: date) -> tuple[str, str, str]:
    return _known(EventKind, one.detail) or label(one.kind), one.what, ""


_WORDS = {
    RecordKind.CONVERSATION: _talk,
    RecordKind.REQUEST: _request,
    RecordKind.REFERRAL: _referral,
    RecordKind.SIGNAL: _signal,
    RecordKind.SESSION: _session,
    RecordKind.RESPONSE: _response,
    RecordKind.FITGAP: _fitgap,
    RecordKind.NOTE: _note,
    RecordKind.FOLLOW_UP: _follow_up,
    RecordKind.EVENT: _meeting,
}
