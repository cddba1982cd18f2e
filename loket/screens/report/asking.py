"""What the keys of the report screen ask: the period, the moment, the report to compare with, the form, the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from loket.exchange.documents.writing import Format
from loket.insight.figures.period import Period
from loket.insight.reports import KeptReport
from loket.language import N_, _
from loket.screens.dashboard.asking import AskPeriod
from loket.screens.dashboard.moment import AskMoment
from loket.screens.forms.asking import AskText, ask
from loket.screens.report.asked import Asked, kept_detail, kept_shown
from loket.screens.report.making import files_of
from loket.widgets.choice import Choice, Option

if TYPE_CHECKING:
    from loket.insight.explanation.moments import AsOf
    from loket.widgets.base_app import BaseApp

Then = Callable[[Asked], None]

_OTHER_DAYS = Period(date.min, date.min)
"""What stands for days that are still to be asked, among the half-years."""
_LATEST = 0
"""What stands for the latest kept report, among those to compare with."""
_FORMS = {Format.WORD: N_("Word document"), Format.HTML: N_("one HTML file, prints well"), Format.MARKDOWN: N_("Markdown")}


def ask_period(app: BaseApp, asked: Asked, then: Then) -> None:
    """Another half-year; of an internal report any days."""
    options = [Option(one, one.shown(), "●" if one == asked.period else "") for one in asked.half_years(app.today)]
    other = Option(_OTHER_DAYS, _("other days …")) if asked.internal else None

    def taken(period: Period) -> None:
        if period is _OTHER_DAYS:
            ask(app, AskPeriod(_("Period"), asked.period, app.today), lambda days: then(asked.between(days)))
        else:
            then(asked.between(period))

    ask(app, Choice(_("Period"), options, none=other), taken)


def ask_moment(app: BaseApp, asked: Asked, then: Then) -> None:
    """The moment whose knowledge is reported."""

    def taken(known: AsOf) -> None:
        then(replace(asked, known=known))

    ask(app, AskMoment(known=asked.known), taken)


def ask_previous(app: BaseApp, asked: Asked, kept: Sequence[KeptReport], then: Then) -> None:
    """The kept report to compare with: one of an earlier period."""
    earlier = [one for one in kept if one.period.end < asked.period.start]
    if not earlier:
        app.say(_("No report was kept of an earlier period. ctrl+s keeps this one for the next."))
        return
    options = [Option(one.number, kept_shown(one), kept_detail(one, app.today)) for one in earlier]

    def taken(number: int) -> None:
        then(replace(asked, previous=number or None))

    ask(app, Choice(_("Compare with"), options, none=Option(_LATEST, _("the latest"))), taken)


def ask_form(app: BaseApp, asked: Asked, then: Then) -> None:
    """The form of the file, or all."""
    options: list[Option[tuple[Format, ...]]] = [Option((one,), _(word), f".{one.value}") for one, word in _FORMS.items()]

    def taken(formats: tuple[Format, ...]) -> None:
        then(replace(asked, formats=formats))

    ask(app, Choice(_("Form"), [*options, Option(tuple(_FORMS), _("all three"))]), taken)


def ask_files(app: BaseApp, title: str, asked: Asked, then: Callable[[list[Path]], None]) -> None:
    """The files to write: one name, an ending a form."""
    usual = Path.home() / f"loket-{asked.named()}.{asked.formats[0].value}"

    def taken(path: str) -> None:
        then(files_of(Path(path).expanduser(), asked.formats))

    ask(app, AskText(title, _("To which file?"), value=str(usual), needed=True), taken)
