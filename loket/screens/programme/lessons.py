"""Lessons learned, a sheet of place 9: by theme, with where each was learned; the start of the blueprints."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from loket.exchange import lessons
from loket.insight.lists.lessons import LESSONS, LessonRow
from loket.insight.lists.listing import View
from loket.language import N_, _, label
from loket.screens.export_file import ask_document
from loket.screens.records.record_lines import day, hidden, joined, said
from loket.screens.records.record_list import Detail, RecordList
from loket.widgets.columns import Column, Row
from loket.widgets.keys import key
from loket.widgets.pane import Fact, Heading, PaneLine

if TYPE_CHECKING:
    from loket.store.database import Store


_WHY = N_("Writes the lessons by theme as a document, without names: the start of the blueprints.")


class LessonList(RecordList):
    """Every lesson, by theme. Enter goes to what it was learned from; `r` writes them as a document."""

    PLACE = 9
    LISTING = LESSONS
    FORM = "note_form"
    SAVED_AS = "lessons"
    START = View(sort="theme")
    EMPTY = N_("No lessons with this filter. / clears it. L in a request, conversation, session or referral writes one.")
    FOOTER = ("open", "edit", "report", "log", "filter", "views", "copy", "export")
    COLUMNS = (
        Column("theme", N_("Theme"), 7, keep=True, sortable=True),
        Column("text", N_("Lesson"), 30, flexible=4, keep=True),
        Column("institution", N_("Institution"), 16, flexible=1),
        Column("on", N_("Learned from"), 12),
        Column("outcome", N_("Outcome information"), 12),
        Column("kind", N_("Kind"), 11),
        Column("written", N_("When"), 10, keep=True, align="right", sortable=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("report", word=N_("document"), tooltip=_WHY),
    ]

    def row(self, record: LessonRow) -> Row:
        """The line of one lesson."""
        return Row(
            record.id,
            (
                str(record.theme or "?"), record.text, record.institution or _("without institution"), said(record.institution_kind, "–"),
                said(record.outcome_info, "–"), record.on, day(record.written_on, self.app.today),
            ),
            record=record,
        )  # fmt: skip

    @staticmethod
    def detail(store: Store, record: LessonRow) -> Detail:
        """The lesson whole, and where it comes from."""
        lines: list[PaneLine] = [
            Heading(_("theme {number}").format(number=record.theme or "?")),
            *hidden(record.confidential),
            Fact(record.text),
            "",
            Fact(joined(record.institution, said(record.institution_kind, "")) or _("without institution"), _("Institution")),
            Fact(joined(label(record.on_kind), record.on, by=" "), _("Learned from")),
            Fact(said(record.outcome_info, "–"), _("Outcome information")),
            Fact(joined(record.advisor, day(record.written_on, store.today, weekday=True)), _("Advisor")),
        ]
        return lines, (joined(record.institution, record.on, record.advisor), record.text)

    def open_row(self, record: LessonRow) -> None:
        """Open what the lesson was learned from."""
        self.app.open_record(record.on_kind, record.on_id)

    def action_report(self) -> None:
        """Write the lessons as a document."""
        name = f"loket-lessen-{self.app.today.isoformat()}.docx"
        advice = _("Read it through before it leaves the house.")
        ask_document(self, _("Lessons learned"), name, lambda store: lessons.lessons_document(store).document, "lessons", advice)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A lesson is written on the record that it was learned from, so there is none to make here."""
        return False if action == "new" else super().check_action(action, parameters)
