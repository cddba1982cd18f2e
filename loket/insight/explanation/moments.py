"""Moments as people ask for them: a day in any notation, a date-time, `#N`, or now; and the database as it was then."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from loket.insight.figures.period import months_before
from loket.language import _
from loket.language.dates import understand_date
from loket.language.formats import clock, long_date, number
from loket.models.errors import FieldError, Refused
from loket.store.as_of import PastStore, moment
from loket.store.database import Moment

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.store.reader import Reader

_HERE = ZoneInfo("Europe/Amsterdam")
NOW = "now"


@dataclass(frozen=True, slots=True)
class AsOf:
    """What is known at a moment; `moment` None: what is known now."""

    moment: Moment | None = None

    @property
    def asked(self) -> str:
        """As the command line takes it: the moment's own notation, or `now`."""
        return self.moment.at if self.moment else NOW

    def shown(self) -> str:
        """`vr 23 okt 2026`, `vr 23 okt 2026 14:30`, or `nu`."""
        if self.moment is None:
            return _("now")
        day = long_date(self.moment.day)
        return day if len(self.moment.at) == 10 else f"{day} {clock(datetime.fromisoformat(self.moment.at))}"

    def told(self) -> str:
        """Everything about it: how it is understood, the line of the log, the business day."""
        if self.moment is None:
            return _("now: what is known at this moment")
        when = _("the end of {day}") if len(self.moment.at) == 10 else "{day}"
        line = _("line #{seq} of the change log").format(seq=number(self.moment.seq))
        return f"{when.format(day=self.shown())} · {line}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The database at a moment: where to read, up to which line of the log, and its business day."""

    reader: Reader
    at: str
    seq: int
    today: date


def parse_moment(store: Store, asked: str) -> AsOf:
    """The moment that `asked` names: `now`, a day as everywhere in loket (the last such one), a date-time, or `#N`. Raises Refused."""
    text = asked.strip()
    if text.casefold() in (NOW, "nu"):
        return AsOf()
    try:
        return AsOf(moment(store, text))
    except Refused as refused:
        try:
            day = understand_date(text, clock_day(store), direction="last")
        except Refused:
            raise refused from None
        if text.startswith("#") or day.isoformat() == text:
            raise
        return AsOf(moment(store, day.isoformat()))


def check_order(then: AsOf, until: AsOf) -> None:
    """Raise Refused unless the first lies before the second."""
    if then.moment is None or (until.moment is not None and then.moment.seq > until.moment.seq):
        message = _("The first moment ({then}) does not lie before the second ({until}). Ask them the other way round.")
        raise Refused(errors=[FieldError("between", message.format(then=then.shown(), until=until.shown()))])


def months_from(store: Store, known: AsOf, months: int) -> AsOf:
    """The end of the same day so many months on (or back); now when that lies ahead."""
    day = known.moment.day if known.moment else clock_day(store)
    target = months_before(day, -months)
    return AsOf() if target >= clock_day(store) else AsOf(moment(store, target.isoformat()))


def clock_day(store: Store) -> date:
    """The day of the time of record: the calendar's, and a demo's own."""
    return store.demo_today or datetime.now(_HERE).date()


@contextmanager
def snapshot(store: Store, known: AsOf) -> Iterator[Snapshot]:
    """Read what was known at a moment, on one snapshot."""
    if known.moment is not None:
        past = PastStore(store, known.moment)
        try:
            with past.read() as reader:
                yield Snapshot(reader, known.moment.at, known.moment.seq, past.today)
        finally:
            past.close()
        return
    with store.read() as reader:
        row = reader.row("SELECT seq, at FROM change_log ORDER BY seq DESC LIMIT 1")
        seq, at = row or (0, datetime.now(UTC).isoformat())
        yield Snapshot(reader, datetime.fromisoformat(at).astimezone(_HERE).isoformat(), seq, store.today)


@contextmanager
def snapshots(store: Store, *moments: AsOf) -> Iterator[list[Snapshot]]:
    """Several looks at once: two logs folded beside each other take hardly longer than one."""
    with ExitStack() as opened:
        with ThreadPoolExecutor(len(moments)) as threads:
            found = list(threads.map(lambda known: opened.enter_context(snapshot(store, known)), moments))
        yield found
