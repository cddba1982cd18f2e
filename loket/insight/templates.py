"""The texts that people start from: agendas by kind of conversation, mails."""

from __future__ import annotations

from dataclasses import dataclass

from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Template:
    """A text with `{words}` to fill in; only a mail has a subject."""

    name: str
    subject: str | None
    body: str

    @property
    def is_mail(self) -> bool:
        """Whether it is sent, so that it has a subject."""
        return self.name.startswith("mail.")


def template(reader: Reader, name: str) -> Template | None:
    """The text of this name: `conversation.intake`, `mail.referral`."""
    row = reader.row("SELECT name, subject, body FROM text_template WHERE name = :name", name=name)
    return None if row is None else Template(*row)


def templates(reader: Reader) -> tuple[Template, ...]:
    """All of them: the agendas first, then the mails."""
    return tuple(Template(*row) for row in reader.rows("SELECT name, subject, body FROM text_template ORDER BY name"))
