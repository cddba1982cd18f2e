"""Two documents about one institution: a page to take along on a visit, and the closing handover for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.exchange.documents.document import Align, Block, Bullets, Cell, Document, Facts, Heading, PageBreak, Paragraph, Table, shown
from loket.exchange.fitgap.fitgap_report import among_others
from loket.insight.fitgap import ReportedAnalysis
from loket.insight.institution.dossier_parts import InstitutionSignal, Promise, RequestLine
from loket.insight.institution.handover import Handover, ReferralLine, handover
from loket.insight.institution.survey import Survey
from loket.insight.institution.visit import UnmetRequest, Visit, visit
from loket.language import _, current_language, label
from loket.language.formats import written_date
from loket.models.errors import Refused
from loket.models.words import FitGapState, ReferralState, RequestState, SessionState, Word
from loket.store.database import Store

_MOST_DIGITS = 9
_LONGEST = 160
_LARGE = 3
_BY_NUMBER = """SELECT coalesce(merged_into_id, id) FROM institution WHERE agb = :agb OR id = :number
    ORDER BY CASE WHEN agb = :agb THEN 0 ELSE 1 END"""


def handover_document(store: Store, institution: int) -> Document:
    """The handover as a document, as of the business date."""
    with store.read_outside() as reader:
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
    yield from _asked_and_given(found, themes)
    yield from _lessons(found, themes)
    if found.sessions:
        yield Heading(_("Learning sessions"))
        header = (_("Day"), _("Team"), _("Provider"), _("Participants"), _("State"), _("Evaluation"))
        rows = ((one.session_on, one.team, one.provider, one.participants, label(one.state), one.evaluation) for one in found.sessions)
        yield Table(header, tuple(rows), first_is_name=False)
    if found.responses:
        yield from _answers(found, themes)
    for analysis in found.analyses:
        yield from _analysis(analysis)
    yield from _still_open(found)
    if found.contacts:
        yield Heading(_("Contacts as the loket knows them"))
        names = (_("Name"), _("Function"), _("Audience"), _("E-mail"), _("Phone"))
        people = ((one.name, one.function, _word(one.audience), one.email, one.phone) for one in found.contacts)
        yield Table(names, tuple(people))


def _first_page(found: Handover) -> Iterator[Block]:
    used = [one for one in found.referrals if one.state is ReferralState.USED]
    known = [one for one in used if one.helped is not None]
    helped = sum(one.helped is not None and one.helped.value != "no" for one in known)
    told = _("{used} used; helped {helped}/{known}").format(used=len(used), helped=helped, known=len(known) or "0")
    if len(used) > len(known):
        told = f"{told}, {_('unk. {count}').format(count=len(used) - len(known))}"
    talks = str(found.talks)
    if found.last_talk is not None:
        talks = _("{count}, the last on {day}").format(count=found.talks, day=written_date(found.last_talk))
    held = [one for one in found.sessions if one.state is SessionState.HELD]
    closed = sum(not one.is_open for one in found.requests)
    yield Paragraph(
        _("What {institution} and the UZ-loket did together, and what is still open.").format(institution=found.institution), "lead"
    )
    yield Paragraph(
        _("This is for the institution itself. What is confidential, and the loket's own notes and signals, are not in it."), "note"
    )
    yield Facts(
        (
            (_("Conversations held"), talks),
            (_("Requests"), _("{count}, of which {closed} closed").format(count=len(found.requests), closed=closed)),
            (_("Referred to"), len(found.referrals)),
            (_("Used, and helped"), told),
            (_("Learning sessions held"), len(held)),
            (_("Responses to the WensenScan"), len(found.responses)),
            (_("Fit-gap analyses"), len(found.analyses)),
            (_("Open follow-ups"), len(found.promises)),
            (_("Advisor"), found.advisor or None),
        )
    )


def _asked_and_given(found: Handover, themes: Mapping[int, str]) -> Iterator[Block]:
    yield Heading(_("What was asked"))
    if found.requests:
        header = (_("Day"), _("Request"), _("Theme"), _("State"), _("What came of it"))
        asked = ((one.received_on, one.title, _numbers(one.themes), _state(one, written_date), one.resolution) for one in found.requests)
        yield Table(header, tuple(asked), first_is_name=False)
        yield from _theme_names({number for one in found.requests for number in one.themes}, themes)
    else:
        yield Paragraph(_("No requests were registered."))
    yield Heading(_("What was given"))
    if not found.referrals:
        yield Paragraph(_("There were no referrals."))
        return
    titles = [f"{one.offering} ({one.provider})" if one.provider else one.offering for one in found.referrals]
    given = tuple(
        (one.referred_on, title, one.request or _("handed out"), _came(one)) for title, one in zip(titles, found.referrals, strict=True)
    )
    yield Table((_("Day"), _("Offering"), _("For"), _("What came of it")), given, first_is_name=False)
    addresses = {one.offering: one.url for one in found.referrals if one.url}
    if addresses:
        yield Paragraph(_("Where to find it:"))
        yield Bullets(tuple(f"{title}: {url}" for title, url in sorted(addresses.items())))


def _lessons(found: Handover, themes: Mapping[int, str]) -> Iterator[Block]:
    yield Heading(_("What we learned together"))
    if not found.lessons:
        yield Paragraph(_("No lessons were written down."))
    for one in found.lessons:
        under = _("theme {number} {name}").format(number=one.theme, name=themes.get(one.theme, "?")) if one.theme else ""
        yield Paragraph(one.text, "quote")
        yield Paragraph(" · ".join(part for part in (written_date(one.written_on), under) if part), "note")


def _answers(found: Handover, themes: Mapping[int, str]) -> Iterator[Block]:
    yield Heading(_("Answers to the WensenScan"))
    header = (_("Round"), _("Audience"), _("Day"), _("Samen beslissen"), _("Outcome information"), _("Wants support with"))
    rows: list[tuple[Cell, ...]] = []
    for one in found.responses:
        answers = (_word(one.sdm_scope), _word(one.uses_outcome_info), _numbers(one.themes))
        rows.append((one.round, _word(one.audience), one.submitted_on, *answers))
    yield Table(header, tuple(rows), first_is_name=False)
    for one in found.responses:
        told = [part for part in ("; ".join(one.obstacles), one.ambition) if part]
        if told:
            yield Paragraph(f"{_word(one.audience)}, {one.round}: " + "\n".join(told))
    yield from _theme_names({number for one in found.responses for number in one.themes}, themes)


def _theme_names(numbers: set[int], names: Mapping[int, str]) -> Iterator[Block]:
    if numbers:
        yield Paragraph(" · ".join(f"{number} {names.get(number, '?')}" for number in sorted(numbers)), "note")


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
    requests = [one for one in found.requests if one.is_open and one.state not in (RequestState.RESOLVED, RequestState.DROPPED)]
    rows = [(_("request"), one.title, one.due_on, one.advisor) for one in requests]
    rows += [(_("follow-up"), one.what, one.due_on, one.advisor) for one in found.promises]
    if rows:
        yield Table((_("What"), "", _("Before"), _("Who at the loket")), tuple(rows), first_is_name=False)
    else:
        yield Paragraph(_("Nothing is open."))


def visit_document(store: Store, institution: int) -> Document:
    """The page as a document, as of the business date."""
    found = visit(store, institution)
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
        if lines := tuple(self._to_take_up()):
            yield Heading(_("To take up"), 2)
            yield Bullets(lines)
        yield from self._answered()
        yield from self._asked()
        yield from self._got()
        yield from self._told()
        yield from self._fit_gap()
        yield from self._spoken()
        yield from self._people()
        yield from self._beside()
        told = _("Names of other institutions are replaced by […]. Read it through before it goes out.")
        if self.found.left_out:
            told = _("Left out as confidential: {count}.").format(count=self.found.left_out) + " " + told
        survey, done = self.found.survey, self.found.done
        themes = {number for one in done.requests for number in one.themes}
        themes |= {number for one in (survey.answers if survey else ()) for number in one.themes}
        names = dict(done.themes)
        if themes:
            legend = " · ".join(f"{number} {names.get(number, '?')}" for number in sorted(themes))
            told = _("Themes: {names}.").format(names=legend) + " " + told
        yield Paragraph(told, "note")

    def _who(self) -> Iterator[str]:
        facts = self.found.facts
        yield from (label(one) for one in (facts.kind, facts.umbrella, facts.role, facts.phase) if one is not None)
        yield from (one for one in (facts.city, facts.epd_vendor) if one)
        if facts.advisor:
            yield _("advisor {name}").format(name=facts.advisor)
        if facts.closed_on is not None or not facts.active:
            yield _("closed on {day}").format(day=_day(facts.closed_on))

    def _to_take_up(self) -> Iterator[str]:
        survey, spoken = self.found.survey, self.found.spoken
        if survey is not None and survey.sdm_contradicts:
            answers = _by_audience(survey, [one.sdm_scope for one in survey.answers])
            yield _("Answers differ on samen beslissen: {answers}").format(answers=answers)
        if survey is not None and survey.outcome_info_contradicts:
            answers = _by_audience(survey, [one.uses_outcome_info for one in survey.answers])
            yield _("Answers differ on outcome information: {answers}").format(answers=answers)
        if survey is not None and not survey.followed_up:
            yield _("{round} was not talked about yet.").format(round=survey.round)
        for asked in self._open():
            if asked.due_on is not None and asked.due_on < self.today:
                yield _("Late: {what}, due on {day}").format(what=_short(asked.title), day=_day(asked.due_on))
        for promise in self.found.done.promises[:5]:
            yield _("Promised: {what}").format(what=_short(promise.what)) + self._until(promise)
        if spoken and spoken[0].agreements:
            yield _("Agreed on {day}: {what}").format(day=_day(spoken[0].day), what=_short(spoken[0].agreements))
        for unmet in self.found.unmet[:5]:
            yield _("Asked and not referred: {what}").format(what=_short(unmet.title)) + _offered(unmet)
        for talk in self.found.planned[:1]:
            when = " ".join(part for part in (_day(talk.day), talk.time) if part)
            parts = (when, _word(talk.kind), _short(talk.subject))
            yield _("Planned: {what}").format(what=", ".join(part for part in parts if part))

    def _until(self, one: Promise) -> str:
        if one.due_on is None:
            return f" ({one.advisor})" if one.advisor else ""
        day = _("was due on {day}") if one.due_on < self.today else _("before {day}")
        return f" ({', '.join(part for part in (day.format(day=_day(one.due_on)), one.advisor) if part)})"

    def _answered(self) -> Iterator[Block]:
        survey = self.found.survey
        if survey is None:
            return
        yield Heading(_("Answered: {round}").format(round=survey.round), 2)
        header = (_("Audience"), _("Day"), _("Samen beslissen"), _("Outcome information"), _("Wants support with"))
        rows = (
            (_word(one.audience), one.submitted_on, _word(one.sdm_scope), _word(one.uses_outcome_info), _numbers(one.themes))
            for one in survey.answers
        )
        yield Table(header, tuple(rows), ("left",) * 5)
        for one in survey.answers:
            told = [part for part in ("; ".join(one.obstacles), _short(one.ambition)) if part]
            if told:
                yield Paragraph(f"{_word(one.audience)}: {' · '.join(told)}", "note")

    def _asked(self) -> Iterator[Block]:
        asked, opened = self.found.done.requests, self._open()
        if not asked:
            return
        yield Heading(_("Asked: {count}, of which {open} open").format(count=len(asked), open=len(opened)), 2)
        closed = sorted((one for one in asked if not one.is_open), key=lambda one: one.received_on, reverse=True)
        listed = (*opened[:7], *closed[:3])
        rows = tuple((one.received_on, _short(one.title), _numbers(one.themes), _state(one, _day), one.due_on) for one in listed)
        yield Table((_("Day"), _("Request"), _("Theme"), _("State"), _("Before")), rows, ("left",) * 5, first_is_name=False)
        yield from _more(len(asked) - len(listed))

    def _open(self) -> tuple[RequestLine, ...]:
        return tuple(one for one in self.found.done.requests if one.is_open)

    def _got(self) -> Iterator[Block]:
        done = self.found.done
        given = sorted(done.referrals, key=lambda one: one.referred_on, reverse=True)
        if not given and not done.sessions and not self.found.events:
            return
        yield Heading(_("Got"), 2)
        if given:
            header = (_("Day"), _("Offering"), _("For"), _("What came of it"))
            rows = tuple((one.referred_on, one.offering, _short(one.request) or _("handed out"), _came(one)) for one in given[:4])
            yield Table(header, rows, first_is_name=False)
            yield from _more(len(given) - 4)
        held = []
        for session in done.sessions[-3:]:
            came = _("{count} participants").format(count=session.participants) if session.participants else ""
            told = (_day(session.session_on), session.team, label(session.state), came)
            held.append(_("Learning session: {what}").format(what=", ".join(part for part in told if part)))
        held += [_("Event: {what}").format(what=f"{_day(day)} {title}".strip()) for day, title in self.found.events[:3]]
        if held:
            yield Bullets(tuple(held))

    def _told(self) -> Iterator[Block]:
        if self.found.signals:
            yield Heading(_("Told the loket, and what became of it"), 2)
            rows = tuple((one.recorded_on, _short(one.description), _became(one)) for one in self.found.signals[:4])
            yield Table((_("Day"), _("Signal"), _("What became of it")), rows, first_is_name=False)
            yield from _more(len(self.found.signals) - 4)

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
            about = (_day(one.day), _word(one.kind), label(one.channel) if one.channel else "", ", ".join(one.advisors))
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


def _by_audience(survey: Survey, answers: Sequence[Word | None]) -> str:
    told = zip(survey.answers, answers, strict=True)
    return "; ".join(f"{_word(one.audience)}: {label(answer)}" for one, answer in told if answer is not None)


def _offered(one: UnmetRequest) -> str:
    if one.fitting:
        return _(" — now there is: {titles}").format(titles=", ".join(one.fitting[:2]))
    if one.coming:
        return _(" — in development: {titles}").format(titles=", ".join(one.coming[:2]))
    return _(" — nothing fits yet")


def _came(one: ReferralLine) -> str:
    if one.state is ReferralState.USED:
        return _("{state}, helped: {helped}").format(state=label(one.state), helped=_word(one.helped))
    return label(one.state)


def _became(one: InstitutionSignal) -> str:
    if not one.trend:
        return label(one.state)
    state = f" ({label(one.trend_state)})" if one.trend_state is not None else ""
    return _("{state}; in: {trend}").format(state=label(one.state), trend=one.trend) + state


def _state(one: RequestLine, written: Callable[[date], str]) -> str:
    return label(one.state) if one.closed_on is None else f"{label(one.state)}, {written(one.closed_on)}"


def _more(count: int) -> Iterator[Block]:
    if count > 0:
        yield Paragraph(_("and {count} more").format(count=count), "note")


def _day(day: date | None) -> str:
    return shown(day) if day is not None else "?"


def _numbers(themes: Sequence[int]) -> str:
    return " ".join(map(str, themes)) or "?"


def _word(value: Word | None) -> str:
    return label(value) if value is not None else "?"


def _short(text: str, most: int = _LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
