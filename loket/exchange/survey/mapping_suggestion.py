"""A first mapping for a survey file, for a person to check: what is likely stands in it, what is not is asked in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from loket.exchange.canonical import RESPONSES, Column
from loket.exchange.cell_kinds import AllNamed
from loket.exchange.name_index import NameIndexes, NotUnderstood, all_indexes, fold
from loket.exchange.survey.answers import NOT_TICKED, TICKED, Answers
from loket.exchange.survey.day_formats import ANONYMISED, DayReader
from loket.exchange.survey.mapping_binding import known_words, words_to_choose
from loket.exchange.survey.survey_file import SurveyColumn, SurveyFile
from loket.exchange.survey.survey_mapping import toml_key, toml_text
from loket.exchange.survey.survey_tools import TOOLS
from loket.language import _
from loket.models.rounds import WensenscanRound
from loket.store.database import Store
from loket.store.transaction import driver_errors

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
class SurveyQuestion:
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


def questions(survey: SurveyFile) -> list[SurveyQuestion]:
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
        found.append(SurveyQuestion(columns or others, others if columns else (), tuple(said)))
    return found


def guess_columns(survey: SurveyFile, indexes: NameIndexes) -> dict[str, SurveyQuestion]:
    """The likeliest question for each canonical column, the surest first; none where nothing is likely."""
    asked = questions(survey)
    scored = sorted(
        ((_score(header, one, indexes), -place, header) for place, one in enumerate(asked) for header in _ASKED),
        reverse=True,
    )
    found: dict[str, SurveyQuestion] = {}
    taken: set[int] = set()
    for score, place, header in scored:
        if score >= _ENOUGH and header not in found and place not in taken:
            found[header] = asked[-place]
            taken.add(place)
    return {header: found[header] for header in _ASKED if header in found}


def _score(header: str, asked: SurveyQuestion, indexes: NameIndexes) -> float:
    from rapidfuzz import fuzz

    best = 0.0
    for name in {name for column in asked.columns for name in (*column.names, *column.groups)}:
        if " " not in name and any(name.startswith(code) for code in _CODES.get(header, ())):
            best = max(best, _CODE_WEIGHT)
        for hint in _ASKED[header]:
            # A short name inside a long question says less than a question that asks for just this.
            if fold(hint) in name or fuzz.partial_ratio(fold(hint), name) >= 90:
                best = max(best, _ASKED_WEIGHT * (0.85 + 0.15 * len(hint) / max(len(name), len(hint))))
    return best + _ANSWERED_WEIGHT * _answered(header, asked, indexes) if best or header not in _FREE else 0.0


def _answered(header: str, asked: SurveyQuestion, indexes: NameIndexes) -> float:
    """How many of the answers, or options, are words of this column, or look like them."""
    if header == "instelling":
        return min(1.0, _known(asked.said, indexes) / _MOSTLY)  # no other column has names of institutions in half of its rows
    words = known_words(RESPONSES.by_header[header], indexes)
    said = [column.option for column in asked.columns if column.option] or [item for text in asked.said for item in parts(text, words)]
    if not words or not said or not asked.closed:
        return 0.0
    return sum(1 for one in said if guess_answer(one, words)[0]) / len(said)


def known_by_token(survey: SurveyFile, indexes: NameIndexes) -> list[SurveyColumn]:
    """The tool's own column that tells the institution by a code or alias, as an invitation's link does."""
    tool = TOOLS[survey.format]
    for column in survey.columns:
        said = [text for row in survey.complete if (text := survey.text(row, column))]
        if column.role in tool.own and said and _known(said, indexes) >= _MOSTLY:
            return [column]
    return []


def _known(said: Sequence[str], indexes: NameIndexes) -> float:
    """How many of these are institutions that are known."""
    return sum(1 for one in said if len(indexes.institutions.owners(one)) == 1) / len(said) if said else 0.0


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


_ASKED_FOR = ("instelling", "doelgroep", "samen_beslissen", "uitkomstinformatie", "ambitie", "themas", "knelpunten", "toelichting")
_FEW_WORDS = 8
_SHORT = 60
_WIDEST = 100


def suggest_mapping(store: Store, survey: SurveyFile) -> str:
    """The text of a mapping file. It can be used at once: what is still to be filled in is named by the import."""
    viewer = store.viewer()
    with driver_errors(store.address), store.engine.begin() as connection:
        indexes = all_indexes(connection, viewer)
        rounds = list(connection.execute(select(col(WensenscanRound.name)).order_by(col(WensenscanRound.id))).scalars())
    return _Suggestion(survey, indexes, rounds).text()


class _Suggestion:
    def __init__(self, survey: SurveyFile, indexes: NameIndexes, rounds: Sequence[str]) -> None:
        self.survey = survey
        self.indexes = indexes
        self.rounds = rounds
        self.guessed = guess_columns(survey, indexes)

    def text(self) -> str:
        """The whole file."""
        checked = _("A first mapping for {file}: check every line.").format(file=self.survey.name)
        lines = [
            f"# {_one_line(checked)}",
            f"# {_('Where a line begins with # and has … in it: write what belongs there, and take the # away.')}",
            "",
            "[source]",
            f"format = {toml_text(self.survey.format.value)}",
            *self._round(),
            "",
            "[columns]",
            *self._columns(),
            "",
        ]
        for header, asked in self.guessed.items():
            lines += self._answers(RESPONSES.by_header[header], asked)
        return "\n".join([*lines, *self._unused()]).rstrip() + "\n"

    def _round(self) -> list[str]:
        """The year of most responses says which round this is."""
        own = self.survey.own(TOOLS[self.survey.format].submitted)
        cells = [self.survey.cell(row, own) for row in self.survey.complete] if own else []
        reader = DayReader(self.survey.format, cells)
        years = []
        for cell in cells:
            try:
                day = reader.read(cell)
            except NotUnderstood:
                continue
            if day != ANONYMISED:
                years.append(str(day.year))
        if not years:
            return [f"# round = {toml_text('WensenScan …')}   # {_('which round this is')}"]
        year = max(set(years), key=years.count)
        name = next((name for name in self.rounds if year in name), f"WensenScan {year}")
        return [f"round = {toml_text(name)}"]

    def _columns(self) -> list[str]:
        lines = []
        tool = TOOLS[self.survey.format]
        for header, roles in (("sleutel", tool.key), ("ingevuld_op", tool.submitted)):
            own = self.survey.own(roles)
            if own is not None:
                lines.append(f"{header} = {toml_text(own.shown)}")
        for header in _ASKED_FOR:
            asked = self.guessed.get(header)
            if asked is None and header == "toelichting" and self._others():
                lines.append(f"{header} = {self._named(self._others())}")
            elif asked is None:
                lines.append(f"# {header} = {toml_text('…')}   # {_('which column?')}")
            else:
                columns = [*asked.columns, *(self._others() if header == "toelichting" else ())]
                if header == "instelling":
                    columns = [*known_by_token(self.survey, self.indexes), *columns]
                lines.append(f"{header} = {self._named(columns)}")
        return lines

    def _others(self) -> list[SurveyColumn]:
        """What people wrote beside the options of the questions that are used."""
        return [column for asked in self.guessed.values() for column in asked.others]

    def _named(self, columns: Sequence[SurveyColumn]) -> str:
        names = [toml_text(column.shown) for column in columns]
        if len(names) == 1:
            return names[0]
        line = f"[{', '.join(names)}]"
        return line if len(line) <= _WIDEST else "\n".join(["[", *(f"    {name}," for name in names), "]"])

    def _answers(self, column: Column, asked: SurveyQuestion) -> list[str]:
        """Every answer that is not canonical, with its likeliest meaning or the words to choose from."""
        words = known_words(column, self.indexes)
        if not words:
            return []
        many = isinstance(column.kind, AllNamed)
        found: dict[str, str] = {}
        for place in asked.columns if many and len(asked.columns) > 1 else ():
            if Answers({}, words).one(place.option or place.shown) is None:
                found[place.shown] = place.option
        for text in asked.said:
            for item in parts(text, words) if many else [text]:
                ticked = many and len(asked.columns) > 1 and item.casefold() in TICKED | NOT_TICKED
                option = any(item == place.option for place in asked.columns)
                if not ticked and not option and Answers({}, words).one(item) is None:
                    found.setdefault(item, item)
        if not found or not asked.closed:
            return []
        allowed = _("allowed: {words}").format(words=_one_line(", ".join(words_to_choose(column, words, self.indexes))))
        lines = [f"[answers.{column.header}]   # {allowed}"]
        lines += [self._answer(answer, text, words) for answer, text in found.items()]
        return [*lines, ""]

    def _answer(self, answer: str, text: str, words: Sequence[str]) -> str:
        guessed, _exact = guess_answer(text, words) if text else ("", False)
        if guessed:
            return f"{toml_key(answer)} = {toml_text(guessed)}" + (f"   # {_one_line(text)}" if text != answer else "")
        return f"# {toml_key(answer)} = {toml_text('…')}" + (f"   # {_one_line(text)}" if text and text != answer else "")

    def _unused(self) -> list[str]:
        """The questions that nothing was made of, with their answers when those are choices."""
        used = {column.place for asked in self.guessed.values() for column in asked.all}
        lines = []
        for asked in questions(self.survey):
            if any(column.place in used for column in asked.columns):
                continue
            few = asked.closed and len(asked.said) <= _FEW_WORDS and all(len(one) <= _SHORT for one in asked.said)
            said = f" ({', '.join(map(_one_line, asked.said))})" if few and len(self.survey.complete) > 1 else ""
            lines.append(f"#   {_one_line(asked.columns[0].shown)}{said}")
        return [f"# {_('not used:')}", *lines] if lines else []


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
