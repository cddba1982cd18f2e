"""The list of parties: who is not an institution, with what they ask, said, own and talk about with us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import Listing, Sort
from loket.insight.lists.row_sql import lists_of, numbers
from loket.insight.lists.word_search import WordSearch
from loket.models.words import PartyKind, RecordKind
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party: how many contacts, trends that it owns, signals, requests and conversations, and when we last spoke."""

    id: int
    version: int
    name: str
    kind: PartyKind | None
    aliases: tuple[str, ...]
    contacts: int
    trends: int
    signals: int
    requests: int
    conversations: int
    last_spoken: date | None
    confidential: bool

    @property
    def number(self) -> str:
        """`PA-3`."""
        return RecordKind.PARTY.number(self.id)


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, PartyRow]:
    wanted = numbers(ids)
    aliases = lists_of(reader, f"SELECT party_id, alias FROM party_alias WHERE party_id IN ({wanted}) ORDER BY lower(alias), id")
    found = reader.records(
        PartyRow,
        f"""SELECT x.id, x.version, x.name, x.kind,
            (SELECT count(*) FROM contact c WHERE c.party_id = x.id AND c.left_on IS NULL AND c.erased_on IS NULL) AS contacts,
            {_TRENDS} AS trends,
            (SELECT count(*) FROM signal s WHERE s.party_id = x.id) AS signals,
            (SELECT count(*) FROM support_request r WHERE r.party_id = x.id) AS requests,
            (SELECT count(*) FROM conversation_party p WHERE p.party_id = x.id) AS conversations,
            {_LAST_SPOKEN} AS last_spoken, x.confidential
        FROM party x WHERE x.id IN ({wanted})""",
        filled={"aliases": lambda row: aliases.get(row["id"], ())},
    )
    return {row.id: row for row in found}


_TRENDS = "(SELECT count(*) FROM trend t WHERE t.owner_party_id = x.id)"
_LAST_SPOKEN = "(SELECT max(g.held_at) FROM conversation g JOIN conversation_party p ON p.conversation_id = g.id WHERE p.party_id = x.id)"


PARTIES: Listing[PartyRow] = Listing(
    "parties",
    RecordKind.PARTY,
    sorts={
        "name": Sort("lower(x.name)"),
        "number": Sort("x.id"),
        "kind": Sort("x.kind", nullable=True),
        "trends": Sort(_TRENDS),
        "spoken": Sort(_LAST_SPOKEN, nullable=True),
    },
    rows=_rows,
    search=WordSearch(
        texts=("name",),
        words={"kind": PartyKind},
        also=("SELECT party_id FROM party_alias WHERE lower(alias) LIKE {like} ESCAPE '!'",),
    ),
    filters={"kind": "x.kind = :value", "party": "x.id = :value"},
    numeric=frozenset({"party"}),
)
