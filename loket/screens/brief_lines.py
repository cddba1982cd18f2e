"""An institution at a glance, as the lines of a pane: beside the work queue, the list of institutions, a request."""

from __future__ import annotations

from datetime import date

from loket.insight.dossier_brief import Brief, LastTalk
from loket.language import _, label
from loket.language.formats import minutes, short_date
from loket.models.words import RecordKind
from loket.widgets.pane import Fact, Heading, PaneLine


def brief_lines(brief: Brief, today: date) -> list[PaneLine]:
    """All of it, one thing a line."""
    lines: list[PaneLine] = [Heading(brief.name), Fact(_kind(brief), tone="muted")]
    if brief.contact is not None:
        audience = f", {label(brief.contact.audience)}" if brief.contact.audience else ""
        lines.append(brief.contact.name + audience)
        if brief.contact.phone:
            lines.append(brief.contact.phone + "   " + _("y copies"))
    lines.append("")
    lines.append(Fact(last_talk(brief.last, today), _("Last")))
    promise = brief.promise or (brief.last.agreements if brief.last else "")
    if promise:
        lines.append(Fact(promise, _("Promised")))
    for place, case in enumerate(brief.open_cases):
        late = "  !" + _("late") if case.late else ""
        text = f"{RecordKind.REQUEST.number(case.id)} {case.title}{late}"
        lines.append(Fact(text, _("Open") if not place else " ", "attention" if case.late else ""))
    if brief.signal:
        lines.append(Fact(brief.signal + ("  " + _("national") if brief.signal_is_national else ""), _("Signal")))
    return lines


def brief_summary(brief: Brief, today: date) -> tuple[str, str]:
    """The two lines for a narrow terminal."""
    contact = ""
    if brief.contact is not None:
        audience = f", {label(brief.contact.audience)}" if brief.contact.audience else ""
        contact = f"   {brief.contact.name}{audience}  {brief.contact.phone}"
    first = f"{brief.shown}{contact}    {_('last')} {last_talk(brief.last, today, short=True)}"
    cases = ", ".join(
        f"{RecordKind.REQUEST.number(case.id)} {case.title}" + (" !" + _("late") if case.late else "") for case in brief.open_cases
    )
    promise = brief.promise or (brief.last.agreements if brief.last else "") or "–"
    return first, f"{_('Promised')}: {promise}    {_('Open')}: {cases or '–'}"


def last_talk(talk: LastTalk | None, today: date, *, short: bool = False) -> str:
    """`12 nov Teams 35 min, ilse`."""
    if talk is None:
        return _("never")
    day = short_date(talk.on, today, weekday=False)
    parts = [day, label(talk.channel) if talk.channel else ""]
    if not short:
        parts.append(minutes(talk.minutes) if talk.minutes else "")
    said = " ".join(part for part in parts if part)
    return said if short or not talk.advisor else f"{said}, {talk.advisor}"


def _kind(brief: Brief) -> str:
    words = [label(word) for word in (brief.kind, brief.umbrella, brief.province, brief.role) if word is not None]
    return " · ".join(words) or "?"
