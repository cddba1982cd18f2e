"""Words that the screens of offerings share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from loket.insight.lists.offerings import OfferingEffect, OfferingRow
from loket.insight.unmet_needs import Wait
from loket.language import N_, _, label, ngettext
from loket.language.formats import number as figure
from loket.models.words import Helped, OfferingStatus, ReferralState, Verdict
from loket.screens.records.record_lines import day, hidden, joined, said, short, text_block, themes
from loket.widgets.bars import share
from loket.widgets.columns import Cell, Tone
from loket.widgets.pane import Fact, Heading, PaneLine

if TYPE_CHECKING:
    from loket.insight.lists.requests import RequestRow
    from loket.insight.referrals import OfferingCandidate, ReferralChoices, UsedNearby


def helped(effect: OfferingEffect) -> str:
    """`6/8 75%  onb. 2`: how often it helped where it was used."""
    if not effect.used:
        return "–"
    unknown = "  " + _("unk. {count}").format(count=effect.unknown) if effect.unknown else ""
    return share(effect.helped, effect.known) + unknown


def validity(record: OfferingRow, today: date) -> str:
    """From when until when it can be had, or when it is expected; empty where nobody said."""
    if record.state is OfferingStatus.IN_DEVELOPMENT:
        return _("expected {day}").format(day=day(record.expected_on, today)) if record.expected_on else ""
    start, until = record.available_from, record.available_until
    if start is not None and until is not None:
        return f"{day(start, today)} – {day(until, today)}"
    if until is not None:
        return _("through {day}").format(day=day(until, today))
    if start is not None:
        return (_("from {day}") if start > today else _("since {day}")).format(day=day(start, today))
    return ""


def state_cell(record: OfferingRow, today: date) -> Cell:
    """The state in a list; what ends soon, has ended, has not begun or is overdue says so."""
    start, until = record.available_from, record.available_until
    if record.state is OfferingStatus.AVAILABLE:
        if until is not None and record.needs_attention(today):
            text = _("ended {day}") if until < today else _("through {day}")
            return Cell(text.format(day=day(until, today)), "attention")
        if start is not None and start > today:
            return Cell(_("from {day}").format(day=day(start, today)), "attention")
        return Cell(label(record.state))
    if record.state is OfferingStatus.IN_DEVELOPMENT and record.expected_on is not None:
        return Cell(validity(record, today), "attention" if record.needs_attention(today) else "muted")
    return Cell(label(record.state), "muted")


def waiting_words(waiting: int, would_fit: int) -> str:
    """`3 wachten · zou 11 vragen passen`: who was let wait, and whom it would fit as loket finds."""
    waits = ngettext("{count} waits", "{count} wait", waiting).format(count=figure(waiting)) if waiting else ""
    fits = (
        ngettext("would fit {count} request", "would fit {count} requests", would_fit).format(count=figure(would_fit)) if would_fit else ""
    )
    return joined(waits, fits)


def offering_lines(record: OfferingRow, would_fit: int, today: date) -> list[PaneLine]:
    """What an offering is, until when, for whom, and what came of it."""
    attention = record.needs_attention(today) or (record.state is OfferingStatus.AVAILABLE and not record.is_available(today))
    effect = record.effect
    unknown = "  " + _("unk. {count}").format(count=effect.open) if effect.open else ""
    lines: list[PaneLine] = [
        Heading(record.title),
        *hidden(record.confidential),
        Fact(joined(record.provider, said(record.kind))),
        Fact(joined(label(record.state), validity(record, today)), _("State"), "attention" if attention else ""),
        Fact(record.owner or "–", _("Owner")),
        Fact(themes(record.themes), _("Themes")),
        Fact(", ".join(label(audience) for audience in record.audiences) or _("all"), _("Audience")),
        Fact(said(record.outcome_info), _("Outc")),
        *([Fact(record.url, _("Address"))] if record.url else []),
        *text_block(_("Description"), record.description),
        "",
        Heading(_("EFFECT")),
        Fact(figure(effect.referred), _("referred")),
        Fact(share(effect.used, effect.used + effect.unused) + unknown, _("used")),
        Fact(helped(effect), _("helped")),
    ]
    if record.waiting or would_fit or record.is_coming(today):
        lines += ["", Heading(_("WAITING")), Fact(waiting_words(record.waiting, would_fit) or _("nobody waits for it"))]
    return lines


def need_lines(record: RequestRow, fitting: int, waits: Sequence[Wait], today: date) -> list[PaneLine]:
    """What the advisor says of what exists for a request, where that differs from what loket finds, and what it waits for."""
    lines: list[PaneLine] = []
    if record.verdict is not None and record.verdict is not Verdict.NOT_JUDGED:
        differs = (record.verdict is Verdict.NOTHING) == bool(fitting)
        tone: Tone = "attention" if differs and record.is_open else ""
        lines.append(Fact(joined(("≠ " if tone else "") + label(record.verdict), record.verdict_reason, by=": "), _("verdict"), tone))
    return [*lines, *(Fact(wait_words(wait, today), _("waits")) for wait in waits)]


def wait_words(wait: Wait, today: date) -> str:
    """`Blauwdrukken · verwacht 1 mrt`."""
    if wait.state is OfferingStatus.IN_DEVELOPMENT:
        when = _("expected {day}").format(day=day(wait.expected_on, today)) if wait.expected_on else label(wait.state)
    elif wait.state is OfferingStatus.LAPSED:
        when = _("will not come")
    else:
        later = wait.available_from is not None and wait.available_from > today
        when = _("from {day}").format(day=day(wait.available_from, today)) if later else _("there now")
    return joined(wait.title, when)


_MOST_NEARLY = 3


def choice_lines(choices: ReferralChoices) -> list[PaneLine]:
    """The offerings that fit a request and those that nearly do, each with why."""
    lines: list[PaneLine] = []
    for one in choices.fitting:
        shared = [number for number in one.offering.themes if number in choices.request.themes]
        parts = (
            _("theme {numbers}").format(numbers=themes(shared)), audiences_of(one.offering), said(one.offering.outcome_info, ""),
            _("same obstacle") if one.same_obstacle else "",
            f"{_('helped')} {helped(one.offering.effect)}" if one.offering.effect.used else "",
        )  # fmt: skip
        lines.append(Fact(f"✓ {one.offering.title}"))
        lines.append(Fact(f"   {joined(_('referred to already') if one.referred else '', *parts)}", tone="muted"))
    for one in choices.nearly[:_MOST_NEARLY]:
        lines.append(Fact(f"~ {one.offering.title}", tone="muted"))
        lines.append(Fact(f"   {joined(_('referred to already') if one.referred else '', why_not(one))}", tone="muted"))
    return lines


def why_not(one: OfferingCandidate) -> str:
    """What of an offering fails: `past niet: andere doelgroep`; empty when only that it is not there now."""
    reasons = [(one.theme, N_("other theme")), (one.audience, N_("other audience")), (one.outcome, N_("other outcome information"))]
    failing = [_(text) for good, text in reasons if not good]
    if failing:
        return _("does not fit: {why}").format(why=", ".join(failing))
    return _("not there now") if not one.available and not one.is_coming else _("in development") if one.is_coming else ""


def nearby_line(one: UsedNearby, today: date) -> Fact:
    """`Zkh Merenrand  geholpen: ja · 4 sep · algemeen · Overijssel`: who was referred to an offering, and what came of it."""
    if one.state is ReferralState.USED:
        outcome = _("helped: {answer}").format(answer=label(one.helped)) if one.helped else _("used")
    else:
        outcome = _("not used") if one.state is ReferralState.NOT_USED else _("not asked yet")
    when = day(one.referred_on, today) if one.referred_on else ""
    text = joined(outcome, when, short(one.kind) if one.kind else "", label(one.province) if one.province else "")
    return Fact(text, one.institution, "done" if one.helped in (Helped.YES, Helped.PARTLY) else "")


def audiences_of(record: OfferingRow) -> str:
    """For whom, in a narrow column."""
    return " ".join(short(audience) for audience in record.audiences) or _("all")
