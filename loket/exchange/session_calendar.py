"""A calendar file of one learning session: its whole day, as a session has a day and no clock time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from loket.exchange.calendar import blank_calendar
from loket.exchange.writing import whole_file
from loket.insight.lists.listing import Looker
from loket.insight.lists.sessions import SESSIONS, SessionRow
from loket.language import _
from loket.language.text import for_terminal
from loket.models.errors import Refused
from loket.models.words import RecordKind, SessionState
from loket.store.opening import Store


def write_session_calendar(store: Store, number: int, path: Path, now: dt.datetime) -> Path:
    """Write the session to a file that Outlook reads; read again, it updates what is there."""
    with store.read() as reader:
        row = SESSIONS.rows(reader, [number], store.today).get(number)
        sleutel = reader.value("SELECT sleutel FROM learning_session WHERE id = :id", id=number)
        sees = Looker.of(reader, store.actor).sees_confidential
    if row is None or (row.confidential and not sees):
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
