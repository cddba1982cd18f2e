"""The columns of a survey file: what each is called, by which names a mapping may call it, and which question it is an option of."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loket.exchange.matching import fold
from loket.exchange.survey.tools import TOOLS, SurveyFormat, bare
from loket.exchange.tabular import Cell
from loket.language import _

_CODE = r"[A-Za-z]\w*(?:\[[^\]]*\])*"
_CODE_AND_TEXT = re.compile(rf"({_CODE})[.:]\s+(.+)", re.DOTALL)
_BRACKETED = re.compile(r"(.+?)\s*\[([^\]]*)\]", re.DOTALL)
_CHOICE = re.compile(r"(.*?) - (?:Selected Choice|Geselecteerde keuze)(?: - (.+))?", re.DOTALL)
_QUALTRICS_PART = re.compile(r"(.+?)_\d+(?:_TEXT)?")
_OTHER = re.compile(r"other\b|anders\b|overig\b|iets anders", re.IGNORECASE)
# What SurveyMonkey writes under a question that has no options.
_NO_OPTION = frozenset({"", "openendedresponse", "response", "antwoord", "openantwoord", "openvraag"})


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """One column: `shown` is what a person calls it, `names` are all that a mapping may call it, `groups` those of its whole question.

    `option` is the answer that it stands for when a question has a column for each; `other` marks free text beside the options.
    `role` is the tool's own header, `bare`.
    """

    place: int
    shown: str
    names: frozenset[str]
    groups: frozenset[str]
    option: str = ""
    other: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a column's header cells say before names are made of it."""

    shown: str
    names: tuple[str, ...]
    groups: tuple[str, ...] = ()
    option: str = ""
    other: bool = False
    role: str = ""


def read_head(rows: Sequence[Sequence[Cell]], tool: SurveyFormat) -> tuple[int, tuple[SurveyColumn, ...]]:
    """How many of the first rows are headers, and the columns that they make."""
    if tool is SurveyFormat.QUALTRICS:
        depth = _qualtrics_depth(rows)
    elif tool is SurveyFormat.SURVEYMONKEY:
        depth = _surveymonkey_depth(rows)
    else:
        depth = 1
    head = [[line(cell) for cell in row] for row in rows[:depth]]
    width = max(max((place for place, cell in enumerate(row, start=1) if cell), default=0) for row in head)
    lines = [[*row, *[""] * width][:width] for row in head]
    headings = _READERS[tool](lines)
    named = zip(headings, _unique(headings), strict=True)
    return depth, tuple(_column(place, heading, shown) for place, (heading, shown) in enumerate(named))


def line(cell: Cell) -> str:
    """A header on one line."""
    return " ".join(str(cell).replace("\ufeff", "").split())


def _column(place: int, heading: _Heading, shown: str) -> SurveyColumn:
    names = frozenset(fold(name) for name in (shown, *heading.names) if name)
    groups = frozenset(fold(name) for name in heading.groups if name)
    return SurveyColumn(place, shown, names, groups, heading.option, heading.other, heading.role)


def _unique(headings: Sequence[_Heading]) -> list[str]:
    """What each column is called; columns that are called the same get a number behind it."""
    shown = [heading.shown or _("column {number}").format(number=place) for place, heading in enumerate(headings, start=1)]
    count = Counter(map(fold, shown))
    turn: Counter[str] = Counter()
    named = []
    for name in shown:
        turn[fold(name)] += 1
        named.append(name if count[fold(name)] == 1 else f"{name} ({turn[fold(name)]})")
    return named


def _read_limesurvey(lines: Sequence[Sequence[str]]) -> list[_Heading]:
    """A code, the question's text, or both; an option stands in brackets behind either."""
    return [_limesurvey_heading(header) for header in lines[0]]


def _limesurvey_heading(header: str) -> _Heading:
    both = _CODE_AND_TEXT.fullmatch(header)
    code, text = (both[1], both[2]) if both else (header, header)
    groups, option, other = [], "", False
    if part := _BRACKETED.fullmatch(code):
        groups.append(part[1])
        other = bare(part[2]) == "other" or bare(part[2]).endswith("comment")
    if part := _BRACKETED.fullmatch(text):
        groups.append(part[1])
        # Of a code alone what stands in the brackets is a code too, no answer.
        if both or " " in header:
            option, other = part[2], other or _is_other(part[2])
    return _Heading(code if both else header, (header, code, text), tuple(groups), "" if other else option, other, bare(code))


def _is_other(option: str) -> bool:
    return _OTHER.match(option.strip()) is not None


def _read_single(lines: Sequence[Sequence[str]]) -> list[_Heading]:
    """The question's text, or whatever the maker of a plain table wrote."""
    headings = []
    for header in lines[0]:
        part = _BRACKETED.fullmatch(header)
        option = part[2] if part else ""
        other = _is_other(option)
        headings.append(_Heading(header, (header,), (part[1],) if part else (), "" if other else option, other, bare(header)))
    return headings


def _qualtrics_depth(rows: Sequence[Sequence[Cell]]) -> int:
    """Codes, then texts, then (in CSV) the import ids; some of them may have been deleted by hand."""
    depth = 1
    places = [place for place, cell in enumerate(rows[0]) if bare(cell) in {"startdate", "recordeddate", "responseid", "finished"}]
    for row in rows[1:3]:
        ids = any(_import_id(line(cell)) for cell in row)
        said = [bare(row[place]) for place in places if place < len(row)]
        if not ids and not any(word in _QUALTRICS_TEXTS for word in said):
            break
        depth += 1
    return depth


_QUALTRICS_TEXTS = frozenset({"startdate", "recordeddate", "responseid", "finished", "begindatum", "startdatum", "antwoordid"})


def _import_id(cell: str) -> str:
    """The id by which Qualtrics knows a question, with the option's behind it; empty when the cell has none."""
    if not cell.startswith("{"):
        return ""
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(found, dict) or not isinstance(found.get("ImportId"), str):
        return ""
    choice = found.get("choiceId")
    return f"{found['ImportId']}_{choice}" if isinstance(choice, str) and choice else str(found["ImportId"])


def _read_qualtrics(lines: Sequence[Sequence[str]]) -> list[_Heading]:
    codes = lines[0]
    texts: Sequence[str] = [""] * len(codes)
    ids: Sequence[str] = texts
    for row in lines[1:]:
        if any(map(_import_id, row)):
            ids = [_import_id(cell) for cell in row]
        else:
            texts = row
    asked = _qualtrics_questions(codes, texts)
    return [_qualtrics_heading(*one) for one in zip(codes, texts, ids, asked, strict=True)]


def _qualtrics_questions(codes: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The question of each column that is one of several options: what the texts of `Q3_1`, `Q3_2`, … begin with alike."""
    own: dict[str, list[str]] = {}
    parts = [_QUALTRICS_PART.fullmatch(code) if not _is_text(code) else None for code in codes]
    for part, text in zip(parts, texts, strict=True):
        if part:
            own.setdefault(part[1], []).append(text)
    begins = {group: _common_beginning(said).rpartition(" - ")[0] for group, said in own.items() if len(said) > 1}
    return [begins.get(part[1], "") if part else "" for part in parts]


def _common_beginning(texts: Sequence[str]) -> str:
    alike = itertools.takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in alike)


def _is_text(code: str) -> bool:
    return code.upper().endswith("_TEXT")


def _qualtrics_heading(code: str, text: str, import_id: str, question: str) -> _Heading:
    groups = [part[1] for name in (code, import_id) if (part := _QUALTRICS_PART.fullmatch(name))]
    option = ""
    other = _is_text(code) and bool(groups)
    if not other and (choice := _CHOICE.fullmatch(text)):
        question, option = choice[1], choice[2] or ""
    elif question:
        option = text.removeprefix(f"{question} - ")
    if not other and question:
        groups.append(question)
    return _Heading(code, (code, text, import_id), tuple(groups), option, other, bare(code))


def _surveymonkey_depth(rows: Sequence[Sequence[Cell]]) -> int:
    """Questions, then options: the second row has no respondent."""
    key = next((place for place, cell in enumerate(rows[0]) if bare(cell) in TOOLS[SurveyFormat.SURVEYMONKEY].key), 0)
    under = rows[1] if len(rows) > 1 else ()
    return 2 if len(under) > key and line(under[key]) == "" else 1


def _read_surveymonkey(lines: Sequence[Sequence[str]]) -> list[_Heading]:
    """A question stands above its first option only."""
    options = lines[1] if len(lines) > 1 else [""] * len(lines[0])
    headings = []
    question = ""
    for header, below in zip(lines[0], options, strict=True):
        question = header or question
        option = "" if bare(below) in _NO_OPTION else below
        other = _is_other(option)
        shown = f"{question} [{option}]" if option else question
        headings.append(_Heading(shown, (shown, option), (question,), "" if other else option, other, bare(header)))
    return headings


_READERS: dict[SurveyFormat, Callable[[Sequence[Sequence[str]]], list[_Heading]]] = {
    SurveyFormat.LIMESURVEY: _read_limesurvey,
    SurveyFormat.MSFORMS: _read_single,
    SurveyFormat.QUALTRICS: _read_qualtrics,
    SurveyFormat.SURVEYMONKEY: _read_surveymonkey,
    SurveyFormat.PLAIN: _read_single,
}
