"""The texts that people start from: an admin words them anew, and one undo brings the old ones back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loket.casework.done import Done
from loket.casework.inputs import Check
from loket.language import _
from loket.language.templates import words_in
from loket.models.errors import Refused
from loket.models.themes import TextTemplate
from loket.store.database import Store

_TALK = ("instelling", "contact", "adviseur", "wanneer", "kanaal")
WORDS: Mapping[str, tuple[str, ...]] = {
    "conversation": ("instelling", "adviseur"),
    "mail.conversation": ("aanhef", *_TALK, "plaats", "agenda"),
    "mail.referral": ("aanhef", "instelling", "vraag", "aanbod", "omschrijving", "url", "navraag", "adviseur"),
    "mail.reminder": ("aanhef", "instelling", "ronde", "adviseur"),
    "mail.session": ("aanhef", "instelling", "team", "wanneer", "aanbieder", "adviseur"),
}
"""The words that loket fills in, by the name of the text or by what stands before its dot."""


@dataclass(frozen=True, slots=True)
class TemplateInput:
    """A text as it is to be; `subject` is a mail's."""

    subject: str | None
    body: str


def words_of(name: str) -> tuple[str, ...]:
    """The words that loket fills in in this text."""
    return WORDS.get(name) or WORDS.get(name.partition(".")[0], ())


def change_template(store: Store, name: str, data: TemplateInput, seen: TemplateInput | None = None) -> Done:
    """Word a text anew; only an admin may. `seen` is how it stood on the screen: somebody may have been first."""
    store.require_admin()
    with store.write("change_template") as tx:
        check = Check()
        row = tx.session.get(TextTemplate, name)
        if row is None:
            raise Refused(_("There is no text {name}.").format(name=name))
        if seen is not None and seen != TemplateInput(row.subject, row.body):
            raise Refused(_("Somebody else changed this text meanwhile; open it again."))
        subject, body = check.line("subject", data.subject), check.text("body", data.body)
        check.require("body", body)
        if name.startswith("mail."):
            check.require("subject", subject)
        check.finish()
        row.subject, row.body = subject, body or ""
        unknown = [word for word in words_in(f"{subject or ''} {body}") if word not in words_of(name)]
        if unknown:
            shown = ", ".join(f"{{{word}}}" for word in unknown)
            check.warnings.append(_("Loket does not know {words}: that stays as it is typed.").format(words=shown))
        tx.session.flush()
        return Done(tx.id, _("Saved: the text “{name}”.").format(name=name), (), tuple(check.warnings))
