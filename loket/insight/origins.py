"""Where a request or signal came from: the conversation, response, session, event or fit-gap item, as one origin to show and to choose."""

from __future__ import annotations

from collections.abc import Mapping

from loket.insight.chain import Links, Step
from loket.language import label
from loket.models.words import RecordKind
from loket.store.reader import Reader

COLUMNS: Mapping[RecordKind, str] = {
    RecordKind.CONVERSATION: "conversation_id",
    RecordKind.RESPONSE: "response_id",
    RecordKind.SESSION: "session_id",
    RecordKind.FITGAP_ITEM: "fitgap_item_id",
    RecordKind.EVENT: "event_id",
}
"""The column that names an origin of each kind; what is named first is what the record came from directly."""

_ITEM = """x.id, coalesce(a.discussed_on, a.reported_on, a.started_on), x.dimension, o.name, NULL FROM fit_gap_item x
    JOIN fit_gap_analysis a ON a.id = x.analysis_id JOIN outcome_set o ON o.id = a.outcome_set_id"""
_AT: Mapping[RecordKind, str] = {
    RecordKind.CONVERSATION: "x.id IN (SELECT conversation_id FROM conversation_institution WHERE institution_id = {at})",
    RecordKind.RESPONSE: "x.institution_id = {at}",
    RecordKind.SESSION: "x.institution_id = {at}",
    RecordKind.FITGAP_ITEM: "a.institution_id = {at}",
}
_MOST = 300
_EVERYTHING = "1 = 1"


def origins(reader: Reader, of: RecordKind, institution: int | None, text: str, most: int) -> tuple[Step, ...]:
    """What a request or signal of an institution can have come from, the latest first; with each of these words in what it is called.

    Without an institution: everything. An event is no institution's own.
    """
    words = text.casefold().split()
    found = [step for kind in _kinds(of) for step in _steps(reader, kind, _where(kind, institution))]
    hit = [step for step in found if all(word in called(step).casefold() for word in words)]
    return tuple(sorted(hit, key=lambda step: (step.day is not None, step.day, step.id), reverse=True)[:most])


def origin_of(reader: Reader, of: RecordKind, number: int) -> Step | None:
    """What a request or signal came from directly, for who may see it; None when nobody said."""
    kinds = _kinds(of)
    row = reader.row(f"SELECT {', '.join(COLUMNS[kind] for kind in kinds)} FROM {of.table} WHERE id = :id", id=number)
    named = ((kind, origin) for kind, origin in zip(kinds, row or (), strict=False) if origin is not None)
    return next((origin_called(reader, kind, origin) for kind, origin in named), None)


def origin_called(reader: Reader, kind: RecordKind, number: int) -> Step | None:
    """One record as an origin."""
    return next(iter(_steps(reader, kind, f"x.id = {int(number)}")), None)


def called(step: Step) -> str:
    """`G-12 gesprek: voortgang, Teams`."""
    return f"{step.number} {label(step.kind)}: {step.text}"


def _kinds(of: RecordKind) -> list[RecordKind]:
    return [kind for kind in COLUMNS if kind is not RecordKind.EVENT or of is RecordKind.SIGNAL]


def _where(kind: RecordKind, institution: int | None) -> str:
    return _AT.get(kind, _EVERYTHING).format(at=institution) if institution is not None else _EVERYTHING


def _steps(reader: Reader, kind: RecordKind, where: str) -> list[Step]:
    if kind is RecordKind.FITGAP_ITEM:
        return Links(reader).latest(kind, f"{where} AND {reader.viewer.sees('a')}", _MOST, _ITEM)
    return Links(reader).latest(kind, where, _MOST)
