"""`p`: the period and the filters of the dashboard."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

from textual.app import ComposeResult

from loket.insight.figures.dashboard import Choices
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.language import N_, _, label
from loket.models.errors import Refused
from loket.models.words import Audience, InstitutionKind, OutcomeInfo, Province, Umbrella, Word
from loket.screens.dashboard.asked import Asked, Span
from loket.widgets.choice import Option
from loket.widgets.fields import Field
from loket.widgets.form import Form
from loket.widgets.sheet import Sheet
from loket.widgets.text import shorten

_NAMES = tuple(field.name for field in fields(Filters))


class AskSheet(Sheet[Asked | None]):
    """Asks a period and what to narrow to; answers None when the person leaves it as it is."""

    DEFAULT_CSS = """
    AskSheet > #sheet { width: 100; }
    AskSheet Form { height: auto; max-height: 34; }
    AskSheet FieldPart { margin-bottom: 0; }
    AskSheet.-low Form { max-height: 18; }
    """

    def __init__(self, asked: Asked, choices: Choices, today: date) -> None:
        super().__init__(_("Period and filters"))
        self._asked, self._choices, self._today = asked, choices, today

    def compose_sheet(self) -> ComposeResult:
        """The form, filled with what is asked now."""
        asked, period = self._asked, self._asked.period(self._today)
        values = {name: getattr(asked.filters, name) for name in _NAMES}
        values |= {"span": None if asked.days else asked.span, "start": period.start, "end": period.end}
        yield Form(self._fields(), values)
        yield self.hint(N_("digits choose, 0 clears   tab next   ctrl+s shows   esc back"))

    def _fields(self) -> tuple[Field, ...]:
        found = self._choices
        themes = [Option(number, shorten(text, 28)) for number, text in found.themes]
        return (
            Field("span", N_("Quickly"), "choice", options=[Option(span, _(span.value)) for span in Span]),
            Field("start", N_("From"), "date", last=True),
            Field("end", N_("Up to"), "date", last=True),
            Field("kind", N_("Kind"), "choice", options=_options(InstitutionKind)),
            Field("umbrella", N_("Umbrella"), "choice", options=_options(Umbrella)),
            Field("province", N_("Province"), "choice", options=_options(Province)),
            Field("theme", N_("Theme"), "choice", options=themes),
            Field("round", N_("Round"), "choice", options=_names(found.rounds)),
            Field("epd_vendor", N_("EPD vendor"), "choice", options=_names(found.epd_vendors)),
            Field("audience", N_("Audience"), "choice", options=_options(Audience)),
            Field("advisor", N_("Advisor"), "choice", options=_names(found.advisors)),
            Field("outcome_info", N_("Outcome information"), "choice", options=_options(OutcomeInfo)),
        )

    def on_form_saved(self, event: Form.Saved) -> None:
        """Answer, or show why this is no period."""
        event.stop()
        try:
            span, days = self._chosen(event.values)
        except Refused as refused:
            event.form.refused(refused)
            return
        filters = Filters(**{name: event.values[name] for name in _NAMES})
        self.dismiss(replace(self._asked, span=span or self._asked.span, days=days, filters=filters, view=""))

    def on_form_left(self, event: Form.Left) -> None:
        """Leave it as it is."""
        event.stop()
        self.dismiss(None)

    def _chosen(self, values: dict[str, Any]) -> tuple[Span | None, Period | None]:
        """The span, or the days: whichever was changed, the span before the days."""
        span: Span | None = values["span"]
        old, old_span = self._asked.period(self._today), None if self._asked.days else self._asked.span
        days_changed = (values["start"], values["end"]) != (old.start, old.end)
        if span is not None and (span is not old_span or not days_changed):
            return span, None
        return None, Period.of(values["start"], values["end"], self._today)


def _options(words: type[Word]) -> list[Option[Any]]:
    return [Option(member, label(member)) for member in words]


def _names(names: tuple[str, ...]) -> list[Option[Any]]:
    return [Option(name, name) for name in names]
