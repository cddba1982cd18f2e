"""Teksten: the agendas and mails that people start from, and the form in which an admin words one anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from loket.casework import templates as template_verbs
from loket.insight.templates import Template, template, templates
from loket.language import N_, _
from loket.models.errors import Refused
from loket.models.words import ConversationKind
from loket.screens.forms.named_form import Known, NamedForm
from loket.screens.log_conversation.conversation_draft import kind_name
from loket.screens.loket_screen import LoketScreen
from loket.widgets.columns import Column, Row
from loket.widgets.fields import Field
from loket.widgets.keys import keys_of
from loket.widgets.paged_table import PagedTable
from loket.widgets.pages import Page, PageRequest
from loket.widgets.pane import Fact, Heading, Pane, PaneLine, Split
from loket.widgets.workers import load

if TYPE_CHECKING:
    from loket.casework.done import Done
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

    FOOTER = ("edit", "signature", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("edit"),
        Binding("m", "signature", N_("my signature"), id="signature", tooltip=N_("Sets what stands below the mails that you make.")),
    ]
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

    def action_signature(self) -> None:
        """Set what the one at work signs mails with."""
        load(self, "own", self._sign, lambda store: store.viewer().advisor_id)

    def _sign(self, advisor: int | None) -> None:
        if advisor is None:
            self.app.say(_("You become an advisor at your first save; then this can be noted."))
        else:
            self.app.open_screen("signature_form", advisor)

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


class TemplateForm(NamedForm):
    """One text, by the name `subject`."""

    NAME = "template"

    @staticmethod
    def read(store: Store, subject: str) -> Known:
        """The text as it stands, and the words that loket fills in."""
        with store.read() as reader:
            found = template(reader, subject)
        if found is None:
            raise Refused(_("There is no text {name}.").format(name=subject))
        known = " ".join(f"{{{word}}}" for word in template_verbs.words_of(subject))
        fields = [Field("body", N_("Text"), "text", height=16, hint=_("loket fills in: {words}").format(words=known))]
        if found.is_mail:
            fields.insert(0, Field("subject", N_("Subject"), required=True))
        seen = {"subject": found.subject, "body": found.body}
        return Known(template_title(subject), fields, {"subject": found.subject or "", "body": found.body}, seen)

    @staticmethod
    def save(store: Store, subject: str, values: Mapping[str, Any], seen: Any) -> Done:
        """Word it anew."""
        data = template_verbs.TemplateInput(values.get("subject") or None, values["body"])
        return template_verbs.change_template(store, subject, data, template_verbs.TemplateInput(**seen))
