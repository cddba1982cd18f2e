"""What the signs on the screens mean, for the help."""

from __future__ import annotations

from loket.language import N_, _, label
from loket.models.words import CONFIDENTIAL, Audience, RecordKind

_SIGNS: tuple[tuple[str, str, str], ...] = (
    ("!", N_("late, or wrong"), N_("Past its date; under a field: what is wrong with it.")),
    ("▸", N_("cursor"), N_("The line that a key acts on.")),
    ("■", N_("selected"), N_("A key acts on all that are selected.")),
    ("2", N_("rows"), N_("At the right in Work: that many rows are of this institution.")),
    ("?", N_("unknown"), N_("Not filled in, or nobody knows yet; ?2 beside a figure: of two it is unknown.")),
    ("~", N_("proposed"), N_("loket proposes it, or it fits in part; nothing was decided.")),
    ("≠", N_("contradicts"), N_("Two answers of one institution contradict each other.")),
    ("✓ ×", N_("fits, or not"), N_("An offering that fits or does not; × with a name: a click takes it away.")),
    ("● ○", N_("chosen"), N_("What stands chosen; ● beside a change: more than chance, ○: perhaps.")),
    ("▲ ▼ =", N_("more, less, equal"), N_("Against the moment that is compared with; up is not good in itself.")),
    ("█ ▓ ▒ ░", N_("bars and gaps"), N_("The longer or darker, the more; beside it stands the number.")),
    ("<5", N_("hidden"), N_("One to four: not shown outside.")),
    ("n35", N_("counted"), N_("How many the figure is about.")),
    ("–", N_("none"), N_("Nothing there, or nothing to count.")),
    ("…", N_("cut off"), N_("There is more: enter shows all of it.")),
)  # fmt: skip


def legend_lines() -> list[tuple[str, str, str]]:
    """The signs, what they are called and what they say, in the language spoken now."""
    letters = [(one.letter, label(one)) for one in Audience]
    audiences = (" ".join(letter for letter, _name in letters), _("audiences"), ", ".join(f"{letter} {name}" for letter, name in letters))
    confidential = (CONFIDENTIAL, _("confidential"), _("Only for advisors; its text is folded until it is opened."))
    numbers = ("V-12", _("numbers"), ", ".join(f"{kind.prefix} {label(kind)}" for kind in RecordKind))
    return [audiences, confidential, numbers, *((sign, _(word), _(why)) for sign, word, why in _SIGNS)]
