"""Which institution or party is meant by a typed name: the likeliest name, or by likeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loket.casework.done import Ambiguous
from loket.casework.vocabulary import fold
from loket.language import _
from loket.language.name_ranking import Called, Match, ranked
from loket.models.words import RecordKind

if TYPE_CHECKING:
    from loket.store.reader import Reader

CANDIDATES = 9
"""As many as there are digits to choose with."""

_CLOSE, _AHEAD, _PROPOSABLE = 88.0, 6.0, 60.0
_KINDS = {"institution": RecordKind.INSTITUTION, "party": RecordKind.PARTY}
_NAMES = """
SELECT 'institution', i.id, i.name, i.name FROM institution i WHERE i.active AND i.merged_into_id IS NULL
UNION ALL
SELECT 'institution', i.id, i.name, i.short_name FROM institution i
WHERE i.active AND i.merged_into_id IS NULL AND i.short_name IS NOT NULL
UNION ALL
SELECT 'institution', i.id, i.name, a.alias FROM institution_alias a JOIN institution i ON i.id = a.institution_id
WHERE i.active AND i.merged_into_id IS NULL
UNION ALL
SELECT 'party', p.id, p.name, p.name FROM party p
UNION ALL
SELECT 'party', p.id, p.name, a.alias FROM party_alias a JOIN party p ON p.id = a.party_id
ORDER BY 3, 2, 4
"""


@dataclass(frozen=True, slots=True)
class Named:
    """An institution or party, with its own name and one that it can be found by."""

    kind: RecordKind
    id: int
    name: str
    found_by: str


def load_names(reader: Reader) -> list[Named]:
    """Every name by which an active institution or a party can be found: short names, aliases and old names too."""
    return [Named(_KINDS[kind], number, name, found_by) for kind, number, name, found_by in reader.rows(_NAMES)]


def resolve(names: Sequence[Named], text: str, field: str = "institution_text") -> Named:
    """The only one that `text` can mean; raises Ambiguous with the candidates."""
    found = _ranked(names, text)
    whole, begun, slips = (
        [named for named, match in found if first <= match <= last]
        for first, last in ((Match.WHOLE, Match.WHOLE), (Match.BEGIN, Match.WORD), (Match.SLIP, Match.SLIP))
    )
    for tier in (whole, begun, slips):
        if len(tier) == 1:
            return tier[0]
        if tier:
            raise _ambiguous(_("“{text}” can be several: {names}. Type more of the name."), field, text, tier[:CANDIDATES])
    near = _by_likeness(names, text)
    if near and near[0][1] >= _CLOSE and (len(near) == 1 or near[0][1] - near[1][1] >= _AHEAD):
        return near[0][0]
    if near:
        candidates = [named for named, _score in near[:CANDIDATES]]
        raise _ambiguous(_("There is no institution “{text}”. Close to it: {names}."), field, text, candidates)
    message = _("There is no institution “{text}”, nor one like it. Without an institution, begin the text with a colon.")
    raise _ambiguous(message, field, text, [])


def _ranked(names: Sequence[Named], text: str) -> list[tuple[Named, Match]]:
    """Who can be meant, likeliest first, each by the name that was met, and how it was."""
    owners: dict[tuple[RecordKind, int], list[Named]] = {}
    for named in names:
        owners.setdefault((named.kind, named.id), []).append(named)
    every = list(owners.values())
    called = [Called(place, one[0].name, others=tuple(named.found_by for named in one)) for place, one in enumerate(every)]
    return [(next((named for named in every[one.called.key] if named.found_by == one.by), every[one.called.key][0]), one.match)
            for one in ranked(called, text)]  # fmt: skip


def _by_likeness(names: Sequence[Named], text: str) -> list[tuple[Named, float]]:
    from rapidfuzz import fuzz, process  # 15 ms, only when no name fits as typed

    wanted = fold(text.strip())
    if len(wanted) < 3:
        return []
    folded = [fold(named.found_by) for named in names]
    scored = process.extract(wanted, folded, scorer=fuzz.WRatio, score_cutoff=_PROPOSABLE, limit=4 * CANDIDATES)
    best: dict[tuple[RecordKind, int], tuple[Named, float]] = {}
    for _name, score, index in scored:
        named = names[index]
        best.setdefault((named.kind, named.id), (named, score))
    return list(best.values())


def _ambiguous(message: str, field: str, text: str, candidates: Sequence[Named]) -> Ambiguous:
    shown = ", ".join(named.name for named in candidates)
    return Ambiguous(message.format(text=text, names=shown), field, candidates)
