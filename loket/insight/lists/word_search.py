"""What `/` finds: each word of a filter must hit something of a record, its own text or the names of what it belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from loket.insight import names
from loket.insight.lists.row_sql import numbers
from loket.language.name_ranking import folded
from loket.models.words import RecordKind, Word
from loket.store.reader import Reader
from loket.store.search_index import SEARCHED

_PIECES = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r'"([^"]*)"|(\S+)')
_PLACES = {searched.kind: place for place, searched in enumerate(SEARCHED)}
_MOST_WORDS = 8
_LEAST_FOR_SLIP = 4


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Conditions over `x`, with the values of their parameters."""

    conditions: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """The WHERE clause, empty when nothing is asked."""
        return f"WHERE {' AND '.join(self.conditions)}" if self.conditions else ""

    def also(self, condition: str, **parameters: Any) -> Narrowed:
        """The same, narrowed further."""
        return Narrowed((*self.conditions, condition), {**self.parameters, **parameters})


@dataclass(frozen=True, slots=True)
class WordSearch:
    """Where a word is looked for in one kind of record.

    `texts`: columns of its own that are compared letter by letter, for small tables. `words`: columns that hold a word of a
    closed list. `institution`, `party`, `advisor`, `theme`, `offering`: selects of numbers with `{found}` for what was found.
    """

    texts: Sequence[str] = ()
    words: Mapping[str, type[Word]] = field(default_factory=dict)
    institution: str = ""
    party: str = ""
    advisor: str = ""
    theme: str = ""
    also: Sequence[str] = ()


def narrowed(reader: Reader, search: WordSearch, kind: RecordKind, text: str) -> Narrowed:
    """The condition that a record meets when every word of `text` hits it. Each word is a union of selects along an index."""
    conditions: list[str] = []
    parameters: dict[str, Any] = {}
    for number, word in enumerate(_words(text)):
        finder = _Finder(reader, search, kind, word, f"w{number}", parameters)
        selects = finder.selects()
        conditions.append(f"x.id IN ({' UNION '.join(selects)})" if selects else "1 = 0")
    return Narrowed(tuple(conditions), parameters)


def _words(text: str) -> list[str]:
    """Words, and texts in quotes as they stand."""
    return [word for quoted, plain in _QUOTED.findall(text) if _PIECES.search(word := quoted or plain)][:_MOST_WORDS]


@dataclass(slots=True)
class _Finder:
    reader: Reader
    search: WordSearch
    kind: RecordKind
    word: str
    name: str
    parameters: dict[str, Any]

    def selects(self) -> list[str]:
        """What the word can be: `#4` a theme, `@ilse` an advisor, `V-371` a number, else any of these or a text."""
        sign, rest = self.word[:1], self.word[1:]
        if sign == "#" and self.search.theme:
            return [self._theme(rest)]
        if sign == "@" and self.search.advisor:
            return [self.search.advisor.format(found=self._advisors(rest))]
        return [*self._own(), *self._by_word(), *self._belonging()]

    def _own(self) -> list[str]:
        table, word = self.kind.table, self.word
        found = []
        number = re.fullmatch(rf"(?:{re.escape(self.kind.prefix)}-?)?(\d{{1,9}})", word, re.IGNORECASE)
        if number:
            found.append(f"SELECT id FROM {table} WHERE id = {int(number[1])}")
        if self.kind in _PLACES:
            found.append(self._indexed(self.kind))
        if self.search.texts:
            like = self._like()
            found += [f"SELECT id FROM {table} WHERE {self._fold(column)} LIKE {like} ESCAPE '!'" for column in self.search.texts]
        return found

    def _by_word(self) -> list[str]:
        found = []
        for column, words in self.search.words.items():
            hits = [member.value for member in words if self._begins(member)]
            if hits:
                listed = ", ".join(f"'{value}'" for value in hits)
                found.append(f"SELECT id FROM {self.kind.table} WHERE {column} IN ({listed})")
        return found

    def _begins(self, member: Word) -> bool:
        wanted = folded(self.word)
        if len(wanted) < 3:
            return False
        named = (folded(text) for text in (member.dutch, member.english))
        return any(text.startswith(wanted) or any(part.startswith(wanted) for part in text.split()) for text in named)

    def _belonging(self) -> list[str]:
        search = self.search
        found = []
        if search.institution:
            found.append(search.institution.format(found=self._institutions()))
        if search.party:
            found.append(search.party.format(found=self._indexed(RecordKind.PARTY)))
        if search.advisor:
            found.append(search.advisor.format(found=self._advisors(self.word)))
        if search.theme and len(self.word) > 2:
            found.append(self._theme(self.word))
        return [*found, *(select.format(like=self._like()) for select in search.also)]

    def _institutions(self) -> str:
        like = self._like()
        return (
            f"{self._indexed(RecordKind.INSTITUTION)} UNION SELECT id FROM institution WHERE {self._fold('name')} LIKE {like} ESCAPE '!' "
            f"UNION SELECT institution_id FROM institution_alias WHERE {self._fold('alias')} LIKE {like} ESCAPE '!' "
            f"UNION SELECT l.institution_id FROM institution_tag l JOIN tag g ON g.id = l.tag_id "
            f"WHERE {self._fold('g.name')} LIKE {like} ESCAPE '!'{self._slips(RecordKind.INSTITUTION)}"
        )

    def _slips(self, kind: RecordKind) -> str:
        """Those whose name is one slip of the finger away, when no name has the word as typed."""
        found = names.slips(self.reader, kind, self.word) if len(self.word) >= _LEAST_FOR_SLIP else []
        return f" UNION SELECT id FROM {kind.table} WHERE id IN ({numbers(found)})" if found else ""

    def _advisors(self, word: str) -> str:
        self.parameters[f"{self.name}_advisor"] = like(folded(word), begins=True)
        return f"SELECT id FROM advisor WHERE {self._fold('name')} LIKE :{self.name}_advisor ESCAPE '!'"

    def _theme(self, word: str) -> str:
        if word.isdecimal():
            return self.search.theme.format(found=str(int(word)) if len(word) < 9 else "0")
        self.parameters[f"{self.name}_theme"] = like(folded(word), begins=True)
        self.parameters[f"{self.name}_inner"] = like(f" {folded(word)}")
        label = self._fold("label")
        return self.search.theme.format(
            found=f"SELECT id FROM theme WHERE {label} LIKE :{self.name}_theme ESCAPE '!' OR {label} LIKE :{self.name}_inner ESCAPE '!'"
        )

    def _indexed(self, kind: RecordKind) -> str:
        """The records of a kind whose words in the search index begin so."""
        pieces = [piece for piece in _PIECES.findall(folded(self.word)) if piece]
        if self.reader.dialect.is_postgresql:
            following = " <-> " if " " in self.word else " & "  # a text in quotes as it stands
            joined = following.join(f"'{piece}':*" if piece is pieces[-1] else f"'{piece}'" for piece in pieces)
            self.parameters[f"{self.name}_index"] = joined
            return f"SELECT record_id FROM search_index WHERE kind = '{kind.value}' AND words @@ to_tsquery('simple', :{self.name}_index)"
        self.parameters[f"{self.name}_index"] = '"' + " ".join(pieces) + '"*'
        return f"SELECT rowid / 32 FROM search_index WHERE search_index MATCH :{self.name}_index AND rowid % 32 = {_PLACES[kind]}"

    def _like(self) -> str:
        self.parameters[f"{self.name}_like"] = like(folded(self.word))
        return f":{self.name}_like"

    def _fold(self, column: str) -> str:
        return f"loket_fold({column})" if self.reader.dialect.is_postgresql else f"lower({column})"


def like(text: str, begins: bool = False) -> str:
    """The pattern for `LIKE … ESCAPE '!'` that finds what has this text in it, or begins with it, as it was typed."""
    escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"{escaped}%" if begins else f"%{escaped}%"
