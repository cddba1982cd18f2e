"""`d`: which offering a request is referred to. The fitting ones first, each with what fits; 0 is that nothing fits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from loket.casework import offerings as offering_verbs
from loket.casework import referrals
from loket.insight.referrals import OfferingCandidate, ReferralChoices, UsedNearby, referral_choices, used_nearby
from loket.language import N_, _, label, ngettext
from loket.language.dates import first_workday
from loket.language.formats import long_date
from loket.language.templates import salutation
from loket.models.words import RecordKind, Verdict
from loket.screens.forms.ask_sheets import AskDate, ask
from loket.screens.loket_screen import LoketScreen
from loket.screens.offerings.offering_lines import helped, nearby_line, validity, waiting_words, why_not
from loket.screens.offerings.referral_questions import MAIL_KEY, VERDICT_KEY, ask_reason, ask_verdict, show_mail
from loket.screens.records.record_lines import day, joined, said, short, themes
from loket.widgets.columns import Cell, Column, Group, Line, Row
from loket.widgets.keys import key
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Facts, Heading, PaneLine, Rule
from loket.widgets.text import one_line
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.insight.lists.offerings import OfferingRow
    from loket.store.database import Store

NOTHING = "nothing"
_WIDE = 100


class Offerings(PagedTable):
    """The offerings: enter refers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "open",
            "open_row",
            word=N_("refer"),
            tooltip=N_("Refers to this offering, or to all that are selected; waits for what is coming."),
        ),
    ]


class Refer(LoketScreen):
    """Refers a request: enter or a digit does it, and asks again after some weeks. For what is still to come the request waits.

    `others` are referred along with it, in the same step; what fits is ranked for the first.
    """

    PLACE = 6
    FOOTER = ("open", "nothing", "select", "move_date", "copy", "verdict", "pane", "back")
    COLUMNS = (
        Column("title", N_("Offering"), 30, flexible=2, keep=True),
        Column("theme", N_("Theme"), 7),
        Column("audience", N_("Audience"), 12),
        Column("outcome", N_("Outc"), 9),
        Column("now", N_("There now"), 14),
        Column("helped", N_("Helped before"), 24, flexible=1),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("0", "nothing", N_("nothing fits"), id="nothing", tooltip=N_("Keeps the request open as an unmet need, with your reason.")),
        *(Binding(str(number), f"pick({number})", "", show=False, id=f"pick_{number}") for number in range(1, 10)),
        key("move_date", word=N_("check-back date")),
        key("copy", word=N_("mail"), tooltip=N_("Shows the mail to the institution about this offering, or all selected ones.")),
        VERDICT_KEY,
        MAIL_KEY,
    ]
    DEFAULT_CSS = """
    Refer .about { height: 1; padding: 0 1; }
    Refer #table { max-height: 60%; min-height: 4; }
    Refer #more { height: 1fr; border-top: solid $muted; }
    Refer #more > VerticalScroll { width: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    Refer #more > #nearby { border-left: solid $muted; }
    """

    def __init__(self, request: int, others: Sequence[int] = ()) -> None:
        super().__init__()
        self.request = request
        self.others = tuple(number for number in others if number != request)
        self.found: ReferralChoices | None = None
        self.check_back: date | None = None
        self.with_others = False

    @property
    def table(self) -> PagedTable:
        """The offerings."""
        return self.query_one(PagedTable)

    def compose_body(self) -> ComposeResult:
        """What is asked, the offerings, and when to ask again."""
        yield Static(Content(""), id="asked", classes="about", markup=False)
        yield Rule()
        yield Offerings(self.COLUMNS, self._page, empty=N_("There are no offerings yet."), id="table")
        with Horizontal(id="more"):
            with VerticalScroll(id="offering", can_focus=False):
                yield Facts()
            with VerticalScroll(id="nearby", can_focus=False):
                yield Facts()
        yield Rule()
        yield Static(Content(""), id="then", classes="about", markup=False)

    def on_mount(self) -> None:
        """Read what there is."""
        super().on_mount()
        self.table.focus()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the request and the offerings anew."""
        load(self, "offerings", self._show, self._read)

    def _read(self, store: Store) -> ReferralChoices | None:
        with store.read() as reader:
            return referral_choices(reader, self.request, store.today, self.others)

    def _show(self, found: ReferralChoices | None) -> None:
        if found is None:
            self.app.say_error(_("There is no {number} any more.").format(number=RecordKind.REQUEST.number(self.request)))
            self.app.go_back()
            return
        self.found = found
        self.check_back = self.check_back or first_workday(self.app.today + found.check_back_after)
        request = found.request
        along = _("and {count} more").format(count=len(self.others)) if self.others else ""
        self.show_header(joined(_("Refer"), f"{request.number} {request.title}", request.whose, along))
        wanted = joined(
            _("theme {numbers}").format(numbers=themes(request.themes)), short(request.audience), said(request.outcome_info),
            _("verdict: {verdict}").format(verdict=label(request.verdict)) if request.verdict else "",
        )  # fmt: skip
        counted = _("{fit} fit · {nearly} nearly · {not_fit} do not").format(
            fit=len(found.fitting), nearly=len(found.nearly), not_fit=len(found.others)
        )
        gap = " " * (8 if self.app.size.width >= _WIDE else 3)
        self.query_one("#asked", Static).update(Content(one_line(f"{wanted}{gap}{counted}")))
        self._show_then()
        self._lay_out()

    def _lay_out(self) -> None:
        """The list takes the lines that it has, up to more than half; what is told of one of them takes the rest."""
        self.table.styles.height = len(self._lines()) + 1
        self.table.reload(self._page)

    def on_paged_table_highlighted(self, event: PagedTable.Highlighted) -> None:
        """Tell the whole of the offering under the cursor, and who near here was referred to it."""
        found = self.found
        if event.row is None or found is None:
            return
        if not isinstance(event.row.record, OfferingCandidate):
            self._tell([Fact(_("Nothing that exists fits: say why, and the request counts as an unmet need."))], [])
            return
        offering = event.row.record.offering
        load(self, "nearby", partial(self._tell_offering, offering), _nearby, offering.id, found.request.institution_id)

    def _tell_offering(self, offering: OfferingRow, nearby: Sequence[UsedNearby]) -> None:
        today = self.app.today
        when = joined(label(offering.state), validity(offering, today))
        about: list[PaneLine] = [
            Heading(offering.title),
            Fact(joined(offering.provider, said(offering.kind), when)),
            *([Fact(offering.url, tone="focus")] if offering.url else []),
            *([Fact(offering.description)] if offering.description else [Fact(_("no description"), tone="muted")]),
        ]
        effect = offering.effect
        everywhere = _("everywhere: referred {count}×, helped {helped}").format(count=effect.referred, helped=helped(effect))
        near = [nearby_line(one, today) for one in nearby] or [Fact(_("nobody of the same kind or province yet"), tone="muted")]
        self._tell(about, [Heading(_("USED NEARBY, same kind or province")), *near, Fact(everywhere, tone="muted")])

    def _tell(self, about: Sequence[PaneLine], nearby: Sequence[PaneLine]) -> None:
        self.query_one("#offering > Facts", Facts).show(about)
        self.query_one("#nearby > Facts", Facts).show(nearby)
        for pane in self.query("#more > VerticalScroll"):
            pane.scroll_home(animate=False)

    def _show_then(self) -> None:
        if self.check_back is None or self.found is None:
            return
        days = (self.check_back - self.app.today).days
        when = long_date(self.check_back)
        if days and not days % 7:
            weeks = ngettext("in {weeks} week", "in {weeks} weeks", days // 7).format(weeks=days // 7)
            when = f"{weeks} = {when}"
        mail = _("Mail  y: “Beste {name}, …”").format(name=salutation(self.found.request.contact))
        self.query_one("#then", Static).update(Content(one_line(f"{_('Check back  {when}').format(when=when)}        {mail}")))

    def _page(self, store: Store, request: PageRequest) -> Page:
        lines = list(self._lines()) if self.found else []
        return Page(lines[request.offset : request.offset + request.size], len(lines))

    def _lines(self) -> Sequence[Line]:
        found = self.found
        assert found is not None
        lines: list[Line] = [self._row(one, place) for place, one in enumerate((*found.fitting, *found.nearly), 1)]
        if found.others:
            if self.with_others:
                lines.append(Group(_("Do not fit"), len(found.others)))
                lines += [self._row(one, 0) for one in found.others]
            else:
                many = len(found.others)
                text = ngettext("{count} more that does not fit, f6 shows it", "{count} more that do not fit, f6 shows them", many)
                lines.append(Group(text.format(count=many)))
        nothing = Cell(f"0 {_('Nothing really fits')}", tail=_("stays open as an unmet need, with your reason"))
        lines.append(Row(NOTHING, (nothing,), across=True))
        if found.always:
            lines.append(Group(_("Always possible")))
            lines += [self._row(one, 0) for one in found.always]
        return lines

    def _row(self, one: OfferingCandidate, place: int) -> Row:
        request, offering = self.found.request if self.found else None, one.offering
        assert request is not None
        shared = [number for number in offering.themes if number in request.themes] or list(offering.themes)
        audiences = " ".join(short(audience) for audience in offering.audiences) or _("all")
        number = f"{place} " if 0 < place < 10 else "  "

        def marked(text: str, good: bool) -> Cell:
            return Cell(text, tail="" if one.is_expertise else "✓" if good else "×")

        return Row(
            offering.id,
            (
                Cell(number + offering.title, "" if one.fits else "muted"),
                marked(themes(shared), one.theme), marked(audiences, one.audience), marked(said(offering.outcome_info), one.outcome),
                self._there(one), Cell(self._remark(one), "muted"),
            ),
            sign="✓" if one.fits else "~" if one.nearly else "",
            record=one,
        )  # fmt: skip

    def _there(self, one: OfferingCandidate) -> str | Cell:
        offering, today = one.offering, self.app.today
        until = _("through {day}").format(day=day(offering.available_until, today))
        if one.available:
            return Cell(f"✓ {until}", "attention") if offering.needs_attention(today) else "✓"
        if one.is_coming:
            return "× " + (validity(offering, today) if offering.available_from else _("in dev."))
        return "× " + (until if offering.available_until else _("not now"))

    def _remark(self, one: OfferingCandidate) -> str:
        offering, today = one.offering, self.app.today
        if self.others and not one.is_coming:
            fits = _("fits {count} of {all}").format(count=one.fits_others + one.fits, all=len(self.others) + 1)
            return joined(fits, helped(offering.effect))
        if one.waits_since is not None:
            return _("waits for it (enter stops)") if one.is_coming else _("was waited for")
        if one.referred:
            return _("referred to already")
        if one.fits or one.is_expertise:
            return joined(helped(offering.effect), _("same obstacle") if one.same_obstacle else "")
        if not (one.theme and one.audience and one.outcome):
            return why_not(one)
        if one.is_coming:
            return waiting_words(offering.waiting, one.would_fit)
        return _("ended {day}").format(day=day(offering.available_until, today)) if offering.available_until else ""

    # Keys

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Refer to what is selected, else to what the cursor is on."""
        selected = self._selected()
        if selected:
            self._refer(selected)
        elif event.row.key == NOTHING:
            self.action_nothing()
        else:
            self._take(event.row.record)

    def _selected(self) -> list[int]:
        return [row.record.offering.id for row in self.table.selected.values() if isinstance(row.record, OfferingCandidate)]

    def action_pick(self, place: int) -> None:
        """Refer to the offering with this number."""
        if self.found:
            offered = (*self.found.fitting, *self.found.nearly)
            if place <= len(offered):
                self._take(offered[place - 1])

    def _take(self, one: OfferingCandidate) -> None:
        if one.waits_since is not None and one.is_coming and not self.others:
            act(self, self._done, None, offering_verbs.stop_waiting, [(self.request, one.offering.id)])
        else:
            self._refer([one.offering.id])

    def _refer(self, offerings: list[int]) -> None:
        act(self, self._referred, None, referrals.refer_to_all, self._requests, offerings, self.check_back)

    @property
    def _requests(self) -> list[int]:
        return [self.request, *self.others]

    def _referred(self, done: Done) -> None:
        self._done(done, _("Y shows the mail.") if any(one.kind is RecordKind.REFERRAL for one in done.records) else "")

    def action_nothing(self) -> None:
        """Nothing fits: ask why, and keep the request open."""
        ask_reason(self, self._requests, Verdict.NOTHING, self._done)

    def action_verdict(self) -> None:
        """Say what exists for it."""
        ask_verdict(self, self._requests, self.show_done)

    def _done(self, done: Done, hint: str = "") -> None:
        self.app.say(" ".join(part for part in (done.message, *done.warnings, hint) if part), "done", undoable=True)
        if self.is_current:
            self.app.go_back()

    def action_move_date(self) -> None:
        """Another day to ask whether it was used and helped."""
        ask(self.app, AskDate(_("Check back"), value=self.check_back), self._check_back_on)

    def _check_back_on(self, day: date) -> None:
        self.check_back = day
        self._show_then()

    def next_pane(self) -> None:
        """f6 shows the offerings that do not fit, or hides them."""
        self.with_others = not self.with_others
        self._lay_out()

    def action_copy(self) -> None:
        """The mail about the selected offerings, else the one under the cursor; of one that was referred to, about all referrals."""
        row = self.table.cursor_row
        selected = self._selected()
        if selected:
            show_mail(self, self.request, selected, self.check_back)
        elif row is not None and isinstance(row.record, OfferingCandidate):
            one = row.record
            show_mail(self, self.request, () if one.referred else (one.offering.id,), None if one.referred else self.check_back)

    action_mail = action_copy

    def institution_here(self) -> int | None:
        """The institution that asks."""
        return self.found.request.institution_id if self.found else None

    def record_here(self) -> tuple[RecordKind, int]:
        """The request."""
        return RecordKind.REQUEST, self.request


def _nearby(store: Store, offering: int, institution: int | None) -> tuple[UsedNearby, ...]:
    with store.read() as reader:
        return used_nearby(reader, offering, institution) if institution is not None else ()
