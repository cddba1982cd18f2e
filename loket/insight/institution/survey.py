"""What an institution answered to a round of the WensenScan, audience by audience."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.row_sql import lists_of, numbers
from loket.models.words import Audience, SdmScope, YesNo
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class AudienceAnswers:
    """What one audience last answered in a round; None is unknown. `response_id` is its last response."""

    audience: Audience | None
    submitted_on: date | None
    sdm_scope: SdmScope | None
    uses_outcome_info: YesNo | None
    ambition: str
    themes: tuple[int, ...]
    obstacles: tuple[str, ...]
    free_text: str
    response_id: int


@dataclass(frozen=True, slots=True)
class Survey:
    """The latest round in which the institution answered, an entry for each audience in the order of the closed list.

    `followed_up` says whether a conversation about it was held.
    """

    round: str
    answers: tuple[AudienceAnswers, ...]
    followed_up: bool

    @property
    def sdm_contradicts(self) -> bool:
        """Whether the audiences' known answers on samen beslissen differ."""
        return len({one.sdm_scope for one in self.answers if one.sdm_scope is not None}) > 1

    @property
    def outcome_info_contradicts(self) -> bool:
        """Whether the audiences' known answers on outcome information differ."""
        return len({one.uses_outcome_info for one in self.answers if one.uses_outcome_info is not None}) > 1


@dataclass(frozen=True, slots=True)
class _Response:
    id: int
    round_id: int
    round: str
    audience: Audience | None
    submitted_on: date | None
    sdm_scope: SdmScope | None
    uses_outcome_info: YesNo | None
    ambition: str | None
    free_text: str | None


def survey_of(reader: Reader, institution: int, round_id: int | None = None, seen: str = "") -> Survey | None:
    """What an institution answered in a round, without one in the latest that it answered; None when it answered none.

    `seen` is a condition on response `x`, other than what the reader's viewer may see.
    """
    which = "" if round_id is None else f" AND x.round_id = {int(round_id)}"
    responses = reader.records(
        _Response,
        f"""SELECT x.id, x.round_id, o.name AS round, x.audience, x.submitted_on, x.sdm_scope, x.uses_outcome_info, x.ambition, x.free_text
        FROM wensenscan_response x JOIN wensenscan_round o ON o.id = x.round_id
        WHERE x.institution_id = :id AND {seen or reader.viewer.sees()}{which}
        ORDER BY x.submitted_on IS NOT NULL, x.submitted_on, x.sleutel, x.id""",
        id=institution,
    )
    if not responses:
        return None
    last = [one for one in responses if one.round_id == responses[-1].round_id]
    among = numbers([one.id for one in last])
    themes = lists_of(reader, f"SELECT response_id, theme_id FROM response_theme WHERE response_id IN ({among}) ORDER BY 1, 2")
    obstacles = lists_of(
        reader,
        "SELECT r.response_id, o.label FROM response_obstacle r JOIN obstacle o ON o.id = r.obstacle_id "
        f"WHERE r.response_id IN ({among}) ORDER BY 1, o.id",
    )
    given = {audience: [one for one in last if one.audience is audience] for audience in (*Audience, None)}
    answers = tuple(_answers(own, themes, obstacles) for own in given.values() if own)
    since = min((one.submitted_on for one in last if one.submitted_on is not None), default=date.min)
    return Survey(last[0].round, answers, _followed_up(reader, institution, since))


def _answers(own: Sequence[_Response], themes: Mapping[int, tuple[int, ...]], obstacles: Mapping[int, tuple[str, ...]]) -> AudienceAnswers:
    """The latest known answer to each question; the themes and obstacles of the last response that names any."""
    latest_first = own[::-1]
    return AudienceAnswers(
        own[0].audience,
        next((one.submitted_on for one in latest_first if one.submitted_on), None),
        next((one.sdm_scope for one in latest_first if one.sdm_scope), None),
        next((one.uses_outcome_info for one in latest_first if one.uses_outcome_info), None),
        next((one.ambition for one in latest_first if one.ambition), ""),
        next((themes[one.id] for one in latest_first if one.id in themes), ()),
        next((obstacles[one.id] for one in latest_first if one.id in obstacles), ()),
        next((one.free_text for one in latest_first if one.free_text), ""),
        own[-1].id,
    )


def _followed_up(reader: Reader, institution: int, since: date) -> bool:
    """Whether the survey was talked about since its first response (as the indicator counts it)."""
    return bool(
        reader.value(
            """SELECT 1 FROM conversation c JOIN conversation_institution i ON i.conversation_id = c.id
               WHERE i.institution_id = :id AND c.state = 'held' AND c.kind = 'wensenscan' AND c.held_at >= :since LIMIT 1""",
            id=institution,
            since=since,
        )
    )
