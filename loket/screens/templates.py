"""Teksten: the agendas and mails that people start from, and the form in which an admin words one anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from loket.casework import drafts
from loket.casework import templates as template_verbs
from loket.insight.templates import Template, template, templates
from loket.language import N_, _
from loket.models.words import ConversationKind
from loket.screens.log_conversation.conversation_draft import kind_name
from loket.screens.loket_screen import LoketScreen
from loket.widgets.columns import Column, Row
from loket.widgets.fields import Field, Form
from loket.widgets.keys import keys_of
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Heading, Pane, PaneLine, Split
from loket.widgets.workers import act, act_aside, load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.casework.drafts import KeptDraft
    from loket.store.database import Store

_MAILS = {
    "conversation": N_("conversation confirmed"),
    "referral": N_("referral to an offering"),
    "reminder": N_("reminder of the WensenScan"),
    "session": N_("learning session confirmed"),
}


def template_title(name: str) -> str:
    """What a text is for: `agenda voortgang`, `mail doorverwijzing`."""
    group, _dot, about = name.partition(".")
    if group == "conversation":
        return f"{_('agenda')} {kind_name(ConversationKind.understand(about), brief=True)}"
    return f"{_('mail')} {_(_MAILS[about])}" if group == "mail" and about in _MAILS else name


class TemplateList(LoketScreen):
    """All texts, with the one under the cursor in full beside them."""

    FOOTER = ("edit", "back")
    BINDINGS: ClassVar[list[BindingType]] = keys_of("edit")
    DEFAULT_CSS = "TemplateList Pane { width: 1fr; } TemplateList PagedTable { width: 44; }"

    def compose_body(self) -> ComposeResult:
        """The list and the text."""
        with Split():
            yield PagedTable((Column("title", N_("Text"), 30, flexible=1, keep=True),), _page, id="texts")
            yield Pane()

    def on_mount(self) -> None:
        """Say where one is."""
        super().on_mount()
        self.show_header(_("Texts to start from"))
        self.query_one(PagedTable).focus()

    def on_paged_table_highlighted(self, event: PagedTable.Highlighted) -> None:
        """Show another text."""
        if event.row is not None:
            self.query_one(Pane).show(_lines(event.row.record))

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Word it anew."""
        self.app.open_screen("template", subject=event.row.record.name)

    def action_edit(self) -> None:
        """Word the text under the cursor anew."""
        row = self.query_one(PagedTable).cursor_row
        if row is not None:
            self.app.open_screen("template", subject=row.record.name)


def _page(store: Store, _request: PageRequest) -> Page:
    with store.read() as reader:
        rows = [Row(one.name, (template_title(one.name),), record=one) for one in templates(reader)]
    return Page(rows, len(rows))


def _lines(one: Template) -> list[PaneLine]:
    subject = [Fact(one.subject, _("Subject"))] if one.subject else []
    return [Heading(template_title(one.name)), *subject, "", Fact(one.body)]


class TemplateForm(LoketScreen):
    """One text, by the name `subject`. The first two arguments are those of every form that a draft opens again."""

    NAME = "template"
    FOOTER = ("save", "leave_form")
    DEFAULT_CSS = "TemplateForm #form { height: 1fr; max-width: 110; }"

    def __init__(self, _number: int | None = None, _given: Mapping[str, Any] | None = None, subject: str = "") -> None:
        super().__init__()
        self.name_of_text = subject
        self._seen: Template | None = None

    def compose_body(self) -> ComposeResult:
        """Room for the fields, which come when the text is read."""
        yield Vertical(id="form")

    def on_mount(self) -> None:
        """Read the text and its draft."""
        super().on_mount()
        self.show_header(template_title(self.name_of_text))
        load(self, "open", self._open, _read, self.name_of_text)

    def _open(self, read: tuple[Template | None, KeptDraft | None, tuple[str, ...]]) -> None:
        found, draft, words = read
        if found is None:
            self.app.say_error(_("There is no text {name}.").format(name=self.name_of_text))
            self.app.go_back()
            return
        self._seen = found
        values = {"subject": found.subject or "", "body": found.body, **(draft.content if draft else {})}
        known = " ".join(f"{{{word}}}" for word in words)
        fields = [Field("body", N_("Text"), "text", height=16, hint=_("loket fills in: {words}").format(words=known))]
        if found.is_mail:
            fields.insert(0, Field("subject", N_("Subject"), required=True))
        self.query_one("#form").mount(Form(fields, values, keep_draft=self._keep))
        if draft:
            self.app.say(_("What you typed before is back."), "attention")

    def _keep(self, typed: Mapping[str, Any]) -> None:
        act_aside(self, None, drafts.keep_draft, self.NAME, self.name_of_text, template_title(self.name_of_text), dict(typed))

    def keep_draft_now(self) -> None:
        """Keep what was typed: the program ends, or another place is opened."""
        for form in self.query(Form):
            form.keep_draft_now()

    def on_form_left(self) -> None:
        """Back, with the draft kept."""
        self.app.go_back()

    def on_form_saved(self, event: Form.Saved) -> None:
        """Save it."""
        act(self, self._done, event.form.refused, _save, self.name_of_text, event.values, self._seen)

    def _done(self, done: Done) -> None:
        self.query_one(Form).saved()
        self.app.say(" ".join((done.message, *done.warnings)), "done", undoable=True)
        self.app.go_back()


def _read(store: Store, name: str) -> tuple[Template | None, KeptDraft | None, tuple[str, ...]]:
    with store.read() as reader:
        found = template(reader, name)
    return found, drafts.load_draft(store, TemplateForm.NAME, name), template_verbs.words_of(name)


def _save(store: Store, name: str, values: Mapping[str, Any], seen: Template | None) -> Done:
    before = template_verbs.TemplateInput(seen.subject, seen.body) if seen else None
    done = template_verbs.change_template(store, name, template_verbs.TemplateInput(values.get("subject") or None, values["body"]), before)
    drafts.discard_draft(store, TemplateForm.NAME, name)
    return done
