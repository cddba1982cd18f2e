"""Two sheets of a WensenScan round: the answers, and who was invited when the round was first loaded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from loket.insight.figures.question import ANONYMISED
from loket.insight.rounds import Answered, Invited, RoundList
from loket.language import N_, _, label
from loket.language.formats import short_date
from loket.models.words import Audience, RecordKind, SdmScope
from loket.screens.institutions import answered_letters
from loket.screens.records.record_lines import day, said, short, themes
from loket.screens.wensenscan.round_sheet import FileTable, RoundSheet
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from loket.store.database import Store


BRIEF = (Audience.BOARD, Audience.IT)
"""The audiences that answer seldom: their column says whether, the screen with the answers when."""


class RoundAnswers(RoundSheet):
    """Who answered: days per audience, the answers, what help they want, and whether anybody called."""

    FOOTER = ("open", "log", "plan", "enter", "select", "load_file", "export", "filter", "sort", "round")
    EMPTY = N_("Nobody answered yet. l loads a survey file.")
    COLUMNS = (
        Column("name", N_("Institution"), 20, flexible=2, keep=True, sortable=True),
        Column("kind", N_("Kind"), 8, sortable=True),
        *(Column(audience.value, audience.letter, 2 if audience in BRIEF else 6, keep=True) for audience in Audience),
        Column("sdm", "Samen beslissen", 16, sortable=True),
        Column("info", N_("Outc"), 5, keep=True, sortable=True),
        Column("themes", N_("Help with"), 9),
        Column("called", N_("Called"), 9, keep=True, sortable=True),
        Column("advisor", N_("Advisor"), 8, sortable=True),
    )

    def records(self) -> Sequence[Answered]:
        """Who answered."""
        return self.found.answered if self.found else ()

    def row(self, record: Answered) -> Row:
        """The line of one institution."""
        today, facts = self.app.today, record.institution
        called = day(record.called_on, today) if record.called_on else _("not yet")
        return Row(
            record.id,
            (
                facts.name, short(facts.kind), *(_answered_on(audience, record) for audience in Audience),
                _against(_scope(record.sdm), record.sdm_contradicts), _against(said(record.uses_info), record.info_contradicts),
                themes(record.themes), Cell(called, "" if record.called_on else "attention"), facts.advisor or "–",
            ),
            record=record,
        )  # fmt: skip

    def sorted_by(self, record: Answered, column: str) -> Any:
        """What a column sorts on; what is not known comes last, who was not called first."""
        facts = record.institution
        keys: dict[str, str] = {
            "kind": facts.kind or "~", "sdm": record.sdm or "~", "info": record.uses_info or "~", "advisor": facts.advisor or "~",
            "called": record.called_on.isoformat() if record.called_on else "",
        }  # fmt: skip
        return keys.get(column, ""), facts.name.casefold()

    @staticmethod
    def file_table(store: Store, found: RoundList, records: Sequence[Answered]) -> FileTable:
        """Who answered when, what, and whether anybody called."""
        headers = [_("Institution"), _("Kind"), _("Umbrella"), _("Province"), _("Advisor"), *(label(one) for one in Audience)]
        headers += ["Samen beslissen", _("Outcome information"), _("Contradictory"), _("Help with"), _("Called"), _("Last contact")]
        rows = []
        for one in records:
            facts = one.institution
            words = [label(word) if word else "" for word in (facts.kind, facts.umbrella, facts.province)]
            days = [None if one.days.get(audience) == ANONYMISED else one.days.get(audience) for audience in Audience]
            against = _("yes") if one.sdm_contradicts or one.info_contradicts else _("no")
            answers = [label(word) if word else "" for word in (one.sdm, one.uses_info)]
            wanted = "|".join(str(number) for number in one.themes)
            rows.append([facts.name, *words, facts.advisor, *days, *answers, against, wanted, one.called_on, facts.last_on])
        return headers, rows

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """The answers side by side."""
        if self.found:
            self.app.open_screen("answers", event.row.record.id, self.found.name)


def _answered_on(audience: Audience, record: Answered) -> str:
    """The day, whose year is the round's; `✓` when the survey tool made the day anonymous, or there is no room for it."""
    value: date | None = record.days.get(audience)
    if value == ANONYMISED or (audience in record.days and (value is None or audience in BRIEF)):
        return "✓"
    return "–" if value is None else short_date(value, value, weekday=False)


def _scope(value: SdmScope | None) -> str:
    if value is SdmScope.ALL:
        return _("all groups")
    return _("some groups") if value is SdmScope.SOME else said(value)


def _against(text: str, contradicts: bool) -> Cell:
    return Cell(f"≠ {text}", "attention") if contradicts else Cell(text)


class RoundPopulation(RoundSheet):
    """The population of the round: it never changes, whatever becomes of the institutions."""

    LOGGED_AS = "list population"
    FOOTER = ("open", "log", "filter", "sort", "export", "round", "load_file")
    EMPTY = N_("Nobody is invited yet: that is fixed when the round is first loaded.")
    COLUMNS = (
        Column("name", N_("Institution"), 26, flexible=2, keep=True, sortable=True),
        Column("kind", N_("Kind"), 8, sortable=True),
        Column("umbrella", N_("Umbrella"), 6, sortable=True),
        Column("province", N_("Province"), 13, sortable=True),
        Column("answered", N_("Answered"), 9, keep=True, sortable=True),
        Column("now", N_("Now"), 20, flexible=1, keep=True, sortable=True),
        Column("advisor", N_("Advisor"), 10, sortable=True),
    )

    def counted(self, found: RoundList) -> str:
        """Who was invited."""
        return str(found.invited)

    def records(self) -> Sequence[Invited]:
        """Who was invited."""
        return self.found.population if self.found else ()

    def row(self, record: Invited) -> Row:
        """The line of one institution."""
        facts = record.institution
        cells = (
            facts.name, short(facts.kind), said(facts.umbrella), said(facts.province), _letters(record), Cell(_now(record), "attention"),
            facts.advisor or "–",
        )  # fmt: skip
        return Row(record.id, cells, record=record)

    def sorted_by(self, record: Invited, column: str) -> Any:
        """What a column sorts on: who answered last, who is not there any more first."""
        facts = record.institution
        keys: dict[str, str] = {
            "kind": facts.kind or "~", "umbrella": facts.umbrella or "~", "province": facts.province or "~",
            "answered": "1" if record.answered else "0", "now": "0" if _now(record) else "1", "advisor": facts.advisor or "~",
        }  # fmt: skip
        return keys.get(column, ""), facts.name.casefold()

    @staticmethod
    def file_table(store: Store, found: RoundList, records: Sequence[Invited]) -> FileTable:
        """Who was invited, and who of them answered."""
        headers = [_("Institution"), _("Kind"), _("Umbrella"), _("Province"), _("Advisor"), _("Answered"), _("Now")]
        rows = []
        for one in records:
            facts = one.institution
            words = [label(word) if word else "" for word in (facts.kind, facts.umbrella, facts.province)]
            rows.append([facts.name, *words, facts.advisor, _("yes") if one.answered else _("no"), _now(one)])
        return headers, rows

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Its dossier; of one that was merged, its survivor's."""
        now = event.row.record.institution.now
        self.app.open_record(RecordKind.INSTITUTION, now[0] if now else event.row.record.id)


def _letters(record: Invited) -> str:
    """`BZ–`: who of them answered; a dash when nobody did."""
    if not record.answered:
        return "–"
    return answered_letters(record.audiences)


def _now(record: Invited) -> str:
    """What became of it since."""
    facts = record.institution
    if facts.now is not None:
        return _("now {name}").format(name=facts.now[1])
    return "" if facts.active else _("closed")
