"""One institution's page for a visit: what to take up first, then what it answered, asked, got and told, on one A4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from loket.exchange.documents.model import Align, Block, Bullets, Cell, Document, Heading, Paragraph, Table
from loket.exchange.documents.texts import shown
from loket.exchange.fitgap.report import among_others
from loket.insight.handover import Asked, Given, Promise
from loket.insight.survey_answers import Survey
from loket.insight.visit import Told, Unmet, Visit, visit
from loket.language import _, current_language, label
from loket.language.formats import written_date
from loket.models.errors import Refused
from loket.models.words import FitGapState, ReferralState, SessionState, Word
from loket.store.opening import Store

T = TypeVar("T")
_LONGEST = 160
_LARGE = 3


def visit_document(store: Store, institution: int) -> Document:
    """The page as a document, as of the business date."""
    with store.read() as reader:
        found = visit(reader, institution, store.today)
    if found is None:
        raise Refused(_("There is no institution with this number."))
    subtitle = _("UZ-loket · for a visit · {day}").format(day=written_date(store.today))
    blocks = tuple(_Page(found, store.today).blocks())
    return Document(found.facts.name, blocks, subtitle=subtitle, on=store.today, lang=current_language(), compact=True)


@dataclass(frozen=True, slots=True)
class _Page:
    """The page of one institution, part by part; a part with nothing to tell is not there."""

    found: Visit
    today: date

    def blocks(self) -> Iterator[Block]:
        yield Paragraph(" · ".join(self._who()), "lead")
        yield from self._first()
        yield from self._answered()
        yield from self._asked()
        yield from self._got()
        yield from self._told()
        yield from self._fit_gap()
        yield from self._spoken()
        yield from self._people()
        yield from self._beside()
        yield Paragraph(self._what_this_is(), "note")

    def _who(self) -> Iterator[str]:
        facts = self.found.facts
        yield from (label(one) for one in (facts.kind, facts.umbrella, facts.role, facts.phase) if one is not None)
        yield from (one for one in (facts.city, facts.epd_vendor) if one)
        if facts.advisor:
            yield _("advisor {name}").format(name=facts.advisor)
        if facts.closed_on is not None or not facts.active:
            yield _("closed on {day}").format(day=_day(facts.closed_on))

    # What to take up

    def _first(self) -> Iterator[Block]:
        lines = [*self._contradictions(), *self._late(), *self._promised(), *self._now_there()]
        lines += [self._coming_talk()] if self.found.planned else []
        if lines:
            yield Heading(_("To take up"), 2)
            yield Bullets(tuple(lines))

    def _contradictions(self) -> Iterator[str]:
        survey = self.found.survey
        if survey is not None and survey.sdm_contradicts:
            yield _("Answers differ on samen beslissen: {answers}").format(
                answers=_by_audience(survey, [one.sdm_scope for one in survey.answers])
            )
        if survey is not None and survey.outcome_info_contradicts:
            yield _("Answers differ on outcome information: {answers}").format(
                answers=_by_audience(survey, [one.uses_outcome_info for one in survey.answers])
            )
        if survey is not None and not survey.followed_up:
            yield _("{round} was not talked about yet.").format(round=survey.round)

    def _late(self) -> Iterator[str]:
        for one in self._open():
            if one.due_on is not None and one.due_on < self.today:
                yield _("Late: {what}, due on {day}").format(what=_short(one.title), day=_day(one.due_on))

    def _promised(self) -> Iterator[str]:
        for one in _few(self.found.done.promises, 5):
            yield _("Promised: {what}").format(what=_short(one.what)) + self._until(one)
        if self.found.spoken and self.found.spoken[0].agreements:
            last = self.found.spoken[0]
            yield _("Agreed on {day}: {what}").format(day=_day(last.on), what=_short(last.agreements))

    def _until(self, one: Promise) -> str:
        if one.due_on is None:
            return f" ({one.who})" if one.who else ""
        day = _("was due on {day}") if one.due_on < self.today else _("before {day}")
        return f" ({', '.join(part for part in (day.format(day=_day(one.due_on)), one.who) if part)})"

    def _now_there(self) -> Iterator[str]:
        for one in _few(self.found.unmet, 5):
            yield _("Asked and not referred: {what}").format(what=_short(one.title)) + _offered(one)

    def _coming_talk(self) -> str:
        one = self.found.planned[0]
        when = " ".join(part for part in (_day(one.on), one.time) if part)
        return _("Planned: {what}").format(what=", ".join(part for part in (when, _word(one.kind), _short(one.subject)) if part))

    # What was

    def _answered(self) -> Iterator[Block]:
        survey = self.found.survey
        if survey is None:
            return
        yield Heading(_("Answered: {round}").format(round=survey.round), 2)
        header = (_("Audience"), _("Day"), _("Samen beslissen"), _("Outcome information"), _("Wants support with"))
        rows = (
            (_word(one.audience), one.submitted_on, _word(one.sdm_scope), _word(one.uses_outcome_info), self._themes(one.themes))
            for one in survey.answers
        )
        yield Table(header, tuple(rows), ("left",) * 5)
        for one in survey.answers:
            told = [part for part in ("; ".join(one.obstacles), _short(one.ambition)) if part]
            if told:
                yield Paragraph(f"{_word(one.audience)}: {' · '.join(told)}", "note")

    def _asked(self) -> Iterator[Block]:
        asked, opened = self.found.done.asked, self._open()
        if not asked:
            return
        yield Heading(_("Asked: {count}, of which {open} open").format(count=len(asked), open=len(opened)), 2)
        closed = sorted((one for one in asked if not one.is_open), key=lambda one: one.received_on, reverse=True)
        listed = (*_few(opened, 7), *_few(closed, 3))
        rows = tuple((one.received_on, _short(one.title), self._themes(one.themes), _state(one), one.due_on) for one in listed)
        yield Table((_("Day"), _("Request"), _("Theme"), _("State"), _("Before")), rows, ("left",) * 5, first_is_name=False)
        yield from _more(len(asked) - len(listed))

    def _open(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.found.done.asked if one.is_open)

    def _got(self) -> Iterator[Block]:
        done = self.found.done
        given = sorted(done.given, key=lambda one: one.on, reverse=True)
        if not given and not done.sessions and not self.found.events:
            return
        yield Heading(_("Got"), 2)
        if given:
            header = (_("Day"), _("Offering"), _("For"), _("What came of it"))
            rows = tuple((one.on, one.offering, _short(one.request) or _("handed out"), _came(one)) for one in given[:4])
            yield Table(header, rows, first_is_name=False)
            yield from _more(len(given) - 4)
        held = [self._session(one.team, one.on, one.participants, one.state) for one in done.sessions[-3:]]
        held += [_("Event: {what}").format(what=f"{_day(day)} {title}".strip()) for day, title in self.found.events[:3]]
        if held:
            yield Bullets(tuple(held))

    def _session(self, team: str, day: date | None, participants: int | None, state: SessionState) -> str:
        told = (_day(day), team, label(state), _("{count} participants").format(count=participants) if participants else "")
        return _("Learning session: {what}").format(what=", ".join(part for part in told if part))

    def _told(self) -> Iterator[Block]:
        if self.found.told:
            yield Heading(_("Told the loket, and what became of it"), 2)
            rows = tuple((one.on, _short(one.text), _became(one)) for one in self.found.told[:4])
            yield Table((_("Day"), _("Signal"), _("What became of it")), rows, first_is_name=False)
            yield from _more(len(self.found.told) - 4)

    def _fit_gap(self) -> Iterator[Block]:
        if not self.found.done.analyses:
            return
        yield Heading(_("Fit-gap"), 2)
        for one in self.found.done.analyses[-2:]:
            known = [item for item in one.examined if item.gap is not None]
            large = [f"{label(item.dimension)} ({item.gap})" for item in known if (item.gap or 0) >= _LARGE]
            state = label(one.state)
            if one.state is FitGapState.REPORTED and one.reported_on:
                state = f"{state}, {_day(one.reported_on)}"
            told = _("large gap: {names}").format(names=", ".join(large)) if large else _("no large gap known")
            counted = _("{known} of {all} dimensions known").format(known=len(known), all=len(one.examined)) if one.examined else ""
            yield Paragraph(f"{one.outcome_set} ({state}): " + "; ".join(part for part in (told, counted) if part))

    def _spoken(self) -> Iterator[Block]:
        done = self.found.done
        if not self.found.spoken:
            return
        yield Heading(_("Spoken: {count}").format(count=done.talks), 2)
        for one in self.found.spoken[:2]:
            about = (_day(one.on), _word(one.kind), label(one.channel) if one.channel else "", ", ".join(one.advisors))
            yield Paragraph(" · ".join(part for part in about if part) + (f"\n{_short(one.summary, 300)}" if one.summary else ""))

    def _people(self) -> Iterator[Block]:
        people = self.found.done.contacts
        if people:
            yield Heading(_("Whom we know"), 2)
            rows = tuple((one.name, one.function, _word(one.audience), one.phone, one.email) for one in people[:6])
            yield Table((_("Name"), _("Function"), _("Audience"), _("Phone"), _("E-mail")), rows, ("left",) * 5)
            yield from _more(len(people) - 6)

    def _beside(self) -> Iterator[Block]:
        compared = self.found.compared
        groups = [
            (label(word), count, column)
            for word, count, column in ((compared.kind, compared.in_kind, 0), (compared.umbrella, compared.in_umbrella, 1))
            if word is not None
        ]
        if not groups:
            return
        yield Heading(_("Beside others"), 2)
        header = ("", _("This institution"), *(_("Others: {group}").format(group=name) for name, _count, _column in groups))
        rows: list[tuple[Cell, ...]] = []
        for one in compared.measures:
            did = (one.of_kind, one.of_umbrella)
            rows.append((_(one.name), _("yes") if one.here else _("no"), *(among_others(did[column], of) for _name, of, column in groups)))
        left: list[Align] = ["left"] * len(header)
        yield Table(header, tuple(rows), tuple(left))

    def _what_this_is(self) -> str:
        told = _("Names of other institutions are replaced by […]. Read it through before it goes out.")
        if self.found.left_out:
            told = _("Left out as confidential: {count}.").format(count=self.found.left_out) + " " + told
        return f"{_legend(self._shown_themes(), dict(self.found.done.themes))} {told}".strip()

    def _themes(self, themes: tuple[int, ...]) -> str:
        return " ".join(map(str, themes)) or "?"

    def _shown_themes(self) -> set[int]:
        survey = self.found.survey
        answered = {number for one in (survey.answers if survey else ()) for number in one.themes}
        return answered | {number for one in self.found.done.asked for number in one.themes}


def _legend(themes: set[int], names: Mapping[int, str]) -> str:
    named = " · ".join(f"{number} {names.get(number, '?')}" for number in sorted(themes))
    return _("Themes: {names}.").format(names=named) if named else ""


def _by_audience(survey: Survey, answers: Sequence[Word | None]) -> str:
    told = zip(survey.answers, answers, strict=True)
    return "; ".join(f"{_word(one.audience)}: {label(answer)}" for one, answer in told if answer is not None)


def _offered(one: Unmet) -> str:
    if one.fitting:
        return _(" — now there is: {titles}").format(titles=", ".join(_few(one.fitting, 2)))
    if one.coming:
        return _(" — in development: {titles}").format(titles=", ".join(_few(one.coming, 2)))
    return _(" — nothing fits yet")


def _came(one: Given) -> str:
    if one.state is ReferralState.USED:
        return _("{state}, helped: {helped}").format(state=label(one.state), helped=_word(one.helped))
    return label(one.state)


def _became(one: Told) -> str:
    if not one.trend:
        return label(one.state)
    state = f" ({label(one.trend_state)})" if one.trend_state is not None else ""
    return _("{state}; in: {trend}").format(state=label(one.state), trend=one.trend) + state


def _state(one: Asked) -> str:
    return label(one.state) if one.closed_on is None else f"{label(one.state)}, {_day(one.closed_on)}"


def _more(count: int) -> Iterator[Block]:
    if count > 0:
        yield Paragraph(_("and {count} more").format(count=count), "note")


def _few(items: Sequence[T], most: int) -> Sequence[T]:
    return items[:most]


def _day(day: date | None) -> str:
    return shown(day) if day is not None else "?"


def _word(value: Word | None) -> str:
    return label(value) if value is not None else "?"


def _short(text: str, most: int = _LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
