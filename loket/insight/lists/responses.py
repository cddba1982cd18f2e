"""The list of WensenScan responses: one filled-in survey a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.listing import BY_INSTITUTION, Listing, Sort
from loket.insight.lists.row_sql import INSTITUTION_NAME, lists_of, numbers, shown
from loket.insight.lists.word_search import WordSearch
from loket.models.words import Audience, RecordKind, SdmScope, YesNo
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """A response to a round, by one audience of one institution."""

    id: int
    version: int
    round_id: int
    round: str
    institution_id: int
    institution: str
    audience: Audience | None
    submitted_on: date | None
    sdm_scope: SdmScope | None
    uses_outcome_info: YesNo | None
    themes: tuple[int, ...]
    obstacles: tuple[str, ...]
    ambition: str | None
    free_text: str | None
    confidential: bool

    @property
    def number(self) -> str:
        """`W-12`."""
        return RecordKind.RESPONSE.number(self.id)


def _rows(reader: Reader, ids: Sequence[int], today: date) -> Mapping[int, ResponseRow]:
    wanted = numbers(ids)
    themes = lists_of(reader, f"SELECT response_id, theme_id FROM response_theme WHERE response_id IN ({wanted}) ORDER BY 1, 2")
    obstacles = lists_of(
        reader,
        f"SELECT l.response_id, o.label FROM response_obstacle l JOIN obstacle o ON o.id = l.obstacle_id "
        f"WHERE l.response_id IN ({wanted}) ORDER BY 1, l.obstacle_id",
    )
    found = reader.records(
        ResponseRow,
        f"""SELECT x.id, x.version, x.round_id, r.name AS round, x.institution_id, {INSTITUTION_NAME} AS institution, x.audience,
            x.submitted_on, x.sdm_scope, x.uses_outcome_info, {shown("x.ambition")} AS ambition, {shown("x.free_text")} AS free_text,
            x.confidential
        FROM wensenscan_response x JOIN wensenscan_round r ON r.id = x.round_id JOIN institution i ON i.id = x.institution_id
        WHERE x.id IN ({wanted})""",
        filled={"themes": lambda row: themes.get(row["id"], ()), "obstacles": lambda row: obstacles.get(row["id"], ())},
    )
    return {row.id: row for row in found}


RESPONSES: Listing[ResponseRow] = Listing(
    "responses",
    RecordKind.RESPONSE,
    sorts={
        "submitted": Sort("x.submitted_on", nullable=True),
        "number": Sort("x.id"),
        "institution": Sort("x.institution_id", parents=BY_INSTITUTION),
        "audience": Sort("x.audience", nullable=True),
    },
    rows=_rows,
    search=WordSearch(
        words={"audience": Audience},
        institution="SELECT id FROM wensenscan_response WHERE institution_id IN ({found})",
        theme="SELECT response_id FROM response_theme WHERE theme_id IN ({found})",
    ),
    mine="x.institution_id IN (SELECT id FROM institution WHERE advisor_id = :me)",
    filters={
        "round": "x.round_id = :value",
        "audience": "x.audience = :value",
        "institution": "x.institution_id = :value",
        "theme": "x.id IN (SELECT response_id FROM response_theme WHERE theme_id = :value)",
        "obstacle": "x.id IN (SELECT response_id FROM response_obstacle WHERE obstacle_id = :value)",
        "sdm_scope": "x.sdm_scope = :value",
        "kind": "x.institution_id IN (SELECT id FROM institution WHERE kind = :value)",
        "umbrella": "x.institution_id IN (SELECT id FROM institution WHERE umbrella = :value)",
        "province": "x.institution_id IN (SELECT id FROM institution WHERE province = :value)",
    },
    numeric=frozenset({"round", "institution", "theme", "obstacle"}),
    day="x.submitted_on",
    days={"submitted": "x.submitted_on"},
)
