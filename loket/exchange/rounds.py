"""The population of a WensenScan round: frozen when the round is first loaded, by its invitations or the institutions active then."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select
from sqlmodel import col

from loket.casework.rounds import to_invite
from loket.exchange.bulk_writer import Writer
from loket.exchange.canonical import INVITATIONS, RESPONSES, TableSpec
from loket.exchange.canonical_rows import population
from loket.exchange.import_plan import Outcome, PlannedRow, TablePlan, Tick, read_rows
from loket.exchange.name_index import NameIndexes
from loket.exchange.source_tables import SourceTable
from loket.models.rounds import RoundPopulation, WensenscanResponse


def plan_invitations(
    connection: Connection, spec: TableSpec, sources: Sequence[SourceTable], indexes: NameIndexes, *, overwrite: bool, tick: Tick
) -> TablePlan:
    """Read the invitations; those that would change a population which is frozen already are left out, whatever `overwrite` says."""
    frozen = population(connection)
    loaded = set(connection.execute(select(col(WensenscanResponse.round_id)).distinct()).scalars()) | set(frozen)
    plan = TablePlan(spec, [row for source in sources for row in read_rows(spec, source, indexes, tick)])
    for row in plan.rows:
        round_id, institution_id = row.values.get("ronde"), row.values.get("instelling")
        if row.outcome is Outcome.REJECTED or not isinstance(round_id, int) or not isinstance(institution_id, int):
            continue
        if institution_id in frozen.get(round_id, ()):
            row.outcome = Outcome.SAME
        elif round_id in loaded:
            row.outcome = Outcome.CONFLICT
        else:
            row.outcome, row.changes = Outcome.NEW, row.values
    _count_once(plan.rows)
    return plan


def _count_once(rows: Sequence[PlannedRow]) -> None:
    """The second of two identical invitations brings nothing new."""
    seen: set[tuple[object, object]] = set()
    for row in rows:
        pair = row.values.get("ronde"), row.values.get("instelling")
        if row.outcome is Outcome.NEW and pair in seen:
            row.outcome = Outcome.SAME
        seen.add(pair)


def freeze_populations(writer: Writer, plans: Sequence[TablePlan]) -> None:
    """Give each round that is loaded for the first time its population."""
    invited: dict[int, dict[int, None]] = {}
    answered: dict[int, None] = {}
    for plan in plans:
        for row in plan.of(Outcome.NEW, Outcome.CHANGED):
            round_id = writer.real(row.changes.get("ronde")) if plan.spec in (INVITATIONS, RESPONSES) else None
            if round_id is None:
                continue
            if plan.spec is INVITATIONS:
                invited.setdefault(round_id, {})[writer.real(row.changes["instelling"])] = None
            else:
                answered[round_id] = None
    frozen = population(writer.connection)
    first = [round_id for round_id in (*invited, *answered) if round_id not in frozen]
    if not first:
        return
    active = to_invite(writer.connection)
    pairs = [(round_id, number) for round_id in dict.fromkeys(first) for number in invited.get(round_id, active)]
    writer.insert(
        RoundPopulation.sql_table(),
        [{"round_id": round_id, "institution_id": number} for round_id, number in pairs],
    )
