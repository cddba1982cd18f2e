"""The list of institutions: facts, who answered the survey, what is open, and when somebody last spoke with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.lists.listing import BY_ADVISOR, Listing, Sort
from loket.insight.lists.row_sql import lists_of, numbers
from loket.insight.lists.word_search import WordSearch
from loket.models.words import (
    AdoptionPhase,
    Audience,
    Channel,
    InstitutionKind,
    InstitutionRole,
    Province,
    RecordKind,
    Umbrella,
)
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """An institution in the list. `answered` are the audiences of the latest round; `contradicts` when these differ.

    `now` is the (number, name) of the institution that this one was merged into. `former` are names it once had.
    """

    id: int
    version: int
    name: str
    short_name: str | None
    kind: InstitutionKind | None
    umbrella: Umbrella | None
    city: str | None
    province: Province | None
    phase: AdoptionPhase | None
    role: InstitutionRole | None
    agb: str | None
    epd_vendor: str | None
    advisor_id: int | None
    advisor: str | None
    stand_in: str | None
    active: bool
    confidential: bool
    now: tuple[int, str] | None
    former: tuple[str, ...]
    answered: frozenset[Audience]
    contradicts: bool
    open_requests: int
    late: bool
    last_on: date | None
    last_channel: Channel | None
    tags: tuple[str, ...]

    @property
    def number(self) -> str:
        """`I-12`."""
        return RecordKind.INSTITUTION.number(self.id)

    def called(self, text: str) -> str | None:
        """The former name that a filter's words hit while the present one does not."""
        wanted = text.casefold().split()
        if not wanted or all(piece in self.name.casefold() for piece in wanted):
            return None
        return next((name for name in self.former if all(piece in name.casefold() for piece in wanted)), None)


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, InstitutionRow]:
    wanted = numbers(ids)
    former = lists_of(reader, f"SELECT institution_id, alias FROM institution_alias WHERE institution_id IN ({wanted}) ORDER BY 1, 2")
    tags = lists_of(
        reader,
        f"SELECT l.institution_id, g.name FROM institution_tag l JOIN tag g ON g.id = l.tag_id WHERE l.institution_id IN ({wanted}) "
        "ORDER BY 1, lower(g.name)",
    )
    merged = {row[0]: row[1:] for row in reader.rows(_MERGED.format(wanted=wanted))}
    answered, contradicting = _survey(reader, wanted, today)
    found = reader.records(
        InstitutionRow,
        f"""SELECT x.id, x.version, x.name, x.short_name, x.kind, x.umbrella, x.city, x.province, x.phase, x.role, x.agb, x.epd_vendor,
            x.advisor_id, a.name AS advisor, s.name AS stand_in, x.active, x.confidential, coalesce(r.open_requests, 0) AS open_requests,
            coalesce(r.late, 0) > 0 OR x.id IN (SELECT f.institution_id FROM follow_up f
                WHERE f.institution_id IN ({wanted}) AND f.state = 'open' AND f.due_on < :today) AS late,
            c.held_at AS last_on, c.channel AS last_channel
        FROM institution x LEFT JOIN advisor a ON a.id = x.advisor_id LEFT JOIN advisor s ON s.id = x.stand_in_id LEFT JOIN (
            SELECT institution_id, count(*) AS open_requests, count(CASE WHEN due_on < :today THEN 1 END) AS late FROM support_request
            WHERE institution_id IN ({wanted}) AND closed_on IS NULL AND state NOT IN ('resolved', 'dropped') GROUP BY institution_id
        ) r ON r.institution_id = x.id LEFT JOIN (
            SELECT l.institution_id, g.held_at, g.channel,
                row_number() OVER (PARTITION BY l.institution_id ORDER BY g.held_at DESC, g.id DESC) AS nth
            FROM conversation_institution l JOIN conversation g ON g.id = l.conversation_id
            WHERE l.institution_id IN ({wanted}) AND g.state = 'held' AND g.held_at IS NOT NULL
        ) c ON c.institution_id = x.id AND c.nth = 1 WHERE x.id IN ({wanted})""",
        today=today,
        filled={
            "now": lambda row: merged.get(row["id"]),
            "former": lambda row: former.get(row["id"], ()),
            "answered": lambda row: frozenset(answered[row["id"]]),
            "contradicts": lambda row: row["id"] in contradicting,
            "tags": lambda row: tags.get(row["id"], ()),
        },
    )
    return {row.id: row for row in found}


_MERGED = "SELECT x.id, m.id, m.name FROM institution x JOIN institution m ON m.id = x.merged_into_id WHERE x.id IN ({wanted})"


def _survey(reader: Reader, wanted: str, today: date) -> tuple[dict[int, set[Audience]], set[int]]:
    """Which audiences answered in the latest round, and whose audiences contradict each other."""
    answered: dict[int, set[Audience]] = defaultdict(set)
    question = Question.resolve(reader, Period(today, today), Filters())
    if question.round is None:
        return answered, set()
    rows = reader.rows(
        f"SELECT DISTINCT institution_id, audience FROM wensenscan_response WHERE round_id = :round AND audience IS NOT NULL "
        f"AND institution_id IN ({wanted})",
        round=question.round.id,
    )
    for number, audience in rows:
        answered[number].add(Audience(audience))
    several = [number for number, audiences in answered.items() if len(audiences) > 1]
    if not several:
        return answered, set()
    among = numbers(several)
    contradicting = reader.rows(
        question.sql(
            f"SELECT id FROM {{sdm_contradictions}} WHERE id IN ({among}) UNION "
            f"SELECT id FROM {{info_contradictions}} WHERE id IN ({among})"
        ),
        question.parameters,
    )
    return answered, {row[0] for row in contradicting}


_LAST = """(SELECT max(c.held_at) FROM conversation_institution l JOIN conversation c ON c.id = l.conversation_id
    WHERE l.institution_id = x.id AND c.state = 'held')"""
_OPEN = """(SELECT count(*) FROM support_request r WHERE r.institution_id = x.id AND r.closed_on IS NULL
    AND r.state NOT IN ('resolved', 'dropped'))"""

INSTITUTIONS: Listing[InstitutionRow] = Listing(
    "institutions",
    RecordKind.INSTITUTION,
    sorts={
        "name": Sort("lower(x.name)"),
        "kind": Sort("x.kind", nullable=True),
        "umbrella": Sort("x.umbrella", nullable=True),
        "province": Sort("x.province", nullable=True),
        "phase": Sort("CASE x.phase WHEN 'awareness' THEN 1 WHEN 'involvement' THEN 2 WHEN 'sustained' THEN 3 END", nullable=True),
        "role": Sort("x.role", nullable=True),
        "open": Sort(_OPEN),
        "last": Sort(_LAST, nullable=True),
        "advisor": Sort("x.advisor_id", nullable=True, parents=BY_ADVISOR),
    },
    rows=_rows,
    search=WordSearch(
        texts=("name", "short_name", "city", "agb", "epd_vendor"),
        words={"kind": InstitutionKind, "umbrella": Umbrella, "province": Province, "role": InstitutionRole, "phase": AdoptionPhase},
        advisor="SELECT id FROM institution WHERE advisor_id IN ({found})",
        also=(
            "SELECT institution_id FROM institution_alias WHERE lower(alias) LIKE {like} ESCAPE '!'",
            "SELECT l.institution_id FROM institution_tag l JOIN tag g ON g.id = l.tag_id WHERE lower(g.name) LIKE {like} ESCAPE '!'",
        ),
    ),
    # What was merged stays findable under its old name: among the inactive ones.
    open_when="x.active AND x.merged_into_id IS NULL",
    mine="(x.advisor_id = :me OR x.stand_in_id = :me)",
    filters={
        "kind": "x.kind = :value",
        "umbrella": "x.umbrella = :value",
        "province": "x.province = :value",
        "role": "x.role = :value",
        "phase": "x.phase = :value",
        "advisor": "x.advisor_id = :value",
        "epd_vendor": "x.epd_vendor = :value",
        "institution": "x.id = :value",
    },
    numeric=frozenset({"advisor", "institution"}),
    texts={"city": "x.city", "epd_vendor": "x.epd_vendor"},
)
