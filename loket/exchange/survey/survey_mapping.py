"""The mapping file (TOML): which of a survey file's columns and answers are which canonical ones. Read and checked before any file is."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loket.exchange.canonical import RESPONSES
from loket.exchange.name_index import likest
from loket.exchange.source_tables import decode, read_bytes
from loket.exchange.survey.survey_tools import SurveyFormat
from loket.language import _
from loket.models.errors import Refused

COLUMNS = tuple(column.header for column in RESPONSES.columns)
"""The canonical columns that a mapping can name."""
_SECTIONS = ("source", "columns", "answers", "fixed")
_SOURCE = ("format", "round", "date_format", "closed_on", "prefix")
_TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")
_PLACE = re.compile(r" \(at line (\d+), column \d+\)")
_LARGEST = 1_000_000
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class SurveyMapping:
    """A mapping file. `content` is its text; `closed_on` the round's closing date, `prefix` what is put before response ids."""

    name: str
    content: str
    format: SurveyFormat | None = None
    round: str | None = None
    date_format: str | None = None
    closed_on: dt.date | None = None
    prefix: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)

    def at(self, table: str, key: str) -> str:
        """Where something stands, for a message: `wensenscan.toml, line 7: [columns] themas`."""
        found = _line_of(self.content, table, key)
        where = f"{self.name}, {_('line {line}').format(line=found)}" if found else self.name
        return f"{where}: [{table}]" + (f" {key}" if key else "")


def read_mapping(path: Path) -> SurveyMapping:
    """Read a mapping file; raises Refused with everything that is wrong with it."""
    if path.is_dir():
        raise Refused(_("{file}: this is a folder, not a file").format(file=path))
    data = read_bytes(path)
    if len(data) > _LARGEST:
        raise Refused(_("{file}: too large for a mapping file").format(file=path.name))
    text, _encoding = decode(data, path.name)
    return parse_mapping(text, path.name)


def parse_mapping(text: str, name: str) -> SurveyMapping:
    """The mapping in a text; raises Refused with everything that is wrong with it."""
    try:
        document = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        why = _PLACE.sub("", str(error)).replace(" (at end of document)", "")
        raise Refused(_("{file}, line {line}: no TOML that can be read ({why})").format(file=name, line=line, why=why)) from error
    return _Checker(SurveyMapping(name, text), document).checked()


class _Checker:
    """Checks one document part by part and gathers what is wrong with it."""

    def __init__(self, empty: SurveyMapping, document: Mapping[str, Any]) -> None:
        self.empty = empty
        self.document = document
        self.faults: list[str] = []

    def checked(self) -> SurveyMapping:
        """The mapping, when nothing is wrong with it."""
        for key in self.document:
            if key not in _SECTIONS:
                self._blame("", "", _unknown(_("unknown section [{key}]").format(key=key), key, _SECTIONS), key)
        source = self._table(self.document, "source")
        columns = self._columns(self._table(self.document, "columns"))
        fixed = self._fixed(self._table(self.document, "fixed"), columns)
        answers = self._answers(self._table(self.document, "answers"), columns)
        self._unknown_keys("source", source, _SOURCE)
        found = SurveyMapping(
            self.empty.name,
            self.empty.content,
            self._format(source),
            self._text("source", source, "round"),
            self._text("source", source, "date_format"),
            self._day(source, "closed_on"),
            self._text("source", source, "prefix") or "",
            columns,
            answers,
            fixed,
        )
        self._round(found)
        if not self.faults and "instelling" not in {**columns, **fixed}:
            self._blame("columns", "", _("instelling is missing: say in which column it stands"))
        if self.faults:
            raise Refused("\n".join(self.faults))
        return found

    def _round(self, found: SurveyMapping) -> None:
        given = [found.round, found.fixed.get("ronde"), found.columns.get("ronde")]
        if sum(1 for one in given if one) > 1:
            self._blame("source", "round", _("the round is given twice; keep one"))

    def _blame(self, table: str, key: str, why: str, line_of: str = "") -> None:
        where = self.empty.at(table, key) if table else self._top(line_of)
        self.faults.append(f"{where}: {why}")

    def _top(self, key: str) -> str:
        found = _line_of(self.empty.content, key, "")
        return f"{self.empty.name}, {_('line {line}').format(line=found)}" if found else self.empty.name

    def _table(self, document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        found = document.get(name, {})
        if isinstance(found, dict):
            return found
        self._blame("", "", _("[{section}] must be a section").format(section=name), name)
        return {}

    def _unknown_keys(self, table: str, found: Iterable[str], known: Iterable[str]) -> None:
        for key in found:
            if key not in known:
                self._blame(table, key, _unknown(_("unknown key"), key, known))

    def _text(self, table: str, found: Mapping[str, Any], key: str) -> str | None:
        value = found.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self._blame(table, key, _("must be a text between quotes"))
            return None
        return value.strip() if key != "prefix" else value

    def _format(self, source: Mapping[str, Any]) -> SurveyFormat | None:
        value = self._text("source", source, "format")
        allowed = [one.value for one in SurveyFormat]
        if value is None:
            return None
        if value.casefold() not in allowed:
            self._blame("source", "format", _("“{value}” is no format; allowed: {words}").format(value=value, words=", ".join(allowed)))
            return None
        return SurveyFormat(value.casefold())

    def _day(self, source: Mapping[str, Any], key: str) -> dt.date | None:
        value = source.get(key)
        if isinstance(value, dt.date):
            return value.date() if isinstance(value, dt.datetime) else value
        if value is None:
            return None
        try:
            return dt.date.fromisoformat(value)
        except (TypeError, ValueError):
            self._blame("source", key, _("must be a date: 2024-12-31"))
            return None

    def _columns(self, table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        self._unknown_keys("columns", table, COLUMNS)
        columns = {}
        for key, value in table.items():
            references = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()
            if not references or not all(isinstance(one, str) and one.strip() for one in references):
                self._blame("columns", key, _("must be the name of a column between quotes, or a list of them"))
            elif len(set(references)) < len(references):
                self._blame("columns", key, _("names a column twice"))
            else:
                columns[key] = references
        return columns

    def _fixed(self, table: Mapping[str, Any], columns: Mapping[str, object]) -> dict[str, str]:
        self._unknown_keys("fixed", table, COLUMNS)
        fixed = {}
        for key, value in table.items():
            text = _value(value)
            if text is None:
                self._blame("fixed", key, _("must be a text between quotes"))
            elif key in columns:
                self._blame("fixed", key, _("has a column under [columns] already; keep one"))
            elif key == "sleutel":
                self._blame("fixed", key, _("differs for every response and cannot be fixed"))
            else:
                fixed[key] = text
        return fixed

    def _answers(self, table: Mapping[str, Any], columns: Mapping[str, object]) -> dict[str, dict[str, str]]:
        answers: dict[str, dict[str, str]] = {}
        for key, listed in table.items():
            if key not in COLUMNS:
                self._blame(f"answers.{key}", "", _unknown(_("unknown column"), key, COLUMNS))
            elif not isinstance(listed, dict):
                self._blame("answers", key, _("must be a section: [answers.{key}]").format(key=key))
            elif key not in columns:
                self._blame(f"answers.{key}", "", _("has no column under [columns]"))
            else:
                answers[key] = self._listed(f"answers.{key}", listed)
        return answers

    def _listed(self, table: str, listed: Mapping[str, Any]) -> dict[str, str]:
        found = {}
        for answer, value in listed.items():
            text = _value(value)
            if text is None:
                self._blame(table, answer, _("must be a text between quotes"))
            else:
                found[answer] = text
        return found


def _value(value: object) -> str | None:
    """A canonical value as a cell holds it: a text, a theme's number, a day, or several of them."""
    if isinstance(value, list):
        parts = [_value(one) for one in value]
        return "|".join(part for part in parts if part) if all(part is not None for part in parts) else None
    if isinstance(value, bool):
        return None
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return str(value).strip() if isinstance(value, str | int) else None


def _unknown(what: str, key: str, known: Iterable[str]) -> str:
    names = list(known)
    near = likest(key, names, 1)
    if near:
        return _("{what}; did you mean {name}?").format(what=what, name=near[0])
    return _("{what}; allowed: {words}").format(what=what, words=", ".join(names))


def _line_of(content: str, table: str, key: str) -> int:
    """The line on which a section, or a key in it, stands; 0 when it is written in a way that a glance does not find."""
    here = ""
    for number, text in enumerate(content.splitlines(), start=1):
        if heading := _TABLE.match(text):
            here = heading[1].replace('"', "").replace("'", "").replace(" ", "")
            if here == table and not key:
                return number
        elif here == table and key and _starts_with_key(text, key):
            return number
    return 0


def _starts_with_key(text: str, key: str) -> bool:
    name, separator, _value = text.strip().partition("=")
    if text.lstrip().startswith(('"', "'")):
        quote = text.lstrip()[0]
        name, separator = text.lstrip()[1:].split(quote, 1)[0], "="
    return bool(separator) and name.strip() == key


def mapping_text(mapping: SurveyMapping) -> str:
    """The mapping as a file (TOML)."""
    source: dict[str, str | None] = {
        "format": mapping.format.value if mapping.format else None, "round": mapping.round, "date_format": mapping.date_format,
        "closed_on": mapping.closed_on.isoformat() if mapping.closed_on else None, "prefix": mapping.prefix or None,
    }  # fmt: skip
    lines = ["[source]", *(f"{name} = {toml_text(value)}" for name, value in source.items() if value is not None), "", "[columns]"]
    for header, references in mapping.columns.items():
        named = [toml_text(one) for one in references]
        lines.append(f"{header} = {named[0] if len(named) == 1 else '[' + ', '.join(named) + ']'}")
    lines += _section("fixed", mapping.fixed)
    for header, listed in mapping.answers.items():
        lines += _section(f"answers.{header}", listed)
    return "\n".join(lines) + "\n"


def _section(name: str, values: Mapping[str, str]) -> list[str]:
    return ["", f"[{name}]", *(f"{toml_key(key)} = {toml_text(value)}" for key, value in values.items())] if values else []


def toml_text(text: str) -> str:
    """A text as TOML writes it."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def toml_key(text: str) -> str:
    """A key as TOML writes it, in quotes where it needs them."""
    return text if _BARE_KEY.fullmatch(text) else toml_text(text)
