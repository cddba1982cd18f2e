"""What an institution answered to a round of the WensenScan, audience by audience."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from loket.models.words import Audience, SdmScope, YesNo
from loket.store.reader import Reader, as_date


@dataclass(frozen=True, slots=True)
class Answers:
    """What one audience last answered in a round; None is unknown."""

    audience: Audience | None
    submitted_on: date | None
    sdm_scope: SdmScope | None
    uses_outcome_info: YesNo | None
    ambition: str
    themes: tuple[int, ...] = ()
    obstacles: tuple[str, ...] = ()
    free_text: str = ""
    response_id: int = 0
    """The audience's last response in the round."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The latest round in which the institution answered, an entry for each audience in the order of DOMAIN.md."""

    round: str
    answers: tuple[Answers, ...]
    followed_up: bool
    """Whether a conversation about it was held."""

    @property
    def sdm_contradicts(self) -> bool:
        """Whether the audiences' known answers on samen beslissen differ."""
        return len({one.sdm_scope for one in self.answers if one.sdm_scope is not None}) > 1

    @property
    def outcome_info_contradicts(self) -> bool:
        """Whether the audiences' known answers on outcome information differ."""
        return len({one.uses_outcome_info for one in self.answers if one.uses_outcome_info is not None}) > 1


@dataclass
class _Latest:
    """The latest known answers of an audience, while rows come in from old to new."""

    audience: Audience | None
    submitted_on: date | None = None
    sdm_scope: SdmScope | None = None
    uses_outcome_info: YesNo | None = None
    ambition: str = ""
    free_text: str = ""
    responses: list[int] = field(default_factory=list)


def survey_of(reader: Reader, institution: int, seen: str, round_id: int | None = None) -> Survey | None:
    """What an institution answered in a round, without one in the latest that it answered; `seen` is the condition on `x`."""
    which = "" if round_id is None else f" AND x.round_id = {int(round_id)}"
    rows = reader.rows(
        f"""SELECT x.id, x.round_id, o.name, x.audience, x.submitted_on, x.sdm_scope, x.uses_outcome_info, x.ambition, x.free_text
            FROM wensenscan_response x JOIN wensenscan_round o ON o.id = x.round_id WHERE x.institution_id = :id AND {seen}{which}
            ORDER BY x.submitted_on IS NOT NULL, x.submitted_on, x.sleutel, x.id""",
        id=institution,
    )
    if not rows:
        return None
    last_round, name = rows[-1][1], rows[-1][2]
    by_audience: dict[str | None, _Latest] = {}
    for number, round_id, _name, audience, submitted_on, scope, info, ambition, free_text in rows:
        if round_id != last_round:
            continue
        latest = by_audience.setdefault(audience, _Latest(Audience(audience) if audience else None))
        latest.submitted_on = as_date(submitted_on) or latest.submitted_on
        latest.sdm_scope = SdmScope(scope) if scope else latest.sdm_scope
        latest.uses_outcome_info = YesNo(info) if info else latest.uses_outcome_info
        latest.ambition = ambition or latest.ambition
        latest.free_text = free_text or latest.free_text
        latest.responses.append(number)
    order: list[Audience | None] = [*Audience, None]
    answers = sorted(by_audience.values(), key=lambda one: order.index(one.audience))
    days = [day for row in rows if row[1] == last_round and (day := as_date(row[4])) is not None]
    followed_up = _followed_up(reader, institution, min(days, default=date.min))
    return Survey(name, tuple(_answers(reader, one) for one in answers), followed_up)


def _answers(reader: Reader, latest: _Latest) -> Answers:
    """The themes and obstacles are those of the audience's last response that names any."""
    themes: tuple[int, ...] = ()
    obstacles: tuple[str, ...] = ()
    for response in latest.responses:
        wanted = reader.rows("SELECT theme_id FROM response_theme WHERE response_id = :id ORDER BY theme_id", id=response)
        named = reader.rows(
            "SELECT o.label FROM response_obstacle r JOIN obstacle o ON o.id = r.obstacle_id WHERE r.response_id = :id ORDER BY o.id",
            id=response,
        )
        themes = tuple(row[0] for row in wanted) or themes
        obstacles = tuple(row[0] for row in named) or obstacles
    return Answers(
        latest.audience, latest.submitted_on, latest.sdm_scope, latest.uses_outcome_info, latest.ambition, themes, obstacles,
        latest.free_text, latest.responses[-1],
    )  # fmt: skip


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
