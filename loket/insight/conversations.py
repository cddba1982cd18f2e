"""Conversations to come: the agenda for a kind, a proposal from a WensenScan response, and how one stands in a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from loket.insight.institution.survey import AudienceAnswers, Survey, survey_of
from loket.insight.lists.conversations import CONVERSATIONS, ConversationRow
from loket.insight.lists.listing import View, ids
from loket.insight.templates import template
from loket.insight.work.work_items import audience_letters
from loket.language import _, label
from loket.language.formats import short_date
from loket.language.templates import OWN_PART, filled, shared_part
from loket.models.words import Audience, ConversationKind, ConversationState, RecordKind, Word
from loket.store.reader import Reader

if TYPE_CHECKING:
    from loket.store.database import Store


@dataclass(frozen=True, slots=True)
class ConversationProposal:
    """A conversation as it may be planned. `confidential` follows the response."""

    institution_id: int
    kind: ConversationKind
    response_id: int | None
    contact_ids: tuple[int, ...]
    agenda: str
    confidential: bool = False


def agenda_for(reader: Reader, actor: str, kind: ConversationKind, institution_id: int | None = None) -> str:
    """The agenda for a kind of conversation, with the institution's name filled in; empty where no text was made for it."""
    found = template(reader, f"conversation.{kind.value}")
    name = reader.value("SELECT coalesce(short_name, name) FROM institution WHERE id = :id", id=institution_id)
    return filled(found.body, {"instelling": name, "adviseur": actor}).strip() if found else ""


def agenda_to_share(reader: Reader, actor: str, row: ConversationRow) -> str:
    """The agenda of a conversation as others may read it: as it was planned, else as conversations of this kind go."""
    planned = reader.value("SELECT agenda FROM conversation WHERE id = :id", id=row.id)
    if planned or row.kind is None:
        return shared_part(planned or "")
    return agenda_for(reader, actor, row.kind, next(iter(row.institution_ids), None))


def proposal_from_response(store: Store, response_id: int) -> ConversationProposal | None:
    """A follow-up conversation on one response: the agenda with the answers of all audiences in that round below it."""
    with store.read() as reader:
        row = reader.row("SELECT institution_id, round_id, audience, confidential FROM wensenscan_response WHERE id = :id", id=response_id)
        if row is None:
            return None
        institution, round_id, audience, confidential = row
        agenda = agenda_for(reader, store.actor, ConversationKind.WENSENSCAN, institution)
        # What is confidential in another response does not come along into a conversation that everybody reads.
        seen = f"({reader.viewer.outside().sees()} OR x.id = {int(response_id)})"
        survey = survey_of(reader, institution, round_id, seen)
        themes = dict(reader.rows("SELECT id, label FROM theme"))
        own = "\n".join(_answer_lines(survey, themes)) if survey else ""
        return ConversationProposal(
            institution, ConversationKind.WENSENSCAN, response_id, _contacts(reader, institution, audience),
            "\n\n".join(part for part in (agenda, own) if part), bool(confidential),
        )  # fmt: skip


def response_to_discuss(store: Store, institution_id: int, round_name: str | None = None) -> int | None:
    """Which response a conversation with an institution is about: that of policy and quality, else of the first audience.

    In the round of this name, or else the latest that the institution answered; None when it answered none.
    """
    with store.read() as reader:
        rounds = reader.rows("SELECT id FROM wensenscan_round WHERE name = :name", name=round_name) if round_name else []
        if round_name and not rounds:
            return None
        survey = survey_of(reader, institution_id, rounds[0][0] if rounds else None)
    return survey.answers[0].response_id if survey else None


def _contacts(reader: Reader, institution: int, audience: str | None) -> tuple[int, ...]:
    """Whom to speak with: somebody of the audience that answered, else of policy and quality."""
    rows = reader.rows(
        """SELECT id, audience FROM contact WHERE institution_id = :id AND left_on IS NULL AND erased_on IS NULL
           AND audience IS NOT NULL ORDER BY name, id""",
        id=institution,
    )
    for wanted in (audience, Audience.POLICY_QUALITY.value):
        found = [number for number, of in rows if of == wanted]
        if found:
            return (found[0],)
    return ()


def _answer_lines(survey: Survey, themes: dict[int, str]) -> Iterator[str]:
    """The answers, what contradicts first; each with the letters of who gave it."""
    yield f"{OWN_PART} " + _("for ourselves: {answers}").format(answers=f"{survey.round}, {_given(survey)}")
    compared = (
        (survey.outcome_info_contradicts, _("Outcome information"), lambda one: _said(one.uses_outcome_info)),
        (survey.sdm_contradicts, _("Samen beslissen"), lambda one: _said(one.sdm_scope)),
    )
    for contradicts, name, read in sorted(compared, key=lambda line: not line[0]):
        yield f"{'≠ ' if contradicts else ''}{name}: {_per_audience(survey, read, contradicts=contradicts)}"
    for one in survey.answers:
        if one.ambition:
            yield f"{_('Ambition')} {_who(one)}: {one.ambition}"
    for number in sorted({theme for one in survey.answers for theme in one.themes}):
        given = [one for one in survey.answers if number in one.themes]
        yield f"{_('Wants help with')} {number} {themes.get(number, '?')} ({_letters(given)})"
    for obstacle in dict.fromkeys(obstacle for one in survey.answers for obstacle in one.obstacles):
        given = [one for one in survey.answers if obstacle in one.obstacles]
        yield f"{_('Obstacle')}: {obstacle} ({_letters(given)})"
    for one in survey.answers:
        if one.free_text:
            yield f"{_('Remark')} {_who(one)}: {one.free_text}"


def _per_audience(survey: Survey, read: Callable[[AudienceAnswers], str], *, contradicts: bool) -> str:
    known = [(_who(one), read(one)) for one in survey.answers if read(one)]
    if contradicts:
        return " ≠ ".join(f"{who} {text}" for who, text in known)
    return known[0][1] if known else "?"


def _said(value: Word | None) -> str:
    return label(value) if value is not None else ""


def _given(survey: Survey) -> str:
    days = [(_who(one), one.submitted_on) for one in survey.answers]
    return " · ".join(f"{who} {short_date(day, day, weekday=False)}" if day else who for who, day in days)


def _who(one: AudienceAnswers) -> str:
    return _letters([one])


def _letters(given: list[AudienceAnswers]) -> str:
    return audience_letters([one.audience for one in given]) or "?"


def open_follow_up(store: Store, institution_id: int) -> int | None:
    """The WensenScan conversation with an institution that is still to come."""
    with store.read() as reader:
        found: int | None = reader.value(
            """SELECT min(x.id) FROM conversation x JOIN conversation_institution l ON l.conversation_id = x.id
               WHERE l.institution_id = :id AND x.kind = 'wensenscan' AND x.state IN ('to_plan', 'planned')""",
            id=institution_id,
        )
    return found


_MOST = 500


@dataclass(frozen=True, slots=True)
class Appointment:
    """A conversation with a day. `sleutel` stays the same however often it moves, and `version` grows with every change.

    `agenda` is what may be shown to others; `people` are names with a phone number where one is known.
    """

    row: ConversationRow
    day: date
    sleutel: str
    agenda: str
    people: tuple[str, ...]

    @property
    def number(self) -> str:
        """`G-12`."""
        return RecordKind.CONVERSATION.number(self.row.id)


def appointment(store: Store, number: int) -> Appointment | None:
    """One conversation; None when it has no day, or may not be seen by this person."""
    with store.read() as reader:
        return next(iter(_appointments(reader, store, [number])), None)


def appointments(store: Store, first: date, last: date) -> tuple[Appointment, ...]:
    """My conversations that are planned or were held on these days, in their order."""
    view = View(mine=True, sort="day").filtered("from", first.isoformat()).filtered("until", last.isoformat())
    with store.read() as reader:
        return _appointments(reader, store, ids(reader, CONVERSATIONS, view, _MOST))


def _appointments(reader: Reader, store: Store, numbers: Sequence[int]) -> tuple[Appointment, ...]:
    rows = CONVERSATIONS.rows(reader, numbers, store.today) if numbers else {}
    found = []
    for number in numbers:
        row = rows.get(number)
        if row is None or row.day is None or row.state not in (ConversationState.PLANNED, ConversationState.HELD):
            continue
        if not reader.viewer.may_see(row.confidential):
            continue
        sleutel = reader.value("SELECT sleutel FROM conversation WHERE id = :id", id=number)
        found.append(Appointment(row, row.day, sleutel, agenda_to_share(reader, store.actor, row), _present(reader, number)))
    return tuple(found)


def _present(reader: Reader, number: int) -> tuple[str, ...]:
    rows = reader.rows(
        """SELECT coalesce(c.name, l.name), c.phone FROM conversation_attendee l LEFT JOIN contact c ON c.id = l.contact_id
           WHERE l.conversation_id = :id ORDER BY l.id""",
        id=number,
    )
    return tuple(f"{name}, {phone}" if phone else name for name, phone in rows if name)
