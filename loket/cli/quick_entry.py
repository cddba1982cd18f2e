"""`loket add "TEXT"`: quick entry from the command line."""

from __future__ import annotations

import sys

import click

from loket.cli.commands import argument, command
from loket.cli.output import say, warn
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _
from loket.models.errors import Refused


@command("add", help=N_("Add a request, signal, conversation or action from one line; - reads standard input."))
@argument("text", metavar=N_("[TEXT]"), required=False)
@pass_globals
def add(asked: Globals, text: str | None) -> None:
    """Show what was understood, save it, and print the new record's number as the last line."""
    from loket.casework.name_lookup import load_names, resolve
    from loket.casework.quick_entry import describe, parse
    from loket.casework.quick_inputs import quick_add
    from loket.casework.vocabulary import known_words

    typed = _typed(text)
    store = asked.open_store()
    try:
        vocabulary = known_words(store).vocabulary
        entry = parse(typed, vocabulary, store.today)
        for hint in entry.hints:
            warn(hint)
        if entry.problems:
            raise Refused(errors=entry.problems)
        whose = None
        if entry.institution_text:
            with store.read() as reader:
                whose = resolve(load_names(reader), entry.institution_text)
        say(describe(entry, vocabulary, whose.name if whose else ""))
        if entry.title:
            say(entry.title)
        done = quick_add(store, entry, whose)
    finally:
        store.close()
    for warning in done.warnings:
        warn(warning)
    say(done.record.number)


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
