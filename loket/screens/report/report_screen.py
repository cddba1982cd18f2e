"""`r`: the progress report: what is asked at the left, the chapter as it will be written at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from loket.exchange.report.report_model import CHAPTERS, Chapter, Report
from loket.insight.disclosure.shown_figures import EVERYTHING
from loket.insight.figures.record_set import RecordSet
from loket.insight.lists.listing import Among
from loket.language import N_, _, ngettext
from loket.screens.figure_records import show_records
from loket.screens.forms.ask_sheets import ask
from loket.screens.loket_screen import LoketScreen
from loket.screens.report.chapter_text import ChapterLines, ChapterText, hidden_in, pieces_of
from loket.screens.report.report_making import DRAFT, MadeReport, keep, keep_texts, make, write
from loket.screens.report.report_question import ReportQuestion, kept_detail, kept_shown
from loket.screens.report.report_sheets import OwnText, ask_files, ask_form, ask_moment, ask_period, ask_previous
from loket.store.as_of import PastStore
from loket.widgets.base_app import BaseApp
from loket.widgets.choice import Choice, Option
from loket.widgets.keys import key, keys_of, save_keys
from loket.widgets.pane import Fact, Facts, PaneLine, Split
from loket.widgets.text import one_line
from loket.widgets.workers import act, act_aside, load

if TYPE_CHECKING:
    from loket.store.as_of import PastStore
    from loket.store.database import Store

P = ParamSpec("P")

_CHANGING = frozenset({"save", "edit", "period", "as_of", "compare", "internal"})


class ReportScreen(LoketScreen):
    """The progress report of a period, chapter by chapter."""

    PLACE = 7
    FOOTER = ("open", "edit", "previous", "save", "export", "period", "kept", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("edit", word=N_("own text"), tooltip=N_("Writes your own words at the head of this chapter.")),
        Binding("[", "previous", N_("chapter"), id="previous", key_display="[ ]", tooltip=N_("Goes to the previous chapter.")),
        key("next", show=False, tooltip=N_("Goes to the next chapter.")),
        *save_keys(word=N_("keep on record"), why=N_("Keeps the report with its figures, so that the next can compare, and writes it.")),
        key("export", word=N_("only the file"), tooltip=N_("Writes the file and keeps nothing.")),
        Binding("p", "period", N_("period"), show=False, id="period", tooltip=N_("Chooses the half-year; of an internal report any days.")),
        *keys_of("as_of"),
        Binding("v", "compare", N_("compare"), show=False, id="compare", tooltip=N_("Chooses the kept report to compare with.")),
        Binding("o", "form", N_("form"), show=False, id="form", tooltip=N_("Chooses the form of the file: Word, HTML, Markdown, or all.")),
        Binding("i", "internal", N_("internal"), show=False, id="internal", tooltip=N_("Hides nothing, for inside the house; and back.")),
        Binding("k", "kept", N_("kept reports"), id="kept", tooltip=N_("Shows the reports that were kept, to read or write again.")),
        Binding("V", "examples", N_("examples"), show=False, id="examples", tooltip=N_("Shows the examples of this period.")),
    ]  # fmt: skip
    DEFAULT_CSS = """
    ReportScreen #asked { width: 43; border-right: solid $muted; padding: 0 1; scrollbar-size-vertical: 1; }
    ReportScreen #brief { display: none; height: 2; padding: 0 1; }
    ReportScreen.-narrow #asked, ReportScreen.-digits #asked { display: none; }
    ReportScreen.-narrow #brief, ReportScreen.-digits #brief { display: block; }
    ReportScreen.-narrow ChapterText, ReportScreen.-digits ChapterText { border-top: solid $muted; width: 100%; }
    ReportScreen ChapterLines { margin: 1 0; }
    """

    def __init__(self, asked: ReportQuestion | None = None) -> None:
        super().__init__()
        self._asked = asked
        self._made: MadeReport | None = None
        self._chapter = next(iter(CHAPTERS))
        self._past: PastStore | None = None

    def compose_body(self) -> ComposeResult:
        """What is asked and the chapters; the chapter that is open."""
        yield Static(Content(""), id="brief", markup=False)
        with Split():
            with VerticalScroll(id="asked", can_focus=False):
                yield Facts(id="facts")
                yield ChapterLines()
                yield Facts(id="remark")
            yield ChapterText()

    def on_mount(self) -> None:
        """Make the report."""
        super().on_mount()
        self.show_header(_("Progress report"))
        self.query_one(ChapterText).focus()
        self._show_asked()
        self._make()

    def on_unmount(self) -> None:
        """Let go of the moment that was looked at."""
        if self._past is not None:
            self._past.close()

    @property
    def asked(self) -> ReportQuestion:
        """What is asked; until somebody chose, the last half-year."""
        if self._asked is None:
            self._asked = ReportQuestion.first(self.app.today)
        return self._asked

    # Making

    def put(self, asked: ReportQuestion) -> None:
        """Ask this from now on."""
        if asked.known != self.asked.known and self._past is not None:
            self._past.close()
            self._past = None
        self._asked, self._made = asked, None
        self._show_asked()
        self._make()

    def _make(self) -> None:
        self.show_header(self._named(), _("being written …"))
        load(self, "report", self._show, make, self.asked, self._made)

    def refresh_data(self) -> None:
        """An example may have been released, a record changed: a report of now is made anew, one of a moment stays as it is."""
        if self._made is not None and self.asked.known.moment is None:
            self._make()

    def _show(self, made: MadeReport) -> None:
        again = self._made is not None
        self._made, self._asked = made, made.asked
        if made.report is None:
            self.app.say_error(made.refused)
        self.show_header(self._named(), f"#{made.report.moment.seq}" if made.report else "")
        self._show_asked()
        self._show_chapter(keep_place=again)

    def _named(self) -> str:
        kept = f"#{self.asked.kept.number}" if self.asked.kept else ""
        return " · ".join(part for part in (_("Progress report"), kept, self.asked.period.shown()) if part)

    def _show_asked(self) -> None:
        asked = self.asked
        lines: list[PaneLine] = [
            Fact(asked.period.shown(), _("Period")),
            Fact(asked.moment_shown(), _("As of")),
            Fact(self._compared(), _("Previous")),
            Fact(asked.formats_shown(), _("Form")),
            Fact(asked.reach(), _("Shareable"), "attention" if asked.internal else ""),
        ]
        self.query_one("#facts", Facts).show(lines)
        chapters = [(_(CHAPTERS[one.id]), *_mark(one)) for one in self._chapters()] or [
            (_(title), "", False) for title in CHAPTERS.values()
        ]
        self.query_one(ChapterLines).show(chapters, list(CHAPTERS).index(self._chapter))
        self.query_one("#remark", Facts).show(self._remark())

    def _compared(self) -> str:
        previous = self._report.previous if self._report else None
        return kept_shown(previous) if previous else _("none kept yet")

    def _remark(self) -> list[PaneLine]:
        here = self._here()
        lines: list[PaneLine] = [Fact(f"! {one}", tone="attention") for one in here.warnings] if here else []
        if here and (many := hidden_in(here)):
            told = ngettext(
                "{count} small count is hidden here; i shows it, internally.",
                "{count} small counts are hidden here; i shows them, internally.",
                many,
            )
            lines.append(Fact(told.format(count=many), tone="muted"))
        if self.asked.kept is not None:
            lines.append(
                Fact(
                    _("Kept {detail}. Nothing in it changes any more.").format(detail=kept_detail(self.asked.kept, self.app.today)),
                    tone="muted",
                )
            )
        return lines or [Fact(_("Every line with a · opens its records with enter."), tone="muted")]

    # The chapter

    @property
    def _report(self) -> Report | None:
        return self._made.report if self._made else None

    def _chapters(self) -> tuple[Chapter, ...]:
        return self._report.chapters if self._report else ()

    def _here(self) -> Chapter | None:
        return next((one for one in self._chapters() if one.id == self._chapter), None)

    def _show_chapter(self, *, keep_place: bool = False) -> None:
        here = self._here()
        if here is None:
            self.query_one(ChapterText).show(())
            return
        place = list(CHAPTERS).index(self._chapter) + 1
        self.query_one(ChapterText).show(pieces_of(here), keep_place=keep_place)
        mark, _attention = _mark(here)
        first = f"{place}/{len(CHAPTERS)}  {here.title}  {mark}"
        second = " · ".join((self.asked.moment_shown(), self.asked.reach(), self.asked.formats_shown()))
        self.query_one("#brief", Static).update(Content.assemble((one_line(first), "bold $focus"), "\n", (one_line(second), "$muted")))

    def _go(self, place: int) -> None:
        names = list(CHAPTERS)
        self._chapter = names[max(0, min(len(names) - 1, place))]
        self._show_asked()
        self._show_chapter()

    def action_previous(self) -> None:
        """The chapter before."""
        self._go(list(CHAPTERS).index(self._chapter) - 1)

    def action_next(self) -> None:
        """The chapter after."""
        self._go(list(CHAPTERS).index(self._chapter) + 1)

    def on_chapter_lines_picked(self, event: ChapterLines.Picked) -> None:
        """Another chapter, by mouse."""
        self._go(event.place)

    def on_chapter_text_opened(self, event: ChapterText.Opened) -> None:
        """Open the records of the numbers in a line; of several, ask which."""
        found = list({one.label: one for one in event.piece.behind}.values())
        if len(found) == 1:
            self._open(found[0])
        elif found:
            options = [Option(one, one.label) for one in found]
            ask(self.app, Choice(_("Which number?"), options), self._open)

    def _open(self, behind: RecordSet) -> None:
        show_records(self.app, Among(behind, self.asked.period, EVERYTHING), None, self._past_store())

    def _past_store(self) -> PastStore | None:
        """The store of the moment, as the report reads it; None for now."""
        moment, store = self.asked.known.moment, self.app.store
        if moment is None or store is None:
            return None
        if self._past is None:
            self._past = PastStore(store, replace(moment, day=max(moment.day, store.today)))
        return self._past

    # What is asked; a kept report is as it was

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A kept report is read and written, and nothing else."""
        if action in _CHANGING and self.asked.kept is not None:
            return False
        return super().check_action(action, parameters)

    def action_period(self) -> None:
        """Another half-year; of an internal report any days."""
        ask_period(self.app, self.asked, self.put)

    def action_as_of(self) -> None:
        """The moment whose knowledge is reported."""
        ask_moment(self.app, self.asked, self.put)

    def action_compare(self) -> None:
        """The kept report to compare with."""
        ask_previous(self.app, self.asked, self._made.kept if self._made else (), self.put)

    def action_internal(self) -> None:
        """Internal, and back to what may be shared."""
        self.put(self.asked.turned(self.app.today))

    def action_form(self) -> None:
        """The form of the file."""
        ask_form(self.app, self.asked, self._take_form)

    def _take_form(self, asked: ReportQuestion) -> None:
        self._asked = asked
        if self._made is not None:
            self._made = replace(self._made, asked=asked)
        self._show_asked()
        self._show_chapter(keep_place=True)

    def action_edit(self) -> None:
        """Own words at the head of the chapter."""
        asked, chapter = self.asked, self._chapter

        def typed(text: str) -> None:
            act_aside(self, None, keep_texts, asked.subject, self._named(), {**asked.texts, chapter: text})

        def taken(text: str) -> None:
            act(self, lambda _kept: self._make(), None, keep_texts, asked.subject, self._named(), {**asked.texts, chapter: text})

        self.app.push_screen(
            OwnText(_(CHAPTERS[chapter]), asked.texts.get(chapter, ""), typed), lambda text: None if text is None else taken(text)
        )

    def action_examples(self) -> None:
        """The examples of the period."""
        self.app.open_screen("examples", self.asked.period)

    def action_kept(self) -> None:
        """The reports that were kept."""
        self.app.open_screen("kept_reports")

    # Writing

    def action_save(self) -> None:
        """Keep it with its figures, and write its file."""
        if (made := self._report) is not None:
            subject = self.asked.subject
            title = _("Keep and write the report")
            ask_files(self.app, title, self.asked, lambda paths: self._write(keep, made, paths, subject))

    def action_export(self) -> None:
        """Write the file and keep nothing."""
        if (made := self._report) is not None:
            ask_files(self.app, _("Write the report"), self.asked, lambda paths: self._write(write, made, paths))

    def _write(
        self,
        verb: Callable[Concatenate[Store, Report, list[Path], P], str],
        made: Report,
        paths: list[Path],
        *more: P.args,
        **named: P.kwargs,
    ) -> None:
        self.app.say(_("The report is being written …"))
        act(self, self._written, None, verb, made, paths, *more, **named)

    def _written(self, said: str) -> None:
        advice = "" if self.asked.internal else _("Read it through before it leaves the house.")
        self.app.say(f"{said} {advice}".strip(), "done")
        self.refresh_data()


def _mark(chapter: Chapter) -> tuple[str, bool]:
    """`✓`, or `!` with how many things there are to look at."""
    return (f"! {len(chapter.warnings)}", True) if chapter.warnings else ("✓", False)


def open_draft(app: BaseApp, form: str, subject: str) -> None:
    """Go on with a report that has own texts."""
    assert form == DRAFT
    app.push_screen(ReportScreen(ReportQuestion.of_subject(subject)))
