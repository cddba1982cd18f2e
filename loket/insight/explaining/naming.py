"""Finding a figure by what people call it: its id, or its short or whole name in either language; a beginning that only one has will do."""

from __future__ import annotations

from rapidfuzz import fuzz, utils

from loket.insight.figures.indicators import INDICATORS, Indicator
from loket.language import _
from loket.models.errors import FieldError, Refused

_NEAREST = 3


def indicator_of(text: str) -> Indicator:
    """The figure that is meant. Raises Refused, with the nearest ones, when no figure is called that or several are."""
    wanted = _plain(text)
    called = {indicator.id: [_plain(name) for name in (indicator.id, *_names(indicator))] for indicator in INDICATORS}
    found = [indicator for indicator in INDICATORS if wanted == called[indicator.id][0]]
    found = found or [indicator for indicator in INDICATORS if wanted in called[indicator.id]]
    found = found or [indicator for indicator in INDICATORS if wanted and any(name.startswith(wanted) for name in called[indicator.id])]
    if len(found) == 1:
        return found[0]
    message = _("No figure is called “{text}”. Nearest: {names}.") if not found else _("Several figures are called “{text}”: {names}.")
    names = ", ".join(f"{indicator.id} ({_(indicator.label)})" for indicator in found or _nearest(text))
    raise Refused(errors=[FieldError("indicator", message.format(text=text, names=names))])


def _names(indicator: Indicator) -> tuple[str, ...]:
    """English is in the code, so in English only those: whoever speaks Dutch may use both."""
    return (indicator.short, indicator.label, _(indicator.short), _(indicator.label))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def _nearest(text: str) -> list[Indicator]:
    wanted = _plain(text)

    def likeness(indicator: Indicator) -> float:
        return max(fuzz.WRatio(wanted, name, processor=utils.default_process) for name in (_plain(indicator.id), *_names(indicator)))

    return sorted(INDICATORS, key=lambda indicator: -likeness(indicator))[:_NEAREST]
