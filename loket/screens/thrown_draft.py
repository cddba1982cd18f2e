"""`f4`: what was typed is thrown away, and `u` brings it back."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

from loket.casework import drafts
from loket.casework.drafts import KeptDraft
from loket.language import _
from loket.widgets.base_app import app_of
from loket.widgets.fields import Form
from loket.widgets.workers import act


def throw_draft_away(owner: Widget, form: str, subject: str, leave: Callable[[], object]) -> None:
    """Throw away what `owner` keeps as the draft of `form` on `subject`, with what was typed since, and `leave`."""
    app = app_of(owner)
    owner.keep_draft_now()  # type: ignore[attr-defined]  # the application finds it by the same name
    for fields in owner.query(Form):
        fields.saved()

    def thrown(draft: KeptDraft | None) -> None:
        if draft is None:
            app.say(_("Nothing was typed here."))
        else:
            app.draft_thrown(draft)
            app.say(_("The draft is gone; nothing was saved."), undoable=True)
        leave()

    act(owner, thrown, None, drafts.take_draft, form, subject)
