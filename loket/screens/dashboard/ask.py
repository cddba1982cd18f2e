"""`p`: the period and the filters of the dashboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from textual.app import ComposeResult

from loket.insight.figures.filters import Filters
from loket.insight.figures.overview import Overview
from loket.insight.figures.period import Period
from loket.language import N_, _, label
from loket.models.errors import Refused
from loket.models.words import InstitutionKind, Province, Umbrella, Word
from loket.widgets.choice import Option
from loket.widgets.fields import Field
from loket.widgets.form import Form
from loket.widgets.sheet import Sheet
from loket.widgets.text import shorten


class Span(Enum):
    """A period with a name."""

    THIS_YEAR = N_("this year")
    THIS_QUARTER = N_("this quarter")
    LAST_HALF_YEAR = N_("last half-year")
    LAST_YEAR = N_("last year")

    def period(self, today: date) -> Period:
        """Its days, seen from today."""
        match self:
            case Span.THIS_YEAR:
                return Period(date(today.year, 1, 1), today)
            case Span.THIS_QUARTER:
                return Period(date(today.year, 3 * ((today.month - 1) // 3) + 1, 1), today)
            case Span.LAST_HALF_YEAR:
                ended = date(today.year, 1 if today.month <= 6 else 7, 1) - timedelta(days=1)
                return Period(date(ended.year, 1 if ended.month <= 6 else 7, 1), ended)
            case Span.LAST_YEAR:
                return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the dashboard is asked for."""

    period: Period
    filters: Filters


def this_year(today: date) -> Asked:
    """What is asked when nobody chose: this year up to today, everything."""
    return Asked(Period.of(None, None, today), Filters())


class AskSheet(Sheet[Asked | None]):
    """Asks a period and what to narrow to; answers None when the person leaves it as it is."""

    DEFAULT_CSS = "AskSheet Form { height: auto; max-height: 30; } AskSheet FieldPart { margin-bottom: 0; }"

    def __init__(self, asked: Asked, overview: Overview | None, today: date) -> None:
        super().__init__(_("Period and filters"))
        self._asked, self._overview, self._today = asked, overview, today

    def compose_sheet(self) -> ComposeResult:
        """The form, filled with what is asked now."""
        asked = self._asked
        values = {
            "start": asked.period.start,
            "end": asked.period.end,
            "kind": asked.filters.kind,
            "umbrella": asked.filters.umbrella,
            "province": asked.filters.province,
            "theme": asked.filters.theme,
            "round": asked.filters.round,
        }
        yield Form(self._fields(), values)
        yield self.hint(N_("digits choose, 0 clears   tab next   ctrl+s shows   esc back"))

    def _fields(self) -> tuple[Field, ...]:
        rows = self._overview.cross.rows if self._overview else ()
        themes = [Option(int(row.key), shorten(row.label, 28)) for row in rows if row.key]
        rounds = [Option(name, name) for name in (self._overview.rounds if self._overview else ())]
        return (
            Field("span", N_("Quickly"), "choice", options=[Option(span, _(span.value)) for span in Span]),
            Field("start", N_("From"), "date", last=True),
            Field("end", N_("Up to"), "date", last=True),
            Field("kind", N_("Kind"), "choice", options=_options(InstitutionKind)),
            Field("umbrella", N_("Umbrella"), "choice", options=_options(Umbrella)),
            Field("province", N_("Province"), "choice", options=_options(Province)),
            Field("theme", N_("Theme"), "choice", options=themes),
            Field("round", N_("Round"), "choice", options=rounds),
        )

    def on_form_saved(self, event: Form.Saved) -> None:
        """Answer, or show why this is no period."""
        event.stop()
        values = event.values
        try:
            period = self._period(values)
        except Refused as refused:
            event.form.refused(refused)
            return
        filters = Filters(values["kind"], values["umbrella"], values["province"], values["theme"], values["round"])
        self.dismiss(Asked(period, filters))

    def on_form_left(self, event: Form.Left) -> None:
        """Leave it as it is."""
        event.stop()
        self.dismiss(None)

    def _period(self, values: dict[str, Any]) -> Period:
        span: Span | None = values["span"]
        return span.period(self._today) if span else Period.of(values["start"], values["end"], self._today)


def _options(words: type[Word]) -> list[Option[Any]]:
    return [Option(member, label(member)) for member in words]
