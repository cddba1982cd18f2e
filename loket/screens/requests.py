"""Place 3: support requests as a list, and one in full with what there is for it and what it waits for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from loket.insight.chain import Step
from loket.insight.lists.listing import View
from loket.insight.lists.requests import REQUESTS, RequestContext, RequestRow, request_context
from loket.insight.referrals import referral_choices
from loket.insight.unmet_needs import waits_of
from loket.language import N_, _, label, ngettext
from loket.language.formats import short_date
from loket.models.words import RecordKind, RequestState
from loket.screens.offerings.offering_lines import choice_lines, need_lines
from loket.screens.offerings.referral_questions import MAIL_KEY, VERDICT_KEY, ask_verdict, show_mail
from loket.screens.records.chain_lines import step_text
from loket.screens.records.record_detail import RecordDetail, Shown
from loket.screens.records.record_lines import day, days_in, hidden, joined, late_cell, said, telling_name, text_block, themes
from loket.screens.records.record_list import Detail, RecordList
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.pane import Fact, Heading, PaneLine

if TYPE_CHECKING:
    from datetime import date

    from loket.store.database import Store


class RequestList(RecordList):
    """All requests; mine and open to begin with, by due date."""

    PLACE = 3
    LISTING = REQUESTS
    FORM = "request_form"
    SAVED_AS = "requests"
    START = View(sort="due", scope="open")
    EMPTY = N_("No requests with this filter. / clears it, m shows everybody's.")
    FOOTER = ("open", "state", "refer", "follow_up", "log", "edit", "new", "select", "filter", "views")
    COLUMNS = (
        Column("number", N_("Nr"), 7, keep=True, sortable=True),
        Column("title", N_("Request"), 18, flexible=3, sortable=True, wants=40),
        Column("institution", N_("Institution"), 12, flexible=1, sortable=True),
        Column("themes", N_("Th"), 3, means=N_("themes, by number")),
        Column(
            "state",
            N_("State"),
            9,
            keep=True,
            sortable=True,
            means=N_("in pr. in progress · wait. waiting for the institution · ref. referred"),
        ),
        Column("due", N_("Due"), 10, keep=True, align="right", sortable=True),
        Column("outcome", N_("Outc"), 6, means=N_("with or without outcome information")),
        Column("advisor", N_("Advisor"), 10, sortable=True),
        Column("received", N_("Received"), 10, align="right", sortable=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "priority", N_("priority"), show=False, id="priority", tooltip=N_("Gives the selected a priority.")),
        Binding("number_sign", "theme", N_("theme"), show=False, id="theme", tooltip=N_("Gives the selected one more theme.")),
        VERDICT_KEY,
        MAIL_KEY,
    ]

    def row(self, record: RequestRow) -> Row:
        """The line of one request."""
        today = self.app.today
        tone = "muted" if not record.is_open else ""
        whose = record.whose or _("without institution")
        return Row(
            record.id,
            (
                record.number, record.title, Cell(whose, brief=telling_name(whose)), themes(record.themes),
                Cell(label(record.state), "muted" if tone else "", brief=_state_in_brief(record.state)),
                late_cell(day(record.due_on, today), record.late), said(record.outcome_info), record.advisor or "–",
                Cell(day(record.received_on, today), "muted"),
            ),
            late=record.late,
            record=record,
        )  # fmt: skip

    @staticmethod
    def detail(store: Store, record: RequestRow) -> Detail:
        """Days in this state, text, where it came from, what fits."""
        with store.read() as reader:
            context = request_context(reader, record.id, store.today)
            waits = waits_of(reader, record.id)
        lines = [*request_lines(record, context, store.today), *need_lines(record, context.fitting, waits, store.today)]
        return lines, request_brief(record, context, store.today)

    def action_verdict(self) -> None:
        """Say what exists for the selected requests."""
        ask_verdict(self, [record.id for record in self.chosen()], self._acted)

    def action_mail(self) -> None:
        """The mail about all that the request is referred to."""
        row = self.table.cursor_row
        if row is not None:
            show_mail(self, row.record.id)


def _state_in_brief(state: RequestState) -> str:
    brief = {RequestState.IN_PROGRESS: _("in pr."), RequestState.WAITING: _("wait."), RequestState.REFERRED: _("ref.")}
    return brief.get(state, label(state))


def request_lines(record: RequestRow, context: RequestContext, today: date) -> list[PaneLine]:
    """A request in the pane."""
    received = _("rec. {day}").format(day=short_date(record.received_on, today, weekday=False))
    lines: list[PaneLine] = [
        Heading(f"{record.number}  {record.title}"),
        *hidden(record.confidential),
        Fact(joined(label(record.state), days_in(record.state_since or record.received_on, today), by=", ")),
        Fact(joined(said(record.priority, ""), record.advisor, received)),
        Fact(joined(record.institution, record.party, record.department)),
    ]
    if record.late:
        lines.append(Fact(_("! due {day}").format(day=day(record.due_on, today, weekday=True)), tone="attention"))
    if record.contact:
        gone = _("contact left")
        gone = joined(gone, day(context.contact_left, today), by=" ") if context.contact_left else ""
        lines.append(Fact(joined(record.contact, said(context.contact_audience, ""), gone, by=", "), tone="attention" if gone else ""))
    if record.description:
        lines += ["", Fact(record.description)]
    lines += text_block(_("Resolution"), record.resolution)
    lines += ["", Heading(_("ORIGIN")), *_chain(record, context, today)]
    lines += ["", Heading(fitting_words(context)), *([Fact(_("d refers"), tone="muted")] if record.is_open else [])]
    return lines


def _chain(record: RequestRow, context: RequestContext, today: date) -> list[PaneLine]:
    lines: list[PaneLine] = [_step(step, record, today) for step in context.chain]
    if len(context.chain) and context.chain[0].here:
        lines.insert(0, Fact(said(record.source), tone="muted"))
    if context.chain and context.chain[-1].here:
        lines.append(Fact(_("no offering yet"), tone="muted"))
    return lines


def _step(step: Step, record: RequestRow, today: date) -> Fact:
    if step.here:
        return Fact("  " * (step.depth - 1) + ("└ " if step.depth else "") + record.number)
    became = step.state if step.kind is RecordKind.REFERRAL else ""
    return Fact(joined(step_text(step), became, short_date(step.day, today, weekday=False) if step.day else "", by=" "))


def fitting_words(context: RequestContext) -> str:
    """How many offerings fit, as a heading."""
    return ngettext("OFFERINGS {count} fits", "OFFERINGS {count} fit", context.fitting).format(count=context.fitting)


def request_brief(record: RequestRow, context: RequestContext, today: date) -> tuple[str, str]:
    """The two lines below the list on a narrow terminal."""
    first = joined(record.number, label(record.state), days_in(record.state_since or record.received_on, today), record.whose)
    return first, joined(fitting_words(context).lower(), record.advisor, record.description)


class RequestDetail(RecordDetail):
    """One support request."""

    LISTING, PLACE = REQUESTS, 3
    FOOTER: ClassVar[tuple[str, ...]] = ("edit", "state", "refer", "verdict", "mail", "follow_up", "note", "log", "history", "next")
    BINDINGS: ClassVar[list[BindingType]] = [VERDICT_KEY, MAIL_KEY]

    def _read(self, store: Store) -> Shown | None:
        shown = super()._read(store)
        if shown is None:
            return None
        with store.read() as reader:
            context = request_context(reader, self.number, store.today)
            waits = waits_of(reader, self.number)
            choices = referral_choices(reader, self.number, store.today)
        there = [*need_lines(shown.record, context.fitting, waits, store.today), *(choice_lines(choices) if choices else ())]
        return replace(shown, lines=(*shown.lines, "", Heading(fitting_words(context)), *there))

    def action_verdict(self) -> None:
        """Say what exists for it."""
        ask_verdict(self, [self.number], self._acted)

    def action_mail(self) -> None:
        """The mail about all that it is referred to."""
        show_mail(self, self.number)
