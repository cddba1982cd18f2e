"""Figures in words: sentences that read well for none, one, many, nothing to count, and for what is hidden."""

from __future__ import annotations

from collections.abc import Callable

from loket.insight.disclosure.shown_figures import ShownCount, ShownShare
from loket.language import _, ngettext
from loket.language.formats import number

_FEW = "<"


def figure(count: ShownCount | None) -> str:
    """A count in a table: `1.204`, `<5`, `-`; `–` where it cannot be."""
    if count is None:
        return "–"
    return number(count.value) if count.value is not None else count.mark


def is_hidden(count: ShownCount) -> bool:
    """Whether not even its size is told; `<5` still is a size."""
    return count.value is None and not count.mark.startswith(_FEW)


def amount(count: ShownCount) -> str:
    """A count in running text: `12`, `enkele (<5)`, `niet getoond`. `<5` may be more, of fewer than five institutions."""
    if count.value is not None:
        return number(count.value)
    return _("not shown") if is_hidden(count) else _("a few ({mark})").format(mark=count.mark)


def percentage(share: ShownShare) -> str:
    """`39%`, or nothing where a count is hidden or too small to have one."""
    return "" if share.percentage is None else f"{share.percentage}%"


def out_of(share: ShownShare) -> str:
    """A share in a table: `92/233`, `<5/92`, `-/92`."""
    return f"{figure(share.numerator)}/{figure(share.denominator)}" if share.denominator is not None else figure(share.numerator)


def not_shown(label: str) -> str:
    """The sentence for a hidden figure."""
    return _("{figure}: not shown.").format(figure=label)


def counted(count: ShownCount, told: Callable[[int], str], none: str, label: str) -> str:
    """A sentence about a count; `told` gives its singular or plural, with `{count}`."""
    if count.value == 0:
        return none
    if is_hidden(count):
        return not_shown(label)
    return told(2 if count.value is None else count.value).format(count=amount(count))


def portion(share: ShownShare, told: str, none: str, nothing: str, label: str) -> str:
    """A sentence about a part of a whole: `told` has `{share}` and `{percentage}`, `none` has `{whole}`, `nothing` is for no whole."""
    part, whole = share.numerator, share.denominator
    if whole is None or (whole.value == 0 and part.value == 0):
        return nothing
    if is_hidden(part):
        return not_shown(label)
    if is_hidden(whole):
        return _("{figure}: {part}; out of how many is not shown.").format(figure=label, part=amount(part))
    if (whole.value or 0) < 2:
        return _("{figure}: {part} of {whole}.").format(figure=label, part=amount(part), whole=amount(whole))
    if part.value == 0:
        return none.format(whole=amount(whole))
    shown = _("{part} of the {whole}").format(part=amount(part), whole=amount(whole))
    if part.value is not None and part.value == whole.value:
        shown = _("all {whole}").format(whole=amount(whole))
    per_cent = percentage(share)
    return told.format(share=shown, percentage=f" ({per_cent})" if per_cent else "")


def unknowns(share: ShownShare, what: str) -> str:
    """The sentence for the unknown ones, `what` says which they are; empty where there are none."""
    if share.unknown is None or share.unknown.value == 0:
        return ""
    return _("Unknown and not counted: {count} ({what}).").format(count=amount(share.unknown), what=what)


def contradictions(share: ShownShare) -> str:
    """The sentence for institutions whose audiences differ; empty where there are none, or where that is hidden."""
    if share.contradictory is None or share.contradictory.value == 0 or is_hidden(share.contradictory):
        return ""
    told = ngettext(
        "At {count} institution the audiences answer differently.",
        "At {count} institutions the audiences answer differently.",
        share.contradictory.value or 2,
    )
    return told.format(count=amount(share.contradictory))


def in_a_row(words: list[str]) -> str:
    """Words as a person says them: `a, b en c`."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])
