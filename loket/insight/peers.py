"""How an institution stands beside others of its kind and umbrella: always how many of how many, and never who."""

from __future__ import annotations

from dataclasses import dataclass

from loket.insight.dossier import Facts
from loket.language import N_
from loket.models.words import InstitutionKind, Umbrella
from loket.store.reader import Reader

_MEASURES: tuple[tuple[str, str, str], ...] = (
    (N_("answered the WensenScan"), "wensenscan_response x", "x.institution_id"),
    (N_("spoke with the loket"), "conversation x JOIN conversation_institution c ON c.conversation_id = x.id", "c.institution_id"),
    (N_("asked something"), "support_request x", "x.institution_id"),
    (N_("held a learning session"), "learning_session x", "x.institution_id"),
    (N_("did a fit-gap analysis"), "fit_gap_analysis x", "x.institution_id"),
)
"""What is compared: its words, where it is found, and the column of the institution."""
_ONLY = {"conversation": " AND x.state = 'held'", "learning_session": " AND x.state = 'held'"}


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing: whether this institution did it, and how many others of its kind and umbrella did."""

    name: str
    here: bool
    of_kind: int
    of_umbrella: int


@dataclass(frozen=True, slots=True)
class Compared:
    """How many other active institutions of its kind and umbrella there are, and how many of them did what."""

    kind: InstitutionKind | None
    umbrella: Umbrella | None
    in_kind: int
    in_umbrella: int
    measures: tuple[Measure, ...]


def compared(reader: Reader, facts: Facts) -> Compared:
    """An institution beside the others of its kind and of its umbrella; confidential records count for nobody."""
    active = "i.active" if reader.dialect.is_postgresql else "i.active = 1"
    others = f"FROM institution i WHERE {active} AND i.id <> :id AND i.merged_into_id IS NULL"
    named = {"id": facts.id, "kind": facts.kind and facts.kind.value, "umbrella": facts.umbrella and facts.umbrella.value}
    groups = "SELECT count(CASE WHEN i.kind = :kind THEN 1 END), count(CASE WHEN i.umbrella = :umbrella THEN 1 END)"
    in_kind, in_umbrella = reader.rows(f"{groups} {others}", named)[0]
    visible = reader.viewer.outside().sees()
    measures = []
    for name, tables, column in _MEASURES:
        did = f"SELECT {column} FROM {tables} WHERE {visible}{_ONLY.get(tables.split()[0], '')}"
        of_kind, of_umbrella = reader.rows(f"{groups} {others} AND i.id IN ({did})", named)[0]
        here = bool(reader.value(f"SELECT count(*) FROM institution i WHERE i.id = :id AND i.id IN ({did})", named))
        measures.append(Measure(name, here, of_kind, of_umbrella))
    return Compared(facts.kind, facts.umbrella, in_kind, in_umbrella, tuple(measures))
