"""Calendar files of conversations and learning sessions, for Outlook and every other calendar (RFC 5545); read again, they update."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from loket.exchange.output_files import whole_file
from loket.insight.conversations import Appointment
from loket.insight.lists.sessions import SESSIONS, SessionRow
from loket.language import _, label
from loket.language.safe_text import for_terminal
from loket.models.errors import Refused
from loket.models.words import Channel, ConversationKind, RecordKind, SessionState
from loket.store.database import Store

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone


ZONE = "Europe/Amsterdam"
SHORT_MIN, LONG_MIN = 30, 60
"""How long a conversation takes when nobody said: by phone or mail, and any other."""


def blank_calendar() -> Calendar:
    """A calendar with nothing in it."""
    from icalendar import Calendar

    calendar = Calendar()
    for name, value in (("prodid", "-//UZ-loket//loket//NL"), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(name, value)
    return calendar


def calendar_bytes(appointments: Sequence[Appointment], now: dt.datetime) -> bytes:
    """The file's content; `now` is when it is made."""
    calendar = blank_calendar()
    calendar.add_component(_time_zone())
    for one in appointments:
        calendar.add_component(_event(one, now.astimezone(dt.UTC)))
    content: bytes = calendar.to_ical()
    return content


def write_calendar(path: Path, appointments: Sequence[Appointment], now: dt.datetime) -> int:
    """Write the file, whole or not at all, and say how many conversations are in it."""
    content = calendar_bytes(appointments, now)
    with whole_file(path) as file:
        file.write(content)
    return len(appointments)


def _event(one: Appointment, now: dt.datetime) -> Event:
    from icalendar import Event

    row, event = one.row, Event()
    event.add("uid", f"{for_terminal(one.sleutel)}@uz-loket")
    event.add("dtstamp", now)
    # Counts up with every change of the conversation: a calendar then takes the new day over the old one.
    event.add("sequence", row.version - 1)
    _add_moment(event, one)
    place = row.location or (label(row.channel) if row.channel else "")
    if place:
        event.add("location", for_terminal(place))
    if row.confidential:
        event.add("class", "PRIVATE")
        event.add("summary", _("Confidential conversation {number}").format(number=one.number))
        return event
    event.add("summary", for_terminal(f"{row.whose or '–'}: {row.subject or _kind(row.kind)}"))
    about = ("\n".join(one.people), one.agenda, _("{number} in loket").format(number=one.number))
    event.add("description", for_terminal("\n\n".join(part for part in about if part)))
    return event


def _add_moment(event: Event, one: Appointment) -> None:
    """From and to, or the whole day without taking it up when no time is known."""
    row = one.row
    if not row.time:
        event.add("dtstart", one.day)
        event.add("dtend", one.day + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    start = dt.datetime.combine(one.day, dt.time.fromisoformat(row.time), ZoneInfo(ZONE))
    usual = SHORT_MIN if row.channel in (Channel.PHONE, Channel.MAIL) else LONG_MIN
    event.add("dtstart", start)
    event.add("dtend", start + dt.timedelta(minutes=row.duration_min or usual))
    event.add("transp", "OPAQUE")


def _kind(kind: ConversationKind | None) -> str:
    if kind is ConversationKind.WENSENSCAN:
        return _("WensenScan follow-up talk")
    return label(kind) if kind else _("Conversation").lower()


def _time_zone() -> Timezone:
    """The zone by its two rules: Outlook reads those, and not a list of all switches until 2038."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", ZONE)
    summer, winter = dt.timedelta(hours=2), dt.timedelta(hours=1)
    for part, name, month, before, after, switch in (
        (TimezoneDaylight(), "CEST", 3, winter, summer, dt.datetime(1970, 3, 29, 2)),
        (TimezoneStandard(), "CET", 10, summer, winter, dt.datetime(1970, 10, 25, 3)),
    ):
        part.add("dtstart", switch)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        zone.add_component(part)
    return zone


def write_session_calendar(store: Store, number: int, path: Path, now: dt.datetime) -> Path:
    """Write the session to a file that Outlook reads; read again, it updates what is there."""
    with store.read() as reader:
        row = SESSIONS.rows(reader, [number], store.today).get(number)
        sleutel = reader.value("SELECT sleutel FROM learning_session WHERE id = :id", id=number)
        seen = row is not None and reader.viewer.may_see(row.confidential)
    if row is None or not seen:
        raise Refused(_("There is no {number}.").format(number=RecordKind.SESSION.number(number)))
    if row.session_on is None:
        raise Refused(_("Plan a day first: s."))
    content = session_calendar(row, row.session_on, sleutel, now)
    with whole_file(path) as file:
        file.write(content)
    return path


def session_calendar(row: SessionRow, day: dt.date, sleutel: str, now: dt.datetime) -> bytes:
    """The file's content; `now` is when it is made. A confidential session says only that it is one."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{for_terminal(sleutel)}@uz-loket")
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("sequence", row.version - 1)
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if row.state is SessionState.CANCELLED:
        event.add("status", "CANCELLED")
    if row.confidential:
        event.add("class", "PRIVATE")
        event.add("summary", _("Learning session {number}").format(number=row.number))
    else:
        event.add("summary", for_terminal(_("Learning session {institution}").format(institution=row.institution)))
        parts = (row.team, row.provider, row.goal)
        event.add("description", "\n".join(for_terminal(part) for part in (*parts, row.number) if part))
    calendar = blank_calendar()
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
