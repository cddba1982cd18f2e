"""Checking an input: every error at once, each with its field; text cleaned and merged institutions replaced on the way in."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, select

from loket.language import _
from loket.language.fields import field_label
from loket.language.text import clean_line, clean_text
from loket.models.base import METADATA, WordType
from loket.models.errors import FieldError, Refused
from loket.models.people import Institution
from loket.models.words import RecordKind, Word
from loket.store.writing import Transaction

_TEXTS = frozenset(
    {"action", "agenda", "agreements", "ambition", "body", "current", "description", "evaluation", "free_text"}
    | {"goal", "needed", "remark", "resolution", "result", "summary", "text", "verdict_reason"}
)
_TIMES = frozenset({"planned_time", "held_time"})
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Keep(Enum):
    """The default of every field of an input: left as it is, or empty in a new record."""

    KEEP = "keep"


KEEP = Keep.KEEP


def given(data: Any, *without: str) -> dict[str, Any]:
    """The fields that an input dataclass says something about, except those in `without`."""
    values = {field.name: getattr(data, field.name) for field in dataclasses.fields(data)}
    return {name: value for name, value in values.items() if value is not KEEP and name not in without}


class Check:
    """Collects what is wrong with an input. `prefix` names where the input stands in a larger one: `requests.0.`."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.errors: list[FieldError] = []
        self.warnings: list[str] = []

    def within(self, prefix: str) -> Check:
        """A check of a part, that collects in the same lists."""
        part = Check(f"{self.prefix}{prefix}.")
        part.errors, part.warnings = self.errors, self.warnings
        return part

    def fail(self, field: str, message: str) -> None:
        """Note an error."""
        self.errors.append(FieldError(self.prefix + field, message))

    def require(self, field: str, value: object) -> None:
        """Note an error when there is nothing."""
        if value is None or value == "" or value == ():
            self.fail(field, _("Fill in: {field}.").format(field=field_label(field)))

    def finish(self) -> None:
        """Raise Refused with everything that was noted."""
        if self.errors:
            raise Refused(errors=self.errors)

    def line(self, field: str, value: str | None) -> str | None:
        """A one-line text, cleaned; empty is None."""
        return self._cleaned(clean_line, field, value)

    def text(self, field: str, value: str | None) -> str | None:
        """A text of several lines, cleaned; blank is None."""
        cleaned = self._cleaned(clean_text, field, value)
        return cleaned if cleaned and cleaned.strip() else None

    def _cleaned(self, clean: Any, field: str, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            cleaned = clean(value, self.prefix + field, field_label(field))
        except Refused as refusal:
            self.errors.extend(refusal.errors)
            return None
        self.warnings.extend(cleaned.warnings)
        return cleaned.text or None

    def values(self, connection: Connection, table: Table, values: Mapping[str, Any], required: Collection[str] = ()) -> dict[str, Any]:
        """Column values, cleaned and checked against what the column is: text, word, number, reference."""
        kept = {name: self._value(connection, table.columns[name], value) for name, value in values.items()}
        for name, value in kept.items():
            if name in required or not table.columns[name].nullable:
                self._require_once(name, value)
        return kept

    def _require_once(self, name: str, value: object) -> None:
        if not any(error.field == self.prefix + name for error in self.errors):
            self.require(name, value)

    def _value(self, connection: Connection, column: Column[Any], value: Any) -> Any:
        name = column.name
        if value is None:
            return None
        if column.foreign_keys:
            target = next(iter(column.foreign_keys)).column.table
            return value if self.exist(connection, target.name, name, [value]) else None
        if isinstance(column.type, WordType):
            return self.word(column.type.words, name, value)
        if isinstance(value, str):
            text = self.text(name, value) if name in _TEXTS else self.line(name, value)
            if text and name in _TIMES and not _CLOCK.fullmatch(text):
                self.fail(name, _("Type a time such as 09:30."))
            return text
        if isinstance(column.type, Integer) and not isinstance(value, bool) and not 0 <= value < 2**31:
            self.fail(name, _("{field} must be 0 or more.").format(field=field_label(name)))
        return value

    def word(self, words: type[Word], field: str, value: str) -> Word | None:
        """A member of a closed list; the refusal names the allowed ones."""
        found = words.understand(value)
        if found is None:
            allowed = ", ".join(word.dutch for word in words)
            self.fail(field, _("{field}: “{value}” is none of {allowed}.").format(field=field_label(field), value=value, allowed=allowed))
        return found

    def exist(self, connection: Connection, table_name: str, field: str, ids: Iterable[int]) -> bool:
        """Whether there are rows with all these numbers; notes an error when there are not."""
        table = METADATA.tables[table_name]
        wanted = list(dict.fromkeys(ids))
        found: set[int] = set()
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            found.update(connection.execute(select(table.c.id).where(table.c.id.in_(part))).scalars())
        missing = [number for number in wanted if number not in found]
        for number in missing:
            self.fail(field, _("{field}: there is none with number {number}.").format(field=field_label(field), number=number))
        return not missing


def at_merge_redirects(
    tx: Transaction, check: Check, table: Table, values: Mapping[str, Any], lists: Mapping[str, str | None]
) -> dict[str, Any]:
    """The checked values with every merged institution replaced; `lists` are the values that are lists, with the table they name."""
    kept = dict(values)
    for name, value in values.items():
        if name in lists:
            if lists[name] == "institution":
                kept[name] = tuple(dict.fromkeys(_survivor(tx, check, one) for one in value))
        elif value is not None and _names_institution(table, values, name):
            kept[name] = _survivor(tx, check, value)
    return kept


def _names_institution(table: Table, values: Mapping[str, Any], name: str) -> bool:
    if name == "on_id":
        return values.get("on_kind") is RecordKind.INSTITUTION
    return any(key.column.table.name == "institution" for key in table.columns[name].foreign_keys)


def _survivor(tx: Transaction, check: Check, number: int) -> int:
    """The institution, or what it is part of now."""
    asked = found = tx.session.get(Institution, number)
    while found is not None and found.merged_into_id is not None:
        found = tx.session.get(Institution, found.merged_into_id)
    if asked is None or found is None or found is asked:
        return number
    check.warnings.append(_("{name} is part of {survivor} now: saved there.").format(name=asked.name, survivor=found.name))
    return found.id or number
