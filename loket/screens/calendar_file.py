"""`i`: the conversation under the cursor, or my whole week, as a file for the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.binding import Binding

from loket.casework import reports
from loket.exchange import calendar_file
from loket.insight.conversations import Appointment, appointment, appointments
from loket.language import N_, _, ngettext
from loket.models.errors import Refused
from loket.models.words import RecordKind
from loket.screens.forms.ask_sheets import AskText, ask
from loket.widgets.choice import Choice, Confirm, Option
from loket.widgets.workers import act

if TYPE_CHECKING:
    from loket.screens.loket_screen import LoketScreen
    from loket.store.database import Store

CALENDAR_KEY = Binding("i", "calendar", N_("calendar (.ics)"), id="calendar",
                       tooltip=N_("Writes this conversation, or my whole week, to a file that Outlook reads."))  # fmt: skip
_WEEK = dt.timedelta(days=6)


def ask_calendar(screen: LoketScreen, number: int | None, monday: dt.date) -> None:
    """Ask whether this conversation or my whole week, then into which file; a file that is there is not overwritten unasked."""
    week = _("my week, from {day}").format(day=f"{monday.day}-{monday.month}")
    options = [Option("week", week)]
    if number is not None:
        options.insert(0, Option("this", _("this conversation, {number}").format(number=RecordKind.CONVERSATION.number(number))))

    def chosen(what: str) -> None:
        only = number if what == "this" else None
        file = f"loket-{RecordKind.CONVERSATION.number(only)}.ics" if only is not None else f"loket-week-{monday.isocalendar().week}.ics"
        ask_calendar_file(screen, file, lambda path: act(screen, partial(_say, screen), None, _write, path, only, monday))

    ask(screen.app, Choice(_("Calendar"), options), chosen)


def ask_calendar_file(screen: LoketScreen, file: str, write: Callable[[Path], None]) -> None:
    """Ask into which file, `file` in the person's own folder when they say nothing; one that is there is not overwritten unasked."""
    sheet = AskText(_("Calendar file"), _("To which file?"), value=str(_folder() / file), needed=True)
    ask(screen.app, sheet, lambda path: _check(screen, Path(path).expanduser(), write))


def _check(screen: LoketScreen, path: Path, write: Callable[[Path], None]) -> None:
    if not path.exists():
        write(path)
        return
    question = _("{file} is there already. Replace it?").format(file=path)
    consequence = _("Your calendar takes a newer file of the same appointment as a change of it.")
    screen.app.push_screen(Confirm(_("Calendar file"), question, consequence), lambda yes: write(path) if yes else None)


def _write(store: Store, path: Path, number: int | None, monday: dt.date) -> tuple[Path, int]:
    found: tuple[Appointment, ...]
    if number is not None:
        one = appointment(store, number)
        if one is None:
            raise Refused(_("This conversation has no day in the calendar yet; e plans it."))
        found = (one,)
    else:
        found = appointments(store, monday, monday + _WEEK)
        if not found:
            raise Refused(_("You have no conversations in this week."))
    many = calendar_file.write_calendar(path, found, dt.datetime.now(dt.UTC))
    reports.remember_export(store, "calendar", many)
    return path, many


def _say(screen: LoketScreen, written: tuple[Path, int]) -> None:
    path, many = written
    text = ngettext("{count} conversation written to {file}.", "{count} conversations written to {file}.", many)
    screen.app.say(text.format(count=many, file=path), "done")


def _folder() -> Path:
    """Where a calendar file is looked for: the person's downloads, else their own folder."""
    import platformdirs

    downloads = platformdirs.user_downloads_path()
    return downloads if downloads.is_dir() else Path.home()
