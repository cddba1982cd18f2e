"""WensenScan, second sheet: who was invited and did not answer, when they were reminded, and the next reminder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from loket.casework import rounds
from loket.insight.mails import Reminder, addressees, reminder
from loket.insight.rounds import RoundList, Silent
from loket.language import N_, _, label, ngettext
from loket.language.formats import short_date
from loket.models.words import RecordKind
from loket.screens.institutions import last_contact
from loket.screens.mail_sheet import Mail, offer_mail
from loket.screens.records.record_lines import said, short
from loket.screens.wensenscan.round_sheet import FileTable, RoundSheet
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.keys import key
from loket.widgets.paged_table import PagedTable
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.store.database import Store


class RoundSilent(RoundSheet):
    """Who did not answer: `x` writes the list for a mailing, `Y` shows the mail, `s` notes that they were reminded today."""

    LOGGED_AS = "list reminder"
    FOOTER = ("select", "export", "mail", "reminded", "enter", "open", "log", "select_all", "filter", "sort")
    EMPTY = N_("Everybody answered, or nobody is invited yet.")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("export", word=N_("list for the mailing"),
            tooltip=N_("Writes names and e-mail addresses of the selected, else of all, to a CSV file.")),
        Binding("s", "reminded", N_("reminded today"), id="reminded", tooltip=N_("Notes of the selected that they were reminded today.")),
        Binding("Y", "mail", N_("mail"), id="mail", tooltip=N_("Shows the reminder, to copy or to open in your mail program.")),
        Binding("ctrl+a", "select_all", N_("select all"), show=False, id="select_all",
                tooltip=N_("Selects everything that this list shows.")),
    ]  # fmt: skip
    COLUMNS = (
        Column("name", N_("Institution"), 24, flexible=2, keep=True, sortable=True),
        Column("kind", N_("Kind"), 8, sortable=True),
        Column("reminded", N_("Reminded"), 15, flexible=1, keep=True, sortable=True),
        Column("last", N_("Last contact"), 17, keep=True, sortable=True),
        Column("umbrella", N_("Umbrella"), 6, sortable=True),
        Column("province", N_("Province"), 12, sortable=True),
        Column("advisor", N_("Advisor"), 8, keep=True, sortable=True),
    )

    def counted(self, found: RoundList) -> str:
        """Who did not answer, of who was invited."""
        return _("{n} of {all}").format(n=len(found.silent), all=found.invited)

    def records(self) -> Sequence[Silent]:
        """Who did not answer."""
        return self.found.silent if self.found else ()

    def row(self, record: Silent) -> Row:
        """The line of one institution."""
        facts, today = record.institution, self.app.today
        reminded = ", ".join(short_date(one, today, weekday=False) for one in record.reminded)
        return Row(
            record.id,
            (
                facts.name, short(facts.kind), reminded or Cell(_("not yet"), "muted"), last_contact(facts, today),
                said(facts.umbrella), said(facts.province), facts.advisor or "–",
            ),
            record=record,
        )  # fmt: skip

    def sorted_by(self, record: Silent, column: str) -> Any:
        """What a column sorts on: who was reminded longest ago, or never, first."""
        facts = record.institution
        keys: dict[str, str] = {
            "kind": facts.kind or "~", "advisor": facts.advisor or "~", "last": facts.last_on.isoformat() if facts.last_on else "",
            "reminded": max(record.reminded).isoformat() if record.reminded else "", "umbrella": facts.umbrella or "~",
            "province": facts.province or "~",
        }  # fmt: skip
        return keys.get(column, ""), facts.name.casefold()

    def file_name(self) -> str:
        """The name of the file for the mailing."""
        return f"loket-{_('reminder')}-{self.app.today.isoformat()}.csv"

    @staticmethod
    def file_table(store: Store, found: RoundList, records: Sequence[Silent]) -> FileTable:
        """Names and e-mail addresses of policy & quality staff, else of whoever is known there."""
        with store.read() as reader:
            people = addressees(reader, found.id, [one.id for one in records], store.today)
        headers = [
            _("Institution"),
            _("City"),
            _("Name"),
            _("Function"),
            _("Audience"),
            _("E-mail"),
            _("Phone"),
            _("Reminded"),
            _("Advisor"),
        ]
        rows = [
            [one.institution, one.city, one.name, one.function, label(one.audience) if one.audience else "", one.email, one.phone,
             ", ".join(day.isoformat() for day in one.reminded), one.advisor]
            for one in people
        ]  # fmt: skip
        return headers, rows

    def exported(self, path: Path, lines: int) -> None:
        """Say what to do with it."""
        # Who stands in the file is who will be reminded: `s` then notes just these.
        self._select([self.row(one) for one in self.chosen()])
        text = _("{count} lines written to {file}. When it is sent: s notes who was reminded.")
        self.app.say(text.format(count=lines, file=path), "done")

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Its dossier."""
        self.app.open_record(RecordKind.INSTITUTION, event.row.record.id)

    # Keys

    def _acted_on(self) -> list[int]:
        return [row.record.id for row in self.table.acted_on]

    def action_reminded(self) -> None:
        """Note that the selected were reminded today."""
        numbers = self._acted_on()
        if self.found and numbers:
            act(self, self.show_done, None, rounds.remind_institutions, self.found.id, numbers, self.app.today)

    def action_mail(self) -> None:
        """Show the reminder to the selected."""
        numbers = self._acted_on()
        if self.found and numbers:
            load(self, "mail", self._offer, _reminder, self.found.id, numbers)

    def _offer(self, found: Reminder | None) -> None:
        if found is None:
            self.app.say_error(_("There is no text for a reminder."))
            return
        if found.without:
            many = len(found.without)
            text = ngettext("No address known of {names}.", "No address known of {count}: {names}.", many)
            self.app.say(text.format(count=many, names=", ".join(found.without)), "attention")
        several = len(found.to) > 1
        offer_mail(self.app, Mail(() if several else found.to, found.subject, found.body, found.to if several else ()))

    def action_select_all(self) -> None:
        """Select everything that the list shows."""
        self._select([self.row(one) for one in self._narrowed(self.table.text)])

    def _select(self, rows: Sequence[Any]) -> None:
        self.table.selected = {row.key: row for row in rows}
        self.table.post_message(PagedTable.Selected(self.table))
        self.table.refresh()


def _reminder(store: Store, round_id: int, institutions: list[int]) -> Reminder | None:
    with store.read() as reader:
        return reminder(reader, round_id, institutions, store.actor, store.today)
