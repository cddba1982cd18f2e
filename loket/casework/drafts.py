"""Drafts: what was typed and not saved, kept at every pause. They are not in the change log and belong to one advisor.

Plain SQL: loads no SQLModel while a person types, and says "insert or replace" in one statement.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from loket.language.safe_text import for_terminal

if TYPE_CHECKING:
    from loket.store.database import Store

NEW = "new"
"""The subject of a draft of a record that does not exist yet."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft: which form, of which record (its number, or `new`, or what the form says), what was typed, when (UTC, ISO)."""

    form: str
    subject: str
    title: str
    content: Mapping[str, Any]
    kept_at: str


_KEEP = """
INSERT INTO draft (advisor, form, subject, title, content, kept_at) VALUES (:advisor, :form, :subject, :title, :content, :kept_at)
ON CONFLICT (advisor, form, subject) DO UPDATE SET title = excluded.title, content = excluded.content, kept_at = excluded.kept_at
"""


def keep_draft(store: Store, form: str, subject: str, title: str, content: Mapping[str, Any]) -> None:
    """Keep what was typed, in place of what was kept before. `content` is whatever the form needs to go on, as JSON."""
    from sqlalchemy import text

    kept_at = datetime.now(UTC).isoformat(timespec="seconds")
    values = {"advisor": store.actor, "form": form, "subject": subject, "title": for_terminal(title), "kept_at": kept_at}
    with store.scratch() as tx:
        tx.connection.execute(text(_KEEP), {**values, "content": json.dumps(content, ensure_ascii=True)})


def load_draft(store: Store, form: str, subject: str) -> KeptDraft | None:
    """The actor's draft of this form and record, if there is one."""
    return next((draft for draft in drafts(store) if (draft.form, draft.subject) == (form, subject)), None)


def discard_draft(store: Store, form: str, subject: str) -> None:
    """Forget a draft: it was saved, or the person threw it away."""
    from sqlalchemy import text

    with store.scratch() as tx:
        gone = text("DELETE FROM draft WHERE advisor = :advisor AND form = :form AND subject = :subject")
        tx.connection.execute(gone, {"advisor": store.actor, "form": form, "subject": subject})


def take_draft(store: Store, form: str, subject: str) -> KeptDraft | None:
    """Forget a draft, and say what it was, for whoever wants it back."""
    found = load_draft(store, form, subject)
    if found is not None:
        discard_draft(store, form, subject)
    return found


def bring_back(store: Store, draft: KeptDraft) -> None:
    """Keep a draft again that was thrown away."""
    keep_draft(store, draft.form, draft.subject, draft.title, draft.content)


def drafts(store: Store) -> list[KeptDraft]:
    """The actor's drafts, the latest first."""
    with store.read() as reader:
        rows = reader.rows(
            "SELECT form, subject, title, content, kept_at FROM draft WHERE advisor = :advisor ORDER BY kept_at DESC, id DESC",
            advisor=store.actor,
        )
    return [KeptDraft(form, subject, title, json.loads(content), kept_at) for form, subject, title, content, kept_at in rows]
