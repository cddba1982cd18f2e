"""A first mapping for a survey file, for a person to check: what is likely stands in it, what is not is asked in its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from loket.exchange.canonical import Column
from loket.exchange.current import all_books
from loket.exchange.matching import Books, NotUnderstood
from loket.exchange.survey.answers import NOT_TICKED, TICKED, Answers
from loket.exchange.survey.binding import known_words
from loket.exchange.survey.days import ANONYMISED, DayReader
from loket.exchange.survey.guessing import Asked, guess_answer, guess_columns, known_by_token, parts, questions
from loket.exchange.survey.mapping import SPEC
from loket.exchange.survey.reading import SurveyColumn, SurveyFile
from loket.exchange.survey.tools import TOOLS
from loket.exchange.values import AllNamed
from loket.language import _
from loket.models.tables import METADATA
from loket.store.opening import Store
from loket.store.writing import driver_errors

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029]")
_ASKED_FOR = ("instelling", "doelgroep", "samen_beslissen", "uitkomstinformatie", "ambitie", "themas", "knelpunten", "toelichting")
_FEW_WORDS = 8
_SHORT = 60
_WIDEST = 100


def suggest_mapping(store: Store, survey: SurveyFile) -> str:
    """The text of a mapping file. It can be used at once: what is still to be filled in is named by the import."""
    with driver_errors(store.address), store.engine.begin() as connection:
        books, rounds = all_books(connection), _rounds(connection)
    return _Suggestion(survey, books, rounds).text()


def _rounds(connection: Connection) -> list[str]:
    table = METADATA.tables["wensenscan_round"]
    return list(connection.execute(select(table.c.name).order_by(table.c.id)).scalars())


class _Suggestion:
    def __init__(self, survey: SurveyFile, books: Books, rounds: Sequence[str]) -> None:
        self.survey = survey
        self.books = books
        self.rounds = rounds
        self.guessed = guess_columns(survey, books)

    def text(self) -> str:
        """The whole file."""
        checked = _("A first mapping for {file}: check every line.").format(file=self.survey.name)
        lines = [
            f"# {_one_line(checked)}",
            f"# {_('Where a line begins with # and has … in it: write what belongs there, and take the # away.')}",
            "",
            "[source]",
            f"format = {_quoted(self.survey.format.value)}",
            *self._round(),
            "",
            "[columns]",
            *self._columns(),
            "",
        ]
        for header, asked in self.guessed.items():
            lines += self._answers(SPEC.by_header[header], asked)
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
            return [f"# round = {_quoted('WensenScan …')}   # {_('which round this is')}"]
        year = max(set(years), key=years.count)
        name = next((name for name in self.rounds if year in name), f"WensenScan {year}")
        return [f"round = {_quoted(name)}"]

    def _columns(self) -> list[str]:
        lines = []
        tool = TOOLS[self.survey.format]
        for header, roles in (("sleutel", tool.key), ("ingevuld_op", tool.submitted)):
            own = self.survey.own(roles)
            if own is not None:
                lines.append(f"{header} = {_quoted(own.shown)}")
        for header in _ASKED_FOR:
            asked = self.guessed.get(header)
            if asked is None and header == "toelichting" and self._others():
                lines.append(f"{header} = {self._named(self._others())}")
            elif asked is None:
                lines.append(f"# {header} = {_quoted('…')}   # {_('which column?')}")
            else:
                columns = [*asked.columns, *(self._others() if header == "toelichting" else ())]
                if header == "instelling":
                    columns = [*known_by_token(self.survey, self.books), *columns]
                lines.append(f"{header} = {self._named(columns)}")
        return lines

    def _others(self) -> list[SurveyColumn]:
        """What people wrote beside the options of the questions that are used."""
        return [column for asked in self.guessed.values() for column in asked.others]

    def _named(self, columns: Sequence[SurveyColumn]) -> str:
        names = [_quoted(column.shown) for column in columns]
        if len(names) == 1:
            return names[0]
        line = f"[{', '.join(names)}]"
        return line if len(line) <= _WIDEST else "\n".join(["[", *(f"    {name}," for name in names), "]"])

    def _answers(self, column: Column, asked: Asked) -> list[str]:
        """Every answer that is not canonical, with its likeliest meaning or the words to choose from."""
        words = known_words(column, self.books)
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
        lines = [
            f"[answers.{column.header}]   # {_('allowed: {words}').format(words=_one_line(', '.join(_shown(column, words, self.books))))}"
        ]
        lines += [self._answer(answer, text, words) for answer, text in found.items()]
        return [*lines, ""]

    def _answer(self, answer: str, text: str, words: Sequence[str]) -> str:
        guessed, _exact = guess_answer(text, words) if text else ("", False)
        if guessed:
            return f"{_key(answer)} = {_quoted(guessed)}" + (f"   # {_one_line(text)}" if text != answer else "")
        return f"# {_key(answer)} = {_quoted('…')}" + (f"   # {_one_line(text)}" if text and text != answer else "")

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


def _shown(column: Column, words: Sequence[str], books: Books) -> Iterable[str]:
    """The words to choose from; themes by number and name."""
    if column.header == "themas":
        return (f"{books['theme'].find(word)} {word}" for word in words if not word.isdecimal())
    return words


def _one_line(text: str) -> str:
    return _UNPRINTABLE.sub("", " ".join("".join(c if c.isprintable() else " " for c in text).split()))


def _quoted(text: str) -> str:
    """A TOML string."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _key(text: str) -> str:
    return text if _BARE_KEY.fullmatch(text) else _quoted(text)
