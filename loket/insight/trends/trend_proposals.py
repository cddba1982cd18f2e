"""Which trend a loose signal looks like, and which loose signals look like each other: proposals, never done by themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loket.insight.lists.row_sql import TEXT_SHOWN, lists_of
from loket.insight.trends.signal_similarity import ENOUGH, THEME, SignalGroup, SignalText, Similarity, Vocabulary, most_similar, word_points
from loket.store.reader import Reader

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
class _Corpus:
    """Everything that is compared, and the words of it. `titles`: of each open trend its theme, title, and title with description.

    `apart`: the trends that somebody said a signal does not belong to.
    """

    signals: Sequence[_Signal]
    titles: Mapping[int, tuple[int | None, str, str]]
    apart: Mapping[int, frozenset[int]]
    obstacles: Mapping[int, str]
    vocabulary: Vocabulary

    @classmethod
    def read(cls, reader: Reader) -> _Corpus:
        visible = reader.viewer.sees()
        signals = reader.records(
            _Signal,
            f"""SELECT x.id, x.institution_id AS institution, x.theme_id AS theme, x.obstacle_id AS obstacle,
                substr(coalesce(x.description, ''), 1, {TEXT_SHOWN}) AS text, x.trend_id AS trend,
                CASE WHEN x.state IN ('closed', 'rejected') THEN 0 ELSE 1 END AS is_open, x.recorded_on AS day
            FROM signal x WHERE {visible} ORDER BY x.id""",
        )
        trends = "SELECT x.id, x.theme_id, x.title, coalesce(x.description, '') FROM trend x WHERE x.state <> 'done'"
        found = reader.rows(f"{trends} AND {visible} ORDER BY x.id")
        titles = {number: (theme, title, f"{title} {text[:TEXT_SHOWN]}") for number, theme, title, text in found}
        apart = lists_of(reader, "SELECT signal_id, trend_id FROM signal_apart ORDER BY signal_id, trend_id")
        obstacles: dict[int, str] = dict(reader.rows("SELECT id, label FROM obstacle"))
        vocabulary = Vocabulary([*(one.text for one in signals), *(text for _theme, _title, text in titles.values())])
        return cls(signals, titles, {signal: frozenset(trends) for signal, trends in apart.items()}, obstacles, vocabulary)

    def text_of(self, one: _Signal) -> SignalText:
        return SignalText(one.id, one.theme, one.obstacle, self.vocabulary.words(one.text))

    def trends(self) -> list[SignalGroup]:
        """The open trends with their signals."""
        members: dict[int, list[SignalText]] = defaultdict(list)
        for one in self.signals:
            if one.trend is not None:
                members[one.trend].append(self.text_of(one))
        return [
            SignalGroup.of(number, theme, self.vocabulary.words(text), members[number])
            for number, (theme, _title, text) in sorted(self.titles.items())
        ]


def trend_proposals(reader: Reader, refused: Collection[frozenset[int]] = ()) -> Proposals:
    """What to propose for the loose signals; `refused` clusters do not come back."""
    corpus = _Corpus.read(reader)
    trends = corpus.trends()
    found: dict[int, Proposal] = {}
    rest: list[_Signal] = []
    for one in corpus.signals:
        if one.trend is not None or not one.is_open:
            continue
        text = corpus.text_of(one)
        trend = most_similar(text, trends, corpus.apart.get(one.id, frozenset()))
        if trend is None:
            rest.append(one)
        else:
            found[one.id] = Proposal(trend.id, corpus.titles[trend.id][1], trend.why(text, corpus.vocabulary))
    return Proposals(found, _clusters(corpus, rest, refused))


def similar_trends(reader: Reader, signals: Sequence[int]) -> list[Proposal]:
    """The open trends in the order in which these signals, taken together, look like them; those that nothing speaks for last."""
    corpus = _Corpus.read(reader)
    texts = [corpus.text_of(one) for one in corpus.signals if one.id in signals]
    points: Counter[int] = Counter()
    best: dict[int, Similarity] = {}
    for trend in corpus.trends():
        reasons = [trend.why(one, corpus.vocabulary) for one in texts]
        points[trend.id] = sum(why.points for why in reasons)
        best[trend.id] = max(reasons, key=lambda why: why.points, default=Similarity())
    order = sorted(corpus.titles, key=lambda number: (-points[number], corpus.titles[number][1].casefold(), number))
    return [Proposal(number, corpus.titles[number][1], best[number]) for number in order]


def _clusters(corpus: _Corpus, loose: Sequence[_Signal], refused: Collection[frozenset[int]]) -> tuple[Cluster, ...]:
    """First by obstacle; what is left joins one of those or, by its words, each other."""
    by_obstacle: dict[int, list[_Signal]] = defaultdict(list)
    for one in loose:
        if one.obstacle is not None:
            by_obstacle[one.obstacle].append(one)
    members = {obstacle: found for obstacle, found in sorted(by_obstacle.items()) if len(found) >= LEAST_SIGNALS}
    left = [one for one in loose if one.obstacle not in members]
    groups = [SignalGroup.of(obstacle, None, frozenset(), [corpus.text_of(one) for one in found]) for obstacle, found in members.items()]
    still_left = []
    for one in left:
        joined = most_similar(corpus.text_of(one), groups)
        if joined is None:
            still_left.append(one)
        else:
            members[joined.id].append(one)
    clusters = [_cluster(corpus, found) for found in (*members.values(), *_by_words(corpus, still_left))]

    def is_refused(cluster: Cluster) -> bool:
        """Whether most of it was refused already: one more signal does not make it another cluster."""
        signals = frozenset(cluster.signals)
        return any(2 * len(signals & before) > len(signals) for before in refused)

    kept = [one for one in clusters if one.institutions >= LEAST_INSTITUTIONS and not is_refused(one)]
    return tuple(sorted(kept, key=lambda one: (-one.institutions, -len(one.signals), one.signals[0])))


@dataclass(frozen=True, slots=True)
class _Wording:
    """Signals that say the same in the same words under the same theme."""

    theme: int | None
    words: frozenset[str]
    signals: tuple[_Signal, ...]

    def is_like(self, other: _Wording) -> bool:
        points = THEME * (self.theme is not None and self.theme == other.theme)
        return points + word_points(self.words & other.words, self.words, other.words) >= ENOUGH


def _by_words(corpus: _Corpus, signals: Sequence[_Signal]) -> Iterable[list[_Signal]]:
    """Round what is like most others, those others; then again with what is left. So nothing is strung together."""
    saying: dict[tuple[int | None, frozenset[str]], list[_Signal]] = defaultdict(list)
    for one in signals:
        saying[one.theme, corpus.vocabulary.words(one.text)].append(one)
    wordings = [_Wording(theme, words, tuple(members)) for (theme, words), members in saying.items() if words]
    like = _alike(wordings)
    free = set(range(len(wordings)))

    def weight(places: Iterable[int]) -> int:
        return sum(len(wordings[place].signals) for place in places)

    while free:
        core = max(sorted(free), key=lambda place: weight(like[place] & free))
        members = sorted(like[core] & free)
        if weight(members) < LEAST_SIGNALS:
            return
        yield sorted((one for place in members for one in wordings[place].signals), key=lambda one: one.id)
        free -= set(members)


def _alike(wordings: Sequence[_Wording]) -> list[set[int]]:
    """For each the places of those that are like enough by theme and words, itself among them."""
    holding: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(wordings):
        for word in one.words:
            holding[word].append(place)
    found = []
    for place, here in enumerate(wordings):
        many = Counter(other for word in here.words if len(holding[word]) <= _MOST_HOLDING for other in holding[word])
        found.append({place} | {other for other, count in many.items() if count >= _LEAST_SHARED and here.is_like(wordings[other])})
    return found


def _cluster(corpus: _Corpus, members: Sequence[_Signal]) -> Cluster:
    words = Counter(word for one in members for word in corpus.vocabulary.words(one.text))
    telling = sorted((word for word, many in words.items() if 2 * many >= len(members)), key=lambda word: (-words[word], word))
    themes = Counter(one.theme for one in members if one.theme is not None)
    named = Counter(one.obstacle for one in members if one.obstacle is not None)
    obstacle = min(named, key=lambda one: (-named[one], one)) if named else None
    latest_first = sorted(members, key=lambda one: (one.day, one.id), reverse=True)
    return Cluster(
        tuple(one.id for one in latest_first),
        len({one.institution for one in members if one.institution is not None}),
        min(themes, key=lambda one: (-themes[one], one)) if themes else None,
        corpus.obstacles.get(obstacle) if obstacle is not None and 2 * named[obstacle] > len(members) else None,
        corpus.vocabulary.shown(telling[:_WORDS_TOLD]),
        latest_first[0].day,
    )
