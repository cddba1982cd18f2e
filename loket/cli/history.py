"""`loket history RECORD NUMBER`: who changed what when."""

from __future__ import annotations

import json
import re

import click

from loket.cli.commands import argument, command, option
from loket.cli.options import output_option
from loket.cli.output import deliver
from loket.cli.root import Globals, pass_globals
from loket.language import N_, _
from loket.language.safe_text import for_terminal
from loket.models.words import RecordKind

_NAMED = {
    "institutions": RecordKind.INSTITUTION,
    "parties": RecordKind.PARTY,
    "contacts": RecordKind.CONTACT,
    "advisors": RecordKind.ADVISOR,
    "responses": RecordKind.RESPONSE,
    "requests": RecordKind.REQUEST,
    "conversations": RecordKind.CONVERSATION,
    "signals": RecordKind.SIGNAL,
    "trends": RecordKind.TREND,
    "offerings": RecordKind.OFFERING,
    "referrals": RecordKind.REFERRAL,
    "sessions": RecordKind.SESSION,
    "events": RecordKind.EVENT,
    "fitgaps": RecordKind.FITGAP,
    "followups": RecordKind.FOLLOW_UP,
}


@command("history", help=N_("Show who changed what of a record, when and why."))
@argument("record", metavar=N_("RECORD"))
@argument("number", metavar=N_("NUMBER"))
@option("--json", "as_json", is_flag=True, help=N_("Give it as JSON, with the values as stored."))
@output_option
@pass_globals
def history(asked: Globals, record: str, number: str, as_json: bool, output: str | None) -> None:
    """RECORD is a kind as in `loket list`, singular or plural; NUMBER is `371` or `V-371`."""
    from loket.insight import history as reading

    kind = _kind(record)
    plain = _number(kind, number)
    store = asked.open_store()
    try:
        entries = reading.history(store, kind, plain)
    finally:
        store.close()
    if as_json:
        content = json.dumps(reading.as_json(kind, plain, entries), ensure_ascii=False, indent=2)
    else:
        content = for_terminal("\n".join(line for entry in entries for line in entry.lines()))
    deliver(f"{content}\n", output)


def _kind(text: str) -> RecordKind:
    found = _NAMED.get(text.casefold().replace("-", "").replace("_", "")) or RecordKind.understand(text)
    if found is None:
        known = ", ".join(_NAMED)
        raise click.UsageError(_("“{text}” is no kind of record. Known: {known}.").format(text=text, known=known))
    return found


def _number(kind: RecordKind, text: str) -> int:
    match = re.fullmatch(rf"(?:{kind.prefix}-?)?([0-9]{{1,18}})", text.strip(), re.IGNORECASE)
    if match is None:
        raise click.UsageError(_("“{text}” is no number such as {example}.").format(text=text, example=kind.number(371)))
    return int(match[1])
