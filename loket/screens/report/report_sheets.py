"""What the keys of the report screen ask: period, moment, earlier report, form, file, and a lead's own words for a chapter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from loket.exchange.documents.document_files import Format
from loket.insight.figures.period import Period
from loket.insight.reports import KeptReport
from loket.language import N_, _
from loket.screens.dashboard.question_sheets import AskMoment, AskPeriod
from loket.screens.forms.ask_sheets import AskText, ask
from loket.screens.report.report_making import files_of
from loket.screens.report.report_question import ReportQuestion, kept_detail, kept_shown
from loket.widgets.choice import Choice, Option
from loket.widgets.fields import Field, Form
from loket.widgets.sheet import Sheet

if TYPE_CHECKING:
    from loket.insight.explanation.moments import AsOf
    from loket.widgets.base_app import BaseApp


Then = Callable[[ReportQuestion], None]

_OTHER_DAYS = Period(date.min, date.min)
"""What stands for days that are still to be asked, among the half-years."""
_LATEST = 0
"""What stands for the latest kept report, among those to compare with."""
_FORMS = {Format.WORD: N_("Word document"), Format.HTML: N_("one HTML file, prints well"), Format.MARKDOWN: N_("Markdown")}


def ask_period(app: BaseApp, asked: ReportQuestion, then: Then) -> None:
    """Another half-year; of an internal report any days."""
    options = [Option(one, one.shown()) for one in asked.half_years(app.today)]
    other = Option(_OTHER_DAYS, _("other days …")) if asked.internal else None

    def taken(period: Period) -> None:
        if period is _OTHER_DAYS:
            ask(app, AskPeriod(_("Period"), asked.period, app.today), lambda days: then(asked.between(days)))
        else:
            then(asked.between(period))

    ask(app, Choice(_("Period"), options, none=other, now=asked.period), taken)


def ask_moment(app: BaseApp, asked: ReportQuestion, then: Then) -> None:
    """The moment whose knowledge is reported."""

    def taken(known: AsOf) -> None:
        then(replace(asked, known=known))

    ask(app, AskMoment(known=asked.known), taken)


def ask_previous(app: BaseApp, asked: ReportQuestion, kept: Sequence[KeptReport], then: Then) -> None:
    """The kept report to compare with: one of an earlier period."""
    earlier = [one for one in kept if one.period.end < asked.period.start]
    if not earlier:
        app.say(_("No report was kept of an earlier period. ctrl+s keeps this one for the next."))
        return
    options = [Option(one.number, kept_shown(one), kept_detail(one, app.today)) for one in earlier]

    def taken(number: int) -> None:
        then(replace(asked, previous=number or None))

    ask(app, Choice(_("Compare with"), options, none=Option(_LATEST, _("the latest"))), taken)


def ask_form(app: BaseApp, asked: ReportQuestion, then: Then) -> None:
    """The form of the file, or all."""
    options: list[Option[tuple[Format, ...]]] = [Option((one,), _(word), f".{one.value}") for one, word in _FORMS.items()]

    def taken(formats: tuple[Format, ...]) -> None:
        then(replace(asked, formats=formats))

    ask(app, Choice(_("Form"), [*options, Option(tuple(_FORMS), _("all three"))]), taken)


def ask_files(app: BaseApp, title: str, asked: ReportQuestion, then: Callable[[list[Path]], None]) -> None:
    """The files to write: one name, an ending a form."""
    usual = Path.home() / f"loket-{asked.named()}.{asked.formats[0].value}"

    def taken(path: str) -> None:
        then(files_of(Path(path).expanduser(), asked.formats))

    ask(app, AskText(title, _("To which file?"), value=str(usual), needed=True), taken)


class OwnText(Sheet[str | None]):
    """Asks the text of one chapter; it is taken whether one saves or leaves. `keep` gets it at every pause."""

    DEFAULT_CSS = "OwnText Form { height: auto; }"

    def __init__(self, chapter: str, text: str, keep: Callable[[str], None]) -> None:
        super().__init__(chapter)
        self._text, self._keep = text, keep

    def compose_sheet(self) -> ComposeResult:
        """The text."""
        hint = _("It opens the chapter, before the figures. An empty line begins a new paragraph.")
        fields = (Field("text", _("Own text"), "text", height=12, hint=hint),)
        yield Form(fields, {"text": self._text}, keep_draft=lambda typed: self._keep(str(typed.get("text") or "")))
        yield self.hint(N_("ctrl+s or esc back: what you typed is kept"))

    def on_form_saved(self, event: Form.Saved) -> None:
        """Take it."""
        event.stop()
        event.form.saved()
        self.dismiss(event.values["text"] or "")

    def on_form_left(self, event: Form.Left) -> None:
        """Take it all the same."""
        event.stop()
        self.dismiss(str(event.form.typed()["text"] or ""))
