"""`loket add "TEXT"`, `loket add MAIL.eml`: quick entry from the command line."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loket.cli.commands import Command, argument
from loket.cli.output import say, warn
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _, ngettext
from loket.models.errors import Refused

if TYPE_CHECKING:
    from datetime import date

    from loket.casework.quick_entry import QuickEntry
    from loket.casework.received_mail import ReceivedMail
    from loket.casework.vocabulary import Vocabulary


class _AddCommand(Command):
    """`add`, whose help tells the grammar of lines too."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What can be typed."""
        from loket.casework.quick_grammar import grammar_lines

        with formatter.section(_("What can be typed")):
            formatter.write_dl(grammar_lines("line"))


@click.command("add", cls=_AddCommand, help=N_("Add a record from one line, or from a mail in a .eml file; - reads standard input."))
@argument("text", metavar=N_("[TEXT]"), required=False)
@argument("mail_file", metavar=N_("[MAIL.eml]"), required=False, type=click.Path(path_type=Path))
@pass_globals
def add(asked: Globals, text: str | None, mail_file: Path | None) -> None:
    """Show what was understood, save it, and print the new record's number as the last line."""
    from loket.casework.mail_sender import find_origin
    from loket.casework.name_lookup import load_names, resolve
    from loket.casework.quick_entry import describe, parse
    from loket.casework.quick_inputs import entry_of_mail, quick_add
    from loket.casework.vocabulary import known_words

    store = asked.open_store()
    try:
        head, mail = _read(text, mail_file, store.today)
        vocabulary = known_words(store).vocabulary
        entry = parse(head, vocabulary, store.today) if mail is None else entry_of_mail(head, mail, vocabulary, store.today)
        for hint in entry.hints:
            warn(hint)
        if entry.problems:
            raise Refused(errors=entry.problems)
        came = find_origin(store, mail) if mail is not None else None
        whose = came.whose if came is not None else None
        if entry.institution_text:
            with store.read() as reader:
                whose = resolve(load_names(reader), entry.institution_text)
        if mail is not None:
            _tell(mail)
            entry = _with_theme(entry, vocabulary)
        say(describe(entry, vocabulary, whose.name if whose else ""))
        if entry.title:
            say(entry.title)
        done = quick_add(store, entry, whose, came)
    finally:
        store.close()
    for warning in done.warnings:
        warn(warning)
    say(done.record.number)


def _tell(mail: ReceivedMail) -> None:
    """Say what of a mail is not kept."""
    count = mail.lines_left_out
    parts = ", ".join(f"{part.role.label} {part.lines}" for part in mail.left_out)
    if count:
        warn(ngettext("{count} line of the mail is left out: {parts}", "{count} lines of the mail are left out: {parts}", count).format(
            count=count, parts=parts))  # fmt: skip


def _with_theme(entry: QuickEntry, vocabulary: Vocabulary) -> QuickEntry:
    """The entry with the theme that the person names, when somebody is there to ask."""
    from loket.models.words import RecordKind

    if entry.kind is not RecordKind.REQUEST or entry.linked is not None or entry.themes or not sys.stdin.isatty():
        return entry
    for theme in vocabulary.themes:
        say(f"{theme.number} {theme.label}")
    numbers = [str(theme.number) for theme in vocabulary.themes]
    chosen = click.prompt(_("Theme"), type=click.Choice(numbers), err=True, show_choices=False)
    return replace(entry, themes=(int(chosen),))


def _read(text: str | None, mail_file: Path | None, today: date) -> tuple[str, ReceivedMail | None]:
    """What was typed, and the mail: of a file, or in what was typed."""
    from loket.casework.received_mail import received_mail, split_typed
    from loket.exchange.mail_file import SUFFIX, read_mail_file

    if text is not None and mail_file is None and text.lower().endswith(SUFFIX) and "\n" not in text:
        text, mail_file = "", Path(text)
    if mail_file is None:
        return split_typed(_typed(text), today)
    return text or "", received_mail(read_mail_file(mail_file), today)


def _typed(text: str | None) -> str:
    """The text of the argument, of standard input (`-`), or what the person types when asked."""
    if text is None:
        return str(click.prompt(_("What is it"), err=True))
    if text != "-":
        return text
    content = sys.stdin.buffer.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
