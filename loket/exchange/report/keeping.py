"""What is kept of a report to compare with later: its figures as they are and as they were shown, and what each meant."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from loket.insight.disclosure.shown_figures import ShownDuration, ShownFigures, ShownShare
from loket.insight.figures.filters import Filters
from loket.insight.figures.indicators import INDICATORS, Indicator
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.store.dialect import SQLITE

_ANY_DAY = date(2000, 1, 1)


def definitions() -> dict[str, str]:
    """A hash of each indicator's definition: its words, and its SQL with all that it names. The same on both dialects."""
    question = Question(Period(_ANY_DAY, _ANY_DAY), Filters(), None, SQLITE)
    return {indicator.id: _hashed(_meaning(indicator, question)) for indicator in INDICATORS}


def definitions_hash() -> str:
    """One hash over all definitions."""
    return _hashed(json.dumps(definitions(), sort_keys=True))


def kept_figures(whole: ShownFigures, shared: ShownFigures | None) -> str:
    """The figures as JSON: `whole` hides nothing; `shared` is what may leave the house, None for a period that never does."""
    told = {"definitions": definitions(), "round": whole.round, "whole": _figures(whole), "shared": shared and _figures(shared)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def then(kept: Mapping[str, Any], internal: bool) -> Mapping[str, Any] | None:
    """A kept report's figures by indicator, as this reader may see them; None where they may not be seen."""
    found: Mapping[str, Any] | None = kept.get("whole" if internal else "shared")
    return found


def changed_since(kept: Mapping[str, Any]) -> tuple[str, ...]:
    """The indicators of now that meant something else then, or were not there."""
    meant = kept.get("definitions", {})
    return tuple(name for name, meaning in definitions().items() if meant.get(name) != meaning)


def no_longer_the_same(kept: Mapping[str, Any], made: str) -> tuple[str, ...]:
    """The indicators whose figures are not those that were kept: asked again for the same moment, every one should be."""
    before, now = kept.get("whole", {}), json.loads(made)["whole"]
    return tuple(name for name in {**before, **now} if before.get(name) != now.get(name))


def _meaning(indicator: Indicator, question: Question) -> str:
    words = (indicator.numerator, indicator.denominator, indicator.unknown_label)
    return json.dumps([question.sql(indicator.records_sql()), *words])


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _figures(shown: ShownFigures) -> dict[str, Any]:
    return {name: _figure(found) for name, found in shown.figures.items() if found is not None}


def _figure(found: ShownShare | ShownDuration) -> dict[str, Any]:
    if isinstance(found, ShownDuration):
        return {"median_tenths": found.median_tenths, "p90_tenths": found.p90_tenths, "n": found.n.text}
    parts = {"numerator": found.numerator, "denominator": found.denominator, "unknown": found.unknown}
    return {name: part.text for name, part in parts.items() if part is not None}
