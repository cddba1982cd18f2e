"""Which trend a loose signal looks like, and which loose signals look like each other: proposals, never done by themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.row_sql import TEXT_SHOWN
from loket.insight.trends.signal_similarity import ENOUGH, THEME, SignalGroup, SignalText, Similarity, Vocabulary, most_similar, word_points
from loket.store.reader import Reader, as_date

LEAST_SIGNALS, LEAST_INSTITUTIONS = 3, 2
"""Fewer loose signals, or all of one institution, are no trend to propose."""
_WORDS_TOLD = 4
_LEAST_SHARED, _MOST_HOLDING = 2, 60


@dataclass(frozen=True, slots=True)
class Proposal:
    """A trend that a loose signal looks like, and why."""

    trend: int
    title: str
    why: Similarity


@dataclass(frozen=True, slots=True)
class Cluster:
    """Loose signals that look like each other and like no trend. `words` are those that most of them have."""

    signals: tuple[int, ...]
    institutions: int
    theme: int | None
    obstacle: str | None
    words: tuple[str, ...]
    latest: date

    @property
    def title(self) -> str:
        """What a trend of these could be called."""
        name = self.obstacle or ", ".join(self.words)
        return name[:1].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class Proposals:
    """For each loose signal the trend it looks like, and the clusters of those that look like none: those of most institutions first."""

    trends: Mapping[int, Proposal]
    clusters: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class _Signal:
    id: int
    institution: int | None
    theme: int | None
    obstacle: int | None
    text: str
    trend: int | None
    is_open: bool
    day: date


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that is compared, and the words of it."""

    signals: Sequence[_Signal]
    titles: Mapping[int, tuple[int | None, str, str]]
    apart: Mapping[int, frozenset[int]]
    obstacles: Mapping[int, str]
    vocabulary: Vocabulary

    def heard(self, one: _Signal) -> SignalText:
        return SignalText(one.id, one.theme, one.obstacle, self.vocabulary.words(one.text))

    def gatherings(self) -> list[SignalGroup]:
        """The open trends with what was heard of each."""
        members: dict[int, list[SignalText]] = defaultdict(list)
        for one in self.signals:
            if one.trend is not None:
                members[one.trend].append(self.heard(one))
        return [
            SignalGroup.of(number, theme, self.vocabulary.words(text), members[number])
            for number, (theme, _title, text) in sorted(self.titles.items())
        ]


def trend_proposals(reader: Reader, refused: Collection[frozenset[int]] = ()) -> Proposals:
    """What to propose for the loose signals; `refused` clusters do not come back."""
    read = _read(reader)
    trends = read.gatherings()
    found: dict[int, Proposal] = {}
    rest: list[_Signal] = []
    for one in read.signals:
        if one.trend is not None or not one.is_open:
            continue
        heard = read.heard(one)
        trend = most_similar(heard, trends, read.apart.get(one.id, frozenset()))
        if trend is None:
            rest.append(one)
        else:
            found[one.id] = Proposal(trend.id, read.titles[trend.id][1], trend.why(heard, read.vocabulary))
    return Proposals(found, _clusters(read, rest, refused))


def similar_trends(reader: Reader, signals: Sequence[int]) -> list[Proposal]:
    """The open trends in the order in which these signals, taken together, look like them; those that nothing speaks for last."""
    read = _read(reader)
    heard = [read.heard(one) for one in read.signals if one.id in signals]
    points: Counter[int] = Counter()
    best: dict[int, Similarity] = {}
    for trend in read.gatherings():
        reasons = [trend.why(one, read.vocabulary) for one in heard]
        points[trend.id] = sum(why.points for why in reasons)
        best[trend.id] = max(reasons, key=lambda why: why.points, default=Similarity())
    order = sorted(read.titles, key=lambda number: (-points[number], read.titles[number][1].casefold(), number))
    return [Proposal(number, read.titles[number][1], best[number]) for number in order]


def _read(reader: Reader) -> _Read:
    visible = reader.viewer.sees()
    rows = reader.rows(
        f"""SELECT x.id, x.institution_id, x.theme_id, x.obstacle_id, substr(coalesce(x.description, ''), 1, {TEXT_SHOWN}), x.trend_id,
            CASE WHEN x.state IN ('closed', 'rejected') THEN 0 ELSE 1 END, x.recorded_on FROM signal x WHERE {visible} ORDER BY x.id"""
    )
    signals = [
        _Signal(number, institution, theme, obstacle, text, trend, bool(is_open), as_date(day) or date.min)
        for number, institution, theme, obstacle, text, trend, is_open, day in rows
    ]
    found = reader.rows(
        f"SELECT x.id, x.theme_id, x.title, coalesce(x.description, '') FROM trend x WHERE x.state <> 'done' AND {visible} ORDER BY x.id"
    )
    titles = {number: (theme, title, f"{title} {description[:TEXT_SHOWN]}") for number, theme, title, description in found}
    apart: dict[int, set[int]] = defaultdict(set)
    for signal, trend in reader.rows("SELECT signal_id, trend_id FROM signal_apart ORDER BY signal_id, trend_id"):
        apart[signal].add(trend)
    obstacles: dict[int, str] = dict(reader.rows("SELECT id, label FROM obstacle"))
    vocabulary = Vocabulary([*(one.text for one in signals), *(text for _theme, _title, text in titles.values())])
    return _Read(signals, titles, {signal: frozenset(trends) for signal, trends in apart.items()}, obstacles, vocabulary)


def _clusters(read: _Read, loose: Sequence[_Signal], refused: Collection[frozenset[int]]) -> tuple[Cluster, ...]:
    """First by obstacle; what is left joins one of those or, by its words, each other."""
    by_obstacle: dict[int, list[_Signal]] = defaultdict(list)
    for one in loose:
        if one.obstacle is not None:
            by_obstacle[one.obstacle].append(one)
    groups = {obstacle: members for obstacle, members in sorted(by_obstacle.items()) if len(members) >= LEAST_SIGNALS}
    left = [one for one in loose if one.obstacle not in groups]
    gathered = [SignalGroup.of(obstacle, None, frozenset(), [read.heard(one) for one in members]) for obstacle, members in groups.items()]
    still_left = []
    for one in left:
        joined = most_similar(read.heard(one), gathered)
        if joined is None:
            still_left.append(one)
        else:
            groups[joined.id].append(one)
    clusters = [_cluster(read, members) for members in (*groups.values(), *_by_words(read, still_left))]
    kept = [one for one in clusters if one.institutions >= LEAST_INSTITUTIONS and not _is_refused(one, refused)]
    return tuple(sorted(kept, key=lambda one: (-one.institutions, -len(one.signals), one.signals[0])))


def _is_refused(cluster: Cluster, refused: Collection[frozenset[int]]) -> bool:
    """Whether most of it was refused already: one more signal does not make it another cluster."""
    signals = frozenset(cluster.signals)
    return any(2 * len(signals & before) > len(signals) for before in refused)


@dataclass(frozen=True, slots=True)
class _Said:
    """Signals that say the same in the same words under the same theme."""

    theme: int | None
    words: frozenset[str]
    signals: tuple[_Signal, ...]


def _by_words(read: _Read, signals: Sequence[_Signal]) -> Iterable[list[_Signal]]:
    """Round what is like most others, those others; then again with what is left. So nothing is strung together."""
    saying: dict[tuple[int | None, frozenset[str]], list[_Signal]] = defaultdict(list)
    for one in signals:
        saying[one.theme, read.vocabulary.words(one.text)].append(one)
    said = [_Said(theme, words, tuple(members)) for (theme, words), members in saying.items() if words]
    like = _alike(said)
    free = set(range(len(said)))

    def weight(places: Iterable[int]) -> int:
        return sum(len(said[place].signals) for place in places)

    while free:
        core = max(sorted(free), key=lambda place: weight(like[place] & free))
        members = sorted(like[core] & free)
        if weight(members) < LEAST_SIGNALS:
            return
        yield sorted((one for place in members for one in said[place].signals), key=lambda one: one.id)
        free -= set(members)


def _alike(said: Sequence[_Said]) -> list[set[int]]:
    """For each the places of those that are like enough by theme and words, itself among them."""
    holding: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(said):
        for word in one.words:
            holding[word].append(place)
    found = []
    for place, here in enumerate(said):
        many = Counter(other for word in here.words if len(holding[word]) <= _MOST_HOLDING for other in holding[word])
        alike = {place}
        for other, count in many.items():
            if count >= _LEAST_SHARED and other != place and _points(here, said[other]) >= ENOUGH:
                alike.add(other)
        found.append(alike)
    return found


def _points(a: _Said, b: _Said) -> int:
    return THEME * (a.theme is not None and a.theme == b.theme) + word_points(a.words & b.words, a.words, b.words)


def _cluster(read: _Read, members: Sequence[_Signal]) -> Cluster:
    words = Counter(word for one in members for word in read.heard(one).words)
    telling = sorted((word for word, many in words.items() if 2 * many >= len(members)), key=lambda word: (-words[word], word))
    themes = Counter(one.theme for one in members if one.theme is not None)
    named = Counter(one.obstacle for one in members if one.obstacle is not None)
    obstacle = min(named, key=lambda one: (-named[one], one)) if named else None
    latest_first = sorted(members, key=lambda one: (one.day, one.id), reverse=True)
    return Cluster(
        tuple(one.id for one in latest_first),
        len({one.institution for one in members if one.institution is not None}),
        min(themes, key=lambda one: (-themes[one], one)) if themes else None,
        read.obstacles.get(obstacle) if obstacle is not None and 2 * named[obstacle] > len(members) else None,
        read.vocabulary.shown(telling[:_WORDS_TOLD]),
        latest_first[0].day,
    )
