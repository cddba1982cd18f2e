"""Guesses for a first mapping: which question is which canonical column, and which answer which canonical word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loket.exchange.matching import Books, fold
from loket.exchange.survey.answers import NOT_TICKED, TICKED, Answers
from loket.exchange.survey.binding import known_words
from loket.exchange.survey.mapping import SPEC
from loket.exchange.survey.reading import SurveyColumn, SurveyFile
from loket.exchange.survey.tools import TOOLS

# How people ask for each column: as words in a question, and as what the code of a question begins with.
_ASKED: Mapping[str, tuple[str, ...]] = {
    "instelling": ("instelling", "ziekenhuis", "kliniek", "organisatie", "huis"),
    "doelgroep": ("doelgroep", "namens wie", "vult u in als", "uw rol", "rol", "uw functie", "achtergrond"),
    "samen_beslissen": ("samen beslissen", "past u samen beslissen toe", "samen_beslissen"),
    "uitkomstinformatie": ("uitkomstinformatie", "uitkomstinfo", "gebruikt u uitkomstinformatie"),
    "ambitie": ("ambitie", "ambities", "waar wilt u naartoe"),
    "themas": ("ondersteuning", "behoefte", "themas", "thema's", "thema", "hulp nodig"),
    "knelpunten": ("knelpunten", "knelpunt", "belemmeringen", "drempels", "obstakels"),
    "toelichting": ("toelichting", "opmerkingen", "opmerking", "aanvulling", "wilt u nog iets kwijt"),
    "vertrouwelijk": ("vertrouwelijk",),
}
_CODES: Mapping[str, tuple[str, ...]] = {
    "instelling": ("inst", "zkh", "org"),
    "doelgroep": ("doelgr", "dg", "rol"),
    "samen_beslissen": ("sb", "sdm"),
    "uitkomstinformatie": ("ui", "uitk"),
    "ambitie": ("amb",),
    "themas": ("beh", "them", "onderst"),
    "knelpunten": ("kn", "obst"),
    "toelichting": ("toel", "opm"),
}
_YES_OR_NO = {**dict.fromkeys(TICKED, "ja"), **dict.fromkeys(NOT_TICKED, "nee")}
_ENOUGH = 0.4
_MOSTLY = 0.5
_LIKE = 75
_CLEARLY = 8
_FEW_ANSWERS = 40
_ASKED_WEIGHT, _CODE_WEIGHT, _ANSWERED_WEIGHT = 0.5, 0.5, 0.45
_FREE = frozenset({"ambitie", "toelichting"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the survey with its columns; `others` are those for free text beside its options."""

    columns: tuple[SurveyColumn, ...]
    others: tuple[SurveyColumn, ...]
    said: tuple[str, ...]

    @property
    def all(self) -> tuple[SurveyColumn, ...]:
        """Every column of it."""
        return (*self.columns, *self.others)

    @property
    def closed(self) -> bool:
        """Whether its answers look like choices: few, and short."""
        return 0 < len(self.said) <= _FEW_ANSWERS and all(len(one) <= 150 for one in self.said)


def questions(survey: SurveyFile) -> list[Asked]:
    """The survey's questions, without the tool's own columns and without who answered."""
    tool = TOOLS[survey.format]
    own = tool.key | tool.submitted | tool.own | tool.personal
    groups: list[list[SurveyColumn]] = []
    for column in survey.columns:
        if column.role in own:
            continue
        before = next((group for group in groups if column.groups & frozenset().union(*(one.groups for one in group))), None)
        single = next((group for group in groups if len(group) == 1 and column.groups & group[0].names), None)
        if before is not None or single is not None:
            (before or single or []).append(column)
        else:
            groups.append([column])
    found = []
    for group in groups:
        columns = tuple(column for column in group if not column.other)
        others = tuple(column for column in group if column.other)
        said = dict.fromkeys(text for row in survey.complete for column in columns if (text := survey.text(row, column)))
        found.append(Asked(columns or others, others if columns else (), tuple(said)))
    return found


def guess_columns(survey: SurveyFile, books: Books) -> dict[str, Asked]:
    """The likeliest question for each canonical column, the surest first; none where nothing is likely."""
    asked = questions(survey)
    scored = sorted(
        ((_score(header, one, books), -place, header) for place, one in enumerate(asked) for header in _ASKED),
        reverse=True,
    )
    found: dict[str, Asked] = {}
    taken: set[int] = set()
    for score, place, header in scored:
        if score >= _ENOUGH and header not in found and place not in taken:
            found[header] = asked[-place]
            taken.add(place)
    return {header: found[header] for header in _ASKED if header in found}


def _score(header: str, asked: Asked, books: Books) -> float:
    from rapidfuzz import fuzz

    best = 0.0
    for name in {name for column in asked.columns for name in (*column.names, *column.groups)}:
        if " " not in name and any(name.startswith(code) for code in _CODES.get(header, ())):
            best = max(best, _CODE_WEIGHT)
        for hint in _ASKED[header]:
            # A short name inside a long question says less than a question that asks for just this.
            if fold(hint) in name or fuzz.partial_ratio(fold(hint), name) >= 90:
                best = max(best, _ASKED_WEIGHT * (0.85 + 0.15 * len(hint) / max(len(name), len(hint))))
    return best + _ANSWERED_WEIGHT * _answered(header, asked, books) if best or header not in _FREE else 0.0


def _answered(header: str, asked: Asked, books: Books) -> float:
    """How many of the answers, or options, are words of this column, or look like them."""
    if header == "instelling":
        return min(1.0, _known(asked.said, books) / _MOSTLY)  # no other column has names of institutions in half of its rows
    words = known_words(SPEC.by_header[header], books)
    said = [column.option for column in asked.columns if column.option] or [item for text in asked.said for item in parts(text, words)]
    if not words or not said or not asked.closed:
        return 0.0
    return sum(1 for one in said if guess_answer(one, words)[0]) / len(said)


def known_by_token(survey: SurveyFile, books: Books) -> list[SurveyColumn]:
    """The tool's own column that tells the institution by a code or alias, as an invitation's link does."""
    tool = TOOLS[survey.format]
    for column in survey.columns:
        said = [text for row in survey.complete if (text := survey.text(row, column))]
        if column.role in tool.own and said and _known(said, books) >= _MOSTLY:
            return [column]
    return []


def _known(said: Sequence[str], books: Books) -> float:
    """How many of these are institutions that are known."""
    return sum(1 for one in said if len(books["institution"].owners(one)) == 1) / len(said) if said else 0.0


def parts(text: str, words: Sequence[str]) -> list[str]:
    """The answers in a cell, cut where answers usually are."""
    cut = text.replace("\n", ";")
    if cut.startswith("[") and cut.endswith("]"):
        cut = cut[1:-1].replace('","', ";").replace('", "', ";").replace('"', "")
    if ";" in cut:
        found = cut.split(";")
    elif Answers({}, words).one(text) is None and any(fold(part) in map(fold, words) for part in cut.split(",")):
        found = cut.split(",")
    else:
        found = [cut]
    return [part.strip() for part in found if part.strip()]


def guess_answer(text: str, words: Sequence[str]) -> tuple[str, bool]:
    """The canonical word that an answer looks like, empty when none clearly does, and whether it is that very word."""
    from rapidfuzz import fuzz, process

    exact = Answers({}, words).one(text)
    if exact is not None:
        return exact, True
    if "ja" in words and text.casefold() in _YES_OR_NO:
        return _YES_OR_NO[text.casefold()], False
    ranked = process.extract(fold(text), [fold(word) for word in words], scorer=fuzz.ratio, limit=2)
    if not ranked or ranked[0][1] < _LIKE or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _CLEARLY):
        return "", False
    return words[ranked[0][2]], False
