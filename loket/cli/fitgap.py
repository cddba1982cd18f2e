"""`loket fitgap`: the workbook that an institution fills in by itself, and its report."""

from __future__ import annotations

import re
from pathlib import Path

import click

from loket.cli.commands import argument, command, group, option
from loket.cli.documents import deliver_document
from loket.cli.options import format_option, output_option
from loket.cli.output import say
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _
from loket.models.errors import Refused
from loket.models.words import RecordKind


@group("fitgap", help=N_("Fit-gap analyses: the workbook for an institution, and its report."))
def fitgap() -> None:
    """What an institution gets: a workbook to fill in, a report to read."""


@command("template", help=N_("Write a workbook that an institution fills in by itself; `loket import` reads it back."))
@argument("file", metavar=N_("FILE"), type=click.Path(path_type=Path))
@option("--institution", metavar=N_("NAME"), help=N_("For this institution: by name, short name, alias or AGB code."))
@option("--set", "outcome_set", metavar=N_("NAME"), help=N_("For this outcome set."))
@option("--number", metavar=N_("NUMBER"), help=N_("With what this analysis holds (F-3)."))
@pass_globals
def template(asked: Globals, file: Path, institution: str | None, outcome_set: str | None, number: str | None) -> None:
    """Write it and say for whom."""
    from loket.exchange.fitgap.workbook_template import write_template

    wanted = _number(number) if number is not None else None
    store = asked.open_store()
    try:
        what = write_template(store, file, institution, outcome_set, wanted)
    finally:
        store.close()
    say(_("{file}: {what}. It can go out; `loket import` reads it back.").format(file=file, what=what or _("for any institution and set")))


@command("report", help=N_("Write an institution's own report of a fit-gap analysis, without what is confidential."))
@argument("number", metavar=N_("NUMBER"))
@format_option
@output_option
@pass_globals
def report(asked: Globals, number: str, form: str | None, output: str | None) -> None:
    """NUMBER is `3` or `F-3`."""
    from loket.exchange.fitgap.fitgap_report import fitgap_report

    wanted = _number(number)
    store = asked.open_store()
    try:
        deliver_document(store, fitgap_report(store, wanted), form, output, f"fitgap report {RecordKind.FITGAP.number(wanted)}", 1)
    finally:
        store.close()


def _number(text: str) -> int:
    """A number as people write it: `F-3`, `f3`, `3`."""
    found = re.fullmatch(rf"(?:{RecordKind.FITGAP.prefix}-?)?([0-9]{{1,9}})", text.strip(), re.IGNORECASE)
    if found is None:
        raise Refused(_("“{text}” is no number of an analysis; write it as F-3.").format(text=text))
    return int(found[1])


fitgap.add_command(template)
fitgap.add_command(report)
