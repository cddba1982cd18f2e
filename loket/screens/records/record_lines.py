"""Words and lines that the lists and the details of records share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from loket.language import _, label, ngettext
from loket.language.brief_words import brief_label
from loket.language.formats import short_date
from loket.language.labels import field_label
from loket.models.words import CONFIDENTIAL, InstitutionRole, OutcomeInfo, Word
from loket.widgets.columns import Cell, Tone
from loket.widgets.pane import Fact, Heading, PaneLine
from loket.widgets.text import one_line

_COMING = timedelta(days=270)


def day(value: date | None, today: date, *, weekday: bool = False, none: str = "–") -> str:
    """A date in a list, or a dash; of one in the coming months the year goes without saying."""
    if value is None:
        return none
    if today <= value <= today + _COMING:
        return short_date(value, value, weekday=weekday)
    return short_date(value, today, weekday=weekday)


def said(value: Word | None, none: str = "?") -> str:
    """A word of a closed list, or `?` when it is not known."""
    return none if value is None else label(value)


def themes(numbers: Sequence[int]) -> str:
    """`4 5`, or `?` when nobody said."""
    return " ".join(str(number) for number in numbers) or "?"


def outcome(value: OutcomeInfo | None) -> str:
    """With, without, both, not applicable, or `?`."""
    return said(value)


_SHORT_ROLES = {InstitutionRole.FRONTRUNNER: "VL", InstitutionRole.FOLLOWER: "vo", InstitutionRole.CANDIDATE: "ka"}


def short(value: Word | None) -> str:
    """A word as it stands in a narrow column."""
    return brief_label(value) or "?"


_USUAL = frozenset({"Ziekenhuis", "Zkh", "Kliniek", "Kl.", "UMC", "Medisch", "Centrum", "De", "Het"})

_USUAL_ENDS = ("kliniek", "ziekenhuis", "ziekenhuisgroep", "centrum")


def telling_name(name: str) -> str:
    """An institution's name from the first word on that tells it from others: `Merenrand` of `Ziekenhuis Merenrand`."""
    words = one_line(name).split()
    start = next((place for place, word in enumerate(words) if word not in _USUAL and not word.lower().endswith(_USUAL_ENDS)), 0)
    return " ".join(words[start:])


def role_letters(value: InstitutionRole | None) -> str:
    """`VL` front-runner, `vo` follower, `ka` candidate."""
    return "?" if value is None else _SHORT_ROLES[value]


def late_cell(text: str, late: bool) -> str | Cell:
    """A date, in the tone of attention when it is past."""
    tone: Tone = "attention" if late else ""
    return Cell(text, tone) if late else text


def joined(*parts: str | None, by: str = " · ") -> str:
    """The parts that there are, on one line."""
    return by.join(part for part in parts if part)


def text_block(title: str, text: str | None) -> list[PaneLine]:
    """A heading with a text below it, when there is one."""
    return ["", Heading(title.upper()), Fact(text)] if text else []


def days_in(state_since: date | None, today: date) -> str:
    """`42 dagen`: how long it is in its state."""
    if state_since is None:
        return ""
    count = max(0, (today - state_since).days)
    return ngettext("{count} day", "{count} days", count).format(count=count)


def hidden(confidential: bool) -> list[PaneLine]:
    """The mark of a confidential record."""
    return [Fact(f"{CONFIDENTIAL} {_('confidential')}", tone="attention")] if confidential else []


def field_name(name: str) -> str:
    """What people call a field of a row: `institution` as `institution_id`."""
    of_reference = field_label(f"{name}_id")
    known = of_reference != f"{name}_id".replace("_", " ")
    return of_reference if known and field_label(name) == name.replace("_", " ") else field_label(name)
