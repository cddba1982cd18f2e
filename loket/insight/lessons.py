"""What the loket learned, by theme, for its blueprints: lessons, the obstacles that were named, and what helped.

Nothing confidential: what is read here leaves the house.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from loket.insight.lists.lessons import LESSONS, LessonRow
from loket.insight.lists.listing import View, every
from loket.insight.shareable import confidential_among
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class NamedObstacle:
    """An obstacle, and in how many requests and signals it was named."""

    label: str
    requests: int
    signals: int


@dataclass(frozen=True, slots=True)
class HelpfulOffering:
    """An offering that requests of a theme were referred to: used, and of the known ones how many it helped."""

    title: str
    provider: str
    referred: int
    used: int
    helped: int
    known: int


@dataclass(frozen=True, slots=True)
class ThemeLessons:
    """What was learned under one theme (None: lessons without a theme). `institutions` are those that it was learned at."""

    theme: int | None
    label: str
    lessons: tuple[LessonRow, ...]
    institutions: int
    obstacles: tuple[NamedObstacle, ...]
    offerings: tuple[HelpfulOffering, ...]


def lessons_by_theme(reader: Reader, today: date, theme: int | None = None) -> tuple[ThemeLessons, ...]:
    """All themes in their order, or one; without a theme last, when there are such lessons."""
    view = View(sort="written") if theme is None else View(sort="written").filtered("theme", str(theme))
    told = shareable_lessons(reader, view, today)
    themes = reader.rows("SELECT id, label FROM theme ORDER BY id")
    wanted = [(number, label) for number, label in themes if theme is None or number == theme]
    found = [_of(reader, number, label, [one for one in told if one.theme == number]) for number, label in wanted]
    without = tuple(one for one in told if one.theme is None)
    rest = [ThemeLessons(None, "", without, _institutions(without), (), ())] if without and theme is None else []
    return (*found, *rest)


def shareable_lessons(reader: Reader, view: View, today: date) -> list[LessonRow]:
    """The lessons of a view that may leave the house, their texts whole."""
    lessons = list(every(reader.outside(), LESSONS, view, today))
    hidden = confidential_among(reader, ((one.on_kind, one.on_id) for one in lessons))
    whole = dict(reader.rows("SELECT id, text FROM note WHERE kind = 'lesson'"))
    return [replace(one, text=whole[one.id]) for one in lessons if (one.on_kind, one.on_id) not in hidden]


def _of(reader: Reader, theme: int, label: str, lessons: Sequence[LessonRow]) -> ThemeLessons:
    return ThemeLessons(theme, label, tuple(lessons), _institutions(lessons), _obstacles(reader, theme), _offerings(reader, theme))


def _institutions(lessons: Sequence[LessonRow]) -> int:
    return len({one.institution_id for one in lessons if one.institution_id is not None})


def _obstacles(reader: Reader, theme: int) -> tuple[NamedObstacle, ...]:
    visible = reader.viewer.outside().sees()
    named = reader.records(
        NamedObstacle,
        f"""SELECT o.label,
            (SELECT count(*) FROM request_obstacle ro JOIN support_request x ON x.id = ro.request_id
                WHERE ro.obstacle_id = o.id AND {visible}) AS requests,
            (SELECT count(*) FROM signal x WHERE x.obstacle_id = o.id AND {visible}) AS signals
        FROM obstacle o WHERE o.theme_id = :theme ORDER BY o.id""",
        theme=theme,
    )
    return tuple(sorted((one for one in named if one.requests or one.signals), key=lambda one: (-one.requests - one.signals, one.label)))


def _offerings(reader: Reader, theme: int) -> tuple[HelpfulOffering, ...]:
    """Referrals count under the themes of their request; material that was only handed out under those of the offering."""
    sees = reader.viewer.outside().sees
    found = reader.records(
        HelpfulOffering,
        f"""SELECT o.title, coalesce(o.provider, '') AS provider, count(*) AS referred,
            count(CASE WHEN x.state = 'used' THEN 1 END) AS used,
            count(CASE WHEN x.state = 'used' AND x.helped IN ('yes', 'partly') THEN 1 END) AS helped,
            count(CASE WHEN x.state = 'used' AND x.helped IS NOT NULL THEN 1 END) AS known
        FROM referral x JOIN offering o ON o.id = x.offering_id LEFT JOIN support_request r ON r.id = x.request_id
        WHERE {sees()} AND {sees("o")} AND (r.id IS NULL OR {sees("r")})
            AND ((r.id IS NOT NULL AND EXISTS (SELECT 1 FROM request_theme t WHERE t.request_id = r.id AND t.theme_id = :theme))
                OR (r.id IS NULL AND EXISTS (SELECT 1 FROM offering_theme t WHERE t.offering_id = o.id AND t.theme_id = :theme)))
        GROUP BY o.id, o.title, o.provider""",
        theme=theme,
    )
    return tuple(sorted(found, key=lambda one: (-one.helped, -one.known, -one.referred, one.title.casefold())))
