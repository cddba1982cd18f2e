"""What a respondent's answer is in canonical words: one answer, or all that were ticked, in whatever way the tool puts them in a cell."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping

from loket.exchange.name_index import NotUnderstood, fold, likest
from loket.language import _

TICKED = frozenset({"y", "j", "x", "yes", "ja", "1", "true", "waar", "checked", "selected", "aangevinkt", "geselecteerd", "✓", "✔"})
NOT_TICKED = frozenset(
    {"n", "no", "nee", "0", "false", "onwaar", "unchecked", "not selected", "niet aangevinkt", "niet geselecteerd", "not checked", "-"}
)
_BETWEEN = re.compile(r"\s*[;,|]\s*")
_MOST_WORDS_SHOWN = 40
_ENOUGH_WAYS = 2


class Answers:
    """The answers to one question. `listed` are those of the mapping with what they mean, `known` the canonical ones."""

    def __init__(self, listed: Mapping[str, str], known: Iterable[str]) -> None:
        self._exact = dict(listed)
        self._listed = frozenset(map(fold, listed))
        self._known = list(known)
        self._folded = {fold(name): name for name in self._known} | {fold(answer): value for answer, value in listed.items()}
        self._names = [*listed, *self._known]
        # Longest first, so that of two labels that begin alike the fuller one is tried first.
        labels = {_levelled(name): self._folded[fold(name)] for name in self._names if name.strip()}
        self._labels = sorted(labels.items(), key=lambda label: (-len(label[0]), label[0]))

    def lists(self, text: str) -> bool:
        """Whether the mapping names this very answer."""
        return text in self._exact or fold(text) in self._listed

    def one(self, text: str) -> str | None:
        """What an answer means; None when it is neither listed nor canonical."""
        return self._exact[text] if text in self._exact else self._folded.get(fold(text))

    def several(self, text: str) -> list[str]:
        """What all answers in a cell mean; raises NotUnderstood with the part that means nothing, or that can be taken in two ways."""
        if self.lists(text):
            return _items(self.one(text) or "")
        as_json = _json_list(text)
        if as_json is None:
            return self._joined(text)
        found: list[str] = []
        for item in as_json:
            meant = self.one(item.strip())
            if meant is None and item.strip():
                raise self.unknown(item.strip())
            found += _items(meant or "")
        return found

    def unknown(self, text: str) -> NotUnderstood:
        """The error for an answer that means nothing: what may stand there, and what comes nearest."""
        nearest = likest(text, self._names)
        words = list(dict.fromkeys(self._names))
        if len(words) > _MOST_WORDS_SHOWN:
            return NotUnderstood(_("“{answer}” is no known answer").format(answer=text), nearest)
        return NotUnderstood(_("“{answer}” is no known answer; known: {words}").format(answer=text, words=", ".join(words)), nearest)

    def _joined(self, text: str) -> list[str]:
        """Labels with `;` `,` `|` or a line between them, though they may have such signs in them."""
        plain = _plain(";".join(text.splitlines()))
        level = _levelled(plain)
        start = _skipped(level, 0)
        ways, furthest = self._ways(level, start)
        meanings = {frozenset(meant for label in way for meant in _items(label)): way for way in ways}
        if len(meanings) > 1:
            one, other = (" + ".join(way) for way in list(meanings.values())[:2])
            raise NotUnderstood(
                _("can be taken in two ways ({one}, or {other}); list this whole answer in the mapping").format(one=one, other=other)
            )
        if not meanings:
            raise self.unknown(_BETWEEN.split(plain[furthest:], maxsplit=1)[0].strip() or text)
        return [meant for label in next(iter(meanings.values())) for meant in _items(label)]

    def _ways(self, level: str, start: int) -> tuple[list[tuple[str, ...]], int]:
        """The ways to read a text as labels, two at most that differ, and how far any reading came."""
        end = len(level)
        ways: dict[int, list[tuple[str, ...]]] = {end: [()]}
        places, furthest = {start}, start
        for place in _reached(level, start, self._labels, places):
            furthest = max(furthest, place)
        for place in sorted(places - {end}, reverse=True):
            found: dict[frozenset[str], tuple[str, ...]] = {}
            for label, meant in self._labels:
                following = _after(level, place, label)
                for rest in ways.get(following, []) if following else []:
                    way = rest if meant in rest else (meant, *rest)
                    found.setdefault(frozenset(way), way)
            ways[place] = list(found.values())[:_ENOUGH_WAYS]
        return ways.get(start, []) if start < end else [()], furthest


def _reached(level: str, start: int, labels: list[tuple[str, str]], places: set[int]) -> set[int]:
    """All places where a label may begin, by labels alone."""
    waiting = [start]
    while waiting:
        place = waiting.pop()
        for label, _meant in labels:
            following = _after(level, place, label)
            if following and following not in places:
                places.add(following)
                waiting.append(following)
    return places


def _after(level: str, place: int, label: str) -> int:
    """Where what follows a label begins; 0 when it does not stand here, or is only the beginning of a word."""
    if not level.startswith(label, place):
        return 0
    end = place + len(label)
    following = _skipped(level, end)
    return following if following > end or end == len(level) else 0


def _skipped(level: str, place: int) -> int:
    """The place after any signs between labels."""
    while between := _BETWEEN.match(level, place):
        place = between.end()
    return place


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _levelled(text: str) -> str:
    """A text for comparing: as `_plain`, in small letters, and as long as that."""
    return "".join(small if len(small := letter.casefold()) == 1 else letter for letter in _plain(text))


def _items(value: str) -> list[str]:
    return [item.strip() for item in value.split("|") if item.strip()]


def _json_list(text: str) -> list[str] | None:
    if not text.startswith("["):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or any(isinstance(item, bool) or not isinstance(item, str | int) for item in found):
        return None
    return [str(item) for item in found]
