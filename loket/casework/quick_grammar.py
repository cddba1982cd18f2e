"""The grammar of lines, told once: for `f1`, the hints of quick entry and the log screen, and `loket add --help`.

What is understood is in `quick_entry`; a test holds that every example here is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loket.language import N_, _


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be typed, as an example, and what it means. `where`: a line of quick entry, of notes, or both."""

    typed: str
    means: str
    where: str = "both"


RULES: Sequence[Rule] = (
    Rule(N_("v: text"), N_("a request; v merenr: text says of whom")),
    Rule(N_("s: text"), N_("a signal")),
    Rule(N_("a: text >fri"), N_("an action, with its day")),
    Rule(N_("conversation merenr >fri 10:00"), N_("a conversation, with day and time"), "line"),
    Rule(N_("v: V-344 text"), N_("a note on request V-344, not a new request")),
    Rule(N_("agreed: text"), N_("goes into the agreements of the conversation"), "notes"),
    Rule(N_("+contact Name, function"), N_("a person there; e-mail address and number may follow")),
    Rule(N_("s : text"), N_("a colon that stands alone: of no institution"), "line"),
    Rule(N_("#4  #culture"), N_("theme: its number or a word of it")),
    Rule("*api", N_("obstacle: a word of it; brings its theme")),
    Rule(N_("+u  -u"), N_("with, without outcome information")),
    Rule(N_("!high  +high"), N_("priority")),
    Rule("+l", N_("national (a signal)")),
    Rule("@ilse", N_("advisor")),
    Rule(N_(">fri  >in 2 weeks  >1 mar"), N_("due day; of a signal: heard on")),
    Rule(N_("a pasted mail"), N_("title, sender, day from its header; signature left out")),
)
"""In the order in which people need them."""


def grammar_lines(where: str = "") -> list[tuple[str, str]]:
    """What can be typed and what it means, in the person's language; `where` is `line` or `notes`, empty for all."""
    return [(_(rule.typed), _(rule.means)) for rule in RULES if rule.where in ("both", where) or not where]


def brief_hint(where: str, *, brief: bool = False) -> str:
    """The lines that make a record, in one line: `v: vraag   s: signaal   a: actie`."""
    starts = [("v:", _("request")), ("s:", _("signal")), ("a:", _("action"))]
    if where == "notes":
        starts.append((_("agreed:"), ""))
    starts.append(("+contact", ""))
    text = ("  " if brief else "   ").join(f"{typed} {word}".strip() for typed, word in starts)
    return text if brief else text + "   " + _("f1 all")
